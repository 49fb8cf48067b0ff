"""Which articles report the same event: cases as data, the seeds whole, in part and shuffled, and bad input."""

import json
import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import combinations
from pathlib import Path

import pytest
from fakes import FakeEmbedder
from test_particulars import article, reading_of

from summarize.articles.read import read
from summarize.data import Clustering, Event, Published, Reading
from summarize.events.atlas import Relation, relation
from summarize.events.attending import MAX_CITATIONS, same_person
from summarize.events.cluster import cluster
from summarize.events.describe import describe, find_copies
from summarize.events.linkage import Bar, link
from summarize.events.particulars import read_particulars
from summarize.models import Embedder
from summarize.settings import Settings

HERE = Path(__file__).parent
CASES = json.loads((HERE / "cases/meetings.json").read_text("utf-8"))
SETTINGS = Settings()


def clustering(readings: Sequence[Reading], embedder: Embedder | None = None) -> Clustering:
    particulars = [read_particulars(one, SETTINGS.cluster) for one in readings]
    return cluster(readings, particulars, embedder, SETTINGS.cluster)


def groups(found: Clustering) -> set[frozenset[str]]:
    return {frozenset(event.articles) for event in found.events}


@pytest.fixture(scope="module")
def seeds() -> list[Reading]:
    articles, _ = read([str(path) for path in sorted((HERE.parent / "seeds").glob("0*.txt"))], SETTINGS.read)
    named = [replace(one, id=Path(one.path).name[:3]) for one in articles]
    return [reading_of(one) for one in named]


@pytest.fixture(scope="module")
def embedder() -> Embedder:
    from summarize.models.load import load_embedder

    return load_embedder("minilm")


def marked(case: dict) -> object:
    """A case the clusterer is known to get wrong stays, under a strict xfail."""
    marks = [pytest.mark.xfail(reason=case["fails"], strict=True)] if "fails" in case else []
    return pytest.param(case, id=case["label"], marks=marks)


@pytest.mark.parametrize("case", [marked(case) for case in CASES])
def test_a_case(case: dict) -> None:
    readings = [
        reading_of(article(one["text"], one["published"], f"{number}")) for number, one in enumerate(case["articles"])
    ]
    gold: dict[str, set[str]] = {}
    for number, one in enumerate(case["articles"]):
        gold.setdefault(one["event"], set()).add(f"{number}")
    assert groups(clustering(readings)) == {frozenset(members) for members in gold.values()}, case["why"]


def seed_truth(names: Sequence[str]) -> set[frozenset[str]]:
    pair = frozenset(names) & {"000", "001"}
    return {frozenset({name}) for name in names if name not in pair} | ({pair} if pair else set())


def all_subsets(seeds: Sequence[Reading], embedder: Embedder | None) -> None:
    for size in range(1, 6):
        for chosen in combinations(seeds, size):
            assert groups(clustering(chosen, embedder)) == seed_truth([one.article.id for one in chosen])


def test_every_subset_of_the_seeds_without_an_embedder(seeds: list[Reading]) -> None:
    all_subsets(seeds, None)


@pytest.mark.models
def test_every_subset_of_the_seeds(seeds: list[Reading], embedder: Embedder) -> None:
    all_subsets(seeds, embedder)


def test_any_order_gives_the_same(seeds: list[Reading]) -> None:
    wanted = clustering(seeds)
    for seed in range(12):
        shuffled = list(seeds)
        random.Random(seed).shuffle(shuffled)
        assert clustering(shuffled) == wanted


def test_the_events_of_the_seeds(seeds: list[Reading]) -> None:
    events = clustering(seeds).events
    assert [event.day for event in events] == [date(2015, 12, 15), date(2016, 3, 24), date(2017, 4, 12), None]
    assert [event.place for event in events] == ["Moscow", "Moscow", "Moscow", "New York"]
    assert [event.articles for event in events] == [("004",), ("001", "000"), ("002",), ("003",)]
    assert [event.day_inherited for event in events] == [False, True, False, False]
    assert {one.normal.split()[-1] for one in events[1].participants} == {"kerry", "lavrov"}
    assert {citation.article for citation in events[1].day_citations} == {"001"}
    assert len({event.id for event in events}) == 4


def test_a_decision_is_the_sum_of_its_parts(seeds: list[Reading]) -> None:
    decisions = clustering(seeds).decisions
    joined = [(one.one, one.other) for one in decisions if one.joined]
    assert joined == [("000", "001")]
    for decision in decisions:
        total = sum(value for _, value in decision.parts)
        assert decision.score == pytest.approx(1 / (1 + 2.718281828459045**-total), abs=0.01)


def test_an_embedder_that_is_only_a_bag_of_words_does_no_harm(seeds: list[Reading]) -> None:
    found = groups(clustering(seeds, FakeEmbedder()))
    assert {name for group in found for name in group} == {"000", "001", "002", "003", "004"}


def test_no_article_and_one() -> None:
    assert clustering([]) == Clustering(events=(), decisions=())
    assert len(clustering([reading_of(article("The two ministers met."))]).events) == 1


def test_articles_of_one_word() -> None:
    readings = [reading_of(article(word, name=str(number))) for number, word in enumerate(["Hello.", "Yes.", "Hello."])]
    assert groups(clustering(readings)) == {frozenset({"0", "2"}), frozenset({"1"})}


def test_ten_thousand_copies_of_one_article(seeds: list[Reading]) -> None:
    one = seeds[4]
    many = [
        replace(one, article=replace(one.article, id=f"c{number:05d}", path=f"c{number:05d}"))
        for number in range(10_000)
    ]
    particulars = [read_particulars(one, SETTINGS.cluster)] * len(many)
    (event,) = cluster(many, particulars, None, SETTINGS.cluster).events
    assert len(event.articles) == 10_000
    assert len(event.copies) == 9_999
    assert {original for _, original in event.copies} == {event.articles[0]}


@pytest.mark.parametrize("day", [date(1, 1, 1), date(3000, 1, 1), None])
def test_strange_days(seeds: list[Reading], day: date | None) -> None:
    published = Published(day=day, surface="x", rule="metadata") if day else None
    readings = [replace(one, published=published) for one in seeds]
    found = groups(clustering(readings))
    assert {name for group in found for name in group} == {"000", "001", "002", "003", "004"}


def test_copies_are_told_and_an_original_is_no_copy() -> None:
    text = (
        "The ministers of trade met in Oslo on Monday and signed a pact on salmon worth nine million crowns a year. "
        "Fishermen from the northern islands had blocked the harbour for a week before the ministers arrived by train. "
        "The pact also opens the ports of both countries to each other's trawlers from the first day of next spring."
    )
    other = (
        "Parliament in Madrid voted on Tuesday to raise the tax on sugar and sweet drinks, its speaker told reporters."
    )
    readings = [
        reading_of(article(text, name="a")),
        reading_of(article(text.replace("nine", "ten"), name="b")),
        reading_of(article(text, name="c")),
        reading_of(article(other, name="d")),
    ]
    assert find_copies(readings, SETTINGS.cluster) == (("b", "a"), ("c", "a"))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("sergei lavrov", "sergey lavrov", True),
        ("lavrov", "sergei lavrov", True),
        ("bill clinton", "hillary clinton", False),
        ("john kerry", "john major", False),
    ],
)
def test_spellings_of_one_person(one: str, other: str, same: bool) -> None:
    assert same_person(one, other) is same


BAR = Bar(threshold=0.0, grown=0.0, missing=-6.0)


def test_a_chain_does_not_glue() -> None:
    # 0-1 and 3-4 are events; 2, a follow-up piece, resembles 1 and 3 alike.
    scores = {(0, 1): 5.0, (1, 2): 2.0, (2, 3): 2.0, (3, 4): 5.0}
    assert link("abcde", scores, BAR) == [[0, 1], [2], [3, 4]]


def test_average_linkage_by_hand() -> None:
    # {0, 1} joins first (4); then 2 joins them: (1 + 0) / 2 = 0.5 > 0; then 3: (3 - 6 - 6) / 3 < 0.
    scores = {(0, 1): 4.0, (0, 2): 1.0, (1, 2): 0.0, (2, 3): 3.5}
    assert link("abcd", {**scores, (2, 3): 0.4}, BAR) == [[0, 1, 2], [3]]


def test_grown_clusters_need_more() -> None:
    scores = {(0, 1): 5.0, (2, 3): 5.0, (0, 2): 0.5, (0, 3): 0.5, (1, 2): 0.5, (1, 3): 0.5}
    assert link("abcd", scores, BAR) == [[0, 1, 2, 3]]
    assert link("abcd", scores, Bar(threshold=0.0, grown=2.0, missing=-6.0)) == [[0, 1], [2, 3]]


def test_ties_are_broken_by_keys_alone() -> None:
    scores = {(0, 1): 1.0, (1, 2): 1.0, (0, 2): -9.0}
    assert link("abc", scores, BAR) == [[0, 1], [2]]
    assert link("cba", scores, BAR) == [[1, 2], [0]]


def test_an_item_with_too_many_neighbours_is_not_held_against_its_event() -> None:
    # A ring of eight, each scored with its two neighbours only: as if the others had not been looked at.
    scores = {(at, at + 1): 5.0 for at in range(7)} | {(0, 7): 5.0}
    assert len(link("abcdefgh", scores, BAR)) > 1
    assert link("abcdefgh", scores, BAR, crowded=range(8)) == [list(range(8))]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Watford", "London", Relation.SAME),
        ("the Kremlin", "Moscow", Relation.SAME),
        ("White House", "Washington", Relation.SAME),
        ("Finland", "Helsinki", Relation.WITHIN),
        ("California", "Los Angeles", Relation.WITHIN),
        ("New York", "Moscow", Relation.APART),
        ("Vienna", "Geneva", Relation.APART),
        ("U.S.", "Beijing", Relation.UNKNOWN),
        ("the old town hall", "Moscow", Relation.UNKNOWN),
    ],
)
def test_how_two_places_lie(one: str, other: str, expected: Relation) -> None:
    assert relation(one, other) is expected
    assert relation(other, one) is expected


def event_of(*texts: tuple[str, str | None]) -> Event:
    readings = [reading_of(article(text, day, f"{number}")) for number, (text, day) in enumerate(texts)]
    return describe(readings, [read_particulars(one, SETTINGS.cluster) for one in readings], SETTINGS.cluster)


def test_each_particular_has_few_citations_one_per_source() -> None:
    days = ["Tuesday morning", "Tuesday afternoon", "Tuesday", "Tuesday evening", "Tuesday night", "Tuesday noon"]
    event = event_of(
        *(
            (f"Ministers Anna Lind and Per Holm met in Oslo on {day}. Paper {n} of {n} wrote of it.", "2014-03-06")
            for n, day in enumerate(days, 3)
        )
    )
    for citations in (event.day_citations, event.place_citations, *(one.citations for one in event.participants)):
        assert 1 <= len(citations) <= MAX_CITATIONS
        assert len({one.article for one in citations}) == len(citations)


def test_a_last_name_alone_is_not_the_one_that_stands_beside_it() -> None:
    first = "President Lind met Minister Holm in Oslo on Tuesday. First lady Astrid Lind came. President Lind smiled."
    event = event_of(
        (f"{first} Mr. Lind spoke.", "2014-03-05"),
        ("President Lind met Minister Holm in Oslo. Mr. Lind was late.", "2014-03-05"),
    )
    assert {person.name for person in event.participants} == {"Lind", "Holm"}


@pytest.mark.parametrize(("others", "named"), [(2, {"Anna Lind"}), (5, set())])
def test_somebody_alone_took_part_only_where_enough_members_tell_it(others: int, named: set[str]) -> None:
    theft = [
        (f"Somebody stole boat {n} of Anna Lind in Oslo. Boat {n} was her own.", "2014-03-06") for n in range(others)
    ]
    event = event_of(("Minister Anna Lind met fishermen in Oslo on Tuesday. Her boat is gone.", "2014-03-05"), *theft)
    assert {person.name for person in event.participants} == named


def test_a_last_name_alone_gets_the_fuller_name_that_another_member_prints() -> None:
    event = event_of(
        ("Lind met Holm in Oslo on Tuesday to speak about cod. Nothing was signed.", "2014-03-05"),
        ("Fishermen praised the accord. It came after Anna Lind had spoken of cod for two years.", "2014-03-06"),
    )
    assert "Anna Lind" in {person.name for person in event.participants}
    for person in event.participants:
        assert any(person.name in citation.quote for citation in person.citations)


def test_a_day_against_which_more_speaks_than_for_it_is_withheld() -> None:
    report = "Ministers Anna Lind and Per Holm held talks in Oslo. They spoke about cod and about ferries."
    event = event_of(
        ("Anna Lind met Per Holm in Oslo on Wednesday. They spoke about cod.", "2014-03-12"),
        (report, "2014-03-03"),
        (report.replace("cod", "herring and salmon and all the fish there is"), "2014-03-04"),
        ("The talks of Anna Lind with Per Holm in Oslo were about ferries. No paper was signed.", "2014-03-04"),
    )
    assert event.day is None


def test_a_day_that_had_not_come_when_a_member_was_printed_is_not_the_day() -> None:
    event = event_of(
        ("Anna Lind met Per Holm in Oslo on Wednesday. They spoke about cod.", "2014-03-14"),
        ("Ministers Anna Lind and Per Holm held talks in Oslo. They spoke about ferries.", "2014-03-07"),
    )
    assert event.day is None


@pytest.mark.parametrize(("first", "expected"), [("2014-03-05", date(2014, 3, 5)), ("2014-03-10", None)])
def test_a_weekday_without_a_date_is_read_against_the_others(first: str, expected: date | None) -> None:
    event = event_of(
        ("Anna Lind met Per Holm in Oslo on Wednesday. They spoke about cod.", None),
        ("Ministers Anna Lind and Per Holm held talks in Oslo. They spoke about ferries.", first),
    )
    assert event.day == expected
    assert event.day_inherited is (expected is not None)


def test_the_weekday_of_a_statement_is_lent_no_date() -> None:
    event = event_of(
        ("Anna Lind met Per Holm in Oslo, she said on Wednesday. They spoke about cod.", None),
        ("Ministers Anna Lind and Per Holm held talks in Oslo. They spoke about ferries.", "2014-03-05"),
    )
    assert event.day is None


def test_whom_one_of_three_members_alone_tells_of_did_not_take_part() -> None:
    report = "Anna Lind met Paul Holm in Oslo on Wednesday. They spoke about cod."
    event = event_of(
        (report, "2014-03-06"),
        ("Ministers Anna Lind and Paul Holm held talks in Oslo on Wednesday. A ferry is to be built.", "2014-03-06"),
        ("Anna Lind met Paul Holm in Oslo. Later Holm met Eva Dahl. No paper was signed by any of them.", "2014-03-06"),
    )
    assert {person.name for person in event.participants} == {"Anna Lind", "Paul Holm"}


def test_a_name_is_cited_where_it_stands_on_a_line_that_holds_the_whole_article() -> None:
    event = event_of(("Lind met Holm in Oslo on Tuesday. It was the first visit of Anna Lind.", "2014-03-05"))
    for person in event.participants:
        assert any(person.name in citation.quote for citation in person.citations)
