"""Which language a text is in: the statistics of py3langid, with a second vote by the function words of English.

The statistics alone take a list of names for any language on earth, and an English report full of foreign names for
its neighbours (Frisian, Scots, Pidgin). English prose is a quarter and more function words, no other language's is
a tenth, so that vote decides for English alone, and in doubt together with the statistics.
"""

from __future__ import annotations

from unicodedata import category

from summarize.articles._languages import ENGLISH, classify, english_share

_SAMPLE = 3_000  # characters looked at; a third each from the start, the middle and the end
_MIN_LETTERS = 60  # letters under which a text is too short to tell
_WIDE_LETTER = 3  # how many letters of an alphabet a character of Chinese, Japanese or Korean is worth
_SURE = 0.5  # confidence of the statistics, in [0, 1], under which nothing is said
_VERY_SURE = 0.9  # from which a text with next to no function words is English: headlines, tables
_PERHAPS_ENGLISH = 0.1  # from which a text is English where the statistics say so too, however unsure they are


def language_of(text: str) -> str:
    """Code of the language a text is written in, "en" or "zh", or "" where that cannot be told.

    Args:
        text: the body of an article; furniture in another language would count.

    Returns:
        An ISO 639-1 code; "" for a text that is too short, or that is no prose.
    """
    sample = _sampled(text)
    letters = sum((_WIDE_LETTER if c > "\u2e7f" else 1) for c in sample if category(c)[0] in "LM")  # M: vowel signs
    if letters < _MIN_LETTERS:
        return ""
    english = english_share(sample)
    if english >= ENGLISH:
        return "en"
    language, sure = classify(sample)
    if language == "en":
        return "en" if english >= _PERHAPS_ENGLISH or sure >= _VERY_SURE else ""
    return language if sure >= _SURE else ""


def _sampled(text: str) -> str:
    if len(text) <= _SAMPLE:
        return text
    third = _SAMPLE // 3
    middle = (len(text) - third) // 2
    return " ".join((text[:third], text[middle : middle + third], text[-third:]))
