"""The shape of a stretch of text: how long, how it ends, of what kinds of characters and words it is made."""

from __future__ import annotations

import re
from dataclasses import dataclass

from summarize.articles import _lexicon as lexicon

_SAMPLE = 3000  # characters looked at; nothing measured changes much after that, and a line may hold megabytes
_EDGE = 500  # the furniture of a page stands at the start or the end of a line
_ENDS = re.compile(r"[.!?…。！？](?:[\"'”’»)\]」』“]|\s){0,4}$")
_SEPARATOR = re.compile(r"[|•·»›→►▸■●←]|\s[/–-]\s")
_SENTENCE = re.compile(r"[.!?…][\"”’»)]?(?:\s|$)|[。！？]")
_URL = re.compile(r"https?://|www\.|\S@\S|\.(?:com|org|net|html?)\b")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_QUOTES = '"“”„«»'
_STRIP = ".,;:!?\"'“”„()»«"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """What can be seen of a stretch of text without its neighbours. Shares are in [0, 1]."""

    chars: int
    words: int
    ends: bool  # with a full stop, question or exclamation mark; quotes may follow
    final: str  # the last character
    sentences: int  # sentence-final marks
    stops: float  # share of function words (nine languages)
    capitals: float  # share of words that begin with a capital
    upper: float  # share of letters that are capitals
    digits: float  # share of characters that are digits
    commas: float  # commas a word
    separators: int  # | • · » and the like
    starts: str  # "upper", "lower", "digit", "quote", "bullet" or "other"
    furniture: int  # different hits of boilerplate vocabulary
    notices: int  # of these, those that no sentence of news holds
    closer: bool  # opens a part of the page that is not the article
    date: bool
    clock: bool
    url: bool
    quote: bool  # holds a quotation mark
    photo: bool  # holds a photo credit or says who stands left and right
    teaser: bool  # asks to read something else, or leads to it
    content: frozenset[str]  # its longer words, lower-cased

    @property
    def sentence(self) -> bool:
        """Whether it reads like at least one sentence."""
        return self.ends and self.words >= 2 and self.final != "…"


def _start(text: str) -> str:
    first = text[:1]
    if first.isalpha():
        return "lower" if first.islower() else "upper"
    if first.isdigit():
        return "digit"
    if first in "\"'“‘„«»‚(":
        return "quote"
    return "bullet" if first in "-–—•*·|►▸■●»›→+←" else "other"


def measure(text: str) -> Shape:
    """The shape of a text that has no white space at its ends."""
    sample = text[:_SAMPLE]
    lower = sample.lower()
    edges = lower if len(lower) <= 2 * _EDGE else lower[:_EDGE] + " \n " + text[-_EDGE:].lower()
    words = sample.split()
    plain = [w.strip(_STRIP) for w in lower.split()]
    letters = sum(map(str.isalpha, sample))
    cjk = len(_CJK.findall(sample))
    count = len(words) if cjk <= letters / 2 else max(len(words), cjk // 2)  # two characters a word, about
    scale = max(1.0, len(text) / max(1, len(sample)))
    hits = set(lexicon.BOILERPLATE.findall(edges))
    return Shape(
        chars=len(text),
        words=int(count * scale),
        ends=bool(_ENDS.search(text[-20:])),
        final=text[-1:],
        sentences=int(len(_SENTENCE.findall(sample)) * scale),
        stops=sum(w in lexicon.STOPS for w in plain) / max(1, len(words)) if cjk <= letters / 2 else 0.3,
        capitals=sum(w[:1].isupper() for w in words) / max(1, len(words)),
        upper=sum(map(str.isupper, sample)) / max(1, letters),
        digits=sum(map(str.isdigit, sample)) / max(1, len(sample)),
        commas=sample.count(",") / max(1, count),
        separators=len(_SEPARATOR.findall(sample)),
        starts=_start(text),
        furniture=len(hits),
        notices=len(hits - lexicon.ALSO_NEWS),
        closer=len(text) < 120 and bool(lexicon.CLOSER.search(lower)),
        date=bool(lexicon.DATE.search(edges)),
        clock=bool(lexicon.CLOCK.search(edges)),
        url=bool(_URL.search(edges)),
        quote=any(c in sample for c in _QUOTES),
        photo=lexicon.names_photo(text) or bool(lexicon.SIDE.search(edges)),
        teaser=bool(lexicon.TEASER.search(edges)),
        content=frozenset(w for w in plain if len(w) >= 4 and w not in lexicon.STOPS),
    )
