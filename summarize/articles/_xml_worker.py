"""What of an XML tree is an article: its elements by the names agencies and corpora give them.

Loaded by ``_html_worker`` from beside it, in the process that can be ended; it imports nothing of the package.
"""

from __future__ import annotations

import re
from typing import Any

_SPACE = re.compile(r"\s+")
_STAMP = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T\d.*)?")
# One of these is one article, the outermost that holds a text; all names in lower case, without their namespace.
_ARTICLES = frozenset("newsitem nitf doc document article story item record".split())
_TEXTS = (
    "body.content", "inlinexml", "datacontent", "inlinedata", "bodytext", "fulltext", "text", "content", "body",
)  # fmt: skip
_TITLES = ("hl1", "hedline", "headline", "title")
_DATES = ("date.issue", "story.date", "contentcreated", "firstcreated", "versioncreated", "date_time", "datetime",
          "pubdate", "dateandtime", "dateline.date", "date")  # fmt: skip
_OUTLETS = ("publisher", "provider", "source")
_NO_TEXT = frozenset(  # of pictures, of the head, of the trade
    """head body.head hedline headline hl1 title script style media media-caption media-producer media-metadata
    media-reference caption docdata""".split()
)
_PARAGRAPHS = frozenset("p para paragraph".split())
_BLOCKS = _PARAGRAPHS | frozenset(
    "hl2 h1 h2 h3 h4 h5 h6 li block blockquote bq pre br tr div section byline tagline dateline list-item".split()
)


def read_tree(root: Any) -> list[dict[str, str]]:
    """The articles of a tree, each as a document with a ``text``."""
    units = [one for one in root.iter() if _name(one) in _ARTICLES and _text_of(one) is not None]
    outermost = [one for one in units if not any(_name(above) in _ARTICLES for above in one.iterancestors())]
    found = (_document(one) for one in (outermost or units or [root]))
    return [one for one in found if one.get("text")]


def _document(unit: Any) -> dict[str, str]:
    container = _text_of(unit)
    if container is None:
        return {}
    told = {
        "text": _lines(container),
        "title": _first(unit, _TITLES),
        "date": unit.get("date") or _first(unit, _DATES, ("norm", "value")),
        "source": _first(unit, _OUTLETS),
    }
    told["date"] = _STAMP.sub(r"\1-\2-\3", told["date"].strip())
    return {name: value for name, value in told.items() if value}


def _text_of(unit: Any) -> Any | None:
    """The element that holds the article: the first by the order of names in which words stand."""
    by_name: dict[str, Any] = {}
    for element in unit.iter():
        if _name(element) in _TEXTS and "".join(element.itertext()).strip():
            by_name.setdefault(_name(element), element)
    return next((by_name[name] for name in _TEXTS if name in by_name), None)


def _first(unit: Any, names: tuple[str, ...], attributes: tuple[str, ...] = ()) -> str:
    """What the first of the named elements says, in its attribute or as its text, on one line."""
    by_name: dict[str, str] = {}
    for element in unit.iter():
        name = _name(element)
        if name in names and name not in by_name:
            given = next((element.get(one) for one in attributes if element.get(one)), None)
            value = _SPACE.sub(" ", given or "".join(element.itertext())).strip()
            if value:
                by_name[name] = value
    return next((by_name[name] for name in names if name in by_name), "")


def _lines(container: Any) -> str:
    """The words of an element, a block a line; where it has no paragraphs, its own lines."""
    marked = any(_name(element) in _PARAGRAPHS for element in container.iter())
    parts: list[str] = []
    _collect(container, parts, marked)
    lines = [line.strip() for line in "".join(parts).split("\n")]
    if marked:
        return "\n".join(line for line in lines if line)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")


def _collect(element: Any, parts: list[str], marked: bool) -> None:
    """Adds what an element holds, without recursion: hostile trees are deep."""
    stack: list[tuple[Any, bool]] = [(element, False)]
    while stack:
        one, closing = stack.pop()
        around = "\n" if _name(one) in _BLOCKS else ""
        if closing:
            parts.append(around)
            if one is not element:
                parts.append(_plain(one.tail, marked))
            continue
        stack.append((one, True))
        if one is not element and (not _name(one) or _name(one) in _NO_TEXT):
            continue
        parts.append(around + _plain(one.text, marked))
        stack.extend((child, False) for child in reversed(one))


def _plain(text: str | None, marked: bool) -> str:
    return _SPACE.sub(" ", text or "") if marked else (text or "")


def _name(element: Any) -> str:
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""
