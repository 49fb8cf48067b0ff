"""Whether the words behind a figure are money: "500 euros"; "500 pounds" are a weight unless something tells of money.

Of 113 amounts of pounds in 20,000 articles of US news 4 are read as sterling, all rightly: scaled
("350 million pounds a week"), or with the dollars in brackets behind them.
"""

from __future__ import annotations

from collections.abc import Sequence

from summarize.articles import _numerals as num
from summarize.articles._tokens import Token

Money = tuple[str, int]  # the currency's sign and how many tokens behind the figure name it

_POUNDS = frozenset("pound pounds".split())
_BEFORE, _BEHIND = 8, 6  # tokens beside the figure, in its sentence, that may tell of money or weight
_PAYING = frozenset(
    """pay pays paid paying payment payments cost costs costing price priced prices fine fined fines worth spend spends
    spending spent earn earns earned earning salary salaries wage wages rent fee fees tax taxes taxpayers budget debt
    debts loan loans savings save saves saved invest invests invested investment fund funds funding funded bonus grant
    compensation profit profits loss losses revenue revenues turnover bailout sterling quid pence mortgage donated
    raised sold bought borrowed borrowing owed bill deficit""".split()
)
_IN_MONEY = frozenset(  # what an amount of money consists in or pays for: "25 million pounds of aid"
    """aid debt debts money cash funding funds funded investment investments savings cuts damage damages losses revenue
    revenues profit profits taxes tax taxpayers taxpayer assets loans loan borrowing spending income public government
    compensation fines costs exports imports trade sales orders contracts bonds shares grants support""".split()
)
_PAID_BY_UNIT = frozenset(  # what a sum in the singular stands before: "a 500-pound fine"
    """note notes coin coins fine bill loan contract investment bailout budget debt prize reward bonus fee salary fund
    grant deal payment cost bid takeover deficit jackpot ticket mortgage""".split()
)
_WEIGHING = frozenset(
    """weigh weighs weighed weighing weight lb lbs kg kgs kilo kilos kilogram kilograms kilogrammes ton tons tonne
    tonnes thrust payload ounces ounce recalled lift lifted lifts lifting""".split()
)
_ZONES = frozenset("zone area bloc".split())  # "the 19 euro zone countries"
_FOREIGN = frozenset("us u.s. canadian australian".split())


def money_behind(tokens: Sequence[Token], first: int, stop: int) -> Money | None:
    """The currency that names a figure as money, None where the word behind it is none or means something else.

    Args:
        tokens: the tokens of a text.
        first: index of the figure's first token.
        stop: index of the word behind it.
    """
    word, after = _lower(tokens, stop), _lower(tokens, stop + 1)
    if word in _POUNDS:
        return (num.CURRENCY_WORDS[word], 1) if _is_sterling(tokens, first, stop) else None
    if after in _POUNDS and word == "british":
        return num.CURRENCY_WORDS[after], 2
    if word in _FOREIGN and after in {"dollars", "dollar"}:
        return "$", 2
    if word == "euro" and (after in _ZONES or (after == "-" and _lower(tokens, stop + 2) in _ZONES)):
        return None
    if word == "won" and _lower(tokens, stop - 1) not in num.SCALES:
        return None
    return (num.CURRENCY_WORDS[word], 1) if word in num.CURRENCY_WORDS else None


def _is_sterling(tokens: Sequence[Token], first: int, stop: int) -> bool:
    """Whether "pounds" are money. What stands right behind them tells most, then the words beside them."""
    after, then = _lower(tokens, stop + 1), _lower(tokens, stop + 2)
    if after == "sterling" or (after in {"(", "["} and _opens_money(tokens, stop + 2)):
        return True
    if after == "of":
        return then in _IN_MONEY
    beside = _beside(tokens, first, stop)
    if not beside.isdisjoint(_WEIGHING):
        return False
    if tokens[stop - 1].text == "-" or _lower(tokens, stop) == "pound":
        return after in _PAID_BY_UNIT
    scaled = any(num.SCALES.get(_lower(tokens, i), 0) >= num.SCALES["million"] for i in range(first, stop))
    return scaled or not beside.isdisjoint(_PAYING)


def _opens_money(tokens: Sequence[Token], at: int) -> bool:
    """ "($700)", "(around $12.2 million)", "(590 euros)"."""
    other = (num.CURRENCY_SIGNS.keys() | num.CURRENCY_WORDS.keys()) - _POUNDS
    return any(_lower(tokens, i) in other for i in range(at, at + 4))


def _beside(tokens: Sequence[Token], first: int, stop: int) -> frozenset[str]:
    """The words beside a figure, up to where its sentence begins and ends."""
    found = []
    for i in range(first, max(-1, first - _BEFORE - 1), -1):
        found.append(_lower(tokens, i))
        if tokens[i].initial:
            break
    for i in range(stop + 1, min(len(tokens), stop + 1 + _BEHIND)):
        if tokens[i].initial:
            break
        found.append(_lower(tokens, i))
    return frozenset(found)


def _lower(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].text.lower() if 0 <= at < len(tokens) else ""
