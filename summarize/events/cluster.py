"""Which articles report the same event: every likely pair is scored, and the scores are made into clusters.

An article's own features come from it alone and the score of a pair from the two (how rare a word is comes from a
shipped table, with little say for the run), so that neither the order of the articles nor what else is in the run
moves a pair by much.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from summarize.data import Clustering, Decision, Particulars, Reading
from summarize.models import Embedder
from summarize.settings import ClusterSettings

if TYPE_CHECKING:
    from summarize.events.features import Views
    from summarize.events.grouping import Grouping
    from summarize.events.pair_model import PairModel


def cluster(
    readings: Sequence[Reading],
    particulars: Sequence[Particulars],
    embedder: Embedder | None,
    settings: ClusterSettings,
) -> Clustering:
    """The events the articles report, and why they were joined or kept apart.

    Args:
        readings: the articles, in any order.
        particulars: of each article, in the same order.
        embedder: None: the model without the features of meaning is used.
        settings: what counts as a candidate, and how much evidence joins.

    Returns:
        Every article in exactly one event; events oldest first, undated last.
    """
    from summarize.events.describe import describe, in_time_order

    groups = same_text(readings)
    heads = [group[0] for group in groups]
    clusters, decisions = _link(
        [readings[item] for item in heads], [particulars[item] for item in heads], embedder, settings
    )
    events = [
        describe([readings[item] for item in members], [particulars[item] for item in members], settings)
        for members in ([item for place in places for item in groups[place]] for places in clusters)
    ]
    return Clustering(events=in_time_order(events, readings), decisions=decisions)


def same_text(readings: Sequence[Reading]) -> list[list[int]]:
    """The articles grouped by identical body, each group and the groups in an order that does not depend on the
    input's.

    Ten thousand copies of one article are one article to everything that compares pairs.
    """
    groups: dict[str, list[int]] = {}
    for item, reading in enumerate(readings):
        groups.setdefault(body_key(reading), []).append(item)
    for items in groups.values():
        items.sort(key=lambda item: standing(readings[item]))
    return sorted(groups.values(), key=lambda items: standing(readings[items[0]]))


def body_key(reading: Reading) -> str:
    """Equal for articles whose bodies have the same words."""
    from hashlib import sha256

    text = " ".join(sentence.text for sentence in reading.sentences) or reading.article.text
    text = " ".join(text.split()).casefold()
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def standing(reading: Reading) -> tuple[int, str, str, str]:
    """Where an article stands among others, whatever the order they came in: by day, digest, path and id."""
    day = reading.published.day.toordinal() if reading.published else 10**7
    return day, reading.article.sha256, reading.article.path, reading.article.id


def _link(
    readings: Sequence[Reading],
    particulars: Sequence[Particulars],
    embedder: Embedder | None,
    settings: ClusterSettings,
) -> tuple[list[list[int]], tuple[Decision, ...]]:
    """Clusters of articles, as numbers, and the decisions on their pairs."""
    from summarize.events.grouping import group
    from summarize.events.pair_model import load_pair_model

    if len(readings) < 2:
        return [[item] for item in range(len(readings))], ()
    model = load_pair_model(embedder is not None)
    found = group(compare(readings, particulars, embedder), model, settings)
    return found.clusters, _decide(readings, found, model)


def compare(readings: Sequence[Reading], particulars: Sequence[Particulars], embedder: Embedder | None) -> Views:
    """The articles, ready to be compared pair by pair."""
    from summarize.events.comparing import Batch, make_views_in_parts
    from summarize.events.vectors import headline_of, lead_of, tokens_of

    def take(start: int, stop: int) -> Batch:
        return readings[start:stop], particulars[start:stop], [tokens_of(reading) for reading in readings[start:stop]]

    opening = heads = None
    if embedder is not None:
        opening = embedder.embed([lead_of(reading) for reading in readings])
        heads = embedder.embed([headline_of(reading) for reading in readings])
    return make_views_in_parts(take, len(readings), (opening, heads))


def _decide(readings: Sequence[Reading], found: Grouping, model: PairModel) -> tuple[Decision, ...]:
    """A decision for each told pair, with what each feature contributed to its log-odds."""
    from summarize.events.features import FEATURES
    from summarize.events.pair_model import base, contributions

    home = {item: place for place, items in enumerate(found.clusters) for item in items}
    parts = contributions(model, found.features)
    start = round(base(model), 4)
    decisions = []
    for (one, other), odds, shares in zip(found.pairs.tolist(), found.odds.tolist(), parts.tolist(), strict=True):
        names = sorted((readings[one].article.id, readings[other].article.id))
        named = ((name, round(share, 4)) for name, share in zip(FEATURES, shares, strict=True) if share)
        decisions.append(
            Decision(
                one=names[0],
                other=names[1],
                score=round(1.0 / (1.0 + math.exp(-odds)), 4),
                joined=home[one] == home[other],
                parts=(("start", start), *((name, share) for name, share in named if share)),
            )
        )
    return tuple(sorted(decisions, key=lambda decision: (decision.one, decision.other)))
