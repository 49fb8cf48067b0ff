"""Changes to a source line: what may be cut out of it, and how a changed line is put together again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from summarize.words import fold_space, words
from summarize.writing._anaphora import CONNECTIVE
from summarize.writing._text import without_quotations
from summarize.writing.align import capitalised

_GLOSS = re.compile(r"\s*\(([A-Z][A-Z0-9&.-]{1,9})\)")
_HOWEVER = re.compile(r", (?:however|meanwhile|moreover|though|therefore|nevertheless|nonetheless), ")
_ADVERB = re.compile(r"[A-Z][a-z]+ly")  # "Remarkably, however, nobody came": its comma stays
# "here" and "today" mean something in the paper they were printed in; in a brief read later they mislead. They are cut
# only where the rest stays a sentence: an adverb after its verb, nothing leaning on it ("until today", "today's").
_HERE_AND_NOW = re.compile(
    r"(?<![\s(]from)(?<!\buntil)(?<!\btill)(?<!\bsince)(?<!\bbefore)(?<!\bafter)(?<!\baround)(?<!\bnear)(?<!\bover)"
    r"(?<!\bby)(?<!\bof)(?<!\bis)(?<!\bare)(?<!\bwas)(?<!\bwere)(?<!\bbe)(?<!\band)(?<!\bor)(?<!\bearlier)(?<!\blater)"
    r"(?<!\bearly)(?<!\blate)\s+(?:here|today|tomorrow|yesterday)"
    r"(?=\s+(?:on|in|for|with|after|before|at|that|as|amid|over|about|by|during|Monday|Tuesday|Wednesday"
    r"|Thursday|Friday|Saturday|Sunday)\b|[.,;]|$)(?! that)"
)
# "The day is almost here": it says where, and nothing else does.
_IS_THERE = re.compile(
    r"(?:\b(?:is|are|was|were|be|been|being|stay(?:s|ed)?|remain(?:s|ed)?|live[sd]?)|['’](?:s|re))(?:\s\w+)?$"
)
# What stands before the news and is none: "UPDATE 5 p.m.:", "CLEARING THE WAY FOR SHIPS:".
_LABEL = re.compile(
    r"(?:(?i:update[ds]?|breaking(?: news)?|exclusive|developing|alert|just in|latest|watch|video)(?: \d[^:]{0,20})?"
    r"|[A-Z][A-Z'’-]+(?: [A-Z][A-Z'’-]*){2,9}):\s+(?:\d{1,2}:\d\d ?[ap]\.?m\.?\s*[–—-]+\s*)?(?=[“\"]?[A-Z])"
)
_OPENS_NOW = re.compile(
    r"(?:Today|Yesterday|Tonight|(?:Earlier|Late) (?:today|yesterday)|This (?:morning|afternoon|evening))"
    r"(?:, |\s(?=[A-Z]|the\b))"
)
_LEAST_LEFT = 4  # words: "And so on." is nothing without its "and"
_END = re.compile(r"[.!?…][\"”»’')\]]*$")


@dataclass(frozen=True, slots=True)
class Edit:
    """A stretch of a text and what to put in its place."""

    start: int
    end: int
    text: str


def leading_connective(text: str) -> Edit | None:
    """The connective a sentence opens with, to be dropped."""
    found = CONNECTIVE.match(text)
    return Edit(0, found.end(), "") if found and len(words(text[found.end() :])) >= _LEAST_LEFT else None


def leading_label(text: str) -> Edit | None:
    """The label before the news, to be dropped."""
    found = _LABEL.match(text)
    return Edit(0, found.end(), "") if found and len(words(text[found.end() :])) >= _LEAST_LEFT else None


def cuts(text: str, used: Iterable[str]) -> list[Edit]:
    """What can be cut inside a sentence without loss, outside its quotations.

    Args:
        text: The sentence.
        used: Abbreviations that stand elsewhere in the sources: their glosses are kept, a reader needs them.
    """
    plain = without_quotations(text)
    kept = set(used)
    glosses = [
        m for m in _GLOSS.finditer(plain) if m.group(1) not in kept and _stands_for(m.group(1), plain[: m.start()])
    ]
    found = [Edit(m.start(), m.end(), "") for m in glosses]
    found += [
        Edit(m.start(), m.end(), ", " if _ADVERB.fullmatch(plain, 0, m.start()) else " ")
        for m in _HOWEVER.finditer(plain)
    ]
    found += here_and_now(text)
    if label := leading_label(text):
        found.append(label)
    if now := _OPENS_NOW.match(text, label.end if label else 0):
        found.append(Edit(now.start(), now.end(), ""))
    return sorted(found, key=lambda edit: edit.start)


def here_and_now(text: str) -> list[Edit]:
    """Each "here" and "today" outside quotations that can go."""
    plain = without_quotations(text)
    return [
        Edit(m.start(), m.end(), "") for m in _HERE_AND_NOW.finditer(plain) if not _IS_THERE.search(plain, 0, m.start())
    ]


def _stands_for(short: str, before: str) -> bool:
    """Whether an abbreviation is made of the first letters of the words before it: "(UN)", not "(R-Texas)"."""
    initials = "".join(word[0] for word in words(before)[-2 * len(short) :]).lower()
    at = 0
    for letter in short.lower():
        at = initials.find(letter, at) + 1
        if not at:
            return False
    return True


def abbreviations_used(texts: Iterable[str]) -> frozenset[str]:
    """The abbreviations that stand in the texts outside brackets."""
    return frozenset(word for text in texts for word in re.findall(r"\b[A-Z][A-Z0-9&.-]{1,9}\b", _GLOSS.sub(" ", text)))


def apply(text: str, edits: Sequence[Edit]) -> str:
    """The text with the edits made, white space folded, a capital first and a full stop last."""
    pieces, last = [], 0
    for edit in sorted(edits, key=lambda one: (one.start, one.end)):
        if edit.start < last:
            continue  # two edits of one stretch: the first holds
        pieces += [text[last : edit.start], edit.text]
        last = edit.end
    return finished("".join([*pieces, text[last:]]))


def is_ended(text: str) -> bool:
    """Whether a text ends as a sentence does, behind a closing mark or not."""
    return _END.search(text.rstrip()) is not None


def finished(text: str) -> str:
    """White space folded, a capital first, a full stop last."""
    folded = re.sub(r" (?=[,;.](?:\s|$))", "", fold_space(text))
    folded = re.sub(r"(?<![.…])\.\.$", ".", capitalised(folded))  # "the U.S." and the sentence end with one full stop
    folded = re.sub(r"[,;]+\.$", ".", folded)  # as some lines are printed
    return folded if is_ended(folded) else folded.rstrip(" ,;:-–—") + "."
