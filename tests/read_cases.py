"""What the tests of reading share: rows of their case files, what is said of a file that cannot be read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from summarize.articles.read import read
from summarize.data import Problem
from summarize.errors import NothingToRead
from summarize.settings import ReadSettings

CASES = Path(__file__).parent / "cases"
DEFAULT = ReadSettings()
PARAGRAPH = (
    "<p>The foreign ministers of Norway and Sweden met in Oslo on Tuesday to discuss the border, officials said.</p>"
)


def cases(name: str) -> list[Any]:
    rows = json.loads((CASES / f"read_{name}.json").read_text("utf-8"))
    marks = [[pytest.mark.xfail(strict=True, reason=row["known"])] if "known" in row else [] for row in rows]
    return [pytest.param(row, id=row["label"], marks=mark) for row, mark in zip(rows, marks, strict=True)]


def said(problems: tuple[Problem, ...]) -> str:
    return "\n".join(f"{problem.path} {problem.what}" for problem in problems)


def refused(name: str) -> str:
    """What is said of a file with nothing else to read."""
    with pytest.raises(NothingToRead) as error:
        read([name], DEFAULT)
    return str(error.value)
