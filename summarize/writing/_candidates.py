"""A writer's sentence as a draft: printed as its lines print it, citing what it draws on, named for what it is."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from summarize.data import Draft, Fact, FactKind, Origin, Rejected, Sentence
from summarize.words import fold_space, words
from summarize.writing._case import NAMES
from summarize.writing._edits import apply, finished, here_and_now, leading_connective, leading_label
from summarize.writing._joints import is_hung, stretches
from summarize.writing._once import names_late, said_once, with_one_subject
from summarize.writing._people import surname
from summarize.writing._source import Source
from summarize.writing._text import is_content, key, without_quotations
from summarize.writing.align import Link, align, bare, restore_surface

_FUSED = 2  # content words of a line that a fused sentence draws on
_LONGEST = 42  # words of a sentence of two lines: 27 is the median of a news sentence, 55 the end of patience
_AGAIN = 0.15  # of its words that say the matter: more of them twice, and the lines are better told apart
_ACTORS = (FactKind.PERSON, FactKind.ORGANISATION, FactKind.NAME)  # a surname alone is a name of no known kind
# What may stand before the subject: a phrase up to its comma, an article, an office.
_OPENS = re.compile(r"(?:[A-Z][^,;:]*, )?(?:(?:[Tt]he|[Aa]n?|[Ff]ormer|then|[A-Z][\w.’'-]*)\s)*")
_TITLES = frozenset("mr mrs ms dr sen rep gov gen lt col sgt prof".split())  # keep their capital inside a sentence
_THEY = re.compile(r"\b(?:they|them|their)\b", re.IGNORECASE)
_MANY = re.compile(r"\b[a-z]{2,}(?:s|men|people|children)\b|\b[A-Z][\w’'-]+ and (?:the )?[A-Z]")
_OWNS = re.compile(r"['’]s?\b|['’](?=\s)")
_CLAUSE = 3  # words of a stretch that was moved
_RUN = 2.5  # words copied in one stretch on the mean: a sentence of shorter shreds is not read as one


def candidate(text: str, members: Sequence[Sentence], sources: Mapping[str, Source], score: float) -> Draft | Rejected:
    """A writer's sentence as a draft; rejected, with the reason, where it is one that nobody would read.

    Args:
        text: What was written.
        members: The lines it was written from, the main one first.
        sources: The articles they stand in.
        score: Of their group.
    """
    quotes = [member.text for member in members]
    names = _TITLES.union(bare(word.lower()) for one in members for word in _name_words(one, sources))
    surface = finished(restore_surface(text, quotes, names) if text == text.lower() else text)
    if label := leading_label(surface):
        surface = apply(surface, [label])
    if opening := leading_connective(surface):
        surface = apply(surface, [opening])
    links = align(surface, quotes)
    if _is_patchwork(links):
        return Rejected(text=surface, reason="it is put together of shreds of its lines")
    if _joins(drawn := _drawn(links, quotes)):
        surface = _told_once(surface, members, drawn, sources)
        links = align(surface, quotes)
        drawn = _drawn(links, quotes)
        if flaw := _flaw(surface, links, members, drawn, sources):
            return Rejected(text=surface, reason=flaw)
    # The line most words come from is the main one; a tie goes to the group's own order.
    used = sorted(drawn, key=lambda number: (-drawn[number], number)) or [0]
    origin = _origin(surface, quotes, links, drawn)
    if origin is not Origin.EXTRACTED:
        surface = apply(surface, here_and_now(surface))
    if origin is not Origin.FUSED:
        used = used[:1]
    return Draft(text=surface, origin=origin, sentences=tuple(members[number] for number in used), score=score)


def _joins(drawn: Mapping[int, int]) -> bool:
    return sum(count >= _FUSED for count in drawn.values()) > 1


def _told_once(text: str, members: Sequence[Sentence], drawn: Mapping[int, int], sources: Mapping[str, Source]) -> str:
    """A sentence of several lines without what the second says again: a full name, a day, the subject."""
    text = said_once(text, [name for one in members for name in _surnames(one, sources)])
    one = _one_subject(members, drawn, sources)
    return with_one_subject(text, one.surface) if one else text


def _flaw(
    text: str,
    links: Sequence[Link | None],
    members: Sequence[Sentence],
    drawn: Mapping[int, int],
    sources: Mapping[str, Source],
) -> str | None:
    """Why nobody would read a sentence that joins lines; None where it reads well."""
    quotes = [member.text for member in members]
    if names_late(text, [name for one in members for name in _surnames(one, sources)]):
        return "it joins lines and names somebody in full whom it has named already"
    if len(links) > _LONGEST:
        return f"it joins lines and is longer than {_LONGEST} words"
    if _says_again(links, quotes):
        return "it joins lines that say much the same, and says it twice"
    one = _one_subject(members, drawn, sources)
    if not one and not _is_hung_together(text, links, quotes):
        return "it joins lines that are not about the same one"
    if one and one.kind is not FactKind.ORGANISATION and any(_leans(quotes[number]) for number in drawn):
        return "it joins a line on one of whom “they” tells nothing"
    return None


def _name_words(sentence: Sentence, sources: Mapping[str, Source]) -> list[str]:
    facts = sources[sentence.article].facts.get(sentence.index, ())
    return [word for fact in facts if fact.kind in NAMES for word in words(f"{fact.title or ''} {fact.surface}")]


def _surnames(sentence: Sentence, sources: Mapping[str, Source]) -> list[str]:
    facts = sources[sentence.article].facts.get(sentence.index, ())
    return [words(fact.surface)[-1] for fact in facts if fact.kind is FactKind.PERSON and words(fact.surface)]


def _is_hung_together(text: str, links: Sequence[Link | None], quotes: Sequence[str]) -> bool:
    """Whether one line's phrase is all that another line gives: whether it belongs there is for the gate to say."""
    mine, theirs = words(text), [words(quote) for quote in quotes]
    found = stretches(mine, links, [{key(word) for word in line} for line in theirs])
    return len({one.quote for one in found if not is_hung(one, mine, len(theirs[one.quote]))}) <= 1


def _one_subject(members: Sequence[Sentence], drawn: Mapping[int, int], sources: Mapping[str, Source]) -> Fact | None:
    """Whom all lines drawn on open with, as the last of them prints it; None where they are about several.

    What two others do is better told in two sentences.
    """
    found = [_subject(members[number], sources) for number, count in drawn.items() if count >= _FUSED]
    named = [fact for fact in found if fact]
    alike = len(named) == len(found) and len({_identity(fact) for fact in named}) == 1
    return named[-1] if alike else None


def _leans(text: str) -> bool:
    """Whether a line says "they" of people or things that it has not named."""
    they = _THEY.search(text)
    return they is not None and not _MANY.search(text, 0, they.start())


def _identity(fact: Fact) -> str:
    return fact.normal if fact.kind is FactKind.ORGANISATION else surname(fact.surface)


def _subject(sentence: Sentence, sources: Mapping[str, Source]) -> Fact | None:
    """Whoever a line opens with, a person or an organisation; None where that is open."""
    plain = without_quotations(sentence.text)
    facts = sources[sentence.article].facts.get(sentence.index, ())
    named = [fact for fact in facts if fact.kind in _ACTORS and _OPENS.fullmatch(plain[: fact.start])]
    if not named or _OWNS.match(plain, named[0].end) or named[0].surface.endswith(("'s", "’s")):
        return None
    return named[0]


def _says_again(links: Sequence[Link | None], quotes: Sequence[str]) -> bool:
    """Whether much of what one line says is said with the other's words too."""
    told = [key(quotes[link.quote][link.start : link.end]) for link in links if link and _carries(link, quotes)]
    return len(told) - len(set(told)) > _AGAIN * len(told)


def _carries(link: Link, quotes: Sequence[str]) -> bool:
    word = quotes[link.quote][link.start : link.end]
    return is_content(word) and not word[0].isupper()


def _drawn(links: Sequence[Link | None], quotes: Sequence[str]) -> dict[int, int]:
    """How many content words were copied from each line."""
    drawn: dict[int, int] = {}
    for link in links:
        if link and is_content(quotes[link.quote][link.start : link.end]):
            drawn[link.quote] = drawn.get(link.quote, 0) + 1
    return drawn


def _origin(surface: str, quotes: Sequence[str], links: Sequence[Link | None], drawn: Mapping[int, int]) -> Origin:
    """Fused: content of two lines, or a clause moved; extracted: the words of a line; else compressed."""
    if sum(count >= _FUSED for count in drawn.values()) >= 2 or _is_reordered(links):
        return Origin.FUSED
    mine = [word.lower() for word in words(surface)]
    if any(mine in _prints(fold_space(quote)) for quote in quotes):
        return Origin.EXTRACTED
    return Origin.COMPRESSED


def _prints(line: str) -> list[list[str]]:
    """The words of a line, with and without the connective it opens with, which a copy may lack too."""
    opening = leading_connective(line)
    return [[word.lower() for word in words(text)] for text in (line, line[opening.end :] if opening else line)]


def _runs(links: Sequence[Link | None]) -> list[tuple[int, int, int]]:
    """Stretches copied in one piece: the line, its first word there, how many words."""
    runs: list[tuple[int, int, int]] = []
    for link in links:
        if link is None:
            runs.append((-1, -1, 0))
        elif runs and runs[-1][0] == link.quote and link.word == runs[-1][1] + runs[-1][2]:
            runs[-1] = (runs[-1][0], runs[-1][1], runs[-1][2] + 1)
        else:
            runs.append((link.quote, link.word, 1))
    return [run for run in runs if run[2]]


def _is_reordered(links: Sequence[Link | None]) -> bool:
    """Whether a clause of a line stands before what precedes it there."""
    longer = [run for run in _runs(links) if run[2] >= _CLAUSE]
    return any(one[0] == other[0] and other[1] < one[1] for at, one in enumerate(longer) for other in longer[at + 1 :])


def _is_patchwork(links: Sequence[Link | None]) -> bool:
    runs = _runs(links)
    return bool(runs) and sum(run[2] for run in runs) < _RUN * len(runs)
