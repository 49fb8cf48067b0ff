"""The dateline at the start of a body line: "MOSCOW (AFP) – ", "CAIRO Dec 5 (Reuters) - ", "PESHAWAR: "."""

from __future__ import annotations

import re

from summarize.articles import _lexicon as lexicon
from summarize.articles._gazetteer import gazetteer, is_place, is_town

_HEAD = 160  # a dateline is never longer
_MIN_CHARS = 8  # a shorter one without brackets is one only before the name of a town: "OSLO - ", not "NATO - "
_SEATS = frozenset({"united nations", "aboard", "capitol hill"})  # reports are filed there; no gazetteer has them
_DASH = r"(?:--?|–|—|―|:)"
_LONG_DASH = r"(?:--?|–|—|―)"
DASH_APART = r"(?:--|–|—|―|(?<=\s)-|-(?=\s))"  # the hyphen of "TEXAS-Mexico" is none
_BRACKETS = rf"\((?:{lexicon.AGENCIES})(?: ?[A-Z][a-zñ]+){{0,2}}\)"  # (Reuters), (CNN Business), (AP Sports)
_KNOWN = rf"(?:{_BRACKETS}|(?<!\S)/(?:{lexicon.AGENCIES})/(?!\w)\.?)"
_ANY_AGENCY = r"(?:\([A-Z][\w./ -]{1,40}\)|/[A-Z][\w. -]{1,24}/)"
CAPITALS = r"[A-ZÀ-Þ][A-ZÀ-Þ.'’-]+(?:[ /][A-ZÀ-Þ][A-ZÀ-Þ.'’-]*){0,3}"
NAMES = r"[A-ZÀ-Þ][\w.'’-]+(?:[ /](?:[A-ZÀ-Þ][\w.'’-]+|of|de|al)){0,3}"
_DAY = r"(?:(?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8}\.?)(?:,? \d{4})?)"
_MONTH = (
    r"(?i:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DATED = rf"(?:(?:{_MONTH} \d{{1,2}}|\d{{1,2}}(?:st|nd|rd|th)? {_MONTH})(?:,? (?:19|20)\d\d)?(?!\d))"
_ANY_DAY = re.compile(_DATED)
REST = rf"(?:, ?(?:{NAMES}|D\.C\.|{_DAY})| (?:[-–—|] )?{_DATED}){{0,3}}"
_NEXT = r"(?=[\"'“‘„«(]?[A-ZÀ-Þ0-9$€£])"
_BY_AGENCY = (
    # LONDON, March 3 (Reuters) - / Moscow (AFP) – / MOSCOW, March 24. /TASS/.
    re.compile(rf"(?:{CAPITALS}|{NAMES}){REST}[.,]?\s{{0,2}}{_KNOWN}\s{{0,2}}(?:{_DASH}\s{{0,2}}|{_NEXT})"),
    # Oct 24 (Reuters) -
    re.compile(rf"{_DATED}[.,]?\s{{0,2}}{_KNOWN}\s{{0,2}}{_DASH}\s{{0,2}}{_NEXT}"),
    # (Reuters) - / (CNN) -- / (CNN)
    re.compile(rf"{_BRACKETS}\s{{0,2}}(?:{_DASH})?\s{{0,2}}{_NEXT}"),
)
# Without an agency that is known a place or a day must tell them: "FILE PHOTO - ", "ANC (African National Congress)".
_BY_PLACE = (
    # TUNIS (TAP) - / WASHINGTON, March 3 /PRNewswire/ --. "Merkel (CDU) said" is the start of a sentence.
    re.compile(rf"(?:{CAPITALS}|{NAMES}){REST}[.,]?\s{{0,2}}{_ANY_AGENCY}\s{{0,2}}{_DASH}\s{{0,2}}{_NEXT}"),
    re.compile(rf"(?:{CAPITALS}){REST}[.,]?\s{{0,2}}{_ANY_AGENCY}\s{{0,2}}{_NEXT}"),
    # WASHINGTON, D.C. — / MOSCOW -- / BEIRUT/GENEVA - / MOSCOW - March 24, 2016 -
    re.compile(rf"(?:{CAPITALS}){REST}\s{{0,2}}{DASH_APART}\s{{0,2}}{_NEXT}"),
)
# Mixed case and no agency: only trusted on the first body line, where a dateline stands.
# (Example.com) -
_OUTLET_FIRST = re.compile(rf"\([A-Z][\w.&'’]*(?: [A-Z][\w.&'’]*){{0,3}}\)\s{{0,2}}{_LONG_DASH}\s{{1,2}}{_NEXT}")
_FIRST_DATELINE = re.compile(rf"{NAMES}{REST} (?:--|–|—) {_NEXT}")
# A day tells a dateline too, and so does the name of a town; these as well are trusted on the first body line alone.
_PLACE = rf"(?P<place>{CAPITALS}|{NAMES})"
_OF_TOWNS = (
    # New Delhi, May 12: / MOSCOW, 24 March. / Moscow, 24 March 2016, TASS - / MOSCOW. March 24. INTERFAX -
    re.compile(
        rf"{_PLACE}(?:, ?{NAMES})?(?:[,.]| ?[|/–—-])? ?{_DATED}(?:(?:, ?|\. )[A-Z][\w.]{{2,15}})?"
        rf"(?:\s?(?:{_DASH}|[.|]|//))\s{{0,2}}{_NEXT}"
    ),
    # NEW DELHI | 12 May 2016
    re.compile(rf"{_PLACE} ?[|/] ?{_DATED}(?<=\d\d\d\d) {_NEXT}"),
    # 24 March 2016, Moscow –
    re.compile(rf"{_DATED}, {_PLACE}\s?{_LONG_DASH}\s{{0,2}}{_NEXT}"),
    # PESHAWAR: / ABU DHABI // / DOHA | / Vienna -
    re.compile(rf"{_PLACE}(?:, ?{NAMES})?(?:\s?(?::|\||//)| -)\s{{1,2}}{_NEXT}"),
    # [MOSCOW]
    re.compile(rf"\[(?P<place>{CAPITALS})\]\s{{1,2}}{_NEXT}"),
    # (NEW DELHI) — / (ALBANY, N.Y.) — / (Kyiv) –
    re.compile(rf"\({_PLACE}(?:, ?(?:{NAMES}))?\)\s{{0,2}}{_LONG_DASH}\s{{0,2}}{_NEXT}"),
)


def dateline_end(text: str, first: bool) -> int:
    """How many characters of a body line are its dateline; 0 without one.

    Args:
        text: the line, or its start.
        first: whether it is the first body line.
    """
    head = text[:_HEAD]
    for pattern in (*_BY_AGENCY, _OUTLET_FIRST) if first else _BY_AGENCY:
        match = pattern.match(head)
        if match and text[match.end() :].strip():
            return match.end()
    for pattern in (*_BY_PLACE, _FIRST_DATELINE) if first else _BY_PLACE:
        match = pattern.match(head)
        if match and text[match.end() :].strip() and _plausible(match.group()):
            return match.end()
    for pattern in _OF_TOWNS if first else ():
        match = pattern.match(head)
        if match and text[match.end() :].strip() and any(map(is_town, match["place"].rstrip(".").split("/"))):
            return match.end()
    return 0


def _plausible(dateline: str) -> bool:
    """Whether a place or a day stands in it; "NATO - ", "A - ", "OPINION - " and "FILE PHOTO - " hold neither."""
    place = dateline.rstrip(" -–—―:\xa0")
    if len(dateline) < _MIN_CHARS:
        return is_town(place)
    return bool(_ANY_DAY.search(place)) or names_place(place)


def names_place(printed: str) -> bool:
    """Whether one of the names that commas, strokes and brackets part is a place's: "OFER PRISON, West Bank"."""
    first, *rest = (part.strip() for part in re.split(r"[,/()]", printed))
    return _is_place(first) or any(_is_place(part) or _is_state(part) for part in rest)


def _is_state(name: str) -> bool:
    """ "N.H.", "Pa.", "NY"."""
    return name.replace(".", "") in gazetteer().states or is_place(name.rstrip("."))


def _is_place(name: str) -> bool:
    plain = name.rstrip(".")
    before, _, last = name.rpartition(" ")
    of_seat = plain.lower() in _SEATS or plain.lower().startswith("aboard ")
    return of_seat or is_place(name) or is_place(plain) or (bool(before) and "." in last and _is_state(last))
