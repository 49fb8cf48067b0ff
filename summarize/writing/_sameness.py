"""Whether two figures, told by two articles on one event, measure the same thing."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from math import inf, log

from summarize.data import Fact
from summarize.settings import CompareSettings
from summarize.words import stem
from summarize.writing import _deeds as deeds
from summarize.writing._apart import Days, days_named, is_disagreement_barred, places_clash, share_little, times_clash
from summarize.writing._likeness import log_odds
from summarize.writing._measures import Measure
from summarize.writing._relation import relation

_SMALL = 10
_PART = re.compile(r"\d+")
_NOTHING = 1e-9
_FEW = 2  # content words close to two unlike scores that must be the same, besides those of the deed
_FEWEST = 3  # a share of fewer content words than these is no share to rely on


def same_thing(one: Measure, other: Measure, days: Days, settings: CompareSettings) -> float | None:
    """By how much two figures are likelier to measure the same thing than they must be; None: they are not.

    Only among figures of one ``unit_key`` can two numbers returned be compared.
    """
    if not are_comparable(one, other, days, settings):
        return None
    is_unlike = relation(one.fact, other.fact) != "same"
    if is_unlike and (is_disagreement_barred(one, other, settings) or _are_two_scores(one, other)):
        return None
    if is_fate(one):
        surplus = fate_likeness(one, other) - settings.min_likeness_fate
    else:
        small = min(_value(one.fact), _value(other.fact)) < _SMALL
        surplus = log_odds(one, other) - (settings.min_log_odds_small if small else settings.min_log_odds)
        surplus += settings.phrase_bonus * _is_one_rate(one, other)
        surplus -= is_unlike * (settings.unlike_cost + settings.little_cost * share_little(one, other))
        surplus -= settings.ratio_cost * min(_log_ratio(one.fact, other.fact), log(settings.max_ratio))
    return round(surplus, 6) if surplus >= 0 else None


def measured(one: Measure, other: Measure) -> str:
    """How two figures of one thing stand to each other: a higher toll of a later day was counted after the lower one,
    and both were true when they were told."""
    found = relation(one.fact, other.fact)
    if found != "differs" or not is_fate(one) or one.published is None or other.published is None:
        return found
    earlier, later = sorted((one, other), key=lambda measure: measure.published or date.min)
    has_grown = earlier.published != later.published and _value(earlier.fact) < _value(later.fact)
    return "compatible bound" if has_grown else found


def are_comparable(one: Measure, other: Measure, days: Days, settings: CompareSettings) -> bool:
    """Whether two figures can measure the same: role and unit agree, times do not clash, the values are not worlds
    apart."""
    if one.role != other.role or unit_key(one) != unit_key(other) or times_clash(one, other, days):
        return False
    if one.role.split(" ")[0] in {"more", "rate"} and days_named(one) != days_named(other):
        return False  # the new cases of two days
    if _is_score(one.fact):
        return one.deed == other.deed
    if is_fate(one) and (one.counted != other.counted or places_clash(one, other)):
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
    placed = 0.25 * bool(one.places & other.places) + 0.25 * bool(days_named(one) & days_named(other))
    apart = 0.4 * (bool(one.near_names and other.near_names) and not one.near_names & other.near_names)
    if ("world" in one.near_names) != ("world" in other.near_names):
        apart += 0.4
    noun = 0.2 if one.counted else 0.0
    governed = 0.2 if one.governor and one.governor == other.governor else 0.0
    return round(overlap + 0.15 * near + placed - apart + noun + governed, 6)


def _is_one_rate(one: Measure, other: Measure) -> bool:
    """Whether two shares, each alone in its sentence, bear one name: "unemployment rate", "turnout was"."""
    if one.sign != "%" or one.alike > 1 or other.alike > 1:
        return False
    return bool(one.phrases & other.phrases) or bool(one.governor and one.governor == other.governor)


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


def _are_two_scores(one: Measure, other: Measure) -> bool:
    """Whether two scores share nothing close by but the deed: every vote and every game has one."""
    return _is_score(one.fact) and len((one.near & other.near) - deed_stems(one.deed)) < _FEW


def _is_score(fact: Fact) -> bool:
    """ "68-31": printed alike when equal, without a value."""
    return fact.low is None
