"""The day of a brief, worked out again from the words it cites."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from evaluation.audit_folder import Source, Written
from evaluation.audit_operators import SPEECH, read_operators
from evaluation.audit_times import read_times
from evaluation.audit_units import read_units
from evaluation.audit_words import fold

_COUNTED = re.compile(
    r"\b(\d+|a|an|one|two|three|four|five|six|seven|eight|nine|ten) (day|week)s? (ago|earlier|before|later)\b"
)
_NUMBERS = {word: value for value, word in enumerate("one two three four five six seven eight nine ten".split(), 1)}


def check_day(written: Written) -> list[tuple[str, str]]:
    """What is wrong with the day of a brief: (kind of finding, why)."""
    day = written.brief["day"]
    quotes = [citation["quote"] for citation in day["citations"]]
    wording = day.get("wording")
    found = []
    if (
        wording
        and quotes
        and not all(any(fold(part) in fold(q) for q in quotes) for part in re.split(r"\s*(?:;|…|\.\.\.)\s*", wording))
    ):
        found.append(("ungrounded", f"the wording {wording!r} stands in no cited quote"))
    for number, source in written.sources.items():
        if why := _published(written, number, source):
            found.append(("wrong", why))
    if day["value"] is None:
        return found
    value = date.fromisoformat(day["value"])
    if not quotes:
        return [*found, ("ungrounded", f"the day {value} cites no line")]
    against = {source.published for source in written.sources.values() if source.published}
    against |= {full for quote in quotes for full in _full_dates(quote)}
    possible = days_of(wording or "", against) or set().union(*(days_of(quote, against) for quote in quotes))
    if value not in possible:
        told = ", ".join(sorted(str(one) for one in possible)) or "no day"
        found.append(("ungrounded", f"the day {value} does not follow from {wording!r}: {told}"))
    if wording and all(_of_statement(_line(written, citation), wording) for citation in day["citations"]):
        found.append(("ungrounded", f"{wording!r} is the day of a statement, not of the meeting"))
    return found


def days_of(text: str, against: Iterable[date]) -> set[date]:
    """The days a wording can mean, read on any of the days ``against``."""
    days = set(_full_dates(text))
    known = {(one.month, one.day) for one in days}
    future = any(o.name == "plan" for o in read_operators(text, read_units(text))) or re.search(r"\bnext\b", text)
    for base in against:
        for fact in read_times(text):
            if weekday := re.fullmatch(r"weekday-(\d)", fact.normal):
                back = (base.isoweekday() - int(weekday[1])) % 7
                days.add(base - timedelta(back))
                if re.search(r"\blast\b", text) and back == 0:
                    days.add(base - timedelta(7))
                if future:
                    days.add(base + timedelta((-back) % 7))
            elif (month_day := re.fullmatch(r"(\d\d)-(\d\d)", fact.normal)) and (
                int(month_day[1]),
                int(month_day[2]),
            ) not in known:
                days |= _nearest(base, int(month_day[1]), int(month_day[2]))
        days |= _relative(text.lower(), base)
    return days


def _full_dates(text: str) -> list[date]:
    found = []
    for fact in read_times(text):
        if match := re.fullmatch(r"(\d{2,4})-(\d\d)-(\d\d)", fact.normal):
            year = int(match[1]) + (2000 if len(match[1]) == 2 else 0)
            try:
                found.append(date(year, int(match[2]), int(match[3])))
            except ValueError:
                continue
    return found


def _nearest(base: date, month: int, day: int) -> set[date]:
    days = set()
    for year in (base.year - 1, base.year, base.year + 1):
        try:
            days.add(date(year, month, day))
        except ValueError:
            continue
    return {min(days, key=lambda one: abs((one - base).days))} if days else set()


def _relative(text: str, base: date) -> set[date]:
    days = set()
    if re.search(r"\b(?:today|tonight|this (?:morning|afternoon|evening)|earlier in the day|later in the day)\b", text):
        days.add(base)
    if re.search(r"\b(?:yesterday|last night|the day before|the previous day)\b", text):
        days.add(base - timedelta(1))
    if re.search(r"\btomorrow\b", text):
        days.add(base + timedelta(1))
    for match in _COUNTED.finditer(text):
        count = int(match[1]) if match[1].isdigit() else _NUMBERS.get(match[1], 1)
        step = timedelta(count * (7 if match[2] == "week" else 1))
        days.add(base + step if match[3] == "later" else base - step)
    return days


def _line(written: Written, citation: dict[str, Any]) -> str:
    """The line a citation stands on, up to its end; the quote may be no more than "Thursday"."""
    source = written.sources.get(citation["source"])
    if source is None or not 1 <= citation["line"] <= len(source.lines):
        return str(citation["quote"])
    return source.text[source.lines[citation["line"] - 1][0] : citation["end"]]


def _of_statement(quote: str, wording: str) -> bool:
    """Whether every place of the wording in the quote follows a verb of speech: "the ministry said Thursday"."""
    said = "|".join(sorted(SPEECH))
    places = [match.start() for match in re.finditer(re.escape(fold(wording)), fold(quote))]
    return bool(places) and all(
        re.search(rf"\b(?:{said})(?: late| early)?(?: on)? $", fold(quote)[:at]) for at in places
    )


def _published(written: Written, number: int, source: Source) -> str | None:
    row = next(row for row in written.brief["sources"] if row["number"] == number)
    line = row.get("published_line")
    if not line or not source.published or not 1 <= line <= len(source.lines):
        return None
    start, end = source.lines[line - 1]
    held = _full_dates(source.text[start:end]) or list(days_of(source.text[start:end], [source.published]))
    if (
        held
        and source.published not in held
        and not any((d.day, d.month) == (source.published.month, source.published.day) for d in held)
    ):
        said = source.text[start:end].strip()[:60]
        return f"source {number} was published {source.published} by line {line}, which says {said!r}"
    return None
