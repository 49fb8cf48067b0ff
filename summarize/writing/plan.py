"""Which ranked sentences one sentence of the brief will rest on: ``plan``.

"Attribute first, then generate" (Slobodkin et al., ACL 2024): the lines are chosen before anything is written.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from summarize.data import Event, Fact, FactKind, Group, RankedSentence, Reading, Sentence
from summarize.settings import PlanSettings
from summarize.words import words
from summarize.writing._fitness import bare_name, fitness, is_introduced, opening_fitness
from summarize.writing._people import subject_of, surname
from summarize.writing._source import Source, sources_of
from summarize.writing._stale import clock_of, freshness, is_newest
from summarize.writing._statement import LEADS, statement_score
from summarize.writing._text import content_keys

_SPANS = frozenset("year month week day hour minute second".split())
_NEWEST = 0.3  # of the worth of a lead of the last day, as an opening; set by reading briefs, not measured
# Off the statement of a meeting for news that is over, told by a columnist, or not fit to open: as a pronoun of nobody.
_STALE = 2.0
_TITLED = 1.0  # on the statement of a meeting for saying all that the title says: as much as for a participant
_UNKNOWN = 0.8  # of the worth of a sentence that says "Berg" of one whom no sentence before has introduced
_FRESH = 0.5  # what is worth less as news than this waits until all else is told
_ELSE = 0.3  # of the worth of a sentence told before: so much another one of its article must have to come first


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A ranked sentence with what choosing needs."""

    ranked: RankedSentence
    worth: float  # its rank times its fitness
    newest: bool  # whether its article is of the last day, others of earlier days
    statement: float  # how well it states the event
    keys: frozenset[str]  # of its content words
    figures: frozenset[str]  # that mark one matter: amounts, shares, counts; no year, none that stands everywhere
    speaker: str | None  # surname of the participant it is about, where that is clear
    bare: str | None  # the surname by which alone it names somebody who has a fuller name
    full: frozenset[str]  # surnames of those it names in full, or with their office
    held: bool  # whether an opinion piece holds it in its own voice, where others report the event
    opens: float  # what is left of its worth as the first sentence of a brief
    stale: bool  # whether it announces what later articles tell as done


def plan(
    ranked: Sequence[RankedSentence], event: Event, readings: Sequence[Reading], settings: PlanSettings, title: str = ""
) -> tuple[Group, ...]:
    """The groups in order of preference, the statement of the meeting itself first; more than are needed, as reserves.

    Each step takes the sentence worth most: its rank, times how fit it is to be printed alone, times the share of its
    content that no group before it has (maximal marginal relevance, Carbonell and Goldstein 1998, with what all groups
    together cover in place of the nearest one: a factor for that one cost 0.3 to 0.9 ROUGE-1 and was left out).

    Args:
        ranked: The event's sentences with their scores.
        event: The event.
        readings: Its articles, in the order of ``event.articles``.
        settings: The length asked for and how much repetition is too much.
        title: What the brief is called: its first sentence tells that.
    """
    named = frozenset(content_keys(title))
    pool = _candidates(ranked, event, sources_of(readings), settings)
    chosen: list[_Candidate] = []
    share = math.ceil(settings.max_sentences / max(1, len(readings)))
    while pool and len(chosen) < settings.max_sentences * settings.reserve_factor:
        best = _next(pool, chosen, share, settings) if chosen else _opening(pool, event, named, settings)
        if best is None:
            break
        chosen.append(best)
        pool.remove(best)
    if not chosen:
        # Nothing is fit to be printed alone: the gate decides, so that the brief is not lost.
        return tuple(Group(main=one, support=()) for one in ranked[: settings.max_sentences])
    return tuple(Group(main=one.ranked, support=_support(one, ranked, settings)) for one in chosen)


def fitting(settings: PlanSettings, readings: Sequence[Reading]) -> PlanSettings:
    """The settings with no more words than a brief of these articles may have: little more than one of them has."""
    lengths = [sum(len(words(one.text)) for one in reading.sentences) for reading in readings]
    share = int(settings.max_source_share * sum(lengths) / max(1, len(lengths)))
    return replace(settings, max_words=share if settings.max_words is None else min(share, settings.max_words))


def _candidates(
    ranked: Sequence[RankedSentence], event: Event, sources: Mapping[str, Source], settings: PlanSettings
) -> list[_Candidate]:
    """The best of the ranked sentences and the leads of the articles, those that can be printed at all."""
    surnames = {surname(one.name) for one in event.participants}
    clock = clock_of(event, sources)
    found: list[_Candidate] = []
    for number, one in enumerate(ranked):
        if number >= settings.max_looked_at and one.sentence.index >= LEADS:
            continue
        source = sources[one.sentence.article]
        fresh = freshness(one.sentence, source, event, clock)
        held = dict(one.parts).get("opinion", 1.0) < 1.0
        worth = one.score * fitness(one.sentence, source, event) * fresh
        if worth > 0:
            bare = bare_name(one.sentence, source)
            about = subject_of(source.seen(one.sentence))
            name = surname(about.surface) if about else None
            found.append(
                _Candidate(
                    ranked=one,
                    worth=worth,
                    newest=is_newest(source, clock),
                    statement=round(statement_score(one, event, source) - _STALE * (held or 1 - fresh), 6),
                    keys=frozenset(content_keys(one.sentence.text)),
                    figures=_marking(source.seen(one.sentence).facts),
                    speaker=name if name in surnames else None,
                    bare=bare if bare not in surnames else None,  # a participant is introduced above the brief
                    full=_introduced(source.seen(one.sentence).facts),
                    held=held,
                    opens=opening_fitness(one.sentence, source),
                    stale=fresh < _FRESH,
                )
            )
    return found


def _opening(pool: Sequence[_Candidate], event: Event, title: frozenset[str], settings: PlanSettings) -> _Candidate:
    """The sentence that says who met whom, where and when; where no two are known to have met, the best lead.

    It tells what the title says: a reader would else find the news behind its background.
    """

    def bears_out(one: _Candidate) -> float:
        return len(title & one.keys) / len(title) if title else 0.0

    if len(event.participants) > 1:
        return max(pool, key=lambda one: round(one.statement + _TITLED * bears_out(one) - _STALE * (1 - one.opens), 6))

    def credit(one: _Candidate) -> float:
        lead = max(0.0, 1 - one.ranked.sentence.index / LEADS)
        # What came last is the news: "found dead", not "feared trapped".
        more = settings.lead_credit + _NEWEST * one.newest + settings.title_credit * bears_out(one)
        return round(one.worth * one.opens * (1 + more * lead), 6)

    return max(pool, key=credit)


def _next(
    pool: Sequence[_Candidate], chosen: Sequence[_Candidate], share: int, settings: PlanSettings
) -> _Candidate | None:
    """The sentence that adds most; an article that has had its share waits until the others have none left."""
    told = frozenset().union(*(one.keys for one in chosen))
    given = Counter(one.ranked.sentence.article for one in chosen)
    left = Counter(one.ranked.sentence.article for one in pool)
    known = frozenset().union(*(one.full for one in chosen))
    heard = Counter(one.speaker for one in chosen if one.speaker)
    best: tuple[bool, float, int] | None = None
    for number, one in enumerate(pool):
        new = len(one.keys - told) / len(one.keys) if one.keys else 0.0
        if new < settings.least_new_share or any(_repeats(one, other, settings) for other in chosen):
            continue
        # Of two participants the one less heard comes first, so that a brief does not tell one side alone.
        fair = 1 + settings.balance if one.speaker and heard[one.speaker] < max(heard.values(), default=0) else 1.0
        # An article that has nothing else keeps its lead.
        more = left[one.ranked.sentence.article] > 1
        again = _UNKNOWN if one.bare and one.bare not in known else 1.0
        again *= settings.lead_again if more and any(_opens_alike(one, o, settings) for o in chosen) else 1.0
        retold = any(_is_retold(one, o) for o in chosen) and any(_may_replace(o, one) for o in pool)
        again *= settings.retold_again if retold else 1.0
        gain = round(one.worth * fair * again * new**settings.diversity, 6)
        # No share is kept for a piece of opinion in its own voice, for what is over and for what is told already.
        waits = one.held or one.stale or retold
        key = (not waits and given[one.ranked.sentence.article] < share, gain, -number)
        best = max(best, key) if best else key
    return pool[-best[-1]] if best else None


def _repeats(one: _Candidate, other: _Candidate, settings: PlanSettings) -> bool:
    """Whether a sentence is a copy of a chosen one, or has most of its words in common with it.

    Of two that give the same figure fewer words are enough.
    """
    place = (one.ranked.sentence.article, one.ranked.sentence.index)
    copied = place in {(copy.article, copy.index) for copy in other.ranked.copies}
    least = settings.figure_share if one.figures & other.figures else settings.same_share
    return copied or _overlap(one.keys, other.keys) >= least


def _introduced(facts: Sequence[Fact]) -> frozenset[str]:
    """Surnames of the people named with a first name or an office."""
    people = (fact for fact in facts if fact.kind is FactKind.PERSON)
    return frozenset(surname(fact.surface) for fact in people if is_introduced(fact))


def _marking(facts: Sequence[Fact]) -> frozenset[str]:
    """The figures that mark one matter: amounts of money, shares, and counts of ten or more; no years and no days."""
    return frozenset(fact.normal for fact in facts if fact.kind is FactKind.NUMBER and _is_marking(fact))


def _is_marking(fact: Fact) -> bool:
    measured = fact.unit is not None and not fact.unit.isalpha()  # "$", "%"
    return measured or (len(re.sub(r"\D", "", fact.normal)) > 1 and fact.unit not in _SPANS)


def _opens_alike(one: _Candidate, other: _Candidate, settings: PlanSettings) -> bool:
    """Whether both open their articles and are on the same matter: then they tell the same news."""
    leads = one.ranked.sentence.index == other.ranked.sentence.index == 0
    return leads and _overlap(one.keys, other.keys) >= settings.matter_share


def _is_retold(one: _Candidate, other: _Candidate) -> bool:
    """Whether a chosen sentence of another outlet means the same, whatever its words."""
    place = (one.ranked.sentence.article, one.ranked.sentence.index)
    return place in {(near.article, near.index) for near in other.ranked.retold}


def _may_replace(one: _Candidate, other: _Candidate) -> bool:
    """Whether an article has something else that is worth telling."""
    alike = one.ranked.sentence.article == other.ranked.sentence.article and one is not other
    return alike and not one.ranked.retold and one.worth >= _ELSE * other.worth


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of the shorter one's content words that the other holds too, in [0, 1]."""
    return len(one & other) / min(len(one), len(other)) if one and other else 0.0


def _support(main: _Candidate, ranked: Sequence[RankedSentence], settings: PlanSettings) -> tuple[Sentence, ...]:
    """Sentences of other articles that say the same, then those on the same matter, best first."""
    found = list(main.ranked.copies)
    near = []
    for number, one in enumerate(ranked[: settings.max_looked_at]):
        if one.sentence.article != main.ranked.sentence.article and one.sentence not in found:
            share = round(_overlap(main.keys, frozenset(content_keys(one.sentence.text))), 6)
            if share >= settings.matter_share:
                near.append((share, -number))
    found += [ranked[-number].sentence for _, number in sorted(near, reverse=True)]
    return tuple(found[: settings.max_citations - 1])
