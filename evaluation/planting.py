"""Disagreements planted between two articles on one event: what both tell is told otherwise in the second.

* a figure: where both print the same distinctive figure outside quotation marks, it is changed wherever the second
  prints it;
* a day: where both tell of one act on one day, in sentences that share a name and half their words, the second's day
  is moved wherever it prints it in that wording;
* a speaker: where both print one quotation and name the speaker beside it, another person of the second article is
  named there.

The second article is then read anew. Nothing here asks ``writing/compare`` what counts as the same act or quotation.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from summarize.data import Fact, FactKind, Reading, Sentence, TimeMention
from summarize.pipeline import read_all
from summarize.settings import Settings
from summarize.training.compare import is_distinctive
from summarize.words import content_stems, words
from summarize.writing._measures import Measure, measures_of

FACTOR = 1.3  # of a planted figure: outlets that disagree are seldom further apart
DAYS = 2  # a planted day is later by so many, or earlier at the end of a month
SHARED_STEMS, SHARED_PART = 4, 0.5  # of the shorter of two sentences on one act, and at least so many
QUOTED_WORDS = 5  # that two quotations share, the shorter being a part of the longer
_DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?")
_WORDS = (
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen"
).split()
_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_SAID = frozenset("said says say told announced added reported".split())
_NAMES = frozenset({FactKind.PERSON, FactKind.ORGANISATION, FactKind.PLACE, FactKind.NAME})
Edit = tuple[int, int, str]  # offsets in the text, and what is put there


@dataclass(frozen=True, slots=True)
class Plant:
    """A change in the second of two articles."""

    kind: str  # of what is changed, a row of the report
    changed: Reading  # the second article with the change
    printed: frozenset[str]  # what the first prints, as a side of the disagreement would name it


def figures(one: Reading, other: Reading) -> Iterator[Plant]:
    """Each distinctive figure both print, changed in the other."""
    own, its = by_value(measures_of(0, one)), by_value(measures_of(1, other))
    for normal in sorted(own.keys() & its.keys()):
        if is_distinctive(own[normal][0].fact):
            facts = [each.fact for each in its[normal]]
            edits = [(f.start, f.end, another(other.article.text[f.start : f.end])) for f in facts]
            if (changed := _edited(other, edits)) is not None:
                yield Plant(_kind(own[normal][0]), changed, frozenset(each.fact.surface for each in own[normal]))


def by_value(measures: Sequence[Measure]) -> dict[str, list[Measure]]:
    """The figures of an article by their normal form."""
    found: dict[str, list[Measure]] = defaultdict(list)
    for one in measures:
        found[one.fact.normal].append(one)
    return found


def another(surface: str) -> str | None:
    """A wording of a figure with another value of about the same size; None where there is no number in it."""
    if found := _DIGITS.search(surface):
        printed = found.group()
        value, places = float(printed.replace(",", "")), len(printed.partition(".")[2])
        new = f"{value * FACTOR:,.{places}f}" if "," in printed else f"{value * FACTOR:.{places}f}"
        return None if new == printed else _put(surface, found.span(), new)
    for word in sorted(_WORDS[:-2], key=len, reverse=True):
        if found := re.search(rf"\b{word}\b", surface, re.IGNORECASE):
            return _put(surface, found.span(), _cased(_WORDS[_WORDS.index(word) + 2], found.group()))
    return None


def _put(text: str, span: tuple[int, int], new: str) -> str:
    """The text with other words in a span."""
    return text[: span[0]] + new + text[span[1] :]


def _cased(word: str, like: str) -> str:
    return word.capitalize() if like[0].isupper() else word


def _kind(measure: Measure) -> str:
    if measure.sign:
        return "percent" if measure.sign == "%" else "money"
    return "counted noun" if measure.counted else "people, or no noun"


def days(one: Reading, other: Reading) -> Iterator[Plant]:
    """Each day on which both tell of one act, moved in the other."""
    acts = [list(_acts(each)) for each in (one, other)]
    alike: dict[date, list[tuple[TimeMention, TimeMention]]] = defaultdict(list)
    for own, own_time in acts[0]:
        for its, its_time in acts[1]:
            if own_time.first == its_time.first and own_time.first and _are_alike((one, own), (other, its)):
                alike[own_time.first].append((own_time, its_time))
    for pairs in alike.values():
        wordings = {its.normal for _, its in pairs}
        times = [time for time in other.times if time.normal in wordings]
        if (changed := _edited(other, [(t.start, t.end, moved(t.surface)) for t in times])) is not None:
            yield Plant("day", changed, frozenset(own.surface for own, _ in pairs))


def _acts(reading: Reading) -> Iterator[tuple[Sentence, TimeMention]]:
    """The sentences with one day that is not the day of a statement or a quotation."""
    quoted = {fact.sentence for fact in reading.facts if fact.kind is FactKind.QUOTATION}
    for sentence in reading.sentences:
        times = [time for time in reading.times if time.sentence == sentence.index]
        if "@" in sentence.text or sentence.index in quoted:  # the day of a post
            continue
        if len(times) == 1 and times[0].first and times[0].first == times[0].last:
            at = times[0].start - sentence.start
            beside = [*words(sentence.text[:at].lower())[-2:], *words(sentence.text[at:].lower())[1:3]]
            if not _SAID & set(beside):
                yield sentence, times[0]


def _are_alike(one: tuple[Reading, Sentence], other: tuple[Reading, Sentence]) -> bool:
    """Whether two sentences share a name and much of what they say; the same sentence word for word is no second
    telling, but is told all the same."""
    names = [
        {f.normal for f in reading.facts if f.kind in _NAMES and f.sentence == s.index} for reading, s in (one, other)
    ]
    stems = [frozenset(content_stems(sentence.text)) for _, sentence in (one, other)]
    shared = len(stems[0] & stems[1])
    return bool(names[0] & names[1]) and shared >= max(SHARED_STEMS, SHARED_PART * min(map(len, stems)))


def moved(surface: str) -> str | None:
    """The wording of a day two days later; None where it is neither a weekday nor a day of a month."""
    for at, day in enumerate(_WEEKDAYS):
        if found := re.search(rf"\b{day}\b", surface, re.IGNORECASE):
            new = _cased(_WEEKDAYS[(at + DAYS) % len(_WEEKDAYS)], found.group())
            return None if _DIGITS.search(surface) else _put(surface, found.span(), new)
    found = re.search(r"\b([1-9]|[12]\d|3[01])\b", surface)
    if found is None or not re.search("[A-Za-z]", surface):
        return None
    day = int(found.group())
    return _put(surface, found.span(), str(day + DAYS if day + DAYS <= 28 else day - DAYS))


def speakers(one: Reading, other: Reading) -> Iterator[Plant]:
    """Each quotation both print with its speaker's name beside it, given to another person in the other."""
    for own in _quoted(one):
        for its in _quoted(other):
            if own.speaker == its.speaker and _are_one_quotation(own, its) and (name := _somebody_else(other, its)):
                said = [f for f in other.facts if (f.sentence, f.normal) == (its.sentence, its.speaker)]
                changed = _edited(other, [(f.start, f.end, name) for f in said])
                if changed is not None:
                    yield Plant("speaker", changed, frozenset({own.speaker or ""}))


def _are_one_quotation(one: Fact, other: Fact) -> bool:
    """Whether one quotation is the other or a part of it."""
    shorter, longer = sorted((" ".join(words(fact.normal)) for fact in (one, other)), key=len)
    return len(shorter.split()) >= QUOTED_WORDS and f" {shorter} " in f" {longer} "


def _quoted(reading: Reading) -> Iterator[Fact]:
    named = {(fact.sentence, fact.normal) for fact in reading.facts if fact.kind is FactKind.PERSON}
    for fact in reading.facts:
        if fact.kind is FactKind.QUOTATION and fact.speaker and (fact.sentence, fact.speaker) in named:
            yield fact


def _somebody_else(reading: Reading, quotation: Fact) -> str | None:
    """The longest wording of the first person of an article who shares no name with the speaker."""
    own = set((quotation.speaker or "").split())
    people = [f for f in reading.facts if f.kind is FactKind.PERSON and f.sentence != quotation.sentence]
    people = [f for f in people if len(f.normal.split()) > 1 and not own & set(f.normal.split())]
    return max((f.surface for f in people if f.normal == people[0].normal), key=len) if people else None


def _edited(reading: Reading, edits: Sequence[tuple[int, int, str | None]]) -> Reading | None:
    """The article with other wordings in these places, read anew; None where one of them is missing."""
    text = reading.article.text
    if not edits:
        return None
    for start, end, surface in sorted(edits, key=lambda edit: -edit[0]):
        if surface is None:
            return None
        text = _put(text, (start, end), surface)
    readings, _ = read_all([replace(reading.article, text=text)], Settings())
    return readings[0] if readings else None
