"""Stretches of a body line that belong to no sentence.

Before it a list mark, in a transcript the label of whoever tells the news, a kicker, a dateline; after it the agency's
tail. Where the headline runs into the text, the dateline stands between the two. Anywhere a sentence in another
language.
"""

from __future__ import annotations

import re

from summarize.articles import _lexicon as lexicon
from summarize.articles._datelines import dateline_end
from summarize.articles._datelines_inside import inside_dateline
from summarize.articles._languages import sentences_in_another
from summarize.articles._turns import PERSON, TELLER
from summarize.data import Furniture, FurnitureKind

_TAIL = 400
# The mark of a list or of a quoted mail; before a small letter a dash rather goes on with the sentence above.
_MARK = re.compile(r"(?:--?|–|[*+•▪●◦‣■▸►·]|>(?: ?>){0,5})[ \t\xa0]+(?=[^\W\d_]|[\"“‘'(\[$€£]|\d)(?![a-zß-ÿ])")
# Whoever tells the news speaks for the outlet, as an article does. A guest's label stays: it says whose words follow.
_ON_AIR = r" ?\((?i:voice-?over|on[ -]camera|on[ -]screen|live)\)"
_NAMED = re.compile(rf"(?P<name>{PERSON})(?:{_ON_AIR})?:[ \t\xa0]+(?=[\"“‘'(\[$€£A-ZÀ-Þ\d])")
# Of the page, run together with the paragraph behind it.
_PAGE = re.compile(
    r"(?:ADVERTISEMENT|Continue reading the main story|(?:Story|Article) continu(?:es|ed) below(?: advertisement)?)"
    r"\s+(?=[\"“‘'(A-ZÀ-Þ])"
)
_UPDATE = r"(?:LATEST |NEW )?UPDATED?(?: (?:\d{1,2}|[IVX]{1,5}|AT \d[\d:.]{0,4}(?: ?[AP]\.?M\.?)?))?"
_KICKER = re.compile(
    rf"(?:{_UPDATE}|BREAKING(?: NEWS)?|DEVELOPING(?: STORY)?|JUST IN|EXCLUSIVE|URGENT|(?:NEWS )?ALERT|NEWS ?FLASH)"
    r"\s?[:–—-]{1,2}\s{0,2}(?=[\"“‘'(\[A-ZÀ-Þ\d$€£])"
)
_LABEL = re.compile(rf"(?:(?:{PERSON}, )?{TELLER}(?:{_ON_AIR})?|{PERSON}{_ON_AIR}):[ \t\xa0]+(?=[\"“‘'(\[$€£A-ZÀ-Þ\d])")
_LEADING = (
    (FurnitureKind.PAGE_WORDS, _PAGE),
    (FurnitureKind.LIST_MARK, _MARK),
    (FurnitureKind.SPEAKER_LABEL, _LABEL),
    (FurnitureKind.KICKER, _KICKER),
)
_TAILS = (
    re.compile(r"\s+(?:Endi(?:tem|t)?|Ends?|ENDS?|- ?30 ?-)\.?\s*$"),
    re.compile(
        r"\s*[(\[](?:(?:additional|with|further) )?(?:reporting|writing|editing|compiled|inputs?|reports?|edited|"
        r"written|translated|produced) (?:and \w+ )?(?:by|from)\b[^()\[\]]{0,300}[)\]]\.?\s*$",
        re.IGNORECASE,
    ),
    re.compile(rf"\s+(?:--?|–|—) ?(?:{lexicon.AGENCIES})(?:/(?:{lexicon.AGENCIES}))*\.?\s*$"),
    re.compile(rf"(?<=[.!?\"”’])\s*[(\[/](?:{lexicon.AGENCIES})(?:/[\w]{{1,12}})*[)\]/]\.?\s*$"),
    re.compile(rf"(?<=[.!?\"”’])\s+(?:{lexicon.AGENCIES})(?:/[\w]{{1,12}})*\s*$"),
    re.compile(r"\s*(?:Read )?(?:More|Continue reading|Weiterlesen|mehr) ?(?:»|›|>>|>|→|\.\.\.|…)\s*$", re.IGNORECASE),
)
# A last sentence glued to the text that is plainly the page's: "... said. All rights reserved."
_GLUED = re.compile(
    r"(?<=[.!?\"”’)])\s*(?:(?:copyright|©|all rights reserved|maintained (?:and developed )?by|powered by)\b"
    r"|© ?)[^!?]{0,200}$",
    re.IGNORECASE,
)


def tail_start(text: str) -> int:
    """Where the agency's tail of a body line begins; the line's length without one."""
    cut = max(0, len(text) - _TAIL)
    tail = text[cut:]
    found = True
    while found and tail:
        found = False
        for pattern in (*_TAILS, _GLUED):
            match = pattern.search(tail)
            if match and (cut or match.start() > 0):
                tail = tail[: match.start()]
                found = True
    return cut + len(tail)


def furniture_in(
    text: str, span: tuple[int, int], sides: tuple[bool, bool], *, first: bool, tellers: frozenset[str] = frozenset()
) -> tuple[Furniture, ...]:
    """The furniture of one body line.

    Args:
        text: the article's text.
        span: the line's offsets in it.
        sides: whether the line begins and whether it ends a paragraph; a wrapped line may do neither.
        first: whether it is the first body line.
        tellers: surnames of those whom the article, a transcript, introduces as telling the news.
    """
    start, end = span
    line = text[start:end]
    found = _before(line, first, tellers) if sides[0] else []
    if sides[1]:
        tail = tail_start(line)
        if max((stop for _, _, stop in found), default=_indent(line)) < tail < len(line.rstrip()):
            found.append((FurnitureKind.AGENCY_TAIL, tail, len(line)))
    for a, b in sentences_in_another(line):
        if all(b <= since or a >= until for _, since, until in found):
            found.append((FurnitureKind.OTHER_LANGUAGE, a, b))
    ordered = sorted(found, key=lambda one: one[1])
    return tuple(Furniture(kind=kind, start=start + a, end=start + b) for kind, a, b in ordered)


def _before(line: str, first: bool, tellers: frozenset[str]) -> list[tuple[FurnitureKind, int, int]]:
    """What stands before the sentences of a line, one after another; in the first one its headline may come before."""
    found: list[tuple[FurnitureKind, int, int]] = []
    at = _indent(line)
    for kind, pattern in _LEADING:
        match = pattern.match(line, at)
        if kind is FurnitureKind.SPEAKER_LABEL and not match:
            match = _told_by(line, at, tellers)
        if match:
            found.append((kind, at if found else 0, match.end()))
            at = match.end()
    length = dateline_end(line[at:], first)
    if length:
        found.append((FurnitureKind.DATELINE, at if found else 0, at + length))
    elif first and (inside := inside_dateline(line[at:])):
        found.append((FurnitureKind.DATELINE, at + inside[0], at + inside[1]))
    return found


def _told_by(line: str, at: int, tellers: frozenset[str]) -> re.Match[str] | None:
    """The label of one who was introduced before: "ROE: " behind "JANE ROE, BYLINE: "."""
    match = _NAMED.match(line, at) if tellers else None
    return match if match and match["name"].split()[-1] in tellers else None


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
