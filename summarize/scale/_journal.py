"""The journal of a batch: every finished line, so that a killed run goes on where it was.

``OUT.part`` holds a first line with the digest of the settings, then a line per finished input line:
sixteen hex digits of the input line's sha256, eight of the output's CRC-32, the output. A torn or damaged tail is cut
off; every whole line is kept. At the end the outputs are copied to ``OUT`` in one step and the journal is removed.
"""

from __future__ import annotations

import os
import shutil
import zlib
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType

from summarize.errors import StateError
from summarize.scale.store import lock, sync_folder

_HEADER = "summarize batch 2 "
_PREFIX = 26  # of a line: 16 + blank + 8 + blank
_SYNC_BYTES = 1_000_000  # a killed process loses nothing it wrote; only a power cut loses what is not synced yet


class Journal:
    """An open journal; ``with`` closes it. It is locked: two runs cannot write one output."""

    def __init__(self, out: Path, settings_digest: str, restart: bool) -> None:
        self._out = out
        self.path = out.with_name(out.name + ".part")
        self._header = f"{_HEADER}{settings_digest}\n".encode("ascii")
        try:
            # not "w", which would empty the journal of a run that still holds it
            handle = os.open(self.path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o666)
        except OSError as error:
            raise StateError(f"cannot write {self.path}: {error.strerror}; choose another output") from error
        self._stream = os.fdopen(handle, "r+b", buffering=0)
        self._unsynced = 0
        try:
            lock(self._stream, self.path)
            if restart:
                self._stream.truncate(0)
            self.done = self._recover()
        except BaseException:
            self._stream.close()
            raise

    def __enter__(self) -> Journal:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._stream.close()

    def _recover(self) -> int:
        """Cut off what is torn; the number of lines that are whole, the stream standing behind them."""
        whole = done = 0
        with open(self.path, "rb") as reader:
            first = reader.readline()
            if first.endswith(b"\n") and first != self._header:
                raise StateError(
                    f"{self.path} was begun with other settings or another version; finish it with those, or remove it"
                    " (or ask for a restart) to begin again"
                )
            if first == self._header:
                whole = reader.tell()
                for line in reader:
                    if _damaged(line):
                        break
                    whole += len(line)
                    done += 1
        self._stream.truncate(whole)
        self._stream.seek(whole)
        if not whole:
            self._write(self._header)
        return done

    def finished(self) -> Iterator[tuple[str, bool, bytes]]:
        """Of each line that is done, in order: its input's digest, whether it came to an error, the output."""
        with open(self.path, "rb") as reader:
            reader.readline()
            for _ in range(self.done):
                line = reader.readline()
                output = line[_PREFIX:-1]
                yield line[:16].decode("ascii"), output.startswith(b'{"line": '), output

    def add(self, input_digest: str, output: bytes) -> None:
        """Write one finished line, without its line end."""
        line = b"%s %08x %s\n" % (input_digest.encode("ascii"), zlib.crc32(output), output)
        self._write(line)
        self._unsynced += len(line)
        if self._unsynced >= _SYNC_BYTES:
            os.fsync(self._stream.fileno())
            self._unsynced = 0

    def _write(self, data: bytes) -> None:
        view = memoryview(data)
        try:
            while view:
                view = view[self._stream.write(view) or 0 :]
        except OSError as error:
            raise StateError(f"cannot write {self.path}: {error.strerror}; make room and run it again") from error

    def finish(self) -> None:
        """Put the outputs in place in one step, and remove the journal."""
        temporary = self._out.with_name(self._out.name + ".part.tmp")
        try:
            with open(self.path, "rb") as reader, open(temporary, "wb") as writer:
                reader.readline()
                for line in reader:
                    writer.write(line[_PREFIX:])
                writer.flush()
                os.fsync(writer.fileno())
            if self._out.exists():
                shutil.copymode(self._out, temporary)
            os.replace(temporary, self._out)
            sync_folder(self._out.parent)
            self.path.unlink()
        except OSError as error:
            raise StateError(f"cannot write {self._out}: {error.strerror}; make room and run it again") from error


def _damaged(line: bytes) -> bool:
    if not line.endswith(b"\n") or len(line) < _PREFIX + 1 or line[16:17] != b" " or line[25:26] != b" ":
        return True
    return line[17:25] != b"%08x" % zlib.crc32(line[_PREFIX:-1])
