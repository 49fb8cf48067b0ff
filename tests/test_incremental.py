"""events/incremental and the state on disk: one article at a time ends as all at once; no kill loses more than one."""

from __future__ import annotations

import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from fakes import FakeEmbedder

from evaluation.events_scale_bad import one_event
from summarize.data import Article, Reading
from summarize.errors import StateError
from summarize.events import candidates
from summarize.events.cluster import cluster
from summarize.events.features import make_views, pair_features
from summarize.events.openings import UNDATED
from summarize.events.packing import pack_profile, pack_said, unpack_profile, unpack_said
from summarize.events.particulars import read_particulars
from summarize.events.profiles import Run, bag_of, digest, profile_of, within
from summarize.events.state import Change, ChangeKind, State
from summarize.events.vectors import headline_of, lead_of, tokens_of
from summarize.events.weighing import telling_words, views_of
from summarize.pipeline import Models, read_all
from summarize.scale._ledger import Ledger
from summarize.scale.clusters import add, keep_of, made_with, state_rows
from summarize.settings import Settings

ROOT = Path(__file__).parent.parent
MODELS = Models(embedder=FakeEmbedder())
SETTINGS = Settings()


def article(name: str, text: str, published: str | None = None) -> Article:
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    return Article(id=name, path=name, text=text, encoding="utf-8", sha256=sha256, published=published)


def read(articles: Sequence[Article]) -> list[Reading]:
    readings, problems = read_all(articles, SETTINGS)
    assert not problems
    return list(readings)


@cache
def cases() -> tuple[Reading, ...]:
    """The groups of meetings.json, one after the other as one run."""
    rows = json.loads((ROOT / "tests/cases/meetings.json").read_text("utf-8"))
    found = [
        article(f"{number}-{place}", one["text"], one.get("published"))
        for number, case in enumerate(rows[:9])
        for place, one in enumerate(case["articles"])
    ]
    return tuple(read(found))


@cache
def seeds() -> tuple[Reading, ...]:
    return tuple(
        read([article(path.name, path.read_text("utf-8")) for path in sorted((ROOT / "seeds").glob("0*.txt"))])
    )


def at_once(readings: Sequence[Reading], models: Models = MODELS, settings: Settings = SETTINGS) -> set[frozenset[str]]:
    particulars = [read_particulars(one, settings.cluster) for one in readings]
    found = cluster(readings, particulars, models.embedder, settings.cluster)
    return {frozenset(event.articles) for event in found.events}


def groups(state: State) -> set[frozenset[str]]:
    found: dict[str, set[str]] = {}
    for row in state_rows(state):
        found.setdefault(row["event"], set()).add(row["article"])
    return {frozenset(members) for members in found.values()}


def follow(changes: Sequence[Change]) -> dict[str, str]:
    """The event of each article, from the changes alone."""
    return {name: change.events[0] for change in changes for name in change.articles}


# ------------------------------------------------------------------ as a whole run


def test_views_of_profiles_are_those_of_a_whole_run() -> None:
    readings = cases()
    particulars = [read_particulars(one, SETTINGS.cluster) for one in readings]
    tokens = [tokens_of(one) for one in readings]
    opening = MODELS.embedder.embed([lead_of(one) for one in readings])
    heads = MODELS.embedder.embed([headline_of(one) for one in readings])
    pairs = np.array([(a, b) for a in range(len(tokens)) for b in range(a)], dtype=np.int64)
    expected = pair_features(make_views(readings, particulars, tokens, opening, heads), pairs)
    words: dict[int, int] = {}
    names: dict[int, int] = {}
    for bag in map(bag_of, tokens):
        for table, terms in ((words, bag.body), (names, bag.names)):
            for term in terms:
                table[digest(term)] = table.get(digest(term), 0) + 1
    run = Run(articles=len(tokens), words=words.get, names=names.get)
    profiles = [profile_of(*row) for row in zip(readings, particulars, tokens, opening, heads, strict=True)]
    profiles = [unpack_profile(pack_profile(one)) for one in profiles]
    np.testing.assert_allclose(pair_features(views_of(profiles, run), pairs), expected, atol=1.1e-4)


@pytest.mark.parametrize("common", [300, 6, 2])
def test_words_of_a_profile_are_those_of_a_whole_run(common: int) -> None:
    readings = cases()
    rare = replace(SETTINGS.cluster, common_articles=common, starved_share=0.75)
    tokens = [tokens_of(one) for one in readings]
    particulars = [read_particulars(one, rare) for one in readings]
    views = make_views(readings, particulars, tokens, None, None)
    entries, starved = candidates._entries(views.body, views.published, rare)
    stretches = np.where(views.published >= 0, views.published // rare.window_days, UNDATED).astype(int).tolist()
    words: Counter[int] = Counter()
    for bag, stretch in zip(map(bag_of, tokens), stretches, strict=True):
        words.update(digest(term) for term in bag.body)
        words.update(within(digest(term), stretch) for term in bag.body if stretch != UNDATED)
    run = Run(articles=len(readings), words=words.get, names={}.get)
    for at, row in enumerate(zip(readings, particulars, tokens, strict=True)):
        found = telling_words(profile_of(*row, None, None), run, stretches[at], rare)
        own = entries.days[entries.rows == at]
        counts = {kind: int((own == kind).sum()) for kind in (candidates._EVER, candidates._COMMON)}
        assert found.starved == (at in starved)
        assert len(found.rare) == counts[candidates._EVER]
        assert len(found.common) == counts[candidates._COMMON]
        assert len(found.busy) == len(own) - sum(counts.values())
    assert common > 2 or len(starved)


def test_reports_so_many_that_all_their_words_are_common_are_one_event() -> None:
    readings = one_event(40).readings
    few = replace(SETTINGS, cluster=replace(SETTINGS.cluster, common_articles=12))
    state, _ = add(State(), readings, few, Models())
    assert sorted(map(len, groups(state))) == sorted(map(len, at_once(readings, Models(), few)))
    assert max(map(len, groups(state))) == 40


@pytest.mark.parametrize("seed", range(2))
def test_one_at_a_time_ends_as_all_at_once(seed: int) -> None:
    readings = list(cases())
    random.Random(seed).shuffle(readings)
    renewed = replace(SETTINGS, state=replace(SETTINGS.state, renewed_texts=len(readings)))
    state, changes = add(State(), readings, renewed, MODELS)
    assert groups(state) == at_once(readings)
    assert follow(changes) == {row["article"]: row["event"] for row in state_rows(state)}


@pytest.mark.parametrize("models", [MODELS, Models()], ids=["embedder", "none"])
def test_the_seeds_in_any_order(models: Models) -> None:
    for order in ([0, 1, 2, 3, 4], [4, 3, 2, 1, 0], [2, 1, 4, 0, 3]):
        state, _ = add(State(), [seeds()[at] for at in order], SETTINGS, models)
        assert groups(state) == at_once(seeds(), models)
    assert {row["day"] for row in state_rows(state)} == {"2015-12-15", "2016-03-24", "2017-04-12", None}


def test_a_state_is_a_value() -> None:
    first, _ = add(State(), seeds()[:3], SETTINGS, MODELS)
    before = state_rows(first)
    second, _ = add(first, seeds()[3:], SETTINGS, MODELS)
    assert state_rows(first) == before
    assert len(state_rows(second)) == 5
    again, _ = add(first, seeds()[3:], SETTINGS, MODELS)
    assert state_rows(again) == state_rows(second)


# ------------------------------------------------------------------------- changes


def test_what_an_article_changes_is_told() -> None:
    one, two, other = seeds()[0], seeds()[1], seeds()[2]
    state, opened = add(State(), [one], SETTINGS, MODELS)
    assert [(change.kind, change.articles) for change in opened] == [(ChangeKind.OPENED, (one.article.id,))]
    id_ = opened[0].events[0]
    state, joined = add(state, [two], SETTINGS, MODELS)
    assert joined == (Change(kind=ChangeKind.JOINED, events=(id_,), articles=(two.article.id,)),)
    _, apart = add(state, [other], SETTINGS, MODELS)
    assert [change.kind for change in apart] == [ChangeKind.OPENED]
    assert apart[0].events[0] != id_
    assert str(joined[0]) == f"joined {id_}: {two.article.id}"


def test_the_same_article_again_changes_nothing() -> None:
    state, _ = add(State(), seeds(), SETTINGS, MODELS)
    again, changes = add(state, seeds(), SETTINGS, MODELS)
    assert changes == ()
    assert state_rows(again) == state_rows(state)


def test_an_article_that_changed_replaces_its_older_self() -> None:
    old = read([article("a", seeds()[0].article.text)])[0]
    new = read([article("a", seeds()[2].article.text)])[0]
    state, _ = add(State(), [old, seeds()[1]], SETTINGS, MODELS)
    state, changes = add(state, [new, seeds()[2]], SETTINGS, MODELS)
    assert groups(state) == {frozenset({seeds()[1].article.id}), frozenset({"a", seeds()[2].article.id})}
    assert "a" in [name for change in changes for name in change.articles]
    fresh, _ = add(State(), [seeds()[1], new, seeds()[2]], SETTINGS, MODELS)
    assert dict(state.words.items()) == dict(fresh.words.items())
    assert dict(state.names.items()) == dict(fresh.names.items())


def test_copies_are_one_text() -> None:
    text = seeds()[0].article.text
    copies = read([article(f"copy-{number}", text) for number in range(12)])
    state, changes = add(State(), copies, SETTINGS, MODELS)
    assert len(state.texts) == len(state.events) == 1
    assert [change.kind for change in changes] == [ChangeKind.OPENED] + [ChangeKind.JOINED] * 11


def bridge() -> tuple[list[Reading], Reading]:
    """Reports of one event that share too little to be joined, and one that says what all of them say."""
    halves = [
        "A ferry sank off Lombok on Friday night with 140 people aboard. Rescuers pulled 61 survivors from the water.",
        "The Bunga Teratai went down in a storm. Divers from the navy base at Benoa are looking for the missing crew.",
    ]
    readings = read([article(f"half-{at}", text, "2018-05-05") for at, text in enumerate(halves)])
    whole = read([article("whole", " ".join(halves), "2018-05-05")])[0]
    return readings, whole


def test_ids_are_opaque_and_an_event_keeps_its_own() -> None:
    """Whatever the order, ids are never given twice, and what a change retires never comes back."""
    readings = [*cases(), *bridge()[0], bridge()[1]]
    random.Random(5).shuffle(readings)
    state, gone = State(), set[str]()
    for one in readings:
        before = {event: set(known.texts) for event, known in state.events.items()}
        state, changes = add(state, [one], SETTINGS, MODELS)
        after = {event: set(known.texts) for event, known in state.events.items()}
        new = set(after) - set(before)
        assert not new & gone
        gone |= set(before) - set(after)
        told = {change.events[0] for change in changes if change.kind in {ChangeKind.OPENED, ChangeKind.SPLIT}}
        assert new == told
        merged = {change.events[1] for change in changes if change.kind is ChangeKind.MERGED}
        assert set(before) - set(after) == merged
        for event in set(before) & set(after):
            assert len(before[event] & after[event]) * 2 >= len(before[event])
        assert all(len(event) == 16 and int(event, 16) >= 0 for event in new)


# -------------------------------------------------------------------------- bytes


def test_what_is_packed_comes_back_as_it_was() -> None:
    for reading in (*seeds(), *cases()):
        particulars = read_particulars(reading, SETTINGS.cluster)
        assert unpack_said(pack_said(reading, particulars)) == (reading, particulars)


@pytest.mark.parametrize("packed", [b"", b"x", b"{}\n", b"[]\n"])
def test_other_bytes_are_refused(packed: bytes) -> None:
    with pytest.raises(ValueError, match="another version"):
        unpack_profile(packed)
    with pytest.raises(ValueError, match="another version"):
        unpack_said(packed)


# ------------------------------------------------------------------------- on disk


def ledger(folder: Path, **other: str) -> Ledger:
    return Ledger(folder, made_with(SETTINGS, MODELS) | other, SETTINGS.cluster.window_days)


def fill(folder: Path, readings: Sequence[Reading]) -> State:
    """Add articles to the state of a folder, each kept before the next."""
    from summarize.events.incremental import take
    from summarize.events.pair_model import load_pair_model
    from summarize.events.state import Work

    model = load_pair_model(True)
    with ledger(folder) as kept:
        for one in readings:
            if one.article.id in kept.state.articles:
                continue
            work = Work(kept.state, SETTINGS.cluster.window_days)
            opening, heads = MODELS.embedder.embed([lead_of(one), headline_of(one)])
            take(work, keep_of(one, read_particulars(one, SETTINGS.cluster), (opening, heads)), model, SETTINGS)
            kept.append(work.done(), work.steps)
        return kept.state


def plain(state: State) -> dict[str, object]:
    """Everything in a state, to be compared."""
    tables = ("texts", "wordings", "holders", "words", "names", "scores", "homes", "events")
    rows: dict[str, object] = {name: dict(getattr(state, name).items()) for name in tables}
    rows["articles"] = {
        id_: (one.sha256, one.words, one.standing, bytes(one.numbers), bytes(one.said))
        for id_, one in state.articles.items()
    }
    rows["next"] = (state.next_text, state.next_event, state.turn)
    rows["openings"] = {
        stretch: sorted(number for shelf in shelves for number in shelf.numbers.tolist())
        for stretch, shelves in state.openings.items()
    }
    return rows


def test_a_state_survives_a_restart_to_the_letter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("summarize.scale._ledger._RECORDS", 7)
    readings = cases()[:18]
    in_one = fill(tmp_path / "one", readings)
    for at in range(0, len(readings), 5):
        fill(tmp_path / "many", readings[: at + 5])
    assert (tmp_path / "many/snapshot").exists()
    with ledger(tmp_path / "many") as kept:
        assert plain(kept.state) == plain(in_one)
    state, _ = add(State(), readings, SETTINGS, MODELS)
    assert plain(state) == plain(in_one)


@pytest.mark.parametrize("damage", [b"", b"garbage", b"\0" * 40])
def test_a_snapshot_that_is_damaged_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, damage: bytes
) -> None:
    monkeypatch.setattr("summarize.scale._ledger._RECORDS", 2)
    whole = fill(tmp_path / "s", cases()[:5])
    (tmp_path / "s/snapshot").write_bytes(damage)
    with ledger(tmp_path / "s") as kept:
        assert plain(kept.state) == plain(whole)


def test_a_torn_tail_loses_one_article_at_most(tmp_path: Path) -> None:
    fill(tmp_path / "s", cases()[:4])
    journal = tmp_path / "s/journal"
    data = journal.read_bytes()
    states = [plain(fill(tmp_path / f"s{count}", cases()[:count])) for count in range(5)]
    *starts, end = ((tmp_path / f"s{count}/journal").stat().st_size for count in range(5))
    assert end == len(data)
    cuts = {starts[0], *range(starts[3], len(data), 3997), len(data) - 1, *starts, starts[2] + 5}
    for cut in sorted(cuts):
        journal.write_bytes(data[:cut])
        whole = sum(end <= cut for end in [*starts[1:], len(data)])
        with ledger(tmp_path / "s") as kept:
            assert plain(kept.state) == states[whole]
        assert journal.stat().st_size == ([*starts, len(data)][whole])
    journal.write_bytes(data[: starts[3]] + b"\0" * 500)  # as a power cut may leave it
    assert plain(fill(tmp_path / "s", cases()[:4])) == states[4]


def test_a_first_line_cut_short_is_begun_again(tmp_path: Path) -> None:
    fill(tmp_path / "s", [])
    journal = tmp_path / "s/journal"
    header = journal.read_bytes()
    for cut in (0, 1, len(header) - 1):
        journal.write_bytes(header[:cut])
        with ledger(tmp_path / "s") as kept:
            assert len(kept.state.articles) == 0
        assert journal.read_bytes() == header


def test_damage_before_whole_records_is_an_error(tmp_path: Path) -> None:
    fill(tmp_path / "s", cases()[:4])
    journal = tmp_path / "s/journal"
    data = bytearray(journal.read_bytes())
    data[len(data) // 2] ^= 255
    journal.write_bytes(data)
    with pytest.raises(StateError, match="damaged at byte"):
        ledger(tmp_path / "s")
    assert journal.read_bytes() == data


KILLED = """
import sys
from pathlib import Path
sys.path[:0] = [{root!r}, {root!r} + "/tests"]
from test_incremental import cases, fill
cases()
print("ready", flush=True)
fill(Path({folder!r}), cases()[:12])
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="a system without kills")
@pytest.mark.parametrize("seed", range(2))
def test_killed_at_any_moment_it_goes_on_where_it_was(tmp_path: Path, seed: int) -> None:
    folder, chance = tmp_path / "s", random.Random(seed)
    program = KILLED.format(root=str(ROOT), folder=str(folder))
    journal = folder / "journal"
    process = subprocess.Popen([sys.executable, "-c", program], cwd=ROOT, stdout=subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.readline()
    wanted = chance.randrange(1, 120_000)
    while process.poll() is None and not (journal.exists() and journal.stat().st_size >= wanted):
        time.sleep(0.001)
    process.kill()
    process.wait()
    process.stdout.close()
    kept = fill(folder, [])
    count = len(kept.articles)
    names = [one.article.id for one in cases()[:12]]
    assert sorted(id_ for id_, _ in kept.articles.items()) == sorted(names[:count])
    assert plain(fill(folder, cases()[:12])) == plain(fill(tmp_path / "whole", cases()[:12]))


def test_a_second_writer_is_told(tmp_path: Path) -> None:
    pytest.importorskip("fcntl")
    with ledger(tmp_path / "s"), pytest.raises(StateError, match="another run"):
        ledger(tmp_path / "s")


@pytest.mark.parametrize("key", ["version", "embedder", "pair model", "settings", "records"])
def test_a_state_made_with_something_else_is_refused(tmp_path: Path, key: str) -> None:
    fill(tmp_path / "s", cases()[:2])
    before = (tmp_path / "s/journal").read_bytes()
    with pytest.raises(StateError, match=f"another {key} .*give another folder"):
        ledger(tmp_path / "s", **{key: "other"})
    assert (tmp_path / "s/journal").read_bytes() == before


def test_a_folder_with_other_things_in_it_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(StateError, match=r"notes\.txt"):
        ledger(tmp_path)
    (tmp_path / "journal").write_text("Dear diary, nothing of note happened today, nor will it tomorrow. " * 20)
    with pytest.raises(StateError, match="no journal of a state"):
        ledger(tmp_path)
    assert sorted(os.listdir(tmp_path)) == ["journal", "notes.txt"]


# ------------------------------------------------------------------------ bad input


@pytest.mark.parametrize("day", ["0001-01-01", "3000-01-01", "9999-12-31", "31.02.2020", None])
def test_strange_days_and_articles_of_one_word(day: str | None) -> None:
    odd = [article("word", "Talks.", day), article("pair", "Talks failed.", day), article("same", "Talks.", day)]
    readings, _ = read_all([*odd, article("long", seeds()[0].article.text, day)], SETTINGS)
    for models in (MODELS, Models()):
        state, changes = add(State(), readings, SETTINGS, models)
        assert {row["article"] for row in state_rows(state)} == {one.article.id for one in readings}
        assert follow(changes) == {row["article"]: row["event"] for row in state_rows(state)}


def test_no_article_changes_nothing() -> None:
    state, changes = add(State(), [], SETTINGS, MODELS)
    assert (state_rows(state), changes) == ([], ())
