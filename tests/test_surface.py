import json
from pathlib import Path

import pytest

from summarize.writing._edits import finished
from summarize.writing._once import said_once
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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Finnish President Sauli Niinisto met Stefan Lofven Monday, and Prime Minister Stefan Lofven left Monday.",
            "Finnish President Sauli Niinisto met Stefan Lofven Monday, and Lofven left.",
        ),
        (
            "Sauli Niinisto was in Turku, and President Sauli Niinisto and his Swedish counterpart Stefan Lofven met.",
            "Sauli Niinisto was in Turku, and Niinisto and his Swedish counterpart Stefan Lofven met.",
        ),
        (
            "Sauli Niinisto met Stefan Lofven, and he and his Swedish counterpart Stefan Lofven met here on Monday.",
            "Sauli Niinisto met Stefan Lofven, and he and Lofven met on Monday.",
        ),
        ("Niinisto met Lofven on Monday, and Lofven left on Tuesday.", None),
    ],
)
def test_what_two_lines_introduce_is_said_once(text: str, expected: str | None) -> None:
    assert said_once(text, ["Niinisto", "Lofven"]) == (expected or text)
