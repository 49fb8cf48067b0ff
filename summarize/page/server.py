"""The page on a port: limits, security headers and a health answer around what ``app.build`` made."""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Awaitable, Callable, MutableMapping
from pathlib import Path
from typing import Any

from summarize import __version__
from summarize.errors import UsageError
from summarize.page.options import PageOptions

_STATIC = Path(__file__).parent / "static"
_MEGABYTE = 1_000_000
_SCRIPT = re.compile(rb"<script(?=[\s>])")

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]


def serve(options: PageOptions, demo: Any = None, wait: bool = True) -> Any:
    """Open the page on its port.

    Args:
        options: What the operator set.
        demo: What ``app.build`` made; built here unless given.
        wait: Whether to stay until the server is stopped.

    Returns:
        What gradio's ``launch`` gives: the app, the address on this machine, the public one if there is one.

    Raises:
        UsageError: The port cannot be had.
    """
    from summarize.page.app import build

    demo = demo or build(options)
    try:
        return demo.launch(**_launch_arguments(options), prevent_thread_lock=not wait)
    except OSError as error:
        what = f"the page cannot be opened on {options.host}:{options.port} ({error}); choose another with --port"
        raise UsageError(what) from error


def _launch_arguments(options: PageOptions) -> dict[str, Any]:
    return dict(
        server_name=options.host,
        server_port=options.port,
        share=options.share,
        auth=list(options.auth) or None,
        root_path=options.root_path or None,
        max_file_size=int(options.max_file_mb * _MEGABYTE),
        state_session_capacity=options.kept_sessions,
        app_kwargs=app_arguments(options),
        footer_links=[],
        run_history=False,
        ssr_mode=False,
        pwa=False,
        mcp_server=False,
        enable_monitoring=False,
        quiet=True,
        show_error=False,
        theme=theme(),
        css_paths=[_STATIC / "page.css"],
        head='<script src="summarize/page.js" defer></script>',
    )


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


class BodyLimit:
    """Refuses a request larger than is of use: gradio bounds each upload, but neither their sum nor a text."""

    def __init__(self, app: Any, max_mb: float) -> None:
        self.app = app
        self.limits = {"/upload": 4 * max_mb, "": max_mb + 1}

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Pass a request on, counting what arrives."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        megabytes = self.limits["/upload" if scope["path"].rstrip("/").endswith("/upload") else ""]
        limit = int(megabytes * _MEGABYTE)
        if _declared(scope) > limit:
            await _refuse(send)
            return
        seen = 0

        async def counted() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            # Too much without having said so: to the app the sender has gone away.
            return {"type": "http.disconnect"} if seen > limit else message

        await self.app(scope, counted, send)


def _declared(scope: Message) -> int:
    length = dict(scope["headers"]).get(b"content-length", b"0")
    return int(length) if length.isdigit() else 0


async def _refuse(send: Send) -> None:
    await send({"type": "http.response.start", "status": 413, "headers": [(b"content-type", b"text/plain")]})
    await send({"type": "http.response.body", "body": b"too large\n"})


class Guards:
    """Security headers on every answer, and a nonce on the page's own scripts: no other inline script can run."""

    def __init__(self, app: Any) -> None:
        self.app = app

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Pass a request on and add to its answer."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        nonce = secrets.token_urlsafe(16)
        held: list[Message] = []  # the start of an HTML answer, until its body and so its length is known
        body = bytearray()

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), *_headers(nonce)]
                if _is_page(message):
                    held.append(message)
                    return
            elif held:
                body.extend(message.get("body", b""))
                if message.get("more_body"):
                    return
                page = _SCRIPT.sub(b'<script nonce="%b"' % nonce.encode(), bytes(body))
                held[0]["headers"] = _with_length(held[0]["headers"], len(page))
                await send(held.pop())
                message = {"type": "http.response.body", "body": page}
            await send(message)

        await self.app(scope, receive, guarded)


def _is_page(message: Message) -> bool:
    return any(name == b"content-type" and value.startswith(b"text/html") for name, value in message["headers"])


def _with_length(headers: list[tuple[bytes, bytes]], length: int) -> list[tuple[bytes, bytes]]:
    return [*((n, v) for n, v in headers if n != b"content-length"), (b"content-length", str(length).encode())]


def _headers(nonce: str) -> list[tuple[bytes, bytes]]:
    # A hosted Space is shown in a frame of its host's page; elsewhere nobody frames this one.
    frames = "https://huggingface.co" if os.environ.get("SPACE_ID") else "'self'"
    # gradio itself evaluates its components' templates; inline handlers and scripts without the nonce stay refused.
    policy = (
        f"default-src 'self'; script-src 'self' 'nonce-{nonce}' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; "
        f"object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors {frames}"
    )
    return [
        (b"content-security-policy", policy.encode()),
        (b"x-content-type-options", b"nosniff"),
        (b"referrer-policy", b"no-referrer"),
        (b"permissions-policy", b"camera=(), microphone=(), geolocation=()"),
        (b"cross-origin-opener-policy", b"same-origin"),
    ]
