"""How long a run takes and how much memory: ``python -m evaluation.speed [--data DIR] [--paths seeds/]``.

From a cold start to the first brief; articles per second by stage on the given paths and on news articles; growth of
each stage with the number of articles. Every measurement is a process of its own, so none profits from the one before;
repeats of the sizes are interleaved and medians taken. Stages are timed where the recipe calls them, each without the
time of the stages it calls.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from evaluation.datasets import VARIABLE, add_data_option, data_folder, digest, rows
from summarize.errors import UsageError

ROOT = Path(__file__).parent.parent
RESULTS = ROOT / "evaluation" / "results"
# Stage: the name it has in summarize.pipeline.
STAGES = {
    "read": "read_found",
    "clean": "label_lines",
    "split": "split",
    "language": "language_of",
    "dates": "read_dates",
    "facts": "read_facts",
    "particulars": "read_particulars",
    "cluster": "cluster",
    "rank": "rank",
    "plan": "plan",
    "write": "write",
    "verify": "verify",
    "title": "choose_title",
    "compare": "compare",
}
MOST_MB = 2500  # the promise of the issue
# n log n between 250 and 2,000 articles looks like n^1.16; some noise on top.
STEEPEST = 1.25
FREE = frozenset({"cluster"})  # may be steeper: measured and stated


@dataclass(slots=True)
class Clock:
    """Seconds by stage, on the wall and of the processor, each without those of the stages it calls."""

    seconds: dict[str, float] = field(default_factory=dict)
    cpu: dict[str, float] = field(default_factory=dict)  # what growth is fitted on: other work does not disturb it
    calls: list[tuple[float, float]] = field(default_factory=list)  # of the open calls, what their own calls took

    def timed(self, stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function, timed."""

        def call(*args: Any, **kwargs: Any) -> Any:
            self.calls.append((0.0, 0.0))
            start, cpu = time.perf_counter(), time.process_time()
            try:
                return function(*args, **kwargs)
            finally:
                took, worked = time.perf_counter() - start, time.process_time() - cpu
                inside, inside_cpu = self.calls.pop()
                self.seconds[stage] = self.seconds.get(stage, 0.0) + took - inside
                self.cpu[stage] = self.cpu.get(stage, 0.0) + worked - inside_cpu
                if self.calls:
                    self.calls[-1] = (self.calls[-1][0] + took, self.calls[-1][1] + worked)

        return call


class TimedEmbedder:
    """An Embedder whose time is counted on its own."""

    def __init__(self, embedder: Any, clock: Clock) -> None:
        self._embedder = embedder
        self.embed = clock.timed("embed", embedder.embed)

    @property
    def name(self) -> str:
        return str(self._embedder.name)

    @property
    def digest(self) -> str:
        return str(self._embedder.digest)


class HashedEmbedder:
    """An Embedder that costs next to nothing, to see how the other stages grow: words counted in hashed places."""

    name = "hashed words"
    digest = "none"

    def embed(self, texts: Sequence[str]) -> Any:
        import numpy as np

        found = np.full((len(texts), 384), 1e-3, dtype=np.float32)
        for row, text in enumerate(texts):
            for word in text.lower().split():
                found[row, zlib.crc32(word.encode()) % 384] += 1
        return found / np.linalg.norm(found, axis=1, keepdims=True)


def measure_here(paths: Sequence[str], embedder: str) -> dict[str, Any]:
    """One run over ``paths`` in this process: seconds by stage, articles, events."""
    start = time.perf_counter()
    from summarize import pipeline
    from summarize.scale.folder import write_folder
    from summarize.settings import Settings

    clock = Clock()
    settings = Settings()
    clock.timed("first article", _warm_up)(pipeline, settings)
    for stage, name in STAGES.items():
        setattr(pipeline, name, clock.timed(stage, getattr(pipeline, name)))
    if embedder == "hashed":
        models = pipeline.Models(embedder=TimedEmbedder(HashedEmbedder(), clock))
    else:
        models = clock.timed("load models", pipeline.load_models)(replace(settings, embedder=embedder))
        models = replace(models, embedder=TimedEmbedder(models.embedder, clock))
    run = pipeline.make_briefs(paths, settings, models)
    with tempfile.TemporaryDirectory() as folder:
        clock.timed("render", write_folder)(run, settings, Path(folder))
    return {
        "articles": len(run.readings),
        "events": len(run.briefs),
        "seconds": clock.seconds,
        "cpu": clock.cpu,
        "total": time.perf_counter() - start,
        "made_with": dict(run.made_with),
    }


def _warm_up(pipeline: Any, settings: Any) -> None:
    """Read and tell one article without models, so that what libraries load late is no stage's time."""
    from summarize.data import Article

    text = (
        'Mayor Ana Ruiz met Luis Ortega in Lima on Tuesday, May 3.\n\n"It went well," Ruiz said. They may meet again.'
    )
    article = Article(id="a", path="a", text=text, encoding="utf-8", sha256="0" * 64, published="2022-05-04")
    pipeline.write_known([article], (), settings, pipeline.Models())


def measure(paths: Sequence[str], embedder: str = "minilm") -> dict[str, Any]:
    """One run over ``paths`` in a fresh process, with the peak memory of its process tree in MB.

    Raises:
        UsageError: the run failed; the message holds what it printed.
    """
    command = [sys.executable, "-m", "evaluation.speed", "--embedder", embedder, "--one", *paths]
    with tempfile.TemporaryFile("w+") as said:
        process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=said, text=True)
        peak = _watch(process)
        printed = process.stdout.read() if process.stdout else ""
        said.seek(0)
        if process.wait():
            raise UsageError(f"the measured run failed: {said.read()[-2000:]}")
    return json.loads(printed.splitlines()[-1]) | {"peak_mb": round(peak)}


def _watch(process: subprocess.Popen[str]) -> float:
    """The greatest memory of a process and its children until it ends, in MB (resident, seen every 50 ms)."""
    import psutil

    peak = 0.0
    try:
        root = psutil.Process(process.pid)
        while process.poll() is None:
            tree = [root, *root.children(recursive=True)]
            peak = max(peak, sum(_resident(one) for one in tree))
            time.sleep(0.05)
    except psutil.NoSuchProcess:
        pass
    return peak / 2**20


def _resident(process: Any) -> int:
    import psutil

    try:
        return int(process.memory_info().rss)
    except psutil.Error:
        return 0


def cold_start(paths: Sequence[str]) -> tuple[float, float]:
    """Seconds from starting `summarize run` to the first byte of a brief, and to the end."""
    command = [sys.executable, "-m", "summarize", "run", "--quiet", *paths]
    start = time.perf_counter()
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        if process.stdout is None or not process.stdout.read(1):
            raise UsageError(f"`summarize run {' '.join(paths)}` printed nothing")
        first = time.perf_counter() - start
        process.stdout.read()
    return first, time.perf_counter() - start


def exponent(sizes: Sequence[int], seconds: Sequence[float]) -> float:
    """The slope of log seconds over log size, by least squares: 1 is linear, 2 quadratic."""
    xs, ys = [math.log(n) for n in sizes], [math.log(max(s, 1e-6)) for s in seconds]
    mean_x, mean_y = statistics.fmean(xs), statistics.fmean(ys)
    spread = sum((x - mean_x) ** 2 for x in xs)
    return sum((x - mean_x) * (y - mean_y) for x, y in zip(xs, ys, strict=True)) / spread


def growth(folder: Path, sizes: Sequence[int], repeats: int, embedder: str) -> dict[int, list[dict[str, Any]]]:
    """``repeats`` measurements of each size, interleaved."""
    found: dict[int, list[dict[str, Any]]] = {size: [] for size in sizes}
    with tempfile.TemporaryDirectory() as where:
        for size in sizes:
            _write_articles(folder, Path(where) / f"{size}.jsonl", size)
        for _ in range(repeats):
            for size in sizes:
                found[size].append(measure([str(Path(where) / f"{size}.jsonl")], embedder))
                print(f"{size} articles: {found[size][-1]['total']:.1f} s", file=sys.stderr)
    return found


def _write_articles(folder: Path, path: Path, size: int) -> None:
    with path.open("w", encoding="utf-8") as file:
        for row in rows(folder, "news", size):
            document = {name: row[name] for name in ("id", "title", "source", "date", "text") if row.get(name)}
            file.write(json.dumps(document, ensure_ascii=False) + "\n")


def stages_table(measured: Sequence[dict[str, Any]]) -> list[str]:
    """Median seconds and articles per second by stage of repeated measurements of one input."""
    articles = measured[0]["articles"]
    lines = ["| stage | seconds | articles/s |", "| --- | ---: | ---: |"]
    for stage in _stages(measured):
        seconds = _median(measured, stage)
        lines.append(f"| {stage} | {seconds:.3f} | {articles / seconds:,.0f} |" if seconds else f"| {stage} | 0 | |")
    total = statistics.median(one["total"] for one in measured)
    lines.append(f"| all | {total:.3f} | {articles / total:,.1f} |")
    lines.append(
        f"\n{articles} articles, {measured[0]['events']} briefs, peak {max(m['peak_mb'] for m in measured):,} MB"
    )
    return lines


def growth_table(found: dict[int, list[dict[str, Any]]]) -> tuple[list[str], dict[str, float]]:
    """Median processor seconds by stage and size with the fitted exponent; and the exponents."""
    sizes = sorted(found)
    lines = [f"| stage | {' | '.join(f'{n:,}' for n in sizes)} | exponent |", f"| --- |{' ---: |' * (len(sizes) + 1)}"]
    exponents = {}
    for stage in _stages(found[sizes[-1]]):
        if stage in ("first article", "load models"):
            continue
        seconds = [_median(found[n], stage, "cpu") for n in sizes]
        exponents[stage] = round(exponent([found[n][0]["articles"] for n in sizes], seconds), 2)
        lines.append(f"| {stage} | {' | '.join(f'{s:.2f}' for s in seconds)} | {exponents[stage]:.2f} |")
    peaks = [max(one["peak_mb"] for one in found[n]) for n in sizes]
    lines.append(f"| peak MB | {' | '.join(f'{p:,}' for p in peaks)} | |")
    return lines, exponents


def _stages(measured: Sequence[dict[str, Any]]) -> list[str]:
    order = ["first article", "load models", *STAGES, "embed", "render"]
    return [stage for stage in order if any(stage in one["seconds"] for one in measured)]


def _median(measured: Sequence[dict[str, Any]], stage: str, clock: str = "seconds") -> float:
    return statistics.median(one[clock].get(stage, 0.0) for one in measured)


def signature(given: argparse.Namespace, data: str, made_with: dict[str, str]) -> str:
    """What a table was measured with."""
    made = " | ".join(f"{name}: {value}" for name, value in made_with.items())
    threads = os.environ.get("OMP_NUM_THREADS", "default")
    machine = f"{os.cpu_count()} cores {platform.machine()}, Python {platform.python_version()}, threads: {threads}"
    return f"{made} | data: {data} | repeats: {given.repeats} (medians, interleaved) | {machine}"


def main(argv: Sequence[str] | None = None) -> int:
    """Measure what the arguments ask for; return the exit code: 1 where a promise is broken."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.speed", description=__doc__.split("\n")[0])
    parser.add_argument("--paths", nargs="+", default=["seeds/"], help="articles for the first tables (seeds/)")
    parser.add_argument("--articles", type=int, default=2000, help="news articles of the largest size (2000)")
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--embedder", default="minilm", help='"hashed" costs next to nothing: the growth of the rest')
    parser.add_argument("--no-write", action="store_true", help="leave evaluation/results/speed.{md,json} as they are")
    parser.add_argument("--one", nargs="+", metavar="PATH", help=argparse.SUPPRESS)
    add_data_option(parser)
    given = parser.parse_args(argv)
    if given.one:
        print(json.dumps(measure_here(given.one, given.embedder)))
        return 0
    try:
        return _report(given)
    except UsageError as error:
        print(f"speed: {error}", file=sys.stderr)
        return 2


def _report(given: argparse.Namespace) -> int:
    starts = [cold_start(given.paths) for _ in range(given.repeats)]
    first, end = (statistics.median(one[i] for one in starts) for i in (0, 1))
    small = [measure(given.paths, given.embedder) for _ in range(given.repeats)]
    text = [f"Cold start to the first brief of `{' '.join(given.paths)}`: {first:.1f} s; to the end: {end:.1f} s.", ""]
    text += stages_table(small)
    result: dict[str, Any] = {"cold_start": first, "paths": small}
    short: list[str] = []
    data = "none"
    if given.data or os.environ.get(VARIABLE):
        folder = data_folder(given.data)
        data = f"news {digest(folder, 'news')[:12]}"
        sizes = [max(1, given.articles // part) for part in (8, 4, 2, 1)]
        found = growth(folder, sizes, given.repeats, given.embedder)
        table, exponents = growth_table(found)
        text += [
            "",
            f"## {given.articles:,} news articles",
            "",
            *stages_table(found[sizes[-1]]),
            "",
            "## Growth (processor seconds)",
            "",
            *table,
        ]
        result |= {"growth": found, "exponents": exponents}
        short = [f"{s} grows like n^{e}" for s, e in exponents.items() if e > STEEPEST and s not in FREE]
        peak = max(one["peak_mb"] for rows_ in found.values() for one in rows_)
        short += [f"peak memory {peak} MB, at most {MOST_MB}"] if peak > MOST_MB else []
    signed = signature(given, data, small[0]["made_with"])
    page = "\n".join(["# Speed", "", *text, "", f"`{signed}`", ""])
    print(page)
    if not given.no_write:
        RESULTS.mkdir(exist_ok=True)
        (RESULTS / "speed.md").write_text(page, "utf-8")
        (RESULTS / "speed.json").write_text(json.dumps({"signature": signed, **result}, indent=1) + "\n", "utf-8")
    print("\n".join(short), file=sys.stderr)
    return 1 if short else 0


if __name__ == "__main__":
    sys.exit(main())
