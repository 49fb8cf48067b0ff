"""The shape of a stretch of text: how long, how it ends, of what kinds of characters and words it is made."""

from __future__ import annotations

import re
from dataclasses import dataclass

from summarize.articles import _lexicon as lexicon

SAMPLE = 4000  # characters looked at; nothing measured changes much after that, and a line may hold megabytes
_ENDS = re.compile(r"[.!?…。！？](?:[\"'”’»)\]」』“]|\s){0,4}$")
_SEPARATOR = re.compile(r"[|•·»›→►▸■●]|\s/\s|(?:\s[-–]\s){1}")
_SENTENCE = re.compile(r"[.!?…。！？][\"”’»)]?(?:\s|$)|[。！？]")
_URL = re.compile(r"https?://|www\.|\S@\S|\.(?:com|org|net|html?)\b")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


@dataclass(frozen=True, slots=True)
class Shape:
    """What can be seen of a stretch of text without its neighbours. Shares are in [0, 1]."""

    chars: int
    words: int
    ends: bool  # with a full stop, question or exclamation mark, quotes after it allowed
    colon: bool  # ends with a colon
    sentences: int  # sentence-final marks
    stops: float  # share of function words (nine languages)
    capitals: float  # share of words that begin with a capital
    upper: float  # share of letters that are capitals
    digits: float  # share of characters that are digits
    commas: float  # commas per word
    separators: int  # | • · » and the like
    starts: str  # "upper", "lower", "digit", "quote", "bullet", "other"
    furniture: int  # hits of boilerplate vocabulary
    closer: bool  # opens a part of the page that is not the article
    date: bool
    clock: bool
    url: bool
    quote: bool  # holds a quotation mark

    @property
    def sentence(self) -> bool:
        """Whether it reads like at least one sentence."""
        return self.ends and self.words >= 2 and self.upper < 0.6


def _start(text: str) -> str:
    first = text[:1]
    if first.isupper():
        return "upper"
    if first.islower():
        return "lower"
    if first.isdigit():
        return "digit"
    if first in "\"'“‘„«»‚(":
        return "quote"
    if first in "-–—•*·|►▸■●»›→+":
        return "bullet"
    return "upper" if first.isalpha() else "other"


def measure(text: str) -> Shape:
    """The shape of a text without white space at its ends."""
    sample = text[:SAMPLE]
    tail = text[-200:]
    words = sample.split()
    letters = [c for c in sample if c.isalpha()]
    count = len(words)
    cjk = len(_CJK.findall(sample))
    if cjk > len(letters) / 2:
        count = max(count, cjk // 2)  # two characters a word, about
    lower = [w.strip(".,;:!?\"'“”„()").lower() for w in words]
    scale = max(1.0, len(text) / max(1, len(sample)))
    return Shape(
        chars=len(text),
        words=int(count * scale),
        ends=bool(_ENDS.search(tail)),
        colon=tail.endswith((":", "：")),
        sentences=int(len(_SENTENCE.findall(sample)) * scale),
        stops=sum(w in lexicon.STOPS for w in lower) / max(1, len(words)) if cjk <= len(letters) / 2 else 0.3,
        capitals=sum(w[:1].isupper() for w in words) / max(1, len(words)),
        upper=sum(c.isupper() for c in letters) / max(1, len(letters)),
        digits=sum(c.isdigit() for c in sample) / max(1, len(sample)),
        commas=sample.count(",") / max(1, count),
        separators=len(_SEPARATOR.findall(sample)),
        starts=_start(text),
        furniture=len(set(m.group().lower() for m in lexicon.BOILERPLATE.finditer(sample))),
        closer=len(text) < 120 and bool(lexicon.CLOSER.search(text)),
        date=bool(lexicon.DATE.search(sample[:600])),
        clock=bool(lexicon.CLOCK.search(sample[:600])),
        url=bool(_URL.search(sample)),
        quote=any(c in sample for c in '"“”„«»'),
    )
