"""Learn what each part of a sentence's score weighs, and write it to ``summarize/weights/rank/``.

::

    python -m summarize.training.rank --data DIR [--cache DIR] [--out DIR] [--check]

First the least-squares fit, within clusters and with no weight below 0, of the parts to what a sentence alone is worth:
F1 of ROUGE-1, -2 and -L against the human brief. Then the weights climb, one at a time, to where briefs are best that
are chosen sentence by sentence, each given those before it: no repetition, ``BUDGET`` words at most. Trained on NeuS
train and extra as leads, and on a sample of full articles. Boosted trees over sixty features, tried on the same
targets, were worse than a linear fit by .1 to .7 points. ``--check`` cross-validates by cluster and writes nothing.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import prod
from pathlib import Path
from typing import TYPE_CHECKING, Any

from summarize.events.items import make_items
from summarize.events.parts import PARTS
from summarize.events.rank import score_parts
from summarize.models import Embedder
from summarize.settings import RankSettings
from summarize.training.kept_embedder import KeptEmbedder
from summarize.training.rank_sets import FOLDS, Cluster, load_clusters
from summarize.words import fold_space

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

WEIGHTS = Path(__file__).parent.parent / "weights" / "rank"
# Name, full articles, clusters: as many as an hour on one core reads and embeds.
SETS = (("neus_train", False, 1500), ("neus_extra", False, None), ("neus_train", True, 130))
FULL_WEIGHT = 10.0  # of a full article's cluster beside one of leads: users have full articles
RIDGE = 5.0
# Added to the fit before the climb. Within .1 points NeuS does not mind; with them no brief hangs on headlines and
# frequent words alone.
PRIOR = {"position": 0.15, "centrality": 0.1, "standing": 0.1}
BUDGET = 70  # words of a brief: the best for leads and for full articles on NeuS val
SAME = 0.5  # of the shorter one's content stems in common: a repetition, as the planner has it
STEPS = (0.5, 2.0, 4.0)  # times its weight that a part is tried at
LEAST = 0.05  # what a part that weighs less is tried at
ROUNDS = 3
BETTER = 0.0001  # mean ROUGE: less is chance

Score = Callable[[str, str], float]  # reference, text: mean F1 of ROUGE-1, -2 and -L


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One cluster as numbers."""

    fold: int
    full: bool
    reference: str
    texts: tuple[str, ...]
    lengths: tuple[int, ...]  # words
    stems: tuple[frozenset[str], ...]  # of the content words
    parts: NDArray[np.float64]  # (sentences, PARTS); NaN for a part the cluster does not have
    factors: NDArray[np.float64]  # (sentences,): the product of those for wording and background
    worth: tuple[float, ...]  # mean F1 of each sentence alone


def example(cluster: Cluster, full: bool, embedder: Embedder | None, score: Score) -> Example:
    """A cluster as numbers: the parts of its sentences and what they are worth."""
    import numpy as np

    items = make_items(cluster.event, cluster.readings)
    parts, _ = score_parts(cluster.event, items, embedder, RankSettings())
    texts = [item.text for item in items]
    return Example(
        fold=cluster.fold,
        full=full,
        reference=cluster.reference,
        texts=tuple(texts),
        lengths=tuple(len(text.split()) for text in texts),
        stems=tuple(frozenset(item.stems) for item in items),
        parts=np.array([[part.get(name, np.nan) for name in PARTS] for part in parts]),
        factors=np.array([prod(value for name, value in part.items() if name not in PARTS) for part in parts]),
        worth=tuple(score(cluster.reference, text) for text in texts),
    )


def fit(examples: Sequence[Example], names: Sequence[str]) -> dict[str, float]:
    """The weights of the parts in ``names``, 0 for the others, their sum 1."""
    import numpy as np
    from sklearn.linear_model import Ridge

    rows, wanted, weight = [], [], []
    for one in examples:
        if len(one.texts) < 2:
            continue
        # A part that a cluster does not have (support, with one outlet) is the same for all its sentences: 0.
        own = np.nan_to_num(one.parts[:, [PARTS.index(name) for name in names]])
        worth = np.array(one.worth)
        rows.append(own - own.mean(axis=0))
        wanted.append(worth - worth.mean())
        weight += [FULL_WEIGHT if one.full else 1.0] * len(worth)
    model = Ridge(RIDGE, positive=True, fit_intercept=False)
    model.fit(np.concatenate(rows), np.concatenate(wanted), sample_weight=weight)
    found = dict(zip(names, model.coef_.tolist(), strict=True))
    return summing_to_one({name: found.get(name, 0.0) for name in PARTS})


def summing_to_one(weights: Mapping[str, float]) -> dict[str, float]:
    """The weights in proportion, rounded."""
    total = sum(weights.values())
    return {name: round(weight / total, 4) for name, weight in weights.items()}


def scores_of(one: Example, weights: Mapping[str, float]) -> list[float]:
    """As ``events.parts.weighted_score`` of each sentence."""
    import numpy as np

    own = np.array([weights[name] for name in PARTS])
    total = (~np.isnan(one.parts) * own).sum(axis=1)
    scores: list[float] = (np.nan_to_num(one.parts) @ own / total * one.factors).round(6).tolist()
    return scores


def brief(one: Example, weights: Mapping[str, float]) -> str:
    """The best sentences that do not repeat one another, ``BUDGET`` words at most, by their place in the articles."""
    scores = scores_of(one, weights)
    chosen: list[int] = []
    count = 0
    for at in sorted(range(len(scores)), key=lambda at: (-scores[at], at)):
        own = one.stems[at]
        if any(len(own & one.stems[by]) >= SAME * min(len(own), len(one.stems[by])) for by in chosen):
            continue
        if not chosen or count + one.lengths[at] <= BUDGET:
            chosen.append(at)
            count += one.lengths[at]
        if count > BUDGET - 10:
            break
    return " ".join(
        one.texts[at] for at in sorted(chosen, key=lambda at: (-one.parts[at, PARTS.index("position")], at))
    )


def quality(examples: Sequence[Example], weights: Mapping[str, float], score: Score) -> float:
    """The weighted mean ROUGE of the briefs these weights make."""
    total = weight = 0.0
    for one in examples:
        own = FULL_WEIGHT if one.full else 1.0
        total += own * score(one.reference, brief(one, weights))
        weight += own
    return total / weight


def climb(
    examples: Sequence[Example], start: Mapping[str, float], names: Sequence[str], score: Score
) -> dict[str, float]:
    """The weights moved one at a time for as long as the briefs get better."""
    best, top = dict(start), quality(examples, start, score)
    for _ in range(ROUNDS):
        before = top
        for name in names:
            tried = [best[name] * step for step in STEPS] if best[name] > LEAST else [LEAST, 3 * LEAST]
            for weight in tried:
                moved = summing_to_one(best | {name: weight})
                value = quality(examples, moved, score)
                if value > top + BETTER:
                    best, top = moved, value
        print(f"climbed to {100 * top:.2f}", flush=True)
        if top == before:
            break
    return best


def learn(examples: Sequence[Example], names: Sequence[str], score: Score) -> dict[str, float]:
    """The weights of the parts in ``names``; 0 for the others."""
    found = fit(examples, names)
    return climb(examples, summing_to_one({name: found[name] + PRIOR.get(name, 0.0) for name in PARTS}), names, score)


def check(examples: Sequence[Example], names: Sequence[str], score: Score) -> dict[str, float]:
    """The mean ROUGE x 100 of briefs by weights that saw no cluster of the fold; leads and full articles apart."""
    found: dict[bool, list[float]] = {False: [], True: []}
    for fold in range(FOLDS):
        weights = learn([one for one in examples if one.fold != fold], names, score)
        for one in examples:
            if one.fold == fold:
                found[one.full].append(score(one.reference, brief(one, weights)))
    return {"full" if full else "leads": round(100 * sum(own) / len(own), 2) for full, own in found.items() if own}


def rouge() -> Score:
    """The mean F1 of ROUGE-1, -2 and -L, stemmed."""
    from rouge_score.rouge_scorer import RougeScorer  # type: ignore[import-untyped]

    scorer = RougeScorer(["rouge1", "rouge2", "rougeL"], use_stemmer=True)

    @cache
    def score(reference: str, text: str) -> float:
        return float(sum(one.fmeasure for one in scorer.score(reference, fold_space(text)).values()) / 3)

    return score


def main(argv: Sequence[str] | None = None) -> int:
    """Train both sets of weights and write them, or check them; exit code 0."""
    from summarize.models.load import load_embedder

    parser = argparse.ArgumentParser(description="Train the sentence ranker.")
    parser.add_argument("--data", required=True, help="folder of the research sets")
    parser.add_argument("--cache", help="folder to keep what was read and embedded")
    parser.add_argument("--out", default=str(WEIGHTS))
    parser.add_argument("--check", action="store_true", help="cross-validate and write nothing")
    options = parser.parse_args(argv)
    folder = Path(options.cache) if options.cache else None
    embedder = KeptEmbedder(load_embedder("minilm"), folder / "rank-embeddings.npz" if folder else None)
    score = rouge()
    record: dict[str, Any] = {}
    for name, by in (("embedded", embedder), ("plain", None)):
        examples = [
            example(cluster, full, by, score)
            for file, full, limit in SETS
            for cluster in load_clusters(Path(options.data), file, full, limit, folder)
        ]
        names = [part for part in PARTS if by or part != "heading"]
        if options.check:
            print(name, check(examples, names, score), flush=True)
        else:
            record[name] = learn(examples, names, score)
            print(name, record[name], flush=True)
    embedder.keep()
    if not options.check:
        out = Path(options.out)
        out.mkdir(parents=True, exist_ok=True)
        (out / "sentences.json").write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
