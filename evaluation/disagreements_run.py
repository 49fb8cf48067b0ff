"""Whether sources that disagree are told: ``python -m evaluation.run disagreements --data DIR [--limit N]``.

Real disagreements are rare and nobody has marked them, so they are planted in the second of two articles on one event
(``evaluation/planting``): another figure, another day, another speaker. Told is what names the first article's wording
and the second article as two sides. The articles as they are show how much is told unasked; what of it is right is for
a reader to say (``--show`` prints it locally). NeuS val, full articles: none of its figures trained
``writing/_likeness``.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

from evaluation import planting
from evaluation.datasets import add_data_option, data_folder, digest, rows
from evaluation.planting import Plant
from evaluation.report import RESULTS, head, save, show, signature, table
from summarize.data import Article, Disagreement, Reading
from summarize.pipeline import gather, read_all
from summarize.settings import Settings
from summarize.writing.compare import compare

SET = "neus_val"


@dataclass(frozen=True, slots=True)
class Planted:
    """What two articles tell alike, and what became of its change in the second."""

    unit: str  # what is changed: a figure of which kind, a day, a speaker
    told: str  # "differs", "compatible bound" or "" for not told


def main(argv: Sequence[str]) -> int:
    """Plant, compare, print; exit code 0."""
    parser = argparse.ArgumentParser(prog="evaluation.run disagreements", description=__doc__.split("\n")[0])
    add_data_option(parser)
    parser.add_argument("--limit", type=int, help="only the first so many clusters")
    parser.add_argument("--show", action="store_true", help="print what is told of the articles as they are")
    parser.add_argument("--save", action="store_true", help="write the results to evaluation/results/")
    options = parser.parse_args(argv)
    folder = data_folder(options.data)
    clusters = list(clusters_of(rows(folder, SET)))[: options.limit]
    planted: list[Planted] = []
    unasked: Counter[str] = Counter()
    for readings in clusters:
        told = compare(gather(readings, Settings()), readings, Settings().compare)
        unasked.update(one.kind for one in told)
        planted.extend(plant(readings))
        if options.show:
            print(*(_line(one) for one in told), sep="\n", end="\n" if told else "")
    made_with = signature(set=SET, digest=digest(folder, SET)[:12], clusters=len(clusters), factor=planting.FACTOR)
    limit = f" --limit {options.limit}" if options.limit else ""
    command = f"python -m evaluation.run disagreements --data DIR{limit} --save"
    text = report(planted, unasked, len(clusters), head("Disagreements between sources", command, made_with))
    print(text)
    if options.save:
        data = {"planted": dict(Counter(f"{one.unit}: {one.told or 'not told'}" for one in planted))}
        data["unasked"] = dict(unasked)
        save(RESULTS, "disagreements", text, {"signature": made_with, "command": command, **data})
    return 0


def clusters_of(found: Any) -> Iterator[list[Reading]]:
    """The full articles of each cluster that has two or more, read."""
    for row in found:
        docs = [doc for doc in row["docs"] if doc.get("full_text")]
        if len(docs) > 1:
            readings, _ = read_all([_article(str(at), doc) for at, doc in enumerate(docs)], Settings())
            if len(readings) > 1:
                yield list(readings)


def _article(name: str, doc: dict[str, Any]) -> Article:
    text = doc["full_text"]
    return Article(
        id=name, path=name, text=text, encoding="utf-8", sha256="", title=doc.get("title"), published=doc.get("date")
    )


def plant(readings: Sequence[Reading]) -> Iterator[Planted]:
    """Change what two articles share, one thing at a time, in the second."""
    event = gather(readings, Settings())
    copies = {copy for copy, _ in event.copies}
    ordered = [next(one for one in readings if one.article.id == name) for name in event.articles if name not in copies]
    for one, other in combinations(range(len(ordered)), 2):
        for make in (planting.figures, planting.days, planting.speakers):
            for each in make(ordered[one], ordered[other]):
                members = [*ordered[:other], each.changed, *ordered[other + 1 :]]
                told = compare(replace(event, copies=()), members, Settings().compare)
                yield Planted(each.kind, _told(told, ordered[one], each))


def _told(found: Sequence[Disagreement], one: Reading, planted: Plant) -> str:
    """The kind of the disagreement between what the first article prints and the second; "" for none."""
    for each in found:
        sides = {side.citation.article: side.value for side in each.sides}
        if sides.get(one.article.id) in planted.printed and planted.changed.article.id in sides:
            return each.kind
    return ""


def report(planted: Sequence[Planted], unasked: Counter[str], clusters: int, title: str) -> str:
    """The table with what stands around it."""
    others = ("day", "speaker")
    kinds = [*sorted({one.unit for one in planted} - {*others}), "all figures", *others]
    cells = []
    for kind in kinds:
        own = [one.told for one in planted if kind == one.unit or (kind == "all figures" and one.unit not in others)]
        if not own:
            continue
        shares = [f"{show(100 * own.count(told) / len(own))} %" for told in ("differs", "compatible bound", "")]
        cells.append([kind, str(len(own)), *shares])
    return "\n\n".join(
        [
            title,
            f"{clusters} clusters of full articles. What two articles share, changed in the second: a figure by a "
            f"factor of {planting.FACTOR} wherever it is printed, the day of an act by {planting.DAYS} days, the "
            "speaker of a quotation for another person of the article:",
            table(["what", "planted", "differs", "compatible bound", "not told"], cells),
            f"Of the articles as they are: {unasked['differs']} times *differs*, {unasked['compatible bound']} times "
            "*compatible bound*.",
        ]
    )


def _line(one: Disagreement) -> str:
    sides = "  |  ".join(f"{side.value}: {side.citation.quote}" for side in one.sides)
    return f"{one.kind}, {one.about}: {sides}"
