"""Many parsed articles for a load test of the clusterer: news texts, parsed once and kept on disk, and changed copies.

A copy tells of another event: its names, days and figures are others, its other words stay. Names are exchanged for
names that are as common in the collection, so that posting lists grow as they would in a larger stream of news; a
made-up suffix would give every copy words that nothing else holds, and blocking would have no work.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from evaluation.datasets import digest, rows
from summarize.data import Article, Particulars, Reading
from summarize.events.vectors import NAMES, Tokens, headline_of, lead_of
from summarize.models import Embedder
from summarize.settings import Settings
from summarize.words import STOPWORDS, stem, words

SHARD = 500  # articles parsed and written at once


def parse_all(folder: Path, cache: Path, limit: int) -> list[Path]:
    """The shards that hold the first ``limit`` news texts, parsed; those that are there are not parsed again."""
    cache.mkdir(parents=True, exist_ok=True)
    name = f"news-{digest(folder, 'news')[:12]}-{_code()}"
    texts: list[dict[str, Any]] | None = None
    shards = []
    for start in range(0, limit, SHARD):
        path = cache / f"{name}-{start:05d}.bin"
        if not path.exists():
            texts = list(rows(folder, "news", limit)) if texts is None else texts
            _write_shard(path, texts[start : start + SHARD])
            print(f"parsed {min(start + SHARD, limit):,} of {limit:,}", file=sys.stderr)
        shards.append(path)
    return shards


def _code() -> str:
    """Of the records: what was kept with other fields cannot be read."""
    import summarize.data

    return hashlib.sha256(Path(summarize.data.__file__).read_bytes()).hexdigest()[:8]


def _write_shard(path: Path, texts: Sequence[dict[str, Any]]) -> None:
    from summarize.events.particulars import read_particulars
    from summarize.pipeline import read_all

    articles = [
        Article(
            id=row["id"],
            path=row["id"],
            text=row["text"],
            encoding="utf-8",
            sha256=hashlib.sha256(row["text"].encode()).hexdigest(),
            title=row.get("title"),
            outlet=row.get("source"),
            published=row.get("date"),
        )
        for row in texts
    ]
    settings = Settings()
    readings, _ = read_all(articles, settings)
    packed = [pickle.dumps((one, read_particulars(one, settings.cluster)), 5) for one in readings]
    ends = np.cumsum([len(one) for one in packed], dtype=np.int64)
    part = path.with_suffix(".part")
    part.write_bytes(len(ends).to_bytes(8, "little") + ends.tobytes() + b"".join(packed))
    os.replace(part, path)


class Parsed(Sequence[tuple[Reading, Particulars]]):
    """Parsed articles on disk: each is read when it is asked for, so that memory holds one."""

    def __init__(self, shards: Sequence[Path]) -> None:
        self._places: list[tuple[Path, int, int]] = []
        for path in shards:
            with path.open("rb") as file:
                count = int.from_bytes(file.read(8), "little")
                ends = np.frombuffer(file.read(8 * count), dtype=np.int64) + 8 * (count + 1)
            starts = [8 * (count + 1), *ends[:-1].tolist()]
            self._places += [(path, start, int(end)) for start, end in zip(starts, ends, strict=True)]

    def __len__(self) -> int:
        return len(self._places)

    def __getitem__(self, at: Any) -> Any:
        path, start, end = self._places[at]
        with path.open("rb") as file:
            file.seek(start)
            return pickle.loads(file.read(end - start))  # the folder is the user's own, named on the command line


_FIGURE = re.compile(r"\d+")
_BAND = 64  # names are exchanged for others among so many that are about as common
SHIFT_DAYS = 61  # a copy lies so many days later for each copy before it: outside the window of its original


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What is exchanged: stems of names, the commonest first, and places."""

    stems: tuple[str, ...]
    places: tuple[str, ...]


def names_of(parsed: Parsed, first: int) -> Names:
    """The names of the first articles, by how many of them hold each."""
    stems: Counter[str] = Counter()
    places: Counter[str] = Counter()
    for at in range(first):
        reading, particulars = parsed[at]
        stems.update(
            {stem(word) for fact in reading.facts if fact.kind in NAMES for word in words(fact.normal)}
            - {stem(word) for word in STOPWORDS}
        )
        places.update([particulars.place] if particulars.place else [])
    by_count = sorted(stems, key=lambda term: (-stems[term], term))
    return Names(stems=tuple(by_count), places=tuple(sorted(places, key=lambda one: (-places[one], one))))


class Change:
    """What turns the articles of the collection into copies number ``number`` of them."""

    def __init__(self, names: Names, number: int) -> None:
        self.number = number
        self._stems = _exchanged(names.stems, number)
        self._places = _exchanged(names.places, number)
        self._words: dict[str, str] = {}

    def word(self, word: str) -> str:
        """A word as the copy has it."""
        found = self._words.get(word)
        if found is None:
            found = _FIGURE.sub(lambda match: str(int(match.group()) + 3 * self.number), word)
            self._words[word] = found = self._stems.get(stem(word), found) if word not in STOPWORDS else word
        return found

    def text(self, text: str) -> str:
        """Words with blanks between them as the copy has them."""
        return " ".join(map(self.word, text.split(" ")))

    def tokens(self, tokens: Tokens) -> Tokens:
        """The words of the copy."""
        step = SHIFT_DAYS * self.number
        return replace(
            tokens,
            words=list(map(self.word, tokens.words)),
            quotes=[list(map(self.word, quote)) for quote in tokens.quotes],
            **{name: list(map(self.text, getattr(tokens, name))) for name in _WORDED},
            weekdays=[str((int(day) - 1 + step) % 7 + 1) for day in tokens.weekdays],
            days=[_later(day, step) for day in tokens.days],
            story_day=tokens.story_day and tokens.story_day + timedelta(step),
            story_weekday=tokens.story_weekday and (tokens.story_weekday - 1 + step) % 7 + 1,
        )

    def article(self, reading: Reading, particulars: Particulars) -> tuple[Reading, Particulars]:
        """Reading and particulars of the copy as far as comparing asks for them: its text is that of the original."""
        step = timedelta(SHIFT_DAYS * self.number)
        name = f"{reading.article.id}#{self.number}"
        return (
            replace(
                reading,
                article=replace(reading.article, id=name, path=name),
                published=reading.published and replace(reading.published, day=reading.published.day + step),
            ),
            replace(
                particulars,
                article=name,
                day=particulars.day and particulars.day + step,
                place=particulars.place and self._places.get(particulars.place, particulars.place),
                participants=tuple(replace(one, normal=self.text(one.normal)) for one in particulars.participants),
            ),
        )


_WORDED = ("names", "lead_names", "numbers", "lead_numbers")  # what else is made of words


def _exchanged(items: Sequence[str], number: int) -> dict[str, str]:
    """Each item and the one it becomes: items are shuffled within bands of their order."""
    draw = np.random.default_rng([7, number])
    result = {}
    for start in range(0, len(items), _BAND):
        band = items[start : start + _BAND]
        result |= {one: band[at] for one, at in zip(band, draw.permutation(len(band)), strict=True)}
    return result


def _later(day: str, step: int) -> str:
    """ "-03-24", so many days later."""
    return (date.fromisoformat(f"2000{day}") + timedelta(step)).isoformat()[4:]


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """``count`` articles: parsed ones, each followed by its copies."""

    parsed: Parsed
    names: Names
    count: int
    per_text: int  # the original and its copies

    def places(self, start: int, stop: int) -> Iterator[tuple[int, int]]:
        """Of each article the number of its text and of the copy; 0 is the original."""
        return (divmod(at, self.per_text) for at in range(start, stop))


def make_load(parsed: Parsed, count: int) -> Load:
    """``count`` articles, copies only where there are not so many texts."""
    per_text = -(-count // len(parsed))
    first = -(-count // per_text)
    names = names_of(parsed, first) if per_text > 1 else Names(stems=(), places=())
    return Load(parsed=parsed, names=names, count=count, per_text=per_text)


def embed(load: Load, embedder: Embedder, changes: Sequence[Change]) -> tuple[NDArray[Any], NDArray[Any]]:
    """The embeddings of openings and headlines, float32, shape (count, d)."""
    opening: list[NDArray[Any]] = []
    heads: list[NDArray[Any]] = []
    for start in range(0, load.count, _EMBEDDED):
        leads, lines = [], []
        for text, copy in load.places(start, min(start + _EMBEDDED, load.count)):
            if copy == 0 or not leads:
                reading, _ = load.parsed[text]
            lead, head = lead_of(reading).lower(), headline_of(reading).lower()
            leads.append(changes[copy].text(lead) if copy else lead)
            lines.append(changes[copy].text(head) if copy else head)
        opening.append(embedder.embed(leads))
        heads.append(embedder.embed(lines))
    return np.concatenate(opening), np.concatenate(heads)


_EMBEDDED = 2000  # articles embedded at once
