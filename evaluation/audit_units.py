"""What a sentence is made of, for the audit: units with a common key, and which of them came from where.

A unit is a word, a number, a time or the name of a country or body; equal keys mean the same: "thirty" and "30",
"Feb. 26" and "26 February", "U.S." and "United States", "met" and "meets".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from evaluation.audit_fact import Fact
from evaluation.audit_numbers import read_numbers
from evaluation.audit_times import read_times
from evaluation.audit_words import FUNCTION, PRONOUNS, TOKEN, alias_spans, quoted_spans, sentence_spans, stem

_CUT = re.compile(r"[,;:()\"“”„«»\[\]]|\s[-–—]+\s|--|[–—]")
_PERCENT = {"%", "percent", "pct"}
_SIGN = re.compile(r"[%$€£¥]")
_MONEY = {"$": "dollar", "€": "euro", "£": "pound", "¥": "yen"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One unit of a sentence."""

    key: str
    kind: str  # "word", "name", "number", "time", "function"
    start: int
    end: int
    surface: str
    clause: int  # grows at every mark of punctuation
    quoted: bool  # whether it stands between quotation marks
    bound: str = ""  # of a number: ">", "<", "" ...

    @property
    def content(self) -> bool:
        """Whether it must stand in a cited line."""
        return self.kind != "function"

    @property
    def fact(self) -> bool:
        """Whether a reader would check it first."""
        return self.kind in ("name", "number", "time")


def read_units(text: str, seen: frozenset[str] = frozenset()) -> list[Unit]:
    """The units of a text in order.

    Args:
        text: a sentence or a few.
        seen: words known to be names although they open a sentence.
    """
    spans = _fixed(text)
    cuts = [end - 1 for _, end in sentence_spans(text)]
    cuts += [match.start() for match in _CUT.finditer(text) if not any(s < match.start() < e - 1 for s, e, *_ in spans)]
    quotes = quoted_spans(text)
    units = []
    for start, end, kind, key, bound in sorted([*spans, *_words(text, spans, seen)]):
        units.append(
            Unit(
                key=key,
                kind=kind,
                start=start,
                end=end,
                surface=text[start:end],
                clause=sum(cut < start for cut in cuts),
                quoted=any(first <= start < last for first, last in quotes),
                bound=bound,
            )
        )
    return units


def _fixed(text: str) -> list[tuple[int, int, str, str, str]]:
    """Times, numbers and the names of countries: units that may span several words."""
    spans: list[tuple[int, int, str, str, str]] = []
    for fact in read_times(text):
        spans.extend(_time_units(text, fact))
    for fact in read_numbers(text):
        spans.extend(row for row in _number_units(text, fact) if _free(row, spans))
    for start, end, name in alias_spans(text):
        row = (start, end, "name", name, "")
        if _free(row, spans):
            spans.append(row)
    return spans


def _free(row: tuple[int, int, str, str, str], spans: Sequence[tuple[int, int, str, str, str]]) -> bool:
    return not any(row[0] < end and start < row[1] for start, end, *_ in spans)


def _time_units(text: str, fact: Fact) -> list[tuple[int, int, str, str, str]]:
    """A weekday, a month, a day of a month and a year are units; other wordings stay words."""
    whole = text[fact.start : fact.end]
    if weekday := re.search(r"(?i)(?:mon|tues|wednes|thurs|fri|satur|sun)day", whole):
        at = fact.start + weekday.start()
        return [(at, at + len(weekday.group()), "time", fact.normal, "")]
    parts = re.fullmatch(r"(?:(\d{4})(?:-|$))?(?:(\d\d)(?:-(\d\d))?)?", fact.normal)
    if not parts or not any(parts.groups()):
        return []
    year, month, day = parts.groups()
    rows = []
    end = fact.end
    if year and (printed := re.search(rf"{year}s?$", whole)):
        rows.append((fact.start + printed.start(), fact.end, "time", year, ""))
        end = fact.start + len(whole[: printed.start()].rstrip(" ,"))
    if month:
        first = re.search(r"\d{1,2}(?:st|nd|rd|th)?(?:\sof)?\s(?=[A-Z])|[A-Z][a-z]{2,}|\d", whole)
        rows.append((fact.start + (first.start() if first else 0), end, "time", f"{month}-{day}" if day else month, ""))
    return rows


def _number_units(text: str, fact: Fact) -> list[tuple[int, int, str, str, str]]:
    """A number without its bound words and its unit, which are words of their own; both ends of a range."""
    bound = re.match(r"[<>]=?", fact.normal)
    sign = bound.group() if bound else ""
    values = fact.normal.removeprefix(sign).split("..")
    found = []
    whole = text[fact.start : fact.end]
    if len(values) == 2:
        middle = next(iter(re.finditer(r"\s(?:to|and)\s|\s?[-–—]\s?", whole)), None)
        cut = middle.start() if middle else len(whole)
        # What falls is no range: "31-24" is a score, "58 - 3" a record, and each of the two an exact number.
        kind = ".." if float(values[0]) < float(values[1]) else ""
        found.append((fact.start, fact.start + cut, "number", values[0], kind))
        found.append((fact.start + (middle.end() if middle else 0), fact.end, "number", values[1], kind))
    else:
        found.append((fact.start, fact.end, "number", values[0], sign))
    return [_trimmed(text, row) for row in found]


def _trimmed(text: str, row: tuple[int, int, str, str, str]) -> tuple[int, int, str, str, str]:
    start, end, kind, key, bound = row
    number = re.search(r"\d[\d,.]*\d|\d|(?i:\b(?:an?\s)?(?:[a-z]+-)?[a-z]+)", text[start:end])
    if number and number.group()[0].isdigit():
        start += number.start()
    else:
        words = [m for m in TOKEN.finditer(text[start:end]) if m.group().lower() not in _BOUND_WORDS]
        start += words[0].start() if words else 0
    tail = re.search(r"[\s-]*(?:%|percent|per\scent|pct|percentage\spoints?)$", text[start:end], re.IGNORECASE)
    return start, (start + tail.start() if tail else end), kind, key, bound


_BOUND_WORDS = frozenset(
    "more than over above exceeding upwards of at least no fewer less a minimum under below nearly almost most up to "
    "as many much about around some roughly approximately an estimated".split()
)


def _words(
    text: str, spans: Sequence[tuple[int, int, str, str, str]], seen: frozenset[str]
) -> list[tuple[int, int, str, str, str]]:
    rows: list[tuple[int, int, str, str, str]] = []
    for match in TOKEN.finditer(text):
        for start, end in _split_contraction(match.start(), match.group()):
            row = _word(text, start, end, seen)
            if _free(row, spans):
                rows.append(row)
    for match in _SIGN.finditer(text):
        key = "percent" if match.group() == "%" else _MONEY[match.group()]
        rows.append((match.start(), match.end(), "word", key, ""))
    return rows


def _split_contraction(start: int, word: str) -> list[tuple[int, int]]:
    """ "don't" is "do" and "n't"; "Kerry's" stays one."""
    match = re.fullmatch(r"(?i)(.+?)(n['’]t)", word)
    if match:
        return [(start, start + match.end(1)), (start + match.start(2), start + len(word))]
    return [(start, start + len(word))]


def _word(text: str, start: int, end: int, seen: frozenset[str]) -> tuple[int, int, str, str, str]:
    surface = text[start:end]
    low = surface.lower().replace("’", "'")
    if low in _PERCENT or (low == "cent" and re.search(r"(?i)\bper\s$", text[:start])):
        return start, end, "word", "percent", ""
    if low in ("n't", "cannot"):
        return start, end, "function", "not", ""
    base = low.removesuffix("'s").removesuffix("'")
    if (base in FUNCTION or low in PRONOUNS) and not (
        surface[0].isupper() and start and len(base) > 1 and surface.isupper()
    ):
        return start, end, "function", base, ""
    named = surface[0].isupper() and (
        not _opens(text, start) or re.sub(r"['’]s$", "", surface) in seen or bool(re.search(r"['’]s$", surface))
    )
    return start, end, "name" if named else "word", stem(surface), ""


def _opens(text: str, start: int) -> bool:
    """Whether a capital may stand here only because a sentence or a quotation begins."""
    return not re.search(r"[\w,;:–—)-][\"”’»)\]]*\s+$|[\w/(-]$", text[:start])


# ----------------------------------------------------------------------- aligning

_GAIN = {"content": 1.0, "function": 0.15}
_NEXT_TO = 0.5  # for a unit that follows its neighbour as it does in the quote
_JUMP = 1.6  # for leaving the order of a quote: less than the gain of two words in their order, more than of one
_GAP = 0.02  # per unit left out


def align(claim: Sequence[Unit], quotes: Sequence[Sequence[Unit]]) -> dict[int, tuple[int, int]]:
    """Where each unit of the claim was most likely copied from: {index in claim: (quote, index in quote)}.

    The best chain of equal units in the order of the quotes (dynamic programming over pairs of places); a unit that
    stands in a quote but out of order is left out.
    """
    places: dict[str, list[tuple[int, int]]] = {}
    for number, quote in enumerate(quotes):
        for index, unit in enumerate(quote):
            places.setdefault(unit.key, []).append((number, index))
    nodes = [(i, place) for i, unit in enumerate(claim) for place in places.get(unit.key, ())]
    best: list[float] = []
    back: list[int] = []
    for here, (i, place) in enumerate(nodes):
        gain = _GAIN["content" if claim[i].content else "function"]
        score, before = gain, -1
        for there in range(here):
            if nodes[there][0] < i:
                value = best[there] + gain + _step(nodes[there], (i, place))
                if value > score + 1e-9:
                    score, before = value, there
        best.append(score)
        back.append(before)
    chain: dict[int, tuple[int, int]] = {}
    at = max(range(len(nodes)), key=best.__getitem__) if nodes else -1
    while at >= 0:
        chain[nodes[at][0]] = nodes[at][1]
        at = back[at]
    return chain


def _step(one: tuple[int, tuple[int, int]], two: tuple[int, tuple[int, int]]) -> float:
    (i, (p, a)), (j, (q, b)) = one, two
    if p != q or b <= a:
        return -_JUMP
    return _NEXT_TO if j == i + 1 and b == a + 1 else -min(0.5, _GAP * (b - a - 1 + j - i - 1))
