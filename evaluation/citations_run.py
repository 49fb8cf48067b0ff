"""Citations against human ones: ``python -m evaluation.run citations [--data DIR] [--sample N] [--save]``.

Given: the human summary's sentences are attributed by ``writing/attribute`` and compared link by link. End to end: the
sources our own brief cites against those the human summary rests on. Without a data folder the seeds' references alone.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from evaluation.briefs_run_systems import embedder_of
from evaluation.citations_run_scores import (
    Links,
    Score,
    among_gold,
    by_attribution,
    by_choice,
    by_nearest,
    end_to_end,
    given,
    readings_of,
    total,
)
from evaluation.citations_run_sets import CitedSet, load_sets
from evaluation.datasets import DATASETS, VARIABLE, add_data_option, data_folder
from evaluation.metrics import RESAMPLES, SEED
from evaluation.report import RESULTS, Kept, head, save, signature, table
from summarize import pipeline
from summarize.settings import Settings
from summarize.training.kept_embedder import KeptEmbedder

WAYS = (
    "attribution",  # as the brief has it: a sentence that is not held well enough is not printed
    "choice",  # what would be cited all the same
    "choice, units as sentences",
    "choice among the human links alone",
    "nearest sentence",
)


def main(argv: Sequence[str]) -> int:
    """Measure and print; exit code 0."""
    options = _options(argv)
    folder = data_folder(options.data) if options.data or os.environ.get(VARIABLE) else None
    embedder = embedder_of(options.embedder)
    kept = Kept(Path(options.cache) if options.cache else None, "citations")
    sets = load_sets(folder, options.sample)
    measured = []
    for one in sets:
        print(f"{one.name}, {one.unit}s: {len(one.topics)} topics", file=sys.stderr)
        measured.append((one, measure(one, embedder, kept, options.briefs)))
    made_with = signature(
        sets={one.name: one.digest for one in sets},
        sample=options.sample,
        briefs=options.briefs,
        embedder=f"{embedder.name} sha256:{embedder.digest}" if embedder else "none",
        seed=SEED,
        resamples=RESAMPLES,
    )
    command = "python -m evaluation.run citations" + (" --data DIR" if folder else "")
    command += f" --sample {options.sample}" if options.sample else ""
    command += f" --embedder {options.embedder}" if options.embedder != "minilm" else ""
    command += f" --briefs {options.briefs}" if options.briefs is not None else ""
    command += " --save" if options.save else ""
    text = as_report(measured, head("Citations against human ones", command, made_with))
    print(text)
    if options.save:
        save(RESULTS, "citations", text, _as_data(measured, made_with, command))
    return 0


def _options(argv: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m evaluation.run citations", description=__doc__.split("\n")[0])
    add_data_option(parser)
    parser.add_argument("--sample", type=int, metavar="N", help="N topics of each research set")
    parser.add_argument("--briefs", type=int, metavar="N", help="end to end on N topics of each set only")
    parser.add_argument("--embedder", default="minilm", help='as of the package, or "none"')
    parser.add_argument("--cache", metavar="DIR", help="keep what our briefs cite")
    parser.add_argument("--save", action="store_true", help="write the results to evaluation/results/")
    return parser.parse_args(argv)


def measure(one: CitedSet, embedder: Any, kept: Kept, briefs: int | None = None) -> dict[str, Score]:
    """The scores of a set, by way of citing."""
    remembering = KeptEmbedder(embedder) if embedder else None
    choice = by_choice(remembering)
    links: dict[str, list[Links]] = {way: [] for way in (*WAYS, "end to end, our brief")}
    models = pipeline.Models(embedder=embedder)
    made_with = ", ".join(f"{name} {value}" for name, value in pipeline.made_with(models))
    for number, topic in enumerate(one.topics):
        readings = readings_of(topic)
        links[WAYS[0]] += given(topic, readings, by_attribution(remembering))
        links[WAYS[1]] += given(topic, readings, choice)
        if one.own_split:
            links[WAYS[2]] += given(topic, readings_of(topic, units_as_sentences=True), choice)
        links[WAYS[3]] += among_gold(topic, readings, choice)
        links[WAYS[4]] += given(topic, readings, by_nearest)
        if briefs is None or number < briefs:
            links["end to end, our brief"].append(end_to_end(topic, models, made_with, kept))
    return {way: total(found) for way, found in links.items() if found}


def as_report(measured: Sequence[tuple[CitedSet, dict[str, Score]]], title: str) -> str:
    """The scores as tables."""
    blocks = [title, ABOUT]
    for one, scores in measured:
        origin = DATASETS[one.name].origin if one.name in DATASETS else "this project"
        blocks.append(f"## {one.name}, by {one.unit}")
        blocks.append(f"{origin}; {len(one.topics)} topics; {one.note}.")
        rows = [
            [
                way,
                *(f"{value:.3f}" for value in (score.precision, score.recall)),
                f"{score.f1:.3f} ({score.interval[0]:.3f}–{score.interval[1]:.3f})",
                *map(str, (score.sentences, score.uncited, score.extra, score.missed, score.needless, score.unsure)),
            ]
            for way, score in scores.items()
        ]
        blocks.append(table(COLUMNS, rows))
    return "\n\n".join(blocks)


COLUMNS = ("way", "P", "R", "F1", "sentences", "uncited", "extra", "missed", "needless", "unsure")
ABOUT = (
    "Links counted over all sentences; 95 % interval of F1 over topics. *attribution*: as a brief has it, nothing"
    " for a sentence that its sources do not hold well enough; *choice*: what would be cited all the same; *among"
    " the human links alone*: when it may choose only among those, the ceiling of a minimal choice. *uncited*: "
    "sentences left without a citation. *extra*, *missed*: links too many, too few. *needless*: missed, but all "
    "that the sentence shares with the unit is held by what is cited: promise 3 (taking a citation away must lose"
    " something) forbids it. *unsure*: cited sentences that fall on no unit, or on several, because ours are cut "
    "otherwise. End to end counts a whole brief as one sentence; it has as many sentences as the human summary. "
    f"At most {Settings().plan.max_citations} citations a sentence."
)


def _as_data(
    measured: Sequence[tuple[CitedSet, dict[str, Score]]], made_with: dict[str, Any], command: str
) -> dict[str, Any]:
    sets = [
        {
            "set": one.name,
            "unit": one.unit,
            "note": one.note,
            "topics": len(one.topics),
            "scores": {way: asdict(score) for way, score in scores.items()},
        }
        for one, scores in measured
    ]
    return {"signature": made_with, "command": command, "sets": sets}
