"""The terms of a run as numbers: every word, stem, name and figure once, with what is known of it alone.

A term is worked on where it first comes up; after that an article is a row of numbers, and counting and weighing are
done for thousands of articles at once. A term's column is a hash of it, so that the order of the articles changes no
sum, and the rows of a large run can be made part by part.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any

import numpy as np
from numpy.typing import NDArray

from summarize.events.vectors import EVENT_SIZE, KIND_OF, RUN_WEIGHT, UNSEEN
from summarize.words import STOPWORDS, background, stem, words

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

COLUMNS = (
    2**31 - 1
)  # of every matrix: two of 300,000 terms share one in twenty cases, two of one pair of articles never
KINDS = {kind: number for number, kind in enumerate(dict.fromkeys(KIND_OF.values()))}
NO_KIND = -1


class Numbers(dict[str, int]):
    """The number of every term, counted from 0 in the order they are asked for."""

    def __missing__(self, term: str) -> int:
        self[term] = number = len(self)
        return number


class Columns(dict[str, int]):
    """The column of every term, whatever the run: the dictionary only remembers what it was asked."""

    def __missing__(self, term: str) -> int:
        self[term] = column = column_of(term)
        return column


def column_of(term: str) -> int:
    """The column of a term: below COLUMNS, the same in every run."""
    try:
        return zlib.crc32(term.encode()) % COLUMNS
    except UnicodeEncodeError:  # half of a surrogate pair: broken text, but a word like any other
        return zlib.crc32(term.encode("utf-8", "surrogatepass")) % COLUMNS


def numbered(lists: Sequence[Sequence[str]], numbers: Numbers | Columns) -> tuple[Ints, Ints]:
    """How long each list is, and the numbers of all their terms, end to end."""
    lengths = np.fromiter(map(len, lists), dtype=np.int64, count=len(lists))
    every = map(numbers.__getitem__, chain.from_iterable(lists))
    return lengths, np.fromiter(every, dtype=np.int64, count=int(lengths.sum()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """How rare the terms of a run are, by their numbers: inverse document frequencies."""

    stems: Floats  # background and run counted together (RUN_WEIGHT)
    names: Floats  # of the rarest stem, but no rarer than the run lets the name be
    figures: Floats  # square root of the rarest word's, at least 1


class Lexicon:
    """The terms of the articles read so far, and in how many of them each stem and each name stands."""

    def __init__(self) -> None:
        self.words, self.stems, self.names, self.figures = Numbers(), Numbers(), Numbers(), Numbers()
        self.articles = 0
        # Of each word: its stem, the column of its letters in lower case, and whether it carries content.
        self.stem_of: Ints = np.zeros(0, dtype=np.int64)
        self.letters: Ints = np.zeros(0, dtype=np.int64)
        self.content: Flags = np.zeros(0, dtype=np.bool_)
        # Of each stem: its column, the kind of meeting it speaks of, and the background articles it stands in.
        self.stem_columns: Ints = np.zeros(0, dtype=np.int64)
        self.kinds: Ints = np.zeros(0, dtype=np.int64)
        self.base: Floats = np.zeros(0)
        self.name_columns: Ints = np.zeros(0, dtype=np.int64)
        self.figure_columns: Ints = np.zeros(0, dtype=np.int64)
        self._stem_articles: Ints = np.zeros(0, dtype=np.int64)
        self._name_articles: Ints = np.zeros(0, dtype=np.int64)

    def learn(self) -> None:
        """Work on the terms that came up since this was last called."""
        new = _since(self.words, self.stem_of)
        plain = [word.lower() for word in new]
        self.stem_of = _and(self.stem_of, (self.stems[stem(word)] for word in plain), len(new))
        self.letters = _and(self.letters, map(column_of, plain), len(new))
        self.content = _and(self.content, (word not in STOPWORDS for word in plain), len(new))
        stems, table = _since(self.stems, self.stem_columns), background()[1]
        self.stem_columns = _and(self.stem_columns, map(column_of, stems), len(stems))
        self.kinds = _and(self.kinds, (KINDS.get(KIND_OF.get(term, ""), NO_KIND) for term in stems), len(stems))
        self.base = _and(self.base, (max(float(table.get(term, 0)), UNSEEN) for term in stems), len(stems))
        names, figures = _since(self.names, self.name_columns), _since(self.figures, self.figure_columns)
        self.name_columns = _and(self.name_columns, map(column_of, names), len(names))
        self.figure_columns = _and(self.figure_columns, map(column_of, figures), len(figures))

    def count(self, articles: int, stems: Ints, names: Ints) -> None:
        """Take in so many articles: their stems and names, each once for an article."""
        self.articles += articles
        self._stem_articles = _sum(self._stem_articles, stems, len(self.stems))
        self._name_articles = _sum(self._name_articles, names, len(self.names))

    def weigh(self) -> Weights:
        """How rare each term is, by what has been read so far."""
        name_lengths, name_stems = numbered([list(map(stem, words(name))) for name in self.names], self.stems)
        figure_lengths, figure_words = numbered([words(figure) for figure in self.figures], self.stems)
        self.learn()
        every = background()[0] + RUN_WEIGHT * self.articles
        stems = np.log((every + 1) / (self.base + RUN_WEIGHT * _others(self._stem_articles, len(self.stems)) + 1))
        by_run = np.log((every + 1) / (UNSEEN + RUN_WEIGHT * _others(self._name_articles, len(self.names)) + 1))
        return Weights(
            stems=stems,
            names=np.minimum(rarest(stems[name_stems], name_lengths), by_run),
            figures=np.sqrt(rarest(stems[figure_words], figure_lengths, least=1.0)),
        )


def rarest(values: Floats, lengths: Ints, least: float = 0.0) -> Floats:
    """The greatest value of each run of the given length, and no less than ``least``."""
    result = np.full(len(lengths), least)
    np.maximum.at(result, np.repeat(np.arange(len(lengths)), lengths), values)
    return result


def _since(terms: Numbers, known: NDArray[Any]) -> list[str]:
    """The terms that came up after those that are known."""
    return list(islice(terms, len(known), None))


def _and(known: NDArray[Any], new: Any, count: int) -> NDArray[Any]:
    return np.concatenate([known, np.fromiter(new, dtype=known.dtype, count=count)])


def _sum(known: Ints, terms: Ints, count: int) -> Ints:
    result = np.bincount(terms, minlength=count)
    result[: len(known)] += known
    return result.astype(np.int64)


def _others(articles: Ints, count: int) -> Floats:
    """In how many articles each term stands, beyond those that one event may explain."""
    result = np.zeros(count)
    result[: len(articles)] = np.maximum(articles - EVENT_SIZE, 0)
    return result
