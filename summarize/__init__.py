"""News articles in, one brief per meeting out, every sentence cited to source lines.

>>> from summarize import make_briefs
>>> run = make_briefs(["seeds/"])           # doctest: +SKIP
>>> run.briefs[0].claims[0].citations       # doctest: +SKIP

``read_articles``, ``find_events`` and ``write_brief`` are its steps, to be called one by one.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from summarize.pipeline import find_events, load_models, make_briefs, read_articles, write_brief
    from summarize.settings import Settings

__version__ = "0.1.0"
__all__ = ["Settings", "find_events", "load_models", "make_briefs", "read_articles", "write_brief"]

_HOMES = dict.fromkeys(__all__, "summarize.pipeline") | {"Settings": "summarize.settings"}


def __getattr__(name: str) -> Any:
    """The public names, loaded when first asked for, so that ``import summarize`` costs nothing."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
