"""What a phrase that looks like an aside is to the words around it: what was asked, who was hurt, whom "its" means.

The cuts of ``fusion_cuts`` ask here whether a stretch that grammar could spare carries the news or something after it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarize.models.fusion_clauses import Span, is_told, is_verb, opening_end, tells

# "It is the port who has to pay": the clause is the statement.
_CLEFT = re.compile(r"\b[Ii]t(?:['’]s| is| was| will be| would be) (?!clear|likely|unclear)[^;:]*$")
_RELATIVE = re.compile(r",?\s(?:who|that|which|whose)\s")
# What a petition, a letter or a court asked for, warned of or said is its content; so is what an act cost.
_ASKING = (
    r"urging|calling\s(?:on|for)|demanding|asking|requesting|ordering|requiring|allowing|accusing|blaming|warning"
    r"|alleging|announcing|declaring|vowing|pledging|promising|threatening|seeking|banning|barring|killing"
    r"|wounding|injuring|leaving\s[^,]*\b(?:dead|injured|wounded|missing|homeless|trapped)\b"
)
_CONTENT = re.compile(rf",\s(?:[a-z]+ly\s)?(?:{_ASKING})\b")
# Behind an aside of examples what they do goes on: "villagers, including women, staging a march".
_EXAMPLES = re.compile(
    r",\s(?:including|such as|among them|some of them|many of them|most of them)\s[^,]*,\s[a-z]+ing\b"
)
# Who met is what a brief is about: "lashed out at Berg[ as the two met for talks]".
_MET = re.compile(
    r"\s(?:as|when|while|after|before)\s[^,;]*\b(?:met|meets|(?:held|hold|holds|holding|opened|began) talks)\b"
)
_OWNS = re.compile(r"\b(?:its|their)\b")
_NAMES = re.compile(r"\s[A-Z][a-z]")
_COMMUNITY = re.compile(r"\b(?:government|company|group|party|ministry|agency|country|team|firm|bank|kingdom|state)\b")
# Where a clause begins within a sentence: its own verb stands behind that.
_BEGINS = re.compile(
    r"(?:[,;:]\s(?:and|but|or|while|although|though|as|when|because)|\s(?:as|that|when|because|while|after|before|if))\s"
)
# "600 in Cologne and 400 in Hamburg": each figure has its place.
_PLACED = re.compile(r"\sin\s[A-Z][^,;]*\sand\s[^,;]*$")
_PLACE = re.compile(r"\sin\s")


def is_news(text: str, start: int, cut: str) -> bool:
    """Whether the end of a line is what it tells, though it looks like an addition."""
    return bool(
        _CONTENT.match(cut)
        or _MET.match(cut)
        or _EXAMPLES.match(cut)
        or (_RELATIVE.match(cut) and _CLEFT.search(text[:start]))
        or (_PLACE.match(cut) and _PLACED.search(text[:start]))
    )


def is_meant(cut: str, rest: str) -> bool:
    """Whether an aside names whose "its" or "their" is that follows."""
    return bool(_OWNS.search(rest) and not _OWNS.search(cut) and (_NAMES.search(cut) or _COMMUNITY.search(cut)))


def has_told(text: str, words: Sequence[Span], start: int) -> bool:
    """Whether the clause an aside stands in has its verb before it: "as the gunman[, in a hall], fired" has not."""
    begun = [match.end() for match in _BEGINS.finditer(text, 0, start)]
    return tells(text, words, start, begun[-1] if begun else 0)


def closes_opening(text: str, words: Sequence[Span], start: int, end: int) -> bool:
    """Whether the comma behind an aside also ends the opening of the line: "Despite losing Berg, its captain, the"."""
    follows = next((text[a:b].lower() for a, b in words if a >= end), "")
    opened = 0 < opening_end(text) <= start + 1
    return opened and not is_told(text, words, start) and not is_verb(follows)
