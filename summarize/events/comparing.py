"""The views of a run of any size, made part by part: the words of a hundred thousand articles do not fit into memory
as texts, their rows of numbers do.

The articles are read once, and counted part by part; when it is known in how many of them each term stands, the parts
are weighed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from summarize.data import Particulars, Reading
from summarize.events.vectors import Tokens

if TYPE_CHECKING:
    from summarize.events.features import Views

PART = 2048  # articles whose words are in memory at once, about 100 kB each
Batch = tuple[Sequence[Reading], Sequence[Particulars], Sequence[Tokens]]
Take = Callable[[int, int], Batch]  # first, last + 1: those articles with their particulars and words
Vectors = NDArray[Any] | None


def make_views_in_parts(take: Take, count: int, vectors: tuple[Vectors, Vectors], size: int = PART) -> Views:
    """The views of a run.

    Args:
        take: gives any stretch of the articles with their words; each is asked for once.
        count: of articles.
        vectors: embeddings of headline and opening, and of headlines, shape (count, d); None without an embedder.
        size: of a part.

    Returns:
        As ``features.make_views`` makes them for the whole; of a run in several parts with single precision.
    """
    from summarize.events.features import read_told, weigh_views
    from summarize.events.lexicon import Lexicon
    from summarize.events.terms import count_terms

    lexicon = Lexicon()
    counted = []
    for start in range(0, count, size):
        readings, particulars, tokens = take(start, min(start + size, count))
        counted.append((count_terms(tokens, lexicon), read_told(readings, particulars, tokens)))
    weights = lexicon.weigh()
    counted.reverse()
    if len(counted) == 1:
        return weigh_views(*counted.pop(), lexicon, weights, vectors)
    parts: list[Views] = []
    while counted:
        parts.append(lean(weigh_views(*counted.pop(), lexicon, weights, (None, None))))
    opening, heads = map(_single, vectors)
    return replace(stacked(parts), opening=opening, heads=heads)


def _single(vectors: Vectors) -> Vectors:
    # Shared where they are of single precision already: those of a hundred thousand articles take 300 MB.
    return None if vectors is None else vectors.astype(np.float32, copy=False)


def lean(views: Views) -> Views:
    """The views with their sparse rows in as few bytes as they need: single precision, a byte where all are ones."""
    from scipy.sparse import issparse

    def narrow(value: Any) -> Any:
        if issparse(value):
            small = value.copy()
            small.data = value.data.astype(np.int8 if (value.data == 1).all() else np.float32)
            return small
        return value

    return type(views)(**{field.name: narrow(getattr(views, field.name)) for field in fields(views)})


def stacked(parts: list[Views]) -> Views:
    """The views of several parts, one below the other. Empties the list, so that a part is freed when it was used."""
    from scipy.sparse import issparse, vstack

    kind = type(parts[0])
    columns = {field.name: [getattr(one, field.name) for one in parts] for field in fields(parts[0])}
    parts.clear()

    def joined(name: str) -> Any:
        values = columns.pop(name)
        if issparse(values[0]):
            common = np.result_type(*(value.dtype for value in values))
            return vstack([value.astype(common) for value in values], format="csr")
        if isinstance(values[0], np.ndarray):
            return np.concatenate(values)
        return None if values[0] is None else tuple(item for value in values for item in value)

    return kind(**{name: joined(name) for name in list(columns)})
