"""The nearest neighbours of each article by what its opening means: for two reports that share few rare words.

Articles are searched among those published within the window; an undated one among all. A stretch of days is searched
whole while it is small; a large one through an HNSW graph (Malkov and Yashunin 2018), built in the order of the
articles by one thread, so that the same articles give the same graph. The only door of usearch.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from summarize.events.features import Floats, Views
from summarize.settings import ClusterSettings

WHOLE = 4000  # articles up to which all are looked at: 0.2 s, and exact
_ROWS = 1024
_LINKS, _WIDTH = 16, 64  # of the graph: neighbours per node; nodes kept in view while it is walked
Ints = NDArray[np.int64]


def nearest_in_meaning(views: Views, settings: ClusterSettings) -> Iterator[tuple[int, Ints]]:
    """For each article the numbers of its nearest ones, itself left out; nothing without embeddings."""
    if views.opening is None or len(views.published) < 2 or not settings.meaning_candidates:
        return
    dated = np.flatnonzero(~np.isnan(views.published))
    undated = np.flatnonzero(np.isnan(views.published))
    if len(undated):
        everything = np.arange(len(views.published))
        yield from _search(views, undated, everything, settings)
        yield from _search(views, dated, undated, settings)
    stretch = views.published[dated] // max(settings.window_days, 1.0)
    for number in np.unique(stretch):
        here = dated[stretch == number]
        around = dated[np.abs(stretch - number) <= 1]
        yield from _search(views, here, around, settings)


def _search(views: Views, asking: Ints, among: Ints, settings: ClusterSettings) -> Iterator[tuple[int, Ints]]:
    """The nearest of ``among`` to each of ``asking``, those within the window and near enough."""
    if not len(asking) or not len(among) or views.opening is None:
        return
    most = settings.meaning_candidates + 1  # an article is the nearest to itself
    find = (_whole if len(among) <= WHOLE else _graph)(views.opening, among, most)
    for start in range(0, len(asking), _ROWS):
        items = asking[start : start + _ROWS]
        for item, places, values in zip(items, *find(items), strict=True):
            others = among[places]
            gap = np.abs(views.published[others] - views.published[item])
            good = (others != item) & ~(gap > settings.window_days) & (values >= settings.meaning_similarity)
            yield int(item), others[good]


Find = Callable[[Ints], tuple[Any, Any]]  # articles: for each the places of its nearest, and their cosines


def _whole(vectors: Floats, among: Ints, most: int) -> Find:
    """All looked at."""
    near = vectors[among]

    def find(items: Ints) -> tuple[Any, Any]:
        cosines = np.round(vectors[items] @ near.T, 5)
        if len(among) <= most:
            return np.tile(np.arange(len(among)), (len(items), 1)), cosines
        # Of equal cosines those that come first: cosine and place as one number, no two the same.
        keys = np.arange(len(among)) - np.rint(cosines * 1e5).astype(np.int64) * 2 * WHOLE
        places = np.argpartition(keys, most - 1, axis=1)[:, :most]
        return places, np.take_along_axis(cosines, places, axis=1)

    return find


def _graph(vectors: Floats, among: Ints, most: int) -> Find:
    """Through a graph of neighbours."""
    from usearch.index import Index

    index = Index(
        ndim=vectors.shape[1],
        metric="ip",
        dtype="f32",
        connectivity=_LINKS,
        expansion_add=_WIDTH,
        expansion_search=max(_WIDTH, 2 * most),
    )
    index.add(np.arange(len(among)), vectors[among].astype(np.float32), threads=1)

    def find(items: Ints) -> tuple[Any, Any]:
        found = index.search(vectors[items].astype(np.float32), most, threads=1)
        return found.keys.astype(np.int64), np.round(1.0 - found.distances, 5)

    return find
