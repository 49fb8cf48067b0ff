"""Whether what a brief says stands in the lines it cites: facts, words, negations, hedges, speakers, quotations.

Every check compares the units of the claim with those of its cited quotes; none trusts what the brief says of itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from evaluation.audit_names import names_inside
from evaluation.audit_operators import Operator, Speech, read_operators, read_speech
from evaluation.audit_units import Unit, align, read_units
from evaluation.audit_words import CONNECTIVES, PEOPLES, fold, quoted_spans, sentence_spans


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """A text, its units and what governs them: the claim, or one cited quote."""

    text: str
    units: list[Unit]
    operators: list[Operator]
    speech: list[Speech]


def read_side(text: str, seen: frozenset[str] = frozenset()) -> Side:
    """The units, operators and verbs of speech of a text."""
    units = read_units(text, seen)
    return Side(text=text, units=units, operators=read_operators(text, units), speech=read_speech(text, units))


def check_claim(
    text: str, quotes: Sequence[str], *, extra: frozenset[str] = frozenset(), seen: frozenset[str] = frozenset()
) -> list[str]:
    """What in ``text`` does not stand in ``quotes``, one line each; nothing where all of it does.

    Args:
        text: the claim.
        quotes: the cited quotes.
        extra: words the claim may add without a source.
        seen: words known to be names although they open a sentence.
    """
    seen |= names_inside("\n".join([text, *quotes]))  # "Ruiz" may open the claim and stand inside its quote
    claim, sides = read_side(text, seen), [read_side(quote, seen) for quote in quotes]
    chain = align(claim.units, [side.units for side in sides])
    return [
        *_unsupported(claim, sides, extra),
        *_numbers(claim, sides, chain),
        *_order(claim, sides, chain),
        *_gained(claim, sides, chain),
        *_lost(claim, sides, chain),
        *_attribution(claim, sides, chain),
        *_quotations(text, quotes),
    ]


def count_facts(text: str) -> int:
    """How many facts of a text are checked."""
    return sum(unit.fact for unit in read_units(text)) + len(quoted_spans(text))


def needed(text: str, seen: frozenset[str] = frozenset()) -> set[str]:
    """The keys of a text that a cited line must hold."""
    return {unit.key for unit in read_units(text, seen) if unit.content}


def nobodys(text: str) -> bool:
    """Whether a claim is a quotation and nothing else: whose words they are is lost."""
    units = read_units(text)
    return any(unit.content for unit in units) and all(unit.quoted for unit in units if unit.content)


def idle(text: str, quotes: Sequence[str]) -> list[int]:
    """Indices of quotes that can be taken away, one at a time, without any key of the text losing its support."""
    keys = needed(text)
    held = [needed(quote) & keys for quote in quotes]
    rows = []
    for index in range(len(quotes)):
        others = set().union(*(held[i] for i in range(len(quotes)) if i != index))
        if len(quotes) > 1 and held[index] <= others:
            rows.append(index)
    return rows


def spare_sentences(text: str, quote: str) -> int:
    """How many sentences of a quote share no word of content with the text; 0 for a quote of one sentence."""
    spans = sentence_spans(quote)
    if len(spans) < 2:
        return 0
    parts = [needed(quote[start:end]) for start, end in spans]
    keys = needed(text)
    return sum(
        not (part & keys) or (part & keys) <= set().union(*(p for p in parts if p is not part)) for part in parts
    )


# ------------------------------------------------------------------ words and facts


def _unsupported(claim: Side, sides: Sequence[Side], extra: frozenset[str]) -> list[str]:
    held = {unit.key for side in sides for unit in side.units}
    rows = []
    for unit in claim.units:
        if unit.content and unit.key not in held and not (unit.kind == "word" and unit.surface.lower() in extra):
            what = unit.kind if unit.fact else "word"
            rows.append(f"{what} {unit.surface!r} stands in no cited quote")
    return rows


def _numbers(claim: Side, sides: Sequence[Side], chain: dict[int, tuple[int, int]]) -> list[str]:
    """A number keeps its bound ("over 30" is not 30) and its unit ("%", "$", "million")."""
    rows = []
    for index, unit in enumerate(claim.units):
        if unit.kind != "number":
            continue
        same = [u for side in sides for u in side.units if u.key == unit.key and u.kind == "number"]
        if index in chain:
            same = [sides[chain[index][0]].units[chain[index][1]]]
        if same and all(other.bound[:1] != unit.bound[:1] for other in same):
            mine, theirs = (one.bound or "exact" for one in (unit, same[0]))
            rows.append(f"number {unit.surface!r} is {mine!r} here and {theirs!r} in the quote")
        if same and not _counts_alike(claim, index, sides):
            rows.append(f"number {unit.surface!r} counts something else in the quote")
        if same and not any(_percents(claim.units, index) == _percents_of(sides, u) for u in same):
            rows.append(f"number {unit.surface!r}: its unit is another in the quote")
    return rows


_COUNT_REACH = 5  # words of content behind a number among which the counted noun stands


def _counts_alike(claim: Side, index: int, sides: Sequence[Side]) -> bool:
    """Whether the word right behind a number stands close behind it in some quote too."""
    behind = claim.units[index + 1 : index + 2]
    if not behind or not behind[0].content or behind[0].clause != claim.units[index].clause:
        return True
    for side in sides:
        for place, unit in enumerate(side.units):
            if unit.key == claim.units[index].key:
                reach = [u.key for u in side.units[place + 1 :] if u.content][:_COUNT_REACH]
                if behind[0].key in reach:
                    return True
    return False


def _percents(units: Sequence[Unit], index: int) -> bool:
    near = units[index + 1 : index + 4]
    return any(u.key == "percent" and u.clause == units[index].clause for u in near)


def _percents_of(sides: Sequence[Side], unit: Unit) -> bool:
    return any(_percents(side.units, i) for side in sides for i, other in enumerate(side.units) if other is unit)


def _order(claim: Side, sides: Sequence[Side], chain: dict[int, tuple[int, int]]) -> list[str]:
    """A fact stands between the same neighbours as in the quote: "Kerry told Lavrov" is not "Lavrov told Kerry"."""
    rows = []
    there = Counter(unit.key for side in sides for unit in side.units)
    here = Counter(unit.key for unit in claim.units if unit.fact)
    rows += [
        f"{key!r} stands {here[key]} times, in the quotes {there[key]}" for key in here if here[key] > there[key] > 0
    ]
    for index, unit in enumerate(claim.units):
        if not unit.fact or (index in chain and _in_step(claim.units, index, chain)):
            continue
        if any(_fits(claim.units, index, side.units) for side in sides) or _replaces(claim, index, sides, chain):
            continue
        if any(u.key == unit.key for side in sides for u in side.units):
            rows.append(f"{unit.kind} {unit.surface!r} stands elsewhere in the quote, not with these words")
    return rows


def _in_step(units: Sequence[Unit], index: int, chain: dict[int, tuple[int, int]]) -> bool:
    """Whether the unit was copied in order with its neighbours; at a seam, the next to it comes from another quote."""
    place = chain[index]
    for step in (-1, 1):
        near = _neighbour(units, index, step)
        other = chain.get(near) if near is not None else place
        if other is None or (other[0] == place[0] and other != place and (other[1] - place[1]) * step <= 0):
            return False
    beside = [chain[i] for i in (_content(units, index, -1), _content(units, index, 1)) if i in chain]
    return any(other[0] == place[0] for other in beside)


def _content(units: Sequence[Unit], index: int, step: int) -> int | None:
    """The next unit of content, marks of punctuation aside."""
    return next((i for i in range(index + step, len(units) if step > 0 else -1, step) if units[i].content), None)


def _neighbour(units: Sequence[Unit], index: int, step: int) -> int | None:
    at = index + step
    while 0 <= at < len(units) and units[at].clause == units[index].clause:
        if units[at].content:
            return at
        at += step
    return None


def _fits(claim: Sequence[Unit], index: int, quote: Sequence[Unit]) -> bool:
    """Whether some place of the unit in the quote has the claim's neighbours on their own sides, one at least."""
    near = [(step, _neighbour(claim, index, step)) for step in (-1, 1)]
    # Words side by side belong together more closely than words with an "of" or "in" between them.
    wanted = [(step, claim[at].key, _CLOSE if at == index + step else _FAR) for step, at in near if at is not None]
    for place, unit in enumerate(quote):
        if unit.key != claim[index].key:
            continue
        turned = unit.key in PEOPLES and unit.surface.lower() != claim[index].surface.lower()
        found = [_side(quote, place, (step, key, reach), turned) for step, key, reach in wanted]
        if False not in found and (True in found or not wanted):
            return True
    return False


_CLOSE, _FAR = 4, 14  # units within which a fact's neighbour in the claim stands in the quote too


def _side(quote: Sequence[Unit], place: int, wanted: tuple[int, str, int], turned: bool) -> bool | None:
    """True where the key stands on that side, False where it stands only on the other, None where it is not there."""
    step, key, reach = wanted
    places = [i for i, unit in enumerate(quote) if unit.key == key and i != place]
    if not places:
        return None
    if any(0 < (i - place) * step <= reach for i in places):
        return True
    if turned and any(abs(i - place) <= 3 for i in places):  # "the Chilean minister" and "the minister of Chile"
        return True
    # "said Lavrov" and "Lavrov said" are one: a verb of speech may stand on either side, next to its subject.
    return any(abs(i - place) == 1 and quote[i].surface.lower() in ("said", "says", "added", "told") for i in places)


_STANDS_IN = frozenset("he she they it his her their its him them who both this these".split())


def _replaces(claim: Side, index: int, sides: Sequence[Side], chain: dict[int, tuple[int, int]]) -> bool:
    """Whether a name stands where the quote its neighbours come from has a pronoun."""
    if claim.units[index].kind != "name":
        return False
    for step in (1, -1):
        at = index + step
        while 0 <= at < len(claim.units) and (claim.units[at].kind == "name" or at not in chain):
            at += step
        if at not in chain or abs(at - index) > 6:
            continue
        number, place = chain[at]
        units = sides[number].units
        reach = units[max(0, place - 3) : place] if step > 0 else units[place + 1 : place + 4]
        if any(unit.key in _STANDS_IN for unit in reach):
            return True
    return False


# --------------------------------------------------------------- negations and hedges


def _governs(operators: Sequence[Operator], name: str, index: int) -> int:
    return sum(one.name == name and index in one.governed for one in operators)


def _gained(claim: Side, sides: Sequence[Side], chain: dict[int, tuple[int, int]]) -> list[str]:
    rows = []
    for operator in claim.operators:
        index = next((i for i in operator.governed[:1] if i in chain), None)
        if index is None:
            held = any(o.name == operator.name for side in sides for o in side.operators)
            if not held and operator.name in ("negation", "plan", "hearsay", "chance", "duty"):
                rows.append(f"{operator.name} {operator.surface!r} stands in no cited quote")
            continue
        number, place = chain[index]
        times = _governs(sides[number].operators, operator.name, place)
        # A second "not" turns it round again, so negations are counted.
        if not times or (operator.name == "negation" and _governs(claim.operators, "negation", index) > times):
            word = sides[number].units[place].surface
            rows.append(f"{operator.name} {operator.surface!r} does not govern {word!r} in the quote")
    return rows


def _lost(claim: Side, sides: Sequence[Side], chain: dict[int, tuple[int, int]]) -> list[str]:
    copied: dict[tuple[int, int], int] = {place: index for index, place in chain.items()}
    rows = []
    for number, side in enumerate(sides):
        for operator in side.operators:
            index = next((copied[(number, i)] for i in _held_by(operator) if (number, i) in copied), None)
            if index is not None and not any(_stands_for(o, operator, index, number, chain) for o in claim.operators):
                rows.append(f"{operator.name} {operator.surface!r} before {claim.units[index].surface!r} was lost")
    return rows


def _stands_for(mine: Operator, theirs: Operator, index: int, number: int, chain: dict[int, tuple[int, int]]) -> bool:
    """Whether an operator of the claim can be the quote's: same class, same word governed, not copied from another."""
    if mine.name != theirs.name or index not in mine.governed:
        return False
    places = [chain[i] for i in mine.own if i in chain]
    return not places or any(place[0] == number and place[1] in theirs.own for place in places)


def _held_by(operator: Operator) -> tuple[int, ...]:
    """The governed unit, and the one beside it: "no clear agreement" is not "agreement" either."""
    first = operator.governed
    return first if len(first) == 2 and first[1] == first[0] + 1 else first[:1]


# -------------------------------------------------------------------------- speakers


def _attribution(claim: Side, sides: Sequence[Side], chain: dict[int, tuple[int, int]]) -> list[str]:
    """What is said in a quote is said in the claim, by the same speaker."""
    copied = {place: index for index, place in chain.items()}
    spoken = {index for one in claim.speech for index in (*one.scope, one.at, *one.speaker_at)}
    rows = []
    for number, side in enumerate(sides):
        for speech in side.speech:
            said = [copied[(number, i)] for i in speech.scope if (number, i) in copied]
            if len(said) < 2:
                continue
            verb = copied.get((number, speech.at))
            lost = verb is None and (len([i for i in said if i not in spoken]) > 1 or _source_lost(claim, side, speech))
            if lost:
                rows.append(f"speech {side.units[speech.at].surface!r} was lost")
            else:
                rows.extend(_other_speaker(claim, side, speech, verb))
    return rows


def _source_lost(claim: Side, side: Side, speech: Speech) -> bool:
    """Whether "according to" somebody was dropped and nobody of that name speaks in the claim."""
    if side.units[speech.at].key != "according":
        return False
    return not any(one.speaker & speech.speaker or claim.units[one.at].key == "according" for one in claim.speech)


def _other_speaker(claim: Side, side: Side, speech: Speech, verb: int | None) -> list[str]:
    # "MORE" ends the headlines that a site runs into a linked name; it speaks for nobody.
    at = [i for i in speech.speaker_at if side.units[i].kind == "name" and side.units[i].surface != "MORE"]
    names = {side.units[i].key for i in at}
    mine = [one for one in claim.speech if verb is None or one.at == verb]
    spoken = [{claim.units[i].key for i in one.speaker_at if claim.units[i].kind == "name"} for one in mine]
    if not names or not mine or any(keys & names for keys in spoken):
        return []
    surface, who = side.units[speech.at].surface, " ".join(sorted(names))
    if all(not keys for keys in spoken):
        return [] if verb is not None else [f"speech {surface!r} of {who} was lost"]
    return [f"speech {surface!r}: the speaker is {who} in the quote, not {' '.join(sorted(spoken[0]))}"]


def _quotations(text: str, quotes: Sequence[str]) -> list[str]:
    rows = []
    folded = fold(text)
    for start, end in quoted_spans(folded):
        words = folded[start:end].strip(" ,.;")
        if words and not any(_quoted_in(words, quote) for quote in quotes):
            rows.append(f"quotation {words[:60]!r} does not stand word for word in a cited quote")
    return rows


def _quoted_in(words: str, quote: str) -> bool:
    folded = fold(quote)
    inside = [folded[start:end] for start, end in quoted_spans(folded)]
    closes_early = folded.count('"') % 2 == 1  # a sentence cut out of a longer quotation may hold one mark only
    return any(words in part for part in inside) or (closes_early and words in folded)


def extra_words(origin: str) -> frozenset[str]:
    """What a claim of that origin may add."""
    return CONNECTIVES if origin == "fused" else frozenset()
