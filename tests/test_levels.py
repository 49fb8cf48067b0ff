"""The house's order: a module imports only from levels below its own, and heavy libraries have one door each."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "summarize"

LEVELS = {
    7: {"app", "evaluation", "summarize.__main__"},
    6: {"summarize.cli", "summarize"},
    5: {"summarize.page", "summarize.training", "summarize.scale", "summarize.explain"},
    4: {"summarize.pipeline"},
    3: {"summarize.models.load"},
    2: {"summarize.articles", "summarize.events", "summarize.writing", "summarize.models"},
    1: {"summarize.settings", "summarize.words", "summarize.models.__init__"},
    0: {"summarize.data", "summarize.errors"},
}
DOORS = {
    "torch": ("summarize.models", "summarize.training"),
    "transformers": ("summarize.models", "summarize.training"),
    "gradio": ("summarize.page",),
    "ray": ("summarize.scale",),
    "nltk": ("summarize.articles.split", "summarize.articles._punkt"),
    "markdown_it": ("summarize.articles._markdown",),
    "trafilatura": ("summarize.articles.read", "summarize.articles._html"),
    "usearch": ("summarize.events.nearest",),
    "dateparser": ("summarize.articles.dates", "summarize.articles._times"),
}
# No stage knows another; a model implementation knows none of the others. Every other module of their packages is a
# part that a stage of the same package may use.
STAGES = {
    *(f"summarize.articles.{name}" for name in ("read", "clean", "language", "split", "dates", "facts")),
    *(f"summarize.events.{name}" for name in ("particulars", "cluster", "rank")),
    *(f"summarize.writing.{name}" for name in ("plan", "write", "attribute", "verify", "compare", "title", "render")),
    *(f"summarize.models.{name}" for name in ("sentence_encoder", "seq2seq", "judge")),
}
LATE = ["torch", "transformers", "gradio", "nltk", "sklearn", "trafilatura", "dateparser", "numpy", "jinja2"]


def modules() -> list[tuple[str, Path]]:
    return [(_name(path), path) for path in sorted(PACKAGE.rglob("*.py"))]


def _name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    dotted = ".".join(parts)
    if dotted == "summarize.models.__init__":
        return dotted
    return dotted.removesuffix(".__init__")


def level_of(name: str) -> int:
    probe = "summarize.models.__init__" if name == "summarize.models" else name
    while probe:
        for level, names in LEVELS.items():
            if probe in names and not (probe == "summarize" and name != "summarize"):
                return level
        probe = probe.rpartition(".")[0]
    raise AssertionError(f"{name} has no level: put it in the table")


def imported(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            full = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= {name if _is_module(name) else node.module for name in full}
    return found


def _is_module(name: str) -> bool:
    path = ROOT / name.replace(".", "/")
    return path.with_suffix(".py").exists() or path.is_dir()


@pytest.mark.parametrize(("name", "path"), modules(), ids=lambda value: value if isinstance(value, str) else "")
def test_a_module_imports_only_from_levels_below(name: str, path: Path) -> None:
    for other in imported(path):
        if not other.startswith("summarize") or other == name or (other == "summarize" and name != "summarize"):
            continue
        if level_of(other) < level_of(name) or level_of(name) >= 5:
            continue
        part = other not in STAGES and other.rpartition(".")[0] == name.rpartition(".")[0]
        assert part, f"{name} (level {level_of(name)}) imports {other} (level {level_of(other)})"


@pytest.mark.parametrize("library", sorted(DOORS))
def test_a_heavy_library_has_one_door(library: str) -> None:
    for name, path in modules():
        if any(other.split(".")[0] == library for other in imported(path)):
            assert name.startswith(DOORS[library]), f"{name} imports {library}"


@pytest.mark.parametrize("what", ["import summarize", "import summarize.cli", "import summarize.models"])
def test_importing_loads_nothing_heavy(what: str) -> None:
    code = f"{what}, sys; print([m for m in {LATE!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["run", "--help"], ["run"], ["nonsense"]])
def test_help_and_usage_errors_load_nothing_heavy(arguments: list[str]) -> None:
    loaded = f"print([m for m in {LATE!r} if m in sys.modules])"
    code = f"import sys; from summarize.cli import main; main({arguments!r}); {loaded}"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip().endswith("[]")


def test_the_stages_are_there() -> None:
    assert {name for name, _ in modules()} >= STAGES


def test_the_data_level_is_standard_library_only() -> None:
    for name in ("data", "errors"):
        for other in imported(PACKAGE / f"{name}.py"):
            assert other.split(".")[0] in sys.stdlib_module_names
