"""Where a sentence passes from one cited line to another, and what may pass there.

A phrase tells when, why or how something happened: taken from one line and hung on to another, it says so of another
deed, though every word of it stands in a source. A clause of its own says what it says wherever it stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from summarize.writing._case import Case
from summarize.writing._text import is_content
from summarize.writing.align import Link

# Words a phrase begins with that depends on what stands beside it.
_HANGING = frozenset(
    """about after against ahead along alongside amid amidst among around as at because before behind between by despite
    due during ending except following for from if in including into near of on once onto over pending since so than
    that though although through throughout to toward towards under unless until upon via when where whereas which while
    who whom whose with within without""".split()
)
_SHORTEST = 2  # words of a phrase
_TOLD = 0.5  # of what else its own line says: with so much of it in the sentence, both lines tell of one deed


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words of a sentence that were copied from one line, side by side."""

    first: int  # the first and
    last: int  # the last of them, as words of the sentence
    quote: int  # the line
    places: frozenset[int]  # where they stand there


def stretches(links: Sequence[Link | None]) -> Iterator[Stretch]:
    """The stretches of a sentence, in order; a new word ends none."""
    run: list[tuple[int, Link]] = []
    for at, link in enumerate(links):
        if link is None:
            continue
        if run and run[-1][1].quote != link.quote:
            yield _stretch(run)
            run = []
        run.append((at, link))
    if run:
        yield _stretch(run)


def _stretch(run: Sequence[tuple[int, Link]]) -> Stretch:
    return Stretch(run[0][0], run[-1][0], run[0][1].quote, frozenset(link.word for _, link in run))


def rule_hung(case: Case) -> str | None:
    """A phrase from another line stands beside what it stood beside there: the sentence tells that too."""
    found = list(stretches(case.links))
    if len(found) < 2:
        return None
    for one in found:
        quote = case.quotes[one.quote]
        carried = [at for at in one.places if is_content(quote.words[at])]
        if case.claim.words[one.first].lower() not in _HANGING or len(one.places) < _SHORTEST or not carried:
            continue
        rest = {quote.keys[at] for at, word in enumerate(quote.words) if at not in one.places and is_content(word)}
        if len(rest & case.claim.known) < _TOLD * len(rest):
            phrase = " ".join(case.claim.words[one.first : one.last + 1])
            return f"“{phrase}” is said in its line of something else"
    return None
