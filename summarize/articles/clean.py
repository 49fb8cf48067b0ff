"""What every line of an article is: text, headline, date, credit, caption, or furniture of the page."""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarize import words
from summarize.articles import _roles
from summarize.articles._furniture import furniture_in
from summarize.articles._units import Unit, units
from summarize.data import Article, Line, Role
from summarize.settings import CleanSettings

_ALNUM = re.compile(r"[^\W_]")


def label_lines(articles: Sequence[Article], settings: CleanSettings) -> tuple[tuple[Line, ...], ...]:
    """One tuple of lines per article: every line has a role and the rule that gave it."""
    return tuple(_label(article, settings) for article in articles)


def _label(article: Article, settings: CleanSettings) -> tuple[Line, ...]:
    spans = words.line_spans(article.text)
    plain = [article.text[start:end].strip() for start, end in spans]
    paragraphs = units(plain)
    named = _name(paragraphs, article.title)
    return _lines(article.text, spans, paragraphs, named)


def _name(paragraphs: Sequence[Unit], title: str | None) -> list[tuple[Role, str]]:
    strong = [
        u.shape.sentence and u.shape.words >= 12 and not u.shape.closer and u.shape.stops >= 0.15 for u in paragraphs
    ]
    named: list[tuple[Role, str]] = []
    ordered = [i for i, s in enumerate(strong) if s]
    first = ordered[0] if ordered else None
    closed = False
    for i, u in enumerate(paragraphs):
        s = u.shape
        before = first is not None and i > first
        inside = bool(before and ordered and i < ordered[-1])
        if before and s.closer and not s.sentence:
            closed = True
        if closed:
            named.append((Role.BOILERPLATE, "after the end of the article"))
        elif not _ALNUM.search(u.text):
            named.append((Role.BOILERPLATE, "no words"))
        elif _roles.is_caption(u, inside):
            named.append((Role.CAPTION, "photo credit or sides"))
        elif _roles.is_credit(u):
            named.append((Role.CREDIT, "names the source"))
        elif s.furniture and (s.words < 25 or s.furniture > 2):
            named.append(
                (Role.DATE, "date line")
                if _roles.is_date(u) and not before
                else (Role.BOILERPLATE, "words of page furniture")
            )
        elif _roles.is_date(u):
            foot = before and not inside and any(w.shape.date for w in paragraphs[i + 1 : i + 4])
            named.append(
                (Role.BOILERPLATE, "dated link at the foot")
                if foot or (s.starts == "upper" and s.clock and before)
                else (Role.DATE, "date line")
            )
        elif _roles.is_byline(u):
            named.append((Role.BYLINE, "names the author"))
        elif s.sentence and (s.words >= 12 or len(paragraphs) < 4 or (before and named and named[-1][0] is Role.BODY)):
            named.append((Role.BODY, "ends like a sentence inside the main block"))
        elif strong[i] or (s.words >= 25 and s.stops >= 0.2 and s.separators < 2):
            named.append((Role.BODY, "long running text"))
        else:
            named.append((Role.BOILERPLATE, "short line without a sentence"))
    if not any(role is Role.BODY for role, _ in named):
        named = [
            (Role.BODY, "nothing reads more like text")
            if role is Role.BOILERPLATE and u.shape.words >= 4 and u.shape.stops >= 0.2
            else (role, rule)
            for (role, rule), u in zip(named, paragraphs, strict=True)
        ]
    _head(paragraphs, named)
    return named


def _head(paragraphs: Sequence[Unit], named: list[tuple[Role, str]]) -> None:
    body = [i for i, (role, _) in enumerate(named) if role is Role.BODY]
    if not body:
        return
    stems = set()
    for i in body[:6]:
        stems.update(words.content_stems(paragraphs[i].text[:1000]))
    best, at = 0.0, -1
    for i in range(max(0, body[0] - 12), body[0]):
        u = paragraphs[i]
        if (
            named[i][0] is not Role.BOILERPLATE
            or named[i][1] != "short line without a sentence"
            or not 3 <= u.shape.words <= 30
        ):
            continue
        own = words.content_stems(u.text)
        score = sum(w in stems for w in own) + i * 0.01
        if own and score > best and score >= 1:
            best, at = score, i
    if at >= 0:
        named[at] = (Role.HEADLINE, "shares its words with the text below it")


def _lines(
    text: str, spans: Sequence[tuple[int, int]], paragraphs: Sequence[Unit], named: Sequence[tuple[Role, str]]
) -> tuple[Line, ...]:
    role_of: dict[int, tuple[Role, str, Unit]] = {}
    for u, (role, rule) in zip(paragraphs, named, strict=True):
        for i in range(u.first, u.last + 1):
            role_of[i] = (role, rule, u)
    lines = []
    first = True
    for i, (start, end) in enumerate(spans):
        role, rule, unit = role_of.get(i, (Role.BLANK, "blank", None))
        marks = ()
        if role is Role.BODY and unit is not None:
            marks = furniture_in(text, start, end, opens=i == unit.first, closes=i == unit.last, first=first)
            first = False
        lines.append(Line(number=i + 1, start=start, end=end, role=role, rule=rule, furniture=marks))
    return tuple(lines)
