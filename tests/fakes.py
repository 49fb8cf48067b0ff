"""Models without weights: they keep the Protocols of ``summarize.models`` and are the same on every machine."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from summarize.words import content_stems, fold_space, words


def _slot(word: str, dimensions: int) -> tuple[int, float]:
    """A place and a sign for a word, from its digest: Python's own ``hash`` differs between runs."""
    digest = hashlib.sha256(word.encode("utf-8", "surrogatepass")).digest()
    return int.from_bytes(digest[:4], "big") % dimensions, 1.0 if digest[4] % 2 else -1.0


class FakeEmbedder:
    """A hashed bag of content stems: texts with words in common are near, others about at right angles."""

    def __init__(self, dimensions: int = 256) -> None:
        self.dimensions = dimensions
        self.calls: list[tuple[str, ...]] = []

    @property
    def name(self) -> str:
        return f"fake-embedder-{self.dimensions}"

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.name.encode()).hexdigest()

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.calls.append(tuple(texts))
        rows = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            row[0] = 1e-3  # so that a text without words has a direction too
            for stem in content_stems(text):
                place, sign = _slot(stem, self.dimensions)
                row[place] += sign
        rows /= np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-12)
        return rows


class FakeWriter:
    """Writes by a function of the group; without one, the group's first sentence as it stands."""

    def __init__(self, rewrite: Callable[[Sequence[str]], list[str]] | None = None) -> None:
        self.rewrite = rewrite
        self.groups: list[tuple[str, ...]] = []

    @property
    def name(self) -> str:
        return "fake-writer"

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.name.encode()).hexdigest()

    def write(self, groups: Sequence[Sequence[str]]) -> list[list[str]]:
        self.groups.extend(tuple(group) for group in groups)
        if self.rewrite is not None:
            return [self.rewrite(group) for group in groups]
        return [[fold_space(group[0])] if group else [] for group in groups]


class FakeClusterWriter:
    """Writes by a function of the documents; without one, the first line of each."""

    def __init__(self, rewrite: Callable[[Sequence[str]], str] | None = None) -> None:
        self.rewrite = rewrite

    @property
    def name(self) -> str:
        return "fake-cluster-writer"

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.name.encode()).hexdigest()

    def write_cluster(self, documents: Sequence[str]) -> str:
        if self.rewrite is not None:
            return self.rewrite(documents)
        return " ".join(document.strip().split("\n", 1)[0] for document in documents if document.strip())


class FakeJudge:
    """Support is the share of the sentence's content stems that stand in the cited lines."""

    @property
    def name(self) -> str:
        return "fake-judge"

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.name.encode()).hexdigest()

    def judge(self, pairs: Sequence[tuple[str, Sequence[str]]]) -> list[float]:
        scores = []
        for sentence, lines in pairs:
            wanted = set(content_stems(sentence)) or {word.lower() for word in words(sentence)}
            found = {stem for line in lines for stem in content_stems(line)}
            scores.append(round(len(wanted & found) / len(wanted), 6) if wanted else 0.0)
        return scores
