"""Batches: each a pure function of the seed and its number, so that a resumed run sees what an unbroken one would.

Examples are drawn a *chunk* at a time (``Mix.chunk_batches`` batches), sorted by length, cut into batches of equal
number and shuffled: little padding, no order by length. Chunks are made ahead by other processes where told.
"""

from __future__ import annotations

import os
import random
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

import numpy as np
from numpy.typing import NDArray

from summarize.training.fusion_model import PAD, SEP, TASKS, input_ids
from summarize.training.fusion_news import Story
from summarize.training.fusion_pairs import PLANS, Pair
from summarize.training.fusion_pretrain import Example, gap, repair, union

Ids = NDArray[np.uint16]
MAX_SOURCE, MAX_TARGET = 192, 80  # tokens; 99 % of the pairs are shorter, and lines are cut to fair shares
SHUFFLED = 0.3  # of groups have their lines in another order: the planner's order is not the sources'
# Shares of what is drawn. Before the pairs: mostly joining, which has the fewest real examples.
NEWS_MIX = {"repair": 0.25, "gap": 0.15, "union": 0.6}
# Then the pairs; news keeps a small part, so that joining is not forgotten.
PAIR_MIX = {"plans": 0.05, "multi": 0.42, "single": 0.16, "short": 0.17, "join": 0.08, "union": 0.12}
# Inside "multi": human fusions of several sentences before highlights that happen to draw on two.
SET_WEIGHT = {"neus": 3.0, "poc": 3.0, "ucf_heuristic": 1.5, "google_cased": 3.0}
TRIES = 20  # a draw that gives no example is drawn again


@dataclass(frozen=True, slots=True, kw_only=True)
class Mix:
    """How batches are drawn."""

    seed: int
    batch: int  # examples
    chunk_batches: int = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Pool:
    """What batches are drawn from."""

    pairs: dict[str, tuple[list[Pair], list[float]]]  # kind: pairs and their cumulative weights
    stories: list[Story]
    tokenizer: Any


def make_pool(pairs: Sequence[Pair], stories: Sequence[Story], tokenizer: Any) -> Pool:
    """The training pairs by kind; those of validation are left out here and nowhere else."""
    kinds: dict[str, list[Pair]] = {}
    for pair in pairs:
        if not pair.validation:
            kinds.setdefault(kind_of(pair), []).append(pair)
    weighed = {
        kind: (members, list(accumulate(SET_WEIGHT.get(pair.set, 1.0) for pair in members)))
        for kind, members in kinds.items()
    }
    return Pool(pairs=weighed, stories=list(stories), tokenizer=tokenizer)


def kind_of(pair: Pair) -> str:
    """Which part of ``PAIR_MIX`` a pair belongs to."""
    if pair.set == PLANS:
        return PLANS
    if pair.task != "fuse":
        return pair.task
    return "multi" if len(pair.lines) > 1 else "single"


def make_chunk(pool: Pool, mix: Mix, number: int, news: bool) -> list[tuple[Ids, Ids]]:
    """The batches of one chunk: padded source and target ids.

    Args:
        pool: What is drawn from.
        mix: How.
        number: Of the chunk, from 0.
        news: Pre-training on news; else pairs.
    """
    draw = random.Random(f"{mix.seed} {number} {news}")
    examples = list(_drawn(pool, draw, NEWS_MIX if news else PAIR_MIX, mix.batch * mix.chunk_batches))
    rows = sorted(encode(examples, pool.tokenizer), key=lambda row: (len(row[0]) // 8, len(row[1])))
    batches = [rows[start : start + mix.batch] for start in range(0, len(rows), mix.batch)]
    draw.shuffle(batches)
    return [(padded([s for s, _ in batch]), padded([t for _, t in batch])) for batch in batches]


def _drawn(pool: Pool, draw: random.Random, shares: dict[str, float], count: int) -> Iterator[Example]:
    there = {kind: share for kind, share in shares.items() if kind in pool.pairs or (kind in MAKERS and pool.stories)}
    kinds = draw.choices(list(there), list(there.values()), k=count)
    for kind in kinds:
        yield _example(pool, draw, kind)


def _example(pool: Pool, draw: random.Random, kind: str) -> Example:
    if kind in pool.pairs:
        members, weights = pool.pairs[kind]
        return as_example(draw.choices(members, cum_weights=weights)[0], draw)
    for _ in range(TRIES):
        if (made := MAKERS[kind](draw.choice(pool.stories), draw)) is not None:
            return made
    return repair(draw.choice(pool.stories), draw)


MAKERS: dict[str, Callable[[Story, random.Random], Example | None]] = {"repair": repair, "gap": gap, "union": union}


def as_example(pair: Pair, draw: random.Random) -> Example:
    """A pair as it is shown this time: half of what keeps everything also teaches to shorten."""
    lines = list(pair.lines)
    if draw.random() < SHUFFLED:
        draw.shuffle(lines)
    also_short = pair.task == "fuse" and len(lines) == 1 and draw.random() < 0.5
    return "short" if also_short else pair.task, tuple(lines), pair.target


def encode(examples: Sequence[Example], tokenizer: Any) -> list[tuple[list[int], list[int]]]:
    """Source and target ids of each example; a target ends with [SEP]."""
    texts = [text for _, lines, target in examples for text in (*lines, target)]
    ids = iter([row.ids for row in tokenizer.encode_batch(texts, add_special_tokens=False)])
    prefixes = {task: tokenizer.encode(text, add_special_tokens=False).ids for task, text in TASKS.items()}
    rows = []
    for task, lines, _ in examples:
        found = [next(ids) for _ in lines]
        target = next(ids)[: MAX_TARGET - 1]
        rows.append((input_ids(prefixes[task], [line for line in found if line], MAX_SOURCE), [*target, SEP]))
    return rows


def padded(rows: Sequence[Sequence[int]]) -> Ids:
    """The rows as one array, filled up with [PAD]."""
    table = np.full((len(rows), max(map(len, rows))), PAD, dtype=np.uint16)
    for at, row in enumerate(rows):
        table[at, : len(row)] = row
    return table


class Feed:
    """Chunks in order, made ahead by ``workers`` processes (0: made when asked for)."""

    def __init__(self, pool: Pool, mix: Mix, workers: int) -> None:
        self._pool, self._mix, self._ahead = pool, mix, 2 * workers
        self._waiting: deque[tuple[tuple[int, bool], Future[list[tuple[Ids, Ids]]]]] = deque()
        self._workers = _start(pool, workers) if workers else None

    def chunk(self, number: int, pretrain_chunks: int) -> list[tuple[Ids, Ids]]:
        """The chunk of a number; the first ``pretrain_chunks`` are news."""
        if self._workers is None:
            return make_chunk(self._pool, self._mix, number, number < pretrain_chunks)
        if not self._waiting or self._waiting[0][0] != (number, number < pretrain_chunks):
            self._waiting.clear()
        for next_number in range(number + len(self._waiting), number + self._ahead):
            asked = (next_number, next_number < pretrain_chunks)
            self._waiting.append((asked, self._workers.submit(_make, self._mix, *asked)))
        return self._waiting.popleft()[1].result()

    def close(self) -> None:
        """End the processes."""
        if self._workers is not None:
            self._workers.shutdown(wait=True, cancel_futures=True)


_shared: Pool | None = None  # of a worker process: the pool it was forked with


def _start(pool: Pool, workers: int) -> ProcessPoolExecutor:
    """Worker processes that share the pool's memory: they are forked now, before a GPU is touched."""
    import multiprocessing

    global _shared  # noqa: PLW0603 - a forked process inherits it; sending the pool to each would take minutes
    _shared = pool
    os.environ["TOKENIZERS_PARALLELISM"] = "false"
    executor = ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("fork"))
    executor.submit(int).result()
    return executor


def _make(mix: Mix, number: int, news: bool) -> list[tuple[Ids, Ids]]:
    if _shared is None:
        raise RuntimeError("a worker was started without its pool")
    return make_chunk(_shared, mix, number, news)
