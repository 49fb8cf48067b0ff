"""Systems any brief should beat, and the oracle none can: LEAD, first sentences, random, greedy oracle, sumy's five.

All see the same documents as they are, every line text, cut by the same sentence splitter, and fill the same budget of
words: sentences are taken in a system's order of preference while they fit, a longer one is passed over, the first is
always taken. They are printed in the order of the documents.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from evaluation.briefs_run_sets import Cluster, plain_sentences
from evaluation.metrics import SEED, grams, rouge_tokens
from summarize.data import Sentence
from summarize.errors import MissingExtra
from summarize.words import fold_space, words

Choose = Callable[[Cluster, Sequence[Sentence], int], list[Sentence]]  # cluster, its sentences, words allowed
SUMY = {
    "sumy lexrank": ("lex_rank", "LexRankSummarizer"),
    "sumy textrank": ("text_rank", "TextRankSummarizer"),
    "sumy lsa": ("lsa", "LsaSummarizer"),
    "sumy sumbasic": ("sum_basic", "SumBasicSummarizer"),
    "sumy kl": ("kl", "KLSummarizer"),
}


def sentences_in(cluster: Cluster) -> list[Sentence]:
    """All sentences of a cluster, document by document."""
    return [sentence for article in cluster.articles for sentence in plain_sentences(article)]


def filled(ordered: Sequence[Sentence], budget: int) -> list[Sentence]:
    """The sentences of an order that fit into a budget of words, the first in any case."""
    chosen: list[Sentence] = []
    count = 0
    for one in ordered:
        length = len(words(one.text))
        if not chosen or count + length <= budget:
            chosen.append(one)
            count += length
    return chosen


def lead(cluster: Cluster, sentences: Sequence[Sentence], budget: int) -> list[Sentence]:
    """The beginning of the first outlet's article; it ends where a sentence does not fit."""
    first = [one for one in sentences if one.article == sentences[0].article]
    chosen = filled(first[:1], budget)
    for one in first[1:]:
        if len(filled([*chosen, one], budget)) == len(chosen):
            break
        chosen.append(one)
    return chosen


def firsts(cluster: Cluster, sentences: Sequence[Sentence], budget: int) -> list[Sentence]:
    """The first sentence of each outlet, whatever the budget."""
    return [one for one in sentences if one.index == 0]


def chance(cluster: Cluster, sentences: Sequence[Sentence], budget: int) -> list[Sentence]:
    """Any sentences, the same in every run."""
    order = random.Random(f"{SEED} {cluster.id}").sample(list(sentences), len(sentences))
    return _in_order(filled(order, budget), sentences)


def oracle(cluster: Cluster, sentences: Sequence[Sentence], budget: int) -> list[Sentence]:
    """The sentences that together come nearest to the reference, found greedily (Nallapati et al. 2017, section 3.1):
    about what no choice of whole sentences within the budget can pass."""
    wanted = [Counter(grams(rouge_tokens(cluster.reference), size)) for size in (1, 2)]
    own = [_counts(one) for one in sentences]
    chosen: list[int] = []
    held, length, best = [Counter[Any](), Counter[Any]()], 0, 0.0
    while True:
        gains = []
        for place, counts in enumerate(own):
            fits = not chosen or length + len(words(sentences[place].text)) <= budget
            if place not in chosen and fits:
                score = sum(_f1(before + more, goal) for before, more, goal in zip(held, counts, wanted, strict=True))
                gains.append((round(score, 9), -place))
        if not gains or max(gains)[0] <= best:
            return [sentences[place] for place in sorted(chosen)]
        best, place = max(gains)[0], -max(gains)[1]
        chosen.append(place)
        length += len(words(sentences[place].text))
        held = [before + more for before, more in zip(held, own[place], strict=True)]


def _counts(one: Sentence) -> list[Counter[Any]]:
    tokens = rouge_tokens(fold_space(one.text))
    return [Counter(grams(tokens, size)) for size in (1, 2)]


def _f1(found: Counter[Any], goal: Counter[Any]) -> float:
    both = sum((found & goal).values())
    total = sum(found.values()) + sum(goal.values())
    return 2 * both / total if total else 0.0


def _in_order(chosen: Sequence[Sentence], sentences: Sequence[Sentence]) -> list[Sentence]:
    places = {(one.article, one.index): number for number, one in enumerate(sentences)}
    return sorted(chosen, key=lambda one: places[one.article, one.index])


# ------------------------------------------------------------------------------ sumy


class _Words:
    """The tokenizer sumy asks for; its own needs a download."""

    language = "english"

    def to_sentences(self, text: str) -> tuple[str, ...]:
        return (text,)

    def to_words(self, text: str) -> tuple[str, ...]:
        return tuple(words(text))


def sumy_system(name: str) -> Choose:
    """One of the real package's summarizers, with its stemmer and its stop words.

    Raises:
        MissingExtra: sumy is not installed.
    """
    import importlib

    try:
        module, kind = SUMY[name]
        made = getattr(importlib.import_module(f"sumy.summarizers.{module}"), kind)
        from sumy.models.dom import ObjectDocumentModel, Paragraph
        from sumy.models.dom import Sentence as Told
        from sumy.nlp.stemmers import Stemmer
        from sumy.utils import get_stop_words
    except ImportError as error:
        raise MissingExtra(f"sumy is not installed ({error.name}): pip install 'summarize[eval]'") from None
    summarizer = made(Stemmer("english"))
    summarizer.stop_words = get_stop_words("english")
    tokenizer = _Words()

    def choose(cluster: Cluster, sentences: Sequence[Sentence], budget: int) -> list[Sentence]:
        told = [Told(fold_space(one.text), tokenizer) for one in sentences]
        of = {id(one): sentence for one, sentence in zip(told, sentences, strict=True)}
        paragraphs: dict[str, list[Any]] = {}
        for one, sentence in zip(told, sentences, strict=True):
            paragraphs.setdefault(sentence.article, []).append(one)
        document = ObjectDocumentModel([Paragraph(rows) for rows in paragraphs.values()])

        def enough(infos: Sequence[Any]) -> list[Any]:
            fitting = {id(one) for one in filled([of[id(info.sentence)] for info in infos], budget)}
            return [info for info in infos if id(of[id(info.sentence)]) in fitting]

        return [of[id(one)] for one in summarizer(document, enough)]

    return choose


def choosers() -> dict[str, Choose]:
    """The systems that need no package of their own."""
    return {"lead": lead, "first sentences": firsts, "random": chance, "oracle": oracle}
