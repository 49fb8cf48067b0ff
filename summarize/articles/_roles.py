"""The finer roles: dates, bylines, credits and captions, each by what its line looks like."""

from __future__ import annotations

import re

from summarize.articles import _lexicon as lexicon
from summarize.articles._units import Unit

_LETTERS = re.compile(r"[^\W\d_]+")
_ALNUM = re.compile(r"[^\W_]")
_NAME = re.compile(r"^[A-ZÀ-Þ][\w.'’-]*(?: (?:[A-ZÀ-Þ][\w.'’-]*|de|van|von|der|al|bin|and|und)){1,5},?$")


def has_words(unit: Unit) -> bool:
    """Whether any letter or digit stands in it."""
    return bool(_ALNUM.search(unit.text))


def is_date(unit: Unit) -> bool:
    """A line whose business is a calendar day: little else stands in it."""
    text = unit.text
    if not unit.shape.date or len(text) > 120 or unit.shape.words > 16:
        return False
    rest = lexicon.DATE.sub(" ", text.lower())
    for pattern in (lexicon.CLOCK, lexicon.WEEKDAY, lexicon.DATE_LABEL):
        rest = pattern.sub(" ", rest)
    return len(_LETTERS.findall(rest)) <= 7 and not (unit.shape.sentence and unit.shape.words > 8)


def says_whose_date(unit: Unit) -> bool:
    """Whether a date line says that it is the article's own: "Updated: ...", "(Outlet 04/14/2017)"."""
    return bool(lexicon.DATE_LABEL.search(unit.text.lower()) or lexicon.CREDIT_BRACKETS.search(unit.text))


def is_byline(unit: Unit) -> bool:
    """A short line that names who wrote it."""
    text, shape = unit.text, unit.shape
    if len(text) > 140 or shape.words > 16 or shape.capitals < 0.5 or shape.final in "?!:":
        return False
    if lexicon.BYLINE.search(text.lower()):
        return not (shape.ends and shape.words > 8) and not shape.teaser
    return bool(lexicon.REPORTER.search(text.lower())) and shape.words <= 10 and not shape.ends


def is_person(unit: Unit) -> bool:
    """A line that is nothing but a name of two or more parts."""
    return len(unit.text) < 60 and bool(_NAME.match(unit.text))


def is_credit(unit: Unit) -> bool:
    """A line that says where the text comes from."""
    if len(unit.text) > 320:
        return False
    return bool(lexicon.CREDIT.search(unit.text) or lexicon.CREDIT_BRACKETS.search(unit.text))


def is_caption(unit: Unit, inside: bool) -> bool:
    """A line that describes a photograph.

    Args:
        unit: the line.
        inside: whether it stands in the main text, where "(left)" alone does not make a caption.
    """
    text, shape = unit.text, unit.shape
    if len(text) > 700 or not shape.photo:
        return False
    credit = has_credit(text)
    if lexicon.SIDE.search(text.lower()) and (credit or not inside):
        return True
    return credit and shape.sentences <= 3


def has_credit(text: str) -> bool:
    """Whether a photographer or a photo agency is named at its start or its end."""
    head, tail = text[:60], text[-90:]
    return bool(lexicon.PHOTO.search(head) or lexicon.PHOTO.search(tail) or lexicon.PHOTO_TAIL.search(tail))
