"""The sentence that tells the meeting itself: who met whom, where and when."""

from __future__ import annotations

import re

from summarize.data import Event, FactKind, RankedSentence, Sentence
from summarize.words import words
from summarize.writing._anaphora import find_anaphor
from summarize.writing._case import Passage
from summarize.writing._cues import is_speech, is_unreal
from summarize.writing._headings import is_heading
from summarize.writing._people import people, surname
from summarize.writing._source import Source
from summarize.writing._text import SCARE_QUOTE, key, longest_quotation

MEETING = frozenset(
    key(word)
    for word in """meet meeting talks talk summit visit discuss discussion negotiate negotiation conference session host
    welcome greet agree agreement dialogue consult consultation confer gather huddle sign visit""".split()
)
# What each part of "who met whom, where and when" counts; set by reading the first sentences of news reports.
_PERSON, _FULL_NAME, _PARTIES, _WORD, _PLACE, _DAY, _LEAD, _RANK = 1.0, 0.3, 1.5, 1.0, 0.7, 0.5, 1.5, 1.0
_DANGLES, _QUOTED, _PLANNED, _SAID, _HEADS = -2.0, -1.0, -1.0, -0.5, -1.5
LEADS = 6  # sentences: a report tells its event in the first few


def statement_score(one: RankedSentence, event: Event, source: Source) -> float:
    """How well a sentence states the event; to be compared within one event only."""
    seen = source.seen(one.sentence)
    good = (
        (_WORD, bool(MEETING & set(seen.keys))),
        (_PLACE, _is_there(seen, event)),
        (_DAY, _is_then(one.sentence, source, event)),
        (_DANGLES, find_anaphor(seen) is not None),
        (_QUOTED, longest_quotation(seen.text) > SCARE_QUOTE),
        (_PLANNED, _is_planned(seen.words)),
        (_SAID, any(is_speech(word) for word in seen.words)),
        (_HEADS, is_heading(one.sentence, source.reading)),
    )
    lead = max(0.0, 1 - one.sentence.index / LEADS)
    return _RANK * one.score + _LEAD * lead + _who(event, seen) + sum(worth for worth, holds in good if holds)


def _who(event: Event, seen: Passage) -> float:
    """What the participants a sentence names count: each once, more with the full name, against how many there are.

    Two countries that act together count too: "Russia and the United States agreed".
    """
    named = [fact.surface for fact in people(seen)]
    wanted = {surname(one.name) for one in event.participants}
    met = {surname(name) for name in named} & wanted
    full = {surname(name) for name in named if len(name.split()) > 1} & wanted
    scale = 2 / max(2, len(wanted))
    return max(scale * (_PERSON * len(met) + _FULL_NAME * len(full)), _PARTIES if wanted and _two_parties(seen) else 0)


def _two_parties(seen: Passage) -> bool:
    """Whether two places joined by "and" open the sentence as its subject."""
    places = [fact for fact in seen.facts if fact.kind is FactKind.PLACE][:2]
    if len(places) < 2:
        return False
    opening = re.fullmatch(r"(?:The |the )?", seen.text[: places[0].start])
    joined = re.fullmatch(r" and (?:the )?", seen.text[places[0].end : places[1].start])
    return bool(opening and joined and re.match(r" [a-z]+", seen.text[places[1].end :]))


def _is_there(seen: Passage, event: Event) -> bool:
    found = words(event.place or "")
    return bool(found) and key(found[-1]) in seen.known


def _is_then(sentence: Sentence, source: Source, event: Event) -> bool:
    """Whether it names the day of the event; the bare weekday is enough where its article has no date."""
    if event.day is None:
        return False
    weekday = f"weekday-{event.day.isoweekday()}"
    times = [time for time in source.reading.times if time.sentence == sentence.index]
    return any(
        time.first == event.day == time.last or (time.first is None and time.normal == weekday) for time in times
    )


def _is_planned(found: tuple[str, ...]) -> bool:
    """Whether its word of meeting stands under "will" or "to": a meeting to come."""
    return any(key(word) in MEETING and is_unreal(found, at) for at, word in enumerate(found))
