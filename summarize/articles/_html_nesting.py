"""Pages nested deeper than their parser reads: of element 257 inside one another it would lose all text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

_DEEPEST = 60  # elements inside one another that are kept; a table counts once and stands for four
_EMPTY = "area base br col embed hr img input link meta param source track wbr".split()
# Often left open: another of the kind ends them, and so they are never deep.
_LEFT_OPEN = "html head body p li dt dd option optgroup tr td th thead tbody tfoot colgroup caption rp rt".split()
_INLINE = frozenset("a abbr b big center em font i label q s small span strong sub sup tt u".split())
_TAG = re.compile(
    rf"<(?P<close>/?)(?P<name>(?!(?:{'|'.join(_EMPTY + _LEFT_OPEN)})[\s/>])[a-z][\w:-]{{0,40}})(?=[\s/>])"
    r"[^<>]{0,5000}(?<!/)>",
    re.IGNORECASE,
)


def level(html: str) -> str:
    """The page with no more elements inside one another than its parser reads; all its text stays, in order.

    Tags further in are left out, and a line break stands for those of blocks.
    """
    open_tags: list[str] = []
    count: Counter[str] = Counter()
    parts: list[str] = []
    done = 0
    broken = False
    for tag in _tags(html):
        name = tag["name"].lower()
        kept = True
        if not tag["close"]:
            kept = len(open_tags) < _DEEPEST
            open_tags.append(name)
            count[name] += 1
        elif count[name]:
            while True:
                closed = open_tags.pop()
                count[closed] -= 1
                if closed == name:
                    break
            kept = len(open_tags) < _DEEPEST
        if not kept:
            text = html[done : tag.start()]
            broken = broken and not text.strip()  # one line break stands for many tags
            parts += (text, "" if broken or name in _INLINE else "<br>")
            broken = broken or name not in _INLINE
            done = tag.end()
    return "".join((*parts, html[done:])) if parts else html


def _tags(html: str) -> Iterator[re.Match[str]]:
    """The tags of elements that hold others, in order; what a script or a style sheet writes is none."""
    at = 0
    while tag := _TAG.search(html, at):
        at = tag.end()
        name = tag["name"].lower()
        if name not in ("script", "style"):
            yield tag
        elif not tag["close"]:
            end = re.compile(rf"</{name}\b", re.IGNORECASE).search(html, at)
            at = end.start() if end else len(html)
