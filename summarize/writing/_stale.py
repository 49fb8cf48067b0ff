"""What was still to come, or still went on, when its article was printed, and is over by the time of a later one.

"The president will host the king on Thursday" is no news beside a report that he did.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from summarize.data import Event, Reading, Sentence, TimeMention
from summarize.writing._people import people, surname
from summarize.writing._source import Source
from summarize.writing._statement import MEETING
from summarize.writing._text import key, without_quotations

# What is left of the worth of a sentence; set by reading briefs, not measured.
_OVER, _GONE_ON = 0.15, 0.6
# The next day's papers tell the same news again; see CHANGELOG and evaluation/gate.
_OLD_NEWS = 2  # days
_OPENING = 3  # sentences by which an article is told to be a preview
_PLANS = re.compile(
    r"\b(?:(?-i:will|may)|would|['’]ll|plans? to|hopes? to|(?:is|are|was|were) (?:to|due to|set to|about to|going to"
    r"|(?:expected|scheduled|slated|poised|preparing|planning|likely|widely expected) to)|heads? (?:to|into)|tomorrow"
    r"|later today|upcoming|ahead of|meets|hosts|faces)\b",
    re.IGNORECASE,
)
# Of a day to come the present tells a plan, too: "are sitting down Wednesday for two days of talks".
_ARRANGED = re.compile(
    r"\b(?:is|are|['’]s|['’]re) (?!(?:going|being|having)\b)[a-z]+ing\b|\b(?:begins?|starts?|opens?|arrives?)\b"
)
_MORE_TO_COME = re.compile(r"\b(?:again|next|another|further|second|future|later this (?:month|year)|follow-up)\b")
# What goes on: "rescuers are trying", "the blaze is still burning".
_GOES_ON = re.compile(
    r"\b(?:is|are|remains?|(?:has|have) been) (?:still |now |currently )?(?:working"
    r"|trying|battling|searching|fighting|hunting|burning"
    r"|racing|looking for|missing|trapped|awaiting|waiting|voting|heading|gathering|bracing|spreading"
    r"|considering|weighing)\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """How far the articles of an event reach."""

    latest: date | None  # the last day of publication
    days: int  # from the first one to it
    previews: frozenset[str]  # articles that tell the meeting as still to come, where others tell it as held


def clock_of(event: Event, sources: Mapping[str, Source]) -> Clock:
    """The clock of an event."""
    printed = [one.reading.published.day for one in sources.values() if one.reading.published]
    ahead = {name for name, source in sources.items() if event.participants and _is_preview(source)}
    latest = max(printed, default=None)
    return Clock(
        latest=latest,
        days=(latest - min(printed)).days if latest else 0,
        previews=frozenset(ahead if len(ahead) < len(sources) else ()),
    )


def freshness(sentence: Sentence, source: Source, event: Event, clock: Clock) -> float:
    """What a sentence is worth as news at the end of the clock, in [0, 1]."""
    plain = without_quotations(sentence.text)
    if (_PLANS.search(plain) or _ARRANGED.search(plain)) and _day_is_over(sentence, source, event, clock):
        return _OVER
    if _PLANS.search(plain) and _is_held(sentence, source, event, clock):
        return _OVER
    early = _printed(source.reading) is not None and clock.latest != _printed(source.reading)
    return _GONE_ON if early and _GOES_ON.search(plain) else 1.0


def is_newest(source: Source, clock: Clock) -> bool:
    """Whether an article is of the last day on which one was printed, and others are old news beside it."""
    return clock.days >= _OLD_NEWS and _printed(source.reading) == clock.latest


def _day_is_over(sentence: Sentence, source: Source, event: Event, clock: Clock) -> bool:
    """Whether all the days it plans for are days on or before which a later article was printed."""
    printed = _printed(source.reading)
    # "Since talks broke down in May" tells of the past beside the plan.
    times = [time for time in source.reading.times if time.sentence == sentence.index and not _is_long(time)]
    ends = [time.last for time in times if time.first is not None and time.last is not None]
    if printed is None or clock.latest is None or not ends or len(ends) < len(times):
        return False
    over = max(ends) < clock.latest or (max(ends) == clock.latest and event.day == clock.latest)
    return printed <= max(ends) and printed < clock.latest and over


def _is_long(time: TimeMention) -> bool:
    return time.first is not None and time.last is not None and (time.last - time.first).days >= 7


def _is_held(sentence: Sentence, source: Source, event: Event, clock: Clock) -> bool:
    """Whether it announces, in a preview, the meeting that other articles tell of: by who is in it, or by its day."""
    seen = source.seen(sentence)
    if sentence.article not in clock.previews or _MORE_TO_COME.search(seen.text):
        return False
    met = {surname(one.name) for one in event.participants}
    named = {surname(one.surface) for one in people(seen)}
    times = (time for time in source.reading.times if time.sentence == sentence.index)
    same = bool(met & named) or (event.day is not None and any(time.first == event.day == time.last for time in times))
    return same and any(key(word) in MEETING or key(word) in _HEARD for word in seen.words)


def _is_preview(source: Source) -> bool:
    """Whether the openings of an article tell a meeting, and only as one to come."""
    opening = [source.seen(one) for one in source.reading.sentences[:_OPENING]]
    met = [seen for seen in opening if any(key(word) in MEETING | _HEARD for word in seen.words)]
    return bool(met) and all(_PLANS.search(without_quotations(seen.text)) for seen in met)


_HEARD = frozenset(key(word) for word in "testify testimony hearing questions appear convene".split())


def _printed(reading: Reading) -> date | None:
    return reading.published.day if reading.published else None
