"""What was done to those or that which a figure counts: "killed 12", "12 … were killed", "the death toll … to 12"."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from summarize.words import words
from summarize.writing._deeds import FATES, OF_WORD
from summarize.writing._setting import Setting, Word

_VERB = 4  # words behind a figure among which the verb of what it counts stands
_BETWEEN = frozenset({"the", "another", "all"})  # words between a deed and its figure
_CLAUSE = frozenset("when while after before because since although though if avenge".split())  # another act begins
_JOINED = 60  # characters between two figures that one verb can hold together


def deeds_of(setting: Setting) -> list[str | None]:
    """The deed of each figure; figures joined by "and" or a comma share one: "killed 30 soldiers and 20 civilians"."""
    found = [_deed(setting, place, *setting.beside(place)) for place in range(len(setting.figures))]
    order = [*range(1, len(found)), *range(len(found) - 2, -1, -1)]
    for k, place in enumerate(order):
        other = place - 1 if k < len(found) - 1 else place + 1
        if found[place] is None and _are_joined(setting, min(place, other)):
            found[place] = found[other]
    return found


def _are_joined(setting: Setting, place: int) -> bool:
    """Whether "and" or a comma joins a figure to the one after it."""
    start, end = setting.figures[place].end, setting.figures[place + 1].start
    gap = setting.sentence.text[start - setting.sentence.start : end - setting.sentence.start]
    if any(word in OF_WORD for word in words(gap.lower())):  # "trapping five and injuring 40"
        return False
    return len(gap) < _JOINED and (" and" in gap or "," in gap)


def _deed(setting: Setting, place: int, before: Sequence[Word], after: Sequence[Word]) -> str | None:
    """The class of what was done."""
    if before and before[-1].lower in OF_WORD:
        return OF_WORD[before[-1].lower]
    if len(before) > 1 and before[-1].lower in _BETWEEN and before[-2].lower in OF_WORD:
        return OF_WORD[before[-2].lower]
    stop = len(after)
    if place + 1 < len(setting.figures):  # "killed 30 people and injured 180": "injured" belongs to the next figure
        while stop and after[stop - 1].lower in _BETWEEN:  # "and injuring another 40"
            stop -= 1
        while stop and after[stop - 1].lower in OF_WORD and (stop < 2 or after[stop - 2].lower in {"and", "or"}):
            stop -= 1
    told = [OF_WORD[word.lower] for word in after[: min(stop, _VERB)] if word.lower in OF_WORD]
    if told and after[0].lower in OF_WORD:  # "90 demonstrators were detained": the noun is a deed's too
        return next((label for label in told if label in FATES), told[0])
    for words_ in (after[:stop], list(reversed(before))):
        for word in takewhile(lambda each: each.lower not in _CLAUSE, words_):
            if word.lower in OF_WORD:
                return OF_WORD[word.lower]
    return None
