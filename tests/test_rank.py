"""Rank: every sentence once, scores explained by their parts, near-copies joined, the same in any order."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from fakes import FakeEmbedder
from readings import fake_facts, make_event, make_reading
from scipy.sparse import csr_matrix

from summarize.data import Fact, FactKind, RankedSentence, Reading, TimeMention
from summarize.events.centrality import Comparison, compare_all, inverse_frequencies, lexrank, tfidf
from summarize.events.copies import are_copies, with_retold
from summarize.events.items import make_items
from summarize.events.parts import PARTS, load_weights, weighted_score, weights_from
from summarize.events.rank import rank
from summarize.events.wording import background_factor, party_factor, wording_factors
from summarize.settings import RankSettings

CASES = json.loads((Path(__file__).parent / "cases" / "rank.json").read_text(encoding="utf-8"))
SETTINGS = RankSettings()

ONE = [
    "US Secretary of State John Kerry met Sergei Lavrov in Moscow on Thursday and agreed on a truce in Syria.",
    "The truce is to begin within 3 days, both ministers said after four hours of talks.",
    "He did not say who would watch over it.",
    "Moscow was covered in snow that morning.",
]
TWO = [
    "Kerry and Lavrov agreed on a truce in Syria after talks in Moscow on Thursday.",
    "The truce is to begin within 3 days, the ministers said after four hours of talks.",
    "Oil prices fell by 5 percent in Asian trade.",
]
THREE = ["A truce in Syria is to begin within days, Kerry and Lavrov said in Moscow.", "Will it hold this time?"]


def three_readings() -> list[Reading]:
    return [
        make_reading("a", ONE, title="Kerry, Lavrov agree on truce in Syria"),
        make_reading("b", TWO, title="Truce in Syria agreed"),
        make_reading("c", THREE),
    ]


def order(ranked: tuple[RankedSentence, ...]) -> list[str]:
    return [f"{one.sentence.article}{one.sentence.index}" for one in ranked]


# ------------------------------------------------------------------------ rank


@pytest.mark.parametrize("embedder", [None, FakeEmbedder()], ids=["words", "embedder"])
def test_every_sentence_comes_out_once_best_first(embedder: FakeEmbedder | None) -> None:
    readings = three_readings()
    ranked = rank(make_event(readings), readings, embedder, SETTINGS)
    out = [sentence for one in ranked for sentence in (one.sentence, *one.copies)]
    assert sorted((s.article, s.index) for s in out) == sorted(
        (s.article, s.index) for r in readings for s in r.sentences
    )
    scores = [one.score for one in ranked]
    assert scores == sorted(scores, reverse=True)
    assert all(0.0 <= value <= 1.0 for one in ranked for value in (one.score, *dict(one.parts).values()))
    weights = load_weights(embedder is not None)
    assert all(one.score == pytest.approx(weighted_score(dict(one.parts), weights), abs=2e-6) for one in ranked)
    assert ranked[0].sentence.index == 0
    assert order(ranked)[-1] in ("a3", "b2", "c1")


def test_near_copies_of_other_articles_stand_under_the_best_of_them() -> None:
    readings = three_readings()
    ranked = rank(make_event(readings), readings, None, SETTINGS)
    joined = [one for one in ranked if one.copies]
    assert [one.sentence.index for one in joined] == [1]
    assert {joined[0].sentence.article, *(copy.article for copy in joined[0].copies)} == {"a", "b"}


def test_the_order_in_which_readings_are_given_changes_nothing() -> None:
    readings = three_readings()
    event = make_event(readings)
    expected = rank(event, readings, FakeEmbedder(), SETTINGS)
    for seed in range(5):
        shuffled = random.Random(seed).sample(readings, len(readings))
        assert rank(event, shuffled, FakeEmbedder(), SETTINGS) == expected


def test_a_copied_article_is_no_second_outlet() -> None:
    readings = [
        make_reading("a", ONE),
        make_reading("b", ONE),
        make_reading("c", ["The bank kept its rates at 3 percent."]),
    ]
    apart = rank(make_event(readings), readings, None, SETTINGS)
    as_copy = rank(make_event(readings, copies=[("b", "a")]), readings, None, SETTINGS)
    support = {order(ranked)[0]: dict(ranked[0].parts)["support"] for ranked in (apart, as_copy)}
    assert dict(apart[0].parts)["support"] == 0.5
    assert dict(as_copy[0].parts)["support"] == 0.0  # c alone could say it, and does not
    assert set(support) == {"a0"}
    assert [copy.article for copy in as_copy[0].copies] == ["b"]


def test_what_two_outlets_tell_in_other_words_is_known_by_its_meaning() -> None:
    items = make_items(make_event(three_readings()), three_readings())
    place = {(item.sentence.article, item.position): index for index, item in enumerate(items)}
    pairs = [
        (place["a", 0], place["b", 0], 0.65),  # two leads
        (place["a", 1], place["b", 2], 0.65),
        (place["a", 1], place["c", 1], 0.8),
    ]
    ranked = with_retold(items, rank(make_event(three_readings()), three_readings(), None, SETTINGS), pairs, SETTINGS)
    found = {(one.sentence.article, one.sentence.index): [s.text for s in one.retold] for one in ranked if one.retold}
    assert found["a", 0] == [TWO[0]]
    assert found["c", 1] == [ONE[1]]
    assert ("b", 2) not in found
    shared = replace(SETTINGS, retold_words=0.0)  # any words in common are enough: then a lesser likeness is, too
    ranked = with_retold(items, ranked, pairs, shared)
    assert ("b", 2) in {(one.sentence.article, one.sentence.index) for one in ranked if one.retold}


def test_meaning_is_compared_between_outlets_only() -> None:
    how = Comparison(meaning_share=0.4, min_edge=0.01, max_neighbours=9, copy_similarity=2.0, retold_similarity=0.7)
    rows = tfidf([("port",), ("ferry",), ("gate",)], {"port": 1.0, "ferry": 1.0, "gate": 1.0})
    meaning = np.array([[1.0, 0.0], [0.8, 0.6], [0.8, 0.6]], dtype=np.float32)
    assert compare_all(rows, meaning, [0, 0, 1], how).retold == ((0, 2, 0.8), (1, 2, 1.0))
    assert compare_all(rows, None, [0, 0, 1], how).retold == ()


def test_a_chain_or_a_circle_of_copies_is_one_outlet() -> None:
    readings = [make_reading(name, ONE[:1]) for name in "abc"]
    for copies in ([("c", "b"), ("b", "a")], [("a", "b"), ("b", "a"), ("c", "a")]):
        ranked = rank(make_event(readings, copies=copies), readings, None, SETTINGS)
        assert [len(one.copies) for one in ranked] == [2]


def test_events_without_sentences_and_with_one_are_ranked() -> None:
    empty = make_reading("a", [])
    assert rank(make_event([empty]), [empty], FakeEmbedder(), SETTINGS) == ()
    one = make_reading("b", ["Kerry met Lavrov in Moscow on Thursday afternoon."])
    assert order(rank(make_event([empty, one]), [empty, one], None, SETTINGS)) == ["b0"]
    symbols = make_reading("c", ["…", "— 😀 —", "你好，世界。"])
    assert len(rank(make_event([symbols]), [symbols], FakeEmbedder(), SETTINGS)) == 3


def test_participants_and_facts_of_several_outlets_raise_a_sentence() -> None:
    readings = [
        make_reading("a", ["Kerry spoke of the plan.", "Ministers spoke of the plan."]),
        make_reading("b", ["Kerry was there."]),
    ]
    parts = {
        one.sentence.text: dict(one.parts)["facts"]
        for one in rank(make_event(readings, participants=["Kerry"]), readings, None, SETTINGS)
    }
    assert parts["Kerry spoke of the plan."] > parts["Ministers spoke of the plan."] == 0.0


def test_with_one_outlet_there_is_no_support_part() -> None:
    readings = [make_reading("a", ONE)]
    ranked = rank(make_event(readings), readings, None, SETTINGS)
    assert all("support" not in dict(one.parts) for one in ranked)
    weights, parts = load_weights(False), dict(ranked[0].parts)
    with_zero = weighted_score(parts | {"support": 0.0}, weights)
    assert ranked[0].score == pytest.approx(
        with_zero / (1 - weights["support"]), abs=2e-6
    )  # the others share its weight


def test_a_score_can_be_worked_out_by_hand() -> None:
    weights = dict.fromkeys(PARTS, 0.0) | {"title": 0.6, "position": 0.2, "support": 0.2}
    parts = {"title": 0.5, "position": 1.0, "whole": 0.5}  # no support: the two others share its weight
    assert weighted_score(parts, weights) == pytest.approx((0.6 * 0.5 + 0.2 * 1.0) / 0.8 * 0.5)


@pytest.mark.parametrize("embedded", [True, False])
def test_the_shipped_weights_are_of_these_parts(embedded: bool) -> None:
    weights = load_weights(embedded)
    assert tuple(weights) == PARTS
    assert sum(weights.values()) == pytest.approx(1.0, abs=1e-3)
    assert embedded or weights["heading"] == 0.0


def test_weights_of_other_parts_are_refused() -> None:
    for wrong in ({"title": 1.0}, dict.fromkeys(PARTS, 0.0), dict.fromkeys(PARTS, -1.0)):
        with pytest.raises(ValueError, match="train it again"):
            weights_from({"plain": wrong}, "plain")


def test_standing_and_headlines_are_seen() -> None:
    told = "The ministers agreed on a truce in Syria."
    readings = [
        make_reading("a", [told, "The weather was fine."], title="Ministers agree on truce"),
        make_reading("b", ["The ministers agreed on a truce in Syria on Monday."]),
    ]
    ranked = rank(make_event(readings), readings, FakeEmbedder(), SETTINGS)
    by_text = {one.sentence.text: dict(one.parts) for one in ranked}
    assert by_text["The weather was fine."]["standing"] == 0.0
    best = next(parts for text, parts in by_text.items() if "truce" in text)
    assert best["heading"] > 0.3 > by_text["The weather was fine."]["heading"]
    assert best["own voice"] == 1.0


def test_a_sentence_about_people_who_were_not_there_loses() -> None:
    def person(name: str) -> Fact:
        return Fact(kind=FactKind.PERSON, start=0, end=1, surface=name, normal=name)

    participants = make_event([], participants=["Sergei Lavrov", "John Kerry"]).participants
    for names, loses in ((["wang yi"], True), (["wang yi", "sergey lavrov"], False), (["kerry"], False), ([], False)):
        facts = [person(name) for name in names]
        assert (party_factor(facts, participants, SETTINGS) < 1.0) is loses
        assert party_factor(facts, (), SETTINGS) == 1.0


def test_too_many_sentences_are_not_embedded() -> None:
    embedder = FakeEmbedder()
    readings = three_readings()
    rank(make_event(readings), readings, embedder, replace(SETTINGS, max_embedded=3))
    assert embedder.calls == []


def test_thousands_of_sentences_are_ranked() -> None:
    draw = random.Random(5)
    vocabulary = [f"word{number}" for number in range(3000)]
    readings = [
        make_reading(str(k), [" ".join(draw.choices(vocabulary, k=20)) + "." for _ in range(700)]) for k in range(3)
    ]
    ranked = rank(make_event(readings), readings, None, SETTINGS)
    assert len(ranked) == 2100


# ------------------------------------------------------------------ centrality


def test_lexrank_equals_a_dense_solution() -> None:
    draw = np.random.default_rng(3)
    dense = np.triu(draw.random((40, 40)) * (draw.random((40, 40)) < 0.2), 1)
    dense += dense.T
    dense[7] = dense[:, 7] = 0.0  # a sentence without neighbours
    walk = np.array([row / row.sum() if row.sum() else np.full(40, 1 / 40) for row in dense])
    # The stationary distribution solves w = .85 walkᵀ w + .15 / n.
    expected = np.linalg.solve(np.eye(40) - 0.85 * walk.T, np.full(40, 0.15 / 40))
    found = lexrank(csr_matrix(dense))
    assert np.abs(found - expected).max() < 1e-9
    assert found.sum() == pytest.approx(1.0)


def test_lexrank_equals_networkx() -> None:
    networkx = pytest.importorskip("networkx")
    graph = csr_matrix(np.array([[0, 0.5, 0.2], [0.5, 0, 0], [0.2, 0, 0]]))
    theirs = networkx.pagerank(networkx.from_scipy_sparse_array(graph), alpha=0.85, tol=1e-12, max_iter=500)
    assert lexrank(graph) == pytest.approx([theirs[index] for index in range(3)], abs=1e-7)


def test_similarities_are_those_of_the_dense_matrix() -> None:
    stems = [["a", "b", "c"], ["a", "b", "d"], ["x", "y"], ["a", "x"], []]
    rows = tfidf(stems, inverse_frequencies(stems))
    how = Comparison(meaning_share=0.0, min_edge=0.01, max_neighbours=10, copy_similarity=0.5, retold_similarity=2.0)
    similar = compare_all(rows, None, [0, 0, 1, 1, 1], how)
    dense = (rows @ rows.T).toarray()
    np.fill_diagonal(dense, 0.0)
    assert np.abs(similar.graph.toarray() - dense).max() < 1e-6
    assert np.abs(similar.nearest[:, 1] - dense[:, 2:].max(axis=1)).max() < 1e-12
    assert similar.pairs == ((0, 1),)


def test_the_graph_keeps_the_strongest_neighbours_and_of_equals_the_earlier() -> None:
    stems = [["a", "b"]] * 6 + [["a", "q"]]
    rows = tfidf(stems, inverse_frequencies(stems))
    how = Comparison(meaning_share=0.0, min_edge=0.01, max_neighbours=2, copy_similarity=2.0, retold_similarity=2.0)
    graph = compare_all(rows, None, [0] * 7, how).graph
    assert sorted(graph[0].indices.tolist()) == [1, 2, 3, 4, 5, 6]  # the others chose it
    assert sorted(graph[5].indices.tolist()) == [0, 1]


# ---------------------------------------------------------------------- copies


@pytest.mark.parametrize("case", CASES["copies"], ids=lambda case: case["label"])
def test_near_copies(case: dict[str, Any]) -> None:
    readings = [make_reading(str(number), [text]) for number, text in enumerate(case["input"])]
    one, other = make_items(make_event(readings), readings)
    assert are_copies(one, other, SETTINGS) is case["expected"], case["why"]


# --------------------------------------------------------------------- wording


@pytest.mark.parametrize("case", CASES["wording"], ids=lambda case: case["label"])
def test_wording(case: dict[str, Any]) -> None:
    facts: list[Fact] = list(fake_facts(case["input"]))
    if "speaker" in case:
        quote = case["input"].index("“") if "“" in case["input"] else case["input"].index('"')
        facts.append(
            Fact(kind=FactKind.QUOTATION, start=quote, end=quote + 3, surface="", normal="", speaker=case["speaker"])
        )
    factors = wording_factors(case["input"], facts, SETTINGS)
    assert sorted(name for name, value in factors.items() if value < 1.0) == sorted(case["expected"]), case["why"]


def test_only_a_sentence_whose_times_all_lie_well_before_the_day_is_background() -> None:
    day = date(2016, 3, 24)

    def at(days: int | None) -> TimeMention:
        known = None if days is None else day + timedelta(days=days)
        return TimeMention(start=0, end=1, surface="x", normal="x", first=known, last=known)

    for times, background in (
        ([at(-400)], True),
        ([at(-400), at(-20)], True),
        ([at(-400), at(0)], False),
        ([at(-3)], False),
        ([at(30)], False),
        ([at(None)], False),
        ([], False),
    ):
        assert (background_factor(times, day, SETTINGS) < 1.0) is background
    assert background_factor([at(-400)], None, SETTINGS) == 1.0
