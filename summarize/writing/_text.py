"""What the writing stages see in a piece of text: its words, their keys, its quotations. No facts, no articles."""

from __future__ import annotations

import re
from functools import lru_cache

from summarize.words import STOPWORDS, fold_space, stem, word_spans

# Base form and the forms no stemmer brings back to it. "met" must be seen as "meet", or a planned meeting told as one
# that took place would look like a new word at best and like a copied one at worst.
_IRREGULAR = """
be:am,is,are,was,were,been,being have:has,had,having do:does,did,done go:goes,went,gone begin:began,begun
become:became blow:blew,blown break:broke,broken bring:brought build:built buy:bought catch:caught choose:chose,chosen
come:came cost:costs cut:cuts deal:dealt draw:drew,drawn drive:drove,driven eat:ate,eaten fall:fell,fallen feed:fed
feel:felt fight:fought find:found flee:fled fly:flew,flown forbid:forbade,forbidden forget:forgot,forgotten
forgive:forgave,forgiven freeze:froze,frozen get:got,gotten give:gave,given grow:grew,grown hear:heard hide:hid,hidden
hold:held keep:kept know:knew,known lay:laid lead:led leave:left lend:lent lose:lost make:made mean:meant meet:met
overcome:overcame overthrow:overthrew,overthrown pay:paid rise:rose,risen run:ran say:said see:saw,seen seek:sought
sell:sold send:sent shake:shook,shaken shoot:shot show:shown shrink:shrank,shrunk sing:sang,sung sink:sank,sunk sit:sat
sleep:slept speak:spoke,spoken spend:spent stand:stood steal:stole,stolen stick:stuck strike:struck strive:strove
swear:swore,sworn sweep:swept swim:swam take:took,taken teach:taught tear:tore,torn tell:told think:thought
throw:threw,thrown undergo:underwent undertake:undertook understand:understood uphold:upheld wake:woke wear:wore,worn
win:won withdraw:withdrew,withdrawn withstand:withstood write:wrote,written bear:bore,borne bind:bound bid:bade
arise:arose,arisen foresee:foresaw,foreseen mislead:misled outline:outlined rebuild:rebuilt say:says
"""
_BASE = {
    form: base
    for entry in _IRREGULAR.split()
    for base, forms in [entry.split(":")]
    for form in [base, *forms.split(",")]
}
_ACRONYM = re.compile(r"(?:[A-Za-z]\.)+[A-Za-z]|[A-Z]{2}")
_CAPITALS = frozenset(word.upper() for word in STOPWORDS if word != "us")  # "NO" in a heading is "no"
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
    return stem(_BASE.get(plain, plain))


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
    return any(mark in without_quotations(text) for mark in MARKS)


def plain_quotes(text: str) -> str:
    """The text folded, with every double and single quotation mark straight: for comparing, not for printing."""
    folded = fold_space(text)
    for mark in "“”«»„":
        folded = folded.replace(mark, '"')
    return folded.replace("’", "'").replace("‘", "'")
