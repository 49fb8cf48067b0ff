"""Paragraphs of an article: stretches of body text no sentence crosses."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from summarize.articles._lexicon import OPEN_WORDS
from summarize.data import Article, Line, Role
from summarize.settings import SplitSettings

_TERMINAL = re.compile(r"[.?!…][\"'”’»)\]]*$")
_AFTER_MONTH = re.compile(r"\b(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|No)\.$")
_MARKED = re.compile(r"\s*(?:[-–—*•▪●◦‣■+>]\s|\(?\d{1,3}[.)]\s|\(?[a-zA-Z][.)]\s|\(?[ivx]{2,4}[.)]\s)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A stretch of body text without furniture, and the number of its paragraph."""

    start: int
    end: int
    paragraph: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Piece:
    """What is left of a body line without its furniture."""

    number: int
    start: int
    end: int
    text: str
    whole_start: bool  # whether nothing was cut off before it, after it
    whole_end: bool


def blocks(article: Article, lines: Sequence[Line], settings: SplitSettings) -> tuple[Block, ...]:
    """The paragraphs of the body lines, in order; one that holds furniture is given in parts."""
    pieces = [piece for line in lines if line.role is Role.BODY for piece in _pieces(article.text, line)]
    width = _wrap_width(pieces, settings)
    found: list[Block] = []
    paragraph = -1
    for at, piece in enumerate(pieces):
        before = pieces[at - 1] if at else None
        same_line = before is not None and before.number == piece.number
        joined = before is not None and _follows(before, piece) and _continues(before, piece, width, settings)
        if not (same_line or joined):
            paragraph += 1
        if joined:
            found[-1] = Block(start=found[-1].start, end=piece.end, paragraph=paragraph)
        else:
            found.append(Block(start=piece.start, end=piece.end, paragraph=paragraph))
    return tuple(found)


def _pieces(text: str, line: Line) -> list[_Piece]:
    spans = []
    start = line.start
    for item in sorted(line.furniture, key=lambda f: f.start):
        spans.append((start, max(start, item.start)))
        start = max(start, item.end)
    spans.append((start, line.end))
    return [
        _Piece(
            number=line.number,
            start=start,
            end=end,
            text=text[start:end],
            whole_start=start == line.start,
            whole_end=end == line.end,
        )
        for start, end in spans
        if text[start:end].strip()
    ]


def _follows(before: _Piece, piece: _Piece) -> bool:
    return piece.number == before.number + 1 and before.whole_end and piece.whole_start


def _wrap_width(pieces: Sequence[_Piece], settings: SplitSettings) -> int | None:
    """The column at which lines are wrapped; None where each line is a paragraph."""
    pairs = [(a, b) for a, b in pairwise(pieces) if _follows(a, b)]
    open_pairs = [(a, b) for a, b in pairs if not _TERMINAL.search(a.text.rstrip()) and not _MARKED.match(b.text)]
    width = max((len(p.text.rstrip()) for pair in pairs for p in pair), default=0)
    if not open_pairs or not settings.min_wrap_chars <= width <= settings.max_wrap_chars:
        return None
    full = sum(_is_full(a, b, width) for a, b in open_pairs)
    continued = sum(b.text.lstrip()[:1].islower() for _, b in open_pairs)
    if full < settings.min_full_share * len(open_pairs):
        return None
    return width if continued >= settings.min_continued_share * len(open_pairs) else None


def _is_full(line: _Piece, after: _Piece, width: int) -> bool:
    """Whether the next line's first word had no room on this line."""
    word = after.text.split(maxsplit=1)[0]
    return len(line.text.rstrip()) + 1 + len(word) > width


def _continues(before: _Piece, piece: _Piece, width: int | None, settings: SplitSettings) -> bool:
    text = before.text.rstrip()
    ended = _TERMINAL.search(text) is not None
    if _MARKED.match(piece.text):
        # A dash or a figure that fell to the start of a line is no list mark: "... on Feb." / "26. The ..."
        fell = width is not None and _is_full(before, piece, width) and not ended and text[-1] != ":"
        return (fell or _AFTER_MONTH.search(text) is not None) and not _MARKED.match(before.text)
    lower = piece.text.lstrip()[:1].islower()
    if width is None:
        long_enough = max(len(text), len(piece.text)) >= settings.min_wrap_chars
        goes_on = lower or (text.rpartition(" ")[2] in OPEN_WORDS and piece.text.lstrip()[:1].isalnum())
        return goes_on and not ended and text[-1] not in ":;" and long_enough
    if _indent(piece.text) > _indent(before.text) and not lower:
        return False
    return _is_full(before, piece, width) or (lower and not ended)


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip())
