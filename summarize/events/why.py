"""Why articles of a state were joined or kept apart: the pairs of some of them, scored as things stand now."""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np

from summarize.data import Decision
from summarize.events.features import FEATURES, pair_features
from summarize.events.packing import unpack_profile
from summarize.events.pair_model import PairModel, base, contributions, log_odds
from summarize.events.state import Work
from summarize.events.weighing import views_of
from summarize.settings import ClusterSettings


def decisions_of(
    work: Work, articles: Iterable[str], model: PairModel, settings: ClusterSettings
) -> tuple[Decision, ...]:
    """The surest pairs of each of these articles, with what each feature contributed.

    Args:
        work: the state.
        articles: ids; one that is not in the state has no pairs.
        model: the pair model of the state.
        settings: how many pairs of an article are told.
    """
    texts = {work.wordings[work.articles[id_].words] for id_ in articles if id_ in work.articles}
    wanted = set()
    for number in texts:
        surest = sorted(work.scores[number].items(), key=lambda pair: (-pair[1], pair[0]))
        wanted |= {(min(number, other), max(number, other)) for other, _ in surest[: settings.told_pairs]}
    if not wanted:
        return ()
    order = sorted({number for pair in wanted for number in pair})
    place = {number: at for at, number in enumerate(order)}
    views = views_of([unpack_profile(work.head(number).numbers) for number in order], work.run())
    rows = np.array([[place[one], place[other]] for one, other in sorted(wanted)], dtype=np.int64)
    features = pair_features(views, rows)
    start = round(base(model), 4)
    result = []
    for (one, other), odds, shares in zip(
        sorted(wanted), log_odds(model, features), contributions(model, features), strict=True
    ):
        names = sorted((work.head(one).id, work.head(other).id))
        parts = ((name, round(float(share), 4)) for name, share in zip(FEATURES, shares, strict=True))
        result.append(
            Decision(
                one=names[0],
                other=names[1],
                score=round(1.0 / (1.0 + math.exp(-float(odds))), 4),
                joined=work.homes[one] == work.homes[other],
                parts=(("start", start), *((name, share) for name, share in parts if share)),
            )
        )
    return tuple(sorted(result, key=lambda decision: (decision.one, decision.other)))
