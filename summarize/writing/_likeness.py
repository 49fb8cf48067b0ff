"""How likely two figures of two articles measure the same thing, told by what stands around them, not by their values.

A logistic model over fifteen features, kept as plain numbers in ``weights/compare/figures.json`` and learnt by
``training/compare`` from figures that agree: where two outlets print the same distinctive number of the same event,
they nearly always speak of the same thing, and what stands around both shows how such pairs look.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from math import log, log1p

from summarize.words import background
from summarize.writing._measures import Measure, bare_value

FEATURES = (
    "sentences",  # the share of the shorter sentence's rarity that both hold
    "close",  # likewise of the words up to eight places away
    "rarity",  # of what both sentences hold: much of it, or little
    "governor",  # the word the figure depends on is the same
    "noun",  # what is counted is the same, and named
    "noun's rarity",  # a noun all of the story is about says less than it seems
    "times",  # both name one day or time
    "places apart",
    "openings",  # both stand among the first sentences of their articles
    "around",  # as "sentences", with the sentences before and after
    "beside",  # other figures that both sentences hold
    "listed",  # how many figures of the unit the sentences hold: in a list only a word or two tells them apart
    "money",  # two sums seldom meet by chance: prices, budgets and debts are far apart
    "bounds apart",  # "more than 30" and "31"
    "role",  # both are told as more, as a part, as a rate
)
_OPENING = 4  # sentences
_UNSEEN = 6.0  # articles a stem is taken to stand in that the table leaves out, as it does below twelve


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """The model as plain numbers."""

    bias: float
    weights: tuple[float, ...]  # of FEATURES


@lru_cache(maxsize=1)
def load_likeness() -> Likeness:
    """The model shipped with the package."""
    return from_json(json.loads((files("summarize") / "weights/compare/figures.json").read_text("utf-8")))


def from_json(record: Mapping[str, object]) -> Likeness:
    """The model a JSON record describes.

    Raises:
        ValueError: Its features are not those of this version.
    """
    weights = record["weights"]
    assert isinstance(weights, dict)
    if list(weights) != list(FEATURES):
        raise ValueError(f"the likeness of figures was learnt on other features: {list(weights)}; train it again")
    return Likeness(bias=float(str(record["bias"])), weights=tuple(float(weights[name]) for name in FEATURES))


def log_odds(one: Measure, other: Measure, model: Likeness | None = None) -> float:
    """That two figures measure the same thing, rounded to 6 places; the order of the two does not matter.

    Args:
        one: A figure.
        other: A figure of another article that may count the same.
        model: Default: the one shipped.
    """
    model = model or load_likeness()
    parts = zip(model.weights, features(one, other), strict=True)
    return round(model.bias + sum(weight * value for weight, value in parts), 6)


def features(one: Measure, other: Measure) -> tuple[float, ...]:
    """The values of FEATURES."""
    shared = weight(one.stems & other.stems)
    named = one.counted if one.counted and one.counted == other.counted else ""
    return (
        _share(one.stems, other.stems, shared),
        _share(one.near, other.near, weight(one.near & other.near)),
        log1p(shared),
        float(bool(one.governor and one.governor == other.governor)),
        float(bool(named)),
        rarity(named) if named else 0.0,
        float(bool({time.normal for time in one.times} & {time.normal for time in other.times})),
        float(bool(one.places and other.places and not one.places & other.places)),
        float(max(one.sentence.index, other.sentence.index) < _OPENING),
        _share(one.around, other.around, weight(one.around & other.around)),
        log1p(len(one.beside & other.beside)),
        log(one.alike * other.alike),
        float(bool(one.sign) and one.sign != "%"),
        float(_is_bound(one) != _is_bound(other)),
        float(bool(one.role) and one.role == other.role),
    )


def _is_bound(measure: Measure) -> bool:
    return bare_value(measure.fact.normal) != measure.fact.normal


@lru_cache(maxsize=65536)
def rarity(stem: str) -> float:
    """How rare a stem is in news, about 0 (in every article) to 1 (in one of all)."""
    articles, table = background()
    return log((articles + 1) / (table.get(stem, _UNSEEN) + 1)) / log(articles)


def weight(stems: Collection[str]) -> float:
    """The rarity of all of them."""
    return sum(map(rarity, sorted(stems)))  # sorted: a set's order changes the last digits of a sum


_known_weight = lru_cache(maxsize=65536)(weight)  # of a figure's own words, asked for with each other figure


def _share(one: frozenset[str], other: frozenset[str], shared: float) -> float:
    return shared / max(1.0, min(_known_weight(one), _known_weight(other)))
