"""What a person takes along: one brief as Markdown, HTML or JSON, or everything as a zip.

The files are those of ``summarize run -o``, byte for byte.
"""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from summarize.data import Brief
from summarize.pipeline import Run
from summarize.scale.folder import source_names, write_folder
from summarize.settings import Settings
from summarize.writing.render import to_html, to_json, to_markdown

KINDS = ("Markdown", "HTML", "JSON", "zip")
_LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the first moment a zip knows: no clock in any output


def take(brief: Brief, run: Run, settings: Settings, kind: str, folder: Path) -> Path:
    """The file of this kind, written to ``folder``."""
    if kind == "zip":
        return _zip(run, settings, folder / "briefs.zip")
    texts = {"Markdown": ("md", to_markdown), "HTML": ("html", to_html)}
    if kind in texts:
        ending, render = texts[kind]
        text = render(brief)
    else:
        ending, text = "json", json.dumps(as_json(brief, run), ensure_ascii=False, indent=1) + "\n"
    file = folder / f"{brief.slug}.{ending}"
    file.write_text(text, "utf-8", newline="")
    return file


def as_json(brief: Brief, run: Run) -> dict[str, Any]:
    """A brief as ``summarize run -o`` writes it."""
    names = source_names([reading.article.id for reading in run.readings])
    return to_json(brief, {id_: f"sources/{name}.txt" for id_, name in names.items()})


def _zip(run: Run, settings: Settings, file: Path) -> Path:
    with TemporaryDirectory(prefix="summarize-") as made, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        write_folder(run, settings, Path(made))
        for one in sorted(Path(made).rglob("*")):
            if one.is_file():
                info = zipfile.ZipInfo(f"briefs/{one.relative_to(made).as_posix()}", _LONG_AGO)
                info.compress_type = zipfile.ZIP_DEFLATED
                packed.writestr(info, one.read_bytes())
    return file
