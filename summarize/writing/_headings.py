"""Headlines that stand in the text: run into the first paragraph, where nothing but their wording tells them from news.

What is saved or handed on as one text begins with its headline; the sentences below say it again, with who and when.
"""

from __future__ import annotations

import re
from itertools import islice

from summarize.data import Reading, Sentence
from summarize.words import BASE_FORMS, content_stems, words

_MOST_WORDS = 16  # of a headline
_LEAST_WORDS = 4
_BELOW = 4  # sentences in which a headline is said again
_SAID_AGAIN = 0.5  # share of its content words; by reading 160 first sentences, not measured
_DETERMINER = re.compile(r"\b(?:the|an?|this|that|these|those|his|her|its|their|our|my)\b", re.IGNORECASE)
_PAST = frozenset(form for form, base in BASE_FORMS.items() if form != base)
_TERSE_AGAIN = 0.25  # likewise, where it is worded as only headlines are
# Headlines leave these out; the first sentence of a report has one of them.
_TOLD = re.compile(
    r"\b(?:was|were|has|have|had|said|told|announced|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|yesterday|today)\b"
)


def is_heading(sentence: Sentence, reading: Reading) -> bool:
    """Whether the first sentence of an article is its headline: short, worded as one, and said again below."""
    if sentence.index != 0 or not _LEAST_WORDS <= len(words(sentence.text)) <= _MOST_WORDS:
        return False
    stems = set(content_stems(sentence.text))
    if not stems or _TOLD.search(sentence.text) or is_another(stems, reading.article.title):
        return False
    below = islice((one for one in reading.sentences if one.index > 0), _BELOW)
    told = {stem for one in below for stem in content_stems(one.text)}
    return len(stems & told) >= (_TERSE_AGAIN if _is_terse(sentence.text) else _SAID_AGAIN) * len(stems)


def _is_terse(text: str) -> bool:
    """Whether it has no article and nothing in the past, as headlines do: "Ferry could lead port to open sea"."""
    return _DETERMINER.search(text) is None and not any(word.endswith("ed") or word in _PAST for word in words(text))


def is_another(stems: set[str], title: str | None) -> bool:
    """Whether the article's headline is known and is another: then its text begins with none.

    A line that was taken for it is a standfirst or one of the points told above the text.
    """
    known = set(content_stems(title or ""))
    return len(known) >= _LEAST_WORDS and len(stems & known) < _SAID_AGAIN * min(len(stems), len(known))
