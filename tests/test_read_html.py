"""Pages: told from plain text, read by a process of their own, dated by what they say of themselves."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from read_cases import DEFAULT, PARAGRAPH, cases, refused

from summarize.articles._decode import Refused
from summarize.articles._html import HtmlReader, is_html
from summarize.articles._html_nesting import level
from summarize.articles.read import read


@pytest.mark.parametrize("case", cases("html_or_text"))
def test_pages_are_told_from_plain_text(case: dict[str, Any]) -> None:
    assert is_html(case["text"], case["named_so"]) == case["html"]


def page(body: str = PARAGRAPH * 4, head: str = "") -> str:
    return f"""<!DOCTYPE html><html><head><title>Talks in Oslo</title>{head}</head><body>
        <nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li></ul></nav>
        <article><h1>Talks in Oslo</h1>{body}</article>
        <div class="related-stories"><h3>Related</h3><span class="date">May 4, 2011</span><a href="/x">Other talks</a>
        </div>
        <footer>Copyright 2019 Example. <time datetime="2019-05-05">May 5, 2019</time></footer></body></html>"""


def test_a_page_becomes_its_article_with_its_metadata(here: Path) -> None:
    head = """<meta property="og:site_name" content="Example News"><link rel="canonical" href="https://example.org/a">
        <meta property="article:published_time" content="2016-03-24T22:00:00Z">"""
    (here / "a.txt").write_text(page(head=head))
    (article,), problems = read(["a.txt"], DEFAULT)
    assert "officials said." in article.text
    assert "Other talks" not in article.text
    assert "Copyright" not in article.text
    assert (article.title, article.outlet) == ("Talks in Oslo", "Example News")
    assert (article.url, article.published) == ("https://example.org/a", "2016-03-24")
    assert problems == ()


@pytest.mark.parametrize(
    ("body", "head", "published"),
    [
        (PARAGRAPH * 4, "", None),
        ('<span class="date">March 24, 2016</span>' + PARAGRAPH * 4, "", "2016-03-24"),
        ('<header><time datetime="2016-03-24">Thursday</time></header>' + PARAGRAPH * 4, "", "2016-03-24"),
        (PARAGRAPH * 4, '<meta name="date" content="2016-03-24">', "2016-03-24"),
        (PARAGRAPH * 2 + "<p>The first talks were held on 3 March 2014.</p>" + PARAGRAPH, "", None),
        (
            PARAGRAPH * 4 + '<script type="application/ld+json">{"datePublished": "2016-03-24"}</script>',
            "",
            "2016-03-24",
        ),
    ],
    ids=[
        "only others' dates",
        "beside the headline",
        "time element",
        "metadata",
        "running text",
        "JSON-LD at the foot",
    ],
)
def test_a_page_is_never_dated_by_its_foot_or_its_related_links(body: str, head: str, published: str | None) -> None:
    articles, _ = read(["-"], DEFAULT, BytesIO(page(body, head).encode()))
    assert articles[0].published == published


def test_a_page_without_an_article_is_told(here: Path) -> None:
    (here / "a.html").write_text("<!DOCTYPE html><html><body><script>var a = 1</script></body></html>")
    assert "a page in which no article was found" in refused("a.html")


def test_one_process_serves_all_pages_and_a_hostile_one_costs_only_itself() -> None:
    hostile = "<html><body><p " + " ".join(f"a{n}=1" for n in range(200_000)) + f">x</p>{PARAGRAPH * 4}</body></html>"
    with HtmlReader(1.0, 2000) as pages:
        first = pages.page(page())
        before = pages._process
        assert pages.page(page()) == first
        assert pages._process is before
        with pytest.raises(Refused, match="took over html_seconds = 1"):
            pages.page(hostile)
        assert before is not None
        assert before.returncode is not None  # ended, and not left behind
    with HtmlReader(20.0, 2000) as pages:
        with pytest.raises(Refused):
            pages.page("<html><body>" + "<div>" * 200_000)
        assert pages.page(page()) == first
        after = pages._process
    assert after is not None
    assert after.returncode is not None


def test_a_page_over_its_memory_is_told_and_a_reader_that_cannot_start_too() -> None:
    with HtmlReader(60.0, 160) as pages, pytest.raises(Refused, match="html_memory_mb"):
        pages.page(f"<html><body>{PARAGRAPH * 30_000}</body></html>")
    with HtmlReader(60.0, 10) as pages:
        for _ in range(2):
            with pytest.raises(Refused, match="the HTML reader cannot be used"):
                pages.page(page())


def test_hostile_addresses_of_a_page_are_dropped() -> None:
    articles, _ = read(["-"], DEFAULT, BytesIO(page(head='<link rel="canonical" href="javascript:alert(1)">').encode()))
    assert articles[0].url is None


@pytest.mark.parametrize("tags", ["<div></div>", "<span></span>", "<my-box></my-box>", "<ul><li></li></ul>"])
def test_a_page_nested_deeper_than_its_parser_reads_keeps_its_text(here: Path, tags: str) -> None:
    opened, closed = (part * 10_000 for part in (tags[: tags.index("</")], tags[tags.index("</") :]))
    (here / "a.html").write_text(f"<html><body>{opened}{PARAGRAPH * 2}{closed}{PARAGRAPH}</body></html>")
    (article,), _ = read(["a.html"], DEFAULT)
    assert "officials said." in article.text


def test_an_ordinary_page_is_left_as_it_is() -> None:
    page = "<div><script>'<div>'.repeat(99) + '<div>'</script><p>A<br/><b>B</b><!-- <i> --></div>" * 50
    assert level(page) == page


def test_what_is_nested_too_deeply_stays_parted() -> None:
    page = "<div>" * 70 + "<section>One.</section><section>T<b>w</b>o.</section>" + "</div>" * 70
    assert "<br>One.<br>Two.<br>" in level(page)
    assert level("<div>" * 60 + "A<b>B</b><div>C</div>").endswith("AB<br>C<br>")
    assert level(page).count("<div>") == level(page).count("</div>") == 60
