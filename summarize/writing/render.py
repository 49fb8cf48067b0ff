"""Briefs as JSON, Markdown and HTML: the last stage. Strings out; nothing is opened or written here.

Text from articles is untrusted: in HTML it is escaped by the template engine and isolated against bidirectional
tricks, in Markdown every character that could start markup is escaped and control characters are shown by name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from summarize.data import Article, Brief, Citation, Claim, Line, Reading, Role, Word
from summarize.words import fold_space
from summarize.writing._escape import escape_markdown, visible

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = [
    "escape_markdown",
    "index_html",
    "index_json",
    "index_markdown",
    "lines_json",
    "place",
    "source_numbers",
    "to_html",
    "to_json",
    "to_markdown",
    "visible",
]

SCHEMA = "brief/1"
_AROUND = 30  # characters of a cited line shown on each side of a word that was copied from it

# --------------------------------------------------------------------------- JSON


def to_json(brief: Brief, text_paths: Mapping[str, str] | None = None) -> dict[str, Any]:
    """A brief as the JSON object that ``brief.schema.json`` describes.

    Args:
        brief: The brief.
        text_paths: For each article id, where its text was written, relative to the output folder.
    """
    numbers = source_numbers(brief)
    event = brief.event

    def cited(citations: Sequence[Citation]) -> list[dict[str, Any]]:
        return [_citation(citation, numbers) for citation in citations]

    return {
        "schema": SCHEMA,
        "id": brief.id,
        "slug": brief.slug,
        "title": {"text": brief.title.text, "citations": cited(brief.title.citations)},
        "day": {
            "value": event.day.isoformat() if event.day else None,
            "wording": event.day_wording,
            "citations": cited(event.day_citations),
            "inherited": event.day_inherited,
        },
        "place": {"text": event.place, "citations": cited(event.place_citations)},
        "participants": [{"text": one.name, "citations": cited(one.citations)} for one in event.participants],
        "sources": _sources(brief, numbers, text_paths or {}),
        "claims": [_claim(claim, numbers) for claim in brief.claims],
        "disagreements": [
            {
                "about": one.about,
                "kind": one.kind,
                "sides": [{"value": s.value, "citation": _citation(s.citation, numbers)} for s in one.sides],
            }
            for one in brief.disagreements
        ],
        "rejected": [{"text": one.text, "reason": one.reason} for one in brief.rejected],
        "problems": [{"path": one.path, "what": one.what} for one in brief.problems],
        "made_with": dict(brief.made_with),
    }


def _claim(claim: Claim, numbers: Mapping[str, int]) -> dict[str, Any]:
    return {
        "text": claim.text,
        "origin": claim.origin.value,
        "support": claim.support,
        "score": claim.score,
        "outlets": claim.outlets,
        "independent": claim.independent,
        "fallback": claim.fallback,
        "citations": [_citation(citation, numbers) for citation in claim.citations],
        "corroboration": [_citation(citation, numbers) for citation in claim.corroboration],
        "words": [
            {
                "text": word.text,
                "start": word.start,
                "end": word.end,
                "source": numbers[word.article] if word.article is not None else None,
                "at": word.at,
            }
            for word in claim.words
        ],
    }


def source_numbers(brief: Brief) -> dict[str, int]:
    """The number each source has in the brief, by article id."""
    return {reading.article.id: number for number, reading in enumerate(brief.sources, 1)}


def _citation(citation: Citation, numbers: Mapping[str, int]) -> dict[str, Any]:
    return {
        "source": numbers[citation.article],
        "line": citation.line,
        "line_end": citation.line_end,
        "start": citation.start,
        "end": citation.end,
        "quote": citation.quote,
    }


def _sources(brief: Brief, numbers: Mapping[str, int], text_paths: Mapping[str, str]) -> list[dict[str, Any]]:
    copies = dict(brief.event.copies)
    rows = []
    for reading in brief.sources:
        article, published = reading.article, reading.published
        original = copies.get(article.id)
        rows.append(
            {
                "number": numbers[article.id],
                "id": article.id,
                "path": article.path,
                "text_path": text_paths.get(article.id),
                "encoding": article.encoding,
                "sha256": article.sha256,
                "url": article.url,
                "title": article.title,
                "outlet": article.outlet,
                "published": published.day.isoformat() if published else None,
                "published_line": published.line if published else None,
                "opinion": reading.opinion,
                "copy_of": numbers[original] if original is not None else None,
            }
        )
    return rows


# ----------------------------------------------------------------- Markdown, HTML


def to_markdown(brief: Brief) -> str:
    """A brief as Markdown: head, numbered sentences with marks such as [1:L12], the cited lines below each."""
    return _environment().get_template("brief.md.jinja").render(_view(brief)).strip() + "\n"


def to_html(brief: Brief) -> str:
    """A brief as one self-contained HTML page without scripts: the brief left, its sources right."""
    return _environment().get_template("brief.html.jinja").render(_view(brief))


def index_markdown(briefs: Sequence[Brief]) -> str:
    """The briefs of a run in time order, each with a link, as Markdown."""
    return _environment().get_template("index.md.jinja").render(briefs=briefs).strip() + "\n"


def index_html(briefs: Sequence[Brief]) -> str:
    """The briefs of a run in time order, each with a link, as HTML."""
    return _environment().get_template("index.html.jinja").render(briefs=briefs)


def index_json(briefs: Sequence[Brief]) -> dict[str, Any]:
    """The briefs of a run in time order: slug, title, day, place, participants, number of sources."""
    rows = [
        {
            "slug": brief.slug,
            "id": brief.id,
            "title": brief.title.text,
            "day": brief.event.day.isoformat() if brief.event.day else None,
            "place": brief.event.place,
            "participants": [one.name for one in brief.event.participants],
            "sources": len(brief.sources),
        }
        for brief in briefs
    ]
    return {"schema": "index/1", "briefs": rows}


def lines_json(article: Article, lines: Sequence[Line]) -> dict[str, Any]:
    """An article's lines with their roles and the rules that gave them."""
    rows: list[dict[str, Any]] = []
    for line in lines:
        row: dict[str, Any] = {"number": line.number, "role": line.role.value, "rule": line.rule}
        if line.furniture:
            row["furniture"] = [
                {"kind": one.kind.value, "text": article.text[one.start : one.end]} for one in line.furniture
            ]
        rows.append(row)
    return {"article": article.id, "lines": rows}


def _view(brief: Brief) -> dict[str, Any]:
    return {"brief": brief, "numbers": source_numbers(brief), "pages": [_page(brief, r) for r in brief.sources]}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Piece:
    """A stretch of a source line, cited by the sentences of the brief with these numbers."""

    text: str
    cited_by: tuple[int, ...]


def _page(brief: Brief, reading: Reading) -> list[dict[str, Any]]:
    """The lines of a source with what the HTML page shows beside the brief: role, pieces, who cites them."""
    spans = [
        (citation.start, citation.end, number)
        for number, claim in enumerate(brief.claims, 1)
        for citation in claim.citations
        if citation.article == reading.article.id
    ]
    rows = []
    for line in reading.lines:
        inside = [span for span in spans if span[0] < line.end and span[1] > line.start]
        rows.append(
            {
                "number": line.number,
                "role": line.role.value,
                "rule": line.rule,
                "furniture": line.role in (Role.BOILERPLATE, Role.CAPTION, Role.BLANK),
                "cited": bool(inside),
                "pieces": _pieces(reading.article.text, line.start, line.end, inside),
            }
        )
    return rows


def _pieces(text: str, start: int, end: int, spans: Sequence[tuple[int, int, int]]) -> list[_Piece]:
    cuts = sorted({start, end, *(max(start, s[0]) for s in spans), *(min(end, s[1]) for s in spans)})
    return [
        _Piece(text=text[a:b], cited_by=tuple(sorted({n for s, e, n in spans if s <= a and b <= e})))
        for a, b in pairwise(cuts)
        if a < b
    ]


def _word_pieces(claim: Claim) -> Iterator[dict[str, Any]]:
    """The text of a claim cut at its words: where each was copied from, and what stands between them."""
    at = 0
    for word in claim.words:
        if word.start > at:
            yield {"text": claim.text[at : word.start], "word": False, "article": None, "at": None}
        cited = _cited(claim, word)
        yield {"text": claim.text[word.start : word.end], "word": True, "article": word.article, "at": word.at} | cited
        at = word.end
    if at < len(claim.text):
        yield {"text": claim.text[at:], "word": False, "article": None, "at": None}


def _cited(claim: Claim, word: Word) -> dict[str, Any]:
    """The citation a word was copied from, and the words around it there: what the page shows when it is pointed at."""
    for citation in claim.citations:
        if word.at is not None and citation.article == word.article and citation.start <= word.at < citation.end:
            at = word.at - citation.start
            around = citation.quote[max(0, at - _AROUND) : at + len(word.text) + _AROUND]
            return {"citation": citation, "around": f"…{around}…"}
    return {"citation": None, "around": ""}


@lru_cache(maxsize=1)
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=select_autoescape(enabled_extensions=("html.jinja",), default=False),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(
        md=escape_markdown, mark=_mark, place=place, plain=visible, long_day=_long_day, fold=fold_space
    )
    environment.filters.update(word_pieces=_word_pieces, by_line=_by_line)
    return environment


def _by_line(citations: Sequence[Citation]) -> list[Citation]:
    """The first citation of each line: two sentences of one line are one mark."""
    return list({(one.article, one.line, one.line_end): one for one in reversed(citations)}.values())[::-1]


def place(citation: Citation, numbers: Mapping[str, int]) -> str:
    """ "source 2, line 6": where a line stands that a claim does not rest on; a mark is a promise, this is not."""
    last = f"-{citation.line_end}" if citation.line_end != citation.line else ""
    return f"source {numbers[citation.article]}, line{'s' if last else ''} {citation.line}{last}"


def _mark(citation: Citation, numbers: Mapping[str, int]) -> str:
    lines = f"L{citation.line}" if citation.line == citation.line_end else f"L{citation.line}-{citation.line_end}"
    return f"[{numbers[citation.article]}:{lines}]"


def _long_day(day: Any) -> str:
    # Written out by hand: strftime follows the locale of the machine (promise 5).
    months = "January February March April May June July August September October November December".split()
    return f"{day.day} {months[day.month - 1]} {day.year}"
