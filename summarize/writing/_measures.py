"""What each figure of a sentence measures: the deed, the counted, the words and names around it, the time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from summarize.data import Fact, FactKind, Reading, Sentence
from summarize.words import content_stems
from summarize.writing import _deeds as deeds
from summarize.writing._bearers import bearer_of, family_name, owner_of, people_of
from summarize.writing._counted import counted_of
from summarize.writing._doing import deeds_of
from summarize.writing._figures import is_figure
from summarize.writing._roles import role_of
from summarize.writing._scope import events_of, is_gone_by, kinds_of, purpose_of
from summarize.writing._setting import Setting, Word, carries, is_within, stem_of, words_of

_NEAR = 8  # words on either side that are close
_PEOPLE_BEFORE = 3  # sentences before one in which whom its "he" means is looked for
# Units of so many things that more must be shared around them.
_LOOSE_UNITS = deeds.SIGNS | frozenset(
    "year month week day hour minute second time ton tonn km mile metr meter point".split()
)
_NAMES = frozenset({FactKind.PERSON, FactKind.ORGANISATION, FactKind.PLACE, FactKind.NAME})


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure and what it measures."""

    article: int  # place of its article in the event
    sentence: Sentence
    fact: Fact
    deed: str | None  # a class of ``_deeds``
    counted: str  # stem of the counted noun; "" for people as such or nothing
    role: str  # of ``_roles``: figures of different roles are not compared
    governor: str  # stem of the content word before the figure: "a loss of $3 billion"
    leading: str  # the word right before the figure
    near: frozenset[str]  # stems of the content words close by
    phrases: frozenset[tuple[str, str]]  # stems of content words that stand together before it, no names
    stems: frozenset[str]  # stems of the sentence's content words, figures left out
    names: frozenset[str]  # normal forms
    places: frozenset[str]  # normal forms of the places among them
    near_names: frozenset[str]  # normal forms of the names close by, people left out
    times: tuple[Fact, ...]  # of the sentence
    kinds: frozenset[str]  # stems of the words between the figure and its noun: "pledged" delegates
    purpose: frozenset[str]  # stems of what it is of or for: "54 percent of voters"
    people: frozenset[str]  # family names of the sentence's people, those who tell it left out
    events: frozenset[str]  # attacks, shootings, crashes of the sentence, as printed
    is_gone_by: bool  # the sentence tells of a time well before its article
    bearer: str  # family name of whose figure it may be: "Lawson added 16 points"
    owner: str  # normal form of the place whose figure it is in a list of places
    around: frozenset[str]  # stems of the sentence with the one before it and the one after it
    beside: frozenset[str]  # values of the sentence's other figures
    alike: int  # figures of its unit in the sentence, itself among them
    published: date | None  # of its article
    is_now: bool  # told as of now: "the toll is now 285"

    @property
    def has_loose_unit(self) -> bool:
        """Whether the unit tells little of what is measured: percent, money, kilometres."""
        return self.fact.unit in _LOOSE_UNITS

    @property
    def sign(self) -> str:
        """Percent or a currency; "" for anything else."""
        return self.fact.unit if self.fact.unit in deeds.SIGNS and self.fact.unit else ""


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
    published = reading.published.day if reading.published else None
    for place, sentence in enumerate(reading.sentences):
        facts = by_sentence.get(sentence.index, [])
        figures = tuple(fact for fact in facts if is_figure(fact, facts, sentence))
        if figures:
            near = reading.sentences[max(0, place - 1) : place + 2]
            before = reading.sentences[max(0, place - _PEOPLE_BEFORE) : place]
            told = [fact for each in before for fact in by_sentence.get(each.index, [])]
            setting = Setting(
                sentence=sentence, words=words_of(sentence), figures=figures, facts=tuple(facts),
                around=_text_stems(near), last_person=_last_person(told),
                is_gone_by=is_gone_by([f for f in facts if f.kind is FactKind.TIME], reading.times, published),
            )  # fmt: skip
            found.extend(_measures(article, setting, published))
    return found


def _last_person(facts: Sequence[Fact]) -> str:
    people = [fact for fact in facts if fact.kind is FactKind.PERSON]
    return family_name(max(people, key=lambda fact: fact.start)) if people else ""


def _text_stems(sentences: Sequence[Sentence]) -> frozenset[str]:
    return frozenset(one for each in sentences for one in content_stems(each.text) if not one[0].isdigit())


def bare_value(normal: str) -> str:
    """The normal form of a figure without its bound."""
    return normal.lstrip("<>=~")


def _measures(article: int, setting: Setting, published: date | None) -> list[Measure]:
    names = [f for f in setting.facts if f.kind in _NAMES]
    times = tuple(f for f in setting.facts if f.kind is FactKind.TIME)
    held = [(f.start, f.end) for f in (*setting.figures, *times)]
    plain = [*held, *((f.start, f.end) for f in names)]
    stems = frozenset(stem_of(w) for w in setting.words if carries(w) and not is_within(w, held))
    people = people_of(setting)
    found = []
    for place, (fact, deed) in enumerate(zip(setting.figures, deeds_of(setting), strict=True)):
        before, after = setting.beside(place)
        close = [w for w in (*before[-_NEAR:], *after[:_NEAR]) if carries(w) and not is_within(w, held)]
        span = range(close[0].start, close[-1].end) if close else range(0)
        found.append(
            Measure(
                article=article,
                sentence=setting.sentence,
                fact=fact,
                deed=deed,
                counted=counted_of(setting, place, deed),
                role=role_of(setting, place, deed),
                governor=next((stem_of(w) for w in reversed(before[-3:]) if carries(w)), ""),
                leading=before[-1].lower if before else "",
                near=frozenset(stem_of(w) for w in close),
                phrases=_phrases(before, plain),
                stems=stems,
                names=frozenset(f.normal for f in names),
                places=frozenset(f.normal for f in names if f.kind is FactKind.PLACE),
                near_names=frozenset(f.normal for f in names if f.start in span and f.kind is not FactKind.PERSON)
                | frozenset("world" for w in close if w.lower in deeds.WORLD),
                times=times,
                kinds=kinds_of(setting, place),
                purpose=purpose_of(setting, place),
                people=people,
                events=events_of(setting),
                is_gone_by=setting.is_gone_by,
                bearer=bearer_of(setting, place),
                owner=owner_of(setting, place),
                around=setting.around,
                beside=frozenset(bare_value(f.normal) for f in setting.figures if f is not fact),
                alike=sum(f.unit == fact.unit for f in setting.figures),
                published=published,
                is_now=any(word.lower == "now" for word in (*before[-4:], *after[:4])),
            )
        )
    return found


def _phrases(words: Sequence[Word], left_out: Sequence[tuple[int, int]]) -> frozenset[tuple[str, str]]:
    """The pairs of neighbours among these words that carry something."""
    return frozenset(
        (stem_of(one), stem_of(other))
        for one, other in pairwise(words)
        if carries(one) and carries(other) and not is_within(one, left_out) and not is_within(other, left_out)
    )
