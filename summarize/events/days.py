"""On which day the meeting of an article took place, by the wording of time that governs the act of meeting itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from summarize.data import Citation, Reading, TimeMention
from summarize.events import vocabulary as vocab
from summarize.events.acts import Head, head_of, within_meeting
from summarize.events.telling import Told, cite
from summarize.settings import ClusterSettings


def find_day(
    reading: Reading, told: Sequence[Told], main: int | None, settings: ClusterSettings
) -> tuple[date | None, Citation | None]:
    """The day of the meeting, and the words it was read from.

    The first wording of a single day that governs the meeting decides: in the sentence that tells it, then in later
    ones that go on with it, then, for an article that tells no meeting, the one that governs what its first sentences
    tell.

    Returns:
        (day, wording): day None where no such wording can be resolved; wording then is what bears on the day, if
        anything does.
    """
    seen: Citation | None = None
    for part, time in _governing(reading, told, main):
        if _is_long(time):
            continue  # "the 2020 election": it says which one, not when
        wording = cite(reading, part.sentence.line, time.start, time.end)
        if _is_doubtful(reading, part, time):
            return None, seen or wording
        if _is_day(time) and _is_recent(reading, time, settings):
            return time.first, wording
        if time.first is None and seen is None:
            seen = wording
        elif _is_day(time):
            return None, seen or wording  # another day altogether: an anniversary, a look back
        break
    return None, seen or _bearing(reading, told, main)


def _governing(reading: Reading, told: Sequence[Told], main: int | None) -> Iterator[tuple[Told, TimeMention]]:
    """The wordings of time that govern the meeting, the surest first."""
    if any(part.planned and not part.acts for part in told[: 3 if main is None else main]):
        return  # a preview: what its next sentences tell is an earlier meeting, or none
    if main is not None:
        for part in told[main : main + 1]:
            yield from ((part, time) for time in _times(reading, part) if _governs_meeting(part, time))
        for part in told[main + 1 :]:
            if any(not act.indefinite for act in part.acts) and not _tells_other_day(reading, part):
                yield from (
                    (part, time) for time in _times(reading, part) if _governs_meeting(part, time, definite=True)
                )
    for part in told[:2]:
        yield from ((part, time) for time in _times(reading, part) if _governs_done(part, time))


def _times(reading: Reading, part: Told) -> list[TimeMention]:
    return [time for time in reading.times if time.sentence == part.sentence.index]


def _head(part: Told, time: TimeMention) -> tuple[Head, int]:
    start, end = time.start - part.sentence.start, time.end - part.sentence.start
    if part.clauses.text[start : start + 1].isspace():
        return Head.NONE, -1  # inside a quotation or an aside on plans, which may end in the middle of a date
    return head_of(part.clauses, start, end)


def _governs_meeting(part: Told, time: TimeMention, definite: bool = False) -> bool:
    """Whether the wording says when a done act of meeting took place."""
    kind, at = _head(part, time)
    offset = time.start - part.sentence.start
    acts = [act for act in part.acts if not (definite and act.indefinite)]
    if kind is Head.MEETING:
        return any(act.start <= at < act.end for act in acts)
    clause = part.clauses.around(offset)
    here = [act for act in acts if act.clause == clause]
    if not here:
        return False
    if kind is Head.REPORTING:
        return within_meeting(part.clauses, offset)
    return kind is Head.OTHER


def _governs_done(part: Told, time: TimeMention) -> bool:
    """Whether the wording says when something happened that is neither speech nor plan."""
    kind, at = _head(part, time)
    clause = part.clauses.around(max(at, 0))
    if vocab.LASTS.search(_up_to(part, at)):
        return False  # "debris is scattered on the ground Monday": what a picture shows, or a plan
    return kind is Head.OTHER and not vocab.TO_BE.search(part.clauses.text, clause[0], time.start - part.sentence.start)


def _up_to(part: Told, at: int) -> str:
    """The clause up to the end of the word at ``at``."""
    start, _ = part.clauses.around(max(at, 0))
    end = re.compile(r"\w*").match(part.clauses.text, max(at, 0))
    return part.clauses.text[start : end.end() if end else at]


def _tells_other_day(reading: Reading, part: Told) -> bool:
    """Whether a later sentence brings in another meeting: an indefinite one with a time of its own."""
    return any(act.indefinite for act in part.acts) and bool(_times(reading, part))


def _is_doubtful(reading: Reading, part: Told, time: TimeMention) -> bool:
    """Whether the day read may well not be the meeting's: one day of a meeting of many days, or a weekday six days
    back, which is as likely tomorrow's: papers are printed, and dated, in other time zones than meetings are held."""
    if vocab.OF_DAYS.search(part.clauses.text) and not vocab.OPENS.search(part.clauses.text):
        return True
    published = reading.published
    named = vocab.BARE_WEEKDAY.fullmatch(time.surface)
    return bool(named and published and time.first and (published.day - time.first).days == _WEEK - 1)


_WEEK = 7


_LONG = re.compile(r"\d{4}(?:-\d\d)?|\d{4}s|--\d\d")  # normal forms of years, and of months that are named


def _is_long(time: TimeMention) -> bool:
    return _LONG.fullmatch(time.normal) is not None


def _is_day(time: TimeMention) -> bool:
    return time.first is not None and time.first == time.last


def _is_recent(reading: Reading, time: TimeMention, settings: ClusterSettings) -> bool:
    """Whether the day lies near the day of publication; what is long past is background, not the report."""
    if time.first is None or reading.published is None:
        return time.first is not None
    age = (reading.published.day - time.first).days
    return -settings.day_ahead_days <= age <= settings.day_behind_days


def _bearing(reading: Reading, told: Sequence[Told], main: int | None) -> Citation | None:
    """Words that bear on the day without telling it: "hours after clashing ...", "the ministry said Thursday"."""
    if not told:
        return None
    part = told[main or 0]
    sentence = part.sentence
    match = vocab.AFTERMATH.search(part.clauses.text)
    if match is not None:
        return cite(reading, sentence.line, sentence.start + match.start(), sentence.start + _trim(match))
    for time in _times(reading, part):
        kind, at = _head(part, time)
        if kind is Head.REPORTING and at >= 0:
            start = sentence.start + min(at, time.start - sentence.start)
            return cite(reading, sentence.line, start, max(time.end, start + 1))
    return None


def _trim(match: re.Match[str]) -> int:
    return match.start() + len(match.group().rstrip())
