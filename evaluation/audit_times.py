"""The audit's reader of times: dates, weekdays, months, years, relative wordings. Standard library only."""

from __future__ import annotations

import re

from evaluation.audit_fact import Fact
from evaluation.audit_numbers import WORD

_MONTHS = "january february march april may june july august september october november december".split()
_DAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
)
_DAY = r"(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
_PART = r"(?:\s(?:morning|afternoon|evening|night))?"
_SPAN = r"(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|decades?)"
_COUNT = rf"(?:\d+|an?|{WORD}|several|few)"
_WHICH = r"(?:this|last|next|past|previous|the\sprevious|the\sfollowing)"
_STRETCH = (
    r"(?:morning|afternoon|evening|night|day|week|weekend|month|year|summer|winter|spring|fall|autumn|decade|century)"
)
# "March" and "May" are words too: a month alone needs one of these before it.
_BEFORE_MONTH = (
    "|".join(rf"(?<=\b{word}\s)" for word in "in last next this since of until by from late early and".split())
    + r"|(?<=\bmid-)"
)
_TIMES = [
    ("iso", r"\b(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)\b"),
    ("us", r"\b(?P<m>\d{1,2})/(?P<d>\d{1,2})/(?P<y>\d{4}|\d\d)\b"),
    ("mdy", rf"\b(?P<M>{_MONTH})\s(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?!\d|:)(?:,?\s(?P<y>\d{{4}}))?"),
    ("dmy", rf"\b(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?:\sof)?\s(?P<M>{_MONTH})(?:,?\s(?P<y>\d{{4}}))?(?!\w)"),
    ("my", rf"\b(?P<M>{_MONTH}),?\s(?P<y>\d{{4}})\b"),
    ("month", rf"\b(?:(?:at|by|in|since)?\s?(?:the\s)?(?:start|beginning|middle|end)\sof\s)(?P<M>{_MONTH})(?!\w)"),
    ("month", rf"(?:{_BEFORE_MONTH})(?P<M>{_MONTH})(?![\w’'])"),
    ("month", r"\b(?P<M>January|February|April|June|July|September|October|November|December)(?![\w’'])(?!\s[A-Z])"),
    ("weekday", rf"\b(?:(?:last|next|this|past)\s)?(?P<w>{_DAY}){_PART}(?!\w)"),
    ("word", rf"\b(?:{_COUNT}\s{_SPAN}\s(?:ago|earlier|later|before)|{_WHICH}\s{_STRETCH}|today|yesterday|tomorrow"
     r"|tonight|the\sday\sbefore)\b"),
    ("clock", r"\b\d{1,2}(?::\d\d)?\s?[ap]\.?m\b\.?|\b\d{1,2}:\d\d\b"),
    ("year", r"\b(?P<y>1[89]\d\d|20\d\d)s?\b(?![,.]\d)(?!\s(?:people|others|troops|dead|miles|km|jobs|votes))"),
]  # fmt: skip
_TIME = [
    (name, re.compile(pattern, 0 if name not in ("word", "weekday") else re.IGNORECASE)) for name, pattern in _TIMES
]


def month_number(name: str) -> int:
    """1 for "January", "Jan." and so on."""
    return next(i for i, month in enumerate(_MONTHS, 1) if month.startswith(name.lower().rstrip(".")[:3]))


def weekday_number(name: str) -> int:
    """1 for Monday."""
    return _DAYS.index(name.lower()) + 1


def read_times(text: str) -> list[Fact]:
    """Dates, weekdays, months, years and wordings such as "two days earlier"."""
    taken: list[Fact] = []
    for name, pattern in _TIME:
        for match in pattern.finditer(text):
            start, end = match.span()
            start += len(match.group()) - len(match.group().lstrip())
            if any(start < other.end and other.start < end for other in taken):
                continue
            taken.append(Fact(kind="time", start=start, end=end, normal=_time(name, match)))
    return sorted(taken, key=lambda fact: fact.start)


def _time(name: str, match: re.Match[str]) -> str:
    parts = match.groupdict()
    if name == "weekday":
        return f"weekday-{weekday_number(parts['w'])}"
    if name in ("word", "clock"):
        return " ".join(match.group().lower().split())
    if name == "year":
        return parts["y"]
    month = month_number(parts["M"]) if parts.get("M") else int(parts["m"])
    day = f"-{int(parts['d']):02d}" if parts.get("d") else ""
    year = f"{parts['y']}-" if parts.get("y") else ""
    return f"{year}{month:02d}{day}"
