"""The day of publication: from the metadata, else from the article's own date line, never from a link to another."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from summarize.articles import _times_words as w
from summarize.articles._times_find import find
from summarize.data import Article, FurnitureKind, Line, Published, Role
from summarize.settings import DateSettings

_RULES = {
    Role.DATE: "date line",
    FurnitureKind.DATELINE: "dateline",
    Role.BYLINE: "byline",
    Role.CREDIT: "credit",
    Role.HEADLINE: "headline",
}
_EPOCH = re.compile(r"\d{10}(?:\d{3})?")
_COMPACT = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)(?=$|T)")
_FIRST_PUBLISHED = re.compile(r"\b(?:[Pp]ublished|PUBLISHED|[Pp]osted|POSTED|[Ff]irst|[Cc]reated)\b[^|\d]{0,30}$")
_NUMERIC = re.compile(r"(?<![\d/.-])(\d{1,2})[/-](\d{1,2})[/-](?:19|20)\d\d(?!\d)")
_WEEKDAY = re.compile(rf"\b{w.ANY_WEEKDAY}")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Candidate:
    day: date
    surface: str
    start: int
    end: int
    line: int
    rule: str
    trailing: bool  # whether it stands below the last body line


def published_day(
    article: Article, lines: Sequence[Line], settings: DateSettings, parse: Callable[[str], date | None]
) -> Published | None:
    """The day and how it is known; None where the article does not say it.

    Args:
        article: its ``published`` is read first.
        lines: all its lines with their roles; boilerplate, captions and body sentences are never looked at.
        settings: what to do with "05/03/2024", and which years can be.
        parse: reads wordings of metadata that no pattern here reads.
    """
    if article.published:
        day = _from_metadata(article.published, settings, parse)
        if day:
            return Published(day=day, surface=article.published, rule="metadata")
    found = [c for c in _candidates(article, lines, settings) if _possible(c.day, settings)]
    trailing = {c.day for c in found if c.trailing}
    # Below the text stand other articles' dates too: there one day counts, several are a list of links.
    found = [c for c in found if not c.trailing or len(trailing) == 1]
    order = list(_RULES.values())
    best = min(found, key=lambda c: (order.index(c.rule), c.trailing), default=None)
    if best is None:
        return None
    return Published(day=best.day, surface=best.surface, rule=best.rule, line=best.line, start=best.start, end=best.end)


def numeric_order(text: str, settings: DateSettings) -> str:
    """The order of day and month in the figures of a text: what its unambiguous dates say, else the setting."""
    pairs = [(int(m[1]), int(m[2])) for m in _NUMERIC.finditer(text)]
    month_first = any(one <= 12 < two <= 31 for one, two in pairs)
    day_first = any(two <= 12 < one <= 31 for one, two in pairs)
    if month_first != day_first:
        return "month first" if month_first else "day first"
    return settings.ambiguous_numeric


def decided(normal: str, order: str, beside: str = "") -> str | None:
    """The one reading of a day in figures: by a weekday printed beside it, else by the order; None: unknown."""
    readings = normal.split("|")
    if len(readings) == 1:
        return normal
    named = {w.weekday_number(match[0]) for match in _WEEKDAY.finditer(beside)}
    fitting = [form for form in readings if date.fromisoformat(form).isoweekday() in named]
    if len(fitting) == 1:
        return fitting[0]
    return {"month first": readings[0], "day first": readings[1]}.get(order)


def _possible(day: date, settings: DateSettings) -> bool:
    return settings.first_year <= day.year <= settings.last_year


def _from_metadata(wording: str, settings: DateSettings, parse: Callable[[str], date | None]) -> date | None:
    text = wording.strip()
    if _EPOCH.fullmatch(text):
        return datetime.fromtimestamp(int(text[:10]), UTC).date()
    compact = _COMPACT.match(text)
    text = "-".join(compact.groups()) if compact else text
    for mention in find(text):
        form = decided(mention.normal, settings.ambiguous_numeric, text)
        if form and re.fullmatch(r"\d{4}-\d\d-\d\d", form):
            day = _day(form)
            return day if day and _possible(day, settings) else None
        if "|" in mention.normal:
            return None
    day = parse(text)
    return day if day and _possible(day, settings) else None


def _day(form: str) -> date | None:
    try:
        return date.fromisoformat(form)
    except ValueError:  # Feb. 29 of a common year
        return None


def _candidates(article: Article, lines: Sequence[Line], settings: DateSettings) -> Iterator[_Candidate]:
    order = numeric_order(article.text, settings)
    last_body = max((line.number for line in lines if line.role is Role.BODY), default=len(lines))
    for line in lines:
        stretches = [(line.start, line.end, _RULES[line.role])] if line.role in _RULES else []
        if line.role is Role.BODY:
            dated = [f for f in line.furniture if f.kind is FurnitureKind.DATELINE]
            stretches = [(f.start, f.end, _RULES[f.kind]) for f in dated]
        for start, end, rule in stretches:
            found = _in_stretch(article.text[start:end], order, rule)
            if found:
                day, first, last = found
                yield _Candidate(
                    day=day,
                    surface=article.text[start + first : start + last],
                    start=start + first,
                    end=start + last,
                    line=line.number,
                    rule=rule,
                    trailing=line.number > last_body,
                )


def _in_stretch(text: str, order: str, rule: str) -> tuple[date, int, int] | None:
    """The day a date line tells: the one called published, else the first."""
    known = []
    for mention in find(text):
        form = decided(mention.normal, order, text)
        day = _day(form) if form and re.fullmatch(r"\d{4}-\d\d-\d\d", form) else None
        edge = mention.start == 0 or mention.end >= len(text.rstrip())
        if day and (edge or rule != "headline"):  # inside a headline stands what the article is about
            named = _FIRST_PUBLISHED.search(text[: mention.start]) is not None
            known.append((not named, mention.start, mention.end, day))
    if not known:
        return None
    _, first, last, day = min(known)
    return day, first, last
