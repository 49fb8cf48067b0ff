"""Summaries whose sentences humans linked to their sources: Multi-News (``cited_dev``), live blogs, the seeds.

A unit is what was linked: a source sentence, a line of a source, or a post of a live blog. ``cited_dev`` is for
reporting alone: nothing is tuned on it. Of ``guardian_dev`` the blogs whose id has an even sha256 are held back; what
is tuned is tuned on the others. The posts' titles are dropped: they leak the bullets.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evaluation.briefs_run_sets import CORPUS, SEEDS
from evaluation.datasets import digest, rows
from summarize.articles.read import documents_to_articles
from summarize.data import Article, Sentence
from summarize.words import fold_space, line_spans

Unit = tuple[int, int]  # place of its article in the topic, place of the unit in the article
HALF = 0.5  # of the shorter one: so much of a citation and a unit must overlap


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """Sources, their units, and a summary with the units each of its sentences was linked to."""

    id: str
    articles: tuple[Article, ...]
    units: tuple[tuple[tuple[int, int], ...], ...]  # per article: start and end of each unit in its text
    summary: tuple[tuple[str, frozenset[Unit]], ...]

    def unit_text(self, unit: Unit) -> str:
        """The words of a unit, white space folded."""
        start, end = self.units[unit[0]][unit[1]]
        return fold_space(self.articles[unit[0]].text[start:end])

    def units_at(self, article: int, start: int, end: int) -> list[Unit]:
        """The units a stretch of an article falls on."""
        found = []
        for number, (first, last) in enumerate(self.units[article]):
            common = min(end, last) - max(start, first)
            if common > 0 and common >= HALF * min(end - start, last - first):
                found.append((article, number))
        return found

    def units_of(self, sentences: Sequence[Sentence]) -> frozenset[Unit]:
        """The units that sentences of the articles fall on."""
        place = {article.id: number for number, article in enumerate(self.articles)}
        return frozenset(unit for one in sentences for unit in self.units_at(place[one.article], one.start, one.end))


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedSet:
    """Topics whose units are of one kind."""

    name: str
    unit: str  # "source sentence", "line", "post"
    note: str
    digest: str
    topics: tuple[Topic, ...]
    own_split: bool = False  # whether the units are sentences, so that they can stand in for our own splitting


def load_sets(folder: Path | None, limit: int | None = None) -> list[CitedSet]:
    """The seeds' references, and with a data folder the two research sets."""
    found = [_seeds()]
    if folder is not None:
        topics = list(rows(folder, "cited_dev", limit))
        made = digest(folder, "cited_dev")[:12]
        for unit in ("source sentence", "line"):
            cut = tuple(_cited(row, by_line=unit == "line") for row in topics)
            found.append(
                CitedSet(
                    name="cited_dev",
                    unit=unit,
                    note="reported only, nothing tuned on it",
                    digest=made,
                    topics=cut,
                    own_split=unit == "source sentence",
                )
            )
        found += _guardian(folder, limit)
    return found


def _lines_of(article: Article) -> tuple[tuple[int, int], ...]:
    return line_spans(article.text)


# -------------------------------------------------------------------------- the seeds


def _seeds() -> CitedSet:
    data = CORPUS.read_bytes()
    topics = []
    for event in json.loads(data)["events"]:
        articles = tuple(_plain(name, (SEEDS / name).read_text(encoding="utf-8")) for name in event["articles"])
        place = {article.id: number for number, article in enumerate(articles)}
        summary = tuple(
            (one["text"], frozenset((place[row["article"]], row["line"] - 1) for row in one["lines"]))
            for one in event["reference"]
        )
        units = tuple(_lines_of(article) for article in articles)
        topics.append(Topic(id=event["id"], articles=articles, units=units, summary=summary))
    return CitedSet(
        name="seeds",
        unit="line",
        note="references of evaluation/corpus",
        digest=hashlib.sha256(data).hexdigest()[:12],
        topics=tuple(topics),
    )


def _plain(name: str, text: str) -> Article:
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    return Article(id=name, path=name, text=text, encoding="utf-8", sha256=sha256)


# -------------------------------------------------------------------------- Multi-News


def _cited(row: dict[str, Any], by_line: bool) -> Topic:
    files = [one["documentFile"] for one in row["documents"]]
    articles = tuple(
        _plain(f"{row['unique_id']}/{one['documentFile']}", one["rawDocumentText"]) for one in row["documents"]
    )
    spans = tuple(
        tuple(
            (start, start + len(text.rstrip()))
            for start, text in zip(one["docSentCharIdxToSentIdx"], one["documentText"], strict=True)
        )
        for one in row["documents"]
    )
    units = tuple(map(_lines_of, articles)) if by_line else spans
    summary: dict[tuple[float, str], set[Unit]] = {}
    for span in row["set_of_highlights_in_context"]:
        article = files.index(span["documentFile"])
        linked = summary.setdefault((span["scuSentCharIdx"], fold_space(span["scuSentence"])), set())
        if by_line:
            linked |= {
                (article, number)
                for start, end in span["docSpanOffsets"]
                for number, (first, last) in enumerate(units[article])
                if min(end, last) > max(start, first)
            }
        else:
            linked.add((article, span["sent_idx"]))
    return Topic(
        id=row["unique_id"],
        articles=articles,
        units=units,
        summary=tuple((text, frozenset(linked)) for (_, text), linked in sorted(summary.items()) if text),
    )


# -------------------------------------------------------------------------- live blogs


def _guardian(folder: Path, limit: int | None) -> Iterator[CitedSet]:
    made = digest(folder, "guardian_dev")[:12]
    halves: dict[bool, list[Topic]] = {False: [], True: []}
    for row in rows(folder, "guardian_dev"):
        even = int(hashlib.sha256(row["id"].encode()).hexdigest(), 16) % 2 == 0
        if (topic := _blog(row)).summary:
            halves[even].append(topic)
    for even, topics in halves.items():
        chosen = sorted(topics, key=lambda one: hashlib.sha256(one.id.encode()).hexdigest())[:limit]
        note = "held back" if even else "what may be tuned on"
        yield CitedSet(name="guardian_dev", unit="post", note=note, digest=made, topics=tuple(chosen))


def _blog(row: dict[str, Any]) -> Topic:
    posts = [post for post in row["posts"] if any(one.strip() for one in post["sents"])]
    documents = [{"id": f"{row['id']}/{post['id']}", "text": "\n".join(post["sents"])} for post in posts]
    articles, _ = documents_to_articles(documents, row["id"])
    place = {article.id.rpartition("/")[2]: number for number, article in enumerate(articles)}
    summary = []
    for bullet in row["bulletin"]:
        linked = frozenset((place[block], 0) for block in bullet["cites"] if block in place)
        if linked and bullet["text"].strip():
            summary.append((fold_space(bullet["text"]), linked))
    units = tuple(((0, len(article.text)),) for article in articles)
    return Topic(id=row["id"], articles=articles, units=units, summary=tuple(summary))
