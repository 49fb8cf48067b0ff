"""What the page may fetch from the network, and what it may not."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from summarize.page import fetch as fetching
from summarize.page.desk import Desk
from summarize.page.fetch import NotFetched, fetch, is_public
from summarize.page.handlers import Handlers
from summarize.page.options import FetchOptions, PageOptions
from summarize.page.shared import SharedModels


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


def test_a_link_that_fails_is_a_problem() -> None:
    handlers = Handlers(PageOptions(links=True), SharedModels())
    desk = handlers.add_links(Desk(), "file:///etc/passwd")
    assert desk.problems[0].path == "file:///etc/passwd"
    assert "only http" in desk.problems[0].what
