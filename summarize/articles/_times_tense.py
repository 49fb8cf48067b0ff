"""Whether a wording of time looks back or ahead, as the verb that governs it tells."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class Direction(StrEnum):
    """Where the day a wording names lies, seen from the day of publication."""

    PAST = "past"
    FUTURE = "future"
    PRESENT = "present"  # the verb is in the present tense: the nearest day
    UNKNOWN = "unknown"  # no verb tells


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cue:
    start: int
    end: int
    direction: Direction
    reporting: bool = False
    behind: Direction | None = None  # what it tells of a wording it stands behind, where that is something else


_ADVERB = r"(?:(?:\w+ly|also|now|still|not|yet|then|once|again)\s+)?"
_FUTURE = rf"""
    \b(?:will|shall|won['’]t)\b(?!\s+have\b) | ['’]ll\b | \bwould\b(?!\s+have\b) | \bmay\b(?!\s+have\b)
    | \bmight\b(?!\s+have\b)
    | (?:\b(?:is|are|am|was|were|be)|['’]s|['’]re)\s+{_ADVERB}
      (?:set|due|expected|scheduled|supposed|slated|likely|unlikely|planning|going|about|poised|preparing|ready|hoping
      |planned|anticipated|tipped|bound|invited)\b(?!\s+after\b)
    | \b(?:is|are|was|were)\s+to\s+(?!blame\b)[a-z]+
    | \b(?:is|are)\s+{_ADVERB}(?:meeting|visiting|travel+ing|arriving|holding|hosting|heading|returning|flying|leaving
      |voting|starting|beginning|opening|resuming|convening)\b
    | \b(?:upcoming|forthcoming|due\s+(?:on|in|by)|scheduled\s+for|planned\s+for|slated\s+for|set\s+for|billed\s+for
      |(?:postponed|delayed|adjourned|put\s+off)\s+(?:until|till|to)|deadline|ahead\s+of|in\s+advance\s+of|on\s+the\s+eve\s+of
      |prepar\w+\s+for)\b
    | \bto\s+(?:be\s+\w+(?:ed|held|kept|made|sent|sworn)|take\s+place|begin|start|resume|convene)\b
"""
# A verb that looks ahead to what stands behind it ("agreed to meet on Friday"), not to what stands before it
# ("Speaking on Friday, he agreed to meet").
_PLANNING = r"""
    \b(?:plan|intend|hope|expect|want|aim|prepare|propose|agree|decide|vow|promise|pledge|invite|schedule|arrange
      |threaten|urge|ask|order|seek|wait)(?P<form>s|d|ed|ned|ning|ing)?\s+(?:[\w’'-]+\s+){0,4}?to\s+(?!the\b|a\b)[a-z]+
"""
_REPORTING = r"""\b(?:said|told|announced|added|reported|confirmed|warned|declared|stated|insisted|noted|reiterated
    |stressed|wrote|tweeted|argued|claimed|saying)\b"""
_PAST = r"""
    \b(?:was|were|had|did|has|have|having)\b | \b(?:after|since|following|aftermath|wake\s+of|last\s+seen)\b
    | (?<![\w-])(?!(?:need|indeed|speed|embed|hundred|sacred|exceed|proceed|succeed|breed|feed|seed|bleed|weed|shed|bed
      |red|led|greed|creed|deed|infrared|naked|wicked|kindred|hatred)\b)[a-z]{2,}ed\b
    | (?<![\w-])(?:took|came|went|made|gave|began|left|saw|found|won|lost|fell|rose|struck|killed|hit|spoke|sent|drew
      |flew|led|became|brought|broke|thought|got|ran|sat|stood|kept|built|paid|cast|shot|fought|met|held|heard|felt|put|signed|threw
      |grew|knew|swore|rode|drove|chose|froze|shook|sought|taught|caught|bought|sold|slew|lay|laid|dealt|meant|spent|swept|set
      |quit|read|hung|dug|burst|split|cut|shut|forgot|withdrew|overthrew|arose|awoke|bore|beat|bound|clung|fled|forbade)\b
"""
# Only forms that are no nouns at once: not "the vote on Tuesday", "a visit on Tuesday".
_PRESENT = r"""\b(?:is|are|am|meets|arrives|begins|starts|opens|travels|heads|hosts|holds|returns|leaves|flies|faces
    |resumes|takes\s+place|convenes|kicks\s+off|goes|comes|continues|remains|appears|launches|ends)\b"""
_CUE = re.compile(
    rf"(?P<future>{_FUTURE})|(?P<planning>{_PLANNING})|(?P<reporting>{_REPORTING})|(?P<past>{_PAST})|(?P<present>{_PRESENT})",
    re.VERBOSE,
)
_BREAK = re.compile(r"[;:]\s|\s(?:--|—|–)\s")
_QUOTATION = re.compile(r"“[^”]*”|\"[^\"]*\"")
_TOUCHING = re.compile(r"\s+(?:(?:on|the|next|this|last)\s+)*")
_RIGHT_BEHIND = re.compile(r"(?:['’]s)?\s+(?:(?:also|now|still|not|then|\w+ly)\s+)*")
_THAT_BEHIND = re.compile(r"\s+that\b")
# "met on Sunday ahead of a summit": looks ahead to what stands behind it, and says nothing of the Sunday before it.
_FORWARD = re.compile(r"(?:ahead|in\s+advance|on\s+the\s+eve)\s+of\b", re.IGNORECASE)
_AUXILIARY = re.compile(r"\s+(?:(?:not|also|be|now|then|soon|still|again|to|\w+ly)\s+)*")
_THAT = re.compile(r"\b(?:that|the|a|an|his|her|its|their|this|any|no)\b")


def direction(text: str, start: int, end: int) -> Direction:
    """Where the wording at ``start`` to ``end`` lies, by the verb nearest to it in its clause.

    A verb right before it counts first ("scheduled for Tuesday"), then one right behind it ("talks on Friday will"),
    then the last one before it, then the first one after it. Verbs of a quotation do not govern what stands outside it,
    nor the other way round.
    """
    if text[start:end].lower().startswith("earlier"):
        return Direction.PAST
    first, last = _clause(text, start, end)
    cues = _cues(_without_other_quotations(text, start, end)[first:last], first)
    before = next((cue for cue in reversed(cues) if cue.end <= start), None)
    after = next((cue for cue in cues if cue.start >= end and not _FORWARD.match(text, cue.start)), None)
    if _THAT_BEHIND.match(text, end) and (before is None or before.direction is not Direction.FUTURE):
        return Direction.PAST  # "her statement on Thursday that she would"
    if before is None:
        return (after.behind or after.direction) if after else Direction.UNKNOWN
    if after is None:
        return before.direction
    told = before.reporting and _opens_a_clause(text, before.end, start, end)
    touching = not told and _TOUCHING.fullmatch(text, before.end, start)
    if not touching and (told or _RIGHT_BEHIND.fullmatch(text, end, after.start)):
        return after.behind or after.direction
    return before.direction


def _cues(clause: str, offset: int) -> list[_Cue]:
    """The verbs that tell a tense; the main verb after "will" or "would" is no cue of its own."""
    cues: list[_Cue] = []
    for match in _CUE.finditer(clause):
        cue = _cue(match, offset)
        ahead = cues and cues[-1].direction is Direction.FUTURE
        if not (ahead and _AUXILIARY.fullmatch(clause, cues[-1].end - offset, match.start())):
            cues.append(cue)
    return cues


def _cue(match: re.Match[str], offset: int) -> _Cue:
    kind = next(name for name in ("future", "planning", "reporting", "past", "present") if match[name])
    start, end = match.start() + offset, match.end() + offset
    if kind == "planning":
        was = (match["form"] or "").endswith("d")
        return _Cue(start=start, end=end, direction=Direction.FUTURE, behind=Direction.PAST if was else None)
    if kind == "reporting":
        return _Cue(start=start, end=end, direction=Direction.PAST, reporting=True)
    return _Cue(start=start, end=end, direction=Direction(kind))


def _clause(text: str, start: int, end: int) -> tuple[int, int]:
    before = [match.end() for match in _BREAK.finditer(text, 0, start)]
    after = _BREAK.search(text, end)
    return before[-1] if before else 0, after.start() if after else len(text)


def _without_other_quotations(text: str, start: int, end: int) -> str:
    """The text with everything blanked that stands on the other side of a quotation mark."""
    spans = [match.span() for match in _QUOTATION.finditer(text)]
    for first, last in spans:
        if first <= start and end <= last:
            return " " * first + text[first:last] + " " * (len(text) - last)
    for first, last in spans:
        text = text[:first] + " " * (last - first) + text[last:]
    return text


def _opens_a_clause(text: str, said: int, start: int, end: int) -> bool:
    """Whether the wording belongs to what was said, not to the saying: "said that Friday's vote will"."""
    return text[end : end + 2] in {"'s", "’s"} or _THAT.search(text[said:start]) is not None


def in_quotation(text: str, start: int, end: int) -> bool:
    """Whether the wording stands inside quotation marks."""
    return any(first <= start and end <= last for first, last in (m.span() for m in _QUOTATION.finditer(text)))
