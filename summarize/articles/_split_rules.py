"""What Punkt gets wrong on news, as rules: cuts it misses and cuts it should not make.

A cut is the offset at which a sentence begins; the blanks before it belong to no sentence.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

WINDOW = 120  # characters a rule may look to either side of a cut: no word or attribution is longer

_OPENERS = "\"'“‘«(["
_CLOSERS = "\"'”’»)]"
_LAST_WORD = re.compile(rf"([^\W_]+(?:[.’'-][^\W_]+)*)\.[{re.escape(_CLOSERS)}]*$")
_DOTTED = re.compile(r"(?:^|[^\w.])(?:(?:[^\W\d_]{1,3}\.-?){2,}|(?:[A-Z]\. ?){2,})$")
_INITIAL = re.compile(r"(?:^|[\s(.\"“‘-])[A-Z]\.$")
_FIRST_WORD = re.compile(rf"[{re.escape(_OPENERS)}]*([^\W_]+(?:['’][^\W_]+)*)(?=(.?))")
_ELLIPSIS = re.compile(r"(?:…|\.{3,}|(?:\.\s){2,}\.)")
_ELLIPSIS_END = re.compile(rf"(?:…|\.{{3,}}|(?:\.\s){{2,}}\.)[{re.escape(_CLOSERS)}]*$")
_STOPPED_ELLIPSIS = re.compile(rf"[^\s.…][.?!][{re.escape(_CLOSERS)}]*\s(?:…|\.{{3,}}|(?:\.\s){{2,}}\.)$")
_QUOTE_END = re.compile(r"([.?!…])[\"”’'»]+$")
_NAME_WORDS = r"(?:[A-Z][\w.’'-]*\s+(?:(?:of|the|de|al|and|for|bin|von|van)\s+)?){1,7}"
_TIGHT_STOP = re.compile(r"(?<=[\w%)\]\"”])[.?!]+([\"”’')\]]*)(?=([\"“‘(]?)([A-Z][^\W\d_]{0,30})(.?))")
_BEFORE = re.compile(r"(?:[^\W_]+|[%)\]\"”])$")
_STOP = re.compile(r"\.[\"”’')\]]*\s+(?=[A-Z\"“‘(])")
# "... in the browser.. Microsoft said": a full stop typed twice ends a sentence; three are an ellipsis.
_TWO_STOPS = re.compile(r"(?<=[^\W_]{2})\.\.[\"”’')\]]*\s+(?=[\"“‘(]?[A-Z])")
_NOTE = re.compile(r"(?:\[\d{1,3}\])+(?=\s)")
_BULLET = re.compile(r"(?<=\s)[•▪●◦‣■](?=\s)")
_ITEM = re.compile(r"\([a-z]{1,3}\)\s")
_CLOCK = re.compile(r"\b[ap]\.\s?m\.$", re.IGNORECASE)
_CLOCK_OPENING = re.compile(r"^[\"“]?(?:At|By|Around|About|Shortly|Just|Before|After|Until|From)\b[^,;]{0,40}$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """The word lists of the package's splitter; lower case, without a last dot."""

    abbreviations: frozenset[str]
    abbreviations_cased: frozenset[str]  # ordinary words in lower case: "Sun.", "Mass.", "Miss."
    always_before_a_name: frozenset[str]
    always_before_a_number: frozenset[str]
    sentence_starters: frozenset[str]
    after_a_clock_time: frozenset[str]
    names_with_a_mark: tuple[str, ...]
    reporting_verbs: tuple[str, ...]
    lower_case_starters: frozenset[str]
    domains: frozenset[str]


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """The word lists shipped with the package."""
    table: dict[str, Any] = json.loads((files("summarize") / "weights" / "split" / "punkt.json").read_text("utf-8"))
    del table["about"]
    tuples = ("names_with_a_mark", "reporting_verbs")
    lists: dict[str, Any] = {key: tuple(v) if key in tuples else frozenset(v) for key, v in table.items()}
    return Vocabulary(**lists)


def missed_cuts(text: str) -> set[int]:
    """Cuts Punkt does not make: "held.He", "… Maybe", "Plan B. The", bullets in a line, "St. The" at an end."""
    cuts = {m.start() for m in _BULLET.finditer(text)}
    cuts.update(_tight_cuts(text))
    cuts.update(_ellipsis_cuts(text))
    cuts.update(m.end() for m in _TWO_STOPS.finditer(text))
    for match in _STOP.finditer(text):
        left = text[max(0, match.start() - WINDOW) : match.start() + 1]
        right = text[match.end() : match.end() + WINDOW]
        if _CLOCK.search(left) or (_is_abbreviation(left) and _begins_with_starter(right)):
            cuts.add(match.end())
    return cuts


def _tight_cuts(text: str) -> set[int]:
    """Cuts at stops without a blank behind them."""
    cuts = set()
    for match in _TIGHT_STOP.finditer(text):
        closing, opening, after, beyond = match.groups()
        found = _BEFORE.search(text[max(0, match.start() - 40) : match.start()])
        before = found[0] if found else ""
        if not (closing or opening) and _is_one_name(before, after, beyond):
            continue
        if not found or text[max(0, match.start() - len(before) - 1)] in ".@/" or _is_address(text, match.end()):
            continue
        if before.lower() in vocabulary().abbreviations | vocabulary().always_before_a_name:
            continue
        quoted = closing or opening or before in {'"', "”", ")", "]", "%"}
        if quoted or before.isdigit() or before[-2:].islower() or (len(before) > 2 and before.isupper()):
            cuts.add(match.end())
    return cuts


def _is_one_name(before: str, after: str, beyond: str) -> bool:
    if after.lower() in vocabulary().domains or beyond in {".", "@"} or len(before) == 1:
        return True
    if len(after) == 1:
        return after not in {"A", "I"} or beyond != " "
    return not after[1:].islower() and not (after.isupper() and len(after) > 1 and beyond in {" ", ","})


def _is_address(text: str, at: int) -> bool:
    start, end = at, at
    while start > max(0, at - WINDOW) and not text[start - 1].isspace():
        start -= 1
    while end < min(len(text), at + WINDOW) and not text[end].isspace():
        end += 1
    token = text[start:end]
    return "://" in token or "@" in token or "www." in token.lower()


def _ellipsis_cuts(text: str) -> set[int]:
    cuts = set()
    for match in _ELLIPSIS.finditer(text):
        rest = re.compile(r"[\"”’')\]]*\s*").match(text, match.end())
        at = rest.end() if rest else match.end()
        if at < len(text) and _begins_with_starter(text[at : at + WINDOW]) and text[at] not in ")]":
            cuts.add(at)
    return cuts


def refuses(text: str, cut: int, since: int) -> bool:
    """Whether a rule forbids the cut; ``since`` is the cut before it."""
    left = text[max(since, cut - WINDOW) : cut].rstrip()
    right = text[cut : cut + WINDOW]
    if not left or not right or right[0] in ".?!…,;:":  # a stop belongs to what stands before it
        return True
    return (
        _begins_lower(left, right)
        or _follows_ellipsis(left, right)
        or _follows_abbreviation(left, right)
        or _inside_marked_name(left, right)
        or is_attributed(left, right)
    )


def _begins_lower(left: str, right: str) -> bool:
    match = _FIRST_WORD.match(right)
    if not match or not match[1][0].islower() or _ITEM.match(right):
        return False
    quoted = _QUOTE_END.search(left)
    name = match[1].lower() in vocabulary().lower_case_starters or match[1][1:2].isupper()
    return bool(quoted) or not name


def _follows_ellipsis(left: str, right: str) -> bool:
    if not _ELLIPSIS_END.search(left) or _STOPPED_ELLIPSIS.search(left):
        return False
    return not _begins_with_starter(right) and right[0] not in '"“«'


def _is_abbreviation(left: str) -> bool:
    if _DOTTED.search(left) or _INITIAL.search(left):
        return True
    match = _LAST_WORD.search(left)
    if not match:
        return False
    word = match[1]
    return word.lower() in vocabulary().abbreviations or word in vocabulary().abbreviations_cased


def _follows_abbreviation(left: str, right: str) -> bool:
    match = _LAST_WORD.search(left)
    word = match[1].lower() if match else ""
    if word in vocabulary().always_before_a_name:
        return True
    if word in vocabulary().always_before_a_number and right[0].isdigit():
        return True
    if left[-1:] != ".":
        return False
    if _CLOCK.search(left):
        return not _begins_after_clock(left, right)
    return _is_abbreviation(left) and not _begins_with_starter(right) and right[0] not in '"“«'


def _begins_after_clock(left: str, right: str) -> bool:
    if right[0] in '"“«':
        return True
    match = _FIRST_WORD.match(right)
    if not match or right[0] == "(" or match[1][0].isdigit() or _CLOCK_OPENING.match(left):
        return False
    return match[1].lower() not in vocabulary().after_a_clock_time and not re.match(r"[A-Z]\w+ (?:[Tt]ime)\b", right)


def _begins_with_starter(right: str) -> bool:
    match = _FIRST_WORD.match(right)
    if not match or not match[1][0].isupper() or match[2] in {".", "-", "&"}:
        return False
    word = match[1].lower().replace("’", "'")
    rest = right[match.end() :].lstrip()
    # "U.S. Under Secretary", "Calif. No. 2": the starter is part of a title or a number
    if rest[:9].lower() == "secretary" or (word == "no" and rest[:1] == "."):
        return False
    return word in vocabulary().sentence_starters


def _inside_marked_name(left: str, right: str) -> bool:
    return left.endswith(vocabulary().names_with_a_mark) and not _begins_with_starter(right)


@lru_cache(maxsize=1)
def _attribution() -> tuple[re.Pattern[str], re.Pattern[str]]:
    verbs = "|".join(vocabulary().reporting_verbs)
    # (?-i) so that "The minister said", a sentence of its own after a full stop, is told from "Kerry said"
    named = rf"(?:[—–-]+\s*)?{_NAME_WORDS}(?:{verbs})\b"
    return re.compile(named), re.compile(rf"{named}\s*(?:[.,;:]|$)")


def is_attributed(left: str, right: str) -> bool:
    """Whether ``right`` tells who said the quotation ``left`` ends with: `"Really?" Kerry asked`."""
    end = _QUOTE_END.search(left)
    if not end or _begins_with_starter(right):
        return False
    loose, strict = _attribution()
    match = (strict if end[1] == "." and not _ELLIPSIS_END.search(left) else loose).match(right)
    return match is not None


def after_notes(text: str, cuts: Sequence[int]) -> list[int]:
    """The cuts, moved behind footnote marks: "held.[1] He" is cut before "He"."""
    moved = []
    for cut in cuts:
        note = _NOTE.match(text, cut)
        at = note.end() if note else cut
        while note and at < len(text) and text[at].isspace():
            at += 1
        moved.append(at)
    return moved
