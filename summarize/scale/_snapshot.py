"""A state as one file: all but the packed articles, which stand in the journal."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from summarize.events.openings import Shelf, put, stretch_of
from summarize.events.packing import unpack_profile
from summarize.events.state import Kept, Known, State, Text
from summarize.events.tables import Draft, Table
from summarize.scale.store import write_bytes

Places = Mapping[str, tuple[int, int, int]]  # of each article: where in the journal it is packed, and both lengths


def write(path: Path, state: State, places: Places, header: bytes, at: int) -> None:
    """Write the state, whole or not at all.

    Args:
        path: the file.
        state: the state at this point of the journal.
        places: of its articles.
        header: the journal's first line: a snapshot of another journal is not read.
        at: how many bytes of the journal led to the state.

    Raises:
        StateError: it cannot be written.
    """
    rows = json.dumps(_plain(state, places), separators=(",", ":")).encode("ascii")
    body = zlib.compress(rows, 1)
    write_bytes(path, b"%08x %d %08x\n" % (zlib.crc32(header), at, zlib.crc32(body)) + body)


def read(
    path: Path, header: bytes, journal: memoryview, window_days: float
) -> tuple[State, dict[str, tuple[int, int, int]], int] | None:
    """The state, the places of its articles, and how many bytes of the journal led to it; None where there is none
    that can be used.

    A snapshot spares time and holds nothing of its own: one that is damaged is passed over.
    """
    try:
        first, _, body = path.read_bytes().partition(b"\n")
        of, at, crc = first.split(b" ")
        if int(of, 16) != zlib.crc32(header) or int(crc, 16) != zlib.crc32(body) or int(at) > len(journal):
            return None
        rows = json.loads(zlib.decompress(body))
        places = {row[0]: (row[4], row[5], row[6]) for row in rows["articles"]}
        return _state(rows, journal, window_days), places, int(at)
    except (OSError, ValueError, zlib.error, TypeError, KeyError):
        return None


def _plain(state: State, places: Places) -> dict[str, Any]:
    return {
        "articles": [
            [one.id, one.sha256, one.words, list(one.standing), *places[one.id]] for _, one in state.articles.items()
        ],
        "texts": [
            [number, one.words, one.articles, one.published, one.own, list(one.telling.items()), one.crowded]
            for number, one in state.texts.items()
        ],
        "scores": [
            [number, [[other, score] for other, score in sorted(pairs.items()) if other > number]]
            for number, pairs in state.scores.items()
        ],
        "words": list(state.words.items()),
        "names": list(state.names.items()),
        "events": [[one.id, one.number, one.texts, one.day, one.place] for _, one in state.events.items()],
        "next": [state.next_text, state.next_event, state.turn],
    }


def _state(rows: dict[str, Any], journal: memoryview, window_days: float) -> State:
    texts = [_text(row) for row in rows["texts"]]
    holders: dict[int, dict[int, float]] = {}
    for number, text in texts:
        for word, weight in text.telling.items():
            holders.setdefault(word, {})[number] = weight
    scores: dict[int, dict[int, float]] = {number: {} for number, _ in texts}
    for number, pairs in rows["scores"]:
        for other, score in pairs:
            scores[number][other] = scores[other][number] = score
    events = [
        Known(id=id_, number=number, texts=tuple(members), day=day, place=place)
        for id_, number, members, day, place in rows["events"]
    ]
    next_text, next_event, turn = rows["next"]
    articles = {row[0]: _kept(row, journal) for row in rows["articles"]}
    openings: Draft[int, tuple[Shelf, ...]] = Draft(Table())
    for number, text in texts:
        vector = unpack_profile(articles[text.articles[0]].numbers).opening
        put(openings, stretch_of(text.published, window_days), number, text.published, vector)
    return State(
        articles=Table(articles.items()),
        openings=openings.done(),
        texts=Table(texts),
        wordings=Table((text.words, number) for number, text in texts),
        holders=Table(holders.items()),
        words=Table(map(tuple, rows["words"])),
        names=Table(map(tuple, rows["names"])),
        scores=Table(scores.items()),
        homes=Table((number, event.id) for event in events for number in event.texts),
        events=Table((event.id, event) for event in events),
        next_text=next_text,
        next_event=next_event,
        turn=turn,
    )


def _text(row: list[Any]) -> tuple[int, Text]:
    number, words, articles, published, own, telling, crowded = row
    return number, Text(
        words=words,
        articles=tuple(articles),
        published=published,
        own=tuple(own),
        telling=dict(map(tuple, telling)),
        crowded=crowded,
    )


def _kept(row: list[Any], journal: memoryview) -> Kept:
    id_, digest, words, standing, at, numbers, said = row
    day, sha256, path, name = standing
    return Kept(
        id=id_,
        sha256=digest,
        words=words,
        standing=(day, sha256, path, name),
        numbers=journal[at : at + numbers],
        said=journal[at + numbers : at + numbers + said],
    )
