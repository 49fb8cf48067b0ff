"""Which language a text is in: the statistics of py3langid, with a second vote by the function words of English.

The statistics alone take a list of names for any language on earth, and an English report full of foreign names for
its neighbours (Frisian, Scots, Pidgin). English prose is a quarter and more function words, no other language's is
a tenth, so that vote decides for English alone, and in doubt together with the statistics.
"""

from __future__ import annotations

import re
import threading
from typing import Any
from unicodedata import category

_SAMPLE = 3_000  # characters looked at; a third each from the start, the middle and the end
_MIN_LETTERS = 60  # letters under which a text is too short to tell
_WIDE_LETTER = 3  # how many letters of an alphabet a character of Chinese, Japanese or Korean is worth
_SURE = 0.5  # confidence of the statistics, in [0, 1], under which nothing is said
_VERY_SURE = 0.9  # from which a text with next to no function words is English: headlines, tables
# Shares of function words. Over 1,500 news articles in English the lowest are .19, .23, .28, the median .40; over 320
# German pages, English quotations and all, the highest are .14 and .12 (measured on news/articles and pages/pages_dev).
_ENGLISH = 0.2  # from which a text is English, whatever the statistics say
_PERHAPS_ENGLISH = 0.1  # from which a text is English where the statistics say so too, however unsure they are
_FUNCTION_WORDS = frozenset(
    """the of and to that for with was were are been has had have by from at as it its his her he she they their this
    which who will would not but or be after said when than more into about over if we our you your i my there
    what could should did does do out up all can also before between against during while where only some no so
    an on is in a""".split()
)
# Those of the above that other languages in Latin script write too; a third of what is found must be others.
_SHARED = frozenset("a an in is on so no or was will he as at had have has be do by of my i we all".split())
# Languages that news is written in. The rest of the model's 140 are left out: neighbours of these that take short or
# odd texts away from them (Pidgin, Scots Gaelic, Frisian, Limburgish ...), and dead or planned ones.
_LANGUAGES = tuple(
    """en de fr es it pt nl sv no da fi is pl cs sk sl hr bs sr mk bg ro hu el tr ru uk be lt lv et sq ar he fa ur ps ku
    hi bn pa gu mr ta te kn ml or ne si as th lo km my vi id ms tl zh ja ko ka hy az kk ky uz tg tk mn sw am so ha yo ig
    zu xh rw af ca eu gl ga cy mt""".split()
)
_WORD = re.compile(r"[^\W\d_]+")
_lock = threading.Lock()
_identifier: Any = None


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
    english = _english_share(sample)
    if english >= _ENGLISH:
        return "en"
    language, sure = _classify(sample)
    if language == "en":
        return "en" if english >= _PERHAPS_ENGLISH or sure >= _VERY_SURE else ""
    return language if sure >= _SURE else ""


def _sampled(text: str) -> str:
    if len(text) <= _SAMPLE:
        return text
    third = _SAMPLE // 3
    middle = (len(text) - third) // 2
    return " ".join((text[:third], text[middle : middle + third], text[-third:]))


def _english_share(text: str) -> float:
    """Share of function words of English among the words, 0 where only those are there that others have too."""
    words = [word.lower() for word in _WORD.findall(text)]
    found = [word for word in words if word in _FUNCTION_WORDS]
    own = sum(word not in _SHARED for word in found)
    return len(found) / len(words) if words and own >= len(found) / 3 else 0.0


def _classify(text: str) -> tuple[str, float]:
    global _identifier  # noqa: PLW0603  # the model is read once; it never changes
    with _lock:
        if _identifier is None:
            from py3langid.langid import MODEL_FILE, LanguageIdentifier

            loaded = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
            known = set(loaded.labels)
            loaded.set_languages([language for language in _LANGUAGES if language in known])
            _identifier = loaded
    language, sure = _identifier.classify(text)
    return str(language), float(sure)
