"""Lines that articles on different things share: they belong to the outlet's page, not to its articles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from summarize.articles._units import Unit
from summarize.data import Role
from summarize.settings import CleanSettings


def repeated(
    found: Sequence[Sequence[Unit]], named: Sequence[Sequence[tuple[Role, str]]], settings: CleanSettings
) -> Iterator[tuple[int, int]]:
    """(article, unit) of each body unit that is furniture because unlike articles share it.

    A sentence that copies of one agency text share, or a statement several outlets quote, is no furniture: the
    articles must be on different things, and the line must have little to do with the article it stands in.
    """
    if len(found) < settings.repeated_articles:
        return
    body = [[u for u, (role, _) in enumerate(names) if role is Role.BODY] for names in named]
    places: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for article, indices in enumerate(body):
        for u in indices:
            places[found[article][u].text].append((article, u))
    for text, where in places.items():
        articles = sorted({article for article, _ in where})
        if len(articles) < settings.repeated_articles:
            continue
        rest = {a: _content(found[a], [u for u in body[a] if found[a][u].text != text]) for a in articles}
        # Copies of a report of one line hold nothing else: what they are on cannot be told from nothing.
        if _unlike([own for own in rest.values() if own], settings):
            content = found[where[0][0]][where[0][1]].shape.content
            yield from (at for at in where if rest[at[0]] and _foreign(content, rest[at[0]], settings))


def _content(units: Sequence[Unit], indices: Sequence[int]) -> frozenset[str]:
    return frozenset().union(*(units[u].shape.content for u in indices))


def _unlike(vocabularies: Sequence[frozenset[str]], settings: CleanSettings) -> bool:
    """Whether enough of the articles can be chosen so that no two of them share many words."""
    chosen: list[frozenset[str]] = []
    for own in vocabularies:
        alike = (len(own & other) / max(1, min(len(own), len(other))) for other in chosen)
        if all(share <= settings.unlike_vocabulary_share for share in alike):
            chosen.append(own)
        if len(chosen) >= settings.repeated_articles:
            return True
    return False


def _foreign(content: frozenset[str], rest: frozenset[str], settings: CleanSettings) -> bool:
    """Whether the rest of the article uses few of the line's words."""
    return len(content & rest) <= settings.foreign_words_share * len(content)
