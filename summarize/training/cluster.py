"""Train the *same event?* model on the labelled event sets and write it to ``summarize/weights/cluster/``.

::

    python -m summarize.training.cluster --data DIR [--cache DIR] [--out DIR]

A pair is two articles of one set that ``events/candidates`` would compare, or one made from such a pair
(``training/cluster_pairs.py``). Boosted trees with monotone constraints (more in common never lowers the score, a
clash never raises it), exported as plain numbers. The threshold of the clustering is chosen by cross-validation over
the folds of ``event_sets``, for the best mean B-cubed F1.
"""

from __future__ import annotations

import argparse
import json
import os
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from summarize.events.features import EMBEDDED, FEATURES, Floats
from summarize.events.linkage import Bar, link
from summarize.events.pair_model import LEAF, PairModel, from_json, log_odds
from summarize.models import Embedder
from summarize.settings import ClusterSettings
from summarize.training.cluster_pairs import SEED, SET_WEIGHT, SHORT_WEIGHT, Pairing, concatenated, pairing, shortened
from summarize.training.event_sets import FILES, FOLDS, EventSet, code_digest, kept, load_set

WEIGHTS = Path(__file__).parent.parent / "weights" / "cluster"
# What the threshold may cost before it is counted against it: the share of hard pairs (two events of one series or
# topic, at most HARD_DAYS apart or undated) taken for one, of those compared: 3 % of them are 2 % of all. A wrong join
# spoils a brief, a missed one only doubles it.
MOST_HARD = {"meetings_dev": 0.03, "ecbplus": 0.04}
# A point of hard pairs above that costs as much as this many points of F1. As a wall instead of a price the limit moved
# the threshold of some folds by half a unit, for one topic more or less among those it was counted on.
HARD_COST = 2.0
HARD_DAYS = 14
HUGE = 1e9  # JSON has no infinity
THRESHOLDS = [-2.5 + 0.5 * step for step in range(8)]  # finer steps follow the chance of the folds


def fit(pairings: Sequence[Pairing], without: int | None, embedded: bool) -> PairModel:
    """A model trained on all pairs but those that touch fold ``without``.

    Args:
        pairings: of every training set.
        without: the fold to leave out; None: nothing.
        embedded: whether the features of meaning may be used.
    """
    from sklearn.ensemble import HistGradientBoostingClassifier

    features, same, weight = concatenated(pairings, without)
    if not embedded:
        features = without_meaning(features)
    features[:, np.isnan(features).all(axis=0)] = 0.0  # a column nobody knows cannot be binned; it is never asked about
    model = HistGradientBoostingClassifier(
        max_iter=100,
        learning_rate=0.1,
        max_leaf_nodes=10,
        min_samples_leaf=30,
        l2_regularization=2.0,
        monotonic_cst=list(FEATURES.values()),
        random_state=SEED,
        early_stopping=False,
    )
    model.fit(features, same, sample_weight=weight)
    return from_json(to_json(model, threshold=0.0))


def without_meaning(features: Floats) -> Floats:
    """The features with those of meaning as unknown."""
    result = features.copy()
    for name in EMBEDDED:
        result[:, list(FEATURES).index(name)] = np.nan
    return result


def to_json(model: Any, threshold: float) -> dict[str, Any]:
    """A trained ``HistGradientBoostingClassifier`` as plain numbers; ``pair_model.from_json`` reads them."""
    trees = [_nodes(stage[0].nodes) for stage in model._predictors]
    return {
        "features": list(FEATURES),
        "start": round(float(np.ravel(model._baseline_prediction)[0]), 6),
        "threshold": threshold,
        "trees": trees,
    }


def _nodes(nodes: Any) -> list[list[float]]:
    """A row per node: feature, threshold, missing goes left, left, right, value (of an inner node, from its leaves)."""
    values = [float(node["value"]) for node in nodes]
    for at in reversed(range(len(nodes))):  # children stand behind their parents
        node = nodes[at]
        if not node["is_leaf"]:
            left, right = int(node["left"]), int(node["right"])
            counts = int(nodes[left]["count"]), int(nodes[right]["count"])
            values[at] = (values[left] * counts[0] + values[right] * counts[1]) / max(sum(counts), 1)
    return [
        [LEAF, 0.0, 0, 0, 0, round(values[at], 5)]
        if node["is_leaf"]
        else [
            int(node["feature_idx"]),
            round(min(float(node["num_threshold"]), HUGE), 5),  # infinite where only NaN goes the other way
            int(node["missing_go_to_left"]),
            int(node["left"]),
            int(node["right"]),
            round(values[at], 5),
        ]
        for at, node in enumerate(nodes)
    ]


def cross_scores(one: Pairing, models: Mapping[int, PairModel], embedded: bool) -> Floats:
    """The log-odds of each pair by a model that saw no pair of the fold of its articles.

    A pair across two folds is scored by the model that left out the fold of its first article: it is new to both.
    """
    features = one.features if embedded else without_meaning(one.features)
    left_out = np.array(one.item_folds)[one.pairs[:, 0]]
    odds = np.zeros(len(one.pairs))
    for fold, model in models.items():
        here = left_out == fold
        odds[here] = log_odds(model, features[here])
    return odds


def clusters_of(one: Pairing, odds: Floats, threshold: float, settings: ClusterSettings) -> list[int]:
    """The cluster of each article, from the log-odds of the pairs."""
    scores = {(int(a), int(b)): float(value) for (a, b), value in zip(one.pairs, odds, strict=True)}
    home = [0] * len(one.keys)
    bar = Bar(threshold=threshold, grown=settings.grown_log_odds, missing=settings.missing_log_odds)
    for number, items in enumerate(link(one.keys, scores, bar)):
        for item in items:
            home[item] = number
    return home


def mean_f1(found: Sequence[int], gold: Sequence[str]) -> float:
    """B-cubed F1, as in ``evaluation/cluster_metrics.py``, which is tested; here it only chooses the threshold."""
    both, put, belong = Counter(zip(found, gold, strict=True)), Counter(found), Counter(gold)
    precision = sum(n * n / put[f] for (f, _), n in both.items()) / len(gold)
    recall = sum(n * n / belong[g] for (_, g), n in both.items()) / len(gold)
    return 2 * precision * recall / (precision + recall)


Grid = Mapping[float, Sequence[list[int]]]  # for each threshold the clusters of each set


def grid_of(pairings: Sequence[Pairing], odds: Sequence[Floats], settings: ClusterSettings) -> Grid:
    """The clusters of every set at every threshold tried."""
    both = list(zip(pairings, odds, strict=True))
    return {
        threshold: [clusters_of(one, scores, threshold, settings) for one, scores in both] for threshold in THRESHOLDS
    }


def choose_threshold(pairings: Sequence[Pairing], grid: Grid, folds: Sequence[int]) -> float:
    """The threshold with the best weighted mean of F1 over the articles of ``folds``, less what the hard pairs it
    joins beyond MOST_HARD cost."""
    best = (-HUGE, 0.0)
    for threshold, found in grid.items():
        total = weight = cost = 0.0
        for one, homes in zip(pairings, found, strict=True):
            inside = [at for at, fold in enumerate(one.item_folds) if fold in folds]
            share = SET_WEIGHT.get(one.name, 1.0)
            total += share * mean_f1([homes[at] for at in inside], [one.events[at] for at in inside])
            weight += share
            cost += HARD_COST * max(hard_joined(one, homes, folds) - MOST_HARD.get(one.name, 1.0), 0.0)
        best = max(best, (round(total / weight - cost, 5), threshold))
    return best[1]


def hard_joined(one: Pairing, homes: Sequence[int], folds: Sequence[int]) -> float:
    """The share of the compared hard pairs within ``folds`` that are in one cluster."""
    far = one.features[:, list(FEATURES).index("publication gap")] > HARD_DAYS
    inside = one.hard & ~far & np.isin(np.array(one.item_folds)[one.pairs[:, 0]], folds)
    home = np.array(homes)[one.pairs[inside]]
    return float((home[:, 0] == home[:, 1]).mean()) if len(home) else 0.0


def cross_validate(real: Sequence[Pairing], short: Sequence[Pairing], embedded: bool) -> list[Floats]:
    """The log-odds of the real pairs of each set, by models that saw no article of their fold."""
    models = {fold: fit([*real, *short], fold, embedded) for fold in range(FOLDS)}
    return [cross_scores(one, models, embedded) for one in real]


def train(real: Sequence[Pairing], short: Sequence[Pairing], settings: ClusterSettings, embedded: bool) -> PairModel:
    """The model to ship, its threshold chosen by cross-validation."""
    odds = cross_validate(real, short, embedded)
    threshold = choose_threshold(real, grid_of(real, odds, settings), range(FOLDS))
    return replace(fit([*real, *short], None, embedded), threshold=threshold)


def as_record(model: PairModel) -> dict[str, Any]:
    """The model as the JSON record that ``pair_model.from_json`` reads."""
    trees = [
        [
            [int(f), float(t), int(m), int(lo), int(r), float(v)]
            for f, t, m, lo, r, v in zip(
                tree.feature, tree.threshold, tree.missing_left, tree.left, tree.right, tree.value, strict=True
            )
        ]
        for tree in model.trees
    ]
    return {
        "features": list(FEATURES),
        "start": model.start,
        "threshold": model.threshold,
        "trees": trees,
    }


def load_pairings(
    data: Path, names: Sequence[str], embedder: Embedder | None, cache: Path | None
) -> tuple[list[EventSet], list[Pairing], list[Pairing]]:
    """The sets, their real pairs, and the pairs of the shortened sets, which are for training only."""
    settings = ClusterSettings()
    sets = [load_set(data, name, embedder, cache) for name in names]
    short = [kept(cache, _short_key(one, embedder), partial(shortened, one, embedder, settings)) for one in sets]
    return (
        sets,
        [pairing(one, settings) for one in sets],
        [pairing(one, settings, SHORT_WEIGHT) for one in short],
    )


def _short_key(one: EventSet, embedder: Embedder | None) -> str:
    digest = embedder.digest[:12] if embedder else "plain"
    return f"{one.name}-short-{len(one.readings)}-{one.digest[:12]}-{digest}-{code_digest('articles', 'events')}"


def main(argv: Sequence[str] | None = None) -> int:
    """Train both models and write them; exit code 0."""
    parser = argparse.ArgumentParser(description="Train the same-event model.")
    parser.add_argument("--data", required=True, help="folder of the research sets")
    parser.add_argument("--cache", help="folder to keep what was read and embedded")
    parser.add_argument("--out", default=str(WEIGHTS), help="folder to write pairs.json and pairs_plain.json to")
    options = parser.parse_args(argv)
    from summarize.models.load import load_embedder

    cache = Path(options.cache) if options.cache else None
    out = Path(options.out)
    out.mkdir(parents=True, exist_ok=True)
    sets, real, short = load_pairings(Path(options.data), list(FILES), load_embedder("minilm"), cache)
    made_from = {one.name: {"articles": len(one.readings), "sha256": one.digest} for one in sets}
    for file, embedded in (("pairs.json", True), ("pairs_plain.json", False)):
        model = train(real, short, ClusterSettings(), embedded)
        record = {**as_record(model), "made_from": made_from, "seed": SEED, "read_by": code_digest("articles")}
        part = out / f"{file}.part"
        part.write_text(json.dumps(record, separators=(",", ":")) + "\n", encoding="utf-8")
        os.replace(part, out / file)
        print(f"{file}: threshold {model.threshold}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
