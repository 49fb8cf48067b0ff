"""Metrics and reports of evaluation/: numbers worked by hand or from the reference implementation."""

from __future__ import annotations

import json
import random

import numpy as np
import pytest
from fakes import FakeEmbedder

from evaluation import metrics, report


def test_rouge_is_the_reference_implementation_with_stemming():
    # Six words each, five in common: R1 5/6; three of five pairs: R2 3/5; "the cat ... on the mat": RL 5/6.
    scores = metrics.rouge("The cat sat on the mat.", "The cat lay on the mats.")
    assert scores["rouge1"] == pytest.approx(100 * 5 / 6)
    assert scores["rouge2"] == pytest.approx(100 * 3 / 5)
    assert scores["rougeL"] == pytest.approx(100 * 5 / 6)


def test_rouge_l_and_rouge_lsum_are_two_numbers():
    # Two sentences the other way round: one sequence keeps three of six words, sentence by sentence all stand.
    scores = metrics.rouge("Ministers met Monday. Markets fell sharply.", "Markets fell sharply. Ministers met Monday.")
    assert scores["rougeL"] == pytest.approx(50.0)
    assert scores["rougeLsum"] == pytest.approx(100.0)


def test_an_empty_brief_scores_nothing():
    assert set(metrics.rouge("Ministers met.", "").values()) == {0.0}
    assert metrics.novelty("", ["Ministers met."]) == 0.0
    assert metrics.grounded("", ["Ministers met."]) == (0, 0)


def test_an_interval_is_seeded_and_holds_the_mean():
    draw = random.Random(3)
    values = [draw.gauss(40, 8) for _ in range(200)]
    low, high = metrics.interval(values)
    assert (low, high) == metrics.interval(values)
    assert low < sum(values) / 200 < high
    # The standard error is 8 / sqrt(200) = .57, so the interval is about 2.2 wide.
    assert 1.8 < high - low < 2.7
    assert metrics.interval([]) == (0.0, 0.0)


def test_a_paired_test_tells_a_shift_from_noise():
    draw = random.Random(5)
    base = [draw.gauss(40, 8) for _ in range(120)]
    same = metrics.paired(base, [value + draw.gauss(0, 2) for value in base])
    better = metrics.paired([value + 2 for value in base], [value + draw.gauss(0, 2) for value in base])
    assert same.p > 0.05
    assert same.low < 0 < same.high
    assert better.p < 0.001
    assert better.low > 1
    assert metrics.paired(base, base) == metrics.Difference(mean=0.0, low=0.0, high=0.0, p=1.0)


def test_randomization_of_four_pairs_is_the_exact_share_of_signs():
    # Of the sixteen ways to give signs to four equal gaps, two reach the mean: p is 2/16.
    assert metrics.paired([1.0] * 4, [0.0] * 4).p == pytest.approx(2 / 16, abs=0.01)


def test_novelty_counts_pairs_of_words_no_source_has():
    sources = ["Ministers met in Vienna.", "Talks ended on Friday."]
    assert metrics.novelty("Ministers met in Vienna.", sources) == 0.0
    # ministers met, met on, on friday: the second is new.
    assert metrics.novelty("Ministers met on Friday.", sources) == pytest.approx(100 / 3)


def test_grounded_facts_are_the_audits():
    sources = ["Ana Ruiz met 12 mayors in Lima on Tuesday."]
    assert metrics.grounded("In Lima, Ana Ruiz met 12 mayors.", sources) == (4, 4)  # Lima, Ana, Ruiz, 12
    held, facts = metrics.grounded("In Lima, Ana Ruiz met 14 mayors.", sources)
    assert (held, facts) == (3, 4)


def test_similarity_is_one_for_the_same_sentences_in_any_order():
    pairs = [
        ("Ministers met. Markets fell.", "Markets fell. Ministers met."),
        ("Ministers met.", "Rain fell on Lima."),
        ("", "x y."),
    ]
    same, other, none = metrics.similarity(FakeEmbedder(), pairs)
    assert same == pytest.approx(100.0, abs=1e-4)
    assert other < 50
    assert none == 0.0


def test_matching_takes_the_nearest_of_the_other_side():
    rows = np.eye(2, dtype=np.float32)
    # Two sentences against one: precision (1 + 0) / 2, recall 1.
    assert metrics._matched(rows, rows[:1]) == pytest.approx(100 * 2 * 0.5 / 1.5)


def test_kept_results_outlive_a_torn_line(tmp_path):
    kept = report.Kept(tmp_path, "some")
    kept.put("one", {"text": "é\n"})
    with (tmp_path / "some.jsonl").open("a", encoding="utf-8") as file:
        file.write('\n{"key": "two", "val')
    again = report.Kept(tmp_path, "some")
    assert again.get("one") == {"text": "é\n"}
    assert again.get("two") is None
    again.put("two", 2)
    assert report.Kept(tmp_path, "some").get("two") == 2


def test_a_signature_names_no_host_and_no_path():
    import platform

    told = json.dumps(report.signature(set="val"))
    assert platform.node() not in told or not platform.node()
    assert "/" not in told


def test_a_saved_report_is_markdown_and_json(tmp_path):
    report.save(tmp_path, "some", "# Head", {"a": 1})
    assert (tmp_path / "some.md").read_text(encoding="utf-8") == "# Head\n"
    assert json.loads((tmp_path / "some.json").read_text(encoding="utf-8")) == {"a": 1}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["some.json", "some.md"]
