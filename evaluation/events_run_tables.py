"""The report of ``evaluation/events_run.py`` as tables."""

from __future__ import annotations

from typing import Any

from summarize.training.event_sets import SAMPLED

COLUMNS = (
    *("system", "B³ P", "B³ R", "B³ F1", "pair P", "pair R", "pair F1", "ARI"),
    *("hard pairs joined", "same pairs joined", "clusters"),
)


def as_markdown(report: dict[str, Any]) -> str:
    """The report as tables."""
    lines = [
        "# Telling events apart",
        "",
        f"summarize {report['version']}, embedder {(report['embedder'] or 'none')[:12]}, seed {report['seed']}, "
        f"{report['resamples']} resamples of the gold events; 95 % intervals in brackets. "
        "`python -m evaluation.run events`. Ours is cross-validated by topic, series or event; oracle: the best "
        "threshold on the set itself. "
        + "; ".join(
            f"{name}: thresholds of the folds {', '.join(map(str, sorted(set(values))))}"
            for name, values in report["thresholds"].items()
        ),
        "",
    ]
    for block in report["sets"]:
        lines += [
            f"## {block['set']}",
            "",
            f"{block['articles']} articles, {block['events']} events, {block['hard_pairs']} hard pairs; "
            f"{block['origin']}; sha256 {block['digest'][:12]}{_sample_note(block['set'])}",
            "",
            f"| {' | '.join(COLUMNS)} |",
            f"|{' --- |' * len(COLUMNS)}",
            *(_line(row) for row in block["rows"]),
            "",
        ]
    if "days" in report:
        lines += ["## Days of meetings_dev", "", "| articles | right | wrong | withheld |", "| --- | --- | --- | --- |"]
        lines += [f"| {kind} | {n['right']} | {n['wrong']} | {n['withheld']} |" for kind, n in report["days"].items()]
        lines.append("")
    return "\n".join(lines)


def _sample_note(name: str) -> str:
    return f"; a sample: the {SAMPLED[name]} events whose digests come first" if name in SAMPLED else ""


def _line(row: dict[str, Any]) -> str:
    def span(value: float, interval: tuple[float, float]) -> str:
        return f"{value:.3f} [{interval[0]:.3f}, {interval[1]:.3f}]"

    cells = [
        row["system"],
        f"{row['precision']:.3f}",
        f"{row['recall']:.3f}",
        span(row["f1"], row["f1_interval"]),
        *(f"{row[key]:.3f}" for key in ("pair_precision", "pair_recall", "pair_f1", "rand")),
        span(row["hard_joined"], row["hard_interval"]),
        span(row["same_joined"], row["same_interval"]),
        str(row["clusters"]),
    ]
    return f"| {' | '.join(cells)} |"
