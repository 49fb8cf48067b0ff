"""Models that everyone on the page shares: loaded once, on first use, one call at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from threading import Lock, RLock
from typing import TYPE_CHECKING

from summarize.models import Embedder, Writer
from summarize.models.load import load_writer
from summarize.pipeline import Models, load_models
from summarize.settings import Settings

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class SharedModels:
    """Models by the name of their writer. ``load`` is called once, however many people come at the same time."""

    def __init__(self, load: Callable[[Settings], Models] = load_models) -> None:
        self._load = load
        self._known: dict[str, Models] = {}
        self._lock = RLock()

    def ready(self, writer: str) -> bool:
        """Whether the models for this writer are loaded."""
        return writer in self._known

    def get(self, settings: Settings) -> Models:
        """The models for the writer that ``settings`` names.

        Raises:
            ModelError: One of them cannot be used.
        """
        with self._lock:
            if settings.writer not in self._known:
                self._known[settings.writer] = self._made(settings)
            return self._known[settings.writer]

    def _made(self, settings: Settings) -> Models:
        if self._known:  # the encoder is there: only the writer is new
            first = next(iter(self._known.values()))
            writer = load_writer(settings.writer)
            return replace(first, writer=writer and OneAtATimeWriter(writer))
        models = self._load(settings)
        return replace(
            models,
            embedder=models.embedder and OneAtATimeEmbedder(models.embedder),
            writer=models.writer and OneAtATimeWriter(models.writer),
        )


class OneAtATimeEmbedder:
    """An embedder for several threads: a fast tokenizer fails when two use it at once ("Already borrowed")."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._lock = Lock()

    @property
    def name(self) -> str:
        """The embedder's own."""
        return self._embedder.name

    @property
    def digest(self) -> str:
        """The embedder's own."""
        return self._embedder.digest

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """What the embedder gives."""
        with self._lock:
            return self._embedder.embed(texts)


class OneAtATimeWriter:
    """A writer for several threads."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._lock = Lock()

    @property
    def name(self) -> str:
        """The writer's own."""
        return self._writer.name

    @property
    def digest(self) -> str:
        """The writer's own."""
        return self._writer.digest

    def write(self, groups: Sequence[Sequence[str]]) -> list[list[str]]:
        """What the writer gives."""
        with self._lock:
            return self._writer.write(groups)
