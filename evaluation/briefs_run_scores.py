"""Scores of briefs: one row per system and cluster, and what the rows of a system come to together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from evaluation.baselines import oracle, sentences_in
from evaluation.briefs_run_sets import Cluster
from evaluation.briefs_run_systems import Told
from evaluation.metrics import ROUGE, grams, grounded, interval, mean_of, novelty, rouge, rouge_tokens, similarity
from evaluation.report import Kept, key_of
from summarize.models import Embedder
from summarize.words import fold_space

SCORING = 2  # grows when a score is computed in another way: kept scores of an older one are not used
Row = dict[str, float | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One system on one set."""

    system: str
    kind: str  # "baseline", "ours", "published"
    budget: int | None  # words allowed; None where the system chose its length
    rows: tuple[Row, ...]  # one per cluster, in order
    scores: dict[str, float | None]  # means over the clusters; shares of facts over all facts
    intervals: dict[str, tuple[float, float]]  # of the ROUGE columns


def score(clusters: Sequence[Cluster], told: Sequence[Told], embedder: Embedder | None, kept: Kept) -> list[Row]:
    """The scores of each brief."""
    rows = []
    near = _similarities(clusters, told, embedder, kept)
    for cluster, one, value in zip(clusters, told, near, strict=True):
        key = key_of(
            SCORING, one.text, one.title, [part.quotes for part in one.parts], cluster.texts, cluster.reference
        )
        if (row := kept.get(key)) is None:
            row = _score(cluster, one)
            kept.put(key, row)
        rows.append({**row, "similarity": value, "seconds": one.seconds})
    return rows


def score_rouge(clusters: Sequence[Cluster], told: Sequence[Told], kept: Kept) -> list[Row]:
    """ROUGE and words alone, for trying many settings."""
    rows = []
    for cluster, one in zip(clusters, told, strict=True):
        key = key_of(SCORING, "rouge", one.text, cluster.reference)
        if (row := kept.get(key)) is None:
            row = {**rouge(cluster.reference, one.text), "words": float(len(one.text.split()))}
            kept.put(key, row)
        rows.append(row)
    return rows


def _similarities(
    clusters: Sequence[Cluster], told: Sequence[Told], embedder: Embedder | None, kept: Kept
) -> list[float | None]:
    if embedder is None:
        return [None] * len(told)
    pairs = [(one.text, cluster.reference) for cluster, one in zip(clusters, told, strict=True)]
    keys = [key_of("similarity", embedder.digest, pair) for pair in pairs]
    missing = [number for number, key in enumerate(keys) if kept.get(key) is None]
    for number, value in zip(missing, similarity(embedder, [pairs[n] for n in missing]), strict=True):
        kept.put(keys[number], round(value, 4))
    return [kept.get(key) for key in keys]


def _score(cluster: Cluster, one: Told) -> Row:
    row: Row = dict(rouge(cluster.reference, one.text))
    if cluster.reference_title:
        full = f"{cluster.reference_title}\n{cluster.reference}"
        row |= {f"title {k}": v for k, v in rouge(full, f"{one.title}\n{one.text}" if one.title else one.text).items()}
    held, facts = grounded(one.text, cluster.texts)
    row |= {"words": float(len(one.text.split())), "novelty": novelty(one.text, cluster.texts)}
    row |= {"facts": float(facts), "facts in sources": float(held)}
    if one.parts:
        sides = [grounded(part.text, part.quotes) for part in one.parts]
        row |= {"facts in cited": float(sum(held for held, _ in sides)), "cited facts": float(sum(n for _, n in sides))}
        cited = {source for part in one.parts for source in part.sources}
        row["sources"] = 100.0 * len(cited) / len(cluster.articles)
    return {name: None if value is None else round(value, 6) for name, value in row.items()}


def result(system: str, kind: str, budget: int | None, rows: Sequence[Row]) -> Result:
    """A system's rows and what they come to."""
    columns = [*ROUGE, *(f"title {name}" for name in ROUGE)]
    means = {name: mean_of(rows, name) for name in (*columns, "words", "novelty", "similarity", "sources", "seconds")}
    means["grounded"] = _share(rows, "facts in sources", "facts")
    means["cited"] = _share(rows, "facts in cited", "cited facts") if kind == "ours" else None
    return Result(
        system=system,
        kind=kind,
        budget=budget,
        rows=tuple(rows),
        scores={name: None if value is None else round(value, 4) for name, value in means.items()},
        intervals={name: interval([row.get(name) or 0.0 for row in rows]) for name in columns},
    )


def _share(rows: Sequence[Mapping[str, float | None]], part: str, whole: str) -> float | None:
    total = sum(row.get(whole) or 0.0 for row in rows)
    return 100.0 * sum(row.get(part) or 0.0 for row in rows) / total if total else None


# ------------------------------------------------------------ where the points are lost


def losses(clusters: Sequence[Cluster], told: Sequence[Told], budget: int) -> dict[str, dict[str, Any]]:
    """What became of the references' words and pairs of words, by counts: in the brief; not in it but in the sentences
    an oracle takes within the budget (selection); only in other sentences (budget); in no sentence (wording)."""
    found: dict[str, dict[str, Any]] = {}
    for size, name in ((1, "words"), (2, "pairs of words")):
        counts = dict.fromkeys(("in the brief", "selection", "budget", "wording"), 0)
        for cluster, one in zip(clusters, told, strict=True):
            sentences = sentences_in(cluster)
            best = oracle(cluster, sentences, budget) if sentences else []
            tiers = [
                _held([one.text], size),
                _held([fold_space(s.text) for s in best], size),
                _held([fold_space(s.text) for s in sentences], size),
            ]
            for gram in set(grams(rouge_tokens(cluster.reference), size)):
                at = next((number for number, held in enumerate(tiers) if gram in held), 3)
                counts[list(counts)[at]] += 1
        found[name] = counts
    return found


def _held(texts: Sequence[str], size: int) -> set[tuple[str, ...]]:
    return {gram for text in texts for gram in grams(rouge_tokens(text), size)}
