"""Whether an article argues rather than reports: an opinion piece, told by its label or else by its wording.

What a columnist holds is no news, though nobody is named beside it: such sentences must not stand in a brief as if an
outlet had reported them. Many pages lose the word "Opinion" when they are saved, so the wording is looked at too: how
often the function words of arguing and of reporting occur, never what an article is about.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib.resources import files

from summarize.data import Article, Line, Role, Sentence
from summarize.settings import OpinionSettings
from summarize.words import STOPWORDS

_ARGUING = """
    should must ought cannot can't don't doesn't isn't aren't won't didn't let's it's that's they're we're you're
    i'm i've we've there's what's who's clearly obviously course indeed perhaps surely simply really actually even
    truth fact real true wrong right good bad best worst better worse need needs want never always nothing everyone
    nobody people world problem question answer reason idea moral absurd ridiculous think know believe like rather
    far less more enough long still yet thus therefore hence though although whether because since maybe so-called
    merely hardly
"""
_REPORTING = """
    said says told added tweeted announced according spokesman spokeswoman officials statement reported asked
    reporters interview monday tuesday wednesday thursday friday saturday sunday
"""
WORDS = tuple(sorted({*STOPWORDS, *_ARGUING.split(), *_REPORTING.split()}))
OPENINGS = tuple(
    """
    but and so yet because or now then still indeed instead the in on it this that there they we i he she what why
    how if when not no
    """.split()
)
SHAPES = (
    "questions",  # in a sentence
    "exclamations",
    "quoted",  # share of the letters that stands in quotation marks
    "figures",  # in a word
    "sentences",  # in a word, times twenty
    "pauses",  # semicolons and colons in a sentence
    "dashes",
    "brackets",
    "names",  # of two words or more, in a word
    "past",  # verbs in a word
    "present",
    "titled",  # "Mr", "Sen." in a word
)
_QUOTED = re.compile(r"“[^”\n]*”|\"[^\"\n]*\"|«[^»\n]*»")
_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?(?:-called)?")
_STOP = re.compile(r"[.!?](?=\s|$)")
_OPENING = re.compile(r"[“\"'(]?([A-Za-z]+)")
_NAME = re.compile(r"\b[A-Z][a-z]+ [A-Z][a-z]+\b")
_PAST = re.compile(r"\b(?:was|were|had|\w{3,}ed)\b")
_PRESENT = re.compile(r"\b(?:is|are|has|have|do|does)\b")
_TITLED = re.compile(r"\b(?:Mr|Mrs|Ms|Sen|Rep|Gov)\b")
_KIND = (
    r"(?:guest |daily |staff )?"
    r"(?:opinions?|op-?eds?|editorials?|commentar(?:y|ies)|columns?|columnists?|viewpoints?|letters?)"
)
_LABEL = re.compile(rf"{_KIND}(?: page)?\s*(?::|\||[–—]|-\s|$)|.*(?:\s(?:\||[–—-])|:)\s{_KIND}$", re.IGNORECASE)
_FOLDER = re.compile(
    r"/(?:opinions?|op-?eds?|editorials?|commentary|columns|columnists|commentisfree|viewpoints?)/", re.IGNORECASE
)
_FIRST_LINES = 8  # in which a saved page names its section


def is_opinion(
    article: Article, lines: Sequence[Line], sentences: Sequence[Sentence], settings: OpinionSettings
) -> bool:
    """Whether an article is surely an opinion piece; one that is too short to tell counts as a report.

    Args:
        article: With its title and address, where they are known.
        lines: All its lines with their roles.
        sentences: Those of its body.
        settings: How much text is needed, and how sure it must be.
    """
    if is_labelled(article, lines):
        return True
    texts = [sentence.text for sentence in sentences]
    if sum(len(text.split()) for text in texts) < settings.min_words:
        return False
    return sureness(texts) >= settings.least


def sureness(texts: Sequence[str]) -> float:
    """How surely sentences of this wording argue, in [0, 1]."""
    weights = load_weights()
    total = weights["intercept"] + sum(weights[name] * value for name, value in features(texts).items())
    return round(1 / (1 + math.exp(-total)), 6)


def is_labelled(article: Article, lines: Sequence[Line]) -> bool:
    """Whether its headline, its address or a line above its text calls it an opinion piece."""
    if article.title and _LABEL.match(article.title.strip()):
        return True
    if article.url and _FOLDER.search(article.url):
        return True
    first = [line for line in lines[:_FIRST_LINES] if line.role is not Role.BODY]
    return any(_LABEL.fullmatch(text) for line in first if (text := article.text[line.start : line.end].strip()))


def features(texts: Sequence[str]) -> dict[str, float]:
    """How the sentences of an article are worded, quotations left out: rates by name, none of them of a topic."""
    whole = " ".join(texts)
    plain = _QUOTED.sub(" ", whole).replace("’", "'")
    found = _WORD.findall(plain.lower())
    count, sentences = max(1, len(found)), max(1, len(_STOP.findall(plain)))
    counts = dict.fromkeys(WORDS, 0)
    for word in found:
        if word in counts:
            counts[word] += 1
    begun = dict.fromkeys(OPENINGS, 0)
    for text in texts:
        opening = _OPENING.match(text)
        if opening and opening.group(1).lower() in begun:
            begun[opening.group(1).lower()] += 1
    # Square roots: the second "should" of a text tells less than the first.
    rows = {f"word {word}": math.sqrt(100 * number / count) for word, number in counts.items()}
    rows |= {f"opening {word}": math.sqrt(number / sentences) for word, number in begun.items()}
    return rows | dict(zip(SHAPES, _shapes(whole, plain, count, sentences), strict=True))


def _shapes(whole: str, plain: str, count: int, sentences: int) -> list[float]:
    low = plain.lower()
    letters = len("".join(whole.split()))
    return [
        plain.count("?") / sentences,
        plain.count("!") / sentences,
        1 - len("".join(plain.split())) / max(1, letters),
        sum(map(str.isdigit, plain)) / count,
        20 * sentences / count,
        (plain.count(";") + plain.count(":")) / sentences,
        (plain.count("–") + plain.count("—") + plain.count("--")) / sentences,
        plain.count("(") / sentences,
        len(_NAME.findall(plain)) / count,
        len(_PAST.findall(low)) / count,
        len(_PRESENT.findall(low)) / count,
        len(_TITLED.findall(plain)) / count,
    ]


@lru_cache(maxsize=1)
def load_weights() -> Mapping[str, float]:
    """The log-odds each rate adds, by its name, and "intercept": plain numbers shipped with the package."""
    record: dict[str, float] = json.loads((files("summarize") / "weights/opinion/articles.json").read_text("utf-8"))
    return record
