"""Which sentences a brief needs: every sentence of an event with a score in [0, 1] and the parts it is made of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from summarize.data import Event, RankedSentence, Reading
from summarize.events.centrality import Comparison, Similarities, compare_all, inverse_frequencies, lexrank, tfidf
from summarize.events.copies import join_copies
from summarize.events.items import Item, fact_weights, make_items, title_stems
from summarize.events.wording import background_factor, party_factor, wording_factors
from summarize.models import Embedder
from summarize.settings import RankSettings

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def rank(
    event: Event, readings: Sequence[Reading], embedder: Embedder | None, settings: RankSettings
) -> tuple[RankedSentence, ...]:
    """Every body sentence of an event once, best first: as a ranked sentence, or among the copies of one.

    Args:
        event: The event.
        readings: Of the event's articles.
        embedder: Gives similarity of meaning besides that of words; None: words only.
        settings: Weights of the parts and factors.

    Returns:
        Sentences by score, equal scores by (place of the article in the event, place in the article).
    """
    items = make_items(event, readings)
    if not items:
        return ()
    weights = inverse_frequencies([item.stems for item in items])
    similar = compare_all(
        tfidf([item.stems for item in items], weights),
        _meaning(items, embedder, settings),
        [item.outlet for item in items],
        Comparison(
            meaning_share=settings.meaning_share,
            min_edge=settings.min_edge,
            max_neighbours=settings.max_neighbours,
            copy_similarity=settings.copy_candidate_similarity,
        ),
    )
    parts = _parts(event, items, similar, weights, settings)
    return join_copies(items, [weighted_score(part, settings) for part in parts], parts, similar.pairs, settings)


def _meaning(items: Sequence[Item], embedder: Embedder | None, settings: RankSettings) -> NDArray[np.float32] | None:
    """The embedder's rows, or None: without an embedder, or where there are too many sentences to wait for it."""
    if embedder is None or settings.meaning_share == 0 or len(items) > settings.max_embedded:
        return None
    return embedder.embed([item.text for item in items])


def _parts(
    event: Event, items: Sequence[Item], similar: Similarities, weights: dict[str, float], settings: RankSettings
) -> list[dict[str, float]]:
    """For each sentence its parts, each in [0, 1]: first those that are added up, then the factors."""
    central = lexrank(similar.graph, settings.damping)
    highest = float(central.max())
    titles = title_stems(items)
    important = fact_weights(event, items)
    outlets = similar.nearest.shape[1]
    parts = []
    for index, item in enumerate(items):
        day = event.day or (item.reading.published.day if item.reading.published else None)
        # With one outlet nobody else could say it: there is no such part then, and the others share its weight.
        support = {"support": _support(similar.nearest[index], item.outlet, settings)} if outlets > 1 else {}
        parts.append(
            {
                "centrality": float(central[index]) / highest,
                "position": 0.5 ** (item.position / settings.position_half_life_sentences),
                **support,
                "facts": min(1.0, sum(important[key] for key in item.fact_keys) / settings.full_facts),
                "title": _title(item, titles, weights),
                **wording_factors(item.text, item.facts, settings),
                "background": background_factor(item.times, day, settings),
                "party": party_factor(item.facts, event.participants, settings),
            }
        )
    return parts


def _support(nearest: NDArray[np.float64], own: int, settings: RankSettings) -> float:
    """The share of the other independent outlets that say the same, those that say nearly the same in part."""
    low, high = settings.support_from, settings.support_full
    others: list[float] = [value for outlet, value in enumerate(nearest.tolist()) if outlet != own]
    shares = [min(max((value - low) / (high - low), 0.0), 1.0) for value in others]
    return sum(shares) / len(shares)


def _title(item: Item, titles: Sequence[frozenset[str]], weights: dict[str, float]) -> float:
    """How much of the headlines stands in the sentence: the mean over the event's headlines, rare words heavier."""
    shares = []
    for title in titles:
        total = sum(weights.get(stem, 1.0) for stem in sorted(title))
        shares.append(sum(weights.get(stem, 1.0) for stem in sorted(title.intersection(item.stems))) / total)
    return sum(shares) / len(shares) if shares else 0.0


def weighted_score(parts: dict[str, float], settings: RankSettings) -> float:
    """The weighted mean of the parts that are added up, times the factors: in [0, 1], rounded to six digits."""
    added = {
        "centrality": settings.centrality_weight,
        "position": settings.position_weight,
        "support": settings.support_weight,
        "facts": settings.facts_weight,
        "title": settings.title_weight,
    }
    added = {name: weight for name, weight in added.items() if name in parts}
    score = sum(weight * parts[name] for name, weight in added.items()) / (sum(added.values()) or 1.0)
    for name, value in parts.items():
        if name not in added:
            score *= value
    return round(score, 6)
