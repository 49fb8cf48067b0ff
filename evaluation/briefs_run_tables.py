"""The results of ``evaluation.run briefs`` as Markdown and as JSON values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import fmean
from typing import Any

from evaluation.briefs_run_scores import Result
from evaluation.briefs_run_sets import BriefSet
from evaluation.metrics import HEADS, ROUGE, paired
from evaluation.report import head, show, spread, table

COMPARED = ("rouge1", "rouge2", "rougeL")


def as_report(  # noqa: PLR0913, PLR0917  # the parts of a report
    found: BriefSet,
    results: Sequence[Result],
    lost: Mapping[str, Mapping[str, Mapping[str, int]]],
    made_with: Mapping[str, Any],
    command: str,
    skipped: Sequence[str],
) -> str:
    """The whole report."""
    blocks = [
        head(f"Briefs: {found.name}", command, made_with),
        f"{found.origin}. {len(found.clusters)} clusters. ROUGE F1 x 100 with 95 % bootstrap intervals over clusters. "
        "*similar*: sentences matched with MiniLM, F1. *new pairs*: pairs of words in no source. *facts*: numbers, "
        "times and names, as the audit reads them, that stand in some source; *cited*: in the very lines cited for "
        "them. *sources*: share of the documents cited (for baselines: drawn from). A system chooses its length where "
        "no budget is given.",
        "## Body only",
        _body(results),
        "## Title and body",
        _titles(results),
    ]
    pairs = comparisons(results)
    if pairs:
        blocks += [
            "## Differences",
            "Ours minus the other on the same clusters; 95 % interval by paired bootstrap, p by approximate "
            "randomization.",
            _pairs(pairs),
        ]
    if lost:
        blocks += ["## Where the points are lost", LOSSES, _losses(lost)]
    blocks += [f"Left out: {line}" for line in (*skipped, *found.problems)]
    return "\n\n".join(blocks)


LOSSES = (
    "Different words, and pairs of words, of the references (ROUGE's tokens). *selection*: not in the brief, but in "
    "the sentences the oracle takes within the same budget; *budget*: only in sentences it leaves out; *wording*: in "
    "no sentence of any source."
)


def _body(results: Sequence[Result]) -> str:
    columns = [
        *("system", "budget", "words", *(HEADS[kind] for kind in ROUGE)),
        *("similar", "new pairs %", "facts %", "cited %", "sources %", "seconds"),
    ]
    rows = [
        [
            _name(one),
            "–" if one.budget is None else str(one.budget),
            show(one.scores["words"], 0),
            *(spread(one.scores[kind] or 0.0, one.intervals[kind]) for kind in ROUGE),
            *(show(one.scores[name]) for name in ("similarity", "novelty", "grounded", "cited", "sources")),
            show(one.scores["seconds"], 3),
        ]
        for one in results
    ]
    return table(columns, rows)


def _titles(results: Sequence[Result]) -> str:
    rows = [
        [
            _name(one),
            *(spread(one.scores[f"title {kind}"] or 0.0, one.intervals[f"title {kind}"]) for kind in ROUGE),
        ]
        for one in results
        if one.scores["title rouge1"] is not None
    ]
    if not rows:
        return "No reference has a title."
    return table(["system", *(HEADS[kind] for kind in ROUGE)], rows)


def _name(one: Result) -> str:
    return f"**{one.system}**" if one.kind == "ours" else one.system


def comparisons(results: Sequence[Result]) -> list[dict[str, Any]]:
    """Each of ours against every other system, on ROUGE-1, -2 and -L."""
    found = []
    for ours in (one for one in results if one.kind == "ours"):
        for other in results:
            if other is ours or other.system.startswith("oracle"):
                continue
            row: dict[str, Any] = {"ours": ours.system, "other": other.system}
            for kind in COMPARED:
                gap = paired([one[kind] or 0.0 for one in ours.rows], [one[kind] or 0.0 for one in other.rows])
                row[kind] = {"mean": gap.mean, "interval": [gap.low, gap.high], "p": gap.p}
            found.append(row)
    return found


def _pairs(found: Sequence[Mapping[str, Any]]) -> str:
    def told(gap: Mapping[str, Any]) -> str:
        low, high = gap["interval"]
        chance = "< .001" if gap["p"] < 0.001 else f"{gap['p']:.3f}"
        return f"{gap['mean']:+.1f} ({low:+.1f} to {high:+.1f}), p {chance}"

    rows = [[row["ours"], row["other"], *(told(row[kind]) for kind in COMPARED)] for row in found]
    return table(["ours", "other", *(HEADS[kind] for kind in COMPARED)], rows)


def _losses(lost: Mapping[str, Mapping[str, Mapping[str, int]]]) -> str:
    rows = []
    for system, kinds in lost.items():
        for kind, counts in kinds.items():
            total = sum(counts.values()) or 1
            cells = [f"{count:,} ({100 * count / total:.0f} %)" for count in counts.values()]
            rows.append([system, kind, f"{total:,}", *cells])
    return table(["system", "of the references", "all", "in the brief", "selection", "budget", "wording"], rows)


def as_data(
    found: BriefSet,
    results: Sequence[Result],
    lost: Mapping[str, Any],
    made_with: Mapping[str, Any],
    command: str,
) -> dict[str, Any]:
    """The results as JSON values, without any text of the set."""
    return {
        "signature": dict(made_with),
        "command": command,
        "set": {"name": found.name, "digest": found.digest, "clusters": len(found.clusters), "origin": found.origin},
        "systems": [
            {
                "system": one.system,
                "kind": one.kind,
                "budget": one.budget,
                "scores": one.scores,
                "intervals": one.intervals,
            }
            for one in results
        ],
        "comparisons": comparisons(results),
        "losses": dict(lost),
    }


def choice_table(found: BriefSet, tried: Mapping[str, Mapping[int, Sequence[float]]]) -> str:
    """For each system its budgets' scores, the best by the mean of ROUGE-1, -2 and -L marked."""
    blocks = [f"# Budgets of words on {found.name} ({len(found.clusters)} clusters, sha256 {found.digest})"]
    rows = []
    for system, budgets in tried.items():
        best = max(budgets, key=lambda budget: (round(fmean(budgets[budget][:3]), 4), -budget))
        for budget, (one, two, longest, length) in budgets.items():
            mark = "**" if budget == best else ""
            scores = [f"{value:.2f}" for value in (one, two, longest, fmean((one, two, longest)))]
            rows.append([system, f"{mark}{budget}{mark}", f"{length:.0f}", *scores])
    blocks.append(table(["system", "budget", "words", "R1", "R2", "RL", "mean"], rows))
    return "\n\n".join(blocks)
