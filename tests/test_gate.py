"""The gate: the committed corpus keeps its floors, and no floor sinks by the way."""

from __future__ import annotations

import pytest

from evaluation import gate

FLOORS = {"seeds": {"data": "abc", "floors": {"rouge1": 40.0, "cited": 100.0}}}
DIGESTS = {"seeds": "abc"}


def test_a_value_below_its_floor_is_told():
    assert gate.compare(FLOORS, {"seeds": {"rouge1": 40.0, "cited": 100.0}}, DIGESTS) == []
    fallen = gate.compare(FLOORS, {"seeds": {"rouge1": 39.9, "cited": 99.5}}, DIGESTS)
    assert [line.split(" is ")[0] for line in fallen] == ["seeds: rouge1", "seeds: cited"]


def test_other_data_and_new_values_are_told():
    wrong = gate.compare(FLOORS, {"seeds": {"rouge1": 50.0, "rouge2": 20.0}}, {"seeds": "xyz"})
    assert any("the data are xyz" in line for line in wrong)
    assert any("rouge2 has no floor" in line for line in wrong)


def test_raising_lifts_floors_and_lowers_none():
    values = {"seeds": {"rouge1": 50.04, "cited": 90.0, "rouge2": 12.0}}
    raised = gate.moved(FLOORS, values, DIGESTS, lower=False)["seeds"]["floors"]
    assert raised == {"rouge1": 48.0, "cited": 100.0, "rouge2": 10.0}
    lowered = gate.moved(FLOORS, values, DIGESTS, lower=True)["seeds"]["floors"]
    assert lowered["cited"] == 90.0
    assert FLOORS["seeds"]["floors"]["rouge1"] == 40.0  # what was given is not changed


def test_raising_keeps_the_digest_the_floors_were_set_on():
    assert gate.moved(FLOORS, {"seeds": {"rouge1": 50.0}}, {"seeds": "xyz"}, lower=False)["seeds"]["data"] == "abc"
    assert gate.moved(FLOORS, {"seeds": {"rouge1": 50.0}}, {"seeds": "xyz"}, lower=True)["seeds"]["data"] == "xyz"


def test_a_fallen_value_is_exit_code_one(monkeypatch, tmp_path, capsys):
    monkeypatch.delenv(gate.VARIABLE, raising=False)
    monkeypatch.setattr(gate, "FLOORS", tmp_path / "floors.json")
    monkeypatch.setattr(gate, "measure", lambda folder: ({"seeds": {"rouge1": 44.0}}, DIGESTS))
    assert gate.main([]) == 1  # no floors yet
    assert gate.main(["--raise"]) == 0
    monkeypatch.setattr(gate, "read_floors", lambda: FLOORS)
    monkeypatch.setattr(gate, "measure", lambda folder: ({"seeds": {"rouge1": 30.0}}, DIGESTS))
    assert gate.main([]) == 1
    assert gate.main(["--raise"]) == 1  # a floor never sinks by the way
    assert "below its floor" in capsys.readouterr().out
    assert gate.main(["--lower"]) == 0


@pytest.mark.models
def test_the_committed_corpus_keeps_its_floors():
    values, digests = gate.measure(None)
    assert gate.compare(gate.read_floors(), values, digests) == []
