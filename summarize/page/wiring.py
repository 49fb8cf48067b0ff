"""Which handler each button of the page calls, and what it fills. Every action is a named API endpoint."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import gradio as gr
from markupsafe import escape

from summarize.errors import SummarizeError
from summarize.page import desk as desks
from summarize.page.desk import Desk
from summarize.page.handlers import Handlers, Shown
from summarize.page.layout import Components
from summarize.page.take import as_json, take
from summarize.page.view import articles_html, brief_html, choice_label, status_html, title_of
from summarize.writing.render import visible

_WORK = "work"  # all long handlers share one limit, so that many people cannot start more than the machine carries

# Gradio's own download button has its file before it is pressed; ours is made when it is asked for.
_SAVE = """(file) => { const one = Array.isArray(file) ? file[0] : file; if (!one) return;
  const link = document.createElement("a"); link.href = one.url; link.download = one.orig_name || "brief";
  document.body.append(link); link.click(); link.remove(); }"""


def wire(page: Components, handlers: Handlers) -> None:
    """Connect everything that can be pressed."""
    _wire_articles(page, handlers)
    _wire_briefs(page, handlers)
    _wire_taking(page, handlers)


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
