"""The browser of this machine, for the tests of the page and its screenshots."""

from __future__ import annotations

import os
import shutil

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


def find_browser() -> str | None:
    """The path of a Chromium or Chrome: what SUMMARIZE_CHROMIUM names, or the first on the path; None without one."""
    named = os.environ.get("SUMMARIZE_CHROMIUM")
    return named or next((path for path in map(shutil.which, NAMES) if path), None)
