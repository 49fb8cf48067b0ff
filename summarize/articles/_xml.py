"""XML that is no feed: articles as agencies and collections keep them (NITF, NewsML, DOC files of corpora)."""

from __future__ import annotations

import re

from summarize.articles._decode import Refused
from summarize.articles._documents import Origin, Read, collect

_HEAD = 20_000  # characters looked at
_PROLOG = re.compile(r"\A(?>\s+|\ufeff|<!--.{0,5000}?-->)*+<\?xml\b", re.DOTALL)
_DOCTYPE = re.compile(r"\A(?>\s+|\ufeff|<!--.{0,5000}?-->)*+<!doctype\s+(?!html)[a-z]", re.DOTALL | re.IGNORECASE)
_ROOT = re.compile(r"\A[\ufeff\s]*<(?:nitf|newsml|newsitem|newsmessage|doc)(?=[\s>])", re.IGNORECASE)
_ELEMENT = re.compile(r"\A[\ufeff\s]*<[A-Za-z][\w:.-]{0,60}(?=[\s/>])")
_ENTITY = re.compile(r"<!ENTITY\b", re.IGNORECASE)
_ADVICE = "give its text as a .txt file, or the page as HTML"


def is_xml(text: str, named_so: bool) -> bool:
    """Whether a text that is no page and no feed is XML.

    Args:
        text: the decoded file.
        named_so: whether its name ends in .xml or the like; then any element before all text is enough.
    """
    head = text[:_HEAD]
    known = any(pattern.match(head) for pattern in (_PROLOG, _DOCTYPE, _ROOT))
    return known or (named_so and _ELEMENT.match(head) is not None)


def read_xml(text: str, path: str, origin: Origin) -> Read:
    """The articles of an XML file; where it holds several, number N is at "path#N".

    Raises:
        Refused: It declares entities of its own, holds no article, or took too long or too much memory.
    """
    if _ENTITY.search(text):
        raise Refused(f"is XML that declares entities, which are not expanded; {_ADVICE}")
    root, documents = origin.pages.xml(text)
    if not documents:
        raise Refused(f"is XML ({root[:60]}) in which no article was found; {_ADVICE}")
    if len(documents) == 1:
        return collect([(path, documents[0])], origin)
    return collect(((f"{path}#{number}", one) for number, one in enumerate(documents, 1)), origin)
