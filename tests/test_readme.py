"""The README tells the truth: its commands run as they stand there, and so does its Python."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
BLOCKS = re.findall(r"```(\w*)\n(.*?)```", README, re.DOTALL)
COMMANDS = [
    line.split("  #")[0].strip()
    for language, block in BLOCKS
    if not language
    for line in block.split("\n")
    if re.match(r"(summarize|python -m|cat) ", line)
]
TEXT = (
    "BERLIN (Reuters) - German Chancellor Angela Merkel met French President Francois Hollande in Berlin on Tuesday.\n"
    "Hollande said 40 ships had been stopped since January.\n"
)
PAGE = "<html><body><article><h1>Merkel meets Hollande</h1>" + "".join(
    f"<p>{line} It was their third meeting of the year, and both governments called the talks useful.</p>"
    for line in TEXT.strip().split("\n")
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the README's commands name, with the commands themselves on the path."""
    folder = tmp_path_factory.mktemp("readme")
    shutil.copytree(ROOT / "seeds", folder / "seeds")
    (folder / "saved").mkdir()
    (folder / "saved" / "a.html").write_text(PAGE, "utf-8")
    document = {"text": TEXT, "source": "One", "date": "2015-08-26"}
    (folder / "feed.jsonl").write_text(json.dumps(document) + "\n", "utf-8")
    (folder / "clusters.jsonl").write_text(json.dumps({"id": "m1", "documents": [document]}) + "\n", "utf-8")
    own = {"id": "m1", "documents": [document, {**document, "source": "Two"}], "reference": TEXT}
    (folder / "my.jsonl").write_text(json.dumps(own) + "\n", "utf-8")
    (folder / "bin").mkdir()
    for name, words in (("summarize", "-m summarize"), ("python", "")):
        path = folder / "bin" / name
        path.write_text(f'#!/bin/sh\nexec "{sys.executable}" {words} "$@"\n')
        path.chmod(0o755)
    return folder


def test_the_readme_has_commands() -> None:
    assert len(COMMANDS) >= 6


def test_the_commands_run_as_they_stand(folder: Path) -> None:
    """One after the other, in one test: a command reads what an earlier one wrote."""
    path = f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}"
    environment = os.environ | {"PATH": path, "PYTHONPATH": str(ROOT)}
    for command in COMMANDS:
        done = subprocess.run(
            ["bash", "-o", "pipefail", "-c", command], cwd=folder, env=environment, capture_output=True, check=False
        )
        assert done.returncode == 0, f"{command}: {done.stderr.decode()}"


def test_every_make_target_of_the_readme_is_there() -> None:
    targets = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    named = re.findall(r"\bmake ([a-z]+)\b", README)
    assert set(named) <= set(targets)
    assert {"demo", "test"} <= set(named)


def test_the_python_of_the_readme_runs(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    (code,) = [block for language, block in BLOCKS if language == "python" and "make_briefs" in block]
    exec(compile(code, "README.md", "exec"), {})
    assert "Kerry" in capsys.readouterr().out
