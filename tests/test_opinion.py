"""Opinion pieces: told by a label or by the wording, and set back beside reports."""

from __future__ import annotations

from dataclasses import replace

import pytest
from fakes import FakeEmbedder
from readings import make_event, make_reading

from summarize.articles.opinion import features, is_opinion, load_weights
from summarize.data import Reading, Role
from summarize.events.rank import rank
from summarize.settings import OpinionSettings, RankSettings
from summarize.writing.title import choose_title

ARGUES = """
So the port is to be closed again, and we are told to be grateful.
Why should anybody be?
It is not as if the council had not been warned, because it was, and more than once.
But warnings are cheap, and a council that cannot read a map will hardly read a report.
The truth is that nobody wants to pay for the bridge, and so everybody talks about the weather instead.
Of course it is easier to blame the rain than to ask who left the gates open.
Still, a city which believes that the sea will wait for its committees deserves the wet feet it is going to get.
What would be right?
We should begin with what we know, and we know enough.
The bridge is old, the port is too small, and the money is there, if only we were honest about where it goes.
It is always somebody else who must decide, somebody else who must pay, and somebody else who will be wrong.
That is no policy, it is a habit, and a bad one.
If the council really wants the people to trust it again, it could do worse than to start with an apology.
I do not think that it will.
""".strip().split("\n")
REPORTS = """
The city council of Turku voted 31-12 on Tuesday to close the port for repairs until March, officials said.
The repairs of the northern bridge will cost $14 million, according to a report released on Monday.
"We have no other choice," port director Aino Berg told reporters after the vote.
About 200 dock workers gathered outside the town hall, police said.
Three people were arrested and one officer was taken to hospital with minor injuries.
The port, which opened in 1912, handled 4.2 million tons of goods last year, the operator said in a statement.
Ships will be sent to Naantali, 15 km to the west, until the work is finished.
Arto Lind, a spokesman for the dock workers' union, said 340 jobs were at risk and announced a strike on Friday.
The ministry of transport said it had offered a loan of $5 million in January, which the city turned down.
Berg said talks with the ministry would continue next week.
The bridge was damaged in a storm on November 3 that killed two people and left 12,000 homes without power.
An inquiry found in December that two of the gates had been open.
The council is to vote on the budget on Thursday.
""".strip().split("\n")


def told(sentences: list[str], title: str | None = None, url: str | None = None) -> bool:
    reading = make_reading("a", sentences, title)
    article = replace(reading.article, url=url)
    return is_opinion(article, reading.lines, reading.sentences, OpinionSettings())


def test_a_column_argues_and_a_report_does_not() -> None:
    assert told(ARGUES)
    assert not told(REPORTS)


def test_a_short_text_counts_as_a_report() -> None:
    assert not told(ARGUES[:4])


@pytest.mark.parametrize(
    ("title", "opinion"),
    [
        ("OPINION: The port must stay open", True),
        ("Opinion | The port must stay open", True),
        ("The port must stay open | Editorial", True),
        ("The port must stay open: Column", True),
        ("Op-ed: Close the port", True),
        ("Commentary — Close the port", True),
        ("Opinion polls close as port vote nears", False),
        ("Columns of smoke over the port", False),
        ("Letters found in the port", False),
        ("Editorial staff of port magazine on strike", False),
        ("Column of tanks leaves the port", False),
    ],
)
def test_a_label_in_the_headline_tells_it(title: str, opinion: bool) -> None:
    assert told(REPORTS, title=title) is opinion


@pytest.mark.parametrize(
    ("url", "opinion"),
    [
        ("https://example.org/opinion/2016/port.html", True),
        ("https://example.org/commentisfree/2016/port", True),
        ("https://example.org/news/opinion-polls-close", False),
    ],
)
def test_the_section_in_the_address_tells_it(url: str, opinion: bool) -> None:
    assert told(REPORTS, url=url) is opinion


@pytest.mark.parametrize(("line", "opinion"), [("Opinion", True), ("EDITORIAL", True), ("World news", False)])
def test_a_section_named_above_the_text_tells_it(line: str, opinion: bool) -> None:
    reading = make_reading("a", [line, *REPORTS])
    lines = (replace(reading.lines[0], role=Role.BOILERPLATE), *reading.lines[1:])
    assert is_opinion(reading.article, lines, reading.sentences[1:], OpinionSettings()) is opinion


def test_every_rate_has_its_weight() -> None:
    assert {*features(REPORTS), "intercept"} == set(load_weights())


def readings(*, opinion: bool) -> list[Reading]:
    column = ["The truce in Syria that Kerry and Lavrov agreed on is worth nothing.", "Kerry said it will hold."]
    report = ["Kerry and Lavrov agreed on a truce in Syria in Moscow.", "Kerry said the truce starts within 3 days."]
    return [
        replace(make_reading("a", column, title="The truce in Syria is worth nothing"), opinion=opinion),
        make_reading("b", report, title="Truce in Syria agreed by Kerry and Lavrov"),
    ]


def test_what_a_column_says_in_its_own_voice_stands_back_behind_reports() -> None:
    found = readings(opinion=True)
    scores = {(one.sentence.article, one.sentence.index): one for one in rank_of(found)}
    parts = {place: dict(one.parts)["opinion"] for place, one in scores.items()}
    assert parts == {("a", 0): RankSettings().opinion_factor, ("a", 1): 1.0, ("b", 0): 1.0, ("b", 1): 1.0}


@pytest.mark.parametrize(
    ("sentence", "own_voice"),
    [
        ("It is not as if the council had not been warned about the gates.", True),
        ("The port is to be closed again, and we are told to be grateful.", True),
        ("The council was never told what the bridge would cost.", True),
        ("The council was warned by its engineers in March.", False),
        ("The engineers warned the council in March.", False),
        ("The mayor was asked about the gates and said they were shut.", False),
    ],
)
def test_a_verb_of_saying_without_a_speaker_is_the_columns_own_voice(sentence: str, own_voice: bool) -> None:
    column = replace(make_reading("a", [sentence]), opinion=True)
    report = make_reading("b", ["The council voted to close the port in Turku."])
    parts = {one.sentence.article: dict(one.parts)["opinion"] for one in rank_of([column, report])}
    assert (parts["a"] < 1) is own_voice


def test_where_all_argue_nothing_stands_back() -> None:
    alone = readings(opinion=True)[:1]
    assert {dict(one.parts)["opinion"] for one in rank_of(alone)} == {1.0}


def rank_of(found: list[Reading]):  # type: ignore[no-untyped-def]
    return rank(make_event(found), found, FakeEmbedder(), RankSettings())


def test_a_brief_is_not_called_by_a_columns_headline() -> None:
    column, report = readings(opinion=True)
    assert choose_title(make_event([column, report]), [column, report]).text == report.article.title
    assert choose_title(make_event([column]), [column]).text == column.article.title
