"""Pairs of source lines and a sentence written from them: filtered, given a task, divided by source."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from summarize.training.fusion_filter import is_grounded, keeps_operators, plain

VALIDATION_SHARE = 0.02  # of the groups of sources: some 3,700 pairs
MAX_LINES = 4  # promise 3 allows four citations
MIN_TARGET_WORDS, MAX_TARGET_WORDS = 4, 60
_LETTERS = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Lines and the sentence that was written from them."""

    set: str  # the data set it comes from
    lines: tuple[str, ...]  # 1 to MAX_LINES
    target: str
    task: str  # of fusion_model.TASKS
    group: str = ""  # what it shares with pairs of the same source: a cluster, where one is known
    validation: bool = False  # never trained on


def make_pairs(rows: Iterable[dict[str, Any]], names: Collection[str]) -> Iterator[Pair]:
    """The rows of ``fusion/pairs.jsonl.gz`` that can teach, each with its task.

    Args:
        rows: With "set", "src" and "tgt".
        names: Words of names in lower case.
    """
    for row in rows:
        lines = tuple(plain(line) for line in row["src"][:MAX_LINES] if line.strip())
        target = plain(row["tgt"])
        if lines and len(row["src"]) <= MAX_LINES and can_teach(lines, target, names):
            yield Pair(set=row["set"], lines=lines, target=target, task=task_of(row["set"], lines, target))


def can_teach(lines: Sequence[str], target: str, names: Collection[str]) -> bool:
    """Whether the target is a sentence of a sensible length that says nothing its lines do not hold."""
    count = len(target.split())
    if not MIN_TARGET_WORDS <= count <= MAX_TARGET_WORDS or key_of(target) in {key_of(line) for line in lines}:
        return False  # a plain copy teaches nothing that the extractive writer cannot do
    return is_grounded(lines, target, names)


def task_of(name: str, lines: Sequence[str], target: str) -> str:
    """What the writer of the target was doing: joining, fusing with everything the gate asks for, or shortening."""
    if name == "wiki_split_rev":  # two sentences and the one they were split from
        return "join"
    return "fuse" if keeps_operators(lines, target) else "short"


def divide(pairs: Sequence[Pair]) -> list[Pair]:
    """The pairs with ``validation`` set: pairs that share a line, a target or a group are on one side together."""
    home: dict[str, str] = {}
    for pair in pairs:
        first, *others = _keys(pair)
        for other in others:
            one, two = _find(home, first), _find(home, other)
            home[max(one, two)] = min(one, two)  # the smallest key names the whole, in whatever order they come
    return [replace(pair, validation=_is_validation(_find(home, _keys(pair)[0]))) for pair in pairs]


def _keys(pair: Pair) -> list[str]:
    found = [key_of(text) for text in (*pair.lines, pair.target)]
    return [*found, pair.group] if pair.group else found


def _find(home: dict[str, str], key: str) -> str:
    while home.setdefault(key, key) != key:
        home[key] = home[home[key]]
        key = home[key]
    return key


def _is_validation(key: str) -> bool:
    return int(hashlib.sha256(key.encode()).hexdigest()[:8], 16) / 16**8 < VALIDATION_SHARE


def key_of(text: str) -> str:
    """What two prints of one sentence have in common: letters and digits in lower case."""
    return "".join(_LETTERS.findall(text.lower()))
