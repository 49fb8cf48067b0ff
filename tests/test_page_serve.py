"""The page as it is served: headers, limits, and the named endpoints of its API."""

import json
import re
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from summarize.errors import ModelNotFound, UsageError
from summarize.page.options import PageOptions
from summarize.page.shared import SharedModels
from summarize.pipeline import Models
from summarize.settings import Settings
from tests.fakes import FakeEmbedder
from tests.page_texts import FLOOD, TALKS

ROOT = Path(__file__).parent.parent
SEEDS = ROOT / "seeds"


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


def test_a_port_that_is_taken_is_said_and_the_page_is_not_called_open() -> None:
    from summarize.page.server import serve

    told: list[str] = []
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        options = PageOptions(port=taken.getsockname()[1])
        with pytest.raises(UsageError, match="another program has the port"):
            serve(options, opened=lambda: told.append("open"))
    assert told == []


def test_a_writer_that_is_not_there_is_said_before_the_page_opens() -> None:
    from summarize.page.server import serve

    with pytest.raises(ModelNotFound, match="nosuchwriter"):
        serve(PageOptions(writers=("fusion", "nosuchwriter")))


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
