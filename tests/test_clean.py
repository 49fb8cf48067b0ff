"""articles/clean: roles of lines, furniture inside them, hostile input, repetition."""

import json
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as effort
from hypothesis import strategies as st

from summarize.articles import _model
from summarize.articles._datelines import dateline_end
from summarize.articles._datelines_inside import inside_dateline
from summarize.articles._features import NAMES, core_of, features
from summarize.articles._furniture import tail_start
from summarize.articles._units import units, wrapped_at
from summarize.articles.clean import label_lines
from summarize.articles.split import split
from summarize.data import Article, Line, Role
from summarize.errors import ModelBroken
from summarize.settings import CleanSettings, SplitSettings

ROOT = Path(__file__).parent.parent
CASES = json.loads((ROOT / "tests" / "cases" / "lines.json").read_text("utf-8"))
SENTENCE = "The minister said on Tuesday that the talks in the capital would go on until a solution was found."


def article(text: str, name: str = "a", title: str | None = None) -> Article:
    return Article(id=name, path=name, text=text, encoding="utf-8", sha256="", title=title)


def label(text: str, title: str | None = None) -> tuple[Line, ...]:
    return label_lines([article(text, title=title)], CleanSettings())[0]


def roles(text: str) -> list[str]:
    return [line.role.value for line in label(text)]


def seed_text(name: str) -> str:
    return (ROOT / "seeds" / name).read_bytes().decode("utf-8")


def numbers(spans: str) -> list[int]:
    found = []
    for part in spans.split():
        first, _, last = part.partition("-")
        found += range(int(first), int(last or first) + 1)
    return found


@pytest.mark.parametrize("case", CASES["seeds"], ids=lambda case: case["file"][:3])
def test_every_line_of_the_seeds_has_the_role_given_by_hand(case):
    text = seed_text(case["file"])
    expected = {number: role for role, spans in case["roles"].items() for number in numbers(spans)}
    lines = label(text)
    assert {line.number: line.role.value for line in lines} == expected
    marks = {str(line.number): [m.kind.value, text[m.start : m.end]] for line in lines for m in line.furniture}
    assert marks == case["furniture"]


@pytest.mark.parametrize("case", CASES["texts"], ids=lambda case: case["label"])
def test_case(case):
    text = "\n".join(line for _, line in case["lines"])
    lines = label(text)
    assert [line.role.value for line in lines] == [role for role, _ in case["lines"]], case["why"]
    if case["furniture"]:
        marks = [[line.number, m.kind.value, text[m.start : m.end]] for line in lines for m in line.furniture]
        assert marks == case["furniture"], case["why"]


@pytest.mark.parametrize("case", CASES["furniture"], ids=lambda case: case["line"][:40])
def test_dateline_and_tail(case):
    line = case["line"]
    assert line[: dateline_end(line, case["first"])] == case["dateline"], case["why"]
    assert line[tail_start(line) :] == case["tail"], case["why"]


@pytest.mark.parametrize("case", CASES["inside"], ids=lambda case: case["line"][:40])
def test_dateline_inside(case):
    start, end = inside_dateline(case["line"]) or (0, 0)
    assert case["line"][start:end] == case["dateline"], case["why"]


def test_a_dateline_inside_parts_headline_and_text():
    text = f"Talks go on. CAIRO (AP) -- {SENTENCE}\nTalks go on in the capital CAIRO (AP) -- {SENTENCE}"
    for line in text.split("\n"):
        one = article(line)
        assert split(one, label(line), SplitSettings())[-1].text == SENTENCE
        assert not any("CAIRO" in found.text for found in split(one, label(line), SplitSettings()))


def test_lines_cover_the_text_and_say_why():
    text = "Headline of talks\r\n\r\n" + SENTENCE + "\r\n" + SENTENCE + " Endi\n"
    lines = label(text)
    assert [line.number for line in lines] == [1, 2, 3, 4, 5]
    assert [text[line.start : line.end] for line in lines] == [part.rstrip("\r") for part in text.split("\n")]
    assert all(line.rule for line in lines)
    assert all(line.start <= m.start < m.end <= line.end for line in lines for m in line.furniture)


def test_removing_or_shuffling_articles_changes_no_label_of_the_seeds():
    articles = [article(seed_text(case["file"]), case["file"]) for case in CASES["seeds"]]
    alone = {one.id: label_lines([one], CleanSettings())[0] for one in articles}
    for order in (articles, articles[::-1], articles[2:]):
        together = label_lines(order, CleanSettings())
        assert {one.id: lines for one, lines in zip(order, together, strict=True)} == {o.id: alone[o.id] for o in order}


def test_the_headline_given_beside_the_text_is_found_in_it():
    body = "\n".join([SENTENCE] * 4)
    lines = label(f"Elsewhere today\nA quiet evening\n{body}", title="A quiet evening")
    assert [line.role for line in lines[:2]] == [Role.BOILERPLATE, Role.HEADLINE]


PAGE = "Our readers value independent journalism delivered every morning before breakfast."
TOPICS = {
    "farm": ["Farmers in the valley harvested more barley than in any season since records began.",
             "Prices of barley and wheat fell at the exchange, where traders had expected drought.",
             "The valley exports most of its harvest through two river ports."],
    "court": ["A judge in the coastal district sentenced three smugglers to prison terms of nine years.",
              "Defence lawyers announced an appeal and criticised the evidence as incomplete.",
              "Smuggling along the coast doubled after customs posts were closed."],
    "football": ["The visitors won the cup final after extra time with a goal by their substitute striker.",
                 "Their goalkeeper saved two penalties while supporters sang in pouring rain.",
                 "The trophy returns to the northern club for the first time since the war."],
}  # fmt: skip


def test_a_line_that_unlike_articles_share_is_their_pages():
    articles = [article("\n".join([*lines, PAGE]), name) for name, lines in TOPICS.items()]
    for lines in label_lines(articles, CleanSettings()):
        assert [line.role for line in lines] == [Role.BODY] * 3 + [Role.BOILERPLATE]
        assert lines[-1].rule == "the same line in unlike articles"


def test_a_line_that_copies_of_one_text_share_is_text():
    copies = [article("\n".join([*TOPICS["farm"], PAGE, extra[0]]), name) for name, extra in TOPICS.items()]
    assert all(line.role is Role.BODY for lines in label_lines(copies, CleanSettings()) for line in lines)


def test_copies_of_a_report_of_one_line_are_text():
    """Three times the same sentence and nothing else: nothing tells that the articles are on different things."""
    for text in (SENTENCE, f"{SENTENCE}\n{SENTENCE}\n"):
        copies = [article(text, name) for name in "abcd"]
        assert all(
            line.role in (Role.BODY, Role.BLANK) for lines in label_lines(copies, CleanSettings()) for line in lines
        )


def test_a_line_about_its_articles_is_text_however_many_share_it():
    shared = "Farmers, smugglers and supporters waited for the visitors, the judge and the harvest in the valley."
    articles = [article("\n".join([*lines, shared]), name) for name, lines in TOPICS.items()]
    kept = [lines[-1].role for lines in label_lines(articles, CleanSettings())]
    assert kept.count(Role.BODY) >= 1


HOSTILE = ["", "\n", " \n\t\n", "\ufeff", "x", "." * 200_000, "A" * 200_000, "A. " * 60_000, "MOSCOW, " * 20_000]
HOSTILE += [
    "(" * 100_000,
    "( " * 50_000,
    "- " * 50_000,
    "by " * 50_000,
    "© " * 50_000,
    "1/" * 80_000,
    "Aa Bb " * 30_000,
]
HOSTILE += [
    f"{SENTENCE} " * 20_000,
    f"{SENTENCE}\n" * 1_500,
    "a " * 59 + "contributed",
    "» " * 60_000,
    "2016 " * 50_000,
    "Ministers speaks " * 20 + "March 3, " * 10,
    f"{SENTENCE}\n" + "x\n" * 5 + ("Home » Talks\n" * 15 + "x\n" * 6 + "It met.\n") * 300,
]
HOSTILE += [
    " " * 500_000 + "x",
    "x" + " " * 500_000,
    "\u200b" * 1_000,
    "\x00\x01\x02\n\x0c\x0b",
    "｡" * 1_000,
    "\r" * 1_000,
]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: repr(text[:12]))
def test_hostile_text_is_labelled_line_by_line(text):
    assert len(label(text)) == text.count("\n") + 1


def test_five_megabytes_on_one_line_are_text():
    text = f"{SENTENCE} " * 50_000
    assert roles(text) == ["body"]


@effort(max_examples=60, deadline=None)
@given(st.text(alphabet='aA. \n\r(|•:-–"é中1»©', max_size=300))
def test_any_text_is_labelled_once_and_the_same_again(text):
    lines = label(text)
    assert [line.number for line in lines] == list(range(1, text.count("\n") + 2))
    assert lines == label(text)
    assert all(line.role is Role.BODY or not line.furniture for line in lines)


def test_units_join_wrapped_lines_only():
    wrapped = [
        "The talks of both ministers went on in the capital until the",
        "end of the week and were then put off by a month,",
        "as officials of the two countries had said before they began",
        "their work in the spring.",
    ]
    assert wrapped_at([*wrapped, "", *wrapped]) == len(wrapped[0])
    assert [(u.first, u.last) for u in units([*wrapped, "", *wrapped])] == [(0, 3), (5, 8)]
    assert [(u.first, u.last) for u in units([SENTENCE, SENTENCE])] == [(0, 0), (1, 1)]


def test_core_is_the_stretch_with_most_text():
    assert core_of([0, 0, 1, 0.2, 1, 0, 0, 0, 1]) == (2, 4)  # 1.70 against .75 for the last, less than the gap's toll
    assert core_of([0, 0]) == (0, 1)


def test_judge_adds_the_leaves_a_row_falls_into():
    plain = {
        "features": list(NAMES), "base": 0.5, "depth": 1, "roots": [0, 3], "feature": [2, 0, 0, 0],
        "threshold": [0.5, 0.0, 0.0, 0.0], "left": [1, 1, 2, 3], "right": [2, 1, 2, 3], "value": [0.0, -1.0, 2.0, 0.25],
    }  # fmt: skip
    rows = np.zeros((2, len(NAMES)))
    rows[1, 2] = 1.0
    expected = [1 / (1 + np.exp(0.25)), 1 / (1 + np.exp(-2.75))]  # .5 - 1 + .25 and .5 + 2 + .25
    assert _model.judge(_model.build(plain), rows) == pytest.approx(expected, abs=1e-6)
    with pytest.raises(ModelBroken, match="other features"):
        _model.build({**plain, "features": ["length"]})


def test_features_have_a_column_for_each_name():
    found = units(["Headline", SENTENCE, "", "Home | News | Sport"])
    assert features(found).shape == (3, len(NAMES))
    assert len(set(NAMES)) == len(NAMES)
    assert features(()).shape == (0, len(NAMES))


def test_rules_are_words_a_reader_understands():
    rules = Counter(line.rule for case in CASES["seeds"] for line in label(seed_text(case["file"])))
    assert all(" " in rule and rule == rule.strip() for rule in rules)
