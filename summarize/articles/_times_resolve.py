"""From normal forms to days: the first and the last day a wording can mean."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from summarize.articles import _times_words as w
from summarize.articles._times_tense import Direction

Span = tuple[date, date]

_DAY = timedelta(days=1)
_PART = re.compile(r"(?<=.)-(start|early|mid|end|late|earlier|later)$")
_SEASON_MONTHS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}  # the northern year, by whole months
_WEEKDAY_WORD = re.compile(rf"^\s*({w.ANY_WEEKDAY})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """What a wording is resolved against."""

    published: date | None
    direction: Direction
    surface: str = ""
    mentioned: date | None = None  # the day last spoken of in the same sentence
    max_ahead_days: int = 270


def resolve(normal: str, base: Base) -> Span | None:
    """The first and the last day, both included, that the normal form can mean; None where it cannot be known."""
    try:
        return _resolve(normal, base)
    except (ValueError, OverflowError):  # Feb. 29 of a common year, a day before the year 1
        return None


def _resolve(normal: str, base: Base) -> Span | None:
    if ".." in normal:
        one, _, other = normal.partition("..")
        return _range(one, other, base)
    part = _PART.search(normal)
    if part:
        span = _resolve(normal[: part.start()], base)
        return span and _narrowed(span, part[1], normal, base)
    for shape, reader in _FREE:
        match = re.fullmatch(shape, normal)
        if match:
            return reader(match)
    if normal.startswith("mention"):
        return _from_mention(normal, base.mentioned)
    return _against_publication(normal, base) if base.published else None


# ------------------------------------------------------------ without a context


def _month_span(year: int, month: int) -> Span:
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def _season(match: re.Match[str]) -> Span:
    year, month = int(match[1]), _SEASON_MONTHS[match[2]]
    last = month + 2
    return date(year, month, 1), _month_span(year + (last > 12), (last - 1) % 12 + 1)[1]


def _single(day: date) -> Span:
    return day, day


_FREE = (
    (r"(\d{4})-(\d\d)-(\d\d)", lambda m: _single(date(int(m[1]), int(m[2]), int(m[3])))),
    (r"(\d{4})-(\d\d)", lambda m: _month_span(int(m[1]), int(m[2]))),
    (r"(\d{4})", lambda m: (date(int(m[1]), 1, 1), date(int(m[1]), 12, 31))),
    (r"(\d{3}0)s", lambda m: (date(int(m[1]), 1, 1), date(int(m[1]) + 9, 12, 31))),
    (r"(\d{4})-Q(\d)", lambda m: (date(int(m[1]), 3 * int(m[2]) - 2, 1), _month_span(int(m[1]), 3 * int(m[2]))[1])),
    (r"(\d{4})-(spring|summer|autumn|winter)", _season),
)


def _range(one: str, other: str, base: Base) -> Span | None:
    """From one end to the other: the end nearer to publication is found first, the other one seen from it."""
    ahead = base.direction is Direction.FUTURE
    near, far = (one, other) if ahead else (other, one)
    known = _resolve(near, base)
    if known is None:
        return None
    edge = known[1] if ahead else known[0]
    beyond = _resolve(far, Base(published=edge, direction=base.direction, max_ahead_days=366))
    if beyond is None:
        return None
    first, last = min(known[0], beyond[0]), max(known[1], beyond[1])
    return first, last


def _from_mention(normal: str, mentioned: date | None) -> Span | None:
    match = re.fullmatch(r"mention([+-]?\d+)-(day|week|month|year)", normal)
    if not match or mentioned is None:
        return None
    steps = int(match[1])
    if match[2] == "day" or (match[2] == "week" and steps):
        return _single(mentioned + steps * _DAY * (7 if match[2] == "week" else 1))
    return _calendar(match[2], steps, mentioned)


# ---------------------------------------------------- against the publication day


def _against_publication(normal: str, base: Base) -> Span | None:
    published = base.published or date.min
    if normal.startswith("weekday"):
        return _weekday(normal, published, base.direction)
    if normal.startswith("---"):
        return _day_of_month(int(normal[3:]), published, base.direction)
    if normal.startswith("--"):
        return _yearless(normal, published, base)
    stretch = re.fullmatch(r"(past|next)-(\d+)-(day|week|month|year)", normal)
    if stretch:
        other = _moved(published, stretch[3], int(stretch[2]) * (-1 if stretch[1] == "past" else 1))
        return min(published, other), max(published, other)
    weekend = re.fullmatch(r"weekend([+-]?\d)", normal)
    if weekend:
        return _weekend(int(weekend[1]), published, base.direction)
    unit = re.fullmatch(r"(day|week|month|year|quarter)([+-]?\d+)", normal)
    return _calendar(unit[1], int(unit[2]), published) if unit else None


def _calendar(unit: str, steps: int, day: date) -> Span | None:
    """The day, the week from Monday, the month or the year so many steps from that of ``day``."""
    if unit == "day":
        return _single(day + steps * _DAY)
    if unit == "week":
        monday = day - day.weekday() * _DAY + 7 * steps * _DAY
        return monday, monday + 6 * _DAY
    if unit == "month":
        months = 12 * day.year + day.month - 1 + steps
        return _month_span(months // 12, months % 12 + 1)
    if unit == "quarter":
        quarters = 4 * day.year + (day.month - 1) // 3 + steps
        first = 3 * (quarters % 4) + 1
        return date(quarters // 4, first, 1), _month_span(quarters // 4, first + 2)[1]
    return date(day.year + steps, 1, 1), date(day.year + steps, 12, 31)


def _moved(day: date, unit: str, steps: int) -> date:
    if unit in {"day", "week"}:
        return day + steps * _DAY * (7 if unit == "week" else 1)
    months = 12 * day.year + day.month - 1 + steps * (12 if unit == "year" else 1)
    year, month = months // 12, months % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def _weekday(normal: str, published: date, direction: Direction) -> Span | None:
    match = re.fullmatch(r"weekday-(\d)(?:-(last|next)|-week([+-]?\d))?", normal)
    if not match:
        return None
    number = int(match[1])
    if match[3]:
        week = _calendar("week", int(match[3]), published)
        return week and _single(week[0] + (number - 1) * _DAY)
    back = (published.isoweekday() - number) % 7
    if match[2] == "last":
        return _single(published - (back or 7) * _DAY)
    if match[2] == "next":
        return _single(published + ((7 - back) % 7 or 7) * _DAY)
    ahead = direction is Direction.FUTURE or (direction is Direction.PRESENT and back > 3)
    return _single(published + (7 - back) % 7 * _DAY if ahead else published - back * _DAY)


def _weekend(steps: int, published: date, direction: Direction) -> Span:
    saturday = published - published.weekday() * _DAY + 5 * _DAY  # of the present week
    if steps:
        saturday += 7 * steps * _DAY
    elif published < saturday and direction is not Direction.FUTURE:
        saturday -= 7 * _DAY
    return saturday, saturday + _DAY


def _day_of_month(number: int, published: date, direction: Direction) -> Span | None:
    step = 1 if direction is Direction.FUTURE else -1
    months = 12 * published.year + published.month - 1
    for year, month in ((m // 12, m % 12 + 1) for m in range(months, months + 4 * step, step)):
        if number <= calendar.monthrange(year, month)[1]:
            day = date(year, month, number)
            if (day - published).days * step >= 0:
                return _single(day)
    return None


def _yearless(normal: str, published: date, base: Base) -> Span | None:
    """A day or a month without a year: the nearest one the tense allows."""
    match = re.fullmatch(r"--(\d\d)(?:-(\d\d))?(?:-(last|next))?", normal)
    if not match:
        return None
    spans = [_in_year(year, match) for year in range(published.year - 8, published.year + 9)]
    known = [span for span in spans if span is not None and _fits_weekday(span, base.surface)]
    behind = [span for span in known if (span[1] if match[3] == "last" else span[0]) <= published]
    ahead = [span for span in known if (span[0] if match[3] == "next" else span[1]) >= published]
    if match[3] == "next" or (match[3] == "last" and behind):
        chosen = ahead[:1] if match[3] == "next" else behind[-1:]
        return chosen[0] if chosen else None
    if base.direction in {Direction.PRESENT, Direction.UNKNOWN} and match[2]:
        return min(known, key=lambda span: (abs((span[0] - published).days), span[0]), default=None)
    if base.direction is Direction.FUTURE and ahead and (ahead[0][0] - published).days <= base.max_ahead_days:
        return ahead[0]
    return behind[-1] if behind else None


def _in_year(year: int, match: re.Match[str]) -> Span | None:
    month = int(match[1])
    if not match[2]:
        return _month_span(year, month)
    exists = int(match[2]) <= calendar.monthrange(year, month)[1]
    return _single(date(year, month, int(match[2]))) if exists else None


def _fits_weekday(span: Span, surface: str) -> bool:
    """Whether a weekday printed beside the day is the day's own: "Thursday, Sept. 22" can be in few years."""
    named = _WEEKDAY_WORD.match(surface)
    return not named or span[0] != span[1] or w.weekday_number(named[1]) == span[0].isoweekday()


def _narrowed(span: Span, part: str, normal: str, base: Base) -> Span | None:
    """The named third of the span; "earlier" and "later" end and begin on the day of publication."""
    first, last = span
    year = (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year
    if part in {"earlier", "later"}:
        published = min(max(base.published or first, first), last)
        return (first, published) if part == "earlier" else (published, last)
    if year:  # by whole months: January to April, May to August, September to December
        month = 1 if part in {"start", "early"} else 5 if part == "mid" else 9
        return date(first.year, month, 1), _month_span(first.year, month + 3)[1]
    days = (last - first).days + 1
    third, rest = -(-days // 3), days // 3
    if part in {"start", "early"}:
        last = first + (third - 1) * _DAY
    elif part == "mid":
        first, last = first + rest * _DAY, last - rest * _DAY
    else:
        first = last - (third - 1) * _DAY
    too_late = base.published and base.direction is Direction.PAST and first > base.published
    if too_late and normal.startswith("--"):  # "at the end of September", told in the past on Sept. 5
        return _narrowed(_month_span(span[0].year - 1, span[0].month), part, "", base)
    return first, last
