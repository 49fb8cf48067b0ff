"""From paths to articles: the only door of files, of encodings, of HTML and of XML.

What is what: a page is read as HTML and JSON as documents (``_documents``) whatever the file's name, plain text as text
even where it is called .html; of web archives and e-mails the page or text in them is read (``_messages``), of feeds
the entries that carry an article (``_feeds``), of other XML the articles (``_xml``); .md shows its text without marks
(``_markdown``); everything else is one article a file. .gz, .xz and .bz2 are unpacked.

``Article.path`` is the path as named; "feed.jsonl:12" for line 12 of a JSON-lines file; "feed.json#3" for the third
object of a list, "feed.xml#3" for the third entry of a feed. Without an ``id`` of its own an article's id is its path.
"""

from __future__ import annotations

import hashlib
import sys
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import BinaryIO

from summarize.articles._decode import Decoded, Refused, decode, is_blank, printable, whole_words
from summarize.articles._documents import (
    Origin,
    documents_to_articles,
    looks_like_json,
    looks_like_json_lines,
    read_json,
    read_json_lines,
)
from summarize.articles._feeds import is_feed, read_feed
from summarize.articles._fields import field_of
from summarize.articles._files import STDIN, Found, find_files, plain_name, read_bytes
from summarize.articles._html import HtmlReader, is_html
from summarize.articles._markdown import show
from summarize.articles._messages import is_message, open_message
from summarize.articles._xml import is_xml, read_xml
from summarize.data import Article, Problem
from summarize.errors import NothingToRead
from summarize.settings import ReadSettings

__all__ = ["documents_to_articles", "printable", "read"]

_HTML = (".html", ".htm", ".xhtml", ".shtml")
_XML = (".xml", ".nitf", ".newsml", ".sgml", ".sgm")
_MARKDOWN = (".md", ".markdown", ".mdown", ".mkd")
_JSON_LINES = (".jsonl", ".ndjson", ".jl")
_SHOWN_PROBLEMS = 10

Read = tuple[tuple[Article, ...], tuple[Problem, ...]]


def read(paths: Sequence[str], settings: ReadSettings, stdin: BinaryIO | None = None) -> Read:
    """Every article that was found, in the order named, and a problem for everything else.

    Args:
        paths: files, folders (all that is in them, in the order of names), patterns, "-" for standard input.
        settings: the limits.
        stdin: what "-" reads; the process's own unless given.

    Returns:
        Articles with ids unique among them, and problems.

    Raises:
        NothingToRead: there was no article at all; the message holds the problems.
    """
    articles: list[Article] = []
    problems: list[Problem] = []
    with HtmlReader(settings.html_seconds, settings.html_memory_mb) as pages:
        for item in find_files([paths] if isinstance(paths, str) else paths):
            if isinstance(item, Problem):
                problems.append(item)
                continue
            try:
                data = read_bytes(item, settings.max_file_mb, stdin or sys.stdin.buffer if item.file == STDIN else None)
                found, wrong = _of_length(_articles_in(data, item, pages), settings.max_article_chars)
                articles += found
                problems += wrong
            except Refused as reason:
                problems.append(Problem(path=item.path, what=str(reason)))
    unique, renamed = _unique_ids(articles)
    problems += renamed
    if not unique:
        raise NothingToRead(_nothing(problems))
    return unique, tuple(problems)


def _articles_in(data: bytes, found: Found, pages: HtmlReader) -> Read:
    if not data:
        raise Refused("is empty; expected an article")
    if is_message(data):
        return _with_whole_words((_from_message(data, found.path, pages),), ())
    decoded = decode(data)
    if is_blank(decoded.text):
        raise Refused("holds nothing but white space; expected an article")
    articles, problems = _by_kind(data, decoded, found.path, pages)
    if decoded.note:
        problems = (Problem(path=found.path, what=decoded.note), *problems)
    return _with_whole_words(articles, problems)


def _of_length(read_so_far: Read, max_chars: int) -> Read:
    """The articles that are no longer than any article is, and a problem for each of the others."""
    articles, problems = read_so_far
    long = [
        Problem(
            path=article.path,
            what=f"is one article of {len(article.text):,} characters, and max_article_chars is {max_chars:,}, "
            "far more than any news article has; give each article a file or a line of its own",
        )
        for article in articles
        if len(article.text) > max_chars
    ]
    return tuple(article for article in articles if len(article.text) <= max_chars), (*problems, *long)


def _with_whole_words(articles: Sequence[Article], problems: tuple[Problem, ...]) -> Read:
    """The articles with their words whole, which is told of each whose text was the file's own."""
    whole = []
    for article in articles:
        text, mended = whole_words(article.text)
        whole.append(replace(article, text=text) if mended else article)
        if mended:
            what = f"holds {mended} invisible characters or loose accents inside words; the words were made whole"
            problems = (*problems, Problem(path=article.path, what=what))
    return tuple(whole), problems


def _by_kind(data: bytes, decoded: Decoded, path: str, pages: HtmlReader) -> Read:
    name = plain_name(path)
    text, origin = decoded.text, Origin(decoded.encoding, pages)
    if name.endswith(".json"):
        return read_json(text, path, origin)
    if name.endswith(_JSON_LINES) or looks_like_json_lines(text):
        return read_json_lines(text, path, origin)
    if looks_like_json(text):
        return read_json(text, path, origin)
    return _by_markup(_plain(data, decoded, path), name, origin)


def _by_markup(article: Article, name: str, origin: Origin) -> Read:
    """The articles of a file that is no JSON, given as one whose text so far holds all its marks."""
    text, path = article.text, article.path
    if is_feed(text):
        return read_feed(text, path, origin)
    if is_html(text, named_so=name.endswith(_HTML)):
        return (_of_page(article, origin.pages),), ()
    if is_xml(text, named_so=name.endswith(_XML)):
        return read_xml(text, path, origin)
    return (_of_markdown(article) if name.endswith(_MARKDOWN) else article,), ()


def _plain(data: bytes, decoded: Decoded, path: str) -> Article:
    digest = hashlib.sha256(data).hexdigest()
    return Article(id=path, path=path, text=decoded.text, encoding=decoded.encoding, sha256=digest)


def _of_page(article: Article, pages: HtmlReader) -> Article:
    """The article whose text so far is a page."""
    page = pages.page(article.text)
    return replace(
        article,
        text=whole_words(page.text)[0],
        title=page.title,
        outlet=page.outlet,
        url=page.url,
        published=page.published,
    )


def _of_markdown(article: Article) -> Article:
    """The article whose text so far holds the marks of Markdown."""
    shown = show(article.text)
    if is_blank(shown.text):
        raise Refused("shows nothing but pictures, links and marks; expected an article")
    told = {name: field_of(shown.fields, name)[0] for name in ("title", "source", "url", "date")}
    addresses = [one for one in (told["url"], told["source"]) if one and one.startswith(("http://", "https://"))]
    return replace(
        article,
        text=shown.text,
        title=told["title"],
        outlet=told["source"] if told["source"] not in addresses else None,
        url=next(iter(addresses), None),
        published=told["date"],
    )


def _from_message(data: bytes, path: str, pages: HtmlReader) -> Article:
    """The article of a web archive or an e-mail: of its page, else of its plain text."""
    saved = open_message(data)
    if saved.page:
        try:
            article = _of_page(_plain(data, saved.page, path), pages)
            return replace(article, title=article.title or saved.subject, url=article.url or saved.url)
        except Refused:
            if saved.plain is None:
                raise
    assert saved.plain is not None
    return replace(_plain(data, saved.plain, path), title=saved.subject, url=saved.url)


def _unique_ids(articles: Sequence[Article]) -> Read:
    """The articles, with "#2", "#3" ... behind an id that several have; which gets which hangs on no order of input."""
    by_id: dict[str, list[int]] = defaultdict(list)
    for place, article in enumerate(articles):
        by_id[article.id].append(place)
    unique = list(articles)
    problems = []
    taken = set(by_id)
    for name in sorted(by_id):
        places = sorted(by_id[name], key=lambda place: (articles[place].sha256, articles[place].path))
        number = 2
        for place in places[1:]:
            while f"{name}#{number}" in taken:
                number += 1
            taken.add(f"{name}#{number}")
            unique[place] = replace(articles[place], id=f"{name}#{number}")
            problems.append(
                Problem(
                    path=articles[place].path, what=f"has the id {name!r}, which another has; it is {name}#{number} now"
                )
            )
    return tuple(unique), tuple(problems)


def _nothing(problems: Sequence[Problem]) -> str:
    if not problems:
        return "no path was given; name files, folders, or - for standard input"
    lines = [f"{problem.path}: {problem.what}" for problem in problems[:_SHOWN_PROBLEMS]]
    if len(problems) > _SHOWN_PROBLEMS:
        lines.append(f"... and {len(problems) - _SHOWN_PROBLEMS} more")
    return "no article could be read:\n" + "\n".join(f"  {line}" for line in lines)
