"""The order of a brief: the meeting first, then as the articles tell it, what is still to come last."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from summarize.data import Sentence
from summarize.writing._anaphora import find_anaphor
from summarize.writing._people import people, surname
from summarize.writing._source import Source


@dataclass(frozen=True, slots=True)
class Placed:
    """A group that is in the brief."""

    number: int  # of the group
    sentence: Sentence  # its main one
    preference: int  # 0: the statement of the meeting


def arrange(groups: Sequence[Placed], sources: Mapping[str, Source]) -> list[int]:
    """The numbers of the groups in the order of the brief.

    The statement of the meeting opens it. The others stand by how far into its article each was told, so that one
    article keeps its own order; a sentence that leans on the one before it in its article follows that one at once. A
    sentence of the same article that gives the full name of somebody whom the statement calls by the last one comes
    before it.
    """
    if not groups:
        return []
    first = min(groups, key=lambda one: one.preference)
    rest = sorted((one for one in groups if one is not first), key=lambda one: _when(one, sources))
    before = next((one for one in rest if _introduces(one, first, sources)), None)
    order = [first] if before is None else [before, first]
    for one in rest:
        if one is before:
            continue
        order.insert(_after(one, order, sources), one)
    return [one.number for one in order]


def _introduces(one: Placed, first: Placed, sources: Mapping[str, Source]) -> bool:
    source = sources.get(first.sentence.article)
    if source is None or one.sentence.article != first.sentence.article or one.sentence.index > first.sentence.index:
        return False
    if find_anaphor(source.seen(one.sentence)) is not None:
        return False
    known, named = (people(source.seen(each.sentence)) for each in (one, first))
    full = {surname(fact.surface) for fact in named if len(fact.surface.split()) > 1}
    short = {surname(fact.surface) for fact in named} - full
    return any(surname(fact.surface) in short and len(fact.surface.split()) > 1 for fact in known)


def _when(one: Placed, sources: Mapping[str, Source]) -> tuple[float, str, int]:
    source = sources.get(one.sentence.article)
    count = len(source.reading.sentences) if source else 1
    return round(one.sentence.index / max(1, count), 6), one.sentence.article, one.sentence.index


def _after(one: Placed, order: Sequence[Placed], sources: Mapping[str, Source]) -> int:
    """Right behind the sentence it leans on, where that one is in the brief; else at the end."""
    source = sources.get(one.sentence.article)
    if source is not None and find_anaphor(source.seen(one.sentence)) is not None:
        for place, other in enumerate(order):
            same = other.sentence.article == one.sentence.article
            if same and other.sentence.index == one.sentence.index - 1:
                return place + 1
    return len(order)
