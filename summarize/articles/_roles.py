"""The finer roles: dates, bylines, credits and captions, each by what its line looks like."""

from __future__ import annotations

import re

from summarize.articles import _lexicon as lexicon
from summarize.articles._notices import NOTICE, OF_PAGE
from summarize.articles._units import Unit

_CAPTION = (
    400  # characters of a caption that only its credit shows; in a longer line the credit is glued to a paragraph
)
_CREDIT = 120  # characters at its end that a credit may take
_DESCRIBED = 700  # of any caption but one of a picture out of the files, which says so in its first word
_FILED = 900  # the longest of 301 were 891
_SCENE = 500  # of a caption that tells who does what on which day, and then what it is about
_TITLE_WORDS = 8
_NOTICE_WORDS = 45  # of a notice known by two words of page furniture; one known by its own words may be twice as long
_NOTICE_START = 250  # characters before its words; further on they are glued to a paragraph
_SAID = re.compile(r"\b(?:said|says|told)\b")
_LETTERS = re.compile(r"[^\W\d_]+")
_ALNUM = re.compile(r"[^\W_]")
# Longer than any word or address: a picture or a key written as letters. Scripts without blanks are left out.
_RUN = re.compile(r"[^\s\u0e00-\uffff]{300,}")
# "Harbour strike:What the port's owners want", a link to another article with the label of its kind
_LINK_TITLE = re.compile(r"^(?!https?:)[^\W\d_][^:.\n]{2,70}[^\W\d_][?!]?:(?=[\"“‘']?[A-Z][^\n]*[^.]$)")


def has_words(unit: Unit) -> bool:
    """Whether any letter or digit stands in it."""
    return bool(_ALNUM.search(unit.text))


def is_garbled(unit: Unit) -> bool:
    """Whether most of it is one run of characters that no word is as long as."""
    run = max(map(len, _RUN.findall(unit.text)), default=0)
    return 2 * run > len(unit.text)


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
    if lexicon.says_picture(text) and (len(text) <= _FILED or lexicon.GALLERY.search(text[-40:].lower())):
        return True
    if len(text) > _DESCRIBED:
        return False
    if _tells_scene(unit) or (not shape.ends and shape.final not in ":;," and lexicon.begins_with_credit(text)):
        return True
    # A "©" may have been taken for the page's tail and not for a credit.
    return (shape.photo or "©" in text[-_CREDIT:]) and _credited(unit, inside)


def _credited(unit: Unit, inside: bool) -> bool:
    """Whether it names whose picture it describes, or who stands left and right."""
    text = unit.text
    credit = lexicon.names_photo(text)
    if credit and lexicon.PHOTO_TOLD.search(text[-_CREDIT:].lower()):
        return True
    if lexicon.SIDE.search(text.lower()) and (credit or not inside):
        return True
    return credit and unit.shape.sentences <= 3 and len(text) <= _CAPTION


def _tells_scene(unit: Unit) -> bool:
    """Whether it tells in the present what is seen, and the day in full."""
    scene = lexicon.SCENE.match(unit.text.lower()) if len(unit.text) <= _SCENE else None
    return bool(scene and unit.shape.sentences <= 6 and not lexicon.SAID.search(scene.group()))


def leads_away(unit: Unit) -> bool:
    """A line that asks to read something else; a long one is a paragraph that ends with such words.

    "I subscribe to the view that ...," somebody said: words in the middle of what is said ask nobody.
    """
    lower = unit.text.lower()
    said = unit.shape.quote and reports(unit) and not lexicon.TEASER.match(lower)
    return unit.shape.words < 45 and ((unit.shape.teaser and not said) or bool(_LINK_TITLE.match(unit.text)))


def reports(unit: Unit) -> bool:
    """Whether somebody says something in it."""
    return bool(_SAID.search(unit.text.lower()))


def opens_another_part(unit: Unit) -> bool:
    """A short title over comments, links or lists."""
    words = sum(bool(_ALNUM.search(word)) for word in unit.text.split()) if unit.shape.closer else 0
    return 0 < words <= _TITLE_WORDS and not unit.shape.ends


def is_notice(unit: Unit) -> bool:
    """A sentence about the page or the text on it: cookies, rights, signing in, how a transcript was made."""
    if unit.shape.notices >= 2 and unit.shape.words <= _NOTICE_WORDS:
        return True
    lower = unit.text.lower() if unit.shape.words <= 2 * _NOTICE_WORDS else ""
    if (of_page := OF_PAGE.search(lower)) and of_page.start() <= _NOTICE_START:
        return True
    found = NOTICE.search(lower)
    return found is not None and found.start() <= _NOTICE_START and not _SAID.search(lower)


def is_about_author(unit: Unit, others: frozenset[str]) -> bool:
    """A line that says who the writer is; somebody the article tells of is no such.

    Args:
        unit: the line.
        others: the longer words, lower-cased, of the text before it.
    """
    text = unit.text
    if unit.shape.words > 70 or not lexicon.ABOUT_AUTHOR.search(text) or not lexicon.AUTHOR_WORK.search(text.lower()):
        return False
    match = lexicon.ABOUT_AUTHOR.search(text)
    names = [word.lower() for word in text[: match.end() if match else 0].split() if word[:1].isupper()]
    return bool(names) and names[0] not in lexicon.STOPS and not any(name in others for name in names)
