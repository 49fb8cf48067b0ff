"""The *same event?* model: boosted trees over the features of two articles, kept as plain numbers.

Written by ``summarize/training/cluster.py`` to ``weights/cluster/``; here it is only read and applied. The score of a
pair is a sum of log-odds, one leaf per tree, and every step from a tree's root to its leaf is credited to the feature
it asked about (Saabas 2014), so that the contributions of the features and the start value add up to the score
exactly.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from summarize.events.features import FEATURES, Floats

LEAF = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """One tree as columns of numbers, a row per node; node 0 is the root."""

    feature: NDArray[np.int64]  # column of the features; LEAF for a leaf
    threshold: Floats  # left when the value is at most this
    missing_left: NDArray[np.bool_]  # where NaN goes
    left: NDArray[np.int64]
    right: NDArray[np.int64]
    value: Floats  # log-odds; of an inner node the mean of its leaves over the training pairs


@dataclass(frozen=True, slots=True, kw_only=True)
class PairModel:
    """Trees whose values add up to the log-odds that two articles report the same event."""

    start: float  # log-odds before any tree
    threshold: float  # log-odds above which two articles are one event: what average linkage cuts at
    trees: tuple[Tree, ...]


@lru_cache(maxsize=2)
def load_pair_model(embedded: bool) -> PairModel:
    """The model shipped with the package: with or without the features that need an Embedder."""
    name = "pairs.json" if embedded else "pairs_plain.json"
    return from_json(json.loads((files("summarize") / "weights/cluster" / name).read_text("utf-8")))


def from_json(record: Mapping[str, Any]) -> PairModel:
    """The model a JSON record describes.

    Raises:
        ValueError: its features are not those of this version.
    """
    if record["features"] != list(FEATURES):
        raise ValueError(f"the pair model was trained on other features: {record['features']}; train it again")
    return PairModel(
        start=float(record["start"]),
        threshold=float(record["threshold"]),
        trees=tuple(_tree(nodes) for nodes in record["trees"]),
    )


def _tree(nodes: Sequence[Sequence[float]]) -> Tree:
    feature, threshold, missing_left, left, right, value = zip(*nodes, strict=True)
    return Tree(
        feature=np.array(feature, dtype=np.int64),
        threshold=np.array(threshold, dtype=np.float64),
        missing_left=np.array(missing_left, dtype=np.bool_),
        left=np.array(left, dtype=np.int64),
        right=np.array(right, dtype=np.int64),
        value=np.array(value, dtype=np.float64),
    )


def base(model: PairModel) -> float:
    """The log-odds of a pair before anything is known of it: what the contributions are added to."""
    return model.start + sum(float(tree.value[0]) for tree in model.trees)


def log_odds(model: PairModel, features: Floats) -> Floats:
    """The log-odds of each pair, rounded to 6 places, float64, shape (m,)."""
    total = np.full(len(features), model.start)
    for tree in model.trees:
        for nodes in _walk(tree, features):
            last = nodes
        total += tree.value[last]
    return np.round(total, 6)


def contributions(model: PairModel, features: Floats) -> Floats:
    """How much each feature moved the log-odds of each pair, float64, shape (m, len(FEATURES))."""
    parts = np.zeros((len(features), len(FEATURES)))
    every = np.arange(len(features))
    for tree in model.trees:
        before: NDArray[np.int64] | None = None
        for nodes in _walk(tree, features):
            if before is not None:
                moved = nodes != before
                asked = tree.feature[before][moved]
                parts[every[moved], asked] += (tree.value[nodes] - tree.value[before])[moved]
            before = nodes
    return parts


def _walk(tree: Tree, features: Floats) -> list[NDArray[np.int64]]:
    """The node of each pair, step by step, from the root until all stand on leaves."""
    nodes = np.zeros(len(features), dtype=np.int64)
    steps = [nodes]
    every = np.arange(len(features))
    while True:
        asked = tree.feature[nodes]
        inner = asked != LEAF
        if not inner.any():
            return steps
        values = features[every, np.maximum(asked, 0)]
        missing = np.isnan(values)
        go_left = np.where(missing, tree.missing_left[nodes], values <= tree.threshold[nodes])
        nodes = np.where(inner, np.where(go_left, tree.left[nodes], tree.right[nodes]), nodes)
        steps.append(nodes)
