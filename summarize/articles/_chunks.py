"""Chunks: runs of capitalised words and known phrases that one or more names may fill."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from summarize.articles._gazetteer import Entry, gazetteer
from summarize.articles._numerals import NUMERALS
from summarize.articles._tokens import Token, adjoins, touches
from summarize.words import STOPWORDS

PARTICLES = frozenset(
    "de del della di da du dos das van von der den ter bin ibn al el ul bint la le abu ad ould".split()
)
LEADING = frozenset("de van von al el bin ibn della di da du del".split())  # that may open a name
_CALENDAR = frozenset(
    """Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August
    September October November December Jan Feb Mar Apr Jun Jul Aug Sept Sep Oct Nov Dec Mon Tue Tues Wed Thu Thur Thurs
    Fri Sat Sun""".split()
)
_MONTH_NAMES = frozenset("April May June August March".split())  # that people have
SUFFIXES = frozenset("Jr Sr II III IV VI VII".split())
_ABBREVIATIONS = frozenset(
    "St Mt Ft Mr Mrs Ms Dr Gen Sen Rep Gov Col Lt Sgt Capt Maj Adm Prof Rev Inc Corp Jr Sr Co Ltd".split()
)
NO_NAME = frozenset(  # capitals that name nothing one could check
    """I TV CEO CFO COO AM PM GMT EST EDT PST UTC BST CET OK ID PR IT AI DIY FAQ HD VIP PC SUV ATM MP MEP PhD MBA OKs
    Mr Mrs Ms Dr Sir Madam Internet Web God Heaven Earth Moon Sun Oh Yes No Hi Dear Update Photo Video Image Read A An
    The CEOs MPs IPO LGBT LGBTQ DVD CD SMS GPS PDF USB URL RSS Via Click See Also More O Q R D X""".split()
)
_NUMBERED = frozenset(
    """Article Title Section Chapter Resolution Flight Route Channel Highway Interstate Proposition Prop Phase Boeing
    Airbus Area Pier Gate Apollo Soyuz Falcon Windows Protocol Directive Regulation Executive Order Number""".split()
)
LAST_FIRST = frozenset(  # family names that stand first
    """Xi Wang Li Kim Moon Ban Zhang Hu Wen Yang Mao Deng Chiang Tsai Ma Nguyen Liu Chen Zhao Zhou Xu Sun Zhu Lin Guo He
    Gao Luo Zheng Liang Xie Song Tang Han Feng Yu Dong Cao Yuan Choi Jung Yoon Jang Hwang Cho Roh Chung Ri Ho Pak Hong
    Qin Wu Lu Bo Chung Jo Shin Kang Chang Tran Pham Le Vo Phan""".split()
)


@dataclass(frozen=True, slots=True)
class Item:
    """One token of a chunk, or a known phrase of several."""

    first: int  # index of its first token
    stop: int
    text: str
    entry: Entry | None = None


@dataclass(frozen=True, slots=True)
class Names:
    """What reading names needs to know of one text."""

    text: str
    tokens: Sequence[Token]
    timed: Sequence[bool]  # for each token, whether a time mention holds it
    inside: frozenset[str]  # words printed with a capital where none was forced
    shouted: frozenset[int]  # tokens of a headline in title case or capitals


_LONGEST = 24  # items of a chunk; no name is longer, and a line of capitals stays linear
_SHOUTED = 0.9  # share of long words with a capital from which a sentence is a headline in title case
_SHOUTED_WORDS = 4  # and how many long words it must have


def find_names_context(
    texts: Sequence[str], cut: Sequence[Sequence[Token]], timed: Sequence[Sequence[bool]]
) -> list[Names]:
    """What reading names needs to know of each paragraph; capitals seen in one help in the others."""
    shouted = [_shouted(tokens) for tokens in cut]
    inside = frozenset(
        token.text
        for tokens, loud in zip(cut, shouted, strict=True)
        for k, token in enumerate(tokens)
        if token.cap and not token.initial and k not in loud and token.kind == "word"
    )
    return [
        Names(text, tokens, times, inside, loud)
        for text, tokens, times, loud in zip(texts, cut, timed, shouted, strict=True)
    ]


def _is_unlikely_name(word: str) -> bool:
    """Whether a word is ordinary and belongs to no office or organisation."""
    words = gazetteer().words
    official = any(word in words[k] for k in ("title_heads", "title_modifiers", "organisation_heads", "title_domains"))
    return is_ordinary(word.lower()) and not official


def _shouted(tokens: Sequence[Token]) -> frozenset[int]:
    """Tokens of the sentences whose long words are nearly all capitalised, where a capital tells nothing."""
    found: set[int] = set()
    sentence: list[int] = []
    for k, token in enumerate(tokens):
        if token.kind in {"word", "acronym"}:
            sentence.append(k)
        if (token.kind == "mark" and token.text in {".", "!", "?"}) or k == len(tokens) - 1:
            long = [i for i in sentence if len(tokens[i].text) > 3]
            ordinary = [i for i in long if tokens[i].cap and _is_unlikely_name(tokens[i].text)]
            if (
                len(long) >= _SHOUTED_WORDS
                and sum(tokens[i].cap for i in long) >= _SHOUTED * len(long)
                and (len(ordinary) >= 2)
            ):
                found.update(sentence)
            sentence = []
    return frozenset(found)


# --------------------------------------------------------------------- chunks


def chunk_at(ctx: Names, i: int) -> tuple[list[Item], int]:
    """The items of the chunk that begins at token ``i``, and the index after it; no items where none begins."""
    items: list[Item] = []
    at = i
    while at < len(ctx.tokens) and len(items) < _LONGEST:
        if items and not adjoins(ctx.text, ctx.tokens[at - 1], ctx.tokens[at]):
            break
        item = _item_at(ctx, at, items)
        if item is None:
            joint = _joint(ctx, at, items) if items else 0
            if not joint:
                break
            items.extend(_plain_item(ctx, k) for k in range(at, at + joint))
            at += joint
            continue
        items.append(item)
        at = item.stop
    while items and items[-1].entry is None and not _is_namely(ctx, items[-1]):
        at = items.pop().first
    return items, max(at, i)


def _is_namely(ctx: Names, item: Item) -> bool:
    return ctx.tokens[item.first].cap or ctx.tokens[item.first].kind in {"number", "mixed"} or item.text == "."


def _plain_item(ctx: Names, at: int) -> Item:
    return Item(at, at + 1, ctx.tokens[at].text)


def _item_at(ctx: Names, at: int, items: list[Item]) -> Item | None:
    token = ctx.tokens[at]
    if ctx.timed[at]:
        return None
    phrase = _phrase_at(ctx, at)
    if phrase and (phrase.stop > at + 1 or not token.initial or _may_open(ctx, at)):
        return phrase
    if token.kind == "word" and not token.cap:
        opens = not items and token.text in LEADING and at + 1 < len(ctx.tokens)
        return _plain_item(ctx, at) if opens and _leads(ctx, at) else None
    if token.kind not in {"word", "acronym", "mixed"} or not token.cap or token.text in NO_NAME:
        return None
    if token.text[0] == "I" and token.text[1:2] in {"'", "’"}:
        return None  # "I'll"
    if token.text.lower() in NUMERALS and not items:
        return None
    if token.text in _CALENDAR and not _is_named_month(ctx, at, items):
        return None
    if not items and token.initial and not _may_open(ctx, at):
        return None
    if token.text.lower() in STOPWORDS and token.text.title() == token.text and len(token.text) > 1:
        return None if not items or token.text not in {"May", "Will"} else _plain_item(ctx, at)
    if at in ctx.shouted and is_ordinary(token.text.lower()):
        return None
    return _plain_item(ctx, at)


def _leads(ctx: Names, at: int) -> bool:
    """Whether a particle opens a name: "de Mistura", "al-Assad"."""
    nxt = ctx.tokens[at + 1]
    if nxt.text == "-" and at + 2 < len(ctx.tokens):
        return touches(ctx.tokens[at], nxt) and ctx.tokens[at + 2].cap and ctx.tokens[at].text in {"al", "el", "ul"}
    return nxt.cap and nxt.kind == "word" and adjoins(ctx.text, ctx.tokens[at], nxt)


def _phrase_at(ctx: Names, at: int) -> Item | None:
    """The longest known name that begins at a token."""
    known = gazetteer()
    reach = known.reach.get(ctx.tokens[at].text, 0)
    if not reach:
        return None
    for length in range(min(reach, len(ctx.tokens) - at), 0, -1):
        span = ctx.tokens[at : at + length]
        entry = known.phrases.get(" ".join(token.text for token in span))
        if entry and all(adjoins(ctx.text, a, b) for a, b in zip(span, span[1:], strict=False)):
            surface = ctx.text[span[0].start : span[-1].end]
            if length > 1 or not (at in ctx.shouted and is_ordinary(surface.lower())):
                return Item(at, at + length, surface, entry)
    return None


def _is_named_month(ctx: Names, at: int, items: list[Item]) -> bool:
    return bool(items) and ctx.tokens[at].text in _MONTH_NAMES and items[-1].text in gazetteer().given


def is_ordinary(lower: str) -> bool:
    known = gazetteer()
    return lower in known.plain or lower in known.mixed


def _may_open(ctx: Names, at: int) -> bool:
    """Whether a capitalised word where any word would be capitalised can belong to a name."""
    known, token = gazetteer(), ctx.tokens[at]
    lower = token.text.lower()
    if lower in STOPWORDS:
        return token.kind == "acronym" or (len(token.text) > 1 and token.text.isupper() and token.text in known.phrases)
    if token.text in ctx.inside or (len(token.text) > 1 and token.text.isupper()) or token.kind == "acronym":
        return True
    nxt = ctx.tokens[at + 1] if at + 1 < len(ctx.tokens) else None
    followed = nxt is not None and nxt.cap and nxt.kind in {"word", "acronym"} and adjoins(ctx.text, token, nxt)
    if token.text in known.words["title_heads"] or token.text in known.words["title_modifiers"]:
        return followed or _opens_office(ctx, at)
    if lower in known.plain or (token.text in known.given and lower in known.mixed):
        return False
    if lower in known.mixed:
        return followed
    if not (token.text in known.phrases or token.text in known.surnames or token.text in known.given):
        return not lower.endswith(("ing", "ly", "edly")) or followed
    return True


def _opens_office(ctx: Names, at: int) -> bool:
    """ "Secretary of State Mike …", "Gen. …" at the start of a sentence."""
    if at + 2 >= len(ctx.tokens):
        return False
    nxt, after = ctx.tokens[at + 1], ctx.tokens[at + 2]
    if nxt.text == ".":
        return ctx.tokens[at].text in _ABBREVIATIONS
    return nxt.text in {"of", "for"} and after.text in gazetteer().words["title_domains"]


def _joint(ctx: Names, at: int, items: list[Item]) -> int:
    """How many tokens from ``at`` on join the chunk to a capitalised word after them; 0 where none do."""
    tokens, token = ctx.tokens, ctx.tokens[at]
    last = items[-1]
    if token.text == "." and touches(tokens[at - 1], token) and (len(last.text) == 1 or last.text in _ABBREVIATIONS):
        return 1 if at + 1 < len(tokens) and tokens[at + 1].kind == "word" and tokens[at + 1].cap else 0
    if token.kind == "number":
        return 1 if (last.text in _NUMBERED or last.text == "-") and not ctx.timed[at] else 0
    if token.text == "-" and touches(tokens[at - 1], token):
        return _hyphen(ctx, at, last)
    if token.text in {"&", "and", "of", "for", "on", "to"}:
        return _connector(ctx, at, items)
    if token.text in PARTICLES or token.text == "the":
        return _particles(ctx, at)
    return 0


def _hyphen(ctx: Names, at: int, last: Item) -> int:
    """ "Jean-Claude", "Ki-moon" are one; "US-Russian", "US-led" are cut."""
    tokens = ctx.tokens
    if at + 1 >= len(tokens) or not touches(tokens[at], tokens[at + 1]) or tokens[at + 1].kind not in {"word", "mixed"}:
        return 1 if _is_numbered(ctx, at) else 0
    nxt = tokens[at + 1]
    if nxt.cap:
        if last.entry or _phrase_at(ctx, at + 1) or last.text.isupper() or nxt.text.isupper():
            return 0
        return 1
    if nxt.text.lower() in {"un", "il", "in", "hye", "bok", "eun", "moon", "sik", "hyun", "jin", "ho", "soo", "kyung"}:
        return 2 if last.entry is None else 0
    return 0


def _is_numbered(ctx: Names, at: int) -> bool:
    tokens = ctx.tokens
    return (
        at + 1 < len(tokens) and tokens[at + 1].kind == "number" and touches(tokens[at], tokens[at + 1])
        and tokens[at - 1].text.isupper() and tokens[at - 1].kind == "word"
    )  # fmt: skip


def _particles(ctx: Names, at: int) -> int:
    """ "bin" in "Mohammed bin Salman", "al-" in "Bashar al-Assad", "von der" in "Ursula von der Leyen"."""
    tokens, count = ctx.tokens, 0
    while at + count < len(tokens) and tokens[at + count].text in PARTICLES and count < 3:
        count += 1
        mark = at + count
        if mark < len(tokens) and tokens[mark].text == "-" and touches(tokens[mark - 1], tokens[mark]):
            count += 1
    stop = at + count
    if not count or stop >= len(tokens) or not tokens[stop].cap or tokens[stop].kind != "word":
        return 0
    return count if adjoins(ctx.text, tokens[stop - 1], tokens[stop]) and tokens[stop].text not in _CALENDAR else 0


def _connector(ctx: Names, at: int, items: list[Item]) -> int:
    """ "of", "for", "and" inside names of organisations, offices and a few others."""
    tokens, known, word = ctx.tokens, gazetteer(), ctx.tokens[at].text
    skip = 1 + (at + 1 < len(tokens) and tokens[at + 1].text == "the" and word != "and")
    stop = at + skip
    if stop >= len(tokens) or not tokens[stop].cap or ctx.timed[stop] or tokens[stop].text in _CALENDAR:
        return 0
    last = items[-1].text
    if word == "&":
        return skip
    if word == "and":
        return skip if _links_common_words(ctx, at, items) else 0
    if last in known.words["of_heads"] or last in known.words["organisation_heads"]:
        return skip
    if word == "of" and last in known.words["title_heads"]:
        return skip if tokens[stop].text in known.words["title_domains"] or last in {"Prince", "Duke"} else 0
    if word in {"for", "to"} and last in {"Secretary", "Minister", "Ambassador", "Envoy", "Representative"}:
        return skip if tokens[stop].text in known.words["title_domains"] else 0
    return 0


def _links_common_words(ctx: Names, at: int, items: list[Item]) -> bool:
    """ "Health and Human Services", "Food and Drug Administration": common words on both sides, a head near."""
    known = gazetteer()
    left, right = ctx.tokens[at - 1].text.lower(), ctx.tokens[at + 1].text.lower()
    if not (is_ordinary(left) and is_ordinary(right)) or items[-1].entry:
        return False
    heads = known.words["of_heads"] | known.words["organisation_heads"]
    if any(item.text in heads for item in items[:-1]) and any(item.text in {"of", "for"} for item in items):
        return True
    after = at + 1
    while after + 1 < len(ctx.tokens) and ctx.tokens[after + 1].cap and after < at + 4:
        after += 1
    return ctx.tokens[after].text in known.words["organisation_heads"] and after > at + 1
