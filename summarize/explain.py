"""What a run left out and why, as text for ``--explain``."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from summarize.data import Clustering, Reading
from summarize.words import fold_space

if TYPE_CHECKING:
    from summarize.pipeline import Run

_SHOWN = 90  # characters of a line or sentence: enough to find it, short enough to scan


def explain_run(run: Run) -> str:
    """For each article its lines by role and rule, for each pair why joined or kept apart, for each brief what fell."""
    parts = [_lines(reading) for reading in run.readings]
    parts.append(explain_clustering(run.clustering))
    for brief in run.briefs:
        rows = [f"brief {brief.slug}: {len(brief.claims)} sentences, {len(brief.rejected)} drafts rejected"]
        rows += [f"  rejected ({one.reason}): {_short(one.text)}" for one in brief.rejected]
        for claim in brief.claims:
            rows.append(f"  {claim.origin.value}, score {claim.score:.3f}: {_short(claim.text)}")
        parts.append("\n".join(rows))
    return "\n".join(parts)


def explain_clustering(clustering: Clustering) -> str:
    """For each pair of articles that was looked at: joined or kept apart, the score, and each feature's share."""
    rows = []
    for one in clustering.decisions:
        verb = "joined" if one.joined else "kept apart"
        shares = ", ".join(f"{name} {share:+.2f}" for name, share in one.parts)
        rows.append(f"{verb} ({one.score:.3f}): {one.one} | {one.other}: {shares}")
    return "\n".join(rows) if rows else "no pair of articles was close enough to be compared"


def _lines(reading: Reading) -> str:
    counts = Counter(line.role.value for line in reading.lines)
    rows = [f"{reading.article.path}: " + ", ".join(f"{count} {role}" for role, count in sorted(counts.items()))]
    for line in reading.lines:
        if line.role.value not in ("body", "blank"):
            text = reading.article.text[line.start : line.end]
            rows.append(f"  line {line.number} {line.role.value} ({line.rule}): {_short(text)}")
        for piece in line.furniture:
            text = reading.article.text[piece.start : piece.end]
            rows.append(f"  line {line.number} {piece.kind.value}: {_short(text)}")
    return "\n".join(rows)


def _short(text: str) -> str:
    folded = fold_space(text)
    return folded if len(folded) <= _SHOWN else folded[: _SHOWN - 1] + "…"
