"""One picture of a table: ROUGE-1, -2 and -L of every system with their intervals. The only door of matplotlib."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import matplotlib as mpl

from evaluation.briefs_run_scores import Result
from evaluation.metrics import HEADS

mpl.use("Agg")
COLOURS = {"ours": "#b03a2e", "published": "#2e6db0", "baseline": "#8a8a8a"}
KINDS = ("rouge1", "rouge2", "rougeL")


def chart(results: Sequence[Result], path: Path, title: str) -> None:
    """Draw the systems, the best by ROUGE-2 at the top, and write a PNG."""
    import matplotlib.pyplot as plt

    shown = sorted(results, key=lambda one: (one.scores["rouge2"] or 0.0, one.system))
    figure, axes = plt.subplots(1, len(KINDS), sharey=True, figsize=(11, 1.2 + 0.27 * len(shown)))
    for axis, kind in zip(axes, KINDS, strict=True):
        for place, one in enumerate(shown):
            low, high = one.intervals[kind]
            axis.plot([low, high], [place, place], color=COLOURS[one.kind], linewidth=2)
            axis.plot([one.scores[kind]], [place], "o", color=COLOURS[one.kind], markersize=5)
        axis.set_title(HEADS[kind])
        axis.grid(axis="x", alpha=0.3)
    axes[0].set_yticks(range(len(shown)), [one.system for one in shown], fontsize=8)
    for label, one in zip(axes[0].get_yticklabels(), shown, strict=True):
        label.set_color(COLOURS[one.kind])
    figure.suptitle(f"{title}; 95 % intervals; red ours, blue published, grey baselines", fontsize=9)
    figure.tight_layout()
    figure.savefig(path, dpi=110, metadata={"Software": None})
    plt.close(figure)
