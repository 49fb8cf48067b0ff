"""Patterns of the wordings of time, each with what makes its normal form.

The group ``t`` is the wording where it is not the whole match; "year_b" fills in for "year".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from summarize.articles import _times_normal as normal
from summarize.articles import _times_words as w

Maker = Callable[[normal.Groups], str | None]

_OF = r"""(?: (?P<mod>[Ee]arly|[Ll]ate|[Mm]id)(?:-|\s+)(?:in\s+)?
    | (?:[Aa]t\s+)?[Tt]he\s+(?:very\s+)?(?P<of>end|start|beginning|middle|close)\s+of\s+
    | [Tt]he\s+(?P<nth>first|last|opening)\s+(?:days?|weeks?)\s+of\s+ )"""
_WHICH = r"(?P<which>[Ll]ast|[Nn]ext|[Tt]his)"
_PARTED_MONTH = rf"(?P<month>{w.FULL_MONTH}|{w.DOTTED_MONTH})"
_NUMBER_OR = rf"(?: (?P<n>{w.NUMBER}) | (?P<vague>{w.VAGUE}|couple\s+of) )"
_SEASON = rf"(?P<season>{'|'.join(w.SEASONS)})"
_BEFORE_A_MONTH = r"""\b(?:[Ii]n|[Ss]ince|[Bb]y|[Uu]ntil|[Tt]ill|[Dd]uring|[Ff]rom|[Tt]hrough|[Oo]f|[Bb]efore|[Aa]fter
    |[Bb]etween|[Tt]o|[Ee]very|[Ee]ach|and|for)\s+"""
# The word after a year must not be a counted noun; nor a plural, unless it is one of these.
_NOT_COUNTED = rf"""(?!\s*{w.COUNTED})
    (?!\s+(?!(?:was|is|has|as|his|this|its|us|towards|unless|always|perhaps|across|thus|less|does)\b)[a-z]+s\b)"""
_ENDS = r"""(?=\s*(?:[.,;:!?)\]—–"”’]|-\s|--|$|\b(?:and|or|but|to|when|as|that|which|who|while|because|after|before|with
    |until|was|is|were|had|has|will|on|in|at|by|the|for|from)\b))"""
_NO_FIGURE = r"(?!\d|,\d{3}\b|[.:/]\d|%)"
_NO_DAY = rf"(?!\s*\d+(?!\d|,\d{{3}}|\s+{w.COUNTED}))"  # "in March 15 people died": the figure counts, it is no day
_LINK = r"(?:-|–|—|\bto\b|\bthrough\b|\buntil\b|\btill\b|(?P<and>\b(?:and|or)\b|&))"
_TO_DAY = rf"(?:\s*{_LINK}\s*(?:(?P<umonth>{w.MONTH})\s+)?(?P<until>{w.DAY}){w.ORDINAL}?)?"
_TO_DAY_OF_IT = rf"(?:\s*{_LINK}\s*(?P<until>{w.DAY}){w.ORDINAL}?)?"


def _month_first(until: str) -> str:
    return rf"""(?:\b{w.ANY_WEEKDAY}\s*,?\s+(?:the\s+)?)? \b(?P<month>{w.MONTH})\s*(?P<day>{w.DAY}){w.ORDINAL}?
        {_NO_FIGURE} {until} (?: \s*,\s*(?P<year>{w.YEAR}) | \s+(?P<year_b>{w.YEAR}) | (?!\s*{w.COUNTED}) )"""


def _day_first(until: str) -> str:
    return rf"""(?<![\w$€£%])(?<!\d[.,:/-]) (?:\b{w.ANY_WEEKDAY}\s*,?\s*(?:the\s+)?)? (?P<day>{w.DAY}){w.ORDINAL}?
        {until} \s+(?:of\s+)?(?P<month>{w.MONTH})(?!\s+Day\b) (?:\s*,?\s*(?P<year>{w.YEAR}))?"""


_TABLE: tuple[tuple[str, Maker], ...] = (
    # "9/11" and "the Sept. 11 attacks" are one day whatever the year
    (
        r"""\b(?P<t>9/11)\b(?!/) | \b(?P<t_b>Sept(?:\.|ember)\s+11(?:th)?)
        (?=,?\s+(?:terror\w*|attacks?|hijack\w*|al[- ]Qaeda|Commission|memorial|victims?)\b)""",
        lambda g: "2001-09-11",
    ),
    *((_month_first(to), normal.date) for to in (_TO_DAY, "")),
    *((_day_first(to), normal.date) for to in (_TO_DAY_OF_IT, "")),
    (
        rf"(?<![\w/.-])(?P<year>{w.YEAR})\s+{w.WEEKDAY}\s*,?\s*(?P<day>{w.DAY})\s+(?P<month>{w.MONTH})",
        normal.date,
    ),
    (
        rf"""(?:\b{w.ANY_WEEKDAY}\s*,?\s*)?(?<![\d/.-])(?P<year>{w.BARE_YEAR})(?P<mark>[-/.])(?P<one>\d{{1,2}})(?P=mark)(?P<two>\d{{1,2}})
        (?!\d|-\d)(?:,?{w.CLOCK})?""",
        normal.iso,
    ),
    (
        rf"""(?:\b{w.ANY_WEEKDAY}\s*,?\s*)?(?<![\d/.-])
        (?P<one>\d{{1,2}})(?P<mark>[-/.])(?P<two>\d{{1,2}})(?P=mark)(?P<year>{w.BARE_YEAR})(?!\d)(?:,?{w.CLOCK})?""",
        normal.numeric,
    ),
    (rf"{_OF}? \b(?P<month>{w.MONTH})\s*,?\s+(?:of\s+)?(?P<year>{w.YEAR})", normal.month),
    (rf"\b{_OF}{_PARTED_MONTH}", normal.month),
    (rf"\b{_WHICH}\s+{_PARTED_MONTH}", normal.month),
    (rf"(?<!-)\b(?P<month>{w.PLAIN_MONTH}|{w.DOTTED_MONTH}){_NO_DAY}", normal.month),
    (rf"{_BEFORE_A_MONTH}(?P<t>(?P<month>{w.NAME_LIKE_MONTH}))(?!\s+[A-Z][a-z]|['’]s|-){_NO_DAY}", normal.month),
    (
        rf"""\b[Tt]he\s+(?P<t>(?P<month>{w.NAME_LIKE_MONTH}))\s+(?=[a-z])
        (?!(?:on|for|of|and|in|to|by|at|from|that|was|is|will|had|has|against|or)\b)""",
        normal.month,
    ),
    (
        rf"""\b(?:(?:[Ll]ater?|[Ee]arl(?:y|ier))\s+(?:on\s+)?)?
        (?:(?P<which>[Ll]ast|[Nn]ext|[Tt]his\s+(?:past|coming)|[Tt]his|[Tt]he\s+coming)\s+)?
        (?P<weekday>{w.WEEKDAY})(?:\s+{w.PART_OF_DAY}\b)?(?:\s+(?:of\s+)?(?P<week>last|next|this)\s+week\b)?""",
        normal.weekday,
    ),
    (r"\b[Oo]n\s+(?P<t>(?P<weekday>(?:Mon|Tues?|Wed|Thurs?|Fri|Sat|Sun)\.))", normal.weekday),
    (
        rf"""\b(?P<t> [Tt]he\s+day\s+(?:before\s+yesterday|after\s+tomorrow) | [Tt]onight | [Ll]ast\s+night
        | (?:(?:[Ll]ater?|[Ee]arl(?:y|ier))\s+)?(?:[Tt]oday|[Yy]esterday|[Tt]omorrow)(?:\s+{w.PART_OF_DAY})?
        | (?:(?:[Ee]arlier|[Ll]ater)\s+)?[Tt]his\s+(?:morning|afternoon|evening) )\b""",
        normal.named_day,
    ),
    (
        rf"""\b(?:(?P<when>[Ee]arlier|[Ll]ater)\s+|{_OF})?{_WHICH}\s+(?:fiscal\s+|calendar\s+|school\s+)?
        (?P<unit>week|month|year|decade|weekend|quarter)\b(?!-)""",
        normal.offset,
    ),
    (rf"\b{_OF}the\s+(?P<which>coming\s+)?(?P<unit>week|month|year|decade)\b(?!-)", normal.offset),
    (r"\b(?:[Oo]ver|[Dd]uring|[Aa]t|[Oo]n|[Tt]hroughout)\s+(?P<t>the\s+(?P<unit>weekend))\b", normal.offset),
    (rf"\b(?:(?P<n>{w.NUMBER})|{w.VAGUE})[\s-]+(?P<unit>{w.UNIT})s?\s+ago\b", normal.ago),
    (rf"\b(?P<unit>{w.UNIT})s\s+ago\b", normal.ago),
    (
        rf"\b[Tt]he\s+(?P<way>past|last|next|coming|preceding)\s+{_NUMBER_OR}\s+(?P<unit>{w.UNIT})(?P<s>s?)\b",
        normal.stretch,
    ),
    (rf"\b(?P<way>[Pp]ast|[Ll]ast|[Nn]ext)\s+{_NUMBER_OR}\s+(?P<unit>{w.UNIT})(?P<s>s)\b", normal.stretch),
    (rf"\b(?P<way>[Rr]ecent|[Cc]oming)\s+(?P<unit>{w.UNIT})(?P<s>s)\b", normal.stretch),
    (
        rf"\b(?:[Ii]n|[Oo]ver|[Dd]uring|[Ww]ithin|[Ff]or)\s+(?P<t>the\s+(?P<way>past|last|coming|next)\s+(?P<unit>{w.UNIT}))\b",
        normal.stretch,
    ),
    (rf"\b(?:[Tt]he|[Tt]his)\s+(?P<way>past|coming)\s+(?P<unit>{w.UNIT})\b(?!-)", normal.stretch),
    (
        rf"""\b(?P<n>{w.NUMBER})\s+(?P<unit>{w.UNIT})s?\s+
        (?P<way>earlier|later|(?:before|after)(?=\s*(?:[.,;)]|$)))\b""",
        normal.from_mention,
    ),
    (
        r"""\b[Tt]he\s+(?P<way>same|previous|preceding|following|next)\s+
        (?P<unit>day|morning|afternoon|evening|night|week|month|year)\b""",
        normal.from_mention,
    ),
    (r"\b[Tt]he\s+(?P<unit>day|week|month|year)\s+(?P<way>before|after)(?=\s*(?:[.,;)]|$))", normal.from_mention),
    (
        r"""\b(?P<way>(?:[Ll]ater|[Ee]arlier)\s+in\s+the|[Ll]ater\s+that|[Tt]hat(?:\s+same)?)\s+
        (?P<unit>day|week|month|year)\b(?!-)""",
        normal.from_mention,
    ),
    (rf"\b(?:{_OF}(?:the\s+)?|[Tt]he\s+)?(?P<decade>(?:19|20)\d0)['’]?s\b", normal.decade),
    (rf"\b[Tt]he\s+(?:{_OF})?['’‘](?P<decade>[1-9]0)s\b", normal.decade),
    (
        rf"""\b(?:[Tt]he\s+)?(?P<n>first|second|third|fourth|final)\s+quarter\s+of\s+(?P<year>{w.YEAR})
        | \bQ(?P<n_b>[1-4])\s+(?P<year_b>{w.YEAR})""",
        normal.quarter,
    ),
    (rf"\b(?:[Tt]he\s+)?{_SEASON}\s+(?:of\s+)?(?P<year>{w.YEAR})", normal.season),
    (rf"\b{_WHICH}\s+{_SEASON}\b", normal.season),
    (rf"\b{_OF}(?P<year>{w.YEAR})(?!-?\d)", normal.year),
    (
        rf"""(?<![\d$€£.,/-])(?P<year>{w.BARE_YEAR})
        (?:\s*(?:-|–|—|\bto\b|\bthrough\b|\buntil\b)\s*(?P<until>(?:19|20)\d\d)|[-–](?P<until_b>\d\d))(?![\d%/-]|,\d)""",
        normal.years,
    ),
    (rf"\b[Bb]etween\s+(?P<t>(?P<year>{w.BARE_YEAR})\s+and\s+(?P<until>(?:19|20)\d\d))(?![\d%-]|,\d)", normal.years),
    (
        rf"""\b(?:[Ii]n|[Ss]ince|[Uu]ntil|[Tt]ill|[Dd]uring|[Yy]ear|[Ff]iscal|FY)\s+(?P<t>(?P<year>{w.YEAR}))
        (?!-\w|/){_NOT_COUNTED}""",
        normal.year,
    ),
    (
        rf"""\b(?:[Bb]y|[Ff]rom|[Oo]f|[Aa]fter|[Bb]efore|[Tt]hrough|[Ff]or|[Tt]o|and|or|[Bb]etween|[Aa]round)\s+(?P<t>(?P<year>{w.YEAR}))
        (?!-\w|/){_ENDS}{_NOT_COUNTED}""",
        normal.year,
    ),
    (
        rf"""(?:\b(?:[Tt]he|[Tt]heir|[Hh]is|[Hh]er|[Ii]ts|[Oo]ur)|['’]s)\s+(?P<t>(?P<year>{w.YEAR}))\s+(?=[A-Za-z])
        (?!(?:to|from|and)\b){_NOT_COUNTED}""",
        normal.year,
    ),
    (rf"\b[Aa]\s+(?P<t>(?P<year>{w.YEAR}))\s+(?=[A-Za-z])", normal.year),  # nothing is counted after "a"
    (
        rf"""(?:^|(?<=[.“"]\s)|(?<=[“"])|\b[Bb]ut\s)(?P<t>(?P<year>{w.YEAR}))
        (?=\s+(?:was|is|will|has|might|may|could|would)\b)""",
        normal.year,
    ),
    (rf"(?<![\d$€£.,-])\b(?P<t>(?P<year>{w.YEAR}))(?=['’]s\b|\s+(?i:{w.DATED}))", normal.year),
    (rf"\((?P<t>(?P<year>{w.YEAR}))\)", normal.year),
    (
        r"""\b[Oo]n\s+(?P<t>the\s+(?P<day>3[01]|[12]?\d)(?:st|nd|rd|th))
        (?=\s*(?:[.,;:!?)]|$|\b(?:and|to|of\s+(?:this|last|next|the)\s+month)\b))""",
        normal.day_of_month,
    ),
)

# What a text must hold for a pattern to be tried on it: most sentences hold none, most others one or two.
_NEEDS = {
    "(?P<month>": re.compile(w.MONTH),
    "(?P<weekday>": re.compile(rf"{w.WEEKDAY}|\b(?:Mon|Tues?|Wed|Thurs?|Fri|Sat|Sun)\."),
    "(?P<decade>": re.compile(r"\d0['’]?s\b"),
    "(?P<season>": re.compile("|".join(w.SEASONS)),
    "(?P<unit>": re.compile(r"(?i:week|month|year|decade|quarter|\bday|morning|afternoon|evening|\bnight)"),
    "(?P<year>": re.compile(w.BARE_YEAR),
    "[Tt]oday": re.compile(r"(?i:\bto(?:day|night|morrow)|yesterday|this\s+(?:morn|aft|eve)|last\s+night)"),
    "": re.compile(r"\d"),
}
_FIRST_NEED = tuple(_NEEDS)


def _need(pattern: str) -> str:
    return next(mark for mark in _FIRST_NEED if mark in pattern)


_PATTERNS = tuple((_need(pattern), re.compile(pattern, re.VERBOSE), maker) for pattern, maker in _TABLE)


def patterns_for(text: str) -> Iterator[tuple[re.Pattern[str], Maker]]:
    """The patterns that can match in the text, each with its maker."""
    held = {mark for mark, need in _NEEDS.items() if need.search(text)}
    return ((pattern, maker) for mark, pattern, maker in _PATTERNS if mark in held)
