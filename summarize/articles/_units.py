"""Lines joined to units: a paragraph that was wrapped at a column is one unit, else each line is its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from summarize.articles._furniture import tail_start
from summarize.articles._lexicon import OPEN_WORDS
from summarize.articles._shape import Shape, measure

_WIDTHS = range(40, 132)  # columns at which plain text is wrapped
_FINAL = '.!?…:。！？"”’»)'


@dataclass(frozen=True, slots=True)
class Unit:
    """A run of non-blank lines that are read as one, by index from 0, the last included."""

    first: int
    last: int
    text: str
    shape: Shape
    gap: bool  # whether a blank line stands before it


def _flows(one: str, other: str) -> bool:
    """Whether a sentence clearly runs on from one line into the next."""
    return len(one) in _WIDTHS and one[-1] not in _FINAL and other[:1].islower()


def _breaks_off(one: str, other: str) -> bool:
    """Whether the line ends where no sentence can, before a name or a figure, say."""
    return len(one) in _WIDTHS and one.rpartition(" ")[2] in OPEN_WORDS and other[:1].isalnum()


def _run_on(lines: Sequence[str]) -> frozenset[int]:
    """Lines that go on with the sentence of the line before, where that sentence comes to its end: such lines are
    joined in a text that is too short to tell whether it was wrapped at a column."""
    found: set[int] = set()
    chain: list[int] = []
    for i, line in enumerate(lines):
        before = lines[i - 1] if i else ""
        if not (before and line and (_flows(before, line) or _breaks_off(before, line))):
            chain = []
            continue
        chain.append(i)
        if line[-1] in _FINAL:
            found.update(chain)
    return frozenset(found)


def wrapped_at(lines: Sequence[str]) -> int:
    """The column at which the text is wrapped, 0 where its lines are paragraphs."""
    pairs = [(a, b) for a, b in pairwise(lines) if a and b]
    flowing = sum(_flows(a, b) for a, b in pairs)
    if flowing < 3 or flowing < 0.25 * len(pairs):
        return 0
    return max((len(a) for a, b in pairs if _flows(a, b)), default=0)


def units(lines: Sequence[str]) -> tuple[Unit, ...]:
    """The units of an article in order.

    Args:
        lines: the lines without white space at their ends; a blank one is "".
    """
    width, run_on = wrapped_at(lines), _run_on(lines)
    runs: list[list[int]] = []
    gaps: list[bool] = []
    for i, line in enumerate(lines):
        if not line:
            continue
        before = lines[i - 1] if i else ""
        if before and (i in run_on or _joins(before, line, width)):
            runs[-1].append(i)
        else:
            runs.append([i])
            gaps.append(i == 0 or not before)
    return tuple(_unit(lines, run, gap) for run, gap in zip(runs, gaps, strict=True))


def _joins(before: str, line: str, width: int) -> bool:
    if not width:
        return False
    if line[:1] in "-•*–" and not before[-1:].isalnum():
        return False
    # A line much shorter than the column ends its paragraph, unless the sentence runs on.
    return len(before) > 0.75 * width - 3 or _flows(before, line)


def _unit(lines: Sequence[str], run: Sequence[int], gap: bool) -> Unit:
    text = " ".join(lines[i] for i in run)
    core = text[: tail_start(text)] if len(text) > 60 else text  # an agency's tail would hide the full stop
    return Unit(run[0], run[-1], text, measure(core), gap)
