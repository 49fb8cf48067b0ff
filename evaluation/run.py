"""One door to every measurement: ``python -m evaluation.run NAME [--data DIR] ...``.

Exit code 0: done. 1: done, and something fell below what was asked for. 2: bad usage, or a data set is not there.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Sequence
from typing import cast

from summarize.errors import UsageError

# name: "module:function"; the function takes the arguments after the name and returns the exit code.
# A run's module is imported only when it is asked for.
RUNS: dict[str, str] = {
    "audit": "evaluation.audit:main",
    "briefs": "evaluation.briefs_run:main",
    "citations": "evaluation.citations_run:main",
    "disagreements": "evaluation.disagreements_run:main",
    "events": "evaluation.events_run:main",
    "events_scale": "evaluation.events_scale:main",
    "fusion": "evaluation.fusion_run:main",
    "fusion_speed": "evaluation.fusion_speed:main",
    "gate": "evaluation.gate:main",
    "incremental": "evaluation.incremental_run:main",
    "mutations": "evaluation.mutations_run:main",
    "pages": "evaluation.pages_run:main",
    "rank": "evaluation.rank_run:main",
    "speed": "evaluation.speed:main",
    "whole": "evaluation.whole_run:main",
}


def find_run(name: str) -> Callable[[Sequence[str]], int]:
    """The function behind a run's name.

    Raises:
        UsageError: no run has that name.
    """
    if name not in RUNS:
        raise UsageError(f"no run {name!r}: expected one of {', '.join(sorted(RUNS))}.")
    module, _, function = RUNS[name].partition(":")
    return cast("Callable[[Sequence[str]], int]", getattr(importlib.import_module(module), function))


def main(argv: Sequence[str] | None = None) -> int:
    """Run what the first argument names with the others; return its exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    if not arguments or arguments[0] in {"-h", "--help"}:
        print(f"usage: python -m evaluation.run NAME [--data DIR] ...\nNAME: {', '.join(sorted(RUNS))}")
        return 0 if arguments else 2
    try:
        return find_run(arguments[0])(arguments[1:])
    except UsageError as error:
        print(f"evaluation: {error}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
