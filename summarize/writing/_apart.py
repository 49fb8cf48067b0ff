"""What shows that two figures belong to two things, or to two times of one, however alike their sentences are."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from summarize.data import Fact, TimeMention
from summarize.settings import CompareSettings
from summarize.words import STOPWORDS, stem, words
from summarize.writing import _deeds as deeds
from summarize.writing._likeness import weight
from summarize.writing._measures import Measure
from summarize.writing._roles import TIME_UNITS, UNTOLD
from summarize.writing._scope import is_one_of_many

Days = dict[tuple[int, int], TimeMention]  # (article, start) -> the resolved time mention
# Tallies that grow while they are told: a higher one is a later one.
_EPIDEMIC = frozenset("coronavirus covid covid-19 virus outbreak pandem epidem ebola cholera".split())
_RUNNING = frozenset("toll talli far sinc".split())
# Groups of people: a share of the young is none of all.
_GROUPS = frozenset(
    stem(word)
    for word in """youth young younger older elderly teenagers seniors women men female male black blacks
    african-americans white whites hispanic hispanics latino latinos asian evangelicals catholics college-educated rural
    urban suburban republicans democrats independents""".split()
)
_POLL = frozenset({"poll", "survey", "pollster"})
# What something rose by, and to what.
_CHANGES = ({"by", "to"}, {"by", "from"}, {"from", "to"})
_FEW = 2  # words of the one close by that the other's sentence must hold, where the unit tells little


def is_disagreement_barred(one: Measure, other: Measure, settings: CompareSettings) -> bool:
    """Whether two unlike figures that seem to measure one thing are better not told as a disagreement."""
    return (
        _is_part_of_an_unknown(one, other, settings)
        or _are_two_owners(one, other)
        or (one.sign == "%" and _are_of_two_groups(one, other))
        or _are_of_two_scopes(one, other)
        or not _are_of_one_time(one, other, settings)
    )


def _is_part_of_an_unknown(one: Measure, other: Measure, settings: CompareSettings) -> bool:
    """Whether what the figure belongs to is likely to be another thing: "17,000 more" of one sentence printed twice
    are not."""
    if one.role == "more" or (one.role == "part" and not one.counted):
        longer = max(weight(one.stems), weight(other.stems))
        return weight(one.stems & other.stems) < settings.min_overlap_retold * longer
    return one.role in UNTOLD


def _are_two_owners(one: Measure, other: Measure) -> bool:
    """Whether the figures are two people's, two countries', two firms'."""
    if one.owner and other.owner and one.owner != other.owner:
        return True
    if one.deed in deeds.FATES:  # whose "fighters" they are the names close by tell
        return bool(one.counted and one.near_names and other.near_names) and not _share_names(one, other)
    if one.bearer and other.bearer and one.bearer != other.bearer:
        return True
    if not one.near_names or not other.near_names:
        return False
    return not _share_names(one, other)


def _share_names(one: Measure, other: Measure) -> bool:
    """Whether a name close to the one stands in the other's sentence, or the other way round."""
    return any(_name_words(a.near_names) & _name_words(b.names | b.near_names) for a, b in ((one, other), (other, one)))


@lru_cache(maxsize=4096)
def _name_words(names: frozenset[str]) -> frozenset[str]:
    return frozenset(word for name in names for word in name.split()) - STOPWORDS


def _are_of_two_groups(one: Measure, other: Measure) -> bool:
    """Whether two shares are of two groups of people, or one of a poll and one of a count."""
    return one.near & _GROUPS != other.near & _GROUPS or one.stems.isdisjoint(_POLL) != other.stems.isdisjoint(_POLL)


def _are_of_two_scopes(one: Measure, other: Measure) -> bool:
    """Whether one figure is of a narrower or another thing, or of a time gone by."""
    is_fate = one.deed in deeds.FATES
    named = not is_fate and bool(one.people and other.people)
    lines = (
        one.is_gone_by != other.is_gone_by,
        {one.leading, other.leading} in _CHANGES,
        _are_two_polls(one, other),
        is_fate and is_one_of_many(one.events, other.events),
        is_fate and is_one_of_many(other.events, one.events),
        named and not _names_one_of(one, other) and not _names_one_of(other, one),
        (one.counted or not is_fate) and _are_unlike(one.purpose, other.purpose),
        not is_fate and _are_unlike(one.kinds, other.kinds),
    )
    return any(lines)


def _are_two_polls(one: Measure, other: Measure) -> bool:
    """Whether both are of a poll and nobody who took the one took the other."""
    polls = not one.stems.isdisjoint(_POLL) and not other.stems.isdisjoint(_POLL)
    return polls and bool(one.names and other.names) and not _name_words(one.names) & _name_words(other.names)


def _are_unlike(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one and other) and not one & other


def _names_one_of(one: Measure, other: Measure) -> bool:
    """Whether the sentence of the one names any of the other's people."""
    return not other.people.isdisjoint(words(one.sentence.text.lower()))


def _are_of_one_time(one: Measure, other: Measure, settings: CompareSettings) -> bool:
    """Whether nothing tells that one figure is a later state of the other."""
    gap = _days_between(one.published, other.published)
    if _is_epidemic(one) or _is_epidemic(other) or one.is_now or other.is_now:
        return gap == 0 or bool(days_named(one) & days_named(other))
    if _is_running(one) or _is_running(other):
        return not gap
    return gap is None or gap <= settings.max_days_published


def _is_epidemic(measure: Measure) -> bool:
    return measure.deed in deeds.FATES and (measure.deed == "infected" or not _EPIDEMIC.isdisjoint(measure.stems))


def _is_running(measure: Measure) -> bool:
    return measure.deed == "missing" or (measure.deed in deeds.FATES and not _RUNNING.isdisjoint(measure.stems))


def _days_between(one: date | None, other: date | None) -> int | None:
    return None if one is None or other is None else abs((one - other).days)


def share_little(one: Measure, other: Measure) -> bool:
    """Whether the words close by say nothing in common: sums, shares and durations stand in every sentence."""
    counted = {one.counted}
    if min(len((one.near & other.stems) - counted), len((other.near & one.stems) - counted)) >= _FEW:
        return False
    if one.fact.low is None:  # a score or a count of votes
        return True
    shared = (one.near & other.near) - counted
    if one.sign:
        return not shared
    return one.fact.unit in TIME_UNITS and len(shared) < _FEW


def days_named(measure: Measure) -> set[str]:
    """Normal forms of the times a figure's sentence names."""
    return {time.normal for time in measure.times}


def times_clash(one: Measure, other: Measure, days: Days) -> bool:
    """Whether both sentences name times and none of one can be the time of the other."""
    if not one.times or not other.times:
        return False
    return not any(
        _may_be_same(a, b, days.get((one.article, a.start)), days.get((other.article, b.start)))
        for a in one.times
        for b in other.times
    )


def _may_be_same(a: Fact, b: Fact, day: TimeMention | None, other: TimeMention | None) -> bool:
    if day and other and day.first and day.last and other.first and other.last:
        return day.first <= other.last and other.first <= day.last
    wider, closer = sorted((a.normal, b.normal), key=len)
    return closer == wider or closer.startswith(f"{wider}-")  # "June" and "the end of June"


def places_clash(one: Measure, other: Measure) -> bool:
    """Whether both sentences name places and none in common."""
    return bool(one.places and other.places) and not one.places & other.places
