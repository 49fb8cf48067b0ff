"""The command line as a person meets it: what it prints, what it writes, how it ends."""

import io
import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

import summarize
from summarize.cli import main

ROOT = Path(__file__).parent.parent
SEEDS = ROOT / "seeds"
SCHEMA = json.loads((Path(summarize.__file__).parent / "brief.schema.json").read_text("utf-8"))
MEETING = (
    "BERLIN (Reuters) - German Chancellor Angela Merkel met French President Francois Hollande in Berlin on Tuesday.\n"
    "The two leaders discussed a pact on migration, Merkel said.\n"
    "Hollande said 40 ships had been stopped since January.\n"
)


class Ran:
    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err


@pytest.fixture
def cli(capsysbinary: pytest.CaptureFixture[bytes]):
    def call(*arguments: object) -> Ran:
        code = main([str(one) for one in arguments])
        out, err = capsysbinary.readouterr()
        return Ran(code, out.decode("utf-8"), err.decode("utf-8"))

    return call


@pytest.fixture(scope="module")
def seeds_run(tmp_path_factory: pytest.TempPathFactory) -> tuple[Ran, Path]:
    """The README's main command, run once as a person would."""
    out = tmp_path_factory.mktemp("out")
    command = [sys.executable, "-m", "summarize", "run", "seeds/", "-o", str(out)]
    done = subprocess.run(command, capture_output=True, cwd=ROOT, check=False)
    return Ran(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8")), out


def test_the_seeds_give_four_briefs_in_time_order(seeds_run: tuple[Ran, Path]) -> None:
    ran, _ = seeds_run
    assert ran.code == 0
    days = [
        line.split("**Day:**")[1].split("(")[0].split("[")[0].split(";")[0].strip()
        for line in ran.out.split("\n")
        if "**Day:**" in line
    ]
    assert days == ["15 December 2015", "24 March 2016", "12 April 2017", "day not stated"]


def test_a_run_ends_with_how_its_sentences_came_about(seeds_run: tuple[Ran, Path]) -> None:
    ran, out = seeds_run
    slugs = json.loads((out / "run.json").read_text("utf-8"))["briefs"]
    claims = [one for slug in slugs for one in json.loads((out / f"{slug}.json").read_text("utf-8"))["claims"]]
    fused, compressed, copied = (
        sum(one["origin"] == origin for one in claims) for origin in ("fused", "compressed", "extracted")
    )
    fallbacks = sum(one["fallback"] for one in claims)
    assert ran.err == (
        f"summarize: {len(claims)} sentences: {fused} fused, {compressed} compressed, {copied} copied; "
        f"{fallbacks} of {len(claims)} groups of lines fell back on a line's own wording\n"
    )
    counts = {"fused": fused, "compressed": compressed, "copied": copied, "fallbacks": fallbacks}
    assert json.loads((out / "run.json").read_text("utf-8"))["sentences"] == counts
    assert not any(one["fallback"] for one in claims if one["origin"] == "fused")  # only a writer fuses


def test_without_a_writer_nothing_falls_back(tmp_path: Path, cli) -> None:
    (tmp_path / "a.txt").write_text(MEETING)
    ran = cli("run", tmp_path / "a.txt", "--writer", "extractive")
    assert re.fullmatch(r"summarize: \d+ sentences: 0 fused, \d compressed, \d copied\n", ran.err)
    assert cli("run", tmp_path / "a.txt", "--writer", "extractive", "--quiet").err == ""


def test_the_briefs_of_the_seeds_are_those_an_editor_read(seeds_run: tuple[Ran, Path]) -> None:
    """Whole results are pinned: after a change that is meant, read the new briefs and copy them to tests/golden/."""
    _, out = seeds_run
    golden = {path.name: path.read_text("utf-8") for path in (ROOT / "tests" / "golden").glob("*.md")}
    assert len(golden) == 4
    for name, text in golden.items():
        assert (out / name).read_text("utf-8") == text


def test_the_folder_holds_each_brief_in_three_forms_and_the_sources(seeds_run: tuple[Ran, Path]) -> None:
    _, out = seeds_run
    index = json.loads((out / "index.json").read_text("utf-8"))
    assert len(index["briefs"]) == 4
    for row in index["briefs"]:
        brief = json.loads((out / f"{row['slug']}.json").read_text("utf-8"))
        jsonschema.validate(brief, SCHEMA)
        assert (out / f"{row['slug']}.md").read_text("utf-8").startswith("# ")
        assert "<!DOCTYPE html>" in (out / f"{row['slug']}.html").read_text("utf-8")
        for source in brief["sources"]:
            text = (out / source["text_path"]).read_bytes()
            assert text.decode("utf-8") == (ROOT / source["path"]).read_text("utf-8")
    run = json.loads((out / "run.json").read_text("utf-8"))
    assert run["problems"] == []
    assert run["made_with"]["summarize"] == summarize.__version__
    assert set(run["files"]) <= {str(path.relative_to(out)) for path in out.rglob("*")}


def test_every_citation_is_exactly_what_stands_in_the_source(seeds_run: tuple[Ran, Path]) -> None:
    _, out = seeds_run
    checked = 0
    for row in json.loads((out / "index.json").read_text("utf-8"))["briefs"]:
        brief = json.loads((out / f"{row['slug']}.json").read_text("utf-8"))
        texts = {one["number"]: (out / one["text_path"]).read_text("utf-8") for one in brief["sources"]}
        for claim in brief["claims"]:
            assert 1 <= len(claim["citations"]) <= 4
            for one in claim["citations"]:
                text = texts[one["source"]]
                assert text[one["start"] : one["end"]] == one["quote"]
                assert 1 + text.count("\n", 0, one["start"]) == one["line"]
                assert f"[{one['source']}:L{one['line']}" in (out / f"{row['slug']}.md").read_text("utf-8")
                checked += 1
    assert checked >= 12


def test_two_runs_give_the_same_bytes(seeds_run: tuple[Ran, Path], tmp_path: Path, cli) -> None:
    _, out = seeds_run
    os.chdir(ROOT)
    shuffled = [f"seeds/{name}" for name in sorted(os.listdir(SEEDS), reverse=True) if name.endswith(".txt")]
    assert cli("run", *shuffled, "-o", tmp_path / "again").code == 0
    first = {path.relative_to(out): path.read_bytes() for path in out.rglob("*") if path.is_file()}
    again = {p.relative_to(tmp_path / "again"): p.read_bytes() for p in (tmp_path / "again").rglob("*") if p.is_file()}
    assert first == again


def test_a_folder_that_cannot_take_the_briefs_is_refused_before_the_work(tmp_path: Path, cli) -> None:
    (tmp_path / "a.txt").write_text(MEETING)
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "index.md").write_text("my own notes")
    for out, says in (
        (tmp_path / "a.txt", "it is a file; expected a folder"),
        (tmp_path / "a.txt" / "deeper", "may not be written to"),
        (tmp_path / "mine", "it holds index.md, which no earlier run wrote"),
        ("", "is empty; expected a name"),
    ):
        ran = cli("run", tmp_path / "a.txt", "-o", out)
        assert (ran.code, ran.out) == (2, "")
        assert says in ran.err
    assert (tmp_path / "mine" / "index.md").read_text() == "my own notes"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt", "mine"]


def test_a_brief_never_takes_the_place_of_somebodys_file(tmp_path: Path, cli) -> None:
    (tmp_path / "a.txt").write_text(MEETING)
    first = tmp_path / "first"
    cli("run", tmp_path / "a.txt", "-o", first)
    name = next(path.name for path in first.glob("*.md") if path.name != "index.md")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / name).write_text("mine")
    ran = cli("run", tmp_path / "a.txt", "-o", tmp_path / "out")
    assert (ran.code, f"it holds {name}" in ran.err) == (2, True)
    assert [path.name for path in (tmp_path / "out").iterdir()] == [name]


def test_a_second_run_removes_what_the_first_wrote_and_leaves_the_rest(tmp_path: Path, cli) -> None:
    (tmp_path / "a.txt").write_text(MEETING)
    out = tmp_path / "out"
    cli("run", tmp_path / "a.txt", "-o", out)
    (out / "mine.txt").write_text("a note of my own")
    before = {path.name for path in out.glob("*.md")}
    (tmp_path / "b.txt").write_text(MEETING.replace("Berlin", "Vienna").replace("BERLIN", "VIENNA"))
    cli("run", tmp_path / "b.txt", "-o", out)
    after = {path.name for path in out.glob("*.md")}
    assert (out / "mine.txt").exists()
    assert len(after) == len(before)
    assert json.loads((out / "run.json").read_text("utf-8"))["articles"] == 1


def test_a_bad_article_is_told_and_the_others_are_briefed(tmp_path: Path, cli) -> None:
    (tmp_path / "a.txt").write_text(MEETING)
    (tmp_path / "empty.txt").write_text("")
    (tmp_path / "menu.txt").write_text("Home | News | Sport\nLog in\nShare\n")
    (tmp_path / "zh.txt").write_text(
        "外交部长王毅星期四呼吁各方加强沟通，避免对抗。他说政治解决是唯一可行的办法。\n" * 4, "utf-8"
    )
    ran = cli("run", tmp_path)
    assert ran.code == 1
    assert "Merkel met" in ran.out
    for name in ("empty.txt", "menu.txt", "zh.txt"):
        assert name in ran.err
        assert name not in ran.out


@pytest.mark.parametrize("arguments", [["run"], ["nonsense"], ["run", "--sentences", "0", "x"], []])
def test_bad_usage_ends_with_two(arguments: list[str], cli) -> None:
    assert cli(*arguments).code == 2


def test_nothing_readable_ends_with_two_and_one_clear_line_each(tmp_path: Path, cli) -> None:
    ran = cli("run", tmp_path / "missing.txt")
    assert ran.code == 2
    assert "missing.txt" in ran.err
    assert "Traceback" not in ran.err


def test_a_writer_that_is_not_there_is_told_at_once(tmp_path: Path, cli) -> None:
    (tmp_path / "a.txt").write_text(MEETING)
    ran = cli("run", tmp_path / "a.txt", "--writer", str(tmp_path / "no-such-model"))
    assert ran.code == 2
    assert "no-such-model" in ran.err
    assert len(ran.err.strip().split("\n")) == 1


def test_quiet_says_nothing_of_problems_but_the_exit_code_does(tmp_path: Path, cli) -> None:
    (tmp_path / "a.txt").write_text(MEETING)
    (tmp_path / "empty.txt").write_text("")
    ran = cli("run", tmp_path, "--quiet")
    assert (ran.code, ran.err) == (1, "")


def test_explain_tells_what_was_left_out_and_why(cli) -> None:
    os.chdir(ROOT)
    ran = cli("run", "seeds/", "--explain")
    assert ran.code == 0
    assert "boilerplate" in ran.err
    assert "joined" in ran.err
    assert "kept apart" in ran.err


def test_sentences_and_words_limit_the_brief(tmp_path: Path, cli) -> None:
    out = tmp_path / "out"
    os.chdir(ROOT)
    cli("run", "seeds/", "-o", out, "--sentences", "3", "--words", "60")
    for row in json.loads((out / "index.json").read_text("utf-8"))["briefs"]:
        claims = json.loads((out / f"{row['slug']}.json").read_text("utf-8"))["claims"]
        assert 1 <= len(claims) <= 3
        assert sum(len(claim["text"].split()) for claim in claims) <= 60 or len(claims) == 1


def test_lines_tells_the_role_of_every_line(cli) -> None:
    os.chdir(ROOT)
    rows = [json.loads(line) for line in cli("lines", "seeds/").out.strip().split("\n")]
    assert len(rows) == 5
    for row in rows:
        text = (ROOT / row["article"]).read_text("utf-8")
        assert [one["number"] for one in row["lines"]] == list(range(1, len(text.split("\n")) + 1))
        assert all(one["role"] and one["rule"] for one in row["lines"])


def test_cluster_prints_a_row_for_each_article(cli) -> None:
    os.chdir(ROOT)
    rows = [json.loads(line) for line in cli("cluster", "seeds/").out.strip().split("\n")]
    events = {row["article"].split("/")[1][:3]: row["event"] for row in rows}
    assert events["000"] == events["001"]
    assert len(set(events.values())) == 4
    assert {row["day"] for row in rows} == {"2015-12-15", "2016-03-24", "2017-04-12", None}


def test_cluster_with_a_state_keeps_the_event_id_as_the_event_grows(tmp_path: Path, cli) -> None:
    os.chdir(ROOT)
    one, two = sorted(SEEDS.glob("00[01]*.txt"))
    first = json.loads(cli("cluster", one.relative_to(ROOT), "--state", tmp_path / "s").out)
    rows = [
        json.loads(x) for x in cli("cluster", two.relative_to(ROOT), "--state", tmp_path / "s").out.strip().split("\n")
    ]
    assert {row["event"] for row in rows} == {first["event"]}
    assert len(rows) == 2


def test_a_state_that_is_something_else_is_refused(tmp_path: Path, cli) -> None:
    (tmp_path / "articles.jsonl").write_text("not json\n")
    ran = cli("cluster", SEEDS, "--state", tmp_path)
    assert ran.code == 2
    assert "articles.jsonl" in ran.err
    assert (tmp_path / "articles.jsonl").read_text() == "not json\n"


def batch_lines() -> str:
    good = {
        "id": "m1",
        "documents": [{"text": MEETING, "source": "One", "date": "2020-02-05"}, {"text": MEETING + "More was said.\n"}],
    }
    return (
        "\n".join(
            [json.dumps(good), "{broken", json.dumps({"id": "m3", "documents": []}), json.dumps({**good, "id": "m4"})]
        )
        + "\n"
    )


def test_batch_gives_a_line_for_each_line(tmp_path: Path, cli) -> None:
    source, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text(batch_lines())
    ran = cli("batch", source, "-o", out)
    rows = [json.loads(line) for line in out.read_text("utf-8").strip().split("\n")]
    assert ran.code == 1
    assert [row["id"] for row in rows] == ["m1", None, "m3", "m4"]
    assert [row.get("line") for row in rows] == [None, 2, 3, None]
    for row in (rows[0], rows[3]):
        jsonschema.validate(row, SCHEMA)
        assert row["claims"]
        assert row["day"]["value"] == "2020-02-04"
    again = cli("batch", source)
    assert (again.out, again.err) == (out.read_text("utf-8"), ran.err)


def test_a_batch_ends_with_how_its_sentences_came_about(tmp_path: Path, cli) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text(batch_lines())
    ran = cli("batch", source)
    rows = [json.loads(line) for line in ran.out.strip().split("\n")]
    for row in (rows[0], rows[3]):
        origins = [claim["origin"] for claim in row["claims"]]
        assert row["sentences"] == {
            "fused": origins.count("fused"),
            "compressed": origins.count("compressed"),
            "copied": origins.count("extracted"),
            "fallbacks": sum(claim["fallback"] for claim in row["claims"]),
        }
    told = {name: rows[0]["sentences"][name] + rows[3]["sentences"][name] for name in rows[0]["sentences"]}
    claims = len(rows[0]["claims"]) + len(rows[3]["claims"])
    assert ran.err == (
        f"summarize: {claims} sentences: {told['fused']} fused, {told['compressed']} compressed, "
        f"{told['copied']} copied; {told['fallbacks']} of {claims} groups of lines fell back on a line's own wording\n"
        "summarize: 2 lines could not be briefed; each says why in its place\n"
    )
    copied = cli("batch", source, "--writer", "extractive").err.split("\n")[0]
    assert re.fullmatch(r"summarize: \d+ sentences: 0 fused, \d+ compressed, \d+ copied", copied)
    assert cli("batch", source, "--quiet", "--writer", "extractive").err == ""


def test_fuse_gives_a_sentence_for_each_group(tmp_path: Path, cli) -> None:
    source = tmp_path / "groups.jsonl"
    rows = [
        {"id": 1, "lines": ["Angela Merkel met Francois Hollande in Berlin on Tuesday."]},
        {"id": 2, "lines": []},
        {"id": 3, "lines": ["..."]},
    ]
    source.write_text("".join(json.dumps(row) + "\n" for row in rows))
    ran = cli("fuse", source)
    first, second, third = (json.loads(line) for line in ran.out.strip().split("\n"))
    assert ran.code == 1
    assert first["text"] == "Angela Merkel met Francois Hollande in Berlin on Tuesday."
    assert first["origin"] == "extracted"
    assert all(
        word["line"] == 1 and first["text"][word["at"] : word["at"] + 1] == word["text"][0] for word in first["words"]
    )
    assert "error" in second
    assert "error" in third


def test_standard_input_is_read(monkeypatch: pytest.MonkeyPatch, cli) -> None:
    class Stdin:
        buffer = io.BytesIO(MEETING.encode())

    monkeypatch.setattr(sys, "stdin", Stdin())
    ran = cli("run", "-")
    assert ran.code == 0
    assert "Merkel met" in ran.out


def test_a_reader_that_leaves_early_is_no_error() -> None:
    command = f"{sys.executable} -m summarize lines seeds/ | head -c 100"
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command], capture_output=True, text=True, cwd=ROOT, check=False
    )
    assert "Traceback" not in done.stderr
    assert "Exception" not in done.stderr


COMMAND = [sys.executable, "-m", "summarize", "run", "--writer", "extractive", "--embedder", "static"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full, a device that is always full, on this system")
@pytest.mark.parametrize("arguments", [["--help"], ["run", "--help"], ["lines", "-"], ["batch", "-"]])
def test_a_full_disk_behind_standard_output_is_told(arguments: list[str]) -> None:
    given = json.dumps({"id": 1, "text": MEETING, "documents": []}).encode()
    command = [sys.executable, "-m", "summarize", *arguments]
    with open("/dev/full", "wb") as full:
        done = subprocess.run(command, input=given, stdout=full, stderr=subprocess.PIPE, cwd=ROOT, check=False)
    said = done.stderr.decode()
    assert done.returncode == 2
    assert "cannot write standard output: No space left on device; make room" in said
    assert "Traceback" not in said


def test_closed_streams_end_no_run(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(MEETING)
    file = shlex.quote(str(tmp_path / "a.txt"))
    command = shlex.join(COMMAND)

    def shell(rest: str) -> tuple[int, str, str]:
        done = subprocess.run(["sh", "-c", f"{command} {rest}"], capture_output=True, cwd=ROOT, check=False)
        return done.returncode, done.stdout.decode(), done.stderr.decode()

    code, _, said = shell("- <&-")
    assert (code, said) == (2, "summarize: no article could be read:\n  -: is empty; expected an article\n")
    code, out, _ = shell(f"{file} 2>&-")
    assert code == 0
    assert out.startswith("# ")
    code, _, said = shell(f"{file} -o {shlex.quote(str(tmp_path / 'out'))} >&-")
    assert (code, "Traceback" in said) == (0, False)
    assert (tmp_path / "out" / "run.json").exists()


def test_an_empty_name_is_told_as_such(cli) -> None:
    ran = cli("run", "")
    assert (ran.code, ran.out) == (2, "")
    assert "'': is an empty name" in ran.err


def test_results_are_utf8_whatever_the_locale(tmp_path: Path) -> None:
    (tmp_path / "ü.txt").write_text(MEETING, "utf-8")
    ascii_only = os.environ | {"PYTHONIOENCODING": "ascii"}
    done = subprocess.run([*COMMAND, tmp_path / "ü.txt"], capture_output=True, cwd=ROOT, env=ascii_only, check=False)
    assert done.returncode == 0, done.stderr.decode()
    assert "“Tuesday”" in done.stdout.decode("utf-8")


def test_a_page_has_a_port_of_its_own(cli) -> None:
    assert cli("serve", "--port", "0").code == 2
