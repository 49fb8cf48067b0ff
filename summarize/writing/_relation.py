"""How two values of one thing stand to each other: the same, compatible bounds, or different."""

from __future__ import annotations

from collections.abc import Sequence
from math import floor, inf, log10

from summarize.data import Fact
from summarize.writing._measures import bare_value
from summarize.writing._roles import LENGTHS

_ROUNDED = 0.1  # of a value, at most, that rounding takes off or adds: nobody rounds 1,500 to 2,000
_CONVERTED = 0.01  # of a length that conversion takes off or adds
_NOTHING = 1e-9


def relation(one: Fact, other: Fact) -> str:
    """ "same", "compatible bound" or "differs"."""
    if one.normal == other.normal or bare_value(one.normal) == bare_value(other.normal):
        return "same"
    a, b = allowed(one), allowed(other)
    if a is None or b is None:
        return "differs"
    if a == b:
        return "same"
    if (a[0] <= b[1] and b[0] <= a[1]) or _is_rounding(a, b) or _is_conversion(one, other):
        return "compatible bound"
    return "same" if _is_vague(one) or _is_vague(other) else "differs"  # "thousands" against 200: of no use


def allowed(fact: Fact) -> tuple[float, float] | None:
    """The values a figure allows; None where it has none (a score, "10:40")."""
    return None if fact.low is None or fact.high is None else (fact.low, fact.high)


def _is_vague(fact: Fact) -> bool:
    return fact.normal[0].isalpha()


def _is_rounding(a: Sequence[float], b: Sequence[float]) -> bool:
    """Whether two values are one value printed with more and with fewer digits: 1.2 and 1.23 billion."""
    one, other = _printed(a), _printed(b)
    if one is None or other is None or (max(one, other) < 1000 and one == int(one) and other == int(other)):
        return False
    if abs(one - other) > _ROUNDED * max(one, other):
        return False
    digits = {value: len(_digits(value)) for value in (one, other)}
    coarse, fine = sorted((one, other), key=lambda value: (digits[value], value))
    if digits[coarse] >= digits[fine]:
        return False
    # A half may have been rounded either way: "11 million" of 11.5.
    is_half = abs(2 * abs(fine - coarse) - _last_place(coarse)) <= _NOTHING * coarse
    return is_half or float(f"{fine:.{digits[coarse] - 1}e}") == coarse


def _is_conversion(one: Fact, other: Fact) -> bool:
    """Whether two lengths or weights are one that was turned from another unit and rounded: 229 and 230 feet."""
    if not all(fact.unit in LENGTHS or "pound" in fact.surface for fact in (one, other)):
        return False
    least, most = sorted(fact.low or 0.0 for fact in (one, other))
    return most - least <= _CONVERTED * most


def _printed(allowed: Sequence[float]) -> float | None:
    """The value of an exact figure or of a bound; None of a range or an approximate one, which allows enough."""
    low, high = allowed
    return low if high in {low, inf} else high if low == 0 else None


def _last_place(value: float) -> float:
    """What one more in the last digit that is no closing zero would add: 100 of 2,300."""
    return 10.0 ** (floor(log10(value)) - len(_digits(value)) + 1)


def _digits(value: float) -> str:
    return f"{value:.12g}".split("e")[0].replace(".", "").strip("0") or "0"
