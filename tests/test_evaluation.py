"""The dispatcher and the data sets of evaluation/."""

import gzip
import json
import lzma

import pytest

from evaluation import datasets, run
from summarize.errors import UsageError


def test_an_unknown_run_is_a_usage_error(capsys):
    assert run.main(["nothing"]) == 2
    assert "expected one of" in capsys.readouterr().err


def test_no_name_shows_the_names(capsys):
    assert run.main([]) == 2
    assert "mutations" in capsys.readouterr().out


def test_every_run_names_a_module_and_a_function():
    for target in run.RUNS.values():
        module, _, function = target.partition(":")
        assert module.startswith("evaluation.")
        assert function


def test_without_a_data_folder_the_message_names_the_option(monkeypatch):
    monkeypatch.delenv(datasets.VARIABLE, raising=False)
    with pytest.raises(UsageError, match="--data DIR"):
        datasets.data_folder(None)


def test_the_option_wins_over_the_variable(monkeypatch, tmp_path):
    monkeypatch.setenv(datasets.VARIABLE, str(tmp_path / "absent"))
    assert datasets.data_folder(str(tmp_path)) == tmp_path
    with pytest.raises(UsageError, match="absent"):
        datasets.data_folder(None)


def test_an_absent_set_names_its_origin(tmp_path):
    with pytest.raises(UsageError, match="Article-Bias-Prediction"):
        datasets.rows(tmp_path, "news")
    with pytest.raises(UsageError, match="expected one of"):
        datasets.rows(tmp_path, "nothing")


def test_rows_of_gzip_and_xz(tmp_path):
    for name, opened in (("meetings_dev", gzip.open), ("news", lzma.open)):
        path = tmp_path / datasets.DATASETS[name].file
        path.parent.mkdir(parents=True, exist_ok=True)
        with opened(path, "wt", encoding="utf-8") as file:
            file.writelines(json.dumps({"row": number}) + "\n" for number in range(3))
        assert [row["row"] for row in datasets.rows(tmp_path, name)] == [0, 1, 2]
        assert [row["row"] for row in datasets.rows(tmp_path, name, limit=2)] == [0, 1]
        assert len(datasets.digest(tmp_path, name)) == 64


def test_every_set_names_its_origin():
    assert all(entry.origin and entry.terms and entry.what for entry in datasets.DATASETS.values())
