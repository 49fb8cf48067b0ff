"""Clusters from pair scores: average linkage over log-odds, on the pairs that were scored, without a number of
clusters.

Two clusters join while the mean log-odds over *all* their pairs stays above the threshold. A pair that was not scored
(its articles have next to nothing in common) counts with ``missing``, so a follow-up piece that resembles two
meetings cannot glue them: the articles of the one are unlike those of the other, and their pairs weigh in. Greedy,
the best pair first (Lance and Williams 1967, average linkage), with ties broken by the articles' digests: the order
of the input decides nothing.
"""

from __future__ import annotations

import heapq
from collections.abc import Mapping, Sequence

Scores = Mapping[tuple[int, int], float]


def link(keys: Sequence[str], scores: Scores, threshold: float, missing: float) -> list[list[int]]:
    """The clusters, each as sorted item numbers, in the order of their smallest key.

    Args:
        keys: one per item, all different; they alone break ties.
        scores: log-odds of the scored pairs, the smaller number first.
        threshold: the mean log-odds at which two clusters still join.
        missing: log-odds of a pair without a score.

    Returns:
        Every item in exactly one cluster.
    """
    order = sorted(range(len(keys)), key=lambda item: keys[item])
    rank = {item: place for place, item in enumerate(order)}
    members: dict[int, list[int]] = {place: [item] for item, place in rank.items()}
    sums: dict[int, dict[int, tuple[float, int]]] = {place: {} for place in members}
    for (one, other), score in scores.items():
        sums[rank[one]][rank[other]] = sums[rank[other]][rank[one]] = (score, 1)
    heap = [_entry(a, b, sums, members, missing) for a in sums for b in sums[a] if a < b]
    heapq.heapify(heap)
    while heap:
        cost, a, b, sizes = heapq.heappop(heap)
        if -cost < threshold:
            break
        if a not in members or b not in members or sizes != (len(members[a]), len(members[b])):
            continue
        _merge(a, b, sums, members)
        for other in sums[a]:
            heapq.heappush(heap, _entry(min(a, other), max(a, other), sums, members, missing))
    return [sorted(items) for _, items in sorted(members.items())]


def _entry(
    a: int,
    b: int,
    sums: Mapping[int, Mapping[int, tuple[float, int]]],
    members: Mapping[int, list[int]],
    missing: float,
) -> tuple[float, int, int, tuple[int, int]]:
    total, known = sums[a][b]
    every = len(members[a]) * len(members[b])
    return -round((total + missing * (every - known)) / every, 6), a, b, (len(members[a]), len(members[b]))


def _merge(a: int, b: int, sums: dict[int, dict[int, tuple[float, int]]], members: dict[int, list[int]]) -> None:
    """Put cluster ``b`` into ``a``, the one with the smaller key."""
    members[a] += members.pop(b)
    for other, (total, known) in sums.pop(b).items():
        del sums[other][b]
        if other == a:
            continue
        before, count = sums[a].get(other, (0.0, 0))
        sums[a][other] = sums[other][a] = (before + total, count + known)
