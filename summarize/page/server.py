"""The page on a port: limits, security headers and a health answer around what ``app.build`` made."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from summarize import __version__
from summarize.errors import UsageError
from summarize.page.guards import BodyLimit, Guards
from summarize.page.options import PageOptions

_STATIC = Path(__file__).parent / "static"
_MEGABYTE = 1_000_000


def serve(options: PageOptions, demo: Any = None, wait: bool = True, opened: Callable[[], None] | None = None) -> Any:
    """Open the page on its port.

    Args:
        options: What the operator set.
        demo: What ``app.build`` made; built here unless given.
        wait: Whether to stay until the server is stopped.
        opened: Called once the page answers.

    Returns:
        What gradio's ``launch`` gives: the app, the address on this machine, the public one if there is one.

    Raises:
        UsageError: The port cannot be had.
        ModelError: The embedder or a writer is not there.
    """
    from summarize.models.load import check_models
    from summarize.page.app import build

    check_models(options.embedder, options.writers)
    demo = demo or build(options)
    try:
        answer = demo.launch(**_launch_arguments(options), prevent_thread_lock=True)
    except OSError as error:
        why = "another program has the port, or it may not be opened" if "empty port" in str(error) else str(error)
        what = f"the page cannot be opened on {options.host}:{options.port} ({why}); choose another with --port"
        raise UsageError(what) from error
    if opened is not None:
        opened()
    if wait:
        demo.block_thread()
    return answer


def _launch_arguments(options: PageOptions) -> dict[str, Any]:
    return {
        "server_name": options.host,
        "server_port": options.port,
        "share": options.share,
        "auth": list(options.auth) or None,
        "root_path": options.root_path or None,
        "max_file_size": int(options.max_file_mb * _MEGABYTE),
        "state_session_capacity": options.kept_sessions,
        "app_kwargs": app_arguments(options),
        "footer_links": [],
        "run_history": False,
        "ssr_mode": False,
        "pwa": False,
        "mcp_server": False,
        "enable_monitoring": False,
        "quiet": True,
        "show_error": False,
        "theme": theme(),
        "css_paths": [_STATIC / "page.css"],
        "head": '<script src="summarize/page.js" defer></script>',
    }


def theme() -> Any:
    """Fonts of the reader's own system, quiet greys, one blue."""
    import gradio as gr

    return gr.themes.Base(
        primary_hue=gr.themes.colors.blue,
        neutral_hue=gr.themes.colors.gray,
        radius_size=gr.themes.sizes.radius_sm,
        font=["system-ui", "-apple-system", "Segoe UI", "Roboto", "sans-serif"],
        font_mono=["ui-monospace", "Menlo", "Consolas", "monospace"],
    ).set(
        button_primary_background_fill="#0b57b7",
        button_primary_background_fill_hover="#094a9c",
        button_primary_background_fill_dark="#8fbcff",
        button_primary_background_fill_hover_dark="#aecfff",
        button_primary_text_color="#ffffff",
        button_primary_text_color_dark="#10203a",
        body_background_fill_dark="#14161a",
        block_background_fill_dark="#1b1e24",
        block_border_color_dark="#343943",
        border_color_primary_dark="#343943",
        background_fill_primary_dark="#14161a",
        background_fill_secondary_dark="#1b1e24",
        input_background_fill="#f6f7f9",
        input_background_fill_dark="#14161a",
        button_secondary_background_fill="#eceef1",
        button_secondary_background_fill_hover="#dfe3e8",
        button_secondary_background_fill_dark="#2a2e36",
        button_secondary_background_fill_hover_dark="#343943",
        checkbox_label_background_fill="#f6f7f9",
        checkbox_label_background_fill_dark="#23272e",
        block_label_text_color="#4a5059",
        block_label_text_color_dark="#b6bcc6",
    )


def app_arguments(options: PageOptions) -> dict[str, Any]:
    """What gradio's server gets beside the page: /health, our script, the guards around every answer."""
    from starlette.middleware import Middleware
    from starlette.responses import FileResponse, JSONResponse
    from starlette.routing import Route

    async def health(request: Any) -> JSONResponse:
        return JSONResponse({"status": "ok", "version": __version__}, headers={"Cache-Control": "no-store"})

    async def script(request: Any) -> FileResponse:
        return FileResponse(_STATIC / "page.js", media_type="text/javascript")

    return {
        "routes": [Route("/health", health), Route("/summarize/page.js", script)],
        "middleware": [Middleware(Guards), Middleware(BodyLimit, max_mb=options.max_file_mb)],
        "docs_url": None,
        "redoc_url": None,
    }
