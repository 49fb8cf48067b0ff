"""Attribution: the fewest source sentences that hold an output sentence, or a reason why there are none."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from fakes import FakeClusterWriter, FakeEmbedder
from readings import fake_facts, fake_split, make_reading

from summarize.data import Draft, Origin, Rejected
from summarize.models import Embedder
from summarize.words import fold_space
from summarize.writing.attribute import MAX_SOURCES, attribute, sources_for

CASES = json.loads((Path(__file__).parent / "cases" / "attribute.json").read_text(encoding="utf-8"))
READINGS = [make_reading(name, sentences) for name, sentences in CASES["articles"].items()]


def run(text: str, embedder: Embedder | None = None) -> tuple[tuple[Draft, ...], tuple[Rejected, ...]]:
    return attribute(text, READINGS, fake_split, fake_facts, embedder)


def cited(draft: Draft) -> list[str]:
    return [f"{sentence.article}{sentence.index}" for sentence in draft.sentences]


@pytest.mark.parametrize("embedder", [None, FakeEmbedder()], ids=["words", "embedder"])
@pytest.mark.parametrize("case", CASES["cases"], ids=lambda case: case["label"])
def test_cases(case: dict[str, Any], embedder: Embedder | None) -> None:
    drafts, rejected = run(case["input"], embedder)
    assert [sorted(cited(draft)) for draft in drafts] == case["expected"]["sources"], case["why"]
    assert [draft.origin.value for draft in drafts] == case["expected"]["origins"], case["why"]
    assert len(rejected) == len(case["expected"]["reasons"])
    for one, reason in zip(rejected, case["expected"]["reasons"], strict=True):
        assert reason in one.reason, case["why"]


def test_every_sentence_is_a_draft_or_rejected_in_order_with_falling_scores() -> None:
    text = " ".join(case["input"] for case in CASES["cases"])
    drafts, rejected = run(text)
    out = sorted([*(draft.text for draft in drafts), *(one.text for one in rejected)])
    assert out == sorted(fold_space(text[start:end]) for start, end in fake_split(text))
    scores = [draft.score for draft in drafts]
    assert scores == sorted(set(scores), reverse=True)
    assert all(0.5 <= score <= 1.0 for score in scores)
    assert all(1 <= len(draft.sentences) <= MAX_SOURCES for draft in drafts)


def test_the_same_again_and_nothing_for_nothing() -> None:
    text = CASES["cases"][1]["input"]
    assert run(text, FakeEmbedder()) == run(text, FakeEmbedder())
    assert run("") == run(" \n ") == ((), ())
    assert attribute("Anything at all.", [], fake_split, fake_facts, None)[0] == ()


def test_a_source_that_adds_nothing_is_not_cited() -> None:
    for case in CASES["cases"]:
        for draft in run(case["input"])[0]:
            units = [set(fold_space(sentence.text).lower().split()) for sentence in draft.sentences]
            wanted = set(draft.text.lower().split())
            for index, own in enumerate(units):
                others = set().union(*(unit for place, unit in enumerate(units) if place != index))
                assert (own & wanted) - others or len(units) == 1


def test_what_a_cluster_writer_copies_is_extracted() -> None:
    text = FakeClusterWriter().write_cluster([reading.article.text for reading in READINGS])
    drafts, rejected = run(text)
    assert rejected == ()
    assert {draft.origin for draft in drafts} == {Origin.EXTRACTED}


def test_sources_are_named_also_where_they_are_not_enough() -> None:
    for case in CASES["cases"]:
        drafts, _ = run(case["input"])
        spans = fake_split(case["input"])
        if len(spans) == 1 and drafts:
            found = sources_for(fold_space(case["input"]), READINGS, fake_facts, None)
            assert found == drafts[0].sentences
    rejected = next(
        one.text for case in CASES["cases"] for one in run(case["input"])[1] if "source sentences" in one.reason
    )
    assert len(sources_for(rejected, READINGS, fake_facts, None)) <= MAX_SOURCES
    assert sources_for("", READINGS, fake_facts, None) == ()
