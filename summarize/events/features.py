"""What two articles have in common and where they clash, as numbers: the features of the pair model.

None of them knows a name: they count agreement. NaN stands for "cannot be told", which the model treats apart.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from summarize.data import Particulars, Reading
from summarize.events.atlas import Relation, relation
from summarize.events.telling import weekday_of
from summarize.events.vectors import (
    Bag,
    Matrix,
    Terms,
    columns_of,
    counts,
    name_rarity,
    rarity,
    rows,
)
from summarize.words import words

Floats = NDArray[np.float64]
Pairs = NDArray[np.int64]  # shape (m, 2), rows of article numbers

# Each feature, and in which direction it may move the score: 1 only up, -1 only down, 0 either way.
FEATURES: dict[str, int] = {
    "words": 1,  # cosine of the bodies
    "lead": 1,  # cosine of headline and opening
    "headline": 1,  # cosine of the headlines
    "lead in body": 1,  # how much of one's opening stands in the other's body, the mean of both ways
    "lead in body, the lesser": 1,  # the worse of both ways
    "word pairs": 1,  # cosine of neighbouring words
    "rare words": 1,  # log of the summed squared rarity of the rare words in common
    "names": 1,  # cosine of names
    "opening names": 1,  # how much of one's first names stand in the other, by rarity, the mean of both ways
    "opening names, the lesser": 1,
    "opening figures": 1,  # share of one's first figures that stand in the other, the mean of both ways
    "figures": 1,  # log of the summed rarity of the figures in common
    "quotations": 1,  # log of the count of four-word runs of quotations in common
    "copied": 1,  # share of the shorter one's six-word runs that stand in the other
    "weekdays": 1,  # cosine of the weekdays named
    "days named": 1,  # cosine of the calendar days named
    "meeting day gap": -1,  # days between the meetings' days
    "publication gap": -1,  # days between the publication days
    "meeting and publication": -1,  # days between one's meeting and the other's publication, the smaller
    "weekday clash": -1,  # 1 where the weekdays of the two meetings differ, 0 where they agree
    "story day gap": -1,  # days between the first days their openings name
    "story weekday clash": -1,  # 1 where the first weekdays their openings name differ
    "kind of meeting": 1,  # cosine of the kinds of meeting the openings speak of: talks, hearing, debate ...
    "place": 1,  # 1 the same place, 3/4 one within the other, up to 1/2 another that the openings name, 0 another
    "participants": 1,  # participants in common over the smaller number
    "shorter length": 0,  # log of the words of the shorter one
    "length ratio": 0,  # shorter over longer
    "opening meaning": 1,  # cosine of the embeddings of headline and opening
    "headline meaning": 1,  # cosine of the embeddings of the headlines
}
CHUNK = 20_000  # pairs compared at once: bounds the memory
EMBEDDED = ("opening meaning", "headline meaning")
RARE = 5.5  # rarity above which a word is rare: it stands in less than one of 250 background articles


@dataclass(frozen=True, slots=True, kw_only=True)
class Views:
    """All articles of a run, ready to be compared pair by pair."""

    body: Matrix
    lead: Matrix
    headline: Matrix
    pairs: Matrix
    names: Matrix
    weekdays: Matrix
    days: Matrix
    first_names: Matrix  # rarity of the opening's names, rows summing to 1; columns as in ``any_names``
    any_names: Matrix
    first_numbers: Matrix  # the opening's figures, rows summing to 1; columns as in ``any_numbers``
    any_numbers: Matrix
    rare: Matrix  # rarity where above RARE, rows not scaled
    numbers: Matrix  # likewise: rarity of each figure
    mass: Matrix  # squared rarity of the opening's words, rows summing to 1; columns as in ``present``
    present: Matrix  # ones: the words of headline and body
    quotes: Matrix  # ones
    runs: Matrix  # ones
    sizes: Floats
    meeting: Floats  # day of the meeting as an ordinal, NaN where unknown
    published: Floats
    weekday: Floats  # ISO weekday of the meeting, known also where its day is not
    story: Floats  # first day the opening names, as an ordinal
    story_weekday: Floats
    kinds: Matrix
    places: tuple[str | None, ...]
    named: tuple[frozenset[str], ...]  # the names of the opening, places among them
    people: tuple[frozenset[str], ...]  # last names of the participants
    opening: Floats | None  # embeddings, rows of unit length
    heads: Floats | None


def make_views(
    readings: Sequence[Reading],
    particulars: Sequence[Particulars],
    bags: Sequence[Bag],
    opening: NDArray[Any] | None,
    heads: NDArray[Any] | None,
) -> Views:
    """The views of a run.

    Args:
        readings: the articles.
        particulars: of each article, in the same order.
        bags: of each article, from ``bag_of``.
        opening: embeddings of headline and opening, float32, shape (n, d); None without an embedder.
        heads: embeddings of the headlines, likewise.
    """
    of = rarity(bags)
    vocabulary = columns_of([bag.body for bag in bags])
    of_name = name_rarity(bags, of)
    names = columns_of([bag.names for bag in bags])
    figures = columns_of([{**bag.numbers, **bag.lead_numbers} for bag in bags])
    return Views(
        body=rows([bag.body for bag in bags], of),
        lead=rows([bag.lead for bag in bags], of),
        headline=rows([bag.headline for bag in bags], of),
        pairs=rows([bag.pairs for bag in bags], lambda term: sum(of(part) for part in term.split(" ")), power=False),
        names=rows([bag.names for bag in bags], of_name),
        weekdays=rows([bag.weekdays for bag in bags], _one),
        days=rows([bag.days for bag in bags], _one),
        mass=counts([_shares(bag.lead, lambda term: of(term) ** 2) for bag in bags], vocabulary),
        present=counts([dict.fromkeys(bag.body, 1.0) for bag in bags], vocabulary),
        first_names=counts([_shares(bag.lead_names, of_name) for bag in bags], names),
        any_names=counts([dict.fromkeys(bag.names, 1.0) for bag in bags], names),
        first_numbers=counts([_shares(bag.lead_numbers, _one) for bag in bags], figures),
        any_numbers=counts([dict.fromkeys({**bag.numbers, **bag.lead_numbers}, 1.0) for bag in bags], figures),
        rare=counts([{term: of(term) for term in bag.body if of(term) > RARE} for bag in bags]),
        numbers=counts([{term: _figure_rarity(term, of) for term in bag.numbers} for bag in bags]),
        quotes=counts([dict.fromkeys(bag.quotes, 1.0) for bag in bags]),
        runs=counts([dict.fromkeys(bag.runs, 1.0) for bag in bags]),
        sizes=np.array([float(bag.size) for bag in bags]),
        meeting=np.array([_ordinal(one.day) for one in particulars]),
        published=np.array([_ordinal(one.published.day if one.published else None) for one in readings]),
        weekday=np.array([_weekday(one, two) for one, two in zip(readings, particulars, strict=True)]),
        story=np.array([_ordinal(bag.story_day) for bag in bags]),
        story_weekday=np.array([bag.story_weekday or np.nan for bag in bags], dtype=np.float64),
        kinds=rows([bag.kinds for bag in bags], _one),
        places=tuple(one.place for one in particulars),
        named=tuple(frozenset(bag.lead_names) for bag in bags),
        people=tuple(frozenset(person.normal.split()[-1] for person in one.participants) for one in particulars),
        opening=None if opening is None else opening.astype(np.float64),
        heads=None if heads is None else heads.astype(np.float64),
    )


def _one(term: str) -> float:
    return 1.0


def _ordinal(day: Any) -> float:
    return float("nan") if day is None else float(day.toordinal())


def _weekday(reading: Reading, particulars: Particulars) -> float:
    """Of the meeting: from its day, or from the wording where only that is known; of nothing but a meeting."""
    if not particulars.participants and particulars.place is None:
        return float("nan")
    if particulars.day is not None:
        return float(particulars.day.isoweekday())
    for citation in particulars.day_citations:
        for time in reading.times:
            weekday = weekday_of(time)
            if time.start == citation.start and weekday is not None:
                return float(weekday)
    return float("nan")


def _shares(terms: Terms, of: Callable[[str], float]) -> dict[str, float]:
    weights = {term: of(term) for term in terms}
    total = sum(weights[term] for term in sorted(weights)) or 1.0
    return {term: weight / total for term, weight in weights.items()}


def _figure_rarity(term: str, of: Callable[[str], float]) -> float:
    return float(max(1.0, *map(of, words(term)), 1.0) ** 0.5)


def pair_features(views: Views, pairs: Pairs) -> Floats:
    """The features of each pair, float64, shape (m, len(FEATURES)), columns in the order of FEATURES.

    Every feature is the same for (a, b) and (b, a). Values are rounded, so that the last bits of a sum decide nothing.
    """
    one, other = pairs[:, 0], pairs[:, 1]
    shorter = np.minimum(views.sizes[one], views.sizes[other])
    longer = np.maximum(views.sizes[one], views.sizes[other])
    meeting, published = views.meeting, views.published
    crossed = np.fmin(np.abs(meeting[one] - published[other]), np.abs(meeting[other] - published[one]))
    weekday = views.weekday
    leads = _both_ways(views.mass, views.present, one, other)
    names = _both_ways(views.first_names, views.any_names, one, other)
    figures = _both_ways(views.first_numbers, views.any_numbers, one, other)
    columns: dict[str, Floats] = {
        "words": dots(views.body, one, other),
        "lead": dots(views.lead, one, other),
        "headline": dots(views.headline, one, other),
        "lead in body": leads.mean(axis=0),
        "lead in body, the lesser": leads.min(axis=0),
        "word pairs": dots(views.pairs, one, other),
        "rare words": np.log1p(dots(views.rare, one, other)),
        "names": dots(views.names, one, other),
        "opening names": _known(views.first_names, names.mean(axis=0), one, other),
        "opening names, the lesser": _known(views.first_names, names.min(axis=0), one, other),
        "opening figures": _known(views.first_numbers, figures.mean(axis=0), one, other),
        "figures": np.log1p(dots(views.numbers, one, other)),
        "quotations": np.log1p(dots(views.quotes, one, other)),
        "copied": _copied(views, one, other),
        "weekdays": _known(views.weekdays, dots(views.weekdays, one, other), one, other),
        "days named": _known(views.days, dots(views.days, one, other), one, other),
        "meeting day gap": np.minimum(np.abs(meeting[one] - meeting[other]), 60.0),
        "publication gap": np.minimum(np.abs(published[one] - published[other]), 60.0),
        "meeting and publication": np.minimum(crossed, 60.0),
        "weekday clash": _clash(weekday[one], weekday[other]),
        "story day gap": np.minimum(np.abs(views.story[one] - views.story[other]), 60.0),
        "story weekday clash": _clash(views.story_weekday[one], views.story_weekday[other]),
        "kind of meeting": _known(views.kinds, dots(views.kinds, one, other), one, other),
        "place": _place(views, pairs),
        "participants": _overlap(views.people, pairs),
        "shorter length": np.log1p(shorter),
        "length ratio": shorter / np.maximum(longer, 1.0),
        "opening meaning": _meaning(views.opening, one, other),
        "headline meaning": _meaning(views.heads, one, other),
    }
    result: Floats = np.round(np.stack([columns[name] for name in FEATURES], axis=1), 4).astype(np.float64)
    return result


def dots(left: Matrix, one: Pairs, other: Pairs, right: Matrix | None = None) -> Floats:
    """The dot products of rows ``one`` of ``left`` and rows ``other`` of ``right`` (else ``left``), shape (m,)."""
    right = left if right is None else right
    parts = [
        left[one[at : at + CHUNK]].multiply(right[other[at : at + CHUNK]]).sum(axis=1)
        for at in range(0, len(one), CHUNK)
    ]
    result: Floats = np.concatenate(parts) if parts else np.zeros(0)
    return result


def _both_ways(part: Matrix, whole: Matrix, one: Pairs, other: Pairs) -> Floats:
    """How much of one's ``part`` stands in the other's ``whole``, and the other way round, shape (2, m)."""
    return np.stack([dots(part, one, other, whole), dots(part, other, one, whole)])


def _known(matrix: Matrix, values: Floats, one: Pairs, other: Pairs) -> Floats:
    """The values, NaN where one of the two rows is empty."""
    counts = np.diff(matrix.indptr)
    return np.where((counts[one] > 0) & (counts[other] > 0), values, np.nan)


def _copied(views: Views, one: Pairs, other: Pairs) -> Floats:
    counts = np.diff(views.runs.indptr)
    shared: Floats = dots(views.runs, one, other) / np.maximum(np.minimum(counts[one], counts[other]), 1)
    return shared


def _clash(one: Floats, other: Floats) -> Floats:
    return np.where(np.isnan(one) | np.isnan(other), np.nan, (one != other).astype(np.float64))


def _place(views: Views, pairs: Pairs) -> Floats:
    result = np.full(len(pairs), np.nan)
    for row, (one, other) in enumerate(pairs):
        left, right = views.places[one], views.places[other]
        if left is not None and right is not None:
            crossed = (left.lower() in views.named[other]) + (right.lower() in views.named[one])
            result[row] = max(_AGREEMENT[relation(left, right)], 0.25 * crossed)
    return result


_AGREEMENT = {Relation.SAME: 1.0, Relation.WITHIN: 0.75, Relation.UNKNOWN: 0.25, Relation.APART: 0.0}


def _overlap(sets: Sequence[frozenset[str]], pairs: Pairs) -> Floats:
    result = np.full(len(pairs), np.nan)
    for row, (one, other) in enumerate(pairs):
        if sets[one] and sets[other]:
            result[row] = len(sets[one] & sets[other]) / min(len(sets[one]), len(sets[other]))
    return result


def _meaning(vectors: Floats | None, one: Pairs, other: Pairs) -> Floats:
    if vectors is None:
        return np.full(len(one), np.nan)
    cosines: Floats = np.einsum("ij,ij->i", vectors[one], vectors[other])
    return cosines
