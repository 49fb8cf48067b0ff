"""Wordings of days and spans in a text: found by patterns, the longest first, names set aside."""

from __future__ import annotations

import re
from collections import defaultdict

from summarize.articles import _times_normal as normal
from summarize.articles import _times_words as w
from summarize.articles._times_patterns import Maker, patterns_for
from summarize.data import TimeMention

_TO = re.compile(r"\s*(?:-|–|—|\bto\b|\bthrough\b|\buntil\b|\btill\b)\s*")
_AND = re.compile(r"\s+and\s+")
_BETWEEN = re.compile(r"\b[Bb]etween\s+$")
_CAPITAL_WORD = re.compile(r"\b[A-Z][\w’']*\s+$")
_NEAR = 30  # characters before a wording in which a name it belongs to is looked for

_Found = tuple[int, int, str]


def find(text: str, may_is_a_person: bool | None = None) -> list[TimeMention]:
    """Mentions of days and spans, in order, none overlapping another: the longest wording wins.

    Args:
        text: any text.
        may_is_a_person: whether "by May" can be a person called May; None: told from this text.

    Returns:
        Mentions with surface, normal form and offsets into the text; nothing is resolved.
    """
    person = names_a_may(text) if may_is_a_person is None else may_is_a_person
    candidates = [found for pattern, maker in patterns_for(text) for found in _apply(pattern, maker, text, person)]
    chosen: list[_Found] = []
    taken = bytearray(len(text))
    for start, end, form in sorted(candidates, key=lambda c: (c[0] - c[1], c[0])):
        if not any(taken[start:end]):
            taken[start:end] = b"\1" * (end - start)
            chosen.append((start, end, form))
    return [
        TimeMention(start=start, end=end, surface=text[start:end], normal=form)
        for start, end, form in _ranges(text, sorted(chosen))
    ]


def names_a_may(text: str) -> bool:
    """Whether the text speaks of a person called May."""
    return w.MAY_IS_A_PERSON.search(text) is not None


def _apply(pattern: re.Pattern[str], maker: Maker, text: str, person: bool) -> list[_Found]:
    found = []
    for match in pattern.finditer(text):
        groups: normal.Groups = defaultdict(str)
        for name, value in match.groupdict().items():
            if value:
                groups[name.split("_")[0]] = value
        form = maker(groups)
        wording = next((name for name in ("t", "t_b") if match.groupdict().get(name)), 0)
        start, end = match.span(wording)
        if form and not _is_a_name(text, start, end, form, person):
            found.append((start, end, form))
    return found


def _is_a_name(text: str, start: int, end: int, form: str, person: bool) -> bool:
    """Whether the wording is part of a name: "Sunday Times", "Black Friday", "USA Today", "Theresa May"."""
    before, surface = text[max(0, start - _NEAR) : start], text[start:end]
    if form.startswith("weekday"):
        plain = surface.lower().endswith("day")
        return bool(w.DAY_IN_A_NAME.search(before) or (plain and w.NAMED_AFTER_A_DAY.match(text, end)))
    if surface in {"Today", "Tonight"}:
        return bool(_CAPITAL_WORD.search(before) or w.TODAY_IN_A_NAME.match(text, end))
    return person and surface == "May" and not w.SURELY_A_MONTH.search(before)


def _ranges(text: str, found: list[_Found]) -> list[_Found]:
    """The mentions, with "X to Y" and "between X and Y" as one."""
    joined: list[_Found] = []
    for start, end, form in found:
        if joined and normal.joinable(joined[-1][2], form):
            first, stop, other = joined[-1]
            gap = text[stop:start]
            between = _AND.fullmatch(gap) and _BETWEEN.search(text[max(0, first - 12) : first])
            if _TO.fullmatch(gap) or between:
                joined[-1] = (first, end, normal.join(other, form))
                continue
        joined.append((start, end, form))
    return joined
