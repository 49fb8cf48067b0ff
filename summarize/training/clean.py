"""Grow the line model of ``articles/clean`` from hand-marked pages and from clean news texts.

::

    python -m summarize.training.clean --pages pages_dev.jsonl.gz --news articles.jsonl.xz [--check]

writes ``summarize/weights/clean/lines.json``. Of both files only the rows whose sha256 of ``id`` is odd are used; the
even half is for reporting (``python -m evaluation.run pages``). ``--check`` prints the model's cross-validated score
on the odd pages instead of writing anything.

The marks are segments of text to keep or to drop; a unit that holds one takes its label, the others have none. Two
kinds of made examples stand beside them, since pages are mostly blogs and shops while the summariser reads news: news
texts as they are, whole and cut short, and news texts set between the furniture of a marked page.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import lzma
import os
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from summarize.articles._features import NAMES, features
from summarize.articles._units import Unit, units

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

WEIGHTS = Path(__file__).parent.parent / "weights" / "clean" / "lines.json"
SEED = 20
NEWS_ROWS = 1200  # read from the front of the news file; the odd half of them is used
# Texts used as they are, and as many between a page's furniture. With 300 the pages' own F1 fell by .005.
NEWS_TEXTS = 75
NEWS_WEIGHT = 0.15  # of one unit of news; a marked unit of a page weighs 1
FOLDS = 6
PARAMETERS = {
    "max_iter": 200,
    "learning_rate": 0.05,
    "max_leaf_nodes": 10,
    "min_samples_leaf": 15,
    "l2_regularization": 5.0,
    "max_features": 0.2,  # of .2, .4, 1.0 the best by a hair
    "random_state": 0,
}


@dataclass(frozen=True, slots=True)
class Example:
    """One page or text: its units' features, and what is known of some of them."""

    units: tuple[Unit, ...]
    rows: NDArray[np.float64]
    label: tuple[int, ...]  # 1 text, 0 furniture, -1 not known
    weight: tuple[float, ...]


def odd(row: dict[str, Any]) -> bool:
    """Whether a row belongs to the half that may be trained on."""
    return int(hashlib.sha256(str(row["id"]).encode()).hexdigest(), 16) % 2 == 1


def read_rows(path: str, limit: int | None = None) -> Iterator[dict[str, Any]]:
    """The rows of a packed file of JSON lines that may be trained on."""
    opened = lzma.open if path.endswith(".xz") else gzip.open
    with opened(path, "rt", encoding="utf-8") as file:
        yield from (row for row in map(json.loads, islice(file, limit)) if odd(row))


def cut(text: str) -> tuple[Unit, ...]:
    """The units of a plain text."""
    return units([line.strip() for line in text.split("\n")])


def marked(page: dict[str, Any]) -> Example:
    """A page with the labels its marked segments give."""
    found = cut(page["text"])
    keep, drop = _holding(found, page["include"]), _holding(found, page["exclude"])
    label = tuple(1 if i in keep else 0 if i in drop else -1 for i in range(len(found)))
    weight = tuple(keep.get(i, 1.0 if i in drop else 0.0) for i in range(len(found)))
    return Example(found, features(found), label, weight)


def _holding(found: Sequence[Unit], segments: Sequence[str]) -> dict[int, float]:
    """Units that hold a segment, with its weight shared where it stands in several."""
    weights: dict[int, float] = {}
    for segment in segments:
        here = [i for i, unit in enumerate(found) if segment in unit.text]
        for i in here:
            weights[i] = max(weights.get(i, 0.0), 1.0 / len(here))
    return weights


def _is_news_text(unit: Unit) -> bool:
    s = unit.shape
    plain = not (s.furniture or s.closer or s.teaser or s.photo or (s.date and s.words < 12))
    return plain and s.words >= 3 and (s.sentence or (s.final == ":" and s.words >= 8))


def plain_news(texts: Sequence[str], chance: random.Random) -> Iterator[Example]:
    """News texts as they are, a third of them cut to their first lines."""
    for i, text in enumerate(texts):
        lines = text.split("\n")
        found = cut("\n".join(lines[: chance.randint(1, 12)] if i % 3 == 0 else lines))
        yield _news(found, set(range(len(found))))


def set_in_pages(texts: Sequence[str], pages: Sequence[dict[str, Any]], chance: random.Random) -> Iterator[Example]:
    """News texts between the head and the foot of marked pages."""
    for text in texts:
        page = chance.choice(pages)
        found = cut(page["text"])
        keep = sorted(_holding(found, page["include"]))
        if not keep:
            continue
        head = [unit.text for unit in found[: keep[0]] if not unit.shape.sentence][-chance.randint(1, 80) :]
        foot = [unit.text for unit in found[keep[-1] + 1 :] if not unit.shape.sentence][: chance.randint(1, 80)]
        lines = [line for line in text.split("\n") if line.strip()][: chance.randint(2, 40)]
        mixed = cut("\n".join([*head, *lines, *foot]))
        yield _news(mixed, set(range(len(head), len(head) + len(lines))))


def _news(found: tuple[Unit, ...], inside: set[int]) -> Example:
    label = tuple(1 if i in inside and _is_news_text(u) else 0 if i not in inside else -1 for i, u in enumerate(found))
    return Example(found, features(found), label, (NEWS_WEIGHT,) * len(found))


def grow(examples: Sequence[Example]) -> Any:
    """A boosted classifier fitted to the labelled units, both classes weighing the same."""
    import numpy as np
    from sklearn.ensemble import HistGradientBoostingClassifier

    rows = np.vstack([e.rows for e in examples])
    label = np.array([known for e in examples for known in e.label])
    weight = np.array([w for e in examples for w in e.weight])
    used = (label >= 0) & (weight > 0)
    rows, label, weight = rows[used], label[used], weight[used]
    weight = np.where(label == 1, weight, weight * weight[label == 1].sum() / weight[label == 0].sum())
    return HistGradientBoostingClassifier(**PARAMETERS).fit(rows, label, sample_weight=weight)


def to_plain(model: Any) -> dict[str, Any]:
    """The trees of a fitted classifier as plain lists, for ``articles/_model.py``."""
    out: dict[str, Any] = {"features": list(NAMES), "base": float(model._baseline_prediction.ravel()[0])}
    columns: dict[str, list[Any]] = {k: [] for k in ("roots", "feature", "threshold", "left", "right", "value")}
    depth = 0
    for (tree,) in model._predictors:
        offset = len(columns["feature"])
        columns["roots"].append(offset)
        depth = max(depth, int(tree.nodes["depth"].max()))
        for i, node in enumerate(tree.nodes):
            leaf = bool(node["is_leaf"])
            columns["feature"].append(0 if leaf else int(node["feature_idx"]))
            columns["threshold"].append(0.0 if leaf else float(f"{node['num_threshold']:.7g}"))
            columns["left"].append(offset + (i if leaf else int(node["left"])))
            columns["right"].append(offset + (i if leaf else int(node["right"])))
            columns["value"].append(float(f"{node['value']:.6g}") if leaf else 0.0)
    return {**out, "depth": depth, **columns}


def cross_validate(pages: Sequence[dict[str, Any]], news: Sequence[Example], threshold: float) -> tuple[float, ...]:
    """Precision, recall and F1 of the model alone on marked segments, each page judged by a model that never saw it."""
    from summarize.articles._model import build, judge

    examples = [marked(page) for page in pages]
    fold = list(range(len(pages)))
    random.Random(SEED).shuffle(fold)
    kept_right = kept_wrong = wanted = 0
    for k in range(FOLDS):
        trees = build(to_plain(grow([e for e, f in zip(examples, fold, strict=True) if f % FOLDS != k] + list(news))))
        for page, example in ((p, e) for p, e, f in zip(pages, examples, fold, strict=True) if f % FOLDS == k):
            sure = judge(trees, example.rows)
            kept = " ".join(u.text for u, p in zip(example.units, sure, strict=True) if p >= threshold)
            wanted += len(page["include"])
            kept_right += sum(segment in kept for segment in page["include"])
            kept_wrong += sum(segment in kept for segment in page["exclude"])
    precision, recall = kept_right / max(1, kept_right + kept_wrong), kept_right / max(1, wanted)
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def main(argv: Sequence[str] | None = None) -> int:
    """Grow the model and write it, or check it; exit code 0."""
    parser = argparse.ArgumentParser(description="Grow the line model of articles/clean.")
    parser.add_argument("--pages", required=True, help="marked pages: id, text, include, exclude; gzip JSON lines")
    parser.add_argument("--news", required=True, help="clean news texts: id, text; xz or gzip JSON lines")
    parser.add_argument("--check", action="store_true", help="cross-validate instead of writing")
    options = parser.parse_args(argv)
    chance = random.Random(SEED)
    pages = list(read_rows(options.pages))
    texts = [str(row["text"]) for row in islice(read_rows(options.news, NEWS_ROWS), 2 * NEWS_TEXTS)]
    news = [*plain_news(texts[:NEWS_TEXTS], chance), *set_in_pages(texts[NEWS_TEXTS:], pages, chance)]
    if options.check:
        for threshold in (0.3, 0.35, 0.4, 0.45, 0.5):
            print(threshold, *(f"{value:.3f}" for value in cross_validate(pages, news, threshold)))
        return 0
    plain = to_plain(grow([*(marked(page) for page in pages), *news]))
    part = WEIGHTS.with_suffix(".part")
    part.write_text(json.dumps(plain, separators=(",", ":")), encoding="utf-8")
    os.replace(part, WEIGHTS)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
