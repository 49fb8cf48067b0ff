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
from itertools import pairwise
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
    answers = _answers(features)
    for tree in model.trees:
        total += tree.value[_walk(tree, answers)[-1]]
    return np.round(total, 6)


def contributions(model: PairModel, features: Floats) -> Floats:
    """How much each feature moved the log-odds of each pair, float64, shape (m, len(FEATURES))."""
    parts = np.zeros((len(features), len(FEATURES)))
    answers = _answers(features)
    for tree in model.trees:
        for before, nodes in pairwise(_walk(tree, answers)):
            moved = np.flatnonzero(nodes != before)
            came, went = before[moved], nodes[moved]
            parts[moved, tree.feature[came]] += tree.value[went] - tree.value[came]
    return parts


def _answers(features: Floats) -> Floats:
    """The features twice, the second time with what sends NaN to the left: float64, shape (m, 2 * len(FEATURES))."""
    return np.concatenate([features, np.where(np.isnan(features), -np.inf, features)], axis=1)


def _walk(tree: Tree, answers: Floats) -> list[NDArray[np.int64]]:
    """The node of each pair, step by step, from the root until all stand on leaves."""
    count, width = answers.shape
    # A leaf leads to itself, so that no step has to tell it from an inner node.
    leaf, own = tree.feature == LEAF, np.arange(len(tree.feature))
    asked = np.where(leaf, 0, tree.feature + tree.missing_left * len(FEATURES))
    child = np.stack([np.where(leaf, own, tree.right), np.where(leaf, own, tree.left)], axis=1).ravel()
    flat, row = answers.ravel(), np.arange(count) * width
    steps = [np.zeros(count, dtype=np.int64)]
    while not leaf[steps[-1]].all():
        nodes = steps[-1]
        steps.append(child[2 * nodes + (flat[row + asked[nodes]] <= tree.threshold[nodes])])
    return steps
