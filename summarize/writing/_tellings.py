"""Days that two articles give differently for one act.

They are rare and easily imagined. Days are compared only in sentences that share much of what is rare in them, and only
where neither article prints the other's day anywhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from summarize.data import Fact, FactKind, Reading, Sentence, TimeMention
from summarize.settings import CompareSettings
from summarize.words import content_stems, word_spans
from summarize.writing import _deeds as deeds
from summarize.writing._likeness import weight

_NAMES = frozenset({FactKind.PERSON, FactKind.ORGANISATION, FactKind.PLACE, FactKind.NAME})
_SPEECH = frozenset("said says say told announced added reported".split())
_SAYING = "(?:said|says|told|announced|reported|added|confirmed|stated)"
_OPENING = re.compile(rf"[^.;:“\"]{{1,90}}?\b{_SAYING}\b(?: that\b)?")  # "A spokesman for the ministry said that"
_CLOSING = re.compile(
    rf",(?: [\w.’'-]+){{0,8}}? {_SAYING}\b[^“\"]*$|,? according to [^“\"]*$"
)  # ", said its spokesman"
_DAY = re.compile(r"weekday-\d|(?:\d{4}|-)-\d\d-\d\d")
_DONE = 2  # content words that name the act itself: "was convicted Tuesday"
_BESIDE = 4  # content words on either side of a day that say what was done on it


@dataclass(frozen=True, slots=True)
class Telling:
    """One thing an article says that another may say otherwise."""

    article: int
    sentence: Sentence
    value: str  # as printed
    normal: str
    about: str
    day: TimeMention | None = None
    stems: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    figures: frozenset[str] = frozenset()  # of its sentence
    beside: frozenset[str] = frozenset()  # stems close by
    done: frozenset[str] = frozenset()  # stems right before the day, or right behind one that opens its sentence
    is_modifier: bool = False  # "Tuesday's vote" may not take place on Tuesday
    days: frozenset[str] = frozenset()  # all that the article prints, as ``_key_of`` gives them


def days_of(article: int, reading: Reading) -> list[Telling]:
    """The acts of an article that stand in a sentence with one day, the day of a statement left out."""
    found = []
    by_start = {time.start: time for time in reading.times}
    printed = frozenset(_key_of(time) for time in reading.times)
    for sentence in reading.sentences:
        facts = [fact for fact in reading.facts if fact.sentence == sentence.index]
        times = [fact for fact in facts if fact.kind is FactKind.TIME]
        if len(times) != 1 or any(fact.kind is FactKind.QUOTATION for fact in facts):
            continue
        day = by_start.get(times[0].start)
        if not _is_day(times[0], day) or _is_spoken(sentence, times[0]) or "@" in sentence.text:
            continue
        first, last = _told_part(sentence, times[0])
        names = frozenset(f.normal for f in facts if f.kind in _NAMES and first <= f.start and f.end <= last)
        before, after = _plain_stems(reading.article.text, (first, last), times[0])
        found.append(
            Telling(
                article=article,
                sentence=sentence,
                value=times[0].surface,
                normal=times[0].normal,
                about="day",
                day=day,
                stems=frozenset((*before, *after)),
                done=frozenset(before[-_DONE:] or after[:_DONE]),
                beside=frozenset((*before[-_BESIDE:], *after[:_BESIDE])),
                names=names,
                figures=frozenset(fact.normal for fact in facts if fact.kind is FactKind.NUMBER),
                is_modifier=reading.article.text[times[0].end : times[0].end + 2] in {"'s", "’s"},
                days=printed,
            )
        )
    return found


def _is_day(time: Fact, day: TimeMention | None) -> bool:
    return _DAY.match(time.normal) is not None or (day is not None and bool(day.first) and day.first == day.last)


def _key_of(time: TimeMention) -> str:
    """The day a wording means, or the wording's form where that is not known."""
    return time.first.isoformat() if time.first and time.first == time.last else time.normal


def _is_spoken(sentence: Sentence, time: Fact) -> bool:
    """Whether the day is that of a statement: "said on Wednesday"; "on Wednesday, the ministry said" is not seen."""
    before = [sentence.text[a:b].lower() for a, b in word_spans(sentence.text[: time.start - sentence.start])][-2:]
    after = [sentence.text[a:b].lower() for a, b in word_spans(sentence.text[time.end - sentence.start :])][:1]
    return not _SPEECH.isdisjoint((*before, *after))


def _told_part(sentence: Sentence, time: Fact) -> tuple[int, int]:
    """The part of a sentence that tells the act, without who says so: offsets in the article."""
    opening, closing = _OPENING.match(sentence.text), _CLOSING.search(sentence.text)
    first = sentence.start + (opening.end() if opening else 0)
    last = sentence.start + closing.start() if closing else sentence.end
    return (first if first <= time.start else sentence.start), (last if last >= time.end else sentence.end)


def _plain_stems(text: str, part: tuple[int, int], time: Fact) -> tuple[list[str], list[str]]:
    """Stems of the content words before a day and after it."""
    parts = text[part[0] : time.start], text[time.end : part[1]]
    before, after = ([stem for stem in content_stems(part) if stem not in deeds.REPORTING] for part in parts)
    return before, after


def other_day(one: Telling, other: Telling, settings: CompareSettings) -> bool:
    """Whether two sentences tell the same act of two different days."""
    if one.normal == other.normal or not one.names & other.names or not _apart(one.day, other.day, settings):
        return False
    if one.is_modifier != other.is_modifier:
        return False
    if (one.day and _key_of(one.day) in other.days) or (other.day and _key_of(other.day) in one.days):
        return False  # an act on each of the two days
    if one.figures and other.figures and not one.figures & other.figures:
        return False  # two acts
    shared = one.stems & other.stems
    smaller, larger = sorted((weight(one.stems), weight(other.stems)))
    is_whole = weight(shared) >= settings.min_overlap_day_whole * larger
    is_one_act = bool(one.done & other.beside or other.done & one.beside)
    if not is_whole and not (is_one_act and len(one.beside & other.beside) >= settings.min_shared_beside_day):
        return False  # what they share is not what was done on the day
    least = max(settings.min_overlap_day_shorter * smaller, settings.min_overlap_day * larger)
    return len(shared) >= settings.min_shared_day and weight(shared) >= least


def _apart(one: TimeMention | None, other: TimeMention | None, settings: CompareSettings) -> bool:
    """Whether two wordings mean two days of one week; where one is not resolved, only two weekdays or dates can."""
    if one is None or other is None:
        return False
    if one.first and one.last and other.first and other.last:
        apart = max((one.first - other.last).days, (other.first - one.last).days)
        return 0 < apart <= settings.max_days_apart
    if one.normal.startswith("weekday"):
        return other.normal.startswith("weekday")
    month = one.normal[:-2]
    days = one.normal.removeprefix(month), other.normal.removeprefix(month)
    return all(day.isdigit() for day in days) and 0 < abs(int(days[0]) - int(days[1])) <= settings.max_days_apart
