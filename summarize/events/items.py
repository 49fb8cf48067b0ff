"""The sentences of an event with what rank knows of each before comparing them."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from summarize.data import Event, Fact, FactKind, Reading, Role, Sentence, TimeMention
from summarize.words import content_stems, fold_space, without_linked_headlines

_Found = TypeVar("_Found", Fact, TimeMention)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One sentence of an event."""

    sentence: Sentence
    reading: Reading
    outlet: int  # number, from 0, of the independent outlet: an article and its near-identical copies have one
    position: int  # from 0, among the sentences of its article
    text: str  # white space folded
    stems: tuple[str, ...]
    facts: tuple[Fact, ...]
    times: tuple[TimeMention, ...]
    fact_keys: tuple[str, ...]  # its facts' normal forms, each once, sorted


def make_items(event: Event, readings: Sequence[Reading]) -> list[Item]:
    """The sentences of the event's articles, in the order of the articles and of the text."""
    place = {article: index for index, article in enumerate(event.articles)}
    ordered = sorted(readings, key=lambda reading: place.get(reading.article.id, len(place)))
    copy_of = dict(event.copies)
    outlets: dict[str, int] = {}
    items = []
    for reading in ordered:
        if reading.sentences:  # so that each outlet's number has sentences
            outlet = outlets.setdefault(_original(reading.article.id, copy_of), len(outlets))
            items += _items_of(reading, outlet)
    return items


def _original(article: str, copy_of: dict[str, str]) -> str:
    """The article that this one is a copy of, over several steps; the steps are counted in case they go in a circle."""
    for _ in copy_of:
        article = copy_of.get(article, article)
    return article


def _items_of(reading: Reading, outlet: int) -> list[Item]:
    facts, times = _by_sentence(reading.facts), _by_sentence(reading.times)
    items = []
    for position, sentence in enumerate(reading.sentences):
        text = fold_space(without_linked_headlines(sentence.text))
        own = tuple(facts.get(sentence.index, ()))
        items.append(
            Item(
                sentence=sentence,
                reading=reading,
                outlet=outlet,
                position=position,
                text=text,
                stems=tuple(content_stems(text)),
                facts=own,
                times=tuple(times.get(sentence.index, ())),
                fact_keys=tuple(sorted({fact.normal for fact in own if fact.kind is not FactKind.QUOTATION})),
            )
        )
    return items


def _by_sentence(found: Iterable[_Found]) -> dict[int, list[_Found]]:
    rows: dict[int, list[_Found]] = defaultdict(list)
    for one in found:
        if one.sentence is not None:
            rows[one.sentence].append(one)
    return rows


def title_stems(items: Sequence[Item]) -> list[frozenset[str]]:
    """The content stems of each article's headline."""
    stems = (frozenset(content_stems(title)) for title in headlines(items))
    return [row for row in stems if row]


def headlines(items: Sequence[Item]) -> list[str]:
    """The headline of each article that has one: its first headline line, else its title from outside the text."""
    readings = {item.reading.article.id: item.reading for item in items}
    found = (fold_space(_headline(reading)) for reading in readings.values())
    return [title for title in found if title]


def _headline(reading: Reading) -> str:
    for line in reading.lines:
        if line.role is Role.HEADLINE:
            return reading.article.text[line.start : line.end]
    return reading.article.title or ""


def fact_weights(event: Event, items: Sequence[Item]) -> dict[str, float]:
    """How much the event turns on each fact, in [0, 1], by its normal form.

    A participant and the place weigh 1. Any other fact weighs by the share of the independent outlets that give it,
    or, with one outlet, by how often that one comes back to it.
    """
    count = max((item.outlet for item in items), default=-1) + 1
    said: dict[str, set[int]] = defaultdict(set)
    often: Counter[str] = Counter()
    for item in items:
        for key in item.fact_keys:
            said[key].add(item.outlet)
            often[key] += 1
    top = max(often.values(), default=1)
    weights = {
        key: len(outlets) / count if count > 1 else math.log1p(often[key]) / math.log1p(top)
        for key, outlets in said.items()
    }
    known = [participant.normal for participant in event.participants]
    if event.place:
        known.append(fold_space(event.place).lower())
    return weights | {key: 1.0 for key in known if key in weights}
