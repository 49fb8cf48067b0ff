"""The curve of a training: always as CSV, as PNG where matplotlib is installed."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from summarize.training.fusion_state import write_bytes

CSV, PNG = "curve.csv", "curve.png"


def write_curve(rows: Sequence[dict[str, Any]], folder: Path) -> None:
    """Write the rows of a curve ("step", "minutes", "phase", "train", then a validation loss per kind)."""
    if not rows:
        return
    names = list(dict.fromkeys(name for row in rows for name in row))
    lines = [",".join(names), *(",".join(str(row.get(name, "")) for name in names) for row in rows)]
    write_bytes(folder / CSV, ("\n".join(lines) + "\n").encode())
    if find_spec("matplotlib"):
        _draw(rows, folder / PNG)


def read_curve(folder: Path) -> list[dict[str, Any]]:
    """The rows of a folder's CSV."""
    names, *lines = (folder / CSV).read_text(encoding="utf-8").splitlines()
    rows = [dict(zip(names.split(","), line.split(","), strict=True)) for line in lines]
    return [{k: v if k == "phase" else float(v) for k, v in row.items() if v} for row in rows]


def _draw(rows: Sequence[dict[str, Any]], path: Path) -> None:
    import matplotlib  # type: ignore[import-not-found,unused-ignore]

    matplotlib.use("Agg")
    from matplotlib import pyplot  # type: ignore[import-not-found,unused-ignore]

    figure, axes = pyplot.subplots(figsize=(9, 5), layout="constrained")
    kinds = [name for name in dict.fromkeys(n for row in rows for n in row) if name not in ("step", "minutes", "phase")]
    for kind in kinds:
        points = [(row["step"], row[kind]) for row in rows if kind in row]
        style = "--" if kind == "train" else "-"
        axes.plot([step for step, _ in points], [loss for _, loss in points], style, label=kind)
    axes.set(xlabel="step", ylabel="nats per token", title="Fusion model: loss in training and validation")
    axes.grid(alpha=0.3)
    axes.legend()
    figure.savefig(path, dpi=110)
    pyplot.close(figure)
