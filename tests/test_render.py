"""Rendering: what stands in a brief stands in each form of it, and nothing from an article is ever obeyed."""

import json
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import jsonschema
import pytest

import summarize
from summarize.data import (
    Article,
    Brief,
    Citation,
    Claim,
    Disagreement,
    Event,
    Line,
    Origin,
    Participant,
    Problem,
    Reading,
    Rejected,
    Role,
    Side,
    Title,
    Word,
)
from summarize.words import line_spans
from summarize.writing.render import (
    escape_markdown,
    index_html,
    index_markdown,
    lines_json,
    to_html,
    to_json,
    to_markdown,
    visible,
)

SCHEMA = json.loads((Path(summarize.__file__).parent / "brief.schema.json").read_text("utf-8"))
HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "<a href='javascript:alert(1)'>x</a>",
    "![x](http://example.org/x.png) [y](javascript:alert(1))",
    "\u202egnp.exe\u202c and \x1b[31mred\x1b[0m",
    "</bdi></div></main><style>*{display:none}</style>",
    "| a | b |\n# not a heading\n> not a quotation",
    "{{ 7 * 7 }} {% raw %}",
)


def brief_of(text: str, quote: str) -> Brief:
    """A brief of one source whose one claim is ``quote``."""
    lines = tuple(
        Line(number=n, start=a, end=b, role=Role.BODY if b > a else Role.BLANK, rule="given")
        for n, (a, b) in enumerate(line_spans(text), 1)
    )
    start = text.index(quote)
    number = 1 + text.count("\n", 0, start)
    citation = Citation(
        article="a", line=number, line_end=number + quote.count("\n"), start=start, end=start + len(quote), quote=quote
    )
    article = Article(
        id="a", path="folder/a.txt", text=text, encoding="utf-8", sha256="0" * 64, outlet="The <b>Paper</b>"
    )
    reading = Reading(article=article, lines=lines, sentences=(), published=None, times=(), facts=())
    event = Event(
        id="e1",
        articles=("a",),
        copies=(),
        day=date(2016, 2, 29),
        day_wording="Monday",
        day_citations=(citation,),
        day_inherited=False,
        place="Moscow",
        place_citations=(citation,),
        participants=(Participant(name="John Kerry", normal="john kerry", citations=(citation,)),),
    )
    first = quote.split(maxsplit=1)[0]
    claim = Claim(
        text=quote,
        origin=Origin.EXTRACTED,
        score=0.5,
        support=None,
        citations=(citation,),
        words=(Word(text=first, start=0, end=len(first), article="a", at=start),),
        outlets=1,
        independent=1,
    )
    sides = (Side(value="31 dead", citation=citation), Side(value="over 30", citation=citation))
    return Brief(
        id="e1",
        slug="2016-02-29-kerry-moscow",
        title=Title(text=quote, citations=(citation,)),
        event=event,
        sources=(reading,),
        claims=(claim,),
        disagreements=(Disagreement(about="killed", kind="compatible bound", sides=sides),),
        rejected=(Rejected(text=quote, reason="already said"),),
        problems=(Problem(path="b.txt", what=quote),),
        made_with=(("summarize", "0"),),
    )


class Page(HTMLParser):
    """What a browser would make of a page: its tags, its ids, where its links go."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.ids: set[str] = set()
        self.links: list[str] = []
        self.attributes: set[str] = set()
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        for name, value in attrs:
            if name == "id" and value:
                self.ids.add(value)
            if name in ("href", "src") and value:
                self.links.append(value)

    def handle_data(self, data: str) -> None:
        self.text += data


def test_json_follows_the_schema() -> None:
    brief = brief_of("Kerry met Lavrov.\nThey talked.", "Kerry met Lavrov.")
    jsonschema.validate(to_json(brief, {"a": "sources/a.txt"}), SCHEMA)
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_json_of_an_undated_event_has_a_null_day() -> None:
    brief = brief_of("Kerry met Lavrov.", "Kerry met Lavrov.")
    undated = replace(brief, event=replace(brief.event, day=None, place=None, participants=()))
    value = to_json(undated)
    jsonschema.validate(value, SCHEMA)
    assert value["day"]["value"] is None
    assert value["place"]["text"] is None
    assert "day not stated" in to_markdown(undated)
    assert "Monday" in to_markdown(undated)


@pytest.mark.parametrize("broken", [{"claims": [{}]}, {"schema": "brief/2"}, {"sources": []}])
def test_the_schema_refuses_what_is_no_brief(broken: dict[str, object]) -> None:
    value = to_json(brief_of("Kerry met Lavrov.", "Kerry met Lavrov.")) | broken
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(value, SCHEMA)


def test_markdown_shows_the_mark_and_the_cited_line() -> None:
    shown = to_markdown(brief_of("First line.\nKerry met Lavrov.", "Kerry met Lavrov."))
    assert "1. Kerry met Lavrov. [1:L2]" in shown
    assert "[1:L2] folder/a.txt, line 2: Kerry met Lavrov." in shown
    assert "29 February 2016" in shown
    assert "killed (both can be true): 31 dead [1:L2]; over 30 [1:L2]" in shown


def test_two_sentences_of_one_line_are_one_mark_and_both_are_quoted() -> None:
    brief = brief_of("First line.\nKerry met Lavrov. They spoke.", "Kerry met Lavrov.")
    first = brief.claims[0].citations[0]
    second = replace(first, start=first.end + 1, end=first.end + 12, quote="They spoke.")
    shown = to_markdown(replace(brief, claims=(replace(brief.claims[0], citations=(first, second)),)))
    assert "1. Kerry met Lavrov. [1:L2]\n" in shown
    assert shown.count("> [1:L2] folder/a.txt, line 2: ") == 2


def test_a_citation_over_two_lines_names_both() -> None:
    shown = to_markdown(brief_of("Kerry met\nLavrov.", "Kerry met\nLavrov."))
    assert "[1:L1-2]" in shown
    assert "lines" not in shown.split("> [1:L1-2]")[1].split(":")[0]


def test_a_line_that_tells_the_same_is_named_but_is_no_mark() -> None:
    brief = brief_of("Talks began in Moscow.\nTalks were held in Moscow.", "Talks began in Moscow.")
    other = Citation(article="a", line=2, line_end=2, start=23, end=49, quote="Talks were held in Moscow.")
    claims = (replace(brief.claims[0], corroboration=(other,)),)
    told = replace(brief, claims=claims)
    markdown, page = to_markdown(told), to_html(told)
    assert "Also told by source 1, line 2" in markdown
    assert "[1:L2]" not in markdown + page
    assert '; also told by <a href="#s1-l2" title="Talks were held in Moscow.">source 1, line 2</a>' in page
    assert [row["line"] for row in to_json(told)["claims"][0]["corroboration"]] == [2]
    jsonschema.validate(to_json(told), SCHEMA)


def test_every_link_of_the_page_goes_to_a_line_or_a_sentence_of_it() -> None:
    page = Page(to_html(brief_of("First line.\nKerry met Lavrov.", "Kerry met Lavrov.")))
    assert "#s1-l2" in page.links
    assert all(link.removeprefix("#") in page.ids for link in page.links)


@pytest.mark.parametrize("text", HOSTILE)
def test_article_text_is_shown_and_never_obeyed_in_html(text: str) -> None:
    page = Page(to_html(brief_of(text, text)))
    plain = Page(to_html(brief_of("Plain words.", "Plain words.")))
    assert page.tags <= plain.tags
    assert page.attributes <= plain.attributes
    assert all(link.startswith("#") for link in page.links)
    assert "".join(visible(text).split()) in "".join(page.text.split())
    assert "\u202e" not in page.text


@pytest.mark.parametrize("text", HOSTILE)
def test_article_text_is_shown_and_never_obeyed_in_markdown(text: str) -> None:
    shown = escape_markdown(text)
    assert "\n" not in shown
    assert "\x1b" not in shown
    assert "\u202e" not in shown
    for sign in "<>[]|*`":
        assert shown.count(sign) == shown.count("\\" + sign)


@pytest.mark.parametrize(
    ("text", "shown"), [("_a_ b", r"\_a\_ b"), ("a_b.txt", "a_b.txt"), ("__init__", r"\_\_init\_\_")]
)
def test_an_underscore_is_escaped_where_it_would_be_markup(text: str, shown: str) -> None:
    assert escape_markdown(text) == shown


def test_escaping_keeps_ordinary_prose_as_it_is() -> None:
    prose = "Prices rose 5.8% & fell: “no more”, he said (AFP) – U.S.–Russia #1!"
    assert escape_markdown(prose) == prose


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("# heading", "\\# heading"),
        ("1. item", "1\\. item"),
        ("- item", "\\- item"),
        ("12) item", "12\\) item"),
        ("a - b", "a - b"),
        ("1.", "1\\."),
        ("---", "\\---"),
        ("1.5 percent", "1.5 percent"),
        ("310-3,400", "310-3,400"),
        ("+3 points", "+3 points"),
    ],
)
def test_what_opens_a_block_is_escaped_at_the_start_only(text: str, shown: str) -> None:
    assert escape_markdown(text) == shown


def test_the_page_needs_no_script_and_nothing_from_elsewhere() -> None:
    html = to_html(brief_of("Kerry met Lavrov.", "Kerry met Lavrov."))
    assert "script" not in Page(html).tags
    assert "http" not in html.replace("http-equiv", "")
    assert "default-src 'none'" in html


def test_the_index_lists_each_brief_with_a_link() -> None:
    brief = brief_of("Kerry met Lavrov.", "Kerry met Lavrov.")
    assert "(2016-02-29-kerry-moscow.md)" in index_markdown([brief])
    assert "2016-02-29-kerry-moscow.html" in Page(index_html([brief])).links


def test_lines_are_told_with_role_and_rule() -> None:
    brief = brief_of("Kerry met Lavrov.\n", "Kerry met Lavrov.")
    value = lines_json(brief.sources[0].article, brief.sources[0].lines)
    assert value["lines"][0] == {"number": 1, "role": "body", "rule": "given"}
    assert len(value["lines"]) == 2
