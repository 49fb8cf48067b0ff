"""The parts of a sentence's score that are added up: what speaks for it, each in [0, 1], and what each weighs.

The weights were learnt by ``summarize/training/rank.py`` and stand as plain numbers in ``weights/rank/``, so that a
score can be worked out by hand: the mean of the parts, each times its weight, times the factors of ``wording``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from summarize.data import Event, FactKind
from summarize.events.centrality import Similarities, lexrank
from summarize.events.items import Item, fact_weights, title_stems
from summarize.settings import RankSettings

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# name: what it is; the parts a sentence can have, in the order they are told.
PARTS = (
    "centrality",  # LexRank over the event's sentences, the highest is 1
    "standing",  # the share of the event's sentences that are less central
    "centroid",  # cosine with the event's words, early sentences heavier
    "position",  # halves every so many sentences
    "support",  # share of the other independent outlets that say the same; none with one outlet
    "facts",  # facts the event turns on
    "title",  # the share of the headlines' words it holds
    "heading",  # cosine of meaning with the headlines; none without an embedder
    "own voice",  # the share of it that is not quotation
)
CENTROID_HALF_LIFE = 3.0  # sentences; .5 to 10 differ by less than .1 points of ROUGE


@lru_cache(maxsize=2)
def load_weights(embedded: bool) -> Mapping[str, float]:
    """The weights shipped with the package: with or without an embedder."""
    record = json.loads((files("summarize") / "weights/rank/sentences.json").read_text("utf-8"))
    return weights_from(record, "embedded" if embedded else "plain")


def weights_from(record: Mapping[str, Any], name: str) -> Mapping[str, float]:
    """The weights of a record.

    Raises:
        ValueError: they are for other parts than this version has.
    """
    weights = {str(part): float(weight) for part, weight in record[name].items()}
    if set(weights) != set(PARTS) or min(weights.values()) < 0 or not any(weights.values()):
        raise ValueError(f"the ranker was trained on other parts: {sorted(weights)}; train it again")
    return weights


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Compared:
    """What is known of the sentences of an event among one another."""

    similar: Similarities
    rows: Any  # TF-IDF rows of the sentences, scipy CSR
    weights: Mapping[str, float]  # of each stem
    heading: NDArray[np.float32] | None  # the mean cosine of meaning of each sentence with the headlines


def added_parts(
    event: Event, items: Sequence[Item], compared: Compared, settings: RankSettings
) -> list[dict[str, float]]:
    """For each sentence the parts it has, in the order of ``PARTS``."""
    similar, heading = compared.similar, compared.heading
    central = lexrank(similar.graph, settings.damping).round(12)
    highest = float(central.max())
    standing = _standing(central)
    near = centroid(compared.rows, [item.position for item in items])
    titles = title_stems(items)
    important = fact_weights(event, items)
    outlets = similar.nearest.shape[1]
    found = []
    for index, item in enumerate(items):
        own = {
            "centrality": float(central[index]) / highest,
            "standing": standing[index],
            "centroid": float(near[index]),
            "position": 0.5 ** (item.position / settings.position_half_life_sentences),
            # With one outlet nobody else could say it: there is no such part then, and the others share its weight.
            "support": _support(similar.nearest[index], item.outlet, settings) if outlets > 1 else None,
            "facts": min(1.0, sum(important[key] for key in item.fact_keys) / settings.full_facts),
            "title": _title(item, titles, compared.weights),
            "heading": None if heading is None else min(max(float(heading[index]), 0.0), 1.0),
            "own voice": 1.0 - _quoted(item),
        }
        found.append({name: value for name, value in own.items() if value is not None})
    return found


def centroid(rows: Any, positions: Sequence[int]) -> NDArray[np.float64]:
    """The cosine of each sentence with the sum of all, those told early in their article heavier, (n,) in [0, 1]."""
    import numpy as np

    early = np.array([0.5 ** (position / CENTROID_HALF_LIFE) for position in positions])
    middle = np.asarray(rows.T @ early).ravel()
    near: NDArray[np.float64] = np.asarray(rows @ (middle / (np.linalg.norm(middle) or 1.0))).ravel()
    return near.clip(0.0, 1.0)


def _standing(central: NDArray[np.float64]) -> list[float]:
    """The share of the other sentences that are less central; of equals each has the same."""
    import numpy as np

    below = np.searchsorted(np.sort(central), central, side="left")
    return [float(count) / (len(central) - 1) if len(central) > 1 else 1.0 for count in below]


def _support(nearest: NDArray[np.float64], own: int, settings: RankSettings) -> float:
    """The share of the other independent outlets that say the same, those that say nearly the same in part."""
    low, high = settings.support_from, settings.support_full
    others: list[float] = [value for outlet, value in enumerate(nearest.tolist()) if outlet != own]
    shares = [min(max((value - low) / (high - low), 0.0), 1.0) for value in others]
    return sum(shares) / len(shares)


def _title(item: Item, titles: Sequence[frozenset[str]], weights: Mapping[str, float]) -> float:
    """How much of the headlines stands in the sentence: the mean over the event's headlines, rare words heavier."""
    shares = []
    for title in titles:
        total = sum(weights.get(stem, 1.0) for stem in sorted(title))
        shares.append(sum(weights.get(stem, 1.0) for stem in sorted(title.intersection(item.stems))) / total)
    return sum(shares) / len(shares) if shares else 0.0


def _quoted(item: Item) -> float:
    """The share of the sentence that is quotation."""
    quoted = sum(fact.end - fact.start for fact in item.facts if fact.kind is FactKind.QUOTATION)
    return min(1.0, quoted / max(1, len(item.sentence.text)))


def weighted_score(parts: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """The weighted mean of the parts that are added up, times the factors: in [0, 1], rounded to six digits."""
    total = sum(weights[name] for name in PARTS if name in parts)
    score = sum(weights[name] * parts[name] for name in PARTS if name in parts) / (total or 1.0)
    for name, value in parts.items():
        if name not in weights:
            score *= value
    return round(score, 6)
