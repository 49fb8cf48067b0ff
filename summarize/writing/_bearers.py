"""Whose figure it is: "Lawson added 16 points", "he raised $8 million", "followed by Italy with 80,539"."""

from __future__ import annotations

from collections.abc import Sequence

from summarize.data import Fact, FactKind
from summarize.writing._deeds import REPORTING
from summarize.writing._setting import Setting, Word

_NEAR = 8  # words before a figure among which its bearer stands
_CLOSE = 3  # words before a figure among which who is said to have it stands
_TOLD = 3  # words before a name, likewise: "said House Speaker Lawson"
_PRONOUNS = frozenset("he she his her".split())


def bearer_of(setting: Setting, place: int) -> str:
    """The family name of the person whose figure it may be; "" where none is named close before it.

    A pronoun stands for the person named last; it is good enough to keep two people's figures apart, no more.
    """
    figure = setting.figures[place]
    span = setting.beside(place)[0][-_NEAR:]
    people = [fact for fact in setting.facts if fact.kind is FactKind.PERSON and fact.end <= figure.start]
    last = max(people, key=lambda fact: fact.start, default=None)
    if last is not None and span and last.start >= span[0].start:
        return "" if _says_so(last, span) else family_name(last)
    if any(word.lower in _PRONOUNS for word in span):
        return family_name(last) if last is not None else setting.last_person
    return ""


def people_of(setting: Setting) -> frozenset[str]:
    """Family names of the people of a sentence, without those who only tell what it says; whom a pronoun means."""
    people = [fact for fact in setting.facts if fact.kind is FactKind.PERSON]
    named = {family_name(one) for one in people if not _says_so(one, setting.words) and not _is_said(one, setting)}
    if not people and setting.last_person and any(word.lower in _PRONOUNS for word in setting.words):
        named.add(setting.last_person)
    return frozenset(named)


def _is_said(person: Fact, setting: Setting) -> bool:
    """Whether a word of telling stands before the name: "said Lawson", "according to Mayor Lawson"."""
    before = [word.lower for word in setting.words if word.end <= person.start][-_TOLD:]
    return bool(REPORTING & set(before))


def _says_so(person: Fact, span: Sequence[Word]) -> bool:
    """Whether it is the person who tells the figure: "Lawson said 16 points"."""
    told = [word.lower for word in span if person.end <= word.start][:2]
    return bool(REPORTING & set(told))


def family_name(person: Fact) -> str:
    """The last word of a name, lower case."""
    return person.normal.rpartition(" ")[2].lower()


def owner_of(setting: Setting, place: int) -> str:
    """The place whose figure it is: in a list the one named closest before, "followed by Italy with 80,539", else only
    one that is said to have it, "Italy's total of 18,849"."""
    figure = setting.figures[place]
    is_listed = sum(each.unit == figure.unit for each in setting.figures) > 1
    before = setting.beside(place)[0]
    start = before[0 if is_listed else -min(_CLOSE, len(before))].start if before else figure.start
    named = [f for f in setting.facts if f.kind is FactKind.PLACE and start <= f.start and f.end <= figure.start]
    last = max(named, key=lambda fact: fact.start, default=None)
    if last is None:
        return ""
    at = last.end - setting.sentence.start
    return last.normal if is_listed or setting.sentence.text[at : at + 2] in {"'s", "’s"} else ""
