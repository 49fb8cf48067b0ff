"""JSON documents to articles: one object, a list of objects, or one object a line.

Fields: ``text`` is required; ``title``, ``source`` (the outlet), ``url``, ``date`` (of publication) and ``id`` are
optional, others are ignored. Other names that mean the same, and objects that wrap one article or a list of them, are
read too (``_fields``); of a text that is HTML the article is taken out as of a page. A lone surrogate or a NUL in a
string becomes U+FFFD and is told.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from summarize.articles._decode import Refused, is_blank, mac_line_ends, printable, whole_words
from summarize.articles._fields import Document, field_of, opened, teaser_of, text_of
from summarize.articles._html import HtmlReader, is_html
from summarize.data import Article, Problem
from summarize.settings import ReadSettings

Read = tuple[tuple[Article, ...], tuple[Problem, ...]]
_MARKUP = re.compile(r"</(?:p|div|li|h[1-6])>|<br\s{0,3}/?>", re.IGNORECASE)
_CUT_OFF = re.compile(r"\s{0,3}\[\+\d{1,7} chars\]\s{0,9}$")  # how an interface for news marks where it stopped
_EXPECTED = "expected a string with the article (also in `body`, `content`, `articleBody` and the like)"


@dataclass(frozen=True, slots=True)
class Origin:
    """What the documents of a file have in common."""

    encoding: str  # what the file was decoded from
    pages: HtmlReader


def documents_to_articles(
    documents: Sequence[object], path_prefix: str, encoding: str = "utf-8", settings: ReadSettings | None = None
) -> Read:
    """Articles and problems of a list of documents.

    Args:
        documents: what was parsed from JSON; anything that is no document becomes a problem.
        path_prefix: the Nth document, counted from 1, has the path ``path_prefix#N``, and that as its id
            where it gives none.
        encoding: what the file they came from was decoded from.
        settings: limits on texts that are HTML; the defaults where none are given.
    """
    limits = settings or ReadSettings()
    with HtmlReader(limits.html_seconds, limits.html_memory_mb) as pages:
        return collect(_numbered(documents, path_prefix), Origin(encoding, pages))


def _numbered(documents: Iterable[object], path: str) -> Iterator[tuple[str, object]]:
    return ((f"{path}#{n}", document) for n, document in enumerate(documents, 1))


def read_json(text: str, path: str, origin: Origin) -> Read:
    """Articles of a JSON file: one object or a list; a file that is really JSON lines is read as such."""
    try:
        parsed = json.loads(text)
    except (ValueError, RecursionError) as error:
        if looks_like_json_lines(text):
            return read_json_lines(text, path, origin)
        return (), (Problem(path=path, what=f"is no JSON: {_why(error)}; expected an object or a list of objects"),)
    if isinstance(parsed, list):
        if not parsed:
            return (), (Problem(path=path, what="is an empty JSON list; expected documents with a `text`"),)
        return collect(_numbered(parsed, path), origin)
    return collect([(path, parsed)], origin)


def read_json_lines(text: str, path: str, origin: Origin) -> Read:
    """Articles of a JSON-lines file; line N has the path "path:N". One JSON text over several lines is read as such."""
    lines = [(number, line) for number, line in enumerate(text.split("\n"), 1) if not is_blank(line)]
    if lines and not isinstance(_parsed(lines[0][1]), dict) and isinstance(_parsed(text), dict | list):
        return read_json(text, path, origin)
    broken: dict[str, str] = {}

    def documents() -> Iterator[tuple[str, object]]:
        for number, line in lines:
            try:
                yield f"{path}:{number}", json.loads(line)
            except (ValueError, RecursionError) as error:
                broken[f"{path}:{number}"] = f"is no JSON: {_why(error)}; expected one object a line"
                yield f"{path}:{number}", None

    articles, problems = collect(documents(), origin)
    return articles, tuple(Problem(path=p.path, what=broken[p.path]) if p.path in broken else p for p in problems)


def looks_like_json_lines(text: str) -> bool:
    """Whether at least half of the lines that are not blank hold a JSON object each (the rest being broken ones)."""
    lines = [line for line in text.split("\n") if not is_blank(line)]
    if not lines or not any(line.lstrip().startswith("{") for line in lines[:2]):
        return False
    return 2 * sum(isinstance(_parsed(line), dict) for line in lines) >= len(lines)


def looks_like_json(text: str) -> bool:
    """Whether a whole text is a JSON object or a list of objects."""
    if not text.lstrip("\ufeff \t\r\n").startswith(("{", "[")):
        return False
    parsed = _parsed(text)
    return isinstance(parsed, dict) or (isinstance(parsed, list) and bool(parsed) and isinstance(parsed[0], dict))


def _parsed(text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _why(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        said = error.msg.removesuffix(" at")  # "Unterminated string starting at"
        return f"{said} at column {error.colno}" + (f" of line {error.lineno}" if error.lineno > 1 else "")
    # The parser's only other refusal is of a number of over 4,300 digits.
    return "it is nested too deeply" if isinstance(error, RecursionError) else "it holds a number of too many digits"


def collect(documents: Iterable[tuple[str, object]], origin: Origin) -> Read:
    """Articles and problems of documents, each with its path."""
    articles: list[Article] = []
    problems: list[Problem] = []
    for path, found in documents:
        document = opened(found) if isinstance(found, dict) else found
        if isinstance(found, dict) and isinstance(document, list):
            inner, wrong = collect(_numbered(document, path), origin)
            articles += inner
            problems += wrong
            continue
        article, told = _article(document, path, origin)
        problems += [Problem(path=path, what=what) for what in told]
        if article:
            articles.append(article)
    return tuple(articles), tuple(problems)


def _article(document: object, path: str, origin: Origin) -> tuple[Article | None, list[str]]:
    if isinstance(document, tuple):
        names = ", ".join(f"`{printable(str(name))}`" for name in document[:8])
        return None, [f"holds articles in several fields ({names}); give those of one field as a file of their own"]
    if not isinstance(document, dict):
        return None, [f"is {_kind(document)}; expected an object with a `text`"]
    wrong: list[str] = []
    given = _text(document, wrong, origin)
    if given is None:
        return None, wrong
    text, mended = whole_words(printable(given))
    if mended:
        wrong.append(f"has {mended} invisible characters or loose accents inside words; the words were made whole")
    if printable(given) != given:
        wrong.append("has NUL or lone surrogates in its text; they became U+FFFD")
    return Article(
        id=_id(document, path, wrong),
        path=path,
        text=text,
        encoding=origin.encoding,
        sha256=hashlib.sha256(text.encode("utf-8")).hexdigest(),
        title=_field(document, "title", wrong),
        outlet=_field(document, "source", wrong),
        url=web_address(_field(document, "url", wrong), wrong),
        published=_field(document, "date", wrong),
    ), wrong


def _text(document: Document, wrong: list[str], origin: Origin) -> str | None:
    """The article of a document; None where it has none, which is told."""
    found = text_of(document)
    if not found and (found := teaser_of(document)):
        wrong.append(f"has no `text`, only a `{printable(found[0])}`; that is read, and may be no whole article")
    if not found:
        wrong.append(_without_text(document))
        return None
    name, text = printable(found[0]), mac_line_ends(found[1])
    whole = _CUT_OFF.sub("", text)
    if whole != text:
        wrong.append(f"has a `{name}` that was cut off where it was fetched; only its start is read")
    if not _MARKUP.search(whole) and not is_html(whole, named_so=False):
        return whole
    try:
        return whole_words(origin.pages.piece(whole))[0]
    except Refused as reason:
        wrong.append(f"has a `{name}` in HTML, which {reason}")
        return None


def _without_text(document: Document) -> str:
    if "text" not in document:
        keys = ", ".join(printable(str(key)) for key in list(document)[:8]) or "none"
        return f"has no `text` (its fields: {keys}); {_EXPECTED}"
    if isinstance(document["text"], str):
        return f"has an empty `text`; {_EXPECTED}"
    return f"has a `text` that is {_kind(document['text'])}; {_EXPECTED}"


def _field(document: Document, name: str, wrong: list[str]) -> str | None:
    value, unread = field_of(document, name)
    if unread:
        wrong.append(f"has a `{printable(unread[0])}` that is {_kind(unread[1])}; expected a string, so it is ignored")
    return printable(value).strip() or None if value else None


def web_address(url: str | None, wrong: list[str]) -> str | None:
    """The address, where it is one a page may link to; no "javascript:" ever reaches a brief."""
    if url is None or url.lower().startswith(("http://", "https://")):
        return url
    wrong.append(f"has a `url` that is no web address: {url[:80]!r}; expected http:// or https://, so it is ignored")
    return None


def _id(document: Document, path: str, wrong: list[str]) -> str:
    value = document.get("id")
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if value is not None and (not isinstance(value, str) or is_blank(value)):
        wrong.append(f"has an `id` that is {_kind(value)}; expected a string or a whole number, so its path is its id")
        return path
    return printable(value).strip() if isinstance(value, str) else path


def _kind(value: object) -> str:
    """What a JSON value is, in JSON's words."""
    if isinstance(value, bool) or value is None:
        return {True: "true", False: "false", None: "null"}[value]
    if isinstance(value, str):
        return "a string" if value.strip() else "an empty string"
    return {int: "a number", float: "a number", list: "a list", dict: "an object"}.get(type(value), "no JSON value")
