"""Which lines of other sources are said to tell what a claim tells."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from writing_readings import draft, read_facts, reading

from summarize.data import Origin
from summarize.settings import VerifySettings
from summarize.writing._corroboration import corroborating
from summarize.writing._source import sources_of

CASES = json.loads((Path(__file__).parent / "cases" / "corroboration.json").read_text("utf-8"))["cases"]
NEWS = "Niinisto opened the new port of Turku to ferries."
AGAIN = "Niinisto opened the new port of Turku to all ferries."


@pytest.mark.parametrize("case", CASES, ids=[f"{n}-{case['why']}" for n, case in enumerate(CASES)])
def test_a_line_tells_the_claim_or_not(case: dict) -> None:
    one, other = reading("a", [case["claim"]]), reading("b", [case["line"]])
    claim = draft(case["claim"], one.sentences[0])
    if case["near"]:
        claim = replace(claim, same=other.sentences)
    found = corroborating(claim, sources_of([one, other]), read_facts, VerifySettings())
    assert [line.text for line in found] == ([case["line"]] if case["tells"] else [])


def test_each_other_source_is_named_once_and_by_its_best_line() -> None:
    one, other, third = reading("a", [NEWS]), reading("b", [NEWS], [AGAIN]), reading("c", ["The weather was fine."])
    found = corroborating(draft(NEWS, one.sentences[0]), sources_of([one, other, third]), read_facts, VerifySettings())
    assert [(line.article, line.text) for line in found] == [("b", NEWS)]


def test_a_source_that_only_names_somebody_may_still_corroborate() -> None:
    one, other = reading("a", [NEWS]), reading("b", [AGAIN])
    found = corroborating(
        draft(NEWS, one.sentences[0], other.sentences[0]), sources_of([one, other]), read_facts, VerifySettings()
    )
    assert [line.article for line in found] == ["b"]


def test_sources_that_a_fused_claim_is_made_of_are_not_named_again() -> None:
    one, other = reading("a", [NEWS]), reading("b", [AGAIN])
    fused = draft(NEWS, one.sentences[0], other.sentences[0], origin=Origin.FUSED)
    assert corroborating(fused, sources_of([one, other]), read_facts, VerifySettings()) == ()
