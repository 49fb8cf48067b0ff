"""The labelled event sets, read through the package's own stages: articles, their gold events and their folds.

A set is cut into folds by what its articles share (topic, series, else event), never by article. Reading takes
minutes, so a folder may be named in which what was read is kept; what is kept is bound to the set's digest and to the
code that read it.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import pickle
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from summarize.data import Article, Particulars, Reading
from summarize.events.particulars import read_particulars
from summarize.events.vectors import headline_of, lead_of
from summarize.models import Embedder
from summarize.settings import Settings

FILES: dict[str, str] = {
    "ecbplus": "events/ecbplus_topics1-35.jsonl.gz",
    "wikinews": "events/wikinews.jsonl.gz",
    "giveme5w1h": "events/giveme5w1h.jsonl.gz",
    "neus_trainval": "events/neus_trainval.jsonl.gz",
    "meetings_dev": "events/meetings_dev.jsonl.gz",
}
SAMPLED = {"neus_trainval": 320}  # events drawn by their digest: of 1,400 NeuS roundups so many teach as much as all
FOLDS = 7  # meetings_dev has seven series; each is a fold


@dataclass(frozen=True, slots=True, kw_only=True)
class EventSet:
    """One labelled set, read."""

    name: str
    readings: tuple[Reading, ...]
    particulars: tuple[Particulars, ...]
    events: tuple[str, ...]  # gold event of each article
    topics: tuple[str | None, ...]  # topic or series, None where the set has none
    folds: tuple[int, ...]  # from 0
    rows: tuple[Mapping[str, Any], ...]  # the row of each article, without its text
    opening: NDArray[np.float32] | None  # embeddings, as the clusterer makes them
    heads: NDArray[np.float32] | None
    digest: str  # sha256 of the set's file


def load_set(folder: Path, name: str, embedder: Embedder | None, cache: Path | None = None) -> EventSet:
    """One set, read and, with an embedder, embedded.

    Args:
        folder: of the research data.
        name: one of FILES.
        embedder: None: the set has no embeddings.
        cache: a folder to keep in, and take from, what was read.
    """
    data = (folder / FILES[name]).read_bytes()
    digest = hashlib.sha256(data).hexdigest()
    rows = _sampled(name, [json.loads(line) for line in gzip.decompress(data).decode().splitlines() if line.strip()])
    code = code_digest("articles")
    readings = kept(cache, f"{name}-readings-{len(rows)}-{digest[:12]}-{code}", lambda: _read(rows))
    by_id = {row["id"]: row for row in rows}
    rows_kept = [by_id[reading.article.id] for reading in readings]
    opening = heads = None
    if embedder is not None:
        key = f"{name}-{embedder.digest[:12]}-{digest[:12]}-{code}"
        opening = kept(cache, f"{key}-opening", lambda: embedder.embed([lead_of(one) for one in readings]))
        heads = kept(cache, f"{key}-heads", lambda: embedder.embed([headline_of(one) for one in readings]))
    topical = name in ("ecbplus", "neus_trainval")
    topics = [row.get("series") or (row.get("topic") if topical else None) for row in rows_kept]
    return EventSet(
        name=name,
        readings=readings,
        particulars=tuple(read_particulars(one, Settings().cluster) for one in readings),
        events=tuple(row["event"] for row in rows_kept),
        topics=tuple(topics),
        folds=tuple(_folds(name, rows_kept, topics)),
        rows=tuple({key: value for key, value in row.items() if key != "text"} for row in rows_kept),
        opening=opening,
        heads=heads,
        digest=digest,
    )


def _sampled(name: str, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """All rows, or those of the events whose digests come first."""
    if name not in SAMPLED:
        return rows
    order = sorted({row["event"] for row in rows}, key=lambda event: hashlib.sha256(event.encode()).hexdigest())
    chosen = set(order[: SAMPLED[name]])
    return [row for row in rows if row["event"] in chosen]


def _read(rows: Sequence[Mapping[str, Any]]) -> tuple[Reading, ...]:
    from summarize.pipeline import read_all

    unique = {row["id"]: row for row in rows}
    articles = [
        Article(
            id=name,
            path=name,
            text=row["text"],
            encoding="utf-8",
            sha256=hashlib.sha256(row["text"].encode()).hexdigest(),
            title=row.get("title"),
            outlet=row.get("source"),
            published=row.get("date"),
        )
        for name, row in unique.items()
    ]
    readings, _ = read_all(articles, Settings())
    return readings


def _folds(name: str, rows: Sequence[Mapping[str, Any]], topics: Sequence[str | None]) -> list[int]:
    """By series, by topic, by month for dated politics (a topic there is as wide as "elections"), else by event."""
    if name == "meetings_dev":
        order = sorted({topic or "" for topic in topics})
        return [order.index(topic or "") for topic in topics]
    if name == "ecbplus":
        return [_fold(f"{name} {topic}") for topic in topics]
    return [_fold(f"{name} {row['event']}") for row in rows]


def _fold(key: str) -> int:
    return int(hashlib.sha256(key.encode()).hexdigest(), 16) % FOLDS


def code_digest(*folders: str) -> str:
    """Of the code of these parts of the package: what was kept by other code is not used."""
    digest = hashlib.sha256()
    for folder in folders:
        for path in sorted((Path(__file__).parent.parent / folder).rglob("*")):
            if path.is_file() and path.suffix in (".py", ".json", ".txt"):
                digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def kept(cache: Path | None, key: str, make: Any) -> Any:
    """What ``make`` gives, from the cache where it stands there under the key."""
    if cache is None:
        return make()
    path = cache / f"{key}.pickle"
    if path.exists():
        return pickle.loads(path.read_bytes())  # the folder is the user's own, named on the command line
    value = make()
    cache.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    part.write_bytes(pickle.dumps(value))
    os.replace(part, path)
    return value
