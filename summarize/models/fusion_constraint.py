"""Word by word over word pieces: which piece may come next, so that only allowed units are ever written.

The units stand in a trie over their pieces. A sentence being written is at one or several of its nodes at once ("new"
may be a word of its own or the beginning of "new york"); where one of them ends a unit, the next may begin.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from summarize.models.fusion_lists import OPEN
from summarize.models.fusion_units import Pieces, Units, units_of

Mask = NDArray[np.bool_]
MIN_WORDS = 5  # of a sentence
_ROOT = 0
_SAME_RUN = 3  # words: no run of so many is written twice


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """What a sentence written from one group of lines may hold, by *local* numbers 0 ... n - 1 of its pieces."""

    pieces: NDArray[np.int64]  # vocabulary id of each local number, rising
    children: tuple[dict[int, int], ...]  # of each node: local number to node
    ends: tuple[bool, ...]  # whether a unit ends at the node
    lasts: tuple[bool, ...]  # whether only the sentence's end may follow
    cap: NDArray[np.int16]  # how often a unit may begin with the piece
    root: Mask  # pieces that begin a unit
    open: Mask  # pieces no sentence ends with
    word: Mask  # pieces that begin a word
    stop: int  # local numbers of ".", ",", the dash (-1: none) and the end of text
    comma: int
    dash: int
    end: int
    local: dict[int, int] = field(repr=False)


@dataclass(frozen=True, slots=True, eq=False)
class State:
    """A sentence so far."""

    nodes: tuple[int, ...]
    used: NDArray[np.int16]  # how often each piece was written
    tail: tuple[int, ...]  # the last units' first pieces: what the guard against repetition looks at
    runs: frozenset[tuple[int, ...]]
    last: int  # the piece written last; -1: none
    words: int
    stopped: bool  # the full stop is written


def make_lexicon(lines: Sequence[str], pieces: Pieces, end_id: int) -> Lexicon:
    """The lexicon of a group of lines."""
    return lexicon_of(units_of(lines, pieces), pieces, end_id)


def lexicon_of(units: Units, pieces: Pieces, end_id: int) -> Lexicon:
    """The lexicon of units."""
    marks = [pieces.ids[mark] for mark in (".", ",")] + ([units.dash] if units.dash is not None else [])
    known = sorted({one for unit in units.units for one in unit.ids} | {*marks, end_id})
    local = {one: at for at, one in enumerate(known)}
    children: list[dict[int, int]] = [{}]
    ends, lasts = [False], [False]
    for unit in units.units:
        node = _ROOT
        for one in unit.ids:
            if local[one] not in children[node]:
                children[node][local[one]] = len(children)
                children.append({})
                ends.append(False)
                lasts.append(False)
            node = children[node][local[one]]
        ends[node] = True
        lasts[node] = unit.last
    root = _mask(len(known), children[_ROOT])
    cap = np.full(len(known), np.iinfo(np.int16).max, dtype=np.int16)
    for one, times in units.caps.items():
        if one in local:
            cap[local[one]] = times
    return Lexicon(
        pieces=np.array(known, dtype=np.int64),
        children=tuple(children),
        ends=tuple(ends),
        lasts=tuple(lasts),
        cap=cap,
        root=root,
        open=_mask(len(known), [local[pieces.ids[word]] for word in OPEN if pieces.ids.get(word) in local]),
        word=_mask(len(known), [local[one] for piece, one in pieces.ids.items() if one in local and piece.isalnum()]),
        stop=local[marks[0]],
        comma=local[marks[1]],
        dash=local[units.dash] if units.dash is not None else -1,
        end=local[end_id],
        local=local,
    )


def _mask(size: int, places: Any) -> Mask:
    mask = np.zeros(size, dtype=np.bool_)
    mask[list(places)] = True
    return mask


def start(lexicon: Lexicon) -> State:
    """Nothing written yet."""
    return State((), np.zeros(len(lexicon.pieces), dtype=np.int16), (), frozenset(), -1, 0, False)


def may_end(lexicon: Lexicon, state: State) -> bool:
    """Whether the sentence so far is whole but for its full stop."""
    if state.stopped:
        return True
    at_end = any(lexicon.ends[node] for node in state.nodes)
    return at_end and state.words >= MIN_WORDS and not lexicon.open[state.last]


def allowed(lexicon: Lexicon, state: State) -> Mask:
    """Which pieces may come next; the end of text alone where nothing else may."""
    mask = np.zeros(len(lexicon.pieces), dtype=np.bool_)
    if state.stopped:
        mask[lexicon.end] = True
        return mask
    for node in state.nodes:
        mask[list(lexicon.children[node])] = True
    ended = [node for node in state.nodes if lexicon.ends[node]]
    if ended and all(lexicon.lasts[node] for node in ended):
        mask[lexicon.end] = True
        return mask
    if ended or state.last in (-1, lexicon.comma, lexicon.dash):
        mask |= _beginnings(lexicon, state)
        if ended:
            mask[lexicon.comma] = True
            if lexicon.dash >= 0:
                mask[lexicon.dash] = True
        if may_end(lexicon, state):
            mask[[lexicon.stop, lexicon.end]] = True
    if not mask.any():
        mask[lexicon.end] = True
    return mask


def _beginnings(lexicon: Lexicon, state: State) -> Mask:
    """Pieces a new unit may begin with: not used up, not the last one again, no run of words a second time."""
    mask = lexicon.root & (state.used < lexicon.cap)
    if state.tail:
        mask[state.tail[-1]] = False
        before = state.tail[-(_SAME_RUN - 1) :]
        for run in state.runs:
            if run[:-1] == before:
                mask[run[-1]] = False
    return mask


def advance(lexicon: Lexicon, state: State, piece: int) -> State:
    """The sentence with one more piece, which ``allowed`` allowed."""
    if piece in (lexicon.comma, lexicon.dash, lexicon.stop, lexicon.end) and not any(
        piece in lexicon.children[node] for node in state.nodes
    ):
        stopped = piece in (lexicon.stop, lexicon.end)
        return State((), state.used, state.tail, state.runs, piece, state.words, stopped)
    nodes = [lexicon.children[node][piece] for node in state.nodes if piece in lexicon.children[node]]
    fresh = any(lexicon.ends[node] for node in state.nodes) or not state.nodes
    begun = fresh and piece in lexicon.children[_ROOT]
    if begun:
        nodes.append(lexicon.children[_ROOT][piece])
    used = state.used.copy()
    used[piece] += 1
    tail, runs = state.tail, state.runs
    if begun:
        tail = (*tail[-(_SAME_RUN - 1) :], piece)
        runs = runs | {tail} if len(tail) == _SAME_RUN else runs
    return State(tuple(dict.fromkeys(nodes)), used, tail, runs, piece, state.words + bool(lexicon.word[piece]), False)
