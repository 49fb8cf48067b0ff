"""Pairs of source lines and a sentence written from them: filtered, given a task, divided by source."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from summarize.training.fusion_filter import is_grounded, keeps_operators, plain

VALIDATION_SHARE = 0.02  # of what shares a source: some 3,700 pairs
VALIDATION_SHARES = {"neus": 0.06, "poc": 0.06}  # small sets that the writer is judged on: 2 % would be 40 pairs
PLANS = "plans"  # the set of the planner's own choices
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


def all_pairs(rows: Iterable[dict[str, Any]], clusters: Iterable[dict[str, Any]]) -> list[Pair]:
    """Every row of ``fusion/pairs.jsonl.gz`` as a pair with its task and its side; nothing is filtered.

    Args:
        rows: With "set", "src" and "tgt".
        clusters: Of ``briefs/neus_train.jsonl.gz``: pairs of one cluster stay together.
    """
    made = []
    for row in rows:
        lines = tuple(plain(line) for line in row["src"] if line.strip())
        target = plain(row["tgt"])
        if lines and target:
            made.append(Pair(set=row["set"], lines=lines, target=target, task=task_of(row["set"], lines, target)))
    return divide(_with_groups(made, clusters))


def _with_groups(pairs: Sequence[Pair], clusters: Iterable[dict[str, Any]]) -> list[Pair]:
    """NeuS pairs with the cluster whose reference holds their target: no line need be shared inside a cluster."""
    references = [(group_of(row), key_of(row["reference"])) for row in clusters]
    grouped = []
    for pair in pairs:
        key = key_of(pair.target) if pair.set == "neus" else ""
        group = next((group for group, reference in references if key and key in reference), "")
        grouped.append(replace(pair, group=group) if group else pair)
    return grouped


def group_of(cluster: dict[str, Any]) -> str:
    """What pairs of a NeuS cluster have in common; no key of a text looks like it."""
    return f"neus {cluster['id']}"


def can_teach(lines: Sequence[str], target: str, names: Collection[str]) -> bool:
    """Whether the target is a sentence of a sensible length that says nothing its lines do not hold."""
    count = len(target.split())
    if not 1 <= len(lines) <= MAX_LINES:
        return False
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
    roots = [_find(home, _keys(pair)[0]) for pair in pairs]
    shares: dict[str, float] = {}
    for pair, root in zip(pairs, roots, strict=True):
        if pair.set != PLANS:
            share = VALIDATION_SHARES.get(pair.set, VALIDATION_SHARE)
            shares[root] = max(share, shares.get(root, 0.0))
    return [
        replace(pair, validation=_position(root) < shares.get(root, VALIDATION_SHARES["neus"]))
        for pair, root in zip(pairs, roots, strict=True)
    ]


def _keys(pair: Pair) -> list[str]:
    if pair.set == PLANS:  # it goes where its cluster goes, and joins nothing: the division is the same without plans
        return [pair.group]
    found = [key_of(text) for text in (*pair.lines, pair.target)]
    return [*found, pair.group] if pair.group else found


def _find(home: dict[str, str], key: str) -> str:
    while home.setdefault(key, key) != key:
        home[key] = home[home[key]]
        key = home[key]
    return key


def _position(key: str) -> float:
    """Where in [0, 1) a key stands, as if drawn; the same for the same key for ever."""
    return int(hashlib.sha256(key.encode()).hexdigest()[:8], 16) / 16**8


def key_of(text: str) -> str:
    """What two prints of one sentence have in common: letters and digits in lower case."""
    return "".join(_LETTERS.findall(text.lower()))
