"""Word helpers that several stages use. Pure functions of a string; no stage's knowledge.

Imports nothing heavy, so that ``import summarize`` stays fast.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from importlib.resources import files

_WORD = re.compile(r"[^\W_]+(?:[.'’&-][^\W_]+)*", re.UNICODE)
_SPACE = re.compile(r"\s+")
# "Sen. Aino Berg Aino BergPort strike ends Mayor drops out MORE (D-Maine)": some sites link a name to its other news.
_LINKED = re.compile(
    r"\b(?P<name>[A-Z][\w’'-]+)(?P<rest>(?:['’]s)?\s(?:[(\"“]?[A-Z][\w.’'-]*[)\"”]?\s){0,4}(?P=name)(?=[A-Z0-9\"“'‘])"
    r"[^\n]{8,600}?\sMORE\b)"
)

# Function words of English: they carry no content, so neither overlap nor support is counted on them.
STOPWORDS = frozenset(
    """a about above after again against all also am an and any are as at be because been before being below between
    both but by can could did do does doing down during each either else few for from further had has have having he
    her here hers herself him himself his how however i if in into is it its itself just may me might more most must my
    myself neither nor now of off on once only or other our ours ourselves out over own per same shall she should so
    some such than that the their theirs them themselves then there these they this those through thus to too under
    until up upon us very was we were what when where whether which while who whom whose why will with within would yet
    you your yours yourself yourselves""".split()
)


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
BASE_FORMS = {
    form: base
    for entry in _IRREGULAR.split()
    for base, forms in [entry.split(":")]
    for form in [base, *forms.split(",")]
}


def line_spans(text: str) -> tuple[tuple[int, int], ...]:
    r"""Start and end of each line; only "\n" ends one, and a "\r" before it stands outside."""
    spans = []
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        spans.append((start, end - 1 if line.endswith("\r") else end))
        start = end + 1
    return tuple(spans)


def line_at(line_starts: Sequence[int], offset: int) -> int:
    """Number, from 1, of the line on which the character at ``offset`` stands."""
    return bisect_right(line_starts, offset)


def fold_space(text: str) -> str:
    """The text with every run of white space (line ends too) as one blank, none at the ends."""
    return _SPACE.sub(" ", text).strip()


def linked_headlines(text: str) -> tuple[tuple[int, int], ...]:
    """Where headlines of other articles stand behind a name that is linked to them, the name itself run into them."""
    return tuple(match.span("rest") for match in _LINKED.finditer(text)) if "MORE" in text else ()


def without_linked_headlines(text: str) -> str:
    """The text as its writer had it."""
    for start, end in reversed(linked_headlines(text)):
        text = text[:start] + text[end:]
    return text


def blank_linked_headlines(text: str) -> str:
    """The text with blanks in their place, so that all else stays where it is."""
    for start, end in linked_headlines(text):
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def word_spans(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each word; inner dots, hyphens and apostrophes belong to it: "U.S", "co-chairs", "Kerry's"."""
    for match in _WORD.finditer(text):
        yield match.span()


def words(text: str) -> list[str]:
    """The words of a text as printed."""
    return _WORD.findall(text)


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The Snowball (English) stem of a word, lower-cased, without a possessive: "talks" and "talk" meet."""
    plain = word.lower().replace("’", "'")
    for tail in ("'s", "'"):
        plain = plain.removesuffix(tail)
    return str(_stemmer().stemWord(plain))


def content_stems(text: str) -> list[str]:
    """Stems of the words that carry content, in order, function words left out."""
    return [stem(word) for word in _WORD.findall(text) if word.lower() not in STOPWORDS]


@lru_cache(maxsize=1)
def _stemmer():  # type: ignore[no-untyped-def]  # snowballstemmer ships no types
    import snowballstemmer

    return snowballstemmer.stemmer("english")


@lru_cache(maxsize=1)
def background() -> tuple[int, Mapping[str, int]]:
    """How many news articles the background table was counted on, and in how many of them each stem stands.

    Made by ``training/background``; stems in fewer than twelve articles are left out.
    """
    table = json.loads((files("summarize") / "weights/cluster/background.json").read_text("utf-8"))
    return table["articles"], table["stems"]
