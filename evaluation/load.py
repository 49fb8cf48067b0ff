"""How the page bears people: ``python -m evaluation.load [--people 20] [--runs 500] [--writer NAME]``.

Starts the page as a process of its own, with its real models, and prints as JSON: seconds to the first answer; how long
many people who come at the same moment wait for the briefs of the sample articles, and whether all got the same;
and the memory of the process as runs go by, each run a new person.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import platform
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

from summarize import __version__

_MEGABYTE = 1_000_000
PATIENCE = 120  # seconds until the page must answer
SAMPLES = 10  # points of the memory's course that are printed


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m evaluation.load", description=__doc__)
    parser.add_argument("--people", type=int, default=20, help="at the same moment")
    parser.add_argument("--runs", type=int, default=500, help="one after another, for the memory; 0 leaves them out")
    parser.add_argument("--writer", default="fusion", help="that writes the briefs")
    asked = parser.parse_args(arguments)
    with page(asked.writer) as (address, process, first):
        alone = timed(address)  # loads the models
        warm = timed(address)
        rush = together(address, asked.people)
        course = memory(address, process, asked.runs)
    report = {
        "version": __version__,
        "writer": asked.writer,
        "machine": f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}",
        "first_answer_s": round(first, 2),
        "first_run_s": alone["seconds"],
        "warm_run_s": warm["seconds"],
        "together": rush,
        "memory_mb_after_runs": course,
    }
    print(json.dumps(report, indent=1))
    return 1 if rush["failed"] or rush["different"] else 0


@contextmanager
def page(writer: str) -> Iterator[tuple[str, int, float]]:
    """The page in a process of its own: its address, its process id, seconds until it answered."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    started = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "summarize", "serve", "--port", str(port), "--writer", writer], stderr=subprocess.DEVNULL
    )
    try:
        address = f"http://127.0.0.1:{port}/"
        while True:
            try:
                with urllib.request.urlopen(address, timeout=5) as answer:
                    answer.read()
                break
            except OSError:
                if process.poll() is not None or time.perf_counter() - started > PATIENCE:
                    raise RuntimeError("the page did not come up") from None
                time.sleep(0.05)
        yield address, process.pid, time.perf_counter() - started
    finally:
        process.terminate()
        process.wait(30)


def timed(address: str) -> dict[str, Any]:
    """One person's way from the sample articles to the briefs: seconds, and a digest of what came."""
    from gradio_client import Client

    client = Client(address, verbose=False)
    try:
        client.predict(api_name="/add_samples")
        started = time.perf_counter()
        client.predict(api_name="/summarise")
        seconds = time.perf_counter() - started
        briefs = client.predict(api_name="/briefs")
    finally:
        client.close()
    return {"seconds": round(seconds, 2), "digest": hashlib.sha256(briefs.encode()).hexdigest(), "briefs": briefs}


def together(address: str, people: int) -> dict[str, Any]:
    """Many at the same moment: how many failed, how long they waited, how many different answers there were."""

    def one(_: int) -> dict[str, Any] | str:
        try:
            return timed(address)
        except Exception as error:  # whatever went wrong for this person is what is being counted
            return f"{type(error).__name__}: {error}"

    with ThreadPoolExecutor(max_workers=people) as pool:
        results = list(pool.map(one, range(people)))
    good = [result for result in results if isinstance(result, dict)]
    waits = sorted(result["seconds"] for result in good)
    return {
        "people": people,
        "failed": len(results) - len(good),
        "why": sorted({result for result in results if isinstance(result, str)}),
        "different": max(len({result["digest"] for result in good}) - 1, 0),
        "briefs_each": len(json.loads(good[0]["briefs"])) if good else 0,
        "median_s": waits[len(waits) // 2] if waits else None,
        "p95_s": waits[min(int(0.95 * len(waits)), len(waits) - 1)] if waits else None,
    }


def memory(address: str, process: int, runs: int) -> dict[str, float]:
    """Resident memory of the page, in MB, as runs go by, each by a new person."""
    import psutil

    watched = psutil.Process(process)
    course = {"0": round(watched.memory_info().rss / _MEGABYTE, 1)}
    step = max(runs // SAMPLES, 1)
    for run in range(1, runs + 1):
        timed(address)
        if run % step == 0:
            course[str(run)] = round(watched.memory_info().rss / _MEGABYTE, 1)
            print(f"{run} runs: {course[str(run)]} MB", file=sys.stderr)
    return course


if __name__ == "__main__":
    sys.exit(main())
