"""Wordings of time and the day of publication: cases as data, and what must hold for any text."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarize.articles._times_normal import join
from summarize.articles.dates import find_times, read_dates
from summarize.data import Article, Furniture, FurnitureKind, Line, Role, Sentence
from summarize.settings import DateSettings

CASES = json.loads((Path(__file__).parent / "cases" / "dates.json").read_text(encoding="utf-8"))
TEXTS = [case for case in CASES if "text" in case]
MARKED = [
    pytest.param(case, marks=[pytest.mark.xfail(strict=True)] if case.get("known_failure") else [], id=case["label"])
    for case in TEXTS
]
PUBLISHED = [case for case in CASES if "lines" in case]


def article_of(text: str, published: str | None) -> Article:
    return Article(id="a", path="a.txt", text=text, encoding="utf-8", sha256="", published=published)


def sentence_of(text: str, start: int, end: int, index: int) -> Sentence:
    return Sentence(
        article="a", index=index, line=1, line_end=1, start=start, end=end, text=text[start:end], paragraph=0
    )


def sentences_of(text: str) -> tuple[Sentence, ...]:
    """Cut at ". " and a capital, unless an abbreviation stands before it: enough for the cases."""
    cuts = [0]
    for at in range(2, len(text) - 1):
        if (
            text[at - 2 : at] == ". "
            and text[at].isalpha() | (text[at] == '"')
            and text[at - 4 : at - 2] not in {"an", "eb"}
        ):
            cuts.append(at)
    return tuple(
        sentence_of(text, start, end, index)
        for index, (start, end) in enumerate(zip(cuts, [*[c - 1 for c in cuts[1:]], len(text)], strict=True))
    )


def body_of(text: str) -> tuple[Line, ...]:
    return (Line(number=1, start=0, end=len(text), role=Role.BODY, rule="test"),)


@pytest.mark.parametrize("case", MARKED)
def test_times_are_found_and_resolved(case: dict) -> None:
    text = case["text"]
    article = article_of(text, case["published"])
    _, found = read_dates(article, body_of(text), sentences_of(text), DateSettings())
    told = [
        {
            "surface": mention.surface,
            "normal": mention.normal,
            "first": mention.first and mention.first.isoformat(),
            "last": mention.last and mention.last.isoformat(),
        }
        for mention in found
    ]
    assert told == case["expected"], case["why"]
    assert all(text[m.start : m.end] == m.surface for m in found)


@pytest.mark.parametrize("case", TEXTS, ids=lambda case: case["label"])
def test_finding_alone_gives_the_same_wordings(case: dict) -> None:
    found = find_times(case["text"])
    assert [m.surface for m in found] == [e["surface"] for e in case["expected"]]
    assert all(m.first is None and m.sentence is None for m in found)


def lines_of(case: dict) -> tuple[str, tuple[Line, ...]]:
    text, lines = "", []
    for number, (role, line, *dateline) in enumerate(case["lines"], 1):
        start = len(text)
        furniture = tuple(
            Furniture(kind=FurnitureKind.DATELINE, start=start, end=start + len(stretch)) for stretch in dateline
        )
        lines.append(
            Line(number=number, start=start, end=start + len(line), role=Role(role), rule="test", furniture=furniture)
        )
        text += line + "\n"
    return text, tuple(lines)


@pytest.mark.parametrize("case", PUBLISHED, ids=lambda case: case["label"])
def test_an_article_is_dated_by_its_own_lines(case: dict) -> None:
    text, lines = lines_of(case)
    published, _ = read_dates(article_of(text, case["metadata"]), lines, (), DateSettings())
    assert (published and published.day.isoformat()) == case["day"], case["why"]
    assert (published and published.rule) == case["rule"]
    if published and published.line is not None:
        assert text[published.start : published.end] == published.surface
        line = lines[published.line - 1]
        assert line.start <= published.start < published.end <= line.end


def test_the_order_of_figures_can_be_set() -> None:
    lines = body_of("x")
    for order, day in (("month first", date(2016, 5, 3)), ("day first", date(2016, 3, 5)), ("refuse", None)):
        published, _ = read_dates(article_of("x", "05/03/2016"), lines, (), DateSettings(ambiguous_numeric=order))
        assert (published and published.day) == day


def test_there_are_at_least_eighty_cases() -> None:
    assert len(TEXTS) >= 80


@pytest.mark.parametrize(
    "wordings",
    [
        ["Feb. 26", "26 February", "February 26th", "the 26th of February", "26 Feb"],
        ["March 24, 2016", "24 March 2016", "2016-03-24", "03/24/2016", "24.03.2016", "Thursday, March 24, 2016"],
        ["on Tuesday", "Tuesday morning", "late Tuesday", "later on Tuesday"],
        ["five days ago", "5 days ago"],
    ],
)
def test_equal_days_have_equal_forms(wordings: list[str]) -> None:
    assert len({m.normal for wording in wordings for m in find_times(wording)}) == 1
    assert all(len(find_times(wording)) == 1 for wording in wordings)


def test_a_year_named_once_counts_for_both_ends() -> None:
    assert join("--12-30", "2016-01-02") == "2015-12-30..2016-01-02"
    assert join("2015-12-30", "--01-02") == "2015-12-30..2016-01-02"


WORDS = (
    "Feb. |29|2016|March |on |the |Tuesday |last |next |week |May |in |will |met |to |31|2|days |ago |earlier |end of "
)
PIECES = st.sampled_from([*" .,-/:'()\n\u00a0\"", *WORDS.split("|"), "1990s", "9999", "day "])


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join), st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_any_text_is_read_in_order_and_spans_are_in_order(text: str, published: date) -> None:
    article = article_of(text, published.isoformat())
    sentences = (sentence_of(text, 0, len(text), 0),)
    told, found = read_dates(article, body_of(text), sentences, DateSettings())
    assert told is not None
    assert told.day == published
    at = 0
    for mention in found:
        assert at <= mention.start < mention.end
        at = mention.end
        assert text[mention.start : mention.end] == mention.surface
        assert (mention.first is None) == (mention.last is None)
        assert mention.first is None or mention.last is None or mention.first <= mention.last


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200))
def test_any_metadata_is_read_or_refused(wording: str) -> None:
    read_dates(article_of("x", wording), body_of("x"), (), DateSettings())
