"""scale/batch and scale/store: N lines in, N lines out, and no kill tears a file."""

from __future__ import annotations

import io
import json
import os
import random
import signal
import stat
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarize.data import SentenceCounts
from summarize.errors import ModelNotFound, StateError, UsageError
from summarize.scale.batch import BatchOptions, BatchResult, EventInput, run_batch

ROOT = Path(__file__).parent.parent


def event(id_: object, *texts: object) -> str:
    return json.dumps({"id": id_, "documents": [{"text": text} for text in texts]})


def fake_brief(given: EventInput) -> Mapping[str, object]:
    """What a pipeline would give, without one."""
    return {
        "schema": "brief/1",
        "id": "opaque",
        "line": given.line,
        "claims": [article.text.upper() for article in given.articles],
        "problems": [{"path": problem.path, "what": problem.what} for problem in given.problems],
    }


def in_memory(lines: str | bytes, brief: Any = fake_brief, **options: Any) -> tuple[list[Any], BatchResult]:
    out = io.BytesIO()
    data = lines.encode("utf-8", "surrogatepass") if isinstance(lines, str) else lines
    result = run_batch(io.BytesIO(data), out, brief, BatchOptions(**options))
    rows = out.getvalue().decode("utf-8").split("\n")
    assert rows.pop() == ""
    return [json.loads(row) for row in rows], result


# --------------------------------------------------------------- lines in, lines out


def test_a_brief_carries_the_inputs_id_and_its_documents() -> None:
    line = json.dumps(
        {"id": "e7", "documents": [{"text": "Met.", "id": "own", "source": "Ex", "date": "May 1"}, {"text": "x"}]}
    )
    seen: list[EventInput] = []
    rows, result = in_memory(line, lambda given: seen.append(given) or fake_brief(given))
    assert rows[0]["id"] == "e7"
    assert [(a.id, a.path, a.outlet, a.published) for a in seen[0].articles] == [
        ("own", "e7#1", "Ex", "May 1"),
        ("e7#2", "e7#2", None, None),
    ]
    assert result == BatchResult(lines=1, errors=0, resumed=0)


@pytest.mark.parametrize(
    ("line", "id_", "says"),
    [
        ("", None, "the line is empty"),
        ("  \r", None, "the line is empty"),
        ('{"id": "a", "docu', None, "the line is no JSON"),
        ("[" * 100_000, None, "the line is no JSON"),
        ("[1]", None, "no JSON object"),
        ("null", None, "no JSON object"),
        ('{"documents": [{"text": "x"}]}', None, "no `id`"),
        (event("", "x"), None, "no `id`"),
        (event(None, "x"), None, "no `id`"),
        (event(True, "x"), None, "no `id`"),
        (event(1.5, "x"), None, "no `id`"),
        (event(["a"], "x"), None, "no `id`"),
        ('{"id": "a"}', "a", "no `documents`"),
        ('{"id": 5, "documents": {}}', 5, "are no list"),
        ('{"id": "a", "documents": "text"}', "a", "are no list"),
        ('{"id": "a", "documents": []}', "a", "an empty list"),
        ('{"id": "a", "documents": [1, {}, {"text": ""}]}', "a", "a#1: is a number"),
        (event("first", "x"), "first", "stood on an earlier line"),
    ],
)
def test_a_bad_line_becomes_an_error_in_its_place(line: str, id_: object, says: str) -> None:
    rows, result = in_memory(f"{event('first', 'One')}\n{line}\n{event('last', 'Two')}\n")
    assert [row["id"] for row in rows] == ["first", id_, "last"]
    assert list(rows[1]) == ["line", "id", "error"]
    assert rows[1]["line"] == 2
    assert says in rows[1]["error"]
    assert rows[2]["claims"] == ["TWO"]
    assert (result.lines, result.errors) == (3, 1)


def test_bytes_that_are_no_utf8_and_lines_that_are_too_long_are_errors() -> None:
    long = event("long", "x" * 50_000)
    rows, result = in_memory(b"\xff\xfe{\n" + f"{long}\n{event('b', 'Two')}".encode(), max_line_mb=0.01)
    assert "no UTF-8" in rows[0]["error"]
    assert "longer than max_line_mb = 0.01" in rows[1]["error"]
    assert (rows[2]["id"], result.lines) == ("b", 3)


def test_a_last_line_without_an_end_is_a_line_and_nothing_is_none() -> None:
    assert len(in_memory(event("a", "x"))[0]) == len(in_memory(event("a", "x") + "\n")[0]) == 1
    assert in_memory("")[0] == []
    assert len(in_memory("\n\n")[0]) == 2
    assert in_memory("\ufeff" + event("a", "x"))[0][0]["id"] == "a"


def test_a_bad_document_costs_only_itself() -> None:
    rows, result = in_memory(event("a", 5, "Two met."))
    assert rows[0]["claims"] == ["TWO MET."]
    assert rows[0]["problems"][0]["path"] == "a#1"
    assert result.errors == 0


def test_one_and_the_string_one_are_two_ids() -> None:
    rows, _ = in_memory(f"{event(1, 'x')}\n{event('1', 'x')}\n{event(1, 'x')}")
    assert [(row["id"], "error" in row) for row in rows] == [(1, False), ("1", False), (1, True)]


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (ModelNotFound("no model at x; give a path"), "no model at x; give a path"),
        (ValueError(f"bad\n {object()}"), "ValueError: bad <object object>"),
        (MemoryError(), "MemoryError"),
        (RecursionError("too deep"), "RecursionError: too deep"),
    ],
)
def test_whatever_a_brief_raises_is_that_lines_error(error: Exception, says: str) -> None:
    def failing(given: EventInput) -> Mapping[str, object]:
        if given.id == "bad":
            raise error
        return fake_brief(given)

    rows, _ = in_memory(f"{event('bad', 'x')}\n{event('good', 'x')}", failing)
    assert rows == [{"line": 1, "id": "bad", "error": says}, rows[1]]
    assert rows[1]["claims"] == ["X"]


@pytest.mark.parametrize("brief", [{"score": float("nan")}, {"a": object()}, {"a": {1, 2}}, None, [1]])
def test_a_brief_that_is_no_json_is_an_error(brief: Any) -> None:
    rows, _ = in_memory(event("a", "x"), lambda _: brief)
    assert (rows[0]["id"], "error" in rows[0]) == ("a", True)


def test_lone_surrogates_in_ids_and_briefs_can_be_written() -> None:
    rows, _ = in_memory('{"id": "a\\ud800", "documents": [{"text": "x"}]}', lambda given: {"claims": ["\udfff"]})
    assert (rows[0]["id"], rows[0]["claims"]) == ("a\ud800", ["\udfff"])


def test_an_interrupt_is_no_error_of_a_line(tmp_path: Path) -> None:
    def interrupted(given: EventInput) -> Mapping[str, object]:
        if given.id == "b":
            raise KeyboardInterrupt
        return fake_brief(given)

    lines = f"{event('a', 'x')}\n{event('b', 'x')}\n".encode()
    with pytest.raises(KeyboardInterrupt):
        run_batch(io.BytesIO(lines), tmp_path / "out.jsonl", interrupted)
    assert run_batch(io.BytesIO(lines), tmp_path / "out.jsonl", fake_brief).resumed == 1


LINE = st.one_of(
    st.binary(max_size=12),
    st.sampled_from([event("a", "x"), event("b", 5, "y"), event(3), "{}", "null", ""]).map(str.encode),
)


@given(st.lists(LINE.filter(lambda line: b"\n" not in line), max_size=8))
@settings(deadline=None)
def test_as_many_lines_come_out_as_went_in(lines: list[bytes]) -> None:
    rows, result = in_memory(b"".join(line + b"\n" for line in lines))
    assert len(rows) == result.lines == len(lines)
    for number, row in enumerate(rows, 1):
        assert row["line"] == number
        assert "id" in row


def test_memory_does_not_grow_with_the_lines() -> None:
    class Lines(io.RawIOBase):
        """Many events that are nowhere in memory at once."""

        def __init__(self, count: int) -> None:
            self.left = count

        def readline(self, size: int | None = -1, /) -> bytes:
            self.left -= 1
            return event(self.left, "x" * 5_000).encode() + b"\n" if self.left >= 0 else b""

    class Nowhere(io.RawIOBase):
        def write(self, data: Any, /) -> int:
            return len(data)

    tracemalloc.start()
    try:
        result = run_batch(Lines(1_500), Nowhere(), fake_brief)  # type: ignore[arg-type]
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert result.lines == 1_500
    assert peak < 2_000_000  # of 7.5 MB that passed; what is kept of a line is eight bytes of its id


# ------------------------------------------------------------------------ resuming


def batch_lines(count: int) -> bytes:
    rows = [event(f"e{n}", f"Number {n} met – in Zürich.") for n in range(count)]
    rows[3::7] = ["{broken" for _ in rows[3::7]]
    rows[5::11] = [event("e0", "again") for _ in rows[5::11]]
    return "\n".join(rows).encode() + b"\n"


SLOW = """
import sys, time
from pathlib import Path
sys.path.insert(0, {tests!r})
from test_batch import fake_brief
from summarize.scale.batch import run_batch

def slow(event):
    time.sleep(0.004)
    return fake_brief(event)

with open({lines!r}, "rb") as lines:
    run_batch(lines, Path({out!r}), slow)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="a system without kills")
@pytest.mark.parametrize("seed", range(5))
def test_killed_at_any_moment_it_ends_in_the_same_bytes(tmp_path: Path, seed: int) -> None:
    lines, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    lines.write_bytes(batch_lines(60))
    whole = tmp_path / "whole.jsonl"
    run_batch(io.BytesIO(lines.read_bytes()), whole, fake_brief)
    program = SLOW.format(tests=str(ROOT / "tests"), lines=str(lines), out=str(out))
    chance = random.Random(seed)
    part = tmp_path / "out.jsonl.part"
    size = 0
    for _ in range(2):  # killed, resumed, killed again
        process = subprocess.Popen([sys.executable, "-c", program], cwd=ROOT)
        wanted = size + chance.randrange(1, 3_000)
        while process.poll() is None and not (part.exists() and part.stat().st_size >= wanted):
            time.sleep(0.001)
        time.sleep(chance.random() * 0.004)
        process.kill()
        process.wait()
        assert not out.exists() or out.read_bytes() == whole.read_bytes()
        size = part.stat().st_size if part.exists() else 0
    result = run_batch(io.BytesIO(lines.read_bytes()), out, fake_brief)
    assert result.resumed > 0 or size < 300  # where it was killed before its first line, or after its last
    assert (result.lines, result.errors) == (60, sum(b'"error"' in row for row in whole.read_bytes().split(b"\n")))
    assert out.read_bytes() == whole.read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.jsonl", "out.jsonl", "whole.jsonl"]


class Stop(BaseException):
    """Stands for the end of the process."""


def stopped_after(count: int) -> Any:
    done = [0]

    def brief(given: EventInput) -> Mapping[str, object]:
        done[0] += 1
        if done[0] > count:
            raise Stop
        return fake_brief(given)

    return brief


def begun(tmp_path: Path, count: int = 10, **options: Any) -> tuple[bytes, Path, Path]:
    """A batch of 30 lines that stopped; its input, its output and its journal."""
    lines, out = batch_lines(30), tmp_path / "out.jsonl"
    with pytest.raises(Stop):
        run_batch(io.BytesIO(lines), out, stopped_after(count), BatchOptions(**options))
    return lines, out, tmp_path / "out.jsonl.part"


def whole(lines: bytes) -> bytes:
    out = io.BytesIO()
    run_batch(io.BytesIO(lines), out, fake_brief)
    return out.getvalue()


def test_sentences_are_added_up_those_of_resumed_lines_too(tmp_path: Path) -> None:
    def counting(given: EventInput) -> Mapping[str, object]:
        if given.id == stop:
            raise Stop
        counts = {"fused": given.line, "compressed": 2, "copied": 0, "fallbacks": 1}
        return {**fake_brief(given), "sentences": counts}

    lines, out = f"{event('a', 'x')}\n{{broken\n{event('c', 'x')}\n{event('d', 'x')}\n".encode(), tmp_path / "out"
    told = SentenceCounts(fused=1 + 3 + 4, compressed=6, copied=0, fallbacks=3)
    stop = ""
    assert run_batch(io.BytesIO(lines), io.BytesIO(), counting).sentences == told
    stop = "d"
    with pytest.raises(Stop):
        run_batch(io.BytesIO(lines), out, counting)
    stop = ""
    result = run_batch(io.BytesIO(lines), out, counting)
    assert (result.resumed, result.errors, result.sentences) == (3, 1, told)
    assert in_memory(event("a", "x"))[1].sentences.all == 0  # where nobody counted


@pytest.mark.parametrize("cut", range(1, 400, 7))
def test_a_torn_tail_is_cut_off(tmp_path: Path, cut: int) -> None:
    lines, out, part = begun(tmp_path)
    os.truncate(part, max(0, part.stat().st_size - cut * 4))
    result = run_batch(io.BytesIO(lines), out, fake_brief)
    assert result.lines == 30
    assert out.read_bytes() == whole(lines)


@pytest.mark.parametrize("tail", [b"\0" * 500, b"0123456789abcdef 00000000 {}\n", b"garbage\n" * 9, b"0123"])
def test_a_damaged_tail_is_cut_off(tmp_path: Path, tail: bytes) -> None:
    lines, out, part = begun(tmp_path)
    with open(part, "ab") as stream:
        stream.write(tail)
    assert run_batch(io.BytesIO(lines), out, fake_brief).resumed >= 10
    assert out.read_bytes() == whole(lines)


def test_damage_in_the_middle_costs_what_follows_only(tmp_path: Path) -> None:
    lines, out, part = begun(tmp_path, 20)
    data = bytearray(part.read_bytes())
    data[len(data) // 2] ^= 1
    part.write_bytes(data)
    assert 5 < run_batch(io.BytesIO(lines), out, fake_brief).resumed < 20
    assert out.read_bytes() == whole(lines)


def test_what_was_done_is_not_done_again(tmp_path: Path) -> None:
    lines, out, _ = begun(tmp_path)
    asked: list[str] = []
    result = run_batch(io.BytesIO(lines), out, lambda given: asked.append(given.id) or fake_brief(given))
    assert result.resumed >= 10
    assert min(int(id_[1:]) for id_ in asked) >= result.resumed


def test_a_journal_that_is_complete_is_put_in_place(tmp_path: Path) -> None:
    lines, out, part = begun(tmp_path)
    journal = part.read_bytes()
    run_batch(io.BytesIO(lines), out, fake_brief)
    part.write_bytes(journal)  # as if killed between putting the output in place and removing the journal
    run_batch(io.BytesIO(lines), out, fake_brief)
    assert out.read_bytes() == whole(lines)
    assert not part.exists()


def test_lines_added_at_the_end_are_welcome(tmp_path: Path) -> None:
    lines, out, _ = begun(tmp_path)
    more = lines + event("more", "x").encode()
    assert run_batch(io.BytesIO(more), out, fake_brief).lines == 31
    assert out.read_bytes() == whole(more)


def test_another_input_is_refused(tmp_path: Path) -> None:
    lines, out, part = begun(tmp_path)
    before = part.read_bytes()
    with pytest.raises(StateError, match="line 3 of the input is not what it was"):
        run_batch(io.BytesIO(lines.replace(b"Number 2 met", b"Number two met")), out, fake_brief)
    with pytest.raises(StateError, match="the input has 2 lines"):
        run_batch(io.BytesIO(b"\n".join(lines.split(b"\n")[:2])), out, fake_brief)
    assert part.read_bytes() == before


def test_other_settings_are_refused_and_a_restart_begins_again(tmp_path: Path) -> None:
    lines, out, part = begun(tmp_path, settings=(("writer", "extractive"), ("sentences", "6")))
    with pytest.raises(StateError, match="begun with other settings"):
        run_batch(io.BytesIO(lines), out, fake_brief, BatchOptions(settings=(("writer", "fusion"), ("sentences", "6"))))
    assert part.exists()
    same = BatchOptions(settings=(("sentences", "6"), ("writer", "extractive")))  # in another order
    with pytest.raises(Stop):
        run_batch(io.BytesIO(lines), out, stopped_after(1), same)
    result = run_batch(io.BytesIO(lines), out, fake_brief, BatchOptions(restart=True))
    assert result.resumed == 0
    assert out.read_bytes() == whole(lines)


def test_two_runs_cannot_write_one_output(tmp_path: Path) -> None:
    pytest.importorskip("fcntl")
    lines, out, refused = batch_lines(3), tmp_path / "out.jsonl", []

    def inner(given: EventInput) -> Mapping[str, object]:
        with pytest.raises(StateError, match="another run"):
            run_batch(io.BytesIO(lines), out, fake_brief, BatchOptions(restart=True))
        refused.append(given.line)
        return fake_brief(given)

    run_batch(io.BytesIO(lines), out, inner)
    assert refused
    assert out.read_bytes() == whole(lines)


def test_an_output_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(StateError, match="cannot write"):
        run_batch(io.BytesIO(b""), tmp_path / "no" / "out.jsonl", fake_brief)
    with pytest.raises(StateError, match="cannot write"):
        run_batch(io.BytesIO(b""), tmp_path, fake_brief)


def test_the_input_is_never_written_over(tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    path.write_bytes(batch_lines(3))
    with open(path, "rb") as lines, pytest.raises(UsageError, match="is the input"):
        run_batch(lines, path, fake_brief)
    assert path.read_bytes() == batch_lines(3)


@pytest.mark.skipif(not os.path.exists("/dev/null"), reason="a system without devices")
def test_a_device_as_output_is_written_to_and_not_replaced() -> None:
    assert run_batch(io.BytesIO(batch_lines(3)), "/dev/null", fake_brief).lines == 3
    assert not stat.S_ISREG(os.stat("/dev/null").st_mode)


def test_progress_is_told_line_by_line(tmp_path: Path) -> None:
    told: list[int] = []
    run_batch(io.BytesIO(batch_lines(4)), tmp_path / "o", fake_brief, BatchOptions(progress=told.append))
    assert told == [1, 2, 3, 4]
