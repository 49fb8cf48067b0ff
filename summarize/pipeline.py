"""The recipe: from paths to briefs, a line or two per stage.

Each function can be called alone; ``make_briefs`` chains them. Only this module knows the order of the stages.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import BinaryIO

from summarize import __version__
from summarize.articles.clean import label_lines
from summarize.articles.dates import find_times, read_dates
from summarize.articles.facts import facts_in, read_facts
from summarize.articles.language import language_of
from summarize.articles.opinion import is_opinion
from summarize.articles.read import read
from summarize.articles.split import split, split_text
from summarize.data import (
    Article,
    Brief,
    Clustering,
    Draft,
    Event,
    Fact,
    Line,
    Origin,
    Problem,
    Reading,
    Rejected,
    SentenceCounts,
)
from summarize.errors import NothingToRead
from summarize.events.cluster import cluster
from summarize.events.describe import describe
from summarize.events.particulars import read_particulars
from summarize.events.rank import rank
from summarize.models import ClusterWriter, Embedder, Judge, Writer
from summarize.models.load import load_cluster_writer, load_embedder, load_writer
from summarize.settings import Settings
from summarize.writing.attribute import attribute
from summarize.writing.compare import compare
from summarize.writing.plan import fitting, plan
from summarize.writing.title import beside, choose_title, make_slug
from summarize.writing.verify import verify
from summarize.writing.write import write

Progress = Callable[[str, int, int], None]  # stage, done, of how many


@dataclass(frozen=True, slots=True, kw_only=True)
class Models:
    """The models of a run; ``load_models`` makes one from settings."""

    embedder: Embedder | None = None
    writer: Writer | None = None  # None: the extractive writer, which copies lines
    cluster_writer: ClusterWriter | None = None  # given: writes a whole event at once
    judge: Judge | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What a run made and what it could not read."""

    briefs: tuple[Brief, ...]  # oldest meeting first, undated last
    clustering: Clustering
    readings: tuple[Reading, ...]
    problems: tuple[Problem, ...]
    made_with: tuple[tuple[str, str], ...]  # as in each brief


def quiet(stage: str, done: int, total: int) -> None:
    """The progress of a run nobody watches."""


def load_models(settings: Settings) -> Models:
    """The models that ``settings`` names.

    Raises:
        ModelError: One of them cannot be used; the message says why and what to do.
    """
    embedder = load_embedder(settings.embedder, bfloat16=settings.bfloat16)
    if settings.whole_cluster:
        return Models(embedder=embedder, cluster_writer=load_cluster_writer(settings.writer, settings.generation))
    return Models(embedder=embedder, writer=load_writer(settings.writer, settings.generation))


def make_briefs(
    paths: Sequence[str], settings: Settings | None = None, models: Models | None = None, progress: Progress = quiet
) -> Run:
    """One brief per meeting from the articles at ``paths``.

    Args:
        paths: Files, folders, globs, or "-" for standard input.
        settings: The defaults unless given.
        models: Loaded from the settings unless given.
        progress: Called as work goes on.

    Raises:
        NothingToRead: No article could be read.
        ModelError: A model cannot be used.
    """
    settings = settings or Settings()
    models = models or load_models(settings)
    readings, problems = read_articles(paths, settings, progress=progress)
    clustering = find_events(readings, settings, models)
    by_id = {reading.article.id: reading for reading in readings}
    briefs = []
    for done, event in enumerate(clustering.events):
        progress("write", done, len(clustering.events))
        briefs.append(write_brief(event, [by_id[member] for member in event.articles], settings, models))
    return Run(
        briefs=with_own_slugs(briefs),
        clustering=clustering,
        readings=readings,
        problems=problems,
        made_with=made_with(models),
    )


def read_articles(
    paths: Sequence[str],
    settings: Settings | None = None,
    stdin: BinaryIO | None = None,
    progress: Progress = quiet,
) -> tuple[tuple[Reading, ...], tuple[Problem, ...]]:
    """The articles at ``paths``, read; and what could not be.

    Raises:
        NothingToRead: No article could be read; the message holds the problems.
    """
    settings = settings or Settings()
    articles, problems = read_found(paths, settings, stdin)
    readings, more = read_all(articles, settings, progress)
    problems += more
    if not readings:
        said = "".join(f"\n  {one.path}: {one.what}" for one in problems)
        raise NothingToRead(f"no article could be read from {', '.join(paths)}{said}")
    return readings, problems


def read_found(
    paths: Sequence[str], settings: Settings, stdin: BinaryIO | None = None
) -> tuple[tuple[Article, ...], tuple[Problem, ...]]:
    """The articles at ``paths`` as they were found, decoded and nothing more.

    Raises:
        NothingToRead: No article could be read.
    """
    articles, problems = read(paths, settings.read, stdin)
    return articles, tuple(sorted(problems, key=lambda one: (one.path, one.what)))


def read_all(
    articles: Sequence[Article], settings: Settings, progress: Progress = quiet
) -> tuple[tuple[Reading, ...], tuple[Problem, ...]]:
    """Articles, read; an article in another language or without a sentence becomes a ``Problem``."""
    readings: list[Reading] = []
    problems: list[Problem] = []
    labelled = label_lines(articles, settings.clean)
    for done, (article, lines) in enumerate(zip(articles, labelled, strict=True)):
        progress("read", done, len(articles))
        result = read_one(article, lines, settings)
        (readings if isinstance(result, Reading) else problems).append(result)  # type: ignore[arg-type]
    return tuple(readings), tuple(problems)


def read_one(article: Article, lines: tuple[Line, ...], settings: Settings) -> Reading | Problem:
    """One article with its lines labelled, read; or why it cannot be."""
    sentences = split(article, lines, settings.split)
    if not sentences:
        return Problem(
            path=article.path,
            what="no sentence of its own was found, only page furniture: give the article's text "
            "(`summarize lines` shows what each line was taken for)",
        )
    language = language_of(" ".join(sentence.text for sentence in sentences))
    if language not in ("en", ""):
        return Problem(
            path=article.path, what=f"the text is in another language ({language}); only English can be read"
        )
    published, times = read_dates(article, lines, sentences, settings.dates)
    facts = read_facts(article, lines, sentences, times)
    return Reading(
        article=article,
        lines=lines,
        sentences=sentences,
        published=published,
        times=times,
        facts=facts,
        opinion=is_opinion(article, lines, sentences, settings.opinion),
    )


def find_events(readings: Sequence[Reading], settings: Settings, models: Models) -> Clustering:
    """Which articles report the same meeting, and what they say of its day, place and participants."""
    particulars = [read_particulars(reading, settings.cluster) for reading in readings]
    return cluster(readings, particulars, models.embedder, settings.cluster)


def gather(readings: Sequence[Reading], settings: Settings) -> Event:
    """The event of articles that are known to report one meeting."""
    particulars = [read_particulars(reading, settings.cluster) for reading in readings]
    return describe(readings, particulars, settings.cluster)


def write_brief(event: Event, readings: Sequence[Reading], settings: Settings, models: Models) -> Brief:
    """The brief of one event.

    Args:
        event: The event.
        readings: Its members, in the order of ``event.articles``.
        settings: The settings of the run.
        models: The models of the run.
    """
    settings = replace(settings, plan=fitting(settings.plan, readings))
    title = choose_title(event, readings)
    drafts, dropped = draft(event, readings, settings, models, title.text)
    drafts, again = beside(title, drafts)
    claims, rejected = verify(drafts, event, readings, facts_of, settings.verify, settings.plan, models.judge)
    return Brief(
        id=event.id,
        slug=make_slug(event, title),
        title=title,
        event=event,
        sources=tuple(readings),
        claims=claims,
        disagreements=compare(event, readings, settings.compare),
        rejected=(*dropped, *again, *rejected),
        problems=(),
        made_with=made_with(models),
    )


def write_known(articles: Sequence[Article], problems: Sequence[Problem], settings: Settings, models: Models) -> Brief:
    """The brief of articles that are known to report one event.

    Args:
        articles: All of one event.
        problems: What is already known to be wrong; printed in the brief.
        settings: The settings of the run.
        models: The models of the run.

    Raises:
        NothingToRead: None of the articles can be read.
    """
    readings, more = read_all(articles, settings)
    told = (*problems, *more)
    if not readings:
        raise NothingToRead("; ".join(f"{one.path}: {one.what}" for one in told))
    event = gather(readings, settings)
    by_id = {reading.article.id: reading for reading in readings}
    brief = write_brief(event, [by_id[member] for member in event.articles], settings, models)
    return replace(brief, problems=told)


def draft(
    event: Event, readings: Sequence[Reading], settings: Settings, models: Models, title: str = ""
) -> tuple[tuple[tuple[Draft, ...], ...], tuple[Rejected, ...]]:
    """The sentences a brief may be made of, with their alternatives; and what could not be attributed."""
    ranked = rank(event, readings, models.embedder, settings.rank)
    groups = plan(ranked, event, readings, settings.plan, title)
    lines = write(groups, event, readings, models.writer, settings.write)
    if models.cluster_writer is None:
        return lines, ()
    text = models.cluster_writer.write_cluster([body(reading) for reading in readings])
    drafts, rejected = attribute(text, readings, split_text, facts_of, models.embedder)
    # The extracted lines stay behind the model's sentences: if all of those fail, the brief is not lost.
    behind = (tuple(replace(one, fallback=True) for one in group) for group in lines)
    return (*((one,) for one in drafts), *behind), rejected


def facts_of(text: str) -> tuple[Fact, ...]:
    """The facts of any text: what the gate compares."""
    return facts_in(text, find_times(text))


def body(reading: Reading) -> str:
    """The sentences of an article, a blank between them."""
    return " ".join(sentence.text for sentence in reading.sentences)


def made_with(models: Models) -> tuple[tuple[str, str], ...]:
    """Version of the package, and name and digest of each model."""
    rows = [("summarize", __version__)]
    writer = models.cluster_writer or models.writer
    rows.append(("writer", f"{writer.name} sha256:{writer.digest}" if writer else "extractive"))
    if models.embedder:
        rows.append(("embedder", f"{models.embedder.name} sha256:{models.embedder.digest}"))
    if models.judge:
        rows.append(("judge", models.judge.name))
    return tuple(rows)


def count_sentences(briefs: Iterable[Brief]) -> SentenceCounts:
    """How the sentences of the briefs came about, and for how many a writer wrote nothing that may stand."""
    claims = [claim for brief in briefs for claim in brief.claims]
    origins = Counter(claim.origin for claim in claims)
    return SentenceCounts(
        fused=origins[Origin.FUSED],
        compressed=origins[Origin.COMPRESSED],
        copied=origins[Origin.EXTRACTED],
        fallbacks=sum(claim.fallback for claim in claims),
    )


def with_own_slugs(briefs: Iterable[Brief]) -> tuple[Brief, ...]:
    """The briefs, each with a slug no other has: the second "a" becomes "a-2"."""
    taken: set[str] = set()
    result = []
    for brief in briefs:
        slug, count = brief.slug, 1
        while slug in taken:
            count += 1
            slug = f"{brief.slug}-{count}"
        taken.add(slug)
        result.append(replace(brief, slug=slug))
    return tuple(result)
