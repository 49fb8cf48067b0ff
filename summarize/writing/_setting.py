"""A sentence cut up for reading its figures: its words, the figures among them, what stands around each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from summarize.data import Fact, Sentence
from summarize.words import STOPWORDS, stem, word_spans
from summarize.writing._deeds import REPORTING

_REACH = 12  # words on either side of a figure that can say what it measures


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a sentence: lower case, offsets in the article."""

    lower: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Setting:
    """A sentence cut up."""

    sentence: Sentence
    words: tuple[Word, ...]
    figures: tuple[Fact, ...]
    facts: tuple[Fact, ...]
    around: frozenset[str]  # stems of the sentence and of its neighbours
    is_gone_by: bool  # it tells of a time well before its article
    last_person: str  # family name of the person named last before the sentence, whom its "he" may mean

    def beside(self, place: int) -> tuple[list[Word], list[Word]]:
        """The words before a figure (nearest last) and after it, up to the figures next to it."""
        fact = self.figures[place]
        start = self.figures[place - 1].end if place else 0
        stop = self.figures[place + 1].start if place + 1 < len(self.figures) else None
        before = [w for w in self.words if start <= w.start and w.end <= fact.start]
        after = [w for w in self.words if w.start >= fact.end and (stop is None or w.end <= stop)]
        return before[-_REACH:], after[:_REACH]


def words_of(sentence: Sentence) -> tuple[Word, ...]:
    """The words of a sentence."""
    return tuple(
        Word(sentence.text[a:b].lower(), sentence.start + a, sentence.start + b) for a, b in word_spans(sentence.text)
    )


def carries(word: Word) -> bool:
    """Whether a word says something of the matter."""
    return word.lower not in STOPWORDS and word.lower not in REPORTING and not word.lower[0].isdigit()


def stem_of(word: Word) -> str:
    """The stem of a word."""
    return stem(word.lower)


def is_within(word: Word, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether a word stands in one of these spans of the article."""
    return any(start <= word.start < end for start, end in spans)
