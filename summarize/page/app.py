"""The page itself: what stands where, and which handler each button calls. Every action is a named API endpoint."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

# Both are read at import: nothing is reported to anyone, and a model that is not here is said to be missing at once.
os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
os.environ.setdefault("HF_HUB_OFFLINE", "1")

import gradio as gr
from markupsafe import escape

from summarize.errors import SummarizeError
from summarize.page import desk as desks
from summarize.page.desk import Desk
from summarize.page.handlers import Handlers, Shown
from summarize.page.options import PageOptions
from summarize.page.shared import SharedModels
from summarize.page.take import KINDS, as_json, take
from summarize.page.view import articles_html, brief_html, choice_label, status_html, title_of
from summarize.writing.render import visible

_HEADER = """<header class="sm-top"><h1>summarize</h1><p>Several articles in, one brief per meeting out.
Every sentence leads to the lines it rests on.</p></header>"""
_WORK = "work"  # all long handlers share one limit, so that many people cannot start more than the machine carries
_WRITERS = {"extractive": "Sentences as printed", "fusion": "Sentences joined and shortened"}

# Gradio's own download button has its file before it is pressed; ours is made when it is asked for.
_SAVE = """(file) => { const one = Array.isArray(file) ? file[0] : file; if (!one) return;
  const link = document.createElement("a"); link.href = one.url; link.download = one.orig_name || "brief";
  document.body.append(link); link.click(); link.remove(); }"""

Components = dict[str, Any]


def build(options: PageOptions | None = None, models: SharedModels | None = None) -> gr.Blocks:
    """The page, with every action wired; no model is loaded before someone asks for a brief.

    Args:
        options: What the operator set; the defaults unless given.
        models: Loaded on first use unless given.
    """
    options = options or PageOptions()
    handlers = Handlers(options, models or SharedModels())
    demo: gr.Blocks
    with gr.Blocks(
        title="summarize",
        analytics_enabled=False,
        fill_width=True,
        delete_cache=(min(60, options.upload_seconds), options.upload_seconds),
    ) as demo:
        page: Components = {"desk": gr.State(Desk(), time_to_live=options.session_seconds)}
        _html(_HEADER, "sm-header")
        with gr.Row(elem_classes="sm-bar"):
            page["status"] = _html(status_html("Ready."), "sm-status")
            page["stop"] = gr.Button("Stop", size="sm", elem_id="sm-stop", scale=0)
        with gr.Tabs(selected="articles", elem_id="sm-tabs") as page["tabs"]:
            with gr.Tab("Articles", id="articles"):
                _articles_tab(page, options)
            with gr.Tab("Briefs", id="briefs", render_children=True):
                _briefs_tab(page, options)
        _wire_articles(page, handlers)
        _wire_briefs(page, handlers)
        _wire_taking(page, handlers)
    demo.queue(max_size=options.queue, default_concurrency_limit=options.at_once)
    return demo


# ------------------------------------------------------------------ what stands where


def _articles_tab(page: Components, options: PageOptions) -> None:
    with gr.Row(equal_height=True):
        with gr.Column(min_width=300):
            page["files"] = gr.File(
                label=f"Files: .txt, .html, .jsonl, up to {options.max_file_mb:g} MB each",
                file_count="multiple",
                height=196,
                elem_id="sm-files",
            )
        with gr.Column(min_width=300, elem_classes="sm-paste"):
            page["text"] = gr.Textbox(
                label="Or paste text; a line of dashes (---) between two articles",
                lines=6,
                max_lines=6,
                max_length=options.max_pasted_chars,
                elem_id="sm-text",
            )
            page["add_text"] = gr.Button("Add the text", size="sm")
    with gr.Row(visible=options.links):
        page["links"] = gr.Textbox(label="Or links, one a line", lines=2, max_lines=6, scale=4)
        page["add_links"] = gr.Button("Fetch the links", size="sm", scale=1)
    with gr.Row(elem_classes="sm-actions"):
        page["samples"] = gr.Button("Use sample articles", visible=bool(options.samples and options.samples.is_dir()))
        page["over"] = gr.Button("Start over")
        page["go"] = gr.Button("Summarise", variant="primary", elem_id="sm-go")
    page["read"] = _html(articles_html((), ()), "sm-read")
    with gr.Accordion("Take an article away", open=False, elem_classes="sm-more"), gr.Row():
        page["unwanted"] = gr.Dropdown(label="Article", choices=[], value=None, scale=4)
        page["remove"] = gr.Button("Take it away", size="sm", scale=1)


def _briefs_tab(page: Components, options: PageOptions) -> None:
    page["timeline"] = gr.Radio(label="Meetings, oldest first", elem_id="sm-timeline", container=False, visible=False)
    with gr.Row(elem_classes="sm-tools", equal_height=True):
        page["sentences"] = gr.Slider(
            1, options.max_sentences, value=6, step=1, label="Sentences, at most", elem_id="sm-sentences", min_width=240
        )
        page["writer"] = gr.Radio(
            [(_WRITERS.get(one, Path(one).name), one) for one in options.writers],
            value=options.writers[0],
            label="How they are written",
            visible=len(options.writers) > 1,
            min_width=260,
        )
        page["kind"] = gr.Radio(list(KINDS), value=KINDS[0], label="Take it along", elem_id="sm-kind", min_width=300)
        page["take"] = gr.Button("Download", size="sm", elem_id="sm-take", scale=0, min_width=110)
        page["file"] = gr.File(visible="hidden", elem_id="sm-file", label="Downloaded file")
    page["view"] = _html(brief_html(None), "sm-view")
    with gr.Accordion("Put articles to other meetings", open=False, elem_classes="sm-more"):
        with gr.Row():
            page["article"] = gr.Dropdown(label="Move this article", choices=[], value=None, scale=3)
            page["to"] = gr.Dropdown(label="to this meeting", choices=[], value=None, scale=3)
            page["move"] = gr.Button("Move", size="sm", scale=1)
        with gr.Row():
            page["one"] = gr.Dropdown(label="Join this meeting", choices=[], value=None, scale=3)
            page["other"] = gr.Dropdown(label="with this one", choices=[], value=None, scale=3)
            page["join"] = gr.Button("Join", size="sm", scale=1)
    # As text: gradio's client takes every object with a "path" for a file of its own and tries to fetch it.
    page["json"] = gr.Textbox(visible=False, label="All briefs, as JSON")
    page["all"] = gr.Button("All briefs as JSON", visible=False)


def _html(value: str, id_: str) -> Any:
    """HTML of ours: the only kind of component in which markup works, so only ``view`` may fill it."""
    return gr.HTML(value, apply_default_css=False, js_on_load=None, elem_id=id_)


# ------------------------------------------------------------------- what calls what


def _wire_articles(page: Components, handlers: Handlers) -> None:
    outputs = [page["status"], page["desk"], page["read"], page["unwanted"]]

    def adding(action: Callable[..., Desk]) -> Callable[..., tuple[Any, ...]]:
        def act(desk: Desk, *values: Any) -> tuple[Any, ...]:
            after = _or_error(lambda: action(desk, *values))
            return (
                _added(desk, after),
                after,
                articles_html(after.readings, (*after.problems, *after.unread)),
                _ids(after),
            )

        return act

    plain = {"show_progress": "hidden", "concurrency_id": _WORK}
    added = page["files"].upload(
        adding(handlers.add_files), [page["desk"], page["files"]], outputs, api_name="add_files", **plain
    )
    added.then(lambda: None, None, page["files"], show_progress="hidden", api_visibility="private")
    for name, action, box in (("add_text", handlers.add_text, "text"), ("add_links", handlers.add_links, "links")):
        done = page[name].click(adding(action), [page["desk"], page[box]], outputs, api_name=name, **plain)
        done.then(lambda: "", None, page[box], show_progress="hidden", api_visibility="private")
    page["samples"].click(adding(handlers.add_samples), [page["desk"]], outputs, api_name="add_samples", **plain)
    page["remove"].click(adding(handlers.remove), [page["desk"], page["unwanted"]], outputs, api_name="remove", **plain)

    def start_over() -> tuple[Any, ...]:
        empty = Desk()
        return (
            status_html("Ready."),
            empty,
            articles_html((), ()),
            _ids(empty),
            *_briefs_shown(empty, None),
        )

    page["over"].click(
        start_over, None, [*outputs, *_brief_outputs(page)], api_name="start_over", show_progress="hidden"
    )


def _wire_briefs(page: Components, handlers: Handlers) -> None:
    outputs = [page["status"], page["desk"], *_brief_outputs(page), page["tabs"]]
    style = [page["sentences"], page["writer"]]
    long: dict[str, Any] = {
        "show_progress": "minimal",
        "show_progress_on": page["status"],
        "concurrency_id": _WORK,
        "concurrency_limit": handlers.options.at_once,
        "trigger_mode": "once",
    }
    desk, timeline = page["desk"], page["timeline"]
    started = [
        page["go"].click(
            _working(handlers.summarise, to_briefs=True), [desk, *style], outputs, api_name="summarise", **long
        ),
        # Typed, dragged or stepped by key: whatever comes while the last is at work, only the newest is done after it.
        page["sentences"].input(
            _working(handlers.rewrite),
            [desk, timeline, *style],
            outputs,
            api_name="rewrite",
            **(long | {"trigger_mode": "always_last"}),
        ),
        page["writer"].input(
            _working(handlers.rewrite), [desk, timeline, *style], outputs, api_visibility="private", **long
        ),
        page["move"].click(
            _working(handlers.move), [desk, page["article"], page["to"], *style], outputs, api_name="move", **long
        ),
        page["join"].click(
            _working(handlers.join), [desk, page["one"], page["other"], *style], outputs, api_name="join", **long
        ),
    ]
    page["stop"].click(
        lambda: status_html("Stopped. Nothing was changed."),
        None,
        page["status"],
        cancels=started,
        api_name="stop",
        show_progress="hidden",
    )
    timeline.input(
        lambda desk, slug: brief_html(desks.brief_of(desk, slug)),
        [desk, timeline],
        page["view"],
        api_name="show",
        show_progress="hidden",
    )


def _wire_taking(page: Components, handlers: Handlers) -> None:
    def download(desk: Desk, slug: str | None, sentences: float, writer: str, kind: str) -> Iterator[str]:
        brief = desks.brief_of(desk, slug)
        if brief is None or desk.run is None:
            raise gr.Error("There is no brief yet.", print_exception=False)
        settings = _or_error(lambda: handlers.settings(sentences, writer))
        # gradio takes a copy into its own cache, which is emptied by age, before it asks for more.
        with TemporaryDirectory(prefix="summarize-") as folder:
            yield str(take(brief, desk.run, settings, kind, Path(folder)))

    def all_json(desk: Desk) -> str:
        return json.dumps(
            [as_json(brief, desk.run) for brief in desk.run.briefs] if desk.run else [], ensure_ascii=False
        )

    taken = page["take"].click(
        download,
        [page["desk"], page["timeline"], page["sentences"], page["writer"], page["kind"]],
        page["file"],
        api_name="take",
        show_progress="hidden",
    )
    taken.success(None, [page["file"]], None, js=_SAVE, api_visibility="private")
    page["all"].click(all_json, [page["desk"]], page["json"], api_name="briefs", show_progress="hidden")


def _working(action: Callable[..., Iterator[Shown]], to_briefs: bool = False) -> Callable[..., Iterator[Any]]:
    """A handler of gradio from an action that shows its steps."""

    def work(desk: Desk, *values: Any) -> Iterator[Any]:
        waiting = [gr.skip()] * 8
        try:
            for shown in action(desk, *values):
                if shown.desk is None:
                    yield (shown.status, *waiting)
                else:
                    tabs = gr.Tabs(selected="briefs") if to_briefs else gr.skip()
                    yield (shown.status, shown.desk, *_briefs_shown(shown.desk, shown.slug), tabs)
        except SummarizeError as error:
            yield (status_html(str(error), "wrong"), *waiting)
            raise gr.Error(_plain(error), visible=False, print_exception=False) from None

    return work


def _brief_outputs(page: Components) -> list[Any]:
    return [page[name] for name in ("timeline", "view", "article", "to", "one", "other")]


def _briefs_shown(desk: Desk, slug: str | None) -> tuple[Any, ...]:
    """The timeline, the brief of one meeting, and what can be chosen when meetings are put together by hand."""
    briefs = desk.run.briefs if desk.run else ()
    shown = desks.brief_of(desk, slug)
    meetings = [(choice_label(one), one.slug) for one in briefs]
    flat = [(label.replace("\n", ", "), id_) for label, id_ in meetings]
    by_id = {one.article.id: one for one in (desk.run.readings if desk.run else ())}
    articles = [(f"{visible(title_of(one))} ({visible(id_)})", id_) for id_, one in by_id.items()]
    return (
        gr.Radio(choices=meetings, value=shown.slug if shown else None, visible=bool(briefs)),
        brief_html(shown),
        gr.Dropdown(choices=articles, value=None),
        gr.Dropdown(choices=[*flat, ("a meeting of its own", "")], value=None),
        gr.Dropdown(choices=flat, value=None),
        gr.Dropdown(choices=flat, value=None),
    )


def _ids(desk: Desk) -> Any:
    return gr.Dropdown(choices=[(visible(one.path), one.id) for one in desk.articles], value=None)


def _added(before: Desk, after: Desk) -> str:
    count = len(after.readings)
    wrong = len(after.problems) + len(after.unread) - len(before.problems) - len(before.unread)
    words = f"{count} article{'s' if count != 1 else ''} read."
    return status_html(f"{words} {wrong} could not be added; see below." if wrong > 0 else words)


def _or_error(action: Callable[[], Any]) -> Any:
    try:
        return action()
    except SummarizeError as error:
        raise gr.Error(_plain(error), print_exception=False) from None


def _plain(error: SummarizeError) -> str:
    """The message as gradio may show it: it takes it for HTML."""
    return str(escape(visible(str(error))))
