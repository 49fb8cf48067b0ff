"""The dateline in the middle of a line: pages and feeds often run the headline and the text together.

"Court jails three. CAIRO (AFP) -- A court ..." ends the headline with a stop, and whatever could open a line as its
dateline is one behind it. "Court jails three CAIRO (AFP) -- A court ..." does not: there the place must be known, and
with it the agency or, before a bare dash, capitals that the words before it have not.
"""

from __future__ import annotations

import re

from summarize.articles import _lexicon as lexicon
from summarize.articles._datelines import CAPITALS, DASH_APART, NAMES, REST, dateline_end, names_place
from summarize.articles._gazetteer import is_place, is_town
from summarize.articles._split_rules import vocabulary

_REACH = 400  # characters of a headline, a standfirst and a byline together
_WORDS = 8  # of a place with its state or country and a day
_STOP = re.compile(r"(?P<word>\w*)[.?!…]{1,4}[\"'”’)\]]{0,2}\s{1,3}(?=[(A-ZÀ-Þ][^(])")
_END = re.compile(
    rf"\s(?:(?P<agency>\((?:{lexicon.AGENCIES})\))\s?(?:--?|–|—|―)?|{DASH_APART})\s{{0,2}}(?=[\"“‘']?[A-ZÀ-Þ\d$€£])"
)
_PRINTED = re.compile(rf"(?P<place>{CAPITALS}){REST},?")
_MIXED = re.compile(rf"(?P<place>{NAMES}),?")
_TIED = re.compile(r"[,;:(/&–—-]$|^['’]s$")  # what a dateline does not follow
_LEADING = lexicon.OPEN_WORDS | {"near", "outside", "about", "around", "across", "against", "behind", "visit"}


def inside_dateline(text: str) -> tuple[int, int] | None:
    """Start and end of the dateline that stands behind other words of the first body line; None without one."""
    for match in _STOP.finditer(text, 0, _REACH):
        start = match.end()
        rest = text[start : start + _REACH]
        length = 0 if _is_cut_short(match["word"], rest[0]) else dateline_end(rest, first=True)
        if length and text[start + length] != "(":
            return start, start + length
    for match in _END.finditer(text, 0, _REACH):
        start = _place_before(text[: match.start()], agency=match["agency"] is not None)
        if start:
            return start, match.end()
    return None


def _is_cut_short(word: str, after: str) -> bool:
    """Whether the stop behind a word is no sentence's: "Gen. Washington (AP)", "LAKE FOREST, Ill. (AP)"."""
    known = vocabulary()
    shortened = word.lower() in known.abbreviations or word in known.abbreviations_cased
    return len(word) == 1 or word.lower() in known.always_before_a_name or (after == "(" and shortened)


def _place_before(text: str, agency: bool) -> int:
    """Where the place begins that the text ends with; 0 where it ends with none, or is nothing else."""
    words = list(re.finditer(r"\S+", text[-_REACH:]))
    shift = len(text) - len(text[-_REACH:])
    for first in range(max(1, len(words) - _WORDS), len(words)):
        before, start = words[first - 1].group(), shift + words[first].start()
        if _TIED.search(before) or before.lower() in _LEADING:
            continue
        if _is_printed(text[start:], agency, shouted=before.isupper() and len(before) > 1):
            return start
    return 0


def _is_printed(printed: str, agency: bool, shouted: bool) -> bool:
    """Whether all of it is a place as a dateline prints it.

    Args:
        printed: the words right before the agency or the dash.
        agency: whether an agency follows.
        shouted: whether the word before is in capitals too, so that those of a place tell nothing.
    """
    match = _PRINTED.fullmatch(printed)
    if match is None:
        mixed = _MIXED.fullmatch(printed) if agency else None
        return mixed is not None and is_place(mixed["place"])
    if shouted:
        return agency and is_place(match["place"])
    return names_place(printed) if agency else is_town(match["place"])
