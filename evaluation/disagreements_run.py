"""Whether sources that disagree are told: ``python -m evaluation.run disagreements --data DIR [--limit N]``.

Real disagreements are rare and nobody has marked them, so they are planted: where two articles on one event print the
same distinctive figure outside quotation marks, it is changed wherever the second prints it, the second is read anew,
and ``compare`` is asked. Told is what names the first article's figure and the changed one as two sides. The articles
as they are show how much is told unasked; what of it is right is for a reader to say (``--show`` prints it locally).
NeuS val, full articles: none of its figures trained ``writing/_likeness``.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

from evaluation.datasets import add_data_option, data_folder, digest, rows
from evaluation.report import RESULTS, head, save, show, signature, table
from summarize.data import Article, Disagreement, Fact, Reading
from summarize.pipeline import gather, read_all
from summarize.settings import Settings
from summarize.training.compare import is_distinctive
from summarize.writing._measures import Measure, measures_of
from summarize.writing.compare import compare

SET = "neus_val"
FACTOR = 1.3  # of a planted figure: outlets that disagree are seldom further apart
_DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?")
_WORDS = (
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen"
).split()


@dataclass(frozen=True, slots=True)
class Planted:
    """A figure that two articles print, and what became of its change in the second."""

    unit: str  # what kind of thing it counts
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
    made_with = signature(set=SET, digest=digest(folder, SET)[:12], clusters=len(clusters), factor=FACTOR)
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
    """Change each figure that two articles share, one at a time, in the second."""
    event = gather(readings, Settings())
    copies = {copy for copy, _ in event.copies}
    ordered = [next(one for one in readings if one.article.id == name) for name in event.articles if name not in copies]
    figures = [by_value(measures_of(at, one)) for at, one in enumerate(ordered)]
    for one, other in combinations(range(len(ordered)), 2):
        for normal in sorted(figures[one].keys() & figures[other].keys()):
            own, its = figures[one][normal], figures[other][normal]
            if not is_distinctive(own[0].fact):
                continue
            changed = _changed(ordered[other], [each.fact for each in its])
            if changed is None:
                continue
            members = [*ordered[:other], changed, *ordered[other + 1 :]]
            told = compare(replace(event, copies=()), members, Settings().compare)
            yield Planted(_kind(own[0]), _told(told, ordered[one], changed, {each.fact.surface for each in own}))


def by_value(measures: Sequence[Measure]) -> dict[str, list[Measure]]:
    """The figures of an article by their normal form."""
    found: dict[str, list[Measure]] = defaultdict(list)
    for one in measures:
        found[one.fact.normal].append(one)
    return found


def _changed(reading: Reading, facts: Sequence[Fact]) -> Reading | None:
    """The article with another figure in these places, read anew; None where no other can be printed."""
    text = reading.article.text
    for fact in sorted(facts, key=lambda fact: -fact.start):
        surface = another(text[fact.start : fact.end])
        if surface is None:
            return None
        text = text[: fact.start] + surface + text[fact.end :]
    readings, _ = read_all([replace(reading.article, text=text)], Settings())
    return readings[0] if readings else None


def another(surface: str) -> str | None:
    """A wording of a figure with another value of about the same size; None where there is no number in it."""
    if found := _DIGITS.search(surface):
        printed = found.group()
        value, places = float(printed.replace(",", "")), len(printed.partition(".")[2])
        new = f"{value * FACTOR:,.{places}f}" if "," in printed else f"{value * FACTOR:.{places}f}"
        return None if new == printed else surface[: found.start()] + new + surface[found.end() :]
    for word in sorted(_WORDS[:-2], key=len, reverse=True):
        if found := re.search(rf"\b{word}\b", surface, re.IGNORECASE):
            new = _WORDS[_WORDS.index(word) + 2]
            new = new.capitalize() if found.group()[0].isupper() else new
            return surface[: found.start()] + new + surface[found.end() :]
    return None


def _told(found: Sequence[Disagreement], one: Reading, other: Reading, printed: set[str]) -> str:
    """The kind of the disagreement between the first article's figure and another of the second; "" for none."""
    for each in found:
        sides = {side.citation.article: side.value for side in each.sides}
        if sides.get(one.article.id) in printed and other.article.id in sides:
            return each.kind
    return ""


def _kind(measure: Measure) -> str:
    if measure.sign:
        return "percent" if measure.sign == "%" else "money"
    return "counted noun" if measure.counted else "people, or no noun"


def report(planted: Sequence[Planted], unasked: Counter[str], clusters: int, title: str) -> str:
    """The table with what stands around it."""
    kinds = [*sorted({one.unit for one in planted}), "all"]
    cells = []
    for kind in kinds:
        own = [one.told for one in planted if kind in (one.unit, "all")]
        shares = [f"{show(100 * own.count(told) / len(own))} %" for told in ("differs", "compatible bound", "")]
        cells.append([kind, str(len(own)), *shares])
    return "\n\n".join(
        [
            title,
            f"{clusters} clusters of full articles. A figure that two articles share, changed by a factor of {FACTOR} "
            "wherever the second prints it:",
            table(["figure", "planted", "differs", "compatible bound", "not told"], cells),
            f"Of the articles as they are: {unasked['differs']} times *differs*, {unasked['compatible bound']} times "
            "*compatible bound*.",
        ]
    )


def _line(one: Disagreement) -> str:
    sides = "  |  ".join(f"{side.value}: {side.citation.quote}" for side in one.sides)
    return f"{one.kind}, {one.about}: {sides}"
