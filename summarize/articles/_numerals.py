"""What single words are worth as figures: vocabularies and the value of a run of numeral words."""

from __future__ import annotations

import re

UNITS = {
    word: value
    for value, word in enumerate(
        """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
        seventeen eighteen nineteen""".split()
    )
}
TENS = {word: 10 * (i + 2) for i, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split())}
SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "lakh": 1e5, "crore": 1e7}
SHORT_SCALES = {"bn": 1e9, "tn": 1e12, "trn": 1e12, "mn": 1e6, "mln": 1e6, "bln": 1e9, "k": 1e3, "m": 1e6, "b": 1e9}
DOZEN = 12
# A plural scale names an order of magnitude: from two of it up to the next one.
VAGUE: dict[str, tuple[float, float]] = {
    "tens": (20, 100),
    "dozens": (24, 200),
    "scores": (40, 200),
    "hundreds": (200, 1e3),
    "thousands": (2e3, 1e5),
    "millions": (2e6, 1e9),
    "billions": (2e9, 1e12),
    "trillions": (2e12, 1e15),
}
ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15, "sixteenth": 16,
    "seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20, "thirtieth": 30, "fortieth": 40,
    "fiftieth": 50, "sixtieth": 60, "seventieth": 70, "eightieth": 80, "ninetieth": 90, "hundredth": 100,
}  # fmt: skip
PARTS = {
    "half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fourth": 4, "fourths": 4,
    "fifth": 5, "fifths": 5, "sixth": 6, "sixths": 6, "eighth": 8, "eighths": 8, "tenth": 10, "tenths": 10,
}  # fmt: skip
NUMERALS = UNITS.keys() | TENS.keys() | SCALES.keys() | {"dozen"}
CURRENCY_SIGNS = {"$": "$", "£": "£", "€": "€", "¥": "¥", "₹": "₹", "₽": "₽", "₪": "₪", "₩": "₩", "₺": "₺"}
CURRENCY_WORDS = {
    "dollar": "$", "dollars": "$", "usd": "$", "buck": "$", "bucks": "$", "euro": "€", "euros": "€", "eur": "€",
    "pound": "£", "pounds": "£", "gbp": "£", "yen": "¥", "yuan": "yuan", "rouble": "₽", "roubles": "₽", "ruble": "₽",
    "rubles": "₽", "rupee": "₹", "rupees": "₹", "shekel": "₪", "shekels": "₪", "lira": "₺", "won": "₩",
}  # fmt: skip
PERCENT = {"%", "percent", "pct", "percentage", "pc"}

# Words before a figure that bound it: the longest that fits is taken. Values: the sign of the bound.
BEFORE = {
    "over": ">", "more than": ">", "well over": ">", "just over": ">", "in excess of": ">", "upwards of": ">=",
    "above": ">", "exceeding": ">", "no fewer than": ">=", "no less than": ">=", "not less than": ">=",
    "not fewer than": ">=", "at least": ">=", "a minimum of": ">=", "minimum of": ">=",
    "up to": "<=", "as many as": "<=", "as much as": "<=", "at most": "<=", "no more than": "<=",
    "not more than": "<=", "a maximum of": "<=", "maximum of": "<=", "under": "<", "less than": "<",
    "fewer than": "<", "just under": "<", "well under": "<", "below": "<", "just below": "<",
    "greater than": ">", "shy of": "<", "in the region of": "~", "on the order of": "~",
    "about": "~", "around": "~", "roughly": "~", "approximately": "~", "some": "~", "an estimated": "~",
    "estimated": "~", "close to": "~", "nearly": "~", "almost": "~", "approx": "~", "circa": "~", "near": "~",
}  # fmt: skip
AFTER = {"or more": ">=", "or so": "~", "or less": "<=", "or fewer": "<=", "or higher": ">=", "or greater": ">="}
BEFORE_REACH = 4  # words in the longest of them
SPREAD = frozenset({"anywhere", "ranging", "ranged", "range", "ranges"})  # before "from 30 to 40": a range, no change
NEARLY = frozenset({"nearly", "almost"})  # approximate, and from below

_ORDINAL_DIGITS = re.compile(r"(?:st|nd|rd|th)", re.IGNORECASE)


def value_of(word: str) -> float | None:
    """The value of one numeral word or of plain digits."""
    if word[0].isdigit():
        return float(word.replace(",", ""))
    if word in UNITS:
        return float(UNITS[word])
    if word in TENS:
        return float(TENS[word])
    return None


def is_ordinal_tail(word: str) -> bool:
    """Whether a word glued to digits makes them an ordinal: "21st"."""
    return bool(_ORDINAL_DIGITS.fullmatch(word))


def plain(value: float) -> str:
    """A value as its normal form prints it: "30", "1200000000", "15.88"."""
    if abs(value) < 1e15 and value == int(value):
        return str(int(value))
    return f"{value:.10g}"


def suffix(rank: int) -> str:
    """The normal form of an ordinal: "1st", "3rd", "12th"."""
    tail = "th" if 10 <= rank % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(rank % 10, "th")
    return f"{rank}{tail}"
