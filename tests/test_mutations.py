"""Claims made wrong on purpose, and that the audit and the gate catch them."""

import random

import pytest

from evaluation.mutations import KINDS, Ground, Word, mutate
from evaluation.mutations_run import (
    BEST_EFFORT,
    LEAST,
    audit_accepts,
    below,
    gate_accepts,
    good_claims,
    main,
    score,
    seed_claims,
    vocabulary_of_reader,
)


@pytest.fixture(scope="module")
def good():
    return seed_claims()


def claim_of(text):
    return {"text": text, "origin": "fused", "citations": []}


def ground_of(*words):
    return Ground(near=words, far=words, neighbours=lambda citation: [])


MADE = [
    ("not added", "The mayor has resigned.", {"The mayor has not resigned."}),
    ("not dropped", "The mayor did not resign.", {"The mayor resign."}),
    ("not dropped", "There was no deal.", {"There was deal."}),
    ("planned done", "Ruiz is expected to meet the pope.", {"Ruiz met the pope."}),
    ("planned done", "Ruiz will visit Rome.", {"Ruiz visited Rome."}),
    ("planned done", "The bill would be debated.", {"The bill was debated."}),
    ("hedge dropped", "The ship reportedly sank.", {"The ship sank."}),
    ("hedge dropped", "It needs a roof, Ruiz said.", {"It needs a roof."}),
    ("speaker and hearer", "Ruiz told Ortega to leave.", {"Ortega told Ruiz to leave."}),
]


@pytest.mark.parametrize(("kind", "text", "made"), MADE)
def test_a_mutation_does_what_its_name_says(kind, text, made):
    result = KINDS[kind](claim_of(text), ground_of(), random.Random(1))
    assert result is not None
    assert result[0]["text"] in made


def test_a_name_is_not_replaced_by_another_form_of_itself():
    words = [Word(kind="person", surface=s, normal=n) for s, n in (("Ruiz", "ana ruiz"), ("Ana Ruiz", "ana ruiz"))]
    assert KINDS["name"](claim_of("Ruiz left."), ground_of(*words), random.Random(1)) is None
    other = Word(kind="person", surface="Ortega", normal="luis ortega")
    changed = [KINDS["name"](claim_of("Ruiz left."), ground_of(*words, other), random.Random(s)) for s in range(5)]
    assert {one[0]["text"] for one in changed if one} == {"Ortega left."}


def test_a_number_is_not_replaced_by_the_same_in_words():
    words = [Word(kind="number", surface=s, normal="30") for s in ("30", "thirty")]
    assert KINDS["number"](claim_of("It hurt 30 people."), ground_of(*words), random.Random(1)) is None


def test_the_same_seed_makes_the_same_mutants(good):
    claims = [(one.claim, one.ground) for one in good]
    assert mutate(claims, 3, 5) == mutate(claims, 3, 5)
    assert mutate(claims, 3, 5) != mutate(claims, 4, 5)


def test_at_least_200_mutants_of_all_kinds(good):
    mutants = mutate([(one.claim, one.ground) for one in good], 1, 40)
    assert len(mutants) >= 200
    assert {mutant.kind for mutant, _ in mutants} == set(KINDS)
    assert all(mutant.claim != good[index].claim for mutant, index in mutants)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_audit_catches_them_and_refuses_no_good_claim(good, seed):
    scores = score(good, {"audit": audit_accepts}, seed, 25)
    assert below(scores) == []


def test_the_gate_catches_them_and_refuses_no_good_claim(good):
    scores = score(good, {"gate": gate_accepts}, 1, 25)
    assert below(scores) == []


def test_below_names_what_falls_short():
    from evaluation.mutations_run import Score

    def made(kind, count, caught):
        return Score(judge="gate", kind=kind, made=count, caught=caught, missed=())

    assert below([made("unchanged", 10, 0), made("number", 20, 19), made("speaker and hearer", 4, 0)]) == []
    assert len(below([made("unchanged", 10, 1), made("number", 20, 18)])) == 2
    assert "speaker and hearer" in BEST_EFFORT
    assert LEAST == 0.95


def test_claims_of_articles_without_marks():
    text = "Ana Ruiz opened 12 museums in Lima on Friday.\nShe will visit Rome next week.\nLuis Ortega did not come."
    citations = [{"source": 1, "line": 1, "line_end": 1, "start": 0, "end": 45, "quote": text[:45]}]
    good = good_claims([(text, citations, vocabulary_of_reader(text))])
    assert [one.claim["text"] for one in good] == ["Ana Ruiz opened 12 museums in Lima on Friday."]
    kinds = {word.kind for word in good[0].ground.near}
    assert {"number", "person", "place", "weekday", "unit"} <= kinds


def test_the_run_prints_a_table(capsys):
    assert main(["--judges", "audit", "--per-kind", "3"]) == 0
    printed = capsys.readouterr().out
    assert "| number | 3 | 100.0 % |" in printed
    assert "unchanged, refused" in printed
