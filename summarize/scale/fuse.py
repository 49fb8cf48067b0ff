"""``summarize fuse``: the writer and its gate alone, over JSON lines of groups of source lines."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import Any

from summarize.articles.dates import read_dates
from summarize.articles.facts import read_facts
from summarize.data import Article, Claim, Group, Line, RankedSentence, Reading, Role, Sentence
from summarize.errors import NothingToRead, SummarizeError
from summarize.events.describe import describe
from summarize.events.particulars import read_particulars
from summarize.pipeline import Models, facts_of, load_models
from summarize.scale.store import opened
from summarize.settings import Settings
from summarize.words import line_spans, words
from summarize.writing.verify import verify
from summarize.writing.write import write


def fuse_groups(groups: str, settings: Settings) -> Iterator[dict[str, Any]]:
    """For each line ``{"id", "lines"}`` of ``groups`` its sentence, or ``{"line", "id", "error"}``.

    Args:
        groups: A JSON-lines file; "-" for standard input.
        settings: The settings of the run.

    Raises:
        UsageError: The input cannot be opened.
    """
    models = load_models(settings)
    with opened(groups) as lines:
        for number, line in enumerate(lines, 1):
            yield _fused(line, number, settings, models)


def _fused(line: bytes, number: int, settings: Settings, models: Models) -> dict[str, Any]:
    group: Any = None
    try:
        group = json.loads(line)
        texts = group["lines"]
        if not isinstance(texts, list) or not texts or not all(isinstance(text, str) for text in texts):
            raise ValueError("`lines` must be a list of one or more strings")
        claim = fuse_lines(texts, settings, models)
    except (ValueError, KeyError, TypeError, SummarizeError) as error:
        id_ = group.get("id") if isinstance(group, dict) else None
        said = "`lines` is missing" if isinstance(error, KeyError) else str(error)
        return {"line": number, "id": id_, "error": f'{said}; expected {{"id", "lines": ["…"]}}'}
    return {"id": group.get("id"), "text": claim.text, "origin": claim.origin.value, "words": _words(claim, texts)}


def _words(claim: Claim, lines: list[str]) -> list[dict[str, Any]]:
    """The words of a sentence with the line, from 1, each was copied from and its offset there."""
    starts = [0]
    for text in lines:
        starts.append(starts[-1] + len(text) + 1)
    rows: list[dict[str, Any]] = []
    for word in claim.words:
        at = word.at
        line = None if at is None else next(n for n in range(len(lines), 0, -1) if starts[n - 1] <= at)
        offset = None if at is None or line is None else at - starts[line - 1]
        rows.append({"text": word.text, "start": word.start, "end": word.end, "line": line, "at": offset})
    return rows


def fuse_lines(texts: Sequence[str], settings: Settings, models: Models) -> Claim:
    """One sentence written from lines that belong together, through the gate.

    Args:
        texts: The lines, the main one first; offsets of the claim count in these joined by line ends.
        settings: The settings of the run.
        models: The models of the run.

    Raises:
        NothingToRead: No line holds a word, or no sentence of them could stand.
    """
    reading = as_reading(texts)
    event = describe([reading], [read_particulars(reading, settings.cluster)], settings.cluster)
    told = [one for one in reading.sentences if words(one.text)]
    if not told:
        raise NothingToRead("no line holds a word")
    group = Group(main=RankedSentence(sentence=told[0], score=1.0, parts=()), support=tuple(told[1:]))
    drafts = write([group], event, [reading], models.writer, settings.write)
    claims, rejected = verify(drafts, event, [reading], facts_of, settings.verify, settings.plan, models.judge)
    if not claims:
        raise NothingToRead("; ".join(one.reason for one in rejected) or "no sentence could be written")
    return claims[0]


def as_reading(texts: Sequence[str]) -> Reading:
    """Given lines as an article of one sentence a line."""
    flat = [text.replace("\n", " ") for text in texts]
    text = "\n".join(flat)
    article = Article(id="lines", path="lines", text=text, encoding="utf-8", sha256=sha256(text.encode()).hexdigest())
    spans = line_spans(text)
    lines = tuple(Line(number=n, start=a, end=b, role=Role.BODY, rule="given") for n, (a, b) in enumerate(spans, 1))
    sentences = tuple(
        Sentence(article="lines", index=n - 1, line=n, line_end=n, start=a, end=b, text=text[a:b], paragraph=n - 1)
        for n, (a, b) in enumerate(spans, 1)
    )
    times = read_dates(article, lines, sentences, Settings().dates)[1]
    facts = read_facts(article, lines, sentences, times)
    return Reading(article=article, lines=lines, sentences=sentences, published=None, times=times, facts=facts)
