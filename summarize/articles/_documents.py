"""JSON documents to articles: one object, a list of objects, or one object a line.

Fields: ``text`` is required; ``title``, ``source`` (the outlet), ``url``, ``date`` (of publication) and ``id`` are
optional, others are ignored. A lone surrogate or a NUL in a string becomes U+FFFD and is told.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence

from summarize.articles._decode import is_blank, mac_line_ends, printable
from summarize.data import Article, Problem

Read = tuple[tuple[Article, ...], tuple[Problem, ...]]
_OPTIONAL = ("title", "source", "url", "date")


def documents_to_articles(documents: Sequence[object], path_prefix: str, encoding: str = "utf-8") -> Read:
    """Articles and problems of a list of documents.

    Args:
        documents: what was parsed from JSON; anything that is no document becomes a problem.
        path_prefix: the Nth document, counted from 1, has the path ``path_prefix#N``, and that as its id
            where it gives none.
        encoding: what the file they came from was decoded from.
    """
    return _collect([(f"{path_prefix}#{n}", document) for n, document in enumerate(documents, 1)], encoding)


def read_json(text: str, path: str, encoding: str) -> Read:
    """Articles of a JSON file: one object or a list; a file that is really JSON lines is read as such."""
    try:
        parsed = json.loads(text)
    except (ValueError, RecursionError) as error:
        if looks_like_json_lines(text):
            return read_json_lines(text, path, encoding)
        return (), (Problem(path=path, what=f"is no JSON: {_why(error)}; expected an object or a list of objects"),)
    if isinstance(parsed, list):
        if not parsed:
            return (), (Problem(path=path, what="is an empty JSON list; expected documents with a `text`"),)
        return documents_to_articles(parsed, path, encoding)
    return _collect([(path, parsed)], encoding)


def read_json_lines(text: str, path: str, encoding: str) -> Read:
    """Articles of a JSON-lines file; line N has the path "path:N". One JSON text over several lines is read as such."""
    lines = [(number, line) for number, line in enumerate(text.split("\n"), 1) if not is_blank(line)]
    if lines and not isinstance(_parsed(lines[0][1]), dict) and isinstance(_parsed(text), dict | list):
        return read_json(text, path, encoding)
    broken: dict[str, str] = {}

    def documents() -> Iterator[tuple[str, object]]:
        for number, line in lines:
            try:
                yield f"{path}:{number}", json.loads(line)
            except (ValueError, RecursionError) as error:
                broken[f"{path}:{number}"] = f"is no JSON: {_why(error)}; expected one object a line"
                yield f"{path}:{number}", None

    articles, problems = _collect(documents(), encoding)
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
        return f"{error.msg} at column {error.colno}" + (f" of line {error.lineno}" if error.lineno > 1 else "")
    return "it is nested too deeply" if isinstance(error, RecursionError) else str(error)


def _collect(documents: Iterator[tuple[str, object]] | list[tuple[str, object]], encoding: str) -> Read:
    articles: list[Article] = []
    problems: list[Problem] = []
    for path, document in documents:
        article, wrong = _article(document, path, encoding)
        problems += [Problem(path=path, what=what) for what in wrong]
        if article:
            articles.append(article)
    return tuple(articles), tuple(problems)


def _article(document: object, path: str, encoding: str) -> tuple[Article | None, list[str]]:
    if not isinstance(document, dict):
        return None, [f"is {_kind(document)}; expected an object with a `text`"]
    if "text" not in document:
        keys = ", ".join(printable(str(key)) for key in list(document)[:8]) or "none"
        return None, [f"has no `text` (its fields: {keys}); expected a string with the article"]
    given = document["text"]
    if not isinstance(given, str):
        return None, [f"has a `text` that is {_kind(given)}; expected a string with the article"]
    if is_blank(given):
        return None, ["has an empty `text`; expected a string with the article"]
    text = printable(mac_line_ends(given))
    wrong = [] if text == mac_line_ends(given) else ["has NUL or lone surrogates in its `text`; they became U+FFFD"]
    fields = {name: _field(document, name, wrong) for name in _OPTIONAL}
    return Article(
        id=_id(document, path, wrong),
        path=path,
        text=text,
        encoding=encoding,
        sha256=hashlib.sha256(text.encode("utf-8")).hexdigest(),
        title=fields["title"],
        outlet=fields["source"],
        url=web_address(fields["url"], wrong),
        published=fields["date"],
    ), wrong


def _field(document: dict[object, object], name: str, wrong: list[str]) -> str | None:
    value = document.get(name)
    if value is None:
        return None
    if not isinstance(value, str):
        wrong.append(f"has a `{name}` that is {_kind(value)}; expected a string, so it is ignored")
        return None
    return printable(value).strip() or None


def web_address(url: str | None, wrong: list[str]) -> str | None:
    """The address, where it is one a page may link to; no "javascript:" ever reaches a brief."""
    if url is None or url.lower().startswith(("http://", "https://")):
        return url
    wrong.append(f"has a `url` that is no web address: {url[:80]!r}; expected http:// or https://, so it is ignored")
    return None


def _id(document: dict[object, object], path: str, wrong: list[str]) -> str:
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
