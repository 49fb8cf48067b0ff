"""Which pairs of articles are worth comparing: those that share words rare enough to point at one event.

Each article is looked up under its most telling words only, and keeps its nearest neighbours; two articles published
far apart are no pair. The rest counts as unlike. The work grows with how many articles share a telling word, not with
the square of the articles.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from summarize.events.features import Floats, Pairs, Views
from summarize.events.vectors import Matrix
from summarize.settings import ClusterSettings

_ROWS = 512  # rows multiplied at once: bounds the memory


def find_candidates(views: Views, settings: ClusterSettings) -> tuple[Pairs, frozenset[int]]:
    """The pairs to compare, and the articles that have more neighbours than are compared with them.

    Returns:
        (pairs, crowded): pairs sorted, the smaller number first, int64, shape (m, 2).
    """
    telling = _most_telling(views.body, settings)
    found: set[tuple[int, int]] = set()
    crowded: set[int] = set()
    flipped = telling.T.tocsr()
    for start in range(0, telling.shape[0], _ROWS):
        block = (telling[start : start + _ROWS] @ flipped).tocsr()
        for row in range(block.shape[0]):
            item = start + row
            columns = block.indices[block.indptr[row] : block.indptr[row + 1]]
            values = np.round(block.data[block.indptr[row] : block.indptr[row + 1]], 6)
            others = _nearest(views, item, columns, values, settings)
            if len(others) >= settings.candidates:
                crowded.add(item)
            found.update((min(item, other), max(item, other)) for other in others)
    return np.array(sorted(found), dtype=np.int64).reshape(-1, 2), frozenset(crowded)


def _nearest(
    views: Views, item: int, columns: NDArray[np.int64], values: Floats, settings: ClusterSettings
) -> list[int]:
    gap = np.abs(views.published[columns] - views.published[item])
    near = (
        (values >= settings.candidate_similarity)
        & (columns != item)
        & (~(gap > settings.window_days) | (values >= settings.timeless_similarity))
    )
    columns, values = columns[near], values[near]
    if len(columns) > settings.candidates:
        # Ties at the rim stay in, whatever the order of the articles.
        rim = np.partition(values, -settings.candidates)[-settings.candidates]
        columns = columns[values >= rim][: 4 * settings.candidates]
    return [int(column) for column in columns]


def _most_telling(body: Matrix, settings: ClusterSettings) -> Matrix:
    """Each row with its heaviest words only, words that stand in too many articles left out."""
    from scipy.sparse import csr_array

    common = max(settings.common_articles, settings.common_share * body.shape[0])
    holders = np.bincount(body.indices, minlength=body.shape[1])
    data = np.where(holders[body.indices] > common, 0.0, body.data)
    for row in range(body.shape[0]):
        cells = slice(body.indptr[row], body.indptr[row + 1])
        values = data[cells]
        if len(values) > settings.telling_words:
            values[values < np.partition(values, -settings.telling_words)[-settings.telling_words]] = 0.0
    result = csr_array((data, body.indices.copy(), body.indptr.copy()), shape=body.shape)
    result.eliminate_zeros()
    return result
