"""What the page shows, as HTML. Every value goes through the template engine, which escapes it.

Nothing of an article is ever taken for markup: text is cut into pieces here, and the templates put escaped text between
tags of their own. Control characters and direction marks are shown by name.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from summarize.data import Brief, Citation, Claim, Event, Line, Problem, Reading, Role
from summarize.words import word_spans
from summarize.writing.render import place, source_numbers, visible

if TYPE_CHECKING:
    from jinja2 import Environment

_TITLE_CHARS = 110
_MONTHS = "January February March April May June July August September October November December".split()
_ORIGINS = {"extracted": "", "compressed": "shortened", "fused": "joined"}  # a sentence as printed needs no word
_ROLES = {
    Role.BODY: "text",
    Role.HEADLINE: "headline",
    Role.DATE: "date line",
    Role.BYLINE: "byline",
    Role.CREDIT: "credit",
    Role.CAPTION: "caption",
    Role.BOILERPLATE: "page furniture",
    Role.BLANK: "blank",
}
_WORD_CHARS = 200  # more than any word has
_CLOSING = ".,;:!?)\"'”’"  # marks that belong to the word before them
_BETWEEN = " ,;:()'\"“”‘’–—-\r\n"  # what may stand between two copied words in a row
_DIMMED = (Role.BOILERPLATE, Role.CAPTION, Role.CREDIT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of a text and the sentences of the brief it belongs to."""

    start: int
    end: int
    claim: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of a source line: cited by these sentences, its words copied by those."""

    text: str
    cited_by: tuple[int, ...]
    copied_by: tuple[int, ...]
    furniture: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A stretch of a sentence: copied from its sources, or new."""

    text: str
    copied: bool


def brief_html(brief: Brief | None) -> str:
    """The brief left, its sources right; a hint where there is none."""
    if brief is None:
        return _filled("empty")
    numbers = source_numbers(brief)
    return _filled(
        "brief",
        brief=brief,
        numbers=numbers,
        claims=[_claim(claim, number, brief, numbers) for number, claim in enumerate(brief.claims, 1)],
        sources=[_source(brief, reading) for reading in brief.sources],
    )


def articles_html(readings: Sequence[Reading], problems: Sequence[Problem]) -> str:
    """What was read: title, outlet, date, number of lines; and what could not be, and why."""
    rows = [
        {
            "title": title_of(reading),
            "path": reading.article.path,
            "outlet": reading.article.outlet,
            "published": reading.published,
            "opinion": reading.opinion,
            "lines": len(reading.lines),
            "text_lines": sum(line.role is Role.BODY for line in reading.lines),
        }
        for reading in readings
    ]
    return _filled("articles", rows=rows, problems=problems)


def status_html(text: str, kind: str = "idle", done: int = 0, total: int = 0) -> str:
    """One line that says what is going on; screen readers are told of a change.

    Args:
        text: What is going on.
        kind: "idle", "busy", "done" or "wrong".
        done: Steps done.
        total: Of how many; 0 where that is not known.
    """
    return _filled("status", text=text, kind=kind, done=done, total=total)


def choice_label(brief: Brief) -> str:
    """A meeting in the timeline: its day, then place, participants and sources, on two lines. Plain text."""
    event = brief.event
    people = ", ".join(one.name for one in event.participants)
    parts = [event.place or "", people or brief.title.text, outlets(event)]
    second = " · ".join(_short(part) for part in parts if part)
    return f"{long_day(event.day) if event.day else 'Day not stated'}\n{visible(second)}"


def outlets(event: Event) -> str:
    """How many articles report a meeting."""
    return "1 article" if len(event.articles) == 1 else f"{len(event.articles)} articles"


def title_of(reading: Reading) -> str:
    """What an article is called: its metadata's title, its headline, or how it begins."""
    text = reading.article.text
    headline = next((text[one.start : one.end] for one in reading.lines if one.role is Role.HEADLINE), None)
    return _short(reading.article.title or headline or reading.sentences[0].text)


def copied_spans(claim: Claim, article: str, text: str, number: int) -> list[Span]:
    """Where the words of a claim stand in an article, words in a row taken together."""
    spans: list[Span] = []
    for at in sorted({word.at for word in claim.words if word.article == article and word.at is not None}):
        end = at + next((stop for _, stop in word_spans(text[at : at + _WORD_CHARS])), 1)
        while end < len(text) and text[end] in _CLOSING:
            end += 1
        if spans and not text[spans[-1].end : at].strip(_BETWEEN):
            spans[-1] = Span(start=spans[-1].start, end=end, claim=number)
        else:
            spans.append(Span(start=at, end=end, claim=number))
    return spans


def runs(claim: Claim) -> list[Run]:
    """The text of a claim cut where copied words turn to new ones; marks go with the word before them."""
    cuts = [(0 if index == 0 else word.start, word.at is not None) for index, word in enumerate(claim.words)]
    turns = [one for index, one in enumerate(cuts) if index == 0 or one[1] != cuts[index - 1][1]]
    edges = [start for start, _ in turns] + [len(claim.text)]
    if not turns:
        return [Run(text=claim.text, copied=False)]
    return [Run(text=claim.text[a:b], copied=turns[index][1]) for index, (a, b) in enumerate(pairwise(edges))]


def cut(text: str, line: Line, cited: Sequence[Span], copied: Sequence[Span]) -> list[Piece]:
    """A line of a source in pieces, each with the sentences it serves."""
    near = [span for span in (*cited, *copied) if span.start < line.end and span.end > line.start]
    furniture = [(one.start, one.end) for one in line.furniture]
    edges = {line.start, line.end, *(s.start for s in near), *(s.end for s in near), *(a for f in furniture for a in f)}
    points = sorted(point for point in edges if line.start <= point <= line.end)

    def over(spans: Sequence[Span], a: int, b: int) -> tuple[int, ...]:
        return tuple(sorted({span.claim for span in spans if span.start <= a and b <= span.end}))

    return [
        Piece(
            text=text[a:b],
            cited_by=over(cited, a, b),
            copied_by=over(copied, a, b),
            furniture=any(start <= a and b <= end for start, end in furniture),
        )
        for a, b in pairwise(points)
    ]


def long_day(day: Any) -> str:
    """ "24 March 2016", whatever the machine's language (promise 5)."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _claim(claim: Claim, number: int, brief: Brief, numbers: dict[str, int]) -> dict[str, Any]:
    return {
        "number": number,
        "runs": runs(claim),
        "citations": claim.citations,
        "corroboration": claim.corroboration,
        "origin": _ORIGINS[claim.origin.value],
        "new": any(word.at is None for word in claim.words),
        "opinion": all(brief.sources[numbers[one.article] - 1].opinion for one in claim.citations),
        "outlets": claim.outlets,
        "independent": claim.independent,
        "reference": f"{claim.text} {_reference(claim.citations, brief, numbers)}",
    }


def _reference(citations: Sequence[Citation], brief: Brief, numbers: dict[str, int]) -> str:
    """Where a sentence stands, for someone who has only the copied sentence."""
    parts = []
    for one in citations:
        article = brief.sources[numbers[one.article] - 1].article
        parts.append(f"{article.outlet or article.path}, {lines_of(one)}")
    return f"[{'; '.join(dict.fromkeys(parts))}]"


def lines_of(citation: Citation) -> str:
    """ "line 12", "lines 12-13"."""
    if citation.line == citation.line_end:
        return f"line {citation.line}"
    return f"lines {citation.line}-{citation.line_end}"


def _source(brief: Brief, reading: Reading) -> dict[str, Any]:
    article = reading.article
    cited = [
        Span(start=citation.start, end=citation.end, claim=number)
        for number, claim in enumerate(brief.claims, 1)
        for citation in claim.citations
        if citation.article == article.id
    ]
    copied = [
        span
        for number, claim in enumerate(brief.claims, 1)
        for span in copied_spans(claim, article.id, article.text, number)
    ]
    rows = []
    for line in reading.lines:
        pieces = cut(article.text, line, cited, copied)
        rows.append(
            {
                "number": line.number,
                "role": _ROLES[line.role],
                "dimmed": line.role in _DIMMED,
                "head": line.role is Role.HEADLINE,
                "pieces": pieces,
                "used_by": sorted({number for piece in pieces for number in piece.cited_by}),
            }
        )
    return {"reading": reading, "title": title_of(reading), "lines": rows}


def _mark(citation: Citation, numbers: dict[str, int]) -> str:
    end = f"-{citation.line_end}" if citation.line_end != citation.line else ""
    return f"{numbers[citation.article]}:L{citation.line}{end}"


def _short(text: str) -> str:
    folded = " ".join(text.split())
    if len(folded) <= _TITLE_CHARS:
        return folded
    cut = folded[: _TITLE_CHARS + 1]
    whole = cut[: cut.rfind(" ")] if " " in cut else cut[:-2]
    return whole.rstrip(" ,;:-–—") + " …"


@lru_cache(maxsize=1)
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(plain=visible, long_day=long_day, mark=_mark, place=place, lines_of=lines_of)
    return environment


def _filled(name: str, **values: Any) -> str:
    return _environment().get_template(f"{name}.html.jinja").render(values)
