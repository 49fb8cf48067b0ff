"""One fact, as the audit reads it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A fact with its place in the text it was read from."""

    kind: str  # "number", "time", "name", "quotation"
    start: int
    end: int
    normal: str  # equal for equal facts: "30", ">30", "85..90", "02-26", "weekday-2", "united states"
