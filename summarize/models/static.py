"""Static sentence vectors: one vector per word piece, added up; no network is run.

Distilled from all-MiniLM-L6-v2 by ``summarize/training/static.py`` (the idea is model2vec's, Minish Lab 2024). Needs
neither torch nor transformers, and is some hundred times as fast as the model it was made from.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from summarize.errors import ModelBroken, ModelNotFound
from summarize.models.files import weights_digest

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

STATIC = "static"
UNKNOWN = "[UNK]"
MAX_PIECES = 256  # of a text: where MiniLM cuts, too
MAX_WORD_CHARS = 100  # a longer run of letters is no word; BERT's limit
_TOKEN = re.compile(r"[^\W_]+|[^\w\s]|_")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class StaticEncoder:
    """An ``Embedder`` over a table of vectors."""

    name: str
    digest: str
    vocabulary: Mapping[str, int]  # piece: its row; a piece inside a word begins with "##"
    table: NDArray[np.float32]  # (pieces, d): vectors, their weights multiplied in
    known: dict[str, tuple[int, ...]] = field(default_factory=dict)  # words cut before

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Rows of unit length, float32, shape (len(texts), d), in the order of the texts.

        A row depends on its own text alone, to the bit.
        """
        import numpy as np
        from scipy.sparse import csr_matrix

        ids = [self.pieces(text) or [self.vocabulary[UNKNOWN]] for text in texts]
        starts = np.cumsum([0, *(len(row) for row in ids)])
        columns = np.array([number for row in ids for number in row], dtype=np.int64)
        ones = np.ones(len(columns), dtype=np.float32)
        bags = csr_matrix((ones, columns, starts), shape=(len(ids), len(self.table)))
        rows: NDArray[np.float32] = np.asarray(bags @ self.table, dtype=np.float32)
        length = np.linalg.norm(rows, axis=1, keepdims=True)
        rows[length[:, 0] < 1e-9, 0] = 1.0  # vectors that cancel each other out: some direction, always the same
        return (rows / np.where(length < 1e-9, 1.0, length)).astype(np.float32)

    def pieces(self, text: str) -> list[int]:
        """The rows of a text's word pieces, in order, at most ``MAX_PIECES``."""
        found: list[int] = []
        for word in _TOKEN.findall(plain(text)):
            own = self.known.get(word)
            if own is None:
                own = cut(word, self.vocabulary)
                if len(self.known) < 200_000:  # a run over millions of articles must not grow without end
                    self.known[word] = own
            found += own
            if len(found) >= MAX_PIECES:
                break
        return found[:MAX_PIECES]


def plain(text: str) -> str:
    """Lower-cased and without accents, as MiniLM's vocabulary is."""
    lowered = text.lower()
    if lowered.isascii():
        return lowered
    return "".join(char for char in unicodedata.normalize("NFD", lowered) if unicodedata.category(char) != "Mn")


def cut(word: str, vocabulary: Mapping[str, int]) -> tuple[int, ...]:
    """The rows of a word's pieces, the longest first that fits (WordPiece); the unknown piece where none does."""
    rows = []
    start = 0
    while start < len(word) <= MAX_WORD_CHARS:
        for end in range(len(word), start, -1):
            row = vocabulary.get(("##" if start else "") + word[start:end])
            if row is not None:
                rows.append(row)
                start = end
                break
        else:
            return (vocabulary[UNKNOWN],)
    return tuple(rows) or (vocabulary[UNKNOWN],)


def load_static(folder: Path, name: str = STATIC) -> StaticEncoder:
    """The encoder from a folder with ``vectors.safetensors`` and ``pieces.txt``.

    Raises:
        ModelNotFound: There are no such files.
        ModelBroken: They do not belong together, or are damaged.
    """
    import numpy as np
    from safetensors.numpy import load_file

    weights, pieces = folder / "vectors.safetensors", folder / "pieces.txt"
    if not weights.is_file() or not pieces.is_file():
        raise ModelNotFound(f"The embedder {name!r} is not part of this installation: {folder} holds no vectors.")
    vocabulary = {piece: row for row, piece in enumerate(pieces.read_text("utf-8").split("\n")[:-1])}
    try:
        tensors = load_file(weights)
        table = tensors["vectors"].astype(np.float32) * tensors["scales"].astype(np.float32)[:, None]
    except Exception as error:  # safetensors raises its own kinds; each means the file cannot be used
        raise ModelBroken(f"The vectors in {weights} cannot be read ({error}). Install the package again.") from error
    if len(vocabulary) != len(table) or UNKNOWN not in vocabulary:
        raise ModelBroken(f"{weights} has {len(table)} rows for the {len(vocabulary)} pieces of {pieces}.")
    return StaticEncoder(name=name, digest=weights_digest((weights, pieces)), vocabulary=vocabulary, table=table)
