"""``summarize cluster``: which event each article reports, with a state that grows from call to call.

::

    STATE/articles.jsonl     the articles seen, a line each
    STATE/events.json        for each event id the articles in it, so that an event keeps its id as it grows

Both are whole or not there. The articles are clustered anew with each call; what is kept is what cannot be had again.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from summarize.data import Article, Clustering, Event, Problem
from summarize.errors import NothingToRead, StateError
from summarize.pipeline import Progress, find_events, load_models, read_all, read_found
from summarize.scale import store
from summarize.settings import Settings

Rows = list[dict[str, Any]]


def cluster_paths(
    paths: Sequence[str], state: Path | None, settings: Settings, progress: Progress
) -> tuple[Rows, Clustering, tuple[Problem, ...]]:
    """A row for each article, the clustering behind them, and the problems.

    Args:
        paths: As for ``make_briefs``.
        state: The folder that keeps what earlier calls saw; its articles are clustered together with the new ones.
        settings: The settings of the run.
        progress: Called as work goes on.

    Raises:
        NothingToRead: There is no article, neither here nor in the state.
        StateError: The state cannot be read or written.
    """
    kept = _kept_articles(state) if state else ()
    found, problems = _found(paths, settings, bool(kept))
    articles, repeated = _joined(kept, found)
    readings, more = read_all(articles, settings, progress)
    if not readings:
        told = "".join(f"\n  {one.path}: {one.what}" for one in (*problems, *more))
        raise NothingToRead(f"no article could be read from {', '.join(paths)}{told}")
    clustering = find_events(readings, settings, load_models(replace(settings, writer="extractive")))
    if state:
        clustering = replace(clustering, events=_with_kept_ids(clustering.events, _kept_events(state)))
        _keep(state, articles, clustering.events)
    return _rows(clustering.events), clustering, (*problems, *repeated, *more)


def _found(paths: Sequence[str], settings: Settings, kept: bool) -> tuple[tuple[Article, ...], tuple[Problem, ...]]:
    try:
        return read_found(paths, settings)
    except NothingToRead as error:
        if not kept:
            raise
        return (), (Problem(path=", ".join(paths), what=str(error)),)


def _joined(kept: Sequence[Article], found: Sequence[Article]) -> tuple[tuple[Article, ...], tuple[Problem, ...]]:
    """The kept articles and the new ones; the same article given again is kept once, a changed one replaces it."""
    by_id = {article.id: article for article in kept}
    problems = []
    for article in found:
        before = by_id.get(article.id)
        if before is not None and before.sha256 != article.sha256:
            problems.append(Problem(path=article.path, what="has changed since it was added; the new text is taken"))
        by_id[article.id] = article
    return tuple(by_id.values()), tuple(problems)


def _rows(events: Sequence[Event]) -> Rows:
    return [
        {
            "article": article,
            "event": event.id,
            "day": event.day.isoformat() if event.day else None,
            "place": event.place,
        }
        for event in events
        for article in event.articles
    ]


def _with_kept_ids(events: Sequence[Event], kept: Mapping[str, Sequence[str]]) -> tuple[Event, ...]:
    """The events under the ids they had: an id goes to the event that holds most of its articles, and to one only."""
    homes = {article: number for number, event in enumerate(events) for article in event.articles}
    claims: list[tuple[int, str, int]] = []
    for id_, articles in kept.items():
        counts: dict[int, int] = {}
        for article in articles:
            if article in homes:
                counts[homes[article]] = counts.get(homes[article], 0) + 1
        claims += [(-count, id_, number) for number, count in counts.items()]
    given: dict[int, str] = {}
    for _, id_, number in sorted(claims):
        if number not in given and id_ not in given.values():
            given[number] = id_
    return tuple(replace(event, id=given.get(number, event.id)) for number, event in enumerate(events))


def _kept_articles(state: Path) -> tuple[Article, ...]:
    path = state / "articles.jsonl"
    if not path.exists():
        return ()
    try:
        lines = path.read_text("utf-8").split("\n")
        return tuple(Article(**json.loads(line)) for line in lines if line)
    except (OSError, ValueError, TypeError) as error:
        raise StateError(
            f"{path}: is no list of articles this program wrote ({error}); give another folder with --state"
        ) from error


def _kept_events(state: Path) -> dict[str, list[str]]:
    path = state / "events.json"
    if not path.exists():
        return {}
    try:
        return {str(id_): list(articles) for id_, articles in json.loads(path.read_text("utf-8")).items()}
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise StateError(
            f"{path}: is no list of events this program wrote ({error}); give another folder with --state"
        ) from error


def _keep(state: Path, articles: Sequence[Article], events: Sequence[Event]) -> None:
    lines = "".join(json.dumps(asdict(article), ensure_ascii=False) + "\n" for article in articles)
    members = json.dumps({event.id: list(event.articles) for event in events}, ensure_ascii=False, indent=1) + "\n"
    store.write_folder(state, {"articles.jsonl": lines, "events.json": members})
