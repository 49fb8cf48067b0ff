"""Pairs of reports on one event, made from the cases by changing, rounding or keeping a figure."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from seed_facts import sentences_of

from summarize.articles.dates import find_times
from summarize.articles.facts import read_facts
from summarize.data import Article, Disagreement, Event, Line, Published, Reading, Role
from summarize.settings import CompareSettings
from summarize.words import line_spans
from summarize.writing.compare import compare

CASES = json.loads((Path(__file__).parent / "cases/compare.json").read_text(encoding="utf-8"))
CLASSICAL = json.loads((Path(__file__).parent / "cases/compare_classical.json").read_text(encoding="utf-8"))["cases"]


@dataclass(frozen=True)
class Pair:
    """Two reports and the one disagreement between them, if any."""

    topic: str
    one: Sequence[str]
    other: Sequence[str]
    kind: str | None  # of the disagreement; None: there is none
    printed: str = ""  # the changed figure as the second report prints it


def figure_pairs() -> Iterator[Pair]:
    """Every pair the figure cases make, both ways round, so that the order of the sources cannot matter."""
    for case in CASES["figures"]:
        one, other = case["one"], case["other"]
        yield Pair(case["topic"], one, other, None)
        yield Pair(case["topic"], other, one, None)
        for change in case["changes"]:
            changed = [line.replace(change["from"], change["to"]) for line in other]
            assert changed != other, change
            yield Pair(case["topic"], one, changed, change["kind"], change["to"])
            yield Pair(case["topic"], changed, one, change["kind"], change["to"])
        for apart in case["apart"]:
            yield Pair(case["topic"], one, apart, None)


def reading_of(name: str, lines: Sequence[str], day: date | None = None) -> Reading:
    """A reading of an article, published on a day, with one paragraph a line; its times are not resolved."""
    text = "\n".join(lines)
    article = Article(id=name, path=name, text=text, encoding="utf-8", sha256="")
    spans = line_spans(text)
    cut = tuple(Line(number=n, start=a, end=b, role=Role.BODY, rule="test") for n, (a, b) in enumerate(spans, 1))
    sentences = sentences_of(article, [(n, a, b) for n, (a, b) in enumerate(spans, 1)])
    times = find_times(text)
    facts = read_facts(article, cut, sentences, times)
    published = Published(day=day, surface=str(day), rule="metadata") if day else None
    return Reading(article=article, lines=cut, sentences=sentences, published=published, times=times, facts=facts)


def event_of(readings: Sequence[Reading], copies: Sequence[tuple[str, str]] = ()) -> Event:
    """An event of these articles, in this order."""
    return Event(
        id="event", articles=tuple(reading.article.id for reading in readings), copies=tuple(copies), day=None,
        day_wording=None, day_citations=(), day_inherited=False, place=None, place_citations=(), participants=(),
    )  # fmt: skip


def disagreements(pair: Pair) -> tuple[Disagreement, ...]:
    """What compare finds between the two."""
    readings = [reading_of("one", pair.one), reading_of("other", pair.other)]
    return compare(event_of(readings), readings, CompareSettings())


def is_found(pair: Pair, found: Sequence[Disagreement]) -> bool:
    """Whether the pair's own disagreement is among those found, with its kind and its printed value."""
    figure = pair.printed.lower()
    return any(
        one.kind == pair.kind
        and any(side.value.lower() in figure or figure in side.value.lower() for side in one.sides)
        for one in found
    )
