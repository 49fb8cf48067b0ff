"""An Embedder that embeds no text twice: for training and for trying settings on the same articles, not for timing."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from summarize.models import Embedder

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class KeptEmbedder:
    """Keeps its rows in memory and, where a path is given, in a file, so that a second training need not wait."""

    def __init__(self, embedder: Embedder, path: Path | None = None) -> None:
        self._embedder, self._path = embedder, path
        self._rows: dict[str, NDArray[np.float32]] = _read(path) if path and path.exists() else {}

    @property
    def name(self) -> str:
        """What the model calls itself."""
        return self._embedder.name

    @property
    def digest(self) -> str:
        """sha256 of its weights, hex."""
        return self._embedder.digest

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Rows of unit length, float32, shape (len(texts), d)."""
        import numpy as np

        missing = sorted({text for text in texts if text not in self._rows})
        if missing:
            self._rows.update(zip(missing, self._embedder.embed(missing), strict=True))
        return np.stack([self._rows[text] for text in texts]) if len(texts) else self._embedder.embed(texts)

    def keep(self) -> None:
        """Write the rows to the file, whole or not at all."""
        import numpy as np

        if not self._path or not self._rows:
            return
        self._path.parent.mkdir(parents=True, exist_ok=True)
        part = self._path.with_suffix(".part")
        texts = np.frombuffer(json.dumps(list(self._rows)).encode(), np.uint8)  # an array of objects would be pickled
        with part.open("wb") as file:
            np.savez(file, texts=texts, rows=np.stack(list(self._rows.values())))
        os.replace(part, self._path)


def _read(path: Path) -> dict[str, NDArray[np.float32]]:
    import numpy as np

    with np.load(path, allow_pickle=False) as kept:
        return dict(zip(json.loads(kept["texts"].tobytes()), kept["rows"], strict=True))
