"""What stands where on the page."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import gradio as gr

from summarize.page.options import PageOptions
from summarize.page.take import KINDS
from summarize.page.view import articles_html, brief_html

_WRITERS = {"extractive": "As printed", "fusion": "Shortened", "terse": "Like headlines"}

Components = dict[str, Any]  # by the name the wiring knows them by


def articles_tab(page: Components, options: PageOptions) -> None:
    """Files, text, links and samples in; what was read below."""
    with gr.Row(equal_height=True):
        with gr.Column(min_width=300):
            page["files"] = gr.File(
                label=f"Files: .txt, .md, .html, .mhtml, .jsonl, .rss, up to {options.max_file_mb:g} MB each",
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
    page["read"] = html(articles_html((), ()), "sm-read")
    with gr.Accordion("Take an article away", open=False, elem_classes="sm-more"), gr.Row():
        page["unwanted"] = gr.Dropdown(label="Article", choices=[], value=None, scale=4)
        page["remove"] = gr.Button("Take it away", size="sm", scale=1)


def briefs_tab(page: Components, options: PageOptions) -> None:
    """The meetings in time order, the brief beside its sources, and what can be done with them."""
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
    page["view"] = html(brief_html(None), "sm-view")
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


def html(value: str, id_: str) -> Any:
    """HTML of ours: the only kind of component in which markup works, so only ``view`` may fill it."""
    return gr.HTML(value, apply_default_css=False, js_on_load=None, elem_id=id_)
