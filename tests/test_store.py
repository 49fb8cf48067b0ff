"""Files and folders written whole or not at all, and lines opened packed or not."""

from __future__ import annotations

import gzip
import os
import subprocess
import sys
from pathlib import Path

import pytest

from summarize.errors import StateError, UsageError
from summarize.scale.store import opened, write_bytes, write_folder, write_text


def test_a_file_is_written_whole_and_nothing_else_is_left(tmp_path: Path) -> None:
    write_text(tmp_path / "a.txt", "One\r\n“two”\n")
    write_bytes(tmp_path / "a.txt", b"new")
    write_text(tmp_path / "b.txt", "x")
    assert (tmp_path / "a.txt").read_bytes() == b"new"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt", "b.txt"]
    ordinary = tmp_path / "c.txt"
    ordinary.write_text("x")
    assert (tmp_path / "b.txt").stat().st_mode == ordinary.stat().st_mode


def test_a_folder_is_made_with_folders_in_it(tmp_path: Path) -> None:
    write_folder(tmp_path / "out", {"sources/a.txt": "One", "index.html": b"<p>"})
    write_folder(tmp_path / "out", {"index.html": "new"})
    assert (tmp_path / "out" / "sources" / "a.txt").read_text() == "One"
    assert (tmp_path / "out" / "index.html").read_text() == "new"
    assert len(list((tmp_path / "out").rglob("*"))) == 3


def test_a_folder_that_cannot_be_finished_stays_as_it_was(tmp_path: Path) -> None:
    write_folder(tmp_path, {"a.txt": "old", "b/c.txt": "old"})
    with pytest.raises(StateError):
        write_folder(tmp_path, {"a.txt": "new", "b": "a folder is in the way"})
    assert (tmp_path / "a.txt").read_text() == "old"
    assert not list(tmp_path.rglob(".summarize-*"))


def test_what_a_killed_run_left_is_swept_away(tmp_path: Path) -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    (tmp_path / f".summarize-{gone.pid}-0.tmp").write_text("half")
    (tmp_path / f".summarize-{os.getppid()}-0.tmp").write_text("of a run that lives")
    write_folder(tmp_path, {"a.txt": "x"})
    assert sorted(path.name for path in tmp_path.iterdir()) == [f".summarize-{os.getppid()}-0.tmp", "a.txt"]


@pytest.mark.parametrize("name", ["../a.txt", "/a.txt", "b/../../a.txt", "", "a\\b", "a\0b", ".."])
def test_no_name_leads_out_of_the_folder(tmp_path: Path, name: str) -> None:
    with pytest.raises(StateError, match="expected a name inside it"):
        write_folder(tmp_path / "out", {name: "x"})
    assert not (tmp_path / "out").exists()


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(StateError, match="cannot write"):
        write_folder(tmp_path / "file", {"a": "x"})
    with pytest.raises(StateError, match="cannot write"):
        write_text(tmp_path / "none" / "a.txt", "x")


def test_lines_are_opened_packed_or_not_and_a_missing_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(b"{}\n")
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(b"{}\n"))
    for name in ("a.jsonl", "a.jsonl.gz"):
        with opened(str(tmp_path / name)) as stream:
            assert stream.read() == b"{}\n"
    for path in (str(tmp_path / "none"), str(tmp_path), "a\0b"):
        with pytest.raises(UsageError, match="expected a JSON-lines file"), opened(path):
            pass
