"""Clusters from pair scores: average linkage over log-odds, on the pairs that were scored, without a number of
clusters.

Two clusters join while the mean log-odds over *all* their pairs stays above the threshold. Two that have both grown
must agree better than a cluster and a single article: many pairs of one topic lean a little the same wrong way, and no
number of them should glue two meetings that are each at one within. A pair that was not scored
(its articles have next to nothing in common) counts with ``missing``, so a follow-up piece that resembles two
meetings cannot glue them: the articles of the one are unlike those of the other, and their pairs weigh in. Greedy,
the best pair first (Lance and Williams 1967, average linkage), with ties broken by the articles' digests: the order
of the input decides nothing.

A mean above the threshold needs one pair above it. So each part of the graph of such pairs is clustered by itself: the
cost grows with the size of the parts, not with that of the run.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Scores = Mapping[tuple[int, int], float]
Sums = dict[int, dict[int, tuple[float, int]]]  # of two clusters: the sum of their scores, and of how many pairs
Entry = tuple[float, int, int, int, int]  # cost of joining, the two clusters, their sizes when it was worked out

_SLACK = 1e-6  # the surplus is rounded to 6 places
_STALE, _FEW = 4, 1000  # when the queue is so many times longer, and so many more, what is out of date is thrown away


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """What two clusters must reach to join, all in log-odds."""

    threshold: float  # the mean over their pairs, where one is a single article
    grown: float  # by how much more the mean must be when both are large; half of it when the smaller has two
    missing: float  # what a pair without a score counts

    def surplus(self, total: float, known: int, sizes: tuple[int, int], excused: int = 0) -> float:
        """How far the mean over all pairs of two clusters lies above the bar; ``excused`` of the pairs are left out."""
        unknown = sizes[0] * sizes[1] - known
        excused = min(excused, unknown)
        mean = (total + self.missing * (unknown - excused)) / (known + unknown - excused)
        return round(mean - self.threshold - self.grown * (1 - 1 / min(sizes)), 6)


def link(keys: Sequence[str], scores: Scores, bar: Bar, crowded: Collection[int] = ()) -> list[list[int]]:
    """The clusters, each as sorted item numbers, in the order of their smallest key.

    Args:
        keys: one per item, all different; they alone break ties.
        scores: log-odds of the scored pairs, the smaller number first.
        bar: what two clusters must reach to join.
        crowded: items with more likely neighbours than were scored: a missing pair of two of them says nothing.

    Returns:
        Every item in exactly one cluster.
    """
    pairs = np.array(list(scores), dtype=np.int64).reshape(-1, 2)
    return link_pairs(keys, pairs, np.array(list(scores.values()), dtype=np.float64), bar, crowded)


def link_pairs(
    keys: Sequence[str],
    pairs: NDArray[np.int64],
    odds: NDArray[np.float64],
    bar: Bar,
    crowded: Collection[int] = (),
) -> list[list[int]]:
    """As ``link``, the scored pairs as rows of ``pairs``, each once, and their log-odds as ``odds``."""
    order = sorted(range(len(keys)), key=lambda item: keys[item])
    place = np.empty(len(keys), dtype=np.int64)
    place[order] = np.arange(len(keys))
    full = np.zeros(len(keys), dtype=np.int64)
    full[[int(place[item]) for item in crowded]] = 1
    clusters = [[order[member] for member in members] for members in _in_parts(place[pairs], odds, bar, full)]
    return [sorted(items) for items in clusters]


def _in_parts(
    pairs: NDArray[np.int64], odds: NDArray[np.float64], bar: Bar, full: NDArray[np.int64]
) -> Iterable[list[int]]:
    """The clusters as lists of places, the smallest place first, in its order."""
    label = _parts(len(full), pairs[odds >= bar.threshold - _SLACK])
    inside = label[pairs[:, 0]] == label[pairs[:, 1]]
    pairs, odds = pairs[inside], odds[inside]
    order = np.argsort(label[pairs[:, 0]], kind="stable")
    pairs, odds = pairs[order], odds[order]
    found = {place: [place] for place in range(len(full))}
    for start, stop in _runs(label[pairs[:, 0]]):
        for members in _link(pairs[start:stop].tolist(), odds[start:stop].tolist(), bar, full):
            for member in members:
                del found[member]
            found[min(members)] = members
    return [members for _, members in sorted(found.items())]


def _parts(count: int, edges: NDArray[np.int64]) -> NDArray[np.int64]:
    """The number of each item's part of the graph."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    ones = np.ones(len(edges), dtype=np.int8)
    _, label = connected_components(coo_array((ones, (edges[:, 0], edges[:, 1])), shape=(count, count)), directed=False)
    return np.asarray(label, dtype=np.int64)


def _runs(labels: NDArray[np.int64]) -> list[tuple[int, int]]:
    """Start and end of each run of equal values."""
    if not len(labels):
        return []
    cuts = [0, *(np.flatnonzero(np.diff(labels)) + 1).tolist(), len(labels)]
    return list(pairwise(cuts))


def _link(pairs: list[list[int]], odds: list[float], bar: Bar, full: NDArray[np.int64]) -> list[list[int]]:
    """The clusters of the items of one part of the graph."""
    sums: Sums = {}
    for (a, b), score in zip(pairs, odds, strict=True):
        sums.setdefault(a, {})[b] = sums.setdefault(b, {})[a] = (score, 1)
    members = {item: [item] for item in sorted(sums)}
    crowd = {item: int(full[item]) for item in members}

    def entry(a: int, b: int) -> Entry:
        a, b = (a, b) if a < b else (b, a)
        total, known = sums[a][b]
        sizes = len(members[a]), len(members[b])
        return -bar.surplus(total, known, sizes, crowd[a] * crowd[b]), a, b, *sizes

    heap = _queue(sums, entry)
    most = _STALE * len(heap) + _FEW
    while heap:
        _, a, b, of_a, of_b = heapq.heappop(heap)
        if a not in members or b not in members or (of_a, of_b) != (len(members[a]), len(members[b])):
            continue
        _merge(a, b, sums, members)
        crowd[a] += crowd[b]
        for new in (entry(a, other) for other in sums[a]):
            if new[0] <= 0:
                heapq.heappush(heap, new)
        if len(heap) > most:
            heap = _queue(sums, entry)
            most = _STALE * len(heap) + _FEW
    return list(members.values())


def _queue(sums: Sums, entry: Callable[[int, int], Entry]) -> list[Entry]:
    """The pairs of clusters that may join, the best first."""
    heap = [new for a in sums for b in sums[a] if a < b and (new := entry(a, b))[0] <= 0]
    heapq.heapify(heap)
    return heap


def _merge(a: int, b: int, sums: Sums, members: dict[int, list[int]]) -> None:
    """Put cluster ``b`` into ``a``, the one with the smaller key."""
    members[a] += members.pop(b)
    for other, (total, known) in sums.pop(b).items():
        del sums[other][b]
        if other == a:
            continue
        before, count = sums[a].get(other, (0.0, 0))
        sums[a][other] = sums[other][a] = (before + total, count + known)
