"""Train the *same event?* model on the labelled event sets and write it to ``summarize/weights/cluster/``.

::

    python -m summarize.training.cluster --data DIR [--cache DIR]

A pair is two articles of one set that ``events/candidates`` would compare. Boosted trees with monotone constraints
(more in common never lowers the score, a clash never raises it), exported as plain numbers. The threshold of the
clustering is chosen by cross-validation over the folds of ``event_sets``, for the best mean B-cubed F1.
"""

from __future__ import annotations

import argparse
import json
import os
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from summarize.events.candidates import find_candidates
from summarize.events.features import EMBEDDED, FEATURES, Floats, Pairs, Views, make_views
from summarize.events.features import pair_features as features_of
from summarize.events.linkage import Bar, link
from summarize.events.pair_model import LEAF, PairModel, from_json, log_odds
from summarize.events.vectors import bag_of
from summarize.settings import ClusterSettings
from summarize.training.event_sets import FILES, FOLDS, EventSet, load_set

WEIGHTS = Path(__file__).parent.parent / "weights" / "cluster"
TIMED = (
    *("meeting day gap", "publication gap", "meeting and publication", "story day gap", "days named"),
    *("weekday clash", "story weekday clash", "weekdays"),
)
HIDDEN_SHARE = 0.5  # of the pairs, shown once more as if one article were undated: a fifth of real ones are
DAY_CLASH = -4.0  # log-odds, set by hand: the sets hold too few pairs with both days known; checked by the events run
WEEKDAY_CLASH = -1.5  # likewise
PLACE_CLASH = -2.5  # likewise; -2.5 against -1.5 costs no set more than .003 of F1
SEED = 20
NO_WINDOW = 1e6  # days: in training also pairs far apart are shown, so that the gap speaks for itself
STRANGERS = 4  # random pairs per article
WRONG_DATE_DAYS = 20  # articles of one event so far apart carry the day they were collected, not published
SET_WEIGHT = {"meetings_dev": 3.0, "ecbplus": 1.5, "neus_trainval": 0.5}  # recurring meetings are the job
# Above the threshold with the best F1: a wrong join spoils a brief, a missed one only doubles it.
# Cross-validated: ECB+ F1 .949 -> .919, precision .961 -> .982; meetings_dev .819 -> .793, .864 -> .890.
CAUTION = 1.0
THRESHOLDS = [round(-2.0 + 0.25 * step, 2) for step in range(15)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairing:
    """The candidate pairs of one set with their features and labels."""

    name: str
    pairs: Pairs
    features: Floats
    same: NDArray[np.bool_]
    fold: NDArray[np.int64]  # of a pair: its articles' fold; FOLDS where they differ
    events: tuple[str, ...]
    item_folds: tuple[int, ...]
    keys: tuple[str, ...]


def pairing(data: EventSet, settings: ClusterSettings) -> Pairing:
    """The pairs a run on this set would compare."""
    views: Views = make_views(
        data.readings, data.particulars, [bag_of(one) for one in data.readings], data.opening, data.heads
    )
    pairs = _with_strangers(find_candidates(views, replace(settings, window_days=NO_WINDOW)), len(data.readings))
    one, other = pairs[:, 0], pairs[:, 1]
    folds, events = np.array(data.folds), np.array(data.events)
    return Pairing(
        name=data.name,
        pairs=pairs,
        features=features_of(views, pairs),
        same=events[one] == events[other],
        fold=np.where(folds[one] == folds[other], folds[one], FOLDS),
        events=data.events,
        item_folds=data.folds,
        keys=tuple(f"{reading.article.sha256} {reading.article.id}" for reading in data.readings),
    )


def _with_strangers(pairs: Pairs, count: int) -> Pairs:
    """The pairs and some at random: a run of a few articles compares strangers too, and the model must know them."""
    drawn = np.sort(np.random.default_rng(SEED).integers(0, count, (STRANGERS * count, 2)), axis=1)
    drawn = drawn[drawn[:, 0] < drawn[:, 1]]
    result: Pairs = np.unique(np.concatenate([pairs, drawn]), axis=0)
    return result


def fit(pairings: Sequence[Pairing], without: int | None, embedded: bool) -> PairModel:
    """A model trained on all pairs but those that touch fold ``without``.

    Args:
        pairings: of every training set.
        without: the fold to leave out; None: nothing.
        embedded: whether the features of meaning may be used.
    """
    from sklearn.ensemble import HistGradientBoostingClassifier

    blocks = [_training_block(one, without) for one in pairings]
    features = np.concatenate([features for features, _, _ in blocks])
    same = np.concatenate([same for _, same, _ in blocks])
    weight = np.concatenate([weight for _, _, weight in blocks])
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


def _training_block(one: Pairing, without: int | None) -> tuple[Floats, NDArray[np.bool_], Floats]:
    """Features, labels and weights of one set; some pairs come once more with their times hidden."""
    folds = np.array(one.item_folds)
    touched = (folds[one.pairs[:, 0]] == without) | (folds[one.pairs[:, 1]] == without)
    gap = one.features[:, list(FEATURES).index("publication gap")]
    touched |= _in_digest(one) | (one.same & (gap > WRONG_DATE_DAYS))
    features, same = one.features[~touched], one.same[~touched]
    weight = np.where(same, 0.5 / max(same.sum(), 1), 0.5 / max((~same).sum(), 1)) * len(same)
    # Between balance and nature: easy strangers are many, and a wrong join costs more than a missed one.
    weight = (0.5 * weight + 0.5) * SET_WEIGHT.get(one.name, 1.0) * 10_000 / max(len(same), 1)
    chosen = np.random.default_rng(SEED).random(len(same)) < HIDDEN_SHARE
    hidden = features[chosen].copy()
    for name in TIMED:
        hidden[:, list(FEATURES).index(name)] = np.nan
    return (
        np.concatenate([features, hidden]),
        np.concatenate([same, same[chosen]]),
        np.concatenate([weight, weight[chosen] * 0.5]),
    )


def _in_digest(one: Pairing) -> NDArray[np.bool_]:
    """Which pairs touch an "event" whose articles are mostly not even candidates for each other.

    Such a gold event is a page that links to many stories (a campaign's month), and would teach that unlike is same.
    """
    sizes = Counter(one.events)
    met = Counter(one.events[at] for at in one.pairs[one.same][:, 0])
    digests = {event for event, size in sizes.items() if size > 2 and met[event] < size * (size - 1) / 4}
    inside = np.array([event in digests for event in one.events])
    result: NDArray[np.bool_] = inside[one.pairs[:, 0]] | inside[one.pairs[:, 1]]
    return result


def to_json(model: Any, threshold: float) -> dict[str, Any]:
    """A trained ``HistGradientBoostingClassifier`` as plain numbers; ``pair_model.from_json`` reads them."""
    trees = [_nodes(stage[0].nodes) for stage in model._predictors]
    return {
        "features": list(FEATURES),
        "start": round(float(np.ravel(model._baseline_prediction)[0]), 6),
        "threshold": threshold,
        "day_clash": DAY_CLASH,
        "weekday_clash": WEEKDAY_CLASH,
        "place_clash": PLACE_CLASH,
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
            round(float(node["num_threshold"]), 5),
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


def choose_threshold(
    pairings: Sequence[Pairing], odds: Sequence[Floats], settings: ClusterSettings, folds: Sequence[int]
) -> float:
    """The threshold with the best weighted mean of F1 over the articles of ``folds``, and CAUTION on top."""
    best = (-1.0, 0.0)
    for threshold in THRESHOLDS:
        total = weight = 0.0
        for one, scores in zip(pairings, odds, strict=True):
            found = clusters_of(one, scores, threshold, settings)
            inside = [at for at, fold in enumerate(one.item_folds) if fold in folds]
            share = SET_WEIGHT.get(one.name, 1.0)
            total += share * mean_f1([found[at] for at in inside], [one.events[at] for at in inside])
            weight += share
        best = max(best, (round(total / weight, 5), threshold))
    return best[1] + CAUTION


def train(
    pairings: Sequence[Pairing], settings: ClusterSettings, embedded: bool
) -> tuple[PairModel, dict[int, PairModel]]:
    """The model to ship, its threshold chosen by cross-validation; and the models that left one fold out each."""
    models = {fold: fit(pairings, fold, embedded) for fold in range(FOLDS)}
    odds = [cross_scores(one, models, embedded) for one in pairings]
    threshold = choose_threshold(pairings, odds, settings, range(FOLDS))
    return replace(fit(pairings, None, embedded), threshold=threshold), models


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
        "day_clash": model.day_clash,
        "weekday_clash": model.weekday_clash,
        "place_clash": model.place_clash,
        "trees": trees,
    }


def main(argv: Sequence[str] | None = None) -> int:
    """Train both models and write them; exit code 0."""
    parser = argparse.ArgumentParser(description="Train the same-event model.")
    parser.add_argument("--data", required=True, help="folder of the research sets")
    parser.add_argument("--cache", help="folder to keep what was read and embedded")
    options = parser.parse_args(argv)
    from summarize.models.load import load_embedder

    settings = ClusterSettings()
    cache = Path(options.cache) if options.cache else None
    embedder = load_embedder("minilm")
    pairings = [pairing(load_set(Path(options.data), name, embedder, cache), settings) for name in FILES]
    for file, embedded in (("pairs.json", True), ("pairs_plain.json", False)):
        model, _ = train(pairings, settings, embedded)
        path = WEIGHTS / file
        part = path.with_suffix(".part")
        part.write_text(json.dumps(as_record(model), separators=(",", ":")) + "\n", encoding="utf-8")
        os.replace(part, path)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
