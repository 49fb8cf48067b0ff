"""Where each word of a sentence was copied from: a monotone-loving alignment of its words to the words of the quotes.

A word is linked to one place in one quote, or to none. Among the places that hold the same word the best path is taken:
runs copied in order count most, words left out cost a little, jumps back or to another quote cost more (Viterbi over
the places; the costs were set by hand on sentences whose alignment is plain to see, tests/cases/align.json).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile

from summarize.data import Citation, Word
from summarize.words import word_spans
from summarize.writing._surface import respaced
from summarize.writing._text import MARKS, is_content, key

_EXACT, _FORM, _FUNCTION = 1.0, 0.8, 0.1  # what a link is worth: the word, another form of it, a function word
_RUN, _SKIP, _JUMP = 1.0, -0.3, -0.6  # what stepping to the next word, over some words, or elsewhere is worth
_AGAIN = -9.0  # one place is not copied twice running: "not not"
_WINDOW = 8  # so many new words may stand between two links that belong together
_NONE = (-1, -1)


@dataclass(frozen=True, slots=True)
class Link:
    """The place a word was copied from."""

    quote: int  # index into the quotes
    word: int  # index of the word within that quote
    start: int  # offsets into that quote
    end: int


@dataclass(frozen=True, slots=True)
class _Place:
    link: Link
    surface: str


def align(text: str, quotes: Sequence[str]) -> tuple[Link | None, ...]:
    """For each word of the text (as ``words.word_spans`` cuts it) its link, or None where the word is new.

    Args:
        text: The sentence.
        quotes: The texts it was written from, as cited.
    """
    return _align(text, tuple(quotes))


@lru_cache(maxsize=4096)
def _align(text: str, quotes: tuple[str, ...]) -> tuple[Link | None, ...]:
    places = _places(quotes)
    surfaces = [text[a:b] for a, b in word_spans(text)]
    options = [places.get(key(surface), []) for surface in surfaces]
    best: list[list[tuple[float, tuple[int, int]]]] = []
    for at, surface in enumerate(surfaces):
        best.append([_best_step(at, place, surface, options, best) for place in options[at]])
    return _trace(options, best)


def _places(quotes: Sequence[str]) -> dict[str, list[_Place]]:
    found: dict[str, list[_Place]] = {}
    for number, quote in enumerate(quotes):
        for index, (start, end) in enumerate(word_spans(quote)):
            surface = quote[start:end]
            found.setdefault(key(surface), []).append(_Place(Link(number, index, start, end), surface))
    return found


def _best_step(
    at: int,
    place: _Place,
    surface: str,
    options: Sequence[Sequence[_Place]],
    best: Sequence[Sequence[tuple[float, tuple[int, int]]]],
) -> tuple[float, tuple[int, int]]:
    """Score of the best path that ends with this link, and where it came from (ties: the earliest)."""
    worth = _worth(surface, place.surface)
    top, origin = worth, _NONE
    for before in range(at - 1, max(-1, at - 1 - _WINDOW), -1):
        for number, earlier in enumerate(options[before]):
            score = worth + best[before][number][0] + _step(earlier.link, place.link, at - before)
            if score > top + 1e-9:
                top, origin = score, (before, number)
    return top, origin


def _worth(surface: str, copied: str) -> float:
    if not is_content(copied):
        return _FUNCTION
    return _EXACT if surface.lower() == copied.lower() else _FORM


def _step(earlier: Link, later: Link, words_on: int) -> float:
    if earlier == later:
        return _AGAIN
    if earlier.quote != later.quote or later.word <= earlier.word:
        return _JUMP
    return _RUN if words_on == 1 and later.word == earlier.word + 1 else _SKIP


def _trace(
    options: Sequence[Sequence[_Place]], best: Sequence[Sequence[tuple[float, tuple[int, int]]]]
) -> tuple[Link | None, ...]:
    links: list[Link | None] = [None] * len(options)
    ends = [(score, -at, -number) for at, row in enumerate(best) for number, (score, _) in enumerate(row)]
    if not ends:
        return tuple(links)
    _, minus_at, minus_number = max((round(score, 9), at, number) for score, at, number in ends)
    here = (-minus_at, -minus_number)
    while here != _NONE:
        at, number = here
        links[at] = options[at][number].link
        here = best[at][number][1]
    _link_the_rest(options, links)
    return tuple(links)


def _link_the_rest(options: Sequence[Sequence[_Place]], links: list[Link | None]) -> None:
    """Content words the best path passed over are linked to their first place: they are copied, only not in order."""
    for at, row in enumerate(options):
        if links[at] is None and row and is_content(row[0].surface):
            links[at] = row[0].link


def provenance(text: str, citations: Sequence[Citation]) -> tuple[Word, ...]:
    """Each word of a claim with the article and the offset it was copied from, or None for both where it is new."""
    links = align(text, [citation.quote for citation in citations])
    found = []
    for (start, end), link in zip(word_spans(text), links, strict=True):
        cited = citations[link.quote] if link else None
        found.append(
            Word(
                text=text[start:end],
                start=start,
                end=end,
                article=cited.article if cited else None,
                at=cited.start + link.start if cited and link else None,
            )
        )
    return tuple(found)


def restore_surface(text: str, quotes: Sequence[str], names: Collection[str] | None = None) -> str:
    """A lower-case text with its words printed as the quotes print them, and a capital at its start.

    Args:
        text: What a writer with a lower-case vocabulary wrote.
        quotes: The lines it was written from.
        names: Words, in lower case and without a possessive, that are parts of names: the capital of a quote's first
            word is kept for these only. None: it is kept for every word of content.
    """
    text = respaced(text, quotes)
    pieces, last = [], 0
    links = align(text, [_lower(quote) for quote in quotes])
    for (start, end), link in zip(word_spans(text), links, strict=True):
        pieces.append(text[last:start])
        word, quoted = text[start:end], text[:start].endswith(tuple(MARKS))
        pieces.append(_as_printed(word, quotes[link.quote], link, names, quoted) if link else word)
        last = end
    return capitalised("".join([*pieces, text[last:]]))


def _lower(text: str) -> str:
    """In lower case, every character in its place: a few become two characters, and those stay."""
    return "".join(low if len(low := char.lower()) == 1 else char for char in text)


def _as_printed(word: str, quote: str, link: Link, names: Collection[str] | None, quoted: bool) -> str:
    """The word with the capitals of the place it was copied from; an ending of its own stays: "Kerry" for "Kerry's"."""
    printed = quote[link.start : link.end]
    first = link.word == 0 or quote[: link.start].endswith(tuple(MARKS))
    low = printed.lower()
    if first and not quoted and not (is_content(printed) if names is None else bare(low) in names):
        return word
    if low == word.lower():
        return printed
    if low.startswith(word.lower()):
        return printed[: len(word)]
    if word.lower().startswith(low) or (printed[:1].isupper() and not printed.isupper()):
        same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(low, word.lower(), strict=False)))
        return printed[:same] + word[same:]
    return word


def bare(word: str) -> str:
    """A name without its possessive."""
    return word.replace("’", "'").removesuffix("'s").rstrip("'")


def capitalised(text: str) -> str:
    """The text with its first letter a capital, quotation marks before it skipped."""
    for at, char in enumerate(text):
        if char.isalnum():
            return text[:at] + char.upper() + text[at + 1 :]
    return text
