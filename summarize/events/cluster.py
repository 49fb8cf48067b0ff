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
    from summarize.events.features import Floats, Pairs, Views
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
    from summarize.events.candidates import find_candidates
    from summarize.events.features import pair_features
    from summarize.events.linkage import Bar, link
    from summarize.events.pair_model import load_pair_model, log_odds

    if len(readings) < 2:
        return [[item] for item in range(len(readings))], ()
    model = load_pair_model(embedder is not None)
    views = compare(readings, particulars, embedder)
    pairs, crowded = find_candidates(views, settings)
    features = pair_features(views, pairs)
    odds = log_odds(model, features)
    scores = {(int(one), int(other)): float(value) for (one, other), value in zip(pairs, odds, strict=True)}
    keys = [f"{place:08d}" for place in range(len(readings))]
    bar = Bar(threshold=model.threshold, grown=settings.grown_log_odds, missing=settings.missing_log_odds)
    clusters = link(keys, scores, bar, crowded)
    told = _worth_telling(pairs, odds, clusters, model.threshold, settings.told_pairs)
    return clusters, _decide(readings, clusters, model, (pairs[told], features[told], odds[told]))


def compare(readings: Sequence[Reading], particulars: Sequence[Particulars], embedder: Embedder | None) -> Views:
    """The articles, ready to be compared pair by pair."""
    from summarize.events.features import make_views
    from summarize.events.vectors import bag_of, headline_of, lead_of

    opening = heads = None
    if embedder is not None:
        opening = embedder.embed([lead_of(reading) for reading in readings])
        heads = embedder.embed([headline_of(reading) for reading in readings])
    return make_views(readings, particulars, [bag_of(reading) for reading in readings], opening, heads)


def _worth_telling(
    pairs: Pairs, odds: Floats, clusters: Sequence[Sequence[int]], threshold: float, most: int
) -> list[int]:
    """The pairs that were joined or came near it: of each article the ``most`` surest ones."""
    home = {item: place for place, items in enumerate(clusters) for item in items}
    told: dict[int, int] = {}
    rows = []
    for row in sorted(range(len(pairs)), key=lambda row: (-odds[row], row)):
        one, other = (int(item) for item in pairs[row])
        if home[one] != home[other] and odds[row] <= threshold - _NEAR:
            continue
        if min(told.get(one, 0), told.get(other, 0)) < most:
            rows.append(row)
            told[one], told[other] = told.get(one, 0) + 1, told.get(other, 0) + 1
    return sorted(rows)


def _decide(
    readings: Sequence[Reading],
    clusters: Sequence[Sequence[int]],
    model: PairModel,
    scored: tuple[Pairs, Floats, Floats],
) -> tuple[Decision, ...]:
    """A decision for each of these pairs, with what each feature contributed to its log-odds."""
    from summarize.events.features import FEATURES
    from summarize.events.pair_model import base, contributions

    pairs, features, odds = scored
    home = {item: place for place, items in enumerate(clusters) for item in items}
    parts = contributions(model, features)
    start = round(base(model), 4)
    decisions = []
    for row, shares in enumerate(parts):
        one, other = (int(item) for item in pairs[row])
        names = sorted((readings[one].article.id, readings[other].article.id))
        named = ((name, round(float(share), 4)) for name, share in zip(FEATURES, shares, strict=True))
        decisions.append(
            Decision(
                one=names[0],
                other=names[1],
                score=round(1.0 / (1.0 + math.exp(-float(odds[row]))), 4),
                joined=home[one] == home[other],
                parts=(("start", start), *((name, share) for name, share in named if share)),
            )
        )
    return tuple(sorted(decisions, key=lambda decision: (decision.one, decision.other)))


_NEAR = 3.0  # log-odds below the threshold at which a pair that stayed apart is still worth telling
