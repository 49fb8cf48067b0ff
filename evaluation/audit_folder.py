"""The output folder of a run, read as a stranger would: briefs, sources, line roles. Standard library only."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from evaluation.audit_names import names_inside


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something the audit holds against a brief."""

    kind: str  # "wrong", "ungrounded", "idle"; "style" is only noted
    brief: str  # slug
    where: str  # "claim 2", "title", "day", "brief.md" ...
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A source of a brief as it was written out."""

    number: int
    text: str
    lines: tuple[tuple[int, int], ...]  # start and end of each line, without the "\n" and a "\r" before it
    roles: dict[int, str] = field(default_factory=dict)  # line number: role; empty where none were written
    furniture: tuple[tuple[int, int], ...] = ()  # stretches of body lines that belong to no sentence
    published: date | None = None
    names: frozenset[str] = frozenset()  # words that are names wherever they stand


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A brief and its sources."""

    slug: str
    brief: dict[str, Any]
    sources: dict[int, Source]

    @property
    def names(self) -> frozenset[str]:
        """Words of any source that are names wherever they stand."""
        return frozenset().union(*(source.names for source in self.sources.values()))


def make_source(number: int, text: str, roles: dict[str, Any] | None = None, published: str | None = None) -> Source:
    """A source from its text and, where they were written, its line roles."""
    spans, start = [], 0
    for line in text.split("\n"):
        spans.append((start, start + len(line) - line.endswith("\r")))
        start += len(line) + 1
    rows = (roles or {}).get("lines", [])
    body = {row["number"]: row.get("role", "") for row in rows}
    kept = [text[a:b] for n, (a, b) in enumerate(spans, 1) if body.get(n, "body") in ("body", "headline")]
    return Source(
        number=number,
        text=text,
        lines=tuple(spans),
        roles=body,
        furniture=tuple(_furniture(text, spans, rows)),
        published=_day(published),
        names=names_inside("\n".join(kept)),
    )


def _furniture(text: str, spans: list[tuple[int, int]], rows: list[dict[str, Any]]) -> list[tuple[int, int]]:
    found = []
    for row in rows:
        if not 1 <= row["number"] <= len(spans):
            continue
        start, end = spans[row["number"] - 1]
        for stretch in row.get("furniture", ()):
            if "start" in stretch:
                found.append((stretch["start"], stretch["end"]))
            elif text.startswith(stretch["text"], start):
                found.append((start, start + len(stretch["text"])))
            else:
                at = text.rfind(stretch["text"], start, end)
                found.append((at, at + len(stretch["text"])))
    return [(start, end) for start, end in found if 0 <= start < end]


def _day(given: str | None) -> date | None:
    try:
        return date.fromisoformat(given[:10]) if given else None
    except ValueError:
        return None


def read_folder(folder: Path) -> tuple[list[Written], list[Finding]]:
    """The briefs of an output folder; and what could not be read."""
    briefs, findings = [], []
    for path in sorted(folder.glob("*.json")):
        try:
            given = json.loads(path.read_text("utf-8"))
        except ValueError as error:
            findings.append(Finding(kind="wrong", brief=path.stem, where=path.name, why=f"no JSON: {error}"))
            continue
        if isinstance(given, dict) and str(given.get("schema", "")).startswith("brief/"):
            briefs.append(_read_brief(folder, path, given, findings))
    return briefs, findings


def _read_brief(folder: Path, path: Path, brief: dict[str, Any], findings: list[Finding]) -> Written:
    sources = {}
    for row in brief["sources"]:
        name = row.get("text_path")
        if not name or not (folder / name).is_file():
            findings.append(
                Finding(kind="wrong", brief=path.stem, where=f"source {row['number']}", why=f"no text at {name!r}")
            )
            continue
        with (folder / name).open(encoding="utf-8", newline="") as file:
            text = file.read()
        beside = (folder / name).with_suffix(".lines.json")
        roles = json.loads(beside.read_text("utf-8")) if beside.is_file() else None
        sources[row["number"]] = make_source(row["number"], text, roles, row.get("published"))
    return Written(slug=brief.get("slug", path.stem), brief=brief, sources=sources)
