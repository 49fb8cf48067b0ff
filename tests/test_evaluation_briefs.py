"""evaluation.run briefs and citations: sets, systems, tables, on the committed corpus and on clusters made here."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from fakes import FakeEmbedder

from evaluation import baselines, briefs_run, citations_run, datasets, metrics
from evaluation.briefs_run_scores import losses, result, score
from evaluation.briefs_run_sets import Cluster, load_own, load_set, sample
from evaluation.briefs_run_systems import BASELINES, Ours, Told, make_system, outputs, published, remembering, unmarked
from evaluation.citations_run_scores import among_gold, by_attribution, given, readings_of, total
from evaluation.citations_run_sets import load_sets
from evaluation.report import Kept
from summarize.articles.read import documents_to_articles
from summarize.errors import UsageError
from summarize.words import content_stems

DOCUMENTS = [
    {
        "title": "Mayors meet in Lima",
        "source": "A",
        "text": "Mayors of 12 cities met in Lima on Tuesday to talk about floods. It rained all day. "
        "They agreed to build 40 dams along the river by next year.",
    },
    {
        "title": "Cities plan dams",
        "source": "B",
        "text": "Twelve mayors agreed in Lima to build 40 dams along the river. Ana Ruiz, the host, spoke of hope.",
    },
]
REFERENCE = "Mayors of 12 cities agreed in Lima to build 40 dams along the river."


def made(name: str = "one") -> Cluster:
    articles, _ = documents_to_articles(DOCUMENTS, name)
    return Cluster(id=name, articles=articles, reference=REFERENCE, reference_title="Mayors agree on dams")


# ----------------------------------------------------------------------- the corpus


def test_the_corpus_covers_the_seeds_and_its_facts_stand_in_its_gold_lines():
    found = load_set("seeds", None)
    assert sorted(one.path for cluster in found.clusters for one in cluster.articles) == sorted(
        path.name for path in Path("seeds").glob("*.txt")
    )
    topics = load_sets(None)[0].topics
    for topic in topics:
        assert 4 <= len(topic.summary) <= 6
        for text, gold in topic.summary:
            assert gold
            lines = [topic.unit_text(unit) for unit in sorted(gold)]
            held, facts = metrics.grounded(text, lines)
            assert held == facts, text
            wanted = set(content_stems(text))
            for line in lines:  # none is idle
                others = set().union(*(content_stems(other) for other in lines if other is not line))
                assert (wanted & set(content_stems(line))) - others, (text, line)
            # Own wording: no reference sentence is a copy of a line.
            assert metrics.rouge(text, " ".join(lines))["rougeL"] < 95


# ------------------------------------------------------------------------ own clusters


def test_own_clusters_are_read_and_bad_lines_named(tmp_path):
    good = {"id": "a", "documents": DOCUMENTS, "reference": REFERENCE}
    lines = [
        json.dumps(good),
        "{",
        "[1]",
        json.dumps(good),
        json.dumps({"documents": DOCUMENTS}),
        json.dumps({"documents": [], "reference": "x"}),
        json.dumps({"documents": [{"title": "no text"}], "reference": "x"}),
    ]
    path = tmp_path / "mine.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    found = load_own(path)
    assert [one.id for one in found.clusters] == ["a"]
    wrong = [
        (2, "no JSON"),
        (3, "no JSON object"),
        (4, "the id 'a'"),
        (5, "`reference`"),
        (6, "`documents`"),
        (7, "`text`"),
    ]
    for (number, why), told in zip(wrong, found.problems, strict=True):
        assert f"line {number}" in told
        assert why in told


@pytest.mark.parametrize(("content", "why"), [(b"", "empty"), (b"{}\n", "reference"), (b"\xff\xfe{", "UTF-8")])
def test_a_file_without_one_good_line_is_a_usage_error(tmp_path, content, why):
    path = tmp_path / "mine.jsonl"
    path.write_bytes(content)
    with pytest.raises(UsageError, match=why):
        load_own(path)


def test_own_clusters_run_the_same_table(tmp_path, capsys):
    path = tmp_path / "mine.jsonl"
    rows = [{"documents": DOCUMENTS, "reference": REFERENCE, "reference_title": "Dams"}, {"documents": DOCUMENTS}]
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    code = briefs_run.main(["--clusters", str(path), "--systems", "lead,oracle,extractive", "--embedder", "hashed"])
    shown = capsys.readouterr()
    assert code == 1  # a line was left out
    assert "line 2 has no `reference`" in shown.err
    assert "| lead | 100 |" in shown.out
    assert "| **extractive** |" in shown.out
    assert "--clusters FILE" in shown.out
    assert str(tmp_path) not in shown.out


def test_a_sample_does_not_depend_on_the_order_of_the_file():
    clusters = [made(f"c{number}") for number in range(9)]
    chosen = {one.id for one in sample(clusters, 4)}
    assert chosen == {one.id for one in sample(clusters[::-1], 4)}
    assert len(chosen) == 4
    assert len(sample(clusters, None)) == 9


# ---------------------------------------------------------------------------- systems


@pytest.mark.parametrize("name", BASELINES)
def test_a_baseline_keeps_the_budget_and_is_repeatable(name):
    if name.startswith("sumy"):
        pytest.importorskip("sumy")
    cluster = made()
    told = make_system(name, "none").write(cluster, 30)
    assert told.parts
    assert told.text == make_system(name, "none").write(cluster, 30).text
    if name != "first sentences":
        assert len(told.text.split()) <= 30
    assert all(part.text in " ".join(one.text for one in cluster.articles) for part in told.parts)


def test_lead_ends_where_a_sentence_does_not_fit():
    assert make_system("lead", "none").write(made(), 18).text == (
        "Mayors of 12 cities met in Lima on Tuesday to talk about floods. It rained all day."
    )


def test_the_first_sentences_are_one_of_each_document():
    told = make_system("first sentences", "none").write(made(), 10)
    assert [part.sources for part in told.parts] == [(0,), (1,)]


def test_no_choice_of_sentences_beats_the_oracle_here():
    cluster = made()
    sentences = baselines.sentences_in(cluster)
    best = " ".join(one.text for one in baselines.oracle(cluster, sentences, 60))
    top = sum(metrics.rouge(cluster.reference, best)[kind] for kind in ("rouge1", "rouge2"))
    for one in sentences:
        assert sum(metrics.rouge(cluster.reference, one.text)[kind] for kind in ("rouge1", "rouge2")) <= top + 1e-9


def test_fusion_is_left_out_by_name_where_its_weights_are_not_there(monkeypatch, tmp_path, capsys):
    from summarize.models import load

    monkeypatch.setattr(load, "WEIGHTS", tmp_path)
    assert briefs_run.main(["--set", "seeds", "--systems", "lead,fusion", "--embedder", "none"]) == 0
    shown = capsys.readouterr()
    assert "fusion: its weights are not part of this version" in shown.err
    assert str(tmp_path) not in shown.out


def test_ours_cites_what_it_says_and_kept_outputs_are_the_same(tmp_path):
    system = make_system("extractive", "hashed")
    assert isinstance(system, Ours)
    clusters = [made()]
    first = outputs(system, clusters, 40, Kept(tmp_path, "outputs"))
    again = outputs(system, clusters, 40, Kept(tmp_path, "outputs"))
    assert first == again  # seconds too: it was not made again
    assert first[0].parts
    assert remembering(system).write(clusters[0], 40).text == first[0].text
    rows = score(clusters, first, FakeEmbedder(), Kept(tmp_path, "scores"))
    found = result("extractive", "ours", 40, rows)
    assert found.scores["cited"] == 100.0
    assert found.scores["grounded"] == 100.0
    assert rows == score(clusters, first, FakeEmbedder(), Kept(tmp_path, "scores"))


def test_a_wrong_figure_lowers_the_grounded_rate():
    rows = score([made()], [Told(text="Mayors of 99 cities met in Lima.")], None, Kept(None, ""))
    found = result("x", "published", None, rows)
    assert found.scores["grounded"] == 50.0  # Lima stands, 99 does not
    assert found.scores["cited"] is None
    assert found.scores["sources"] is None


def test_losses_add_up_to_all_words_of_the_references():
    cluster = made()
    found = losses([cluster], [Told(text="Mayors of 12 cities met.")], 20)
    assert sum(found["words"].values()) == len(set(metrics.rouge_tokens(cluster.reference)))
    assert found["words"]["in the brief"] == 4
    assert found["words"]["wording"] == 0
    assert found["words"]["selection"] > 0


def test_published_outputs_lose_their_marks():
    told = unmarked("TITLE=> Mayors meet. ARTICLE=> They<n>met.")
    assert (told.title, told.text) == ("Mayors meet.", "They met.")
    assert unmarked("TITLE=> They met.").text == "They met."


def test_published_outputs_are_matched_by_place(tmp_path):
    (tmp_path / "briefs").mkdir()
    docs = [{"title": one["title"], "lead": one["text"]} for one in DOCUMENTS]
    rows = [
        {"id": f"neus-test-{number}", "docs": docs, "reference": REFERENCE, "ref_title": "Dams"} for number in range(3)
    ]
    systems = [{"system": "some/system", "outputs": ["Zero.", "One.", "Two."]}]
    for name, content in (("neus_test", rows), (briefs_run.PUBLISHED, systems)):
        with gzip.open(tmp_path / datasets.DATASETS[name].file, "wt", encoding="utf-8") as file:
            file.writelines(json.dumps(row) + "\n" for row in content)
    found = load_set("test", tmp_path, 2)
    told = published(tmp_path, found, 3)["some/system"]
    words = ["Zero.", "One.", "Two."]
    assert [one.text for one in told] == [words[int(one.id[-1])] for one in found.clusters]
    with pytest.raises(UsageError, match="3 outputs for 4 clusters"):
        published(tmp_path, found, 4)


def test_nothing_is_chosen_on_test(tmp_path):
    with pytest.raises(UsageError, match="nothing is chosen on test"):
        briefs_run.main(["--set", "test", "--choose", "--data", str(tmp_path), "--systems", "lead"])


# -------------------------------------------------------------------------- citations


def test_links_are_counted_by_hand():
    topic = load_sets(None)[0].topics[0]
    readings = readings_of(topic)

    def first_two(text, readings):
        return list(readings[0].sentences[:2])

    links = given(topic, readings, first_two)
    gold = [gold for _, gold in topic.summary]
    cited = topic.units_of(readings[0].sentences[:2])
    assert [one.both for one in links] == [len(one & cited) for one in gold]
    found = total(links)
    assert found.extra == sum(len(cited - one) for one in gold)
    assert found.missed == sum(len(one - cited) for one in gold)
    assert found.sentences == len(gold)


def test_the_gold_lines_themselves_score_one():
    topic = load_sets(None)[0].topics[0]
    readings = readings_of(topic)
    gold = dict(topic.summary)

    def humans(text, readings):
        return [one for reading in readings for one in reading.sentences if topic.units_of([one]) & gold[text]]

    found = total(given(topic, readings, humans))
    assert (found.precision, found.recall, found.f1) == (1.0, 1.0, 1.0)
    assert total(among_gold(topic, readings, by_attribution(None))).precision == 1.0


def test_citations_run_on_the_seeds_without_data(monkeypatch, capsys):
    monkeypatch.delenv(datasets.VARIABLE, raising=False)
    assert citations_run.main(["--embedder", "none"]) == 0
    shown = capsys.readouterr().out
    assert "## seeds, by line" in shown
    assert "cited_dev" not in shown.split("## seeds")[1]


# -------------------------------------------------------------------- picture, speed


def test_the_chart_is_a_picture_of_the_systems(tmp_path):
    pytest.importorskip("matplotlib")
    from evaluation.report_chart import chart

    rows = score([made()], [Told(text="Mayors of 12 cities met in Lima.")], None, Kept(None, ""))
    systems = [result(name, kind, None, rows) for name, kind in (("a", "ours"), ("b", "published"), ("c", "baseline"))]
    chart(systems, tmp_path / "one.png", "made here")
    chart(systems, tmp_path / "two.png", "made here")
    assert (tmp_path / "one.png").read_bytes().startswith(b"\x89PNG")
    assert (tmp_path / "one.png").read_bytes() == (tmp_path / "two.png").read_bytes()


def test_speed_is_told_beside_sumys_lexrank(capsys):
    pytest.importorskip("sumy")
    assert briefs_run.main(["--set", "seeds", "--speed", "--systems", "lead,sumy lexrank", "--embedder", "none"]) == 0
    shown = capsys.readouterr().out
    assert "| sumy lexrank |" in shown
    assert "| 1.00 |" in shown


def test_budgets_are_tried_on_anything_but_test(capsys):
    arguments = ["--set", "seeds", "--choose", "--grid", "40,60", "--systems", "lead,extractive", "--embedder", "none"]
    assert briefs_run.main(arguments) == 0
    rows = [line for line in capsys.readouterr().out.split("\n") if line.startswith(("| lead", "| extractive"))]
    assert len(rows) == 4
    assert sum("**" in row for row in rows) == 2
