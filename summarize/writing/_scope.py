"""What narrows a figure down: "pledged" delegates, 54 percent "of voters", a sum "for" something, a time gone by."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from summarize.data import Fact, FactKind, TimeMention
from summarize.writing import _deeds as deeds
from summarize.writing._setting import Setting, Word, carries, is_within, stem_of

_PLURALS = {
    word: f"{word}es" if word.endswith("sh") else f"{word}s"
    for word in "attack shooting massacre bombing explosion blast strike airstrike raid assault crash storm".split()
}
_SERIES = frozenset({"attacks", "shootings"})  # acts of their own: one bomb has one blast or several
_ALONE = frozenset("attack shooting rampage massacre gunman shooter".split())
_EVENTS = _ALONE | frozenset(_PLURALS) | frozenset(_PLURALS.values())
_OF = frozenset("of for to toward towards".split())
_REACH = 7  # words behind a figure, or behind its noun, among which what it is for is named
_NOUN = 5  # words behind a figure among which its noun stands
_GONE_BY_DAYS = 60  # before an article was published: news of today is younger


def events_of(setting: Setting) -> frozenset[str]:
    """The attacks, shootings, crashes a sentence names, as printed: of one or of several."""
    return frozenset(word.lower for word in setting.words) & _EVENTS


def is_one_of_many(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether the one names a "shooting" where the other names "shootings" only."""
    if one & _ALONE and other & _SERIES and not one & _SERIES and not other & _ALONE:
        return True
    return any(_PLURALS.get(word, "") in other and word not in other for word in one)


def kinds_of(setting: Setting, place: int) -> frozenset[str]:
    """Stems of the words between a figure and its noun: "pledged" in "1,809 pledged delegates"."""
    unit = setting.figures[place].unit
    after = setting.beside(place)[1][:_NOUN]
    at = next((at for at, word in enumerate(after) if stem_of(word) == unit), 0)
    named = [(fact.start, fact.end) for fact in setting.facts if fact.kind is not FactKind.NUMBER]
    return frozenset(stem_of(word) for word in after[:at] if carries(word) and not is_within(word, named))


def purpose_of(setting: Setting, place: int) -> frozenset[str]:
    """Stems of what a figure is of or for: "$7.8 billion in aid for states", "54 percent of voters"."""
    figure = setting.figures[place]
    after = _clause(setting, setting.beside(place)[1])
    if figure.unit in deeds.SIGNS:
        at = 0
    else:
        at = next((at + 1 for at, word in enumerate(after[:_NOUN]) if stem_of(word) == figure.unit), 0)
    behind = after[at : at + _REACH]
    if not behind or not (behind[0].lower in _OF or _is_in_kind(setting, figure, behind)):
        return frozenset()
    times = [(fact.start, fact.end) for fact in setting.facts if fact.kind in {FactKind.TIME, FactKind.NUMBER}]
    return frozenset(stem_of(word) for word in behind[1:] if carries(word) and not is_within(word, times))


def _is_in_kind(setting: Setting, figure: Fact, behind: Sequence[Word]) -> bool:
    """ "in spending cuts", not "in London" nor "in the third quarter"."""
    if figure.unit not in deeds.MONEY or len(behind) < 2 or behind[0].lower != "in":
        return False
    printed = setting.sentence.text[behind[1].start - setting.sentence.start :][:1]
    return printed.islower() and carries(behind[1])


def _clause(setting: Setting, after: Sequence[Word]) -> list[Word]:
    """The words behind a figure up to the next mark that ends a clause."""
    found: list[Word] = []
    for word in after:
        start = found[-1].end if found else word.start
        gap = setting.sentence.text[start - setting.sentence.start : word.start - setting.sentence.start]
        if any(mark in gap for mark in ",;:.—–()"):
            break
        found.append(word)
    return found


def is_gone_by(times: Sequence[Fact], mentions: Sequence[TimeMention], published: date | None) -> bool:
    """Whether a sentence tells of a time well before its article: "in 2012", "a year ago"."""
    by_start = {mention.start: mention for mention in mentions}
    ends = (by_start[fact.start].last for fact in times if fact.start in by_start)
    return published is not None and any(end and published - end > timedelta(days=_GONE_BY_DAYS) for end in ends)
