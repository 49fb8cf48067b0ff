"""White space and marks of a text whose writer cuts words at every mark: "u. s.", "$ 1. 2 billion", "co - chairs".

Runs of tokens that stand in a quote are spaced as the quote spaces them and take its marks; elsewhere a mark is put
where English puts it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from summarize.words import fold_space

_TOKEN = re.compile(r"[^\W_]+|[^\w\s]|_")
_SAME = str.maketrans("“”„«»’‘‚–—−‐‑", '"""""' + "'''" + "-----")
_CLOSES = frozenset(",.;:!?)]}%’”»…")
_OPENS = frozenset("([{$£€¥“«„")
_TAILS = frozenset("s t re ve ll d m".split())


@dataclass(frozen=True, slots=True)
class _Tokens:
    text: str
    spans: tuple[tuple[int, int], ...]
    keys: tuple[str, ...]

    @classmethod
    def of(cls, text: str) -> _Tokens:
        spans = tuple(match.span() for match in _TOKEN.finditer(text))
        return cls(text, spans, tuple(text[a:b].translate(_SAME).lower() for a, b in spans))


def respaced(text: str, quotes: Sequence[str]) -> str:
    """The text with blanks and marks as the quotes have them; its letters stay as they are.

    Args:
        text: What was written.
        quotes: The lines it was written from.
    """
    mine = _Tokens.of(fold_space(text))
    sources = [_Tokens.of(fold_space(quote)) for quote in quotes]
    pieces: list[str] = []
    at = 0
    open_marks = 0
    while at < len(mine.keys):
        source, place, length = _longest(mine, at, sources)
        for step in range(length):
            gap = _gap(mine, at, open_marks) if step == 0 else ""
            if step and source is not None:
                gap = source.text[source.spans[place + step - 1][1] : source.spans[place + step][0]]
            surface = mine.text[slice(*mine.spans[at])]
            if source is not None and not surface[0].isalnum():
                surface = source.text[slice(*source.spans[place + step])]
            open_marks += mine.keys[at] == '"'
            pieces += [gap, surface]
            at += 1
    return fold_space("".join(pieces))


def _longest(mine: _Tokens, at: int, sources: Sequence[_Tokens]) -> tuple[_Tokens | None, int, int]:
    """The source with the longest run that begins with a token, where it stands there, and how long it is."""
    best: tuple[_Tokens | None, int, int] = (None, 0, 1)
    for source in sources:
        for place, key in enumerate(source.keys):
            if key != mine.keys[at]:
                continue
            length = 1
            while (
                at + length < len(mine.keys)
                and place + length < len(source.keys)
                and mine.keys[at + length] == source.keys[place + length]
            ):
                length += 1
            if length > best[2] or best[0] is None:
                best = (source, place, length)
    return best


def _gap(mine: _Tokens, at: int, open_marks: int) -> str:
    """What stands before a token outside the runs: the writer's own blank, but none before a comma."""
    if at == 0:
        return ""
    gap = mine.text[mine.spans[at - 1][1] : mine.spans[at][0]]
    before, here = mine.text[slice(*mine.spans[at - 1])], mine.text[slice(*mine.spans[at])]
    if here in _CLOSES or before in _OPENS:
        return ""
    if here == '"' or before == '"':
        closing = open_marks % 2 == (1 if here == '"' else 0)
        return "" if closing == (here == '"') else " "
    if here in "'’" and (at + 1 == len(mine.keys) or mine.keys[at + 1] in _TAILS or before[-1:] == "s"):
        return ""
    if before in "'’" and at > 1 and mine.keys[at] in _TAILS:
        return ""
    return gap
