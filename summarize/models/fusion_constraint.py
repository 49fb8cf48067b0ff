"""Word by word over word pieces: which piece may come next, so that only what the lines hold is ever written.

The search knows at which places of the lines the last piece may stand. There it may go on to the next piece of the
line, so that a "##" piece only ever continues an allowed word; or drop a phrase (``fusion_cuts``); or, where the line
might end, go over to another line: with "and" to its beginning, or straight to a phrase at its end that
tells when or why. Looser rules were tried (any unit after any other): nothing false, and hardly anything readable.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from summarize.models.fusion_lists import JOINING, OPEN
from summarize.models.fusion_units import Pieces, openings_of, places_of

Mask = NDArray[np.bool_]
MIN_WORDS = 5  # of a sentence, and of what another line may be joined to
MAX_CUTS = 4  # phrases dropped in one sentence
MAX_JOINED = 2  # lines in one sentence: of three nobody knows at its end how it began
MAX_WORDS = 42  # of a sentence of two lines, as writing/_candidates has it: what is longer would be written for nothing
_SAME_RUN = 3  # words: no run of so many is written twice


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """What a sentence written from some lines may hold, by *local* numbers 0 ... n - 1 of its pieces."""

    pieces: NDArray[np.int64]  # vocabulary id of each local number, rising
    text: tuple[int, ...]  # local number of the piece at each place of the lines; -1: none can be written
    line: tuple[int, ...]  # of each place
    after: tuple[int, ...]  # the next place of the line; -1: the line ends
    jumps: tuple[tuple[int, ...], ...]  # places at which the line may go on with a phrase dropped
    stops: tuple[bool, ...]  # whether the sentence may end behind a place
    final: tuple[bool, ...]  # whether it must
    openings: tuple[tuple[int, ...], ...]  # of each line: places at which a sentence may begin with it
    joined: tuple[tuple[int, ...], ...]  # of each line: places at which it may follow "and"
    tails: tuple[tuple[int, ...], ...]  # of each line: places of closing phrases that may follow another line
    joining: frozenset[int]  # "and"
    brackets: frozenset[int]  # those that open
    open: Mask  # pieces no sentence ends with
    word: Mask  # pieces that begin a word
    stop: int  # local numbers
    comma: int
    end: int
    local: dict[int, int] = field(repr=False)


@dataclass(frozen=True, slots=True, eq=False)
class State:
    """A sentence so far."""

    at: tuple[int, ...] = ()  # places where the last piece may stand
    lines: frozenset[int] = frozenset()  # that it draws on
    bridge: int = 0  # 1: a comma, 2: a word that joins was written where the line might end
    cuts: int = 0
    tail: tuple[int, ...] = ()  # the last words' first pieces: what the guard against repetition looks at
    runs: frozenset[tuple[int, ...]] = frozenset()
    last: int = -1  # the piece written last
    words: int = 0
    stopped: bool = False  # the full stop is written


def make_lexicon(lines: Sequence[str], pieces: Pieces, end_id: int, *, terse: bool = False) -> Lexicon:
    """The lexicon of a group of lines."""
    found = [places_of(line, pieces, terse=terse) for line in lines]
    places = [place for one in found for place in one]
    openings = [
        openings_of(line, pieces, [*lines[:at], *lines[at + 1 :]], terse=terse) for at, line in enumerate(lines)
    ]
    bases = np.cumsum([0, *(len(one) for one in found)]).tolist()
    line = tuple(number for number in range(len(lines)) for _ in range(bases[number], bases[number + 1]))
    brought = [pieces.ids[word] for word in JOINING if word in pieces.ids] if len(lines) > 1 else []
    marks = [pieces.ids["."], pieces.ids[","]]
    known = sorted({*(one.id for one in places), *marks, *brought, end_id} - {pieces.unknown})
    local = {one: at for at, one in enumerate(known)}
    text = tuple(local.get(one.id, -1) for one in places)
    names = {at: pieces.texts[one] for one, at in local.items()}

    def shifted(number: int, there: Iterable[int]) -> tuple[int, ...]:
        return tuple(bases[number] + place for place in there if text[bases[number] + place] >= 0)

    return Lexicon(
        pieces=np.array(known, dtype=np.int64),
        text=text,
        line=line,
        after=tuple(-1 if one.last or text[at + 1] < 0 else at + 1 for at, one in enumerate(places)),
        jumps=tuple(shifted(number, one.jumps) for number, one in zip(line, places, strict=True)),
        stops=tuple(one.stops for one in places),
        final=tuple(one.final for one in places),
        openings=tuple(shifted(number, one.begin) for number, one in enumerate(openings)),
        joined=tuple(shifted(number, one.joined) for number, one in enumerate(openings)),
        tails=tuple(shifted(number, one.tails) for number, one in enumerate(openings)),
        joining=frozenset(local[one] for one in brought),
        brackets=frozenset(at for at, piece in names.items() if piece in "(["),
        open=_mask(len(known), [at for at, piece in names.items() if piece in OPEN]),
        word=_mask(len(known), [at for at, piece in names.items() if piece.isalnum()]),
        stop=local[marks[0]],
        comma=local[marks[1]],
        end=local[end_id],
        local=local,
    )


def _mask(size: int, places: Iterable[int]) -> Mask:
    mask = np.zeros(size, dtype=np.bool_)
    mask[list(places)] = True
    return mask


def start(lexicon: Lexicon) -> State:
    """Nothing written yet."""
    del lexicon
    return State()


def may_end(lexicon: Lexicon, state: State) -> bool:
    """Whether the sentence so far is whole but for its full stop."""
    if state.stopped:
        return True
    return state.words >= MIN_WORDS and any(
        lexicon.final[place] or (lexicon.stops[place] and not lexicon.open[state.last]) for place in state.at
    )


def allowed(lexicon: Lexicon, state: State) -> Mask:
    """Which pieces may come next; the end of text alone where nothing else may."""
    mask = np.zeros(len(lexicon.pieces), dtype=np.bool_)
    if not state.stopped and not _is_full(state) and not any(lexicon.final[place] for place in state.at):
        places = [*_on(lexicon, state), *_dropped(lexicon, state), *_over(lexicon, state)]
        mask[[piece for place in places if not _again(state, piece := lexicon.text[place])]] = True
        mask[list(_bridges(lexicon, state))] = True
        if may_end(lexicon, state):
            mask[[lexicon.stop, lexicon.end]] = True
    if not mask.any() or any(lexicon.final[place] for place in state.at):
        mask[lexicon.end] = True
    return mask


def _on(lexicon: Lexicon, state: State) -> list[int]:
    """The next places of the line; a sentence's first."""
    if state.last == -1:
        return [place for openings in lexicon.openings for place in openings]
    return [lexicon.after[place] for place in state.at if lexicon.after[place] >= 0]


def _dropped(lexicon: Lexicon, state: State) -> list[int]:
    """Places at which the line goes on with a phrase dropped."""
    return [place for one in state.at for place in lexicon.jumps[one]] if state.cuts < MAX_CUTS else []


def _over(lexicon: Lexicon, state: State) -> list[int]:
    """Places at which another line is entered."""
    others = [number for number in range(len(lexicon.openings)) if number not in state.lines]
    if len(state.lines) >= MAX_JOINED or not state.lines:
        return []
    if state.bridge == 2:
        return [place for number in others for place in lexicon.joined[number]]
    if state.bridge == 1 or _may_leave(lexicon, state):
        return [place for number in others for place in lexicon.tails[number]]
    return []


def _may_leave(lexicon: Lexicon, state: State) -> bool:
    room = len(state.lines) < MAX_JOINED and state.words + MIN_WORDS <= MAX_WORDS
    return room and may_end(lexicon, state) and not state.stopped


def _is_full(state: State) -> bool:
    """Whether a sentence of two lines has become too long: it ends, or is given up."""
    return len(state.lines) > 1 and state.words > MAX_WORDS


def cuts_here(lexicon: Lexicon, state: State) -> tuple[set[int], set[int]]:
    """The pieces with which words of the line are dropped, the full stop among them, and those that go on in it.

    Brackets hold nothing that a line leans on: where one opens, nothing is asked of the model.
    """
    on = {lexicon.text[place] for place in _on(lexicon, state)} if state.at else set()
    if not on or on & lexicon.brackets:
        return set(), set()
    dropped = {lexicon.text[place] for place in _dropped(lexicon, state)}
    return (dropped | {lexicon.stop, lexicon.end}) - on, on


def _bridges(lexicon: Lexicon, state: State) -> set[int]:
    """The comma and the words that lead over to another line."""
    if state.bridge == 1:
        return set(lexicon.joining)
    if _may_leave(lexicon, state) and lexicon.joining:
        return {lexicon.comma, *lexicon.joining}
    return set()


def _again(state: State, piece: int) -> bool:
    """Whether a piece would end a run of words that is already written."""
    return (*state.tail[-(_SAME_RUN - 1) :], piece) in state.runs


def advance(lexicon: Lexicon, state: State, piece: int) -> State:
    """The sentence with one more piece, which ``allowed`` allowed."""
    is_word = bool(lexicon.word[piece])
    on, dropped, over = (
        [place for place in found if lexicon.text[place] == piece]
        for found in (_on(lexicon, state), _dropped(lexicon, state), _over(lexicon, state))
    )
    bridge = 0
    if piece in _bridges(lexicon, state):
        bridge = 1 if piece == lexicon.comma else 2
    at = tuple(dict.fromkeys([*on, *dropped, *over]))
    ended = piece == lexicon.end or (piece == lexicon.stop and not any(lexicon.after[place] >= 0 for place in at))
    tail, runs = state.tail, state.runs
    if is_word:
        tail = (*tail[-(_SAME_RUN - 1) :], piece)
        runs = runs | {tail} if len(tail) == _SAME_RUN else runs
    return State(
        at=() if ended else at,
        lines=state.lines | {lexicon.line[place] for place in at} if over or not state.lines else state.lines,
        bridge=bridge,
        cuts=state.cuts + (bool(dropped) and not on),
        tail=tail,
        runs=runs,
        last=piece,
        words=state.words + is_word,
        stopped=ended,
    )
