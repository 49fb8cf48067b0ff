"""How good the briefs are: ``python -m evaluation.run briefs [--data DIR] [--set val,val_full,test] [--systems ...]``.

Every system gets the same documents: LEAD, first sentences, random, a greedy oracle, sumy's five, ours, any
``--writer``, and on NeuS test the published outputs scored by the same code. Without a data folder the set is "seeds",
the committed corpus; ``--clusters my.jsonl`` takes anyone's own. ``--choose`` scores budgets of words on val, where
they are chosen; ``--speed`` times the systems. Tables go to stdout, with ``--save`` to ``evaluation/results/`` too.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import fmean

from evaluation.briefs_run_scores import Result, losses, result, score, score_rouge
from evaluation.briefs_run_sets import SETS, BriefSet, load_own, load_set
from evaluation.briefs_run_speed import speed
from evaluation.briefs_run_systems import (
    BASELINES,
    PUBLISHED,
    SENTENCES,
    System,
    Told,
    budget_of,
    embedder_of,
    make_systems,
    outputs,
    published,
    remembering,
)
from evaluation.briefs_run_tables import as_data, as_report, choice_table
from evaluation.datasets import VARIABLE, add_data_option, data_folder, digest
from evaluation.metrics import RESAMPLES, SEED, SHUFFLES
from evaluation.report import RESULTS, Kept, save, signature
from summarize.errors import UsageError
from summarize.models.load import EXTRACTIVE, FUSION
from summarize.training.kept_embedder import KeptEmbedder

GRID = "40,50,60,70,80,90,100,110"  # budgets tried on val
ANY_LENGTH = "oracle, any length"


def main(argv: Sequence[str]) -> int:
    """Measure and print; exit code 0, or 1 where some of the user's own lines could not be used."""
    options = _options(argv)
    folder = data_folder(options.data) if _needs_data(options) else None
    cache = Path(options.cache) if options.cache else None
    names = [*options.systems.split(","), *([options.writer] if options.writer else [])]
    systems, skipped = make_systems(names, options.embedder, options.whole_cluster)
    for line in skipped:
        print(f"left out: {line}", file=sys.stderr)
    problems = 0
    for found in _sets(options, folder):
        problems += len(found.problems)
        for line in found.problems:
            print(f"{found.name}: left out: {line}", file=sys.stderr)
        if options.choose:
            print(choice_table(found, _tried(found, systems, options.grid, cache)))
        elif options.speed:
            _speed(found, systems, skipped, options)
        else:
            _measure(found, systems, skipped, options, folder, cache)
    return 1 if problems else 0


def _options(argv: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m evaluation.run briefs", description=__doc__.split("\n")[0])
    add_data_option(parser)
    parser.add_argument("--set", help=f"with commas between: {', '.join(SETS)}; val,val_full unless said otherwise")
    parser.add_argument("--clusters", metavar="FILE", help="own clusters, JSON lines with documents and reference")
    parser.add_argument("--systems", default=",".join((*BASELINES, EXTRACTIVE, FUSION)), help="with commas between")
    parser.add_argument("--writer", metavar="PATH", help="one more of ours, with this writer")
    parser.add_argument("--whole-cluster", action="store_true", help="--writer reads whole documents")
    parser.add_argument("--embedder", default="minilm", help='as of the package, or "none", or "hashed"')
    parser.add_argument("--without-similarity", action="store_true", help="leave out the column that costs most")
    parser.add_argument("--words", type=int, help="budget of words of every system, in place of those chosen on val")
    parser.add_argument("--sample", type=int, metavar="N", help="N clusters of each set")
    parser.add_argument("--cache", metavar="DIR", help="keep outputs and scores here; a kill loses one brief")
    parser.add_argument("--choose", action="store_true", help="score budgets of words; not on test")
    parser.add_argument("--grid", default=GRID, help="the budgets --choose tries")
    parser.add_argument("--speed", action="store_true", help="time the systems instead of scoring them")
    parser.add_argument("--save", action="store_true", help="write the results to evaluation/results/")
    return parser.parse_args(argv)


def _needs_data(options: argparse.Namespace) -> bool:
    """Whether a set is asked for that only the data folder has."""
    if options.set:
        return bool(set(options.set.split(",")) - {"seeds"})
    return not options.clusters and bool(options.data or os.environ.get(VARIABLE))


def _sets(options: argparse.Namespace, folder: Path | None) -> list[BriefSet]:
    found = [load_own(Path(options.clusters))] if options.clusters else []
    names = options.set.split(",") if options.set else [] if found else ["val", "val_full"] if folder else ["seeds"]
    if options.choose and "test" in names:
        raise UsageError("--choose is for val: nothing is chosen on test.")
    return found + [load_set(name, folder, options.sample) for name in names]


# --------------------------------------------------------------------------- one set


def _measure(  # noqa: PLR0913, PLR0917  # what a run is made of
    found: BriefSet,
    systems: Sequence[System],
    skipped: Sequence[str],
    options: argparse.Namespace,
    folder: Path | None,
    cache: Path | None,
) -> None:
    kept, scored = Kept(cache, "outputs"), Kept(cache, "scores")
    # The similarity is measured with MiniLM whatever embedder a system has; without models it is left out.
    plain = options.without_similarity or options.embedder in {"none", "hashed"}
    judge = None if plain else KeptEmbedder(embedder_of("minilm"))
    told: dict[str, tuple[str, int | None, list[Told]]] = {}
    for system in systems:
        kind = "baseline" if system.name in BASELINES else "ours"
        budget = options.words or budget_of(system.name)
        print(f"{found.name}: {system.name}", file=sys.stderr)
        told[system.name] = (kind, budget, outputs(system, found.clusters, budget, kept))
        if system.name == "oracle":
            told[ANY_LENGTH] = ("baseline", None, outputs(system, found.clusters, 10**6, kept))
    if found.name == "test" and folder is not None:
        total = len(load_set("test", folder).clusters)
        told |= {name: ("published", None, one) for name, one in published(folder, found, total).items()}
    results = [
        result(name, kind, budget, score(found.clusters, one, judge, scored))
        for name, (kind, budget, one) in told.items()
    ]
    lost = {
        name: losses(found.clusters, one, budget)
        for name, (kind, budget, one) in told.items()
        if kind == "ours" and budget is not None
    }
    made_with = signature(
        set=found.name,
        data=found.digest,
        n=len(found.clusters),
        **({"outputs": digest(folder, PUBLISHED)[:12]} if found.name == "test" and folder else {}),
        sentences=SENTENCES,
        embedder=options.embedder,
        models=sorted({system.made_with for system in systems if hasattr(system, "made_with")}),
        rouge="rouge-score, stemmed, F1 x 100",
        seed=SEED,
        resamples=RESAMPLES,
        shuffles=SHUFFLES,
    )
    text = as_report(found, results, lost, made_with, _command(options, found), skipped)
    print(text)
    if options.save:
        name = f"briefs_{found.name}"
        save(RESULTS, name, text, as_data(found, results, lost, made_with, _command(options, found)))
        if _chart(results, RESULTS / f"{name}.png", found):
            print(f"written: {name}.md, {name}.json, {name}.png", file=sys.stderr)


def _chart(results: Sequence[Result], path: Path, found: BriefSet) -> bool:
    try:
        from evaluation.report_chart import chart
    except ImportError as error:
        print(f"no chart: {error.name} is not installed (pip install 'summarize[dev]')", file=sys.stderr)
        return False
    chart(results, path, f"{found.name}, {len(found.clusters)} clusters, reference body")
    return True


def _command(options: argparse.Namespace, found: BriefSet) -> str:
    """The command that makes one set's results again; data folder and own files by a stand-in, as paths are private."""
    own = found.origin == "own clusters"
    parts = ["python -m evaluation.run briefs"]
    parts += ["--clusters FILE"] if own else [f"--set {found.name}", *(["--data DIR"] if found.name != "seeds" else [])]
    if options.systems != ",".join((*BASELINES, EXTRACTIVE, FUSION)):
        parts.append(f"--systems '{options.systems}'")
    parts += [f"--writer {Path(options.writer).name}"] if options.writer else []
    parts += ["--whole-cluster"] if options.whole_cluster else []
    parts += [f"--embedder {options.embedder}"] if options.embedder != "minilm" else []
    parts += ["--without-similarity"] if options.without_similarity else []
    parts += [f"--words {options.words}"] if options.words else []
    parts += [f"--sample {options.sample}"] if options.sample else []
    parts += ["--speed"] if options.speed else []
    return " ".join([*parts, *(["--save"] if options.save else [])])


# ------------------------------------------------------------------- budgets, speed


def _tried(
    found: BriefSet, systems: Sequence[System], grid: str, cache: Path | None
) -> dict[str, dict[int, list[float]]]:
    """For each system and budget ROUGE-1, -2, -L and words, all means."""
    kept, scored = Kept(cache, "tried"), Kept(cache, "scores")
    table: dict[str, dict[int, list[float]]] = {}
    for system in map(remembering, systems):
        if system.name in {"first sentences", "oracle"}:
            continue
        for budget in map(int, grid.split(",")):
            rows = score_rouge(found.clusters, outputs(system, found.clusters, budget, kept), scored)
            means = [fmean(row[name] or 0.0 for row in rows) for name in ("rouge1", "rouge2", "rougeL", "words")]
            table.setdefault(system.name, {})[budget] = means
            print(f"{system.name} {budget}: {' '.join(f'{value:.2f}' for value in means)}", file=sys.stderr)
    return table


def _speed(found: BriefSet, systems: Sequence[System], skipped: Sequence[str], options: argparse.Namespace) -> None:
    made_with = signature(set=found.name, data=found.digest, n=len(found.clusters), embedder=options.embedder)
    text, data = speed(found, systems, made_with, _command(options, found))
    print(text)
    if options.save:
        save(RESULTS, f"briefs_speed_{found.name}", text, data)
