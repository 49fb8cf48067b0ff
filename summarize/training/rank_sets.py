"""NeuS clusters for training the ranker: their articles, read through the package's own stages.

A cluster comes as leads (title and opening of three outlets) or, where two or more outlets have one, as full articles.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from summarize.data import Article, Event, Reading
from summarize.pipeline import gather, read_all
from summarize.settings import Settings
from summarize.training.event_sets import code_digest, kept

FILES = {name: f"briefs/{name}.jsonl.gz" for name in ("neus_train", "neus_extra", "neus_val")}
FOLDS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """The articles of one event and the brief a person wrote of it."""

    reference: str
    event: Event
    readings: tuple[Reading, ...]  # in the order of ``event.articles``
    fold: int  # from 0, by the reference's digest: leads and full articles of one event share it


def load_clusters(data: Path, name: str, full: bool, limit: int | None, cache: Path | None) -> list[Cluster]:
    """The clusters of a set, read; with a limit, a sample that does not depend on the file's order.

    Args:
        data: Folder of the research sets.
        name: One of FILES.
        full: Full articles instead of leads, where at least two outlets have one.
        limit: So many clusters at most.
        cache: A folder to keep in, and take from, what was read.
    """
    rows = load_rows(data, name, full)[:limit]
    digest = hashlib.sha256("".join(row["reference"] for row in rows).encode()).hexdigest()[:12]
    key = f"{name}-{'full' if full else 'leads'}-{len(rows)}-{digest}-{code_digest('articles')}"
    read = kept(cache, key, lambda: [(row["reference"], readings_of(row, full)) for row in rows])
    return [cluster_of(reference, readings) for reference, readings in read if readings]


def load_rows(data: Path, name: str, full: bool) -> list[dict[str, Any]]:
    """The rows of a set, by the digest of their reference."""
    text = gzip.decompress((data / FILES[name]).read_bytes()).decode()
    rows = [json.loads(line) for line in text.splitlines() if line.strip()]
    if full:
        rows = [row for row in rows if sum(bool(doc.get("full_text")) for doc in row["docs"]) >= 2]
    return sorted(rows, key=lambda row: hashlib.sha256(row["reference"].encode()).hexdigest())


def readings_of(row: Mapping[str, Any], full: bool) -> tuple[Reading, ...]:
    """The articles of a row, read as a run reads them; the title is metadata."""
    articles = [_article(number, doc, full) for number, doc in enumerate(row["docs"])]
    readings, _ = read_all([article for article in articles if article.text], Settings())
    return readings


def _article(number: int, doc: Mapping[str, Any], full: bool) -> Article:
    text = (doc.get("full_text" if full else "lead") or "").strip()
    return Article(
        id=str(number),
        path=str(number),
        text=text,
        encoding="utf-8",
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        title=doc.get("title"),
        outlet=doc.get("source"),
        published=doc.get("date"),
    )


def cluster_of(reference: str, readings: Sequence[Reading]) -> Cluster:
    """A cluster with the event its articles make."""
    event = gather(readings, Settings())
    by_id = {reading.article.id: reading for reading in readings}
    return Cluster(
        reference=reference,
        event=event,
        readings=tuple(by_id[name] for name in event.articles),
        fold=int(hashlib.sha256(reference.encode()).hexdigest(), 16) % FOLDS,
    )
