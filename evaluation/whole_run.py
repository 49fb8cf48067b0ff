"""What a user really meets: ``python -m evaluation.run whole --data DIR [--sample N] [--save]``.

The clusters of NeuS val with full articles, shuffled together, with page furniture around them and the dates the set
has, events unknown. Told: B-cubed, ROUGE of the briefs matched to their references, furniture that got into a brief,
events shown twice, events mixed in one brief, sources cited, what the audit holds against the briefs, seconds, memory.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from evaluation.audit import audit_folder
from evaluation.briefs_run_sets import BriefSet, Cluster, load_set
from evaluation.briefs_run_systems import budget_of, embedder_of
from evaluation.cluster_metrics import b_cubed, pairwise
from evaluation.datasets import add_data_option, data_folder
from evaluation.metrics import HEADS, ROUGE, SEED, interval, rouge
from evaluation.report import RESULTS, head, save, show, signature, spread, table
from evaluation.whole_run_furniture import dressed
from summarize import pipeline
from summarize.articles.read import documents_to_articles
from summarize.data import Article, Brief
from summarize.models.load import load_writer
from summarize.scale.folder import write_folder
from summarize.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Pile:
    """All articles of the clusters as pages in one pile."""

    articles: tuple[Article, ...]  # shuffled
    event: dict[str, str]  # article id: the cluster it belongs to
    furniture: dict[str, frozenset[int]]  # article id: its lines of furniture
    references: dict[str, str]  # cluster: what a human wrote


def main(argv: Sequence[str]) -> int:
    """Measure and print; exit code 0."""
    options = _options(argv)
    found = load_set(options.set, data_folder(options.data), options.sample)
    settings = Settings(embedder=options.embedder, writer=options.writer)
    words = budget_of("extractive") if options.words is None else options.words or None
    settings = replace(settings, plan=replace(settings.plan, max_words=words))
    models = pipeline.Models(
        embedder=embedder_of(options.embedder), writer=load_writer(options.writer, settings.generation)
    )
    pile = make_pile(found.clusters)
    start = time.perf_counter(), time.process_time()
    run = run_pile(pile, settings, models)
    took = time.perf_counter() - start[0], time.process_time() - start[1]
    values = judge(run, pile) | {
        "seconds": round(took[0], 1),
        "processor seconds": round(took[1], 1),
        "peak memory MB": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        "audit": audited(run, settings),
    }
    made_with = signature(
        set=found.name,
        data=found.digest,
        n=len(found.clusters),
        sample=options.sample,
        words=words,
        models=[f"{name} {value}" for name, value in run.made_with],
        seed=SEED,
    )
    command = _command(options)
    text = as_report(found, pile, values, head("The whole way, from a pile of pages to briefs", command, made_with))
    print(text)
    if options.save:
        save(RESULTS, "whole", text, {"signature": made_with, "command": command, "values": values})
    return 0


def _options(argv: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m evaluation.run whole", description=__doc__.split("\n")[0])
    add_data_option(parser)
    parser.add_argument("--set", default="val_full", choices=["val_full", "seeds"])
    parser.add_argument("--sample", type=int, metavar="N", help="N clusters, for a busy machine")
    parser.add_argument("--words", type=int, help="words of a brief; 0: as the package has it; the budget of val")
    parser.add_argument("--writer", default="extractive")
    parser.add_argument("--embedder", default="minilm", help='as of the package, or "none", or "hashed"')
    parser.add_argument("--save", action="store_true", help="write the results to evaluation/results/")
    return parser.parse_args(argv)


def _command(options: argparse.Namespace) -> str:
    parts = ["python -m evaluation.run whole --data DIR"]
    parts += [f"--sample {options.sample}"] if options.sample else []
    parts += [f"--words {options.words}"] if options.words is not None else []
    parts += [f"--writer {Path(options.writer).name}"] if options.writer != "extractive" else []
    parts += [f"--embedder {options.embedder}"] if options.embedder != "minilm" else []
    return " ".join([*parts, *(["--save"] if options.save else [])])


# ------------------------------------------------------------------------- the pile


def make_pile(clusters: Sequence[Cluster]) -> Pile:
    """The clusters' articles as pages, in a seeded order that tells nothing."""
    documents: list[dict[str, Any]] = []
    event: dict[str, str] = {}
    furniture: dict[str, frozenset[int]] = {}
    for cluster in clusters:
        for article in cluster.articles:
            page = dressed(article.title, article.text, article.outlet or "", article.id)
            fields = {"id": article.id, "source": article.outlet, "url": article.url, "date": article.published}
            documents.append({name: value for name, value in fields.items() if value} | {"text": page.text})
            event[article.id] = cluster.id
            furniture[article.id] = page.furniture
    random.Random(SEED).shuffle(documents)
    articles, problems = documents_to_articles(documents, "pile")
    for one in problems:
        print(f"{one.path}: {one.what}", file=sys.stderr)
    references = {cluster.id: cluster.reference for cluster in clusters}
    return Pile(articles=articles, event=event, furniture=furniture, references=references)


def run_pile(pile: Pile, settings: Settings, models: pipeline.Models) -> pipeline.Run:
    """The recipe on a pile of articles, with a word on stderr for each stage."""

    def progress(stage: str, done: int, total: int) -> None:
        if done % 50 == 0:
            print(f"{stage} {done}/{total}", file=sys.stderr)

    readings, problems = pipeline.read_all(pile.articles, settings, progress)
    clustering = pipeline.find_events(readings, settings, models)
    by_id = {reading.article.id: reading for reading in readings}
    briefs = []
    for done, event in enumerate(clustering.events):
        progress("write", done, len(clustering.events))
        briefs.append(pipeline.write_brief(event, [by_id[one] for one in event.articles], settings, models))
    return pipeline.Run(
        briefs=pipeline.with_own_slugs(briefs),
        clustering=clustering,
        readings=readings,
        problems=problems,
        made_with=pipeline.made_with(models),
    )


# ------------------------------------------------------------------------ the verdict


def judge(run: pipeline.Run, pile: Pile) -> dict[str, Any]:
    """All that can be told of a run from the pile's secrets."""
    found = {article: number for number, brief in enumerate(run.briefs) for article in brief.event.articles}
    ids = sorted(pile.event)
    # An article that was not read stands alone.
    clusters: list[object] = [found.get(article, f"unread {article}") for article in ids]
    gold = [pile.event[article] for article in ids]
    cubed, pairs = b_cubed(clusters, gold), pairwise(clusters, gold)
    matched = match(run.briefs, pile)
    rows = [rouge(reference, _text(matched.get(event))) for event, reference in sorted(pile.references.items())]
    citations = [one for brief in run.briefs for claim in brief.claims for one in claim.citations]
    heads = [one for brief in run.briefs for one in brief.title.citations]
    spread_out = _spread(run.briefs, pile)
    return {
        "articles": len(ids),
        "unread": len(run.problems),
        "events": len(pile.references),
        "briefs": len(run.briefs),
        "b-cubed": {"precision": cubed.precision, "recall": cubed.recall, "f1": cubed.f1},
        "pairs": {"precision": pairs.precision, "recall": pairs.recall, "f1": pairs.f1},
        "rouge": {kind: sum(row[kind] for row in rows) / len(rows) for kind in ROUGE},
        "intervals": {kind: interval([row[kind] for row in rows]) for kind in ROUGE},
        "references without a brief": len(pile.references) - len(matched),
        "citations": len(citations),
        "furniture cited": sum(_is_furniture(one, pile) for one in citations),
        "titles from furniture": sum(_is_furniture(one, pile) for one in heads),
        "events shown twice": sum(len(numbers) > 1 for numbers in spread_out.values()),
        "briefs that mix events": sum(len({pile.event[a] for a in brief.event.articles}) > 1 for brief in run.briefs),
        "briefs that cite two events": sum(
            len({pile.event[one.article] for claim in brief.claims for one in claim.citations}) > 1
            for brief in run.briefs
        ),
        "sources cited": _share_cited(run.briefs),
        "words per brief": sum(len(_text(brief).split()) for brief in run.briefs) / max(1, len(run.briefs)),
    }


def _is_furniture(citation: Any, pile: Pile) -> bool:
    lines = set(range(citation.line, citation.line_end + 1))
    return bool(lines & pile.furniture[citation.article])


def _spread(briefs: Sequence[Brief], pile: Pile) -> dict[str, set[int]]:
    """The briefs each event's articles went to."""
    found: dict[str, set[int]] = {}
    for number, brief in enumerate(briefs):
        for article in brief.event.articles:
            found.setdefault(pile.event[article], set()).add(number)
    return found


def match(briefs: Sequence[Brief], pile: Pile) -> dict[str, Brief]:
    """For each event the brief that has most of its articles, no brief twice; events with none are left out."""
    shared = []
    for number, brief in enumerate(briefs):
        for event, count in sorted(Counter(pile.event[article] for article in brief.event.articles).items()):
            shared.append((-count, len(brief.event.articles), event, number))
    matched: dict[str, Brief] = {}
    taken: set[int] = set()
    for _, _, event, number in sorted(shared):
        if event not in matched and number not in taken:
            matched[event] = briefs[number]
            taken.add(number)
    return matched


def _text(brief: Brief | None) -> str:
    return " ".join(claim.text for claim in brief.claims) if brief else ""


def _share_cited(briefs: Sequence[Brief]) -> float:
    """Share, in percent, of the articles of briefs with several that their brief cites."""
    several = [brief for brief in briefs if len(brief.event.articles) > 1]
    cited = sum(len({one.article for claim in brief.claims for one in claim.citations}) for brief in several)
    total = sum(len(brief.event.articles) for brief in several)
    return 100 * cited / total if total else 0.0


def audited(run: pipeline.Run, settings: Settings) -> dict[str, int]:
    """What the audit counts and holds against the briefs, written out as a user gets them."""
    with tempfile.TemporaryDirectory() as folder:
        write_folder(run, settings, Path(folder))
        _, counts = audit_folder(Path(folder))
    return counts


def as_report(found: BriefSet, pile: Pile, values: Mapping[str, Any], title: str) -> str:
    """The verdict as a table."""
    rows = [["articles in the pile, events, briefs", _joined(values, ("articles", "events", "briefs"))]]
    rows += [
        [f"{name} P / R / F1", " / ".join(show(values[key][part], 3) for part in ("precision", "recall", "f1"))]
        for name, key in (("B-cubed", "b-cubed"), ("pairs", "pairs"))
    ]
    rows += [[HEADS[kind], spread(values["rouge"][kind], values["intervals"][kind])] for kind in ROUGE]
    for name in (
        *("references without a brief", "words per brief", "citations", "furniture cited", "titles from furniture"),
        *("events shown twice", "briefs that mix events", "briefs that cite two events", "sources cited", "unread"),
        *("seconds", "processor seconds", "peak memory MB"),
    ):
        value = values[name]
        rows.append([name, f"{value:.1f}" if isinstance(value, float) else f"{value:,}"])
    rows.append(["audit", json.dumps(values["audit"]).strip("{}").replace('"', "")])
    told = (
        f"{found.origin}. The clusters with full articles in one pile, furniture added (invented lines, as many as "
        f"{sum(map(len, pile.furniture.values())):,}), dates as the set has them, events unknown. ROUGE: each "
        "reference against the brief that has most of its articles, 0 where there is none. Sources cited: of briefs "
        "with several."
    )
    return "\n\n".join([title, told, table(["what", "value"], rows)])


def _joined(values: Mapping[str, Any], names: Sequence[str]) -> str:
    return ", ".join(f"{values[name]:,}" for name in names)
