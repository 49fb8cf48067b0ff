"""The dispatcher and the data sets of evaluation/."""

import ast
import gzip
import json
import lzma
import math
import time
from pathlib import Path

import pytest

from evaluation import datasets, run, speed
from evaluation.disagreements_run import clusters_of, plant
from evaluation.planting import another, days, moved, speakers
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


# -------------------------------------------------------------------------- speed


def test_the_exponent_of_known_growth():
    sizes = [250, 500, 1000, 2000]
    assert speed.exponent(sizes, [n * 0.001 for n in sizes]) == pytest.approx(1)
    assert speed.exponent(sizes, [n**2 * 0.001 for n in sizes]) == pytest.approx(2)
    assert speed.exponent(sizes, [n * math.log(n) for n in sizes]) < speed.STEEPEST


def test_a_stage_is_timed_without_the_stages_it_calls():
    clock = speed.Clock()
    inner = clock.timed("inner", lambda: time.sleep(0.02))
    outer = clock.timed("outer", inner)
    outer()
    inner()
    assert set(clock.seconds) == {"inner", "outer"}
    assert clock.seconds["outer"] < 0.02 <= clock.seconds["inner"]
    assert clock.calls == []


def test_every_timed_stage_is_in_the_recipe():
    recipe = ast.parse((Path(speed.ROOT) / "summarize" / "pipeline.py").read_text("utf-8"))
    names = {node.id for node in ast.walk(recipe) if isinstance(node, ast.Name)}
    assert set(speed.STAGES.values()) <= names


def measured(articles, **seconds):
    total = sum(seconds.values())
    kept = {"articles": articles, "events": articles, "total": total, "peak_mb": articles}
    return kept | {"seconds": seconds, "cpu": seconds}


def test_the_tables_take_medians():
    table = "\n".join(speed.stages_table([measured(10, read=s) for s in (1.0, 2.0, 9.0)]))
    assert "| read | 2.000 | 5 |" in table
    found = {n: [measured(n, read=n / 100, cluster=n**2 / 100)] for n in (10, 20)}
    rows, exponents = speed.growth_table(found)
    assert exponents == {"read": 1.0, "cluster": 2.0}
    assert "| peak MB | 10 | 20 | |" in rows


def test_a_measured_run_that_fails_is_a_usage_error():
    with pytest.raises(UsageError, match="the measured run failed"):
        speed.measure(["--nonsense"])


def test_a_planted_figure_has_another_value_and_the_same_look():
    assert another("1,200") == "1,560"
    assert another("$2.5 million") == "$3.2 million"
    assert another("Twelve") == "Fourteen"
    assert another("dozens") is None
    assert another("0") is None


def test_disagreements_are_planted_where_two_articles_print_one_figure():
    def doc(*lines: str) -> dict[str, str]:
        return {"full_text": "\n\n".join(lines), "title": "", "date": "2019-05-03"}

    row = {
        "docs": [
            doc(
                "The fund paid 250 miners a pension on Monday, the union said.", "It was founded in 1951 in the valley."
            ),
            doc("On Monday 250 miners got a pension from the fund, the union said.", "Nobody was hurt in the valley."),
            {"full_text": "", "title": "nothing here"},
        ]
    }
    (readings,) = clusters_of([row])
    assert len(readings) == 2
    assert [(one.unit, one.told) for one in plant(readings)] == [("counted noun", "differs")]


def test_a_planted_day_is_another_day():
    assert moved("Tuesday") == "Thursday"
    assert moved("sunday night") == "Tuesday night".lower()
    assert moved("March 24") == "March 26"
    assert moved("March 29, 2019") == "March 27, 2019"
    assert moved("last week") is None
    assert moved("2019") is None


def test_days_and_speakers_are_planted_where_two_articles_tell_one_act_or_print_one_quotation():
    def doc(*lines: str) -> dict[str, str]:
        return {"full_text": "\n\n".join(lines), "title": "", "date": "2019-05-03"}

    row = {
        "docs": [
            doc(
                "President Mara Voss of Norland signed the border treaty with Castria in Velmora on Tuesday.",
                '"We will not leave this valley without an answer," said Ivo Tarn, who leads the miners.',
            ),
            doc(
                "The border treaty with Castria was signed in Velmora by President Mara Voss of Norland on Tuesday.",
                '"We will not leave this valley without an answer, however long it takes," Ivo Tarn said.',
            ),
        ]
    }
    ((one, other),) = clusters_of([row])
    (day,) = days(one, other)
    assert day.printed == {"Tuesday"}
    assert "Norland on Thursday." in day.changed.article.text
    (speaker,) = speakers(one, other)
    assert speaker.printed == {"ivo tarn"}
    assert 'takes," Mara Voss said.' in speaker.changed.article.text
    assert [(each.unit, each.told) for each in plant([one, other])] == [("day", "differs"), ("speaker", "differs")]
