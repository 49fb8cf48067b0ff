"""A body sentence with what it tells of meetings, and how a stretch of an article is cited."""

from __future__ import annotations

import re
from dataclasses import dataclass

from summarize.data import Citation, Reading, Sentence, TimeMention
from summarize.events.acts import Act, Clauses, cut, find_acts


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
