"""Figures in a text: words, digits, percent, money, ranges, bounds, fractions and ordinals.

A figure is what a reader could check by counting. So "one" counts only before a noun ("one person", not "one of
them"), "first" only as a rank ("the first time", not "spoke first"), and "both", "twice", "several" never do.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import inf

from summarize.articles import _numerals as num
from summarize.articles._cores import DASHES, Core, core_at
from summarize.articles._tokens import Token, adjoins, touches
from summarize.words import STOPWORDS, stem

_ABOUT = 0.1  # "about 30" allows 27 to 33
_IRREGULAR = frozenset(
    """people men women children police troops dead injured wounded killed missing personnel cattle aircraft percent
    staff crew pupils feet deaths""".split()
)
_COUNTED_REACH = 4  # words after a figure among which its noun is looked for
_OTHER = frozenset("other others more additional further new".split())


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure found: offsets, normal form, the values it allows and what it counts."""

    start: int
    end: int
    normal: str
    low: float | None
    high: float | None
    unit: str | None


def find_figures(text: str, tokens: Sequence[Token], taken: Sequence[bool]) -> list[Figure]:
    """The figures of a text, in order.

    Args:
        text: the text the tokens were cut from.
        tokens: its tokens.
        taken: for each token, whether a time mention or a name holds it.
    """
    found = []
    i = 0
    while i < len(tokens):
        core = None if taken[i] else core_at(text, tokens, i, taken)
        if core is None:
            i += 1
            continue
        core = _with_range(text, tokens, core, taken)
        found.append(_bounded(text, tokens, core, taken))
        i = core.stop
    return found


# ---------------------------------------------------------- ranges and bounds


def _with_range(text: str, tokens: Sequence[Token], core: Core, taken: Sequence[bool]) -> Core:
    """The figure, or the range or fraction it begins: "85 to 90 percent", "5-4", "between 3 and 5", "two-thirds"."""
    joint = core.stop
    if core.stop + 1 >= len(tokens) or taken[joint] or taken[joint + 1]:
        return core
    word = tokens[joint].text.lower()
    before = tokens[core.first - 1].text.lower() if core.first else ""
    glued = touches(tokens[joint - 1], tokens[joint]) and touches(tokens[joint], tokens[joint + 1])
    if (word == "-" and glued) or (word in num.PARTS and adjoins(text, tokens[joint - 1], tokens[joint])):
        part = joint + (word == "-")
        under = num.PARTS.get(tokens[part].text.lower())
        if under and core.low < under and core.low == int(core.low) and _is_part(tokens, part, core.low):
            value = core.low / under
            return replace(core, stop=part + 1, low=value, high=value, normal=num.plain(value))
    if core.ranked or not (word in {"to", "or"} or (word == "and" and before == "between") or word in DASHES):
        return core
    spread = core.first > 1 and tokens[core.first - 2].text.lower() in num.SPREAD
    if (word == "to" and before == "from" and not spread) or (word in DASHES and not glued):
        return core
    if word in {"to", "or"} and core.unit == "%" and tokens[joint + 1].kind != "number":
        return core
    return _joined(text, tokens, core, core_at(text, tokens, joint + 1, taken))


def _is_part(tokens: Sequence[Token], part: int, over: float) -> bool:
    word = tokens[part].text.lower()
    return word.endswith(("s", "es")) if over > 1 else not word.endswith("s")


def _joined(text: str, tokens: Sequence[Token], left: Core, right: Core | None) -> Core:
    if right is None or right.ranked or right.first != left.stop + 1:
        return left
    low, high = left.low, right.high
    joint = tokens[left.stop].text
    if joint == "or" and high - low != 1:
        return left
    if low < high:
        if left.unit in {None, "$", "£", "€"} and right.unit and _lacks_scale(low, high):
            low *= _scale_of(high)  # "$1 to $2 billion", "two to three million dollars"
        elif left.unit is None and low < 1000 <= high and _lacks_scale(low, high):
            low *= _scale_of(high)
    if low < high:
        form = f"{num.plain(low)}..{num.plain(high)}"
        return replace(left, stop=right.stop, low=low, high=high, normal=form, unit=right.unit or left.unit)
    if joint in DASHES and right.unit is None:
        form = f"{left.normal}-{right.normal}"  # a score or a count of votes
        return replace(left, stop=right.stop, normal=form, ranked=True)
    if joint == "to" and right.unit is None and left.unit is None and tokens[left.first].kind == "number":
        return replace(left, stop=right.stop, normal=f"{left.normal}-{right.normal}", ranked=True)
    return left


def _lacks_scale(low: float, high: float) -> bool:
    return low < 1000 and high >= 1e6 and low < high / _scale_of(high)


def _scale_of(value: float) -> float:
    return next((scale for scale in (1e12, 1e9, 1e6, 1e3) if value >= scale), 1.0)


def _bounded(text: str, tokens: Sequence[Token], core: Core, taken: Sequence[bool]) -> Figure:
    start, end = tokens[core.first].start, tokens[core.stop - 1].end
    unit = core.unit or _counted(text, tokens, core)
    low, high, normal = core.low, core.high, core.normal
    before, first = _bound_before(text, tokens, core.first, taken)
    after, last = _bound_after(text, tokens, core.stop)
    if "-" in normal and core.ranked:
        return Figure(start, end, normal, None, None, unit)
    if core.ranked and before in {"", "~"}:
        return Figure(start, end, normal, low, high, unit)
    sign = before or after
    if sign and not core.ranked:
        start = tokens[first].start if before else start
        end = end if before else tokens[last - 1].end
        if ".." not in normal:
            nearly = bool(before) and tokens[first].text.lower() in num.NEARLY
            low, high = _allowed(sign, low, nearly)
            normal = sign + normal
    return Figure(start, end, normal, low, high, unit)


def _allowed(sign: str, value: float, nearly: bool) -> tuple[float, float]:
    if sign in {">", ">="}:
        return value, inf
    if sign in {"<", "<="}:
        return 0.0, value
    return round(value * (1 - _ABOUT), 6), value if nearly else round(value * (1 + _ABOUT), 6)


def _bound_before(text: str, tokens: Sequence[Token], first: int, taken: Sequence[bool]) -> tuple[str, int]:
    """The sign of the bound before a figure and its first token: "over", "more-than", "nearly a"."""
    words: list[str] = []
    part = tokens[first].text.lower() in num.PARTS  # "under a third"; "under a 2015 law" bounds nothing
    tight = first > 0 and tokens[first - 1].text == "-"  # "under-21" and "over-50s" name a class
    at, found = first, ("", first)
    while at and len(words) <= num.BEFORE_REACH and not taken[at - 1]:
        hyphen = tokens[at - 1].text == "-" and touches(tokens[at - 1], tokens[at])
        if not (hyphen or touches(tokens[at - 1], tokens[at]) or adjoins(text, tokens[at - 1], tokens[at])):
            break
        at -= 1
        if hyphen:
            continue
        words.insert(0, tokens[at].text.lower())
        phrase = words[:-1] if words[-1] == "another" or (part and words[-1] in {"a", "an"}) else words
        sign = num.BEFORE.get(" ".join(phrase))
        found = (sign, at) if sign and (len(phrase) > 1 or not tight) else found
    return found


def _bound_after(text: str, tokens: Sequence[Token], stop: int) -> tuple[str, int]:
    if stop < len(tokens) and tokens[stop].text == "+" and touches(tokens[stop - 1], tokens[stop]):
        return ">=", stop + 1
    if stop + 1 < len(tokens):
        if tokens[stop].text in DASHES and tokens[stop + 1].text.lower() == "plus":
            return ">=", stop + 2
        sign = num.AFTER.get(f"{tokens[stop].text.lower()} {tokens[stop + 1].text.lower()}", "")
        return sign, stop + 2 if sign else stop
    return "", stop


# ------------------------------------------------------------------- the unit


def _counted(text: str, tokens: Sequence[Token], core: Core) -> str | None:
    """Stem of the counted noun: the first plural close behind, else the word that follows directly."""
    at = _bound_after(text, tokens, core.stop)[1]
    if at < len(tokens) and tokens[at].text in DASHES and touches(tokens[at - 1], tokens[at]):
        at += 1  # "five-year", "23-nation"
        return stem(tokens[at].text) if at < len(tokens) and tokens[at].kind == "word" else None
    if at < len(tokens) and tokens[at].text == "of" and core.normal in num.VAGUE:
        at += 1
    words = _words_after(text, tokens, at)
    plural = None if core.ranked or core.low == 1 else next((word for word in words if _is_plural(word)), None)
    nearest = next((word for word in words if word not in _OTHER), words[0] if words else None)
    return stem(plural or nearest) if plural or nearest else None


def _words_after(text: str, tokens: Sequence[Token], at: int) -> list[str]:
    """The words from a token on that can be what is counted: no function words, no halves of compounds."""
    found: list[str] = []
    i = at
    while i < len(tokens) and len(found) < _COUNTED_REACH and tokens[i].kind == "word":
        word = tokens[i].text.lower()
        if not adjoins(text, tokens[i - 1], tokens[i]) or word in STOPWORDS - _OTHER:
            break
        if i + 2 < len(tokens) and tokens[i + 1].text == "-" and touches(tokens[i], tokens[i + 1]):
            i += 2  # "204 coal-based units": the units are counted
            while i + 2 < len(tokens) and tokens[i + 1].text == "-":
                i += 2
        else:
            found.append(word)
        i += 1
    return found


def _is_plural(word: str) -> bool:
    return word in _IRREGULAR or (word.endswith("s") and not word.endswith(("ss", "us")) and word not in _OTHER)
