"""Readings for the writing stages: paragraphs in, records out; facts by the real reader, days by a small one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from summarize.articles.facts import facts_in
from summarize.data import (
    Article,
    Draft,
    Event,
    Fact,
    Origin,
    Participant,
    RankedSentence,
    Reading,
    Sentence,
    TimeMention,
)

_DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_DAY = re.compile(rf"\b(?:{'|'.join(day.capitalize() for day in _DAYS)})\b|\b(?:Jan|Feb|March|April|May|June)\.? \d+\b")


def read_facts(text: str) -> tuple[Fact, ...]:
    """Facts of any text; weekdays and a few dates are its times."""
    times = [
        TimeMention(start=m.start(), end=m.end(), surface=m.group(), normal=_normal(m.group()))
        for m in _DAY.finditer(text)
    ]
    return facts_in(text, times)


def _normal(surface: str) -> str:
    low = surface.lower()
    return f"weekday-{_DAYS.index(low) + 1}" if low in _DAYS else low.replace(".", "")


def reading(name: str, *paragraphs: Sequence[str], outlet: str | None = None) -> Reading:
    """An article of paragraphs, each a list of sentences; one line a paragraph."""
    text, sentences = "", []
    for number, paragraph in enumerate(paragraphs):
        text += "\n" if number else ""
        for place, line in enumerate(paragraph):
            text += " " if place else ""
            sentences.append(
                Sentence(
                    article=name,
                    index=len(sentences),
                    line=number + 1,
                    line_end=number + 1 + line.count("\n"),
                    start=len(text),
                    end=len(text) + len(line),
                    text=line,
                    paragraph=number,
                )
            )
            text += line
    facts = tuple(
        replace(fact, start=fact.start + s.start, end=fact.end + s.start, sentence=s.index)
        for s in sentences
        for fact in read_facts(s.text)
    )
    article = Article(id=name, path=name, text=text, encoding="utf-8", sha256=name, outlet=outlet)
    return Reading(article=article, lines=(), sentences=tuple(sentences), published=None, times=(), facts=facts)


def event(
    *readings: Reading,
    people: Sequence[str] = (),
    place: str | None = None,
    copies: Sequence[tuple[str, str]] = (),
    day: date | None = None,
) -> Event:
    """The event of some readings."""
    return Event(
        id="e",
        articles=tuple(one.article.id for one in readings),
        copies=tuple(copies),
        day=day,
        day_wording=None,
        day_citations=(),
        day_inherited=False,
        place=place,
        place_citations=(),
        participants=tuple(Participant(name=name, normal=name.lower(), citations=()) for name in people),
    )


def ranked(sentence: Sentence, score: float, *copies: Sentence) -> RankedSentence:
    """A sentence with a score."""
    return RankedSentence(sentence=sentence, score=score, parts=(), copies=copies)


def draft(text: str, *sentences: Sentence, origin: Origin = Origin.EXTRACTED, antecedent: str | None = None) -> Draft:
    """A draft resting on sentences."""
    return Draft(text=text, origin=origin, sentences=sentences, antecedent=antecedent)
