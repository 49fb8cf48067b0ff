"""Tables that never change: an edited copy shares all it did not touch with the table it was made from.

So a state that grew by one article is a value beside the one before it, at the price of what the article touched and
not of all that is known. The entries lie on shelves, by a number made from the key; an edit copies the shelves it
writes to.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Generic, TypeVar
from zlib import crc32

Key = TypeVar("Key", int, str)
Value = TypeVar("Value")

SHELVES = 1024
_EMPTY: dict[Any, Any] = {}


def _shelf(key: int | str) -> int:
    # Not ``hash``: that of a text differs from process to process, and so would the order of the entries.
    return (key if isinstance(key, int) else crc32(key.encode("utf-8", "surrogatepass"))) % SHELVES


class Table(Generic[Key, Value]):
    """A mapping that is never written to; the values are not to be changed either."""

    __slots__ = ("_count", "_shelves")

    def __init__(self, entries: Iterable[tuple[Key, Value]] = ()) -> None:
        self._shelves: tuple[dict[Key, Value], ...] = (_EMPTY,) * SHELVES
        self._count = 0
        draft = Draft(self)
        for key, value in entries:
            draft.put(key, value)
        self._shelves, self._count = draft.shelves(), len(draft)

    def __len__(self) -> int:
        return self._count

    def __contains__(self, key: Key) -> bool:
        return key in self._shelves[_shelf(key)]

    def __getitem__(self, key: Key) -> Value:
        return self._shelves[_shelf(key)][key]

    def get(self, key: Key) -> Value | None:
        """The value of a key, None where there is none."""
        return self._shelves[_shelf(key)].get(key)

    def items(self) -> Iterator[tuple[Key, Value]]:
        """Every entry, in the order of the keys."""
        yield from sorted((entry for shelf in self._shelves for entry in shelf.items()), key=lambda entry: entry[0])

    def shelves(self) -> tuple[dict[Key, Value], ...]:
        """The shelves, for a draft."""
        return self._shelves

    @classmethod
    def of(cls, shelves: tuple[dict[Key, Value], ...], count: int) -> Table[Key, Value]:
        """A table of these shelves, which nobody writes to any more."""
        table: Table[Key, Value] = cls.__new__(cls)
        table._shelves, table._count = shelves, count
        return table


class Draft(Generic[Key, Value]):
    """A table being edited; the one it was made from stays as it is."""

    __slots__ = ("_count", "_own", "_shelves")

    def __init__(self, table: Table[Key, Value]) -> None:
        self._shelves: list[dict[Key, Value]] = list(table.shelves())
        self._own: set[int] = set()
        self._count = len(table)

    def __len__(self) -> int:
        return self._count

    def __contains__(self, key: Key) -> bool:
        return key in self._shelves[_shelf(key)]

    def __getitem__(self, key: Key) -> Value:
        return self._shelves[_shelf(key)][key]

    def get(self, key: Key) -> Value | None:
        """The value of a key, None where there is none."""
        return self._shelves[_shelf(key)].get(key)

    def items(self) -> Iterator[tuple[Key, Value]]:
        """Every entry, in the order of the keys."""
        yield from sorted((entry for shelf in self._shelves for entry in shelf.items()), key=lambda entry: entry[0])

    def put(self, key: Key, value: Value) -> None:
        """Set the value of a key."""
        shelf = self._writable(key)
        self._count += key not in shelf
        shelf[key] = value

    def drop(self, key: Key) -> None:
        """Remove a key, if it is there."""
        if key in self:
            del self._writable(key)[key]
            self._count -= 1

    def _writable(self, key: Key) -> dict[Key, Value]:
        number = _shelf(key)
        if number not in self._own:
            self._own.add(number)
            self._shelves[number] = dict(self._shelves[number])
        return self._shelves[number]

    def shelves(self) -> tuple[dict[Key, Value], ...]:
        """The shelves as they are now; this draft copies them again before it writes on."""
        self._own.clear()
        return tuple(self._shelves)

    def done(self) -> Table[Key, Value]:
        """The edited table."""
        return Table.of(self.shelves(), self._count)
