"""Beam search under the constraint, over many groups at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from summarize.models.fusion_constraint import Lexicon, State, advance, allowed, cuts_here, may_end, start
from summarize.models.fusion_decoder import Memory, narrowed, remember, reorder, step

_ROUND = 5  # digits of a score that count: the batch a group stands in changes the seventh
_NEVER = -1e9
_CROWDED = 0.75  # with so many of its groups left or fewer, a batch is made smaller: copying what stays costs a step
_Tables = tuple[Tensor, Tensor, Tensor]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A sentence the search ended with."""

    ids: tuple[int, ...]  # vocabulary ids, without the end of text
    score: float  # mean log chance of a piece among those of its group


@dataclass(slots=True)
class _Beam:
    """One sentence under way."""

    state: State
    ids: tuple[int, ...]
    total: float


def search(
    model: Any, rows: Sequence[Sequence[int]], lexicons: Sequence[Lexicon], beams: int, longest: int
) -> list[list[Found]]:
    """For each input its whole sentences, best first.

    Args:
        model: A ``BartForConditionalGeneration`` in evaluation mode.
        rows: Input ids of each group.
        lexicons: What each may write.
        beams: Sentences kept under way; 1 is greedy.
        longest: Pieces of a sentence at most.
    """
    with torch.inference_mode():
        memory = _encoded(model, rows, beams)
        tables = _tables(model, lexicons)
        groups = list(range(len(rows)))  # those still in the batch
        under_way = [[_Beam(start(lexicon), (), 0.0)] for lexicon in lexicons]
        found: list[list[Found]] = [[] for _ in rows]
        last = torch.full((len(rows), beams), int(model.config.decoder_start_token_id))
        for _ in range(longest):
            hidden, memory = step(model, last, memory)
            chances = _chances(hidden, tables)
            chosen = np.zeros((len(groups), beams), dtype=np.int64)
            for at, group in enumerate(groups):
                if under_way[group]:
                    parts = (lexicons[group], under_way[group], found[group])
                    under_way[group] = _next(*parts, chances[at], chosen[at])
            left = [at for at, group in enumerate(groups) if under_way[group]]
            if not left:
                break
            memory = reorder(memory, torch.from_numpy(chosen))
            if len(left) <= _CROWDED * len(groups):
                groups, memory = [groups[at] for at in left], narrowed(memory, left)
                tables = (tables[0][left], tables[1][left], tables[2][left])
            last = torch.tensor([_last(under_way[group], beams) for group in groups])
    return [sorted(one, key=lambda each: (-each.score, each.ids)) for one in found]


def _encoded(model: Any, rows: Sequence[Sequence[int]], beams: int) -> Memory:
    pad = int(model.config.pad_token_id)
    longest = max(len(row) for row in rows)
    ids = torch.tensor([[*row, *[pad] * (longest - len(row))] for row in rows])
    mask = torch.tensor([[1] * len(row) + [0] * (longest - len(row)) for row in rows])
    encoded = model.model.encoder(input_ids=ids, attention_mask=mask).last_hidden_state
    return remember(model, encoded, mask, beams)


def _tables(model: Any, lexicons: Sequence[Lexicon]) -> _Tables:
    """Word vectors, biases and what is padding, for the pieces of each lexicon: the softmax is over these only."""
    longest = max(len(one.pieces) for one in lexicons)
    ids = np.zeros((len(lexicons), longest), dtype=np.int64)
    there = np.full((len(lexicons), longest), _NEVER, dtype=np.float32)
    for at, one in enumerate(lexicons):
        ids[at, : len(one.pieces)] = one.pieces
        there[at, : len(one.pieces)] = 0
    places = torch.from_numpy(ids)
    return model.lm_head.weight[places], model.final_logits_bias[0][places], torch.from_numpy(there)


def _last(beams: Sequence[_Beam], count: int) -> list[int]:
    ids = [one.ids[-1] for one in beams]
    return [*ids, *[0] * (count - len(ids))]  # a group that has ended goes on with anything until it is left out


def _chances(hidden: Tensor, tables: _Tables) -> NDArray[np.float32]:
    """Log chances of the pieces of each group for each of its beams."""
    table, bias, valid = tables
    logits = torch.baddbmm(bias[:, None, :], hidden, table.transpose(1, 2)) + valid[:, None, :]
    return np.asarray(torch.log_softmax(logits, dim=-1).numpy())


def _next(
    lexicon: Lexicon,
    beams: Sequence[_Beam],
    found: list[Found],
    chances: NDArray[np.float32],
    chosen: NDArray[np.int64],
) -> list[_Beam]:
    """The best continuations; whole sentences go to ``found``, and the search of a group ends with enough of them."""
    count = len(chosen)
    totals = np.full((len(beams), len(lexicon.pieces)), -np.inf, dtype=np.float64)
    for number, beam in enumerate(beams):
        mask = _willing(lexicon, beam.state, chances[number])
        totals[number, mask] = beam.total + chances[number, : len(lexicon.pieces)][mask]
    flat = np.round(totals, _ROUND).ravel()
    best = np.argsort(-flat, kind="stable")[: 2 * count]
    kept: list[_Beam] = []
    for place in best:
        if not np.isfinite(flat[place]):
            break
        number, piece = divmod(int(place), len(lexicon.pieces))
        beam, total = beams[number], float(flat[place])
        if piece == lexicon.end:
            if may_end(lexicon, beam.state):
                found.append(Found(ids=beam.ids, score=round(total / (len(beam.ids) + 1), _ROUND)))
        elif len(kept) < count:
            chosen[len(kept)] = number
            kept.append(_Beam(advance(lexicon, beam.state, piece), (*beam.ids, int(lexicon.pieces[piece])), total))
    if len(found) >= count and (not kept or _beaten(found, kept, count)):
        return []
    return kept


def _willing(lexicon: Lexicon, state: State, chances: NDArray[np.float32]) -> NDArray[np.bool_]:
    """Which pieces may come next, without the cuts that the model itself would not make: it would sooner go on.

    On 200 training pairs of google_cased that costs .2 points of ROUGE-1 (terse .4), of cnndm and NeuS nothing; a tenth
    of the cuts go, among them those behind which an idiom or a condition was left open.
    """
    mask = allowed(lexicon, state)
    cuts, on = cuts_here(lexicon, state)
    least = max((float(chances[piece]) for piece in on if mask[piece]), default=-np.inf)
    mask[[piece for piece in cuts if chances[piece] < least]] = False
    return mask


def _beaten(found: Sequence[Found], kept: Sequence[_Beam], count: int) -> bool:
    """Whether no sentence under way is better on the mean than the worst of the whole ones that will be kept."""
    worst = sorted((one.score for one in found), reverse=True)[count - 1]
    return max(one.total / (len(one.ids) + 1) for one in kept) <= worst
