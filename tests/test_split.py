"""Sentence splitting: hard cases as data, and what must hold for any text at all."""

import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarize import words
from summarize.articles.split import split, split_text
from summarize.data import Article, Furniture, FurnitureKind, Line, Role, Sentence
from summarize.settings import SplitSettings

CASES = json.loads((Path(__file__).parent / "cases" / "sentences.json").read_text(encoding="utf-8"))
SEEDS = Path(__file__).parent.parent / "seeds"
TEXTS = [case for case in CASES if "text" in case]
MARKED = [
    pytest.param(case, marks=[pytest.mark.xfail(strict=True)] if case.get("known_failure") else [], id=case["label"])
    for case in TEXTS
]
ARTICLES = [case for case in CASES if "article" in case]


def article_of(text: str) -> Article:
    return Article(id="a", path="a.txt", text=text, encoding="utf-8", sha256="")


def body_lines(text: str, furniture: dict[int, Furniture] | None = None) -> tuple[Line, ...]:
    return tuple(
        Line(
            number=number,
            start=start,
            end=end,
            role=Role.BODY if text[start:end].strip() else Role.BLANK,
            rule="test",
            furniture=(furniture[number],) if furniture and number in furniture else (),
        )
        for number, (start, end) in enumerate(words.line_spans(text), 1)
    )


def split_body(text: str) -> tuple[Sentence, ...]:
    return split(article_of(text), body_lines(text), SplitSettings())


@pytest.mark.parametrize("case", MARKED)
def test_a_text_is_split_where_a_reader_would(case: dict) -> None:
    text = case["text"]
    assert [text[start:end] for start, end in split_text(text)] == case["expected"], case["why"]


@pytest.mark.parametrize("case", ARTICLES, ids=lambda case: case["label"])
def test_lines_are_joined_only_where_text_is_wrapped(case: dict) -> None:
    found = split_body(case["article"])
    assert [words.fold_space(s.text) for s in found] == case["expected"], case["why"]
    if case["paragraphs"] is not None:
        assert [s.paragraph for s in found] == case["paragraphs"]


def test_there_are_at_least_sixty_hard_cases() -> None:
    assert len(CASES) >= 60


def test_a_long_quotation_keeps_its_inner_ends_and_its_speaker_with_the_last() -> None:
    sentence = "We have worked on this for a very long time with all of our partners."
    text = '"' + " ".join([sentence] * 8) + ' We are done," Kerry said. He left.'
    found = [text[start:end] for start, end in split_text(text)]
    assert len(found) == 10
    assert found[-2:] == ['We are done," Kerry said.', "He left."]


def test_furniture_stands_in_no_sentence() -> None:
    text = "MOSCOW (AFP) – Russia agreed. Turkey did not. Endi\nIran watched."
    tail = text.index(" Endi")
    furniture = {1: Furniture(kind=FurnitureKind.DATELINE, start=0, end=15)}
    found = split(article_of(text), body_lines(text, furniture), SplitSettings())
    assert [s.text for s in found] == ["Russia agreed.", "Turkey did not.", "Endi", "Iran watched."]
    furniture = {1: Furniture(kind=FurnitureKind.AGENCY_TAIL, start=tail, end=tail + 5)}
    found = split(article_of(text), body_lines(text, furniture), SplitSettings())
    assert [s.text for s in found][-2:] == ["Turkey did not.", "Iran watched."]
    assert [s.line for s in found] == [1, 1, 2]


def test_lines_that_are_not_body_hold_no_sentence() -> None:
    text = "Kerry meets Lavrov\n\nThey met on Friday.\nRead more\nThey left."
    lines = tuple(
        Line(number=line.number, start=line.start, end=line.end, role=role, rule="test")
        for line, role in zip(
            body_lines(text), [Role.HEADLINE, Role.BLANK, Role.BODY, Role.BOILERPLATE, Role.BODY], strict=True
        )
    )
    found = split(article_of(text), lines, SplitSettings())
    assert [(s.text, s.line, s.paragraph) for s in found] == [("They met on Friday.", 3, 0), ("They left.", 5, 1)]


def seed_body(name: str, first: int, last: int) -> list[str]:
    """Sentences of the seed's lines first to last, which are its body."""
    text = next(SEEDS.glob(f"{name}*.txt")).read_text(encoding="utf-8")
    lines = tuple(line for line in body_lines(text) if first <= line.number <= last)
    return [words.fold_space(s.text) for s in split(article_of(text), lines, SplitSettings())]


@pytest.mark.parametrize(
    ("name", "first", "last", "count"),
    [("000", 1, 10, 10), ("001", 9, 33, 15), ("002", 2, 9, 11), ("003", 6, 24, 10), ("004", 6, 22, 18)],
)
def test_the_seeds_have_as_many_sentences_as_counted_by_hand(name: str, first: int, last: int, count: int) -> None:
    # 001 is counted with its agency tail "Endi" as one: line roles and furniture are another stage's
    assert len(seed_body(name, first, last)) == count


def test_a_quotation_of_two_sentences_keeps_its_speaker() -> None:
    found = seed_body("002", 4, 4)
    assert len(found) == 1
    assert found[0].startswith('"It has been a long day. ... The talks')
    assert found[0].endswith('," Lavrov said.')


ALPHABET = st.sampled_from(
    [*"abcAB .?!…\"“”'’()[]-–—•:;,\n\r\t\u00a0\x0c019$@/", ". ", "... ", '." ', "U.S. ", "p.m. ", "He ", "The ", "\n\n"]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(ALPHABET, max_size=120).map("".join))
def test_any_text_is_covered_once_and_in_order(text: str) -> None:
    article, lines = article_of(text), body_lines(text)
    found = split(article, lines, SplitSettings())
    covered = [0] * len(text)
    at = 0
    for index, sentence in enumerate(found):
        assert sentence.index == index
        assert at <= sentence.start < sentence.end
        at = sentence.end
        assert article.text[sentence.start : sentence.end] == sentence.text == sentence.text.strip()
        assert lines[sentence.line - 1].start <= sentence.start <= lines[sentence.line - 1].end
        assert lines[sentence.line_end - 1].start < sentence.end <= lines[sentence.line_end - 1].end
        for offset in range(sentence.start, sentence.end):
            covered[offset] += 1
    assert all(count == 1 for count, mark in zip(covered, text, strict=True) if not mark.isspace())


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=300))
def test_any_plain_text_is_covered(text: str) -> None:
    spans = split_text(text)
    kept = "".join(text[start:end] for start, end in spans)
    assert "".join(kept.split()) == "".join(text.split())
    assert all(a[1] <= b[0] for a, b in pairwise(spans))


@pytest.mark.parametrize("piece", ["a", "word ", "?", '"', "(a. b", "… ", "A."])
def test_a_long_line_is_split_in_bounded_pieces(piece: str) -> None:
    text = piece * (200_000 // len(piece))
    limit = SplitSettings().max_sentence_chars
    assert all(end - start <= limit for start, end in split_text(text))


def test_a_part_boundary_is_no_sentence_end() -> None:
    sentences = [f'The {n}th group met in the U.S. on Friday. "It was long. We agreed," it said.' for n in range(900)]
    text = " ".join(sentences)
    assert len(text) > 3 * SplitSettings().max_block_chars
    assert len(split_text(text)) == 1800
