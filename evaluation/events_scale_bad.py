"""Input nobody should send, and what the clusterer makes of it:
``python -m evaluation.run events_scale --bad --data DIR --cache DIR [--most 10000]``.

Each case is a process of its own, with its articles read as any run reads them; what is checked is that every article
stands in one event, that no exception is raised, and the share of the articles that are where they belong. Tests run
the same cases small (``tests/test_scale_input.py``).
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from summarize.articles.clean import label_lines
from summarize.articles.dates import read_dates
from summarize.articles.facts import read_facts
from summarize.articles.split import split
from summarize.data import Article, Clustering, Line, Published, Reading
from summarize.errors import UsageError
from summarize.pipeline import read_all
from summarize.settings import Settings

ROOT = Path(__file__).parent.parent
LARGE = {"copies": 10_000, "one event": 5_000, "one word": 10_000}  # articles, as the issue has it
OTHERS = 5_000  # articles of the other cases
DAY = date(2016, 3, 24)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bad:
    """A case: its articles, and the event each belongs to (None: no one knows)."""

    readings: Sequence[Reading]
    events: Sequence[str | None]


def copies(count: int) -> Bad:
    """One article again and again, under other names."""
    one = read([_report(random.Random(1), "0")], ["2016-03-24"])[0]
    named = [replace(one, article=replace(one.article, id=f"c{at:06d}", path=f"c{at:06d}")) for at in range(count)]
    return Bad(readings=named, events=["one"] * count)


def one_event(count: int) -> Bad:
    """Reports of one meeting, each with sentences and an order of its own."""
    draw = random.Random(2)
    texts = [_report(draw, str(at)) for at in range(count)]
    return Bad(readings=read(texts, ["2016-03-24"] * count), events=["one"] * count)


def one_word(count: int) -> Bad:
    """Articles of a single word, many of them the same one."""
    draw = random.Random(3)
    known = sorted({word for text in (*_WHAT, *_HOW, *_THEN) for word in text.split() if word.isalpha()})
    texts = [f"{draw.choice(known).capitalize()}." for _ in range(count)]
    settings = Settings()
    readings = []
    for one, lines in _labelled(texts, [None] * count):  # `read_all` refuses most of them, with a clear problem line
        sentences = split(one, lines, settings.split)
        published, times = read_dates(one, lines, sentences, settings.dates)
        facts = read_facts(one, lines, sentences, times)
        readings.append(
            Reading(article=one, lines=lines, sentences=sentences, published=published, times=times, facts=facts)
        )
    return Bad(readings=readings, events=[None] * len(readings))


def on_days(readings: Sequence[Reading], day_of: Callable[[int], date | None]) -> Bad:
    """Articles as if published on these days."""
    moved = [
        replace(one, published=Published(day=day, surface="x", rule="metadata") if (day := day_of(at)) else None)
        for at, one in enumerate(readings)
    ]
    return Bad(readings=moved, events=[None] * len(moved))


def days_of(name: str, count: int) -> Callable[[int], date | None]:
    """The publication day of each article of a case."""
    return {
        "undated": lambda at: None,
        "one day": lambda at: DAY,
        "year 1": lambda at: date(1, 1, 1) + timedelta(at % 30),
        "year 3000": lambda at: date(3000, 1, 1) + timedelta(at % 30),
        "years 1 to 3000": lambda at: date(1 + 2999 * at // max(count, 1), 1, 1),
    }[name]


DAYS = ("undated", "one day", "year 1", "year 3000", "years 1 to 3000")
MADE: dict[str, Callable[[int], Bad]] = {"copies": copies, "one event": one_event, "one word": one_word}


def read(texts: Sequence[str], published: Sequence[str | None]) -> tuple[Reading, ...]:
    """The articles, read; those that are refused left out."""
    return read_all(_articles(texts, published), Settings())[0]


def _articles(texts: Sequence[str], published: Sequence[str | None]) -> list[Article]:
    return [
        Article(id=f"a{at:06d}", path=f"a{at:06d}", text=text, encoding="utf-8", sha256=f"{at:064d}", published=day)
        for at, (text, day) in enumerate(zip(texts, published, strict=True))
    ]


def _labelled(texts: Sequence[str], published: Sequence[str | None]) -> list[tuple[Article, tuple[Line, ...]]]:
    articles = _articles(texts, published)
    return list(zip(articles, label_lines(articles, Settings().clean), strict=True))


_WHAT = (
    "a treaty on salmon|the price of gas|a bridge over the strait|visas for students|the fate of two trawlers".split(
        "|"
    )
)
_HOW = (
    "in the old town hall|for almost four hours|behind closed doors|before a dinner of state|with twelve aides".split(
        "|"
    )
)
_THEN = (
    "Fishermen blocked the harbour for the second week and burned {n} nets in protest.",
    "The opposition called the pact a surrender and asked for a vote within {n} days.",
    "Shares of the largest cannery rose by {n} per cent on the news.",
    "About {n} people waited outside the hall in the rain.",
    "Police closed {n} streets around the harbour from the early morning.",
    "A spokeswoman for the ministry of trade said {n} articles of the draft were still open.",
    "The last such visit was {n} years ago and ended without a paper.",
    "Exporters said {n} lorries were still waiting at the border.",
    "The two sides will set up a commission of {n} experts, an adviser said.",
    "Reporters were given {n} minutes with the ministers at the end.",
)


def _report(draw: random.Random, name: str) -> str:
    """A report of the meeting every such report tells of."""
    first = (
        f"Ministers Anna Lind and Per Holm met in Oslo on Thursday {draw.choice(_HOW)} and spoke about "
        f"{' and '.join(draw.sample(_WHAT, 2))}."
    )
    rest = [one.format(n=draw.randint(2, 90)) for one in draw.sample(_THEN, 6)]
    said = f'"We are {draw.choice(("close", "not far apart", "done", "patient"))}," Lind told paper number {name}.'
    return "\n\n".join([first, said, *rest])


def run_case(name: str, count: int, news: Sequence[Reading]) -> dict[str, Any]:
    """Cluster a case: seconds, events, and the share of articles that are where they belong."""
    from evaluation.speed import HashedEmbedder
    from summarize.events.cluster import cluster
    from summarize.events.particulars import read_particulars

    bad = MADE[name](count) if name in MADE else on_days(news, days_of(name, len(news)))
    settings = Settings().cluster
    particulars = [read_particulars(one, settings) for one in bad.readings]
    start, wall = time.process_time(), time.perf_counter()
    found = cluster(bad.readings, particulars, HashedEmbedder(), settings)
    return {
        "case": name,
        "articles": len(bad.readings),
        "events": len(found.events),
        "largest": max((len(event.articles) for event in found.events), default=0),
        "together": together(found, bad),
        "cpu": round(time.process_time() - start, 1),
        "wall": round(time.perf_counter() - wall, 1),
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        "problem": problem(found, bad),
    }


def problem(found: Clustering, bad: Bad) -> str:
    """What is wrong with the clusters, empty where nothing is."""
    placed = [article for event in found.events for article in event.articles]
    given = [reading.article.id for reading in bad.readings]
    return "" if sorted(placed) == sorted(given) else "not every article stands in exactly one event"


def together(found: Clustering, bad: Bad) -> float | None:
    """The share of the articles whose event is known that stand in the largest event found of theirs."""
    home = {article: event.id for event in found.events for article in event.articles}
    known: dict[str, Counter[str]] = {}
    for reading, event in zip(bad.readings, bad.events, strict=True):
        if event is not None:
            known.setdefault(event, Counter())[home[reading.article.id]] += 1
    if not known:
        return None
    return round(sum(max(one.values()) for one in known.values()) / sum(one.total() for one in known.values()), 4)


def main(options: argparse.Namespace) -> int:
    """Run every case in a process of its own and print a table; exit code 1 where one fails."""
    if options.case:
        print(json.dumps(run_case(options.case, options.one, _news(options) if options.case in DAYS else ())))
        return 0
    print("| case | articles | events | largest | of one event together | cpu s | wall s | peak MB | |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- |")
    failed = False
    for name in (*MADE, *DAYS):
        one = _in_process(options, name)
        failed = failed or bool(one["problem"])
        print(f"| {' | '.join(str(one.get(key, '')) for key in _COLUMNS)} |", flush=True)
    return 1 if failed else 0


_COLUMNS = ("case", "articles", "events", "largest", "together", "cpu", "wall", "peak_mb", "problem")


def _in_process(options: argparse.Namespace, name: str) -> dict[str, Any]:
    count = min(LARGE.get(name, OTHERS), options.most)
    command = [sys.executable, "-m", "evaluation.run", "events_scale", "--bad", "--case", name, "--one", str(count)]
    command += ["--cache", options.cache, *(["--data", options.data] if options.data else [])]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        return {"case": name, "articles": count, "problem": f"exit code {done.returncode}"}
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def _news(options: argparse.Namespace) -> list[Reading]:
    from evaluation.datasets import data_folder
    from evaluation.events_scale_corpus import SHARD, Parsed, parse_all

    texts = -(-options.one // SHARD) * SHARD
    parsed = Parsed(parse_all(data_folder(options.data), Path(options.cache), texts))
    if not len(parsed):
        raise UsageError("no news article could be read")
    return [parsed[at][0] for at in range(min(options.one, len(parsed)))]
