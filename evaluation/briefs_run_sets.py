"""The clusters briefs are measured on: NeuS, the committed corpus on the seeds, or anyone's own JSON lines.

A cluster is documents on one event and a reference a human wrote. Own set: a line per cluster,
``{"id"?, "documents": [{"title"?, "text", "source"?, "url"?, "date"?}], "reference", "reference_title"?}``.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evaluation.datasets import DATASETS, digest, rows
from summarize.articles.read import documents_to_articles
from summarize.articles.split import split
from summarize.data import Article, Line, Role, Sentence
from summarize.errors import UsageError
from summarize.settings import SplitSettings
from summarize.words import line_spans

CORPUS = Path(__file__).parent / "corpus" / "briefs.json"
SEEDS = Path(__file__).parent.parent / "seeds"
SETS = ("seeds", "val", "val_full", "test")
FULL_ENOUGH = 2  # full articles a cluster of val_full has at least


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """Documents on one event and what a human wrote of it."""

    id: str
    articles: tuple[Article, ...]  # in the order of the set
    reference: str
    reference_title: str | None

    @property
    def texts(self) -> list[str]:
        """All a system may have read of each document: title and text."""
        return [f"{one.title}\n{one.text}" if one.title else one.text for one in self.articles]


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefSet:
    """A set of clusters and where it comes from."""

    name: str
    clusters: tuple[Cluster, ...]
    digest: str  # sha256 of its file, the first 12 digits
    origin: str
    problems: tuple[str, ...] = ()  # lines and documents left out, and why


def load_set(name: str, folder: Path | None, limit: int | None = None) -> BriefSet:
    """A set by name; with a limit, the clusters whose digests come first, whatever the file's order.

    Raises:
        UsageError: no set has that name, or its data are not there.
    """
    if name == "seeds":
        return _seeds()
    if name not in SETS:
        raise UsageError(f"no set {name!r}: expected one of {', '.join(SETS)}.")
    assert folder is not None  # only "seeds" needs no data, and the caller has checked
    stored = f"neus_{name.removesuffix('_full')}"
    found = [_neus(row, full=name.endswith("_full")) for row in rows(folder, stored)]
    kept = [one for one in found if len(one.articles) >= (FULL_ENOUGH if name.endswith("_full") else 1)]
    return BriefSet(
        name=name,
        clusters=tuple(sample(kept, limit)),
        digest=digest(folder, stored)[:12],
        origin=DATASETS[stored].origin,
    )


def sample(clusters: Sequence[Cluster], limit: int | None) -> list[Cluster]:
    """The ``limit`` clusters whose digests come first, in the order of the set; all without a limit."""
    if limit is None or limit >= len(clusters):
        return list(clusters)
    chosen = sorted(clusters, key=lambda one: hashlib.sha256(one.id.encode()).hexdigest())[:limit]
    ids = {one.id for one in chosen}
    return [one for one in clusters if one.id in ids]


def _neus(row: dict[str, Any], full: bool) -> Cluster:
    documents = [
        {
            **{field: doc[field] for field in ("title", "source", "url", "date") if doc.get(field)},
            "text": doc.get("full_text" if full else "lead") or "",
        }
        for doc in row["docs"]
    ]
    articles, _ = documents_to_articles([one for one in documents if one["text"].strip()], row["id"])
    return Cluster(id=row["id"], articles=articles, reference=row["reference"], reference_title=row.get("ref_title"))


# ------------------------------------------------------------- the committed corpus


def _seeds() -> BriefSet:
    """The five seeds with the references written for them, read from this checkout."""
    data = CORPUS.read_bytes()
    clusters = []
    for event in json.loads(data)["events"]:
        articles = tuple(_seed(name) for name in event["articles"])
        text = " ".join(one["text"] for one in event["reference"])
        clusters.append(Cluster(id=event["id"], articles=articles, reference=text, reference_title=event["title"]))
    return BriefSet(
        name="seeds",
        clusters=tuple(clusters),
        digest=hashlib.sha256(data).hexdigest()[:12],
        origin="evaluation/corpus, written for the sample articles in seeds/",
    )


def _seed(name: str) -> Article:
    data = (SEEDS / name).read_bytes()
    return Article(
        id=name, path=name, text=data.decode("utf-8"), encoding="utf-8", sha256=hashlib.sha256(data).hexdigest()
    )


# -------------------------------------------------------------------- own clusters


def load_own(path: Path) -> BriefSet:
    """A user's own clusters; what is wrong with a line is told and the line left out.

    Raises:
        UsageError: the file cannot be read, or no line of it can be used.
    """
    try:
        data = path.read_bytes()
        text = data.decode("utf-8-sig")
    except OSError as error:
        raise UsageError(f"cannot read {str(path)!r}: {error.strerror}; expected JSON lines for --clusters.") from None
    except UnicodeDecodeError as error:
        raise UsageError(f"{str(path)!r} is no UTF-8 (byte {error.start}); expected JSON lines in UTF-8.") from None
    clusters: list[Cluster] = []
    problems: list[str] = []
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            problems += _own(line, number, clusters)
    if not clusters:
        told = "".join(f"\n  {one}" for one in problems[:10]) or " it is empty"
        raise UsageError(f"no line of {str(path)!r} can be used:{told}")
    return BriefSet(
        name=path.stem,
        clusters=tuple(clusters),
        digest=hashlib.sha256(data).hexdigest()[:12],
        origin="own clusters",
        problems=tuple(problems),
    )


def _own(line: str, number: int, clusters: list[Cluster]) -> Iterator[str]:
    """Add the cluster of a line to those found; give what is wrong with it."""
    where = f"line {number}"
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        yield f"{where} is no JSON ({error}); expected an object with `documents` and `reference`"
        return
    if not isinstance(row, dict):
        yield f"{where} is no JSON object; expected one with `documents` and `reference`"
        return
    given = str(row.get("id", where))
    reference, documents = row.get("reference"), row.get("documents")
    if not isinstance(reference, str) or not reference.strip():
        yield f"{where} has no `reference`; expected the text of a brief a human wrote"
    elif not isinstance(documents, list) or not documents:
        yield f"{where} has no `documents`; expected a list of objects with a `text`"
    elif any(one.id == given for one in clusters):
        yield f"{where} has the id {given!r} of a line before it; expected one of its own"
    else:
        articles, wrong = documents_to_articles(documents, given)
        yield from (f"{where}: document {one.path} {one.what}" for one in wrong)
        if articles:
            title = row.get("reference_title")
            clusters.append(
                Cluster(
                    id=given,
                    articles=articles,
                    reference=reference,
                    reference_title=title if isinstance(title, str) and title.strip() else None,
                )
            )


# ------------------------------------------------------------------------ sentences


def plain_sentences(article: Article) -> tuple[Sentence, ...]:
    """The sentences of an article taken as it is, every line of it text: what a system without cleaning reads."""
    lines = tuple(
        Line(number=n, start=start, end=end, role=Role.BODY if start < end else Role.BLANK, rule="evaluation")
        for n, (start, end) in enumerate(line_spans(article.text), 1)
    )
    return split(article, lines, SplitSettings())
