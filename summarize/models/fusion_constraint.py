"""Word by word over word pieces: which piece may come next, so that only what the lines hold is ever written.

What is written is a chain of *runs* copied from the lines, joined by commas and plain words. The search knows at which
places of the lines the last piece may stand: there it may go on to the next piece of the line, so that a "##" piece
only ever continues an allowed word; and where a unit ends (``fusion_units``) it may leave for the beginning of
another. A line alone is only shortened: some of its phrases may be dropped (``fusion_cuts``).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from summarize.models.fusion_lists import OPEN, PLAIN
from summarize.models.fusion_units import Pieces, opening_jumps, places_of
from summarize.words import STOPWORDS

Mask = NDArray[np.bool_]
MIN_WORDS = 5  # of a sentence
MIN_RUN = 2  # words copied in one stretch, before another begins
MAX_JOINTS = 6  # where one stretch ends and another begins; a sentence of more is a patchwork
MAX_CUTS = 4  # likewise where a line is shortened
MAX_PLAIN = 2  # plain words side by side
_SAME_RUN = 3  # words: no run of so many is written twice


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """What a sentence written from some lines may hold, by *local* numbers 0 ... n - 1 of its pieces."""

    pieces: NDArray[np.int64]  # vocabulary id of each local number, rising
    text: tuple[int, ...]  # local number of the piece at each place of the lines
    after: tuple[int, ...]  # the next place of the line; -1: the line ends
    enter: Mask  # of places: a unit begins
    leave: Mask  # of places: a unit ends
    ends: Mask  # of places: a sentence may end
    final: Mask  # of places: a sentence must end
    jumps: tuple[tuple[int, ...], ...]  # of each place: where a line alone may go on; of the last one: may begin
    entries: dict[int, tuple[int, ...]]  # of a piece: the places where a unit begins with it
    begins: Mask  # pieces that begin a unit
    plain: Mask  # pieces a writer may bring
    light: Mask  # pieces of function words
    open: Mask  # pieces no sentence ends with
    word: Mask  # pieces that begin a word
    vowel: Mask  # pieces that want "an" before them
    cap: NDArray[np.int16]  # how often a unit may begin with the piece
    alone: bool  # one line, only shortened
    stop: int  # local numbers
    comma: int
    end: int
    a: int  # -1: not there
    an: int
    pairs: frozenset[tuple[int, int]]  # "a us": what stands side by side in the lines
    local: dict[int, int] = field(repr=False)


@dataclass(frozen=True, slots=True, eq=False)
class State:
    """A sentence so far."""

    at: tuple[int, ...]  # places where the last piece may stand; () where it was brought
    run: int  # words of the stretch under way
    joints: int
    bare: int  # plain words side by side
    used: NDArray[np.int16]  # how often each piece was written
    tail: tuple[int, ...]  # the last words' first pieces: what the guard against repetition looks at
    runs: frozenset[tuple[int, ...]]
    last: int  # the piece written last; -1: none
    words: int
    stopped: bool  # the full stop is written


def make_lexicon(lines: Sequence[str], pieces: Pieces, end_id: int) -> Lexicon:
    """The lexicon of a group of lines."""
    places, caps = places_of(lines, pieces)
    alone = len(lines) == 1
    marks = [pieces.ids["."], pieces.ids[","]]
    brought = [] if alone else [pieces.ids[word] for word in PLAIN if word in pieces.ids]
    known = sorted({*(one.id for one in places), *marks, *brought, end_id} - {pieces.unknown})
    local = {one: at for at, one in enumerate(known)}
    cap = np.full(len(known), np.iinfo(np.int16).max, dtype=np.int16)
    for one, times in caps.items():
        if one in local:
            cap[local[one]] = times
    text = tuple(local.get(one.id, -1) for one in places)
    names = {local[one]: piece for piece, one in pieces.ids.items() if one in local}
    entries: dict[int, list[int]] = {}
    for place, spot in enumerate(places):
        if spot.enter and (names.get(text[place], "").isalnum() or spot.opens):
            entries.setdefault(text[place], []).append(place)
    entries.pop(-1, None)
    return Lexicon(
        pieces=np.array(known, dtype=np.int64),
        text=text,
        after=tuple(-1 if one.last or text[at + 1] < 0 else at + 1 for at, one in enumerate(places)),
        enter=np.array([one.enter for one in places], dtype=np.bool_),
        leave=np.array([one.leave for one in places], dtype=np.bool_),
        ends=np.array([one.stops if alone else one.ends for one in places], dtype=np.bool_),
        final=np.array([one.final for one in places], dtype=np.bool_),
        jumps=(*(one.jumps for one in places), opening_jumps(lines[0], pieces) if alone else ()),
        entries={piece: tuple(found) for piece, found in entries.items()},
        begins=_mask(len(known), entries),
        plain=_mask(len(known), [local[one] for one in brought]),
        light=_mask(len(known), [at for at, piece in names.items() if piece in STOPWORDS or piece in PLAIN]),
        open=_mask(len(known), [at for at, piece in names.items() if piece in OPEN]),
        word=_mask(len(known), [at for at, piece in names.items() if piece.isalnum()]),
        vowel=_mask(len(known), [at for at, piece in names.items() if piece[:1] in "aeiou"]),
        cap=cap,
        alone=alone,
        stop=local[marks[0]],
        comma=local[marks[1]],
        end=local[end_id],
        a=local.get(pieces.ids.get("a", -1), -1),
        an=local.get(pieces.ids.get("an", -1), -1),
        pairs=frozenset(pairwise(text)),
        local=local,
    )


def _mask(size: int, places: Iterable[int]) -> Mask:
    mask = np.zeros(size, dtype=np.bool_)
    mask[list(places)] = True
    return mask


def start(lexicon: Lexicon) -> State:
    """Nothing written yet."""
    return State((), 0, 0, 0, np.zeros(len(lexicon.pieces), dtype=np.int16), (), frozenset(), -1, 0, False)


def may_end(lexicon: Lexicon, state: State) -> bool:
    """Whether the sentence so far is whole but for its full stop."""
    if state.stopped:
        return True
    if state.words < MIN_WORDS or lexicon.open[state.last]:
        return False
    return any(lexicon.final[place] or lexicon.ends[place] for place in state.at)


def allowed(lexicon: Lexicon, state: State) -> Mask:
    """Which pieces may come next; the end of text alone where nothing else may."""
    mask = np.zeros(len(lexicon.pieces), dtype=np.bool_)
    if not state.stopped:
        on = [lexicon.text[lexicon.after[place]] for place in state.at if lexicon.after[place] >= 0]
        on = [piece for piece in on if not _again(state, piece)]
        mask[on] = True
        if any(lexicon.final[place] for place in state.at):
            mask[lexicon.end] = True
            return mask
        if not state.at or any(lexicon.leave[place] for place in state.at):
            _joint(lexicon, state, mask)
        if may_end(lexicon, state):
            mask[[lexicon.stop, lexicon.end]] = True
        if state.last == lexicon.comma:
            mask[lexicon.comma] = False
    if not mask.any():
        mask[lexicon.end] = True
    return mask


def _joint(lexicon: Lexicon, state: State, mask: Mask) -> None:
    """Add what may follow where a stretch ends."""
    fresh = state.last == -1
    if lexicon.alone:
        if state.joints < MAX_CUTS:
            mask[[lexicon.text[place] for place in _ahead(lexicon, state)]] = True
        return
    if state.at and (state.run < MIN_RUN or state.joints >= MAX_JOINTS):
        return
    more = lexicon.begins.copy()
    if state.bare < MAX_PLAIN:
        more |= lexicon.plain
    more &= state.used < lexicon.cap
    if state.tail:
        more[state.tail[-1]] = False
        more[[run[-1] for run in state.runs if run[:-1] == state.tail[-(_SAME_RUN - 1) :]]] = False
    if state.at and not state.bare:
        more &= lexicon.light  # two stretches are joined by a word that joins, or by a comma
    for article, wrong in ((lexicon.a, lexicon.vowel), (lexicon.an, ~lexicon.vowel)):
        if state.last == article != -1:
            right = [two for one, two in lexicon.pairs if one == article and two >= 0]
            kept = more[right]
            more &= ~wrong
            more[right] = kept
    mask |= more
    if not fresh and state.at:
        mask[lexicon.comma] = True


def _again(state: State, piece: int) -> bool:
    """Whether a piece would end a run of words that is already written."""
    return (*state.tail[-(_SAME_RUN - 1) :], piece) in state.runs


def _ahead(lexicon: Lexicon, state: State) -> list[int]:
    """Places at which a line alone may go on."""
    return [place for one in state.at or (-1,) for place in lexicon.jumps[one] if lexicon.text[place] >= 0]


def advance(lexicon: Lexicon, state: State, piece: int) -> State:
    """The sentence with one more piece, which ``allowed`` allowed."""
    on = tuple(lexicon.after[p] for p in state.at if lexicon.after[p] >= 0 and lexicon.text[lexicon.after[p]] == piece)
    is_word = bool(lexicon.word[piece])
    used = state.used.copy()
    used[piece] += 1
    tail, runs = state.tail, state.runs
    if is_word:
        tail = (*tail[-(_SAME_RUN - 1) :], piece)
        runs = runs | {tail} if len(tail) == _SAME_RUN else runs
    words = state.words + is_word
    stopped = piece in (lexicon.stop, lexicon.end) and not any(lexicon.after[place] >= 0 for place in on)
    if on and not stopped:
        run = state.run + is_word
        return State(on, run, state.joints, 0, used, tail, runs, piece, words, False)
    joints = state.joints + (bool(state.at) and not state.bare)
    if stopped:
        return State((), 0, state.joints, 0, used, tail, runs, piece, words, True)
    entered = _entered(lexicon, state, piece)
    if entered and not lexicon.plain[piece]:
        return State(entered, int(is_word), joints, 0, used, tail, runs, piece, words, False)
    if entered:  # a plain word that stands in the lines too: it may be copied, and be left like one that was brought
        return State(entered, MIN_RUN, joints, state.bare + 1, used, tail, runs, piece, words, False)
    return State((), 0, joints, state.bare + is_word, used, tail, runs, piece, words, False)


def _entered(lexicon: Lexicon, state: State, piece: int) -> tuple[int, ...]:
    if not lexicon.alone:
        return lexicon.entries.get(piece, ())
    return tuple(dict.fromkeys(place for place in _ahead(lexicon, state) if lexicon.text[place] == piece))
