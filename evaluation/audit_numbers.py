"""The audit's reader of numbers: digits, words, bounds, ranges, ordinals. Standard library only."""

from __future__ import annotations

import re

from evaluation.audit_fact import Fact
from evaluation.audit_words import DASHES

_ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
_SMALL = {word: value for value, word in enumerate(f"{_ONES} seventeen eighteen nineteen".split())}
_SMALL |= {
    word: 10 * value for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)
}
_SCALE = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_SCALE |= {"mn": 10**6, "bn": 10**9, "mln": 10**6, "dozen": 12}
_SHORT = {"k": 1000, "m": 10**6, "mn": 10**6, "bn": 10**9, "tn": 10**12}
_ORDINAL = dict(
    zip(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split(),
        range(1, 13),
        strict=True,
    )
)
WORD = "|".join(
    sorted([*_SMALL, "hundred", "thousand", "million", "billion", "trillion", "dozen"], key=len, reverse=True)
)
_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_SCALES = "|".join(sorted(_SCALE, key=len, reverse=True))
_PLAIN = (
    rf"(?:(?:{_DIGITS})(?:[\s-](?:{_SCALES})\b|(?:bn|mn|tn|m|k)\b)?"
    rf"|(?:an?\s(?=(?:hundred|thousand|million|billion|trillion|dozen)\b))?(?:{WORD})(?:(?:[\s-]|\sand\s)(?:{WORD}))*\b)"
)
_BOUND = {
    ">": "more than|greater than|over|above|exceeding|upwards of",
    ">=": "at least|no fewer than|no less than|a minimum of",
    "<": "less than|fewer than|under|below|nearly|almost",
    "<=": "at most|up to|as many as|as much as|no more than",
    "~": "about|around|some|roughly|approximately|an estimated|estimated",
}
_GAP = r"[\s-]"  # "more-than 11 million", and a bound that a wrapped line parts
_BOUNDS = "|".join(f"(?P<b{index}>{words.replace(' ', _GAP)})" for index, words in enumerate(_BOUND.values()))
_UNIT = r"(?P<unit>\s?%|[\s-](?:percent|per\scent|pct|percentage\spoints?)\b)"
_NUMBER = re.compile(
    rf"(?:\b(?:{_BOUNDS})\s+)?(?P<money>(?:US|C|A|HK)?[$€£¥])?"
    rf"(?<![\w.])(?P<low>{_PLAIN})(?:(?:\s?[{DASHES}]\s?|\sto\s|\sand\s)(?P<high>[$€£¥]?{_PLAIN}))?{_UNIT}?(?![\w])",
    re.IGNORECASE,
)
_ORDINALS = re.compile(rf"\b(?:(?P<digits>\d+)(?:st|nd|rd|th)|(?P<word>{'|'.join(_ORDINAL)}))\b", re.IGNORECASE)
_IDIOM = re.compile(r"(?:\bno|\bone|\bthis|\bthat|\bany|\beach|\bevery|\banother|\bthe)\s+$", re.IGNORECASE)


def read_numbers(text: str) -> list[Fact]:
    """Numbers in digits and in words, with their bound ("over 30" is ">30"); ordinals as "1st"."""
    facts = []
    for match in _NUMBER.finditer(text):
        facts.extend(_number(match))
    for match in _ORDINALS.finditer(text):
        value = match["digits"] or str(_ORDINAL[match["word"].lower()])
        facts.append(Fact(kind="number", start=match.start(), end=match.end(), normal=f"{int(value)}th"))
    return facts


def _number(match: re.Match[str]) -> list[Fact]:
    text, low, high = match.string, match["low"], match["high"]
    if low.lower() == "one" and (
        _IDIOM.search(text[: match.start("low")]) or re.match(r"\s+(of|another)\b", text[match.end() :])
    ):
        return []
    bound = next((sign for index, sign in enumerate(_BOUND) if match[f"b{index}"]), "")
    first = value_of(low)
    if high is not None:
        second = value_of(high.lstrip("$€£¥"))
        joined = text[match.end("low") : match.start("high")].strip().lower()
        if joined == "and" and not re.search(r"\bbetween\s+$", text[: match.start()], re.IGNORECASE):
            return [*_alone(match, bound, first, match.end("low")), *_rest(match, second)]
        scale = next((s for word, s in _SCALE.items() if re.search(rf"[\s-]{word}$", high.lower())), 1)
        if first < second and scale > 1 and first < scale:
            first *= scale  # "5 to 10 million"
        return [Fact(kind="number", start=match.start(), end=match.end(), normal=f"{show(first)}..{show(second)}")]
    return _alone(match, bound, first, match.end())


def _alone(match: re.Match[str], bound: str, value: float, end: int) -> list[Fact]:
    return [Fact(kind="number", start=match.start(), end=end, normal=bound.replace("~", "") + show(value))]


def _rest(match: re.Match[str], value: float) -> list[Fact]:
    return [Fact(kind="number", start=match.start("high"), end=match.end(), normal=show(value))]


def value_of(surface: str) -> float:
    """The value of one number as printed: "1.2 billion", "thirty-one", "2,000"."""
    total, current = 0.0, 0.0
    for token in re.split(r"[\s-]+", surface.lower().replace(",", "")):
        if token in {"and", "a", "an"}:
            current = current or (1.0 if token in {"a", "an"} else 0.0)
        elif token in _SMALL:
            current += _SMALL[token]
        elif token in ("hundred", "dozen"):
            current = (current or 1) * _SCALE[token]
        elif token in _SCALE:
            total += (current or 1) * _SCALE[token]
            current = 0.0
        else:
            digits = token.rstrip("bmntk")
            current += float(digits) * _SHORT.get(token[len(digits) :], 1)
    return total + current


def show(value: float) -> str:
    """A number in one form: 30, 0.5, 1200000000."""
    return str(int(value)) if value == int(value) else repr(round(value, 6))
