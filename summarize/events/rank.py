"""Which sentences a brief needs: every sentence of an event with a score in [0, 1] and the parts it is made of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from summarize.data import Event, RankedSentence, Reading
from summarize.events.centrality import Comparison, Similarities, compare_all, inverse_frequencies, tfidf
from summarize.events.copies import join_copies, with_retold
from summarize.events.items import Item, headlines, make_items
from summarize.events.parts import Compared, added_parts, load_weights, weighted_score
from summarize.events.wording import background_factor, opinion_factor, party_factor, wording_factors
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
        settings: Thresholds and factors; the weights of the parts are learnt (``events/parts.py``).

    Returns:
        Sentences by score, equal scores by (place of the article in the event, place in the article).
    """
    items = make_items(event, readings)
    if not items:
        return ()
    parts, similar = score_parts(event, items, embedder, settings)
    weights = load_weights(embeds(items, embedder, settings))
    scores = [weighted_score(part, weights) for part in parts]
    return with_retold(items, join_copies(items, scores, parts, similar.pairs, settings), similar.retold, settings)


def score_parts(
    event: Event, items: Sequence[Item], embedder: Embedder | None, settings: RankSettings
) -> tuple[list[dict[str, float]], Similarities]:
    """For each sentence its parts, each in [0, 1]: first those that are added up, then the factors; and the graph."""
    weights = inverse_frequencies([item.stems for item in items])
    rows = tfidf([item.stems for item in items], weights)
    meaning, heading = _meaning(items, embedder, settings)
    similar = compare_all(
        rows,
        meaning,
        [item.outlet for item in items],
        Comparison(
            meaning_share=settings.meaning_share,
            min_edge=settings.min_edge,
            max_neighbours=settings.max_neighbours,
            copy_similarity=settings.copy_candidate_similarity,
            retold_similarity=settings.retold_lead,
        ),
    )
    compared = Compared(similar=similar, rows=rows, weights=weights, heading=heading)
    parts = added_parts(event, items, compared, settings)
    reported = any(not item.reading.opinion for item in items)
    factors = [
        _factors(event, item, settings) | {"opinion": opinion_factor(item, reported, settings)} for item in items
    ]
    return [part | own for part, own in zip(parts, factors, strict=True)], similar


def embeds(items: Sequence[Item], embedder: Embedder | None, settings: RankSettings) -> bool:
    """Whether meaning is looked at: not without an embedder, nor with more sentences than one would wait for."""
    return embedder is not None and settings.meaning_share > 0 and len(items) <= settings.max_embedded


def _meaning(
    items: Sequence[Item], embedder: Embedder | None, settings: RankSettings
) -> tuple[NDArray[np.float32] | None, NDArray[np.float32] | None]:
    """The embedder's rows, and each row's mean cosine with the headlines.

    Both are None where meaning is not looked at; the second also where no article has a headline.
    """
    if embedder is None or not embeds(items, embedder, settings):
        return None, None
    titles = headlines(items)
    rows = embedder.embed([*(item.text for item in items), *titles])
    own = rows[: len(items)]
    return own, (own @ rows[len(items) :].T).mean(axis=1) if titles else None


def _factors(event: Event, item: Item, settings: RankSettings) -> dict[str, float]:
    """What a weakness of wording, or of what it tells of, leaves of a sentence's score."""
    day = event.day or (item.reading.published.day if item.reading.published else None)
    return {
        **wording_factors(item.text, item.facts, settings),
        "background": background_factor(item.times, day, settings),
        "party": party_factor(item.facts, event.participants, settings),
    }
