"""What the members of an event agree on: day, place and participants by vote, which of them are copies, and its
identity."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from hashlib import sha256

from summarize.data import Citation, Event, Particulars, Reading, TimeMention
from summarize.events.atlas import Relation, is_city, relation
from summarize.events.attending import MAX_CITATIONS, OPENING, vote_participants
from summarize.events.lending import with_lent_days
from summarize.events.telling import weekday_of
from summarize.settings import ClusterSettings
from summarize.words import words

Member = tuple[Reading, Particulars]


def describe(readings: Sequence[Reading], particulars: Sequence[Particulars], settings: ClusterSettings) -> Event:
    """The event that these articles report.

    Args:
        readings: its members, in any order.
        particulars: of each member, in the same order.
        settings: when a text is a copy, and how many members must name a participant.

    Returns:
        Each particular with the citations of the members that say it.
    """
    members = sorted(zip(readings, particulars, strict=True), key=_standing)
    copies = find_copies([reading for reading, _ in members], settings)
    # A copy has no voice of its own: ten outlets that print one agency's text are one witness.
    copied = {copy for copy, _ in copies}
    voices = [member for member in members if member[0].article.id not in copied]
    day, wording, day_citations = _vote_day(voices, members)
    place, place_citations = _vote_place(voices)
    digests = sorted(reading.article.sha256 for reading, _ in members)
    return Event(
        id=sha256("\n".join(digests).encode()).hexdigest()[:16],
        articles=tuple(reading.article.id for reading, _ in members),
        copies=copies,
        day=day,
        day_wording=wording,
        day_citations=day_citations,
        day_inherited=day is not None and any(one.day is None for _, one in members),
        place=place,
        place_citations=place_citations,
        participants=vote_participants(voices, settings),
    )


def in_time_order(events: Iterable[Event], readings: Sequence[Reading]) -> tuple[Event, ...]:
    """Oldest event first, undated last; those by the earliest publication day of a member."""
    printed = {one.article.id: one.published.day if one.published else date.max for one in readings}

    def order(event: Event) -> tuple[date, date, str]:
        return event.day or date.max, min(printed[member] for member in event.articles), event.id

    return tuple(sorted(events, key=order))


def _standing(member: Member) -> tuple[date, str, str, str]:
    reading, particulars = member
    day = reading.published.day if reading.published else particulars.day or date.max
    return day, reading.article.sha256, reading.article.path, reading.article.id


def find_copies(readings: Sequence[Reading], settings: ClusterSettings) -> tuple[tuple[str, str], ...]:
    """Which of these articles are near-identical to an earlier one: (article, original), in the order given.

    Two texts are copies when most of the shorter one's six-word runs stand in the longer one and they are of like
    length (containment, Broder 1997). An original is never itself a copy.
    """
    if len(readings) < 2:
        return ()
    same: dict[str, str] = {}  # the words of a body: the original that has them
    holders: dict[str, list[int]] = {}  # a run: the originals that hold it
    originals: list[tuple[str, int]] = []  # name, count of runs
    copies: list[tuple[str, str]] = []
    for reading in readings:
        text = [word.lower() for sentence in reading.sentences for word in words(sentence.text)]
        key = " ".join(text)
        original = same.get(key) if text else None
        if original is None and text:
            runs = {" ".join(text[at : at + _RUN]) for at in range(max(len(text) - _RUN + 1, 1))}
            original = _nearest(runs, holders, originals, settings)
            if original is None:
                for run in runs:
                    holders.setdefault(run, []).append(len(originals))
                originals.append((reading.article.id, len(runs)))
            same[key] = original or reading.article.id
        if original is not None:
            copies.append((reading.article.id, original))
    return tuple(copies)


_RUN = 6  # words


def _nearest(
    runs: set[str],
    holders: Mapping[str, Sequence[int]],
    originals: Sequence[tuple[str, int]],
    settings: ClusterSettings,
) -> str | None:
    """The first original that these runs make a copy of."""
    shared = Counter(number for run in runs for number in holders.get(run, ()))
    for number in sorted(shared):
        name, count = originals[number]
        small, large = sorted((len(runs), count))
        if small >= settings.copy_length_ratio * large and shared[number] >= settings.copy_containment * small:
            return name
    return None


def _vote_day(
    voices: Sequence[Member], members: Sequence[Member]
) -> tuple[date | None, str | None, tuple[Citation, ...]]:
    """The day most members give, the wording and the citations of those who give it.

    A member that gives no day speaks for or against the days the others give, but brings none in; where none gives one,
    a bare weekday of a member without a date is read against the others' dates. A day that as much
    speaks against as for, or that another comes near, is withheld: a wrong day is worse than none.
    """
    if all(one.day is None for _, one in voices):
        voices = with_lent_days(voices)
    given = sorted({one.day for _, one in voices if one.day is not None})
    if not given:
        first = next((one for _, one in members if one.day_wording), None)
        return None, first.day_wording if first else None, first.day_citations if first else ()
    votes = {day: sum(_vote(reading, one, day) for reading, one in voices) for day in given}
    ranked = sorted(votes.items(), key=lambda vote: (-vote[1], vote[0]))
    chosen, count = ranked[0]
    agreeing = [one for _, one in voices if one.day == chosen]
    citations = _best_citations(one.day_citations for one in agreeing)
    if count <= 0 or (len(ranked) > 1 and ranked[1][1] > count - _CLEAR):
        return None, agreeing[0].day_wording, citations
    return chosen, agreeing[0].day_wording, citations


_CLEAR = 1.0  # votes by which a day must lead
_ZONES = 1  # days a meeting may be printed before it was held, by the clocks of another time zone
_LATE_DAYS = 3  # a report published so long after its meeting is rare


def _vote(reading: Reading, one: Particulars, day: date) -> float:
    """What one member says of a day: 1 where it gives it; 1/2 for or against where it gives none; 1 against a day that
    had not come when it was printed."""
    if reading.published is not None and (day - reading.published.day).days > _ZONES:
        return -1.0
    if one.day is not None:
        return 1.0 if one.day == day else 0.0
    named = {weekday for time in reading.times if _opens(time) and (weekday := weekday_of(time)) is not None}
    age = (reading.published.day - day).days if reading.published else None
    against = (age is not None and not 0 <= age <= _LATE_DAYS) or (bool(named) and day.isoweekday() not in named)
    if against:
        return -0.5
    return 0.5 if day.isoweekday() in named or age in (0, 1) else 0.0


def _opens(time: TimeMention) -> bool:
    return time.sentence is not None and time.sentence < OPENING


def _best_citations(each: Iterable[Sequence[Citation]]) -> tuple[Citation, ...]:
    """The first citation of each of the first MAX_CITATIONS sources, each place once."""
    first = {citations[0].article: citations[0] for citations in reversed(list(each)) if citations}
    return tuple(list(reversed(first.values()))[:MAX_CITATIONS])


def _vote_place(voices: Sequence[Member]) -> tuple[str | None, tuple[Citation, ...]]:
    """The place most members give, as the first of them prints it; none where two cities are level.

    A country speaks for the city in it that another member names: that is the more exact answer.
    """
    said: dict[str, list[Particulars]] = {}
    for _, one in voices:
        if one.place:
            said.setdefault(one.place.lower(), []).append(one)
    if not said:
        return None, ()
    support = {name: len(own) for name, own in said.items()}
    for name, own in said.items():
        for city in said:
            if city != name and is_city(city) and _speaks_for(name, city):
                support[city] += len(own)
    ranked = sorted(said, key=lambda name: -support[name])  # stable: the first named first
    best = ranked[0]
    if any(support[name] == support[best] and relation(name, best) is Relation.APART for name in ranked[1:]):
        return None, ()
    return said[best][0].place, _best_citations(one.place_citations for one in said[best])


def _speaks_for(name: str, city: str) -> bool:
    return relation(name, city) is (Relation.SAME if is_city(name) else Relation.WITHIN)
