"""Learn how opinion pieces are worded, and write it to ``summarize/weights/opinion/``.

::

    python -m summarize.training.opinion --news articles.jsonl.xz [--check]

Opinion: articles whose title is labelled so, or whose source is an opinion section or a guest writer. Reports: a drawn
sample of the other articles of ``OUTLETS``, which keep the two apart. Logistic regression on ``articles/opinion``'s
rates, the standardisation folded into its weights. ``--check`` cross-validates with whole sources held out, prints the
surest errors by title to be read, and writes nothing.
"""

from __future__ import annotations

import argparse
import json
import lzma
import random
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from summarize.articles.opinion import features, is_labelled
from summarize.articles.split import split_text
from summarize.data import Article
from summarize.settings import OpinionSettings

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

WEIGHTS = Path(__file__).parent.parent / "weights" / "opinion" / "articles.json"
SEED = 3
REPORTS = 3500  # about three for each opinion piece
FOLDS = 8
STRENGTH = 0.003  # C of the regression; .01 to .1 lose .004 to .015 of the area under the curve
LEVELS = (0.5, 0.7, 0.9)
SHOWN = 25  # of the surest errors
SECTION = re.compile(r"guest writer|editorial|opinion|columnist", re.IGNORECASE)
NOT_PLAIN = re.compile(r"analysis|review|perspective", re.IGNORECASE)  # neither the one nor the other
OUTLETS = frozenset(
    [
        *(
            "Reuters",
            "Associated Press",
            "BBC News",
            "NPR Online News",
            "Politico",
            "The Hill",
            "USA TODAY",
            "CBS News",
        ),
        *("ABC News", "Al Jazeera", "Bloomberg", "CNN (Web News)", "Fox News", "Fox Online News", "Washington Times"),
        *("Christian Science Monitor", "The Guardian", "Wall Street Journal - News", "New York Times - News", "CNBC"),
        *("Newsmax", "Chicago Sun-Times", "Washington Post", "CBN", "MarketWatch"),
    ]
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """One article with its label."""

    source: str
    title: str
    text: str
    opinion: bool


def labelled(path: Path) -> list[Labelled]:
    """The articles of the news file that are surely opinion, and a drawn sample of those that should be reports."""
    opinions, reports = [], []
    with lzma.open(path, "rt", encoding="utf-8") as file:
        for row in map(json.loads, file):
            source, title, text = str(row["source"] or ""), str(row["title"] or ""), str(row["text"])
            if len(text.split()) < OpinionSettings().min_words:
                continue
            if SECTION.search(source) or _has_label(title):
                opinions.append(Labelled(source=source, title=title, text=text, opinion=True))
            elif source in OUTLETS and not NOT_PLAIN.search(title):
                reports.append(Labelled(source=source, title=title, text=text, opinion=False))
    return opinions + random.Random(SEED).sample(reports, min(REPORTS, len(reports)))


def _has_label(title: str) -> bool:
    return is_labelled(Article(id="", path="", text="", encoding="", sha256="", title=title), ())


def rows_of(articles: Sequence[Labelled]) -> tuple[list[str], NDArray[np.float64]]:
    """The names of the rates and, for each article, their values."""
    import numpy as np

    found = [features([one.text[start:end] for start, end in split_text(one.text)]) for one in articles]
    return list(found[0]), np.array([list(row.values()) for row in found])


def fit(rows: NDArray[np.float64], opinion: NDArray[np.bool_]) -> tuple[NDArray[np.float64], float]:
    """The weight of each rate as it stands, and the intercept."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.preprocessing import StandardScaler

    scaler = StandardScaler().fit(rows)
    model = LogisticRegression(C=STRENGTH, max_iter=2000, class_weight="balanced")
    model.fit(scaler.transform(rows), opinion)
    weights = model.coef_[0] / scaler.scale_
    return weights, float(model.intercept_[0] - weights @ scaler.mean_)


def check(articles: Sequence[Labelled], rows: NDArray[np.float64]) -> None:
    """Print how well sources never seen are told apart."""
    import numpy as np
    from sklearn.metrics import precision_recall_fscore_support, roc_auc_score
    from sklearn.model_selection import GroupKFold

    opinion = np.array([one.opinion for one in articles])
    sure = np.zeros(len(articles))
    for train, held in GroupKFold(FOLDS).split(rows, groups=[one.source for one in articles]):
        weights, intercept = fit(rows[train], opinion[train])
        sure[held] = 1 / (1 + np.exp(-(rows[held] @ weights + intercept)))
    print(f"{opinion.sum()} opinion, {(~opinion).sum()} reports, area {roc_auc_score(opinion, sure):.3f}")
    for level in LEVELS:
        scores = precision_recall_fscore_support(opinion, sure >= level, average="binary")
        print(f"from {level}: precision {scores[0]:.3f}, recall {scores[1]:.3f}")
    wrong = [at for at in np.argsort(-sure) if not opinion[at]][:SHOWN]
    for at in wrong:
        print(f"  told as opinion {sure[at]:.3f}: {articles[at].source}: {articles[at].title}")


def main(argv: Sequence[str] | None = None) -> int:
    """Train the weights and write them, or check them; exit code 0."""
    parser = argparse.ArgumentParser(description="Train what tells opinion pieces.")
    parser.add_argument("--news", required=True, type=Path, help="articles.jsonl.xz of the research sets")
    parser.add_argument("--check", action="store_true", help="cross-validate and write nothing")
    options = parser.parse_args(argv)
    articles = labelled(options.news)
    names, rows = rows_of(articles)
    if options.check:
        check(articles, rows)
        return 0
    record = _learnt(articles, names, rows)
    WEIGHTS.parent.mkdir(parents=True, exist_ok=True)
    WEIGHTS.write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
    return 0


def _learnt(articles: Sequence[Labelled], names: Sequence[str], rows: NDArray[np.float64]) -> dict[str, Any]:
    import numpy as np

    weights, intercept = fit(rows, np.array([one.opinion for one in articles]))
    return {"intercept": round(intercept, 4)} | {
        name: round(float(weight), 4) for name, weight in zip(names, weights, strict=True)
    }


if __name__ == "__main__":
    raise SystemExit(main())
