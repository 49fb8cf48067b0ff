"""What the page's buttons do: values of the page in, values of the page out. No gradio here, so tests need none.

Every handler takes the person's desk and gives it back; a handler that works for long gives a ``Shown`` at each step.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

from summarize.data import Problem
from summarize.errors import UsageError
from summarize.page import desk as desks
from summarize.page.desk import Desk, Step
from summarize.page.fetch import NotFetched, Page, fetch
from summarize.page.inputs import Found, Item, read_items, read_pasted, read_samples, read_uploads
from summarize.page.options import PageOptions
from summarize.page.shared import SharedModels
from summarize.page.view import status_html
from summarize.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A step of long work: the line to show, and the desk once it is done."""

    status: str  # HTML
    desk: Desk | None = None
    slug: str | None = None  # the brief to show


@dataclass(frozen=True, slots=True)
class Handlers:
    """The actions of the page, with what the operator set and the models everyone shares."""

    options: PageOptions
    models: SharedModels

    def settings(self, sentences: float | None = None, writer: str | None = None) -> Settings:
        """The settings of a run.

        Raises:
            UsageError: A value that the page does not offer.
        """
        plain = Settings()
        count = plain.plan.max_sentences if sentences is None else int(sentences)
        if not 1 <= count <= self.options.max_sentences:
            raise UsageError(f"{count} sentences were asked for; 1 to {self.options.max_sentences} can be had")
        name = writer or self.options.writers[0]
        if name not in self.options.writers:
            raise UsageError("that writer is not offered here")
        return replace(
            plain,
            read=replace(plain.read, max_file_mb=self.options.max_file_mb),
            plan=replace(plain.plan, max_sentences=count),
            embedder=self.options.embedder,
            writer=name,
        )

    def add_files(self, desk: Desk, paths: list[str] | None) -> Desk:
        """Articles from uploaded files."""
        few = list(paths or ())[: self.options.max_articles]
        return self._add(desk, read_uploads(few, self.settings()))

    def add_text(self, desk: Desk, text: str | None) -> Desk:
        """Articles from pasted text, a line of dashes between two."""
        text = text or ""
        if len(text) > self.options.max_pasted_chars:
            what = f"is longer than {self.options.max_pasted_chars} characters, the most that is read at once"
            return self._add(desk, ((), (Problem(path="pasted text", what=what),)))
        found = read_pasted(text, desk.pasted + 1, self.settings())
        after = self._add(desk, found)
        return replace(after, pasted=desk.pasted + len(found[0]) + len(found[1]))

    def add_samples(self, desk: Desk) -> Desk:
        """The sample articles."""
        if not self.options.samples or not self.options.samples.is_dir():
            raise UsageError("the sample articles are not here: they come with the project's repository")
        return self._add(desk, read_samples(self.options.samples, self.settings()))

    def add_links(self, desk: Desk, text: str | None) -> Desk:
        """Articles from links, one a line, where the operator allows it."""
        if not self.options.links:
            raise UsageError("links are not fetched here: the operator has not turned it on")
        links = list(dict.fromkeys((text or "").split()))
        limit = self.options.fetch.max_links
        left = tuple(Problem(path=one, what=f"was left out: {limit} links at a time") for one in links[limit:])
        with ThreadPoolExecutor(max_workers=4) as pool:
            pages = list(pool.map(self._fetched, links[:limit]))
        items = [Item(name=_name(one), data=one.data) for one in pages if isinstance(one, Page)]
        urls = {_name(one): one.url for one in pages if isinstance(one, Page)}
        articles, problems = read_items(items, self.settings())
        told = tuple(one for one in pages if isinstance(one, Problem))
        with_urls = tuple(replace(one, url=one.url or urls.get(one.path)) for one in articles)
        return self._add(desk, (with_urls, (*told, *problems, *left)))

    def remove(self, desk: Desk, article: str | None) -> Desk:
        """The desk without one article."""
        return desks.remove(desk, article, self.settings()) if article else desk

    def summarise(self, desk: Desk, sentences: float | None, writer: str | None) -> Iterator[Shown]:
        """Meetings found and briefs written."""
        if not desk.readings:
            raise UsageError("there is no article yet: add some first")
        settings = self.settings(sentences, writer)
        yield from self._loaded(settings)
        yield from _shown(desks.summarise(desk, settings, self.models.get(settings)), None)

    def rewrite(self, desk: Desk, slug: str | None, sentences: float | None, writer: str | None) -> Iterator[Shown]:
        """The briefs at another length or by another writer; the meetings stay."""
        settings = self.settings(sentences, writer)
        if desk.run is None:
            yield Shown(status=status_html("No briefs yet."), desk=desk)
            return
        yield from self._loaded(settings)
        yield from _shown(desks.rewrite(desk, settings, self.models.get(settings)), slug)

    def move(
        self, desk: Desk, article: str | None, to: str | None, sentences: float | None, writer: str | None
    ) -> Iterator[Shown]:
        """An article moved to another meeting, or to one of its own."""
        settings = self.settings(sentences, writer)
        if desk.run is None or not article or desks.slug_with(desk, article) is None:
            raise UsageError("choose an article and the meeting it belongs to")
        if to and to not in desks.slugs(desk):
            raise UsageError("that meeting is not there any more: choose another")
        yield from self._loaded(settings)
        for one in desks.move(desk, article, to or None, settings, self.models.get(settings)):
            shown = _step(one)
            yield replace(shown, slug=desks.slug_with(shown.desk, article)) if shown.desk else shown

    def join(
        self, desk: Desk, one: str | None, other: str | None, sentences: float | None, writer: str | None
    ) -> Iterator[Shown]:
        """Two meetings made one."""
        settings = self.settings(sentences, writer)
        known = desks.slugs(desk)
        if not one or not other or one == other or one not in known or other not in known:
            raise UsageError("choose two different meetings")
        yield from self._loaded(settings)
        brief = desks.brief_of(desk, one)
        member = brief.event.articles[0] if brief else ""
        for step in desks.join(desk, one, other, settings, self.models.get(settings)):
            shown = _step(step)
            yield replace(shown, slug=desks.slug_with(shown.desk, member)) if shown.desk else shown

    def _add(self, desk: Desk, found: Found) -> Desk:
        return desks.add(desk, found, self.options.max_articles, self.settings())

    def _fetched(self, link: str) -> Page | Problem:
        try:
            return fetch(link, self.options.fetch)
        except NotFetched as reason:
            return Problem(path=link[:200], what=str(reason))

    def _loaded(self, settings: Settings) -> Iterator[Shown]:
        if not self.models.ready(settings.writer):
            yield Shown(
                status=status_html("Loading the language models; this happens once and takes seconds …", "busy")
            )


def _shown(steps: Iterator[Step | Desk], slug: str | None) -> Iterator[Shown]:
    for one in steps:
        shown = _step(one)
        yield replace(shown, slug=slug) if shown.desk else shown


def _step(one: Step | Desk) -> Shown:
    if isinstance(one, Desk):
        count = len(one.run.briefs) if one.run else 0
        words = f"{count} meeting{'s' if count != 1 else ''}, {count} brief{'s' if count != 1 else ''}."
        return Shown(status=status_html(words, "done"), desk=one)
    stage, done, total = one
    words = f"{stage.capitalize()}: {done + 1} of {total} …" if total else f"{stage.capitalize()} …"
    return Shown(status=status_html(words, "busy", done, total))


def _name(page: Page) -> str:
    """A name for a fetched page: its link without what could be taken for a path, and how to read it."""
    return re.sub(r"[^\w.-]+", "-", page.url.partition("://")[2]).strip("-")[:100] + page.ending
