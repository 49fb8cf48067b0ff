"""Readings made by hand: a few lines in, records out, without the reading stages."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from datetime import date

from summarize.data import Article, Event, Fact, FactKind, Line, Participant, Reading, Role, Sentence
from summarize.words import line_spans

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_NAME = re.compile(r"\b(?:Kerry|Lavrov|Moscow|Geneva|Putin|Syria)\b")


def fake_facts(text: str) -> tuple[Fact, ...]:
    """Figures in digits and a handful of names: enough for tests of stages that only pass facts on."""
    found = [(match, FactKind.NUMBER) for match in _NUMBER.finditer(text)]
    found += [(match, FactKind.NAME) for match in _NAME.finditer(text)]
    return tuple(
        Fact(kind=kind, start=m.start(), end=m.end(), surface=m.group(), normal=m.group().lower())
        for m, kind in sorted(found, key=lambda pair: pair[0].start())
    )


def fake_split(text: str) -> tuple[tuple[int, int], ...]:
    """Spans between sentence marks."""
    return tuple(match.span() for match in re.finditer(r"[^\s.!?][^.!?]*(?:[.!?]+[\"”]?|$)", text))


def make_reading(name: str, sentences: Sequence[str], title: str | None = None) -> Reading:
    """A reading of an article with one sentence a line, each with its fake facts."""
    from dataclasses import replace

    text = "\n".join(sentences)
    article = Article(
        id=name,
        path=name,
        text=text,
        encoding="utf-8",
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        title=title,
    )
    spans = line_spans(text) if sentences else ()
    lines = tuple(
        Line(number=i, start=start, end=end, role=Role.BODY, rule="test") for i, (start, end) in enumerate(spans, 1)
    )
    cut = tuple(
        Sentence(
            article=name, index=i, line=i + 1, line_end=i + 1, start=start, end=end, text=text[start:end], paragraph=i
        )
        for i, (start, end) in enumerate(spans)
    )
    facts = tuple(
        replace(fact, start=fact.start + s.start, end=fact.end + s.start, sentence=s.index)
        for s in cut
        for fact in fake_facts(s.text)
    )
    return Reading(article=article, lines=lines, sentences=cut, published=None, times=(), facts=facts)


def make_event(
    readings: Sequence[Reading],
    copies: Sequence[tuple[str, str]] = (),
    day: date | None = None,
    participants: Sequence[str] = (),
) -> Event:
    """An event of these readings."""
    return Event(
        id="event",
        articles=tuple(reading.article.id for reading in readings),
        copies=tuple(copies),
        day=day,
        day_wording=None,
        day_citations=(),
        day_inherited=False,
        place=None,
        place_citations=(),
        participants=tuple(Participant(name=name, normal=name.lower(), citations=()) for name in participants),
    )
