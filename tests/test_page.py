"""The page without a browser: what its handlers do, what its HTML holds, what may be fetched, what is served."""

import html
import json
import re
import socket
import subprocess
import sys
import threading
import zipfile
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from summarize.data import Brief, Citation, Claim, Origin, Title, Word
from summarize.errors import UsageError
from summarize.page import desk as desks
from summarize.page import fetch as fetching
from summarize.page.desk import Desk
from summarize.page.fetch import NotFetched, fetch, is_public
from summarize.page.handlers import Handlers
from summarize.page.inputs import Item, read_items, read_pasted, read_uploads
from summarize.page.options import FetchOptions, PageOptions
from summarize.page.shared import OneAtATimeEmbedder, SharedModels
from summarize.page.take import KINDS, as_json, take
from summarize.page.view import articles_html, brief_html, choice_label, runs, status_html
from summarize.pipeline import Models
from summarize.settings import Settings
from tests.fakes import FakeEmbedder
from tests.readings import make_event, make_reading

ROOT = Path(__file__).parent.parent
SEEDS = ROOT / "seeds"
TALKS = """Ministers agree on ferry line
OSLO, 3 May 2021 - Norway's Foreign Minister Ine Soreide met Danish Foreign Minister Jeppe Kofod in Oslo on Monday.
They agreed to open a ferry line between the two countries in 2023, the ministry said.
The line will cost 40 million euros and carry 900 passengers a day, Soreide told reporters."""
FLOOD = """Flood closes bridge
LISBON, 9 October 2019 - Heavy rain closed two bridges in Lisbon on Wednesday, the city's fire service said.
The fire service said 14 people were brought to safety from their cars.
Trains to Porto were late by up to three hours, the railway company said."""
HOSTILE = """<script>window.hacked = 1</script> talks <img src=x onerror="window.hacked = 2">
VIENNA, 4 June 2020 - The <b onmouseover="window.hacked = 3">ministers</b> met in Vienna on Thursday, officials said.
The envoy said [click](javascript:window.hacked=4) and ![x](http://192.0.2.1/x.png) would cost 12 million euros.
The text \u202etxt.exe\u202c was sent to 15 offices by ${window.hacked = 5} and {{constructor}}, the office said."""


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


# --------------------------------------------------------------- fetching


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("8.8.8.8", True),
        ("2606:4700::1111", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("169.254.169.254", False),
        ("192.168.0.1", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("240.0.0.1", False),
        ("::1", False),
        ("::", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:8.8.8.8", True),
        ("64:ff9b::7f00:1", False),
        ("2002:7f00:1::", False),
        ("::127.0.0.1", False),
        ("nonsense", False),
    ],
)
def test_public_addresses(address: str, expected: bool) -> None:
    assert is_public(address) is expected


@pytest.mark.parametrize(
    "url",
    [
        "ftp://example.org/a",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "http://",
        "http://user:word@example.org/",
        "http://example.org:22/",
        "http://example.org:port/",
        "http://exa mple.org/",
        "//example.org/",
        "http://[::1/",
        "http://example.org/" + "a" * 3000,
    ],
)
def test_links_that_are_not_fetched(url: str) -> None:
    def never(host: str, port: int) -> list[str]:
        raise AssertionError("was looked up")

    with pytest.raises(NotFetched):
        fetch(url, FetchOptions(), resolve=never)


@pytest.mark.parametrize("answers", [["127.0.0.1"], ["8.8.8.8", "10.0.0.1"], []])
def test_one_private_address_is_enough_to_refuse(answers: list[str]) -> None:
    with pytest.raises(NotFetched, match="not public"):
        fetch("http://news.example/", FetchOptions(), resolve=lambda host, port: answers)


class _Site(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path == "/away":
            self.send_response(302)
            self.send_header("Location", "http://inside.example/secret")
            self.end_headers()
        elif self.path == "/round":
            self.send_response(302)
            self.send_header("Location", "/round")
            self.end_headers()
        elif self.path == "/drip":
            self._start("text/html")
            while not self.server.stopping.wait(0.05):  # type: ignore[attr-defined]
                self.wfile.write(b"x")
        elif self.path == "/large":
            self._start("text/html")
            self.wfile.write(b"x" * 3_000_000)
        elif self.path == "/picture":
            self._start("image/png")
        else:
            self._start("text/html; charset=utf-8")
            self.wfile.write(f"<html><body><p>{self.headers['Host']}</p></body></html>".encode())

    def _start(self, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.end_headers()

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch):
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Site)
    server.daemon_threads = True
    server.stopping = threading.Event()  # type: ignore[attr-defined]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    monkeypatch.setitem(fetching._PORTS, "http", server.server_port)
    yield lambda host, port: {"news.example": ["127.0.0.1"], "inside.example": ["127.0.0.2"]}[host]
    server.stopping.set()  # type: ignore[attr-defined]
    server.shutdown()
    server.server_close()


def _outside(address: str) -> bool:
    return address == "127.0.0.1"  # the test's own server stands for the public network


def test_a_page_is_fetched_by_the_checked_address_under_its_own_name(site) -> None:
    page = fetch("http://news.example/a?b=c", FetchOptions(), site, _outside)
    assert b"<p>news.example</p>" in page.data
    assert page.ending == ".html"


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("/away", "not public"),
        ("/round", "sent on more than"),
        ("/drip", "longer than|too long"),
        ("/large", "larger than"),
        ("/picture", "no article"),
    ],
)
def test_what_a_site_may_not_do(site, path: str, says: str) -> None:
    with pytest.raises(NotFetched, match=says):
        fetch(f"http://news.example{path}", FetchOptions(max_mb=1.0, seconds=1.5), site, _outside)


def test_links_are_off_unless_turned_on(handlers: Handlers) -> None:
    with pytest.raises(UsageError, match="not turned it on"):
        handlers.add_links(Desk(), "http://news.example/")


def test_a_link_that_fails_is_a_problem() -> None:
    handlers = Handlers(PageOptions(links=True), SharedModels())
    desk = handlers.add_links(Desk(), "file:///etc/passwd")
    assert desk.problems[0].path == "file:///etc/passwd"
    assert "only http" in desk.problems[0].what


# ---------------------------------------------------------------- serving


@pytest.fixture(scope="module")
def address():
    from summarize.page.app import build
    from summarize.page.server import serve

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = PageOptions(port=port, max_file_mb=0.5, upload_seconds=5)
    demo = build(options, SharedModels(lambda settings: Models(embedder=FakeEmbedder())))
    serve(options, demo, wait=False)
    yield f"http://127.0.0.1:{port}"
    demo.close()


def test_health_and_headers(address: str) -> None:
    import httpx

    answer = httpx.get(f"{address}/health")
    assert answer.json()["status"] == "ok"
    assert answer.headers["x-content-type-options"] == "nosniff"
    page = httpx.get(address)
    policy = page.headers["content-security-policy"]
    nonce = re.search(r"'nonce-([\w-]+)'", policy)
    assert nonce
    assert "script-src 'self' 'nonce-" in policy
    assert "'unsafe-inline'" not in policy.partition("script-src")[2].partition(";")[0]
    assert page.text.count("<script") == page.text.count(f'<script nonce="{nonce[1]}"')
    assert httpx.get(address).headers["content-security-policy"] != policy


def test_the_page_names_no_other_host_to_load_from(address: str) -> None:
    import httpx

    page = httpx.get(address).text
    assert not re.findall(r'(?:src|href)="https?://', page)
    assert "fonts.googleapis" not in page


def test_an_upload_is_gone_after_a_while(address: str) -> None:
    import httpx

    answer = httpx.post(f"{address}/gradio_api/upload", files={"files": ("a.txt", TALKS.encode())})
    file = Path(answer.json()[0])
    assert file.read_text() == TALKS
    for _ in range(300):
        if not file.exists():
            return
        threading.Event().wait(0.1)
    pytest.fail("the upload is still there")


def test_too_large_requests_are_refused(address: str) -> None:
    import httpx

    body = b"x" * 2_000_000
    assert httpx.post(f"{address}/gradio_api/queue/join", content=body).status_code == 413
    upload = httpx.post(f"{address}/gradio_api/upload", files={"files": ("a.txt", b"x" * 700_000)})
    assert upload.status_code == 413


def test_the_api_gives_what_the_command_line_gives(address: str, tmp_path: Path) -> None:
    from gradio_client import Client, handle_file

    client = Client(address, verbose=False)
    files = [handle_file(str(file)) for file in sorted(SEEDS.glob("00[01]*.txt"))]
    client.predict(files, api_name="/add_files")
    client.predict(api_name="/summarise")
    briefs = json.loads(client.predict(api_name="/briefs"))

    other = Client(address, verbose=False)
    assert other.predict(api_name="/briefs") == "[]"  # another person's desk is empty

    from summarize.pipeline import make_briefs
    from summarize.scale.folder import write_folder

    run = make_briefs([str(SEEDS / "000*"), str(SEEDS / "001*")], Settings(), Models(embedder=FakeEmbedder()))
    write_folder(run, Settings(), tmp_path)
    written = [json.loads((tmp_path / f"{brief.slug}.json").read_text("utf-8")) for brief in run.briefs]
    text = json.dumps(written, ensure_ascii=False).replace(f"{SEEDS}/", "")
    assert json.loads(text) == briefs


def test_every_action_has_a_name(address: str) -> None:
    from gradio_client import Client

    names = set(Client(address, verbose=False).view_api(return_format="dict")["named_endpoints"])
    assert names >= {
        *("/add_files", "/add_text", "/add_links", "/add_samples", "/remove", "/start_over", "/summarise", "/stop"),
        *("/show", "/rewrite", "/move", "/join", "/take", "/briefs"),
    }


def test_an_error_over_the_api_says_what_to_do(address: str) -> None:
    from gradio_client import Client
    from gradio_client.exceptions import AppError

    with pytest.raises(AppError, match="add some first"):
        Client(address, verbose=False).predict(api_name="/summarise")


def test_a_file_is_taken_along_over_the_api(address: str) -> None:
    from gradio_client import Client

    client = Client(address, verbose=False)
    client.predict(TALKS, api_name="/add_text")
    client.predict(api_name="/summarise")
    slug = json.loads(client.predict(api_name="/briefs"))[0]["slug"]
    file = Path(client.predict(slug, kind="Markdown", api_name="/take"))
    assert file.name == f"{slug}.md"
    assert file.read_text("utf-8").startswith("# ")


def test_meetings_are_regrouped_over_the_api(address: str) -> None:
    from gradio_client import Client

    client = Client(address, verbose=False)
    client.predict(f"{TALKS}\n---\n{FLOOD}", api_name="/add_text")
    client.predict(api_name="/summarise")

    def groups() -> dict[str, list[str]]:
        briefs = json.loads(client.predict(api_name="/briefs"))
        return {brief["slug"]: sorted(source["id"] for source in brief["sources"]) for brief in briefs}

    if len(groups()) == 1:
        client.predict("pasted text 2", "", api_name="/move")
    assert sorted(groups().values()) == [["pasted text 1"], ["pasted text 2"]]
    client.predict(*groups(), api_name="/join")
    assert list(groups().values()) == [["pasted text 1", "pasted text 2"]]
    client.predict("pasted text 1", "", api_name="/move")
    assert sorted(groups().values()) == [["pasted text 1"], ["pasted text 2"]]
    client.predict(None, 1, api_name="/rewrite")
    assert all(len(brief["claims"]) == 1 for brief in json.loads(client.predict(api_name="/briefs")))
    client.predict(api_name="/start_over")
    assert groups() == {}


def test_importing_the_page_loads_no_model() -> None:
    heavy = ["torch", "transformers", "nltk", "sklearn", "trafilatura"]
    code = f"import app, sys; print([m for m in {heavy!r} if m in sys.modules], type(app.demo).__name__)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "[] Blocks"


def test_gradio_is_imported_without_writing_its_stubs() -> None:
    """In a process of its own, because this one may have imported gradio before the page did."""
    asked = (
        "import sys, summarize.page.app, gradio.component_meta as made\n"
        "print(made.create_or_modify_pyi.__module__, *[type(f).__module__ for f in sys.meta_path])"
    )
    told = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True).stdout.split()
    assert told[0] == "summarize.page.quick"
    assert "summarize.page.quick" not in told[1:], "the finder is gone after the import"
