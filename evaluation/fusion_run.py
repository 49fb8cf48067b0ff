"""The fusion writer alone, measured: ``python -m evaluation.run fusion --data DIR [--writer fusion] [--limit N]``.

Source lines to one sentence, on the pairs that ``summarize.training.fusion`` never trains on (its division, nothing
filtered), by set, and on the cited sentences of Multi-News. Beside the writer stand copying the first line, copying
the longest, and copying them all. ROUGE-1/2/L F1 x 100 (rouge-score, stemmed) with seeded 95 % bootstrap intervals;
words; *grounded*, the share of outputs whose every figure, time, name, content word and quotation stands in the lines;
*passes*, those that also keep every other rule of the gate; *kept*, the content words of all lines found in the
output; *repeats*, the share of outputs that say a run of four words twice.

The writer is shown at four steps: *free* (no constraint, first beam), *constrained* (under the constraint, first
beam), *ranked* (all its tasks' candidates, ranked again), *gated* (what would be printed: the first that passes the
gate, else the line); the project's own writer also as *terse*, which tells the first line as short as a headline would.
What the gate refuses at each step, why, and what groups end as stands below (``fusion_gate``).
``--print N --seed S`` shows N drawn outputs beside their lines, to be judged by hand. Writes
``evaluation/results/fusion.json`` and ``fusion.md`` with ``--save``.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean
from typing import Any, TypeVar

from evaluation.datasets import DATASETS, add_data_option, data_folder, digest, rows
from evaluation.fusion_gate import GateRow, Groups, Write, as_data, as_section, measure
from evaluation.report import RESULTS, head, save, show, spread, table
from summarize import __version__
from summarize.data import Claim
from summarize.errors import NothingToRead
from summarize.models import Writer
from summarize.models.fusion import FUSE, SHORT, FusionWriter
from summarize.models.load import FUSION, TERSE, WEIGHTS, load_writer
from summarize.models.seq2seq import load_seq2seq
from summarize.pipeline import Models, facts_of
from summarize.scale.fuse import fuse_lines
from summarize.settings import GenerationSettings, Settings
from summarize.training.fusion_pairs import Pair, all_pairs
from summarize.words import STOPWORDS, fold_space, stem, words
from summarize.writing._case import passage
from summarize.writing._gate import check
from summarize.writing._support import is_supported
from summarize.writing.align import restore_surface

SEED, RESAMPLES = 7, 1000
KINDS = ("rouge1", "rouge2", "rougeL")
COLUMNS = (*KINDS, "words", "grounded", "passes", "changed", "kept", "repeats")
# Where published figures on the same kind of data stand; other samples and measures: a direction, no comparison.
PUBLISHED = {
    "google sets": "Filippova et al. 2015 (EMNLP, D15-1042): LSTM trained on 2 M pairs, token F1 .82 on its own test",
    "poc, ucf_heuristic": "Lebanoff et al. 2020 (arXiv 2010.03726): ROUGE of fusing two sentences, on their test part",
}
System = Callable[[Groups], list[str]]
Made = TypeVar("Made")  # what is made of a group


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
    if options.sets:
        sets = {name: pairs for name, pairs in sets.items() if name.startswith(tuple(options.sets))}
    systems: dict[str, System] = {"first line": first, "longest line": longest, "all lines": together}
    writer = load_writer(options.writer) if options.writer else None
    steps = writer_steps(writer, options.writer) if writer else {}
    claims = remembered(lambda groups: printed(groups, steps["ranked"](groups)))
    if writer:
        systems |= {name: _first_of(write) for name, write in steps.items()}
        systems["gated"] = lambda groups: gated(groups, claims(groups))
    if options.writer == FUSION and (terse := load_writer(TERSE)):
        short = remembered(lambda groups: printed(groups, terse.write(groups)))
        systems["terse, gated"] = lambda groups: gated(groups, short(groups))
    if options.print:
        print_drawn(sets, systems["gated"], options.print, options.seed)
        return 0
    found = [evaluate(name, pairs, title, system) for name, pairs in sets.items() for title, system in systems.items()]
    groups = {name: [pair.lines for pair in pairs] for name, pairs in sets.items()} if writer else {}
    gate = [measure(name, lines, steps, claims(lines)) for name, lines in groups.items()]
    made_with = {
        "version": __version__,
        "pairs": digest(folder, "fusion_pairs")[:12],
        "cited_dev": digest(folder, "cited_dev")[:12],
        "limit": options.limit,
        "seed": SEED,
        "rouge": "rouge-score, stemmed, F1 x 100",
        "writer": f"{Path(options.writer).name} sha256:{writer.digest[:12]}" if writer else "none",
    }
    asked = f" --writer {Path(options.writer).name}" if writer else ""
    command = f"python -m evaluation.run fusion --data DIR{asked} --limit {options.limit} --save"
    text = as_report(found, gate, head("Fusion: source lines to one sentence", command, made_with))
    print(text)
    if options.save:
        described = [{name: getattr(row, name) for name in Row.__slots__} for row in found]
        data = {"signature": made_with, "command": command, "rows": described, "gate": as_data(gate)}
        save(RESULTS, "fusion", text, data)
    return 0


def _options(argv: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m evaluation.run fusion")
    add_data_option(parser)
    parser.add_argument("--writer", help="a name or a path; none: the copying baselines alone")
    parser.add_argument("--sets", nargs="*", help="beginnings of the names of sets; all unless given")
    parser.add_argument("--print", type=int, default=0, help="outputs shown beside their lines, drawn by --seed")
    parser.add_argument("--seed", type=int, default=SEED)
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


def first(groups: Groups) -> list[str]:
    return [group[0] for group in groups]


def longest(groups: Groups) -> list[str]:
    return [max(group, key=len) for group in groups]


def together(groups: Groups) -> list[str]:
    return [" ".join(group) for group in groups]


def writer_steps(writer: Writer, name: str) -> dict[str, Write]:
    """The steps of a writer, each writing the same groups once only; "ranked" is what it hands to the gate.

    Args:
        writer: Loaded.
        name: Its name or path, from which the checkpoint is loaded once more, without the constraint.
    """
    if not isinstance(writer, FusionWriter):
        return {"ranked": remembered(writer.write)}
    free = load_seq2seq(_folder(name), "free", GenerationSettings())

    def constrained(groups: Groups) -> list[list[str]]:
        texts: list[list[str]] = [[] for _ in groups]
        for task in (FUSE, SHORT):
            places = [at for at, group in enumerate(groups) if (len(group) == 1) == (task == SHORT)]
            for at, found in zip(places, writer.write_task(task, [groups[at] for at in places]), strict=True):
                texts[at] = [one.text for one in found]
        return texts

    return {
        "free": remembered(free.write),
        "constrained": remembered(constrained),
        "ranked": remembered(writer.write),
    }


def remembered(write: Callable[[Groups], list[Made]]) -> Callable[[Groups], list[Made]]:
    """The same, but groups it has seen are not worked on again."""
    made: dict[tuple[tuple[str, ...], ...], list[Made]] = {}

    def again(groups: Groups) -> list[Made]:
        key = tuple(tuple(group) for group in groups)
        if key not in made:
            made[key] = write(groups)
        return made[key]

    return again


def _folder(name: str) -> Path:
    return WEIGHTS / FUSION if name in (FUSION, TERSE) else Path(name)


def _first_of(write: Callable[[Groups], list[list[str]]]) -> System:
    def system(groups: Groups) -> list[str]:
        return [
            restore_surface(texts[0], group) if texts else longest([group])[0]
            for group, texts in zip(groups, write(groups), strict=True)
        ]

    return system


@dataclass(frozen=True, slots=True)
class _Given:
    """A writer whose candidates are known."""

    texts: list[str]
    name: str = "given"
    digest: str = ""

    def write(self, groups: Groups) -> list[list[str]]:
        return [self.texts for _ in groups]


def printed(groups: Groups, candidates: Sequence[list[str]]) -> list[Claim | None]:
    """What the gate lets stand of each group; None where neither a sentence nor a line may."""
    settings = Settings()
    claims: list[Claim | None] = []
    for group, texts in zip(groups, candidates, strict=True):
        try:
            claims.append(fuse_lines(list(group), settings, Models(writer=_Given(texts))))
        except NothingToRead:
            claims.append(None)
    return claims


def gated(groups: Groups, claims: Sequence[Claim | None]) -> list[str]:
    """What would be printed of each group; the longest line where no sentence of it could stand."""
    return [claim.text if claim else longest([group])[0] for group, claim in zip(groups, claims, strict=True)]


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
    claim, quotes = passage(text, facts_of), [passage(line, facts_of) for line in pair.lines]
    runs = [tuple(stems[at : at + 4]) for at in range(len(stems) - 3)]
    return {
        "words": float(len(text.split())),
        "grounded": 100.0 * is_supported(claim, quotes),
        "passes": 100.0 * (check(text, pair.lines, facts_of) is None),
        "changed": 100.0 * (stems not in [[stem(word) for word in words(line)] for line in pair.lines]),
        "kept": 100.0 * len(held & set(stems)) / len(held) if held else 100.0,
        "repeats": 100.0 * (len(set(runs)) < len(runs)),
    }


def interval(values: Sequence[float]) -> tuple[float, float]:
    """The middle 95 % of the means of resamples."""
    draw = random.Random(SEED)
    means = sorted(mean(draw.choices(values, k=len(values))) for _ in range(RESAMPLES))
    return round(means[int(0.025 * RESAMPLES)], 2), round(means[int(0.975 * RESAMPLES) - 1], 2)


def print_drawn(sets: dict[str, list[Pair]], system: System, count: int, seed: int) -> None:
    """Print outputs drawn from all sets beside their lines; the numbers are the places in the sets."""
    every = [(name, at, pair) for name, pairs in sets.items() for at, pair in enumerate(pairs)]
    drawn = random.Random(seed).sample(every, min(count, len(every)))
    for (name, at, pair), text in zip(drawn, system([pair.lines for _, _, pair in drawn]), strict=True):
        print(f"{name} {at}", *(f"  < {line}" for line in pair.lines), f"  > {text}", "", sep="\n")


def as_report(found: Sequence[Row], gate: Sequence[GateRow], title: str) -> str:
    """The rows and the gate's part as Markdown, with whose the data are."""
    columns = ["set", "n", "system", "R1", "R2", "RL"]
    columns += ["words", "grounded %", "passes %", "changed %", "kept %", "repeats %"]
    cells = [
        [
            *(row.set, str(row.count), row.system),
            *(spread(row.scores[kind], row.intervals[kind]) for kind in KINDS),
            *(show(row.scores[column]) for column in COLUMNS[len(KINDS) :]),
        ]
        for row in found
    ]
    origins = f"Data: {DATASETS['fusion_pairs'].origin}; {DATASETS['cited_dev'].origin}."
    others = "\n".join(f"- {name}: {text}" for name, text in PUBLISHED.items())
    return "\n\n".join(part for part in (title, table(columns, cells), others, as_section(gate), origins) if part)
