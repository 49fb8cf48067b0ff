"""articles/language: English with any names in it is English, others are told, short texts are left alone."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarize.articles.language import language_of

CASES = json.loads((Path(__file__).parent / "cases" / "language.json").read_text("utf-8"))
SEEDS = sorted((Path(__file__).parent.parent / "seeds").glob("*.txt"))
ENGLISH = "The foreign ministers of Norway and Sweden met in Oslo on Tuesday to discuss the border, officials said. "


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_the_language_of_a_body(case: dict[str, Any]) -> None:
    assert language_of(case["text"]) == case["language"], case["why"]


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name[:3])
def test_the_samples_are_english_and_no_line_of_them_is_anything_else(path: Path) -> None:
    text = path.read_text("utf-8")
    assert language_of(text) == "en"
    assert {language_of(line) for line in text.split("\n") if len(line) > 120} <= {"en", ""}


def test_the_language_of_most_of_a_text_counts() -> None:
    chinese = "挪威和瑞典外长星期二在奥斯陆举行会谈，讨论边界问题。官员们在会谈后说，双方同意下个月继续会晤。"
    assert language_of(ENGLISH * 30 + chinese) == "en"
    assert language_of(chinese + ENGLISH * 30) == "en"
    assert language_of(chinese * 100 + ENGLISH) == "zh"


@given(st.text(max_size=300))
@settings(max_examples=200, deadline=None)
def test_any_text_has_a_code_or_none(text: str) -> None:
    found = language_of(text)
    assert found == language_of(text)
    assert found == "" or (found.isascii() and found.islower() and len(found) == 2)


def test_lone_surrogates_do_no_harm() -> None:
    assert language_of(ENGLISH + "\ud800" + ENGLISH) == "en"


def test_english_is_told_without_loading_the_model() -> None:
    code = f"""
import sys
from summarize.articles.language import language_of
assert language_of({ENGLISH!r} * 3) == "en"
print([name for name in ("py3langid", "numpy") if name in sys.modules])
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
