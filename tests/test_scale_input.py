"""The clusterer on much input and on strange input: parts and whole agree, pairs are found by either way, clusters of a
large graph are those of a small one, and input nobody should send gives sensible events. The same cases run large by
``python -m evaluation.run events_scale --bad``."""

import random
from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import date, timedelta

import numpy as np
import pytest
from fakes import FakeEmbedder
from scipy.sparse import issparse
from test_particulars import article, reading_of

from evaluation import events_scale, events_scale_bad
from evaluation.events_run import across_folds
from evaluation.events_run_systems import topics
from evaluation.events_scale_corpus import SHIFT_DAYS, Change, Names
from summarize.data import Reading
from summarize.events import nearest
from summarize.events.candidates import find_candidates
from summarize.events.cluster import cluster, compare
from summarize.events.comparing import lean, make_views_in_parts
from summarize.events.features import pair_features
from summarize.events.grouping import group, score_pairs
from summarize.events.lexicon import Lexicon, column_of
from summarize.events.linkage import Bar, link
from summarize.events.pair_model import load_pair_model, log_odds
from summarize.events.particulars import read_particulars
from summarize.events.profiles import bag_of
from summarize.events.terms import count_terms
from summarize.events.vectors import tokens_of
from summarize.settings import ClusterSettings

SETTINGS = ClusterSettings()


@pytest.fixture(scope="module")
def reports() -> tuple[Reading, ...]:
    return tuple(events_scale_bad.one_event(24).readings)


def particulars_of(readings: Sequence[Reading]) -> list:
    return [read_particulars(one, SETTINGS) for one in readings]


def views_in_parts(readings: Sequence[Reading], size: int) -> object:
    told = particulars_of(readings)
    vectors = FakeEmbedder().embed([one.article.text for one in readings])
    return make_views_in_parts(
        lambda start, stop: (readings[start:stop], told[start:stop], [tokens_of(one) for one in readings[start:stop]]),
        len(readings),
        (vectors, vectors),
        size,
    )


def test_views_made_in_parts_are_those_of_the_whole(reports: tuple[Reading, ...]) -> None:
    whole, parts = views_in_parts(reports, 100), views_in_parts(reports, 7)
    for field in fields(whole):
        one, other = getattr(whole, field.name), getattr(parts, field.name)
        if issparse(one):
            assert abs(one - other).max() < 1e-6, field.name
        elif isinstance(one, np.ndarray):
            np.testing.assert_allclose(other, one, atol=1e-6, err_msg=field.name)
        else:
            assert other == one, field.name
    pairs = np.array([(0, 1), (3, 9), (8, 23)])
    np.testing.assert_allclose(pair_features(parts, pairs), pair_features(whole, pairs), atol=2e-4)


def test_lean_views_take_a_byte_where_all_are_ones(reports: tuple[Reading, ...]) -> None:
    views = compare(reports, particulars_of(reports), None)
    slim = lean(views)
    assert slim.runs.dtype == np.int8
    assert slim.body.dtype == np.float32
    assert slim.opening is None


def test_terms_counted_together_are_those_counted_alone(reports: tuple[Reading, ...]) -> None:
    lexicon = Lexicon()
    counts = count_terms([tokens_of(one) for one in reports], lexicon)
    numbers = {"names": lexicon.names, "lead_names": lexicon.names}
    numbers |= {"numbers": lexicon.figures, "lead_numbers": lexicon.figures}
    for kind in ("body", "lead", "headline", *numbers):
        terms = list(numbers.get(kind, lexicon.stems))
        rows, at = getattr(counts, kind), 0
        for reading, length in zip(reports, rows.lengths.tolist(), strict=True):
            cut, at = slice(at, at + length), at + length
            found = {terms[number]: count for number, count in zip(rows.terms[cut], rows.counts[cut], strict=True)}
            assert found == getattr(bag_of(tokens_of(reading)), kind), kind
    for kind in ("runs", "quotes"):
        wanted = [len(getattr(bag_of(tokens_of(reading)), kind)) for reading in reports]
        assert np.diff(getattr(counts, kind).indptr).tolist() == wanted


def test_a_column_is_a_number_even_for_broken_text() -> None:
    assert column_of("pact") == column_of("pact") != column_of("treaty")
    assert column_of("\ud800") >= 0


def with_day(reading: Reading, day: date | None) -> Reading:
    if day is None:
        return replace(reading, published=None)
    return events_scale_bad.on_days([reading], lambda at: day).readings[0]


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        (date(2016, 3, 24), date(2016, 3, 25), True),
        (date(2016, 3, 24), date(2016, 4, 30), True),  # another stretch of days, but within the window
        (date(2016, 3, 24), date(2016, 9, 24), False),
        (None, date(2016, 9, 24), True),
        (None, None, True),
        (date(1, 1, 1), date(1, 1, 2), True),
        (date(1, 1, 1), date(3000, 1, 1), False),
    ],
)
def test_a_name_that_is_common_in_the_run_finds_pairs_around_its_day(
    one: date | None, other: date | None, found: bool
) -> None:
    # "lind" and "oslo" stand in every article; only days tell them apart, undated ones are found by meaning.
    texts = [
        "Anna Lind spoke in Oslo about ferries. Per Holm listened to her and said nothing at all about them.",
        "In Oslo, Anna Lind told fishermen of new quotas. Many left before the end, Per Holm among them.",
    ]
    filler = [
        reading_of(article(f"Anna Lind, Oslo, Per Holm: {word} {word}er {word}ing.", name=f"f{at}"))
        for at, word in enumerate(["bolt", "cart", "dust", "fern", "gaunt", "hilt", "jolt", "knack"])
    ]
    readings = [reading_of(article(text, name=str(at))) for at, text in enumerate(texts)]
    readings = [with_day(readings[0], one), with_day(readings[1], other)]
    readings += [with_day(each, date(2000 + at, 1, 1)) for at, each in enumerate(filler)]
    few = replace(
        SETTINGS, common_articles=6, candidate_similarity=0.001, timeless_similarity=0.9, meaning_similarity=0.1
    )
    views = compare(readings, particulars_of(readings), FakeEmbedder())
    pairs, _ = find_candidates(views, few)
    assert ([0, 1] in pairs.tolist()) is found


def test_candidates_do_not_depend_on_the_order(reports: tuple[Reading, ...]) -> None:
    def named(readings: Sequence[Reading]) -> set[frozenset[str]]:
        pairs, _ = find_candidates(compare(readings, particulars_of(readings), FakeEmbedder()), SETTINGS)
        return {frozenset(readings[at].article.id for at in pair) for pair in pairs.tolist()}

    shuffled = list(reports)
    random.Random(4).shuffle(shuffled)
    assert named(shuffled) == named(reports)


def test_a_graph_of_neighbours_finds_what_looking_at_all_finds() -> None:
    draw = np.random.default_rng(5)
    vectors = np.repeat(draw.normal(size=(60, 32)), 10, axis=0) + 0.5 * draw.normal(size=(600, 32))
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    every = np.arange(600)
    places, values = nearest._graph(vectors, every, 10)(every)
    again, _ = nearest._graph(vectors, every, 10)(every)
    wanted, _ = nearest._whole(vectors, every, 10)(every)
    assert (places == again).all()
    assert values[:, 0] == pytest.approx(1.0)
    assert np.mean([len(set(one) & set(other)) / 10 for one, other in zip(places, wanted, strict=True)]) > 0.97


def test_scores_in_batches_are_those_at_once(reports: tuple[Reading, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    views = compare(reports, particulars_of(reports), None)
    pairs, _ = find_candidates(views, SETTINGS)
    model = load_pair_model(False)
    wanted = log_odds(model, pair_features(views, pairs))
    monkeypatch.setattr("summarize.events.grouping._SCORED", 7)
    assert score_pairs(views, pairs, model).tolist() == wanted.tolist()


def test_fewer_decisions_are_told_of_a_large_run(reports: tuple[Reading, ...]) -> None:
    views = compare(reports, particulars_of(reports), None)
    model = load_pair_model(False)
    all_told = group(views, model, SETTINGS)
    few = group(views, model, replace(SETTINGS, told_in_all=len(reports)))
    assert few.clusters == all_told.clusters
    assert 0 < len(few.pairs) < len(all_told.pairs)


def plain_link(count: int, scores: dict[tuple[int, int], float], bar: Bar) -> list[list[int]]:
    """Average linkage by its definition: the best pair of clusters of all, again and again."""
    clusters = [[item] for item in range(count)]
    while True:
        best = None
        for at, one in enumerate(clusters):
            for other in clusters[at + 1 :]:
                known = [scores[min(a, b), max(a, b)] for a in one for b in other if (min(a, b), max(a, b)) in scores]
                surplus = bar.surplus(sum(known), len(known), (len(one), len(other))) if known else -1.0
                best = max(best or (-1.0,), (surplus, -min(one), -min(other), one, other))
        if not best or best[0] < 0:
            return sorted(sorted(items) for items in clusters)
        clusters.remove(best[4])
        best[3].extend(best[4])


@pytest.mark.parametrize("seed", range(8))
def test_linkage_by_parts_is_average_linkage(seed: int) -> None:
    draw = random.Random(seed)
    scores = {
        (a, b): round(draw.gauss(-1.0 if a // 5 != b // 5 else 1.5, 2.0), 3)
        for a in range(30)
        for b in range(a + 1, 30)
        if a // 5 == b // 5 or draw.random() < 0.3
    }
    bar = Bar(threshold=-0.5, grown=1.0, missing=-6.0)
    assert link([f"{item:02d}" for item in range(30)], scores, bar) == plain_link(30, scores, bar)


def test_copies_of_one_article_are_one_event() -> None:
    assert events_scale_bad.run_case("copies", 300, ())["events"] == 1


def test_many_reports_of_one_meeting_are_one_event() -> None:
    found = events_scale_bad.run_case("one event", 60, ())
    assert found["together"] == 1.0
    assert found["problem"] == ""


def test_reports_so_many_that_all_their_words_are_common_are_one_event() -> None:
    readings = events_scale_bad.one_event(60).readings
    few = replace(SETTINGS, common_articles=20)
    events = cluster(readings, particulars_of(readings), None, few).events
    assert max(len(event.articles) for event in events) == 60


def test_articles_of_one_word() -> None:
    found = events_scale_bad.run_case("one word", 40, ())
    assert found["problem"] == ""
    assert found["articles"] == 40
    assert found["events"] > 10


@pytest.mark.parametrize("case", events_scale_bad.DAYS)
def test_reports_on_strange_days(case: str, reports: tuple[Reading, ...]) -> None:
    found = events_scale_bad.run_case(case, len(reports), reports)
    assert found["problem"] == ""
    if case != "years 1 to 3000":  # there a text may stand beside one like it that was printed in another century
        assert found["largest"] == len(reports)


# --------------------------------------------------------------- the load test itself


def test_a_copy_has_other_names_figures_and_days(reports: tuple[Reading, ...]) -> None:
    names = Names(stems=("lind", "holm", "anna", "per", "oslo", "berg", "dahl"), places=("Oslo", "Bergen", "Rome"))
    change = Change(names, 1)
    tokens, told = tokens_of(reports[0]), particulars_of(reports[:1])[0]
    other = change.tokens(tokens)
    assert other == Change(names, 1).tokens(tokens)
    assert set(other.names) != set(tokens.names)
    assert set(other.numbers) != set(tokens.numbers) or not tokens.numbers
    assert len(other.words) == len(tokens.words)
    assert 0 < sum(one != two for one, two in zip(other.words, tokens.words, strict=True)) < len(tokens.words)
    moved, its = change.article(reports[0], told)
    assert moved.published is not None
    assert reports[0].published is not None
    assert moved.published.day - reports[0].published.day == timedelta(SHIFT_DAYS)
    assert its.article == moved.article.id != reports[0].article.id


def measured(articles: int, seconds: float) -> dict:
    return {
        "articles": articles,
        "texts": articles,
        "seconds": dict.fromkeys(events_scale.STEPS, seconds) | {"embedding": 1.0},
        "wall": 2.0,
        "peak_mb": 300,
        "pairs": 5 * articles,
        "clusters": 3,
        "copies_joined": {"dated": 0.0, "undated": None},
    }


def test_the_report_names_what_falls_short(tmp_path) -> None:
    sizes = [measured(1000, 1.0), measured(10_000, 20.0)]
    slopes = dict.fromkeys((*events_scale.STEPS, "all"), 1.301)
    report = {"signature": "s", "exponents": slopes, "sizes": sizes}
    assert events_scale._slope(sizes, events_scale.total) == 1.301
    assert events_scale.shortfalls(report) == ["grows like n^1.301, at most 1.15 was asked for"]
    text = events_scale.as_markdown(report)
    assert "| **all** | **8.0** | **160.0** | 1.30 |" in text
    pytest.importorskip("matplotlib")
    events_scale.plot(report, tmp_path / "plot.png")
    assert (tmp_path / "plot.png").stat().st_size > 1000


@pytest.mark.parametrize(
    ("runs", "chosen", "wanted"),
    [
        ([[0, 0, 1]], [0, 0, 0], [0, 0, 1]),
        ([[0, 0, 1, 1], [0, 1, 2, 3]], [0, 0, 0, 0], [0, 0, 1, 1]),
        ([[0, 0, 0], [0, 1, 2]], [0, 0, 1], [0, 0, 0]),  # the first run joins across
        ([[0, 1, 2], [0, 0, 0]], [0, 0, 1], [0, 1, 0]),  # the second does, and leaves the first two apart
        ([[0, 1, 1, 2], [0, 0, 0, 1]], [0, 0, 0, 1], [0, 1, 1, 2]),
    ],
)
def test_joins_across_folds_count_whichever_threshold_makes_them(
    runs: list[list[int]], chosen: list[int], wanted: list[int]
) -> None:
    assert across_folds(runs, chosen) == wanted


def test_topic_clusters_put_every_article_into_a_topic() -> None:
    draw = np.random.default_rng(6)
    vectors = np.repeat(np.eye(4, 16), 8, axis=0) + 0.02 * draw.normal(size=(32, 16))
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    found = topics(vectors)
    assert found == topics(vectors)
    assert [len(set(found[at : at + 8])) for at in range(0, 32, 8)] == [1, 1, 1, 1]
    assert len(set(found)) == 4
    assert topics(vectors[:2]) == [0, 1]
