"""The page itself: built from what stands where (``layout``) and which handler each button calls (``wiring``)."""

from __future__ import annotations

import os

# Both are read at import: nothing is reported to anyone, and a model that is not here is said to be missing at once.
os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
os.environ.setdefault("HF_HUB_OFFLINE", "1")

from summarize.page.quick import without_stubs

with without_stubs():
    import gradio as gr

from summarize.page.desk import Desk
from summarize.page.handlers import Handlers
from summarize.page.layout import Components, articles_tab, briefs_tab, html
from summarize.page.options import PageOptions
from summarize.page.shared import SharedModels
from summarize.page.view import status_html
from summarize.page.wiring import wire

_HEADER = """<header class="sm-top"><h1>summarize</h1><p>Several articles in, one brief per meeting out.
Every sentence leads to the lines it rests on.</p></header>"""


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
        html(_HEADER, "sm-header")
        with gr.Row(elem_classes="sm-bar"):
            page["status"] = html(status_html("Ready."), "sm-status")
            page["stop"] = gr.Button("Stop", size="sm", elem_id="sm-stop", scale=0)
        with gr.Tabs(selected="articles", elem_id="sm-tabs") as page["tabs"]:
            with gr.Tab("Articles", id="articles"):
                articles_tab(page, options)
            with gr.Tab("Briefs", id="briefs", render_children=True):
                briefs_tab(page, options)
        wire(page, handlers)
    demo.queue(max_size=options.queue, default_concurrency_limit=options.at_once)
    return demo
