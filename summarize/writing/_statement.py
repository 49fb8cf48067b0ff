"""The sentence that tells the meeting itself: who met whom, where and when."""

from __future__ import annotations

from summarize.data import Event, RankedSentence
from summarize.words import words
from summarize.writing._anaphora import find_anaphor
from summarize.writing._cues import is_unreal
from summarize.writing._people import people, surname
from summarize.writing._source import Source
from summarize.writing._text import SCARE_QUOTE, key, longest_quotation

MEETING = frozenset(
    key(word)
    for word in """meet meeting talks talk summit visit discuss discussion negotiate negotiation conference session host
    welcome greet agree agreement dialogue consult consultation confer gather huddle sign visit""".split()
)
# What each part of "who met whom, where and when" counts; set by reading the first sentences of news reports.
_PERSON, _FULL_NAME, _WORD, _PLACE, _DAY, _LEAD, _RANK = 1.0, 0.3, 1.0, 0.5, 0.5, 1.5, 1.0
_DANGLES, _QUOTED, _PLANNED = -2.0, -1.0, -1.0
_LEADS = 6  # sentences: a report tells its event in the first few


def statement_score(one: RankedSentence, event: Event, source: Source) -> float:
    """How well a sentence states the event; to be compared within one event only."""
    sentence, seen = one.sentence, source.seen(one.sentence)
    score = _RANK * one.score + _LEAD * max(0.0, 1 - sentence.index / _LEADS)
    score += _who(event, [fact.surface for fact in people(seen)])
    score += _WORD if MEETING & set(seen.keys) else 0.0
    if event.place and key(words(event.place)[-1] if words(event.place) else "") in seen.known:
        score += _PLACE
    days = [t for t in source.reading.times if t.sentence == sentence.index]
    if any(t.first == event.day and t.last == event.day for t in days) if event.day else False:
        score += _DAY
    score += _DANGLES if find_anaphor(seen) else 0.0
    score += _QUOTED if longest_quotation(sentence.text) > SCARE_QUOTE else 0.0
    score += _PLANNED if _is_planned(seen.words) else 0.0
    return score


def _who(event: Event, named: list[str]) -> float:
    """What the participants a sentence names count: each once, more with the full name, against how many there are."""
    wanted = {surname(one.name) for one in event.participants}
    met = {surname(name) for name in named} & wanted
    full = {surname(name) for name in named if len(name.split()) > 1} & wanted
    scale = 2 / max(2, len(wanted))
    return scale * (_PERSON * len(met) + _FULL_NAME * len(full))


def _is_planned(found: tuple[str, ...]) -> bool:
    """Whether its word of meeting stands under "will" or "to": a meeting to come."""
    return any(key(word) in MEETING and is_unreal(found, at) for at, word in enumerate(found))
