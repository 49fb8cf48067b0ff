"""What stands around every answer of the page: headers that keep foreign scripts out, and a limit on what comes in."""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

_MEGABYTE = 1_000_000
_SCRIPT = re.compile(rb"<script(?=[\s>])")

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]


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
