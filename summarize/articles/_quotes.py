"""Quotations: what stands between quotation marks, and who is said to have said it.

Every stretch inside double quotes counts, a single scare-quoted word too; single quotes count where they are the outer
ones. A speaker is given only where the text states one: a name with a reporting verb in the same sentence, "he said"
after a name, "according to"; a quotation that goes on after "…, Kerry said." keeps its speaker.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from summarize.articles._names import Name
from summarize.articles._turns import label_of
from summarize.data import FactKind

_CLOSES = {'"': '"', "“": "”", "„": "“”", "«": "»", "‘": "’", "'": "'"}
_SINGLES = frozenset("‘'")
_OPENING = 40  # characters in which a sentence's subject begins, its office included
_LOOK_BACK = 500  # characters before a quotation in which its speaker is looked for
_LONGEST_SINGLE = 400  # characters; beyond it an apostrophe was taken for a mark
SAID = frozenset(
    """said says say saying told tells telling added adds adding stressed stresses stressing noted notes noting warned
    warns warning declared declares declaring insisted insists insisting argued argues arguing explained explains
    explaining stated states stating announced announces announcing claimed claims claiming replied replies asked asks
    asking wrote writes writing tweeted tweets tweeting called calls calling described describes describing urged urges
    urging pledged vowed promised suggested suggests suggesting concluded acknowledged admitted conceded confirmed
    denied demanded emphasized emphasised underlined remarked responded recalled reiterated repeated reported predicted
    testified voiced expressed hailed praised condemned criticized criticised denounced dismissed accused hoped hopes
    hoping believed believes thinks thought mentioned observed complained joked quipped continued commented cautioned
    affirmed reaffirmed maintained proclaimed posted read answered countered proposed recommended shouted
    yelled""".split()
)
_ADDRESSING = frozenset("told tells telling asked asks asking urged urges accused".split())  # the hearer follows
_BETWEEN = frozenset(
    "also has have had then later who more most once repeatedly already again just now first himself herself".split()
)  # may stand between a name and its verb
_PRONOUNS = frozenset("he she".split())
_MARK = re.compile(r"[\"“„«‘']")
_WORD = re.compile(r"[^\W\d_]+|--+|[–—,;:()\[\]]")
_PEOPLE = frozenset({FactKind.PERSON})
_SPEAKERS = frozenset({FactKind.PERSON, FactKind.ORGANISATION, FactKind.NAME})


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch between quotation marks, the marks left out."""

    start: int
    end: int
    speaker: str | None = None


@dataclass(frozen=True, slots=True)
class _Scene:
    """A paragraph, its names and its sentence ends: what speakers are read from."""

    text: str
    names: Sequence[Name]
    name_starts: Sequence[int]
    bounds: Sequence[int]  # where sentences begin, and the end of the text
    spans: Sequence[tuple[int, int]]  # of the quotations
    last_before: str | None  # normal form of the last person named before this paragraph


def find_spans(text: str) -> list[tuple[int, int]]:
    """Start and end of each quotation of a paragraph, marks left out, in order and not nested."""
    found = []
    done = 0
    for match in _MARK.finditer(text):
        i = match.start()
        if i < done or not _opens(text, i):
            continue
        end = _close(text, i)
        if end is not None:
            if any(char.isalnum() for char in text[i + 1 : end]):
                found.append((i + 1, end))
            done = end + 1
    return found


def _opens(text: str, i: int) -> bool:
    before = text[i - 1] if i else " "
    after = text[i + 1] if i + 1 < len(text) else " "
    if after.isspace():
        return False
    if text[i] in _SINGLES:
        return (before.isspace() or before in "([—–-") and after.isalpha()
    return not before.isalnum() or text[i] in "“„«"


def _close(text: str, i: int) -> int | None:
    """Offset of the mark that closes the one at ``i``; the text's end for an open double quote, None for a single."""
    if text[i] in _SINGLES:
        return _close_single(text, i)
    ends = [at for char in _CLOSES[text[i]] if (at := text.find(char, i + 1)) >= 0]
    if text[i] == "“" and (straight := text.find('"', i + 1)) >= 0:
        ends.append(straight)
    return min(ends) if ends else len(text.rstrip())


def _close_single(text: str, i: int) -> int | None:
    mark = _CLOSES[text[i]]
    at = i
    while (at := text.find(mark, at + 1, i + _LONGEST_SINGLE)) >= 0:
        after = text[at + 1] if at + 1 < len(text) else " "
        if not after.isalnum() and (text[at - 1] != "s" or after in ",.;:?!)" or text.find(mark, at + 1, at + 80) < 0):
            return at
    return None


def find_quotations(
    text: str, names: Sequence[Name], starts: Sequence[int], last_before: str | None
) -> list[Quotation]:
    """The quotations of a paragraph with their speakers.

    Args:
        text: the paragraph.
        names: its names, in order, offsets into it.
        starts: where its sentences begin.
        last_before: the last person named in the paragraph before, for "he said".
    """
    spans = find_spans(text)
    if not spans:
        return []
    bounds = [*starts, len(text)] if starts else [0, len(text)]
    scene = _Scene(text, names, [name.start for name in names], bounds, spans, last_before)
    found: list[Quotation] = []
    for span in spans:
        speaker = _speaker_after(scene, span) or _speaker_before(scene, span) or _carried(scene, span, found)
        found.append(Quotation(*span, speaker))
    return found


# -------------------------------------------------------------------- speakers


def _speaker_after(scene: _Scene, span: tuple[int, int]) -> str | None:
    """ "…," Kerry said; "…," said Lavrov; "…," he added; "…," according to Lavrov."""
    start = span[1] + 1
    close = scene.text[span[1] : start]
    if span[1] >= len(scene.text) or (scene.text[span[1] - 1] == "." and close in "\"”’'"):
        return None  # the quotation ends its sentence
    # “Today” show that X likes: where no comma closes the quotation, one must stand before ", Kerry said".
    closed = scene.text[span[1] - 1] in ",?!-—…" or scene.text[start : start + 1] in {",", "—"}
    end = _sentence_end(scene, span[1] - 1)
    words = list(_WORD.finditer(scene.text, start, min(end, start + 160)))
    outside = [w for w in words if not _is_quoted(scene, w.start())]
    for k, word in enumerate(outside[:12]):
        lower = word.group().lower()
        if lower in SAID and (closed or _after_comma(outside[:k])):
            speaker = _subject(scene, word.start(), start)
            return speaker or (None if lower in _ADDRESSING else _named_at(scene, word.end(), 3))
        if lower == "according" and k + 1 < len(outside):
            return _named_at(scene, outside[k + 1].end(), 40)
        if lower in {"and", "but", "that", "which"} and k == 0:
            return None
    return None


def _after_comma(words: Sequence[re.Match[str]]) -> bool:
    """Whether a comma stands within a few words before: "of violence in Syria, Kerry said"."""
    return any(word.group() == "," for word in words[-6:])


def _speaker_before(scene: _Scene, span: tuple[int, int]) -> str | None:
    """The subject of the last reporting verb before the quotation, in its sentence, or the label it stands behind."""
    begin = max(_sentence_begin(scene, span[0]), span[0] - _LOOK_BACK)
    label = label_of(scene.text[begin : span[0]])
    if label and begin + label.end == span[0] - 1:
        return _name_ending(scene, label.key) or label.name
    words = [w for w in _WORD.finditer(scene.text, begin, span[0] - 1) if not _is_quoted(scene, w.start())]
    for word in reversed(words):
        if word.group().lower() not in SAID:
            continue
        speaker = _subject(scene, word.start(), begin)
        if speaker:
            return speaker
        if word.group().lower().endswith("ing") and "," in scene.text[word.start() - 2 : word.start()]:
            return _opening_person(scene, begin)
    if words and (according := _according(scene, words)):
        return according
    return None


def _name_ending(scene: _Scene, key: str) -> str | None:
    """The person of the paragraph whose surname a label gives."""
    people = (name.normal for name in scene.names if name.kind in _PEOPLE)
    return next((normal for normal in people if normal.split()[-1:] == [key]), None)


def _opening_person(scene: _Scene, begin: int) -> str | None:
    """Who "…, saying that" goes back to: the person whose name opens the sentence."""
    k = bisect_left(scene.name_starts, begin)
    while k < len(scene.names) and scene.names[k].start <= begin + _OPENING:
        if scene.names[k].kind in _PEOPLE and not _is_quoted(scene, scene.names[k].start):
            return scene.names[k].normal
        k += 1
    return None


def _according(scene: _Scene, words: Sequence[re.Match[str]]) -> str | None:
    for word, nxt in pairwise(words):
        if word.group().lower() == "according" and nxt.group() == "to":
            return _named_at(scene, nxt.end(), 40)
    return None


def _subject(scene: _Scene, verb: int, begin: int) -> str | None:
    """The name (or the one "he" stands for) right before a verb; an apposition between them is passed over."""
    at = verb
    for _ in range(4):
        words = list(_WORD.finditer(scene.text, max(begin, at - 120), at))
        if not words:
            return None
        last = words[-1].group()
        name = _name_ending_at(scene, at)
        if name is not None:
            return name.normal if name.kind in _SPEAKERS and not _is_object(scene, name) else None
        if last.lower() in _PRONOUNS:
            return _last_person(scene, words[-1].start())
        if last in {",", ")", "]"} or last[0] in "-–—":
            opener = _apposition(words)
            if opener is None:
                return None
            at = opener
        elif last.lower().endswith("ly") or last.lower() in _BETWEEN:
            at = words[-1].start()
        else:
            return None
    return None


def _is_object(scene: _Scene, name: Name) -> bool:
    """ "a spokesman for Kerry said": the one who speaks is not the one named."""
    words = scene.text[max(0, name.start - 16) : name.start].split()
    return bool(words) and words[-1].lower() in {"for", "of", "from", "by"}


def _apposition(words: Sequence[re.Match[str]]) -> int | None:
    """Where the apposition begins that the last of the words closes."""
    opener = {")": "(", "]": "["}.get(words[-1].group(), words[-1].group())
    for word in reversed(words[:-1]):
        if word.group() == opener:
            return word.start()
    return None


def _name_ending_at(scene: _Scene, at: int) -> Name | None:
    """The name after which only white space or a possessive-free gap stands before ``at``."""
    k = bisect_left(scene.name_starts, at) - 1
    if k < 0 or scene.names[k].end > at:
        return None
    return scene.names[k] if not scene.text[scene.names[k].end : at].strip() else None


def _named_at(scene: _Scene, at: int, reach: int) -> str | None:
    """The name that begins within ``reach`` characters of ``at``: "said Lavrov", "said Foreign Minister Lavrov"."""
    k = bisect_left(scene.name_starts, at)
    while k < len(scene.names) and scene.names[k].start <= at + max(reach, 60):
        name = scene.names[k]
        gap = scene.text[at : name.start]
        if any(char in gap for char in ',.;:"“”'):
            return None
        if name.kind in _SPEAKERS and (name.title or len(gap) <= reach or name.kind in _PEOPLE):
            return name.normal if _is_office(gap) else None
        k += 1
    return None


def _is_office(gap: str) -> bool:
    """Whether what stands between the verb and the name can be the name's own office, not another clause."""
    return not {"that", "to", "with", "about", "of", "in", "when", "after", "by"} & set(gap.lower().split()[:1])


def _last_person(scene: _Scene, before: int) -> str | None:
    """Who "he" is: the person named first in the sentence before, or the last one named; None where unclear."""
    chosen: Name | None = None
    k = bisect_left(scene.name_starts, before) - 1
    while k >= 0 and before - scene.names[k].start <= _LOOK_BACK:
        name = scene.names[k]
        if chosen is not None and name.start < _sentence_begin(scene, chosen.start):
            break
        if name.kind in _PEOPLE and not _is_quoted(scene, name.start):
            chosen = name
        k -= 1
    return chosen.normal if chosen else scene.last_before


def _carried(scene: _Scene, span: tuple[int, int], found: Sequence[Quotation]) -> str | None:
    """ "A," Kerry said. "B." — B, a sentence of its own right after, is Kerry's too."""
    if not found or found[-1].speaker is None:
        return None
    between = scene.text[found[-1].end + 1 : span[0] - 1]
    begin = _sentence_begin(scene, span[0])
    alone = begin >= span[0] - 1
    return found[-1].speaker if alone and len(between) <= 120 and between.rstrip().endswith(".") else None


# -------------------------------------------------------------------- position


def _sentence_begin(scene: _Scene, at: int) -> int:
    return scene.bounds[max(0, bisect_right(scene.bounds, at) - 1)]


def _sentence_end(scene: _Scene, at: int) -> int:
    k = bisect_right(scene.bounds, at)
    return scene.bounds[min(k, len(scene.bounds) - 1)]


def _is_quoted(scene: _Scene, at: int) -> bool:
    k = bisect_right(scene.spans, (at, len(scene.text))) - 1
    return k >= 0 and scene.spans[k][0] <= at < scene.spans[k][1]
