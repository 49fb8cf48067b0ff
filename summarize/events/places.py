"""Where the meeting of an article took place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from summarize.data import Citation, Fact, FactKind, FurnitureKind, Reading
from summarize.events import vocabulary as vocab
from summarize.events.atlas import is_city
from summarize.events.telling import Told, cite, cite_sentence

# The place in a dateline, behind a bracket, a day or a byline: "[MOSCOW] ", "24 March 2016, Moscow – ".
_CAPITALS = re.compile(
    r"(?:By (?:[A-Z][\w.'’-]+ ){1,3}(?=[A-Z]{3})|\[|[^,(]{0,14}\d{4}, )?"
    r"(?P<place>[A-Z][A-Z.'’ -]+[A-Z.](?![a-z])"
    r"|[A-Z][a-z]+(?: (?!(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\b)[A-Z][a-z]+)*)"
)
# Groups of states, and titles left of a name: they have no place.
_NO_SITE = re.compile(
    r"(?:the )?(?:(?:[A-Z]{1,3}|Group of )-?\d+.*|NATO|Nato|EU|E\.U\.|UN|U\.N\.|Congress|Senate|House|"
    r"(?:Sen|Rep|Gov|Gen|Dr|Mr|Ms|Mrs)\.?|(?:Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten)\b.*)"
)
# "in Russian", "in English": a language, unless a city is called so.
_LANGUAGE = re.compile(r"[A-Z][a-z]+(?:ish|ese|ian|ench)")
# What may follow a site that is not known as a place; "at the Chronicle debate" names no site.
_ENDS_SITE = re.compile(
    r"\s*(?:[^\w\s]|$|(?:on|in|for|to|with|as|at|near|where|when|after|before|and|by|during|that|this|last|earlier|late|"
    r"early|while|outside|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b)",
    re.IGNORECASE,
)
# What stands in capitals before a first sentence and is no place.
_SLUGS = frozenset(
    {
        *("update", "updates", "updated", "breaking", "exclusive", "watch", "opinion", "analysis", "video", "live"),
        "correction",
    }
)
_SHORT = frozenset({"U.S.", "US", "U.K.", "UK"})  # as often an adjective
_SITES = (FactKind.PLACE, FactKind.ORGANISATION, FactKind.NAME)


def find_place(reading: Reading, told: Sequence[Told], main: int | None) -> tuple[str | None, tuple[Citation, ...]]:
    """The place as printed, and where it is printed.

    In this order: "in" or "at" a place in the sentence that tells the meeting; a place that names it ("the Geneva
    talks") or was visited for it; "in" a place in a later sentence that goes on with it; and the dateline, where
    nothing speaks against it: it tells where the report was filed, which need not be where the meeting was.
    """
    if main is None:
        return None, ()
    for part, fact in _stated(reading, told, main):
        return _as_name(fact.surface), (cite_sentence(reading, part.sentence),)
    return _from_dateline(reading, told)


def _stated(reading: Reading, told: Sequence[Told], main: int) -> Iterator[tuple[Told, Fact]]:
    yield from _in_clause(reading, told[main])
    for part in told:
        yield from _attributive(reading, part)
    for part in told[main + 1 : main + 4]:
        if any(not act.indefinite for act in part.acts):
            yield from _in_clause(reading, part)


def _in_clause(reading: Reading, part: Told) -> Iterator[tuple[Told, Fact]]:
    """Places after "in" or "at" in a clause with a done act of meeting."""
    clauses = {act.clause for act in part.acts}
    for fact in _facts(reading, part):
        offset = fact.start - part.sentence.start
        before = part.clauses.text[:offset]
        clause = part.clauses.around(offset)
        if clause in clauses and vocab.PLACE_BEFORE.search(before) and not _is_elsewhere(part, clause, offset):
            at_site = before.rstrip().endswith(("at the", "inside the", "at"))
            after = part.clauses.text[fact.end - part.sentence.start :]
            if _is_of_noun(fact.surface, before, after):
                continue
            if fact.kind is FactKind.PLACE or (at_site and _ENDS_SITE.match(after)):
                yield part, fact


def _is_of_noun(surface: str, before: str, after: str) -> bool:
    """Whether the place only says whose the noun behind it is: "in the U.S. election"."""
    owns = before.rstrip().endswith(" the") or surface in _SHORT
    noun = re.match(r"\s+[a-z]", after) and not _ENDS_SITE.match(after) and not vocab.ATTRIBUTIVE_NOUN.match(after)
    return owns and bool(noun)


def _is_elsewhere(part: Told, clause: tuple[int, int], offset: int) -> bool:
    """Whether the place is that of what the meeting was about, or of another meeting, to come, behind it."""
    acts = [act for act in part.every if act.clause == clause and act.end <= offset]
    if not acts:
        return False
    return not acts[-1].done or bool(vocab.TOPIC_SITE.search(part.clauses.text[acts[-1].end : offset]))


def _attributive(reading: Reading, part: Told) -> Iterator[tuple[Told, Fact]]:
    """Places that name the meeting ("his Vienna visit", "the Geneva talks") or were travelled to."""
    for fact in _facts(reading, part):
        if fact.kind is not FactKind.PLACE:
            continue
        start, end = fact.start - part.sentence.start, fact.end - part.sentence.start
        named = vocab.ATTRIBUTIVE_NOUN.match(part.clauses.text, end) and vocab.OWNED_BEFORE.search(
            part.clauses.text[:start]
        )
        visited = vocab.VISIT_BEFORE.search(part.clauses.text[:start]) and any(act.start <= start for act in part.acts)
        if named or visited:
            yield part, fact


def _facts(reading: Reading, part: Told) -> list[Fact]:
    """The named facts of a sentence, those inside quotations left out."""
    base = part.sentence.start
    return [
        fact
        for fact in reading.facts
        if fact.sentence == part.sentence.index
        and fact.kind in _SITES
        and not _NO_SITE.fullmatch(fact.surface)
        and (not _LANGUAGE.fullmatch(fact.surface) or is_city(fact.surface))
        and not part.clauses.text[fact.start - base : fact.end - base].isspace()
    ]


def _from_dateline(reading: Reading, told: Sequence[Told]) -> tuple[str | None, tuple[Citation, ...]]:
    """The place before the first sentence, unless the first sentences tell of something "in" another one."""
    for line in reading.lines:
        for furniture in line.furniture:
            if furniture.kind is not FurnitureKind.DATELINE:
                continue
            match = _CAPITALS.match(reading.article.text, furniture.start, furniture.end)
            if match is None:
                return None, ()
            printed = _without_stop(match["place"])
            if printed.lower() in _SLUGS or _NO_SITE.fullmatch(printed):
                return None, ()
            name = _as_name(printed)
            if _contradicted(reading, told, name):
                return None, ()
            start = match.start("place")
            return name, (cite(reading, line.number, start, start + len(printed)),)
    return None, ()


def _without_stop(printed: str) -> str:
    """ "MOSCOW. " before a day is no abbreviation; "WASHINGTON D.C." is."""
    plain = printed.rstrip(" -")
    return plain[:-1] if plain.endswith(".") and plain.count(".") == 1 else plain


def _contradicted(reading: Reading, told: Sequence[Told], name: str) -> bool:
    for part in told[:4]:
        for fact in _facts(reading, part):
            before = part.clauses.text[: fact.start - part.sentence.start]
            if (
                fact.kind is FactKind.PLACE
                and vocab.PLACE_BEFORE.search(before)
                and fact.surface.lower() != name.lower()
            ):
                return not any(vocab.HERE.search(other.clauses.text) for other in told[:4])
    return False


def _as_name(surface: str) -> str:
    """A place in capitals ("NEW YORK") as a name ("New York")."""
    return surface.title() if surface.isupper() and (len(surface) > 4 or is_city(surface)) else surface
