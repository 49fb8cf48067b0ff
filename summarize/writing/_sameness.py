"""Whether two figures, told by two articles on one event, measure the same thing."""

from __future__ import annotations

from collections.abc import Sequence

from summarize.data import Fact, TimeMention
from summarize.settings import CompareSettings
from summarize.writing import _deeds as deeds
from summarize.writing._measures import Measure

Days = dict[tuple[int, int], TimeMention]  # (article, start) -> the resolved time mention
_TIME_UNITS = frozenset("year month week day hour minut second decad centuri ag".split())
_OPAQUE = frozenset("%$£€¥")


def same_thing(one: Measure, other: Measure, days: Days, settings: CompareSettings) -> bool:
    """Whether two figures measure the same: same deed or unit, enough in common around them, no clash of time or place."""
    if one.role != other.role or not _same_unit(one, other):
        return False
    if times_clash(one, other, days) or _places_clash(one, other):
        return False
    shared_names = one.names & other.names
    shared = len(one.stems & other.stems)
    smaller = max(1, min(len(one.stems), len(other.stems)))
    if one.deed in deeds.FATES and one.deed == other.deed:
        return bool(shared_names) or shared >= settings.min_shared_fate
    near = len((one.near & other.near) - _own(one))
    return near >= settings.min_shared_near and shared / smaller >= settings.min_overlap


def _own(measure: Measure) -> set[str]:
    return {measure.counted}


def _same_unit(one: Measure, other: Measure) -> bool:
    """Whether both count the same: people of the same fate, or the same noun with no other deed."""
    money = {"$", "£", "€", "¥"}
    if (one.fact.unit in money or other.fact.unit in money or "%" in {one.fact.unit, other.fact.unit}) and (
        one.fact.unit != other.fact.unit
    ):
        return False
    if one.deed in deeds.FATES or other.deed in deeds.FATES:
        return one.deed == other.deed and one.counted == other.counted
    if one.deed and other.deed and one.deed != other.deed:
        return False
    return bool(one.counted) and one.counted == other.counted


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
    return "differs"


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
