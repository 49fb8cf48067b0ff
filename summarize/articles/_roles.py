"""The finer roles: dates, bylines, credits, captions and headlines, each by what it looks like and where it stands."""

from __future__ import annotations

import re

from summarize.articles import _lexicon as lexicon
from summarize.articles._units import Unit

_NAME = re.compile(r"^[A-ZÀ-Þ][\w.'’-]*(?: (?:[A-ZÀ-Þ][\w.'’-]*|de|van|von|der|al|bin|and|und)){1,5}$")
_LETTERS = re.compile(r"[^\W\d_]+")


def is_date(unit: Unit) -> bool:
    """A line whose business is a calendar day: little else stands in it."""
    text = unit.text
    if not unit.shape.date or len(text) > 120 or unit.shape.sentences > 1:
        return False
    rest = lexicon.DATE.sub(" ", text)
    for pattern in (lexicon.CLOCK, lexicon.WEEKDAY, lexicon.DATE_LABEL):
        rest = pattern.sub(" ", rest)
    return len(_LETTERS.findall(rest)) <= 7


def is_byline(unit: Unit) -> bool:
    """A short line that names who wrote it."""
    text, shape = unit.text, unit.shape
    if len(text) > 140 or (shape.ends and not text.endswith(".")):
        return False
    if lexicon.BYLINE.search(text):
        return shape.capitals >= 0.5 and shape.words <= 16 and not shape.sentence
    return bool(lexicon.REPORTER_TITLE.search(text)) and shape.words <= 10 and shape.capitals >= 0.5 and not shape.ends


def is_person(unit: Unit) -> bool:
    """A line that is nothing but a name."""
    return len(unit.text) < 60 and bool(_NAME.match(unit.text))


def is_credit(unit: Unit) -> bool:
    """A line that says where the text comes from."""
    return len(unit.text) <= 320 and bool(lexicon.CREDIT.search(unit.text))


def is_caption(unit: Unit, inside: bool) -> bool:
    """A line that describes a photograph.

    Args:
        unit: the line.
        inside: whether body text stands before and after it.
    """
    text = unit.text
    if len(text) > 700:
        return False
    head, tail = text[:60], text[-90:]
    credit = bool(lexicon.PHOTO.search(head) or lexicon.PHOTO.search(tail) or lexicon.PHOTO_TAIL.search(tail))
    side = bool(lexicon.SIDE.search(text))
    if side and (credit or not inside):
        return True
    return credit and (not inside or unit.shape.sentences <= 3)
