"""The dateline at the start of a body line: "MOSCOW (AFP) – ", "CAIRO Dec 5 (Reuters) - ", "PESHAWAR: "."""

from __future__ import annotations

import re

from summarize.articles import _lexicon as lexicon
from summarize.articles._gazetteer import is_place, is_town

_HEAD = 160  # a dateline is never longer
_MIN_CHARS = 8  # a shorter one without brackets is one only before the name of a town: "OSLO - ", not "NATO - "
_ONE_WORD = re.compile(r"[^\W\d_][\w.'’-]*(?:/[\w.'’-]+)*")  # "BEIRUT/GENEVA" is one too
_DASH = r"(?:--?|–|—|―|:)"
_LONG_DASH = r"(?:--?|–|—|―)"
_DASH_APART = r"(?:--|–|—|―|(?<=\s)-|-(?=\s))"  # the hyphen of "TEXAS-Mexico" is none
_KNOWN = rf"(?:\((?:{lexicon.AGENCIES})\)|/(?:{lexicon.AGENCIES})/\.?)"
_ANY_AGENCY = r"(?:\([A-Z][\w./ -]{1,40}\)|/[A-Z][\w. -]{1,24}/)"
_CAPS = r"[A-ZÀ-Þ][A-ZÀ-Þ.'’-]+(?:[ /][A-ZÀ-Þ][A-ZÀ-Þ.'’-]*){0,3}"
_NAMES = r"[A-ZÀ-Þ][\w.'’-]+(?:[ /](?:[A-ZÀ-Þ][\w.'’-]+|of|de|al)){0,3}"
_DAY = r"(?:(?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8}\.?)(?:,? \d{4})?)"
_MONTH = (
    r"(?i:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DATED = rf"(?:(?:{_MONTH} \d{{1,2}}|\d{{1,2}}(?:st|nd|rd|th)? {_MONTH})(?:,? (?:19|20)\d\d)?(?!\d))"
_REST = rf"(?:, ?(?:{_NAMES}|D\.C\.|{_DAY})| (?:[-–—|] )?{_DATED}){{0,3}}"
_NEXT = r"(?=[\"'“‘„«(]?[A-ZÀ-Þ0-9$€£])"
_DATELINES = (
    # LONDON, March 3 (Reuters) - / Moscow (AFP) – / MOSCOW, March 24. /TASS/.
    re.compile(rf"(?:{_CAPS}|{_NAMES}){_REST}[.,]?\s{{0,2}}{_KNOWN}\s{{0,2}}(?:{_DASH}\s{{0,2}}|{_NEXT})"),
    # TUNIS (TAP) - / WASHINGTON, March 3 /PRNewswire/ --. "Merkel (CDU) said" is the start of a sentence.
    re.compile(rf"(?:{_CAPS}|{_NAMES}){_REST}[.,]?\s{{0,2}}{_ANY_AGENCY}\s{{0,2}}{_DASH}\s{{0,2}}{_NEXT}"),
    re.compile(rf"(?:{_CAPS}){_REST}[.,]?\s{{0,2}}{_ANY_AGENCY}\s{{0,2}}{_NEXT}"),
    # (Reuters) - / (CNN) -- / (CNN)
    re.compile(rf"\((?:{lexicon.AGENCIES})\)\s{{0,2}}(?:{_DASH})?\s{{0,2}}{_NEXT}"),
    # WASHINGTON, D.C. — / MOSCOW -- / BEIRUT/GENEVA - / MOSCOW - March 24, 2016 -
    re.compile(rf"(?:{_CAPS}){_REST}\s{{0,2}}{_DASH_APART}\s{{0,2}}{_NEXT}"),
)
# Mixed case and no agency: only trusted on the first body line, where a dateline stands.
_FIRST_DATELINE = re.compile(rf"{_NAMES}{_REST} (?:--|–|—) {_NEXT}")
# A day tells a dateline too, and so does the name of a town; these as well are trusted on the first body line alone.
_PLACE = rf"(?P<place>{_CAPS}|{_NAMES})"
_OF_TOWNS = (
    # New Delhi, May 12: / MOSCOW, 24 March. / Moscow, 24 March 2016, TASS - / MOSCOW. March 24. INTERFAX -
    re.compile(
        rf"{_PLACE}(?:, ?{_NAMES})?(?:[,.]| ?[|/–—-])? ?{_DATED}(?:(?:, ?|\. )[A-Z][\w.]{{2,15}})?"
        rf"(?:\s?(?:{_DASH}|[.|]|//))\s{{0,2}}{_NEXT}"
    ),
    # NEW DELHI | 12 May 2016
    re.compile(rf"{_PLACE} ?[|/] ?{_DATED}(?<=\d\d\d\d) {_NEXT}"),
    # 24 March 2016, Moscow –
    re.compile(rf"{_DATED}, {_PLACE}\s?{_LONG_DASH}\s{{0,2}}{_NEXT}"),
    # PESHAWAR: / ABU DHABI // / DOHA | / Vienna -
    re.compile(rf"{_PLACE}(?:, ?{_NAMES})?(?:\s?(?::|\||//)| -)\s{{1,2}}{_NEXT}"),
    # [MOSCOW]
    re.compile(rf"\[(?P<place>{_CAPS})\]\s{{1,2}}{_NEXT}"),
)


def dateline_end(text: str, first: bool) -> int:
    """How many characters of a body line are its dateline; 0 without one.

    Args:
        text: the line, or its start.
        first: whether it is the first body line.
    """
    head = text[:_HEAD]
    for pattern in (*_DATELINES, _FIRST_DATELINE) if first else _DATELINES:
        match = pattern.match(head)
        if match and _plausible(match.group(), text[match.end() :]):
            return match.end()
    for pattern in _OF_TOWNS if first else ():
        match = pattern.match(head)
        if match and text[match.end() :].strip() and is_town(match["place"].rstrip(".")):
            return match.end()
    return 0


def _plausible(dateline: str, rest: str) -> bool:
    """A dateline stands before a sentence; "NATO - ", "A - " and "OPINION - " are none."""
    letters = [c for c in dateline if c.isalpha()]
    if len(letters) < 3 or not rest.strip():
        return False
    if "(" in dateline:
        return True
    place = dateline.rstrip(" -–—―:\xa0")
    if len(dateline) < _MIN_CHARS:
        return is_town(place)
    return not _ONE_WORD.fullmatch(place) or any(is_place(one.rstrip(".")) for one in place.split("/"))
