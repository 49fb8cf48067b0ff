"""What the writing stages see in a piece of text: its words, their keys, its quotations. No facts, no articles."""

from __future__ import annotations

import re
from functools import lru_cache

from summarize.words import BASE_FORMS, STOPWORDS, fold_space, stem, word_spans

_ACRONYM = re.compile(r"(?:[A-Za-z]\.)+[A-Za-z]|[A-Z]{2}")
_CAPITALS = frozenset(word.upper() for word in STOPWORDS if word != "us")  # "NO" in a heading is "no"
_BETWEEN = re.compile(r"(?<=\s)[«»](?=\s)")  # between a headline and its site it quotes nothing
_QUOTED = re.compile(r'“([^“”]*)”|"([^"]*)"|«([^«»]*)»|„([^„“”]*)[“”]')
OPENERS = "“«„"
SCARE_QUOTE = 3  # words
MARKS = '“”"«»„'


@lru_cache(maxsize=65536)
def key(word: str) -> str:
    """What two forms of one word have in common: "met" and "meet", "Kerry's" and "Kerry", "U.S" and "US"."""
    plain = word.replace("’", "'").removesuffix("'s")
    if _ACRONYM.fullmatch(plain):
        return plain.lower().replace(".", "") + "."
    plain = plain.lower()
    return stem(BASE_FORMS.get(plain, plain))


def is_content(word: str) -> bool:
    """Whether the word carries content; an acronym and a month always do ("US" is no pronoun, "May" no verb)."""
    return word.lower() not in STOPWORDS or word == "May" or bool(_ACRONYM.fullmatch(word) and word not in _CAPITALS)


@lru_cache(maxsize=16384)
def content_keys(text: str) -> tuple[str, ...]:
    """Keys of the content words of a text, in order."""
    return tuple(key(text[a:b]) for a, b in word_spans(text) if is_content(text[a:b]))


def quoted_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Start and end of what stands between each pair of double quotation marks, the marks left out."""
    return tuple(match.span(match.lastindex or 0) for match in _QUOTED.finditer(text))


def longest_quotation(text: str) -> int:
    """How many words its longest quotation has; up to ``SCARE_QUOTE`` it is a name or a distance taken."""
    return max((sum(1 for _ in word_spans(text[start:end])) for start, end in quoted_spans(text)), default=0)


def without_quotations(text: str) -> str:
    """The text with every quotation blanked to the same length, so that offsets stay."""
    return _QUOTED.sub(lambda match: " " * len(match.group()), text)


def has_open_quotation(text: str) -> bool:
    """Whether a double quotation mark stands alone: its partner is in another sentence."""
    plain = without_quotations(text)
    return any(mark in _BETWEEN.sub(" ", plain) for mark in MARKS)


def plain_quotes(text: str) -> str:
    """The text folded, with every double and single quotation mark straight: for comparing, not for printing."""
    folded = fold_space(text)
    for mark in "“”«»„":
        folded = folded.replace(mark, '"')
    return folded.replace("’", "'").replace("‘", "'")
