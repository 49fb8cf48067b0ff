"""One frozen record of settings per stage; each default says where it comes from.

A threshold is a named field, its unit in its name and its origin beside it: measured on which data, by which command.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadSettings:
    """articles/read: what is opened and what is refused."""

    max_file_mb: float = 50.0  # a news article is far below 1 MB; a larger file is a mistake or an attack
    html_seconds: float = 20.0  # trafilatura needs over a minute on hostile pages; ordinary ones take 0.02 s


@dataclass(frozen=True, slots=True, kw_only=True)
class CleanSettings:
    """articles/clean: what is text and what is furniture."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitSettings:
    """articles/split: where sentences end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DateSettings:
    """articles/dates: what a wording of time means."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClusterSettings:
    """events/particulars and events/cluster: which articles report the same meeting."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RankSettings:
    """events/rank: which sentences a brief needs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanSettings:
    """writing/plan: which sentences one brief sentence rests on."""

    max_sentences: int = 6  # the length asked for; fewer where the sources hold fewer
    max_words: int | None = None  # of the whole brief; the tighter of the two wins
    max_citations: int = 4  # promise 3


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteSettings:
    """writing/write: how sentences are written from groups."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifySettings:
    """writing/verify: what may be printed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CompareSettings:
    """writing/compare: what counts as a disagreement."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """All settings of a run, one record per stage."""

    read: ReadSettings = field(default_factory=ReadSettings)
    clean: CleanSettings = field(default_factory=CleanSettings)
    split: SplitSettings = field(default_factory=SplitSettings)
    dates: DateSettings = field(default_factory=DateSettings)
    cluster: ClusterSettings = field(default_factory=ClusterSettings)
    rank: RankSettings = field(default_factory=RankSettings)
    plan: PlanSettings = field(default_factory=PlanSettings)
    write: WriteSettings = field(default_factory=WriteSettings)
    verify: VerifySettings = field(default_factory=VerifySettings)
    compare: CompareSettings = field(default_factory=CompareSettings)
    embedder: str = "minilm"  # a name models/load knows, or a path
    writer: str = "extractive"  # likewise
    whole_cluster: bool = False  # whether the writer is given a whole event instead of groups
    bfloat16: bool = False  # promise 5: float32 unless asked otherwise
