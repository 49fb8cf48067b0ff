"""The engines of the fusion writer side by side."""

from __future__ import annotations

from pathlib import Path

from tiny_fusion import save_tiny_fusion

from evaluation.fusion_speed import REFERENCE, as_report, draw, engines, measure, same
from summarize.models.fusion import load_fusion
from summarize.settings import GenerationSettings

LINES = [["Niinisto met Lofven in Turku on Monday.", "Lofven said the port of Turku was open."]]


def test_groups_of_two_lines_are_drawn_whatever_the_order_of_the_pairs() -> None:
    pairs = [{"src": [f"line {number}", "another", "a third"]} for number in range(20)] + [{"src": ["alone"]}]
    drawn = draw(pairs, 5)
    assert drawn == draw(pairs[::-1], 5)
    assert all(len(group) == 2 for group in drawn)


def test_every_engine_writes_and_is_compared_with_the_first(tmp_path: Path) -> None:
    writer = load_fusion(save_tiny_fusion(tmp_path / "tiny"), "tiny", GenerationSettings(max_new_tokens=20))
    made = engines(writer)
    for engine in made:
        measure(engine, LINES)
        assert len(engine.texts) == len(engine.wall) == 1
    assert made[0].name == REFERENCE
    assert same(made[0], made[0]) == 1.0
    made[1].texts = [["something else"]]
    assert same(made[1], made[0]) == 0.0
    report = as_report(made, {"imports": 1.0, "loading": 2.0}, 100.0, "# Title")
    assert all(f"| {engine.name} |" in report for engine in made)
