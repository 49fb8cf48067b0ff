"""What a sentence of news can teach before any pair is seen: to repair, to fill a gap, and above all to join.

Joining has the fewest real examples, and any sentence makes some: cut it into two lines that overlap, and the sentence
is what a good writer makes of them. Three cuts, from plain to natural: two copies that each lack another stretch;
a beginning and an end that share their middle; and a sentence's clauses as sentences of their own ("X, who did A, did
B" from "X did A" and "X did B"), as DiscoFuse does it (Geva et al., NAACL 2019, arXiv 1902.10526).
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence

from summarize.training.fusion_news import Story

MASK = "[MASK]"
MASKED = 0.3  # share of words, in spans of Poisson(3) words: BART's text infilling (Lewis et al. 2020, section 2.2)
SPAN = 3.0
MAX_REPAIRED = 60  # words of a passage to repair
UNION_WORDS = (12, 45)  # of a sentence that is cut
_BREAKS = frozenset(
    """and but or who which that after before when while as because since although though where with without in on at by
    for from during over under against amid following including according to between into""".split()
)
_VERBS = frozenset(
    """said says is are was were has have had will would told announced called made took met went came began gave got
    left led held won lost put set kept became found sent spoke wrote ran fell rose cut hit may could can also did
    added asked agreed warned voted signed""".split()
)
_QUOTED = re.compile(r'["“”]')  # a cut through a quotation would teach to mend quotations
_RELATIVE = re.compile(r"^([^,]{3,60}), (?:who|which) ([^,]{8,120}), (.{12,})$")
_JOINT = re.compile(r"^(?:and|but|or) (?=\w)")
_TOGETHER = re.compile(r"^(.{20,}?),? and (.{12,})$")

Example = tuple[str, tuple[str, ...], str]  # task, lines, target


def repair(story: Story, draw: random.Random) -> Example:
    """One to three sentences with spans of words masked, and what they were."""
    start = draw.randrange(len(story.sentences))
    passage = list(story.sentences[start : start + draw.choice((1, 1, 2, 3))])
    while len(passage) > 1 and sum(sentence.count(" ") + 1 for sentence in passage) > MAX_REPAIRED:
        passage.pop()
    lines = tuple(_masked(sentence, draw) for sentence in passage)
    return "repair", lines, " ".join(passage)


def _masked(sentence: str, draw: random.Random) -> str:
    found = sentence.split()
    left = max(1, round(MASKED * len(found)))
    while left > 0 and len(found) > 2:
        length = min(left, max(1, round(draw.expovariate(1 / SPAN))))
        start = draw.randrange(len(found) - min(length, len(found) - 1))
        found[start : start + length] = [MASK]
        left -= length
    return " ".join(found)


def gap(story: Story, draw: random.Random) -> Example | None:
    """The lines around a sentence that tell what it says, and the sentence."""
    if not story.gaps:
        return None
    at, near = draw.choice(story.gaps)
    return "gap", tuple(story.sentences[i] for i in near), story.sentences[at]


def union(story: Story, draw: random.Random) -> Example | None:
    """Two lines that overlap, and the sentence both were cut from; None where no sentence of the draw can be cut."""
    sentence = draw.choice(story.sentences)
    least, most = UNION_WORDS
    if not least <= sentence.count(" ") + 1 <= most or _QUOTED.search(sentence):
        return None
    lines = _clauses(sentence)
    if lines is None or draw.random() < 0.3:
        lines = draw.choice((_lacking, _lacking, _overlapping))(sentence.split(), draw)
    if lines is None:
        return None
    ordered = list(lines)
    if draw.random() < 0.4:
        ordered.reverse()
    return "join", tuple(ordered), sentence


def _clauses(sentence: str) -> tuple[str, str] | None:
    """ "X, who A, B." as "X B." and "X A."; "X A and B." as "X A." and "X B.", where B begins with a verb."""
    if relative := _RELATIVE.match(sentence):
        subject, aside, rest = relative.groups()
        plain = not any(_is_verb(word) or word.lower() in _BREAKS for word in subject.split())
        if plain and _is_verb(aside.split()[0]) and _is_verb(rest.split()[0]):
            return f"{subject} {rest}", f"{subject} {aside}."
    if together := _TOGETHER.match(sentence):
        first, second = together.groups()
        subject = _subject(first)
        if subject and _is_verb(second.split()[0]):
            return f"{first}.", f"{subject} {second}"
    return None


def _subject(clause: str) -> str | None:
    """The words before the clause's first verb, where they can be a subject and no more."""
    found = clause.split()
    for at, word in enumerate(found[:7]):
        if _is_verb(word) and at:
            return " ".join(found[:at])
        if word.endswith(",") or word.lower() in _BREAKS:
            return None
    return None


def _is_verb(word: str) -> bool:
    plain = word.lower()
    return plain in _VERBS or (plain.endswith("ed") and len(plain) > 4 and word == plain)


def _lacking(found: list[str], draw: random.Random) -> tuple[str, str] | None:
    """Two copies, each without a stretch that the other has; both keep the beginning."""
    stretches = [(a, b) for a, b in _stretches(found)[1:] if b - a <= len(found) * 0.5]
    if len(stretches) < 2:
        return None
    one, other = draw.sample(stretches, 2)
    return _without(found, one), _without(found, other)


def _without(found: Sequence[str], stretch: tuple[int, int]) -> str:
    kept = " ".join([*found[: stretch[0]], *found[stretch[1] :]]).rstrip(",;:-–— ")
    kept = _JOINT.sub("", kept)
    return kept[0].upper() + (kept if kept.endswith((".", "?", "!", '"', "”")) else f"{kept}.")[1:]


def _overlapping(found: list[str], draw: random.Random) -> tuple[str, str] | None:
    """The beginning and the end, with a stretch of three words or more in both."""
    starts = [a for a, _ in _stretches(found)][1:]
    if len(starts) < 2:
        return None
    begin, end = sorted(draw.sample(starts, 2))
    if end - begin < 3:
        return None
    return _without(found, (end, len(found))), _without(found, (0, begin))


def _stretches(found: Sequence[str]) -> list[tuple[int, int]]:
    """Phrases as far as words alone show them: they begin at a preposition, a conjunction or behind a comma."""
    begins = [0]
    for at in range(2, len(found)):
        if (found[at].lower() in _BREAKS or found[at - 1].endswith((",", ";", ":"))) and at - begins[-1] >= 2:
            begins.append(at)
    return list(zip(begins, [*begins[1:], len(found)], strict=True))
