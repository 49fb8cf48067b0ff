"""Text of articles made harmless: nothing in it opens markup, and control characters are shown by name."""

from __future__ import annotations

import re
import unicodedata

from summarize.words import fold_space

# An underscore inside a word is no markup, and file names are full of them.
_MARKDOWN = re.compile(r"([\\`*\[\]<>|~]|(?<![^\W_])_|_(?![^\W_]))")
_ENTITY = re.compile(r"&(?=[#\w]+;)")
# Heading, list, rule: what opens a block of Markdown; "1.5", "300-400" and "+3" open none.
_LINE_START = re.compile(r"^(\d+(?=[.)](?:\s|$))|(?=[#=]|[+-](?!\d)))([#+=.)-])")


def escape_markdown(text: str) -> str:
    """The text so that Markdown shows it and never obeys it, on one line."""
    plain = fold_space(visible(text))
    return _LINE_START.sub(r"\1\\\2", _ENTITY.sub("&amp;", _MARKDOWN.sub(r"\\\1", plain)))


def visible(text: str) -> str:
    """The text with control characters and direction marks shown by name, so that none acts on a terminal or page."""
    return "".join(_shown(char) for char in text)


def _shown(char: str) -> str:
    if char in "\n\t" or unicodedata.category(char) not in ("Cc", "Cf", "Cs"):
        return char
    # The soft hyphen, the zero-width joiners and the byte-order mark are invisible and harmless: leave them out.
    return "" if char in "\r\xad\u200b\u200c\u200d\u2060\ufeff" else f"⟨U+{ord(char):04X}⟩"
