"""The terms of some articles, counted for all of them at once: rows of numbers of a lexicon."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from summarize.events.lexicon import COLUMNS, NO_KIND, Columns, Flags, Floats, Ints, Lexicon, numbered
from summarize.events.vectors import Tokens

Matrix = Any  # scipy.sparse.csr_array; scipy ships no types

RUN, SPOKEN = 6, 4  # words in a row that are looked for anywhere, and inside quotations
_BASE = 1_103_515_245  # of the polynomial hash of terms in a row; any number below COLUMNS, which is prime


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """The terms of some articles, those of one article after those of the one before, each once."""

    lengths: Ints  # terms of each article
    terms: Ints
    counts: Floats  # how often each stands there


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What some articles hold, by kind: numbers of a lexicon where a term has a weight, columns where it has none."""

    body: Rows  # content stems of headline and body
    lead: Rows  # the same, of the headline and the first LEAD_WORDS words
    headline: Rows
    order: tuple[Ints, Ints]  # how many content stems the body of each article has, and these as they stand in it
    names: Rows
    lead_names: Rows
    numbers: Rows
    lead_numbers: Rows
    any_numbers: Rows  # of both
    weekdays: Rows  # columns
    days: Rows  # columns
    kinds: Rows  # numbers of kinds of meeting the opening speaks of
    quotes: Matrix  # ones: runs of SPOKEN words inside quotations
    runs: Matrix  # ones: runs of RUN words anywhere


def count_terms(tokens: Sequence[Tokens], lexicon: Lexicon) -> Counts:
    """The terms of the articles; the lexicon learns them."""
    lengths, words = numbered([one.words for one in tokens], lexicon.words)
    names = numbered([one.names for one in tokens], lexicon.names)
    lead_names = numbered([one.lead_names for one in tokens], lexicon.names)
    figures = numbered([one.numbers for one in tokens], lexicon.figures)
    lead_figures = numbered([one.lead_numbers for one in tokens], lexicon.figures)
    quotes = [quote for one in tokens for quote in one.quotes]
    spoken_lengths, spoken = numbered(quotes, lexicon.words)
    lexicon.learn()

    place = places_in(lengths)
    stems, content = lexicon.stem_of[words], lexicon.content[words]

    def until(counted: str) -> Flags:
        """The content words among so many first words of their article."""
        first: Flags = content & (place < np.repeat(_per_article(tokens, counted), lengths))
        return first

    body_only = place >= np.repeat(_per_article(tokens, "head"), lengths)
    kinds = lexicon.kinds[stems]
    of_kind = until("opening") & (kinds != NO_KIND)
    counts = Counts(
        body=_picked(lengths, stems, content),
        lead=_picked(lengths, stems, until("lead")),
        headline=_picked(lengths, stems, until("head")),
        order=(kept(lengths, content & body_only), stems[content & body_only].astype(np.int32)),
        names=_tally(*names),
        lead_names=_tally(*lead_names),
        numbers=_tally(*figures),
        lead_numbers=_tally(*lead_figures),
        any_numbers=_tally(*_side_by_side(figures, lead_figures)),
        weekdays=_tally(*numbered([one.weekdays for one in tokens], Columns())),
        days=_tally(*numbered([one.days for one in tokens], Columns())),
        kinds=_picked(lengths, kinds, of_kind),
        quotes=_ones(*_of_articles(tokens, *in_a_row(spoken_lengths, lexicon.letters[spoken], SPOKEN))),
        runs=_ones(*in_a_row(kept(lengths, body_only), lexicon.letters[words[body_only]], RUN)),
    )
    lexicon.count(len(tokens), counts.body.terms, counts.names.terms)
    return counts


def in_a_row(lengths: Ints, columns: Ints, count: int) -> tuple[Ints, Ints]:
    """Every run of ``count`` terms that stand in one row: how many each row has, and their columns."""
    starts = np.flatnonzero(places_in(lengths) + count <= np.repeat(lengths, lengths))
    hashed = np.zeros(len(starts), dtype=np.int64)
    for step in range(count):
        hashed = (hashed * _BASE + columns[starts + step]) % COLUMNS
    return np.maximum(lengths - count + 1, 0), hashed


def firsts(lengths: Ints, terms: Ints) -> tuple[Ints, Ints, Ints]:
    """Each term of each row once, in the order of the terms: their number in each row, the place of one of the equal
    ones among all terms, and how many are equal to it."""
    from scipy.sparse import csr_array

    starts = _starts(lengths)
    table = csr_array((np.arange(len(terms), dtype=np.int32), terms.astype(np.int32), starts), (len(lengths), COLUMNS))
    table.sort_indices()
    new = np.ones(len(terms), dtype=np.bool_)
    new[1:] = table.indices[1:] != table.indices[:-1]
    new[starts[:-1][lengths > 0]] = True
    first = np.flatnonzero(new)
    return kept(lengths, new), table.data[first], np.diff(np.append(first, len(terms)))


def places_in(lengths: Ints) -> Ints:
    """Of every element its place in its row, from 0."""
    ends = np.cumsum(lengths)
    return np.arange(int(lengths.sum())) - np.repeat(ends - lengths, lengths)


def kept(lengths: Ints, keep: Flags) -> Ints:
    """How long the rows are when only these elements are kept."""
    rows = np.repeat(np.arange(len(lengths)), lengths)
    return np.bincount(rows[keep], minlength=len(lengths)).astype(np.int64)


def _starts(lengths: Ints) -> NDArray[np.int32]:
    # Of the columns' type: with another, both would be kept in eight bytes.
    return np.concatenate([[0], np.cumsum(lengths)]).astype(np.int32)


def _per_article(tokens: Sequence[Tokens], counted: str) -> Ints:
    return np.array([getattr(one, counted) for one in tokens], dtype=np.int64)


def _picked(lengths: Ints, terms: Ints, keep: Flags) -> Rows:
    return _tally(kept(lengths, keep), terms[keep])


def _tally(lengths: Ints, terms: Ints) -> Rows:
    rows, at, counts = firsts(lengths, terms)
    return Rows(lengths=rows, terms=terms[at].astype(np.int32), counts=counts.astype(np.float32))


def _side_by_side(one: tuple[Ints, Ints], other: tuple[Ints, Ints]) -> tuple[Ints, Ints]:
    """The rows of both, each row of the one followed by that of the other."""
    lengths = one[0] + other[0]
    terms = np.empty(int(lengths.sum()), dtype=np.int64)
    left = places_in(lengths) < np.repeat(one[0], lengths)
    terms[left], terms[~left] = one[1], other[1]
    return lengths, terms


def _of_articles(tokens: Sequence[Tokens], lengths: Ints, terms: Ints) -> tuple[Ints, Ints]:
    """Rows of quotations as rows of articles."""
    article = np.repeat(np.arange(len(tokens)), [len(one.quotes) for one in tokens])
    return np.bincount(article, weights=lengths, minlength=len(tokens)).astype(np.int64), terms


def _ones(lengths: Ints, columns: Ints) -> Matrix:
    rows, at, _ = firsts(lengths, columns)
    return matrix(rows, columns[at], np.ones(len(at), dtype=np.int8))


def matrix(lengths: Ints, columns: Ints, values: NDArray[Any]) -> Matrix:
    """Sparse rows of COLUMNS columns."""
    from scipy.sparse import csr_array

    result = csr_array((values, columns.astype(np.int32), _starts(lengths)), shape=(len(lengths), COLUMNS))
    result.sum_duplicates()  # sorts the columns too
    return result


def unit(rows: Matrix) -> Matrix:
    """The rows, each of unit length."""
    from scipy.sparse import csr_array

    lengths = np.sqrt(rows.multiply(rows).sum(axis=1))
    scale = np.repeat(1.0 / np.maximum(lengths, 1e-12), np.diff(rows.indptr))
    return csr_array((rows.data * scale, rows.indices, rows.indptr), shape=rows.shape)


def shares(lengths: Ints, values: Floats) -> Floats:
    """The values over the sum of their row."""
    rows = np.repeat(np.arange(len(lengths)), lengths)
    totals = np.bincount(rows, weights=values, minlength=len(lengths))
    result: Floats = values / np.where(totals == 0.0, 1.0, totals)[rows]
    return result
