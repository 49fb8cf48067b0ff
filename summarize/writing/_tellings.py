"""Days and speakers that two articles give differently: one act on two days, one quotation from two mouths.

Both are rare and easily imagined. Days are compared only in sentences that share much of what is rare in them, and only
where neither article prints the other's day anywhere; speakers only of quotations that agree to the letter, or of which
one is a part of the other, and only where neither sentence names the other's speaker too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from summarize.data import Fact, FactKind, Reading, Sentence, TimeMention
from summarize.settings import CompareSettings
from summarize.words import content_stems, word_spans, words
from summarize.writing import _deeds as deeds
from summarize.writing._likeness import weight

_NAMES = frozenset({FactKind.PERSON, FactKind.ORGANISATION, FactKind.PLACE, FactKind.NAME})
_SPEECH = frozenset("said says say told announced added reported".split())
_DAY = re.compile(r"weekday-\d|(?:\d{4}|-)-\d\d-\d\d")
_MIN_QUOTED = 4  # words of a quotation that can be known again
_MIN_PART = 6  # likewise of one that is a part of the other's: shorter ones are phrases many use
_BESIDE = 4  # content words on either side of a day that say what was done on it
_TYPING = 2  # letters in which two spellings of one family name differ at most


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
        names = frozenset(fact.normal for fact in facts if fact.kind in _NAMES)
        before, after = _plain_stems(sentence, times[0])
        found.append(
            Telling(
                article=article,
                sentence=sentence,
                value=times[0].surface,
                normal=times[0].normal,
                about="day",
                day=day,
                stems=frozenset((*before, *after)),
                beside=frozenset((*before[-_BESIDE:], *after[:_BESIDE])),
                names=names,
                figures=frozenset(fact.normal for fact in facts if fact.kind is FactKind.NUMBER),
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


def _plain_stems(sentence: Sentence, time: Fact) -> tuple[list[str], list[str]]:
    """Stems of the content words before a day and after it."""
    parts = sentence.text[: time.start - sentence.start], sentence.text[time.end - sentence.start :]
    before, after = ([stem for stem in content_stems(part) if stem not in deeds.REPORTING] for part in parts)
    return before, after


def other_day(one: Telling, other: Telling, settings: CompareSettings) -> bool:
    """Whether two sentences tell the same act of two different days."""
    if one.normal == other.normal or not one.names & other.names or not _apart(one.day, other.day, settings):
        return False
    if (one.day and _key_of(one.day) in other.days) or (other.day and _key_of(other.day) in one.days):
        return False  # an act on each of the two days
    if one.figures and other.figures and not one.figures & other.figures:
        return False  # two acts
    shared = one.stems & other.stems
    smaller, larger = sorted((weight(one.stems), weight(other.stems)))
    is_whole = weight(shared) >= settings.min_overlap_day_whole * larger
    if not is_whole and len(one.beside & other.beside) < settings.min_shared_beside_day:
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


def quotations_of(article: int, reading: Reading) -> list[Telling]:
    """The quotations of an article whose speaker is named in the same sentence."""
    by_index = {sentence.index: sentence for sentence in reading.sentences}
    named = {(fact.sentence, fact.normal) for fact in reading.facts if fact.kind is FactKind.PERSON}
    return [
        Telling(
            article=article,
            sentence=by_index[fact.sentence],
            value=fact.speaker,
            normal=" ".join(words(fact.normal)),
            names=frozenset(word for place, name in named if place == fact.sentence for word in name.split()),
            about="speaker of “" + " ".join(fact.surface.split()[:6]).strip(",.") + "…”",
        )
        for fact in reading.facts
        # The name must stand beside the quotation: whom a "he" means is not sure enough to accuse a source.
        if fact.speaker and fact.sentence is not None and (fact.sentence, fact.speaker) in named and _is_long(fact)
    ]


def _is_long(fact: Fact) -> bool:
    return fact.kind is FactKind.QUOTATION and len(fact.normal.split()) >= _MIN_QUOTED


def shared_quotations(tellings: Sequence[Telling]) -> Iterator[tuple[Telling, Telling]]:
    """Pairs of quotations of two articles that are the same, or of which one is a part of the other."""
    by_run: dict[tuple[str, ...], list[int]] = {}
    for at, telling in enumerate(tellings):
        said = telling.normal.split()
        for run in {tuple(said[i : i + _MIN_QUOTED]) for i in range(len(said) - _MIN_QUOTED + 1)}:
            by_run.setdefault(run, []).append(at)
    pairs = {
        (min(at, other), max(at, other))
        for at, telling in enumerate(tellings)
        for other in by_run.get(tuple(telling.normal.split()[:_MIN_QUOTED]), ())
        if telling.article != tellings[other].article and _is_part(telling.normal, tellings[other].normal)
    }
    yield from ((tellings[one], tellings[other]) for one, other in sorted(pairs))


def _is_part(part: str, whole: str) -> bool:
    return part == whole or (len(part.split()) >= _MIN_PART and f" {part} " in f" {whole} ")


def other_speaker(one: Telling, other: Telling) -> bool:
    """Whether one quotation is given to two people; a shorter form or another spelling of a name is the same.

    A sentence that names the other's speaker as well may mean him: "fired back in a letter to Tarn".
    """
    a, b = one.value.split(), other.value.split()
    return not (set(a) & other.names or set(b) & one.names or _is_spelling(a[-1], b[-1]))


def _is_spelling(one: str, other: str) -> bool:
    """Whether two words are a typing or transcription of one name."""
    if abs(len(one) - len(other)) > _TYPING:
        return False
    row: Sequence[int] = range(len(other) + 1)
    for i, a in enumerate(one, 1):
        fresh = [i]
        for j, b in enumerate(other, 1):
            fresh.append(min(fresh[-1] + 1, row[j] + 1, row[j - 1] + (a != b)))
        row = fresh
    return row[-1] <= _TYPING and min(len(one), len(other)) > _TYPING
