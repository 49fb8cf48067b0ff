"""Clusters from pair scores: average linkage over log-odds, on the pairs that were scored, without a number of
clusters.

Two clusters join while the mean log-odds over *all* their pairs stays above the threshold. Two that have both grown
must agree better than a cluster and a single article: many pairs of one topic lean a little the same wrong way, and no
number of them should glue two meetings that are each at one within. A pair that was not scored
(its articles have next to nothing in common) counts with ``missing``, so a follow-up piece that resembles two
meetings cannot glue them: the articles of the one are unlike those of the other, and their pairs weigh in. Greedy,
the best pair first (Lance and Williams 1967, average linkage), with ties broken by the articles' digests: the order
of the input decides nothing.
"""

from __future__ import annotations

import heapq
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

Scores = Mapping[tuple[int, int], float]


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
    order = sorted(range(len(keys)), key=lambda item: keys[item])
    rank = {item: place for place, item in enumerate(order)}
    members: dict[int, list[int]] = {place: [item] for item, place in rank.items()}
    full = {place: int(item in crowded) for item, place in rank.items()}
    sums: dict[int, dict[int, tuple[float, int]]] = {place: {} for place in members}
    for (one, other), score in scores.items():
        sums[rank[one]][rank[other]] = sums[rank[other]][rank[one]] = (score, 1)

    def entry(a: int, b: int) -> tuple[float, int, int, tuple[int, int]]:
        total, known = sums[a][b]
        sizes = len(members[a]), len(members[b])
        return -bar.surplus(total, known, sizes, full[a] * full[b]), a, b, sizes

    heap = [entry(a, b) for a in sums for b in sums[a] if a < b]
    heapq.heapify(heap)
    while heap:
        cost, a, b, sizes = heapq.heappop(heap)
        if cost > 0:
            break
        if a not in members or b not in members or sizes != (len(members[a]), len(members[b])):
            continue
        _merge(a, b, sums, members)
        full[a] += full[b]
        for other in sums[a]:
            heapq.heappush(heap, entry(min(a, other), max(a, other)))
    return [sorted(items) for _, items in sorted(members.items())]


def _merge(a: int, b: int, sums: dict[int, dict[int, tuple[float, int]]], members: dict[int, list[int]]) -> None:
    """Put cluster ``b`` into ``a``, the one with the smaller key."""
    members[a] += members.pop(b)
    for other, (total, known) in sums.pop(b).items():
        del sums[other][b]
        if other == a:
            continue
        before, count = sums[a].get(other, (0.0, 0))
        sums[a][other] = sums[other][a] = (before + total, count + known)
