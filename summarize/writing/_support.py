"""Gate rules on what a sentence names: each number, time, name, unit and content word must stand in the cited lines."""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarize.data import Fact, FactKind
from summarize.writing._case import NAMES, Case, Passage
from summarize.writing._text import is_content, plain_quotes, quoted_spans

# Words that join what was copied without saying anything of the matter; a writer may bring them.
CONNECTING = frozenset(
    """also amid among although because but despite due during following including later meanwhile moreover per since
    still though toward towards unlike upon via whereas while within without both according""".split()
)
_SIGNED = re.compile(r"([$€£¥₹%‰°])\s?(\d[\d.,]*)|(\d[\d.,]*)\s?([$€£¥₹%‰°])")
_PERCENT = re.compile(r"(\d[\d.,]*)(?=\s?(?:per ?cent|pct))")


def rule_numbers(case: Case) -> str | None:
    """Every number stands in the cited lines, with its value, its bound and its unit."""
    for fact in case.claim.facts:
        if fact.kind is FactKind.NUMBER and not any(_same_number(fact, quote) for quote in case.quotes):
            return f"the number “{fact.surface}” is not in the cited lines"
    return None


def _same_number(fact: Fact, quote: Passage) -> bool:
    return any(
        other.normal == fact.normal and (fact.unit is None or other.unit in (fact.unit, None))
        for other in quote.facts
        if other.kind is FactKind.NUMBER
    )


def rule_units(case: Case) -> str | None:
    """Every sign of money, share or degree stands at the same figure in the cited lines."""
    cited = set().union(*(_signs(quote.text) for quote in case.quotes))
    for figure, sign in sorted(_signs(case.claim.text) - cited):
        return f"“{figure}” has the unit “{sign}”, not so in the cited lines"
    return None


def _signs(text: str) -> set[tuple[str, str]]:
    """Each figure that carries a sign, with it."""
    found = {((b or c).strip(".,"), a or d) for a, b, c, d in _SIGNED.findall(text)}
    return found | {(figure.strip(".,"), "%") for figure in _PERCENT.findall(text)}


def rule_times(case: Case) -> str | None:
    """Every day or time stands in the cited lines."""
    normals = {fact.normal for quote in case.quotes for fact in quote.facts if fact.kind is FactKind.TIME}
    for fact in case.claim.facts:
        if fact.kind is FactKind.TIME and fact.normal not in normals and not _stands(fact, case.claim, case.quotes):
            return f"the time “{fact.surface}” is not in the cited lines"
    return None


def rule_names(case: Case) -> str | None:
    """Every name stands in one of the cited lines, whole."""
    for fact in case.claim.facts:
        if fact.kind in NAMES and not named(fact, case.claim, case.quotes):
            return f"the name “{fact.surface}” is not in the cited lines"
    return None


def named(fact: Fact, claim: Passage, quotes: Sequence[Passage]) -> bool:
    """Whether a name stands in one of the quotes: by its normal form, inside a longer name, or word by word."""
    first, last = claim.range_of(fact)
    keys = set(claim.keys[first:last])
    for quote in quotes:
        for other in quote.facts:
            if other.kind in NAMES and other.normal == fact.normal:
                return True
            start, end = quote.range_of(other)
            if other.kind in NAMES and keys <= set(quote.keys[start:end]):
                return True
    return _stands(fact, claim, quotes)


def _stands(fact: Fact, claim: Passage, quotes: Sequence[Passage]) -> bool:
    """Whether the words of a fact stand together, in order, in one of the quotes."""
    first, last = claim.range_of(fact)
    wanted = claim.keys[first:last]
    if not wanted:
        return True
    size = len(wanted)
    return any(quote.keys[at : at + size] == wanted for quote in quotes for at in range(len(quote.keys) - size + 1))


def rule_content(case: Case) -> str | None:
    """Every content word stands in the cited lines in some form, or only connects."""
    found = missing_words(case.claim, case.quotes)
    return f"“{found[0]}” is not in the cited lines" if found else None


def missing_words(claim: Passage, quotes: Sequence[Passage]) -> list[str]:
    """The content words of a sentence that no quote holds; facts are matched by their normal forms, so not here."""
    known = frozenset().union(*(quote.known for quote in quotes))
    normals = {fact.normal for quote in quotes for fact in quote.facts}
    return [
        word
        for word, stem, fact in zip(claim.words, claim.keys, claim.fact_at, strict=True)
        if is_content(word)
        and stem not in known
        and word.lower() not in CONNECTING
        and not (fact is not None and fact.normal in normals)
    ]


def rule_quotation(case: Case) -> str | None:
    """What stands inside quotation marks stands letter for letter in one cited line."""
    cited = [plain_quotes(quote.text) for quote in case.quotes]
    for start, end in quoted_spans(case.claim.text):
        inner = plain_quotes(case.claim.text[start:end]).strip(" ,.;")
        if not any(_holds(quote, inner) for quote in cited):
            return f"the quotation “{inner[:40]}” is not in the cited lines as it stands"
    return None


def _holds(quote: str, inner: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(inner)}(?!\w)", quote) is not None


def rule_idle(case: Case) -> str | None:
    """Taking any one citation away leaves a fact or a content word without support."""
    if len(case.quotes) < 2:
        return None
    for number in range(len(case.quotes)):
        rest = case.quotes[:number] + case.quotes[number + 1 :]
        if is_supported(case.claim, rest):
            return f"citation {number + 1} is idle: the others hold every fact and content word"
    return None


def is_supported(claim: Passage, quotes: Sequence[Passage]) -> bool:
    """Whether the quotes hold every fact and content word of a sentence."""
    case = Case(claim, tuple(quotes), ())
    rules = (rule_numbers, rule_units, rule_times, rule_names, rule_content, rule_quotation)
    return all(rule(case) is None for rule in rules)
