"""The planner's choices on NeuS train clusters, each with the reference sentence it should have become.

So the writer sees in training what it is given at work: the lines ``events/rank`` and ``writing/plan`` put together.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from summarize.data import Article, Group
from summarize.training.fusion_filter import coverage
from summarize.training.fusion_pairs import MAX_LINES, PLANS, Pair, can_teach, group_of, task_of
from summarize.words import fold_space

MIN_COVERAGE = 0.6  # of the reference sentence's content words in the planned lines


def make_plans(rows: Iterable[dict[str, Any]], names: Collection[str], embedder: Any) -> Iterator[Pair]:
    """For each group of a cluster's plan the reference sentence that it holds, where it holds one.

    Args:
        rows: Clusters of ``briefs/neus_train.jsonl.gz``.
        names: Words of names in lower case.
        embedder: For the ranking; None ranks without meaning.
    """
    from summarize.articles.split import split_text

    for row in rows:
        reference = row["reference"]
        sentences = [fold_space(reference[start:end]) for start, end in split_text(reference)]
        groups = [_lines(group) for group in plan_of(row, embedder)]
        for target in sentences:
            best = max(groups, key=lambda lines: coverage(lines, target), default=())
            if best and coverage(best, target) >= MIN_COVERAGE and can_teach(best, target, names):
                task = task_of(PLANS, best, target)
                yield Pair(set=PLANS, lines=best, target=target, task=task, group=group_of(row))


def plan_of(row: dict[str, Any], embedder: Any) -> Sequence[Group]:
    """The groups the project itself would write a brief of this cluster from."""
    from summarize.events.rank import rank
    from summarize.pipeline import gather, read_all
    from summarize.settings import Settings
    from summarize.writing.plan import plan

    settings = Settings()
    readings, _ = read_all([_article(str(at), doc) for at, doc in enumerate(row["docs"])], settings)
    if not readings:
        return ()
    event = gather(readings, settings)
    by_id = {reading.article.id: reading for reading in readings}
    members = [by_id[member] for member in event.articles]
    return plan(rank(event, members, embedder, settings.rank), event, members, settings.plan)


def _article(name: str, doc: dict[str, Any]) -> Article:
    """A document's lead: NeuS references were written from leads, and full articles take ten times as long to read."""
    text = (doc.get("lead") or doc.get("full_text") or "").strip()
    digest = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
    return Article(id=name, path=name, text=text, encoding="utf-8", sha256=digest, title=doc.get("title"))


def _lines(group: Group) -> tuple[str, ...]:
    sentences = (group.main.sentence, *group.support)[:MAX_LINES]
    return tuple(fold_space(sentence.text) for sentence in sentences)
