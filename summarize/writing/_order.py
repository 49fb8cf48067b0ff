"""The order of a brief: the meeting first, then as the articles tell it, what is still to come last."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from summarize.data import Sentence
from summarize.writing._anaphora import find_anaphor
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
    article keeps its own order; a sentence that leans on the one before it in its article follows that one at once.
    """
    if not groups:
        return []
    first = min(groups, key=lambda one: one.preference)
    rest = sorted((one for one in groups if one is not first), key=lambda one: _when(one, sources))
    order = [first]
    for one in rest:
        order.insert(_after(one, order, sources), one)
    return [one.number for one in order]


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
