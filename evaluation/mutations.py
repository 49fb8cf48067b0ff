"""Good claims made wrong on purpose, by seed: what the gate and the audit must catch.

A mutant is a real change: never "Lavrov" for "Sergei Lavrov", never 30 for thirty. Facts are taken from a vocabulary
(the hand-marked facts of the seeds, or what a reader found), so that no reader decides alone what it is tested on.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from evaluation.audit_words import FUNCTION, stem

Claim = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A fact as it is printed somewhere, for putting in another's place."""

    kind: str  # "number", "weekday", "person", "people", "place", "organisation", "unit"
    surface: str
    normal: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutant:
    """A claim that no longer says what its lines say."""

    kind: str
    claim: Claim
    what: str  # what was changed, for people


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What a mutation may draw on: the words of its own article and of others, the sentences near a citation."""

    near: Sequence[Word]  # of the same article
    far: Sequence[Word]
    neighbours: Callable[[dict[str, Any]], Sequence[dict[str, Any]]]  # citations of the lines before and after one


Mutation = Callable[[Claim, Ground, random.Random], tuple[Claim, str] | None]

_WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_PAST = {"meet": "met", "take": "took", "hold": "held", "make": "made", "find": "found", "go": "went", "be": "was"}
_PAST |= {
    "have": "had",
    "bring": "brought",
    "leave": "left",
    "give": "gave",
    "come": "came",
    "begin": "began",
    "set": "set",
}
_PAST |= {
    "speak": "spoke",
    "see": "saw",
    "run": "ran",
    "lead": "led",
    "win": "won",
    "keep": "kept",
    "cut": "cut",
    "put": "put",
}
_PAST |= {
    "get": "got",
    "send": "sent",
    "pay": "paid",
    "seek": "sought",
    "face": "faced",
    "rise": "rose",
    "fall": "fell",
}
_NO_VERB = frozenset(
    "the a an their his be have not to in on at no its for as only likely also never still then".split()
)
_AHEAD = (
    r"(?P<ahead>(?:(?:is|are|was|were|be)\s)?(?:also\s)?(?:set|expected|scheduled|supposed|planning|going|hoping|likely)"
    r"\sto\s(?:be\s)?|(?:is|are|was|were)\sto\s(?:be\s)?|(?:will|would|shall)\s(?:also\s|be\s(?:able\sto\s)?|soon\s)?"
    r"|(?:plans?|planned|hopes?|hoped|wants?|wanted|intends?|seeks?|hoping|try|tries|tried)\sto\s)"
)
_PLAN = re.compile(rf"\b{_AHEAD}(?P<verb>[a-z]{{2,}})\b")
_HEDGES = [
    (re.compile(r"\b(?:reportedly|allegedly|purportedly|apparently|possibly|probably|perhaps|likely|seemingly) "), ""),
    (re.compile(r"\b(?:alleged|suspected|apparent|possible|potential|so-called) (?=[a-z])"), ""),
    (re.compile(r"\b(?:may|might|could) (?:have|be) "), "was "),
    (re.compile(r"\b(?:may|might|could|can|must|should) (?!not\b)(?=[a-z])"), ""),
    (re.compile(r"(?i)\b(?:over|more than|nearly|almost|at least|up to|less than) (?=[$\d])"), ""),
    (re.compile(r",? according to [^,.;]+(?=[,.])"), ""),
    (re.compile(r"(?:,[\"”]?|[\"”],?) (?:[A-Z][\w.]+ ){1,3}said(?: on [A-Z]\w+day| [A-Z]\w+day)?\.$"), "."),
    (re.compile(r"(?:,[\"”]?|[\"”],?) said (?:[A-Z][\w.]+ ?){1,3}(?=[.,])"), ""),
    (re.compile(r"^(?:[A-Z][\w.]+ ){1,3}(?:said|claimed|argued|insisted|added) (?:that )?(?=[a-z])"), ""),
]
_NEGATIONS = [
    (re.compile(r"\b(do|does|did)(?: not|n['’]t) "), ""),
    (re.compile(r"\b(is|are|was|were|has|have|had|would|could|should)n['’]t\b"), r"\1"),
    (re.compile(r"\b(?:cannot|can['’]t)\b"), "can"),
    (re.compile(r"\bwon['’]t\b"), "will"),
    (re.compile(r"\bnot (?=\w)"), ""),
    (re.compile(r"\bnever "), ""),
    (re.compile(r"\bno (?!one\b|longer\b)(?=[a-z])"), ""),
    (re.compile(r"\bno longer "), "still "),
    (re.compile(r"\bwithout "), "with "),
    (re.compile(r"\b(?:denied|refused|failed|declined) (?=to [a-z])"), "agreed "),
]
_AUXILIARY = re.compile(
    r"\b(?:is|are|was|were|will|would|could|can|may|might|must|should|has|have|had)\b(?! (?:not|no|been not)\b)"
)
_VERB = re.compile(r"(?<=[a-z] )(?!(?:[a-z]+ed) (?:by|in|on|at)\b)(?=(?:said|told|met|[a-z]{3,}ed) )")
_TOLD = re.compile(
    r"\b(?P<one>(?:[A-Z][\w.]+ )?[A-Z]\w+)(?P<mid> (?:told|asked|urged|warned|met|thanked|accused|criticized|called"
    r"|praised|informed|blamed|urges|tells|meets|asks|defeated|beat|hired|fired|succeeded|supported|supports|attacked)"
    r"(?: with)? )(?P<two>(?:[A-Z][\w.]+ )?[A-Z]\w+)\b"
)


def _outside(text: str, pattern: re.Pattern[str]) -> list[re.Match[str]]:
    """The places of a pattern outside quotation marks (inside them every change breaks the quotation)."""
    marks = [i for i, char in enumerate(text) if char in '"“”']
    return [m for m in pattern.finditer(text) if sum(mark < m.start() for mark in marks) % 2 == 0]


def _with_text(claim: Claim, text: str) -> Claim:
    changed = deepcopy(claim)
    changed["text"] = text[:1].upper() + text[1:]
    changed["words"] = []
    return changed


def _swap_word(kinds: Iterable[str]) -> Mutation:
    wanted = frozenset(kinds)

    def mutate(claim: Claim, ground: Ground, rng: random.Random) -> tuple[Claim, str] | None:
        text = claim["text"]
        here = [(m, word) for word in ground.near if word.kind in wanted for m in _places(text, word.surface)]
        # The longest at a place is the fact: "Sergei Lavrov", not the "Lavrov" inside it.
        here = [(m, w) for m, w in here if not any(_holds(o, m) for o, _ in here)]
        rng.shuffle(here)
        for match, word in here:
            pool = [
                o
                for o in (ground.near if rng.random() < 0.5 else ground.far)
                if o.kind == word.kind and _differs(word, o)
            ]
            if pool:
                other = rng.choice(pool)
                changed = f"{text[: match.start()]}{other.surface}{text[match.end() :]}"
                return _with_text(claim, changed), f"{word.surface!r} → {other.surface!r}"
        return None

    return mutate


def _places(text: str, surface: str) -> list[re.Match[str]]:
    return list(re.finditer(rf"(?<![\w.,-]){re.escape(surface)}(?![\w-])(?!\.\w)", text))


def _holds(one: re.Match[str], other: re.Match[str]) -> bool:
    return one.span() != other.span() and one.start() <= other.start() and other.end() <= one.end()


def _differs(one: Word, other: Word) -> bool:
    """Whether putting one for the other changes what is said."""
    if one.normal == other.normal or stem(one.surface) == stem(other.surface):
        return False
    if one.kind in ("person", "organisation", "place"):
        a, b = one.normal.split(), other.normal.split()
        return a[-1] != b[-1] and not set(a) <= set(b) and not set(b) <= set(a)
    return True


def _unit(claim: Claim, ground: Ground, rng: random.Random) -> tuple[Claim, str] | None:
    text = claim["text"]
    numbers = "|".join(re.escape(w.surface) for w in ground.near if w.kind == "number") or r"\d[\d,.]*"
    here = list(re.finditer(rf"(?<![\w.,])(?:{numbers}|\d[\d,.]*)[ -](?P<unit>[a-z]{{3,}})\b", text))
    here = [match for match in here if match["unit"] not in FUNCTION]
    rng.shuffle(here)
    for match in here:
        unit = match["unit"]
        pool = [w for w in (*ground.near, *ground.far) if w.kind == "unit" and w.normal.rstrip("s") != unit.rstrip("s")]
        if pool:
            other = rng.choice(pool).surface
            return _with_text(
                claim, f"{text[: match.start('unit')]}{other}{text[match.end('unit') :]}"
            ), f"{unit!r} → {other!r}"
    return None


def _moved(claim: Claim, ground: Ground, rng: random.Random) -> tuple[Claim, str] | None:
    index = rng.randrange(len(claim["citations"]))
    others = ground.neighbours(claim["citations"][index])
    if not others:
        return None
    changed = deepcopy(claim)
    changed["citations"][index] = dict(rng.choice(others))
    return changed, f"L{claim['citations'][index]['line']} → L{changed['citations'][index]['line']}"


def _not_added(claim: Claim, ground: Ground, rng: random.Random) -> tuple[Claim, str] | None:
    text = claim["text"]
    here = _outside(text, _AUXILIARY)
    if here:
        match = rng.choice(here)
        return _with_text(claim, f"{text[: match.end()]} not{text[match.end() :]}"), f"{match.group()!r} + not"
    verbs = _outside(text, _VERB)
    if not verbs:
        return None
    at = rng.choice(verbs).start()
    return _with_text(claim, f"{text[:at]}never {text[at:]}"), f"never + {text[at : at + 12]!r}"


def _rewritten(patterns: Sequence[tuple[re.Pattern[str], str]]) -> Mutation:
    def mutate(claim: Claim, ground: Ground, rng: random.Random) -> tuple[Claim, str] | None:
        text = claim["text"]
        here = [(m, new) for pattern, new in patterns for m in pattern.finditer(text)]
        if not here:
            return None
        match, new = rng.choice(here)
        changed = text[: match.start()] + match.expand(new) + text[match.end() :]
        if re.search(r"[\"“”]", match.group()):  # the marks of a quotation whose speaker is gone
            changed = re.sub(r"[\"“”]", "", changed)
        return _with_text(claim, changed), f"{match.group()!r} → {match.expand(new)!r}"

    return mutate


def _done(claim: Claim, ground: Ground, rng: random.Random) -> tuple[Claim, str] | None:
    text = claim["text"]
    here = [m for m in _PLAN.finditer(text) if m["verb"] not in _NO_VERB]
    if not here:
        return None
    match = rng.choice(here)
    verb = match["verb"]
    past = _PAST.get(verb) or (verb if verb.endswith("ed") else verb + ("d" if verb.endswith("e") else "ed"))
    if re.search(r"\bbe\s$", match["ahead"]):
        past = f"was {verb}"
    return _with_text(claim, f"{text[: match.start()]}{past}{text[match.end() :]}"), f"{match.group()!r} → {past!r}"


def _hearer(claim: Claim, ground: Ground, rng: random.Random) -> tuple[Claim, str] | None:
    text = claim["text"]
    match = _TOLD.search(text)
    if match is None or match["one"] == match["two"]:
        return None
    changed = f"{text[: match.start()]}{match['two']}{match['mid']}{match['one']}{text[match.end() :]}"
    return _with_text(claim, changed), f"{match['one']} ⇄ {match['two']}"


def _idle(claim: Claim, ground: Ground, rng: random.Random) -> tuple[Claim, str] | None:
    if len(claim["citations"]) >= 4:
        return None
    others = [o for c in claim["citations"] for o in ground.neighbours(c)]
    others = [
        o for o in others if all((o["source"], o["start"]) != (c["source"], c["start"]) for c in claim["citations"])
    ]
    if not others:
        return None
    changed = deepcopy(claim)
    changed["citations"].append(dict(rng.choice(others)))
    return changed, f"+ L{changed['citations'][-1]['line']}"


def _altered(claim: Claim, ground: Ground, rng: random.Random) -> tuple[Claim, str] | None:
    changed = deepcopy(claim)
    citation = rng.choice(changed["citations"])
    here = list(re.finditer(r"[A-Za-z]{4,}", citation["quote"]))
    if not here:
        return None
    match = rng.choice(here)
    word = match.group()
    other = next(w for w in ("other", "further", "since") if w != word.lower())
    citation["quote"] = f"{citation['quote'][: match.start()]}{other}{citation['quote'][match.end() :]}"
    return changed, f"quote: {word!r} → {other!r}"


KINDS: dict[str, Mutation] = {
    "number": _swap_word(["number"]),
    "name": _swap_word(["person", "people", "place", "organisation"]),
    "weekday": _swap_word(["weekday"]),
    "unit": _unit,
    "citation moved": _moved,
    "not added": _not_added,
    "not dropped": _rewritten(_NEGATIONS),
    "planned done": _done,
    "hedge dropped": _rewritten(_HEDGES),
    "speaker and hearer": _hearer,
    "idle citation": _idle,
    "quote altered": _altered,
}


def mutate(claims: Sequence[tuple[Claim, Ground]], seed: int, per_kind: int) -> list[tuple[Mutant, int]]:
    """Up to ``per_kind`` different mutants of each kind, each with the index of the claim it was made from."""
    made: list[tuple[Mutant, int]] = []
    for kind, mutation in KINDS.items():
        rng = random.Random(f"{seed} {kind}")
        seen: set[str] = set()
        order = [*range(len(claims))] * 8
        rng.shuffle(order)
        for index in order:
            claim, ground = claims[index]
            result = mutation(claim, ground, rng)
            if result is None or result[0] == claim or repr(result[0]) in seen:
                continue
            seen.add(repr(result[0]))
            made.append((Mutant(kind=kind, claim=result[0], what=result[1]), index))
            if len(seen) == per_kind:
                break
    return made


def vocabulary_of_marks(marks: Sequence[dict[str, Any]], text: str, peoples: frozenset[str]) -> list[Word]:
    """The words of one article for mutations, from its hand-marked facts."""
    words = []
    for mark in marks:
        kind, surface = mark["kind"], mark["surface"]
        if kind == "time":
            day = next((d for d in _WEEKDAYS if d in surface), None)
            if day:
                words.append(Word(kind="weekday", surface=day, normal=day))
        elif kind == "number":
            ordinal = mark["normal"][-2:] in ("st", "nd", "rd", "th")
            words.append(
                Word(kind="ordinal" if ordinal else "number", surface=surface, normal=mark["normal"].strip("<>="))
            )
            unit = re.match(r"[ -]([a-z]{3,})\b", text[mark["start"] + len(surface) :])
            if unit and not ordinal and unit[1] not in FUNCTION:
                words.append(Word(kind="unit", surface=unit[1], normal=unit[1]))
        elif kind in ("person", "organisation", "place"):
            people = (
                kind == "place"
                and surface.lower() in peoples
                and surface.lower() != mark["normal"]
                and len(surface) > 4
            )
            words.append(Word(kind="people" if people else kind, surface=surface, normal=mark["normal"]))
    return sorted(set(words), key=lambda word: (word.kind, word.surface))
