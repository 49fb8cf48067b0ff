"""One article more: the events of a state with it, and what changed.

The pairs of the new article are scored, and only the parts of the graph of likely pairs that it touches are clustered
anew, by the linkage that a whole run uses: a cluster needs one pair above the threshold, so no other part can change.
How rare a word is changes with every article; what was scored under older counts is scored anew in turn, a few texts
with every article (``StateSettings.renewed_texts``), so that no score is older than a fixed share of the state and the
end is that of a run over all articles, whatever the order they came in.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from summarize.events.features import pair_features
from summarize.events.linkage import Bar, link
from summarize.events.lookup import look_up
from summarize.events.naming import settle
from summarize.events.packing import unpack_profile
from summarize.events.pair_model import PairModel, log_odds
from summarize.events.state import Change, Kept, Work
from summarize.events.weighing import views_of
from summarize.settings import Settings


def take(work: Work, kept: Kept, model: PairModel, settings: Settings) -> tuple[Change, ...]:
    """Take one article into a state; an article of the same id is replaced.

    Args:
        work: the state, which changes.
        kept: the article.
        model: scores the pairs; the same for all articles of a state.
        settings: the settings of the run; likewise.

    Returns:
        What changed, in order.
    """
    touched: set[int] = set()
    left: dict[str, str] = {}  # the event an article was in, where its text is no more
    if kept.id in work.articles:
        touched |= _take_out(work, kept.id, left, model, settings)
    number, look = work.keep(kept)
    touched.add(number)
    due = ([number] if look else []) + _due(work, number, settings.state.renewed_texts)
    touched |= rescore(work, due, model, settings)
    return settle(
        work, _clusters(work, _region(work, touched, model), model, settings), (kept.id, number), left, settings
    )


def _take_out(work: Work, id_: str, left: dict[str, str], model: PairModel, settings: Settings) -> set[int]:
    """Put an article out; the texts that this touches."""
    number = work.wordings[work.articles[id_].words]
    left[id_] = work.homes[number]
    touched = {number, *work.events[left[id_]].texts}
    number, again, near = work.remove(id_)
    touched.update(near)
    return touched | (rescore(work, [number], model, settings) if again else set())


def _due(work: Work, new: int, count: int) -> list[int]:
    """The texts whose turn it is to be scored anew, each in its turn."""
    turn, found = work.turn, []
    for _ in range(min(count, len(work.texts) - 1)):
        turn = _next(work, turn, new)
        found.append(turn)
        turn += 1
    if found:
        work.pass_turn(turn)
    return found


def _next(work: Work, turn: int, new: int) -> int:
    while True:
        turn = 0 if turn >= work.next_text else turn
        if turn in work.texts and turn != new:
            return turn
        turn += 1


def rescore(work: Work, numbers: Sequence[int], model: PairModel, settings: Settings) -> set[int]:
    """Look texts up, and score their pairs, under what is known now; the texts whose events this may change."""
    for number in numbers:
        work.find(number, *look_up(work, number, settings.cluster))
    pairs = [(number, other) for number in numbers for other in _others(work, number, numbers)]
    scores: dict[int, dict[int, float]] = {number: {} for number in numbers}
    for (number, other), score in zip(pairs, _score(work, pairs, model), strict=True):
        scores[number][other] = score
    touched = set(numbers)
    for number, found in scores.items():
        touched.update(_likely(work.scores[number], model))
        work.compare(number, found)
        touched.update(_likely(found, model))
    return touched


def _others(work: Work, number: int, looked_up: Sequence[int]) -> list[int]:
    """What a text is compared with: what it found, and what found it, before or just now."""
    near = {*work.scores[number], *looked_up}
    return sorted({*work.texts[number].own, *(other for other in near if number in work.texts[other].own)})


def _score(work: Work, pairs: Sequence[tuple[int, int]], model: PairModel) -> list[float]:
    """The log-odds of pairs of texts."""
    if not pairs:
        return []
    order = sorted({number for pair in pairs for number in pair})
    place = {number: at for at, number in enumerate(order)}
    profiles = [unpack_profile(work.head(number).numbers) for number in order]
    rows = np.array([[place[one], place[other]] for one, other in pairs], dtype=np.int64)
    return [float(value) for value in log_odds(model, pair_features(views_of(profiles, work.run()), rows))]


def _likely(pairs: Mapping[int, float], model: PairModel) -> Iterable[int]:
    return (other for other, score in pairs.items() if score >= model.threshold - _SLACK)


_SLACK = 1e-6  # scores are rounded to 6 places


def _region(work: Work, touched: Iterable[int], model: PairModel) -> set[int]:
    """The texts of all parts of the graph of likely pairs that hold a touched text.

    The texts of an event that lost its hold on each other come along, so that events change as a whole.
    """
    waiting = [number for number in touched if number in work.texts]
    seen = set(waiting)
    while waiting:
        number = waiting.pop()
        home = work.homes.get(number)
        near = [*_likely(work.scores[number], model), *(work.events[home].texts if home is not None else ())]
        fresh = [other for other in near if other not in seen and other in work.texts]
        seen.update(fresh)
        waiting += fresh
    return seen


def _clusters(work: Work, region: Iterable[int], model: PairModel, settings: Settings) -> list[list[int]]:
    """The clusters of a region, as numbers of texts."""
    order = sorted(region, key=lambda number: work.head(number).standing)
    place = {number: at for at, number in enumerate(order)}
    scores = {
        (place[number], place[other]): score
        for number in order
        for other, score in work.scores[number].items()
        if other in place and place[number] < place[other]
    }
    bar = Bar(
        threshold=model.threshold,
        grown=settings.cluster.grown_log_odds,
        missing=settings.cluster.missing_log_odds,
    )
    crowded = [at for at, number in enumerate(order) if work.texts[number].crowded]
    keys = [f"{at:08d}" for at in range(len(order))]
    return [[order[at] for at in cluster] for cluster in link(keys, scores, bar, crowded)]
