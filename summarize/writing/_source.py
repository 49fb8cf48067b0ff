"""A sentence among its neighbours: its facts, the sentences before it, and whether it stands inside a quotation."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from summarize.data import Article, Fact, FactKind, Reading, Sentence
from summarize.words import words
from summarize.writing._case import Passage, passage
from summarize.writing._cues import is_voicing
from summarize.writing._people import subject_of
from summarize.writing._text import MARKS, SCARE_QUOTE, has_open_quotation, longest_quotation, without_quotations


@dataclass(frozen=True, slots=True)
class Source:
    """One article as the writing stages use it."""

    reading: Reading
    facts: Mapping[int, tuple[Fact, ...]]  # by Sentence.index, offsets into the sentence

    @property
    def article(self) -> Article:
        """The article itself."""
        return self.reading.article

    def seen(self, sentence: Sentence) -> Passage:
        """A sentence with its facts."""
        return passage(sentence.text, lambda _: self.facts.get(sentence.index, ()))

    def neighbour(self, sentence: Sentence, step: int) -> Sentence | None:
        """The sentence so many before or after, in the same paragraph or (before only) at the end of the last one."""
        at = sentence.index + step
        if not 0 <= at < len(self.reading.sentences):
            return None
        other = self.reading.sentences[at]
        return other if other.paragraph == sentence.paragraph or step < 0 else None


def source_of(reading: Reading) -> Source:
    """A reading with its facts by sentence."""
    starts = {sentence.index: sentence.start for sentence in reading.sentences}
    found: dict[int, list[Fact]] = {}
    for fact in reading.facts:
        if fact.sentence in starts:
            shift = starts[fact.sentence]
            found.setdefault(fact.sentence, []).append(replace(fact, start=fact.start - shift, end=fact.end - shift))
    return Source(reading, {index: tuple(facts) for index, facts in found.items()})


def sources_of(readings: Sequence[Reading]) -> dict[str, Source]:
    """Each article's source by its id."""
    return {reading.article.id: source_of(reading) for reading in readings}


def inside_quotation(source: Source, sentence: Sentence) -> bool:
    """Whether a quotation opened by an earlier sentence of the paragraph is still open where this one starts."""
    first = sentence
    while (other := source.neighbour(first, -1)) is not None and other.paragraph == sentence.paragraph:
        first = other
    before = source.article.text[first.start : sentence.start]
    return has_open_quotation(before)


@dataclass(frozen=True, slots=True)
class Completion:
    """What a sentence cut out of a longer quotation needs to stand alone."""

    before: str  # the opening mark to put before it, or ""
    after: str  # the closing mark, the speaker and the full stop to put in place of its own end, or ""
    speaker: Sentence | None  # the sentence that names the speaker, where it is another one


def completion(source: Source, sentence: Sentence) -> Completion | None:
    """How the quotation a sentence belongs to can be made whole; None where its speaker cannot be told for sure.

    A sentence that holds no quotation, or whole ones with words of its own around them, needs nothing.
    """
    if is_bare_turn(source, sentence):
        return None
    inside = inside_quotation(source, sentence)
    stray = has_open_quotation(sentence.text)
    if not inside and not stray:
        return Completion("", "", None) if has_speaker(sentence.text) else None
    if inside and sentence.text[:1] in MARKS:
        return None  # a mark too many somewhere before: which words are quoted cannot be told
    opening, closing = _marks(sentence.text, source.article.text[: sentence.end])
    if inside and stray:  # it ends here, and its speaker should stand here too
        whole = opening + sentence.text
        return Completion(opening, "", None) if not has_open_quotation(whole) and has_speaker(whole) else None
    tail = _speaker_after(source, sentence)
    if tail is None or (not inside and not sentence.text.startswith(opening)):
        return None
    return Completion(opening if inside else "", closing + " " + tail[0] + ".", tail[1])


def is_bare_turn(source: Source, sentence: Sentence) -> bool:
    """Whether all of a sentence is what a guest of a transcript says, and neither marks nor a label say so."""
    length = len(sentence.text.rstrip())
    facts = source.facts.get(sentence.index, ())
    return any(fact.kind is FactKind.QUOTATION and fact.start == 0 and fact.end >= length for fact in facts)


def has_speaker(text: str) -> bool:
    """Whether each longer quotation of a sentence can be somebody's in it: a word of saying stands outside.

    Two or three words in quotation marks are a name or a distance taken, and need none.
    """
    return longest_quotation(text) <= SCARE_QUOTE or any(is_voicing(word) for word in words(without_quotations(text)))


def _marks(text: str, before: str) -> tuple[str, str]:
    """The pair of marks the quotation uses."""
    last = max('“«„"', key=lambda mark: (text + before).rfind(mark) if mark in text + before else -1)
    for mark in (*text, *reversed(before)):
        if mark in MARKS:
            last = mark
            break
    return {"“": ("“", "”"), "”": ("“", "”"), "«": ("«", "»"), "»": ("«", "»"), "„": ("„", "“")}.get(last, ('"', '"'))


def _speaker_after(source: Source, sentence: Sentence) -> tuple[str, Sentence] | None:
    """The attribution that follows the end of the quotation in the same paragraph: ("Kerry said", its sentence)."""
    step = 1
    while (other := source.neighbour(sentence, step)) is not None:
        closed = re.search(r"[”\"»“]", other.text)
        if closed:
            after = other.text[closed.end() :]
            said = re.match(r"\s*([^,.;:\"“”]+?)\s*(?:\.$|,|$)", after)
            named = subject_of(source.seen(other))
            if said and named and named.surface in said.group(1) and len(said.group(1).split()) <= 12:
                return said.group(1), other
            return None
        step += 1
    return None
