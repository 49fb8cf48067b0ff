"""How results are written: a head with the command and a signature, Markdown tables, JSON beside them.

A signature names what a score hangs on (version, data digest, settings, models, seed, class of machine) and nothing
that only its maker could know: no host name, no path.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from summarize import __version__

RESULTS = Path(__file__).parent / "results"
PACKAGE = Path(__file__).parent.parent / "summarize"
_UNREAD = frozenset({"page", "scale", "training", "__pycache__"})  # parts no brief hangs on


def machine() -> str:
    """The class of this machine: processor family and cores."""
    return f"{platform.machine()}, {len(os.sched_getaffinity(0))} cores"


def signature(**parts: Any) -> dict[str, Any]:
    """What a result was made with, the version and the machine's class first."""
    return {"version": __version__, "machine": machine(), **parts}


def code_digest(*extra: str) -> str:
    """sha256, hex, of the code and weights a brief hangs on: a result kept under another one is not used again.

    Args:
        extra: anything else the result hangs on.
    """
    found = hashlib.sha256()
    for path in sorted(PACKAGE.rglob("*")):
        parts = path.relative_to(PACKAGE).parts
        if path.is_file() and not _UNREAD & set(parts) and parts[:2] != ("weights", "fusion"):
            found.update("/".join(parts).encode() + b"\0" + path.read_bytes())
    for one in extra:
        found.update(one.encode() + b"\0")
    return found.hexdigest()


def table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table."""
    lines = [columns, ["---"] * len(columns), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def head(title: str, command: str, made_with: Mapping[str, Any]) -> str:
    """The head of a report: title, the command that makes it, the signature."""
    told = " ".join(f"{name}={_told(value)}" for name, value in made_with.items())
    return f"# {title}\n\nMade by `{command}`\n\n`{told}`\n"


def _told(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list | tuple) else str(value)


def show(value: float | None, digits: int = 1) -> str:
    """A number for a table; a dash where there is none."""
    return "–" if value is None else f"{value:.{digits}f}"


def spread(value: float, bounds: Sequence[float]) -> str:
    """A score with its interval."""
    return f"{value:.1f} ({bounds[0]:.1f}–{bounds[1]:.1f})"


def save(folder: Path, name: str, text: str, data: Any) -> None:
    """Write ``name``.md and ``name``.json into a folder, each whole or not at all."""
    folder.mkdir(parents=True, exist_ok=True)
    made = json.dumps(data, indent=1, ensure_ascii=False) + "\n"
    for path, content in ((folder / f"{name}.md", text.rstrip() + "\n"), (folder / f"{name}.json", made)):
        fresh = path.with_name(path.name + ".part")
        fresh.write_text(content, encoding="utf-8")
        os.replace(fresh, path)


class Kept:
    """Results kept on disk under a key, one JSON line each, so that a kill loses one of them at most."""

    def __init__(self, folder: Path | None, name: str) -> None:
        self._path = folder / f"{name}.jsonl" if folder else None
        self._rows: dict[str, Any] = {}
        if self._path and self._path.is_file():
            for line in self._path.read_text(encoding="utf-8").split("\n"):
                try:
                    row = json.loads(line)
                except ValueError:
                    continue  # the line a kill tore, or the empty one at the end
                self._rows[row["key"]] = row["value"]
        elif self._path:
            self._path.parent.mkdir(parents=True, exist_ok=True)

    def get(self, key: str) -> Any:
        """What was kept under a key; None where nothing was."""
        return self._rows.get(key)

    def put(self, key: str, value: Any) -> None:
        """Keep a value."""
        self._rows[key] = value
        if self._path:
            with self._path.open("a", encoding="utf-8") as file:
                file.write(("\n" if file.tell() else "") + json.dumps({"key": key, "value": value}) + "\n")


def key_of(*parts: Any) -> str:
    """A key made of anything that can be told as JSON."""
    return hashlib.sha256(json.dumps(parts, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:24]
