"""The pairs the *same event?* model is trained on: real ones, and ones made from them so that the model meets what
the labelled sets hardly hold.

* *Short*: the same sets with most articles cut to their first sentences, as a wire's first lines are.
* *Hidden*: a pair once more as if one of the two had no date.
* *Shifted*: two reports of one event as if one lay weeks later, labelled different: a series of meetings uses the same
  words each time, and where both days are known they alone decide.
* *Weekday*: likewise, where all that is known of the days is that they were different weekdays.
* *Same day*: two different events as if published on one day: in a day's news that is the rule, in the sets it is rare.
* *Moved*: two reports of one event as if they told of two cities, likewise.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from summarize.data import Line, Reading, Role
from summarize.events.candidates import find_candidates
from summarize.events.features import FEATURES, Floats, Pairs, Views, make_views
from summarize.events.features import pair_features as features_of
from summarize.events.particulars import read_particulars
from summarize.events.vectors import headline_of, lead_of, tokens_of
from summarize.models import Embedder
from summarize.settings import ClusterSettings
from summarize.training.event_sets import FOLDS, EventSet

SEED = 20
NO_WINDOW = 1e6  # days: in training also pairs far apart are shown, so that the gap speaks for itself
STRANGERS = 4  # random pairs per article
WRONG_DATE_DAYS = 20  # articles of one event so far apart carry the day they were collected, not published
SET_WEIGHT = {"meetings_dev": 3.0, "ecbplus": 1.5, "neus_trainval": 0.5}  # recurring meetings are the job
TOPICAL = ("meetings_dev", "ecbplus")  # a topic of NeuS is as wide as "elections"
HARD_WEIGHT = 3.0  # of two events of one series or topic, taken for one: the error that spoils a brief
SHORT_SENTENCES = (3, 6)  # what is left of a shortened article, both included
SHORT_SHARE = 0.7  # of the articles of a shortened set
SHORT_WEIGHT = 0.5  # of a pair of a shortened set
HIDDEN_SHARE = 0.5  # of the pairs, shown once more as if one article were undated: a fifth of real ones are
SHIFTED_SHARE = MOVED_SHARE = 0.5  # of the same-event pairs, shown once more as two events
SHIFTED_WEIGHT = MOVED_WEIGHT = 0.25
SAME_DAY_SHARE = 0.3  # of the different-event pairs
SAME_DAY_WEIGHT = 0.15
WEEKDAY_WEIGHT = 4.0  # of all pairs of one event that agree on the weekday of a meeting
SHIFTED_DAYS = (3, 60)
COPIED = 0.3  # so much in common is a text printed again, whatever its date: not shifted
DATED = ("meeting day gap", "publication gap", "meeting and publication", "story day gap")
TIMED = (*DATED, "days named", "weekday clash", "story weekday clash", "weekdays")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairing:
    """The candidate pairs of one set with their features and labels."""

    name: str
    pairs: Pairs
    features: Floats
    same: NDArray[np.bool_]
    fold: NDArray[np.int64]  # of a pair: its articles' fold; FOLDS where they differ
    events: tuple[str, ...]
    item_folds: tuple[int, ...]
    keys: tuple[str, ...]
    hard: NDArray[np.bool_]  # different events of one series or topic
    weight: float = 1.0


def pairing(data: EventSet, settings: ClusterSettings, weight: float = 1.0) -> Pairing:
    """The pairs a run on this set would compare, and strangers."""
    views: Views = make_views(
        data.readings, data.particulars, [tokens_of(one) for one in data.readings], data.opening, data.heads
    )
    near, _ = find_candidates(views, replace(settings, window_days=NO_WINDOW))
    pairs = _with_strangers(near, len(data.readings))
    one, other = pairs[:, 0], pairs[:, 1]
    folds, events = np.array(data.folds), np.array(data.events)
    topics = np.array([topic if topic and data.name in TOPICAL else "" for topic in data.topics])
    return Pairing(
        name=data.name,
        pairs=pairs,
        features=features_of(views, pairs),
        same=events[one] == events[other],
        fold=np.where(folds[one] == folds[other], folds[one], FOLDS),
        events=data.events,
        item_folds=data.folds,
        keys=tuple(f"{reading.article.sha256} {reading.article.id}" for reading in data.readings),
        hard=(events[one] != events[other]) & (topics[one] == topics[other]) & (topics[one] != ""),
        weight=weight,
    )


def _with_strangers(pairs: Pairs, count: int) -> Pairs:
    """The pairs and some at random: a run of a few articles compares strangers too, and the model must know them."""
    drawn = np.sort(np.random.default_rng(SEED).integers(0, count, (STRANGERS * count, 2)), axis=1)
    drawn = drawn[drawn[:, 0] < drawn[:, 1]]
    result: Pairs = np.unique(np.concatenate([pairs, drawn]), axis=0)
    return result


def shortened(data: EventSet, embedder: Embedder | None, settings: ClusterSettings) -> EventSet:
    """The set with most of its articles cut to their first sentences, half of those without a headline."""
    readings = tuple(_short(one) for one in data.readings)
    opening, heads = data.opening, data.heads
    cut = [at for at, (one, before) in enumerate(zip(readings, data.readings, strict=True)) if one is not before]
    if embedder is not None and opening is not None and heads is not None:
        opening, heads = opening.copy(), heads.copy()
        opening[cut] = embedder.embed([lead_of(readings[at]) for at in cut])
        heads[cut] = embedder.embed([headline_of(readings[at]) for at in cut])
    return replace(
        data,
        readings=readings,
        particulars=tuple(read_particulars(one, settings) for one in readings),
        opening=opening,
        heads=heads,
    )


def _short(reading: Reading) -> Reading:
    draw = np.random.default_rng(int(hashlib.sha256(reading.article.id.encode()).hexdigest()[:12], 16))
    count = int(draw.integers(SHORT_SENTENCES[0], SHORT_SENTENCES[1] + 1))
    if draw.random() >= SHORT_SHARE or count >= len(reading.sentences):
        return reading
    headed = draw.random() < 0.5
    return replace(
        reading,
        article=reading.article if headed else replace(reading.article, title=None),
        lines=reading.lines if headed else tuple(_plain(line) for line in reading.lines),
        sentences=reading.sentences[:count],
        times=tuple(time for time in reading.times if time.sentence is not None and time.sentence < count),
        facts=tuple(fact for fact in reading.facts if fact.sentence is not None and fact.sentence < count),
    )


def _plain(line: Line) -> Line:
    return replace(line, role=Role.BOILERPLATE) if line.role is Role.HEADLINE else line


def training_block(one: Pairing, without: int | None) -> tuple[Floats, NDArray[np.bool_], Floats]:
    """Features, labels and weights of one set, real pairs first, then those made from them.

    Args:
        one: the set.
        without: a fold no article of which may appear; None: all may.
    """
    kept = ~_unfit(one, without)
    features, same = one.features[kept], one.same[kept]
    weight = np.where(same, 0.5 / max(same.sum(), 1), 0.5 / max((~same).sum(), 1)) * len(same)
    # Between balance and nature: easy strangers are many, and a wrong join costs more than a missed one.
    weight = (0.5 * weight + 0.5) * one.weight * SET_WEIGHT.get(one.name, 1.0) * 10_000 / max(len(same), 1)
    weight = np.where(one.hard[kept], HARD_WEIGHT * weight, weight)
    draw = np.random.default_rng(SEED)
    own = same & (features[:, _column("copied")] < COPIED)
    made = [(features, same, weight)]
    for chosen, share, make, turned in (
        (np.ones(len(same), dtype=bool), HIDDEN_SHARE, _hide, 0.5),
        (own, SHIFTED_SHARE, _shift, SHIFTED_WEIGHT),
        (own, MOVED_SHARE, _move, MOVED_WEIGHT),
        (own & (features[:, _column("weekday clash")] == 0), 1.0, _other_weekday, WEEKDAY_WEIGHT),
        (~same, SAME_DAY_SHARE, _same_day, SAME_DAY_WEIGHT),
    ):
        rows = chosen & (draw.random(len(same)) < share)
        label = same[rows] if make is _hide else np.zeros(int(rows.sum()), dtype=bool)
        made.append((make(features[rows], draw), label, weight[rows] * turned))
    blocks = [np.concatenate(block) for block in zip(*made, strict=True)]
    return blocks[0], blocks[1], blocks[2]


def _column(name: str) -> int:
    return list(FEATURES).index(name)


def _unfit(one: Pairing, without: int | None) -> NDArray[np.bool_]:
    """Pairs of the fold to leave out, of digests, and of one event with a wrong date."""
    folds = np.array(one.item_folds)
    touched: NDArray[np.bool_] = (folds[one.pairs[:, 0]] == without) | (folds[one.pairs[:, 1]] == without)
    return touched | _in_digest(one) | (one.same & (one.features[:, _column("publication gap")] > WRONG_DATE_DAYS))


def _in_digest(one: Pairing) -> NDArray[np.bool_]:
    """Which pairs touch an "event" whose articles are mostly not even candidates for each other.

    Such a gold event is a page that links to many stories (a campaign's month), and would teach that unlike is same.
    """
    sizes = Counter(one.events)
    met = Counter(one.events[at] for at in one.pairs[one.same][:, 0])
    digests = {event for event, size in sizes.items() if size > 2 and met[event] < size * (size - 1) / 4}
    inside = np.array([event in digests for event in one.events])
    result: NDArray[np.bool_] = inside[one.pairs[:, 0]] | inside[one.pairs[:, 1]]
    return result


def _hide(features: Floats, draw: np.random.Generator) -> Floats:
    """The pairs as if one article were undated: a page without a date still names weekdays, mostly."""
    result = features.copy()
    wordless = draw.random(len(result)) < 0.5
    for name in TIMED:
        rows = np.ones(len(result), dtype=bool) if name in DATED else wordless
        result[rows, _column(name)] = np.nan
    return result


def _shift(features: Floats, draw: np.random.Generator) -> Floats:
    """Same-event pairs as if one article reported the next meeting of the series, some days later."""
    result = features.copy()
    low, high = np.log(SHIFTED_DAYS)
    days = np.round(np.exp(draw.uniform(low, high, len(result))))
    meeting_known, published_known = draw.random(len(result)) < 0.7, draw.random(len(result)) < 0.7
    published_known |= ~meeting_known
    near = np.clip(days + draw.integers(-1, 2, len(result)), 2, None)
    clash = (days % 7 != 0).astype(np.float64)
    result[:, _column("meeting day gap")] = np.where(meeting_known, days, np.nan)
    result[:, _column("publication gap")] = np.where(published_known, near, np.nan)
    result[:, _column("meeting and publication")] = np.where(meeting_known & published_known, near, np.nan)
    result[:, _column("weekday clash")] = np.where(meeting_known, clash, np.nan)
    for name, value in (("story day gap", days), ("story weekday clash", clash)):
        result[:, _column(name)] = np.where(np.isnan(result[:, _column(name)]), np.nan, value)
    for name in ("weekdays", "days named"):
        result[:, _column(name)] *= 0.5
    return result


def _move(features: Floats, draw: np.random.Generator) -> Floats:
    """Same-event pairs as if each article told of another city, the days not known of both."""
    result = _hide(features, draw)
    result[:, _column("place")] = 0.0
    kept = draw.random(len(result)) < 0.5
    for name in ("publication gap", "story day gap"):
        result[kept, _column(name)] = features[kept, _column(name)]
    return result


def _other_weekday(features: Floats, draw: np.random.Generator) -> Floats:
    """Same-event pairs as if one meeting had been on another weekday, the days not known."""
    result = features.copy()
    for name in DATED:
        result[:, _column(name)] = np.nan
    result[:, _column("weekday clash")] = 1.0
    result[result[:, _column("story weekday clash")] == 0, _column("story weekday clash")] = 1.0
    for name in ("weekdays", "days named"):
        result[:, _column(name)] *= 0.5
    return result


def _same_day(features: Floats, draw: np.random.Generator) -> Floats:
    """Different events as if all that is known of their days agreed, as it does in one day's news."""
    result = features.copy()
    result[:, _column("publication gap")] = draw.random(len(result)) < 0.3
    for name in ("meeting and publication", "story day gap", "meeting day gap"):
        values = result[:, _column(name)]
        result[:, _column(name)] = np.where(np.isnan(values), np.nan, draw.random(len(result)) < 0.3)
    for name, agreed in (("weekday clash", 0.0), ("story weekday clash", 0.0), ("weekdays", 1.0), ("days named", 1.0)):
        values = result[:, _column(name)]
        agrees = ~np.isnan(values) & (draw.random(len(result)) < 0.7)
        result[agrees, _column(name)] = agreed
    return result


def concatenated(pairings: Sequence[Pairing], without: int | None) -> tuple[Floats, NDArray[np.bool_], Floats]:
    """The training blocks of all sets, one below the other."""
    features, same, weight = zip(*(training_block(one, without) for one in pairings), strict=True)
    return np.concatenate(features), np.concatenate(same), np.concatenate(weight)
