"""HTML pages: telling them from plain text, and the process that takes articles out of them and out of feeds."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO

from summarize.articles._decode import Refused, is_blank, printable
from summarize.articles._html_nesting import level

_START_SECONDS = 120.0  # the library loads in half a second; this only keeps a broken installation from hanging
_DOCUMENT = re.compile(  # atomic: hundreds of comments before no page must not be tried in all their combinations
    r"\A(?>\s+|\ufeff|<!--.{0,5000}?-->|<\?xml.{0,200}?\?>)*+<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_TAG = re.compile(
    r"</?(?:p|div|br|a|span|article|section|main|h[1-6]|ul|li|table|tr|td|b|i|em|strong|title|meta|script|img|blockquote)"
    r"(?:\s[^<>]{0,2000})?/?>",
    re.IGNORECASE,
)
_HEAD = 20_000  # characters looked at
_FRAGMENT_TAGS = 6  # tags, over which a text that begins with one is a piece of a page


def is_html(text: str, named_so: bool) -> bool:
    """Whether a text is an HTML page or a piece of one.

    Args:
        text: the decoded file.
        named_so: whether its name ends in .html or the like; then one known tag is enough.
    """
    head = text[:_HEAD]
    if _DOCUMENT.match(head):
        return True
    if named_so:
        return bool(_TAG.search(text))
    return bool(_TAG.match(head.lstrip())) and len(_TAG.findall(head)) >= _FRAGMENT_TAGS


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The article of a page."""

    text: str
    title: str | None
    outlet: str | None
    url: str | None
    published: str | None


class HtmlReader:
    """A process that takes articles out of pages; started with the first page, ended on leaving ``with``.

    A page over its time or memory costs that process, and the next page gets a new one.
    """

    def __init__(self, seconds: float, memory_mb: float) -> None:
        self._seconds = seconds
        self._memory_mb = memory_mb
        self._process: subprocess.Popen[bytes] | None = None
        self._broken: str | None = None

    def __enter__(self) -> HtmlReader:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._end()

    def piece(self, html: str) -> str:
        """The text of a piece of HTML that holds an article and nothing else; of a whole page its article.

        Raises:
            Refused: it holds none, or took too long or too much memory.
        """
        is_page = bool(_DOCUMENT.match(html[:_HEAD]))
        whole = printable(level(html))
        return self._page({"html": whole} if is_page else {"piece": whole}).text

    def page(self, html: str) -> Page:
        """The article of a page.

        Raises:
            Refused: it holds none, or took too long or too much memory.
        """
        return self._page({"html": printable(level(_whole(html)))})

    def feed(self, xml: str) -> list[dict[str, str]]:
        """The entries of an RSS or Atom feed as documents, with a ``text`` where they carry one.

        Raises:
            Refused: It took too long or too much memory.
        """
        entries: list[dict[str, str]] = json.loads(self._answer({"feed": printable(xml)}).get("entries") or "[]")
        return entries

    def xml(self, xml: str) -> tuple[str, list[dict[str, str]]]:
        """The name of the root of other XML, and the articles in it as documents.

        Raises:
            Refused: It took too long or too much memory.
        """
        reply = self._answer({"xml": printable(xml)})
        documents: list[dict[str, str]] = json.loads(reply.get("documents") or "[]")
        return reply.get("root") or "", documents

    def _answer(self, request: dict[str, str]) -> dict[str, str | None]:
        reply = self._ask(request)
        if "error" in reply:
            raise Refused(f"is a page the HTML reader failed on ({reply['error']}); give its text as a .txt file")
        return reply

    def _page(self, request: dict[str, str]) -> Page:
        reply = self._answer(request)
        text = printable(reply.get("text") or "")
        if is_blank(text):
            raise Refused("is a page in which no article was found; give its text as a .txt file")
        url = reply.get("url")
        return Page(
            text=text,
            title=_line(reply.get("title")),
            outlet=_line(reply.get("outlet")),
            url=printable(url) if url and url.lower().startswith(("http://", "https://")) else None,
            published=_line(reply.get("published")),
        )

    def _ask(self, request: dict[str, str]) -> dict[str, str | None]:
        process = self._running()
        reply, late = _exchange(process, request, self._seconds)
        if reply is not None:
            return reply
        self._end()
        if late:
            raise Refused(
                f"is a page that took over html_seconds = {self._seconds:g}; give its text as a .txt file or raise that"
            )
        raise Refused(
            f"is a page that broke the HTML reader off (exit {process.returncode}; "
            f"html_memory_mb is {self._memory_mb:g}); give its text as a .txt file"
        )

    def _running(self) -> subprocess.Popen[bytes]:
        if self._broken:
            raise Refused(self._broken)
        if self._process is None or self._process.poll() is not None:
            self._end()
            self._process = self._start()
            reply, _ = _exchange(self._process, None, _START_SECONDS)
            if not reply or "ready" not in reply:
                why = (reply or {}).get("broken") or "it did not start"
                self._end()
                self._broken = f"is a page, and the HTML reader cannot be used ({why}); install trafilatura anew"
                raise Refused(self._broken)
        return self._process

    def _start(self) -> subprocess.Popen[bytes]:
        # a file, not `-m`: the package need not be installed, and -P keeps its neighbours from shadowing libraries
        command = [sys.executable, "-P", str(Path(__file__).with_name("_html_worker.py"))]
        return subprocess.Popen(
            [*command, str(self._seconds), str(self._memory_mb)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "PYTHONHASHSEED": "0"},
        )

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout):
            if stream:
                _close(stream)


def _close(stream: IO[bytes]) -> None:
    try:
        stream.close()
    except OSError:
        return  # a pipe whose other end is gone; there is nothing left to lose


def _exchange(
    process: subprocess.Popen[bytes], request: dict[str, str] | None, seconds: float
) -> tuple[dict[str, str | None] | None, bool]:
    """The reply (None where the process ended before it) and whether time ran out."""
    late = threading.Event()

    def stop() -> None:
        late.set()
        process.kill()

    timer = threading.Timer(seconds, stop)
    timer.daemon = True
    timer.start()
    try:
        if request is not None:
            _write(process, json.dumps(request).encode("utf-8"))
        return _read(process), late.is_set()
    except OSError:
        return None, late.is_set()
    finally:
        timer.cancel()
        if late.is_set():
            process.wait()


def _write(process: subprocess.Popen[bytes], data: bytes) -> None:
    if process.stdin:
        process.stdin.write(len(data).to_bytes(8, "big") + data)
        process.stdin.flush()


def _read(process: subprocess.Popen[bytes]) -> dict[str, str | None] | None:
    if not process.stdout:
        return None
    head = process.stdout.read(8)
    size = int.from_bytes(head, "big")
    data = process.stdout.read(size) if len(head) == 8 else b""
    if len(head) < 8 or len(data) < size:
        process.wait()
        return None
    reply: dict[str, str | None] = json.loads(data)
    return reply


def _whole(html: str) -> str:
    """A piece of a page as a whole page: the library refuses a single block."""
    return html if _DOCUMENT.match(html[:_HEAD]) else f"<html><body><div>{html}</div></body></html>"


def _line(text: str | None) -> str | None:
    return " ".join(printable(text).split()) or None if text else None
