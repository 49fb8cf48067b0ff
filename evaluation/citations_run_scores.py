"""Our citations against the human ones: for summary sentences given to us, and for the briefs we write ourselves."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from evaluation.citations_run_sets import Topic, Unit
from evaluation.metrics import RESAMPLES, SEED, harmonic
from evaluation.report import Kept, code_digest, key_of
from summarize import pipeline
from summarize.data import Article, Line, Problem, Reading, Role, Sentence
from summarize.models import Embedder
from summarize.settings import Settings
from summarize.words import content_stems, line_spans
from summarize.writing.attribute import attribute, sources_for

ENDS = (".", "!", "?", "…", '"', "”", "’", "'", ")")


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """The links of one summary sentence, or of one whole brief."""

    topic: str
    cited: int  # ours
    gold: int  # the humans'
    both: int
    needless: int = 0  # missed, but what the summary sentence shares with it the cited units hold: promise 3
    unsure: int = 0  # cited sentences that fall on no unit or on more than one


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Precision, recall and F1 over all links, with the interval of F1 over topics."""

    precision: float
    recall: float
    f1: float
    interval: tuple[float, float]
    sentences: int
    uncited: int  # of them, left without any citation
    extra: int
    missed: int
    needless: int
    unsure: int


def total(links: Sequence[Links]) -> Score:
    """The links of a set together."""
    cited, gold, both = (sum(getattr(one, name) for one in links) for name in ("cited", "gold", "both"))
    precision, recall = both / cited if cited else 0.0, both / gold if gold else 0.0
    return Score(
        precision=round(precision, 4),
        recall=round(recall, 4),
        f1=round(harmonic(precision, recall), 4),
        interval=_interval(links),
        sentences=len(links),
        uncited=sum(one.cited == 0 for one in links),
        extra=cited - both,
        missed=gold - both,
        needless=sum(one.needless for one in links),
        unsure=sum(one.unsure for one in links),
    )


def _interval(links: Sequence[Links]) -> tuple[float, float]:
    """The middle 95 % of F1 when topics are drawn with replacement."""
    topics = sorted({one.topic for one in links})
    if not topics:
        return 0.0, 0.0
    sums = np.array(
        [
            [sum(getattr(one, name) for one in links if one.topic == topic) for name in ("cited", "gold", "both")]
            for topic in topics
        ],
        dtype=np.float64,
    )
    draw = np.random.default_rng(SEED).integers(0, len(topics), (RESAMPLES, len(topics)))
    drawn = sums[draw].sum(axis=1)
    values = 2 * drawn[:, 2] / np.maximum(drawn[:, 0] + drawn[:, 1], 1)  # F1 of counts
    return round(float(np.quantile(values, 0.025)), 3), round(float(np.quantile(values, 0.975)), 3)


# ------------------------------------------------------------------------- readings


def plain_reading(article: Article, spans: Sequence[tuple[int, int]] | None = None) -> Reading | Problem:
    """An article read with every line text; with ``spans``, those are its sentences instead of our own."""
    lines = tuple(
        Line(number=n, start=start, end=end, role=Role.BODY if start < end else Role.BLANK, rule="evaluation")
        for n, (start, end) in enumerate(line_spans(article.text), 1)
    )
    reading = pipeline.read_one(article, lines, Settings())
    if spans is None or isinstance(reading, Problem):
        return reading
    return _recut(reading, spans)


def _recut(reading: Reading, spans: Sequence[tuple[int, int]]) -> Reading:
    text, starts = reading.article.text, [line.start for line in reading.lines]
    sentences = tuple(
        Sentence(
            article=reading.article.id,
            index=number,
            line=max(1, sum(one <= start for one in starts)),
            line_end=max(1, sum(one < end for one in starts)),
            start=start,
            end=end,
            text=text[start:end],
            paragraph=0,
        )
        for number, (start, end) in enumerate(spans)
        if text[start:end].strip()
    )

    def at(offset: int) -> int | None:
        return next((one.index for one in sentences if one.start <= offset < one.end), None)

    return replace(
        reading, sentences=sentences, facts=tuple(replace(fact, sentence=at(fact.start)) for fact in reading.facts)
    )


def readings_of(topic: Topic, units_as_sentences: bool = False) -> list[Reading]:
    """The topic's articles, read."""
    found = [
        plain_reading(article, units if units_as_sentences else None)
        for article, units in zip(topic.articles, topic.units, strict=True)
    ]
    return [one for one in found if isinstance(one, Reading)]


# ------------------------------------------------------------- given summary sentences

Cite = Callable[[str, Sequence[Reading]], list[Sentence]]  # a summary sentence, the readings: what it rests on


def by_choice(embedder: Embedder | None) -> Cite:
    """What our attribution would cite, whether or not it finds that enough."""

    def cite(text: str, readings: Sequence[Reading]) -> list[Sentence]:
        return list(sources_for(text, readings, pipeline.facts_of, embedder))

    return cite


def by_attribution(embedder: Embedder | None) -> Cite:
    """Our attribution of one sentence as the brief has it: nothing where its sources do not hold enough of it."""

    def cite(text: str, readings: Sequence[Reading]) -> list[Sentence]:
        ended = text if text.endswith(ENDS) else f"{text}."
        drafts, _ = attribute(ended, readings, lambda one: ((0, len(one)),), pipeline.facts_of, embedder)
        return [sentence for draft in drafts for sentence in draft.sentences]

    return cite


def by_nearest(text: str, readings: Sequence[Reading]) -> list[Sentence]:
    """The baseline: the one sentence with most content words in common, by Dice."""
    wanted = set(content_stems(text))

    def dice(one: Sentence) -> float:
        own = set(content_stems(one.text))
        return 2 * len(own & wanted) / (len(own) + len(wanted) or 1)

    every = [one for reading in readings for one in reading.sentences]
    return [max(every, key=lambda one: round(dice(one), 9))] if every else []


def given(topic: Topic, readings: Sequence[Reading], cite: Cite) -> list[Links]:
    """For each summary sentence what we cite against what the humans linked."""
    return [_link(topic, text, cite(text, readings), gold) for text, gold in topic.summary]


def among_gold(topic: Topic, readings: Sequence[Reading], cite: Cite) -> list[Links]:
    """The ceiling of a minimal choice: our attribution when it may choose among the humans' units alone."""
    links = []
    for text, gold in topic.summary:
        allowed = [
            replace(one, sentences=tuple(s for s in one.sentences if topic.units_of([s]) & gold)) for one in readings
        ]
        links.append(_link(topic, text, cite(text, allowed), gold))
    return links


def _link(topic: Topic, text: str, sentences: Sequence[Sentence], gold: frozenset[Unit]) -> Links:
    cited = topic.units_of(sentences)
    wanted = set(content_stems(text))
    held = {stem for unit in cited for stem in content_stems(topic.unit_text(unit))}
    needless = sum(bool(cited) and wanted & set(content_stems(topic.unit_text(unit))) <= held for unit in gold - cited)
    return Links(
        topic=topic.id,
        cited=len(cited),
        gold=len(gold),
        both=len(cited & gold),
        needless=needless,
        unsure=sum(len(topic.units_of([one])) != 1 for one in sentences),
    )


# --------------------------------------------------------------------------- end to end


def end_to_end(topic: Topic, models: pipeline.Models, made_with: str, kept: Kept) -> Links:
    """All units our own brief cites against all that the human summary rests on; as many sentences as that has."""
    key = key_of(topic.id, made_with, code_digest(), len(topic.units), [len(one.text) for one in topic.articles])
    spans: list[list[Any]] | None = kept.get(key)
    if spans is None:
        spans = _cited_spans(topic, models)
        kept.put(key, spans)
    cited = frozenset(unit for article, start, end in spans for unit in topic.units_at(article, start, end))
    gold = frozenset(unit for _, linked in topic.summary for unit in linked)
    return Links(topic=topic.id, cited=len(cited), gold=len(gold), both=len(cited & gold))


def _cited_spans(topic: Topic, models: pipeline.Models) -> list[list[Any]]:
    settings = Settings()
    settings = replace(settings, plan=replace(settings.plan, max_sentences=len(topic.summary)))
    readings = readings_of(topic)
    if not readings:
        return []
    event = pipeline.gather(readings, settings)
    by_id = {reading.article.id: reading for reading in readings}
    brief = pipeline.write_brief(event, [by_id[one] for one in event.articles], settings, models)
    place = {article.id: number for number, article in enumerate(topic.articles)}
    return [[place[cited.article], cited.start, cited.end] for claim in brief.claims for cited in claim.citations]
