"""Wordings of days and spans, the day of publication, and what the one means seen from the other.

The only door of dateparser, which reads days in the metadata that no pattern of our own reads. In running text it
finds "may" and "second" and invents what is not said, so there our own patterns find and read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from summarize.articles._times_find import find, names_a_may
from summarize.articles._times_published import decided, numeric_order, published_day
from summarize.articles._times_resolve import Base, resolve
from summarize.articles._times_tense import Direction, direction, in_quotation
from summarize.data import Article, Line, Published, Sentence, TimeMention
from summarize.settings import DateSettings

_FULL = re.compile(r"(?:\d{4}(?:-\d\d){0,2}|\d{4}-Q\d|\d{4}-[a-z]+|\d{4}s)(?:-[a-z]+)?(?:\.\..*)?")
_SPOKEN = re.compile(r"day(?:0|[+-]1)")


def find_times(text: str) -> tuple[TimeMention, ...]:
    """Every wording of a day or a span in the text, unresolved, in order.

    Args:
        text: one sentence or several; offsets of the mentions count in it.

    Returns:
        Mentions with surface and normal form (``_times_normal`` lists the forms); equal days have equal forms.
    """
    return tuple(find(text))


def read_dates(
    article: Article, lines: Sequence[Line], sentences: Sequence[Sentence], settings: DateSettings
) -> tuple[Published | None, tuple[TimeMention, ...]]:
    """The day of publication, and the times of the body resolved against it in the direction the tense asks for.

    Args:
        article: with its metadata.
        lines: all its lines; only date lines, datelines, bylines, credits and headlines can date the article.
        sentences: its body, in which times are looked for.
        settings: what to do where the order of figures, the year or the day is open.

    Returns:
        Published (None where the article does not say it) and the mentions in order, offsets into the article's text.
        A mention that cannot be resolved has ``first`` None; without a day of publication that holds for weekdays,
        "yesterday" and days without a year.
    """
    published = published_day(article, lines, settings, lambda wording: _parse(wording, settings))
    day = published.day if published else None
    person = names_a_may(article.text)
    order = numeric_order(article.text, settings)
    mentions: list[TimeMention] = []
    for sentence in sentences:
        mentions.extend(_in_sentence(sentence, day, person, order, settings))
    return published, _settled(mentions, sentences, day, settings)


def _in_sentence(
    sentence: Sentence, published: date | None, person: bool, order: str, settings: DateSettings
) -> list[TimeMention]:
    """The sentence's mentions, each resolved alone; one may lean on a day named before it in the sentence."""
    found: list[TimeMention] = []
    mentioned: date | None = None
    for mention in find(sentence.text, person):
        base = Base(
            published=published,
            direction=_direction(sentence.text, mention, published),
            surface=mention.surface,
            mentioned=mentioned,
            max_ahead_days=settings.max_ahead_days,
        )
        form = decided(mention.normal, order, sentence.text)
        span = resolve(form, base) if form else None
        leans = mention.normal.startswith("mention")
        against = mentioned if leans else None if form and _FULL.fullmatch(form) else published
        if span and span[0] == span[1]:
            mentioned = span[0]
        found.append(
            replace(
                mention,
                start=mention.start + sentence.start,
                end=mention.end + sentence.start,
                sentence=sentence.index,
                first=span[0] if span else None,
                last=span[1] if span else None,
                against=against if span else None,
            )
        )
    return found


def _direction(text: str, mention: TimeMention, published: date | None) -> Direction:
    """The tense's direction; "later Thursday" told on Thursday or Friday is the Thursday just there."""
    if mention.surface.lower().startswith("later") and mention.normal.startswith("weekday") and published:
        back = (published.isoweekday() - int(mention.normal[8])) % 7
        if back <= 1:
            return Direction.PAST
    return direction(text, mention.start, mention.end)


def _settled(
    mentions: Sequence[TimeMention], sentences: Sequence[Sentence], published: date | None, settings: DateSettings
) -> tuple[TimeMention, ...]:
    """The mentions, those set right that only the rest of the article explains."""
    if published is None:
        return tuple(mentions)
    near = timedelta(days=settings.same_story_days)
    by_index = {sentence.index: sentence for sentence in sentences}
    told = {
        m.normal: m.first for m in mentions if _is_weekday(m) and m.first and published - near <= m.first <= published
    }
    spoken_from = next(
        (m.first for m in mentions if _is_weekday(m) and m.first in told.values() and not _quoted(m, by_index)),
        published,
    )
    settled = []
    for mention in mentions:
        if _is_weekday(mention) and mention.normal in told and mention.first and mention.first > published:
            # "met on Tuesday ... the talks on Tuesday would": one article, one Tuesday
            settled.append(replace(mention, first=told[mention.normal], last=told[mention.normal]))
        elif _SPOKEN.fullmatch(mention.normal) and mention.first and spoken_from and _quoted(mention, by_index):
            # What is quoted was said on a day of the report, not always on the day it was published
            settled.append(replace(mention, first=mention.first - (published - spoken_from)))
        else:
            settled.append(mention)
    return tuple(settled)


def _is_weekday(mention: TimeMention) -> bool:
    return re.fullmatch(r"weekday-\d", mention.normal) is not None


def _quoted(mention: TimeMention, sentences: dict[int, Sentence]) -> bool:
    sentence = sentences[mention.sentence or 0]
    return in_quotation(sentence.text, mention.start - sentence.start, mention.end - sentence.start)


def _parse(wording: str, settings: DateSettings) -> date | None:
    """A day in a wording of metadata, whole (day, month and year named), nothing filled in."""
    import dateparser

    parsed = dateparser.parse(
        wording,
        languages=list(settings.languages),
        settings={
            "STRICT_PARSING": True,
            "REQUIRE_PARTS": ["day", "month", "year"],
            "PARSERS": ["absolute-time"],
            "RELATIVE_BASE": datetime(2000, 1, 1),
            "RETURN_AS_TIMEZONE_AWARE": False,
        },
    )
    return parsed.date() if parsed else None
