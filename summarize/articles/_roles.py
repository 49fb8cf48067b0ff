"""The finer roles: dates, bylines, credits and captions, each by what its line looks like."""

from __future__ import annotations

import re

from summarize.articles import _lexicon as lexicon
from summarize.articles._units import Unit

_CAPTION = (
    400  # characters of a caption that only its credit shows; in a longer line the credit is glued to a paragraph
)
_LETTERS = re.compile(r"[^\W\d_]+")
_ALNUM = re.compile(r"[^\W_]")


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
    return credit and shape.sentences <= 3 and len(text) <= _CAPTION


def has_credit(text: str) -> bool:
    """Whether a photographer or a photo agency is named at its start or its end."""
    return any(lexicon.PHOTO.search(part.lower()) for part in (text[:60], text[-90:])) or bool(
        lexicon.PHOTO_TAIL.search(text[-90:])
    )


def leads_away(unit: Unit) -> bool:
    """A line that asks to read something else; a long one is a paragraph that ends with such words."""
    return unit.shape.teaser and unit.shape.words < 45


def opens_another_part(unit: Unit) -> bool:
    """A short title over comments, links or lists."""
    return unit.shape.closer and unit.shape.words <= 8 and not unit.shape.ends


def is_notice(unit: Unit) -> bool:
    """A sentence about the page: cookies, rights, signing in."""
    return unit.shape.notices >= 2 and unit.shape.words <= 45
