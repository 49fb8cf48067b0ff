"""Which numbers of a sentence are figures: not the ranks, ages, names and halves of measures that look like them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarize.data import Fact, FactKind, Sentence

_AGED = re.compile(
    r"\b(?:aged?|ages|age of|father|mother)[ -](?:of[ -])?(?:between |under |over |just |only |about )?$", re.IGNORECASE
)
_PAIR = re.compile(r"\d+[-–]\d+")
_LABEL = re.compile(r"\b([A-Za-z]+)(?: [Nn]o\.)?[ -]$")
_LARGE = r"(?:years?|months?|weeks?|days?|hours?|minutes?|feet|foot|pounds?|degrees?)"
_SMALL = r"(?:months?|weeks?|days?|hours?|minutes?|seconds?|inch(?:es)?|ounces?)"
_AND_LESS = re.compile(rf"[ -]{_LARGE}?(?:,| and|, and) [\w-]+[ -]{_SMALL}\b", re.IGNORECASE)
_AND_MORE, _LESS = (
    re.compile(rf"\b{_LARGE}(?:,| and|, and) $", re.IGNORECASE),
    re.compile(rf"[ -]{_SMALL}\b", re.IGNORECASE),
)
_LABELLED = frozenset(
    """act amendment article bill boeing category chapter class district episode expedition flight form game gate grade
    group highway interstate lap level line list model number page part phase platform precinct proposition resolution
    room round route season section stage title type unit version ward""".split()
)
_NUMBERED = frozenset({"Week", "Day"})  # of a season, of a trial


def is_figure(fact: Fact, facts: Sequence[Fact], sentence: Sentence) -> bool:
    """Whether a fact is a figure in the article's own voice that counts or measures something.

    Args:
        fact: Of the sentence.
        facts: All of the sentence.
        sentence: Where they stand.
    """
    if fact.kind is not FactKind.NUMBER or fact.end > sentence.end or _is_rank(fact.normal):
        return False
    if _is_record(fact, sentence) or _is_age(fact, sentence) or _is_label(fact, sentence) or _is_half(fact, sentence):
        return False
    return not any(f.kind is FactKind.QUOTATION and f.start <= fact.start < f.end for f in facts)


def _is_rank(normal: str) -> bool:
    """ "3rd", "20s", "10:40": no count of anything."""
    return normal[0].isdigit() and (normal[-2:] in {"st", "nd", "rd", "th"} or normal[-1] == "s" or ":" in normal)


def _is_record(fact: Fact, sentence: Sentence) -> bool:
    """ "(15-17)": games won and lost."""
    start, end = fact.start - sentence.start, fact.end - sentence.start
    return (
        bool(_PAIR.fullmatch(fact.surface)) and sentence.text[start - 1 : start] + sentence.text[end : end + 1] == "()"
    )


def _is_age(fact: Fact, sentence: Sentence) -> bool:
    """ "a 13-year-old girl", "Bergdahl, 31, was", "is 32 now"; and a time of day, "11 p.m."."""
    before = sentence.text[: fact.start - sentence.start]
    after = sentence.text[fact.end - sentence.start :]
    if fact.unit == "year" and after.lstrip("- ").lower().startswith(
        ("year-old", "years old", "year old", "years-old")
    ):
        return True
    if after.lstrip().lower().startswith(("p.m", "a.m", "pm ", "am ", "gmt")):
        return True
    if fact.unit is None and (after.startswith(" now") or (before.endswith(" now ") and after.startswith(","))):
        return True
    if _AGED.search(before) or (fact.unit is None and after.startswith(" when ")):
        return True
    return fact.unit is None and before.endswith(", ") and after.startswith((",", "."))


def _is_label(fact: Fact, sentence: Sentence) -> bool:
    """ "Flight 175", "on lap 20", "Senate Bill 54": a name, and no count of anything."""
    text = sentence.text[: fact.start - sentence.start]
    if text[-1:].isalpha():
        return True  # "PS4"
    before = _LABEL.search(text)
    if before is None or not fact.surface[:1].isdigit():
        return False
    word = before.group(1)
    return word.lower() in _LABELLED or word in _NUMBERED or (fact.unit is None and word.isupper() and len(word) > 1)


def _is_half(fact: Fact, sentence: Sentence) -> bool:
    """Either part of "eight minutes and 46 seconds", "six feet, 2 inches"."""
    text, start, end = sentence.text, fact.start - sentence.start, fact.end - sentence.start
    first, second = _AND_LESS.match(text[end:]), _AND_MORE.search(text[:start]) and _LESS.match(text[end:])
    return bool(first or second)
