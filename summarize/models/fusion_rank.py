"""Which of several sentences written from the same lines is handed to the gate first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from summarize.words import STOPWORDS, content_stems, stem, word_spans, words

# The search's own score says how well a sentence reads, coverage what it tells. Round numbers, set by reading.
# A line alone is there to be shortened: with coverage in the sum the uncut line nearly always won (16 validation pairs
# of google_cased: ROUGE-1 65, uncut 64, the search's first sentence 72), so there only the facts count besides.
SCORE, ALL, EACH, FACTS, LONG = 1.0, 1.0, 0.5, 0.5, 1.0
FACTS_ALONE = 0.2
BRIEF = 0.5  # of the share of a line's words dropped: each cut is one that reads well, so the shorter is the better ...
MOST_DROPPED = 0.4  # ... up to this share: of a line of which less than half is left, the news is gone too
# A terse sentence is to be shorter still: +.3 points of ROUGE-1 on 400 training pairs of google_cased.
TERSE_BRIEF, TERSE_DROPPED = 1.0, 0.6
_LINE_SHARE = 1.15  # of the longest line's words: a longer sentence pays for each word
_TOGETHER = 0.8  # likewise where it joins several, of all their words


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """A candidate sentence."""

    text: str
    score: float  # of the search: mean log chance of a piece


def ranked(candidates: Sequence[Scored], lines: Sequence[str], *, terse: bool = False) -> list[str]:
    """The texts, each once, the best first: what the lines hold and what facts stand there, length, and the score.

    Args:
        candidates: In any order.
        lines: What they were written from, as printed.
        terse: Whether they are to be as short as headlines.
    """
    best: dict[str, float] = {}
    for one in candidates:
        worth = value(one, lines, terse=terse)
        best[one.text] = max(worth, best.get(one.text, worth))
    return sorted(best, key=lambda text: (-best[text], text))


def value(one: Scored, lines: Sequence[str], *, terse: bool = False) -> float:
    """How good a candidate is; to be compared for one group only."""
    held = set(content_stems(one.text))
    wanted = [set(content_stems(line)) for line in lines]
    facts = set().union(*(_facts(line) for line in lines))
    shares = [len(held & each) / len(each) for each in wanted if each]
    everything = set().union(*wanted)
    total = len(held & everything) / len(everything) if everything else 0.0
    told = len(held & facts) / len(facts) if facts else 1.0
    if len(lines) == 1:
        dropped = max(0.0, 1 - len(words(one.text)) / max(1, len(words(lines[0]))))
        brief, most = (TERSE_BRIEF, TERSE_DROPPED) if terse else (BRIEF, MOST_DROPPED)
        dropped = min(dropped, 2 * most - dropped)
        return round(SCORE * one.score + FACTS_ALONE * told + brief * dropped, 5)
    worth = SCORE * one.score + ALL * total + EACH * min(shares, default=0.0) + FACTS * told
    return round(worth - LONG * _excess(one.text, lines), 5)


def _excess(text: str, lines: Sequence[str]) -> float:
    """By what share a sentence is longer than it should be."""
    counts = [len(line.split()) for line in lines] or [1]
    room = max(_LINE_SHARE * max(counts), _TOGETHER * sum(counts) if len(counts) > 1 else 0)
    return max(0.0, len(text.split()) / max(room, 1) - 1)


def _facts(line: str) -> set[str]:
    """Stems of figures and of words with a capital inside the line."""
    return {
        stem(line[a:b])
        for a, b in word_spans(line)
        if ((a and line[a].isupper()) or re.search(r"\d", line[a:b])) and line[a:b].lower() not in STOPWORDS
    }
