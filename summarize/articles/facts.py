"""Facts: the numbers, times, names and quotations of a text, each with surface, normal form and offsets.

What counts, so that a reader would check it:

* numbers: ``_numbers`` says which words are figures; "over 30" is ">30" and allows (30, inf), "85 to 90 percent" is
  "85..90" with the unit "%", ordinals are "3rd". The bound words, the percent and the currency belong to the surface;
* names: ``_names``; a nationality is a PLACE whose normal form is the country ("Russian" meets "Russia");
* quotations: ``_quotes``; the marks stand outside the surface; in a transcript each sentence of whoever does not speak
  for the outlet is one too (``_turns``);
* times: every time mention given becomes a fact; no number is read inside one.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TypeVar

from summarize.articles._context import Names, contexts_of
from summarize.articles._gazetteer import fold
from summarize.articles._joining import join_names
from summarize.articles._names import Name, find_names
from summarize.articles._numbers import find_figures
from summarize.articles._quotes import Quotation, find_quotations
from summarize.articles._tokens import Token, tokens_of
from summarize.articles._turns import Turn, turns_of
from summarize.data import Article, Fact, FactKind, FurnitureKind, Line, Sentence, TimeMention
from summarize.words import blank_linked_headlines

_R = TypeVar("_R", Fact, Name)


@dataclass(frozen=True, slots=True)
class _Part:
    """A paragraph and where it stands."""

    text: str
    start: int  # offset in the whole text
    starts: tuple[int, ...] | None  # where its sentences begin, from its own start; None: not known
    times: tuple[TimeMention, ...]  # inside it, offsets from its own start
    turn: Turn | None = None  # whose words it holds, in a transcript


def facts_in(text: str, times: Sequence[TimeMention] = ()) -> tuple[Fact, ...]:
    """The facts of a plain text, in order of their start.

    Args:
        text: any text, one sentence or many.
        times: its time mentions; each becomes a TIME fact.
    """
    return _read([_Part(text, 0, None, tuple(times))], text)


def read_facts(
    article: Article, lines: Sequence[Line], sentences: Sequence[Sentence], times: Sequence[TimeMention]
) -> tuple[Fact, ...]:
    """The facts of an article's sentences, in order, with the normal forms that hold inside the article.

    Args:
        article: the article.
        lines: its lines; of those that hold text only who tells the news is read from them.
        sentences: its sentences, in order.
        times: its time mentions, offsets into the article's text.
    """
    facts = _read(_with_turns(_paragraphs(article, sentences, times), lines), article.text)
    starts = [sentence.start for sentence in sentences]
    placed = []
    for fact in facts:
        k = bisect_right(starts, fact.start) - 1
        if k >= 0 and fact.start < sentences[k].end:
            placed.append(replace(fact, sentence=sentences[k].index))
    return tuple(placed)


def _paragraphs(article: Article, sentences: Sequence[Sentence], times: Sequence[TimeMention]) -> list[_Part]:
    parts = []
    i = 0
    while i < len(sentences):
        stop = i + 1
        while stop < len(sentences) and sentences[stop].paragraph == sentences[i].paragraph:
            stop += 1
        start, end = sentences[i].start, sentences[stop - 1].end
        starts = tuple(sentence.start - start for sentence in sentences[i:stop])
        text = blank_linked_headlines(article.text[start:end])
        parts.append(_Part(text, start, starts, _times_within(times, start, end)))
        i = stop
    return parts


def _with_turns(parts: Sequence[_Part], lines: Sequence[Line]) -> list[_Part]:
    """The paragraphs, in a transcript each with whose words it holds."""
    labels = {mark.end for line in lines for mark in line.furniture if mark.kind is FurnitureKind.SPEAKER_LABEL}
    told = {i for i, part in enumerate(parts) if part.start in labels}
    turns = turns_of([part.text for part in parts], told)
    return [replace(part, turn=turn) if turn else part for part, turn in zip(parts, turns, strict=True)]


def _times_within(times: Sequence[TimeMention], start: int, end: int) -> tuple[TimeMention, ...]:
    return tuple(
        replace(time, start=time.start - start, end=time.end - start)
        for time in times
        if start <= time.start and time.end <= end
    )


def _read(parts: Sequence[_Part], text: str) -> tuple[Fact, ...]:
    """The facts of all the paragraphs, names joined across them."""
    cut = [tokens_of(part.text, part.starts) for part in parts]
    timed = [_timed(tokens, part.times) for tokens, part in zip(cut, parts, strict=True)]
    contexts = contexts_of([part.text for part in parts], cut, timed)
    found = [find_names(context) for context in contexts]
    joined = _joined(text, parts, found)
    speakers = _speakers(joined)
    facts: list[Fact] = []
    last: str | None = None
    for part, context, names in zip(parts, contexts, joined, strict=True):
        found_here = _facts_of(part, context, names)
        spoken = _spoken(part, speakers) if part.turn else _quoted(part, context, names, last)
        facts.extend(_moved(fact, part.start) for fact in (*found_here, *spoken))
        people = [name.normal for name in names if name.kind is FactKind.PERSON]
        last = people[0] if people else last
    return tuple(sorted(facts, key=lambda fact: (fact.start, -fact.end)))


def _timed(tokens: Sequence[Token], times: Sequence[TimeMention]) -> list[bool]:
    held = [False] * len(tokens)
    starts = [token.start for token in tokens]
    for time in times:
        for k in range(max(0, bisect_right(starts, time.start) - 1), len(tokens)):
            if tokens[k].start >= time.end:
                break
            held[k] = held[k] or tokens[k].end > time.start
    return held


def _joined(text: str, parts: Sequence[_Part], found: Sequence[Sequence[Name]]) -> list[list[Name]]:
    """Names of all paragraphs joined as one text's, and given back by paragraph."""
    moved = [_moved(name, part.start) for part, names in zip(parts, found, strict=True) for name in names]
    joined = iter(join_names(text, moved))
    return [
        [_moved(name, -part.start) for _, name in zip(names, joined, strict=False)]
        for part, names in zip(parts, found, strict=True)
    ]


def _facts_of(part: _Part, context: Names, names: Sequence[Name]) -> list[Fact]:
    taken = list(context.timed)
    starts = [token.start for token in context.tokens]
    for name in names:
        for k in range(bisect_right(starts, name.start) - 1, len(context.tokens)):
            if context.tokens[k].start >= name.end:
                break
            taken[k] = True
    facts = [_of_time(time) for time in part.times]
    facts += [_of_name(name) for name in names]
    facts += [
        Fact(kind=FactKind.NUMBER, start=figure.start, end=figure.end, surface=part.text[figure.start : figure.end],
             normal=figure.normal, low=figure.low, high=figure.high, unit=figure.unit)
        for figure in find_figures(part.text, context.tokens, taken)
    ]  # fmt: skip
    return facts


def _quoted(part: _Part, context: Names, names: Sequence[Name], last: str | None) -> list[Fact]:
    starts = part.starts if part.starts is not None else _guessed_starts(context.tokens)
    return [_of_quotation(part.text, quote) for quote in find_quotations(part.text, names, starts, last)]


def _spoken(part: _Part, speakers: Mapping[str, str]) -> list[Fact]:
    """The sentences of a turn: all of them are a quotation, whatever is quoted in them."""
    assert part.turn is not None
    label = part.turn.speaker
    named = speakers.get(label.split()[-1], label) if label else None
    starts = part.starts or (0,)
    ends = (*starts[1:], len(part.text))
    spans = (
        (max(start, part.turn.start), start + len(part.text[start:end].rstrip()))
        for start, end in zip(starts, ends, strict=True)
    )
    return [_of_quotation(part.text, Quotation(start, end, named)) for start, end in spans if start < end]


def _speakers(names: Sequence[Sequence[Name]]) -> dict[str, str]:
    """The normal form of the first person with each surname."""
    people = [name.normal for of_part in names for name in of_part if name.kind is FactKind.PERSON and name.normal]
    return {normal.split()[-1]: normal for normal in reversed(people)}


def _moved(record: _R, by: int) -> _R:
    return replace(record, start=record.start + by, end=record.end + by) if by else record


def _guessed_starts(tokens: Sequence[Token]) -> tuple[int, ...]:
    """Where sentences begin, as far as the marks tell: after a full stop, before a capital."""
    starts = [0]
    ended = False  # whether a mark that ends a sentence was the last thing but closing quotation marks
    for before, token in pairwise(tokens):
        ended = before.text in {".", "!", "?"} or (ended and before.text in {'"', "”", "’", ")"})
        if ended and ((token.initial and token.cap) or token.text in {'"', "“"}):
            starts.append(token.start)
            ended = False
    return tuple(starts)


def _of_time(time: TimeMention) -> Fact:
    return Fact(kind=FactKind.TIME, start=time.start, end=time.end, surface=time.surface, normal=time.normal)


def _of_name(name: Name) -> Fact:
    return Fact(
        kind=name.kind, start=name.start, end=name.end, surface=name.surface, normal=name.normal, title=name.title
    )


def _of_quotation(text: str, quote: Quotation) -> Fact:
    surface = text[quote.start : quote.end]
    return Fact(
        kind=FactKind.QUOTATION, start=quote.start, end=quote.end, surface=surface, normal=quotation_normal(surface),
        speaker=quote.speaker,
    )  # fmt: skip


def quotation_normal(surface: str) -> str:
    """A quotation's normal form: lower case, white space and marks folded, the closing comma or full stop left out."""
    plain = surface.replace("“", '"').replace("”", '"').replace("’", "'").replace("‘", "'")
    return fold(plain).strip(" .,;:!?…")
