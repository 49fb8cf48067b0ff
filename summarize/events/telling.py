"""A body sentence with what it tells of meetings, and how a stretch of an article is cited."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from summarize.data import Citation, FactKind, Reading, Sentence, TimeMention
from summarize.events.acts import Act, Clauses, Head, cut, find_acts, head_of
from summarize.settings import ClusterSettings

_OWNED = re.compile(r"(?:\b(?:the|an?|his|her|its|their)|['’]s)\s+$")  # "the 2015 treaty": the year says which treaty
_WORD_NEXT = re.compile(r"\s+[a-z]")
_NEXT_WORD = re.compile(r"(?:\s[\w-]+)?\s")  # at most one word between a year and the noun of meeting it says which of


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A body sentence, its clauses, and the acts of meeting in it that are told as done."""

    sentence: Sentence
    clauses: Clauses
    acts: tuple[Act, ...]  # in order
    every: tuple[Act, ...]  # those to come, called off or earlier as well
    planned: bool  # whether it tells of a meeting to come, called off or earlier


def tell(sentence: Sentence) -> Told:
    """The sentence, cut, with its done acts."""
    clauses = cut(sentence.text)
    acts = find_acts(clauses)
    done = tuple(act for act in acts if act.done)
    return Told(sentence=sentence, clauses=clauses, acts=done, every=acts, planned=len(done) < len(acts))


def of_report(part: Told, reading: Reading, settings: ClusterSettings) -> Told:
    """The sentence without the acts whose clause gives them a time long before publication, and without what is no act
    but a person's name ("Sessions")."""
    base = part.sentence.start
    people = [fact for fact in reading.facts if fact.sentence == part.sentence.index and fact.kind is FactKind.PERSON]
    names = [(fact.start - base, fact.end - base) for fact in people]
    every = tuple(act for act in part.every if not any(start <= act.start and act.end <= end for start, end in names))
    done = tuple(act for act in every if act.done)
    part = replace(part, every=every, acts=done, planned=len(done) < len(every))
    elsewhen = {part.clauses.around(at) for at in _earlier_times(part, reading, settings)}
    return replace(part, acts=tuple(act for act in done if act.clause not in elsewhen))


def _earlier_times(part: Told, reading: Reading, settings: ClusterSettings) -> list[int]:
    """Where the acts stand that have such a time: "met in April", "his 2009 trip"."""
    if reading.published is None:
        return []
    published = reading.published.day
    found = []
    for time in reading.times:
        if time.sentence != part.sentence.index or not time.last:
            continue
        start, end = time.start - part.sentence.start, time.end - part.sentence.start
        quoted = part.clauses.text[start:end].isspace()
        if quoted or (published - time.last).days <= settings.day_behind_days:
            continue
        kind, at = head_of(part.clauses, start, end)
        owned = _OWNED.search(part.clauses.text, 0, start) and _WORD_NEXT.match(part.clauses.text, end)
        named = next((act for act in part.acts if _NEXT_WORD.fullmatch(part.clauses.text, end, act.start)), None)
        if named or (kind is Head.MEETING and not owned):
            found.append(named.start if named else at)
    return found


def cite(reading: Reading, line: int, start: int, end: int) -> Citation:
    """The stretch from ``start`` to ``end`` of the article, which begins on ``line`` or after it.

    Args:
        reading: the article.
        line: the line at or before ``start`` from which line ends are counted.
        start: offset into the article's text.
        end: offset after the last character.
    """
    text = reading.article.text
    first = line + text.count("\n", reading.lines[line - 1].start, start)
    return Citation(
        article=reading.article.id,
        line=first,
        line_end=first + text.count("\n", start, end),
        start=start,
        end=end,
        quote=text[start:end],
    )


def cite_sentence(reading: Reading, sentence: Sentence) -> Citation:
    """The whole sentence."""
    return cite(reading, sentence.line, sentence.start, sentence.end)


def weekday_of(time: TimeMention) -> int | None:
    """The weekday a wording names, Monday 1, also where the day is not known."""
    if time.first is not None and time.first == time.last:
        return time.first.isoweekday()
    match = re.match(r"weekday-?(\d)", time.normal)
    return int(match.group(1)) if match else None
