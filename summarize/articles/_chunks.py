"""Chunks: runs of capitalised words and known phrases that one or more names may fill."""

from __future__ import annotations

from summarize.articles._context import (
    ABBREVIATIONS,
    CALENDAR,
    FAMILY_FIRST,
    LEADING,
    MONTH_NAMES,
    NO_NAME,
    Item,
    Names,
    is_asian,
    is_ordinary,
    phrase_at,
)
from summarize.articles._gazetteer import Entry, gazetteer
from summarize.articles._joints import joint_at
from summarize.articles._numerals import NUMERALS
from summarize.articles._tokens import Token, adjoins, touches
from summarize.words import STOPWORDS

_GIVEN_STOPWORDS = frozenset("He An So".split())  # "Liu He"
_LONGEST = 24  # items of a chunk; no name is longer, and a line of capitals stays linear


def chunk_at(ctx: Names, i: int) -> tuple[list[Item], int]:
    """The items of the chunk that begins at token ``i``, and the index after it; no items where none begins."""
    items: list[Item] = []
    at = i
    while at < len(ctx.tokens) and len(items) < _LONGEST:
        if items and not adjoins(ctx.text, ctx.tokens[at - 1], ctx.tokens[at]):
            break
        item = _item_at(ctx, at, items)
        if item is None:
            joint = joint_at(ctx, at, items) if items else 0
            if not joint:
                break
            items.extend(_plain_item(ctx, k) for k in range(at, at + joint))
            at += joint
            continue
        items.append(item)
        at = item.stop
    while items and items[-1].entry is None and not _is_namely(ctx, items):
        at = items.pop().first
    return items, max(at, i)


def _is_namely(ctx: Names, items: list[Item]) -> bool:
    """Whether the last item can end a name."""
    last = items[-1]
    if len(items) > 1 and items[-2].text == "-" and is_asian([last.text]):
        return True
    return ctx.tokens[last.first].cap or ctx.tokens[last.first].kind in {"number", "mixed"} or last.text == "."


def _plain_item(ctx: Names, at: int) -> Item:
    return Item(at, at + 1, ctx.tokens[at].text)


def _item_at(ctx: Names, at: int, items: list[Item]) -> Item | None:
    """The known phrase or the word at ``at`` that belongs to a name; None where none does."""
    token = ctx.tokens[at]
    if ctx.timed[at]:
        return None
    phrase = phrase_at(ctx, at) or _state_at(ctx, at)
    if phrase and (phrase.stop > at + 1 or not token.initial or _may_open(ctx, at)):
        return phrase
    if token.kind == "word" and not token.cap:
        opens = not items and token.text in LEADING and at + 1 < len(ctx.tokens)
        return _plain_item(ctx, at) if opens and _leads(ctx, at) else None
    return _plain_item(ctx, at) if _is_capital(ctx, at, items) else None


def _state_at(ctx: Names, at: int) -> Item | None:
    """ "NY" in "Chuck Schumer (D-NY)"."""
    if at < 2 or ctx.tokens[at - 1].text != "-" or ctx.tokens[at - 2].text not in {"D", "R", "I"}:
        return None
    normal = gazetteer().states.get(ctx.tokens[at].text)
    return Item(at, at + 1, ctx.tokens[at].text, Entry("place", normal)) if normal else None


def _is_capital(ctx: Names, at: int, items: list[Item]) -> bool:
    """Whether the capital of a word that no list knows is a name's."""
    token = ctx.tokens[at]
    lower = token.text.lower()
    if (
        token.kind not in {"word", "acronym", "mixed"}
        or not token.cap
        or (_names_nothing(token) and token.text not in ctx.families)
    ):
        return False
    if not items and (lower in NUMERALS or (token.initial and not _may_open(ctx, at))):
        return False
    if token.text in CALENDAR:
        return _is_named_month(ctx, at, items)
    if lower in STOPWORDS and len(token.text) > 1 and token.text.istitle():
        given = token.text in _GIVEN_STOPWORDS and len(items) == 1 and items[0].text in FAMILY_FIRST
        return (bool(items) and token.text == "Will") or (given and at not in ctx.shouted)
    return not (at in ctx.shouted and is_ordinary(lower))


def _names_nothing(token: Token) -> bool:
    return token.text in NO_NAME or (token.text[0] == "I" and token.text[1:2] in {"'", "’"})


def _leads(ctx: Names, at: int) -> bool:
    """Whether a particle opens a name: "de Mistura", "al-Assad"."""
    nxt = ctx.tokens[at + 1]
    if nxt.text == "-" and at + 2 < len(ctx.tokens):
        return touches(ctx.tokens[at], nxt) and ctx.tokens[at + 2].cap and ctx.tokens[at].text in {"al", "el", "ul"}
    return nxt.cap and nxt.kind == "word" and adjoins(ctx.text, ctx.tokens[at], nxt)


def _is_named_month(ctx: Names, at: int, items: list[Item]) -> bool:
    return bool(items) and ctx.tokens[at].text in MONTH_NAMES and items[-1].text in gazetteer().given


def _may_open(ctx: Names, at: int) -> bool:
    """Whether a capitalised word where any word would be capitalised can belong to a name."""
    known, token = gazetteer(), ctx.tokens[at]
    lower, loud = token.text.lower(), len(token.text) > 1 and token.text.isupper()
    if lower in STOPWORDS:
        return token.kind == "acronym" or (loud and token.text in known.phrases)
    if token.text in ctx.inside | ctx.families or loud or token.kind == "acronym":
        return True
    if token.text in known.words["title_heads"] or token.text in known.words["title_modifiers"]:
        return _is_followed(ctx, at) or _opens_office(ctx, at)
    if lower in known.plain or lower in known.mixed:
        return lower in known.mixed and _is_followed(ctx, at)
    listed = token.text in known.phrases or token.text in known.surnames or token.text in known.given
    return listed or not lower.endswith(("ing", "ly", "ed")) or _is_followed(ctx, at)


def _is_followed(ctx: Names, at: int) -> bool:
    """Whether another capitalised word comes next."""
    if at + 1 >= len(ctx.tokens):
        return False
    nxt = ctx.tokens[at + 1]
    return nxt.cap and nxt.kind in {"word", "acronym"} and adjoins(ctx.text, ctx.tokens[at], nxt)


def _opens_office(ctx: Names, at: int) -> bool:
    """ "Secretary of State Mike …", "Gen. …" at the start of a sentence."""
    if at + 2 >= len(ctx.tokens):
        return False
    nxt, after = ctx.tokens[at + 1], ctx.tokens[at + 2]
    if nxt.text == ".":
        return ctx.tokens[at].text in ABBREVIATIONS
    return nxt.text in {"of", "for"} and after.text in gazetteer().words["title_domains"]
