"""The output folder of a run: briefs, index, sources with their line roles, and what the run was made with.

::

    DIR/index.{md,html,json}                 the briefs in time order
    DIR/<slug>.{md,html,json}                one brief
    DIR/sources/<name>.txt                   a source as UTF-8: its line N is line N of every citation
    DIR/sources/<name>.lines.json            what each of its lines is, and the rule that says so
    DIR/run.json                             versions, settings, models, sentences, problems, and the files written

Each file is whole or not there. A later run into the same folder removes what an earlier one wrote and it did not.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from summarize import __version__
from summarize.data import Reading
from summarize.errors import StateError
from summarize.pipeline import Run, count_sentences
from summarize.scale import store
from summarize.settings import Settings
from summarize.writing.render import (
    index_html,
    index_json,
    index_markdown,
    lines_json,
    to_html,
    to_json,
    to_markdown,
)

_ALWAYS = ("index.md", "index.html", "index.json", "run.json")


def write_folder(run: Run, settings: Settings, folder: Path) -> None:
    """Write all that a run made to ``folder``.

    Args:
        run: The run.
        settings: What it was made with.
        folder: Made where it is not there.

    Raises:
        StateError: The folder cannot be written, or holds a file of somebody else under a name of ours.
    """
    files = _files(run, settings)
    _refuse_others(folder, files)
    earlier = _written_before(folder)
    store.write_folder(folder, files)
    for name in sorted(earlier - files.keys()):
        with contextlib.suppress(OSError):  # already gone, or no longer a file: then it is not ours
            (folder / name).unlink()


def check_folder(folder: Path) -> None:
    """Refuse a folder that nothing can be written to, or whose index is somebody else's, before the work is done.

    Raises:
        StateError: The message says why.
    """
    if folder.exists() and not folder.is_dir():
        raise StateError(f"cannot write {folder}: it is a file; expected a folder, or a name that is free")
    there = next((one for one in (folder, *folder.absolute().parents) if one.exists()), folder)
    if not there.is_dir() or not os.access(there, os.W_OK | os.X_OK):
        raise StateError(f"cannot write {folder}: {there} may not be written to; expected a folder with space left")
    _refuse_others(folder, _ALWAYS)


def _refuse_others(folder: Path, names: Iterable[str]) -> None:
    earlier = _written_before(folder)
    others = [name for name in names if name not in earlier and os.path.lexists(folder / name)]
    if others:
        raise StateError(
            f"cannot write {folder}: it holds {others[0]}, which no earlier run wrote; give another folder or move it"
        )


def _written_before(folder: Path) -> set[str]:
    """The files an earlier run lists as its own; nothing else in the folder is ever touched."""
    try:
        listed = json.loads((folder / "run.json").read_text("utf-8"))["files"]
    except (OSError, ValueError, KeyError, TypeError):
        return set()
    names = {name for name in listed if isinstance(name, str)} if isinstance(listed, list) else set()
    # A list someone else wrote must not lead out of the folder.
    return {name for name in names if re.fullmatch(r"(sources/)?[\w-][\w.-]*", name)}


def _files(run: Run, settings: Settings) -> dict[str, str]:
    """What to write, by name; ``run.json`` comes last, so that it stands for a finished folder."""
    names = source_names([reading.article.id for reading in run.readings])
    paths = {id_: f"sources/{name}.txt" for id_, name in names.items()}
    files = {"index.md": index_markdown(run.briefs), "index.html": index_html(run.briefs)}
    files["index.json"] = _json(index_json(run.briefs))
    for brief in run.briefs:
        files[f"{brief.slug}.md"] = to_markdown(brief)
        files[f"{brief.slug}.html"] = to_html(brief)
        files[f"{brief.slug}.json"] = _json(to_json(brief, paths))
    for reading in run.readings:
        files |= _source(reading, names[reading.article.id])
    files["run.json"] = _json(_run_json(run, settings, [*files, "run.json"]))
    return files


def _source(reading: Reading, name: str) -> dict[str, str]:
    return {
        f"sources/{name}.txt": reading.article.text,
        f"sources/{name}.lines.json": _json(lines_json(reading.article, reading.lines)),
    }


def _run_json(run: Run, settings: Settings, files: Sequence[str]) -> Mapping[str, Any]:
    return {
        "schema": "run/1",
        "version": __version__,
        "made_with": dict(run.made_with),
        "settings": asdict(settings),
        "articles": len(run.readings),
        "briefs": [brief.slug for brief in run.briefs],
        "sentences": asdict(count_sentences(run.briefs)),
        "problems": [asdict(problem) for problem in run.problems],
        "files": sorted(files),
    }


def source_names(ids: Sequence[str]) -> dict[str, str]:
    """A file name for each article id, safe on every system and its own: the last part of the id."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    # Sorted, so that which of two equal names gets the number does not depend on the order of the articles.
    for id_ in sorted(ids):
        last = re.split(r"[/\\]", id_)[-1].removesuffix(".txt")
        plain = re.sub(r"[^A-Za-z0-9._-]+", "-", last).strip(".-")[:80] or "article"
        name, count = plain, 1
        while name.lower() in taken:
            count += 1
            name = f"{plain}-{count}"
        taken.add(name.lower())
        names[id_] = name
    return names


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"
