"""Telling events apart, measured: ``python -m evaluation.run events --data DIR [--cache DIR] [--sets NAME,...]``.

Per set B-cubed, pairs, adjusted Rand index, the share of hard pairs wrongly joined and of same-event pairs joined,
each with a bootstrap interval over events, for ours and for baselines. Ours is cross-validated: pairs are scored by
models that saw no article of their fold, thresholds come from the other folds. The baselines marked "oracle" have the
best threshold on the very set they are scored on. Writes ``evaluation/results/events.json`` and ``events.md``.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from evaluation.cluster_metrics import adjusted_rand, b_cubed, b_cubed_items, pairwise
from evaluation.datasets import DATASETS, add_data_option, data_folder
from evaluation.events_run_systems import Found, baselines, tfidf
from evaluation.events_run_tables import as_markdown
from summarize import __version__
from summarize.events.describe import describe
from summarize.settings import ClusterSettings
from summarize.training import cluster as training
from summarize.training.cluster_pairs import Pairing
from summarize.training.event_sets import FILES, FOLDS, EventSet

RESULTS = Path(__file__).parent / "results"
SEED, RESAMPLES = 7, 500
HARD_DAYS = 14  # a hard pair is at most so far apart
HARD_SHARE = 0.05  # of the different-event pairs, the nearest by TF-IDF, where a set has no topics
# Its day is in doubt: the talks followed a sitting of the evening before by hours.
DOUBTFUL_DAYS = frozenset({"us_russia/2016-09-22/new_york"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One system on one set; the intervals are (low, high), 95 %."""

    system: str
    precision: float
    recall: float
    f1: float
    f1_interval: tuple[float, float]
    pair_precision: float
    pair_recall: float
    pair_f1: float
    rand: float
    hard_joined: float
    hard_interval: tuple[float, float]
    same_joined: float
    same_interval: tuple[float, float]
    clusters: int


def main(argv: Sequence[str]) -> int:
    """Measure and write the results; exit code 0."""
    options = _options(argv)
    folder = data_folder(options.data)
    embedder = None
    if not options.plain:
        from summarize.models.load import load_embedder

        embedder = load_embedder("minilm")
    cache = Path(options.cache) if options.cache else None
    sets, real, short = training.load_pairings(folder, options.sets.split(","), embedder, cache)
    settings = ClusterSettings()
    ours = {"ours, no embedder": cross_validated(real, short, settings, embedded=False)}
    if embedder is not None:
        ours = {"ours": cross_validated(real, short, settings, embedded=True)} | ours
    report = {
        "version": __version__,
        "seed": SEED,
        "resamples": RESAMPLES,
        "embedder": embedder.digest if embedder else None,
        "thresholds": {name: thresholds for name, (_, thresholds) in ours.items()},
        "sets": [_measure(one, {name: found[at] for name, (found, _) in ours.items()}) for at, one in enumerate(sets)],
    }
    for at, one in enumerate(sets):
        if one.name == "meetings_dev":
            report["days"] = {
                f"{name}, {kind}": counted
                for name, (found, _) in ours.items()
                for kind, counted in days(one, found[at], settings).items()
            }
    RESULTS.mkdir(exist_ok=True)
    text = as_markdown(report)
    (RESULTS / "events.json").write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    (RESULTS / "events.md").write_text(text, encoding="utf-8")
    print(text)
    return 0


def _options(argv: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="evaluation.run events", description="Measure the event clusterer.")
    add_data_option(parser)
    parser.add_argument("--cache", help="folder to keep what was read and embedded")
    parser.add_argument("--sets", default=",".join(FILES), help="which sets, with commas between")
    parser.add_argument("--plain", action="store_true", help="without an embedder")
    return parser.parse_args(argv)


def cross_validated(
    real: Sequence[Pairing], short: Sequence[Pairing], settings: ClusterSettings, embedded: bool
) -> tuple[list[Found], list[float]]:
    """The clusters of each set, no article scored by a model or a threshold that saw its fold; and the thresholds.

    Each set is clustered whole, once for every threshold; each article keeps its cluster under its fold's threshold,
    and what either of two folds would join with the other counts as joined (``across_folds``).
    """
    odds = training.cross_validate(real, short, embedded)
    grid = training.grid_of(real, odds, settings)
    thresholds = [
        training.choose_threshold(real, grid, [other for other in range(FOLDS) if other != fold])
        for fold in range(FOLDS)
    ]
    result = []
    for at_set, one in enumerate(real):
        kinds = sorted(set(thresholds))
        runs = [grid[value][at_set] for value in kinds]
        result.append(across_folds(runs, [kinds.index(thresholds[fold]) for fold in one.item_folds]))
    return result, thresholds


def across_folds(runs: Sequence[Found], chosen: Sequence[int]) -> Found:
    """One set of clusters from several, of which each article is held to one.

    Articles held to the same run stand together where that run joins them. Where a run joins articles held to it with
    others, the largest part of each side is joined: a wrong join shows, and no side gains a join of its own by it.

    Args:
        runs: the clusters of all articles, once for each threshold.
        chosen: for each article the number of the run it is held to.
    """
    parts = [(run, runs[run][at]) for at, run in enumerate(chosen)]
    of_run = {part: {part[0]: part} for part in parts}  # of each part those it is joined with, one for each run
    for number, run in enumerate(runs):
        for label in sorted(set(run)):
            members = [part for part, home in zip(parts, run, strict=True) if home == label]
            sides = {side for side, _ in members}
            if number not in sides:
                continue
            largest = [max(sorted({one for one in members if one[0] == side}), key=members.count) for side in sides]
            for one in largest:
                joined, other = of_run[(number, label)], of_run[one]
                if not joined.keys() & other.keys():
                    joined |= other
                    of_run |= dict.fromkeys(joined.values(), joined)
    names = sorted({min(of_run[part].values()) for part in parts})
    return [names.index(min(of_run[part].values())) for part in parts]


def _measure(one: EventSet, ours: Mapping[str, Found]) -> dict[str, Any]:
    systems: list[tuple[str, Found]] = [*ours.items(), *baselines(one)]
    hard = hard_pairs(one)
    rows = [_row(name, found, one, hard) for name, found in systems]
    return {
        "set": one.name,
        "origin": DATASETS[one.name].origin,
        "digest": one.digest,
        "articles": len(one.readings),
        "events": len(set(one.events)),
        "hard_pairs": len(hard),
        "rows": [asdict(row) for row in rows],
    }


def hard_pairs(one: EventSet) -> NDArray[np.int64]:
    """Pairs of different events that are easily taken for one, shape (m, 2): same topic or series and at most HARD_DAYS
    apart, undated ones included; without topics the HARD_SHARE of different-event pairs nearest by TF-IDF."""
    topics = np.array([topic or "" for topic in one.topics])
    events = np.array(one.events)
    left, right = np.triu_indices(len(events), 1)
    different = events[left] != events[right]
    left, right = left[different], right[different]
    if any(topics):
        days_ = np.array(
            [reading.published.day.toordinal() if reading.published else np.nan for reading in one.readings]
        )
        keep = (topics[left] == topics[right]) & ~(np.abs(days_[left] - days_[right]) > HARD_DAYS)
    else:
        near = tfidf(one)
        values = (near @ near.T).toarray()[left, right]
        keep = values >= np.quantile(values, 1 - HARD_SHARE)
    return np.stack([left[keep], right[keep]], axis=1)


def _row(name: str, found: Found, one: EventSet, hard: NDArray[np.int64]) -> Row:
    score, pairs = b_cubed(found, one.events), pairwise(found, one.events)
    clusters = np.array(found)
    joined = clusters[hard[:, 0]] == clusters[hard[:, 1]]
    same = [(at, other) for at, other in combinations(range(len(found)), 2) if one.events[at] == one.events[other]]
    met = np.array([found[at] == found[other] for at, other in same])
    items = b_cubed_items(found, one.events)
    return Row(
        system=name,
        precision=score.precision,
        recall=score.recall,
        f1=score.f1,
        f1_interval=_interval(one.events, range(len(found)), lambda picked: _f1([items[at] for at in picked])),
        pair_precision=pairs.precision,
        pair_recall=pairs.recall,
        pair_f1=pairs.f1,
        rand=adjusted_rand(found, one.events),
        hard_joined=float(joined.mean()) if len(joined) else 0.0,
        hard_interval=_interval(one.events, hard[:, 0], lambda picked: float(joined[picked].mean())),
        same_joined=float(met.mean()) if len(met) else 1.0,
        same_interval=_interval(one.events, [at for at, _ in same], lambda picked: float(met[picked].mean())),
        clusters=len(set(found)),
    )


def _f1(items: Sequence[tuple[float, float]]) -> float:
    precision, recall = (sum(values) / len(values) for values in zip(*items, strict=True))
    return 2 * precision * recall / (precision + recall)


def _interval(
    events: Sequence[str], owner: Sequence[int] | NDArray[np.int64], measure: Callable[[Any], float]
) -> tuple[float, float]:
    """The 95 % interval of a measure, gold events drawn with replacement.

    Args:
        events: gold event of each article.
        owner: for each thing measured (article, pair) the article whose event it goes with.
        measure: of the things with the numbers given.
    """
    of: dict[str, list[int]] = {}
    for number, article in enumerate(owner):
        of.setdefault(events[int(article)], []).append(number)
    groups = [np.array(numbers) for _, numbers in sorted(of.items())]
    if not groups:
        return 0.0, 0.0
    draw = np.random.default_rng(SEED)
    values = [
        measure(np.concatenate([groups[pick] for pick in draw.integers(0, len(groups), len(groups))]))
        for _ in range(RESAMPLES)
    ]
    return float(np.quantile(values, 0.025)), float(np.quantile(values, 0.975))


def days(one: EventSet, found: Found, settings: ClusterSettings) -> dict[str, dict[str, int]]:
    """Right, wrong and withheld days of the events found, counted per article against the day in its gold key."""
    counts = {"dated": dict.fromkeys(_OUTCOMES, 0), "undated": dict.fromkeys(_OUTCOMES, 0)}
    for cluster in sorted(set(found)):
        members = [at for at, home in enumerate(found) if home == cluster]
        event = describe([one.readings[at] for at in members], [one.particulars[at] for at in members], settings)
        for at in members:
            gold = gold_day(one.events[at])
            if gold is None or one.events[at] in DOUBTFUL_DAYS:
                continue
            outcome = "withheld" if event.day is None else "right" if event.day == gold else "wrong"
            counts["dated" if one.readings[at].published else "undated"][outcome] += 1
    return counts


_OUTCOMES = ("right", "wrong", "withheld")


def gold_day(event: str) -> date | None:
    """The day in the key of a meeting; None for news without a meeting, whose key holds an "x" before the day."""
    part = event.split("/")[1]
    return None if part.startswith("x") else date.fromisoformat(part)
