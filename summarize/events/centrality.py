"""How much a sentence says what the others of its event say: LexRank over a bounded graph, and its near-copies.

LexRank: Erkan and Radev, 2004, "Graph-based lexical centrality as salience in text summarization", section 3.2
(continuous, damped). The graph is made in blocks of rows and keeps the strongest neighbours of each sentence, so that
memory grows with the number of sentences, not with its square.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

BLOCK = 256  # rows compared at a time: 256 × 20,000 sentences are 20 MB


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Similarities:
    """What is known of the sentences of an event, compared with one another."""

    graph: Any  # scipy CSR (n, n) float64, symmetric, no diagonal: similarities in [0, 1] above the edge threshold
    nearest: NDArray[np.float64]  # (n, outlets): similarity to the nearest sentence of each outlet
    pairs: tuple[tuple[int, int], ...]  # i < j: candidates for near-copies
    retold: tuple[tuple[int, int, float], ...]  # i < j, of two outlets, near in meaning whatever their words: cosine


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """How sentences are compared."""

    meaning_share: float  # of the embedder's cosine in the similarity; the rest is TF-IDF
    min_edge: float  # weaker similarities are no edge
    max_neighbours: int
    copy_similarity: float  # TF-IDF cosine from which a pair is a candidate for a near-copy
    retold_similarity: float  # the embedder's cosine from which two outlets may tell the same


def inverse_frequencies(stems: Sequence[Sequence[str]]) -> dict[str, float]:
    """Smoothed inverse sentence frequency of each stem: at least 1 for one that stands everywhere."""
    count = Counter(stem for row in stems for stem in set(row))
    return {stem: math.log((1 + len(stems)) / (1 + count[stem])) + 1.0 for stem in sorted(count)}


def tfidf(stems: Sequence[Sequence[str]], weights: dict[str, float]) -> Any:
    """Rows of unit length, scipy CSR (n, stems) float64; a sentence without content stems is a row of zeros."""
    import numpy as np
    from scipy.sparse import csr_matrix

    column = {stem: index for index, stem in enumerate(weights)}
    data, columns, starts = [], [], [0]
    for row in stems:
        counted = sorted((column[stem], (1 + math.log(n)) * weights[stem]) for stem, n in Counter(row).items())
        norm = math.sqrt(sum(value * value for _, value in counted)) or 1.0
        columns += [index for index, _ in counted]
        data += [value / norm for _, value in counted]
        starts.append(len(columns))
    shape = (len(stems), max(len(column), 1))
    return csr_matrix((np.array(data, dtype=np.float64), columns, starts), shape=shape)


def compare_all(
    lexical: Any, meaning: NDArray[np.float32] | None, outlets: Sequence[int], how: Comparison
) -> Similarities:
    """Every sentence with every other, a block of rows at a time.

    Args:
        lexical: TF-IDF rows of unit length, scipy CSR (n, stems).
        meaning: The embedder's rows of unit length, (n, d), or None.
        outlets: For each sentence the number, from 0, of the independent outlet it comes from.
        how: Weights and thresholds.
    """
    import numpy as np
    from scipy.sparse import vstack

    count = lexical.shape[0]
    of_outlet = [np.flatnonzero(np.array(outlets) == outlet) for outlet in range(max(outlets, default=-1) + 1)]
    nearest = np.zeros((count, len(of_outlet)))
    kept, pairs, retold = [], [], []
    turned = lexical.T.tocsc()
    for start in range(0, count, BLOCK):
        rows = (lexical[start : start + BLOCK] @ turned).toarray()
        for i, j in zip(*np.nonzero(rows >= how.copy_similarity), strict=True):
            if start + i < j:
                pairs.append((int(start + i), int(j)))
        if meaning is not None:
            near = np.clip(meaning[start : start + BLOCK] @ meaning.T, 0.0, 1.0)
            for i, j in zip(*np.nonzero(near >= how.retold_similarity), strict=True):
                if start + i < j and outlets[start + i] != outlets[j]:
                    retold.append((int(start + i), int(j), round(float(near[i, j]), 4)))
            rows = (1 - how.meaning_share) * rows + how.meaning_share * near
        rows[np.arange(len(rows)), np.arange(start, start + len(rows))] = 0.0  # none supports itself
        for outlet, columns in enumerate(of_outlet):
            nearest[start : start + BLOCK, outlet] = rows[:, columns].max(axis=1)
        kept.append(_strongest(rows, how))
    graph = vstack(kept, format="csr") if kept else lexical @ turned
    return Similarities(graph=graph.maximum(graph.T).tocsr(), nearest=nearest, pairs=tuple(pairs), retold=tuple(retold))


def _strongest(rows: NDArray[np.float64], how: Comparison) -> Any:
    """The edges of a block: at least ``min_edge``, at most ``max_neighbours`` a row; ties go to the earlier one."""
    import numpy as np
    from scipy.sparse import csr_matrix

    row, column = np.nonzero(rows >= how.min_edge)
    value = rows[row, column].round(6)
    edges = csr_matrix((value, (row, column)), shape=rows.shape)
    for start, end in zip(edges.indptr[:-1], edges.indptr[1:], strict=True):
        if end - start > how.max_neighbours:
            own = edges.data[start:end]
            weakest = np.partition(own, -how.max_neighbours)[-how.max_neighbours]
            ties = np.flatnonzero(own == weakest)
            own[own < weakest] = 0.0
            own[ties[how.max_neighbours - int((own > weakest).sum()) :]] = 0.0
    edges.eliminate_zeros()
    return edges


def lexrank(graph: Any, damping: float = 0.85, tolerance: float = 1e-10) -> NDArray[np.float64]:
    """The stationary distribution of a random walk over the graph, shape (n,), sum 1.

    A sentence without neighbours hands its weight to all, as PageRank's dangling nodes do (networkx does the same).
    """
    import numpy as np

    count = graph.shape[0]
    if count == 0:
        return np.zeros(0)
    degree = np.asarray(graph.sum(axis=1)).ravel()
    loose = degree == 0
    share = np.where(loose, 0.0, 1.0 / np.where(loose, 1.0, degree))
    weight: NDArray[np.float64] = np.full(count, 1.0 / count)
    for _ in range(200):  # at .85 the error shrinks below 1e-10 within 142 steps
        moved = graph.T @ (weight * share) + weight[loose].sum() / count
        following = damping * moved + (1 - damping) / count
        done = float(np.abs(following - weight).sum()) < tolerance
        weight = following
        if done:
            break
    return weight
