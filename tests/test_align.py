import pytest

from summarize.data import Citation
from summarize.words import word_spans
from summarize.writing.align import align, capitalised, provenance, restore_surface


def places(text: str, *quotes: str) -> list[tuple[int, int] | None]:
    return [(link.quote, link.word) if link else None for link in align(text, quotes)]


def test_a_copy_is_linked_word_by_word() -> None:
    assert places("Talks went on.", "Talks went on.") == [(0, 0), (0, 1), (0, 2)]


def test_dropped_words_leave_a_gap() -> None:
    assert places("Talks ended.", "Talks, long and hard, ended.") == [(0, 0), (0, 4)]


def test_a_run_wins_over_a_nearer_single_word() -> None:
    quote = "The port of Turku and the port of Oslo are open."
    assert places("the port of Oslo", quote) == [(0, 5), (0, 6), (0, 7), (0, 8)]


def test_another_form_of_a_word_is_linked() -> None:
    assert places("Finland met Sweden", "Finland will meet Sweden") == [(0, 0), (0, 2), (0, 3)]


def test_a_new_word_has_no_link() -> None:
    assert places("Talks failed badly", "Talks failed") == [(0, 0), (0, 1), None]


def test_a_stray_function_word_is_new_and_no_jump() -> None:
    assert places("Talks of Turku", "Talks in Turku. The end of it") == [(0, 0), None, (0, 2)]


def test_two_quotes() -> None:
    found = places(
        "Niinisto met Lofven and 12 boats left Turku.", "Niinisto met Lofven.", "In May 12 boats left Turku."
    )
    assert found == [(0, 0), (0, 1), (0, 2), None, (1, 2), (1, 3), (1, 4), (1, 5)]


def test_one_place_is_not_copied_twice_running() -> None:
    assert places("port of of Turku", "port of Turku") == [(0, 0), None, (0, 1), (0, 2)]


@pytest.mark.parametrize("text", ["", "—", "…", "\u200b"])
def test_text_without_words(text: str) -> None:
    assert align(text, ["Talks went on."]) == ()
    assert restore_surface(text, ["Talks went on."]) == text


def test_no_quotes() -> None:
    assert places("Talks went on.") == [None, None, None]


def test_provenance_points_into_the_article() -> None:
    article = "Lead.\nNiinisto met\nLofven in Turku."
    start = article.index("Niinisto")
    cited = Citation(article="a", line=2, line_end=3, start=start, end=len(article), quote=article[start:])
    text = "Niinisto met Lofven yesterday."
    found = provenance(text, [cited])
    assert [text[word.start : word.end] for word in found] == [word.text for word in found]
    assert len(found) == len(list(word_spans(text)))
    for word in found[:3]:
        assert word.article == "a"
        assert word.at is not None
        assert article[word.at : word.at + len(word.text)] == word.text
    assert (found[3].article, found[3].at) == (None, None)


@pytest.mark.parametrize(
    ("text", "quote", "expected"),
    [
        ("niinisto met lofven .", "Niinisto met Lofven.", "Niinisto met Lofven."),
        ("the talks in turku", "Talks went on in Turku, the port.", "The talks in Turku"),
        ("us ships left", "Two U.S. ships left.", "Us ships left"),
        ("the un said", "In Oslo the UN said so.", "The UN said"),
        ("co-chairs met", "The Co-Chairs met.", "Co-Chairs met"),
        ("in the talks", "In the talks he won.", "In the talks"),
        ("they won in the end", "In the end they won.", "They won in the end"),
    ],
)
def test_a_lower_case_text_is_printed_as_its_source(text: str, quote: str, expected: str) -> None:
    assert restore_surface(text, [quote], names={"niinisto", "lofven", "turku", "un", "co-chairs"}) == expected


def test_a_capital_goes_to_the_first_letter() -> None:
    assert capitalised('"we are ready"') == '"We are ready"'
    assert capitalised("") == ""
