"""What one article says of its meeting: cases as data, and the five seeds."""

import json
from datetime import date
from pathlib import Path

import pytest

from summarize.articles.clean import label_lines
from summarize.articles.dates import read_dates
from summarize.articles.facts import read_facts
from summarize.articles.read import read
from summarize.articles.split import split
from summarize.data import Article, Reading
from summarize.events.particulars import read_particulars
from summarize.settings import Settings

HERE = Path(__file__).parent
CASES = json.loads((HERE / "cases/particulars.json").read_text("utf-8"))
SETTINGS = Settings()


def reading_of(article: Article) -> Reading:
    lines = label_lines([article], SETTINGS.clean)[0]
    sentences = split(article, lines, SETTINGS.split)
    published, times = read_dates(article, lines, sentences, SETTINGS.dates)
    facts = read_facts(article, lines, sentences, times)
    return Reading(article=article, lines=lines, sentences=sentences, published=published, times=times, facts=facts)


def article(text: str, published: str | None = None, name: str = "one") -> Article:
    return Article(id=name, path=name, text=text, encoding="utf-8", sha256=name, published=published)


@pytest.mark.parametrize("case", CASES, ids=[case["label"] for case in CASES])
def test_a_case(case: dict) -> None:
    found = read_particulars(reading_of(article(case["text"], case["published"])), SETTINGS.cluster)
    assert (found.day.isoformat() if found.day else None) == case["day"], case["why"]
    assert found.place == case["place"], case["why"]
    if case["participants"] is not None:
        assert {person.name for person in found.participants} == set(case["participants"]), case["why"]
    if "wording" in case:
        assert found.day_wording == case["wording"]


@pytest.mark.parametrize("case", CASES, ids=[case["label"] for case in CASES])
def test_every_particular_is_cited_where_it_stands(case: dict) -> None:
    one = article(case["text"], case["published"])
    found = read_particulars(reading_of(one), SETTINGS.cluster)
    cited = [*found.day_citations, *found.place_citations]
    for person in found.participants:
        cited += person.citations
        last_name = person.name.split()[-1]
        assert any(last_name in citation.quote for citation in person.citations)
    for citation in cited:
        assert one.text[citation.start : citation.end] == citation.quote
    if found.place:
        assert any(found.place.lower() in citation.quote.lower() for citation in found.place_citations)
    assert (found.day is None) or found.day_citations


SEEDS = {
    "000": (None, "Moscow", {"kerry", "lavrov"}),
    "001": (date(2016, 3, 24), "Moscow", {"kerry", "lavrov"}),
    "002": (date(2017, 4, 12), "Moscow", {"tillerson", "lavrov", "putin"}),
    "003": (None, "New York", {"kerry", "lavrov"}),
    "004": (date(2015, 12, 15), "Moscow", {"kerry", "lavrov"}),
}


@pytest.mark.parametrize("seed", SEEDS)
def test_the_seeds(seed: str) -> None:
    path = next((HERE.parent / "seeds").glob(f"{seed}_*.txt"))
    (one,), _ = read([str(path)], SETTINGS.read)
    found = read_particulars(reading_of(one), SETTINGS.cluster)
    day, place, people = SEEDS[seed]
    assert (found.day, found.place) == (day, place)
    assert {person.normal.split()[-1] for person in found.participants} == people


@pytest.mark.parametrize("text", ["Hello.", "Talks.", "Met met met met.", "He met him on Thursday."])
def test_texts_of_a_word_or_two_say_nothing(text: str) -> None:
    found = read_particulars(reading_of(article(text, "2020-01-02")), SETTINGS.cluster)
    assert found.participants == ()
