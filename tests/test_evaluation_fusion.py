"""The fusion writer's report: what the gate refuses step by step, and what groups end as."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from fakes import FakeWriter
from tiny_fusion import save_tiny_fusion

from evaluation import fusion_gate, fusion_run
from evaluation.fusion_gate import (
    BY_RULE,
    CHOSEN,
    COMPRESSED,
    FUSED,
    LINE,
    NOTHING,
    as_data,
    as_section,
    judge,
    measure,
)
from summarize.data import Claim, Origin
from summarize.models.fusion import load_fusion
from summarize.settings import GenerationSettings
from summarize.writing._gate import RULES

ONE = "Niinisto met Lofven in Helsinki on Tuesday to discuss the Baltic Sea."
TWO = "Niinisto and Lofven agreed to send 12 boats to Turku."
GROUP = (ONE, TWO)
FUSION = "Niinisto met Lofven in Helsinki and agreed to send 12 boats to Turku."
CLAIM = Claim(
    text=ONE, origin=Origin.EXTRACTED, score=1.0, support=None, citations=(), words=(), outlets=1, independent=1
)


@pytest.mark.parametrize(
    ("text", "refused", "copied"),
    [
        (FUSION, None, False),
        (ONE, None, True),
        ("niinisto met lofven in helsinki on tuesday.", None, False),  # cites one line only, so the other is not idle
        (FUSION.replace("12", "14"), "numbers", False),
        (ONE.replace("Tuesday", "Friday"), "times", False),
        (ONE.replace("met", "never met"), "content", False),
        ("He met Lofven in Helsinki.", "verbatim", False),
        ("Lofven boats Helsinki send Turku met agreed.", "it is put together of shreds of its lines", False),
    ],
)
def test_a_sentence_is_judged_as_in_a_brief(text: str, refused: str | None, copied: bool) -> None:
    found = judge(text, GROUP)
    assert (found.refused, found.copied) == (refused, copied)


@pytest.mark.parametrize(
    ("origin", "fallback", "copied", "ended"),
    [
        (Origin.FUSED, False, False, FUSED),
        (Origin.COMPRESSED, False, False, COMPRESSED),
        (Origin.COMPRESSED, True, False, BY_RULE),
        (Origin.EXTRACTED, True, True, CHOSEN),
        (Origin.EXTRACTED, True, False, LINE),
    ],
)
def test_what_a_group_ends_as(origin: Origin, fallback: bool, copied: bool, ended: str) -> None:
    assert fusion_gate.end(replace(CLAIM, origin=origin, fallback=fallback), copied=copied) == ended


def test_a_group_may_end_as_nothing() -> None:
    assert fusion_gate.end(None, copied=False) == NOTHING


def rows() -> list[fusion_gate.GateRow]:
    """Two sets by hand: three groups of two lines, and one of one line."""
    wrong = FUSION.replace("12", "14")
    free = {GROUP: [wrong], (TWO, ONE): [FUSION], (TWO,): [TWO.replace("12", "14")]}
    held = {GROUP: [FUSION, wrong], (TWO, ONE): [ONE], (TWO,): []}
    steps = {
        "free": lambda groups: [free[tuple(group)] for group in groups],
        "constrained": lambda groups: [held[tuple(group)] for group in groups],
        "ranked": lambda groups: [held[tuple(group)][::-1] for group in groups],
    }
    made = []
    for name, groups in (("x several lines", [GROUP, (TWO, ONE), GROUP]), ("y one line", [(TWO,)])):
        claims = fusion_run.printed(groups, steps["ranked"](groups))
        made.append(measure(name, groups, steps, claims))
    return made


def test_each_step_counts_its_sentences_and_why_they_are_refused() -> None:
    several, one = rows()
    assert several.steps["free"].refused == Counter(numbers=2)
    assert several.steps["constrained, all"].count == 5
    assert several.steps["constrained, all"].refused == Counter(numbers=2)
    assert several.steps["constrained"].refused == Counter()
    assert several.steps["constrained"].copied == 1
    assert several.steps["ranked"].refused == Counter(numbers=2)
    assert several.ends == Counter({FUSED: 2, CHOSEN: 1})
    assert one.steps["constrained"].count == 0  # nothing was written
    assert one.ends == Counter({LINE: 1})


def test_the_report_holds_every_set_all_of_them_and_each_reason_with_its_rule() -> None:
    text = as_section(rows())
    assert "| x several lines | 3 | 0.0 / 100.0 | 66.7 / 0.0 | 5: 40.0 / 20.0 | 0.0 / 33.3 | 66.7 / 33.3 |" in text
    assert "| y one line | 1 | 0.0 / 100.0 | 100.0 / 0.0 | 0: – / – | – / – | – / – |" in text
    assert "| all sets | 4 | 0.0 / 100.0 | 75.0 / 0.0 | 5: 40.0 / 20.0 | 0.0 / 33.3 | 66.7 / 33.3 |" in text
    rule = dict(RULES)["numbers"].__doc__
    assert f"| *numbers*: {rule} | 0 | 3 | 2 | 0 | 2 |" in text
    assert "| x several lines | 3 | 66.7 | 0.0 | 0.0 | 33.3 | 0.0 | 0.0 | 33.3 |" in text
    assert as_section([]) == ""
    every = as_data(rows())[-1]
    assert every["set"] == "all sets"
    assert every["fallbacks"] == 2
    assert sum(every["ends"].values()) == every["groups"] == 4


def test_the_steps_of_a_writer_write_each_group_once(tmp_path: Path) -> None:
    folder = save_tiny_fusion(tmp_path / "tiny")
    steps = fusion_run.writer_steps(load_fusion(folder, "tiny", GenerationSettings(max_new_tokens=20)), str(folder))
    assert list(steps) == ["free", "constrained", "ranked"]
    for write in steps.values():
        assert write([GROUP]) is write([list(GROUP)])
    another = FakeWriter()
    (ranked,) = fusion_run.writer_steps(another, "another").values()
    assert ranked([GROUP]) == ranked([GROUP]) == [[ONE]]
    assert another.groups == [GROUP]
