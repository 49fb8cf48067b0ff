"""What one person has on the page, and what can be done with it. Plain functions; nothing of gradio here.

A desk is frozen: every action returns a new one, so two people, or two tabs, can never see each other's work.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from summarize.data import Article, Brief, Clustering, Problem, Reading
from summarize.events.describe import in_time_order
from summarize.page.inputs import Found, with_own_ids
from summarize.pipeline import Models, Run, find_events, gather, made_with, read_all, with_own_slugs, write_brief
from summarize.settings import Settings

_KEPT_PROBLEMS = 1000  # of one person: a program that adds nonsense for ever must not fill the memory


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """The articles of one person and the briefs made from them."""

    articles: tuple[Article, ...] = ()
    problems: tuple[Problem, ...] = ()  # what could not be added
    readings: tuple[Reading, ...] = ()  # of the articles that can be read
    unread: tuple[Problem, ...] = ()  # of those that cannot
    pasted: int = 0  # texts pasted so far, for their names
    run: Run | None = None


Step = tuple[str, int, int]  # what is being done, how many of it are done, of how many


def add(desk: Desk, found: Found, max_articles: int, settings: Settings) -> Desk:
    """The desk with these articles on it too, all of them read anew.

    Lines that several articles share are furniture, so what an article's lines are can depend on the others.
    """
    articles, problems = found
    known = {(one.path, one.sha256, one.text) for one in desk.articles}
    fresh = [one for one in articles if (one.path, one.sha256, one.text) not in known]
    again = [one for one in articles if (one.path, one.sha256, one.text) in known]
    room = max(max_articles - len(desk.articles), 0)
    told = [
        *problems,
        *(Problem(path=one.path, what="is there already and was not added again") for one in again),
        *(Problem(path=one.path, what=f"was left out: {max_articles} articles at most") for one in fresh[room:]),
    ]
    kept = tuple(dict.fromkeys((*desk.problems, *told)))[-_KEPT_PROBLEMS:]
    together = (*desk.articles, *with_own_ids(fresh[:room], desk.articles))
    readings, unread = read_all(together, settings)
    return replace(desk, articles=together, problems=kept, readings=readings, unread=unread)


def remove(desk: Desk, article: str, settings: Settings) -> Desk:
    """The desk without this article; its briefs stay as they are until they are made again."""
    rest = tuple(one for one in desk.articles if one.id != article)
    readings, unread = read_all(rest, settings)
    return replace(desk, articles=rest, readings=readings, unread=unread)


def summarise(desk: Desk, settings: Settings, models: Models) -> Iterator[Step | Desk]:
    """Find the meetings and write their briefs: the steps as they begin, then the desk with the result."""
    yield "finding the meetings", 0, 0
    clustering = find_events(desk.readings, settings, models)
    yield from _written(desk, clustering, desk.readings, settings, models)


def rewrite(desk: Desk, settings: Settings, models: Models) -> Iterator[Step | Desk]:
    """Write the briefs again with other settings; the meetings stay as they are."""
    if desk.run:
        yield from _written(desk, desk.run.clustering, desk.run.readings, settings, models)


def move(desk: Desk, article: str, to: str | None, settings: Settings, models: Models) -> Iterator[Step | Desk]:
    """Put an article to another meeting, and write anew the briefs this changes.

    Args:
        desk: With briefs.
        article: The id of the article.
        to: The slug of the meeting's brief, or None for a meeting of its own.
        settings: As the briefs are made.
        models: Likewise.
    """
    groups = [[one for one in group if one != article] for group in _groups(desk)]
    if to is None:
        groups.append([article])
    else:
        groups[slugs(desk).index(to)].append(article)
    yield from _regrouped(desk, groups, settings, models)


def join(desk: Desk, one: str, other: str, settings: Settings, models: Models) -> Iterator[Step | Desk]:
    """Make one meeting of two, named by the slugs of their briefs, and write its brief."""
    groups = _groups(desk)
    first, second = slugs(desk).index(one), slugs(desk).index(other)
    if first != second:
        groups[first] += groups[second]
        groups[second] = []
    yield from _regrouped(desk, groups, settings, models)


def slugs(desk: Desk) -> list[str]:
    """The names of the briefs, in time order."""
    return [brief.slug for brief in desk.run.briefs] if desk.run else []


def brief_of(desk: Desk, slug: str | None) -> Brief | None:
    """The brief of this name, or the first one."""
    briefs = desk.run.briefs if desk.run else ()
    return next((one for one in briefs if one.slug == slug), briefs[0] if briefs else None)


def slug_with(desk: Desk, article: str) -> str | None:
    """The name of the brief that an article went into."""
    briefs = desk.run.briefs if desk.run else ()
    return next((one.slug for one in briefs if article in one.event.articles), None)


def _groups(desk: Desk) -> list[list[str]]:
    return [list(brief.event.articles) for brief in desk.run.briefs] if desk.run else []


def _regrouped(
    desk: Desk, groups: Sequence[Sequence[str]], settings: Settings, models: Models
) -> Iterator[Step | Desk]:
    if desk.run is None:
        return
    by_id = {reading.article.id: reading for reading in desk.run.readings}
    known = {frozenset(event.articles): event for event in desk.run.clustering.events}
    events = [
        known.get(frozenset(group)) or gather([by_id[one] for one in group], settings) for group in groups if group
    ]
    ordered = in_time_order(events, desk.run.readings)
    clustering = replace(desk.run.clustering, events=ordered)
    # The articles as they were read for the run: what was added since must not change a line's role under a citation.
    yield from _written(desk, clustering, desk.run.readings, settings, models)


def _written(
    desk: Desk, clustering: Clustering, readings: Sequence[Reading], settings: Settings, models: Models
) -> Iterator[Step | Desk]:
    by_id = {one.article.id: one for one in readings}
    briefs = []
    for done, event in enumerate(clustering.events):
        yield "writing the briefs", done, len(clustering.events)
        briefs.append(write_brief(event, [by_id[member] for member in event.articles], settings, models))
    run = Run(
        briefs=with_own_slugs(briefs),
        clustering=clustering,
        readings=tuple(readings),
        problems=(*desk.problems, *desk.unread),
        made_with=made_with(models),
    )
    yield replace(desk, run=run)
