"""Stretches of a body line that belong to no sentence: the dateline before it, the agency's tail after it."""

from __future__ import annotations

import re

from summarize.articles import _lexicon as lexicon
from summarize.data import Furniture, FurnitureKind

_HEAD = 160  # a dateline is never longer
_TAIL = 400
_DASH = r"(?:--?|–|—|―|:)"
_AGENCY = rf"(?:\((?:{lexicon.AGENCIES}|[A-Z][\w./ -]{{1,24}})\)|/(?:{lexicon.AGENCIES})/\.?)"
_CAPS = r"[A-ZÀ-Þ][A-ZÀ-Þ.'’-]+(?:[ /][A-ZÀ-Þ][A-ZÀ-Þ.'’-]*){0,3}"
_NAMES = r"[A-ZÀ-Þ][\w.'’-]+(?:[ /](?:[A-ZÀ-Þ][\w.'’-]+|of|de|al)){0,3}"
_DAY = r"(?:(?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8}\.?)(?:,? \d{4})?)"
_REST = rf"(?:, ?(?:{_NAMES}|D\.C\.|{_DAY})){{0,3}}"
_NEXT = r"(?=[\"'“‘„«(]?[A-ZÀ-Þ0-9$€£])"
_DATELINES = (
    # LONDON, March 3 (Reuters) - / Moscow (AFP) – / WASHINGTON (CNN) / MOSCOW, March 24. /TASS/.
    re.compile(rf"(?:{_CAPS}|{_NAMES}){_REST}[.,]?\s{{0,2}}{_AGENCY}\s{{0,2}}(?:{_DASH})?\s{{0,2}}"),
    # (Reuters) - / (CNN) -- / (CNN)
    re.compile(rf"\((?:{lexicon.AGENCIES})\)\s{{0,2}}(?:{_DASH})?\s{{0,2}}{_NEXT}"),
    # WASHINGTON, D.C. — / MOSCOW -- / BEIRUT/GENEVA -
    re.compile(rf"(?:{_CAPS}){_REST}\s{{0,2}}(?:--?|–|—|―)\s{{0,2}}{_NEXT}"),
)
# Mixed case and no agency: only trusted on the first body line, where a dateline stands.
_FIRST_DATELINE = re.compile(rf"{_NAMES}{_REST} (?:--|–|—) {_NEXT}")
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


def dateline_end(text: str, first: bool) -> int:
    """How many characters of a body line are its dateline; 0 without one."""
    head = text[:_HEAD]
    for pattern in (*_DATELINES, _FIRST_DATELINE) if first else _DATELINES:
        match = pattern.match(head)
        if match and _plausible(match.group(), text[match.end() :]):
            return match.end()
    return 0


def _plausible(dateline: str, rest: str) -> bool:
    """A dateline stands before a sentence; "NATO - " or "A - " is none."""
    letters = [c for c in dateline if c.isalpha()]
    return len(letters) >= 3 and bool(rest.strip()) and not (len(dateline) < 8 and "(" not in dateline)


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
    length = dateline_end(line[indent : indent + _HEAD * 2], first) if sides[0] else 0
    if length:
        found.append(Furniture(kind=FurnitureKind.DATELINE, start=start, end=start + indent + length))
    if sides[1]:
        tail = tail_start(line)
        if indent + length < tail < len(line.rstrip()):
            found.append(Furniture(kind=FurnitureKind.AGENCY_TAIL, start=start + tail, end=end))
    return tuple(found)
