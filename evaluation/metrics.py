"""What the runs have in common to measure with: ROUGE, intervals, paired tests, novelty, grounded facts, similarity.

ROUGE is ``rouge-score`` with stemming, F1 x 100; ROUGE-L and ROUGE-Lsum are two columns and never confused: the first
reads a text as one sequence, the second sentence by sentence. Everything random is seeded.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from evaluation.audit_names import names_inside
from evaluation.audit_units import Unit, read_units
from summarize.articles.split import split_text
from summarize.models import Embedder
from summarize.words import fold_space, words

SEED, RESAMPLES, SHUFFLES = 7, 1000, 10_000
ROUGE = ("rouge1", "rouge2", "rougeL", "rougeLsum")
HEADS = {"rouge1": "R1", "rouge2": "R2", "rougeL": "RL", "rougeLsum": "RLsum"}


# ----------------------------------------------------------------------- ROUGE


def sentences_of(text: str) -> list[str]:
    """The sentences of a text, white space folded."""
    return [one for start, end in split_text(text) if (one := fold_space(text[start:end]))]


def rouge(reference: str, text: str) -> dict[str, float]:
    """The four ROUGE F1, x 100, of a text against a reference; both are cut into sentences for ROUGE-Lsum."""
    scores = _scorer().score("\n".join(sentences_of(reference)), "\n".join(sentences_of(text)))
    return {kind: 100 * scores[kind].fmeasure for kind in ROUGE}


@lru_cache(maxsize=1)
def _scorer() -> Any:
    from rouge_score.rouge_scorer import RougeScorer

    return RougeScorer(list(ROUGE), tokenizer=_Remembering())


@lru_cache(maxsize=1)
def _tokenizer() -> Any:
    from rouge_score.tokenizers import DefaultTokenizer

    return DefaultTokenizer(use_stemmer=True)


@lru_cache(maxsize=16384)
def rouge_tokens(text: str) -> tuple[str, ...]:
    """The tokens ROUGE compares, stemmed."""
    return tuple(_tokenizer().tokenize(text))


class _Remembering:
    """The reference tokenizer, which cuts no text twice: many systems print the same sentences."""

    def tokenize(self, text: str) -> list[str]:
        return [token for line in text.split("\n") for token in rouge_tokens(line)]


def grams(tokens: Sequence[str], size: int) -> list[tuple[str, ...]]:
    """The runs of ``size`` tokens, in order."""
    return [tuple(tokens[at : at + size]) for at in range(len(tokens) - size + 1)]


# ------------------------------------------------------------ chance and pairs


def interval(values: Sequence[float]) -> tuple[float, float]:
    """The middle 95 % of the means of seeded resamples; (0, 0) for no value."""
    if not len(values):
        return 0.0, 0.0
    means = _means(np.asarray(values, dtype=np.float64))
    return round(float(np.quantile(means, 0.025)), 2), round(float(np.quantile(means, 0.975)), 2)


def _means(values: np.ndarray) -> np.ndarray:
    draw = np.random.default_rng(SEED)
    return values[draw.integers(0, len(values), (RESAMPLES, len(values)))].mean(axis=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """How much one system is better than another on the same inputs."""

    mean: float
    low: float  # 95 % interval, paired bootstrap (Koehn 2004)
    high: float
    p: float  # two-sided, approximate randomization (Noreen 1989): how often chance alone gives so much


def paired(one: Sequence[float], other: Sequence[float]) -> Difference:
    """The mean difference of paired scores, its interval and its probability under chance.

    Args:
        one: scores of a system, one per input.
        other: scores of another on the same inputs, in the same order.
    """
    gaps = np.asarray(one, dtype=np.float64) - np.asarray(other, dtype=np.float64)
    if not len(gaps):
        return Difference(mean=0.0, low=0.0, high=0.0, p=1.0)
    low, high = interval(gaps.tolist())
    draw, reached, done = np.random.default_rng(SEED), 0, 0
    while done < SHUFFLES:
        size = min(1000, SHUFFLES - done)
        signs = draw.integers(0, 2, (size, len(gaps))) * 2 - 1
        reached += int((np.abs((signs * gaps).mean(axis=1)) >= abs(gaps.mean()) - 1e-12).sum())
        done += size
    return Difference(mean=round(float(gaps.mean()), 2), low=low, high=high, p=round((reached + 1) / (SHUFFLES + 1), 4))


# -------------------------------------------------------------- what it says


def novelty(text: str, sources: Sequence[str]) -> float:
    """Share, in percent, of a text's pairs of words that stand in no source; 0 for a text without pairs."""
    own = _pairs(text)
    held = set().union(*(_pairs(source) for source in sources))
    return 100.0 * len(own - held) / len(own) if own else 0.0


def _pairs(text: str) -> set[tuple[str, ...]]:
    return {pair for one in sentences_of(text) for pair in grams([word.lower() for word in words(one)], 2)}


def fact_units(text: str, seen: frozenset[str] = frozenset()) -> list[Unit]:
    """The numbers, times and names of a text, as the audit's own reader reads them."""
    return [unit for unit in read_units(text, seen) if unit.fact]


def grounded(text: str, sources: Sequence[str]) -> tuple[int, int]:
    """How many of a text's numbers, times and names stand in the sources, and how many it has.

    Args:
        text: a brief, or a sentence of one.
        sources: what it may rest on: whole documents, or the lines cited for it.
    """
    known = names_inside("\n".join(sources))
    # First with the names the sources show, which are the same for all systems; where something is not held, a name
    # that opens a source's sentence may be known as one from the text alone.
    for seen in (known, known | names_inside(text)):
        held = {unit.key for source in sources for unit in _units(source, seen)}
        facts = fact_units(text, seen | names_inside(text))
        count = sum(unit.key in held for unit in facts)
        if count == len(facts):
            break
    return count, len(facts)


@lru_cache(maxsize=512)
def _units(text: str, seen: frozenset[str]) -> tuple[Unit, ...]:
    return tuple(read_units(text, seen))


def similarity(embedder: Embedder, pairs: Sequence[tuple[str, str]]) -> list[float]:
    """F1 x 100 of (text, reference), as BERTScore (Zhang et al. 2020, section 3) but over sentences, not tokens: each
    sentence is matched with the nearest of the other side by the embedder's cosine."""
    cut = [(sentences_of(text), sentences_of(reference)) for text, reference in pairs]
    every = sorted({one for sides in cut for side in sides for one in side})
    if not every:
        return [0.0] * len(pairs)
    place = {one: number for number, one in enumerate(every)}
    rows = embedder.embed(every)
    return [_matched(rows[[place[s] for s in one]], rows[[place[s] for s in other]]) for one, other in cut]


def _matched(one: np.ndarray, other: np.ndarray) -> float:
    if not len(one) or not len(other):
        return 0.0
    cosines = np.clip(one @ other.T, 0.0, 1.0)
    precision, recall = float(cosines.max(axis=1).mean()), float(cosines.max(axis=0).mean())
    return 100 * 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def harmonic(precision: float, recall: float) -> float:
    """F1 of precision and recall; 0 where both are 0."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def mean_of(rows: Sequence[Mapping[str, float | None]], name: str) -> float | None:
    """The mean of a column over the rows that have it; None where none has."""
    values = [value for row in rows if (value := row.get(name)) is not None]
    return sum(values) / len(values) if values else None
