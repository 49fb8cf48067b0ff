"""What a model must be able to do, as Protocols. One file per implementation; ``load`` picks by name.

Importing this package loads no model library.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Embedder(Protocol):
    """Texts in, unit vectors out."""

    @property
    def name(self) -> str:
        """What the model calls itself."""

    @property
    def digest(self) -> str:
        """sha256 of its weights, hex."""

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Rows of unit length, float32, shape (len(texts), d), in the order of the texts."""


class Writer(Protocol):
    """Groups of source sentences in, one sentence for each group out."""

    @property
    def name(self) -> str:
        """What the model calls itself."""

    @property
    def digest(self) -> str:
        """sha256 of its weights, hex."""

    def write(self, groups: Sequence[Sequence[str]]) -> list[list[str]]:
        """For each group its candidate sentences, best first (an empty list where it has none)."""


class ClusterWriter(Protocol):
    """The documents of one event in, a text out."""

    @property
    def name(self) -> str:
        """What the model calls itself."""

    @property
    def digest(self) -> str:
        """sha256 of its weights, hex."""

    def write_cluster(self, documents: Sequence[str]) -> str:
        """A text of several sentences over all the documents."""


class Judge(Protocol):
    """A sentence and the lines cited for it in, support out."""

    @property
    def name(self) -> str:
        """What the model calls itself."""

    def judge(self, pairs: Sequence[tuple[str, Sequence[str]]]) -> list[float]:
        """For each (sentence, cited lines) how well they support it, in [0, 1]."""
