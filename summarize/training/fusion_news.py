"""News for pre-training: articles cut into sentences, and the sentences that others around them already tell."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from summarize.training.fusion_filter import coverage, is_grounded
from summarize.words import STOPWORDS, fold_space, stem, words

GAP_LINES = 3  # a gap sentence is written from so many neighbours
GAP_REACH = 5  # sentences before and behind it they may come from
GAP_COVERAGE = 0.6  # of its content words they must hold; a lower one teaches to invent
MAX_SENTENCES = 60  # of an article: what is further back is mostly another story's furniture
MIN_WORDS, MAX_WORDS = 7, 60
_FURNITURE = re.compile(
    r"https?:|www\.|[|©@#]|\b(?:click|subscribe|newsletter|advertisement|sign up|read more)\b", re.I
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One article's sentences and its gap sentences."""

    sentences: tuple[str, ...]
    gaps: tuple[tuple[int, tuple[int, ...]], ...]  # a sentence, and those that tell what it says


def make_story(text: str, spans: Sequence[tuple[int, int]], names: Collection[str]) -> Story:
    """The story of an article.

    Args:
        text: The article's text.
        spans: Its sentences, as ``articles/split`` cuts them.
        names: Words of names in lower case.
    """
    found = [fold_space(text[start:end]) for start, end in spans[: 2 * MAX_SENTENCES]]
    kept = tuple(dict.fromkeys(sentence for sentence in found if is_sentence(sentence)))[:MAX_SENTENCES]
    return Story(sentences=kept, gaps=tuple(_gaps(kept, names)))


def is_sentence(text: str) -> bool:
    """Whether a text looks like a whole sentence of news and not like furniture."""
    count = text.count(" ") + 1
    whole = text.endswith((".", '."', ".”", "?", "!")) and (text[0].isupper() or text[0] in '"“')
    return MIN_WORDS <= count <= MAX_WORDS and whole and not _FURNITURE.search(text)


def _gaps(sentences: Sequence[str], names: Collection[str]) -> list[tuple[int, tuple[int, ...]]]:
    bags = [{stem(word) for word in words(sentence)} - STOPWORDS for sentence in sentences]
    found = []
    for at, target in enumerate(sentences):
        near = [i for i in range(max(0, at - GAP_REACH), min(len(sentences), at + GAP_REACH + 1)) if i != at]
        best = tuple(sorted(sorted(near, key=lambda i: (-len(bags[i] & bags[at]), i))[:GAP_LINES]))
        held: set[str] = set().union(*(bags[i] for i in best))
        if not best or len(bags[at] & held) < GAP_COVERAGE * len(bags[at]):
            continue  # the quick test first: few sentences pass it
        lines = [sentences[i] for i in best]
        if coverage(lines, target) >= GAP_COVERAGE and is_grounded(lines, target, names):
            found.append((at, best))
    return found
