"""A sentence made of two lines, with what both lines introduce said once: a full name, a day, "here"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarize.words import fold_space
from summarize.writing._edits import apply, cuts

_TITLE = r"(?:(?:his|her|their)\s(?:[\w.]+\s){0,2}counterpart,?\s)?(?:(?:the\s)?(?:[A-Z][\w.’'-]*\s(?:of\s)?)*)"
_DAY = re.compile(r"\s(?:on\s)?((?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)(?=[\s,.;])(?! (?:morning|night|evening))")


def names_late(text: str, surnames: Sequence[str]) -> bool:
    """Whether somebody is named by the surname first and in full afterwards; arguments as of ``said_once``."""
    for surname in dict.fromkeys(surnames):
        found = [match.group() for match in re.finditer(rf"(?<![\w-]){_TITLE}{re.escape(surname)}\b(?!-)", text)]
        if len(found) > 1 and " " not in found[0] and any(" " in later for later in found[1:]):
            return True
    return False


def said_once(text: str, surnames: Sequence[str]) -> str:
    """The text with the second mention of a person by the surname, of a weekday left out, and without "here".

    Args:
        text: A sentence written from several lines.
        surnames: Of the people the lines name.
    """
    for surname in dict.fromkeys(surnames):
        found = list(re.finditer(rf"(?<![\w-]){_TITLE}{re.escape(surname)}\b(?!-)", text))
        for match in reversed(found[1:]):
            if " " in match.group() and found[0].group().count(" ") >= 1:
                text = text[: match.start()] + surname + text[match.end() :]
    met: set[str] = set()
    pieces, last = [], 0
    for match in _DAY.finditer(text):
        if match.group(1) in met:
            pieces.append(text[last : match.start()])
            last = match.end()
        met.add(match.group(1))
    text = fold_space("".join([*pieces, text[last:]]))
    return apply(text, cuts(text, ()))
