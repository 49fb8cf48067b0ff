"""What one article brings to every comparison, as plain numbers that never change; and the views of a few articles
under what is known of *all* articles of a state.

``features.make_views`` weighs the words of a whole run at once. A state grows article by article: how rare a word is
changes with each, so a profile keeps counts only, and the weights are made when two articles are compared
(``views_of``; a test holds it to ``make_views``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

import numpy as np
from numpy.typing import NDArray

from summarize.data import Particulars, Reading
from summarize.events.features import read_told
from summarize.events.lexicon import Floats, Ints
from summarize.events.terms import RUN, SPOKEN
from summarize.events.vectors import KIND_OF, UNSEEN, Tokens
from summarize.words import STOPWORDS, background, stem, words

Terms = Mapping[str, int]  # term: how often it stands in the article


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """One article. Terms are 64-bit digests, counts are floats; a place points into ``stems`` (or ``names``)."""

    stems: Ints  # every stem or word whose rarity counts somewhere
    base: Floats  # background articles each of them stands in
    body: Ints  # places; and how often each stands there
    body_counts: Floats
    lead: Ints
    lead_counts: Floats
    headline: Ints
    headline_counts: Floats
    pairs: Ints
    pair_stems: Ints  # two places for each pair
    names: Ints
    name_counts: Floats
    name_stems: Ints  # places of the stems of each name, one name after the other
    name_lengths: Ints
    first_names: Ints  # places in ``names``
    figures: Ints
    figure_words: Ints  # places, as for names
    figure_lengths: Ints
    first_figures: Ints
    quotes: Ints
    runs: Ints
    weekdays: Ints
    weekday_counts: Floats
    days: Ints
    day_counts: Floats
    kinds: Ints
    kind_counts: Floats
    scalars: Floats  # size, meeting, published, weekday, story, story_weekday: as in Views
    opening: NDArray[np.float32]  # embeddings, empty without an embedder
    heads: NDArray[np.float32]
    place: str | None
    named: tuple[str, ...]  # names of the opening, sorted
    people: tuple[str, ...]


SCALARS = ("sizes", "meeting", "published", "weekday", "story", "story_weekday")


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What is known of all articles together: how many they are, and in how many of them a term stands."""

    articles: int
    words: Callable[[int], int | None]  # by digest of the stem
    names: Callable[[int], int | None]


def digest(term: str) -> int:
    """64 bits, signed, the same in every process."""
    return int.from_bytes(blake2b(term.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big", signed=True)


def within(word: int, stretch: int) -> int:
    """The number under which a word stands within a stretch of days."""
    return (word ^ ((stretch + 2) * 0x9E3779B97F4A7C15)) & (2**63 - 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bag:
    """The terms of one article, by kind, counted: as ``terms.Counts`` has them for many."""

    body: Terms
    lead: Terms
    headline: Terms
    pairs: Terms
    names: Terms
    lead_names: Terms
    numbers: Terms
    lead_numbers: Terms
    quotes: Terms
    runs: Terms
    weekdays: Terms
    days: Terms
    kinds: Terms


def bag_of(tokens: Tokens) -> Bag:
    """The terms of an article, counted."""
    plain = [word.lower() for word in tokens.words]
    body = plain[tokens.head :]
    opening = _content(plain[: tokens.opening])
    return Bag(
        body=Counter(_content(plain)),
        lead=Counter(_content(plain[: tokens.lead])),
        headline=Counter(_content(plain[: tokens.head])),
        pairs=Counter(_runs(_content(body), 2)),
        names=Counter(tokens.names),
        lead_names=Counter(tokens.lead_names),
        numbers=Counter(tokens.numbers),
        lead_numbers=Counter(tokens.lead_numbers),
        quotes=Counter(run for quote in tokens.quotes for run in _runs([word.lower() for word in quote], SPOKEN)),
        runs=Counter(_runs(body, RUN)),
        weekdays=Counter(tokens.weekdays),
        days=Counter(tokens.days),
        kinds=Counter(KIND_OF[term] for term in opening if term in KIND_OF),
    )


def _content(plain: Iterable[str]) -> list[str]:
    return [stem(word) for word in plain if word not in STOPWORDS]


def _runs(items: Sequence[str], length: int) -> list[str]:
    return [" ".join(items[at : at + length]) for at in range(len(items) - length + 1)]


def profile_of(
    reading: Reading, particulars: Particulars, tokens: Tokens, opening: NDArray[Any] | None, heads: NDArray[Any] | None
) -> Profile:
    """The profile of an article.

    Args:
        reading: the article.
        particulars: what it says of its meeting.
        tokens: its words, from ``tokens_of``.
        opening: embedding of headline and opening, shape (d,); None without an embedder.
        heads: embedding of the headline, likewise.
    """
    bag = bag_of(tokens)
    names, figures = sorted(bag.names), sorted(bag.numbers)
    of_name = [[stem(word) for word in words(name)] for name in names]
    of_figure = [list(words(figure)) for figure in figures]
    pairs = sorted(bag.pairs)
    parts = [pair.split(" ") for pair in pairs]
    every = {*bag.body, *bag.lead, *bag.headline, *_flat(of_name), *_flat(of_figure), *_flat(parts)}
    stems = sorted(every)
    at = {term: place for place, term in enumerate(stems)}
    table = background()[1]
    told = read_told([reading], [particulars], [tokens])
    name_at = {name: place for place, name in enumerate(names)}
    empty = np.zeros(0, dtype=np.float32)
    return Profile(
        stems=_digests(stems),
        base=np.array([max(float(table.get(term, 0)), UNSEEN) for term in stems]),
        body=_places(sorted(bag.body), at),
        body_counts=_counts(bag.body),
        lead=_places(sorted(bag.lead), at),
        lead_counts=_counts(bag.lead),
        headline=_places(sorted(bag.headline), at),
        headline_counts=_counts(bag.headline),
        pairs=_digests(pairs),
        pair_stems=_places(_flat(parts), at),
        names=_digests(names),
        name_counts=_counts(bag.names),
        name_stems=_places(_flat(of_name), at),
        name_lengths=np.array([len(one) for one in of_name], dtype=np.int64),
        first_names=_places(sorted(bag.lead_names), name_at),
        figures=_digests(figures),
        figure_words=_places(_flat(of_figure), at),
        figure_lengths=np.array([len(one) for one in of_figure], dtype=np.int64),
        first_figures=_digests(sorted(bag.lead_numbers)),
        quotes=_digests(sorted(bag.quotes)),
        runs=_digests(sorted(bag.runs)),
        weekdays=_digests(sorted(bag.weekdays)),
        weekday_counts=_counts(bag.weekdays),
        days=_digests(sorted(bag.days)),
        day_counts=_counts(bag.days),
        kinds=_digests(sorted(bag.kinds)),
        kind_counts=_counts(bag.kinds),
        scalars=np.array([float(getattr(told, name)[0]) for name in SCALARS]),
        opening=empty if opening is None else np.asarray(opening, dtype=np.float32),
        heads=empty if heads is None else np.asarray(heads, dtype=np.float32),
        place=told.places[0],
        named=tuple(sorted(told.named[0])),
        people=tuple(sorted(told.people[0])),
    )


def _flat(lists: Iterable[Iterable[str]]) -> list[str]:
    return [term for terms in lists for term in terms]


def _digests(terms: Sequence[str]) -> Ints:
    return np.array([digest(term) for term in terms], dtype=np.int64)


def _places(terms: Sequence[str], at: dict[str, int]) -> Ints:
    return np.array([at[term] for term in terms], dtype=np.int64)


def _counts(terms: Terms) -> Floats:
    return np.array([float(terms[term]) for term in sorted(terms)])
