"""Quotation marks and brackets: pairs of them, and the cuts inside pairs that are taken back."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

_QUOTE = re.compile(r"[\"“”«»]")
_BRACKET = re.compile(r"[()\[\]]")
_BRACKETS = {")": "(", "]": "["}


def quote_pairs(text: str) -> list[tuple[int, int]]:
    """Offsets of the opening and the closing mark of each quotation in double marks, in order."""
    pairs: list[tuple[int, int]] = []
    opened: int | None = None
    for match in _QUOTE.finditer(text):
        at, mark = match.start(), match[0]
        if mark in "“«":
            opened = at
        elif mark in "”»":
            if opened is not None:
                pairs.append((opened, at))
            opened = None
        elif opened is not None and _can_close(text, at):
            pairs.append((opened, at))
            opened = None
        elif _can_open(text, at):
            opened = at  # one still open was never closed: the newer one counts
    return pairs


def _can_open(text: str, at: int) -> bool:
    before = text[at - 1] if at else " "
    after = text[at + 1] if at + 1 < len(text) else " "
    return not after.isspace() and not before.isdigit() and (not before.isalnum())


def _can_close(text: str, at: int) -> bool:
    before = text[at - 1] if at else " "
    after = text[at + 1] if at + 1 < len(text) else " "
    return not before.isspace() or after.isspace()


def bracket_pairs(text: str) -> list[tuple[int, int]]:
    """Offsets of the opening and the closing mark of each bracket, round or square."""
    pairs: list[tuple[int, int]] = []
    opened: list[int] = []
    for match in _BRACKET.finditer(text):
        at, mark = match.start(), match[0]
        if mark in "([":
            opened.append(at)
        elif opened and text[opened[-1]] == _BRACKETS[mark]:
            pairs.append((opened.pop(), at))
    return sorted(pairs)


def keep_pairs_whole(length: int, cuts: Sequence[int], pairs: Iterable[tuple[int, int]], max_chars: int) -> list[int]:
    """The cuts without those inside a pair, wherever the joined sentence has at most ``max_chars`` characters.

    Args:
        length: of the text the offsets count in.
        cuts: where sentences begin, in order, the first sentence's own beginning left out.
        pairs: offsets of opening and closing marks.
        max_chars: of the sentence that taking the cuts back would make.

    Returns:
        The cuts that stay, in order.
    """
    kept = list(cuts)
    for opened, closed in pairs:
        first = bisect_right(kept, opened)
        last = bisect_left(kept, closed + 1)
        if first >= last:
            continue
        start = kept[first - 1] if first else 0
        end = kept[last] if last < len(kept) else length
        if end - start <= max_chars:
            del kept[first:last]
    return kept
