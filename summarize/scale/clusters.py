"""``summarize cluster``: which event each article reports, with a state that grows article by article.

Without a state the articles are clustered together, once. With one, each article is added to what is there
(``add``), and kept on disk before the next is begun (``_ledger``).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from summarize import __version__
from summarize.articles.clean import label_lines
from summarize.data import Article, Clustering, Decision, Event, Particulars, Problem, Reading
from summarize.errors import NothingToRead
from summarize.events.cluster import body_key, standing
from summarize.events.incremental import take
from summarize.events.packing import pack_profile, pack_said, shape_digest
from summarize.events.pair_model import load_pair_model
from summarize.events.particulars import read_particulars
from summarize.events.profiles import profile_of
from summarize.events.state import Change, Kept, State, Work
from summarize.events.vectors import headline_of, lead_of, tokens_of
from summarize.events.why import decisions_of
from summarize.pipeline import Models, Progress, find_events, load_models, read_all, read_found, read_one
from summarize.scale._ledger import Ledger
from summarize.settings import Settings

Rows = list[dict[str, Any]]
Vectors = tuple[NDArray[np.float32], NDArray[np.float32]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Clustered:
    """What a call found."""

    rows: Rows  # one for each article, the oldest event first
    decisions: tuple[Decision, ...]  # without a state on all articles, with one on those of the call
    changes: tuple[Change, ...]  # of the state
    problems: tuple[Problem, ...]


def add(
    state: State, articles: Sequence[Reading], settings: Settings | None = None, models: Models | None = None
) -> tuple[State, tuple[Change, ...]]:
    """The state with these articles, taken in one after the other, and what changed.

    The state given stays as it is. An article the state has (the same id and digest) changes nothing; one whose text
    has changed replaces its older self. A state is made with one embedder and one set of settings: go on with those.

    Args:
        state: ``State()`` to begin with, then what the last call gave.
        articles: what ``read_articles`` gives.
        settings: the defaults unless given.
        models: loaded from the settings unless given.

    Returns:
        (state, changes): the changes in order.

    Raises:
        ModelError: The embedder cannot be used.
    """
    settings = settings or Settings()
    models = models or _models(settings)
    model = load_pair_model(models.embedder is not None)
    work = Work(state, settings.cluster.window_days)
    changes: list[Change] = []
    for reading in articles:
        if not _known(work, reading.article):
            changes += take(work, _kept(reading, settings, models), model, settings)
            work.steps.clear()
    return work.done(), tuple(changes)


def cluster_paths(paths: Sequence[str], state: Path | None, settings: Settings, progress: Progress) -> Clustered:
    """Which event each article reports.

    Args:
        paths: As for ``make_briefs``.
        state: The folder that keeps what earlier calls saw; the articles are added to it.
        settings: The settings of the run.
        progress: Called as work goes on.

    Raises:
        NothingToRead: There is no article, neither here nor in the state.
        StateError: The state cannot be read or written, or was made with other settings.
    """
    if state is not None:
        return _cluster_onto(paths, state, settings, progress)
    found, problems = read_found(paths, settings)
    readings, more = read_all(found, settings, progress)
    if not readings:
        raise _nothing(paths, (*problems, *more))
    clustering = find_events(readings, settings, _models(settings))
    return Clustered(rows=_rows(clustering), decisions=clustering.decisions, changes=(), problems=(*problems, *more))


def _cluster_onto(paths: Sequence[str], folder: Path, settings: Settings, progress: Progress) -> Clustered:
    models = _models(settings)
    model = load_pair_model(models.embedder is not None)
    with Ledger(folder, made_with(settings, models), settings.cluster.window_days) as ledger:
        try:
            found, problems = read_found(paths, settings)
        except NothingToRead as error:
            if not ledger.state.articles:
                raise
            found, problems = (), (Problem(path=", ".join(paths), what=str(error)),)
        told = list(problems)
        changes: list[Change] = []
        labelled = label_lines(found, settings.clean)
        for done, (article, lines) in enumerate(zip(found, labelled, strict=True)):
            progress("add", done, len(found))
            work = Work(ledger.state, settings.cluster.window_days)
            if _known(work, article):
                continue
            reading = read_one(article, lines, settings)
            if isinstance(reading, Problem):
                told.append(reading)
                continue
            if article.id in work.articles:
                told.append(Problem(path=article.path, what="has changed since it was added; the new text is taken"))
            changes += take(work, _kept(reading, settings, models), model, settings)
            ledger.append(work.done(), work.steps)
        if not ledger.state.articles:
            raise _nothing(paths, told)
        given = [article.id for article in found]
        return Clustered(
            rows=state_rows(ledger.state),
            decisions=decisions_of(Work(ledger.state, settings.cluster.window_days), given, model, settings.cluster),
            changes=tuple(changes),
            problems=tuple(told),
        )


def _models(settings: Settings) -> Models:
    return load_models(replace(settings, writer="extractive", whole_cluster=False))


def _nothing(paths: Sequence[str], problems: Iterable[Problem]) -> NothingToRead:
    told = "".join(f"\n  {one.path}: {one.what}" for one in problems)
    return NothingToRead(f"no article could be read from {', '.join(paths)}{told}")


def _known(work: Work, article: Article) -> bool:
    kept = work.articles.get(article.id)
    return kept is not None and kept.sha256 == article.sha256


def _kept(reading: Reading, settings: Settings, models: Models) -> Kept:
    vectors = None
    if models.embedder is not None:
        opening, heads = models.embedder.embed([lead_of(reading), headline_of(reading)])
        vectors = opening, heads
    return keep_of(reading, read_particulars(reading, settings.cluster), vectors)


def keep_of(reading: Reading, particulars: Particulars, vectors: Vectors | None) -> Kept:
    """What a state keeps of an article.

    Args:
        reading: the article.
        particulars: what it says of its meeting.
        vectors: embeddings of its opening and of its headline; None without an embedder.
    """
    opening, heads = vectors or (None, None)
    return Kept(
        id=reading.article.id,
        sha256=reading.article.sha256,
        words=body_key(reading),
        standing=standing(reading),
        numbers=pack_profile(profile_of(reading, particulars, tokens_of(reading), opening, heads)),
        said=pack_said(reading, particulars),
    )


def made_with(settings: Settings, models: Models) -> dict[str, str]:
    """What a state depends on: one made with anything else cannot be added to."""
    weights = sha256()
    for path in sorted((files("summarize") / "weights/cluster").iterdir(), key=lambda path: path.name):
        if path.name.endswith(".json"):
            weights.update(path.read_bytes())
    used = (settings.clean, settings.split, settings.dates, settings.cluster, settings.state)
    return {
        "version": __version__,
        "embedder": models.embedder.digest[:16] if models.embedder else "none",
        "pair model": weights.hexdigest()[:16],
        "settings": sha256(repr(used).encode()).hexdigest()[:16],
        "records": shape_digest(),
    }


def _rows(clustering: Clustering) -> Rows:
    return [_row(article, event) for event in clustering.events for article in event.articles]


def _row(article: str, event: Event) -> dict[str, Any]:
    day = event.day.isoformat() if event.day else None
    return {"article": article, "event": event.id, "day": day, "place": event.place}


def state_rows(state: State) -> Rows:
    """A row for each article of a state: the oldest event first, undated ones last."""
    keyed = []
    for _, event in state.events.items():
        kept = [state.articles[id_] for text in event.texts for id_ in state.texts[text].articles]
        kept.sort(key=lambda one: one.standing)
        keyed.append(((event.day or "9999-99", kept[0].standing[0], event.id), event, kept))
    return [
        {"article": one.id, "event": event.id, "day": event.day, "place": event.place}
        for _, event, kept in sorted(keyed, key=lambda row: row[0])
        for one in kept
    ]
