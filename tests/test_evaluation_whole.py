"""evaluation.run whole: furniture, the pile, and the verdict, on the committed corpus and by hand."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from evaluation import whole_run, whole_run_furniture
from evaluation.briefs_run_sets import load_set
from evaluation.report import head
from evaluation.speed import HashedEmbedder
from summarize import pipeline
from summarize.settings import Settings

BODY = "Mayors of 12 cities met in Lima on Tuesday.\n\nThey agreed to build 40 dams.\n\nIt rained all day."


def test_dressed_pages_hold_the_article_and_know_their_furniture():
    page = whole_run_furniture.dressed("Mayors meet", BODY, "Daily Example", "one")
    lines = page.text.split("\n")
    kept = [line for number, line in enumerate(lines, 1) if number not in page.furniture]
    assert kept == ["Mayors meet", *BODY.split("\n")]
    assert len(page.furniture) >= 12
    assert min(page.furniture) == 1
    assert max(page.furniture) == len(lines)
    assert page == whole_run_furniture.dressed("Mayors meet", BODY, "Daily Example", "one")


def test_pages_of_one_outlet_share_lines_and_others_do_not_share_all():
    def furniture(outlet, page):
        made = whole_run_furniture.dressed(None, BODY, outlet, page)
        lines = made.text.split("\n")
        return {lines[number - 1] for number in made.furniture}

    one, same, other = furniture("A", "1"), furniture("A", "2"), furniture("B", "3")
    assert len(one & same) > len(one & other)
    assert one != same  # the related links differ


def test_a_text_of_one_line_gets_nothing_inside():
    page = whole_run_furniture.dressed(None, "Mayors met.", "", "one")
    lines = page.text.split("\n")
    assert lines[min(set(range(1, len(lines) + 1)) - page.furniture) - 1] == "Mayors met."


def test_links_are_seeded():
    assert whole_run_furniture.link(random.Random(1)) == whole_run_furniture.link(random.Random(1))


@pytest.fixture(scope="module")
def seen():
    clusters = load_set("seeds", None).clusters
    pile = whole_run.make_pile(clusters)
    models = pipeline.Models(embedder=HashedEmbedder())
    return clusters, pile, whole_run.run_pile(pile, Settings(), models)


def test_the_verdict_on_the_seeds(seen):
    _, pile, run = seen
    values = whole_run.judge(run, pile)
    assert values["articles"] == 5
    assert values["events"] == 4
    assert values["citations"] > 10
    assert values["furniture cited"] == 0
    assert values["briefs that mix events"] == 0
    assert values["rouge"]["rouge1"] > 30
    counts = whole_run.audited(run, Settings())
    assert counts["briefs"] == values["briefs"]
    assert counts["wrong"] == 0
    report = whole_run.as_report(
        load_set("seeds", None),
        pile,
        values | {"seconds": 1.0, "processor seconds": 1.0, "peak memory MB": 1} | {"audit": counts},
        head("x", "y", {}),
    )
    assert "| furniture cited | 0 |" in report


def test_a_mixed_and_a_split_event_are_counted(seen):
    _, pile, run = seen
    one, two = run.briefs[0], run.briefs[1]
    # All of the second event's articles move to the first; then one event stands in two briefs.
    mixed = replace(one, event=replace(one.event, articles=(*one.event.articles, *two.event.articles)))
    values = whole_run.judge(replace(run, briefs=(mixed, *run.briefs[2:])), pile)
    assert values["briefs that mix events"] == 1
    assert values["references without a brief"] == 1
    largest = max(run.briefs, key=lambda brief: len(brief.event.articles))
    assert len(largest.event.articles) == 2
    halves = [replace(largest, event=replace(largest.event, articles=(name,))) for name in largest.event.articles]
    others = [brief for brief in run.briefs if brief is not largest]
    values = whole_run.judge(replace(run, briefs=(*others, *halves)), pile)
    assert values["events shown twice"] == 1
    assert values["b-cubed"]["recall"] == pytest.approx((3 + 2 * 0.5) / 5)
    assert values["b-cubed"]["precision"] == 1.0


def test_a_brief_that_cites_furniture_is_told(seen):
    _, pile, run = seen
    brief = run.briefs[0]
    claim = brief.claims[0]
    name = claim.citations[0].article
    bad = replace(claim.citations[0], line=min(pile.furniture[name]), line_end=min(pile.furniture[name]))
    briefs = (replace(brief, claims=(replace(claim, citations=(bad,)), *brief.claims[1:])), *run.briefs[1:])
    assert whole_run.judge(replace(run, briefs=briefs), pile)["furniture cited"] == 1
