"""Stretches of a body line that belong to no sentence.

Before it a list mark, in a transcript the label of whoever tells the news, a dateline; after it the agency's tail.
"""

from __future__ import annotations

import re

from summarize.articles import _lexicon as lexicon
from summarize.articles._datelines import dateline_end
from summarize.data import Furniture, FurnitureKind

_TAIL = 400
# The mark of a list or of a quoted mail; before a small letter a dash rather goes on with the sentence above.
_MARK = re.compile(r"(?:--?|–|[*+•▪●◦‣■▸►·]|>(?: ?>){0,5})[ \t\xa0]+(?=[^\W\d_]|[\"“‘'(\[$€£]|\d)(?![a-zß-ÿ])")
# Whoever tells the news speaks for the outlet, as an article does. A guest's label stays: it says whose words follow.
_PERSON = r"[A-ZÀ-Þ][A-ZÀ-Þ.'’-]*(?: [A-ZÀ-Þ][A-ZÀ-Þ.'’-]*){0,3}"
_TELLER = (
    rf"(?:{_PERSON}, (?:[A-Z&.'’-]+ ){{0,4}})?(?:CO-?|GUEST )?"
    r"(?:ANCHOR|HOST|BYLINE|CORRESPONDENT|REPORTER|NARRATOR|MODERATOR|ANNOUNCER|PRESENTER|NEWSREADER)"
)
_ON_AIR = r" ?\((?i:voice-?over|on[ -]camera|on[ -]screen|live)\)"
_LABEL = re.compile(rf"(?:{_TELLER}(?:{_ON_AIR})?|{_PERSON}{_ON_AIR}):[ \t\xa0]+(?=[\"“‘'(\[$€£A-ZÀ-Þ\d])")
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


def furniture_in(text: str, span: tuple[int, int], sides: tuple[bool, bool], *, first: bool) -> tuple[Furniture, ...]:
    """The furniture of one body line.

    Args:
        text: the article's text.
        span: the line's offsets in it.
        sides: whether the line begins and whether it ends a paragraph; a wrapped line may do neither.
        first: whether it is the first body line.
    """
    start, end = span
    line = text[start:end]
    found = []
    indent = len(line) - len(line.lstrip())
    mark = _MARK.match(line, indent) if sides[0] else None
    if mark:
        found.append(Furniture(kind=FurnitureKind.LIST_MARK, start=start, end=start + mark.end()))
        indent = mark.end()
    label = _LABEL.match(line, indent) if sides[0] else None
    if label:
        found.append(Furniture(kind=FurnitureKind.SPEAKER_LABEL, start=start + indent, end=start + label.end()))
        indent = label.end()
    length = dateline_end(line[indent:], first) if sides[0] else 0
    if length:
        begin = start + indent if mark or label else start
        found.append(Furniture(kind=FurnitureKind.DATELINE, start=begin, end=start + indent + length))
    if sides[1]:
        tail = tail_start(line)
        if indent + length < tail < len(line.rstrip()):
            found.append(Furniture(kind=FurnitureKind.AGENCY_TAIL, start=start + tail, end=end))
    return tuple(found)
