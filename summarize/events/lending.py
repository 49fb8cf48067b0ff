"""The day an article without a date of its own has from the others of its event: its "Thursday" is the last one before
the first of them was published."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from summarize.data import Particulars, Reading
from summarize.events import vocabulary as vocab
from summarize.events.acts import Head, head_of
from summarize.events.telling import tell, weekday_of

_NEWS_DAYS = 2  # a weekday further back than this before the first report may be another week's


def with_lent_days(voices: Sequence[tuple[Reading, Particulars]]) -> list[tuple[Reading, Particulars]]:
    """The articles, those without a date that tell the meeting on a bare weekday with the day it was.

    Args:
        voices: of one event.
    """
    dated = [reading.published.day for reading, _ in voices if reading.published is not None]
    told = {_weekday(reading, one) for reading, one in voices} - {None}
    if not dated or len(told) > 1:  # two weekdays: one of them is another meeting's
        return list(voices)
    return [(reading, _lend(reading, one, min(dated))) for reading, one in voices]


def _lend(reading: Reading, one: Particulars, first: date) -> Particulars:
    weekday = _weekday(reading, one)
    if weekday is None:
        return one
    age = (first.isoweekday() - weekday) % 7
    return replace(one, day=first - timedelta(age)) if age <= _NEWS_DAYS else one


def _weekday(reading: Reading, one: Particulars) -> int | None:
    """The weekday on which an undated article tells the meeting; None where somebody only spoke on it."""
    if reading.published is not None or one.day is not None or not one.day_citations:
        return None
    cited = one.day_citations[0]
    if not vocab.BARE_WEEKDAY.fullmatch(cited.quote):
        return None
    time = next((time for time in reading.times if time.start <= cited.start and cited.end <= time.end), None)
    if time is None or time.sentence is None:
        return None
    sentence = next(each for each in reading.sentences if each.index == time.sentence)
    kind, _ = head_of(tell(sentence).clauses, time.start - sentence.start, time.end - sentence.start)
    return weekday_of(time) if kind in (Head.MEETING, Head.OTHER) else None
