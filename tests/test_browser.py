"""The page in a real browser: the system's Chromium, driven by Playwright.

Where no browser can be had the tests skip, and say so by name; ``.ci/run`` sets SUMMARIZE_BROWSER=required, with which
they fail instead.
"""

import os
import re
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from evaluation.browser import find_browser
from summarize.models import Embedder
from summarize.page.options import PageOptions
from summarize.page.shared import SharedModels
from summarize.pipeline import Models
from summarize.settings import Settings
from tests.fakes import FakeEmbedder
from tests.test_page import FLOOD, HOSTILE, TALKS

ROOT = Path(__file__).parent.parent
SEEDS = ROOT / "seeds"
NEEDED = os.environ.get("SUMMARIZE_BROWSER") == "required"
WAIT = 180_000  # milliseconds; long, because a test must not fail on a busy machine


def _why_not() -> str | None:
    try:
        import playwright  # noqa: F401
    except ImportError:
        return "playwright is not installed"
    return None if find_browser() else "no Chromium on this machine"


WHY_NOT = _why_not()
pytestmark = pytest.mark.skipif(bool(WHY_NOT) and not NEEDED, reason=f"BROWSER TESTS SKIPPED: {WHY_NOT}")


class SlowEmbedder(FakeEmbedder):
    """Waits until a test lets it go on: work in progress that can be looked at and stopped."""

    def __init__(self) -> None:
        import threading

        super().__init__()
        self.go_on = threading.Event()
        self.go_on.set()

    def embed(self, texts: Any) -> Any:
        self.go_on.wait(30)
        return super().embed(texts)


EMBEDDER = SlowEmbedder()


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    from summarize.page.app import build
    from summarize.page.server import serve

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    embedder: Embedder = EMBEDDER
    options = PageOptions(port=port)
    demo = build(options, SharedModels(lambda settings: Models(embedder=embedder)))
    serve(options, demo, wait=False)
    yield f"http://127.0.0.1:{port}/"
    demo.close()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    if WHY_NOT:
        pytest.fail(f"{WHY_NOT}: install it (apt-get install chromium, pip install playwright)")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium: Any, address: str) -> Iterator[Callable[..., Any]]:
    """Opens the page for one more person; fails the test on a request that leaves the machine or a script error."""
    contexts, wrong = [], []

    def open_page(expected: Callable[[str], bool] = lambda text: False, **how: Any) -> Any:
        context = chromium.new_context(**({"viewport": {"width": 1280, "height": 800}} | how))
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(WAIT)
        page.on("request", lambda one: None if _stays(one.url, address) else wrong.append(f"request to {one.url}"))
        page.on("pageerror", lambda error: wrong.append(f"script error: {error}"))
        page.on("dialog", lambda dialog: (wrong.append("a dialog opened"), dialog.dismiss()))
        page.on("console", lambda one: wrong.append(one.text) if one.type == "error" and not expected(one.text) else 0)
        page.goto(address)
        page.locator("#sm-go").wait_for()
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert wrong == []


def _stays(url: str, address: str) -> bool:
    return url.startswith((address, "data:", f"blob:{address}"))


def paste(page: Any, *texts: str) -> None:
    page.locator("#sm-text textarea").fill("\n---\n".join(texts))
    page.get_by_role("button", name="Add the text").click()
    page.get_by_text("read.").first.wait_for()


def summarise(page: Any) -> None:
    page.locator("#sm-go").click()
    page.locator(".sm-desk").wait_for()


def samples(page: Any) -> None:
    page.get_by_role("button", name="Use sample articles").click()
    page.get_by_text("5 articles read", exact=True).wait_for()
    summarise(page)


def file_line(path: str, number: int) -> str:
    return (ROOT / path).read_bytes().decode("utf-8").split("\n")[number - 1].rstrip("\r")


def shown_line(line: Any) -> str:
    return line.locator("bdi").first.evaluate("element => element.textContent")


def test_from_samples_to_a_clicked_citation(visit: Callable[..., Any]) -> None:
    page = visit()
    samples(page)
    choices = page.locator("#sm-timeline label")
    checked = 0
    for choice in range(choices.count()):
        choices.nth(choice).click()
        slug = choices.nth(choice).locator("input").get_attribute("value")
        page.locator(f'.sm-desk[data-brief="{slug}"]').wait_for()
        for button in page.locator(".sm-claim .sm-cite").all():
            source, number = button.get_attribute("data-source"), int(button.get_attribute("data-line"))
            button.click()
            panel = page.locator(f'.sm-source[data-source="{source}"]')
            line = panel.locator(f'.sm-line[data-line="{number}"]')
            assert "sm-at" in line.get_attribute("class")
            path = panel.locator("header .sm-path bdi").inner_text()
            assert shown_line(line) == file_line(path, number)
            checked += 1
    assert checked >= 6
    page.wait_for_timeout(700)  # smooth scrolling
    box, seen = line.bounding_box(), panel.locator(".sm-lines").bounding_box()
    assert seen["y"] - 1 <= box["y"] <= seen["y"] + seen["height"]


def test_a_sentence_and_its_lines_lead_to_each_other(visit: Callable[..., Any]) -> None:
    page = visit()
    paste(page, TALKS)
    summarise(page)
    first = page.locator(".sm-claim").first
    first.locator(".sm-text").click()
    assert first.get_attribute("aria-current") == "true"
    assert page.locator("mark.sm-on").count() >= 1
    assert "Sentence 1: source 1 line" in page.locator(".sm-live").inner_text()
    page.keyboard.press("ArrowDown")  # focus went to the sentence with the click
    second = page.locator(".sm-claim").nth(1)
    assert second.get_attribute("aria-current") == "true"
    assert first.get_attribute("aria-current") is None
    page.keyboard.press("ArrowUp")
    assert first.get_attribute("aria-current") == "true"
    page.keyboard.press("Escape")
    assert page.locator(".sm-on").count() == 0
    used = page.locator(".sm-line.sm-used").last
    used.locator("button").click()
    for number in used.get_attribute("data-claims").split():
        assert "sm-on" in page.locator(f'.sm-claim[data-claim="{number}"]').get_attribute("class")


def test_a_broken_file_is_named_beside_those_that_were_read(visit: Callable[..., Any], tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(TALKS)
    (tmp_path / "broken.txt").write_bytes(bytes(range(256)) * 40)
    page = visit()
    page.locator("#sm-files input[type=file]").set_input_files([tmp_path / "good.txt", tmp_path / "broken.txt"])
    page.get_by_text("1 article read", exact=True).wait_for()
    assert "broken.txt" in page.locator(".sm-problems").inner_text()
    summarise(page)


def test_hostile_text_shows_as_text(visit: Callable[..., Any]) -> None:
    page = visit()
    paste(page, HOSTILE)
    summarise(page)
    page.locator(".sm-claim .sm-text").first.click()
    page.locator(".sm-left summary").click() if page.locator(".sm-left").count() else None
    page.wait_for_timeout(500)
    assert page.evaluate("window.hacked") is None
    assert page.locator(".sm-desk").locator("script, img, a, b, iframe").count() == 0
    shown = [shown_line(line) for line in page.locator(".sm-line").all()]
    expected = HOSTILE.replace("\u202e", "⟨U+202E⟩").replace("\u202c", "⟨U+202C⟩").split("\n")
    assert shown == expected


def test_a_foreign_inline_handler_cannot_run(visit: Callable[..., Any]) -> None:
    page = visit(expected=lambda text: "inline event handler" in text)
    refused = page.evaluate(
        """() => new Promise((done) => {
        document.addEventListener("securitypolicyviolation", (event) => done(event.effectiveDirective), { once: true });
        document.body.insertAdjacentHTML("beforeend", "<button id='x' onclick='window.hacked = 9'>x</button>");
        document.getElementById("x").click();
        setTimeout(() => done(null), 3000); })"""
    )
    assert refused == "script-src-attr"
    assert page.evaluate("window.hacked") is None


def test_work_can_be_stopped(visit: Callable[..., Any]) -> None:
    page = visit()
    paste(page, TALKS)
    EMBEDDER.go_on.clear()
    try:
        page.locator("#sm-go").click()
        page.locator(".sm-busy").wait_for()
        page.locator("#sm-stop").click()
        page.get_by_text("Stopped.").wait_for()
    finally:
        EMBEDDER.go_on.set()
    page.wait_for_timeout(1500)
    assert "Stopped." in page.locator("#sm-status").inner_text()
    assert page.locator(".sm-desk").count() == 0
    summarise(page)  # and it can be started again


def test_who_waits_sees_the_queue(visit: Callable[..., Any]) -> None:
    pages = [visit() for _ in range(3)]
    for page in pages:
        paste(page, TALKS)
    EMBEDDER.go_on.clear()
    try:
        for page in pages[:2]:
            page.locator("#sm-go").click()
            page.locator(".sm-busy").wait_for()
        pages[2].locator("#sm-go").click()
        pages[2].locator("#sm-status").get_by_text("queue: 1/1").wait_for()
    finally:
        EMBEDDER.go_on.set()
    for page in pages:
        page.locator(".sm-desk").wait_for()


def test_two_people_have_their_own(visit: Callable[..., Any]) -> None:
    one, other = visit(), visit()
    paste(one, TALKS)
    paste(other, FLOOD)
    one.locator("#sm-go").click()
    summarise(other)
    one.locator(".sm-desk").wait_for()
    assert "ferry" in one.locator(".sm-desk").inner_text()
    assert "ferry" not in other.locator(".sm-desk").inner_text()
    assert "bridge" in other.locator(".sm-desk").inner_text()


def test_length_changes_and_files_are_taken(visit: Callable[..., Any]) -> None:
    page = visit()
    paste(page, TALKS)
    summarise(page)
    assert page.locator(".sm-claim").count() > 1
    page.locator("#sm-sentences input[type=number]").fill("1")
    page.locator("#sm-sentences input[type=number]").press("Enter")
    page.wait_for_function("document.querySelectorAll('.sm-claim').length === 1")
    with page.expect_download() as waiting:
        page.locator("#sm-take").click()
    assert Path(waiting.value.path()).read_text("utf-8").startswith("# ")
    assert waiting.value.suggested_filename.endswith(".md")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_its_ground(visit: Callable[..., Any], scheme: str) -> None:
    page = visit(color_scheme=scheme)
    samples(page)
    page.locator(".sm-claim .sm-text").first.click()
    low = page.evaluate(CONTRAST)
    assert low == []


def test_a_phone_has_one_column_and_no_sideways_scrolling(visit: Callable[..., Any]) -> None:
    page = visit(viewport={"width": 375, "height": 720}, has_touch=True, is_mobile=True)
    samples(page)
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0
    brief, sources = page.locator(".sm-brief").bounding_box(), page.locator(".sm-sources").bounding_box()
    assert sources["y"] >= brief["y"] + brief["height"] - 1
    page.locator(".sm-claim .sm-cite").first.click()
    page.wait_for_timeout(1200)
    at = page.locator(".sm-at").first.bounding_box()
    assert 0 <= at["y"] <= 720
    page.get_by_role("button", name="Back to the sentence").click()
    page.wait_for_timeout(1200)
    assert 0 <= page.locator(".sm-claim.sm-on").bounding_box()["y"] <= 720


def test_everything_to_press_has_a_name(visit: Callable[..., Any]) -> None:
    page = visit()
    paste(page, TALKS)
    summarise(page)
    nameless = page.evaluate(
        """() => [...document.querySelectorAll("button, input, textarea, summary")]
        .filter((one) => one.checkVisibility() && one.type !== "file")
        .filter((one) => !(one.textContent.trim() || one.ariaLabel || one.title || one.labels?.length))
        .map((one) => one.outerHTML.slice(0, 120))"""
    )
    assert nameless == []


# Contrast by WCAG 2.1: every text of ours against the first opaque ground behind it, 4.5:1.
CONTRAST = """() => {
  const paint = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const rgba = (colour) => { paint.clearRect(0, 0, 1, 1); paint.fillStyle = colour; paint.fillRect(0, 0, 1, 1);
    return [...paint.getImageData(0, 0, 1, 1).data]; };
  const light = (rgb) => { const [r, g, b] = rgb.map((v) => v / 255)
    .map((v) => (v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
  const ground = (element) => { for (let one = element; one; one = one.parentElement) {
    const [r, g, b, a] = rgba(getComputedStyle(one).backgroundColor); if (a > 250) return [r, g, b]; }
    return [255, 255, 255]; };
  const low = [];
  for (const element of document.querySelectorAll(".sm-top *, .sm-status *, .sm-desk *, #sm-timeline label span")) {
    const own = [...element.childNodes].some((one) => one.nodeType === 3 && one.textContent.trim());
    if (!own || !element.checkVisibility({ opacityProperty: true })) continue;
    const a = light(rgba(getComputedStyle(element).color).slice(0, 3)), b = light(ground(element));
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) low.push(`${element.className}: ${ratio.toFixed(2)}: ${element.textContent.slice(0, 30)}`);
  }
  return [...new Set(low)];
}"""


def test_the_settings_are_those_of_the_package() -> None:
    assert Settings().writer in PageOptions().writers


def test_a_browser_is_found_by_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    browser = tmp_path / "chromium"
    browser.write_text("#!/bin/sh\n")
    browser.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("SUMMARIZE_CHROMIUM", raising=False)
    assert find_browser() == str(browser)
    assert re.search("chromium", find_browser() or "")
