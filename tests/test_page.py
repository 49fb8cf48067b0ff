"""The page without a browser: what its handlers do and what its HTML holds."""

import html
import json
import re
import threading
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from summarize.data import Brief, Citation, Claim, Origin, Title, Word
from summarize.errors import UsageError
from summarize.page import desk as desks
from summarize.page.desk import Desk
from summarize.page.handlers import Handlers
from summarize.page.inputs import Item, read_items, read_pasted, read_uploads
from summarize.page.options import PageOptions
from summarize.page.shared import OneAtATimeEmbedder, SharedModels
from summarize.page.take import KINDS, as_json, take
from summarize.page.view import articles_html, brief_html, choice_label, runs, status_html, title_of
from summarize.pipeline import Models
from summarize.settings import Settings
from tests.fakes import FakeEmbedder
from tests.page_texts import FLOOD, HOSTILE, TALKS
from tests.readings import make_event, make_reading

ROOT = Path(__file__).parent.parent
SEEDS = ROOT / "seeds"


@pytest.fixture
def handlers() -> Handlers:
    models = SharedModels(lambda settings: Models(embedder=FakeEmbedder()))
    return Handlers(PageOptions(writers=("extractive",)), models)


def summarised(handlers: Handlers, *texts: str) -> Desk:
    desk = handlers.add_text(Desk(), "\n---\n".join(texts))
    return last(handlers.summarise(desk, 6, "extractive"))


def last(steps) -> Desk:
    *_, shown = steps
    assert shown.desk is not None
    return shown.desk


def apart(handlers: Handlers) -> Desk:
    """Two articles, each a meeting of its own, however they were grouped at first."""
    desk = summarised(handlers, TALKS, FLOOD)
    return last(handlers.move(desk, desk.articles[1].id, None, 6, None)) if len(desk.run.briefs) == 1 else desk


# ----------------------------------------------------------------- adding


def test_the_samples_have_the_names_of_the_command_line(handlers: Handlers) -> None:
    desk = handlers.add_samples(Desk())
    assert [one.path for one in desk.articles] == sorted(f"seeds/{file.name}" for file in SEEDS.glob("00*.txt"))
    assert [one.text for one in desk.articles] == [
        file.read_bytes().decode("utf-8") for file in sorted(SEEDS.glob("00*.txt"))
    ]


def test_what_is_there_already_is_not_added_again(handlers: Handlers) -> None:
    once = handlers.add_samples(Desk())
    twice = handlers.add_samples(once)
    assert twice.articles == once.articles
    assert len(twice.problems) == len(once.articles)


def test_pasted_text_is_cut_at_lines_of_dashes() -> None:
    articles, problems = read_pasted(f"{TALKS}\n  -----\n{FLOOD}\n---\n\n", 4, Settings())
    assert [one.path for one in articles] == ["pasted text 4", "pasted text 5"]
    assert articles[0].text == TALKS
    assert problems == ()


def test_a_broken_file_is_a_problem_and_the_others_are_read(handlers: Handlers, tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(TALKS)
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "picture.txt").write_bytes(bytes(range(256)) * 40)
    (tmp_path / "feed.jsonl").write_text('{"text": "broken\n')
    desk = handlers.add_files(Desk(), sorted(map(str, tmp_path.iterdir())))
    assert [one.path for one in desk.articles] == ["good.txt"]
    assert {problem.path.partition(":")[0] for problem in desk.problems} == {"empty.txt", "picture.txt", "feed.jsonl"}


def test_all_files_broken_names_each(handlers: Handlers, tmp_path: Path) -> None:
    for number in range(14):
        (tmp_path / f"{number:02d}.txt").write_bytes(b"")
    desk = handlers.add_files(Desk(), sorted(map(str, tmp_path.iterdir())))
    assert [problem.path for problem in desk.problems] == [f"{number:02d}.txt" for number in range(14)]
    assert all("empty" in problem.what for problem in desk.problems)


@pytest.mark.parametrize("name", ["../../etc/passwd", "a/b\\c.txt", "x" * 5000, "", "\u202etxt.exe", "-", "*.txt"])
def test_a_file_name_is_only_shown(name: str) -> None:
    articles, problems = read_items([Item(name=name, data=TALKS.encode())], Settings())
    assert problems == ()
    shown = articles[0].path
    assert len(shown) <= 120
    assert not re.search(r"[/\\\u202e]", shown)
    assert articles[0].text == TALKS


def test_nothing_of_the_temporary_folder_is_shown() -> None:
    _, problems = read_items([Item(name="a.jsonl", data=b'{"no": 1}\n{"text": ""}\nnonsense')], Settings())
    assert problems
    assert not any("summarize-" in problem.path + problem.what for problem in problems)


@pytest.mark.parametrize("name", ["feed.xml", "news.rss", "news.atom"])
def test_a_feed_is_read_entry_by_entry(tmp_path: Path, name: str) -> None:
    case = json.loads((ROOT / "tests" / "cases" / "read_feeds.json").read_text("utf-8"))[0]
    file = tmp_path / name
    file.write_text(case["content"], "utf-8")
    articles, _ = read_uploads([str(file)], Settings())
    assert articles
    assert "<" not in articles[0].text


def test_an_upload_over_the_limit_is_refused_by_name(tmp_path: Path) -> None:
    file = tmp_path / "big.txt"
    file.write_bytes(b"x" * 2000)
    plain = Settings()
    articles, problems = read_uploads([str(file)], replace(plain, read=replace(plain.read, max_file_mb=0.001)))
    assert articles == ()
    assert problems[0].path == "big.txt"
    assert "larger" in problems[0].what


def test_more_articles_than_allowed_are_left_out_by_name() -> None:
    handlers = Handlers(PageOptions(max_articles=1), SharedModels())
    desk = handlers.add_text(Desk(), f"{TALKS}\n---\n{FLOOD}")
    assert len(desk.articles) == 1
    assert any("1 articles at most" in problem.what for problem in desk.problems)


def test_pasted_text_over_the_limit_is_refused() -> None:
    handlers = Handlers(PageOptions(max_pasted_chars=100), SharedModels())
    desk = handlers.add_text(Desk(), TALKS)
    assert desk.articles == ()
    assert "longer than" in desk.problems[0].what


def test_equal_ids_become_different(tmp_path: Path, handlers: Handlers) -> None:
    desk = Desk()
    for folder, text in (("a", TALKS), ("b", FLOOD)):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "news.txt").write_text(text)
        desk = handlers.add_files(desk, [str(tmp_path / folder / "news.txt")])
    assert [one.id for one in desk.articles] == ["news.txt", "news.txt#2"]


def test_an_article_can_be_taken_away(handlers: Handlers) -> None:
    desk = handlers.add_text(Desk(), f"{TALKS}\n---\n{FLOOD}")
    after = handlers.remove(desk, desk.articles[0].id)
    assert [one.path for one in after.articles] == ["pasted text 2"]
    assert len(after.readings) == 1


# ------------------------------------------------------------- summarising


def test_steps_are_told_and_the_desk_comes_last(handlers: Handlers) -> None:
    desk = handlers.add_text(Desk(), TALKS)
    steps = list(handlers.summarise(desk, 6, "extractive"))
    assert [shown.desk is None for shown in steps] == [True] * (len(steps) - 1) + [False]
    assert "Loading" in steps[0].status
    assert "Writing the briefs: 1 of 1" in steps[-2].status
    assert not any("Loading" in shown.status for shown in handlers.summarise(desk, 6, "extractive"))


def test_a_desk_is_never_changed(handlers: Handlers) -> None:
    desk = handlers.add_text(Desk(), TALKS)
    last(handlers.summarise(desk, 6, "extractive"))
    assert desk.run is None


def test_length_changes_without_clustering_again(handlers: Handlers) -> None:
    desk = summarised(handlers, TALKS)
    short = last(handlers.rewrite(desk, None, 1, "extractive"))
    assert len(short.run.briefs[0].claims) == 1 < len(desk.run.briefs[0].claims)
    assert short.run.clustering is desk.run.clustering


@pytest.mark.parametrize(("sentences", "writer"), [(0, "extractive"), (21, "extractive"), (6, "/etc/model")])
def test_what_is_not_offered_is_refused(handlers: Handlers, sentences: int, writer: str) -> None:
    desk = handlers.add_text(Desk(), TALKS)
    with pytest.raises(UsageError):
        list(handlers.summarise(desk, sentences, writer))


def test_nothing_to_summarise_says_so(handlers: Handlers) -> None:
    with pytest.raises(UsageError, match="add some first"):
        list(handlers.summarise(Desk(), 6, "extractive"))


def test_meetings_are_joined_and_parted_by_hand(handlers: Handlers) -> None:
    two = apart(handlers)
    assert [len(brief.sources) for brief in two.run.briefs] == [1, 1]
    one, other = desks.slugs(two)
    joined = last(handlers.join(two, one, other, 6, "extractive"))
    assert [len(brief.sources) for brief in joined.run.briefs] == [2]
    parted = last(handlers.move(joined, joined.articles[0].id, None, 6, "extractive"))
    assert sorted(brief.event.articles for brief in parted.run.briefs) == [("pasted text 1",), ("pasted text 2",)]
    assert [brief.event.id for brief in parted.run.briefs] == [brief.event.id for brief in two.run.briefs]
    moved = last(handlers.move(parted, "pasted text 1", desks.slug_with(parted, "pasted text 2"), 6, "extractive"))
    assert len(moved.run.briefs) == 1


def test_a_meeting_that_is_gone_is_named(handlers: Handlers) -> None:
    two = apart(handlers)
    with pytest.raises(UsageError):
        list(handlers.move(two, "pasted text 1", "no-such-meeting", 6, "extractive"))
    with pytest.raises(UsageError):
        list(handlers.join(two, desks.slugs(two)[0], desks.slugs(two)[0], 6, "extractive"))


def test_articles_added_later_leave_the_briefs_as_they_are(handlers: Handlers) -> None:
    desk = summarised(handlers, TALKS)
    more = handlers.add_text(desk, FLOOD)
    again = last(handlers.rewrite(more, None, 6, "extractive"))
    assert again.run.briefs == desk.run.briefs
    assert len(again.articles) == 2


def test_models_are_loaded_once_by_many_threads() -> None:
    loads = []

    def load(settings: Settings) -> Models:
        loads.append(settings.writer)
        return Models(embedder=FakeEmbedder())

    shared = SharedModels(load)
    threads = [threading.Thread(target=shared.get, args=(Settings(),)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert loads == [Settings().writer]
    assert shared.ready(Settings().writer)
    assert isinstance(shared.get(Settings()).embedder, OneAtATimeEmbedder)


# ------------------------------------------------------------------- HTML


def test_every_citation_leads_to_a_line_that_is_there(handlers: Handlers) -> None:
    brief = summarised(handlers, TALKS).run.briefs[0]
    page = brief_html(brief)
    lines = TALKS.split("\n")
    cited = re.findall(r'<button type="button" class="sm-cite" data-source="(\d+)" data-line="(\d+)"', page)
    assert cited
    for source, number in cited:
        assert source == "1"
        row = re.search(rf'<div class="sm-line[^>]*data-line="{number}".*?</div>', page, re.DOTALL)
        assert row
        text = html.unescape(re.sub(r"<button.*?</button>|<span class=\"sm-no\">.*?</span>|<[^>]+>", "", row[0]))
        assert text == lines[int(number) - 1]


def test_marks_hold_the_cited_words_and_no_others(handlers: Handlers) -> None:
    brief = summarised(handlers, TALKS).run.briefs[0]
    page = brief_html(brief)
    for number, claim in enumerate(brief.claims, 1):
        marks = re.findall(r'<mark data-claims="([\d ]+)"[^>]*>(.*?)</mark>', page)
        held = "".join(html.unescape(text) for claims, text in marks if str(number) in claims.split())
        assert held == "".join(c.quote for c in sorted(claim.citations, key=lambda one: one.start))


def test_text_of_articles_is_never_markup(handlers: Handlers) -> None:
    desk = summarised(handlers, HOSTILE)
    brief = desk.run.briefs[0]
    for page in (brief_html(brief), articles_html(desk.readings, desk.problems), status_html(HOSTILE)):
        # Every tag is one of ours: with tags and their quoted values taken out, no "<" is left.
        tags = re.findall(r"</?([a-z0-9]+)(?:\s+[a-z-]+(?:=\"[^\"<>]*\")?)*\s*>", page)
        assert not {"script", "img", "b", "a", "iframe"} & set(tags)
        assert "<" not in re.sub(r"</?[a-z0-9]+(?:\s+[a-z-]+(?:=\"[^\"<>]*\")?)*\s*>", "", page)
        assert not re.search(r"<[^>]*\son\w+=", re.sub(r'"[^"]*"', '""', page))
        assert "\u202e" not in page
    assert "&lt;script&gt;" in brief_html(brief)


def test_a_label_of_the_timeline_is_plain_text(handlers: Handlers) -> None:
    label = choice_label(summarised(handlers, HOSTILE).run.briefs[0])
    assert "\u202e" not in label
    assert label.count("\n") == 1


def test_copied_words_are_told_from_new_ones() -> None:
    reading = make_reading("a", ["Kerry met Lavrov in Moscow."])
    text = "Kerry spoke with Lavrov."
    quote = reading.article.text
    words = [("Kerry", 0, 0), ("spoke", 6, None), ("with", 12, None), ("Lavrov", 17, 10)]
    claim = Claim(
        text=text,
        origin=Origin.FUSED,
        score=1.0,
        support=None,
        citations=(Citation(article="a", line=1, line_end=1, start=0, end=len(quote), quote=quote),),
        words=tuple(
            Word(text=w, start=at, end=at + len(w), article="a" if there is not None else None, at=there)
            for w, at, there in words
        ),
        outlets=1,
        independent=1,
    )
    assert [(run.text, run.copied) for run in runs(claim)] == [
        ("Kerry ", True),
        ("spoke with ", False),
        ("Lavrov.", True),
    ]
    assert "".join(run.text for run in runs(claim)) == text
    page = brief_html(_brief([reading], [claim]))
    assert re.findall(r'data-words="1">(.*?)</mark>', page) == ["Kerry", "Lavrov"]
    assert 'class="sm-new"' in page


def _claimed(reading) -> Claim:
    text = reading.article.text
    cited = Citation(article=reading.article.id, line=1, line_end=1, start=0, end=len(text), quote=text)
    words = (Word(text=text, start=0, end=len(text), article=reading.article.id, at=0),)
    return Claim(
        text=text,
        origin=Origin.EXTRACTED,
        score=1.0,
        support=None,
        citations=(cited,),
        words=words,
        outlets=1,
        independent=1,
    )


def test_lines_that_tell_the_same_can_be_opened_from_the_sentence() -> None:
    one, other = make_reading("a.txt", ["The bridge opened."]), make_reading("b.txt", ["The bridge was opened."])
    claim = replace(_claimed(one), outlets=2, independent=2, corroboration=_claimed(other).citations)
    page = brief_html(_brief([one, other], [claim]))
    assert re.search(r'also told by</span>\s*<button[^>]*data-source="2" data-line="1"[^>]*>source 2, line 1<', page)


def test_an_opinion_piece_is_marked_beside_its_sentences_and_in_the_list() -> None:
    column = replace(make_reading("column.txt", ["The bridge is old."]), opinion=True)
    report = make_reading("report.txt", ["The bridge opened in 1912."])
    page = brief_html(_brief([report, column], [_claimed(report), _claimed(column)]))
    first, second = re.findall(r'<li class="sm-claim".*?</li>', page, re.DOTALL)
    assert ("from an opinion piece" in first, "from an opinion piece" in second) == (False, True)
    listed = articles_html([report, column], [])
    assert "<bdi>column.txt</bdi> · an opinion piece" in listed
    assert listed.count("an opinion piece") == 1


def test_a_long_title_is_cut_between_words() -> None:
    title = title_of(make_reading("a", ["The council of the northern city " * 5 + "met."]))
    assert re.fullmatch(r"(The council of the northern city ){3}The council …", title)
    assert len(title_of(make_reading("a", ["x" * 500]))) < 120


def _brief(readings: list, claims: list) -> Brief:
    return Brief(
        id="x",
        slug="undated-x",
        title=Title(text="A title", citations=()),
        event=make_event(readings),
        sources=tuple(readings),
        claims=tuple(claims),
        disagreements=(),
        rejected=(),
        problems=(),
        made_with=(("summarize", "0"),),
    )


# ----------------------------------------------------------------- taking


@pytest.mark.parametrize("kind", KINDS)
def test_files_are_those_of_the_command_line(kind: str, handlers: Handlers, tmp_path: Path) -> None:
    desk = summarised(handlers, TALKS)
    brief = desk.run.briefs[0]
    file = take(brief, desk.run, handlers.settings(), kind, tmp_path)
    if kind == "zip":
        with zipfile.ZipFile(file) as packed:
            assert f"briefs/{brief.slug}.md" in packed.namelist()
            assert packed.read("briefs/sources/pasted-text-1.txt").decode() == TALKS
            assert json.loads(packed.read(f"briefs/{brief.slug}.json")) == as_json(brief, desk.run)
    else:
        assert file.name.startswith(brief.slug)
        assert brief.claims[0].citations[0].quote[:20] in html.unescape(file.read_text("utf-8")).replace("\\", "")


def test_a_zip_is_the_same_bytes_each_time(handlers: Handlers, tmp_path: Path) -> None:
    desk = summarised(handlers, TALKS)
    one, two = tmp_path / "1", tmp_path / "2"
    one.mkdir()
    two.mkdir()
    files = [take(desk.run.briefs[0], desk.run, handlers.settings(), "zip", folder) for folder in (one, two)]
    assert files[0].read_bytes() == files[1].read_bytes()


def test_links_are_off_unless_turned_on(handlers: Handlers) -> None:
    with pytest.raises(UsageError, match="not turned it on"):
        handlers.add_links(Desk(), "http://news.example/")
