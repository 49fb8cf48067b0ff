"""Disagreements: figures, days and speakers that sources of one event give differently for the same thing.

Two figures are compared only where two articles, neither a copy of the other, speak of the same matter; a figure that
one article gives and the other gives as well is never a disagreement, whatever else they print.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, combinations

from summarize.data import Citation, Disagreement, Event, Reading, Sentence, Side
from summarize.settings import CompareSettings
from summarize.words import stem, word_spans
from summarize.writing._apart import Days
from summarize.writing._counted import one_stem
from summarize.writing._measures import Measure, bare_value, measures_of
from summarize.writing._quotations import other_speaker, quotations_of, shared_quotations
from summarize.writing._relation import relation
from summarize.writing._sameness import measured, same_thing, unit_key
from summarize.writing._tellings import Telling, days_of, other_day

_Unit = tuple[str, str]  # of ``unit_key``
_NOTHING: _Unit = ("", "")
_ABOUT_WORDS = 4  # that name a percentage or a sum: the content words both sources print close to it


def compare(event: Event, readings: Sequence[Reading], settings: CompareSettings) -> tuple[Disagreement, ...]:
    """What the sources of an event tell differently, in the order in which the first source tells it.

    Args:
        event: the event.
        readings: its articles, in the order of ``event.articles``; near-identical copies are left out here.
        settings: what counts as the same matter.
    """
    copies = {copy for copy, _ in event.copies}
    independent = [reading for reading in readings if reading.article.id not in copies]
    if len(independent) < 2:
        return ()
    measures = [measures_of(place, reading) for place, reading in enumerate(independent)]
    days: Days = {(i, time.start): time for i, reading in enumerate(independent) for time in reading.times}
    told = _Told({}, {})
    for measure in chain.from_iterable(measures):
        told.add(measure)
    groups = _groups(measures, days, told, settings)
    found = [one for group in groups if (one := _disagreement(group, independent, told)) is not None]
    return (*found, *_other_days(independent, settings), *_other_speakers(independent))


def _other_days(readings: Sequence[Reading], settings: CompareSettings) -> list[Disagreement]:
    """Acts told of two days, each with all articles that clash with the first that tells it."""
    tellings = [telling for place, reading in enumerate(readings) for telling in days_of(place, reading)]
    clashing: dict[int, dict[int, int]] = {}  # of a telling, the first of each later article that clashes with it
    taken: set[int] = set()
    for one, other in combinations(range(len(tellings)), 2):
        first, second = tellings[one], tellings[other]
        if first.article != second.article and not {one, other} & taken and other_day(first, second, settings):
            clashing.setdefault(one, {}).setdefault(second.article, other)
            taken.add(other)
    return [
        _between([tellings[one], *(tellings[other] for other in others.values())], readings)
        for one, others in clashing.items()
    ]


def _other_speakers(readings: Sequence[Reading]) -> list[Disagreement]:
    tellings = [telling for place, reading in enumerate(readings) for telling in quotations_of(place, reading)]
    told: dict[tuple[Sentence, Sentence], Disagreement] = {}  # two quotations of one sentence have one speaker
    for one, other in shared_quotations(tellings):
        if other_speaker(one, other):
            told.setdefault((one.sentence, other.sentence), _between([one, other], readings))
    return list(told.values())


def _between(tellings: Sequence[Telling], readings: Sequence[Reading]) -> Disagreement:
    sides = tuple(Side(value=t.value, citation=_cite(readings[t.article], t.sentence)) for t in tellings)
    return Disagreement(about=tellings[0].about, kind="differs", sides=sides)


def _groups(
    measures: Sequence[Sequence[Measure]], days: Days, told: _Told, settings: CompareSettings
) -> list[list[Measure]]:
    """Figures of different articles that measure one thing, each group in order."""
    flat = [measure for one in measures for measure in one]
    parent = list(range(len(flat)))

    def root(i: int) -> int:
        while parent[i] != i:
            i = parent[i]
        return i

    for i, j in _matches(flat, days, told, settings):
        parent[max(root(i), root(j))] = min(root(i), root(j))
    groups: dict[int, list[Measure]] = {}
    for i, measure in enumerate(flat):
        groups.setdefault(root(i), []).append(measure)
    return [group for group in groups.values() if len({measure.article for measure in group}) > 1]


def _matches(flat: Sequence[Measure], days: Days, told: _Told, settings: CompareSettings) -> list[tuple[int, int]]:
    """Pairs of figures: of two articles each figure is matched once, equal ones first, then the likest."""
    scored = []
    by_unit: dict[_Unit, list[int]] = {}
    # An article tells its main figures first: where there are too many for all pairs, those printed late are left out.
    for i in sorted(range(len(flat)), key=lambda i: (flat[i].sentence.index, i)):
        by_unit.setdefault(unit_key(flat[i]), []).append(i)
    for alike in by_unit.values():
        for i, j in combinations(sorted(alike[: settings.max_figures]), 2):
            one, other = flat[i], flat[j]
            if one.article == other.article or (surplus := same_thing(one, other, days, settings)) is None:
                continue
            equal = relation(one.fact, other.fact) == "same"
            if equal or told.apart(one, other):
                scored.append((not equal, -surplus, i, j))
    used: set[tuple[int, int]] = set()  # (figure, the article it is matched in)
    found = []
    for _, _, i, j in sorted(scored):
        keys = (i, flat[j].article), (j, flat[i].article)
        if used.isdisjoint(keys):
            used.update(keys)
            found.append((i, j))
    return found


@dataclass(frozen=True, slots=True)
class _Told:
    """What the articles print besides: it may show that two unlike figures are of two things."""

    beside: dict[tuple[int, int], list[Measure]]  # of each article and sentence
    units: dict[tuple[int, str], set[_Unit]]  # of each article and value, what it is a value of

    def add(self, measure: Measure) -> None:
        self.beside.setdefault((measure.article, measure.sentence.index), []).append(measure)
        self.units.setdefault((measure.article, bare_value(measure.fact.normal)), set()).add(unit_key(measure))

    def apart(self, one: Measure, other: Measure) -> bool:
        """Whether neither article prints the other's figure too, and no list tells that they belong to two."""
        return not any(self.prints(a, b) or self._beside(a, b) for a, b in ((one, other), (other, one))) and not (
            bool(one.sign) and one.near_names != other.near_names and (self._is_listed(one) or self._is_listed(other))
        )

    def prints(self, one: Measure, other: Measure) -> bool:
        """Whether the article of the one has the other's unlike value of such a thing, or of nothing that is named."""
        if relation(one.fact, other.fact) == "same":
            return False
        units = self.units.get((one.article, bare_value(other.fact.normal)), set())
        return not units.isdisjoint({unit_key(one), _NOTHING})

    def _beside(self, one: Measure, other: Measure) -> bool:
        """Whether the other's value stands beside the one: "34 to 33 percent" must not match 34 with 33."""
        return any(relation(other.fact, each.fact) == "same" for each in self._alike(one))

    def _is_listed(self, one: Measure) -> bool:
        """In a list of percentages or sums only the names tell which belongs to what."""
        return len(self._alike(one)) > 1

    def _alike(self, one: Measure) -> list[Measure]:
        return [each for each in self.beside[one.article, one.sentence.index] if each.fact.unit == one.fact.unit]


def _disagreement(group: Sequence[Measure], readings: Sequence[Reading], told: _Told) -> Disagreement | None:
    each = _one_each(group)
    # A figure that agrees with one source can bring in a source that prints the other's figure as well.
    chosen = [one for one in each if not any(told.prints(one, other) for other in each)]
    relations = {measured(a, b) for a, b in combinations(chosen, 2)}
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
    text = first.sentence.text
    if not first.counted and first.deed is not None:
        return first.deed
    after = text[first.fact.end - first.sentence.start :]
    noun = next((after[a:b] for a, b in word_spans(after) if one_stem(stem(after[a:b])) == first.counted), "")
    if noun:
        return f"{noun} {first.deed}" if first.deed else noun
    shared = frozenset.intersection(*(measure.near for measure in chosen))
    words = [text[a:b] for a, b in word_spans(text) if stem(text[a:b]) in shared]
    return " ".join(dict.fromkeys(words[:_ABOUT_WORDS])) or first.deed or first.fact.unit or "figure"


def _cite(reading: Reading, sentence: Sentence) -> Citation:
    return Citation(
        article=reading.article.id, line=sentence.line, line_end=sentence.line_end, start=sentence.start,
        end=sentence.end, quote=reading.article.text[sentence.start : sentence.end],
    )  # fmt: skip
