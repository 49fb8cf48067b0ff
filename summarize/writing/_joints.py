"""Where a sentence passes from one cited line to another, and what may pass there.

A phrase tells when, why or how something happened: taken from one line and hung on to another, it says so of another
deed, though every word of it stands in a source. A clause of its own says what it says wherever it stands.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from summarize.writing._case import Case
from summarize.writing._text import is_content, key
from summarize.writing.align import Link

# Words a phrase begins with that depends on what stands beside it.
_HANGING = frozenset(
    """about after against ahead along alongside amid amidst among around as at because before behind between by despite
    due during ending except following for from if in including into near of on once onto over pending since so than
    that though although through throughout to toward towards under unless until upon via when where whereas which while
    who whom whose with within without""".split()
)
_SHORTEST = 2  # words of a phrase
_PHRASE = 0.7  # of its line's words at most
_TOLD = 0.5  # of what else its own line says: with so much of it in the sentence, both lines tell of one deed


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words of a sentence that were copied from one line, side by side."""

    first: int  # the first and
    last: int  # the last of them, as words of the sentence
    quote: int  # the line
    places: frozenset[int]  # where they stand there


def stretches(words: Sequence[str], links: Sequence[Link | None], known: Sequence[Collection[str]]) -> list[Stretch]:
    """The stretches of a sentence, in order; a new word ends none.

    A word both lines have may be linked to either: it belongs to the stretch before it.

    Args:
        words: The sentence's.
        links: Where they were copied from.
        known: The keys of each line's words.
    """
    found: list[Stretch] = []
    for at, link in enumerate(links):
        if link is None:
            continue
        here = found[-1].quote if found else link.quote
        is_shared = key(words[at]) in known[here] and words[at].lower() not in _HANGING
        if found and (here == link.quote or is_shared):
            places = found[-1].places | ({link.word} if here == link.quote else set())
            found[-1] = replace(found[-1], last=at, places=places)
        else:
            found.append(Stretch(at, at, link.quote, frozenset({link.word})))
    return found


def is_hung(stretch: Stretch, words: Sequence[str], size: int) -> bool:
    """Whether a stretch is a phrase that depends on what stands beside it.

    Args:
        stretch: Of the sentence.
        words: The sentence's.
        size: Words of the line it was copied from: the whole of one is no phrase, though it begins with "while".
    """
    return words[stretch.first].lower() in _HANGING and _SHORTEST <= len(stretch.places) <= _PHRASE * size


def rule_hung(case: Case) -> str | None:
    """A phrase from another line stands beside what it stood beside there: the sentence tells that too."""
    found = stretches(case.claim.words, case.links, [quote.known for quote in case.quotes])
    if len(found) < 2:
        return None
    for one in found:
        quote = case.quotes[one.quote]
        carried = [at for at in one.places if is_content(quote.words[at])]
        if not is_hung(one, case.claim.words, len(quote.words)) or not carried:
            continue
        rest = {quote.keys[at] for at, word in enumerate(quote.words) if at not in one.places and is_content(word)}
        if len(rest & case.claim.known) < _TOLD * len(rest):
            phrase = " ".join(case.claim.words[one.first : one.last + 1])
            return f"“{phrase}” is said in its line of something else"
    return None
