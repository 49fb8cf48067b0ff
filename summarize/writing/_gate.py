"""The gate: every rule a sentence of a brief must keep, and ``check``, which says why one may not stand."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from summarize.data import Origin
from summarize.writing._case import Case, ReadFacts, make_case, passage
from summarize.writing._form import rule_opening, rule_resolved, rule_shape, rule_verbatim
from summarize.writing._joints import rule_hung
from summarize.writing._meaning import (
    rule_displaced,
    rule_hedge,
    rule_negation,
    rule_planned,
    rule_repeated,
    rule_roles,
    rule_speaker,
)
from summarize.writing._support import (
    is_supported,
    rule_content,
    rule_idle,
    rule_names,
    rule_numbers,
    rule_quotation,
    rule_times,
    rule_units,
)

Rule = Callable[[Case], str | None]
RULES: tuple[tuple[str, Rule], ...] = (
    ("shape", rule_shape),
    ("numbers", rule_numbers),
    ("units", rule_units),
    ("times", rule_times),
    ("names", rule_names),
    ("quotation", rule_quotation),
    ("content", rule_content),
    ("negation", rule_negation),
    ("hedge", rule_hedge),
    ("planned", rule_planned),
    ("speaker", rule_speaker),
    ("roles", rule_roles),
    ("repeated", rule_repeated),
    ("displaced", rule_displaced),
    ("hung", rule_hung),
    ("resolved", rule_resolved),
    ("verbatim", rule_verbatim),
    ("opening", rule_opening),
    ("idle", rule_idle),
)


def first_broken(case: Case) -> tuple[str, str] | None:
    """The first rule the sentence breaks, by name, and the reason it gives; or None."""
    for name, rule in RULES:
        reason = rule(case)
        if reason is not None:
            return name, reason
    return None


def judge_case(case: Case) -> str | None:
    """The reason of the first rule the sentence breaks, or None."""
    broken = first_broken(case)
    return broken[1] if broken else None


def check(  # noqa: PLR0913  # the last three are what a caller may know beside the sentence
    text: str,
    quotes: Sequence[str],
    read_facts: ReadFacts,
    *,
    origin: Origin | None = None,
    previous: str | None = None,
    antecedent: str | None = None,
) -> str | None:
    """Why a sentence may not stand on these quotes, or None where it may.

    Args:
        text: The sentence.
        quotes: What is cited for it, the main line first.
        read_facts: Reads numbers, times and names from any text.
        origin: How it came about, where known: a copied line is held to its words.
        previous: The sentence printed before it ("" for none); None: not known, and pronouns are not looked at.
        antecedent: The name its pronoun means, where it has one.
    """
    if not quotes:
        return "nothing is cited"
    case = make_case(
        passage(text, read_facts),
        [passage(quote, read_facts) for quote in quotes],
        origin=origin,
        previous=None if previous is None else passage(previous, read_facts),
        antecedent=antecedent,
    )
    return judge_case(case)


def needed(text: str, quotes: Sequence[str], read_facts: ReadFacts) -> tuple[int, ...]:
    """Which quotes a sentence needs: from the last on, each is left out whose absence takes no support away."""
    claim = passage(text, read_facts)
    seen = [passage(quote, read_facts) for quote in quotes]
    kept = list(range(len(quotes)))
    for number in reversed(range(len(quotes))):
        rest = [seen[other] for other in kept if other != number]
        if rest and is_supported(claim, rest):
            kept.remove(number)
    return tuple(kept)
