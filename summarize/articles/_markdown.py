"""Markdown as a reader sees it, line for line: the only door of markdown-it.

Marks of headings and emphasis, addresses of links, pictures, rules, and lines that are nothing but links are left out;
line N of the text is line N of the file. What stands in the front matter are the article's fields, as in JSON.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from summarize.articles import _lexicon as lexicon

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_LONGEST = 300_000  # characters; a longer file is no article that somebody wrote down, and is left as it is
_FRONT = re.compile(r"\A---[ \t]*\r?\n((?:(?!---|\.\.\.)[^\n]{0,2000}\n){1,60})(?:---|\.\.\.)[ \t]*\r?(?:\n|\Z)")
_FIELD = re.compile(r"([A-Za-z][\w -]{0,40}?)[ \t]*:(?:[ \t]+|$)(.*)")
_TAG = re.compile(r"<!--[^>]*-->|</?[A-Za-z][^<>]{0,2000}>")
_NOTE = re.compile(r"\[\^[\w-]{1,40}\](?::[ \t]*)?")
_WORD = re.compile(r"[^\W_]")
_ENDS = re.compile(r"[.!?…][\"'”’)]*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What a Markdown file shows, and what it says of itself."""

    text: str  # as many lines as the file has
    fields: dict[str, object]  # of the front matter; the one top heading as its title where it names none


def show(text: str) -> Shown:
    """The text of a Markdown file without its marks."""
    if len(text) > _LONGEST:
        return Shown(text=text, fields={})
    front = _FRONT.match(text)
    fields = dict(_fields(front[1])) if front else {}
    start = front.end() if front and fields else 0
    before = text.count("\n", 0, start)
    # A lone "\r" would end a line there; here it ends none.
    body = re.sub(r"\r(?!\n)", " ", text[start:])
    tokens = _parser().parse(body)
    lines = [""] * before + _lines(tokens, body.count("\n") + 1)
    tops = [_joined(after) for one, after in pairwise(tokens) if one.type == "heading_open" and one.tag == "h1"]
    if len(tops) == 1 and tops[0]:
        fields.setdefault("title", tops[0])
    return Shown(text="\n".join(lines), fields=fields)


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    # An indented line is a paragraph somebody indented, not a program.
    return MarkdownIt("commonmark").enable("table").disable("code")


def _fields(front: str) -> Iterator[tuple[str, object]]:
    for line in front.split("\n"):
        match = _FIELD.match(line.rstrip())
        value = match[2].strip() if match else ""
        if match and value:
            quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
            yield match[1].lower(), value[1:-1] if quoted else value


def _lines(tokens: Sequence[Token], count: int) -> list[str]:
    lines = [""] * count
    mark, heading = "", False
    for token in tokens:
        first = token.map[0] if token.map else 0
        if token.type == "list_item_open":
            mark = f"{token.info}{token.markup} " if token.info else "- "
        elif token.type == "heading_open":
            heading = True
        elif token.type == "inline":
            for n, line in enumerate(_shown(token, heading)):
                lines[first + n] = f"{lines[first + n]} | {line}" if lines[first + n] else f"{mark}{line}" * bool(line)
                mark = ""
            heading = False
        elif token.type in {"fence", "html_block"}:
            inside = token.content.removesuffix("\n").split("\n")
            start = first + (token.type == "fence")
            for n, line in enumerate(inside[: count - start], start):
                lines[n] = line if token.type == "fence" else html.unescape(_TAG.sub("", line)).strip()
    return lines


def _shown(inline: Token, heading: bool) -> list[str]:
    """The lines of a paragraph, a heading or a cell; one of links alone is empty, unless it is a sentence or a date."""
    lines: list[tuple[str, str]] = [("", "")]  # what is shown, and what of it stands outside links
    inside = 0
    for token in inline.children or ():
        inside += token.nesting if token.type in {"link_open", "link_close"} else 0
        if token.type in {"softbreak", "hardbreak"}:
            lines.append(("", ""))
        elif token.type in {"text", "code_inline"}:
            shown, outside = lines[-1]
            lines[-1] = (shown + token.content, outside if inside else outside + token.content)
    return [
        "" if shown != outside and not heading and _leads_away(shown, outside) else _NOTE.sub("", shown).strip()
        for shown, outside in lines
    ]


def _leads_away(shown: str, outside: str) -> bool:
    return not (_WORD.search(outside) or _ENDS.search(shown.rstrip()) or lexicon.DATE.search(shown.lower()))


def _joined(inline: Token) -> str:
    return " ".join(line for line in _shown(inline, heading=True) if line)
