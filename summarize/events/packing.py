"""Articles as bytes that a state can keep: records as compressed JSON, profiles as columns of numbers.

No pickle: a folder may come from somebody else.
"""

from __future__ import annotations

import json
import types
import zlib
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from hashlib import sha256
from typing import Any, get_args, get_origin, get_type_hints

import numpy as np

from summarize.data import Particulars, Reading
from summarize.events.profiles import Profile

Said = tuple[Reading, Particulars]
Packed = bytes | memoryview  # a view of a file that is read when it is asked for

_ARRAYS: dict[str, np.dtype[Any]] = {"int64": np.dtype("<i8"), "float64": np.dtype("<f8"), "float32": np.dtype("<f4")}
_KEPT_OPEN = 256  # unpacked articles kept at hand: an event's members are described again with each that joins


def pack_said(reading: Reading, particulars: Particulars) -> bytes:
    """What was read from an article."""
    rows = json.dumps([_plain(reading), _plain(particulars)], separators=(",", ":"))
    return zlib.compress(rows.encode("ascii"), 6)


@lru_cache(maxsize=_KEPT_OPEN)
def unpack_said(packed: Packed) -> Said:
    """The article that was packed.

    Raises:
        ValueError: the bytes are not of this version.
    """
    try:
        reading, particulars = json.loads(zlib.decompress(packed))
        return _record(Reading)(reading), _record(Particulars)(particulars)
    except (zlib.error, TypeError, KeyError, IndexError) as error:
        raise ValueError(f"an article packed by another version ({error})") from error


def pack_profile(profile: Profile) -> bytes:
    """The numbers of an article: a line that names the columns, then the columns."""
    head: list[Any] = []
    parts = []
    for one in fields(Profile):
        value = getattr(profile, one.name)
        if isinstance(value, np.ndarray):
            head.append([one.name, value.dtype.name, len(value)])
            parts.append(value.astype(_ARRAYS[value.dtype.name]).tobytes())
        else:
            head.append([one.name, None, value])
    return json.dumps(head, separators=(",", ":")).encode("ascii") + b"\n" + b"".join(parts)


@lru_cache(maxsize=4 * _KEPT_OPEN)
def unpack_profile(packed: Packed) -> Profile:
    """The profile that was packed; its columns cannot be written to.

    Raises:
        ValueError: the bytes are not of this version.
    """
    head, _, body = bytes(packed).partition(b"\n")
    values: dict[str, Any] = {}
    at = 0
    try:
        for name, kind, value in json.loads(head):
            if kind is None:
                values[name] = tuple(value) if isinstance(value, list) else value
                continue
            size = int(value) * _ARRAYS[kind].itemsize
            values[name] = np.frombuffer(body[at : at + size], dtype=_ARRAYS[kind]).astype(kind)
            at += size
        return Profile(**values)
    except (TypeError, KeyError, ValueError) as error:
        raise ValueError(f"a profile packed by another version ({error})") from error


def shape_digest() -> str:
    """Of the records that are packed, field by field: what was packed under another digest cannot be read."""
    shape = [(one.__name__, [(f.name, str(f.type)) for f in fields(one)]) for one in (*_records_of(Reading), Profile)]
    return sha256(repr(shape).encode()).hexdigest()[:12]


def _records_of(kind: Any) -> list[Any]:
    """The record and those inside it."""
    found: list[Any] = []
    queue = [kind, Particulars]
    while queue:
        one = queue.pop(0)
        if is_dataclass(one) and one not in found:
            found.append(one)
            queue += get_type_hints(one).values()
        queue += get_args(one)
    return found


def _plain(value: Any) -> Any:
    """The value as JSON has it: a record is the list of its fields."""
    if is_dataclass(value):
        return [_plain(getattr(value, one.name)) for one in fields(value)]
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value


@lru_cache(maxsize=64)
def _record(kind: Any) -> Callable[[Any], Any]:
    """What makes a value of this type from plain data."""
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        names = [one.name for one in fields(kind)]
        makers = [_record(hints[name]) for name in names]
        return lambda row: kind(**{name: make(value) for name, make, value in zip(names, makers, row, strict=True)})
    if get_origin(kind) is tuple:
        inner = get_args(kind)
        if inner[-1] is Ellipsis:
            make = _record(inner[0])
            return lambda row: tuple([make(value) for value in row])
        each = [_record(one) for one in inner]
        return lambda row: tuple([make(value) for make, value in zip(each, row, strict=True)])
    if get_origin(kind) is types.UnionType:  # only "X or None" is in use
        (kind,) = (one for one in get_args(kind) if one is not type(None))
        some = _record(kind)
        return lambda value: None if value is None else some(value)
    if kind is date:
        return date.fromisoformat
    return kind if isinstance(kind, type) and issubclass(kind, StrEnum) else _same


def _same(value: Any) -> Any:
    return value
