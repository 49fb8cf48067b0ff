"""What each figure of a sentence measures: the deed, the counted, the words and names around it, the time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from summarize.data import Fact, FactKind, Reading, Sentence
from summarize.words import STOPWORDS, stem, word_spans
from summarize.writing import _deeds as deeds

_REACH = 12  # words on either side of a figure that can say what it measures
_NAMES = frozenset({FactKind.PERSON, FactKind.ORGANISATION, FactKind.PLACE, FactKind.NAME})


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a sentence: lower case, offsets in the article."""

    lower: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure and what it measures."""

    article: int  # place of its article in the event
    sentence: Sentence
    fact: Fact
    deed: str | None  # a class of ``_deeds``
    counted: str  # stem of the counted noun; "" for people as such or nothing
    role: str  # "", "part", "more", "from", "unreal": figures of different roles are not compared
    near: frozenset[str]  # stems of the content words close by
    stems: frozenset[str]  # stems of the sentence's content words, figures left out
    names: frozenset[str]  # normal forms
    places: frozenset[str]  # normal forms of the places among them
    times: tuple[Fact, ...]  # of the sentence


@dataclass(frozen=True, slots=True)
class _Setting:
    """A sentence cut up."""

    words: tuple[Word, ...]
    figures: tuple[Fact, ...]
    facts: tuple[Fact, ...]


def measures_of(article: int, reading: Reading) -> list[Measure]:
    """What the figures of an article measure; figures inside quotations and ranks are left out.

    Args:
        article: place of the article in its event.
        reading: the article.
    """
    found = []
    by_sentence: dict[int, list[Fact]] = {}
    for fact in reading.facts:
        if fact.sentence is not None:
            by_sentence.setdefault(fact.sentence, []).append(fact)
    for sentence in reading.sentences:
        facts = by_sentence.get(sentence.index, [])
        figures = tuple(fact for fact in facts if _is_figure(fact, facts, sentence))
        if figures:
            setting = _Setting(_words(sentence), figures, tuple(facts))
            found.extend(_measures(article, sentence, setting))
    return found


def _is_figure(fact: Fact, facts: Sequence[Fact], sentence: Sentence) -> bool:
    if fact.kind is not FactKind.NUMBER or fact.end > sentence.end or fact.normal[-2:] in {"st", "nd", "rd", "th"}:
        return False
    return not any(f.kind is FactKind.QUOTATION and f.start <= fact.start < f.end for f in facts)


def _words(sentence: Sentence) -> tuple[Word, ...]:
    return tuple(
        Word(sentence.text[a:b].lower(), sentence.start + a, sentence.start + b) for a, b in word_spans(sentence.text)
    )


def _measures(article: int, sentence: Sentence, setting: _Setting) -> list[Measure]:
    names = frozenset(f.normal for f in setting.facts if f.kind in _NAMES)
    places = frozenset(f.normal for f in setting.facts if f.kind is FactKind.PLACE)
    times = tuple(f for f in setting.facts if f.kind is FactKind.TIME)
    held = [(f.start, f.end) for f in (*setting.figures, *times)]
    stems = frozenset(_stem(w) for w in setting.words if _carries(w) and not _within(w, held))
    found: list[Measure] = []
    for place, fact in enumerate(setting.figures):
        before, after = _around(setting, place)
        deed = _deed(setting, place, before, after) or _inherited(sentence, setting, place, found)
        counted = _counted(fact, after)
        near = frozenset(_stem(w) for w in (*before[-8:], *after[:8]) if _carries(w) and not _within(w, held))
        role = _role(sentence, fact, before, after)
        found.append(
            Measure(article, sentence, fact, deed, counted, role, near, stems, names, places, times)
        )  # fmt: skip
    return found


def _carries(word: Word) -> bool:
    return word.lower not in STOPWORDS and not word.lower[0].isdigit()


def _stem(word: Word) -> str:
    return stem(word.lower)


def _within(word: Word, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start <= word.start < end for start, end in spans)


def _around(setting: _Setting, place: int) -> tuple[list[Word], list[Word]]:
    """The words before a figure (nearest last) and after it, up to the figures next to it."""
    fact = setting.figures[place]
    start = setting.figures[place - 1].end if place else 0
    stop = setting.figures[place + 1].start if place + 1 < len(setting.figures) else None
    before = [w for w in setting.words if start <= w.start and w.end <= fact.start]
    after = [w for w in setting.words if w.start >= fact.end and (stop is None or w.end <= stop)]
    return before[-_REACH:], after[:_REACH]


def _deed(setting: _Setting, place: int, before: list[Word], after: list[Word]) -> str | None:
    """The class of what was done: "killed 12", "12 … were killed", "the death toll … to 12"."""
    if before and before[-1].lower in deeds.OF_WORD:
        return deeds.OF_WORD[before[-1].lower]
    if len(before) > 1 and before[-1].lower in {"least", "the", "another", "all", "by", "to"}:
        if (label := deeds.OF_WORD.get(before[-2].lower)) and before[-1].lower not in {"by", "to"}:
            return label
    stop = len(after)
    if place + 1 < len(setting.figures):  # "killed 30 people and injured 180": "injured" belongs to the next figure
        while stop and after[stop - 1].lower in deeds.OF_WORD and (stop < 2 or after[stop - 2].lower in {"and", "or"}):
            stop -= 1
    for word in after[:stop]:
        if word.lower in deeds.OF_WORD:
            return deeds.OF_WORD[word.lower]
    for word in reversed(before):
        if word.lower in deeds.OF_WORD:
            return deeds.OF_WORD[word.lower]
    return None


def _inherited(sentence: Sentence, setting: _Setting, place: int, found: Sequence[Measure]) -> str | None:
    """ "killed 30 soldiers and 20 civilians": what joins two figures hands the deed on."""
    if not place or not found:
        return None
    between = sentence.text[
        setting.figures[place - 1].end - sentence.start : setting.figures[place].start - sentence.start
    ]
    joined = len(between) < 60 and (" and" in between or "," in between)
    return found[-1].deed if joined else None


def _counted(fact: Fact, after: Sequence[Word]) -> str:
    """Stem of the counted noun; "" where only people or nothing is named."""
    if fact.unit is None:
        return ""
    generic = {stem(word) for word in deeds.GENERIC} | {stem(word) for word in deeds.OF_WORD}
    if fact.unit not in generic:
        return fact.unit
    for word in after[:2]:
        if word.lower in deeds.GENERIC or word.lower in deeds.OF_WORD or word.lower in STOPWORDS:
            continue
        return ""
    return ""


def _role(sentence: Sentence, fact: Fact, before: Sequence[Word], after: Sequence[Word]) -> str:
    close = [word.lower for word in before[-4:]]
    if set(close) & deeds.PART_MARKS or any(a == "of" and b in {"whom", "which", "them"} for a, b in pairwise(close)):
        return "part"
    if (before and before[-1].lower in deeds.MORE_MARKS) or (after and after[0].lower in deeds.MORE_MARKS):
        return "more"
    if close and close[-1] == "from" and after and any(word.lower == "to" for word in after[:4]):
        return "from"
    if set(close) & deeds.UNREAL:
        return "unreal"
    clause = sentence.text[: fact.start - sentence.start].lower()
    if " if " in f" {clause}"[-60:] or " could " in clause[-40:] or " would " in clause[-40:]:
        return "unreal"
    return ""
