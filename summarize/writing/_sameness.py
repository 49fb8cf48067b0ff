"""Whether two figures, told by two articles on one event, measure the same thing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from math import inf, log

from summarize.data import Fact, TimeMention
from summarize.settings import CompareSettings
from summarize.words import stem
from summarize.writing import _deeds as deeds
from summarize.writing._likeness import log_odds
from summarize.writing._measures import Measure, bare_value

_SMALL = 10
_PART = re.compile(r"\d+")
_NOTHING = 1e-9
_ROUNDED = 0.1  # of a value, at most, that rounding takes off or adds: nobody rounds 1,500 to 2,000
_FEWEST = 3  # a share of fewer content words than these is no share to rely on
Days = dict[tuple[int, int], TimeMention]  # (article, start) -> the resolved time mention


def same_thing(one: Measure, other: Measure, days: Days, settings: CompareSettings) -> float | None:
    """By how much two figures are likelier to measure the same thing than they must be; None: they are not.

    Only among figures of one ``unit_key`` can two numbers returned be compared.
    """
    if not are_comparable(one, other, days, settings) or _bearers_clash(one, other):
        return None
    if is_fate(one):
        surplus = fate_likeness(one, other) - settings.min_likeness_fate
    else:
        small = min(_value(one.fact), _value(other.fact)) < _SMALL
        surplus = log_odds(one, other) - (settings.min_log_odds_small if small else settings.min_log_odds)
        surplus -= settings.ratio_cost * min(_log_ratio(one.fact, other.fact), log(settings.max_ratio))
    return round(surplus, 6) if surplus >= 0 else None


def are_comparable(one: Measure, other: Measure, days: Days, settings: CompareSettings) -> bool:
    """Whether two figures can measure the same: role and unit agree, times do not clash, the values are not worlds
    apart."""
    if one.role != other.role or unit_key(one) != unit_key(other) or times_clash(one, other, days):
        return False
    if one.role in {"more", "rate"} and _days(one) != _days(other):
        return False  # the new cases of two days
    if _is_score(one.fact):
        return one.deed == other.deed
    if is_fate(one) and (one.counted != other.counted or _places_clash(one, other)):
        return False
    return _differ_in_scale(one.fact, other.fact) or _log_ratio(one.fact, other.fact) <= log(settings.max_ratio)


def fate_likeness(one: Measure, other: Measure) -> float:
    """How much the reports of two figures of people killed, injured, arrested have in common: about 0 to 2.

    In such reports the words differ most between outlets, and other names close by are as often those of the killers.
    """
    own = {one.counted, other.counted, *deed_stems(one.deed), *deed_stems(other.deed)}
    smaller = min(len(one.stems - own), len(other.stems - own))
    overlap = len((one.stems & other.stems) - own) / max(_FEWEST, smaller)
    near = min(3, len((one.near & other.near) - own))
    placed = 0.25 * bool(one.places & other.places) + 0.25 * bool(_days(one) & _days(other))
    apart = 0.4 * (bool(one.near_names and other.near_names) and not one.near_names & other.near_names)
    if ("world" in one.near_names) != ("world" in other.near_names):
        apart += 0.4
    noun = 0.2 if one.counted else 0.0
    governed = 0.2 if one.governor and one.governor == other.governor else 0.0
    return round(overlap + 0.15 * near + placed - apart + noun + governed, 6)


def _bearers_clash(one: Measure, other: Measure) -> bool:
    """Whether two unlike figures are two people's: the points of one player, the money of one candidate."""
    named = one.bearer and other.bearer and one.bearer != other.bearer
    return bool(named) and one.fact.normal != other.fact.normal and not is_fate(one)


def _days(measure: Measure) -> set[str]:
    return {time.normal for time in measure.times}


@lru_cache(maxsize=64)
def deed_stems(deed: str | None) -> frozenset[str]:
    """Stems of the words of a deed's class: that both have one of them is known already."""
    return frozenset(stem(word) for word, label in deeds.OF_WORD.items() if label == deed)


def is_fate(measure: Measure) -> bool:
    """Whether the figure counts those to whom something happened."""
    return measure.deed in deeds.FATES and not measure.has_loose_unit


def unit_key(measure: Measure) -> tuple[str, str]:
    """Equal for all figures that could measure the same: only those are compared with each other."""
    if _is_score(measure.fact):
        return "score", ""
    return f"{measure.deed}" if is_fate(measure) else "", measure.sign or measure.counted


def _value(fact: Fact) -> float:
    """What a figure says, of a bound the bound, without its sign; of a score or a count of votes all of them."""
    if _is_score(fact):
        return float(sum(map(int, _PART.findall(fact.normal))))
    return abs(fact.low or fact.high or 0.0)


def _log_ratio(one: Fact, other: Fact) -> float:
    """How many times one value is the other, as a logarithm; 0 for equal ones."""
    least, most = sorted((_value(one), _value(other)))
    if one.normal == other.normal or least == most:
        return 0.0
    return log(most / least) if least else inf


def _differ_in_scale(one: Fact, other: Fact) -> bool:
    """ "$400 million" against "$400 billion": somebody has misread the other's."""
    ratio = _log_ratio(one, other) / log(1000)
    return 0 < ratio < inf and abs(ratio - round(ratio)) < _NOTHING


def _is_score(fact: Fact) -> bool:
    """ "68-31": printed alike when equal, without a value."""
    return fact.low is None


def times_clash(one: Measure, other: Measure, days: Days) -> bool:
    """Whether both sentences name times and none of one can be the time of the other."""
    if not one.times or not other.times:
        return False
    return not any(
        _may_be_same(a, b, days.get((one.article, a.start)), days.get((other.article, b.start)))
        for a in one.times
        for b in other.times
    )


def _may_be_same(a: Fact, b: Fact, day: TimeMention | None, other: TimeMention | None) -> bool:
    if day and other and day.first and day.last and other.first and other.last:
        return day.first <= other.last and other.first <= day.last
    wider, closer = sorted((a.normal, b.normal), key=len)
    return closer == wider or closer.startswith(f"{wider}-")  # "June" and "the end of June"


def _places_clash(one: Measure, other: Measure) -> bool:
    return bool(one.places and other.places) and not one.places & other.places


def allowed(fact: Fact) -> tuple[float, float] | None:
    """The values a figure allows; None where it has none (a score, "10:40")."""
    return None if fact.low is None or fact.high is None else (fact.low, fact.high)


def relation(one: Fact, other: Fact) -> str:
    """ "same", "compatible bound" or "differs"."""
    if one.normal == other.normal or bare_value(one.normal) == bare_value(other.normal):
        return "same"
    a, b = allowed(one), allowed(other)
    if a is None or b is None:
        return "differs"
    if a == b:
        return "same"
    if (a[0] <= b[1] and b[0] <= a[1]) or _is_rounding(a, b):
        return "compatible bound"
    return "same" if _is_vague(one) or _is_vague(other) else "differs"  # "thousands" against 200: of no use


def _is_vague(fact: Fact) -> bool:
    return fact.normal[0].isalpha()


def _is_rounding(a: Sequence[float], b: Sequence[float]) -> bool:
    """Whether two exact values are one value printed with more and with fewer digits: 1.2 and 1.23 billion."""
    if a[0] != a[1] or b[0] != b[1] or (max(a[0], b[0]) < 1000 and a[0] == int(a[0]) and b[0] == int(b[0])):
        return False
    if abs(a[0] - b[0]) > _ROUNDED * max(a[0], b[0]):
        return False
    digits = {value: len(_digits(value)) for value in (a[0], b[0])}
    coarse, fine = sorted((a[0], b[0]), key=lambda value: (digits[value], value))
    return digits[coarse] < digits[fine] and float(f"{fine:.{digits[coarse] - 1}e}") == coarse


def _digits(value: float) -> str:
    return f"{value:.12g}".split("e")[0].replace(".", "").strip("0") or "0"
