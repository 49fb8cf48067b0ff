"""What the members of an event agree on: day, place and participants by vote, which of them are copies, and its
identity."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from hashlib import sha256

from summarize.data import Citation, Event, Participant, Particulars, Reading
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
        participants=_vote_participants(voices, settings),
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
    """The day most members give, the wording and the citations of those who give it; no day where two are level.

    A member that gives only a weekday ("Thursday", undated) votes for the days that fall on it, but brings none in.
    """
    votes: dict[date, float] = {}
    for _, one in voices:
        if one.day is not None:
            votes[one.day] = votes.get(one.day, 0.0) + 1.0
    if not votes:
        first = next((one for _, one in members if one.day_wording), None)
        return None, first.day_wording if first else None, first.day_citations if first else ()
    for day in votes:
        votes[day] += 0.5 * sum(_names_weekday(reading, one, day) for reading, one in voices if one.day is None)
    ranked = sorted(votes.items(), key=lambda vote: (-vote[1], vote[0]))
    chosen, count = ranked[0]
    agreeing = [one for _, one in voices if one.day == chosen]
    citations = tuple(citation for one in agreeing for citation in one.day_citations)
    if len(ranked) > 1 and ranked[1][1] == count:
        return None, agreeing[0].day_wording, citations
    return chosen, agreeing[0].day_wording, citations


def _names_weekday(reading: Reading, one: Particulars, day: date) -> bool:
    starts = {citation.start for citation in one.day_citations}
    return any(time.start in starts and time.normal == f"weekday-{day.isoweekday()}" for time in reading.times)


def _vote_place(voices: Sequence[Member]) -> tuple[str | None, tuple[Citation, ...]]:
    """The place most members give, as the first of them prints it."""
    said: dict[str, list[Particulars]] = {}
    for _, one in voices:
        if one.place:
            said.setdefault(one.place.lower(), []).append(one)
    if not said:
        return None, ()
    best = max(said.values(), key=len)  # the first of the largest
    return best[0].place, tuple(citation for one in best for citation in one.place_citations)


def _vote_participants(voices: Sequence[Member], settings: ClusterSettings) -> tuple[Participant, ...]:
    """The participants enough members name, the most often named first; spellings of one person are put together."""
    groups: list[list[tuple[int, Participant]]] = []
    speaking = 0
    for number, (_, one) in enumerate(voices):
        speaking += bool(one.participants)
        for person in one.participants:
            home = next(
                (group for group in groups if any(same_person(person.normal, o.normal) for _, o in group)), None
            )
            if home is None:
                groups.append([(number, person)])
            else:
                home.append((number, person))
    kept = [group for group in groups if len({number for number, _ in group}) >= settings.participant_share * speaking]
    kept.sort(key=lambda group: -len({number for number, _ in group}))  # stable: first named first
    return tuple(_merged([person for _, person in group]) for group in kept)


def same_person(one: str, other: str) -> bool:
    """Whether two normal forms can be one person: one last name, and no first names of different initials."""
    left, right = one.split(), other.split()
    if not left or not right or left[-1] != right[-1]:
        return False
    return len(left) == 1 or len(right) == 1 or left[0][0] == right[0][0]


def _merged(people: Sequence[Participant]) -> Participant:
    best = max(people, key=lambda person: len(person.name.split()))
    citations = dict.fromkeys(citation for person in people for citation in person.citations)
    return Participant(name=best.name, normal=best.normal, citations=tuple(citations))
