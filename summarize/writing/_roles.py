"""How a figure is told: as a whole, a part, a rate, a plan, or as something that changes while it is being told.

Figures of different roles are not compared, and those of UNTOLD roles are no disagreement whatever their values are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from summarize.data import Fact, FactKind
from summarize.words import stem, words
from summarize.writing import _deeds as deeds
from summarize.writing._setting import Setting, Word, stem_of

NAMED = frozenset({FactKind.PERSON, FactKind.ORGANISATION, FactKind.PLACE, FactKind.NAME})
UNTOLD = frozenset({"momentary", "error", "apart"})
TIME_UNITS = frozenset("year month week day hour minute minut second".split())
_PART_MARKS = frozenset("including includes include included among".split())
_OF_THOSE = re.compile(  # not "miners, 300 of them, went"
    r" of (?:(?:those|whom|which|these)\b|them\b(?!,)|the (?:dead|killed|injured|wounded|victims|missing|arrested)\b)"
)
_BASE = re.compile(r"\b(?:most|all|some|many|half|part|thirds?|quarters?|percent|\d+%?) of (?:\S+ ){0,2}$")
_WHERE = frozenset("in at near of from on to for by".split())
_MORE_MARKS = frozenset("another more further additional extra new other remaining rest".split())
_LEFT_MARKS = frozenset("remain remained remaining remains".split())
_RATES = frozenset("average averages averaging daily weekly monthly annual annually per each every".split())
_AHEAD = frozenset(
    """expects expected expecting expect expectations forecast forecasts forecasting predicts predict predicted
    predicting projected projections aims hopes""".split()
)
_FORMER_MARKS = frozenset("previous previously original originally initial initially".split())
_BROKEN = re.compile(
    r"\b(?:br(?:oke|eaks?|oken)|beat\w*|surpass\w*|eclips\w+)\b[^.;]{0,40}\b(?:record|mark) of (?:\w+ )?$"
)
_SUMMED = re.compile(r"\bbr(?:ing(?:s|ing)?|ought) the (?:\w+ ){0,3}(?:number|total|count)\b")
_OFFERED = frozenset("offered offers offering offer bid".split())
_ASKED = frozenset(
    "proposed proposes proposing seeks sought seeking demands demanded demanding asks asked requested wants".split()
)
_TREATED = frozenset("treat treated treating treats".split())
# With one of these the figure is not told as a fact.
_UNREAL = frozenset("if could may might should can not never unless until target goal plan plans aims".split())
_ATTACKER = re.compile(
    r"\b(?:including|and|counting|plus)\b[^.;,]{0,20}\b(?:gunm[ae]n|shooters?|attackers?|suspects?|bombers?|assailants?"
    r"|perpetrators?|killers?|hijackers?|himself|herself|themselves)\b"
)
_ATTACKER_REACH = 60  # characters behind a figure
_IF, _COULD = 60, 40  # characters before a figure in which such a word makes it unreal

_SPEEDS = frozenset("mph kph knot km/h kmh".split())
LENGTHS = frozenset("mile km kilomet metr meter feet".split())
_STORMS = frozenset("hurricane storm cyclone typhoon tropical".split())
_PRICES = frozenset("price prices share shares stock stocks bitcoin oil crude gold futures".split())
_AT = frozenset("to at as below above around near".split())
_MARKETS = frozenset("trading traded trades barrel ounce currently changing".split())
_SWINGS = frozenset("early low lows high highs midday morning afternoon session".split())
_STANDINGS = frozenset("clear lead leads leading trails trailing ahead behind gap adrift".split())
_HOLDINGS = frozenset("delegates superdelegates".split())  # won one vote after another
_AGO = frozenset("after before later earlier ago".split())
_SPANS = frozenset("final last past next first".split())
_CLOSING = frozenset("closed closing close ended ending finished finishing settled".split())
_PRESENT = frozenset("has have been".split())
_COUNTING = frozenset("precincts counted tallied".split())


def role_of(setting: Setting, place: int, deed: str | None) -> str:
    """How a figure is told; the first line that holds decides.

    Args:
        setting: Its sentence.
        place: Of the figure among the sentence's.
        deed: What was done to what it counts.
    """
    fact = setting.figures[place]
    before, after = setting.beside(place)
    close = [word.lower for word in before[-4:]]
    # "+145,000 expected and +168,000": the word right behind the figure before is that one's.
    wide = {word.lower for word in before[-6:] if not place or word.start > setting.figures[place - 1].end + 1}
    behind = [word.lower for word in after[:7]]
    is_sign = fact.unit in deeds.SIGNS
    at = fact.start - setting.sentence.start
    clause = f" {setting.sentence.text[:at].lower()}"
    rest = setting.sentence.text[fact.end - setting.sentence.start :][:_ATTACKER_REACH].lower()
    lines = (
        ("momentary", _is_momentary(setting, fact, before, after)),
        ("error", "error" in wide or "error" in behind),  # of a poll
        (_rate(close, behind), {*close[-2:], *behind[:6]} & _RATES),
        ("part", not is_sign and set(close) & _PART_MARKS),
        ("among", is_sign and "among" in close),  # of a group
        ("part", any(a == "of" and b in {"whom", "which", "them"} for a, b in pairwise(close))),
        ("part", _OF_THOSE.match(rest)),  # "20 of those injured"
        ("part", close[-2:] == ["family", "of"]),
        ("base", not is_sign and _BASE.search(clause)),  # "most of the 172 delegates"
        ("more", {*close[-1:], *behind[:1]} & _MORE_MARKS),
        ("more", deed in deeds.FATES and deed != "missing" and "still" in behind[:4]),  # in hospital
        ("more", not is_sign and set(behind) & _LEFT_MARKS),  # a rate that remains is the whole of it
        ("more", fact.unit != "%" and set(close[-1:]) & {"up", "down"}),
        ("more", deed in deeds.FATES and close[-1:] == ["adding"]),
        ("treated", deed in deeds.FATES and set(close) & _TREATED),  # by one hospital of several
        ("since", "since" in behind[:4]),  # the morning, the truce
        ("from", close[-1:] == ["from"] and "to" in {*behind[:4], *close}),
        ("more", deed not in deeds.FATES and _is_beside_a_name(setting, fact)),  # "the United States and 11 nations"
        ("from", close == ["to"] and len(before) == 1 and " from " in clause[-60:]),  # its other end
        ("apart", fact.unit in TIME_UNITS and set(behind[:2]) & _AGO),  # how long after
        ("within", fact.unit in TIME_UNITS and set(close[-1:]) & _SPANS),  # the final hours
        ("closing", fact.unit == "%" and {*close, *behind[:4]} & _CLOSING),  # of a day on the market
        ("unreal", set(close) & _UNREAL),
        ("ahead", (wide | set(behind[:2])) & _AHEAD),
        ("former", set(words(clause)) & _FORMER_MARKS or _BROKEN.search(clause)),
        ("total", _SUMMED.search(clause)),  # of a year, of a war
        ("offered", {*close, *behind[:1]} & _OFFERED),
        ("asked", set(close) & _ASKED or set(behind[:1]) & {"proposal", "request"}),
        ("unreal", " if " in clause[-_IF:] or " could " in clause[-_COULD:]),
        ("attacker", deed in deeds.FATES and _ATTACKER.search(rest)),
    )
    return next((role for role, holds in lines if holds), "") or _joint(setting, after)


def _rate(close: Sequence[str], behind: Sequence[str]) -> str:
    """ "rate day" for "30 murdered each day"; "rate" where the time is not named."""
    period = next((stem(word) for word in (*behind[:7], *close) if stem(word) in TIME_UNITS), "")
    return f"rate {period}".rstrip()


def _is_beside_a_name(setting: Setting, figure: Fact) -> bool:
    """Whether a name is joined to the figure by "and": together they are one more than the figure."""
    text, end = setting.sentence.text, figure.start - setting.sentence.start - len(" and ")
    name = next((f for f in setting.facts if f.kind in NAMED and f.end == setting.sentence.start + end), None)
    if name is None or text[end:].find(" and ") != 0:
        return False
    before = words(text[: name.start - setting.sentence.start].lower())[-2:]
    return not _WHERE & set(before)


def _joint(setting: Setting, after: Sequence[Word]) -> str:
    """ "with territori" for "50 states and territories": what is counted together with the noun."""
    at = next((at for at, word in enumerate(after[:4]) if word.lower in {"and", "plus"}), 0)
    if not at or not after[at - 1].lower.endswith("s"):
        return ""
    second = next((word for word in after[at + 1 :] if word.lower != "the"), None)
    if second is None or second.lower in deeds.OF_WORD:
        return ""
    is_name = setting.sentence.text[second.start - setting.sentence.start].isupper()
    return f"with {stem_of(second)}" if is_name or second.lower.endswith(("s", "men")) else ""


def _is_momentary(setting: Setting, fact: Fact, before: Sequence[Word], after: Sequence[Word]) -> bool:
    """Whether a figure changes while it is told: a storm's place, a price on the market, a count under way."""
    unit = fact.unit or ""
    said = set(words(setting.sentence.text.lower()))
    near = {word.lower for word in (*before[-8:], *after[:8])}
    if near & _HOLDINGS or (fact.low is None and near & _STANDINGS):
        return True
    if unit in _SPEEDS or (unit in LENGTHS and said & _STORMS):
        return True
    if unit in TIME_UNITS:  # "has been trapped for 50 hours"
        return bool({word.lower for word in before[-8:]} & _PRESENT)
    if unit == "point":
        return bool(near & (_SWINGS | _STANDINGS))
    if unit == "%":
        return bool(near & _COUNTING)
    is_at = any(word.lower in _AT for word in before[-1:])  # "shares fell 4 percent to $63.20"
    return unit in deeds.MONEY and bool(near & _MARKETS or (near & _PRICES and is_at))
