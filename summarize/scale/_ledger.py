"""A state of events on disk, so that a kill at any moment loses at most the article in hand.

::

    STATE/journal     a line on what the state was made with, then a record for each article: the steps it took
    STATE/snapshot    the state at some point of the journal, so that not all of it is read again; may be missing

A record is on the disk before the next article is begun. A torn record at the end is cut off; damage before whole
records is an error. The packed articles stay in the journal and are read when they are asked for.
"""

from __future__ import annotations

import json
import mmap
import os
import re
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

from summarize.errors import StateError
from summarize.events.state import State, Step, Work, replay
from summarize.scale import _snapshot
from summarize.scale.store import lock, sync_folder

_FORMAT = 1
_HEAD = re.compile(rb"#([0-9a-f]{8}) ([0-9a-f]{8})\n")  # length of a record, CRC-32 of it
_HEAD_SIZE = 19
_LENGTH = 9  # of the line that tells the length of the packed steps
_RECORDS = 64  # a snapshot after so many records, and one more for each _SHARE articles of the state:
_SHARE = 16  # what it costs is spread over records, what is read again at the start stays a small part


class Ledger:
    """The folder of a state, open and locked; ``with`` closes it."""

    def __init__(self, folder: Path, made_with: Mapping[str, str], window_days: float) -> None:
        self._window_days = window_days
        self._folder = folder
        self._path = folder / "journal"
        self._header = _header(made_with)
        _refuse_other_files(folder)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            handle = os.open(self._path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o666)
        except OSError as error:
            raise StateError(f"cannot write {self._path}: {error.strerror}; give another folder") from error
        self._stream = os.fdopen(handle, "r+b", buffering=0)
        try:
            lock(self._stream, self._path)
            self._since = 0
            self._places: dict[str, tuple[int, int, int]] = {}
            self.state = self._load()
        except BaseException:
            self._stream.close()
            raise

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._stream.close()

    def append(self, state: State, steps: Sequence[Step]) -> None:
        """Keep the steps that led to this state; they are on the disk when this returns.

        Raises:
            StateError: they cannot be written.
        """
        body, blobs_at = _encoded(steps)
        start = self._stream.tell() + _HEAD_SIZE
        self._write(b"#%08x %08x\n" % (len(body), zlib.crc32(body)) + body)
        self._note(steps, start + blobs_at)
        self.state = state
        self._since += 1
        if self._since >= _RECORDS + len(state.articles) // _SHARE:
            _snapshot.write(self._folder / "snapshot", state, self._places, self._header, self._stream.tell())
            self._since = 0

    def _note(self, steps: Sequence[Step], at: int) -> None:
        """Remember where the articles of these steps are packed: from this byte on."""
        for step in steps:
            if step[0] == "keep":
                self._places[step[1]] = (at, len(step[-2]), len(step[-1]))
                at += len(step[-2]) + len(step[-1])

    def _load(self) -> State:
        size = os.fstat(self._stream.fileno()).st_size
        if size < len(self._header):  # nothing yet, or killed before the first line was whole
            if self._header[:size] != self._stream.read(size):
                raise self._foreign("it is no journal of a state")
            self._stream.truncate(0)
            self._stream.seek(0)
            self._write(self._header)
            sync_folder(self._folder)
            return State()
        with open(self._path, "rb") as reader:  # not the locked stream: the map would hold its lock
            data = memoryview(mmap.mmap(reader.fileno(), 0, access=mmap.ACCESS_READ))
        self._check_header(bytes(data[:4096]))
        found = _snapshot.read(self._folder / "snapshot", self._header, data, self._window_days)
        state, self._places, at = found or (State(), {}, len(self._header))
        work = Work(state, self._window_days)
        while at < size:
            body = _record(data, at)
            if body is None:
                self._cut(data, at)
                break
            steps, blobs_at = _decoded(body)
            for step in steps:
                replay(work, step)
            work.steps.clear()
            self._note(steps, at + _HEAD_SIZE + blobs_at)
            at += _HEAD_SIZE + len(body)
            self._since += 1
        self._stream.seek(at)
        return work.done()

    def _check_header(self, start: bytes) -> None:
        if start.startswith(self._header):
            return
        try:
            name, _, made_with = start.partition(b"\n")[0].partition(b" {")
            before = json.loads(b"{" + made_with)
        except ValueError:
            name, before = b"", {}
        if not name.startswith(b"summarize state"):
            raise self._foreign("it is no journal of a state")
        now = json.loads(b"{" + self._header.partition(b" {")[2])
        other = [f"{key} {before.get(key)} (now {now.get(key)})" for key in now if before.get(key) != now.get(key)]
        raise self._foreign(f"the state was made with another {', another '.join(other) or 'format'}")

    def _foreign(self, why: str) -> StateError:
        return StateError(
            f"{self._path}: {why}; give another folder with --state, or remove this one and add its articles again"
        )

    def _cut(self, data: memoryview, at: int) -> None:
        """Cut off a torn record at the end."""
        for match in _HEAD.finditer(data, at + 1):
            if _record(data, match.start()) is not None:
                raise StateError(
                    f"{self._path}: damaged at byte {at}, with whole records behind it; take it from a backup, or "
                    "remove the folder and add its articles again"
                )
        self._stream.truncate(at)

    def _write(self, data: bytes) -> None:
        view = memoryview(data)
        try:
            while view:
                view = view[self._stream.write(view) or 0 :]
            os.fsync(self._stream.fileno())
        except OSError as error:
            raise StateError(f"cannot write {self._path}: {error.strerror}; make room and run it again") from error


def _header(made_with: Mapping[str, str]) -> bytes:
    return f"summarize state {_FORMAT} {json.dumps(dict(made_with), sort_keys=True)}\n".encode("ascii")


def _refuse_other_files(folder: Path) -> None:
    """A folder with other things in it is somebody's; a state is begun in none or an empty one."""
    try:
        if (folder / "journal").exists() or not folder.exists():
            return
        others = sorted(path.name for path in folder.iterdir())
    except OSError as error:
        raise StateError(f"cannot read {folder}: {error.strerror}; give another folder with --state") from error
    if others:
        raise StateError(
            f"{folder}: holds {', '.join(others[:3])}, which no state of this version is; give another folder with "
            "--state, or an empty one"
        )


def _record(data: memoryview, at: int) -> memoryview | None:
    """The record at this place; None where it is not whole."""
    match = _HEAD.fullmatch(data[at : at + _HEAD_SIZE])
    if match is None:
        return None
    body = data[at + _HEAD_SIZE : at + _HEAD_SIZE + int(match[1], 16)]
    return body if len(body) == int(match[1], 16) and zlib.crc32(body) == int(match[2], 16) else None


def _encoded(steps: Sequence[Step]) -> tuple[bytes, int]:
    """A record: the length of the packed steps, these, in which bytes stand as their length, then the bytes; and where
    those begin."""
    blobs: list[bytes] = []

    def plain(value: Any) -> Any:
        if isinstance(value, bytes | memoryview):
            blobs.append(bytes(value))
            return {"bytes": len(value)}
        return value

    rows = [[plain(value) for value in step] for step in steps]
    packed = zlib.compress(json.dumps(rows, separators=(",", ":")).encode("ascii"))
    start = b"%08x\n" % len(packed) + packed
    return start + b"".join(blobs), len(start)


def _decoded(body: memoryview) -> tuple[list[Step], int]:
    """The steps of a record, and where in it the bytes begin."""
    start = at = _LENGTH + int(bytes(body[:_LENGTH]), 16)
    rows: list[Step] = json.loads(zlib.decompress(body[_LENGTH:start]))
    for step in rows:
        for place, value in enumerate(step):
            if isinstance(value, dict):
                step[place] = body[at : at + value["bytes"]]
                at += value["bytes"]
    return rows, start
