"""JSON and Markdown: articles as programs write them, and texts with marks."""

from __future__ import annotations

import json
import random
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from read_cases import DEFAULT, cases, refused, said

from summarize.articles._markdown import show
from summarize.articles.read import documents_to_articles, read
from summarize.errors import NothingToRead

# ------------------------------------------------------------------- Markdown


@pytest.mark.parametrize("case", cases("markdown"))
def test_markdown_is_read_as_it_is_shown(here: Path, case: dict[str, Any]) -> None:
    (here / "a.md").write_bytes(case["content"].encode("utf-8"))
    (article,), problems = read(["a.md"], DEFAULT)
    told = {"text": article.text, "title": article.title, "published": article.published, "url": article.url}
    assert told == {"published": None, "url": None} | {name: case[name] for name in told if name in case}
    assert problems == ()


def test_markdown_without_a_text_is_told(here: Path) -> None:
    (here / "a.md").write_text("![A picture](a.jpg)\n\n[Home](/)\n")
    assert "shows nothing but pictures, links and marks" in refused("a.md")


@given(st.text(alphabet="ab *_#->|[]()`!<>&\n\r\t1.:=~^\\é\u2028", max_size=120))
@settings(deadline=None)
def test_markdown_keeps_its_lines(text: str) -> None:
    assert show(text).text.count("\n") == text.count("\n")


@pytest.mark.parametrize("mark", ["[", "![", "_a", "a|b\n-|-\n", "> ", "```\n", "a\n"])
def test_hostile_markdown_is_shown_in_time(mark: str) -> None:
    assert show(mark * 10_000).text.count("\n") == 10_000 * mark.count("\n")


# ----------------------------------------------------------------------- JSON


@pytest.mark.parametrize("case", cases("documents"))
def test_documents(here: Path, case: dict[str, Any]) -> None:
    (here / case["name"]).write_bytes(case["content"].encode("utf-8"))
    try:
        articles, problems = read([case["name"]], DEFAULT)
        told = said(problems)
    except NothingToRead as error:
        articles, told = (), str(error)
    assert len(articles) == len(case["articles"])
    for article, expected in zip(articles, case["articles"], strict=True):
        assert {name: getattr(article, name) for name in expected} == expected
        json.dumps(article.text, ensure_ascii=False).encode("utf-8")
    for says in case["says"]:
        assert says in told
    assert case["says"] or not told


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(), max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["text", "id", "title", "url", "date", "source"]), inner, max_size=6)
    ),
    max_leaves=12,
)


@given(st.lists(JSON, max_size=5))
@example([{"text": [None, {"text": "0"}]}])
@settings(deadline=None)
def test_any_json_becomes_articles_or_problems(documents: list[object]) -> None:
    articles, problems = documents_to_articles(documents, "x")
    told = {problem.path for problem in problems}
    kept = {article.path for article in articles}
    # An object that wraps a list is heard of by what is in it: "x#1#2".
    assert {path.split("#")[1] for path in kept | told} == {str(n) for n in range(1, len(documents) + 1)}
    for article in articles:
        f"{article}".encode()


def test_equal_ids_become_unique_in_a_way_no_order_changes(here: Path) -> None:
    documents = [{"id": "x", "text": f"Number {n} met."} for n in range(5)] + [{"id": "x#2", "text": "Own."}]
    ids = []
    for seed in range(4):
        random.Random(seed).shuffle(documents)
        articles, problems = read(["-"], DEFAULT, BytesIO(json.dumps(documents).encode()))
        assert len({article.id for article in articles}) == 6
        assert len(problems) == 4
        ids.append(sorted((article.text, article.id) for article in articles))
    assert all(one == ids[0] for one in ids)
