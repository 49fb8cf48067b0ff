"""Disagreements: figures, days and speakers that sources of one event give differently for the same thing.

Two figures are compared only where two articles, neither a copy of the other, speak of the same matter; a figure that
one article gives and the other gives as well is never a disagreement, whatever else they print.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from summarize.data import Citation, Disagreement, Event, Reading, Sentence, Side
from summarize.settings import CompareSettings
from summarize.writing._measures import Measure, measures_of
from summarize.writing._sameness import Days, relation, same_thing


def compare(event: Event, readings: Sequence[Reading], settings: CompareSettings) -> tuple[Disagreement, ...]:
    """What the sources of an event tell differently, in the order in which the first source tells it.

    Args:
        event: the event.
        readings: its articles, in the order of ``event.articles``; near-identical copies are left out here.
        settings: what counts as the same matter.
    """
    copies = {copy for copy, _ in event.copies}
    independent = [reading for reading in readings if reading.article.id not in copies]
    measures = [measures_of(place, reading) for place, reading in enumerate(independent)]
    days: Days = {(i, time.start): time for i, reading in enumerate(independent) for time in reading.times}
    groups = _groups(measures, days, settings)
    found = [_disagreement(group, independent) for group in groups]
    return tuple(one for one in found if one is not None)


def _groups(measures: Sequence[Sequence[Measure]], days: Days, settings: CompareSettings) -> list[list[Measure]]:
    """Figures of different articles that measure one thing, each group in order."""
    flat = [measure for one in measures for measure in one]
    parent = list(range(len(flat)))

    def root(i: int) -> int:
        while parent[i] != i:
            i = parent[i]
        return i

    for i, j in combinations(range(len(flat)), 2):
        if flat[i].article != flat[j].article and same_thing(flat[i], flat[j], days, settings):
            parent[max(root(i), root(j))] = min(root(i), root(j))
    groups: dict[int, list[Measure]] = {}
    for i, measure in enumerate(flat):
        groups.setdefault(root(i), []).append(measure)
    return [group for group in groups.values() if len({measure.article for measure in group}) > 1]


def _disagreement(group: Sequence[Measure], readings: Sequence[Reading]) -> Disagreement | None:
    chosen = _one_each(group)
    relations = {relation(a.fact, b.fact) for a, b in combinations(chosen, 2)}
    if relations <= {"same"}:
        return None
    kind = "differs" if "differs" in relations else "compatible bound"
    sides = tuple(Side(value=m.fact.surface, citation=_cite(readings[m.article], m.sentence)) for m in chosen)
    return Disagreement(about=_about(chosen), kind=kind, sides=sides)


def _one_each(group: Sequence[Measure]) -> list[Measure]:
    """One figure for each article: the one most other articles give too, else the one told first."""
    articles = sorted({measure.article for measure in group})
    chosen = []
    for article in articles:
        own = [measure for measure in group if measure.article == article]
        others = [measure for measure in group if measure.article != article]
        scores = [sum(relation(m.fact, o.fact) == "same" for o in others) for m in own]
        chosen.append(own[scores.index(max(scores))])
    return chosen


def _about(chosen: Sequence[Measure]) -> str:
    """The deed, or the counted noun as the first source prints it."""
    first = chosen[0]
    if first.deed is not None and not first.counted:
        return first.deed
    after = first.sentence.text[first.fact.end - first.sentence.start :].split()
    noun = next((word.strip(".,;:\"”") for word in after[:3] if word[:1].isalpha()), first.counted)
    return f"{noun} {first.deed}" if first.deed else noun


def _cite(reading: Reading, sentence: Sentence) -> Citation:
    return Citation(
        article=reading.article.id, line=sentence.line, line_end=sentence.line_end, start=sentence.start,
        end=sentence.end, quote=reading.article.text[sentence.start : sentence.end],
    )  # fmt: skip
