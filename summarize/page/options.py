"""How the page is served: one frozen record, each default with its reason."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from summarize.models.load import EXTRACTIVE, FUSION, TERSE, WEIGHTS

SEEDS = Path(__file__).parents[2] / "seeds"  # the sample articles, where the project was cloned


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchOptions:
    """page/fetch: what is taken from the network, where the operator allows it at all."""

    max_mb: float = 5.0
    seconds: float = 10.0  # for a whole page: names, redirects and body together
    max_redirects: int = 5
    max_links: int = 20  # in one go


def shipped_writers() -> tuple[str, ...]:
    """The writers that need nothing from outside, in the order of the command line: the project's own model first."""
    return (FUSION, TERSE, EXTRACTIVE) if (WEIGHTS / FUSION / "config.json").is_file() else (EXTRACTIVE,)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageOptions:
    """Everything an operator can set about the page."""

    host: str = "127.0.0.1"  # this machine only
    port: int = 7860
    share: bool = False  # a public link through gradio's relay: only where it is asked for
    auth: tuple[tuple[str, str], ...] = ()  # name and password of each person let in; nobody is asked where empty
    root_path: str = ""  # where a proxy serves the page under a path of its own
    max_file_mb: float = 10.0  # of one upload: far above any article
    max_articles: int = 200  # of one person
    max_pasted_chars: int = 2_000_000
    queue: int = 40  # runs that may wait; above it people are asked to come back
    at_once: int = 2  # runs worked on together, so that a long one does not hold up all others
    kept_sessions: int = 100  # people's work kept in memory; the longest unused goes first
    session_seconds: int = 3600  # after the page was closed
    upload_seconds: int = 600  # an upload is read at once; the file is gone this long after
    max_sentences: int = 20
    links: bool = False  # whether people may name links to fetch
    fetch: FetchOptions = field(default_factory=FetchOptions)
    embedder: str = "minilm"
    writers: tuple[str, ...] = field(default_factory=shipped_writers)  # what people may choose from
    samples: Path | None = SEEDS  # folder of sample articles; no button where it is not there
