"""What is known of the articles seen so far, as a value; and the few steps by which it changes.

Every step is recorded as plain data, so that a folder can keep the steps and make the same state from them again
(``replay``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from summarize.events.openings import UNDATED, Openings, drop, put, stretch_of
from summarize.events.packing import Packed, unpack_profile
from summarize.events.profiles import Run, within
from summarize.events.tables import Draft, Table

_NO_DAY = 10**7  # stands in a standing for the day of an article without one
Standing = tuple[int, str, str, str]  # where an article stands among others: published (ordinal), digest, path, id


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """One article of the state."""

    id: str
    sha256: str
    words: str  # digest of its words: articles of one wording are one text
    standing: Standing
    numbers: Packed  # its Profile
    said: Packed  # its Reading and Particulars


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """What is compared: one wording, and the articles that print it."""

    words: str
    articles: tuple[str, ...]  # by their standing; the first speaks for all
    published: float | None  # of that one, as an ordinal
    own: tuple[int, ...] = ()  # numbers of the texts it was compared with, when it was last looked up
    telling: Mapping[int, float] = field(default_factory=dict)  # the words it is looked up under, and their weights
    crowded: bool = False  # whether it had more neighbours than it was compared with


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """One event of the state."""

    id: str  # opaque; given once and never again
    number: int  # from 0, in the order the events were opened
    texts: tuple[int, ...]  # sorted
    day: str | None
    place: str | None


class ChangeKind(StrEnum):
    """What happened to an event."""

    OPENED = "opened"  # an article that belongs to no event known
    JOINED = "joined"  # an article that belongs to one
    MERGED = "merged"  # two events turned out to be one
    SPLIT = "split"  # one event turned out to be two


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing that happened; all of them, in order, tell which event each article is in."""

    kind: ChangeKind
    # The event the articles are in now; for MERGED then the one that is no more, for SPLIT (and for JOINED, where an
    # article was in another before) the one they come from.
    events: tuple[str, ...]
    articles: tuple[str, ...]  # that are in events[0] now and were not before

    def __str__(self) -> str:
        of = f" ({', '.join(self.events[1:])})" if self.events[1:] else ""
        return f"{self.kind} {self.events[0]}{of}: {', '.join(self.articles)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """All that is known of the articles seen; ``add`` makes a new one of it."""

    articles: Table[str, Kept] = field(default_factory=Table)
    texts: Table[int, Text] = field(default_factory=Table)
    wordings: Table[str, int] = field(default_factory=Table)  # number of the text by its words
    holders: Table[int, Mapping[int, float]] = field(default_factory=Table)  # texts by telling word, with its weight
    openings: Openings = field(default_factory=Table)  # embeddings of the texts by stretch of days
    words: Table[int, int] = field(default_factory=Table)  # in how many texts each stem stands; and each in a stretch
    names: Table[int, int] = field(default_factory=Table)
    scores: Table[int, Mapping[int, float]] = field(default_factory=Table)  # log-odds of the pairs of each text
    homes: Table[int, str] = field(default_factory=Table)  # event of each text
    events: Table[str, Known] = field(default_factory=Table)
    next_text: int = 0
    next_event: int = 0
    turn: int = 0  # the text whose pairs are scored anew next


Step = list[Any]  # name of a method of Work, then what it is given: plain data and bytes


class Work:
    """A state while it changes: every change is one of its methods, and is recorded."""

    def __init__(self, state: State, window_days: float) -> None:
        self._window_days = window_days
        self.articles = Draft(state.articles)
        self.texts = Draft(state.texts)
        self.wordings = Draft(state.wordings)
        self.holders = Draft(state.holders)
        self.openings = Draft(state.openings)
        self.words = Draft(state.words)
        self.names = Draft(state.names)
        self.scores = Draft(state.scores)
        self.homes = Draft(state.homes)
        self.events = Draft(state.events)
        self.next_text, self.next_event, self.turn = state.next_text, state.next_event, state.turn
        self.steps: list[Step] = []

    def done(self) -> State:
        """The state as it is now."""
        return State(
            articles=self.articles.done(),
            texts=self.texts.done(),
            wordings=self.wordings.done(),
            holders=self.holders.done(),
            openings=self.openings.done(),
            words=self.words.done(),
            names=self.names.done(),
            scores=self.scores.done(),
            homes=self.homes.done(),
            events=self.events.done(),
            next_text=self.next_text,
            next_event=self.next_event,
            turn=self.turn,
        )

    def run(self) -> Run:
        """What is known of all texts together."""
        return Run(articles=len(self.texts), words=self.words.get, names=self.names.get)

    def head(self, number: int) -> Kept:
        """The article that speaks for a text."""
        return self.articles[self.texts[number].articles[0]]

    def keep(self, kept: Kept) -> tuple[int, bool]:
        """Take an article in; the number of its text, and whether that is to be looked up."""
        self.steps.append(["keep", kept.id, kept.sha256, kept.words, list(kept.standing), kept.numbers, kept.said])
        self.articles.put(kept.id, kept)
        number = self.wordings.get(kept.words)
        if number is None:
            number = self.next_text
            self.next_text += 1
            self.wordings.put(kept.words, number)
            self.texts.put(number, Text(words=kept.words, articles=(kept.id,), published=_day(kept)))
            self.scores.put(number, {})
            self._count(number, kept, 1)
            return number, True
        return number, self._cast(number, (*self.texts[number].articles, kept.id))

    def remove(self, id_: str) -> tuple[int, bool, tuple[int, ...]]:
        """Put an article out; the number of its text, whether that is to be looked up again, and, where the text is
        no more, the texts it was compared with."""
        self.steps.append(["remove", id_])
        kept = self.articles[id_]
        number = self.wordings.get(kept.words)
        assert number is not None  # every article of the state has a text
        rest = tuple(one for one in self.texts[number].articles if one != id_)
        if rest:
            again = self._cast(number, rest)
            self.articles.drop(id_)
            return number, again, ()
        near = tuple(sorted(self.scores[number]))
        self._link(number, {})
        self._hold(number, {})
        self._count(number, kept, -1)
        self.articles.drop(id_)
        self.wordings.drop(kept.words)
        self.texts.drop(number)
        self.scores.drop(number)
        self.homes.drop(number)
        return number, False, near

    def find(self, number: int, telling: Mapping[int, float], own: tuple[int, ...], crowded: bool) -> None:
        """Set what a text is looked up under, and what it found."""
        self.steps.append(["find", number, list(telling.items()), list(own), crowded])
        self._hold(number, telling)
        self.texts.put(number, replace(self.texts[number], own=own, telling=telling, crowded=crowded))

    def compare(self, number: int, pairs: Mapping[int, float]) -> None:
        """Set the log-odds of the pairs of a text."""
        self.steps.append(["compare", number, list(pairs.items())])
        self._link(number, pairs)

    def pass_turn(self, turn: int) -> None:
        """Set the text whose pairs are scored anew next."""
        self.steps.append(["pass_turn", turn])
        self.turn = turn

    def settle(self, id_: str, number: int, come: Sequence[int], gone: Sequence[int], told: Sequence[Any]) -> None:
        """Set an event as it is now: the texts that come to it, those that leave it, its (day, place)."""
        self.steps.append(["settle", id_, number, list(come), list(gone), list(told)])
        day, place = told
        before = self.events.get(id_)
        texts = (set(before.texts) if before else set()).difference(gone).union(come)
        self.events.put(id_, Known(id=id_, number=number, texts=tuple(sorted(texts)), day=day, place=place))
        for text in come:
            self.homes.put(text, id_)
        self.next_event = max(self.next_event, number + 1)

    def retire(self, id_: str) -> None:
        """Forget an event."""
        self.steps.append(["retire", id_])
        self.events.drop(id_)

    def _cast(self, number: int, articles: tuple[str, ...]) -> bool:
        """Set the articles of a text; whether another of them speaks for it now."""
        text = self.texts[number]
        ordered = tuple(sorted(articles, key=lambda one: self.articles[one].standing))  # nearly sorted as it comes
        before, after = self.articles[text.articles[0]], self.articles[ordered[0]]
        self.texts.put(number, replace(text, articles=ordered, published=_day(after)))
        if before is after:
            return False
        self._count(number, before, -1)
        self._count(number, after, 1)
        return True

    def _count(self, number: int, kept: Kept, by: int) -> None:
        """Count the article that speaks for a text in (1) or out (-1)."""
        profile = unpack_profile(kept.numbers)
        published = _day(kept)
        stretch = stretch_of(published, self._window_days)
        stems = profile.stems[profile.body].tolist()
        here = [within(stem, stretch) for stem in stems] if stretch != UNDATED else []
        for table, terms in ((self.words, stems + here), (self.names, profile.names.tolist())):
            for term in terms:
                count = (table.get(term) or 0) + by
                if count:
                    table.put(term, count)
                else:
                    table.drop(term)
        if by > 0:
            put(self.openings, stretch, number, published, profile.opening)
        else:
            drop(self.openings, stretch, number)

    def _hold(self, number: int, telling: Mapping[int, float]) -> None:
        for word in self.texts[number].telling:
            if word not in telling:
                rest = dict(self.holders[word])
                del rest[number]
                if rest:
                    self.holders.put(word, rest)
                else:
                    self.holders.drop(word)
        for word, weight in telling.items():
            self.holders.put(word, {**(self.holders.get(word) or {}), number: weight})

    def _link(self, number: int, pairs: Mapping[int, float]) -> None:
        for other in self.scores[number]:
            if other not in pairs:
                rest = dict(self.scores[other])
                del rest[number]
                self.scores.put(other, rest)
        for other, score in pairs.items():
            self.scores.put(other, {**self.scores[other], number: score})
        self.scores.put(number, dict(pairs))


def _day(kept: Kept) -> float | None:
    return None if kept.standing[0] >= _NO_DAY else float(kept.standing[0])


def replay(work: Work, step: Step) -> None:
    """Do a recorded step again."""
    name, *given = step
    if name == "keep":
        id_, sha256, words, standing, numbers, said = given
        kept = Kept(id=id_, sha256=sha256, words=words, standing=tuple(standing), numbers=numbers, said=said)
        work.keep(kept)
    elif name == "find":
        number, telling, own, crowded = given
        work.find(number, dict(map(tuple, telling)), tuple(own), crowded)
    elif name == "compare":
        number, pairs = given
        work.compare(number, dict(map(tuple, pairs)))
    elif name in ("settle", "remove", "pass_turn", "retire"):
        getattr(work, name)(*given)
    else:
        raise ValueError(f"a step named {name!r}; expected one of this version's")
