"""Whether the head of a brief stands in what it cites: title, place, participants, the sides of a disagreement.

And whether a sentence that opens with a pronoun has its antecedent in the sentence before it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from evaluation.audit_claims import check_claim, idle
from evaluation.audit_folder import Source, Written
from evaluation.audit_operators import read_operators
from evaluation.audit_units import read_units
from evaluation.audit_words import fold, sentence_spans

_TITLE_WORDS = frozenset("talks meeting meet meets met hold holds between".split())


def check_heads(written: Written) -> Iterator[tuple[str, str, str]]:
    """What the head of a brief says that its cited lines do not: (where, kind of finding, why)."""
    brief = written.brief
    yield from _title(written)
    if brief["place"]["text"]:
        yield from (("place", "ungrounded", why) for why in _named(brief["place"], written))
    for one in brief["participants"]:
        where = f"participant {one['text']!r}"
        yield from ((where, "ungrounded", why) for why in _named(one, written))
        if one["citations"] and all(_only_planned(one["text"], c["quote"], written.names) for c in one["citations"]):
            yield where, "ungrounded", "the cited lines only say that they are to meet"
    for number, one in enumerate(brief.get("disagreements", ()), 1):
        for side in one["sides"]:
            rows = check_claim(side["value"], [side["citation"]["quote"]], extra=_TITLE_WORDS, seen=written.names)
            # A side is a figure or a name, not a statement: it has no speaker and no hedge to lose.
            held = [why for why in rows if why.startswith("number") or "stands in no cited quote" in why]
            yield from ((f"disagreement {number}", "ungrounded", why) for why in held)


def _title(written: Written) -> Iterator[tuple[str, str, str]]:
    title = written.brief["title"]
    quotes = [citation["quote"] for citation in title["citations"]]
    given = {fold(row["title"]) for row in written.brief["sources"] if row.get("title")}
    if not quotes:
        if fold(title["text"]) not in given:
            yield "title", "ungrounded", "it cites nothing and is no title given with a source"
        return
    if any(fold(title["text"]) in fold(quote) for quote in quotes):
        return
    rows = check_claim(title["text"], quotes, extra=_TITLE_WORDS, seen=written.names)
    yield from (("title", "ungrounded", why) for why in rows if "elsewhere in the quote" not in why)
    for index in idle(title["text"], quotes):
        yield "title", "idle", f"citation {index + 1} supports nothing the others do not"


def _named(part: dict[str, Any], written: Written) -> list[str]:
    """What of a name stands in none of the lines cited for it."""
    if not part["citations"]:
        return ["it cites no line"]
    quotes = [citation["quote"] for citation in part["citations"]]
    held = {unit.key for quote in quotes for unit in read_units(quote, written.names)}
    units = read_units(part["text"], written.names)
    return [f"{unit.surface!r} stands in no cited quote" for unit in units if unit.content and unit.key not in held]


def _only_planned(name: str, quote: str, names: frozenset[str]) -> bool:
    """Whether the name stands in the quote only behind a plan: "is expected to meet President X"."""
    keys = {unit.key for unit in read_units(name, names) if unit.content}
    units = read_units(quote, names)
    plans = [o.at for o in read_operators(quote, units) if o.name == "plan"]
    places = [i for i, unit in enumerate(units) if unit.key in keys]
    if not plans or not places:
        return False
    first = min(plans)
    subject = any(i < first for i in places)
    meets = any(
        units[i].key in ("meet", "talk", "chair", "hold", "host", "visit", "confer")
        for i in range(first, min(first + 3, len(units)))
    )
    return meets and not subject


# ----------------------------------------------------------------------- antecedents


def antecedent_is_missing(
    word: str, claim: dict[str, Any], before: dict[str, Any] | None, written: Written
) -> str | None:
    """Why the pronoun a claim opens with is not clear from the sentence before it; None where it is.

    Clear is: the sentence before in the brief cites the sentence before in the source; or it names who the sentences
    before in the source speak of last.
    """
    if before is None:
        return f"it opens with {word!r} and no sentence stands before it"
    place = claim["citations"][0]
    source = written.sources.get(place["source"])
    if source is None:
        return None
    start = place["start"]
    for other in before["citations"]:
        if other["source"] == place["source"] and other["end"] <= start and _adjoins(source, other["end"], start):
            return None
    named = _last_named(source, start)
    held = {unit.key for unit in read_units(before["text"], written.names)}
    if named and named <= held:
        return None
    who = " ".join(sorted(named)) or "someone"
    return f"it opens with {word!r}, which stands for {who}, and the sentence before does not name them"


def _adjoins(source: Source, end: int, start: int) -> bool:
    """Whether no more than furniture and blanks stand between two places of a source."""
    between = source.text[end:start].strip(" \n\r\t\"“”'’()|")
    return len(between) <= 1


def _last_named(source: Source, start: int) -> frozenset[str]:
    """The surname of whom the nearest earlier sentence that names anybody begins with."""
    earlier = source.text[max(0, start - 1500) : start]
    for first, last in reversed(sentence_spans(earlier)):
        units = read_units(earlier[first:last], source.names)
        names = [i for i, unit in enumerate(units) if unit.kind == "name" and not unit.quoted]
        if names:
            at = names[0]
            while at + 1 < len(units) and units[at + 1].kind == "name" and units[at + 1].clause == units[at].clause:
                at += 1
            return frozenset({units[at].key})
    return frozenset()
