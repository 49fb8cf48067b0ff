"""ROUGE of the best-ranked sentences on NeuS beside LEAD, LexRank, random and an oracle.

``python -m evaluation.run rank --data DIR [--set neus_val] [--full] [--limit N] [--embedder minilm]`` scores the
ranker as it is shipped, with that embedder or with none; ``--weights FILE`` scores other weights of its parts
beside it, as ``summarize.training.rank`` writes them.

Sentences are taken in each system's order, near-repetitions left out, until about 60 words stand; F1 of rouge-score
with stemming against the reference body. No dates are resolved here, so the factor for background is not measured.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean
from typing import Any

from evaluation.datasets import data_folder, digest, rows
from summarize.articles.facts import read_facts
from summarize.articles.split import split
from summarize.data import Article, Event, Line, RankedSentence, Reading, Role
from summarize.events.parts import load_weights, weighted_score, weights_from
from summarize.events.rank import rank
from summarize.models import Embedder
from summarize.models.load import load_embedder
from summarize.settings import RankSettings, SplitSettings
from summarize.words import content_stems, fold_space, line_spans

WORDS = 60  # the median reference has 55


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """One cluster, ranked once; other weights only combine its parts anew."""

    sentences: tuple[RankedSentence, ...]
    place: dict[tuple[str, int], tuple[int, int]]  # (article, index) of a sentence: place of its article, its index
    reference: str


def main(argv: Sequence[str]) -> int:
    options = _options(argv)
    folder = data_folder(options.data)
    embedder = None if options.embedder == "none" else load_embedder(options.embedder)
    clusters = load(folder, options, embedder)
    systems = baselines() | {"rank": by_score(load_weights(embedder is not None))}
    if options.weights:
        record = json.loads(Path(options.weights).read_text("utf-8"))
        systems["weights"] = by_score(weights_from(record, "embedded" if embedder else "plain"))
    signature = f"{options.set} {digest(folder, options.set)[:12]} n={len(clusters)} full={options.full}"
    print(f"{signature} embedder={embedder.name if embedder else 'none'} words={WORDS} rouge-score stemmed F1 x 100")
    for name, system in systems.items():
        print(f"{name:12}", evaluate(clusters, system))
    return 0


def _options(argv: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m evaluation.run rank")
    parser.add_argument("--data")
    parser.add_argument("--set", default="neus_val", choices=["neus_train", "neus_val", "neus_test"])
    parser.add_argument("--full", action="store_true", help="full articles instead of their leads, where two have them")
    parser.add_argument("--limit", type=int)
    parser.add_argument("--embedder", default="minilm")
    parser.add_argument("--weights", metavar="FILE")
    return parser.parse_args(argv)


# ------------------------------------------------------------------ clusters


def load(folder: Path, options: argparse.Namespace, embedder: Embedder | None) -> list[Ranked]:
    """The clusters of a set; with a limit, a sample that does not depend on the file's order."""
    found = [row for row in rows(folder, options.set) if not options.full or _full(row) >= 2]
    found.sort(key=lambda row: hashlib.sha256(row["id"].encode()).hexdigest())
    clusters = []
    for row in found[: options.limit]:
        readings = [read_doc(str(i), doc, options.full) for i, doc in enumerate(row["docs"])]
        readings = [reading for reading in readings if reading.sentences]
        event = make_event(readings)
        ranked = rank(event, readings, embedder, RankSettings())
        place = {
            (reading.article.id, sentence.index): (i, position)
            for i, reading in enumerate(readings)
            for position, sentence in enumerate(reading.sentences)
        }
        clusters.append(Ranked(sentences=ranked, place=place, reference=row["reference"]))
    return clusters


def _full(row: dict[str, Any]) -> int:
    return sum(bool(doc.get("full_text")) for doc in row["docs"])


def read_doc(name: str, doc: dict[str, Any], full: bool) -> Reading:
    """A document as a reading: every line is body text."""
    text = (doc.get("full_text") or "" if full else doc.get("lead") or "").strip()
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    article = Article(id=name, path=name, text=text, encoding="utf-8", sha256=sha256, title=doc.get("title"))
    lines = tuple(
        Line(number=n, start=start, end=end, role=Role.BODY if start < end else Role.BLANK, rule="evaluation")
        for n, (start, end) in enumerate(line_spans(text), 1)
    )
    sentences = split(article, lines, SplitSettings())
    facts = read_facts(article, lines, sentences, ())
    return Reading(article=article, lines=lines, sentences=sentences, published=None, times=(), facts=facts)


def make_event(readings: Sequence[Reading]) -> Event:
    return Event(
        id="",
        articles=tuple(reading.article.id for reading in readings),
        copies=(),
        day=None,
        day_wording=None,
        day_citations=(),
        day_inherited=False,
        place=None,
        place_citations=(),
        participants=(),
    )


# ------------------------------------------------------------------- systems

System = Callable[[Ranked], Sequence[RankedSentence]]


def by_score(weights: Mapping[str, float]) -> System:
    def system(cluster: Ranked) -> Sequence[RankedSentence]:
        return sorted(cluster.sentences, key=lambda one: (-weighted_score(dict(one.parts), weights), _at(cluster, one)))

    return system


def baselines() -> dict[str, System]:
    return {
        "random": lambda c: random.Random(c.reference).sample(c.sentences, len(c.sentences)),
        "lead": lambda c: sorted(c.sentences, key=lambda one: _at(c, one)[::-1]),
        "lexrank": lambda c: sorted(c.sentences, key=lambda one: (-dict(one.parts)["centrality"], _at(c, one))),
        "oracle": oracle,
    }


def oracle(cluster: Ranked) -> Sequence[RankedSentence]:
    """Best sentences first by how much of the reference they hold: about what no choice of sentences can pass."""
    wanted = set(content_stems(cluster.reference))

    def gain(one: RankedSentence) -> float:
        own = set(content_stems(one.sentence.text))
        return 2 * len(own & wanted) / (len(own) + len(wanted) or 1)

    return sorted(cluster.sentences, key=lambda one: (-gain(one), _at(cluster, one)))


def _at(cluster: Ranked, one: RankedSentence) -> tuple[int, int]:
    return cluster.place[one.sentence.article, one.sentence.index]


def choose(cluster: Ranked, ordered: Sequence[RankedSentence]) -> list[RankedSentence]:
    """The first sentences of an order that do not repeat one another, about ``WORDS`` words of them, in text order."""
    chosen: list[tuple[RankedSentence, set[str]]] = []
    count = 0
    for one in ordered:
        stems, length = set(content_stems(one.sentence.text)), len(one.sentence.text.split())
        if any(len(stems & other) > 0.5 * min(len(stems), len(other)) for _, other in chosen):
            continue
        if count and count + length > WORDS * 1.25:
            continue
        chosen.append((one, stems))
        count += length
        if count >= WORDS * 0.75:
            break
    return sorted((one for one, _ in chosen), key=lambda one: _at(cluster, one)[::-1])


# --------------------------------------------------------------------- scores


def evaluate(clusters: Sequence[Ranked], system: System) -> dict[str, float]:
    from rouge_score.rouge_scorer import RougeScorer

    scorer = RougeScorer(["rouge1", "rouge2", "rougeL"], use_stemmer=True)
    scores, lengths = [], []
    for cluster in clusters:
        text = " ".join(fold_space(one.sentence.text) for one in choose(cluster, system(cluster)))
        scores.append(scorer.score(cluster.reference, text))
        lengths.append(len(text.split()))
    result = {kind: round(100 * mean(score[kind].fmeasure for score in scores), 2) for kind in scores[0]}
    return result | {"words": round(mean(lengths), 1)}
