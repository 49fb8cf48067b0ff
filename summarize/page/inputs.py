"""What people give to the page, as articles: uploads, pasted text, fetched pages, the samples.

A file's name is only shown. What is read lies under a name of our own, in a folder that is gone afterwards.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from summarize.data import Article, Problem
from summarize.errors import NothingToRead
from summarize.pipeline import read_found
from summarize.settings import Settings
from summarize.writing.render import visible

_ENDINGS = frozenset(
    """.txt .md .markdown .html .htm .xhtml .mhtml .mht .eml .json .jsonl .ndjson .rss .atom .xml .gz .xz
    .bz2""".split()
)
_DASHES = re.compile(r"^[ \t]*[-–—]{3,}[ \t]*\r?$", re.MULTILINE)
_NAME_CHARS = 120

Found = tuple[tuple[Article, ...], tuple[Problem, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """Something to read: its name, as shown, and its bytes."""

    name: str
    data: bytes


def read_uploads(paths: Sequence[str], settings: Settings) -> Found:
    """The articles in uploaded files.

    Args:
        paths: Where the server put them; only their last part is shown.
        settings: The largest file that is read.
    """
    items, problems = [], []
    limit = int(settings.read.max_file_mb * 1_000_000)
    for path in map(Path, paths):
        try:
            if path.stat().st_size > limit:
                what = f"is larger than {settings.read.max_file_mb:g} MB, the most that is read here"
                problems.append(Problem(path=_shown(path.name), what=what))
            else:
                items.append(Item(name=path.name, data=path.read_bytes()))
        except OSError:
            problems.append(Problem(path=_shown(path.name), what="did not arrive whole; add it again"))
    articles, more = read_items(items, settings)
    return articles, (*problems, *more)


def read_pasted(text: str, first: int, settings: Settings) -> Found:
    """The articles in a pasted text; a line of three or more dashes stands between two of them.

    Args:
        text: As pasted.
        first: The number of the first one, for its name.
        settings: What is read.
    """
    parts = [part.strip("\r\n") for part in _DASHES.split(text)]
    items = [
        Item(name=f"pasted text {number}", data=part.encode("utf-8", "replace"))
        for number, part in enumerate((part for part in parts if part.strip()), first)
    ]
    return read_items(items, settings)


def read_samples(folder: Path, settings: Settings) -> Found:
    """The sample articles, under the names the command line gives them."""
    articles, problems = read_found([str(folder)], settings)
    names = {str(folder): folder.name}
    return tuple(_renamed(one, names) for one in articles), tuple(_retold(one, names) for one in problems)


def read_items(items: Sequence[Item], settings: Settings) -> Found:
    """The articles in these items; an item that holds none becomes a problem."""
    with TemporaryDirectory(prefix="summarize-") as folder:
        names = {}
        for number, item in enumerate(items):
            file = Path(folder) / f"{number:04d}{_ending(item.name)}"
            file.write_bytes(item.data)
            names[str(file)] = _shown(item.name)
        articles, problems = _read(list(names), settings)
    return tuple(_renamed(one, names) for one in articles), tuple(_retold(one, names) for one in problems)


def with_own_ids(articles: Iterable[Article], taken: Iterable[Article]) -> tuple[Article, ...]:
    """The articles, with "#2", "#3" ... behind an id that another has."""
    ids = {one.id for one in taken}
    result = []
    for article in articles:
        id_, count = article.id, 1
        while id_ in ids:
            count += 1
            id_ = f"{article.id}#{count}"
        ids.add(id_)
        result.append(replace(article, id=id_))
    return tuple(result)


def _read(files: Sequence[str], settings: Settings) -> Found:
    if not files:
        return (), ()
    try:
        return read_found(files, settings)
    except NothingToRead as error:
        if len(files) == 1:
            return (), tuple(_told(str(error), files[0]))
    # Nothing in any of them: ask one by one, because the message about all is cut short.
    return (), tuple(problem for file in files for problem in _read([file], settings)[1])


def _told(message: str, file: str) -> Iterable[Problem]:
    for line in message.split("\n")[1:]:
        path, found, what = line.strip().partition(": ")
        yield Problem(path=path if found else file, what=what or path)


def _renamed(article: Article, names: dict[str, str]) -> Article:
    path = _replaced(article.path, names)
    return replace(article, path=path, id=path if article.id == article.path else article.id)


def _retold(problem: Problem, names: dict[str, str]) -> Problem:
    return Problem(path=_replaced(problem.path, names), what=_replaced(problem.what, names))


def _replaced(text: str, names: dict[str, str]) -> str:
    for file, name in names.items():
        text = text.replace(file, name)
    return text


def _ending(name: str) -> str:
    """The endings of a name that say how to read it, and nothing else of it."""
    return "".join(ending for ending in Path(name.lower()).suffixes[-2:] if ending in _ENDINGS)


def _shown(name: str) -> str:
    last = re.split(r"[/\\]", name)[-1]
    return visible(" ".join(last.split()))[:_NAME_CHARS] or "unnamed"
