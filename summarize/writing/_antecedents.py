"""Whom a dangling wording means: a name, where it stands, and only where there is no doubt."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from summarize.data import Fact, FactKind, Sentence
from summarize.words import fold_space, words
from summarize.writing._anaphora import Anaphor, Kind, find_anaphor
from summarize.writing._people import gender_clashes, is_mixed, people, subject_of, surname
from summarize.writing._source import Source
from summarize.writing._text import without_quotations

_NAMED_BACK = 60  # sentences: how far back two full names for one noun make it doubtful
_BACK = 3  # sentences: how far a chain of "he said" is followed back to the name


@dataclass(frozen=True, slots=True)
class Antecedent:
    """A name and the sentences that hold it; without these it cannot be put in the place of what means it."""

    name: str  # as printed: "Kerry", "Lavrov and Kerry", "the Russian foreign ministry"
    sentences: tuple[Sentence, ...]  # to be cited, none to two


def find_antecedent(source: Source, sentence: Sentence, anaphor: Anaphor) -> Antecedent | None:
    """What a wording of a sentence stands for, or None where it cannot be told for sure."""
    if anaphor.kind is Kind.PERSON:
        return _one_person(source, sentence, anaphor)
    if anaphor.kind is Kind.PAIR:
        return _pair(source, sentence, anaphor)
    if anaphor.kind is Kind.SIDES:
        return _sides(source, sentence)
    if anaphor.kind is Kind.NOUN:
        return _noun(source, sentence, anaphor)
    return None


def _one_person(source: Source, sentence: Sentence, anaphor: Anaphor) -> Antecedent | None:
    contracted = sentence.text[anaphor.end : anaphor.end + 1] in ("'", "’")  # "she's": a name cannot stand there
    # Whether "her" owns or suffers cannot be told without a parser.
    if contracted or anaphor.surface in ("her", "him") or is_mixed(sentence.text):
        return None
    found = _person(source, sentence, _BACK)
    if found is None or gender_clashes(anaphor.surface, found.name, source.article.text):
        return None
    return None if _named_in(source, sentence, found.name) else found


def _named_in(source: Source, sentence: Sentence, name: str) -> bool:
    """Whether a sentence names the person anyway: then its pronoun hardly means the same one."""
    named = {surname(one.surface) for one in people(source.seen(sentence))}
    # "Mrs May": no reader of facts takes a month for a name, but the word is there.
    return surname(name) in named or name.rsplit(maxsplit=1)[-1] in words(without_quotations(sentence.text))


def _person(source: Source, sentence: Sentence, back: int) -> Antecedent | None:
    """The subject of the sentence before; where that is a pronoun itself, what it stands for."""
    before = source.neighbour(sentence, -1)
    if before is None or back == 0:
        return None
    seen = source.seen(before)
    anaphor = find_anaphor(seen)
    if anaphor is not None and anaphor.kind is Kind.PERSON:
        return _person(source, before, back - 1)
    subject = subject_of(seen)
    if (
        subject is None
        or subject.kind is not FactKind.PERSON
        or (anaphor is not None and anaphor.kind is not Kind.NOUN)
    ):
        return None
    return Antecedent(_printed(subject), (before,))


def _printed(fact: Fact) -> str:
    return re.sub(r"['’]s?$", "", fold_space(fact.surface))


def _pair(source: Source, sentence: Sentence, anaphor: Anaphor) -> Antecedent | None:
    """The two persons named just before: in the sentence before, or in those of its paragraph."""
    met: list[tuple[str, Sentence]] = []
    for back in range(1, _BACK + 1):
        before = source.neighbour(sentence, -back)
        if before is None:
            break
        here = _distinct([(_printed(one), before) for one in people(source.seen(before))])
        met = _distinct([*here, *met])  # in the order of the article, the nearer sentence last
        if len(met) > 2:
            return None
        if len(met) == 2:
            if any(_named_in(source, sentence, name) for name, _ in met):
                return None  # "the two men, Kerry said" are not he and another
            # Both names from one sentence where there is one, in the form it prints them.
            return _both(here if len(here) == 2 else met, anaphor)
    return None


def _distinct(named: Sequence[tuple[str, Sentence]]) -> list[tuple[str, Sentence]]:
    found: dict[str, tuple[str, Sentence]] = {}
    for name, holder in named:
        found.setdefault(surname(name), (name, holder))
    return list(found.values())


def _both(named: Sequence[tuple[str, Sentence]], anaphor: Anaphor) -> Antecedent | None:
    # Only "two" and "both" count them; "they" or "the prosecutors" may be others, unless the two act as one.
    counted = anaphor.surface.startswith(("The two", "The pair", "The duo", "Both", "These two"))
    if not counted and not _joined(named):
        return None
    holders = tuple(dict.fromkeys(holder for _, holder in named))
    return Antecedent(f"{named[0][0]} and {named[1][0]}", holders)


def _joined(found: Sequence[tuple[str, Sentence]]) -> bool:
    """Whether one sentence has the two as its common subject: "Lavrov and his counterpart John Kerry met"."""
    (one, first), (other, second) = found
    together = rf"{re.escape(one)} and (?:[\w.’'-]+ ){{0,6}}{re.escape(other)}\b"
    return first is second and re.search(together, fold_space(first.text)) is not None


def _sides(source: Source, sentence: Sentence) -> Antecedent | None:
    """The two countries named in the sentence before, where there are just two."""
    before = source.neighbour(sentence, -1)
    if before is None:
        return None
    places = {fact.normal: fact for fact in reversed(source.seen(before).facts) if fact.kind is FactKind.PLACE}
    joined = sorted(places.values(), key=lambda fact: fact.start)
    if len(joined) != 2 or before.text[joined[0].end : joined[1].start].strip() != "and":
        return None
    start = before.text[max(0, joined[0].start - 4) : joined[0].start]
    article = start if start.lower() == "the " else ""
    return Antecedent(fold_space(article + before.text[joined[0].start : joined[1].end]), (before,))


def _noun(source: Source, sentence: Sentence, anaphor: Anaphor) -> Antecedent | None:
    """The full name that ends in the same noun: "the Russian foreign ministry" for "the ministry"."""
    noun = anaphor.surface.split()[-1]
    pattern = re.compile(rf"\b((?:[A-Z][\w.’'-]*\s+)+(?:[a-z]+\s+)?){noun}\b")
    names: dict[str, tuple[str, Sentence]] = {}
    for before in reversed(source.reading.sentences[max(0, sentence.index - _NAMED_BACK) : sentence.index]):
        for found in _full_names(pattern, before, noun):
            names.setdefault(found.lower(), (found, before))
    if len(names) == 1:
        ((name, holder),) = names.values()
        if sentence.index - holder.index <= _BACK:
            return Antecedent(name, (holder,))
    return _introduced(source, sentence, noun) if not names else None


def _introduced(source: Source, sentence: Sentence, noun: str) -> Antecedent | None:
    """The noun itself, where the sentence before brings it in without a name: "an officer", then "the officer"."""
    before = source.neighbour(sentence, -1)
    if before is None or re.search(rf"\b(?:[Aa]n?|[Oo]ne) (?:[\w.’'-]+ ){{0,4}}{noun}\b", before.text) is None:
        return None
    return Antecedent(noun, ())


def _full_names(pattern: re.Pattern[str], sentence: Sentence, noun: str) -> list[str]:
    both = [pattern, re.compile(pattern.pattern.replace(noun, noun.capitalize()))]
    found = [fold_space(match.group()) for one in both for match in one.finditer(sentence.text)]
    full = [name for name in found if not re.fullmatch(r"(?:The|A|An) \w+", name)]
    return [re.sub(r"^(?:The|A|An|On|In|At) ", "", name) for name in full]
