"""The recipes of the ranker and of the static vectors, on numbers made by hand."""

from dataclasses import replace

import numpy as np
import pytest

from summarize.events.parts import PARTS, weighted_score
from summarize.training.rank import BUDGET, Example, brief, climb, fit, quality, scores_of, summing_to_one
from summarize.training.static import pieces_kept, quantised, reduced


def example(seed: int = 0, sentences: int = 6) -> Example:
    """A cluster whose sentences are worth what "title" says; the other parts are noise."""
    draw = np.random.default_rng(seed)
    parts = draw.random((sentences, len(PARTS))).round(4)
    texts = tuple(f"w{seed}n{number} " * 20 for number in range(sentences))
    return Example(
        fold=seed % 2,
        full=False,
        reference=texts[int(parts[:, PARTS.index("title")].argmax())],
        texts=texts,
        lengths=(20,) * sentences,
        stems=tuple(frozenset({f"w{seed}n{number}"}) for number in range(sentences)),
        parts=parts,
        factors=np.ones(sentences),
        worth=tuple(parts[:, PARTS.index("title")].tolist()),
    )


def score(reference: str, text: str) -> float:
    """1 where the text begins with the reference, less the further behind it stands."""
    wanted, found = reference.split(maxsplit=1)[0], text.split()
    return 1 / (1 + found.index(wanted)) if wanted in found else 0.0


def test_the_fit_finds_the_part_that_tells() -> None:
    weights = fit([example(seed) for seed in range(60)], PARTS)
    assert max(weights, key=lambda name: weights[name]) == "title"
    assert weights["title"] > 0.8
    assert sum(weights.values()) == pytest.approx(1.0, abs=1e-3)
    assert fit([example(seed) for seed in range(60)], ["title", "facts"])["position"] == 0.0


def test_scores_are_those_of_the_ranker() -> None:
    one = example()
    without = one.parts.copy()
    without[:, PARTS.index("support")] = np.nan
    one = replace(one, parts=without, factors=np.full(6, 0.7))
    weights = summing_to_one({name: float(number) for number, name in enumerate(PARTS)})
    for row, found in zip(one.parts, scores_of(one, weights), strict=True):
        parts = {name: float(value) for name, value in zip(PARTS, row, strict=True) if not np.isnan(value)}
        assert found == pytest.approx(weighted_score(parts | {"whole": 0.7}, weights), abs=2e-6)


def test_a_brief_keeps_its_budget_and_does_not_repeat_itself() -> None:
    weights = dict.fromkeys(PARTS, 0.0) | {"title": 1.0}
    assert len(brief(example(), weights).split()) <= BUDGET
    same = replace(example(), stems=(frozenset({"same"}),) * 6)
    assert len(brief(same, weights).split()) == 20
    long = replace(example(), lengths=(BUDGET + 1,) * 6)
    assert len(set(brief(long, weights).split())) == 1  # one sentence there is, however long


def test_the_climb_never_goes_down_and_finds_the_way() -> None:
    examples = [example(seed) for seed in range(12)]
    start = summing_to_one(dict.fromkeys(PARTS, 1.0))
    found = climb(examples, start, PARTS, score)
    assert quality(examples, found, score) > quality(examples, start, score)
    assert found["title"] > start["title"]


def test_pieces_of_other_scripts_and_markers_are_left_out() -> None:
    found = pieces_kept(["[PAD]", "[UNK]", "[unused1]", "[", "talks", "##é", "漢", "–", "я"])
    assert found == ["[UNK]", "[", "talks", "##é", "–"]


def test_vectors_are_reduced_and_kept_in_bytes_with_little_loss() -> None:
    vectors = np.random.default_rng(1).normal(size=(50, 12)).astype(np.float32)
    small, directions = reduced(vectors, 12)  # all directions: nothing is lost
    assert small @ small.T == pytest.approx(vectors @ vectors.T, abs=1e-3)
    assert directions.shape == (12, 12)
    kept = quantised(small)
    assert kept["vectors"].dtype == np.int8
    again = kept["vectors"] * kept["scales"].astype(np.float32)[:, None]
    assert again == pytest.approx(small, abs=0.03)
