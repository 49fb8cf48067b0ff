"""Many events whose articles are known: a JSON line in, a JSON line out, in order, through any number of kills.

In: ``{"id", "documents": [{"id"?, "title"?, "text", "source"?, "url"?, "date"?}]}``. Out: the brief with the input's
``id``, or ``{"line", "id", "error"}``. Whatever is wrong with a line becomes its error; the other lines go on.
The ``sentences`` of the outputs, which count how theirs came about, are added up: those of resumed lines with them.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import BinaryIO

from summarize.articles.read import documents_to_articles, printable
from summarize.data import Article, Problem, SentenceCounts
from summarize.errors import StateError, SummarizeError, UsageError
from summarize.scale._journal import Journal

_CHUNK_BYTES = 1 << 20
_COUNTED = tuple(one.name for one in fields(SentenceCounts))
_ADDRESS = re.compile(r" at 0x[0-9a-fA-F]+")  # in the names of Python objects: another one in every run


@dataclass(frozen=True, slots=True, kw_only=True)
class EventInput:
    """One event of a batch."""

    line: int  # from 1
    id: str
    articles: tuple[Article, ...]  # at least one; a document's path is "EVENT#N", its id its own or that
    problems: tuple[Problem, ...]  # documents that could not be used


MakeBrief = Callable[[EventInput], Mapping[str, object]]


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchOptions:
    """How a batch is run."""

    settings: tuple[tuple[str, str], ...] = ()  # all that the outputs hang on: versions, models, settings
    restart: bool = False  # begin again instead of going on
    max_line_mb: float = 50.0  # a longer line is an error; an event of a hundred articles is below 1 MB
    progress: Callable[[int], None] | None = None  # told the number of lines done, after each


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchResult:
    """What became of a batch."""

    lines: int  # in and out
    errors: int  # of them
    resumed: int  # lines that an earlier run had done
    sentences: SentenceCounts = field(default_factory=SentenceCounts)  # of all the briefs, those of resumed lines too


def run_batch(
    lines_in: BinaryIO, out: str | Path | BinaryIO, make_brief: MakeBrief, options: BatchOptions | None = None
) -> BatchResult:
    """Write a line for each line read, in order.

    Args:
        lines_in: the events, one a line, UTF-8.
        out: a file, resumable: killed at any moment and run again it ends in the same bytes. Or a stream, such
            as standard output, which is not.
        make_brief: gives the brief of an event as JSON values. What it raises becomes the line's error.
        options: how.

    Raises:
        StateError: an unfinished output of other settings or of other lines is there, or nothing can be written.
        UsageError: the output is the input.
    """
    options = options or BatchOptions()
    if not isinstance(out, str | Path):
        return _to_stream(lines_in, out, make_brief, options)
    path = Path(out)
    if path.exists() and not path.is_file():
        with _opened(path) as stream:
            return _to_stream(lines_in, stream, make_brief, options)
    _refuse_same_file(lines_in, path)
    with Journal(
        path, _digest_of((*options.settings, ("max_line_mb", str(options.max_line_mb)))), options.restart
    ) as journal:
        result = _to_journal(lines_in, journal, make_brief, options)
        journal.finish()
    return result


def _opened(path: Path) -> BinaryIO:
    try:
        return open(path, "wb")
    except OSError as error:
        raise StateError(f"cannot write {path}: {error.strerror}; expected the name of a file") from error


def _refuse_same_file(lines_in: BinaryIO, path: Path) -> None:
    name = getattr(lines_in, "name", None)
    if isinstance(name, str) and path.exists() and Path(name).exists() and path.samefile(name):
        raise UsageError(f"the output {path} is the input; choose another name for it")


def _to_stream(lines_in: BinaryIO, out: BinaryIO, make_brief: MakeBrief, options: BatchOptions) -> BatchResult:
    seen: set[int] = set()
    number = errors = 0
    told: Counter[str] = Counter()
    for number, line in enumerate(_lines(lines_in, options.max_line_mb), 1):
        output, failed = _output(line, number, seen, make_brief)
        out.write(output + b"\n")
        out.flush()
        errors += failed
        told.update(_sentences_of(output))
        _tell(options, number)
    return BatchResult(lines=number, errors=errors, resumed=0, sentences=SentenceCounts(**told))


def _to_journal(lines_in: BinaryIO, journal: Journal, make_brief: MakeBrief, options: BatchOptions) -> BatchResult:
    seen: set[int] = set()
    number = errors = 0
    told: Counter[str] = Counter()
    done = journal.finished()
    for number, line in enumerate(_lines(lines_in, options.max_line_mb), 1):
        if number <= journal.done:
            digest, failed, output = next(done)
            errors += failed
            told.update(_sentences_of(output))
            if digest != line.digest:
                raise StateError(
                    f"line {number} of the input is not what it was when {journal.path} was begun; give the same input,"
                    " or remove that file (or ask for a restart) to begin again"
                )
            with suppress(_Bad):
                _parsed(line, seen)  # its id counts among those seen
            continue
        output, failed = _output(line, number, seen, make_brief)
        journal.add(line.digest, output)
        errors += failed
        told.update(_sentences_of(output))
        _tell(options, number)
    if number < journal.done:
        raise StateError(
            f"the input has {number} lines, and {journal.path} holds {journal.done} finished ones; give the same input,"
            " or remove that file (or ask for a restart) to begin again"
        )
    return BatchResult(lines=number, errors=errors, resumed=journal.done, sentences=SentenceCounts(**told))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    data: bytes | None  # without its line end; None where it is too long
    digest: str  # of all of it
    limit_mb: float


class _Bad(Exception):
    """Why a line gives no brief."""

    def __init__(self, error: str, given: str | int | None = None) -> None:
        super().__init__(error)
        self.given = given  # its id, where it could be read


def _lines(stream: BinaryIO, max_mb: float) -> Iterator[_Line]:
    limit = int(max_mb * 1_000_000)
    while line := stream.readline(limit + 1):
        digest = hashlib.sha256(line.removesuffix(b"\n"))
        rest = line if len(line) > limit and not line.endswith(b"\n") else b""
        too_long = bool(rest)
        while rest and not rest.endswith(b"\n"):
            rest = stream.readline(_CHUNK_BYTES)
            digest.update(rest.removesuffix(b"\n"))
        data = None if too_long else line.removesuffix(b"\n")
        yield _Line(data=data, digest=digest.hexdigest()[:16], limit_mb=max_mb)


def _output(line: _Line, number: int, seen: set[int], make_brief: MakeBrief) -> tuple[bytes, bool]:
    """The line to write, and whether it is an error."""
    given: str | int | None = None
    try:
        document, given = _parsed(line, seen)
        brief = make_brief(_event(document, given, number))
        return _json({"id": given} | dict(brief) | {"id": given}), False
    except _Bad as bad:
        return _json({"line": number, "id": bad.given if given is None else given, "error": str(bad)}), True
    except Exception as error:  # whatever one event does to a stage must not cost the others
        return _json({"line": number, "id": given, "error": _message(error)}), True


def _parsed(line: _Line, seen: set[int]) -> tuple[dict[str, object], str | int]:
    """The object of a line and its id, which is added to those seen."""
    if line.data is None:
        raise _Bad(f"the line is longer than max_line_mb = {line.limit_mb:g}; split the event")
    try:
        document = json.loads(line.data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise _Bad(f"the line is no UTF-8 (byte {error.start}); expected a JSON object in UTF-8") from None
    except (ValueError, RecursionError) as error:
        empty = not line.data.strip()
        reason = "the line is empty" if empty else f"the line is no JSON: {error}"
        raise _Bad(f"{reason}; expected an object with `id` and `documents`") from None
    if not isinstance(document, dict):
        raise _Bad("the line is no JSON object; expected an object with `id` and `documents`")
    return document, _new_id(document, seen)


def _new_id(document: dict[str, object], seen: set[int]) -> str | int:
    given = document.get("id")
    if isinstance(given, bool) or not isinstance(given, str | int) or (isinstance(given, str) and not given.strip()):
        raise _Bad("the event has no `id`; expected a string or a whole number that no other line has")
    key = hashlib.blake2b(json.dumps(given).encode("ascii"), digest_size=8).digest()
    number = int.from_bytes(key, "big")  # eight bytes an id: a million events cost 70 MB, not their ids' lengths
    if number in seen:
        raise _Bad("the `id` stood on an earlier line; give each event one of its own", given)
    seen.add(number)
    return given


def _event(document: dict[str, object], given: str | int, line: int) -> EventInput:
    documents = document.get("documents")
    if documents is None:
        raise _Bad("the event has no `documents`; expected a list of objects with a `text`")
    if not isinstance(documents, list):
        raise _Bad("the event's `documents` are no list; expected a list of objects with a `text`")
    if not documents:
        raise _Bad("the event's `documents` are an empty list; expected objects with a `text`")
    name = printable(str(given))
    articles, problems = documents_to_articles(documents, name)
    if not articles:
        raise _Bad("no document of the event can be read: " + "; ".join(f"{p.path}: {p.what}" for p in problems[:3]))
    return EventInput(line=line, id=name, articles=articles, problems=problems)


def _json(values: Mapping[str, object]) -> bytes:
    text = json.dumps(values, ensure_ascii=False, allow_nan=False)
    return text.encode("utf-8", "backslashreplace")  # a lone surrogate becomes JSON's own escape for it


def _sentences_of(output: bytes) -> dict[str, int]:
    """What an output says of how its sentences came about; nothing where it is an error."""
    told = json.loads(output).get("sentences")
    return {name: told[name] for name in _COUNTED} if isinstance(told, dict) else {}


def _message(error: Exception) -> str:
    text = " ".join(_ADDRESS.sub("", str(error)).split())
    return text if isinstance(error, SummarizeError) and text else f"{type(error).__name__}: {text}".rstrip(": ")


def _digest_of(settings: tuple[tuple[str, str], ...]) -> str:
    return hashlib.sha256(json.dumps(sorted(settings)).encode("ascii")).hexdigest()


def _tell(options: BatchOptions, number: int) -> None:
    if options.progress:
        options.progress(number)
