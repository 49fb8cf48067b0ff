"""How fast the fusion writer is, by engine: ``python -m evaluation.run fusion_speed --data DIR [--groups 500]``.

Groups of two lines, drawn by seed from the fusion pairs, written four at a time as a brief of four sentences would be.
The engines take turns, so that a busy minute of the machine falls on all; each is compared with plain torch in float32,
the default, by its text. Imports and loading are timed apart.
"""

from __future__ import annotations

import argparse
import contextlib
import random
import resource
import time
from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, field, replace
from statistics import median
from typing import Any

from evaluation.datasets import add_data_option, data_folder, digest, rows
from evaluation.report import RESULTS, head, save, show, signature, table

SEED = 17
TOGETHER = 4  # groups of a brief
REFERENCE = "float32"
Groups = Sequence[Sequence[str]]
# Engines that are not in the code, and why.
OTHERS = (
    "CTranslate2's search takes no mask of its own at each step, on which the constraint rests, so it cannot "
    "write these sentences.",
    "ONNX Runtime 1.31 was tried apart from these engines, on a busy machine, so only processor time counts: "
    "encoder and decoder step exported as two graphs, one thread, the same search around them, taking turns with "
    "plain torch on the same 500 groups. Every candidate of every group was the same text (100 %), at 1.15 s of "
    "processor time a brief against 1.37 (median; 151 and 183 s in all, 18 % less); the search and its "
    "constraint stay in Python. It is not part of the code: it would need two more packages and the weights a "
    "second time, as float32.",
)


@dataclass(slots=True, kw_only=True)
class Engine:
    """A way to run the model."""

    name: str
    write: Callable[[Groups], list[list[str]]]
    wall: list[float] = field(default_factory=list)  # seconds of each brief
    cpu: list[float] = field(default_factory=list)
    texts: list[list[str]] = field(default_factory=list)


def main(argv: Sequence[str]) -> int:
    """Measure and print; exit code 0."""
    parser = argparse.ArgumentParser(prog="evaluation.run fusion_speed", description=__doc__.split("\n")[0])
    add_data_option(parser)
    parser.add_argument("--groups", type=int, default=500, help="of two lines each (default: %(default)s)")
    parser.add_argument("--save", action="store_true", help="write the results to evaluation/results/")
    options = parser.parse_args(argv)
    folder = data_folder(options.data)
    groups = draw(rows(folder, "fusion_pairs"), options.groups)
    start = time.perf_counter()
    import torch
    from transformers import AutoModelForSeq2SeqLM, AutoTokenizer  # noqa: F401  # what loading would import

    from summarize.models.fusion import FusionWriter
    from summarize.models.load import load_writer

    imported = time.perf_counter()
    writer = load_writer("fusion")
    loaded = time.perf_counter()
    assert isinstance(writer, FusionWriter)
    made = engines(writer)
    for engine in made:
        engine.write(groups[:TOGETHER])  # warm
    for at in range(0, len(groups), TOGETHER):
        for engine in made:
            measure(engine, groups[at : at + TOGETHER])
    made_with = signature(
        pairs=digest(folder, "fusion_pairs")[:12], groups=len(groups), seed=SEED, threads=torch.get_num_threads()
    )
    seconds = {"imports": imported - start, "loading": loaded - imported}
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    command = f"python -m evaluation.run fusion_speed --data DIR --groups {options.groups} --save"
    text = as_report(made, seconds, peak, head("The fusion writer's speed", command, made_with))
    print(text)
    if options.save:
        data = {
            one.name: {"wall": median(one.wall), "cpu": median(one.cpu), "same": same(one, made[0])} for one in made
        }
        save(RESULTS, "fusion_speed", text, {"signature": made_with, "command": command, **seconds, "engines": data})
    return 0


def draw(pairs: Any, count: int) -> list[tuple[str, ...]]:
    """Groups of two lines, drawn by seed."""
    found = sorted({tuple(row["src"][:2]) for row in pairs if len(row["src"]) > 1 and all(row["src"][:2])})
    return random.Random(SEED).sample(found, min(count, len(found)))


def engines(writer: Any) -> list[Engine]:
    """The ways to run it, plain torch first."""
    import torch

    def cast(groups: Groups) -> list[list[str]]:
        with torch.autocast("cpu", torch.bfloat16):
            return list(writer.write(groups))

    small = replace(writer, model=int8(writer.model))
    greedy = replace(writer, settings=replace(writer.settings, beams=1))
    return [
        Engine(name=REFERENCE, write=writer.write),
        Engine(name="bfloat16 autocast", write=cast),
        Engine(name="dynamic int8", write=small.write),
        Engine(name="float32, greedy", write=greedy.write),
    ]


def int8(model: Any) -> Any:
    """The model with the linear layers of encoder and decoder in int8; the table of words stays, it is read by rows."""
    import torch

    made = deepcopy(model)
    with quiet_warnings():
        made.model = torch.ao.quantization.quantize_dynamic(made.model, {torch.nn.Linear}, dtype=torch.qint8)
    return made


@contextlib.contextmanager
def quiet_warnings() -> Iterator[None]:
    """Without the note that this part of torch moves to another package."""
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def measure(engine: Engine, groups: Groups) -> None:
    """Write one brief's groups."""
    wall, cpu = time.perf_counter(), time.process_time()
    engine.texts += engine.write(groups)
    engine.wall.append(time.perf_counter() - wall)
    engine.cpu.append(time.process_time() - cpu)


def same(engine: Engine, reference: Engine) -> float:
    """The share of groups whose first text is the reference's."""
    pairs = list(zip(engine.texts, reference.texts, strict=True))
    return sum(one[:1] == other[:1] for one, other in pairs) / len(pairs)


def as_report(made: Sequence[Engine], seconds: dict[str, float], peak: float, title: str) -> str:
    """The table with what stands around it."""
    cells = [
        [one.name, show(median(one.wall), 2), show(median(one.cpu), 2), show(100 * same(one, made[0])) + " %"]
        for one in made
    ]
    return "\n\n".join(
        [
            title,
            f"Groups of two lines, {TOGETHER} at a time, all tasks of each; medians. "
            f"Imports {seconds['imports']:.1f} s, then loading {seconds['loading']:.1f} s; "
            f"peak memory {peak:.0f} MB with all engines loaded.",
            table(["engine", "wall s per brief", "processor s per brief", "same text as float32"], cells),
            *OTHERS,
        ]
    )
