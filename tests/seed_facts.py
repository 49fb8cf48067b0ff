"""The hand-marked facts of the seeds and how a reader of facts is scored against them."""

from __future__ import annotations

import json
import re
from collections import Counter
from itertools import pairwise
from pathlib import Path

from summarize.data import Article, Fact, Line, Role, Sentence, TimeMention
from summarize.words import line_spans

ROOT = Path(__file__).resolve().parent.parent
SEEDS = json.loads((ROOT / "tests/cases/seed_facts.json").read_text(encoding="utf-8"))["seeds"]
# Good enough for the seeds' own paragraphs: a mark, white space, a capital; the stage itself has its own tests.
_END = re.compile(r"(?<!\bFeb)(?<!\bNov)(?<!U\.S)(?<!day)(?<!\.\.)[.!?][\"”]?\s+(?=[A-Z“\"])")


def seed_input(seed: dict) -> tuple[Article, tuple[Line, ...], tuple[Sentence, ...], tuple[TimeMention, ...]]:
    """What the stages before facts give for a seed, from the hand marks: body lines, sentences, times."""
    text = (ROOT / "seeds" / seed["seed"]).read_bytes().decode("utf-8-sig")
    article = Article(id=seed["seed"], path=seed["seed"], text=text, encoding="utf-8", sha256="")
    spans = line_spans(text)
    lines = tuple(
        Line(number=n, start=a, end=b, role=Role.BODY if n in seed["body"] else Role.BOILERPLATE, rule="marked")
        for n, (a, b) in enumerate(spans, 1)
    )
    furniture = {mark["line"]: mark["text"] for mark in seed["furniture"]}
    kept = []
    for number in seed["body"]:
        start, end = spans[number - 1]
        held = furniture.get(number, "")
        if text.startswith(held, start):
            start += len(held)
        elif held:
            end -= len(held)
        kept.append((number, start, end))
    sentences = sentences_of(article, kept)
    times = tuple(
        TimeMention(start=f["start"], end=f["start"] + len(f["surface"]), surface=f["surface"], normal=f["normal"])
        for f in seed["facts"]
        if f["kind"] == "time"
    )
    return article, lines, sentences, times


def sentences_of(article: Article, kept: list[tuple[int, int, int]]) -> tuple[Sentence, ...]:
    """The sentences of some lines (number, start, end), each line a paragraph."""
    sentences: list[Sentence] = []
    for paragraph, (number, start, end) in enumerate(kept):
        cuts = [start, *(m.end() for m in _END.finditer(article.text, start, end)), end]
        for a, stop in pairwise(cuts):
            b = a + len(article.text[a:stop].rstrip())
            if a < b:
                sentences.append(
                    Sentence(article=article.id, index=len(sentences), line=number, line_end=number, start=a, end=b,
                             text=article.text[a:b], paragraph=paragraph)
                )  # fmt: skip
    return tuple(sentences)


def scores(found: dict[str, list[Fact]]) -> dict[str, tuple[int, int, int]]:
    """For each kind: facts right, facts found, facts marked; right means kind, place and normal form agree."""
    right: Counter[str] = Counter()
    given: Counter[str] = Counter()
    marked: Counter[str] = Counter()
    for seed in SEEDS:
        want = Counter(_key(f["kind"], f["start"], f["surface"], f.get("normal")) for f in seed["facts"])
        have = Counter(
            _key(f.kind.value, f.start, f.surface, None if f.kind.value == "quotation" else f.normal)
            for f in found[seed["seed"]]
        )
        for key, count in (want & have).items():
            right[key[0]] += count
        for key, count in have.items():
            given[key[0]] += count
        for key, count in want.items():
            marked[key[0]] += count
    return {kind: (right[kind], given[kind], marked[kind]) for kind in sorted(marked | given)}


def _key(kind: str, start: int, surface: str, normal: str | None) -> tuple[str, int, str, str | None]:
    return kind, start, surface, normal
