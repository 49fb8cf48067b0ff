"""What two articles have in common and where they clash, as numbers: the features of the pair model.

None of them knows a name: they count agreement. NaN stands for "cannot be told", which the model treats apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from summarize.data import Particulars, Reading
from summarize.events.atlas import Relation, relation
from summarize.events.lexicon import Ints, Lexicon, Weights
from summarize.events.telling import weekday_of
from summarize.events.terms import (
    Counts,
    Matrix,
    Rows,
    count_terms,
    firsts,
    in_a_row,
    kept,
    matrix,
    places_in,
    shares,
    unit,
)
from summarize.events.vectors import Tokens

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
    tokens: Sequence[Tokens],
    opening: NDArray[Any] | None,
    heads: NDArray[Any] | None,
) -> Views:
    """The views of a run.

    Args:
        readings: the articles.
        particulars: of each article, in the same order.
        tokens: of each article, from ``tokens_of``.
        opening: embeddings of headline and opening, float32, shape (n, d); None without an embedder.
        heads: embeddings of the headlines, likewise.
    """
    lexicon = Lexicon()
    counts = count_terms(tokens, lexicon)
    return weigh_views(counts, read_told(readings, particulars, tokens), lexicon, lexicon.weigh(), (opening, heads))


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the views of some articles hold that no weight bears on."""

    sizes: Floats
    meeting: Floats
    published: Floats
    weekday: Floats
    story: Floats
    story_weekday: Floats
    places: tuple[str | None, ...]
    named: tuple[frozenset[str], ...]
    people: tuple[frozenset[str], ...]


def read_told(readings: Sequence[Reading], particulars: Sequence[Particulars], tokens: Sequence[Tokens]) -> Told:
    """Days, places and people of the articles."""
    return Told(
        sizes=np.array([float(len(one.words) - one.head) for one in tokens]),
        meeting=np.array([_ordinal(one.day) for one in particulars]),
        published=np.array([_ordinal(one.published.day if one.published else None) for one in readings]),
        weekday=np.array([_weekday(one, two) for one, two in zip(readings, particulars, strict=True)]),
        story=np.array([_ordinal(one.story_day) for one in tokens]),
        story_weekday=np.array([one.story_weekday or np.nan for one in tokens], dtype=np.float64),
        places=tuple(one.place for one in particulars),
        named=tuple(frozenset(one.lead_names) for one in tokens),
        people=tuple(frozenset(person.normal.split()[-1] for person in one.participants) for one in particulars),
    )


def weigh_views(
    counts: Counts,
    told: Told,
    lexicon: Lexicon,
    weights: Weights,
    vectors: tuple[NDArray[Any] | None, NDArray[Any] | None],
) -> Views:
    """The views of the articles that were counted, under the weights of the whole run.

    Args:
        counts: their terms, numbers of the lexicon.
        told: the rest of what they tell.
        lexicon: what knows the terms.
        weights: of the terms.
        vectors: embeddings of headline and opening, and of headlines.
    """
    stems, names = (weights.stems, lexicon.stem_columns), (weights.names, lexicon.name_columns)
    figures = lexicon.figure_columns
    pairs, pair_weights = _pairs(counts.order, lexicon, weights)
    rare = weights.stems[counts.body.terms] > RARE
    opening, heads = vectors
    return Views(
        body=_weighed(counts.body, *stems),
        lead=_weighed(counts.lead, *stems),
        headline=_weighed(counts.headline, *stems),
        pairs=unit(matrix(*pairs, pair_weights)),
        names=_weighed(counts.names, *names),
        weekdays=_weighed(counts.weekdays),
        days=_weighed(counts.days),
        mass=_shared(counts.lead, weights.stems**2, lexicon.stem_columns),
        present=_present(counts.body, lexicon.stem_columns),
        first_names=_shared(counts.lead_names, *names),
        any_names=_present(counts.names, lexicon.name_columns),
        first_numbers=_shared(counts.lead_numbers, np.ones(len(figures)), figures),
        any_numbers=_present(counts.any_numbers, figures),
        rare=matrix(
            kept(counts.body.lengths, rare),
            lexicon.stem_columns[counts.body.terms[rare]],
            weights.stems[counts.body.terms[rare]],
        ),
        numbers=matrix(counts.numbers.lengths, figures[counts.numbers.terms], weights.figures[counts.numbers.terms]),
        quotes=counts.quotes,
        runs=counts.runs,
        kinds=_weighed(counts.kinds),
        opening=None if opening is None else opening.astype(np.float64),
        heads=None if heads is None else heads.astype(np.float64),
        **{field.name: getattr(told, field.name) for field in fields(told)},
    )


def _weighed(rows: Rows, weights: Floats | None = None, columns: Ints | None = None) -> Matrix:
    """Rows of unit length: weight of a term, its count damped by a logarithm; all weigh the same unless told."""
    weight = 1.0 if weights is None else weights[rows.terms]
    at = rows.terms if columns is None else columns[rows.terms]
    return unit(matrix(rows.lengths, at, weight * (1.0 + np.log(rows.counts.astype(np.float64)))))


def _shared(rows: Rows, weights: Floats, columns: Ints) -> Matrix:
    """Weights as shares: rows summing to 1."""
    return matrix(rows.lengths, columns[rows.terms], shares(rows.lengths, weights[rows.terms]))


def _present(rows: Rows, columns: Ints) -> Matrix:
    """Ones."""
    return matrix(rows.lengths, columns[rows.terms], np.ones(len(rows.terms)))


def _pairs(order: tuple[Ints, Ints], lexicon: Lexicon, weights: Weights) -> tuple[tuple[Ints, Ints], Floats]:
    """The neighbouring stems of each article, each pair once, and what they weigh: the rarity of both together."""
    lengths, stems = order
    rows, columns = in_a_row(lengths, lexicon.stem_columns[stems], 2)
    first = stems[places_in(lengths) + 1 < np.repeat(lengths, lengths)]
    second = stems[places_in(lengths) > 0]
    rows, at, _ = firsts(rows, columns)
    return (rows, columns[at]), weights.stems[first[at]] + weights.stems[second[at]]


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
