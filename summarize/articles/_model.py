"""The trained line model: boosted trees as plain numbers, read and run without the library that grew them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING

from summarize.articles._features import NAMES, features
from summarize.articles._units import Unit
from summarize.errors import ModelBroken

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

_ROWS = 2048  # units judged at once: rows times trees numbers are held in memory


@dataclass(frozen=True, slots=True)
class Trees:
    """All nodes of all trees, one after another; a leaf is its own child."""

    base: float  # log-odds before the first tree
    roots: NDArray[np.int64]
    feature: NDArray[np.int64]
    threshold: NDArray[np.float64]  # go left where the feature's value is not above it
    left: NDArray[np.int64]
    right: NDArray[np.int64]
    value: NDArray[np.float64]  # log-odds a leaf adds; 0 elsewhere
    depth: int


def build(plain: dict[str, object]) -> Trees:
    """The trees of a weights file.

    Raises:
        ModelBroken: it was made for other features than these.
    """
    import numpy as np

    if plain.get("features") != list(NAMES):
        raise ModelBroken("weights/clean/lines.json was trained on other features than articles/_features.py gives")
    columns = {k: np.array(plain[k]) for k in ("roots", "feature", "threshold", "left", "right", "value")}
    return Trees(base=float(str(plain["base"])), depth=int(str(plain["depth"])), **columns)


@lru_cache(maxsize=1)
def load() -> Trees:
    """The trees the package ships."""
    file = resources.files("summarize") / "weights" / "clean" / "lines.json"
    return build(json.loads(file.read_text(encoding="utf-8")))


def judge(trees: Trees, rows: NDArray[np.float64]) -> NDArray[np.float64]:
    """How surely each row is text of the article: float64 in [0, 1], shape (n,), rounded to 6 places."""
    import numpy as np

    out = np.empty(len(rows))
    for start in range(0, len(rows), _ROWS):
        part = rows[start : start + _ROWS]
        at = np.broadcast_to(trees.roots, (len(part), len(trees.roots)))
        index = np.arange(len(part))[:, None]
        for _ in range(trees.depth):
            at = np.where(part[index, trees.feature[at]] <= trees.threshold[at], trees.left[at], trees.right[at])
        out[start : start + _ROWS] = trees.base + trees.value[at].sum(axis=1)
    return np.round(1 / (1 + np.exp(-out)), 6)


def scores(units: Sequence[Unit]) -> list[float]:
    """For each unit how surely it is text of the article, in [0, 1]."""
    return [float(p) for p in judge(load(), features(units))]
