"""The events of a state after some of its texts were clustered anew: which keeps its id, which is new or no more, and
what that changed for whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from summarize.events.describe import describe
from summarize.events.packing import unpack_said
from summarize.events.state import Change, ChangeKind, Work
from summarize.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class _Moves:
    """Which articles were in which event before."""

    home: Mapping[str, str]  # of each article in hand; none for a new one
    size: Mapping[str, int]  # articles of each event before


def settle(
    work: Work, clusters: Sequence[Sequence[int]], new: tuple[str, int], left: Mapping[str, str], settings: Settings
) -> tuple[Change, ...]:
    """Set the events to these clusters; what changed, in order.

    An event lives on in the cluster that holds most of its articles; where two live on in one, the older keeps its id.

    Args:
        work: the state, which changes.
        clusters: of texts; every event that has a text in one has all its texts in them.
        new: the article that came, and its text.
        left: the event an article was in, where that cannot be told from its text any more.
        settings: for the particulars of the events.
    """
    home = {
        article: event
        for cluster in clusters
        for text in cluster
        if (event := work.homes.get(text)) is not None
        for article in work.texts[text].articles
        if article != new[0]
    } | dict(left)
    heirs = _heirs(work, clusters, home)
    changes: list[Change] = []
    alive: set[str] = set()
    for place, cluster in enumerate(clusters):
        claims = sorted((event for event, heir in heirs.items() if heir == place), key=lambda e: work.events[e].number)
        id_ = claims[0] if claims else _new_id(work, cluster)
        alive.add(id_)
        told = _told(id_, claims, [article for text in cluster for article in work.texts[text].articles], home)
        if told or id_ not in work.events or not _unchanged(work, id_, cluster, new[1]):
            _set(work, id_, cluster, settings)
        changes += told
    for gone in sorted(set(heirs) - alive):
        work.retire(gone)
    return tuple(changes)


def _heirs(work: Work, clusters: Sequence[Sequence[int]], home: Mapping[str, str]) -> dict[str, int]:
    """For each event of before the place of the cluster that holds most of its articles.

    Of two that hold as many, the one in which they weigh more: a pair that parts keeps its id where the one of them is
    alone, not where the other joins a hundred.
    """
    held: dict[str, Counter[int]] = {}
    sizes = []
    for place, cluster in enumerate(clusters):
        articles = [article for text in cluster for article in work.texts[text].articles]
        sizes.append(len(articles))
        for article in articles:
            if article in home:
                held.setdefault(home[article], Counter())[place] += 1
    return {
        event: min(counts, key=lambda place: (-counts[place], sizes[place], place)) for event, counts in held.items()
    }


def _new_id(work: Work, cluster: Sequence[int]) -> str:
    """Never given before: made from the number of events opened so far and the text that opens it."""
    number = work.next_event
    work.next_event += 1
    return sha256(f"{number}\n{work.head(cluster[0]).sha256}".encode()).hexdigest()[:16]


def _told(id_: str, claims: Sequence[str], articles: Sequence[str], home: Mapping[str, str]) -> list[Change]:
    """What changed for the articles of one cluster, which is the event ``id_`` now."""
    groups: dict[str | None, list[str]] = {}
    for article in articles:
        groups.setdefault(home.get(article), []).append(article)
    fresh = groups.pop(None, [])
    groups.pop(id_, None)
    changes = []
    for event, moved in sorted(groups.items(), key=lambda group: (group[0] not in claims, group[0] or "")):
        kind = ChangeKind.MERGED if event in claims else ChangeKind.JOINED if claims else ChangeKind.SPLIT
        changes.append(Change(kind=kind, events=(id_, str(event)), articles=tuple(moved)))
    if fresh:
        kind = ChangeKind.JOINED if claims or changes else ChangeKind.OPENED
        changes.append(Change(kind=kind, events=(id_,), articles=tuple(fresh)))
    return changes


def _unchanged(work: Work, id_: str, cluster: Sequence[int], new: int) -> bool:
    return new not in cluster and work.events[id_].texts == tuple(sorted(cluster))


def _set(work: Work, id_: str, cluster: Sequence[int], settings: Settings) -> None:
    known = work.events.get(id_)
    before = set(known.texts) if known else set()
    number = known.number if known else work.next_event - 1
    day, place = _particulars(work, cluster, settings)
    come, gone = sorted(set(cluster) - before), sorted(before - set(cluster))
    work.settle(id_, number, come, gone, (day, place))


def _particulars(work: Work, cluster: Iterable[int], settings: Settings) -> tuple[str | None, str | None]:
    """Day and place of an event, by the vote of its texts; of a very large one the first of them vote."""
    heads = sorted((work.head(text) for text in cluster), key=lambda kept: kept.standing)
    said = [unpack_said(kept.said) for kept in heads[: settings.state.voting_texts]]
    event = describe([reading for reading, _ in said], [one for _, one in said], settings.cluster)
    return event.day.isoformat() if event.day else None, event.place
