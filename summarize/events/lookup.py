"""Which texts of a state an article is compared with: ``candidates.find_candidates`` for one article at a time."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from summarize.events.candidates import most_articles
from summarize.events.openings import UNDATED, Shelf, nearest, stretch_of
from summarize.events.packing import unpack_profile
from summarize.events.profiles import Profile, within
from summarize.events.state import Work
from summarize.events.weighing import telling_words
from summarize.settings import ClusterSettings

Found = tuple[dict[int, float], tuple[int, ...], bool]


def look_up(work: Work, number: int, settings: ClusterSettings) -> Found:
    """What a text is found under (a word, or a word within a stretch of days) and its weights there, the texts it
    found, sorted, and whether there were more that are much alike.

    Args:
        work: the state; the text is in it.
        number: of the text.
        settings: what counts as a candidate.
    """
    profile = unpack_profile(work.head(number).numbers)
    published = work.texts[number].published
    stretch = stretch_of(published, settings.window_days)
    words = telling_words(profile, work.run(), stretch, settings)
    telling = words.rare | {within(word, stretch): weight for word, weight in words.busy.items()}
    asked = list(telling.items())
    for step in (-1, 1):
        asked += [(within(word, stretch + step), weight) for word, weight in words.busy.items()]
    # Texts that were looked up before a word became common still stand under the word alone.
    asked += [*words.busy.items(), *words.common.items()]
    telling |= {word: weight for word, weight in words.common.items() if _has_room(work, word, number, settings)}
    alike: dict[int, float] = {}
    for word, weight in asked:
        for other, there in (work.holders.get(word) or {}).items():
            alike[other] = alike.get(other, 0.0) + weight * there
    alike.pop(number, None)
    found, crowded = _nearest(work, published, alike, settings)
    found_all = tuple(sorted({*found, *_in_meaning(work, number, profile, settings)}))
    return telling, found_all, crowded or words.starved


def _has_room(work: Work, word: int, number: int, settings: ClusterSettings) -> bool:
    """Whether a text may be found under a word that is common: only so many are, the first to come."""
    holders = work.holders.get(word) or {}
    return number in holders or len(holders) < most_articles(work.run().articles, settings)


def _nearest(
    work: Work, published: float | None, alike: dict[int, float], settings: ClusterSettings
) -> tuple[list[int], bool]:
    """The neighbours to compare a text with, and whether there were more of those that are much alike."""
    near = {}
    for other, exact in alike.items():
        value = round(exact, 6)
        if value < settings.candidate_similarity:
            continue
        there = work.texts[other].published
        far = published is not None and there is not None and abs(there - published) > settings.window_days
        if not far or value >= settings.timeless_similarity:
            near[other] = value
    much = sum(value >= settings.alike_similarity for value in near.values())
    most = min(max(much, settings.weak_candidates), settings.candidates)
    if len(near) > most:
        # Ties at the rim stay in, as in ``candidates``.
        rim = sorted(near.values())[-most]
        near = {other: value for other, value in near.items() if value >= rim}
    return sorted(near)[: 4 * settings.candidates], much >= settings.candidates


def _in_meaning(work: Work, number: int, profile: Profile, settings: ClusterSettings) -> Iterable[int]:
    """The texts within the window whose openings mean most nearly the same; none without embeddings."""
    if not len(profile.opening) or not settings.meaning_candidates:
        return
    published = work.texts[number].published
    every = [shelf for _, shelves in work.openings.items() for shelf in shelves] if published is None else []
    groups: list[list[Shelf]] = [every]
    if published is not None:
        stretch = stretch_of(published, settings.window_days)
        around = [shelf for step in (-1, 0, 1) for shelf in work.openings.get(stretch + step) or ()]
        groups = [around, list(work.openings.get(UNDATED) or ())]
    for shelves in groups:
        for other, there, cosine in nearest(shelves, profile.opening, settings.meaning_candidates + 1):
            gap = np.nan if published is None else abs(there - published)
            if other != number and not gap > settings.window_days and cosine >= settings.meaning_similarity:
                yield other
