"""``summarize batch``: the pipeline over JSON lines of events whose articles are known."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path

from summarize.pipeline import Progress, count_sentences, load_models, made_with, write_known
from summarize.scale.batch import BatchOptions, BatchResult, EventInput, run_batch
from summarize.scale.store import opened
from summarize.settings import Settings
from summarize.writing.render import to_json

Tell = Callable[[str], None]


def batch_briefs(
    clusters: str, out: Path | None, settings: Settings, progress: Progress, explain: Tell | None = None
) -> BatchResult:
    """Write a brief for each line of ``clusters``, or the reason why there is none.

    Args:
        clusters: A JSON-lines file of events whose articles are known; "-" for standard input.
        out: The file the lines go to, which makes the batch resumable; standard output without one.
        settings: The settings of the run.
        progress: Called with the number of lines done.
        explain: Told what was rejected, brief by brief.

    Raises:
        UsageError: The input cannot be opened.
        StateError: The output belongs to another input or to other settings, or cannot be written.
    """
    models = load_models(settings)

    def make_brief(event: EventInput) -> Mapping[str, object]:
        brief = write_known(event.articles, event.problems, settings, models)
        if explain:
            for one in brief.rejected:
                explain(f"{event.id}: rejected ({one.reason}): {one.text}")
        return to_json(brief) | {"event": brief.id, "sentences": asdict(count_sentences([brief]))}

    options = BatchOptions(
        settings=(*made_with(models), ("settings", json.dumps(asdict(settings), sort_keys=True))),
        progress=lambda done: progress("brief", done, 0),
    )
    with opened(clusters) as lines:
        return run_batch(lines, out or sys.stdout.buffer, make_brief, options)
