"""Near-copies: the same sentence in articles of several outlets, joined so that it is ranked once."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from summarize.data import RankedSentence, Sentence
from summarize.events.items import Item
from summarize.settings import RankSettings
from summarize.words import words

_FIGURE = re.compile(r"\d+(?:[.,:]\d+)*")
# Words that turn a sentence into another one without being content: near-copies must agree on them.
_TURNING = frozenset(
    """not no never none nobody nothing neither nor without cannot may might could would will should must
    more less over under above below before after""".split()
)


def join_copies(
    items: Sequence[Item],
    scores: Sequence[float],
    parts: Sequence[dict[str, float]],
    pairs: Sequence[tuple[int, int]],
    settings: RankSettings,
) -> tuple[RankedSentence, ...]:
    """The sentences best first, near-copies in other articles under the best of them.

    Every sentence comes out once. Each copy is near the sentence it stands under, not only near another copy.
    """
    near: dict[int, list[int]] = defaultdict(list)
    wordings = {index: _wording(items[index]) for index in sorted({index for pair in pairs for index in pair})}
    for one, other in pairs:
        if _are_copies(wordings[one], wordings[other], settings):
            near[one].append(other)
            near[other].append(one)
    ranked: list[RankedSentence] = []
    taken: set[int] = set()
    for index in sorted(range(len(items)), key=lambda index: (-scores[index], index)):
        if index in taken:
            continue
        copies = [other for other in sorted(near.get(index, ())) if other not in taken]
        taken.update((index, *copies))
        ranked.append(
            RankedSentence(
                sentence=items[index].sentence,
                score=scores[index],
                parts=tuple((name, round(value, 6)) for name, value in parts[index].items()),
                copies=tuple(items[other].sentence for other in copies),
            )
        )
    return tuple(ranked)


def with_retold(
    items: Sequence[Item],
    ranked: Sequence[RankedSentence],
    pairs: Sequence[tuple[int, int, float]],
    settings: RankSettings,
) -> tuple[RankedSentence, ...]:
    """The sentences, each with those of other outlets that tell the same in other words: "retires", "calls it quits",
    the nearest first.

    Of two that open their articles less likeness is enough, since both tell the news; so it is where they have words
    in common, too. That is enough not to print both, not to say that the one tells what the other does: ``same``.
    """
    near: dict[tuple[str, int], list[Sentence]] = defaultdict(list)
    same: dict[tuple[str, int], list[Sentence]] = defaultdict(list)
    for one, other, cosine in sorted(pairs, key=lambda pair: (-pair[2], *pair)):
        for index, twin in ((one, other), (other, one)):
            place = items[index].sentence.article, items[index].sentence.index
            if cosine >= _least_cosine(items[one], items[other], settings):
                near[place].append(items[twin].sentence)
            if cosine >= settings.same_similarity:
                same[place].append(items[twin].sentence)
    places = [(one.sentence.article, one.sentence.index) for one in ranked]
    return tuple(
        replace(one, retold=tuple(near.get(place, ())), same=tuple(same.get(place, ())))
        for one, place in zip(ranked, places, strict=True)
    )


def _least_cosine(one: Item, other: Item, settings: RankSettings) -> float:
    """The embedder's cosine from which two sentences tell the same."""
    if one.position == other.position == 0:
        return settings.retold_lead
    mine, theirs = set(one.stems), set(other.stems)
    shared = len(mine & theirs) / max(1, min(len(mine), len(theirs)))
    return settings.retold_worded if shared >= settings.retold_words else settings.retold_similarity


@dataclass(frozen=True, slots=True)
class _Wording:
    """What two near-copies must have in common."""

    article: str
    stems: Counter[str]
    turning: tuple[str, ...]
    figures: tuple[str, ...]


def _wording(item: Item) -> _Wording:
    found = [word.lower().replace("’", "'") for word in words(item.text)]
    turning = sorted(
        "not" if word.endswith("n't") else word for word in found if word in _TURNING or word.endswith("n't")
    )
    return _Wording(
        article=item.sentence.article,
        stems=Counter(stem for stem in item.stems if not _turns(stem)),
        turning=tuple(turning),
        figures=tuple(sorted(_FIGURE.findall(item.text))),
    )


def _turns(word: str) -> bool:
    return word in _TURNING or word.endswith("n't")


def are_copies(one: Item, other: Item, settings: RankSettings) -> bool:
    """Whether two sentences of different articles say the same in nearly the same words.

    They must agree on every figure and on negations, hedges and bounds: "30" and "31", "will" and "would" are
    different statements, however alike the rest is.
    """
    return _are_copies(_wording(one), _wording(other), settings)


def _are_copies(one: _Wording, other: _Wording, settings: RankSettings) -> bool:
    if one.article == other.article or one.turning != other.turning or one.figures != other.figures:
        return False
    return 2 * (one.stems & other.stems).total() >= settings.copy_overlap * (one.stems.total() + other.stems.total())
