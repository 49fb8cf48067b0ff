"""The embeddings of the openings of a state's texts, by stretches of days: ``nearest.nearest_in_meaning`` for one
article at a time.

Every text within reach is looked at: a product of 384 numbers each, so ten thousand take milliseconds.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from summarize.events.tables import Draft, Table

UNDATED = -1  # the stretch of the texts without a publication day
_SHELF = 256  # texts that lie together: one more copies only the last few


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """Some texts of one stretch."""

    numbers: NDArray[np.int64]
    published: NDArray[np.float64]  # NaN where unknown
    vectors: NDArray[np.float32]  # rows of unit length


Openings = Table[int, tuple[Shelf, ...]]


def stretch_of(published: float | None, window_days: float) -> int:
    """The number of the stretch of days a publication day lies in."""
    return UNDATED if published is None else int(published // max(window_days, 1.0))


def put(
    openings: Draft[int, tuple[Shelf, ...]],
    stretch: int,
    number: int,
    published: float | None,
    vector: NDArray[np.float32],
) -> None:
    """Add a text; one without an embedding is left out."""
    if not len(vector):
        return
    shelves = openings.get(stretch) or ()
    day = np.nan if published is None else published
    new = Shelf(numbers=np.array([number]), published=np.array([day]), vectors=vector[np.newaxis])
    if shelves and len(shelves[-1].numbers) < _SHELF:
        last = shelves[-1]
        new = Shelf(
            numbers=np.append(last.numbers, number),
            published=np.append(last.published, day),
            vectors=np.concatenate([last.vectors, new.vectors]),
        )
        shelves = shelves[:-1]
    openings.put(stretch, (*shelves, new))


def drop(openings: Draft[int, tuple[Shelf, ...]], stretch: int, number: int) -> None:
    """Take a text out, if it is there."""
    kept = []
    for shelf in openings.get(stretch) or ():
        stay = shelf.numbers != number
        if stay.all():
            kept.append(shelf)
        elif stay.any():
            kept.append(
                Shelf(numbers=shelf.numbers[stay], published=shelf.published[stay], vectors=shelf.vectors[stay])
            )
    openings.put(stretch, tuple(kept))


def nearest(shelves: Iterable[Shelf], vector: NDArray[np.float32], most: int) -> list[tuple[int, float, float]]:
    """The texts whose openings mean most nearly the same, the nearest first: (number, published, cosine)."""
    each = list(shelves)
    if not each:
        return []
    numbers = np.concatenate([shelf.numbers for shelf in each])
    published = np.concatenate([shelf.published for shelf in each])
    cosines = np.round(np.concatenate([shelf.vectors @ vector for shelf in each]).astype(np.float64), 5)
    order = np.lexsort((numbers, -cosines))[:most]
    return [(int(numbers[at]), float(published[at]), float(cosines[at])) for at in order]
