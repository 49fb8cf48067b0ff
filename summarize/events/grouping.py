"""From the views of a run to its clusters: candidates, their scores, average linkage, and which decisions to tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from summarize.events.candidates import find_candidates
from summarize.events.features import Floats, Pairs, Views, pair_features
from summarize.events.linkage import Bar, link_pairs
from summarize.events.pair_model import PairModel, log_odds
from summarize.settings import ClusterSettings

_SCORED = 16_384  # pairs scored at once: what fits into a processor's cache
_NEAR = 3.0  # log-odds below the threshold at which a pair that stayed apart is still worth telling


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouping:
    """The clusters of a run, and the pairs whose decision is worth telling."""

    clusters: list[list[int]]
    pairs: Pairs  # told
    features: Floats  # of the told pairs
    odds: Floats  # likewise
    compared: int  # pairs in all


def group(views: Views, model: PairModel, settings: ClusterSettings) -> Grouping:
    """The clusters of articles that stand in an order of their own: ties are broken by their numbers."""
    pairs, crowded = find_candidates(views, settings)
    odds = score_pairs(views, pairs, model)
    keys = [f"{place:08d}" for place in range(len(views.published))]
    bar = Bar(threshold=model.threshold, grown=settings.grown_log_odds, missing=settings.missing_log_odds)
    clusters = link_pairs(keys, pairs, odds, bar, crowded)
    told = _worth_telling(pairs, odds, clusters, model.threshold, settings)
    return Grouping(
        clusters=clusters,
        pairs=pairs[told],
        features=pair_features(views, pairs[told]),
        odds=odds[told],
        compared=len(pairs),
    )


def score_pairs(views: Views, pairs: Pairs, model: PairModel) -> Floats:
    """The log-odds of each pair, some thousand at a time: the features of millions would fill the memory."""
    parts = [
        log_odds(model, pair_features(views, pairs[start : start + _SCORED])) for start in range(0, len(pairs), _SCORED)
    ]
    return np.concatenate(parts) if parts else np.zeros(0)


def _worth_telling(
    pairs: Pairs, odds: Floats, clusters: Sequence[Sequence[int]], threshold: float, settings: ClusterSettings
) -> list[int]:
    """The pairs that were joined or came near it: of each article the surest ones."""
    home = np.zeros(sum(map(len, clusters)), dtype=np.int64)
    for place, items in enumerate(clusters):
        home[items] = place
    most = max(1, min(settings.told_pairs, settings.told_in_all // max(len(home), 1)))
    near = np.flatnonzero((home[pairs[:, 0]] == home[pairs[:, 1]]) | (odds > threshold - _NEAR))
    told: dict[int, int] = {}
    rows = []
    for row in near[np.argsort(-odds[near], kind="stable")].tolist():
        one, other = pairs[row].tolist()
        if min(told.get(one, 0), told.get(other, 0)) < most:
            rows.append(row)
            told[one], told[other] = told.get(one, 0) + 1, told.get(other, 0) + 1
    return sorted(rows)
