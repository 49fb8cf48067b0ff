"""Count how news prints words, so that ``articles/facts`` can tell a name from a word that only begins a sentence.

::

    python -m summarize.training.fact_words NEWS.jsonl.xz

writes ``summarize/weights/facts/words.json``: *plain* words, printed in lower case inside a sentence nearly always,
*mixed* words, printed so often, *surnames*, words that follow a known given name and are neither, and *women*, given
names whose bearers are "she" and "her" in the rest of the sentence.
"""

from __future__ import annotations

import argparse
import json
import lzma
import os
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

WEIGHTS = Path(__file__).parent.parent / "weights" / "facts"
MIN_SEEN = 5  # a word seen less often in lower case is left to the other rules
PLAIN_SHARE = 0.97  # of a word's uses inside sentences that are in lower case
MIXED_SHARE = 0.40
MIN_SURNAME = 4  # times after a given name
MIN_PRONOUNS = 5  # after a given name and a surname
WOMEN_SHARE = 0.52  # of them that are "she" or "her"; many are the next person's: "Hillary Clinton and her" has .74
_MIN_WORDS = 8  # shorter paragraphs are headings and captions as often as not
_TOKEN = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|[.!?:;\"“”‘’()\[\]\-–—•|,]")
_OPENS = frozenset('.!?:"“”‘([•|')  # after one of these any word is capitalised
_FULL = re.compile(r"\b([A-Z][^\W\d_]+) (?:[A-Z]\. )?([A-Z][^\W\d_]+(?:['’][A-Z][^\W\d_]+)?)\b")
_PRONOUN = re.compile(rf"{_FULL.pattern}[^.!?\n]{{0,80}}?\b(?:(she|her|herself)|(?:he|his|him|himself))\b")


@dataclass
class Counts:
    """How often each word was seen."""

    lower: Counter[str] = field(default_factory=Counter)
    capital: Counter[str] = field(default_factory=Counter)  # inside a sentence only; keys in lower case
    after_given: Counter[str] = field(default_factory=Counter)
    she: Counter[str] = field(default_factory=Counter)  # given names, by the first pronoun after the whole name
    he: Counter[str] = field(default_factory=Counter)


def count(texts: Iterable[str], given: frozenset[str]) -> Counts:
    """How the words of the texts are printed.

    Args:
        texts: news articles.
        given: known given names.
    """
    counts = Counts()
    for text in texts:
        for match in _FULL.finditer(text):
            if match[1] in given and match[2] not in given:
                counts.after_given[match[2]] += 1
        for match in _PRONOUN.finditer(text):
            if match[1] in given:
                (counts.she if match[3] else counts.he)[match[1]] += 1
        for paragraph in text.split("\n"):
            _count_paragraph(paragraph, counts)
    return counts


def _count_paragraph(paragraph: str, counts: Counts) -> None:
    tokens = _TOKEN.findall(paragraph)
    words = [token for token in tokens if token[0].isalpha()]
    if len(words) < _MIN_WORDS or sum(word[0].isupper() for word in words) > 0.5 * len(words):
        return  # a heading in title case or a list of names
    opens = True
    for token in tokens:
        if not token[0].isalpha():
            opens = opens or token in _OPENS
            continue
        base = re.sub(r"['’]s$", "", token)
        if base.islower():
            counts.lower[base] += 1
        elif not opens and base[0].isupper() and base[1:] == base[1:].lower():
            counts.capital[base.lower()] += 1
        opens = False


# Two names of a bar of links without a blank between, "SmithJones"; "McDonald", "FitzGerald" and "LaHood" are names.
_RUN_TOGETHER = re.compile(r"(?!(?:Fitz|Vander?)[A-Z])[^\W\d_][^\W\d_A-Z]{3,}[A-Z]")


def to_json(counts: Counts, reserved: frozenset[str]) -> str:
    """The lists as JSON, in alphabetical order, so that equal counts give equal bytes.

    Args:
        counts: how often each word was seen.
        reserved: words of the hand-made lists, which are no surnames.
    """
    plain: list[str] = []
    mixed: list[str] = []
    for word, seen in counts.lower.items():
        share = seen / (seen + counts.capital[word])
        if seen >= MIN_SEEN and len(word) > 1 and share >= MIXED_SHARE:
            (plain if share >= PLAIN_SHARE else mixed).append(word)
    common = {*plain, *mixed}
    surnames = [
        word
        for word, seen in counts.after_given.items()
        if seen >= MIN_SURNAME and word.lower() not in common and word not in reserved and not _RUN_TOGETHER.match(word)
    ]
    women = [
        name
        for name, seen in counts.she.items()
        if seen + counts.he[name] >= MIN_PRONOUNS and seen >= WOMEN_SHARE * (seen + counts.he[name])
    ]
    lists = {"plain": plain, "mixed": mixed, "surnames": surnames, "women": women}
    return json.dumps({name: " ".join(sorted(words)) for name, words in lists.items()}, ensure_ascii=False, indent=0)


def reserved_words(names: dict[str, object]) -> frozenset[str]:
    """Every word that the hand-made lists give another meaning."""
    found: set[str] = set("Jr Sr II III IV Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split())
    found.update("January February March April June July August September October November December".split())
    for name, value in names.items():
        if isinstance(value, dict):
            found.update(value)
        elif isinstance(value, str) and name not in {"about", "given_names"}:
            found.update(value.split())
    return frozenset(found)


def main(argv: Sequence[str] | None = None) -> int:
    """Write the lists; exit code 0."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("news", help="articles as JSON lines with a text field, xz-packed")
    parser.add_argument("--limit", type=int, default=None, help="read only so many articles")
    options = parser.parse_args(argv)
    names = json.loads((WEIGHTS / "names.json").read_text(encoding="utf-8"))
    with lzma.open(options.news, "rt", encoding="utf-8") as lines:
        texts = (json.loads(line)["text"] for line in islice(lines, options.limit))
        counts = count(texts, frozenset(names["given_names"].split()))
    part = WEIGHTS / "words.part"
    part.write_text(to_json(counts, reserved_words(names)) + "\n", encoding="utf-8")
    os.replace(part, WEIGHTS / "words.json")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
