"""Names of one article that mean the same get one normal form: "Lavrov" gets that of "Sergei Lavrov"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from summarize.articles._bearers import Bearer, bearers_of, meant
from summarize.articles._gazetteer import fold, gazetteer
from summarize.articles._names import Name
from summarize.data import FactKind

_SINGLE = frozenset({FactKind.PERSON, FactKind.NAME, FactKind.PLACE, FactKind.ORGANISATION})
_SMALL_WORDS = frozenset("of the for and on in to a".split())


def join_names(text: str, names: Sequence[Name]) -> list[Name]:
    """The names with the normal forms they share inside one text.

    Args:
        text: the text the names stand in.
        names: its names, in order.
    """
    names = _brackets(text, names)
    acronyms = _acronyms(text, names)
    joined = [_with_acronym(name, acronyms) for name in names]
    tails = _tails(joined)
    people = bearers_of(text, joined)
    return [_to_person(text, _to_organisation(name, tails), people) for name in joined]


def _brackets(text: str, names: Sequence[Name]) -> list[Name]:
    """ "(Barack) Obama": a given name an editor put in belongs to the name after it."""
    found = list(names)
    for k, (first, second) in enumerate(pairwise(names)):
        between = text[first.end : second.start]
        bracketed = between in {") ", "] "} and text[first.start - 1 : first.start] in {"(", "["}
        if bracketed and first.surface in gazetteer().given and second.kind in {FactKind.PERSON, FactKind.NAME}:
            full = f"{first.normal} {second.normal}"
            found[k] = replace(first, kind=FactKind.PERSON, normal=full)
            found[k + 1] = replace(second, kind=FactKind.PERSON, normal=full)
    return found


# ------------------------------------------------------------------- acronyms


def _acronyms(text: str, names: Sequence[Name]) -> dict[str, Name]:
    """What "(ISSG)" right after a name stands for."""
    found: dict[str, Name] = {}
    for full, short in pairwise(names):
        between = text[full.end : short.start]
        opened = between.strip() in {"(", '("', "(“", "[", "(the", ", or", "(or"}
        closed = text[short.end : short.end + 1] in {")", '"', "”", "]", ","}
        if opened and closed and _abbreviates(short.surface, full.surface):
            found[short.surface] = full
    return found


def _abbreviates(short: str, full: str) -> bool:
    """Whether the letters of an acronym stand, in order, at the beginnings of the full form's words."""
    letters = [char.lower() for char in short if char.isalpha()]
    if len(letters) < 2 or not short.replace(".", "").isupper():
        return False
    initials = iter([word[0] for word in fold(full).replace("-", " ").split() if word not in _SMALL_WORDS])
    return all(letter in initials for letter in letters)


def _with_acronym(name: Name, acronyms: dict[str, Name]) -> Name:
    full = acronyms.get(name.surface)
    if full is None:
        return name
    kind = FactKind.ORGANISATION if full.kind is FactKind.NAME else full.kind
    return replace(name, kind=kind, normal=full.normal)


# -------------------------------------------------------------- organisations


def _tails(names: Sequence[Name]) -> dict[str, str]:
    """Shorter forms of the organisations: "security council" of "united nations security council"."""
    found: dict[str, str] = {}
    for name in names:
        if name.kind is not FactKind.ORGANISATION:
            continue
        words = name.normal.split()
        for cut in range(1, len(words)):
            if words[cut] not in _SMALL_WORDS and words[cut - 1] not in _SMALL_WORDS:
                found.setdefault(" ".join(words[cut:]), name.normal)
    return found


def _to_organisation(name: Name, tails: dict[str, str]) -> Name:
    if name.kind in {FactKind.ORGANISATION, FactKind.NAME} and (full := tails.get(name.normal)):
        return replace(name, kind=FactKind.ORGANISATION, normal=full)
    return name


# --------------------------------------------------------------------- people


def _to_person(text: str, name: Name, people: Mapping[str, Sequence[Bearer]]) -> Name:
    if name.kind not in _SINGLE or (name.known and name.kind is FactKind.ORGANISATION):
        return name
    holders = people.get(fold(name.surface) if name.kind is not FactKind.PERSON else name.normal)
    if not holders or (name.kind is FactKind.PLACE and (name.known and not _stands_as_person(text, name, holders))):
        return name
    chosen = meant(text, name, holders)
    return replace(name, kind=FactKind.PERSON, normal=chosen.normal) if chosen else name


def _stands_as_person(text: str, name: Name, holders: Sequence[Bearer]) -> bool:
    """Whether a word that is also a place is here the person of that name: not after "in"."""
    before = text[max(0, name.start - 12) : name.start].split()
    return holders[0].start < name.start and (
        not before or before[-1].lower() not in {"in", "to", "from", "at", "near"}
    )
