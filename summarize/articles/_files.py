"""What the user named, as files, and their bytes. Nothing here can hang, and nothing reads past the limit.

In a folder three things are left out without a word, because they are no articles: hidden files, the folder's own
papers (README, LICENSE, SOURCES ... in capitals), and what a browser saves beside a page (``page_files/`` beside
``page.html``). Whatever is named itself is read.
"""

from __future__ import annotations

import errno
import glob
import os
import re
import stat
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any, BinaryIO

from summarize.articles._decode import Refused
from summarize.data import Problem

_OUTPUT = frozenset(
    {"run.json", "index.json", "sources"}
)  # a folder the program wrote; it does not read its own output
STDIN = "-"
_PACKED = (".gz", ".xz", ".bz2")
_PAPERS = frozenset(
    "README LICENSE LICENCE COPYING NOTICE AUTHORS SOURCES CHANGELOG CHANGES CONTRIBUTING MANIFEST CITATION".split()
)
_NO_ARTICLE = frozenset(
    """.css .js .mjs .map .xml .xsl .csv .tsv .yml .yaml .toml .ini .cfg .py .pyc .sh .bat .c .h .ipynb .log
    .png .jpg .jpeg .gif .webp .svg .ico .bmp .tif .tiff .avif .heic .woff .woff2 .ttf .otf .eot .mp3 .mp4 .m4a .mov
    .webm .ogg .wav .pdf .doc .docx .odt .rtf .xls .xlsx .ppt .pptx .epub .zip .tar .tgz .7z .rar .exe .so .dll .bin
    .db .sqlite .parquet .pt .safetensors .npz .npy .pkl .tmp .bak .swp .download .part""".split()
)
_CONTROL = re.compile("[\\0-\\x1f\\x7f-\\x9f\\u2028\\u2029]")
_ERRORS = {
    errno.ENOENT: "does not exist; check the name",
    errno.EACCES: "may not be read (permission denied); change its permissions",
    errno.EPERM: "may not be read (permission denied); change its permissions",
    errno.ELOOP: "is a link that leads back to itself",
    errno.ENAMETOOLONG: "is too long for a file name",
    errno.ENOTDIR: "does not exist: a part of the path is a file, not a folder",
}
_SPECIAL = (
    (stat.S_ISFIFO, "a named pipe"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
    (stat.S_ISSOCK, "a socket"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A file to read."""

    path: str  # as the user named it, fit to be printed
    file: str  # as the system knows it


def shown(path: str) -> str:
    """A path as it can be printed on a line: bytes that are no UTF-8, line ends and controls become U+FFFD."""
    return _CONTROL.sub("\ufffd", os.fsencode(path).decode("utf-8", "replace"))


def find_files(paths: Sequence[str]) -> Iterator[Found | Problem]:
    """Every file that paths, folders and patterns name, once each, folders in the order of their names."""
    seen: dict[str, str] = {}
    folders: dict[str, str] = {}
    for path in paths:
        for item in _expand(os.fspath(path), folders):
            if isinstance(item, Found):
                real = item.file if item.file == STDIN else os.path.realpath(item.file)
                if real in seen:
                    yield Problem(path=item.path, what=f"is the same file as {seen[real]}, which is read once")
                    continue
                seen[real] = item.path
            yield item


def plain_name(path: str) -> str:
    """The path in lower case, without the ending of a packed file."""
    name = path.lower()
    for ending in _PACKED:
        name = name.removesuffix(ending)
    return name


def read_bytes(found: Found, max_mb: float, stdin: BinaryIO | None) -> bytes:
    """The bytes of a file, unpacked where it is .gz, .xz or .bz2.

    Raises:
        Refused: it is no ordinary file, or larger than ``max_mb`` million bytes, or cannot be read.
    """
    limit = int(max_mb * 1_000_000)
    try:
        if found.file == STDIN:
            data = stdin.read(limit + 1) if stdin else b""
        else:
            data = _read_file(found.file, limit, max_mb)
    except OSError as error:
        raise Refused(_reason(error)) from error
    if len(data) > limit:
        raise _too_large("more than", limit, max_mb)
    return _unpacked(data, limit, max_mb)


def _read_file(file: str, limit: int, max_mb: float) -> bytes:
    _require_regular(os.stat(file).st_mode)
    # not to wait should it have become a pipe since
    with os.fdopen(os.open(file, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)), "rb") as f:
        status = os.fstat(f.fileno())
        _require_regular(status.st_mode)
        if status.st_size > limit:
            raise _too_large("", status.st_size, max_mb)
        return f.read(limit + 1)


def _require_regular(mode: int) -> None:
    for is_it, kind in _SPECIAL:
        if is_it(mode):
            raise Refused(f"is {kind}, which might never end; give a file, or pipe it in and name it -")


def _too_large(more: str, size: int, max_mb: float) -> Refused:
    millions = f"{more} {size / 1_000_000:.1f}".strip()
    return Refused(f"is too large: {millions} MB, and max_file_mb is {max_mb:g}; split it or raise that limit")


def _unpacked(data: bytes, limit: int, max_mb: float) -> bytes:
    if not data.startswith((b"\x1f\x8b", b"\xfd7zXZ\x00", b"BZh")):
        return data
    import bz2
    import gzip
    import lzma

    opener: Any = {b"\x1f": gzip.open, b"\xfd": lzma.open, b"B": bz2.open}[data[:1]]
    if opener is bz2.open and data[4:10] != b"1AY&SY":
        return data
    try:
        with opener(BytesIO(data)) as packed:
            unpacked: bytes = packed.read(limit + 1)
    except (OSError, EOFError, lzma.LZMAError, zlib.error) as error:
        raise Refused(f"is a packed file that cannot be unpacked ({error}); fetch it again") from error
    if len(unpacked) > limit:
        raise _too_large("unpacked more than", limit, max_mb)
    return unpacked


def _reason(error: OSError) -> str:
    return _ERRORS.get(error.errno or 0, f"cannot be read: {error.strerror or error}")


def _expand(path: str, folders: dict[str, str]) -> Iterator[Found | Problem]:
    if path == STDIN:
        yield Found(path=STDIN, file=STDIN)
        return
    if not path.strip():
        yield Problem(path=repr(path), what="is an empty name, as a variable that was not set gives; name a file")
        return
    try:
        mode = os.stat(path).st_mode
    except ValueError:
        yield Problem(path=shown(path), what="is no path: it holds a NUL character")
    except OSError as error:
        yield from _unfound(path, error, folders)
    else:
        if stat.S_ISDIR(mode):
            yield from _folder(path, folders)
        else:
            yield Found(path=shown(path), file=path)


def _unfound(path: str, error: OSError, folders: dict[str, str]) -> Iterator[Found | Problem]:
    if os.path.islink(path) and error.errno == errno.ENOENT:
        yield Problem(path=shown(path), what=f"is a link to {shown(os.readlink(path))}, which does not exist")
    elif error.errno == errno.ENOENT and glob.has_magic(path):
        matches = sorted(glob.glob(path, recursive=True))
        if "**" in path:  # it names what is inside folders by itself
            matches = [match for match in matches if not os.path.isdir(match)]
        if not matches:
            yield Problem(path=shown(path), what="is a pattern that no file matches; check it")
        for match in matches:
            yield from _expand(match, folders)
    else:
        yield Problem(path=shown(path), what=_reason(error))


def _folder(path: str, folders: dict[str, str]) -> Iterator[Found | Problem]:
    found = False
    for item in _walk(path, folders, inner=False):
        found = True
        yield item
    if not found:
        yield Problem(path=shown(path), what="is a folder without articles")


def _walk(path: str, folders: dict[str, str], inner: bool) -> Iterator[Found | Problem]:
    real = os.path.realpath(path)
    if real in folders:
        yield Problem(path=shown(path), what=f"is the same folder as {folders[real]}, which is read once")
        return
    folders[real] = shown(path)
    try:
        names = sorted(os.listdir(path))
    except OSError as error:
        yield Problem(path=shown(path), what=_reason(error))
        return
    if inner and _OUTPUT.issubset(names):
        yield Problem(path=shown(path), what="was written by this program and is left out; name it itself to read it")
        return
    beside = {os.path.splitext(name)[0] + "_files" for name in names if name.lower().endswith((".html", ".htm"))}
    for name in names:
        if not (name.startswith(".") or name in beside or _is_paper(name)):
            yield from _entry(os.path.join(path, name), folders)


def _entry(path: str, folders: dict[str, str]) -> Iterator[Found | Problem]:
    ending = os.path.splitext(path)[1].lower()
    if os.path.isdir(path):
        yield from _walk(path, folders, inner=True)
    elif not os.path.exists(path):
        yield from _expand(path, folders)
    elif ending in _NO_ARTICLE:
        yield Problem(path=shown(path), what=f"is left out: {ending} is no kind of article; name it itself to read it")
    else:
        yield Found(path=shown(path), file=path)


def _is_paper(name: str) -> bool:
    stem, ending = os.path.splitext(name)
    return ending.lower() in {"", ".md", ".rst", ".txt"} and stem in _PAPERS
