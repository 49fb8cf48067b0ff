"""What is no news any more beside a later article, and the headlines that stand in the text: cases as data."""

import json
from pathlib import Path

import pytest
from test_cluster import SETTINGS
from test_particulars import article, reading_of

from summarize.events.describe import describe
from summarize.events.particulars import read_particulars
from summarize.writing._headings import is_heading
from summarize.writing._source import sources_of
from summarize.writing._stale import clock_of, freshness

CASES = json.loads((Path(__file__).parent / "cases" / "stale.json").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[case["label"] for case in CASES])
def test_what_is_over_is_worth_less(case: dict) -> None:
    readings = [reading_of(article(text, day, f"{n}")) for n, (day, text) in enumerate(case["articles"])]
    event = describe(readings, [read_particulars(one, SETTINGS.cluster) for one in readings], SETTINGS.cluster)
    sources = sources_of(readings)
    clock = clock_of(event, sources)
    worth = {
        sentence.text: freshness(sentence, source, event, clock)
        for source in sources.values()
        for sentence in source.reading.sentences
    }
    assert {text: worth[text] < 1 for text in (*case["stale"], *case["fresh"])} == {
        **dict.fromkeys(case["stale"], True),
        **dict.fromkeys(case["fresh"], False),
    }, case["why"]


HEADLINE = "Ministers hail talks on Baltic ferries."
BELOW = "Two ministers met in Turku on Friday and hailed the ferries of the Baltic. More talks follow."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{HEADLINE} {BELOW}", True),
        (f"Ministers hailed talks on Baltic ferries on Thursday. {BELOW}", False),  # news: it says when
        (f"{HEADLINE} The port of Turku was closed for a week. No ship left it.", False),
        ("Talks end. The talks in Turku were at an end on Friday, ministers said. No ship left the port.", False),
        (HEADLINE, False),
        ("Ferry could lead port to open sea. The ferry left its port in Turku on Friday for trials.", True),  # terse
        ("The ferry could lead a port to the open sea. A ferry left its port in Turku on Friday for trials.", False),
    ],
)
def test_a_headline_run_into_the_text_is_said_again_below_it(text: str, expected: bool) -> None:
    reading = reading_of(article(text, "2020-03-06"))
    assert is_heading(reading.sentences[0], reading) is expected
    assert not any(is_heading(one, reading) for one in reading.sentences[1:])
