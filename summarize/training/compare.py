"""Learn how figures that measure the same thing look, and write it to ``summarize/weights/compare/``.

::

    python -m summarize.training.compare --data DIR [--cache DIR] [--out DIR] [--check]

Nobody has labelled which figures of two reports measure the same thing, but the reports tell: where two articles on one
event print the same distinctive number, they nearly always speak of one thing; where each prints a number which the
other does not print, they nearly never do, for outlets seldom disagree. From such pairs of the labelled event sets a
logistic model is learnt over what stands around the figures (``writing/_likeness``), which never sees the values. The
few real disagreements among the second kind are noise it is robust to: they are what it ranks highest there.
``--check`` cross-validates by event and writes nothing.
"""

from __future__ import annotations

import argparse
import json
import os
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any

from summarize.data import Fact, Reading
from summarize.settings import CompareSettings
from summarize.training.event_sets import FOLDS, EventSet, load_set
from summarize.writing._apart import Days
from summarize.writing._likeness import FEATURES, features
from summarize.writing._measures import Measure, bare_value, measures_of
from summarize.writing._relation import relation
from summarize.writing._sameness import are_comparable, is_fate, unit_key

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

WEIGHTS = Path(__file__).parent.parent / "weights" / "compare"
SETS = ("giveme5w1h", "meetings_dev", "neus_trainval", "wikinews")  # ECB+ holds excerpts of a few sentences
HELD_OUT = "neus-val-"  # what evaluation/disagreements_run measures on
ARTICLES = 6  # of an event: pairs grow with their square
COPIED = 0.4  # of the shorter article's sentences in the other: a copy agrees in everything
FIGURES = 60  # of an article, the first: later ones are of other matters
DIGITS, LARGE = 2, 1000  # a number with so many digits that are not closing zeros, or so large, is no coincidence
PENALTY = 1.0  # inverse strength of the ridge


@dataclass(frozen=True, slots=True)
class Pair:
    """Two figures of two articles."""

    event: str
    fold: int
    one: Measure
    other: Measure
    agree: bool


def main(argv: Sequence[str] | None = None) -> int:
    """Train and write, or check; exit code 0."""
    parser = argparse.ArgumentParser(prog="python -m summarize.training.compare", description=__doc__.split("\n")[0])
    parser.add_argument("--data", required=True, help="folder of the research sets")
    parser.add_argument("--cache", help="folder to keep what was read")
    parser.add_argument("--out", default=str(WEIGHTS), help="folder to write figures.json to")
    parser.add_argument("--check", action="store_true", help="cross-validate by event and write nothing")
    options = parser.parse_args(argv)
    cache = Path(options.cache) if options.cache else None
    sets = [load_set(Path(options.data), name, None, cache) for name in SETS]
    pairs = [pair for one in sets for pair in pairs_of(one)]
    agree = sum(pair.agree for pair in pairs)
    print(f"{agree} pairs of figures agree, {len(pairs) - agree} are of two things")
    if options.check:
        print(check(pairs))
        return 0
    bias, weights = fit(pairs)
    record = {
        "bias": round(bias, 4),
        "weights": {name: round(value, 4) for name, value in zip(FEATURES, weights, strict=True)},
        "pairs": {"agree": agree, "of two things": len(pairs) - agree},
        "made_from": {one.name: {"articles": len(one.readings), "sha256": one.digest} for one in sets},
    }
    out = Path(options.out)
    out.mkdir(parents=True, exist_ok=True)
    part = out / "figures.json.part"
    part.write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
    os.replace(part, out / "figures.json")
    return 0


def pairs_of(one: EventSet) -> Iterator[Pair]:
    """The pairs of figures of a set that tell something, event by event."""
    by_event: dict[str, list[tuple[int, Reading]]] = defaultdict(list)
    for event, fold, reading in zip(one.events, one.folds, one.readings, strict=True):
        by_event[event].append((fold, reading))
    for event, members in sorted(by_event.items()):
        if event.startswith(HELD_OUT):
            continue
        for made in figure_pairs([reading for _, reading in members]):
            yield Pair(f"{one.name} {event}", members[0][0], *made)


def figure_pairs(readings: Sequence[Reading]) -> Iterator[tuple[Measure, Measure, bool]]:
    """Of the reports of one event, pairs of figures that agree (True) and that measure two things (False)."""
    settings = CompareSettings()
    kept = _without_copies(readings)
    figures = [measures_of(place, reading)[:FIGURES] for place, reading in enumerate(kept)]
    days: Days = {(place, time.start): time for place, reading in enumerate(kept) for time in reading.times}
    for own, others in combinations(figures, 2):
        printed = [{(unit_key(one), bare_value(one.fact.normal)) for one in side} for side in (own, others)]
        for one in own:
            for other in others:
                if is_fate(one) or not are_comparable(one, other, days, settings):
                    continue
                values = bare_value(one.fact.normal), bare_value(other.fact.normal)
                if values[0] == values[1]:
                    if is_distinctive(one.fact):
                        yield one, other, True
                elif (
                    relation(one.fact, other.fact) != "same"
                    and (unit_key(one), values[0]) not in printed[1]
                    and (unit_key(other), values[1]) not in printed[0]
                ):
                    yield one, other, False


def is_distinctive(fact: Fact) -> bool:
    """Whether two articles that print this number hardly do so by chance."""
    digits = "".join(letter for letter in f"{fact.low or 0:.12g}" if letter.isdigit()).strip("0")
    return len(digits) >= DIGITS or (fact.low or 0) >= LARGE


def _without_copies(readings: Sequence[Reading]) -> list[Reading]:
    kept: list[Reading] = []
    for reading in readings:
        own = {one.text for one in reading.sentences}
        seen = ({one.text for one in other.sentences} for other in kept)
        if not any(len(own & others) > COPIED * min(len(own), len(others)) for others in seen):
            kept.append(reading)
    return kept[:ARTICLES]


def fit(pairs: Sequence[Pair]) -> tuple[float, list[float]]:
    """Bias and weights of a logistic model."""
    from sklearn.linear_model import LogisticRegression

    rows, agree = _matrix(pairs)
    model = LogisticRegression(C=PENALTY, max_iter=2000).fit(rows, agree)
    return float(model.intercept_[0]), [float(value) for value in model.coef_[0]]


def _matrix(pairs: Sequence[Pair]) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    import numpy as np

    return np.array([features(one.one, one.other) for one in pairs]), np.array([one.agree for one in pairs])


def check(pairs: Sequence[Pair]) -> str:
    """Cross-validated by fold: the share of the figures that agree found, and how many of two things would be told."""
    import numpy as np

    odds = np.zeros(len(pairs))
    for fold in range(FOLDS):
        bias, weights = fit([one for one in pairs if one.fold != fold])
        inside = [at for at, one in enumerate(pairs) if one.fold == fold]
        rows, _ = _matrix([pairs[at] for at in inside])
        odds[inside] = bias + rows @ np.array(weights)
    best = _best_of_each(pairs, odds.tolist())
    agree = [value for (told, *_), value in best.items() if told]
    apart = [value for (told, *_), value in best.items() if not told]
    lines = [f"{len(agree)} figures agree, {len(apart)} pairs of figures are of two things or disagree"]
    for least in (-1.0, -0.5, 0.0, 0.4, 0.8, 1.2, 2.0):
        found = sum(value >= least for value in agree) / len(agree)
        lines.append(f"log-odds {least:4.1f}: {100 * found:4.1f} % found, {sum(v >= least for v in apart)} others told")
    return "\n".join(lines)


def _best_of_each(pairs: Sequence[Pair], odds: Sequence[float]) -> Mapping[tuple[Any, ...], float]:
    """The likeliest of the pairs that tell the same of two articles: a figure is often printed more than once."""
    best: dict[tuple[Any, ...], float] = {}
    for one, value in zip(pairs, odds, strict=True):
        key = (one.agree, one.event, one.one.article, one.other.article, one.one.fact.normal, one.other.fact.normal)
        best[key] = max(value, best.get(key, value))
    return best


if __name__ == "__main__":
    raise SystemExit(main())
