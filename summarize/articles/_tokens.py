"""Tokens for reading facts: words, figures and marks with their offsets, in one linear pass."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

# No alternative can match the same stretch in two ways, so a long line of any one character stays linear.
_TOKEN = re.compile(
    r"(?P<acronym>(?:[A-Z]\.){2,}(?:[A-Z](?![^\W\d_]))?)"  # U.S.  U.S.A  D.C.
    r"|(?P<link>https?://\S+|www\.\S+|[@#]\w+)"  # an address names nothing
    r"|(?P<mixed>[^\W\d_]+\d\w*)"  # G20  MH17
    r"|(?P<number>\d+(?:,\d{3})*(?:\.\d+)?)"
    r"|(?P<own>['’][sS]\b)"  # the possessive stands outside every name
    r"|(?P<word>[^\W\d_]+(?:['’](?![sS]\b)[^\W\d_]+)*)"
    r"|(?P<mark>--+|\.\.+|[^\w\s]|_)"
)
_OPENING = frozenset("\"“„«‘'([{•*|")
_ENDING = frozenset(".!?:;…")
# A full stop after one of these ends no sentence.
_SHORT = frozenset(
    """Mr Mrs Ms Dr Prof Sen Sens Rep Reps Gov Gen Col Lt Sgt Capt Maj Adm Cmdr Brig Cpl Pvt Rev Fr St Mt Ft Jr Sr No
    Nos Inc Corp Ltd Co Bros vs Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Hon Messrs Ave Blvd Ala Ariz Calif
    Colo Conn Fla Ga Ill Ind Kan Ky La Md Mass Mich Minn Miss Mo Mont Neb Nev Okla Ore Pa Tenn Tex Va Vt Wash Wis Wyo
    approx est""".split()
)


@dataclass(slots=True)
class Token:
    """A word, a figure or a mark."""

    text: str
    start: int
    end: int
    kind: str  # "acronym", "link", "mixed", "number", "own", "word", "mark"
    cap: bool  # begins with a capital (or is an acronym)
    initial: bool = False  # where any word would be capitalised: a sentence or a quotation begins here


def tokens_of(text: str, starts: Sequence[int] | None = None) -> list[Token]:
    """The tokens of a text, in order.

    Args:
        text: any text.
        starts: offsets at which sentences begin, where they are known; otherwise they are guessed from the marks.
    """
    found = []
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or "mark"
        word = match.group()
        found.append(Token(word, match.start(), match.end(), kind, kind not in {"mark", "link"} and word[0].isupper()))
    _mark_initials(found, None if starts is None else frozenset(starts))
    return found


def _mark_initials(tokens: list[Token], starts: frozenset[int] | None) -> None:
    begins = True
    last = ""
    for token in tokens:
        if token.kind == "mark":
            begins = _begins_after(token, last, begins, starts)
            if starts is not None and token.start in starts:
                begins = True
        else:
            token.initial = begins or (starts is not None and token.start in starts)
            begins = False
        last = token.text


def _begins_after(mark: Token, last: str, begins: bool, starts: frozenset[int] | None) -> bool:
    char = mark.text[0]
    if char in _OPENING:
        return True
    if char not in _ENDING:
        return begins
    if char == "." and mark.text == "." and starts is not None:
        return begins
    return not (char == "." and (last in _SHORT or (len(last) == 1 and last.isupper())))


def adjoins(text: str, left: Token, right: Token) -> bool:
    """Whether only white space stands between two tokens (and no paragraph ends there)."""
    gap = text[left.end : right.start]
    return not gap or (gap.isspace() and gap.count("\n") < 2)


def touches(left: Token, right: Token) -> bool:
    """Whether nothing stands between two tokens."""
    return left.end == right.start
