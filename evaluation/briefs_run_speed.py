"""Seconds per brief of each system on the same clusters, one process, one after the other, model loading apart."""

from __future__ import annotations

import resource
import time
from collections.abc import Mapping, Sequence
from statistics import fmean, median
from typing import Any

from evaluation.briefs_run_sets import BriefSet
from evaluation.briefs_run_systems import System, budget_of
from evaluation.report import head, show, table

ROUNDS = 3  # the systems take turns, so that a busy minute of the machine falls on all


def speed(
    found: BriefSet, systems: Sequence[System], made_with: Mapping[str, Any], command: str
) -> tuple[str, dict[str, Any]]:
    """The table and its values; the first cluster warms every system up and is not counted."""
    taken: dict[str, list[list[float]]] = {system.name: [] for system in systems}
    for system in systems:
        system.write(found.clusters[0], budget_of(system.name))
    for _ in range(ROUNDS):
        for system in systems:
            seconds = []
            for cluster in found.clusters:
                start = time.process_time(), time.perf_counter()
                system.write(cluster, budget_of(system.name))
                seconds.append((time.process_time() - start[0], time.perf_counter() - start[1]))
            taken[system.name].append([fmean(one) for one in zip(*seconds, strict=True)])
    rows = {
        name: {"cpu": round(median(one[0] for one in runs), 5), "wall": round(median(one[1] for one in runs), 5)}
        for name, runs in taken.items()
    }
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    lexrank = rows.get("sumy lexrank", {}).get("cpu")
    cells = [
        [name, show(1000 * one["cpu"]), show(1000 * one["wall"]), show(one["cpu"] / lexrank, 2) if lexrank else "–"]
        for name, one in rows.items()
    ]
    text = "\n\n".join(
        [
            head(f"Speed of briefs: {found.name}", command, made_with),
            f"{len(found.clusters)} clusters, one process, models loaded before; median of {ROUNDS} rounds of the mean "
            "over clusters. From the documents' texts to the brief: ours cleans, reads dates and facts, writes, checks "
            f"every sentence and compares the sources; the others choose sentences. Peak memory {peak:.0f} MB.",
            table(["system", "processor ms per brief", "wall ms per brief", "times sumy's LexRank"], cells),
        ]
    )
    return text, {"signature": dict(made_with), "command": command, "seconds": rows, "peak_mb": round(peak)}
