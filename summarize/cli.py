"""The command line: arguments in, text out, an exit code.

Results go to standard output, progress and talk to standard error. Exit codes: 0 all well; 1 some articles had
problems and the rest was still done; 2 bad usage, or nothing could be read.

Nothing heavy is imported before a command runs, so that ``--help`` and usage errors are at once there.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from summarize import __version__
from summarize.errors import SummarizeError
from summarize.settings import Settings

if TYPE_CHECKING:
    from summarize.data import Problem, SentenceCounts
    from summarize.pipeline import Progress

OK, SOME_PROBLEMS, USAGE = 0, 1, 2
_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO})


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code (see the module's docstring)."""
    # No model is ever fetched: a name that is not on this machine must fail at once, not after a minute of retries.
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    try:
        code = int(app.main(list(argv) if argv is not None else None, "summarize", standalone_mode=False) or OK)
        sys.stdout.flush()  # what cannot be written is to be told here, not when Python closes the stream
        return code
    except click.ClickException as error:
        error.show()
        return USAGE
    except SummarizeError as error:
        say(f"summarize: {error}")
        return USAGE
    except (click.Abort, KeyboardInterrupt):
        say("summarize: stopped")
        return 130
    except BrokenPipeError:
        # The reader (head, less) has gone.
        _drop_output()
        return OK
    except OSError as error:
        if error.errno not in _NO_ROOM:
            raise
        _drop_output()
        where = error.filename or "standard output"
        say(f"summarize: cannot write {where}: {error.strerror}; make room there, or send the output elsewhere")
        return USAGE


def _drop_output() -> None:
    """Send what is still to be printed nowhere: it would only raise again when Python closes the stream."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@click.group(no_args_is_help=True, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="summarize")
def app() -> None:
    """News articles in, one brief per meeting out, every sentence cited to source lines."""


def _options(*decorators: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def add(command: Any) -> Any:
        for decorator in reversed(decorators):
            command = decorator(command)
        return command

    return add


def _out(context: click.Context, option: click.Parameter, name: str | None) -> Path | None:
    """An empty name is a shell variable that was not set, not the folder one happens to be in."""
    if name is not None and not name.strip():
        raise click.BadParameter("is empty; expected a name")
    return None if name is None else Path(name)


_PATHS = click.argument("paths", nargs=-1, required=True, metavar="PATH...")
_TALK = _options(
    click.option("--quiet", "-q", is_flag=True, help="Say nothing but errors."),
    click.option("--explain", is_flag=True, help="Tell on standard error what was left out, and why."),
)
_EMBEDDER = click.option(
    "--embedder", default="minilm", show_default=True, metavar="NAME|PATH", help="Sentence encoder."
)
_BRIEF = _options(
    click.option(
        "--writer",
        default=Settings().writer,
        show_default=True,
        metavar="extractive|fusion|terse|NAME|PATH",
        help="Who writes the sentences: copied lines, the project's model, the same as short as headlines, or any "
        "seq2seq checkpoint.",
    ),
    click.option("--whole-cluster", is_flag=True, help="Give the writer a whole event at once."),
    _EMBEDDER,
    click.option("--sentences", type=click.IntRange(1, 100), default=6, show_default=True, help="At most this many."),
    click.option("--words", type=click.IntRange(5), default=None, help="At most this many words; the tighter wins."),
    click.option("--bf16", is_flag=True, help="Embed in bfloat16 where the processor can: faster, and recorded."),
)


_LIMIT = click.option(
    "--max-file-mb",
    type=click.FloatRange(min=0.001),
    default=Settings().read.max_file_mb,
    show_default=True,
    help="A larger file is refused.",
)


@app.command()
@_PATHS
@click.option("-o", "--out", metavar="DIR", callback=_out, help="Folder for Markdown, HTML, JSON and the sources.")
@_BRIEF
@_LIMIT
@_TALK
def run(paths: tuple[str, ...], out: Path | None, quiet: bool, explain: bool, **wanted: Any) -> int:
    """Read articles, find the meetings, write a brief for each; oldest first, undated last."""
    from summarize.models.load import EXTRACTIVE
    from summarize.pipeline import count_sentences, make_briefs
    from summarize.writing.render import to_markdown

    settings = _settings(**wanted)
    if out:
        from summarize.scale.folder import check_folder, write_folder

        check_folder(out)
    with _progress(quiet) as progress:
        result = make_briefs(paths, settings, progress=progress)
    if out:
        write_folder(result, settings, out)
    print("\n---\n\n".join(to_markdown(brief) for brief in result.briefs), end="")
    if explain:
        from summarize.explain import explain_run

        say(explain_run(result))
    if not quiet:
        say(_sentences(count_sentences(result.briefs), writer=settings.writer != EXTRACTIVE))
    return _report(result.problems, quiet)


@app.command()
@_PATHS
@click.option("--state", metavar="DIR", callback=_out, help="Folder of the articles seen; new ones are added to it.")
@_EMBEDDER
@_LIMIT
@_TALK
def cluster(paths: tuple[str, ...], state: Path | None, quiet: bool, explain: bool, **wanted: Any) -> int:
    """Print for each article, as a JSON line, the event it reports, its day and its place.

    With --state the articles are added one by one to what the folder holds, all its articles are printed, and
    standard error tells what changed: events opened, joined, merged, split. An event keeps its id as it grows.
    """
    from summarize.scale.clusters import cluster_paths

    settings = _settings(**wanted)
    with _progress(quiet) as progress:
        found = cluster_paths(paths, state, settings, progress)
    for row in found.rows:
        print(_line(row))
    if not quiet:
        for change in found.changes:
            say(f"summarize: {change}")
    if explain:
        from summarize.data import Clustering
        from summarize.explain import explain_clustering

        say(explain_clustering(Clustering(events=(), decisions=found.decisions)))
    return _report(found.problems, quiet)


@app.command()
@click.argument("clusters", metavar="CLUSTERS.jsonl")
@click.option("-o", "--out", metavar="OUT.jsonl", callback=_out, help="Where the lines go; a stopped run is taken up.")
@_BRIEF
@_TALK
def batch(clusters: str, out: Path | None, quiet: bool, explain: bool, **wanted: Any) -> int:
    """Write a brief for each line of CLUSTERS.jsonl, whose articles are known: N lines in, N lines out, in order."""
    from summarize.models.load import EXTRACTIVE
    from summarize.scale.briefs import batch_briefs

    settings = _settings(**wanted)
    with _progress(quiet) as progress:
        result = batch_briefs(clusters, out, settings, progress, say if explain else None)
    failed = result.errors
    if not quiet:
        say(_sentences(result.sentences, writer=settings.writer != EXTRACTIVE))
    if failed and not quiet:
        say(f"summarize: {failed} line{'s' if failed != 1 else ''} could not be briefed; each says why in its place")
    return SOME_PROBLEMS if failed else OK


@app.command()
@_PATHS
@_LIMIT
@click.option("--quiet", "-q", is_flag=True, help="Say nothing but errors.")
def lines(paths: tuple[str, ...], quiet: bool, **wanted: Any) -> int:
    """Print for each article, as a JSON line, what each of its lines is and the rule that says so."""
    from summarize.articles.clean import label_lines
    from summarize.articles.read import read
    from summarize.errors import NothingToRead
    from summarize.writing.render import lines_json

    settings = _settings(**wanted)
    articles, problems = read(paths, settings.read, sys.stdin.buffer)
    if not articles:
        raise NothingToRead("\n  ".join(["no article could be read", *(f"{p.path}: {p.what}" for p in problems)]))
    for article, labelled in zip(articles, label_lines(articles, settings.clean), strict=True):
        print(_line(lines_json(article, labelled)))
    return _report(problems, quiet)


@app.command()
@click.argument("groups", metavar="GROUPS.jsonl")
@_BRIEF
@click.option("--quiet", "-q", is_flag=True, help="Say nothing but errors.")
def fuse(groups: str, quiet: bool, **wanted: Any) -> int:
    """Write one sentence from each group of lines in GROUPS.jsonl: the writer and its gate alone."""
    from summarize.scale.fuse import fuse_groups

    failed = 0
    for row in fuse_groups(groups, _settings(**wanted)):
        failed += "error" in row
        print(_line(row))
    if failed and not quiet:
        say(f"summarize: {failed} group{'s' if failed != 1 else ''} could not be written; each says why in its place")
    return SOME_PROBLEMS if failed else OK


_LOGIN = click.option(
    "--auth",
    multiple=True,
    metavar="NAME:PASSWORD",
    envvar="SUMMARIZE_AUTH",
    help="Let in only who knows this; may be given again. Or set SUMMARIZE_AUTH, which no list of processes shows.",
)


@app.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on; 0.0.0.0 is every one.")
@click.option("--port", type=click.IntRange(1, 65535), default=7860, show_default=True, help="Port to listen on.")
@click.option("--share", is_flag=True, help="Also open a public link, through a relay outside; off unless asked for.")
@_LOGIN
@click.option("--root-path", default="", metavar="PATH", help="The path under which a proxy serves the page.")
@click.option("--max-file-mb", type=click.FloatRange(min=0.001), default=10.0, show_default=True, help="Of one upload.")
@click.option("--max-articles", type=click.IntRange(1), default=200, show_default=True, help="Of one person.")
@click.option("--queue", type=click.IntRange(1), default=40, show_default=True, help="Runs that may wait.")
@click.option("--writer", "writers", multiple=True, metavar="NAME|PATH", help="A writer people may choose; repeatable.")
@click.option("--fetch-links", "links", is_flag=True, help="Let people name links; public http(s) pages only.")
@_EMBEDDER
def serve(auth: tuple[str, ...], writers: tuple[str, ...], **wanted: Any) -> int:
    """Open the page: drop articles in, read briefs beside their sources."""
    for one in auth:
        if not all(one.partition(":")[::2]):
            raise click.BadParameter("expected NAME:PASSWORD", param_hint="--auth")
    from summarize.page.options import PageOptions
    from summarize.page.server import serve as open_page

    pairs = tuple((name, password) for name, _, password in (one.partition(":") for one in auth))
    if writers:  # else people choose from what is shipped
        wanted["writers"] = tuple(dict.fromkeys(writers))
    options = PageOptions(auth=pairs, **wanted)
    where = f"http://{options.host}:{options.port}/"
    say(f"summarize: opening the page at {where}")
    open_page(options, opened=lambda: say(f"summarize: the page is at {where} (Ctrl-C stops it)"))
    return OK


def _settings(
    *, sentences: int = 6, words: int | None = None, bf16: bool = False, max_file_mb: float | None = None, **names: Any
) -> Settings:
    """The settings the options of a command ask for; what it has no option for stays as it is."""
    plain = Settings()
    return replace(
        plain,
        read=plain.read if max_file_mb is None else replace(plain.read, max_file_mb=max_file_mb),
        plan=replace(plain.plan, max_sentences=sentences, max_words=words),
        bfloat16=bf16,
        **names,
    )


def _line(row: Any) -> str:
    return json.dumps(row, ensure_ascii=False)


def say(text: str) -> None:
    """Print to standard error, with control characters of article texts shown by name."""
    from summarize.writing.render import visible

    print(visible(text), file=sys.stderr)


def _sentences(counts: SentenceCounts, *, writer: bool) -> str:
    """How the sentences of a run came about, and how often the lines had to stand in for the writer."""
    told = f"{counts.fused} fused, {counts.compressed} compressed, {counts.copied} copied"
    text = f"summarize: {counts.all} sentence{'s' if counts.all != 1 else ''}: {told}"
    if writer:
        groups = f"{counts.all} group{'s' if counts.all != 1 else ''} of lines"
        text += f"; {counts.fallbacks} of {groups} fell back on a line's own wording"
    return text


def _report(problems: Sequence[Problem], quiet: bool) -> int:
    if not quiet:
        for problem in problems:
            say(f"summarize: {problem.path}: {problem.what}")
    return SOME_PROBLEMS if problems else OK


@contextlib.contextmanager
def _progress(quiet: bool) -> Iterator[Progress]:
    """Progress on standard error when it is a terminal and the work is long; silent otherwise."""
    if quiet or not sys.stderr.isatty():
        yield lambda stage, done, total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        tasks: dict[str, Any] = {}

        def show(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bar.add_task(stage, total=total)
            bar.update(tasks[stage], completed=done, total=total)

        yield show
