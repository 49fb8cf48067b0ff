"""RSS and Atom: the articles of a feed, where its entries carry them whole."""

from __future__ import annotations

import re

from summarize.articles._decode import Refused, printable
from summarize.articles._documents import Origin, Read, collect
from summarize.data import Problem

_HEAD = 20_000  # characters looked at
# Declarations and comments may stand before it; a page is no feed, though it show one.
_ROOT = re.compile(r"<(?:rss|feed|(?:[A-Za-z][\w-]{0,20}:)?(?:RDF|feed))(?=[\s>])")
_START = re.compile(r"[\ufeff\s]*<[?!A-Za-z]")
_ENTITY = re.compile(r"<!ENTITY\b", re.IGNORECASE)
_WHOLE = 600  # characters of an entry's description from which it is the article and no teaser: about four sentences
_ADVICE = "save the pages it leads to as HTML, or their texts"


def is_feed(text: str) -> bool:
    """Whether a text is an RSS or Atom feed."""
    head = text[:_HEAD]
    root = _ROOT.search(head) if _START.match(head) else None
    return root is not None and not re.search(r"<html\b", head[: root.start()], re.IGNORECASE)


def read_feed(text: str, path: str, origin: Origin) -> Read:
    """The articles of a feed, entry N at "path#N", and a problem for each entry that only announces one.

    Raises:
        Refused: It declares entities of its own, holds no entry, or took too long or too much memory.
    """
    if _ENTITY.search(text):
        raise Refused(f"is a feed that declares entities, which are not expanded; {_ADVICE}")
    entries = origin.pages.feed(text)
    if not entries:
        raise Refused(f"is a feed in which no entry was found; fetch it again, or {_ADVICE}")
    documents, problems = [], []
    for number, entry in enumerate(entries, 1):
        place = f"{path}#{number}"
        body, teaser = entry.pop("text", ""), entry.pop("description", "")
        whole = body or (teaser if len(teaser) >= _WHOLE else "")
        if whole:
            documents.append((place, {**entry, "text": whole}))
        else:
            link = printable(entry.get("url", "") or "the page it announces")
            what = f"is an entry without its article, only {len(teaser)} characters about it; save {link[:200]} as HTML"
            problems.append(Problem(path=place, what=what))
    articles, wrong = collect(documents, origin)
    return articles, (*problems, *wrong)
