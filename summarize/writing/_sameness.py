"""Whether two figures, told by two articles on one event, measure the same thing."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from summarize.data import Fact, TimeMention
from summarize.settings import CompareSettings
from summarize.words import stem
from summarize.writing import _deeds as deeds
from summarize.writing._measures import Measure

_FEWEST = 3  # a share of fewer content words than these is no share to rely on
Days = dict[tuple[int, int], TimeMention]  # (article, start) -> the resolved time mention
_SIGNS = frozenset({"%", "$", "£", "€", "¥", "yuan", "₽", "₹"})
# Units of so many things that more must be shared around them.
_LOOSE_UNITS = _SIGNS | frozenset(
    "year month week day hour minut second time ton tonn km mile metr meter point".split()
)


def same_thing(one: Measure, other: Measure, days: Days, settings: CompareSettings) -> bool:
    """Whether two figures measure the same: deed and unit agree, time and place do not clash, enough is shared."""
    if one.role != other.role or not _same_unit(one, other):
        return False
    if times_clash(one, other, days) or _places_clash(one, other):
        return False
    if one.role in {"more", "rate"} and _days(one) != _days(other):
        return False  # the new cases of two days
    if _is_fate(one) and _is_fate(other):
        return likeness(one, other) >= settings.min_likeness_fate
    return likeness(one, other) >= (settings.min_likeness_loose if is_loose(one) else settings.min_likeness)


def is_sign(unit: str | None) -> bool:
    """Whether a unit is percent or a currency."""
    return unit in _SIGNS


def is_loose(measure: Measure) -> bool:
    """Whether a unit alone tells little of what is measured: percent, money, kilometres."""
    return measure.fact.unit in _LOOSE_UNITS or not measure.counted


def likeness(one: Measure, other: Measure) -> float:
    """How much two sentences and the words close to their figures share, the counted noun left out: about 0 to 2."""
    own = {one.counted, other.counted, *deed_stems(one.deed), *deed_stems(other.deed)}
    smaller = min(len(one.stems - own), len(other.stems - own))
    overlap = len((one.stems & other.stems) - own) / max(_FEWEST, smaller)
    near = min(3, len((one.near & other.near) - own))
    agreeing = 0.2 if one.deed and one.deed == other.deed and one.counted else 0.0
    deed = agreeing if one.deed == other.deed else -0.15
    apart = -0.4 if one.near_names - other.near_names and other.near_names - one.near_names else 0.0
    if _is_fate(one):  # in reports of the killed, other names close by are as often those of the killers
        shared = 0.25 * bool(one.places & other.places) + 0.25 * bool(_days(one) & _days(other))
        apart = shared - 0.4 * (bool(one.near_names and other.near_names) and not one.near_names & other.near_names)
    if ("world" in one.near_names) != ("world" in other.near_names):
        apart -= 0.4
    governed = 0.2 if one.governor and one.governor == other.governor else 0.0
    return round(overlap + 0.15 * near + deed + apart + governed, 6)


def _days(measure: Measure) -> set[str]:
    return {time.normal for time in measure.times}


@lru_cache(maxsize=64)
def deed_stems(deed: str | None) -> frozenset[str]:
    """Stems of the words of a deed's class: that both have one of them is known already."""
    return frozenset(stem(word) for word, label in deeds.OF_WORD.items() if label == deed)


def _same_unit(one: Measure, other: Measure) -> bool:
    """Whether both count the same: people of the same fate, or the same noun with no other deed."""
    units = {one.fact.unit, other.fact.unit}
    if len(units) > 1 and units & _SIGNS:
        return False
    if _is_score(one.fact) or _is_score(other.fact):
        return _is_score(one.fact) and _is_score(other.fact) and one.deed == other.deed
    if _is_fate(one) or _is_fate(other):
        return one.deed == other.deed and one.counted == other.counted
    if one.deed and other.deed and one.deed != other.deed:
        return False
    return one.counted == other.counted and bool(one.counted or one.deed)


def _is_fate(measure: Measure) -> bool:
    """Whether the figure counts those to whom something happened."""
    return measure.deed in deeds.FATES and measure.fact.unit not in _LOOSE_UNITS


def unit_key(measure: Measure) -> tuple[str, str]:
    """Equal for all figures that could measure the same: only those are compared with each other."""
    if _is_score(measure.fact):
        return "score", ""
    sign = measure.fact.unit if measure.fact.unit in _SIGNS else ""
    return f"{measure.deed}" if _is_fate(measure) else "", sign or measure.counted


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
    return a.normal == b.normal


def _places_clash(one: Measure, other: Measure) -> bool:
    return bool(one.places and other.places) and not one.places & other.places


def allowed(fact: Fact) -> tuple[float, float] | None:
    """The values a figure allows; None where it has none (a score, "10:40")."""
    return None if fact.low is None or fact.high is None else (fact.low, fact.high)


def relation(one: Fact, other: Fact) -> str:
    """ "same", "compatible bound" or "differs"."""
    if one.normal == other.normal or _core(one.normal) == _core(other.normal):
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


def _core(normal: str) -> str:
    return normal.lstrip("<>=~")


def _is_rounding(a: Sequence[float], b: Sequence[float]) -> bool:
    """Whether two exact values are one value printed with more and with fewer digits: 1.2 and 1.23 billion."""
    if a[0] != a[1] or b[0] != b[1] or (max(a[0], b[0]) < 1000 and a[0] == int(a[0]) and b[0] == int(b[0])):
        return False
    digits = {value: len(_digits(value)) for value in (a[0], b[0])}
    coarse, fine = sorted((a[0], b[0]), key=lambda value: (digits[value], value))
    return digits[coarse] < digits[fine] and float(f"{fine:.{digits[coarse] - 1}e}") == coarse


def _digits(value: float) -> str:
    return f"{value:.12g}".split("e")[0].replace(".", "").strip("0") or "0"
