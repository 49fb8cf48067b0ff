"""What each figure of a sentence measures: the deed, the counted, the words and names around it, the time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from summarize.data import Fact, FactKind, Reading, Sentence
from summarize.words import STOPWORDS, content_stems, stem, word_spans
from summarize.writing import _deeds as deeds
from summarize.writing._figures import is_figure

_REACH = 12  # words on either side of a figure that can say what it measures
_VERB = 4  # words behind a figure among which the verb of what it counts stands
_NEAR = 8  # words on either side that are close
_JOINED = 60  # characters between two figures that one verb can hold together
_SIGNS = frozenset({"%", "$", "£", "€", "¥", "yuan", "₽", "₹"})
# Units of so many things that more must be shared around them.
_LOOSE_UNITS = _SIGNS | frozenset(
    "year month week day hour minut second time ton tonn km mile metr meter point".split()
)
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
    governor: str  # stem of the content word before the figure: "a loss of $3 billion"
    near: frozenset[str]  # stems of the content words close by
    stems: frozenset[str]  # stems of the sentence's content words, figures left out
    names: frozenset[str]  # normal forms
    places: frozenset[str]  # normal forms of the places among them
    near_names: frozenset[str]  # normal forms of the names close by, people left out
    times: tuple[Fact, ...]  # of the sentence
    bearer: str  # the last word of the name close before the figure, whose figure it may be: "Lawson added 16 points"
    around: frozenset[str]  # stems of the sentence with the one before it and the one after it
    beside: frozenset[str]  # values of the sentence's other figures
    alike: int  # figures of its unit in the sentence, itself among them

    @property
    def has_loose_unit(self) -> bool:
        """Whether the unit tells little of what is measured: percent, money, kilometres."""
        return self.fact.unit in _LOOSE_UNITS

    @property
    def sign(self) -> str:
        """Percent or a currency; "" for anything else."""
        return self.fact.unit if self.fact.unit in _SIGNS and self.fact.unit else ""


@dataclass(frozen=True, slots=True)
class _Setting:
    """A sentence cut up."""

    words: tuple[Word, ...]
    figures: tuple[Fact, ...]
    facts: tuple[Fact, ...]
    around: frozenset[str]  # stems of the sentence and of its neighbours


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
    for place, sentence in enumerate(reading.sentences):
        facts = by_sentence.get(sentence.index, [])
        figures = tuple(fact for fact in facts if is_figure(fact, facts, sentence))
        if figures:
            near = reading.sentences[max(0, place - 1) : place + 2]
            setting = _Setting(_words(sentence), figures, tuple(facts), _text_stems(near))
            found.extend(_measures(article, sentence, setting))
    return found


def _text_stems(sentences: Sequence[Sentence]) -> frozenset[str]:
    return frozenset(one for each in sentences for one in content_stems(each.text) if not one[0].isdigit())


def bare_value(normal: str) -> str:
    """The normal form of a figure without its bound."""
    return normal.lstrip("<>=~")


def _words(sentence: Sentence) -> tuple[Word, ...]:
    return tuple(
        Word(sentence.text[a:b].lower(), sentence.start + a, sentence.start + b) for a, b in word_spans(sentence.text)
    )


def _measures(article: int, sentence: Sentence, setting: _Setting) -> list[Measure]:
    names = [f for f in setting.facts if f.kind in _NAMES]
    times = tuple(f for f in setting.facts if f.kind is FactKind.TIME)
    held = [(f.start, f.end) for f in (*setting.figures, *times)]
    stems = frozenset(_stem(w) for w in setting.words if _carries(w) and not _within(w, held))
    found = []
    for place, (fact, deed) in enumerate(zip(setting.figures, _deeds_of(sentence, setting), strict=True)):
        before, after = _around(setting, place)
        close = [w for w in (*before[-_NEAR:], *after[:_NEAR]) if _carries(w) and not _within(w, held)]
        span = range(close[0].start, close[-1].end) if close else range(0)
        found.append(
            Measure(
                article=article,
                sentence=sentence,
                fact=fact,
                deed=deed,
                counted=_counted(fact),
                role=_role(sentence, fact, before, after),
                governor=next((_stem(w) for w in reversed(before[-3:]) if _carries(w)), ""),
                near=frozenset(_stem(w) for w in close),
                stems=stems,
                names=frozenset(f.normal for f in names),
                places=frozenset(f.normal for f in names if f.kind is FactKind.PLACE),
                near_names=frozenset(f.normal for f in names if f.start in span and f.kind is not FactKind.PERSON)
                | frozenset("world" for w in close if w.lower in deeds.WORLD),
                times=times,
                bearer=_bearer(names, fact, before),
                around=setting.around,
                beside=frozenset(bare_value(f.normal) for f in setting.figures if f is not fact),
                alike=sum(f.unit == fact.unit for f in setting.figures),
            )
        )
    return found


def _bearer(names: Sequence[Fact], figure: Fact, before: Sequence[Word]) -> str:
    """The last word of the nearest name of a person before a figure; "" where there is none, or it is who says so."""
    span = before[-_NEAR:]
    people = [fact for fact in names if fact.kind is FactKind.PERSON and fact.end <= figure.start]
    last = max(people, key=lambda fact: fact.start, default=None)
    if last is None or not span or last.start < span[0].start:
        return ""
    told = [word.lower for word in span if last.end <= word.start][:2]
    return "" if deeds.REPORTING & set(told) else last.normal.split()[-1].lower()


def _deeds_of(sentence: Sentence, setting: _Setting) -> list[str | None]:
    """The deed of each figure; figures joined by "and" or a comma share one: "killed 30 soldiers and 20 civilians"."""
    deeds_found = [_deed(setting, place, *_around(setting, place)) for place in range(len(setting.figures))]
    order = [*range(1, len(deeds_found)), *range(len(deeds_found) - 2, -1, -1)]
    for k, place in enumerate(order):
        other = place - 1 if k < len(deeds_found) - 1 else place + 1
        if deeds_found[place] is None and _joined(sentence, setting, min(place, other)):
            deeds_found[place] = deeds_found[other]
    return deeds_found


def _joined(sentence: Sentence, setting: _Setting, place: int) -> bool:
    """Whether "and" or a comma joins a figure to the one after it."""
    gap = sentence.text[setting.figures[place].end - sentence.start : setting.figures[place + 1].start - sentence.start]
    return len(gap) < _JOINED and (" and" in gap or "," in gap)


def _carries(word: Word) -> bool:
    return word.lower not in STOPWORDS and word.lower not in deeds.REPORTING and not word.lower[0].isdigit()


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
    if len(before) > 1 and before[-1].lower in {"the", "another", "all"} and before[-2].lower in deeds.OF_WORD:
        return deeds.OF_WORD[before[-2].lower]
    stop = len(after)
    if place + 1 < len(setting.figures):  # "killed 30 people and injured 180": "injured" belongs to the next figure
        while stop and after[stop - 1].lower in deeds.OF_WORD and (stop < 2 or after[stop - 2].lower in {"and", "or"}):
            stop -= 1
    told = [deeds.OF_WORD[word.lower] for word in after[: min(stop, _VERB)] if word.lower in deeds.OF_WORD]
    if told and after[0].lower in deeds.OF_WORD:  # "90 demonstrators were detained": the noun is a deed's too
        return next((label for label in told if label in deeds.FATES), told[0])
    for word in after[:stop]:
        if word.lower in deeds.OF_WORD:
            return deeds.OF_WORD[word.lower]
    for word in reversed(before):
        if word.lower in deeds.OF_WORD:
            return deeds.OF_WORD[word.lower]
    return None


def _counted(fact: Fact) -> str:
    """Stem of the counted noun; "" where only people or nothing is named."""
    return "" if fact.unit is None or fact.unit in _generic_stems() else fact.unit


@lru_cache(maxsize=1)
def _generic_stems() -> frozenset[str]:
    return frozenset(stem(word) for word in (*deeds.GENERIC, *deeds.OF_WORD))


def _role(sentence: Sentence, fact: Fact, before: Sequence[Word], after: Sequence[Word]) -> str:
    """How a figure is told; the first line that holds decides. Figures of different roles are not compared."""
    close = [word.lower for word in before[-4:]]
    behind = [word.lower for word in after[:7]]
    clause = f" {sentence.text[: fact.start - sentence.start].lower()}"
    lines = (
        ("rate", {*close[-2:], *behind[:6]} & deeds.RATES),
        ("part", set(close) & deeds.PART_MARKS),
        ("part", any(a == "of" and b in {"whom", "which", "them"} for a, b in pairwise(close))),
        ("more", {*close[-1:], *behind[:1]} & deeds.MORE_MARKS),
        ("more", set(behind) & deeds.LEFT_MARKS),
        ("from", close[-1:] == ["from"] and "to" in behind[:4]),
        ("from", close == ["to"] and len(before) == 1 and " from " in clause[-_JOINED:]),  # its other end
        ("unreal", set(close) & deeds.UNREAL),
        ("ahead", set(close) & deeds.AHEAD),
        ("former", set(close) & deeds.FORMER_MARKS),
        ("unreal", " if " in clause[-60:] or " could " in clause[-40:]),
    )
    return next((role for role, holds in lines if holds), "")
