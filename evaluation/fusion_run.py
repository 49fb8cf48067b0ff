"""The fusion writer alone, measured: ``python -m evaluation.run fusion --data DIR [--writer fusion] [--limit N]``.

Source lines to one sentence, on the pairs that ``summarize.training.fusion`` never trains on (its division, nothing
filtered), by set, and on the cited sentences of Multi-News. Beside the writer stand copying the first line, copying
the longest, and copying them all. ROUGE-1/2/L F1 x 100 (rouge-score, stemmed) with seeded 95 % bootstrap intervals;
words; *numbers*, the share of outputs whose every number stands in the lines; *kept*, the content words of all lines
found in the output; *repeats*, the share of outputs that say a run of four words twice.

A checkpoint with task words (``fusion_model.TASKS``) is asked with ``--task``: "auto" asks to shorten one line and to
fuse several; "plain" asks as the checkpoint's own prefix does. Writes ``evaluation/results/fusion.json`` and
``fusion.md`` with ``--save``.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import mean
from typing import Any

from evaluation.datasets import DATASETS, add_data_option, data_folder, digest, rows
from summarize import __version__
from summarize.models.load import load_writer
from summarize.models.seq2seq import Seq2SeqWriter
from summarize.training.fusion_filter import numbers_in
from summarize.training.fusion_pairs import Pair, all_pairs
from summarize.words import STOPWORDS, fold_space, stem, words

RESULTS = Path(__file__).parent / "results"
SEED, RESAMPLES = 7, 1000
KINDS = ("rouge1", "rouge2", "rougeL")
COLUMNS = (*KINDS, "words", "numbers", "kept", "repeats")
# Where published figures on the same kind of data stand; other samples and measures: a direction, no comparison.
PUBLISHED = {
    "google sets": "Filippova et al. 2015 (EMNLP, D15-1042): LSTM trained on 2 M pairs, token F1 .82 on its own test",
    "poc, ucf_heuristic": "Lebanoff et al. 2020 (arXiv 2010.03726): ROUGE of fusing two sentences, on their test part",
}
System = Callable[[Sequence[Sequence[str]]], list[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One system on one set."""

    set: str
    system: str
    count: int
    scores: dict[str, float]  # of COLUMNS
    intervals: dict[str, tuple[float, float]]  # of KINDS


def main(argv: Sequence[str]) -> int:
    options = _options(argv)
    folder = data_folder(options.data)
    sets = load_sets(folder, options.limit)
    systems: dict[str, System] = {"first line": first, "longest line": longest, "all lines": together}
    if options.writer:
        systems[options.writer] = writer_system(options.writer, options.task)
    found = [evaluate(name, pairs, title, system) for name, pairs in sets.items() for title, system in systems.items()]
    signature = {
        "version": __version__,
        "pairs": digest(folder, "fusion_pairs")[:12],
        "cited_dev": digest(folder, "cited_dev")[:12],
        "limit": options.limit,
        "seed": SEED,
        "rouge": "rouge-score, stemmed, F1 x 100",
        "writer": options.writer or "none",
        "task": options.task,
    }
    text = as_table(found, signature)
    print(text)
    if options.save:
        described = [{name: getattr(row, name) for name in Row.__slots__} for row in found]
        made = json.dumps({"signature": signature, "rows": described}, indent=1)
        (RESULTS / "fusion.json").write_text(made + "\n", encoding="utf-8")
        (RESULTS / "fusion.md").write_text(text + "\n", encoding="utf-8")
    return 0


def _options(argv: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m evaluation.run fusion")
    add_data_option(parser)
    parser.add_argument("--writer", help="a name or a path; none: the copying baselines alone")
    parser.add_argument("--task", choices=["auto", "plain", "fuse", "short", "join"], default="auto")
    parser.add_argument("--limit", type=int, default=300, help="pairs of each set, drawn by seed")
    parser.add_argument("--save", action="store_true")
    return parser.parse_args(argv)


# ---------------------------------------------------------------------- the sets


def load_sets(folder: Path, limit: int) -> dict[str, list[Pair]]:
    """Validation pairs by set and by whether there is one line or several, and the cited sentences of Multi-News."""
    sets: dict[str, list[Pair]] = {}
    for pair in all_pairs(rows(folder, "fusion_pairs"), rows(folder, "neus_train")):
        if pair.validation:
            name = f"{pair.set} {'one line' if len(pair.lines) == 1 else 'several lines'}"
            sets.setdefault(name, []).append(pair)
    sets["cited_dev"] = cited_pairs(rows(folder, "cited_dev"))
    draw = random.Random(SEED)
    return {name: draw.sample(pairs, min(limit, len(pairs))) for name, pairs in sorted(sets.items())}


def cited_pairs(topics: Any) -> list[Pair]:
    """Each sentence of a human summary with the whole source sentences that hold its spans."""
    made = []
    for topic in topics:
        cited: dict[str, dict[str, None]] = {}
        for span in topic["set_of_highlights_in_context"]:
            cited.setdefault(fold_space(span["scuSentence"]), {})[fold_space(span["docSentText"])] = None
        for target, lines in cited.items():
            if target and (there := tuple(line for line in lines if line)):
                made.append(Pair(set="cited_dev", lines=there, target=target, task="fuse", validation=True))
    return made


# ------------------------------------------------------------------- the systems


def first(groups: Sequence[Sequence[str]]) -> list[str]:
    return [group[0] for group in groups]


def longest(groups: Sequence[Sequence[str]]) -> list[str]:
    return [max(group, key=len) for group in groups]


def together(groups: Sequence[Sequence[str]]) -> list[str]:
    return [" ".join(group) for group in groups]


def writer_system(name: str, task: str) -> System:
    """A writer's best candidate; the longest line where it has none, as the briefs would have it."""
    writer = load_writer(name)
    if writer is None:
        return longest

    def write(groups: Sequence[Sequence[str]]) -> list[str]:
        asked = [_task_of(group, task) for group in groups]
        texts = [""] * len(groups)
        for kind in sorted(set(asked)):
            places = [at for at, one in enumerate(asked) if one == kind]
            written = _asked(writer, kind).write([groups[at] for at in places])
            for at, candidates in zip(places, written, strict=True):
                texts[at] = candidates[0] if candidates else longest([groups[at]])[0]
        return texts

    return write


def _task_of(group: Sequence[str], task: str) -> str:
    if task != "auto":
        return task
    return "short" if len(group) == 1 else "fuse"


def _asked(writer: Any, task: str) -> Any:
    """The writer with another task word, where it has task words at all."""
    if task == "plain" or not isinstance(writer, Seq2SeqWriter):
        return writer
    from summarize.training.fusion_model import CLS, TASKS

    own = (getattr(writer.model.config, "task_specific_params", None) or {}).get("summarization", {}).get("prefix")
    if own not in TASKS.values():
        return writer
    ids = writer.inputs.tokenizer(TASKS[task], add_special_tokens=False).input_ids
    return replace(writer, inputs=replace(writer.inputs, prefix=(CLS, *ids)))


# -------------------------------------------------------------------- the scores


def evaluate(name: str, pairs: Sequence[Pair], title: str, system: System) -> Row:
    """One system's scores on one set."""
    from rouge_score.rouge_scorer import RougeScorer

    scorer = RougeScorer(list(KINDS), use_stemmer=True)
    texts = system([pair.lines for pair in pairs])
    single = [
        {kind: 100 * score.fmeasure for kind, score in scorer.score(pair.target, text).items()} | described(pair, text)
        for pair, text in zip(pairs, texts, strict=True)
    ]
    scores = {column: round(mean(one[column] for one in single), 2) for column in COLUMNS}
    intervals = {kind: interval([one[kind] for one in single]) for kind in KINDS}
    return Row(set=name, system=title, count=len(pairs), scores=scores, intervals=intervals)


def described(pair: Pair, text: str) -> dict[str, float]:
    """What is to be known of an output besides ROUGE; shares in percent."""
    stems = [stem(word) for word in words(text)]
    held = {stem(word) for line in pair.lines for word in words(line) if word.lower() not in STOPWORDS}
    runs = [tuple(stems[at : at + 4]) for at in range(len(stems) - 3)]
    return {
        "words": float(len(text.split())),
        "numbers": 100.0 * (numbers_in(text) <= numbers_in(" ".join(pair.lines))),
        "kept": 100.0 * len(held & set(stems)) / len(held) if held else 100.0,
        "repeats": 100.0 * (len(set(runs)) < len(runs)),
    }


def interval(values: Sequence[float]) -> tuple[float, float]:
    """The middle 95 % of the means of resamples."""
    draw = random.Random(SEED)
    means = sorted(mean(draw.choices(values, k=len(values))) for _ in range(RESAMPLES))
    return round(means[int(0.025 * RESAMPLES)], 2), round(means[int(0.975 * RESAMPLES) - 1], 2)


def as_table(found: Sequence[Row], signature: dict[str, Any]) -> str:
    """The rows as Markdown, with what they were made with and whose the data are."""
    lines = [
        "# Fusion: source lines to one sentence",
        "",
        "`" + " ".join(f"{name}={value}" for name, value in signature.items()) + "`",
        "",
        "| set | n | system | R1 | R2 | RL | words | numbers % | kept % | repeats % |",
        "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    for row in found:
        rouge = " | ".join(
            f"{row.scores[kind]:.1f} ({row.intervals[kind][0]:.1f}–{row.intervals[kind][1]:.1f})" for kind in KINDS
        )
        rest = " | ".join(f"{row.scores[column]:.1f}" for column in COLUMNS[len(KINDS) :])
        lines.append(f"| {row.set} | {row.count} | {row.system} | {rouge} | {rest} |")
    lines += ["", *(f"- {name}: {text}" for name, text in PUBLISHED.items())]
    lines += ["", f"Data: {DATASETS['fusion_pairs'].origin}; {DATASETS['cited_dev'].origin}."]
    return "\n".join(lines)
