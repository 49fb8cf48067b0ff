"""Profiles weighed under what a state knows of all its articles: the views that pairs are compared in, and the words
an article is looked up under.

The same weights as ``features.make_views``, made for the few articles at hand instead of a whole run.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from summarize.events.candidates import most_around, most_articles
from summarize.events.features import RARE, Views
from summarize.events.lexicon import Floats, Ints, rarest
from summarize.events.openings import UNDATED
from summarize.events.profiles import SCALARS, Profile, Run, within
from summarize.events.terms import Matrix, kept, shares, unit
from summarize.events.vectors import EVENT_SIZE, RUN_WEIGHT
from summarize.settings import ClusterSettings
from summarize.words import background

_UNSEEN_NAME = 4.0  # as in vectors: articles a name is taken to stand in beyond those of the run


@dataclass(frozen=True, slots=True, kw_only=True)
class _Weights:
    """Of all stems and names of some profiles, laid end to end."""

    stem_starts: Ints  # where the stems of each profile begin
    stem_digests: Ints
    stems: Floats  # rarity
    name_starts: Ints
    name_digests: Ints
    names: Floats


def views_of(profiles: Sequence[Profile], run: Run) -> Views:
    """The articles, ready to be compared pair by pair.

    Args:
        profiles: of the articles, in the order pairs will number them.
        run: what is known of all articles of the state.
    """
    weights = _weigh(profiles, run)
    of = weights.stems

    def stems(places: Callable[[Profile], Ints]) -> tuple[Ints, Ints]:
        """Lengths of the rows, and places among all stems."""
        parts = [places(one) for one in profiles]
        moved = [part + start for part, start in zip(parts, weights.stem_starts, strict=True)]
        return _lengths(parts), np.concatenate(moved)

    def own(pick: Callable[[Profile], Ints]) -> tuple[Ints, Ints]:
        parts = [pick(one) for one in profiles]
        return _lengths(parts), np.concatenate(parts)

    def damped(counts: Callable[[Profile], Floats]) -> Floats:
        result: Floats = 1.0 + np.log(np.concatenate([counts(one) for one in profiles]))
        return result

    body_rows, body = stems(lambda one: one.body)
    lead_rows, lead = stems(lambda one: one.lead)
    head_rows, head = stems(lambda one: one.headline)
    pair_rows, pair_digests = own(lambda one: one.pairs)
    pair_weights = of[stems(lambda one: one.pair_stems)[1]].reshape(-1, 2).sum(axis=1)
    name_rows = _lengths([one.names for one in profiles])
    first = [one.first_names + start for one, start in zip(profiles, weights.name_starts, strict=True)]
    first_rows, first_at = _lengths(first), np.concatenate(first)
    early_rows, early = own(lambda one: one.first_figures)
    any_rows, any_figures = own(lambda one: np.union1d(one.figures, one.first_figures))
    lead_mass, first_shares = shares(lead_rows, of[lead] ** 2), shares(first_rows, weights.names[first_at])
    mass, present = _together(
        (lead_rows, weights.stem_digests[lead], lead_mass), (body_rows, weights.stem_digests[body], np.ones(len(body)))
    )
    first_names, any_names = _together(
        (first_rows, weights.name_digests[first_at], first_shares),
        (name_rows, weights.name_digests, np.ones(len(weights.name_digests))),
    )
    first_numbers, any_numbers = _together(
        (early_rows, early, shares(early_rows, np.ones(len(early)))),
        (any_rows, any_figures, np.ones(len(any_figures))),
    )
    is_rare = of[body] > RARE
    figure_rows, figures = own(lambda one: one.figures)
    return Views(
        body=unit(_matrix(body_rows, weights.stem_digests[body], of[body] * damped(lambda one: one.body_counts))),
        lead=unit(_matrix(lead_rows, weights.stem_digests[lead], of[lead] * damped(lambda one: one.lead_counts))),
        headline=unit(
            _matrix(head_rows, weights.stem_digests[head], of[head] * damped(lambda one: one.headline_counts))
        ),
        pairs=unit(_matrix(pair_rows, pair_digests, pair_weights)),
        names=unit(
            _matrix(name_rows, weights.name_digests, weights.names * damped(lambda one: one.name_counts)),
        ),
        weekdays=unit(_matrix(*own(lambda one: one.weekdays), damped(lambda one: one.weekday_counts))),
        days=unit(_matrix(*own(lambda one: one.days), damped(lambda one: one.day_counts))),
        mass=mass,
        present=present,
        first_names=first_names,
        any_names=any_names,
        first_numbers=first_numbers,
        any_numbers=any_numbers,
        rare=_matrix(kept(body_rows, is_rare), weights.stem_digests[body][is_rare], of[body][is_rare]),
        numbers=_matrix(figure_rows, figures, _figure_weights(profiles, weights)),
        quotes=_ones(*own(lambda one: one.quotes)),
        runs=_ones(*own(lambda one: one.runs)),
        kinds=unit(_matrix(*own(lambda one: one.kinds), damped(lambda one: one.kind_counts))),
        places=tuple(one.place for one in profiles),
        named=tuple(frozenset(one.named) for one in profiles),
        people=tuple(frozenset(one.people) for one in profiles),
        opening=_stacked([one.opening for one in profiles]),
        heads=_stacked([one.heads for one in profiles]),
        **{name: np.array([one.scalars[at] for one in profiles]) for at, name in enumerate(SCALARS)},
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """The heaviest words of an article and their weights, by where they are rare."""

    rare: dict[int, float]  # in all articles
    busy: dict[int, float]  # only around the article's day
    common: dict[int, float]  # nowhere; none of them unless the article has next to no others
    starved: bool  # whether it has next to no others


def telling_words(profile: Profile, run: Run, stretch: int, settings: ClusterSettings) -> Telling:
    """The words an article is looked up under.

    As in ``candidates``: the weights are those of the whole article's row of unit length.
    """
    weights = _weigh([profile], run)
    row = weights.stems[profile.body] * (1.0 + np.log(profile.body_counts))
    row = row / max(float(np.sqrt((row * row).sum())), 1e-12)
    rare: dict[int, float] = {}
    busy: dict[int, float] = {}
    common: dict[int, float] = {}
    most = most_articles(run.articles, settings)
    for term, weight in zip(weights.stem_digests[profile.body].tolist(), row.tolist(), strict=True):
        if (run.words(term) or 0) <= most:
            rare[term] = weight
        elif stretch != UNDATED and (run.words(within(term, stretch)) or 0) <= most_around(most):
            busy[term] = weight
        else:
            common[term] = weight
    left = sum(weight > 0 for weight in (*rare.values(), *busy.values()))
    starved = left < settings.starved_share * min(len(row), settings.telling_words)
    kinds = (rare, busy, common if starved else {})
    values = sorted((value for kind in kinds for value in kind.values() if value > 0), reverse=True)
    rim = values[settings.telling_words - 1] if len(values) >= settings.telling_words else 1e-12
    rare, busy, common = ({term: round(one, 7) for term, one in kind.items() if one >= rim} for kind in kinds)
    return Telling(rare=rare, busy=busy, common=common, starved=starved)


def _weigh(profiles: Sequence[Profile], run: Run) -> _Weights:
    every = background()[0] + RUN_WEIGHT * run.articles
    digests = np.concatenate([one.stems for one in profiles])
    base = np.concatenate([one.base for one in profiles])
    stems = np.log((every + 1) / (base + RUN_WEIGHT * _others(digests, run.words) + 1))
    name_digests = np.concatenate([one.names for one in profiles])
    by_run = np.log((every + 1) / (_UNSEEN_NAME + RUN_WEIGHT * _others(name_digests, run.names) + 1))
    starts = _starts([one.stems for one in profiles])
    lengths = np.concatenate([one.name_lengths for one in profiles])
    parts = [one.name_stems + start for one, start in zip(profiles, starts, strict=True)]
    return _Weights(
        stem_starts=starts,
        stem_digests=digests,
        stems=stems,
        name_starts=_starts([one.names for one in profiles]),
        name_digests=name_digests,
        names=np.minimum(rarest(stems[np.concatenate(parts)], lengths), by_run),
    )


def _others(digests: Ints, known: Callable[[int], int | None]) -> Floats:
    """In how many articles each term stands, beyond those that one event may explain."""
    unique, back = np.unique(digests, return_inverse=True)
    counts = np.array([known(term) or 0 for term in unique.tolist()], dtype=np.float64)
    return np.maximum(counts - EVENT_SIZE, 0.0)[back]


def _figure_weights(profiles: Sequence[Profile], weights: _Weights) -> Floats:
    parts = [one.figure_words + start for one, start in zip(profiles, weights.stem_starts, strict=True)]
    lengths = np.concatenate([one.figure_lengths for one in profiles])
    return np.sqrt(rarest(weights.stems[np.concatenate(parts)], lengths, least=1.0))


def _lengths(parts: Sequence[Ints]) -> Ints:
    return np.array([len(part) for part in parts], dtype=np.int64)


def _starts(parts: Sequence[Ints]) -> Ints:
    return np.concatenate([[0], np.cumsum(_lengths(parts))[:-1]]).astype(np.int64)


Rows = tuple[Ints, Ints, Floats]  # length of each row, then the terms and the values of all rows, end to end


def _together(one: Rows, other: Rows) -> tuple[Matrix, Matrix]:
    """Two matrices whose columns stand for the same terms."""
    unique, back = np.unique(np.concatenate([one[1], other[1]]), return_inverse=True)
    cut = len(one[1])
    return (
        _csr(one[0], back[:cut], one[2], len(unique)),
        _csr(other[0], back[cut:], other[2], len(unique)),
    )


def _matrix(lengths: Ints, terms: Ints, values: Floats) -> Matrix:
    """Sparse rows; the terms become columns in the order of their numbers."""
    unique, columns = np.unique(terms, return_inverse=True)
    return _csr(lengths, columns, values, len(unique))


def _csr(lengths: Ints, columns: Ints, values: Floats, width: int) -> Matrix:
    from scipy.sparse import csr_array

    rows = np.repeat(np.arange(len(lengths)), lengths)
    order = np.lexsort((columns, rows))
    starts = np.concatenate([[0], np.cumsum(lengths)])
    return csr_array((values[order], columns[order], starts), shape=(len(lengths), max(width, 1)))


def _ones(lengths: Ints, terms: Ints) -> Matrix:
    return _matrix(lengths, terms, np.ones(len(terms)))


def _stacked(vectors: Sequence[NDArray[np.float32]]) -> Floats | None:
    return np.stack(vectors).astype(np.float64) if all(len(vector) for vector in vectors) else None
