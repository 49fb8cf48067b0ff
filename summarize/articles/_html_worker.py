"""The program that takes articles out of HTML pages and feeds, one after another, in a process of its own.

A page can hold its parser for minutes or crash it, so it runs where it can be ended. It reads frames from standard
input and writes frames to standard output: eight bytes of length, then JSON. Arguments: seconds a page, memory in MB.
"""

from __future__ import annotations

import html
import json
import math
import os
import re
import signal
import sys
from pathlib import Path
from typing import Any, BinaryIO

# Fixed, so that no result depends on the day it is made on; the extensive search takes any date in the running text.
_MAX_DATE = "2100-12-31"
_NO_GUESS = {"original_date": True, "extensive_search": False, "max_date": _MAX_DATE}
# What carries the dates of other articles, or of the site: htmldate would take those for the page's own.
_LOWER = "translate(concat(@class, ' ', @id), 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz')"
_WORDS = """related recommend popular trending most-read mostread most-viewed latest sidebar footer teaser promo comment
    breaking ticker copyright archive calendar newsletter read-more readmore see-also more-news""".split()
_NOT_THE_PAGE = (
    "self::footer or self::aside or self::nav or self::form or self::iframe or self::select or "
    + " or ".join(f"contains({_LOWER}, '{word}')" for word in _WORDS)
)
_PARAGRAPH = 80  # characters from which a <p> is taken for running text; what follows the last one dates something else
_SPACE = re.compile(r"\s+")
_PROLOG = re.compile(
    r"\ufeff|<\?.{0,2000}?\?>|<!DOCTYPE[^>\[]{0,2000}(?:\[[^\]]{0,20000}\]\s*)?>", re.IGNORECASE | re.DOTALL
)
_MARKUP = re.compile(r"</?[A-Za-z][^<>]{0,2000}>")
_BLOCKS = frozenset(
    "p div br li ul ol h1 h2 h3 h4 h5 h6 blockquote pre section article header footer aside figure figcaption table tr"
    " hr dl dt dd".split()
)
_NO_TEXT = frozenset("script style noscript template iframe svg button form".split())
_FORGET_AFTER = 200  # pages between clearings of trafilatura's memory of words; it never changes a result
_SECTIONS = {  # of an entry: what each element tells, in either format
    "title": "title", "link": "url", "pubDate": "date", "published": "date", "updated": "updated", "date": "date",
    "guid": "id", "id": "id", "encoded": "text", "content": "text", "description": "description",
    "summary": "description", "source": "source",
}  # fmt: skip
_MEDIA = "http://search.yahoo.com/mrss/"  # its title, description and content are of pictures


def main() -> None:
    """Serve pages until standard input ends."""
    seconds, memory_mb = float(sys.argv[1]), float(sys.argv[2])
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not get between the frames
    _limit_memory(memory_mb)
    try:
        import trafilatura
        from trafilatura.meta import reset_caches
        from trafilatura.settings import use_config
    except ImportError as error:
        _send(replies, {"broken": f"{type(error).__name__}: {error}"})
        return
    config = use_config()
    config["DEFAULT"]["MAX_FILE_SIZE"] = "2000000000"  # the size was checked before
    _send(replies, {"ready": trafilatura.__version__})
    count = 0
    while (request := _receive(sys.stdin.buffer)) is not None:
        if hasattr(signal, "alarm"):
            signal.alarm(math.ceil(seconds) + 5)  # ends this process even where nobody is left to kill it
        if "feed" in request:
            reply = _entries(request["feed"])
        elif "xml" in request:
            reply = _documents(request["xml"])
        elif piece := request.get("piece"):
            reply = _all_of(piece)
        else:
            reply = _extract(trafilatura, config, request["html"])
        _send(replies, reply)
        if hasattr(signal, "alarm"):
            signal.alarm(0)
        count += 1
        if count % _FORGET_AFTER == 0:
            reset_caches()


def _extract(trafilatura: Any, config: Any, html: str) -> dict[str, str | None]:
    try:
        page = trafilatura.bare_extraction(
            html, include_comments=False, with_metadata=True, config=config, date_extraction_params=dict(_NO_GUESS)
        )
    except MemoryError:
        return {"error": "it needs more memory than html_memory_mb"}
    except (Exception, RecursionError) as error:
        return {"error": f"{type(error).__name__}: {error}"}
    if page is None:
        return {"text": ""}
    return {
        "text": page.text,
        "title": page.title,
        "outlet": page.sitename or page.hostname,
        "url": page.url,
        "published": _date(html, page.url),
    }


def _all_of(piece: str) -> dict[str, str | None]:
    """All text of a piece that holds nothing but its article, a block a line: looking for one in it would cut it up."""
    from lxml.html import fragment_fromstring

    try:
        tree = fragment_fromstring(piece, create_parent="div")
        for element in list(tree.iter()):
            if not isinstance(element.tag, str) or element.tag in _NO_TEXT:
                element.drop_tree()
        for element in tree.iter():
            around = "\n" if element.tag in _BLOCKS else ""
            element.text = around + _SPACE.sub(" ", element.text or "")
            element.tail = around + _SPACE.sub(" ", element.tail or "")
        lines = (line.strip() for line in tree.text_content().split("\n"))
        return {"text": "\n".join(line for line in lines if line)}
    except (Exception, RecursionError) as error:
        return {"error": f"{type(error).__name__}: {error}"}


def _entries(feed: str) -> dict[str, str | None]:
    """The entries of an RSS or Atom feed, as a JSON list of objects."""
    try:
        root = _tree(feed)
        if root is None:
            return {"entries": "[]"}
        found = list(root.iter("{*}item", "{*}entry"))
        channel = next(root.iter("{*}channel"), root)
        outlet = next((_plain(each) for each in channel if _name(each) == "title"), "")
        return {"entries": json.dumps([_entry(one, outlet) for one in found])}
    except (Exception, RecursionError) as error:
        return {"error": f"{type(error).__name__}: {error}"}


def _documents(xml: str) -> dict[str, str | None]:
    """The articles of other XML, as a JSON list of objects, and the name of its root; several may follow another."""
    try:
        tree = _tree(f"<all>{_PROLOG.sub('', xml)}</all>")
        if tree is None or not len(tree):
            return {"documents": "[]", "root": "no element"}
        return {"documents": json.dumps(_beside("_xml_worker").read_tree(tree)), "root": _name(tree[0])}
    except (Exception, RecursionError) as error:
        return {"error": f"{type(error).__name__}: {error}"}


def _tree(xml: str) -> Any:
    """The root of what can be parsed; no entity is expanded and nothing fetched."""
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True, remove_comments=True,
        remove_pis=True, encoding="utf-8",
    )  # fmt: skip
    return etree.fromstring(xml.encode("utf-8"), parser)


def _beside(name: str) -> Any:
    """A module from beside this file, which its neighbours' names must not shadow libraries for."""
    from importlib.util import module_from_spec, spec_from_file_location

    spec = spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
    if spec is None or spec.loader is None:
        raise ImportError(name)
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _entry(item: Any, outlet: str) -> dict[str, str]:
    told: dict[str, str] = {}
    for element in item:
        section = _SECTIONS.get(_name(element))
        if section is None or str(element.tag).startswith(f"{{{_MEDIA}}}"):
            continue
        if section in ("text", "description"):
            value = _content(element)
        elif section == "url":
            leads = element.get("rel", "alternate") == "alternate"
            value = (element.get("href") or _plain(element)) if leads else ""
        elif section == "source":
            titles = [each for each in element if _name(each) == "title"]  # Atom: the feed it was taken from
            value = _plain(titles[0] if titles else element)
        else:
            value = _plain(element)
        if len(value) > len(told.get(section, "")) if section in ("text", "description") else section not in told:
            told |= {section: value} if value else {}
    told.setdefault("date", told.pop("updated", ""))
    told.setdefault("source", outlet)
    return {section: value for section, value in told.items() if value}


def _name(element: Any) -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def _plain(element: Any) -> str:
    """The text of an element on one line, what is markup in it left out."""
    text = "".join(element.itertext())
    return _SPACE.sub(" ", html.unescape(_MARKUP.sub("", text))).strip()


def _content(element: Any) -> str:
    """The text of an entry, which may be HTML in a string, HTML as elements, or plain."""
    from lxml import etree

    if len(element):
        inner = "".join(etree.tostring(each, encoding="unicode", method="html") for each in element)
        return _all_of((element.text or "") + inner).get("text") or ""
    text = element.text or ""
    if element.get("type") in ("text", "text/plain") or not _MARKUP.search(text):
        return (text if element.get("type") in ("text", "text/plain") else html.unescape(text)).strip()
    return _all_of(text).get("text") or ""


def _date(html: str, url: str | None) -> str | None:
    """The day in the page's own metadata or beside its text, never one from its foot or its lists of other articles."""
    from htmldate import find_date
    from trafilatura.utils import load_html

    try:
        tree = load_html(html)
        metadata = tree.xpath("//script[@type='application/ld+json']")
        for element in _other_dates(tree):
            if element.getparent() is not None:
                element.drop_tree()
        tree.extend(metadata)  # wherever it stood
        return find_date(tree, url=url, original_date=True, extensive_search=False, max_date=_MAX_DATE)
    except (Exception, RecursionError):
        return None  # a page whose date cannot be read is still a page


def _other_dates(tree: Any) -> list[Any]:
    """The elements that are about other articles, and those behind the last paragraph."""
    texts = [p for p in tree.iter("p") if len(p.text_content()) >= _PARAGRAPH]
    foot = texts[-1].xpath("following::*") if texts else []
    return [*tree.xpath(f"//body//*[{_NOT_THE_PAGE}][count(.//p[string-length(.) >= {_PARAGRAPH}]) < 3]"), *foot]


def _limit_memory(memory_mb: float) -> None:
    try:
        import resource

        size = int(memory_mb * 1_000_000)
        resource.setrlimit(resource.RLIMIT_AS, (size, size))
    except (ImportError, ValueError, OSError):
        return  # a system without such limits


def _send(stream: BinaryIO, reply: dict[str, str | None]) -> None:
    data = json.dumps(reply).encode("utf-8")
    stream.write(len(data).to_bytes(8, "big") + data)
    stream.flush()


def _receive(stream: BinaryIO) -> dict[str, str] | None:
    head = stream.read(8)
    if len(head) < 8:
        return None
    data = stream.read(int.from_bytes(head, "big"))
    request: dict[str, str] = json.loads(data)
    return request


if __name__ == "__main__":
    main()
