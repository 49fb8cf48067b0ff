"""Opening what is to be read line by line, and writing that a kill at any moment leaves whole or undone."""

from __future__ import annotations

import os
import re
import stat
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from io import FileIO
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO

from summarize.errors import StateError, UsageError

_TEMPORARY = re.compile(r"\.summarize-(\d+)-\d+\.tmp")


@contextmanager
def opened(path: str) -> Iterator[BinaryIO]:
    """The bytes of a file, unpacked where it is .gz, .xz or .bz2; of standard input for "-".

    Raises:
        UsageError: there is no such file, or it cannot be read.
    """
    if path == "-":
        yield sys.stdin.buffer
        return
    try:
        if stat.S_ISDIR(os.stat(path).st_mode):
            raise UsageError(f"{path}: is a folder; expected a JSON-lines file")
        stream = _unpacking(path)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise UsageError(
            f"{path}: cannot be read ({reason}); expected a JSON-lines file, or - for standard input"
        ) from None
    with stream:
        yield stream


def _unpacking(path: str) -> BinaryIO:
    import bz2
    import gzip
    import lzma

    openers: dict[str, Any] = {".gz": gzip.open, ".xz": lzma.open, ".bz2": bz2.open}
    stream: BinaryIO = openers.get(Path(path).suffix.lower(), open)(path, "rb")
    return stream


def write_text(path: str | os.PathLike[str], text: str) -> None:
    """Write a text as UTF-8, its line ends untouched, whole or not at all.

    Raises:
        StateError: it cannot be written.
    """
    write_bytes(path, text.encode("utf-8"))


def write_bytes(path: str | os.PathLike[str], content: bytes) -> None:
    """Write a file whole or not at all; a reader sees the old content or the new, never a part of one.

    Args:
        path: the file; its folder must be there.
        content: all of it.

    Raises:
        StateError: it cannot be written.
    """
    target = Path(path)
    try:
        os.replace(_temporary(target, content, 0), target)
        sync_folder(target.parent)
    except OSError as error:
        raise _cannot_write(target, error) from error


def write_folder(folder: str | os.PathLike[str], files: Mapping[str, str | bytes]) -> None:
    """Write many files of one folder, each whole or not at all, in the order given (what links to others last).

    All contents are on the disk before the first takes its place, so a full disk leaves an earlier run as it was.
    What a killed run left half-written is removed first.

    Args:
        folder: made where it is not there yet.
        files: contents by name; a name may hold folders, with "/" between.

    Raises:
        StateError: the folder cannot be used, or a name would lead out of it.
    """
    root = Path(folder)
    contents = {_checked(name): _as_bytes(content) for name, content in files.items()}
    try:
        root.mkdir(parents=True, exist_ok=True)
        _sweep(root)
        ready = _prepared(root, contents)
        for temporary, target in ready:
            os.replace(temporary, target)
        for parent in sorted({target.parent for _, target in ready}):
            sync_folder(parent)
    except OSError as error:
        raise _cannot_write(root, error) from error


def _prepared(root: Path, contents: Mapping[str, bytes]) -> list[tuple[Path, Path]]:
    ready: list[tuple[Path, Path]] = []
    try:
        for number, (name, content) in enumerate(contents.items()):
            target = root / name
            target.parent.mkdir(parents=True, exist_ok=True)
            if target.is_dir():
                raise IsADirectoryError(None, f"a folder named {name} is in the way")
            ready.append((_temporary(target, content, number), target))
    except OSError:
        for temporary, _ in ready:
            temporary.unlink(missing_ok=True)
        raise
    return ready


def _temporary(target: Path, content: bytes, number: int) -> Path:
    """A file with the content, on the disk, beside the target, with the rights a new file has."""
    temporary = target.with_name(f".summarize-{os.getpid()}-{number}.tmp")
    try:
        with open(temporary, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
    except OSError:
        temporary.unlink(missing_ok=True)
        raise
    return temporary


def _as_bytes(content: str | bytes) -> bytes:
    return content.encode("utf-8") if isinstance(content, str) else content


def _checked(name: str) -> str:
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or "\\" in name or "\0" in name or not path.parts:
        raise StateError(f"cannot write a file named {name!r} into an output folder; expected a name inside it")
    return str(path)


def _sweep(root: Path) -> None:
    """Remove temporary files of runs that were killed."""
    for path in root.rglob(".summarize-*.tmp"):
        match = _TEMPORARY.fullmatch(path.name)
        if match and not _alive(int(match[1])):
            path.unlink(missing_ok=True)


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def sync_folder(folder: Path) -> None:
    """Make the new names in a folder survive a power cut, where the system can."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def lock(stream: FileIO, path: Path) -> None:
    """Keep other runs from writing to an open file, until it is closed, where the system can.

    Raises:
        StateError: another run holds it.
    """
    try:
        import fcntl
    except ImportError:
        return  # a system without such locks
    try:
        fcntl.flock(stream.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        raise StateError(f"{path} is being written by another run; wait for it, or choose another place") from error


def _cannot_write(path: Path, error: OSError) -> StateError:
    reason = error.strerror or str(error)
    return StateError(f"cannot write {path}: {reason}; expected a folder that can be written to, with space left")
