"""The audit's own reader of facts: numbers, times, names and quotations. Standard library only.

Scored on the hand-marked facts of the seeds (tests/cases/seed_facts.json) by tests/test_audit.py.
"""

from __future__ import annotations

from evaluation.audit_fact import Fact
from evaluation.audit_names import names_inside, read_names
from evaluation.audit_numbers import read_numbers
from evaluation.audit_times import read_times
from evaluation.audit_words import quoted_spans

__all__ = ["Fact", "names_inside", "read_facts", "read_names", "read_numbers", "read_quotations", "read_times"]


def read_quotations(text: str) -> list[Fact]:
    """What stands between quotation marks."""
    return [
        Fact(kind="quotation", start=start, end=end, normal=" ".join(text[start:end].split()))
        for start, end in quoted_spans(text)
    ]


def read_facts(text: str, seen: frozenset[str] | None = None) -> list[Fact]:
    """All facts of a text in order; no number is read inside a time."""
    times = read_times(text)
    numbers = [n for n in read_numbers(text) if not any(n.start < t.end and t.start < n.end for t in times)]
    names = read_names(text, names_inside(text) if seen is None else seen)
    return sorted([*times, *numbers, *names, *read_quotations(text)], key=lambda fact: (fact.start, fact.end))
