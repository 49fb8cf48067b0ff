"""What holds for every test."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

# Two test processes on two cores, each with two threads of torch, wait for one another: the suite took three times as
# long. Set before torch is imported, and handed on to the commands that tests start.
os.environ.setdefault("OMP_NUM_THREADS", "1")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, and the one commands work in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path
