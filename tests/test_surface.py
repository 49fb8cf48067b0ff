import json
from pathlib import Path

import pytest

from summarize.writing._edits import finished
from summarize.writing._surface import respaced
from summarize.writing.align import restore_surface

CASES = json.loads((Path(__file__).parent / "cases" / "surface.json").read_text("utf-8"))["cases"]


@pytest.mark.parametrize("case", CASES, ids=[f"{n}-{case['why'][:40]}" for n, case in enumerate(CASES)])
def test_a_lower_case_text_is_printed_as_its_lines_print_it(case: dict) -> None:
    names = None if case.get("names") is None else frozenset(case["names"])
    assert finished(restore_surface(case["text"], case["lines"], names)) == case["expected"], case["why"]


def test_there_are_enough_cases() -> None:
    assert len(CASES) >= 60


@pytest.mark.parametrize("case", CASES, ids=[str(n) for n, _ in enumerate(CASES)])
def test_what_is_printed_is_not_changed_again(case: dict) -> None:
    assert respaced(case["expected"], case["lines"]) == case["expected"]
