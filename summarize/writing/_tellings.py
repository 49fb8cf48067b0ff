"""Days and speakers that two articles give differently: one act on two days, one quotation from two mouths.

Both are rare and easily imagined, so only sentences that share nearly all their content words are compared, and only
quotations that agree to the letter.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from summarize.data import Fact, FactKind, Reading, Sentence, TimeMention
from summarize.settings import CompareSettings
from summarize.words import content_stems, word_spans
from summarize.writing import _deeds as deeds

_NAMES = frozenset({FactKind.PERSON, FactKind.ORGANISATION, FactKind.PLACE, FactKind.NAME})
_SPEECH = frozenset("said says say told announced added reported on".split())
_MIN_QUOTED = 4  # words of a quotation that can be known again
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


def days_of(article: int, reading: Reading) -> list[Telling]:
    """The acts of an article that stand in a sentence with one day, the day of a statement left out."""
    found = []
    by_start = {time.start: time for time in reading.times}
    for sentence in reading.sentences:
        facts = [fact for fact in reading.facts if fact.sentence == sentence.index]
        times = [fact for fact in facts if fact.kind is FactKind.TIME]
        if len(times) != 1 or any(fact.kind is FactKind.QUOTATION for fact in facts):
            continue
        if not _is_day(times[0]) or _is_spoken(sentence, times[0]) or "@" in sentence.text:
            continue
        names = frozenset(fact.normal for fact in facts if fact.kind in _NAMES)
        stems = frozenset(_plain_stems(sentence, times[0]))
        found.append(
            Telling(
                article=article,
                sentence=sentence,
                value=times[0].surface,
                normal=times[0].normal,
                about="day",
                day=by_start.get(times[0].start),
                stems=stems,
                names=names,
            )
        )
    return found


def _is_day(time: Fact) -> bool:
    return time.normal.startswith("weekday-") or time.normal[-2:].isdigit()


def _is_spoken(sentence: Sentence, time: Fact) -> bool:
    """Whether the day is that of a statement: "said on Wednesday", "on Wednesday, the ministry said" is not seen."""
    before = [sentence.text[a:b].lower() for a, b in word_spans(sentence.text[: time.start - sentence.start])][-2:]
    after = [sentence.text[a:b].lower() for a, b in word_spans(sentence.text[time.end - sentence.start :])][:1]
    spoken = _SPEECH - {"on"}
    return bool(spoken & set(before)) or bool(spoken & set(after))


def _plain_stems(sentence: Sentence, time: Fact) -> list[str]:
    start, end = time.start - sentence.start, time.end - sentence.start
    return [
        stem for stem in content_stems(sentence.text[:start] + " " + sentence.text[end:]) if stem not in deeds.REPORTING
    ]


def other_day(one: Telling, other: Telling, settings: CompareSettings) -> bool:
    """Whether two sentences tell the same act of two different days."""
    if one.normal == other.normal or not one.names & other.names or not _apart(one.day, other.day):
        return False
    shared = len(one.stems & other.stems)
    larger = max(len(one.stems), len(other.stems))
    return shared >= settings.min_shared_day and shared >= settings.min_overlap_day * larger


def _apart(one: TimeMention | None, other: TimeMention | None) -> bool:
    if one and other and one.first and one.last and other.first and other.last:
        return one.last < other.first or other.last < one.first
    return True


def quotations_of(article: int, reading: Reading) -> list[Telling]:
    """The quotations of an article whose speaker is named in the same sentence."""
    by_index = {sentence.index: sentence for sentence in reading.sentences}
    named = {(fact.sentence, fact.normal) for fact in reading.facts if fact.kind is FactKind.PERSON}
    return [
        Telling(
            article=article,
            sentence=by_index[fact.sentence],
            value=fact.speaker,
            normal=fact.normal,
            about="speaker of “" + " ".join(fact.surface.split()[:6]).strip(",.") + "…”",
        )
        for fact in reading.facts
        # The name must stand beside the quotation: whom a "he" means is not sure enough to accuse a source.
        if fact.speaker and fact.sentence is not None and (fact.sentence, fact.speaker) in named and _is_long(fact)
    ]


def _is_long(fact: Fact) -> bool:
    return fact.kind is FactKind.QUOTATION and len(fact.normal.split()) >= _MIN_QUOTED


def other_speaker(one: Telling, other: Telling) -> bool:
    """Whether one quotation is given to two people; a shorter form or another spelling of a name is the same."""
    if one.normal != other.normal:
        return False
    a, b = one.value.split(), other.value.split()
    return not (set(a) & set(b) or _is_spelling(a[-1], b[-1]))


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
