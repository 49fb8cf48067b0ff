"""``python -m summarize`` and the command ``summarize``."""

import io
import os
import sys
from typing import Literal, TextIO

from summarize.cli import main


def run() -> None:
    """Run the command line and leave with its exit code."""
    _ready_streams()
    sys.exit(main(sys.argv[1:]))


def _ready_streams() -> None:
    """Make the standard streams what every command takes them for: open, and results in UTF-8.

    For a stream that whoever calls has closed ("<&-", "2>&-") Python gives None, and the next file or pipe that is
    opened would get its number and what is meant for it: it reads as empty, and what is written to it goes nowhere.
    The locale of a console, or of a pipe on Windows, may lack half the characters of an article.
    """
    sys.stdin = sys.stdin or _nowhere("r")
    sys.stdout = sys.stdout or _nowhere("w")
    sys.stderr = sys.stderr or _nowhere("w")
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")


def _nowhere(mode: Literal["r", "w"]) -> TextIO:
    return open(os.devnull, mode, encoding="utf-8")


if __name__ == "__main__":
    run()
