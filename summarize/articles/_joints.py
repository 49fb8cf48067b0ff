"""What joins capitalised words to one name: dots, hyphens, particles, "of", "for", "and"."""

from __future__ import annotations

from summarize.articles._context import (
    ABBREVIATIONS,
    CALENDAR,
    FAMILY_FIRST,
    NUMBERED,
    PARTICLES,
    SYLLABLES,
    Item,
    Names,
    is_asian,
    is_ordinary,
    phrase_at,
)
from summarize.articles._gazetteer import gazetteer
from summarize.articles._tokens import adjoins, touches


def joint_at(ctx: Names, at: int, items: list[Item]) -> int:
    """How many tokens from ``at`` on join the chunk to a capitalised word after them; 0 where none do."""
    tokens, token, last = ctx.tokens, ctx.tokens[at], items[-1].text
    count = 0
    if token.text == "." and touches(tokens[at - 1], token) and (len(last) == 1 or last in ABBREVIATIONS):
        count = int(at + 1 < len(tokens) and tokens[at + 1].kind == "word" and tokens[at + 1].cap)
    elif token.kind == "number":
        count = int((last in NUMBERED or last == "-") and not ctx.timed[at])
    elif token.text == "-" and touches(tokens[at - 1], token):
        count = _hyphen(ctx, at, items)
    elif token.text in {"&", "and", "of", "for", "on", "to"}:
        count = _connector(ctx, at, items)
    elif token.text in PARTICLES:
        count = _particles(ctx, at)
    return count


def _hyphen(ctx: Names, at: int, items: list[Item]) -> int:
    """ "Jean-Claude", "Ki-moon" are one; "US-Russian", "US-led" are cut."""
    tokens, last = ctx.tokens, items[-1]
    if at + 1 >= len(tokens) or not touches(tokens[at], tokens[at + 1]):
        return 0
    nxt = tokens[at + 1]
    if nxt.kind == "number":
        word = tokens[at - 1]
        return int(word.kind == "word" and (word.text.isupper() or not is_ordinary(word.text.lower())))  # "Covid-19"
    if nxt.kind not in {"word", "mixed"} or last.entry:
        return 0
    if nxt.cap:
        return int(not (phrase_at(ctx, at + 1) or last.text.isupper() or nxt.text.isupper()))
    after_family = len(items) > 1 and items[-2].text in FAMILY_FIRST and is_asian([last.text, nxt.text])
    return 2 if nxt.text in SYLLABLES or after_family else 0


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
    return count if adjoins(ctx.text, tokens[stop - 1], tokens[stop]) and tokens[stop].text not in CALENDAR else 0


def _connector(ctx: Names, at: int, items: list[Item]) -> int:
    """How many tokens "of", "for", "and" and "the" after it take inside a name; 0 where they end it."""
    tokens, word = ctx.tokens, ctx.tokens[at].text
    skip = 1 + (at + 1 < len(tokens) and tokens[at + 1].text == "the" and word != "and")
    stop = at + skip
    if stop >= len(tokens) or not tokens[stop].cap or ctx.timed[stop] or tokens[stop].text in CALENDAR:
        return 0
    if word == "and":
        joins = _links_common_words(ctx, at, items)
    else:
        joins = word == "&" or _takes(items[-1].text, word, tokens[stop].text)
    return skip if joins else 0


def _takes(head: str, word: str, domain: str) -> bool:
    """Whether a head goes on after "of" or "for": "Ministry of …", "Secretary of State", "Prince of …"."""
    vocabulary = gazetteer().words
    if head in vocabulary["of_heads"] or head in vocabulary["organisation_heads"]:
        return True
    if word == "of" and head in vocabulary["title_heads"]:
        return domain in vocabulary["title_domains"] or head in {"Prince", "Duke"}
    officials = {"Secretary", "Minister", "Ambassador", "Envoy", "Representative"}
    return word in {"for", "to"} and head in officials and domain in vocabulary["title_domains"]


def _links_common_words(ctx: Names, at: int, items: list[Item]) -> bool:
    """ "Health and Human Services", "Food and Drug Administration": common words on both sides, a head near."""
    known = gazetteer()
    left, right = ctx.tokens[at - 1].text.lower(), ctx.tokens[at + 1].text.lower()
    if not (is_ordinary(left) and is_ordinary(right)) or items[-1].entry:
        return False
    heads = known.words["of_heads"] | known.words["organisation_heads"] | {"Secretary", "Minister"}
    if any(item.text in heads for item in items[:-1]) and any(item.text in {"of", "for"} for item in items):
        return True
    after = at + 1
    while after + 1 < len(ctx.tokens) and ctx.tokens[after + 1].cap and after < at + 4:
        after += 1
    return ctx.tokens[after].text in known.words["organisation_heads"] and after > at + 1
