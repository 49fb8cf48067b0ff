"""What one article more costs in states of several sizes.

A state of any size is made from the profiles of a labelled set: each copy of an article is another event, its rare
words, names and figures replaced and its day moved. So no reading and no embedder is in the time: what is measured is
looking up, scoring, renewing, linking, naming and the journal's bytes.
"""

from __future__ import annotations

import json
import time
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from summarize.events.incremental import take
from summarize.events.lookup import look_up
from summarize.events.packing import pack_profile, unpack_profile
from summarize.events.pair_model import load_pair_model
from summarize.events.profiles import SCALARS
from summarize.events.state import Kept, State, Work
from summarize.scale.clusters import keep_of
from summarize.settings import Settings
from summarize.training.event_sets import EventSet

ADDED = 100
_RARE = 60.0  # a stem in fewer background articles is replaced in a copy
_SPREAD_DAYS = 3  # so many days further on is each copy: a stream of a steady number of articles a day


def growth(one: EventSet, sizes: Sequence[int]) -> list[dict[str, Any]]:
    """For each size the seconds of processor time and the bytes of steps of an article, over ADDED articles."""
    settings, model = Settings(), load_pair_model(False)
    rows = []
    for size in sizes:
        stream = _stream(one)
        work = Work(State(), settings.cluster.window_days)
        for _ in range(size):  # taken in and looked up, but not scored: only the last ones are measured
            number, look = work.keep(next(stream))
            if look:
                work.find(number, *look_up(work, number, settings.cluster))
                work.settle(f"{number:016x}", number, [number], [], (None, None))
            work.steps.clear()
        state, taken, written = work.done(), [], 0
        for _ in range(ADDED):
            kept = next(stream)
            start = time.process_time()
            work = Work(state, settings.cluster.window_days)
            take(work, kept, model, settings)
            state = work.done()
            taken.append(time.process_time() - start)
            written += len(zlib.compress(json.dumps([step for step in work.steps if step[0] != "keep"]).encode()))
        rows.append({"size": size, "seconds": sum(taken) / ADDED, "most": max(taken), "bytes": written // ADDED})
        print(rows[-1], flush=True)
    return rows


def _stream(one: EventSet) -> Iterator[Kept]:
    """The articles of the set, then copies of them that are other events, without end."""
    kept = [
        keep_of(reading, particulars, None) for reading, particulars in zip(one.readings, one.particulars, strict=True)
    ]
    copy = 0
    while True:
        for each in kept:
            yield _disguised(each, copy) if copy else each
        copy += 1


def _disguised(kept: Kept, copy: int) -> Kept:
    profile = unpack_profile(kept.numbers)
    mask = np.int64(copy * 0x5851F42D4C957F2D % 2**63)

    def other(digests: NDArray[np.int64]) -> NDArray[np.int64]:
        return digests ^ mask

    scalars = profile.scalars.copy()
    for name in ("meeting", "published", "story"):
        scalars[SCALARS.index(name)] += copy * _SPREAD_DAYS
    changed = replace(
        profile,
        stems=np.where(profile.base < _RARE, other(profile.stems), profile.stems),
        names=other(profile.names),
        figures=other(profile.figures),
        first_figures=other(profile.first_figures),
        quotes=other(profile.quotes),
        runs=other(profile.runs),
        pairs=other(profile.pairs),
        scalars=scalars,
    )
    day, *rest = kept.standing
    return replace(
        kept,
        id=f"{kept.id}#{copy}",
        words=f"{kept.words}#{copy}",
        standing=(day if day >= 10**7 else day + copy * _SPREAD_DAYS, rest[0], rest[1], f"{rest[2]}#{copy}"),
        numbers=pack_profile(changed),
    )


def growth_lines(rows: Sequence[dict[str, Any]]) -> list[str]:
    """The table of what an article costs."""
    first = rows[0]["seconds"]
    return [
        "",
        "## What an article costs",
        "",
        f"{ADDED} articles added to states of several sizes, without reading and embedding; time of the processor, as "
        f"ratios to {rows[0]['size']} articles. The states are copies of meetings_dev with other rare words, names and "
        "figures, on other days.",
        "",
        "| articles in the state | time of an article | of the slowest | steps written, kB |",
        "| --- | --- | --- | --- |",
        *(
            f"| {row['size']:,} | {row['seconds'] / first:.2f} | {row['most'] / first:.2f} | {row['bytes'] / 1e3:.1f} |"
            for row in rows
        ),
    ]
