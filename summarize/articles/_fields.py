"""Where a JSON object holds its article: the names people give its fields, and what they wrap articles in.

The project's own names come first (``text``, ``title``, ``source``, ``url``, ``date``); those of schema.org, of news
programming interfaces and of crawlers mean the same. Names are compared without case, "_", "-" and "@".
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from summarize.articles._decode import is_blank

Document = dict[str, object]

_TEXTS = "text articlebody fulltext maintext bodytext articletext body content contenttext contenthtml article story"
_TEASERS = "description summary abstract excerpt standfirst"  # no more than a start of the article, often
_NAMES = {
    "title": "title headline webtitle",
    "source": "source outlet publisher sitename sourcename provider publication newspaper sourcedomain",
    "url": "url link weburl canonicalurl permalink sourceurl mainentityofpage",
    "date": "date datepublished publishedat published publishedon publishedtime publishdate datepublish pubdate "
    "publicationdate webpublicationdate datecreated createdat timestamp",
}
_DESCRIBING = frozenset(" ".join(_NAMES.values()).split())
_WRAPPERS = frozenset(
    "articles article documents docs items results data news posts stories entries hits graph response records".split()
)
_INNER_TEXT = ("text", "rendered", "html", "value", "content")  # of an object that stands for a string
_INNER_NAME = {
    "title": ("rendered", "text", "value"),
    "source": ("name", "title", "id"),
    "url": ("url", "@id", "href"),
    "date": ("$date", "value"),
}
_DEEP = 5  # objects inside one another that are opened
_EPOCH = (10, 13)  # figures of a time in seconds or milliseconds
_TAG = re.compile(r"<[^<>]{0,200}>")


def plain_key(key: object) -> str:
    """The name of a field as it is compared."""
    return re.sub(r"[\W_]+", "", str(key)).lower()


def text_of(document: Document) -> tuple[str, str] | None:
    """The name of the field that holds the article, and its text; None where no field does.

    ``text`` is taken at its word; of several others the longest, for one may be cut off.
    """
    found = list(_texts(document, _TEXTS))
    own = [pair for pair in found if pair[0] == "text"]
    return next(iter(own), None) or max(found, key=lambda pair: len(pair[1]), default=None)


def teaser_of(document: Document) -> tuple[str, str] | None:
    """Likewise for a description or a summary beside a title: what some give instead of the article."""
    return next(_texts(document, _TEASERS), None) if field_of(document, "title")[0] else None


def _texts(document: Document, names: str) -> Iterator[tuple[str, str]]:
    wanted = names.split()
    for key, value in sorted(document.items(), key=lambda pair: str(pair[0])):
        text = _as_text(value) if plain_key(key) in wanted else None
        if text is not None and not is_blank(text):
            yield str(key), text


def _as_text(value: object) -> str | None:
    """A string, the paragraphs of a list of strings, or what an object without fields of its own holds."""
    if isinstance(value, list):
        parts = [None if isinstance(one, list) else _as_text(one) for one in value]
        return "\n".join(part for part in parts if part) if parts and None not in parts else None
    if isinstance(value, dict) and not any(plain_key(key) in _DESCRIBING for key in value):
        value = next((value[name] for name in _INNER_TEXT if isinstance(value.get(name), str)), None)
    return value if isinstance(value, str) else None


def field_of(document: Document, name: str) -> tuple[str | None, tuple[str, object] | None]:
    """What a document says of its title, source, url or date; and a field of that name that could not be read."""
    unread: tuple[str, object] | None = None
    wanted = _NAMES[name].split()
    keys = {plain_key(key): key for key in reversed(list(document))}
    for key in (keys[one] for one in wanted if one in keys):
        value = document[key]
        text = _as_field(value, name)
        if text:
            return text, None
        if unread is None and _is_wrong(value, name, str(key)):
            unread = (str(key), value)
    return None, unread


def _is_wrong(value: object, name: str, key: str) -> bool:
    """Whether what stands under a name is worth a word: no null, no reference to another part of the file."""
    if isinstance(value, dict):
        return key == name and not any(inner in value for inner in _INNER_NAME[name])
    return value is not None and not isinstance(value, str)


def _as_field(value: object, name: str) -> str | None:
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, dict):
        inner = next((value[key] for key in _INNER_NAME[name] if isinstance(value.get(key), str)), None)
        value = html.unescape(_TAG.sub("", inner)) if inner is not None and "rendered" in value else inner
    if name == "date" and isinstance(value, int) and len(str(value)) in _EPOCH:
        value = str(value)
    return value.strip() if isinstance(value, str) else None


def opened(document: Document, deep: int = 0) -> Document | list[object] | tuple[str, ...]:
    """The article of an object, or the list of articles it wraps.

    Returns:
        The object with the fields of the one inside it that holds the text, or the object itself where none does; a
        list; or the names of several fields, any of which could be what is meant.
    """
    if text_of(document) or deep >= _DEEP:
        return document
    found = [key for key, value in document.items() if _is_worth_opening(value, deep + 1)]
    if len(found) > 1:
        found = [key for key in found if plain_key(key) in _WRAPPERS] or found
    if len(found) > 1:
        return tuple(found)
    if not found:
        return document
    value = document[found[0]]
    if isinstance(value, list):
        return [one for one in value if not _is_other_entity(one, deep)]
    assert isinstance(value, dict)
    inner = opened(value, deep + 1)
    around = {key: one for key, one in document.items() if key != found[0]}
    return around | inner if isinstance(inner, dict) else inner


def _is_worth_opening(value: object, deep: int) -> bool:
    """Whether an article stands in a value."""
    if isinstance(value, list):
        return any(isinstance(one, dict) and _is_worth_opening(one, deep) for one in value)
    if not isinstance(value, dict) or deep > _DEEP:
        return False
    if text_of(value) or teaser_of(value):
        return True
    return any(_is_worth_opening(one, deep + 1) for one in value.values() if isinstance(one, dict | list))


def _is_other_entity(one: object, deep: int) -> bool:
    """What schema.org lists beside an article: the site, its owner, the way to the page."""
    return isinstance(one, dict) and "@type" in one and not _is_worth_opening(one, deep)
