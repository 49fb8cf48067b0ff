import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from fakes import FakeWriter
from writing_readings import event, ranked, read_facts, reading

from summarize.data import Draft, Group, Origin
from summarize.settings import WriteSettings
from summarize.writing._gate import check
from summarize.writing._once import names_late
from summarize.writing.write import write

CASES = json.loads((Path(__file__).parent / "cases" / "write.json").read_text("utf-8"))["cases"]


def drafts_of(paragraphs: Sequence[Sequence[str]], at: int, writer: FakeWriter | None = None) -> tuple[Draft, ...]:
    article = reading("a", *paragraphs)
    group = Group(main=ranked(article.sentences[at], 0.5), support=())
    (drafts,) = write([group], event(article), [article], writer, WriteSettings())
    return drafts


@pytest.mark.parametrize("case", CASES, ids=[f"{n}-{case['why'][:40]}" for n, case in enumerate(CASES)])
def test_what_is_made_of_a_line(case: dict) -> None:
    drafts = drafts_of(case["paragraphs"], case["at"])
    assert [draft.text for draft in drafts] == case["expected"], case["why"]
    assert [len(draft.sentences) for draft in drafts] == case["cited"], case["why"]
    assert [draft.antecedent for draft in drafts] == case["antecedents"], case["why"]


@pytest.mark.parametrize("case", CASES, ids=[f"{n}-{case['why'][:40]}" for n, case in enumerate(CASES)])
def test_the_gate_lets_every_repair_pass(case: dict) -> None:
    for draft in drafts_of(case["paragraphs"], case["at"]):
        if draft.antecedent is None:
            quotes = [sentence.text for sentence in draft.sentences]
            assert check(draft.text, quotes, read_facts, origin=draft.origin) is None


def test_words_dropped_inside_make_it_compressed_and_a_connective_does_not() -> None:
    inside = drafts_of([["Niinisto met Lofven in a meeting here Thursday."]], 0)
    assert [draft.origin for draft in inside] == [Origin.COMPRESSED, Origin.EXTRACTED]
    before = drafts_of([["But the talks went on until late in the night."]], 0)
    assert [draft.origin for draft in before] == [Origin.EXTRACTED]
    for whole in ("So far the talks went on until late.", "Yet another round of talks went on until late."):
        assert [draft.text for draft in drafts_of([[whole]], 0)] == [whole]


ONE = "Niinisto met Lofven in Helsinki on Tuesday to discuss the Baltic Sea."
TWO = "Niinisto and Lofven agreed to send 12 boats to Turku."


def fused(text: str, settings: WriteSettings | None = None) -> tuple[Draft, ...]:
    one, two = reading("a", [ONE]), reading("b", [TWO])
    group = Group(main=ranked(one.sentences[0], 0.5), support=(two.sentences[0],))
    writer = FakeWriter(lambda lines: [text])
    (drafts,) = write([group], event(one, two), [one, two], writer, settings or WriteSettings())
    return drafts


def test_a_line_that_points_back_is_not_given_to_the_writer() -> None:
    one, two = (
        reading("a", [ONE]),
        reading("b", [TWO], ["The lawyers of Niinisto highlighted that in a statement about Turku."]),
    )
    group = Group(main=ranked(one.sentences[0], 0.5), support=(two.sentences[1], two.sentences[0]))
    seen: list[Sequence[str]] = []
    writer = FakeWriter(lambda lines: seen.append(lines) or [])  # type: ignore[func-returns-value]
    write([group], event(one, two), [one, two], writer, WriteSettings())
    assert [list(lines) for lines in seen] == [[ONE, TWO]]


def test_a_writer_comes_first_and_the_line_last() -> None:
    drafts = fused("Niinisto met Lofven in Helsinki and agreed to send 12 boats to Turku.")
    assert drafts[0].origin is Origin.FUSED
    assert [sentence.article for sentence in drafts[0].sentences] == ["b", "a"]
    assert drafts[-1].text == ONE
    assert drafts[-1].origin is Origin.EXTRACTED


def test_the_lines_of_groups_a_writer_was_given_are_its_fallback() -> None:
    article = reading("a", [ONE], [TWO])
    groups = [Group(main=ranked(sentence, 0.5), support=()) for sentence in article.sentences]
    writer = FakeWriter(lambda lines: ["Niinisto met Lofven in Helsinki."])
    given, reserve = write(groups, event(article), [article], writer, WriteSettings(max_written=1))
    assert [(draft.text, draft.fallback) for draft in given] == [
        ("Niinisto met Lofven in Helsinki.", False),
        (ONE, True),
    ]
    assert [draft.fallback for draft in reserve] == [False]  # the writer was never asked
    assert not any(draft.fallback for draft in drafts_of([[ONE]], 0))


def test_two_later_lines_about_one_person_make_a_sentence() -> None:
    one = reading("a", ["The port of Turku is large."], ["Niinisto met Lofven in Helsinki."])
    two = reading("b", ["Boats wait outside."], ["Niinisto agreed to send 12 boats to Turku."])
    group = Group(main=ranked(one.sentences[1], 0.5), support=(two.sentences[1],))
    writer = FakeWriter(lambda lines: ["Niinisto met Lofven in Helsinki and agreed to send 12 boats to Turku."])
    (drafts,) = write([group], event(one, two), [one, two], writer, WriteSettings())
    assert drafts[0].origin is Origin.FUSED


@pytest.mark.parametrize(
    ("lines", "written", "printed"),
    [
        (
            ["Niinisto met Lofven in Helsinki.", "President Niinisto will visit the port of Turku."],
            "Niinisto met Lofven in Helsinki, and President Niinisto will visit the port of Turku.",
            "Niinisto met Lofven in Helsinki and will visit the port of Turku.",
        ),
        (
            ["Niinisto said the port had closed.", "Niinisto will visit ministers in Oslo."],
            "Niinisto said the port had closed, and Niinisto will visit ministers in Oslo.",
            "Niinisto said the port had closed, and will visit ministers in Oslo.",
        ),
        (
            ["Niinisto met Lofven in Helsinki.", "Mr. Niinisto, who is ill, sold 12 boats to Turku."],
            "Niinisto met Lofven in Helsinki, and Mr. Niinisto, who is ill, sold 12 boats to Turku.",
            "Niinisto met Lofven in Helsinki, and Mr. Niinisto, who is ill, sold 12 boats to Turku.",
        ),
    ],
)
def test_the_subject_of_both_lines_is_named_once(lines: list[str], written: str, printed: str) -> None:
    one, two = reading("a", [lines[0]]), reading("b", [lines[1]])
    group = Group(main=ranked(one.sentences[0], 0.5), support=(two.sentences[0],))
    (drafts,) = write([group], event(one, two), [one, two], FakeWriter(lambda _: [written]), WriteSettings())
    assert drafts[0].text == printed


def test_a_line_that_says_they_of_somebody_not_named_is_not_joined() -> None:
    one, two = reading("a", ["Niinisto met Lofven in Helsinki."]), reading("b", ["Niinisto said they closed the port."])
    group = Group(main=ranked(one.sentences[0], 0.5), support=(two.sentences[0],))
    text = "Niinisto met Lofven in Helsinki, and Niinisto said they closed the port."
    (drafts,) = write([group], event(one, two), [one, two], FakeWriter(lambda _: [text]), WriteSettings())
    assert [draft.origin for draft in drafts] == [Origin.EXTRACTED]


def test_what_two_others_did_is_not_told_in_one_sentence() -> None:
    one, two = reading("a", [ONE]), reading("b", ["Merkel agreed to send 12 boats to Turku."])
    group = Group(main=ranked(one.sentences[0], 0.5), support=(two.sentences[0],))
    writer = FakeWriter(lambda lines: ["Niinisto met Lofven in Helsinki, and Merkel agreed to send 12 boats."])
    (drafts,) = write([group], event(one, two), [one, two], writer, WriteSettings())
    assert [draft.text for draft in drafts] == [ONE]


def test_who_is_only_named_in_a_line_is_not_who_it_is_about() -> None:
    one, two = reading("a", ["The union sent 12 boats into Niinisto's port."]), reading("b", ["Niinisto met Lofven."])
    group = Group(main=ranked(one.sentences[0], 0.5), support=(two.sentences[0],))
    writer = FakeWriter(lambda lines: ["The union sent 12 boats into Niinisto's port, and Niinisto met Lofven."])
    (drafts,) = write([group], event(one, two), [one, two], writer, WriteSettings())
    assert [draft.origin for draft in drafts] == [Origin.EXTRACTED]


def test_a_line_that_breaks_off_is_not_given_to_the_writer() -> None:
    one, two = reading("a", [ONE]), reading("b", ["Talks live: Niinisto agreed to send 12 boats to Turku Read more"])
    group = Group(main=ranked(one.sentences[0], 0.5), support=(two.sentences[0],))
    seen: list[Sequence[str]] = []
    writer = FakeWriter(lambda lines: seen.append(lines) or [])  # type: ignore[func-returns-value]
    write([group], event(one, two), [one, two], writer, WriteSettings())
    assert [list(lines) for lines in seen] == [[ONE]]


def test_a_whole_line_is_no_phrase_though_it_begins_with_while() -> None:
    one, two = reading("a", [ONE]), reading("b", ["While Merkel agreed to send 12 boats to Turku."])
    group = Group(main=ranked(one.sentences[0], 0.5), support=(two.sentences[0],))
    text = "Niinisto met Lofven in Helsinki on Tuesday, while Merkel agreed to send 12 boats to Turku."
    (drafts,) = write([group], event(one, two), [one, two], FakeWriter(lambda lines: [text]), WriteSettings())
    assert [draft.text for draft in drafts] == [ONE]


def test_a_writers_shortened_line_is_compressed_and_cites_one() -> None:
    draft = fused("Niinisto met Lofven in Helsinki.")[0]
    assert draft.origin is Origin.COMPRESSED
    assert [sentence.text for sentence in draft.sentences] == [ONE]


def test_a_writers_copy_is_extracted_and_not_given_twice() -> None:
    assert [draft.origin for draft in fused(ONE)] == [Origin.EXTRACTED]


@pytest.mark.parametrize(
    ("line", "rest"),
    [
        ("And then a ship was lost in the ice off Helsinki.", "A ship was lost in the ice off Helsinki."),
        ("Then a ship was lost in the ice off Helsinki.", "A ship was lost in the ice off Helsinki."),
        ("Then President Niinisto signed the law in Helsinki.", "Then President Niinisto signed the law in Helsinki."),
    ],
)
def test_then_is_dropped_where_it_only_goes_on(line: str, rest: str) -> None:
    assert drafts_of([[line]], 0)[0].text == rest


def test_a_copy_without_the_connective_of_its_line_is_a_copy() -> None:
    article = reading("a", ["But Niinisto met Lofven in Helsinki on Tuesday."])
    group = Group(main=ranked(article.sentences[0], 0.5), support=())
    writer = FakeWriter(lambda lines: ["but niinisto met lofven in helsinki on tuesday."])
    (drafts,) = write([group], event(article), [article], writer, WriteSettings())
    assert [draft.origin for draft in drafts] == [Origin.EXTRACTED]
    assert drafts[0].text == "Niinisto met Lofven in Helsinki on Tuesday."


def test_a_lower_case_writer_is_printed_as_the_lines_print_it() -> None:
    assert fused("niinisto met lofven in helsinki on tuesday")[0].text == "Niinisto met Lofven in Helsinki on Tuesday."


def test_a_writer_that_says_nothing_leaves_the_line() -> None:
    assert [draft.text for draft in fused("  ")] == [ONE]


def test_a_copy_of_another_article_stands_in_for_a_line_that_cannot_be_printed() -> None:
    one = reading("a", ['"We met for long and the sea is calm."'])
    two = reading("b", ['"We met for long and the sea is calm," Lofven said.'])
    group = Group(main=ranked(one.sentences[0], 0.5, two.sentences[0]), support=two.sentences)
    (drafts,) = write([group], event(one, two), [one, two], None, WriteSettings())
    assert [(draft.text, draft.score) for draft in drafts] == [(two.sentences[0].text, 0.5)]
    assert drafts[0].copies == one.sentences


def test_no_groups_no_drafts() -> None:
    assert write([], event(), [], None, WriteSettings()) == ()


def test_a_mark_too_many_is_never_doubled() -> None:
    paragraph = ['"Merkel said the talks were good.', '" According to Merkel, a plan for 40 new trains was agreed.']
    for at in range(2):
        assert all('""' not in draft.text for draft in drafts_of([paragraph], at))


@pytest.mark.parametrize(
    ("text", "late"),
    [
        ("Kerry said the port was open, and US Secretary of State John Kerry left on Sunday.", True),
        ("US Secretary of State John Kerry said the port was open, and Kerry left on Sunday.", False),
        ("Kerry said the port was open, and Kerry left on Sunday.", False),
        ("Lavrov said the port was open.", False),
    ],
)
def test_nobody_is_named_in_full_after_the_surname(text: str, late: bool) -> None:
    assert names_late(text, ["Kerry", "Kerry"]) is late
