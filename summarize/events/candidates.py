"""Which pairs of articles are worth comparing: those that share words rare enough to point at one event, and those
whose openings mean nearly the same.

Each article is looked up under its most telling words only and keeps its nearest neighbours; two articles published
far apart are no pair. The rest counts as unlike. A word that stands in too many articles finds no pair: neither in the
whole run, nor, where its publication day is known, within a stretch of days around an article. So the work grows with
the number of articles, not with its square, however long the stream and however often a name returns in it. Where
that leaves an article next to no word, it is one of very many that are much alike, an event of thousands of reports:
then it is compared with some of those that hold its words, spread evenly over all, and a pair that was not compared
says nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from summarize.events.features import Floats, Pairs, Views
from summarize.events.nearest import nearest_in_meaning
from summarize.events.terms import Matrix
from summarize.settings import ClusterSettings

_ROWS = 512  # rows multiplied at once: bounds the memory
Ints = NDArray[np.int64]


def find_candidates(views: Views, settings: ClusterSettings) -> tuple[Pairs, frozenset[int]]:
    """The pairs to compare, and the articles that have more neighbours than are compared with them.

    Returns:
        (pairs, crowded): pairs sorted, the smaller number first, int64, shape (m, 2).
    """
    count = len(views.published)
    entries, starved = _entries(views.body, views.published, settings)
    asked, held = _index(entries, count)
    found: list[Ints] = []
    crowded = set(starved.tolist())
    flipped = held.T.tocsr()
    for start in range(0, count, _ROWS):
        block = (asked[start : start + _ROWS] @ flipped).tocsr()
        for row in range(block.shape[0]):
            item = start + row
            columns = block.indices[block.indptr[row] : block.indptr[row + 1]]
            values = np.round(block.data[block.indptr[row] : block.indptr[row + 1]], 6)
            others, full = _nearest(views, item, columns, values, settings)
            if full:
                crowded.add(item)
            found.append(_coded(item, others, count))
    found += [_coded(item, others, count) for item, others in nearest_in_meaning(views, settings)]
    codes = np.unique(np.concatenate(found)) if found else np.zeros(0, dtype=np.int64)
    return np.stack([codes // max(count, 1), codes % max(count, 1)], axis=1), frozenset(crowded)


def _coded(item: int, others: Ints, count: int) -> Ints:
    """Each pair as one number."""
    numbers = others.astype(np.int64)
    return np.minimum(numbers, item) * count + np.maximum(numbers, item)


def _nearest(views: Views, item: int, columns: Ints, values: Floats, settings: ClusterSettings) -> tuple[Ints, bool]:
    """The neighbours to compare an article with, and whether there were more of those that are much alike."""
    gap = np.abs(views.published[columns] - views.published[item])
    near = (
        (values >= settings.candidate_similarity)
        & (columns != item)
        & (~(gap > settings.window_days) | (values >= settings.timeless_similarity))
    )
    columns, values = columns[near], values[near]
    alike = int((values >= settings.alike_similarity).sum())
    most = min(max(alike, settings.weak_candidates), settings.candidates)
    if len(columns) > most:
        # Ties at the rim stay in, whatever the order of the articles.
        rim = np.partition(values, -most)[-most]
        columns = columns[values >= rim][: 4 * settings.candidates]
    return columns, alike >= settings.candidates


def most_articles(count: int, settings: ClusterSettings) -> int:
    """In how many of so many articles a word may stand and still find pairs."""
    return max(settings.common_articles, int(settings.common_share * count))


def most_around(most: int) -> int:
    """In how many articles of a stretch of days, where in all it may stand in ``most``: three are searched."""
    return max(most // 3, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entries:
    """The words articles are looked up under, an element per word of an article."""

    rows: Ints
    words: Ints
    days: Ints  # number of the stretch of days the word is rare in; _EVER: in the whole run; _COMMON: nowhere
    values: Floats
    held: NDArray[np.bool_]  # whether the article is also found under the word


_EVER, _UNDATED, _COMMON = -1, -2, -3


def _entries(body: Matrix, published: Floats, settings: ClusterSettings) -> tuple[_Entries, Ints]:
    """Of each article the heaviest words that stand in few articles; and the articles that have next to none."""
    from scipy.sparse import csr_array

    columns = np.unique(body.indices)
    words = np.searchsorted(columns, body.indices).astype(np.int32)
    table = csr_array((body.data, words, body.indptr), shape=(body.shape[0], max(len(columns), 1)))
    articles = np.bincount(words, minlength=len(columns))
    most = most_articles(body.shape[0], settings)
    stretches = _stretches(published, settings.window_days)
    order = np.argsort(stretches, kind="stable")
    parts, starved = [], []
    # Stretch by stretch: the words of all articles at once would fill the memory.
    for items in np.split(order, np.flatnonzero(np.diff(stretches[order])) + 1):
        found, few = _of_stretch(table[items], articles, int(stretches[items[0]]), most, settings)
        parts.append((items[found[0]].astype(np.int32), *found[1:]))
        starved.append(items[few])
    rows, words, days, values = (np.concatenate(column) for column in zip(*parts, strict=True))
    again = np.argsort(rows, kind="stable")
    rows, words, days, values = rows[again], words[again], days[again], values[again]
    held = (days != _COMMON) | _spread(np.where(days == _COMMON, words, -1), most)
    entries = _Entries(rows=rows, words=words, days=days, values=values.astype(np.float64), held=held)
    return entries, np.sort(np.concatenate(starved))


def _of_stretch(
    table: Matrix, articles: Ints, stretch: int, most: int, settings: ClusterSettings
) -> tuple[tuple[Ints, Ints, Ints, Floats], Ints]:
    """The entries of the articles of one stretch of days, as rows, words, days and values; and the starved articles.

    Args:
        table: their words, a row per article.
        articles: in how many of all articles each word stands.
        stretch: its number.
        most: articles a word may stand in and still be rare.
        settings: how many words of an article are entries, and how few are next to none.
    """
    lengths, words = np.diff(table.indptr), table.indices
    rows = np.repeat(np.arange(table.shape[0]), lengths)
    days, rare = _rarity(words, articles, stretch, most)
    left = np.bincount(rows[rare & (table.data > 0)], minlength=table.shape[0])
    starved = (left < settings.starved_share * np.minimum(lengths, settings.telling_words)) & (lengths > 0)
    hungry = ~rare & starved[rows]
    days[hungry] = _COMMON
    keep = _heaviest(rows, np.where(rare | hungry, table.data, 0.0), settings.telling_words)
    return (rows[keep], words[keep], days[keep], table.data[keep]), np.flatnonzero(starved)


def _rarity(words: Ints, articles: Ints, stretch: int, most: int) -> tuple[Ints, NDArray[np.bool_]]:
    """Where each word of the articles of one stretch is rare, and whether it is anywhere: in the run, or around the
    stretch."""
    rare = articles[words] <= most
    days = np.where(rare, _EVER, stretch)
    if stretch != _UNDATED:
        _, numbers, holders = np.unique(words[~rare], return_inverse=True, return_counts=True)
        rare[~rare] = holders[numbers] <= most_around(most)
    return days, rare


def _spread(words: Ints, most: int) -> NDArray[np.bool_]:
    """At most ``most`` entries of each word, spread evenly over all of them; those of no word (-1) left out."""
    order = np.argsort(words, kind="stable")
    _, starts, counts = np.unique(words[order], return_index=True, return_counts=True)
    place = np.arange(len(words)) - np.repeat(starts, counts)
    total = np.repeat(counts, counts)
    chosen = np.zeros(len(words), dtype=np.bool_)
    chosen[order] = (place * most // total != (place - 1) * most // total) | (total <= most)
    chosen[words < 0] = False
    return chosen


def _stretches(published: Floats, window: float) -> Ints:
    """For each article the number of the stretch of days its publication day lies in."""
    known = ~np.isnan(published)
    result = np.full(len(published), _UNDATED, dtype=np.int64)
    result[known] = published[known] // max(window, 1.0)
    return result


def _heaviest(rows: Ints, values: Floats, most: int) -> NDArray[np.bool_]:
    """Which entries are among the ``most`` heaviest of their row; ties at the rim stay in, nothings do not."""
    order = np.lexsort((-values, rows))
    starts = np.searchsorted(rows, np.arange(int(rows[-1]) + 2 if len(rows) else 1))
    place = np.empty(len(rows), dtype=np.int64)
    place[order] = np.arange(len(rows)) - starts[rows[order]]
    rim = np.zeros(len(starts))
    at_rim = place == most - 1
    rim[rows[at_rim]] = values[at_rim]
    kept: NDArray[np.bool_] = (values > 0) & (values >= rim[rows])
    return kept


def _code(words: Ints, days: Ints) -> Ints:
    return words.astype(np.int64) * _DAYS + days + 3


_DAYS = 2**22  # more stretches than there are days from the year 1 to 9999


def _index(entries: _Entries, count: int) -> tuple[Matrix, Matrix]:
    """What each article is looked up under, and what it is found under, as rows with the same columns.

    A word that is rare in a stretch of days only is looked up in that and in those before and after.
    """
    from scipy.sparse import csr_array

    codes, columns = np.unique(_code(entries.words, entries.days), return_inverse=True)
    columns = columns.astype(np.int32)
    shape = (count, max(len(codes), 1))
    own = entries.held
    held = csr_array((entries.values[own], (entries.rows[own], columns[own])), shape=shape)
    dated = entries.days >= 0
    asked = [(entries.values, entries.rows, columns)]
    for step in (-1, 1):
        wanted = _code(entries.words[dated], entries.days[dated] + step)
        at = np.minimum(np.searchsorted(codes, wanted), len(codes) - 1).astype(np.int32)
        there = codes[at] == wanted if len(codes) else np.zeros(0, dtype=np.bool_)
        asked.append((entries.values[dated][there], entries.rows[dated][there], at[there]))
    values, rows, places = (np.concatenate(parts) for parts in zip(*asked, strict=True))
    return csr_array((values, (rows, places)), shape=shape), held
