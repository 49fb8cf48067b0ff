"""Which ranked sentences one sentence of the brief will rest on: ``plan``.

"Attribute first, then generate" (Slobodkin et al., ACL 2024): the lines are chosen before anything is written.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from summarize.data import Event, Group, RankedSentence, Reading, Sentence
from summarize.settings import PlanSettings
from summarize.writing._fitness import fitness
from summarize.writing._source import Source, sources_of
from summarize.writing._statement import statement_score
from summarize.writing._text import content_keys


def plan(
    ranked: Sequence[RankedSentence], event: Event, readings: Sequence[Reading], settings: PlanSettings
) -> tuple[Group, ...]:
    """The groups in order of preference, the statement of the meeting itself first; more than are needed, as reserves.

    Each step takes the sentence worth most: its rank, times how fit it is to be printed alone, times the share of its
    content that no group before it has (maximal marginal relevance, Carbonell and Goldstein 1998, with what all groups
    together cover in place of the nearest one: a factor for that one cost 0.3 to 0.9 ROUGE-1 and was left out).

    Args:
        ranked: The event's sentences with their scores.
        event: The event.
        readings: Its articles, in the order of ``event.articles``.
        settings: The length asked for and how much repetition is too much.
    """
    sources = sources_of(readings)
    worth = {_place(one): one.score * fitness(one.sentence, sources[one.sentence.article], event) for one in ranked}
    pool = [one for one in ranked if worth[_place(one)] > 0]
    chosen: list[RankedSentence] = []
    first = _statement(pool, event, sources)
    if first is not None:
        chosen.append(first)
        pool.remove(first)
    share = _share(settings.max_sentences, len(readings))
    while pool and len(chosen) < settings.max_sentences * settings.reserve_factor:
        best = _next(pool, chosen, worth, share, settings)
        if best is None:
            break
        chosen.append(best)
        pool.remove(best)
    return tuple(Group(main=one, support=_support(one, ranked, settings)) for one in chosen)


def _place(one: RankedSentence) -> tuple[str, int]:
    return one.sentence.article, one.sentence.index


def _share(sentences: int, articles: int) -> int:
    """How many sentences one article may give while others have any left."""
    return math.ceil(sentences / articles) if articles else sentences


def _statement(pool: Sequence[RankedSentence], event: Event, sources: Mapping[str, Source]) -> RankedSentence | None:
    """The sentence that says who met whom, where and when; the best of the leads where no such sentence is found."""
    scored = [
        (round(statement_score(one, event, sources[one.sentence.article]), 6), -number)
        for number, one in enumerate(pool)
    ]
    return pool[-max(scored)[1]] if scored else None


def _next(
    pool: Sequence[RankedSentence],
    chosen: Sequence[RankedSentence],
    worth: Mapping[tuple[str, int], float],
    share: int,
    settings: PlanSettings,
) -> RankedSentence | None:
    """The sentence that adds most; an article that has had its share waits until the others have none left."""
    told = frozenset(key for one in chosen for key in content_keys(one.sentence.text))
    counts: dict[str, int] = {}
    for one in chosen:
        counts[one.sentence.article] = counts.get(one.sentence.article, 0) + 1
    best: tuple[bool, float, int] | None = None
    for number, one in enumerate(pool):
        new = _new_share(one.sentence, told)
        if new < settings.least_new_share or _repeats(one.sentence, chosen, settings):
            continue
        gain = round(worth[_place(one)] * new**settings.diversity, 6)
        key = (counts.get(one.sentence.article, 0) < share, gain, -number)
        best = max(best, key) if best else key
    return pool[-best[2]] if best else None


def _new_share(sentence: Sentence, told: frozenset[str]) -> float:
    keys = set(content_keys(sentence.text))
    return len(keys - told) / len(keys) if keys else 0.0


def _repeats(sentence: Sentence, chosen: Sequence[RankedSentence], settings: PlanSettings) -> bool:
    """Whether a sentence is a copy of a chosen one, or has most of its words in common with one."""
    place = (sentence.article, sentence.index)
    return any(
        place in {(copy.article, copy.index) for copy in one.copies}
        or overlap(sentence.text, one.sentence.text) >= settings.same_share
        for one in chosen
    )


def overlap(one: str, other: str) -> float:
    """The share of the shorter one's content words that the other holds too, in [0, 1]."""
    left, right = set(content_keys(one)), set(content_keys(other))
    return len(left & right) / min(len(left), len(right)) if left and right else 0.0


def _support(main: RankedSentence, ranked: Sequence[RankedSentence], settings: PlanSettings) -> tuple[Sentence, ...]:
    """Sentences of other articles that say the same, then those on the same matter, best first."""
    found = list(main.copies)
    near = [
        (round(overlap(main.sentence.text, one.sentence.text), 6), -number)
        for number, one in enumerate(ranked)
        if one.sentence.article != main.sentence.article and one.sentence not in found
    ]
    near = [(share, number) for share, number in sorted(near, reverse=True) if share >= settings.matter_share]
    found += [ranked[-number].sentence for _, number in near]
    return tuple(found[: settings.max_citations - 1])
