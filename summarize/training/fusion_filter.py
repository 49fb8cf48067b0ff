"""Which pairs teach what the gate lets through: numbers and names of the target stand in the source, and what is kept.

Models trained on human summaries learn figures that no line holds (on cited Multi-News a quarter of them); and
headline writers drop "police said" and "may". The first are left out, the second are asked for by another word
(``fusion_model.TASKS``).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from summarize.words import STOPWORDS, stem, words

LONG_NAME = 9  # letters: a longer one may end otherwise by three (Ukraine, Ukrainian), a shorter by two
MIN_SEEN = 3  # of a word in news, before it can be told for a name
NAME_SHARE = 0.8  # of a word's uses inside a sentence that have a capital: a name (Mich., Democrats, NATO)
_UNITS = (
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen"
)
_NUMBER_WORDS = {
    **{word: str(number) for number, word in enumerate(_UNITS.split(), 2)},
    **{
        word: str(10 * number)
        for number, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)
    },
    **{word: f"{number}th" for number, word in enumerate("fourth fifth sixth seventh eighth ninth tenth".split(), 4)},
    **{"nineteen": "19", "hundred": "100", "thousand": "1000", "dozen": "12", "first": "1st", "second": "2nd"},
    **{word: word for word in "third million billion trillion half twice".split()},
}
_DATELINE = re.compile(r"^[^()\d]{0,40}\(\s?\w+\s?\)\s*(?:--|[-–—])\s+")
_DIGITS = re.compile(r"\d+(?:[.,:/-]\d+)*(?:st|nd|rd|th)?")
_SPEECH = frozenset(
    """said says say saying told tells tell according announced announces reported reports report claimed claims
    claim warned warns warn argued argues insisted insists stated states alleged alleges believes believe believed
    denied denies suggested suggests added accused accuses vowed promised urged called confirmed estimates
    estimated predicted thinks think thought wrote tweeted asked quoted testified acknowledged admitted""".split()
)
_NEGATION = frozenset(
    "not no never without nor neither cannot none nobody nothing hardly barely denied denies deny refused refuses "
    "failed fails rejected rejects unless can't won't don't doesn't didn't isn't aren't wasn't weren't hasn't haven't "
    "hadn't wouldn't shouldn't couldn't".split()
)
_HEDGES = frozenset(
    """may might could would should expected likely unlikely allegedly alleged reportedly possibly possible perhaps
    apparently apparent potential potentially planned plans plan planning proposed considering seeks suspected
    accused appears appear appeared seems seem if probably almost nearly about""".split()
)
_OPERATORS = (_SPEECH, _NEGATION, _HEDGES)


def plain(text: str) -> str:
    """The text as printed, not as a treebank prints it: " n't", "``", "-LRB-", a blank before a comma; no dateline."""
    text = text.replace("``", '"').replace("''", '"').replace("-lrb-", "(").replace("-rrb-", ")")
    text = text.replace("-LRB-", "(").replace("-RRB-", ")").replace("’", "'")
    text = _DATELINE.sub("", text.replace("( ", "("))
    text = re.sub(r"\s+(n't|'s|'re|'ve|'ll|'d|'m)\b", r"\1", text)
    return re.sub(r"\s+", " ", re.sub(r"\s+([.,;:?!%)])", r"\1", text)).strip()


def name_words(sentences: Iterable[str]) -> frozenset[str]:
    """Words, in lower case, that news prints with a capital inside a sentence too: how names are told in lower case."""
    high: Counter[str] = Counter()
    low: Counter[str] = Counter()
    for sentence in sentences:
        for word in words(sentence)[1:]:
            bare = _bare(word)
            (high if word[0].isupper() else low)[bare] += 1
    return frozenset(
        word
        for word, count in high.items()
        if count >= MIN_SEEN and count >= NAME_SHARE * (count + low[word]) and word not in STOPWORDS
    )


def is_grounded(lines: Sequence[str], target: str, names: Collection[str]) -> bool:
    """Whether every number and name of the target stands in the lines, and it denies nothing they do not deny.

    Args:
        lines: The source lines.
        target: The sentence written from them.
        names: As ``name_words`` gives them; a capital inside a cased target is a name besides.
    """
    source = " ".join(lines)
    if not numbers_in(target) <= numbers_in(source):
        return False
    held = {_bare(word) for word in words(source)}
    if not all(_stands(name, held) for name in names_in(target, names)):
        return False
    return not (_said(target) & _NEGATION) or bool(_said(source) & _NEGATION)


def numbers_in(text: str) -> set[str]:
    """The numbers of a text, "two" and "2" alike; "one" is no number here, it is most often a pronoun."""
    found = {match.group().replace(",", "") for match in _DIGITS.finditer(text)}
    return found | {_NUMBER_WORDS[word] for word in _said(text) if word in _NUMBER_WORDS}


def names_in(text: str, names: Collection[str]) -> set[str]:
    """The words of names in a text, in lower case."""
    found = words(text)
    cased = text != text.lower()
    return {
        _bare(word)
        for at, word in enumerate(found)
        if (_bare(word) in names or (cased and at and word[0].isupper())) and _bare(word) not in STOPWORDS
    }


def keeps_operators(lines: Sequence[str], target: str) -> bool:
    """Whether the target has a word of speech, a negation and a hedge where the line it mostly rests on has one."""
    said = _said(target)
    main = max(lines, key=lambda line: len(_said(line) & said - STOPWORDS))
    stated = _said(main)
    return all(not stated & kind or said & kind for kind in _OPERATORS)


def coverage(lines: Sequence[str], target: str) -> float:
    """Share of the target's content words that stand in the lines, in [0, 1]."""
    held = {stem(word) for line in lines for word in words(line)}
    wanted = [stem(word) for word in words(target) if word.lower() not in STOPWORDS]
    return sum(word in held for word in wanted) / len(wanted) if wanted else 0.0


def _said(text: str) -> set[str]:
    return {word.replace("’", "'") for word in words(text.lower())}


def _bare(word: str) -> str:
    return word.lower().replace("’", "'").removesuffix("'s").replace(".", "")


def _stands(name: str, held: Collection[str]) -> bool:
    """A name stands in the source as it is, or in a form of it: "Russia" for "Russian", "Democrats" for "Democrat"."""
    if name in held:
        return True
    head = name[: max(4, len(name) - (2 if len(name) < LONG_NAME else 3))]
    return len(name) > 4 and any(word.startswith(head) for word in held)
