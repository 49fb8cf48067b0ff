"""What a brief is called."""

from __future__ import annotations

from dataclasses import replace

import pytest

from summarize.data import Citation, Draft, Origin, Participant, Reading, Role, Sentence, Title
from summarize.writing.title import beside, choose_title, make_slug
from tests.readings import make_event, make_reading


def headed(headline: str) -> Reading:
    """An article whose first line is its headline."""
    reading = make_reading("a", [headline, "Kerry met Lavrov in Moscow."])
    lines = (replace(reading.lines[0], role=Role.HEADLINE), *reading.lines[1:])
    return replace(reading, lines=lines, sentences=reading.sentences[1:])


def _citation(one: Sentence) -> Citation:
    return Citation(
        article=one.article, line=one.line, line_end=one.line_end, start=one.start, end=one.end, quote=one.text
    )


@pytest.mark.parametrize("label", ["", "Title: ", "HEADLINE:  ", "title : ", "Story highlights "])
def test_a_headline_is_cited_without_the_label_it_was_saved_with(label: str) -> None:
    reading = headed(f"{label}Kerry meets Lavrov in Moscow")
    title = choose_title(make_event([reading]), [reading])
    assert title.text == "Kerry meets Lavrov in Moscow"
    (citation,) = title.citations
    assert reading.article.text[citation.start : citation.end] == citation.quote == title.text


def test_a_standfirst_is_no_title_of_an_article_whose_title_is_known() -> None:
    known = "Russia and America sign truce after three days of talks"
    for line, expected in (
        ("Minister also says the alliance is old", known),
        (f"{known} in Moscow", f"{known} in Moscow"),
    ):
        reading = headed(line)
        reading = replace(reading, article=replace(reading.article, title=known))
        assert choose_title(make_event([reading]), [reading]).text == expected


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("The Moscow Gazette | Kerry meets Lavrov in Moscow", "Kerry meets Lavrov in Moscow"),
        ("Moscow City Police : Two men held after raid", "Two men held after raid"),
        ("Kerry : talks were open and frank", "Kerry : talks were open and frank"),  # who said it
        ("Kerry and Lavrov meet in Moscow | Gazette", "Kerry and Lavrov meet in Moscow"),
    ],
)
def test_a_site_before_or_behind_a_headline_goes(line: str, title: str) -> None:
    reading = headed(line)
    assert choose_title(make_event([reading]), [reading]).text == title


@pytest.mark.parametrize(
    "poor",
    [
        "Fact Sheet: Kerry met Lavrov in Moscow",
        "OPINION | Kerry met Lavrov in Moscow",
        "Kerry met Lavrov in Moscow: Why?",
        "Hey, Kerry met Lavrov in Moscow",
        "Kerry met Lavrov in Moscow: what a ridiculous idea",
        "It’s no joke to meet Lavrov in Moscow",
        "ABOVE: Kerry met Lavrov in Moscow",
        "5 takeaways: Kerry met Lavrov in Moscow",
        "Kerry to meet Lavrov in Moscow",
        "Kerry will meet Lavrov in Moscow",
        "Can Kerry meet Lavrov in Moscow? Yes",
        "5 Thoughts on Kerry and Lavrov in Moscow",
        "Kerry planning to meet Lavrov in Moscow",
    ],
)
def test_a_headline_that_asks_judges_or_heads_no_report_comes_last(poor: str) -> None:
    one = headed(poor)
    other = headed("Ministers hold talks on a truce")
    other = replace(other, article=replace(other.article, id="b"))
    event = make_event([one, other])
    assert choose_title(event, [one, other]).text == "Ministers hold talks on a truce"
    assert choose_title(make_event([one]), [one]).text == poor


@pytest.mark.parametrize("line", ["The Moscow Daily", "Moscow talks"])
def test_the_name_of_the_outlet_and_two_words_are_no_headline_where_one_is_given(line: str) -> None:
    reading = headed(line)
    article = replace(reading.article, outlet="The Moscow Daily", title="Kerry meets Lavrov in Moscow")
    given = replace(reading, article=article)
    assert choose_title(make_event([given]), [given]).text == "Kerry meets Lavrov in Moscow"
    assert choose_title(make_event([reading]), [reading]).text == line


def test_a_headline_that_begins_with_the_word_title_keeps_it() -> None:
    reading = headed("Title fight ends in Moscow")
    assert choose_title(make_event([reading]), [reading]).text == "Title fight ends in Moscow"


def test_the_slug_of_an_undated_event_without_names_takes_words_of_the_title() -> None:
    reading = headed("Talks end in Genève: “no deal”")
    event = make_event([reading])
    assert make_slug(event, choose_title(event, [reading])) == "undated-talks-end-in-geneve-no-deal"


def test_without_headlines_the_first_sentence_that_tells_most_of_the_others_is_taken() -> None:
    aside = make_reading("a", ["Anna Lind has lived by the harbour for years.", "The port of Turku closed."])
    report = make_reading("b", ["The port of Turku closed on Monday.", "Boats wait outside."])
    title = choose_title(make_event([aside, report]), [aside, report])
    assert title.text == "The port of Turku closed on Monday."
    assert [one.article for one in title.citations] == ["b"]


def test_one_person_is_no_title() -> None:
    reading = make_reading("a", ["Lind said the port would close."])
    citation = choose_title(make_event([reading]), [reading]).citations[0]
    lind = Participant(name="Anna Lind", normal="anna lind", citations=(citation,))
    event = replace(make_event([reading]), participants=(lind,), place="Turku", place_citations=(citation,))
    assert choose_title(event, [reading]).text == "Lind said the port would close."


def test_a_title_made_of_names_cites_the_sentences_that_print_them() -> None:
    reading = make_reading("a", ["Lind met Berg.", "Anna Lind and Olof Berg met in Turku."])
    short, full = (_citation(one) for one in reading.sentences)
    people = tuple(
        Participant(name=name, normal=name.lower(), citations=(short, full)) for name in ("Anna Lind", "Olof Berg")
    )
    title = choose_title(replace(make_event([reading]), participants=people), [reading])
    assert title.text == "Anna Lind and Olof Berg"
    assert title.citations == (full,)


@pytest.mark.parametrize(
    ("printed", "title"),
    [
        ("UPDATE: Kerry met Lavrov in Moscow : The Two-Way : NPR.", "Kerry met Lavrov in Moscow"),
        ("Kerry met Lavrov in Moscow | The Daily", "Kerry met Lavrov in Moscow"),
        ("Kerry met Lavrov in Moscow. The two spoke of a truce", "Kerry met Lavrov in Moscow"),
        ("Kerry met Lavrov in Moscow..", "Kerry met Lavrov in Moscow"),
        ("Kerry leaves Moscow for the U.S.", "Kerry leaves Moscow for the U.S."),
        ("Kerry v. Lavrov: Moscow waits. Again", "Kerry v. Lavrov: Moscow waits"),
        ("Talks: Kerry met Lavrov in Moscow", "Talks: Kerry met Lavrov in Moscow"),
    ],
)
def test_a_headline_is_printed_without_what_was_run_on_to_it(printed: str, title: str) -> None:
    reading = headed(printed)
    found = choose_title(make_event([reading]), [reading])
    assert found.text == title
    (citation,) = found.citations
    assert reading.article.text[citation.start : citation.end] == citation.quote == title
    given = replace(make_reading("b", ["A truce was agreed on."]), sentences=())
    given = replace(given, article=replace(given.article, title=printed))
    assert choose_title(make_event([given]), [given]).text == title


def test_a_poor_headline_in_the_text_gives_way_to_one_that_is_given() -> None:
    reading = headed("ABOVE: our coverage of the talks in Moscow")
    given = replace(reading, article=replace(reading.article, title="Kerry meets Lavrov in Moscow"))
    assert choose_title(make_event([given]), [given]).text == "Kerry meets Lavrov in Moscow"


def test_what_the_title_says_is_not_told_again_unless_nothing_else_is_left() -> None:
    reading = make_reading("a", ["Kerry met Lavrov in Moscow.", "They spoke of a truce."])
    again, other = (Draft(text=s.text, origin=Origin.EXTRACTED, sentences=(s,), score=0.5) for s in reading.sentences)
    title = Title(text="Kerry met Lavrov in Moscow", citations=())
    groups, rejected = beside(title, ((again,), (other, again)))
    assert groups == ((other,),)
    assert {one.text for one in rejected} == {again.text}
    assert beside(title, ((again,),)) == (((again,),), ())


def test_a_first_sentence_that_is_the_title_ends_with_the_sentence() -> None:
    reading = make_reading(
        "a", ["The star checked into a clinic.. Asking for privacy, she gave no reason.", "More follows."]
    )
    title = choose_title(make_event([reading]), [reading])
    assert title.text == "The star checked into a clinic."
    assert title.citations[0].quote == title.text
