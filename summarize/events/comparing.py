"""The views of a run of any size, made part by part: the terms of a hundred thousand articles do not fit into memory
as dictionaries, their rows of numbers do.

Two passes over the articles: one counts in how many of them each term stands, one weighs. A run of one part is read
once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from summarize.data import Particulars, Reading
from summarize.events.vectors import Bag, Part, take_census

if TYPE_CHECKING:
    from summarize.events.features import Views

PART = 2048  # articles whose terms are in memory at once, about 200 kB each
Batch = tuple[Sequence[Reading], Sequence[Particulars], Sequence[Bag]]
Take = Callable[[int, int], Batch]  # first, last + 1: those articles with their particulars and bags
Vectors = NDArray[Any] | None


def make_views_in_parts(
    take: Take,
    terms: Iterable[tuple[set[str], set[str]]],
    count: int,
    vectors: tuple[Vectors, Vectors],
    size: int = PART,
) -> Views:
    """The views of a run.

    Args:
        take: gives any stretch of the articles with their bags.
        terms: the stems and the names of each article; gone through only where there is more than one part.
        count: of articles.
        vectors: embeddings of headline and opening, and of headlines, shape (count, d); None without an embedder.
        size: of a part.

    Returns:
        As ``features.make_views`` makes them for the whole; of a run in several parts with single precision.
    """
    from summarize.events.features import make_views

    if count <= size:
        return make_views(*take(0, count), *vectors)
    census = take_census(terms)

    def part(start: int, stop: int) -> Views:
        readings, particulars, bags = take(start, stop)
        cut = (None if one is None else one[start:stop] for one in vectors)
        return lean(make_views(readings, particulars, Part(bags, census), *cut))

    return stacked([part(start, min(start + size, count)) for start in range(0, count, size)])


def lean(views: Views) -> Views:
    """The views with every number in as few bytes as it needs: single precision, and a byte where all are ones."""
    from scipy.sparse import issparse

    def narrow(value: Any) -> Any:
        if issparse(value):
            small = value.copy()
            small.data = value.data.astype(np.int8 if (value.data == 1).all() else np.float32)
            return small
        if isinstance(value, np.ndarray) and value.ndim == 2:
            return value.astype(np.float32)
        return value

    return type(views)(**{field.name: narrow(getattr(views, field.name)) for field in fields(views)})


def stacked(parts: list[Views]) -> Views:
    """The views of several parts, one below the other. Empties the list, so that a part is freed when it was used."""
    from scipy.sparse import issparse, vstack

    if len(parts) == 1:
        return parts[0]
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
