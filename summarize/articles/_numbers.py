"""Figures in a text: words, digits, percent, money, ranges, bounds, fractions and ordinals.

A figure is what a reader could check by counting. So "one" counts only before a noun ("one person", not "one of
them"), "first" only as a rank ("the first time", not "spoke first"), and "both", "twice", "several" never do.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import inf

from summarize.articles import _numerals as num
from summarize.articles._tokens import Token, adjoins, touches
from summarize.words import STOPWORDS, stem

_DASHES = frozenset("-–—−")
_ABOUT = 0.1  # "about 30" allows 27 to 33
_RANKED = frozenset(  # nouns that make a bare "first" a rank
    """time times quarter half round year day week month term phase stage degree place century base floor game season
    person woman man president step class hand anniversary birthday edition grade round leg set""".split()
)
_DETERMINERS = frozenset(
    "the a an his her its their our my your this that these those 's very every each next last in and or".split()
)
_NOT_COUNTED_AFTER_ONE = frozenset(
    """of another who that which has had is was can could would will may might should must does did says said by day
    thing such more other side way""".split()
)
_NOT_BEFORE_ONE = frozenset(
    "no any every this that which each some the another was is as been it loved number nobody only someone".split()
)
_IRREGULAR = frozenset(
    """people men women children police troops dead injured wounded killed missing personnel cattle aircraft percent
    staff crew pupils feet deaths""".split()
)
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


@dataclass(frozen=True, slots=True)
class _Core:
    """A figure without its bounds: the tokens it takes and its value."""

    first: int  # index of its first token
    stop: int  # index after its last
    low: float
    high: float
    normal: str
    unit: str | None = None
    ranked: bool = False  # ordinals and scores take no bound


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
        core = None if taken[i] else _core_at(text, tokens, i, taken)
        if core is None:
            i += 1
            continue
        core = _with_range(text, tokens, core, taken)
        found.append(_bounded(text, tokens, core, taken))
        i = core.stop
    return found


# ------------------------------------------------------------------ one figure


def _core_at(text: str, tokens: Sequence[Token], i: int, taken: Sequence[bool]) -> _Core | None:
    token = tokens[i]
    lower = token.text.lower()
    if token.kind == "number":
        return _digits(text, tokens, i)
    if token.text in num.CURRENCY_SIGNS:
        return _money(text, tokens, i, taken)
    if token.kind != "word":
        return None
    if lower in num.VAGUE:
        return _vague(text, tokens, i)
    if lower in num.PARTS and (part := _fraction(text, tokens, i)):
        return part
    if lower in num.ORDINALS:
        return _rank(text, tokens, i)
    if lower in num.SCALES and _is_vague(tokens, i):
        low, high = num.VAGUE[f"{lower}s"]
        return _Core(i, i + 1, low, high, f"{lower}s", None, True)
    if lower in num.NUMERALS or (lower in {"a", "an"} and _counts_as_one(text, tokens, i)):
        return _words(text, tokens, i)
    return None


def _digits(text: str, tokens: Sequence[Token], i: int) -> _Core:
    token = tokens[i]
    value = num.value_of(token.text) or 0.0
    stop = i + 1
    after = tokens[stop] if stop < len(tokens) else None
    if after and after.text in {":", "/"} and touches(token, after) and _glued_digits(tokens, stop):
        return _opaque(tokens, i, stop + 1)
    if after and touches(token, after) and after.kind == "word":
        if num.is_ordinal_tail(after.text) and value == int(value):
            return _Core(i, stop + 1, value, value, num.suffix(int(value)), None, True)
        if after.text.lower() == "s":
            return _Core(i, stop + 1, value, value, num.plain(value) + "s", None, True)
    return _scaled(text, tokens, _Core(i, stop, value, value, num.plain(value)))


def _glued_digits(tokens: Sequence[Token], mark: int) -> bool:
    return mark + 1 < len(tokens) and tokens[mark + 1].kind == "number" and touches(tokens[mark], tokens[mark + 1])


def _opaque(tokens: Sequence[Token], i: int, last: int) -> _Core:
    """ "10:40", "9/11": printed alike when equal; small proper fractions have a value."""
    over, under = num.value_of(tokens[i].text) or 0.0, num.value_of(tokens[last].text) or 0.0
    if tokens[i + 1].text == "/" and 0 < over < under <= 10:
        return _Core(i, last + 1, over / under, over / under, num.plain(over / under))
    form = tokens[i].text + tokens[i + 1].text + tokens[last].text
    return _Core(i, last + 1, over, over, form, None, True)


def _scaled(text: str, tokens: Sequence[Token], core: _Core, money: bool = False) -> _Core:
    """The figure with the scale word after it: "1.2 billion", "300 thousand", "$1.2bn"."""
    value, stop = core.low, core.stop
    while stop < len(tokens) and adjoins(text, tokens[stop - 1], tokens[stop]):
        word = tokens[stop].text.lower()
        if touches(tokens[stop - 1], tokens[stop]) and word in num.SHORT_SCALES and (money or word not in {"m", "b"}):
            value *= num.SHORT_SCALES[word]
        elif word in num.SCALES:
            value *= num.SCALES[word]
        elif word in {"bn", "mn", "tn", "trn", "mln", "bln"}:
            value *= num.SHORT_SCALES[word]
        elif word == "dozen":
            value *= num.DOZEN
        elif word == "-" and stop + 1 < len(tokens) and tokens[stop + 1].text.lower() in num.SCALES:
            stop += 1
            continue
        else:
            break
        stop += 1
    core = replace(core, low=value, high=value, stop=stop, normal=num.plain(value))
    return core if money else _percent_or_money(text, tokens, core)


def _percent_or_money(text: str, tokens: Sequence[Token], core: _Core) -> _Core:
    stop = core.stop
    if stop < len(tokens) and tokens[stop].text in _DASHES and touches(tokens[stop - 1], tokens[stop]):
        if stop + 1 < len(tokens) and tokens[stop + 1].text.lower() in {"percent", "dollar", "euro", "pound"}:
            stop += 1  # "a 10-percent rise"
        else:
            return core
    if stop >= len(tokens) or not adjoins(text, tokens[stop - 1], tokens[stop]):
        return core
    word = tokens[stop].text.lower()
    after = tokens[stop + 1].text.lower() if stop + 1 < len(tokens) else ""
    if word == "per" and after in {"cent", "cents"}:
        return replace(core, stop=stop + 2, unit="%")
    if word in num.PERCENT:
        return replace(core, stop=stop + 1 + (word == "percentage" and after in {"point", "points"}), unit="%")
    if word in num.CURRENCY_WORDS and (word != "won" or tokens[stop - 1].text.lower() in num.SCALES):
        return replace(core, stop=stop + 1, unit=num.CURRENCY_WORDS[word])
    for nation in ("us", "u.s.", "canadian", "australian", "hong"):
        if word == nation and after in {"dollars", "dollar"}:
            return replace(core, stop=stop + 2, unit="$")
    return core


def _money(text: str, tokens: Sequence[Token], i: int, taken: Sequence[bool]) -> _Core | None:
    at = i + 1
    if at >= len(tokens) or tokens[at].kind != "number" or taken[at] or not adjoins(text, tokens[i], tokens[at]):
        return None
    value = num.value_of(tokens[at].text) or 0.0
    core = _scaled(text, tokens, _Core(i, at + 1, value, value, num.plain(value)), money=True)
    return replace(core, unit=num.CURRENCY_SIGNS[tokens[i].text])


# ---------------------------------------------------------------------- words


def _counts_as_one(text: str, tokens: Sequence[Token], i: int) -> bool:
    """ "a dozen", "a hundred", "a million" (not "a million-dollar", which is the scale's own)."""
    nxt = tokens[i + 1] if i + 1 < len(tokens) else None
    return nxt is not None and adjoins(text, tokens[i], nxt) and nxt.text.lower() in num.SCALES.keys() | {"dozen"}


def _words(text: str, tokens: Sequence[Token], i: int) -> _Core | None:
    """A run of numeral words: "two hundred and fifty", "twenty-five", "a dozen", "two and a half"."""
    total, current, stop, seen = 0.0, 0.0, i, False
    while stop < len(tokens) and (stop == i or adjoins(text, tokens[stop - 1], tokens[stop])):
        word = tokens[stop].text.lower()
        value = num.value_of(word) if word in num.UNITS or word in num.TENS else None
        if value is not None:
            if seen and not _may_follow(current, value):
                break
            current += value
        elif word in num.SCALES:
            current = (current or 1.0) * num.SCALES[word]
            if num.SCALES[word] > 100:
                total, current = total + current, 0.0
        elif word == "dozen":
            current = (current or 1.0) * num.DOZEN
        elif not (_is_joint(tokens, stop, seen) or (stop == i and word in {"a", "an"})):
            break
        seen = seen or word not in {"a", "an"}
        stop += 1
    while tokens[stop - 1].text.lower() in {"and", "-"}:
        stop -= 1
    if stop == i + 1 and tokens[i].text.lower() == "one" and not _counts(text, tokens, i):
        return None
    total += current
    core = _Core(i, stop, total, total, num.plain(total))
    return _percent_or_money(text, tokens, _and_a_half(text, tokens, core))


def _may_follow(current: float, value: float) -> bool:
    """Whether a numeral continues the one before it: "twenty five", "hundred ten", but not "two three"."""
    if current and current % 100 == 0:
        return value < 100
    return current % 100 >= 20 and current % 10 == 0 and 0 < value < 10


def _is_vague(tokens: Sequence[Token], i: int) -> bool:
    """ "a few thousand", "several hundred": the scale, not its number."""
    return i > 0 and tokens[i - 1].text.lower() in {"few", "several", "many"}


def _is_joint(tokens: Sequence[Token], at: int, seen: bool) -> bool:
    """ "and" inside "two hundred and fifty", the hyphen of "twenty-five"."""
    if not seen or at + 1 >= len(tokens):
        return False
    before, nxt = tokens[at - 1].text.lower(), tokens[at + 1].text.lower()
    if tokens[at].text == "-":
        if not (touches(tokens[at - 1], tokens[at]) and touches(tokens[at], tokens[at + 1])):
            return False
        return (before in num.TENS and 0 < num.UNITS.get(nxt, 0) < 10) or (nxt in num.SCALES and before in num.NUMERALS)
    return tokens[at].text == "and" and before in num.SCALES and (nxt in num.UNITS or nxt in num.TENS)


def _and_a_half(text: str, tokens: Sequence[Token], core: _Core) -> _Core:
    tail = [token.text.lower() for token in tokens[core.stop : core.stop + 5]]
    if tail[:3] == ["and", "a", "half"]:
        value = core.low + 0.5
        return replace(core, stop=core.stop + 3, low=value, high=value, normal=num.plain(value))
    return core


def _counts(text: str, tokens: Sequence[Token], i: int) -> bool:
    """Whether "one" is a figure: before a noun or a hyphen, not a pronoun."""
    before = tokens[i - 1].text.lower() if i else ""
    if i + 1 >= len(tokens) or before in _NOT_BEFORE_ONE:
        return False
    nxt = tokens[i + 1]
    if nxt.text in _DASHES and touches(tokens[i], nxt):
        return i + 2 < len(tokens) and touches(nxt, tokens[i + 2]) and tokens[i + 2].text.lower() not in {"on", "off"}
    if nxt.text.lower() in num.SCALES:
        return True
    word = nxt.text.lower()
    return (
        nxt.kind == "word"
        and adjoins(text, tokens[i], nxt)
        and word not in STOPWORDS
        and word not in _NOT_COUNTED_AFTER_ONE
        and not word.endswith(("ly", "ing", "ed"))
    )


def _vague(text: str, tokens: Sequence[Token], i: int) -> _Core | None:
    """ "hundreds", "tens of thousands", "hundreds of millions"."""
    word = tokens[i].text.lower()
    before = tokens[i - 1].text.lower() if i else ""
    if word == "scores" and not (i + 1 < len(tokens) and tokens[i + 1].text == "of" and before not in {"the", "test", "their"}):
        return None
    low, high = num.VAGUE[word]
    if word == "tens" and not (i + 2 < len(tokens) and tokens[i + 2].text.lower() in num.VAGUE):
        return None
    if i + 2 < len(tokens) and tokens[i + 1].text == "of" and tokens[i + 2].text.lower() in num.VAGUE:
        scale = tokens[i + 2].text.lower()
        factor = num.SCALES.get(scale[:-1], 1.0)
        many = {"hundreds": 100, "dozens": 12, "scores": 20, "tens": 10, "thousands": 1000}.get(word, 1)
        return _Core(i, i + 3, 2 * many * factor, 10 * many * factor, f"{word} of {scale}", None, True)
    return _Core(i, i + 1, low, high, word, None, True)


def _fraction(text: str, tokens: Sequence[Token], i: int) -> _Core | None:
    """ "half", "half a million", "a third of", "two-thirds", "one in three" is left as two figures."""
    word = tokens[i].text.lower()
    under = num.PARTS[word]
    before = tokens[i - 1].text.lower() if i else ""
    nxt = tokens[i + 1].text.lower() if i + 1 < len(tokens) else ""
    if word == "half":
        if (
            nxt in {"a", "an"}
            and i + 2 < len(tokens)
            and (scale := tokens[i + 2].text.lower()) in {*num.SCALES, "dozen"}
        ):
            value = 0.5 * (num.DOZEN if scale == "dozen" else num.SCALES[scale])
            return _percent_or_money(text, tokens, _Core(i, i + 3, value, value, num.plain(value)))
        if before in {"first", "second", "other", "better"} or (nxt == "-" and touches(tokens[i], tokens[i + 1])):
            return None
        return _Core(i, i + 1, 0.5, 0.5, "0.5")
    if word.endswith("s"):
        return None  # "two-thirds" is read from its first word; "quarters" alone is no figure
    if before in {"a", "one"} and nxt == "of":
        return _Core(i, i + 1, 1 / under, 1 / under, num.plain(1 / under))
    return None


def _rank(text: str, tokens: Sequence[Token], i: int) -> _Core | None:
    word = tokens[i].text.lower()
    before = tokens[i - 1].text.lower().replace("’", "'") if i else ""
    nxt = tokens[i + 1] if i + 1 < len(tokens) and adjoins(text, tokens[i], tokens[i + 1]) else None
    if word in {"first", "second"} and before not in _DETERMINERS and not (nxt and nxt.text.lower() in _RANKED):
        return None
    if before in {"per", "at"} or (word == "second" and before in {"a", "every", "per"} and nxt is None):
        return None
    rank = num.ORDINALS[word]
    first = i
    if before == "-" and i > 1 and tokens[i - 2].text.lower() in num.TENS and rank < 10:
        rank, first = rank + num.TENS[tokens[i - 2].text.lower()], i - 2
    return _Core(first, i + 1, rank, rank, num.suffix(rank), None, True)


# ---------------------------------------------------------- ranges and bounds


def _with_range(text: str, tokens: Sequence[Token], core: _Core, taken: Sequence[bool]) -> _Core:
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
    if core.ranked or not (word in {"to", "or"} or (word == "and" and before == "between") or word in _DASHES):
        return core
    if (word == "to" and before == "from") or (word in _DASHES and not glued):
        return core
    if word in {"to", "or"} and core.unit == "%" and tokens[joint + 1].kind != "number":
        return core
    return _joined(text, tokens, core, _core_at(text, tokens, joint + 1, taken))


def _is_part(tokens: Sequence[Token], part: int, over: float) -> bool:
    word = tokens[part].text.lower()
    return word.endswith(("s", "es")) if over > 1 else not word.endswith("s")


def _joined(text: str, tokens: Sequence[Token], left: _Core, right: _Core | None) -> _Core:
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
    if joint in _DASHES and right.unit is None:
        form = f"{left.normal}-{right.normal}"  # a score or a count of votes
        return replace(left, stop=right.stop, normal=form, ranked=True)
    if joint == "to" and right.unit is None and left.unit is None and tokens[left.first].kind == "number":
        return replace(left, stop=right.stop, normal=f"{left.normal}-{right.normal}", ranked=True)
    return left


def _lacks_scale(low: float, high: float) -> bool:
    return low < 1000 and high >= 1e6 and low < high / _scale_of(high)


def _scale_of(value: float) -> float:
    return next((scale for scale in (1e12, 1e9, 1e6, 1e3) if value >= scale), 1.0)


def _bounded(text: str, tokens: Sequence[Token], core: _Core, taken: Sequence[bool]) -> Figure:
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
            nearly = bool(before) and tokens[core.first - 1].text.lower() in num.NEARLY
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
    for length in range(num.BEFORE_REACH, 0, -1):
        at = first - length
        if at < 0 or any(taken[at:first]):
            continue
        if all(adjoins(text, tokens[i], tokens[i + 1]) for i in range(at, first)):
            sign = num.BEFORE.get(" ".join(token.text.lower() for token in tokens[at:first]))
            if sign:
                return sign, at
    return "", first


def _bound_after(text: str, tokens: Sequence[Token], stop: int) -> tuple[str, int]:
    if stop < len(tokens) and tokens[stop].text == "+" and touches(tokens[stop - 1], tokens[stop]):
        return ">=", stop + 1
    if stop + 1 < len(tokens):
        if tokens[stop].text in _DASHES and tokens[stop + 1].text.lower() == "plus":
            return ">=", stop + 2
        sign = num.AFTER.get(f"{tokens[stop].text.lower()} {tokens[stop + 1].text.lower()}", "")
        return sign, stop + 2 if sign else stop
    return "", stop


# ------------------------------------------------------------------- the unit


def _counted(text: str, tokens: Sequence[Token], core: _Core) -> str | None:
    """Stem of the counted noun: the first plural within three words, else the word that follows directly."""
    at = _bound_after(text, tokens, core.stop)[1]
    if at < len(tokens) and tokens[at].text in _DASHES and touches(tokens[at - 1], tokens[at]):
        at += 1  # "five-year", "23-nation"
        return stem(tokens[at].text) if at < len(tokens) and tokens[at].kind == "word" else None
    if at < len(tokens) and tokens[at].text == "of" and core.normal in num.VAGUE:
        at += 1
    nearest = None
    for i in range(at, min(at + 4, len(tokens))):
        token = tokens[i]
        word = token.text.lower()
        if token.kind != "word" or not adjoins(text, tokens[i - 1], token) or word in STOPWORDS - _OTHER:
            break
        if i + 1 < len(tokens) and tokens[i + 1].text == "-" and touches(token, tokens[i + 1]):
            break  # "two gun-friendly justices": the first half of a compound is not what is counted
        nearest = nearest or (None if word in _OTHER else word)
        if core.ranked or core.low == 1:
            break
        if word in _IRREGULAR or (word.endswith("s") and not word.endswith(("ss", "us")) and word not in _OTHER):
            return stem(word)
    if nearest is None and at < len(tokens) and tokens[at].text.lower() in _OTHER:
        nearest = tokens[at].text.lower()
    return stem(nearest) if nearest else None

