"""Normal forms of wordings of time, made from the named groups of a pattern (a group that is not there is "").

"2016-03-24", "2016-03", "2016", "--02-26" (no year), "--03", "---24" (day of an unnamed month), "1990s", "2016-Q1",
"2016-spring"; "weekday-2" (Monday is 1), "weekday-2-last", "weekday-2-next", "weekday-2-week-1" (Tuesday of last week);
"day-1", "week0", "month+1", "year-1", "weekend-1"; "past-5-year", "next-2-week", "past-day" (how many is not said);
"mention-2-day" (two days before what was spoken of). A part of a span is appended: "--09-end", "week0-earlier".
"X..Y" is a range; "X|Y" is one day in two readings ("05/03/2024").
"""

from __future__ import annotations

import calendar
import re

from summarize.articles import _times_words as w

Groups = dict[str, str]

_PARTS = {"beginning": "start", "close": "end", "middle": "mid", "first": "start", "last": "end", "opening": "start"}
_STEPS = {"last": "-1", "previous": "-1", "past": "-1", "next": "+1", "coming": "+1"}
_QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4}


def date(g: Groups) -> str | None:
    """A day with its month, or the range from one such day to another."""
    if not g["until"]:
        return _day(g["year"], g["month"], g["day"])
    first = _day("", g["month"], g["day"])
    last = _day(g["year"], g["umonth"] or g["month"], g["until"])
    if not first or not last or (int(g["until"]) <= int(g["day"]) and not g["umonth"]):
        return None
    if g["and"] and not g["umonth"] and int(g["until"]) != int(g["day"]) + 1:
        return None  # "March 3 and 26" is no span
    return join(first, last)


def _day(year: str, month: str, day: str) -> str | None:
    number = w.month_number(month)
    if int(day) > calendar.monthrange(2000, number)[1]:
        return None
    return f"{year or '-'}-{number:02}-{int(day):02}"


def join(first: str, last: str) -> str:
    """The range from one to the other; a year named once counts for both: "Dec. 30 to Jan. 2, 2016"."""
    if first.startswith("--") and last[:4].isdigit():
        first = f"{int(last[:4]) - (first[2:] > last[5:])}{first[1:]}"
    elif last.startswith("--") and first[:4].isdigit():
        last = f"{int(first[:4]) + (last[2:] < first[5:])}{last[1:]}"
    return f"{first}..{last}"


def joinable(first: str, last: str) -> bool:
    """Whether the two can be the ends of one range: two days, two months, two years, two weekdays."""
    return _grain(first) == _grain(last) != ""


def _grain(normal: str) -> str:
    shapes = {r"(?:\d{4}|-)-\d\d-\d\d": "day", r"(?:\d{4}|-)-\d\d": "month", r"\d{4}": "year", r"weekday-\d": "weekday"}
    return next((grain for shape, grain in shapes.items() if re.fullmatch(shape, normal)), "")


def month(g: Groups) -> str:
    """A month, with its year and the part of it that is meant where they are named."""
    base = f"{g['year'] or '-'}-{w.month_number(g['month']):02}"
    which = g["which"].lower()
    return base + part(g) + (f"-{which}" if which in {"last", "next"} else "")


def part(g: Groups) -> str:
    """The part of a span that is meant: "-early", "-mid", "-end", or nothing."""
    named = (g["mod"] or g["of"] or g["nth"]).lower()
    return f"-{_PARTS.get(named, named)}" if named else ""


def numeric(g: Groups) -> str | None:
    """A day in figures, the year last; two readings where the order of day and month cannot be told."""
    month_first, day_first = _ordered(g["year"], g["one"], g["two"]), _ordered(g["year"], g["two"], g["one"])
    if g["mark"] == "." and day_first:
        return day_first  # dots are European
    if month_first and day_first and month_first != day_first:
        return f"{month_first}|{day_first}"
    return month_first or day_first


def iso(g: Groups) -> str | None:
    """A day in figures, the year first."""
    return _ordered(g["year"], g["one"], g["two"])


def _ordered(year: str, month_: str, day: str) -> str | None:
    if not (1 <= int(month_) <= 12 and 1 <= int(day) <= calendar.monthrange(int(year), int(month_))[1]):
        return None
    return f"{year}-{int(month_):02}-{int(day):02}"


def weekday(g: Groups) -> str:
    """A weekday: bare, "last", "next", or of a named week."""
    number = w.weekday_number(g["weekday"])
    if g["week"]:
        return f"weekday-{number}-week{_STEPS.get(g['week'].lower(), '0')}"
    which = g["which"].lower().split()
    tail = "-last" if {"last", "past"} & {*which} else "-next" if {"next", "coming"} & {*which} else ""
    return f"weekday-{number}{tail}"


def named_day(g: Groups) -> str:
    """Today, yesterday and their like."""
    words = " ".join(g["t"].lower().split())
    if "before yesterday" in words or "after tomorrow" in words:
        return "day-2" if "yesterday" in words else "day+2"
    if "yesterday" in words or words == "last night":
        return "day-1"
    return "day+1" if "tomorrow" in words else "day0"


def offset(g: Groups) -> str:
    """A calendar unit counted from the present one: "last week", "later this month", "the end of the year"."""
    when = g["when"].lower()
    return g["unit"].lower() + _STEPS.get(g["which"].lower(), "0") + part(g) + (f"-{when}" if when else "")


def ago(g: Groups) -> str:
    """So many units ago; "some" where the number is not said; a decade is ten years."""
    unit = g["unit"].lower()
    if not g["n"]:
        return f"{unit}-some"
    return f"year-{10 * w.count_of(g['n'])}" if unit == "decade" else f"{unit}-{w.count_of(g['n'])}"


def stretch(g: Groups) -> str:
    """A stretch that ends or begins at the present: "the past five years", "the coming weeks"."""
    way = "past" if g["way"].lower() in {"past", "last", "recent", "preceding"} else "next"
    if g["n"]:
        return f"{way}-{w.count_of(g['n'])}-{g['unit'].lower()}"
    return f"{way}-{g['unit'].lower()}" if g["vague"] or g["s"] else f"{way}-1-{g['unit'].lower()}"


def from_mention(g: Groups) -> str:
    """A day or span counted from what was spoken of before: "two days earlier", "the following day", "that week"."""
    unit = g["unit"].lower()
    unit = unit if unit in {"day", "week", "month", "year", "decade"} else "day"
    way = " ".join(g["way"].lower().split())
    if way in {"same", "that", "that same", "later that", "later in the", "earlier in the"}:
        return f"mention0-{unit}"
    sign = "-" if way in {"earlier", "before", "previous", "preceding"} else "+"
    return f"mention{sign}{w.count_of(g['n']) if g['n'] else 1}-{unit}"


def decade(g: Groups) -> str:
    """A decade: "1990s"; of two digits, "'90s" is of the last century and "'10s" of this one."""
    digits = g["decade"]
    century = ("20" if digits < "30" else "19") if len(digits) == 2 else ""
    return f"{century}{digits}s{part(g)}"


def quarter(g: Groups) -> str:
    """A quarter of a year."""
    return f"{g['year']}-Q{_QUARTERS.get(g['n'].lower(), g['n'])}"


def season(g: Groups) -> str:
    """A season, of a year or of "last", "this", "next"."""
    name = g["season"].lower().replace("fall", "autumn")
    return f"{g['year']}-{name}" if g["year"] else f"{name}-{g['which'].lower()}"


def years(g: Groups) -> str | None:
    """A span of years; the century may be named once: "2011-15"."""
    first, last = int(g["year"]), g["until"]
    end = int(last) if len(last) == 4 else first // 100 * 100 + int(last)
    return f"{first}..{end}" if first < end <= 2100 else None


def year(g: Groups) -> str:
    """A year, or the part of it that is meant."""
    return g["year"] + part(g)


def day_of_month(g: Groups) -> str | None:
    """A day whose month is not named: "on the 24th"."""
    return f"---{int(g['day']):02}" if 1 <= int(g["day"]) <= 31 else None
