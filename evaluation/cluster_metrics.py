"""How near a clustering comes to the gold one: B-cubed, pairs, adjusted Rand index.

B-cubed: Bagga and Baldwin 1998, as in Amigó et al. 2009, "A comparison of extrinsic clustering evaluation metrics",
section 4. Adjusted Rand index: Hubert and Arabie 1985.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import comb


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Precision, recall and their harmonic mean, each in [0, 1]."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def b_cubed_items(found: Sequence[object], gold: Sequence[object]) -> list[tuple[float, float]]:
    """B-cubed precision and recall of each item.

    Args:
        found: the cluster each item was put in.
        gold: the cluster each item belongs in, in the same order.
    """
    both = Counter(zip(found, gold, strict=True))
    in_found, in_gold = Counter(found), Counter(gold)
    return [(both[f, g] / in_found[f], both[f, g] / in_gold[g]) for f, g in zip(found, gold, strict=True)]


def b_cubed(found: Sequence[object], gold: Sequence[object]) -> Score:
    """The means over all items; 1, 1 for no item at all."""
    items = b_cubed_items(found, gold)
    if not items:
        return Score(precision=1.0, recall=1.0)
    return Score(precision=sum(p for p, _ in items) / len(items), recall=sum(r for _, r in items) / len(items))


def pairwise(found: Sequence[object], gold: Sequence[object]) -> Score:
    """Of the pairs put together how many belong together, and the other way round; 1 where there are none."""
    together = sum(comb(count, 2) for count in Counter(zip(found, gold, strict=True)).values())
    put = sum(comb(count, 2) for count in Counter(found).values())
    belong = sum(comb(count, 2) for count in Counter(gold).values())
    return Score(precision=together / put if put else 1.0, recall=together / belong if belong else 1.0)


def adjusted_rand(found: Sequence[object], gold: Sequence[object]) -> float:
    """1 for the gold clustering, 0 on average for a random one."""
    every = comb(len(found), 2)
    if not every:
        return 1.0
    together = sum(comb(count, 2) for count in Counter(zip(found, gold, strict=True)).values())
    put = sum(comb(count, 2) for count in Counter(found).values())
    belong = sum(comb(count, 2) for count in Counter(gold).values())
    chance = put * belong / every
    best = (put + belong) / 2
    return 1.0 if best == chance else (together - chance) / (best - chance)
