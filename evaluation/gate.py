"""The gate: no run may fall below ``floors.json``. ``python -m evaluation.run gate [--data DIR] [--raise] [--lower]``.

It always measures the committed corpus (briefs of the seeds against the references in ``evaluation/corpus``, and their
citations against the gold lines); with a data folder also a slice of NeuS val. Exit code 0: nothing fell. 1: a value is
below its floor, or the data are not those the floors were set on. ``--raise`` writes floors that are higher than
before; a lower floor is written only with ``--lower``, so that none sinks by the way.
"""

from __future__ import annotations

import argparse
import json
import math
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from evaluation.briefs_run_scores import result, score
from evaluation.briefs_run_sets import BriefSet, load_set
from evaluation.briefs_run_systems import budget_of, make_system, outputs
from evaluation.citations_run import measure as measure_citations
from evaluation.citations_run_sets import load_sets
from evaluation.datasets import VARIABLE, add_data_option, data_folder
from evaluation.report import Kept, show, table

FLOORS = Path(__file__).parent / "floors.json"
SLICE = 24  # clusters of NeuS val
# What a floor leaves below the value it was set from: another machine may break a tie otherwise, and one other
# sentence in four briefs moves their mean ROUGE by up to two points. Grounded facts have none to spare.
SLACK = {"seeds": 2.0, "val": 0.5}
EXACT = frozenset({"cited"})
Values = dict[str, dict[str, float]]  # by set, by what is measured


def main(argv: Sequence[str]) -> int:
    """Measure, compare, print; write floors where asked to."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.run gate", description=__doc__.split("\n")[0])
    add_data_option(parser)
    parser.add_argument("--raise", dest="up", action="store_true", help="write floors that are higher than before")
    parser.add_argument("--lower", action="store_true", help="write floors that are lower too, and new digests")
    options = parser.parse_args(argv)
    folder = data_folder(options.data) if options.data or os.environ.get(VARIABLE) else None
    values, digests = measure(folder)
    floors = read_floors()
    if options.up or options.lower:
        floors = moved(floors, values, digests, lower=options.lower)
        FLOORS.write_text(json.dumps(floors, indent=1) + "\n", encoding="utf-8")
    fallen = compare(floors, values, digests)
    print(as_table(floors, values))
    for line in fallen:
        print(f"gate: {line}")
    return 1 if fallen else 0


def read_floors() -> dict[str, Any]:
    """The floors of each set, and the digest of the data they were set on."""
    return dict(json.loads(FLOORS.read_text(encoding="utf-8"))) if FLOORS.is_file() else {}


def measure(folder: Path | None, embedder: str = "minilm") -> tuple[Values, dict[str, str]]:
    """The values of each set that is there, and the digests of their data."""
    found = [load_set("seeds", None)]
    if folder is not None:
        found.append(load_set("val", folder, SLICE))
    values = {one.name: briefs(one, embedder) for one in found}
    cited = load_sets(None)[0]
    ways = measure_citations(cited, make_system("extractive", embedder).models.embedder, Kept(None, ""))  # type: ignore[attr-defined]
    values["seeds"] |= {
        "citations given": 100 * ways["attribution"].f1,
        "citations end to end": 100 * ways["end to end, our brief"].f1,
    }
    return values, {one.name: one.digest for one in found}


def briefs(found: BriefSet, embedder: str) -> dict[str, float]:
    """The scores of our extractive briefs on a set."""
    system = make_system("extractive", embedder)
    nothing = Kept(None, "")
    budget = budget_of(system.name)
    told = outputs(system, found.clusters, budget, nothing)
    scores = result(system.name, "ours", budget, score(found.clusters, told, None, nothing)).scores
    return {name: scores[name] or 0.0 for name in ("rouge1", "rouge2", "rougeL", "rougeLsum", "cited", "sources")}


def compare(floors: Mapping[str, Any], values: Values, digests: Mapping[str, str]) -> list[str]:
    """What is wrong: values below their floors, values without one, other data than the floors were set on."""
    wrong = []
    for name, measured in values.items():
        held = floors.get(name, {})
        if held.get("data") != digests[name]:
            wrong.append(f"{name}: the data are {digests[name]}, the floors were set on {held.get('data', 'none')}")
        for what, value in measured.items():
            floor = held.get("floors", {}).get(what)
            if floor is None:
                wrong.append(f"{name}: {what} has no floor; --raise sets one")
            elif value < floor:
                wrong.append(f"{name}: {what} is {value:.2f}, below its floor {floor:.2f}")
    return wrong


def moved(floors: Mapping[str, Any], values: Values, digests: Mapping[str, str], lower: bool) -> dict[str, Any]:
    """The floors after these values: higher where they are higher, lower only where that is asked for."""
    result = {name: dict(held) for name, held in floors.items()}
    for name, measured in values.items():
        held = result.get(name, {"data": digests[name], "floors": {}})
        fresh = dict(held["floors"])
        for what, value in measured.items():
            goal = floor_of(name, what, value)
            fresh[what] = goal if lower else max(goal, fresh.get(what, goal))
        result[name] = {"data": digests[name] if lower else held["data"], "floors": fresh}
    return result


def floor_of(name: str, what: str, value: float) -> float:
    """The floor a value sets, rounded down to a tenth."""
    return math.floor(10 * (value if what in EXACT else max(0.0, value - SLACK[name])) + 1e-6) / 10


def as_table(floors: Mapping[str, Any], values: Values) -> str:
    """Values beside their floors."""
    rows = [
        [name, what, show(value, 2), show(floors.get(name, {}).get("floors", {}).get(what), 2)]
        for name, measured in values.items()
        for what, value in measured.items()
    ]
    return table(["set", "what", "value", "floor"], rows)
