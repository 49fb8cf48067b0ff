"""Who is meant by a surname alone, where an article names several who bear it: "Mr. Roe", "President Roe", "Roe".

News names its main bearer by the surname and his relatives in full. So the one with an office comes first, then the one
named most often; what stands nearest tells little. Before: "Obama" was Michelle Obama in articles that call her husband
"President Obama" alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from summarize.articles._context import FAMILY_FIRST, PARTICLES, is_asian
from summarize.articles._gazetteer import fold, gazetteer
from summarize.articles._names import Name
from summarize.data import FactKind

_MAN, _WOMAN = re.compile(r"\b(?:Mr|Sir|Lord)\.? $"), re.compile(r"\b(?:Mrs|Ms|Miss|Lady)\.? $")
_TITLE = 6  # characters before a name that hold such a title
_OFFICES = frozenset(  # that bare surnames are printed after, in the forms news prints them
    """president vice-president sen senator rep representative gov governor mayor secretary minister premier chancellor
    king queen prince princess pope judge justice chairman chairwoman speaker congressman congresswoman gen general
    ambassador""".split()
)
_RELATIVE = re.compile(
    r"\b(?:son|daughter|brother|sister|wife|husband|mother|father|nephew|niece|first lady),? $", re.I
)
_SHORT = {"sen": "senator", "rep": "representative", "gov": "governor", "gen": "general"}


@dataclass(slots=True)
class Bearer:
    """One who is named in full in an article, or by an office and a surname before anyone is."""

    normal: str
    start: int  # where first named
    given: bool  # whether a known given name comes first
    woman: bool = False  # by the given name; False where it does not tell
    relative: bool = False  # first named as somebody's son or wife
    count: int = 0
    offices: set[str] = field(default_factory=set)


def bearers_of(text: str, names: Sequence[Name]) -> dict[str, list[Bearer]]:
    """Those named in full, by each shorter form that may stand for them, in order of their first mention.

    Args:
        text: the text the names stand in.
        names: its names, in order.
    """
    found: dict[str, Bearer] = {}
    forms: dict[str, list[Bearer]] = {}
    for name in names:
        if name.kind is not FactKind.PERSON or " " not in name.normal:
            continue
        if name.normal not in found:
            woman = name.surface.split()[0] in gazetteer().women
            relative = _RELATIVE.search(text, max(0, name.start - 20), name.start) is not None
            given = name.surface.split()[0] in gazetteer().given
            found[name.normal] = Bearer(name.normal, name.start, given, woman, relative)
            for short in _shorter_forms(name):
                forms.setdefault(short, []).append(found[name.normal])
        found[name.normal].count += 1
        found[name.normal].offices |= _offices(name)
    _join_longer(found, forms)
    _add_officials(text, names, forms)
    return forms


def _join_longer(found: dict[str, Bearer], forms: dict[str, list[Bearer]]) -> None:
    """ "George Roe" is "George W. Roe", whose forms hold for both; "Executive John Roe" is John Roe, who keeps his."""
    for normal in [one for one in found if forms.get(one)]:
        longer, kept = forms[normal][-1], found[normal]
        if longer.normal.endswith(f" {normal}") and kept.given:
            longer, kept = kept, longer
            forms[normal] = []
        longer.count += kept.count
        longer.start = min(longer.start, kept.start)
        longer.offices |= kept.offices
        for holders in forms.values():
            if kept in holders and longer in holders:
                holders.remove(kept)


def _add_officials(text: str, names: Sequence[Name], forms: dict[str, list[Bearer]]) -> None:
    """Whoever is named by an office and a surname alone: one of those named in full, or nobody of them."""
    men = {name.normal for name in names if _titled(text, name, _MAN)}
    for name in names:
        offices = _offices(name)
        holders = forms.get(name.normal, [])
        if name.kind is not FactKind.PERSON or " " in name.normal or not offices or not holders:
            continue
        if any(holder.offices & offices for holder in holders):
            continue
        free = [one for one in holders if not (one.relative or (one.woman and name.normal in men))]
        if not free:
            holders.append(Bearer(name.normal, name.start, given=True, count=1, offices=offices))
        elif "president" in offices or len(free) == 1:
            min(free, key=lambda one: (one.woman, not one.given, one.start)).offices.update(offices)


def meant(text: str, name: Name, holders: Sequence[Bearer]) -> Bearer | None:
    """The bearer whom a shorter form means; None where all that the article names in full are others."""
    offices = _offices(name)
    fit = list(holders)
    if _titled(text, name, _MAN):
        fit = [holder for holder in holders if not holder.woman]
    elif _titled(text, name, _WOMAN):
        fit = [holder for holder in holders if holder.woman] or fit
    fit = [holder for holder in fit if holder.offices & offices] or fit
    fit = [holder for holder in fit if holder.start <= name.start] or fit
    return max(fit, key=lambda one: (bool(one.offices), one.given, one.count, -one.start), default=None)


def _titled(text: str, name: Name, title: re.Pattern[str]) -> bool:
    return title.search(text, max(0, name.start - _TITLE), name.start) is not None


def _offices(name: Name) -> set[str]:
    words = frozenset((name.title or "").replace(".", "").split())
    return {_SHORT.get(word, word) for word in words & _OFFICES} if "vice" not in words else {"vice-president"}


def _shorter_forms(name: Name) -> set[str]:
    words, printed = name.normal.split(), name.surface.split()
    first = fold(printed[0])
    if first == words[0] and printed[0] in FAMILY_FIRST and is_asian(printed[1:]):
        return {first}  # "Yi" alone is Yi Gang, and never Wang Yi
    forms = {" ".join(words[cut:]) for cut in range(1, len(words))}
    if len(words) == 2 and printed[0] in gazetteer().given:
        forms.add(words[0])
    if len(words) > 2 and words[1] not in PARTICLES:
        forms.add(f"{words[0]} {words[-1]}")
    return forms - PARTICLES
