"""Lines that articles on different things share: they belong to the outlet's page, not to its articles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from summarize.articles._units import Unit
from summarize.data import Role
from summarize.settings import CleanSettings

_SHARED = 0.34  # share of a line's longer words that its own article uses elsewhere: above it, it belongs there
_ALIKE = 0.2  # share of text lines in common above which two articles are copies of one text


def repeated(
    found: Sequence[Sequence[Unit]], named: Sequence[Sequence[tuple[Role, str]]], settings: CleanSettings
) -> Iterator[tuple[int, int]]:
    """(article, unit) of each body unit that is furniture because unlike articles share it.

    A sentence that copies of one agency text share is no furniture: the articles must differ otherwise, and the line
    must have little to do with the articles it stands in.
    """
    if len(found) < settings.repeated_articles:
        return
    body = [[u for u, (role, _) in enumerate(names) if role is Role.BODY] for names in named]
    places: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for article, indices in enumerate(body):
        for u in indices:
            places[found[article][u].text].append((article, u))
    texts = [{found[a][u].text for u in indices} for a, indices in enumerate(body)]
    for where in places.values():
        articles = sorted({article for article, _ in where})
        if len(articles) >= settings.repeated_articles and _unlike(articles, texts, settings):
            yield from (at for at in where if _foreign(found[at[0]], body[at[0]], at[1]))


def _unlike(articles: Sequence[int], texts: Sequence[set[str]], settings: CleanSettings) -> bool:
    """Whether enough of the articles have hardly a line in common with the others chosen."""
    chosen: list[int] = []
    for article in articles:
        own = texts[article]
        alike = (len(own & texts[other]) / max(1, min(len(own), len(texts[other]))) for other in chosen)
        if len(own) >= 3 and all(share <= _ALIKE for share in alike):
            chosen.append(article)
        if len(chosen) >= settings.repeated_articles:
            return True
    return False


def _foreign(units: Sequence[Unit], body: Sequence[int], at: int) -> bool:
    content = units[at].shape.content
    others = frozenset().union(*(units[u].shape.content for u in body if u != at)) if len(body) > 1 else frozenset()
    return len(content & others) <= _SHARED * max(1, len(content))
