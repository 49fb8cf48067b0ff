"""Who took part in a meeting, by what its members say: enough of them tell it, and a name is printed as one does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from summarize.data import Citation, FactKind, Participant, Particulars, Reading
from summarize.events.telling import cite_sentence
from summarize.events.vocabulary import GARBLED_NAME
from summarize.settings import ClusterSettings
from summarize.words import fold_space

MAX_CITATIONS = 4  # promise 3
OPENING = 3  # sentences


def vote_participants(
    voices: Sequence[tuple[Reading, Particulars]], settings: ClusterSettings
) -> tuple[Participant, ...]:
    """The participants enough members name, the most often named first; spellings of one person are put together."""
    groups: list[list[tuple[int, Participant]]] = []
    speaking = 0
    for number, (_, one) in enumerate(voices):
        speaking += bool(one.participants)
        for person in one.participants:
            home = next(
                (group for group in groups if any(same_person(person.normal, o.normal) for _, o in group)), None
            )
            if home is None:
                groups.append([(number, person)])
            else:
                home.append((number, person))
    kept = [
        group
        for group in groups
        if len({number for number, _ in group}) >= settings.participant_share * speaking
        or _is_named_early(group[0][1], voices)
    ]
    kept.sort(key=lambda group: -len({number for number, _ in group}))  # stable: first named first
    if len(kept) == 1 and len({number for number, _ in kept[0]}) < settings.participant_lone_share * len(voices):
        return ()  # nearly all members tell of no meeting: the one they name is whom the news is about
    return tuple(_merged([person for _, person in group], [reading for reading, _ in voices]) for group in kept)


def _is_named_early(person: Participant, voices: Sequence[tuple[Reading, Particulars]]) -> bool:
    """Whether at least half of the members name somebody in their opening: then one that tells of them will do."""
    named = sum(
        any(
            fact.kind is FactKind.PERSON
            and fact.sentence is not None
            and fact.sentence < OPENING
            and same_person(fact.normal, person.normal)
            for fact in reading.facts
        )
        for reading, _ in voices
    )
    return 2 * named >= len(voices)


def same_person(one: str, other: str) -> bool:
    """Whether two normal forms can be one person: one last name, and no first names of different initials."""
    left, right = one.split(), other.split()
    if not left or not right or left[-1] != right[-1]:
        return False
    return len(left) == 1 or len(right) == 1 or left[0][0] == right[0][0]


def _merged(people: Sequence[Participant], readings: Sequence[Reading]) -> Participant:
    """One participant from what the members say of them, under the fullest name that a cited sentence prints."""
    named = [person for person in people if any(_prints(one, person.name) for one in person.citations)] or list(people)
    best = max(named, key=lambda person: len(person.name.split()))
    name, proof = best.name, list(best.citations)
    if len(name.split()) == 1:
        name, proof = _fuller(best, readings) or (name, proof)
    # Then the members that need one sentence to say it, before those whose "he" needs the sentence before.
    others = sorted((person.citations for person in people), key=len)
    return Participant(
        name=name, normal=best.normal, citations=_few([*proof, *(one for each in others for one in each)])
    )


def _prints(citation: Citation, name: str) -> bool:
    return name in fold_space(citation.quote)


def _few(citations: Sequence[Citation]) -> tuple[Citation, ...]:
    """At most MAX_CITATIONS: those that come first, and of each later source one, each sentence once."""
    kept: list[Citation] = []
    for one in citations:
        first = kept[0].article if kept else one.article
        # By its place, not by its line: a whole article may stand on one.
        taken = {(other.article, other.start) if other.article == first else (other.article, 0) for other in kept}
        if ((one.article, one.start) if one.article == first else (one.article, 0)) not in taken:
            kept.append(one)
    return tuple(kept[:MAX_CITATIONS])


def _fuller(person: Participant, readings: Sequence[Reading]) -> tuple[str, list[Citation]] | None:
    """The fuller name that the members print for somebody of one name, and proof; None where it may be two people's."""
    found = [
        (fold_space(fact.surface), reading, fact.sentence)
        for reading in readings
        # An article that names both tells them apart: "Trump" beside "Melania Trump" is not she.
        if not any(fact.kind is FactKind.PERSON and fact.normal == person.normal for fact in reading.facts)
        for fact in reading.facts
        if fact.kind is FactKind.PERSON and fact.sentence is not None and " " in fact.normal
        if same_person(fact.normal, person.normal) and not GARBLED_NAME.search(fact.surface)
    ]
    if not found or len({name[0] for name, _, _ in found}) > 1:
        return None
    name, _ = Counter(name for name, _, _ in found).most_common(1)[0]
    reading, index = next((reading, index) for printed, reading, index in found if printed == name)
    sentence = next(sentence for sentence in reading.sentences if sentence.index == index)
    met = [one for one in person.citations if one.article == reading.article.id] or list(person.citations)
    return name, [cite_sentence(reading, sentence), *met]
