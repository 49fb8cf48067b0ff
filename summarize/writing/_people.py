"""Who a sentence is about: the person its next pronoun would mean, and the nouns that mean people."""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarize.data import Fact, FactKind
from summarize.words import words
from summarize.writing._case import Passage
from summarize.writing._cues import is_speech
from summarize.writing._text import key, without_quotations

# People in the news by what they are: a pronoun after one of these may mean them and not the name beside them.
_ROLES = """official spokesman spokeswoman spokesperson minister president premier chancellor secretary leader diplomat
    envoy ambassador counterpart lawmaker senator congressman congresswoman representative governor mayor judge justice
    lawyer attorney prosecutor officer general commander soldier aide adviser advisor analyst expert professor author
    reporter journalist candidate nominee activist critic opponent supporter man woman boy girl child father mother son
    daughter brother sister wife husband friend colleague student teacher doctor victim suspect witness driver worker
    resident king queen prince princess pope bishop priest chief director chairman chairwoman head executive founder
    negotiator delegate monarch politician statesman strategist director investigator"""
ROLE = frozenset(key(word) for word in _ROLES.split())
_PLURALS = {"child": "children", "wife": "wives", "boy": "boys", "attorney": "attorneys"}


def _plural(word: str) -> str:
    if word in _PLURALS:
        return _PLURALS[word]
    return f"{word[:-1]}ies" if word.endswith("y") else f"{word[:-3]}men" if word.endswith("man") else f"{word}s"


ROLES_SINGULAR = frozenset(_ROLES.split())
ROLES_PLURAL = frozenset(_plural(word) for word in _ROLES.split())
_MALE = re.compile(r"\b(?:Mr|Sir|King|Prince|Lord)\.?\s+(?:[A-Z][\w’'-]+\s+)?")
_FEMALE = re.compile(r"\b(?:Ms|Mrs|Miss|Madam|Madame|Queen|Princess|Lady|Dame)\.?\s+(?:[A-Z][\w’'-]+\s+)?")
_LEAD_IN = re.compile(r"[“\"]?[A-Z][\w’'-]*(?: [^,;:]*)?, ")
_LAST_CLAUSE = re.compile(r",\s(?:something|which|whom?|whose|while|whereas|although|though|but|and)\b")
_VERB_AFTER = re.compile(
    r"\s(?:also |later |then |again |\w+ly )?(?:is|was|has|had|said|says|will|would|did|\w{2,}ed)\b"
)
_BEFORE_NAME = frozenset("the a an former then".split())


def people(passage: Passage) -> list[Fact]:
    """The persons named outside quotation marks, in order; where there is none, the names that may be persons'.

    A surname alone, read without its article, is a name of no known kind.
    """
    plain = without_quotations(passage.text)
    outside = [fact for fact in passage.facts if plain[fact.start : fact.end].strip()]
    named = [fact for fact in outside if fact.kind is FactKind.PERSON]
    return named or [fact for fact in outside if fact.kind is FactKind.NAME]


def surname(name: str) -> str:
    """The last word of a name, lower-case, without a possessive: what two mentions of a person have in common."""
    return re.sub(r"['’]s?$", "", name.rsplit(maxsplit=1)[-1].lower()) if name.split() else ""


def subject_of(passage: Passage) -> Fact | None:
    """The one person a following "he" or "she" means, or None where that is not beyond doubt.

    Clear are: the speaker of the sentence; its only person, where no other human being is spoken of; a person
    who opens the sentence as its subject.
    """
    named = people(passage)
    if not named or _another_ends(passage, named):
        return None
    speakers = [one for one in named if _speaks(passage, one)]
    if len({surname(one.surface) for one in speakers}) == 1:
        return speakers[0]
    if speakers:
        return None
    if len({surname(one.surface) for one in named}) == 1 and not _other_humans(passage, named):
        return named[0]
    return named[0] if _opens(passage, named[0]) else None


def _another_ends(passage: Passage, named: Sequence[Fact]) -> bool:
    """Whether a last clause has a subject of its own: "Kerry left, something Lavrov noticed"; "he" may be either."""
    plain = without_quotations(passage.text)
    starts = [found.end() for found in _LAST_CLAUSE.finditer(plain)]
    if not starts:
        return False
    here = [one for one in named if one.start >= starts[-1] and _VERB_AFTER.match(plain, one.end)]
    return any(surname(one.surface) != surname(named[0].surface) for one in here)


def _speaks(passage: Passage, person: Fact) -> bool:
    """Whether a verb of saying stands beside the name: "Kerry said", "said Russian Foreign Minister Sergei Lavrov"."""
    first, last = passage.range_of(person)
    if passage.text[person.start : person.end].endswith(("'s", "’s")) or _possessive(passage, person):
        return False
    if last < len(passage.words) and _said(passage, last):
        return True
    title_words = len((person.title or "").split())
    # Inverted only after what was said: "..., said Kerry", not "he believes Kerry was".
    return any(
        _said(passage, at) and re.search(r"(?:^|[,”\"?!—–-])\s*$", passage.text[: passage.spans[at][0]]) is not None
        for at in range(max(0, first - 1 - title_words), first)
    )


def _said(passage: Passage, at: int) -> bool:
    return is_speech(passage.words[at]) and not passage.quoted[at] and not passage.words[at].endswith("ing")


def _possessive(passage: Passage, person: Fact) -> bool:
    return passage.text[person.end : person.end + 2] in ("'s", "’s")


def _other_humans(passage: Passage, named: Sequence[Fact]) -> bool:
    """Whether somebody without a name is spoken of: "a spokesman for Kerry", "Kerry's lawyer"."""
    titles = {key(word) for one in named for word in (one.title or "").split()}
    return any(
        word in ROLE and word not in titles and not passage.quoted[at] and passage.fact_at[at] not in named
        for at, word in enumerate(passage.keys)
    )


def _opens(passage: Passage, person: Fact) -> bool:
    """Whether the name, with its title, opens the sentence as a subject of its own."""
    if _possessive(passage, person):
        return False
    lead_in = _LEAD_IN.match(passage.text[: person.start])
    before = passage.text[lead_in.end() if lead_in else 0 : person.start]
    known = _BEFORE_NAME | set((person.title or "").lower().split())
    titled = all(word in known or word[0].isupper() for word in words(before)) and not re.search(r"[,;:]", before)
    after = passage.text[person.end :].lstrip()
    return titled and not re.match(r"(?:and|or|nor|as well as)\b|, [A-Z]|$", after)


def is_mixed(text: str) -> bool:
    """Whether a sentence speaks of him and of her: which of them a name is cannot be told."""
    plain = without_quotations(text)
    return bool(re.search(r"\b(?:he|his|him)\b", plain, re.I) and re.search(r"\b(?:she|her|hers)\b", plain, re.I))


def gender_clashes(pronoun: str, name: str, text: str) -> bool:
    """Whether the article gives the person a title of the other gender: "she" for "Mr. Kerry"."""
    other = _MALE if pronoun.lower() in {"she", "her", "hers"} else _FEMALE
    last = re.escape(name.rsplit(maxsplit=1)[-1]) if name.split() else ""
    return bool(last) and re.search(other.pattern + last + r"\b", text) is not None
