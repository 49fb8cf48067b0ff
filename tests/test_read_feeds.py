"""Feeds: entries that carry an article are read, the others told, and hostile XML ends in a line."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
from read_cases import DEFAULT, cases, refused, said

from summarize.articles.read import read
from summarize.errors import NothingToRead

TEXT = "The ministers met in Oslo on Tuesday."


@pytest.mark.parametrize("case", cases("feeds"))
def test_a_feed_becomes_its_articles(here: Path, case: dict[str, Any]) -> None:
    (here / case["name"]).write_text(case["content"], "utf-8")
    try:
        articles, problems = read([case["name"]], DEFAULT)
    except NothingToRead as error:
        articles, problems = (), ()
        told = str(error)
    else:
        told = said(problems)
    assert [
        {name: getattr(one, name) for name in want} for one, want in zip(articles, case["articles"], strict=True)
    ] == (case["articles"]), case["why"]
    assert all(part in told for part in case["says"]), told
    assert bool(told) == bool(case["says"]), told


def test_a_feed_in_a_folder_is_read(here: Path) -> None:
    (here / "in").mkdir()
    (here / "in" / "a.rss").write_text(f"<rss><channel><item><content>{TEXT}</content></item></channel></rss>")
    (article,), _ = read(["in"], DEFAULT)
    assert (article.path, article.text) == ("in/a.rss#1", TEXT)


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (f'<!DOCTYPE rss [<!ENTITY l0 "ha">{LAUGHS}]><rss><item><title>&l9;</title></item></rss>', "declares entities"),
        ('<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><item>&x;</item></rss>', "declares entities"),
        ('<rss xmlns:x="y">' + "<a>" * 100_000, "no entry was found"),
        ("<rss>" * 100_000, "no entry was found"),
        ("<rss><channel>" + "<item>" * 300, "an entry without its article"),
        ("<feed><entry><content>" + "<p>" * 5_000, "an entry without its article"),
        ("<rss><channel><item><title>" + "<" * 100_000, "an entry without its article"),
    ],
)
def test_hostile_xml_ends_in_a_line(here: Path, content: str, says: str) -> None:
    (here / "a.xml").write_text(content)
    start = time.monotonic()
    assert says in refused("a.xml")
    assert time.monotonic() - start < DEFAULT.html_seconds


def test_nothing_outside_a_feed_is_fetched(here: Path) -> None:
    (here / "secret.txt").write_text("secret")
    (here / "a.dtd").write_text("<!ENTITY x 'secret'>")
    (here / "a.xml").write_text(
        f'<!DOCTYPE rss SYSTEM "a.dtd"><rss xmlns:xi="http://www.w3.org/2001/XInclude"><channel><item><content>{TEXT}'
        '&x;<xi:include href="secret.txt" parse="text"/></content></item></channel></rss>'
    )
    (article,), _ = read(["a.xml"], DEFAULT)
    assert "secret" not in article.text
    assert article.text.startswith(TEXT)
