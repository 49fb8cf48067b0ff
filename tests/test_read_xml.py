"""XML that is no feed: its articles are read, and what holds none is told."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
from read_cases import DEFAULT, cases, refused, said

from summarize.articles.read import read
from summarize.errors import NothingToRead


@pytest.mark.parametrize("case", cases("xml"))
def test_xml_becomes_its_articles(here: Path, case: dict[str, Any]) -> None:
    (here / case["name"]).write_text(case["content"], "utf-8")
    try:
        articles, problems = read([case["name"]], DEFAULT)
    except NothingToRead as error:
        articles, told = (), str(error)
    else:
        told = said(problems)
    found = [{name: getattr(one, name) for name in want} for one, want in zip(articles, case["articles"], strict=True)]
    assert found == case["articles"], case["why"]
    assert all(part in told for part in case["says"]), told
    assert bool(told) == bool(case["says"]), told


@pytest.mark.parametrize(
    "content",
    [
        "<?xml version='1.0'?>" + "<a>" * 100_000,
        "<doc>" * 20_000,
        "<nitf>" + "<p>" * 50_000,
        "<doc><text>" + "<" * 9_999,
        "<!DOCTYPE nitf " * 20_000,
        "<?xml " * 20_000,
        "<doc/>" * 50_000,
    ],
    ids=lambda content: content[:24],
)
def test_hostile_xml_ends_in_a_line(here: Path, content: str) -> None:
    (here / "a.xml").write_text(content)
    start = time.monotonic()
    assert "is XML" in refused("a.xml")
    assert time.monotonic() - start < 10
