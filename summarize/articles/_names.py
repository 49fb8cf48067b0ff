"""Names in a text: chunks of capitalised words, cut into people, organisations, places and other names.

No model: known names come from the gazetteer, the others from how news writes them: an office before a person,
"Ministry of", a given name, "Council" at the end, "(ISSG)" after the full form. Nationalities ("Russian") are
places whose normal form is the country, peoples and faiths ("Kurdish", "Muslims") are names. An office without a
person ("the President") is no name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from summarize.articles._chunks import chunk_at
from summarize.articles._context import (
    FAMILY_FIRST,
    LAST_FIRST,
    LEADING,
    NO_NAME,
    PARTICLES,
    SUFFIXES,
    Item,
    Names,
    is_asian,
    is_ordinary,
)
from summarize.articles._gazetteer import Gazetteer, fold, gazetteer, is_place
from summarize.articles._tokens import adjoins
from summarize.data import FactKind

_FAMILY = re.compile(r"(?:O['’]|D['’]|Mc|Mac)[A-Z]")  # "O'Reilly", "McGrath"
_SAID = frozenset(
    "said says told added tweeted insisted argued testified declared replied wrote asked acknowledged".split()
)
_RELATIONS = frozenset(  # say that a person follows, but are no office
    """counterpart rival predecessor successor colleague brother sister father mother son daughter wife husband uncle
    nephew cousin ally resident witness neighbour neighbor suspect gunman attacker bomber shooter driver student victim
    plaintiff defendant inmate champion legend star""".split()
)
_PLACE_OPENERS = frozenset("Mount Lake Fort Camp Cape Port San Santa St Los Las".split())
_STORMS = frozenset("Hurricane Typhoon Cyclone Superstorm Storm Operation Project Tropical".split())
_COMPASS = frozenset(
    "North South East West Northern Southern Eastern Western Northeast Northwest Southeast Southwest Central".split()
)
_POSITIONS = frozenset("QB RB WR TE CB LB DE DT OL DB PG SG PF RHP LHP MP MEP MSP TD".split())  # end what is before
_JOINTS = frozenset("- and of for the to on &".split())
_INSIDE = frozenset("in near outside inside throughout across toward towards around".split())


@dataclass(frozen=True, slots=True)
class Name:
    """A name found: its kind, offsets, normal form and, for a person, the office printed with it."""

    kind: FactKind
    start: int
    end: int
    surface: str
    normal: str
    title: str | None = None
    known: bool = False  # the gazetteer holds it


def find_names(ctx: Names) -> list[Name]:
    """The names of a text, in order, each with the normal form it has on its own."""
    found: list[Name] = []
    i = 0
    while i < len(ctx.tokens):
        if not (ctx.tokens[i].cap or ctx.tokens[i].text in LEADING):
            i += 1  # most words: nothing can begin here
            continue
        items, stop = chunk_at(ctx, i)
        found.extend(_cut(ctx, items))
        i = max(stop, i + 1)
    return found


# ----------------------------------------------------------------- into names


def _cut(ctx: Names, items: list[Item]) -> list[Name]:
    """The names a chunk holds."""
    found: list[Name] = []
    at = 0
    while at < len(items):
        stop, name = _next_name(ctx, items, at)
        if name:
            found.append(name)
        at = stop
    return found


def _is_emphasis(words: Sequence[str]) -> bool:
    """Whether capitals only shout: "DON'T PANIC"."""
    return all(word.isupper() and is_ordinary(word.lower()) for word in words)


def _next_name(ctx: Names, items: list[Item], at: int) -> tuple[int, Name | None]:
    known, item = gazetteer(), items[at]
    if item.text in _JOINTS | {"."}:
        return at + 1, None
    titled = _title_end(ctx, items, at)
    if titled > at:
        return _after_title(ctx, items, at, titled)
    if item.entry:
        stop = _organisation_end(ctx, items, at)
        if stop > at + 1:
            return stop, _organisation(ctx, items[at:stop], known)
        if at + 1 < len(items) and _extends(ctx, items, at):
            stop = _run_end(ctx, items, at + 1)
            return stop, _named(ctx, items[at:stop], FactKind.NAME)
        return at + 1, _from_entry(ctx, item)
    stop = _run_end(ctx, items, at)
    return stop, _classify(ctx, items, at, stop)


def _from_entry(ctx: Names, item: Item) -> Name:
    assert item.entry is not None
    kind = {"organisation": FactKind.ORGANISATION, "people": FactKind.NAME}.get(item.entry.kind, FactKind.PLACE)
    start, end = ctx.tokens[item.first].start, ctx.tokens[item.stop - 1].end
    return Name(kind, start, end, ctx.text[start:end], item.entry.normal, None, True)


def _named(ctx: Names, items: Sequence[Item], kind: FactKind, title: str | None = None) -> Name:
    start, end = ctx.tokens[items[0].first].start, ctx.tokens[items[-1].stop - 1].end
    surface = ctx.text[start:end]
    return Name(kind, start, end, surface, _normal(items, surface, kind), title)


def _normal(items: Sequence[Item], surface: str, kind: FactKind) -> str:
    if kind is FactKind.PERSON:
        return person_normal(surface)
    parts = [item.entry.normal if item.entry and item.text.isupper() else item.text for item in items]
    return fold(" ".join(parts).replace(" - ", "-").replace(" .", ".").removeprefix("The "))


def person_normal(surface: str) -> str:
    """A person's name without the Arabic article, initials' dots and "Jr.": "bashar assad"."""
    words = fold(surface).replace(".", "").replace("-", " - ").split()
    kept: list[str] = []
    for i, word in enumerate(words):
        if word == "-":
            if kept and words[i - 1] not in {"al", "el", "ul"} and i + 1 < len(words):
                kept[-1] += "-" + words[i + 1]
        elif (i and words[i - 1] == "-" and words[i - 2] not in {"al", "el", "ul"}) or word in {"al", "el", "ul"}:
            continue
        elif word not in {"jr", "sr"}:
            kept.append(word)
    return " ".join(kept)


def _title_end(ctx: Names, items: list[Item], at: int) -> int:
    """Index after the office that begins at ``at``: "US Secretary of State", "Foreign Minister", "Mr."."""
    known = gazetteer()
    heads, modifiers, domains = (known.words[k] for k in ("title_heads", "title_modifiers", "title_domains"))
    if items[at].text in _POSITIONS and at + 1 < len(items) and items[at + 1].text[1:].islower():
        return at + 1
    i, end = at, at
    while i < len(items):
        text, entry = items[i].text, items[i].entry
        if text in heads or (text == "." and end == i):
            end = i + 1
        elif text in {"of", "for", "the", "and", "to", "-", "&"} and end > at:
            pass
        elif end > at and text in domains and items[i - 1].text in {"of", "for", "the", "and", "to"}:
            end = i + 1
            while end < len(items) and items[end].text in domains and items[end].text not in heads:
                end += 1
            i = end - 1
        elif not (text in modifiers or (entry and entry.kind != "people" and i == at)):
            break
        i += 1
    if end > at and items[end - 1].text in {"of", "for"}:
        end -= 1
    only_entry = end == at + 1 and items[at].entry is not None and items[at].text not in heads
    return at if only_entry else end


def _after_title(ctx: Names, items: list[Item], at: int, titled: int) -> tuple[int, Name | None]:
    """The person after an office, or what the office's own first word names: "US" of "US Secretary of State"."""
    known = gazetteer()
    first = items[at]
    lead = _from_entry(ctx, first) if first.entry and first.text not in known.words["title_heads"] else None
    if lead is not None:
        # The country goes first; the office and its person are read again from the next item on.
        rest = _title_end(ctx, items, at + 1)
        if rest > at + 1 or at + 1 < titled:
            return at + 1, lead
    stop = _run_end(ctx, items, titled)
    if stop == titled:
        return _title_alone(ctx, items, at, titled)
    words = [item for item in items[titled:stop] if item.text not in {".", "-"}]
    if all(item.text in known.words["organisation_heads"] for item in words):
        return stop, _named(ctx, items[at:stop], FactKind.ORGANISATION)
    start = ctx.tokens[_with_lead(items, at)].start
    title = fold(ctx.text[start : ctx.tokens[items[titled - 1].stop - 1].end]).rstrip(".")
    return stop, _named(ctx, items[titled:stop], FactKind.PERSON, title)


def _with_lead(items: list[Item], at: int) -> int:
    """Token at which the title's words begin: the country before the office belongs to them."""
    if at and items[at - 1].entry and items[at - 1].stop == items[at].first:
        return items[at - 1].first
    return items[at].first


def _title_alone(ctx: Names, items: list[Item], at: int, titled: int) -> tuple[int, Name | None]:
    """An office without a person: no name, unless it is an organisation's ("House", "Supreme Court")."""
    if titled < len(items) and items[titled].entry and titled == at + 1 and items[at].text in {"General", "Prime"}:
        return titled, None
    return titled, None


def _run_end(ctx: Names, items: list[Item], at: int) -> int:
    """Index after the words from ``at`` on that belong to one name: up to a known name or another office."""
    del ctx
    stop = at
    while stop < len(items):
        item = items[stop]
        if item.entry and stop > at and not (_continues(items, stop) or _closes_organisation(items, at, stop)):
            break
        if item.text in _POSITIONS and stop > at and stop + 1 < len(items) and items[stop + 1].text[1:].islower():
            break  # "Cardinals QB Carson Palmer"
        stop += 1
    while stop > at and items[stop - 1].text in _JOINTS:
        stop -= 1
    return stop


def _closes_organisation(items: list[Item], at: int, entry: int) -> bool:
    """Whether a known name stands inside an organisation's: "International Syria Support Group"."""
    known = gazetteer()
    if not all(is_ordinary(item.text.lower()) for item in items[at:entry]):
        return False
    after = entry + 1
    while after < len(items) and items[after].entry is None and is_ordinary(items[after].text.lower()):
        if items[after].text in known.words["organisation_heads"]:
            return True
        after += 1
    return False


def _continues(items: list[Item], at: int) -> bool:
    """Whether a known name continues the one before it: "University of Chicago", "George Washington"."""
    if items[at - 1].text in {"of", "for", "the", "&"}:
        return True
    last = items[at - 1].text
    if last in _PLACE_OPENERS and (at < 2 or items[at - 2].text in _JOINTS):
        return True  # "Mount Kenya"
    if items[at].text in {"USA", "UK"} and items[at - 1].entry is None and last not in _JOINTS | {"."}:
        return True  # "Turning Point USA"
    if last in gazetteer().given or last in {".", "-"} | PARTICLES:
        return True
    entry = items[at].entry  # "Hideki Matsuyama": a city's name after an unknown word is a family name
    return entry is not None and entry.kind == "city" and items[at - 1].entry is None and not is_ordinary(last.lower())


def _organisation_end(ctx: Names, items: list[Item], at: int) -> int:
    """Index after an organisation that a known name opens: "Russian Foreign Ministry", "UN Security Council"."""
    known = gazetteer()
    heads = known.words["organisation_heads"]
    best = at
    for i in range(at + 1, len(items)):
        item = items[i]
        if item.text in known.given and item.text.lower() not in known.plain | known.mixed:
            break
        if (item.entry and item.entry.kind == "organisation") or (item.text in heads and item.entry is None):
            best = i + 1
        elif item.text in {"of", "for", "and", "the", "on"}:
            continue
        elif best == i and items[i - 1].text in {"of", "for", "the"}:
            best = i + 1
    if best > at and best < len(items) and items[best].text in {"of", "for"}:
        best = _run_end(ctx, items, at)
    del ctx
    return best if best > at else at + 1


def _organisation(ctx: Names, items: Sequence[Item], known: Gazetteer) -> Name:
    del known
    return _named(ctx, items, FactKind.ORGANISATION)


def _extends(ctx: Names, items: list[Item], at: int) -> bool:
    """Whether the words after a known name make another name of it: "Boston Globe", "American Dream"."""
    nxt = items[at + 1]
    if nxt.entry or nxt.text in _JOINTS | {"."}:
        return False
    known = gazetteer()
    if nxt.text in known.given or nxt.text in known.surnames or nxt.text in known.words["title_heads"]:
        return False
    return is_ordinary(nxt.text.lower()) or nxt.text in (
        known.words["event_heads"] | known.words["place_heads"] | known.words["organisation_heads"]
    )


def _classify(ctx: Names, items: list[Item], at: int, stop: int) -> Name | None:
    """The name that a run of words not in the gazetteer is."""
    known = gazetteer()
    run = items[at:stop]
    words = [item.text for item in run if item.text not in {".", "-"}]
    last, first = words[-1], words[0]
    if len(words) == 1 and (first in known.words["title_heads"] or first in NO_NAME - ctx.families):
        return None
    if _is_emphasis(words) or (len(words) == 1 and first in known.words["organisation_heads"] and _is_owned(ctx, run)):
        return None
    kind = _kind_by_words(known, words, first, last) or _kind_by_setting(ctx, run, words)
    title = _lower_title(ctx, run[0].first) if kind in {FactKind.PERSON, FactKind.NAME} else None
    if title is not None:
        kind = FactKind.PERSON
    return _named(ctx, run, kind, title or None)


def _is_owned(ctx: Names, run: Sequence[Item]) -> bool:
    """Whether a possessive stands before: "the Counsel's Office" names no office of its own."""
    return run[0].first > 0 and ctx.tokens[run[0].first - 1].kind == "own"


def _kind_by_words(known: Gazetteer, words: list[str], first: str, last: str) -> FactKind | None:
    """The kind that a name's own words tell; the first line that holds decides, None where none does."""
    if len(words) == 1:
        alone = known.words["organisation_heads"]
        return FactKind.ORGANISATION if first in alone else _kind_of_single(known, first)
    heads, places, events, of = (
        known.words[k] for k in ("organisation_heads", "place_heads", "event_heads", "of_heads")
    )
    later = heads | places | events if len(words) > 2 else heads
    of_kind = FactKind.PLACE if first in places else FactKind.ORGANISATION
    lines = (
        (first in _STORMS, FactKind.NAME),
        (
            first in _COMPASS and last not in heads | places | events,
            FactKind.PLACE if is_place(" ".join(words[1:])) else FactKind.NAME,
        ),
        (first in known.given and last not in later, FactKind.PERSON),
        (first in of and not {"of", "for"}.isdisjoint(words), of_kind),
        (last in heads, FactKind.ORGANISATION),
        (last in places or first in _PLACE_OPENERS, FactKind.PLACE),
        (len(words) == 2 and first not in known.given and _is_team(known, last), FactKind.NAME),
        (last in events, FactKind.NAME),
        (any(_is_initial(word) for word in words[:-1]) and last[1:].islower(), FactKind.PERSON),
        (last in SUFFIXES or last in known.surnames or first in LAST_FIRST, FactKind.PERSON),
        (first in FAMILY_FIRST and is_asian(words[1:]) and not is_ordinary(words[1].lower()), FactKind.PERSON),
    )
    return next((kind for holds, kind in lines if holds), None)


def _is_team(known: Gazetteer, last: str) -> bool:
    """Whether a name ends with the plural of a common word: "Drake Bulldogs"."""
    return last.endswith("s") and last not in known.surnames and is_ordinary(last[:-1].lower())


def _is_initial(word: str) -> bool:
    """ "F." of "Robert F. Kennedy", "J.K." of "J.K. Rowling"."""
    return len(word) == 1 or (len(word) == 4 and word[1] == word[3] == ".")


def _kind_of_single(known: Gazetteer, word: str) -> FactKind | None:
    if word in known.surnames or _FAMILY.match(word) or (word in known.given and word.lower() not in known.mixed):
        return FactKind.PERSON
    if len(word) > 1 and word.isupper() and not any(char.isdigit() for char in word):
        return FactKind.ORGANISATION
    return None


def _kind_by_setting(ctx: Names, run: list[Item], words: list[str]) -> FactKind:
    """What the words around say of a name whose own words say nothing."""
    before = ctx.tokens[run[0].first - 1].text.lower() if run[0].first else ""
    after = ctx.tokens[run[-1].stop].text.lower() if run[-1].stop < len(ctx.tokens) else ""
    said = after in _SAID or before in _SAID
    ordinary = any(is_ordinary(word.lower()) for word in words)
    if ordinary and not (len(words) == 2 and said and not is_ordinary(words[-1].lower())):
        return FactKind.NAME
    if before in _INSIDE:
        return FactKind.PLACE
    if said or (len(words) in {2, 3} and all(word[1:].islower() for word in words)):
        return FactKind.PERSON
    if any(word in PARTICLES for word in words):
        return FactKind.PERSON
    return FactKind.NAME


def _lower_title(ctx: Names, first: int) -> str | None:
    """The office in small letters right before a name: "former president"; "" for what is no office: "counterpart"."""
    known = gazetteer()
    at = first - 1
    if at < 0 or ctx.tokens[at].text.lower() not in known.words["lower_titles"]:
        return None
    if not adjoins(ctx.text, ctx.tokens[at], ctx.tokens[first]):
        return None
    if ctx.tokens[at].text.lower() in _RELATIONS:
        return ""
    modifiers = {word.lower() for word in known.words["title_modifiers"]} | {"minister", "ex"}
    while at > 0 and adjoins(ctx.text, ctx.tokens[at - 1], ctx.tokens[at]):
        word = ctx.tokens[at - 1].text
        length = _known_before(ctx, at) or int(word.lower() in modifiers or word == "-")
        at -= length
        if not length:
            break
    return fold(ctx.text[ctx.tokens[at].start : ctx.tokens[first - 1].end])


def _known_before(ctx: Names, at: int) -> int:
    """How many tokens before ``at`` are a known name: "White House" before "spokeswoman"; 0 where none."""
    for length in (3, 2, 1):
        if at >= length and ctx.tokens[at - length].cap:
            entry = gazetteer().phrases.get(" ".join(token.text for token in ctx.tokens[at - length : at]))
            if entry and entry.kind != "people":
                return length
    return 0
