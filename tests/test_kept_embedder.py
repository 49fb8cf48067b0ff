"""An embedder that embeds no text twice."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from summarize.training.kept_embedder import KeptEmbedder
from tests.fakes import FakeEmbedder


def test_rows_are_the_embedders_own_and_kept_over_a_restart(tmp_path: Path) -> None:
    texts = ["Kerry met Lavrov.", "Putin – „so“.", "Kerry met Lavrov."]
    first = KeptEmbedder(one := FakeEmbedder(), path := tmp_path / "folder" / "rows.npz")
    rows = first.embed(texts)
    assert one.calls == [tuple(sorted(set(texts)))], "each once"
    assert np.array_equal(rows, FakeEmbedder().embed(texts))
    first.keep()
    again = KeptEmbedder(other := FakeEmbedder(), path)
    assert np.array_equal(again.embed(texts), rows)
    assert other.calls == []


def test_without_a_path_nothing_is_written(tmp_path: Path) -> None:
    kept = KeptEmbedder(FakeEmbedder())
    kept.embed(["Kerry."])
    kept.keep()
    assert list(tmp_path.iterdir()) == []
