"""One figure without its bounds: digits, money, numeral words, fractions and ordinals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from summarize.articles import _numerals as num
from summarize.articles._money import money_behind
from summarize.articles._tokens import Token, adjoins, touches
from summarize.words import STOPWORDS

DASHES = frozenset("-–—−")
_RANKED = frozenset(  # nouns that make a bare "first" a rank
    """time times quarter half round year day week month term phase stage degree place century base floor game season
    person woman man president step class hand anniversary birthday edition grade leg set""".split()
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


@dataclass(frozen=True, slots=True)
class Core:
    """A figure without its bounds: the tokens it takes and its value."""

    first: int  # index of its first token
    stop: int  # index after its last
    low: float
    high: float
    normal: str
    unit: str | None = None
    ranked: bool = False  # ordinals and scores take no bound


# ------------------------------------------------------------------ one figure


def core_at(text: str, tokens: Sequence[Token], i: int, taken: Sequence[bool]) -> Core | None:
    """The figure that begins at token ``i``, or None."""
    token = tokens[i]
    if token.kind == "number":
        return None if _is_label(tokens, i) else _digits(text, tokens, i)
    if token.text in num.CURRENCY_SIGNS:
        return _money(text, tokens, i, taken)
    return _spelled(text, tokens, i) if token.kind == "word" else None


def _is_label(tokens: Sequence[Token], i: int) -> bool:
    """ "3-D", "401(k)", "401k": digits and one letter are a name for a kind of thing or a section of a law."""
    after = [token.text for token in tokens[i + 1 : i + 4]]
    if len(after) == 3 and after[0] == "(" and after[2] == ")" and touches(tokens[i], tokens[i + 1]):
        return len(after[1]) == 1 and after[1].islower()
    if tokens[i].text == "401" and after[:1] == ["k"]:
        return True
    if i + 2 >= len(tokens) or tokens[i + 1].text != "-" or not touches(tokens[i], tokens[i + 1]):
        return False
    return len(tokens[i + 2].text) == 1 and tokens[i + 2].text.isupper()


def _spelled(text: str, tokens: Sequence[Token], i: int) -> Core | None:
    lower = tokens[i].text.lower()
    core = None
    if lower in num.VAGUE:
        core = _vague(tokens, i)
    elif lower in num.SCALES and i and tokens[i - 1].text.lower() in {"few", "several", "many"}:
        core = Core(i, i + 1, *num.VAGUE[f"{lower}s"], f"{lower}s", None, True)  # "a few thousand"
    elif lower in num.NUMERALS or (lower in {"a", "an"} and _counts_as_one(text, tokens, i)):
        core = _words(text, tokens, i)
    elif lower in num.PARTS:
        core = _fraction(text, tokens, i)
    return core or (_rank(text, tokens, i) if lower in num.ORDINALS else None)


def _digits(text: str, tokens: Sequence[Token], i: int) -> Core:
    token = tokens[i]
    value = num.value_of(token.text) or 0.0
    stop = i + 1
    after = tokens[stop] if stop < len(tokens) else None
    if after and after.text in {":", "/"} and touches(token, after) and _glued_digits(tokens, stop):
        return _opaque(tokens, i, stop + 1)
    if after and touches(token, after) and after.kind == "word":
        if num.is_ordinal_tail(after.text) and value == int(value):
            return Core(i, stop + 1, value, value, num.suffix(int(value)), None, True)
        if after.text.lower() == "s":
            return Core(i, stop + 1, value, value, num.plain(value) + "s", None, True)
    return _scaled(text, tokens, Core(i, stop, value, value, num.plain(value)))


def _glued_digits(tokens: Sequence[Token], mark: int) -> bool:
    return mark + 1 < len(tokens) and tokens[mark + 1].kind == "number" and touches(tokens[mark], tokens[mark + 1])


def _opaque(tokens: Sequence[Token], i: int, last: int) -> Core:
    """ "10:40", "9/11": printed alike when equal; small proper fractions have a value."""
    over, under = num.value_of(tokens[i].text) or 0.0, num.value_of(tokens[last].text) or 0.0
    if tokens[i + 1].text == "/" and 0 < over < under <= 10:
        return Core(i, last + 1, over / under, over / under, num.plain(over / under))
    form = tokens[i].text + tokens[i + 1].text + tokens[last].text
    return Core(i, last + 1, over, over, form, None, True)


def _scaled(text: str, tokens: Sequence[Token], core: Core, money: bool = False) -> Core:
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


def _percent_or_money(text: str, tokens: Sequence[Token], core: Core) -> Core:
    """The figure with the percent or the currency printed after it."""
    stop = core.stop
    if stop + 1 < len(tokens) and tokens[stop].text in DASHES and touches(tokens[stop - 1], tokens[stop]):
        stop += tokens[stop + 1].text.lower() in {"percent", "dollar", "euro", "pound"}  # "a 10-percent rise"
    if stop >= len(tokens) or tokens[stop].text in DASHES or not adjoins(text, tokens[stop - 1], tokens[stop]):
        return core
    word = tokens[stop].text.lower()
    after = tokens[stop + 1].text.lower() if stop + 1 < len(tokens) else ""
    if (word == "per" and after in {"cent", "cents"}) or word in num.PERCENT:
        length = 1 + (word == "per" or (word == "percentage" and after in {"point", "points"}))
        return replace(core, stop=stop + length, unit="%")
    money = money_behind(tokens, core.first, stop)
    return replace(core, stop=stop + money[1], unit=money[0]) if money else core


def _money(text: str, tokens: Sequence[Token], i: int, taken: Sequence[bool]) -> Core | None:
    at = i + 1
    if at >= len(tokens) or tokens[at].kind != "number" or taken[at] or not adjoins(text, tokens[i], tokens[at]):
        return None
    value = num.value_of(tokens[at].text) or 0.0
    core = _scaled(text, tokens, Core(i, at + 1, value, value, num.plain(value)), money=True)
    return replace(core, unit=num.CURRENCY_SIGNS[tokens[i].text])


# ---------------------------------------------------------------------- words


def _counts_as_one(text: str, tokens: Sequence[Token], i: int) -> bool:
    """ "a dozen", "a hundred", "a million" (not "a million-dollar", which is the scale's own)."""
    nxt = tokens[i + 1] if i + 1 < len(tokens) else None
    return nxt is not None and adjoins(text, tokens[i], nxt) and nxt.text.lower() in num.SCALES.keys() | {"dozen"}


def _words(text: str, tokens: Sequence[Token], i: int) -> Core | None:
    """A run of numeral words: "two hundred and fifty", "twenty-five", "a dozen", "two and a half"."""
    total, current, stop, seen = 0.0, 0.0, i, False
    while stop < len(tokens) and (stop == i or adjoins(text, tokens[stop - 1], tokens[stop])):
        word = tokens[stop].text.lower()
        value = num.value_of(word) if word in num.UNITS or word in num.TENS else None
        if value is not None:
            after_scale = stop > i and tokens[stop - 1].text.lower() in num.SCALES
            if seen and not (after_scale and not current) and not _may_follow(current, value):
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
    core = Core(i, stop, total, total, num.plain(total))
    return _percent_or_money(text, tokens, _and_a_half(text, tokens, core))


def _may_follow(current: float, value: float) -> bool:
    """Whether a numeral continues the one before it: "twenty five", "hundred ten", but not "two three"."""
    if current and current % 100 == 0:
        return value < 100
    return current % 100 >= 20 and current % 10 == 0 and 0 < value < 10


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


def _and_a_half(text: str, tokens: Sequence[Token], core: Core) -> Core:
    tail = [token.text.lower() for token in tokens[core.stop : core.stop + 5]]
    if tail[:3] == ["and", "a", "half"]:
        scale = tail[3] if len(tail) > 3 and tail[3] in num.SCALES else None  # "one and a half million"
        value = (core.low + 0.5) * (num.SCALES[scale] if scale else 1)
        return replace(core, stop=core.stop + 3 + bool(scale), low=value, high=value, normal=num.plain(value))
    return core


def _counts(text: str, tokens: Sequence[Token], i: int) -> bool:
    """Whether "one" is a figure: before a noun or a hyphen, not a pronoun."""
    before = tokens[i - 1].text.lower() if i else ""
    if i + 1 >= len(tokens) or before in _NOT_BEFORE_ONE:
        return False
    nxt = tokens[i + 1]
    if [token.text.lower() for token in tokens[i + 1 : i + 4]] == ["and", "a", "half"]:
        return True
    if nxt.text in DASHES and touches(tokens[i], nxt):
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


def _vague(tokens: Sequence[Token], i: int) -> Core | None:
    """ "hundreds", "tens of thousands", "hundreds of millions"."""
    word = tokens[i].text.lower()
    before = tokens[i - 1].text.lower() if i else ""
    if word == "scores" and not (
        i + 1 < len(tokens) and tokens[i + 1].text == "of" and before not in {"the", "test", "their"}
    ):
        return None
    low, high = num.VAGUE[word]
    if word == "tens" and not (i + 2 < len(tokens) and tokens[i + 2].text.lower() in num.VAGUE):
        return None
    if i + 2 < len(tokens) and tokens[i + 1].text == "of" and tokens[i + 2].text.lower() in num.VAGUE:
        scale = tokens[i + 2].text.lower()
        factor = num.SCALES.get(scale[:-1], 1.0)
        many = {"hundreds": 100, "dozens": 12, "scores": 20, "tens": 10, "thousands": 1000}.get(word, 1)
        return Core(i, i + 3, 2 * many * factor, 10 * many * factor, f"{word} of {scale}", None, True)
    return Core(i, i + 1, low, high, word, None, True)


def _fraction(text: str, tokens: Sequence[Token], i: int) -> Core | None:
    """ "half", "half a million", "a third of", "two-thirds", "one in three" is left as two figures."""
    word = tokens[i].text.lower()
    before = tokens[i - 1].text.lower() if i else ""
    nxt = tokens[i + 1].text.lower() if i + 1 < len(tokens) else ""
    if word == "half":
        return _half(text, tokens, i)
    if before in {"a", "one"} and nxt == "of" and not word.endswith("s"):
        under = num.PARTS[word]  # "two-thirds" is read from its first word; "quarters" alone is no figure
        return Core(i, i + 1, 1 / under, 1 / under, num.plain(1 / under))
    return None


def _half(text: str, tokens: Sequence[Token], i: int) -> Core | None:
    """ "half", "half a million", "a half-million", "half a dozen"; a "half-hour" and the "second half" are none."""
    before = tokens[i - 1].text.lower() if i else ""
    nxt, then = (tokens[k].text.lower() if k < len(tokens) else "" for k in (i + 1, i + 2))
    hyphen = nxt == "-" and touches(tokens[i], tokens[i + 1])
    if (hyphen or nxt in {"a", "an"}) and then in {*num.SCALES, "dozen"}:
        value = 0.5 * (num.DOZEN if then == "dozen" else num.SCALES[then])
        return _percent_or_money(text, tokens, Core(i, i + 3, value, value, num.plain(value)))
    if hyphen or before in {"first", "second", "other", "better"}:
        return None
    return Core(i, i + 1, 0.5, 0.5, "0.5")


def _rank(text: str, tokens: Sequence[Token], i: int) -> Core | None:
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
    return Core(first, i + 1, rank, rank, num.suffix(rank), None, True)
