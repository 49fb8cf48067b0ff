"""A sentence made of two lines, with what both lines introduce said once: a full name, a day, "here"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarize.words import BASE_FORMS, fold_space, words
from summarize.writing._edits import apply, cuts

_TITLE = r"(?:(?:his|her|their)\s(?:[\w.]+\s){0,2}counterpart,?\s)?(?:(?:the\s)?(?:[A-Z][\w.’'-]*\s(?:of\s)?)*)"
_AUXILIARY = frozenset("will would can could may might must shall should says told wants plans hopes".split())
_DAY = re.compile(r"\s(?:on\s)?((?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)(?=[\s,.;])(?! (?:morning|night|evening))")


def names_late(text: str, surnames: Sequence[str]) -> bool:
    """Whether somebody is named by the surname first and in full afterwards; arguments as of ``said_once``."""
    for surname in dict.fromkeys(surnames):
        found = [match.group() for match in re.finditer(rf"(?<![\w-]){_TITLE}{re.escape(surname)}\b(?!-)", text)]
        if len(found) > 1 and " " not in found[0] and any(" " in later for later in found[1:]):
            return True
    return False


def with_one_subject(text: str, subject: str) -> str:
    """The text with the subject that opens its second clause left out: the first clause has the same.

    "Berg has opened the port, and Berg will visit Oslo" is "Berg has opened the port and will visit Oslo"; behind a
    clause within the first the comma stays, so that nobody else is taken for the subject.

    Args:
        text: A sentence written from two lines on one and the same.
        subject: Whom both lines open with, as printed.
    """
    name = re.escape(subject.rsplit(maxsplit=1)[-1])
    for match in re.finditer(rf",? and (?:[Tt]he\s)?(?:[A-Z][\w.’'-]*\s)*{name}(?= ([a-z]+))", text):
        before = text[: match.start()]
        if _is_verb(match.group(1)) and subject.rsplit(maxsplit=1)[-1] in before:
            comma = "," if sum(map(_is_verb, words(before))) > 1 else ""
            return f"{before}{comma} and{text[match.end() :]}"
    return text


def _is_verb(word: str) -> bool:
    return word in _AUXILIARY or word in BASE_FORMS or (word.islower() and word.endswith(("ed", "es")))


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
