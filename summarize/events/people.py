"""Who took part in the meeting of an article: the people who are told to have met, not those who spoke of it or are
to come."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from summarize.data import Citation, Fact, FactKind, Participant, Reading
from summarize.events import vocabulary as vocab
from summarize.events.acts import Act
from summarize.events.telling import Told, cite_sentence
from summarize.words import fold_space

_OWNS = re.compile(r"['’]s?$|['’]s?\s")
_OWNER = re.compile(r"['’]s?\s")
_OF = re.compile(r"\bof\s+(?:(?:Mr|Mrs|Ms)\.?\s+)?$")
_TITLES = re.compile(r"(?:(?:(?i:the)|[A-Z][\w.'’-]*|of|for|and|foreign|prime|former) ?)*")
_NEAR = 6  # sentences, the one that first tells of a meeting among them
_ADVERBS = 2  # words between a verb and its "by": "was received warmly by"


def find_participants(reading: Reading, told: Sequence[Told], main: int | None) -> tuple[Participant, ...]:
    """The participants in the order of their first mention, each with the sentences that tell it.

    A later sentence counts when it goes on with the meeting ("the talks", "the two then met"), or when it shares a
    participant with it and gives no time of its own. One name alone must be told near the first of it, and not by a
    pronoun.
    """
    if main is None:
        return ()
    found: dict[str, list[int]] = {}
    for index in range(main, len(told)):
        names = _met(reading, told, index)
        if index == main or _goes_on(reading, told[index], set(found), names):
            for name, at in names:
                found.setdefault(name, at)  # the first telling is evidence enough
    if len(found) < 2:
        found.update(_pair_before(reading, told, main, found))
    if len(found) == 1 and not _is_sure(next(iter(found.values())), main):
        return ()
    return tuple(_participant(reading, told, name, at) for name, at in found.items())


def _is_sure(indices: Sequence[int], main: int) -> bool:
    """Whether a name that stands alone was told by itself, and near the meeting."""
    return len(indices) == 1 and indices[0] < main + _NEAR


def _goes_on(reading: Reading, part: Told, known: set[str], names: Sequence[tuple[str, list[int]]]) -> bool:
    if any(not act.indefinite for act in part.acts) and (not names or known & {name for name, _ in names} or not known):
        return True
    timed = any(time.sentence == part.sentence.index for time in reading.times)
    return not timed and bool(known & {name for name, _ in names})


def _met(reading: Reading, told: Sequence[Told], index: int) -> list[tuple[str, list[int]]]:
    """Names told to have met in a sentence, each with the indices of the sentences that hold name and telling."""
    part = told[index]
    people = people_in(reading, part)
    names: list[tuple[str, list[int]]] = []
    for act in part.acts:
        objects = list(_objects(part, act, people))
        subjects = _subjects(part, act, people)
        if objects and not subjects:
            subjects = _speaker_after(part, act, people) or _named_after(part, act, people, objects[-1])
        names += [(fact.normal, [index]) for fact in (*subjects, *objects)]
        names += [(name, [index - 1, index]) for name in _meant(reading, told, index, act)]
    return names


def people_in(reading: Reading, part: Told) -> list[Fact]:
    """The people named in a sentence, those inside quotations left out, and names that are a place's elsewhere."""
    base = part.sentence.start
    places = {fact.surface.lower() for fact in reading.facts if fact.kind is FactKind.PLACE}
    return [
        fact
        for fact in reading.facts
        if fact.sentence == part.sentence.index
        and fact.kind is FactKind.PERSON
        and not part.clauses.text[fact.start - base : fact.end - base].isspace()
        and fact.normal not in vocab.NO_PERSON
        and not vocab.GARBLED_NAME.search(fact.surface)
        and fact.surface.lower() not in places
        and not vocab.SAYS_WHOSE.match(part.clauses.text, fact.end - base)
    ]


def _subjects(part: Told, act: Act, people: Sequence[Fact]) -> list[Fact]:
    """The people before an act in its clause with no other verb of saying between them and it."""
    base = part.sentence.start
    stop = act.start
    found: list[Fact] = []
    inside = act.noun and bool(
        vocab.INSIDE.search(part.clauses.text[act.clause[0] : act.start])
    )  # "hailed it at talks"
    for fact in sorted(people, key=lambda fact: -fact.start):
        start, end = fact.start - base, fact.end - base
        if end > act.start or start < act.clause[0]:
            continue
        between = part.clauses.text[end:stop]
        if _OWNER.match(between) and not (act.noun and vocab.LINKS_TO_NOUN.match(part.clauses.text[end : act.start])):
            continue  # "Kerry's aide met Lavrov"; "Kerry's talks" are his own
        if _OF.search(part.clauses.text, act.clause[0], start) and not _OWNER.match(between):
            continue  # "the praise of Kerry came during the talks"
        if (vocab.REPORTING.search(between) and not inside) or vocab.TOPIC_BEFORE.search(
            part.clauses.text[act.clause[0] : start]
        ):
            break
        if act.noun and stop == act.start and not vocab.LINKS_TO_NOUN.search(between):
            break
        found.insert(0, fact)
        stop = start
    return found


def _speaker_after(part: Told, act: Act, people: Sequence[Fact]) -> list[Fact]:
    """Who opens a sentence that tells what was said after the meeting: "Mr Kerry was speaking after talks with ..."."""
    text, base = part.clauses.text, part.sentence.start
    if not people or not act.noun or not vocab.AFTER_MEETING.fullmatch(text[act.clause[0] : act.start]):
        return []
    first = min(people, key=lambda fact: fact.start)
    opens = _TITLES.fullmatch(text[: first.start - base]) and vocab.SPOKE_SO.match(text, first.end - base)
    return [first] if opens else []


def _named_after(part: Told, act: Act, people: Sequence[Fact], last: Fact) -> list[Fact]:
    """Whose meeting an opening phrase tells: "After meeting with Lavrov, Kerry said"."""
    text, base = part.clauses.text, part.sentence.start
    comma = text.find(",", last.end - base)
    later = [fact for fact in people if fact.start - base > comma >= 0]
    if not later or not vocab.OPENS_AFTER.fullmatch(text[: act.start]):
        return []
    first = min(later, key=lambda fact: fact.start)
    opens = _TITLES.fullmatch(text[comma + 1 : first.start - base].lstrip())
    return [first] if opens and not _OWNER.match(text, first.end - base) else []


def _objects(part: Told, act: Act, people: Sequence[Fact]) -> Iterator[Fact]:
    """The people after an act in its clause whom "with", "between" or the verb brings in, not those it was about."""
    base = part.sentence.start
    at = act.end
    open_ = act.takes_object
    stop = min((other.start for other in part.every if _is_to_come(part, other, act)), default=act.clause[1])
    for fact in sorted(people, key=lambda fact: fact.start):
        start, end = fact.start - base, fact.end - base
        if start < act.end or start >= stop:
            continue
        for match in vocab.JOINING_OR_LEAVING.finditer(part.clauses.text, at, start):
            if not _inside_title(part.clauses.text, match.group(), match.end()) and match.group().lower() != "and":
                open_ = match.lastgroup == "joining" and not _is_made_by(part, act, match)
        if open_ and not _owns(part, fact):  # "met with Kerry's aides"
            yield fact
        at = end


def _is_made_by(part: Told, act: Act, match: re.Match[str]) -> bool:
    """Whether "by" tells who did something else: "protesters gathered against a decree by Kerry"."""
    between = part.clauses.text[act.end : match.start()]
    if match.group().lower() != "by":
        return False
    # "the meeting was described by Kerry"; "a visit this week by Kerry" was his.
    return bool(vocab.MADE.search(between)) if act.noun else len(between.split()) > _ADVERBS


def _is_to_come(part: Told, other: Act, act: Act) -> bool:
    """Whether a meeting to come stands behind the act in its clause: "met X ahead of talks with Y" met no Y."""
    adjective = part.clauses.text[other.start : other.end].endswith("ing") and not other.noun  # "the visiting minister"
    return not other.done and not adjective and act.end <= other.start < act.clause[1]


def _inside_title(text: str, word: str, end: int) -> bool:
    """Whether "of" or "for" belongs to an office or a body: "Secretary of State", "Minister for Foreign Affairs"."""
    return word.lower() in ("of", "for") and text[end + 1 : end + 2].isupper()


def _meant(reading: Reading, told: Sequence[Told], index: int, act: Act) -> list[str]:
    """Whom "he", "they" or "the two ministers" means before an act: people of the sentence before."""
    if index == 0:
        return []
    part = told[index]
    before = part.clauses.text[act.clause[0] : act.start]
    previous = [fact for fact in people_in(reading, told[index - 1]) if not _owns(told[index - 1], fact)]
    if vocab.PAIR_SUBJECT.search(before):
        return _distinct(fact.normal for fact in previous)[:2]
    pronoun = next(reversed(list(vocab.PRONOUN_SUBJECT.finditer(before))), None)
    if pronoun is None or not previous or vocab.REPORTING.search(before[pronoun.end() :]):
        return []
    at = part.sentence.start + act.clause[0]
    if any(at <= fact.start < at + pronoun.start() for fact in people_in(reading, part)):
        return []  # the pronoun may mean somebody of its own sentence
    return [previous[0].normal]


def _pair_before(
    reading: Reading, told: Sequence[Told], main: int, found: dict[str, list[int]]
) -> dict[str, list[int]]:
    """The other of two people where a sentence tells that one spoke to the other: "X told Y" goes on with a meeting."""
    for index in range(main, min(main + _NEAR, len(told))):
        people = _distinct(fact.normal for fact in people_in(reading, told[index]))
        if len(people) == 2 and set(people) & set(found) and vocab.TOLD.search(told[index].clauses.text):
            return {name: [index] for name in people if name not in found}
    return {}


def _distinct(names: Iterator[str]) -> list[str]:
    return list(dict.fromkeys(names))


def _owns(part: Told, fact: Fact) -> bool:
    """Whether a name only says whose somebody or something is: "Kerry's aide"."""
    return bool(_OWNS.search(part.clauses.text[fact.start - part.sentence.start : fact.end - part.sentence.start + 2]))


def _participant(reading: Reading, told: Sequence[Told], normal: str, indices: Sequence[int]) -> Participant:
    own = [fact for fact in reading.facts if fact.kind is FactKind.PERSON and fact.normal == normal]
    named = [fact for fact in own if not vocab.GARBLED_NAME.search(fact.surface)] or own
    fullest = max(named, key=lambda fact: (len(fact.surface.split()), len(fold_space(fact.surface)), -fact.start))
    name = fold_space(fullest.surface)
    citations: tuple[Citation, ...] = tuple(cite_sentence(reading, told[index].sentence) for index in indices)
    if fullest.sentence is not None and not any(name in fold_space(one.quote) for one in citations):
        # Every name printed stands in a line cited for it (promise 2): the line that gives the full name comes along.
        citations = (*citations[:1], cite_sentence(reading, reading.sentences[fullest.sentence]), *citations[1:])
    return Participant(name=name, normal=normal, citations=citations)
