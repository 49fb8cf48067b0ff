"""Pictures of the page's main states, to be looked at: ``python -m evaluation.screenshots DIR``.

Opens the page on a free port, walks through it with the sample articles in a desktop, a dark and a phone-wide window,
and writes one PNG for each state.
"""

from __future__ import annotations

import argparse
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from evaluation.browser import find_browser

WINDOWS: dict[str, dict[str, Any]] = {
    "desktop": {"viewport": {"width": 1440, "height": 900}},
    "dark": {"viewport": {"width": 1280, "height": 800}, "color_scheme": "dark"},
    "phone": {
        "viewport": {"width": 390, "height": 844},
        "device_scale_factor": 2,
        "is_mobile": True,
        "has_touch": True,
    },
}
BROKEN = bytes(range(256)) * 40
SETTLED = 1200  # milliseconds until smooth scrolling has come to rest


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m evaluation.screenshots", description=__doc__)
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("--only", choices=sorted(WINDOWS), help="one window instead of all")
    asked = parser.parse_args(arguments)
    browser = find_browser()
    if not browser:
        print("no Chromium on this machine: install one, or name it with SUMMARIZE_CHROMIUM", file=sys.stderr)
        return 2
    asked.folder.mkdir(parents=True, exist_ok=True)
    from playwright.sync_api import sync_playwright

    with served() as address, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox"])
        for name in [asked.only] if asked.only else WINDOWS:
            page = chromium.new_context(**WINDOWS[name]).new_page()
            page.goto(address)
            for number, state in enumerate(walk(page), 1):
                file = asked.folder / f"{name}-{number}-{state}.png"
                page.screenshot(path=file)
                print(file)
        chromium.close()
    return 0


@contextmanager
def served() -> Iterator[str]:
    """The page on a free port of this machine, with its real models."""
    from summarize.page.app import build
    from summarize.page.options import PageOptions
    from summarize.page.server import serve

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        options = PageOptions(port=free.getsockname()[1])
    demo = build(options)
    serve(options, demo, wait=False)
    yield f"http://127.0.0.1:{options.port}/"
    demo.close()


def walk(page: Any) -> Iterator[str]:
    """Go through the states of the page, giving the name of each when it stands."""
    page.set_default_timeout(120_000)
    page.locator("#sm-go").wait_for()
    page.wait_for_timeout(SETTLED)
    yield "empty"
    page.locator("#sm-files input[type=file]").set_input_files(
        [{"name": "scan.txt", "mimeType": "text/plain", "buffer": BROKEN}]
    )
    page.locator(".sm-problems").wait_for()
    page.get_by_role("button", name="Use sample articles").click()
    page.get_by_text("5 articles read", exact=True).wait_for()
    page.wait_for_timeout(SETTLED)
    yield "articles"
    page.locator("#sm-go").click()
    page.locator(".sm-busy").wait_for()
    yield "working"
    page.locator(".sm-desk").wait_for()
    page.wait_for_timeout(SETTLED)
    yield "brief"
    most = page.locator("#sm-timeline label", has_text="2 articles").first
    (most if most.count() else page.locator("#sm-timeline label").first).click()
    page.wait_for_timeout(SETTLED)
    page.locator(".sm-claim .sm-cite").first.click()
    page.wait_for_timeout(SETTLED)
    yield "citation"
    if page.locator(".sm-differ").count():
        page.locator(".sm-differ .sm-cite").first.scroll_into_view_if_needed()
        page.locator(".sm-differ .sm-cite").first.click()
        page.wait_for_timeout(SETTLED)
        yield "sources-differ"
    page.locator(".sm-left summary").click()
    page.locator(".sm-left").scroll_into_view_if_needed()
    page.wait_for_timeout(SETTLED)
    yield "left-out"
    page.get_by_text("Put articles to other meetings").click()
    page.wait_for_timeout(SETTLED)
    page.get_by_text("Put articles to other meetings").scroll_into_view_if_needed()
    yield "by-hand"


if __name__ == "__main__":
    sys.exit(main())
