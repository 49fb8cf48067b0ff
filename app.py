"""Launches the page, nothing more: ``python app.py`` (``summarize serve`` has the options)."""

from summarize.page.app import build
from summarize.page.options import PageOptions
from summarize.page.server import serve

options = PageOptions()
demo = build(options)

if __name__ == "__main__":
    serve(options, demo)
