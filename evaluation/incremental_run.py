"""Events one article at a time beside all at once: ``python -m evaluation.run incremental --data DIR [--sample N]``.

The articles of each labelled set are added to a state in the order they were published, undated ones at seeded random
places; then the B-cubed scores of what the state ends with, of a run over all articles, and their difference. Both use
the shipped model, which has seen the sets: the difference is what is measured. ``--growth`` measures what an article
costs in states of several sizes. Writes ``evaluation/results/incremental.json`` and ``incremental.md``.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from evaluation.cluster_metrics import b_cubed
from evaluation.datasets import DATASETS, add_data_option, data_folder
from summarize import __version__
from summarize.events.cluster import cluster
from summarize.events.incremental import take
from summarize.events.pair_model import load_pair_model
from summarize.events.state import State, Work
from summarize.events.vectors import headline_of, lead_of
from summarize.models import Embedder
from summarize.scale.clusters import keep_of, state_rows
from summarize.settings import Settings
from summarize.training.event_sets import FILES, EventSet, load_set

RESULTS = Path(__file__).parent / "results"
SEED = 7
MOST_APART = 0.01  # the promise of the issue


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One set, or a sample of it."""

    set: str
    digest: str
    articles: int
    events: int  # gold
    batch: float  # B-cubed F1 of a run over all articles
    incremental: float
    agreement: float  # B-cubed F1 of the one against the other
    clusters: tuple[int, int]  # of the batch, and at the end of the state
    told: dict[str, int]  # changes by kind


class Looked:
    """An Embedder that knows the vectors of a set already."""

    def __init__(self, one: EventSet, embedder: Embedder) -> None:
        self.name, self.digest = embedder.name, embedder.digest
        self._known: dict[str, Any] = {}
        if one.opening is not None and one.heads is not None:
            for reading, opening, head in zip(one.readings, one.opening, one.heads, strict=True):
                self._known |= {lead_of(reading): opening, headline_of(reading): head}

    def embed(self, texts: Sequence[str]) -> Any:
        import numpy as np

        return np.stack([self._known[text] for text in texts])


def main(argv: Sequence[str]) -> int:
    """Measure and write the results; exit code 1 where a set ends further apart than promised."""
    options = _options(argv)
    report: dict[str, Any] = {"version": __version__, "seed": SEED, "sample": options.sample, "sets": []}
    if options.sets:
        from summarize.models.load import load_embedder

        embedder = load_embedder("minilm")
        report["embedder"] = embedder.digest
        cache = Path(options.cache) if options.cache else None
        for name in options.sets.split(","):
            row = measure(load_set(data_folder(options.data), name, embedder, cache), embedder, options.sample)
            report["sets"].append(asdict(row))
            print(_line(asdict(row)), flush=True)
    if options.growth:
        from evaluation.incremental_growth import growth

        base = load_set(data_folder(options.data), "meetings_dev", None, Path(options.cache) if options.cache else None)
        report["growth"] = growth(base, [int(size) for size in options.growth.split(",")])
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "incremental.json").write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    (RESULTS / "incremental.md").write_text(as_markdown(report), encoding="utf-8")
    print(as_markdown(report))
    return int(any(abs(row["incremental"] - row["batch"]) > MOST_APART for row in report["sets"]))


def _options(argv: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="evaluation.run incremental", description="Measure events that grow.")
    add_data_option(parser)
    parser.add_argument("--cache", help="folder to keep what was read and embedded")
    parser.add_argument("--sets", default=",".join(FILES), help="which sets, with commas between; empty: none")
    parser.add_argument("--sample", type=int, default=0, help="about so many articles of each set, in whole events")
    parser.add_argument("--growth", default="", help="sizes of states, with commas between: cost of an article in each")
    return parser.parse_args(argv)


def measure(one: EventSet, embedder: Embedder, sample: int) -> Row:
    """One set, added article by article."""
    picked = sampled(one, sample)
    settings = Settings()
    known = Looked(one, embedder)
    readings = [one.readings[at] for at in picked]
    gold = [one.events[at] for at in picked]
    found = cluster(readings, [one.particulars[at] for at in picked], known, settings.cluster)
    home = {article: event.id for event in found.events for article in event.articles}
    model = load_pair_model(True)
    state, told = State(), Counter[str]()
    for at in arrival(one, picked):
        opening, head = known.embed([lead_of(one.readings[at]), headline_of(one.readings[at])])
        work = Work(state, settings.cluster.window_days)
        kept = keep_of(one.readings[at], one.particulars[at], (opening, head))
        told.update(change.kind.value for change in take(work, kept, model, settings))
        state = work.done()
    ends = {row["article"]: row["event"] for row in state_rows(state)}
    batch, grown = ([where[one_.article.id] for one_ in readings] for where in (home, ends))
    return Row(
        set=one.name,
        digest=one.digest,
        articles=len(picked),
        events=len(set(gold)),
        batch=b_cubed(batch, gold).f1,
        incremental=b_cubed(grown, gold).f1,
        agreement=b_cubed(grown, batch).f1,
        clusters=(len(set(batch)), len(set(grown))),
        told=dict(sorted(told.items())),
    )


def sampled(one: EventSet, count: int) -> list[int]:
    """All articles, or those of the events whose digests come first, until there are so many."""
    if not count:
        return list(range(len(one.events)))
    chosen: set[str] = set()
    for event in sorted(set(one.events), key=lambda event: hashlib.sha256(event.encode()).hexdigest()):
        if sum(each in chosen for each in one.events) >= count:
            break
        chosen.add(event)
    return [at for at, event in enumerate(one.events) if event in chosen]


def arrival(one: EventSet, picked: Sequence[int]) -> list[int]:
    """The articles as they were published, undated ones at seeded random places."""
    dates = {at: published.day for at in picked if (published := one.readings[at].published)}
    order = sorted(dates, key=lambda at: (dates[at], one.readings[at].article.id))
    chance = random.Random(SEED)
    for at in picked:
        if at not in dates:
            order.insert(chance.randrange(len(order) + 1), at)
    return order


COLUMNS = (
    *("set", "articles", "events", "all at once", "one at a time", "difference", "agreement of both", "clusters"),
    "told",
)


def as_markdown(report: dict[str, Any]) -> str:
    """The report as tables."""
    lines = [
        "# Events one article at a time",
        "",
        f"summarize {report['version']}, seed {report['seed']}. `python -m evaluation.run incremental`. Articles in "
        "the order of publication, undated ones at random places; B³ F1 of the state's events at the end, beside a run "
        "over all articles with the same shipped model (which has seen these sets).",
        "",
    ]
    if report["sets"]:
        lines += [
            f"| {' | '.join(COLUMNS)} |",
            f"|{' --- |' * len(COLUMNS)}",
            *map(_line, report["sets"]),
            "",
        ]
        lines += [
            f"{row['set']}: {DATASETS[row['set']].origin}; sha256 {row['digest'][:12]}  " for row in report["sets"]
        ]
        if report["sample"]:
            lines += ["", f"Samples: the events whose digests come first, up to {report['sample']} articles of a set."]
    if report.get("growth"):
        from evaluation.incremental_growth import growth_lines

        lines += growth_lines(report["growth"])
    if report.get("note"):
        lines += ["", report["note"]]
    return "\n".join(lines) + "\n"


def _line(row: dict[str, Any]) -> str:
    told = ", ".join(f"{count} {kind}" for kind, count in row["told"].items())
    apart = row["incremental"] - row["batch"]
    return (
        f"| {row['set']} | {row['articles']} | {row['events']} | {row['batch']:.4f} | {row['incremental']:.4f} | "
        f"{apart:+.4f} | {row['agreement']:.4f} | {row['clusters'][0]} / {row['clusters'][1]} | {told} |"
    )
