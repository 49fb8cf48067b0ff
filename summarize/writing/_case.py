"""What the gate looks at: a sentence, the quotes cited for it, and which word was copied from where."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from summarize.data import Fact, FactKind, Origin
from summarize.words import word_spans
from summarize.writing._text import is_content, key, quoted_spans
from summarize.writing.align import Link, align

ReadFacts = Callable[[str], tuple[Fact, ...]]
NAMES = (FactKind.PERSON, FactKind.ORGANISATION, FactKind.PLACE, FactKind.NAME)


@dataclass(frozen=True, slots=True)
class Passage:
    """A text with its words and the facts that stand on them."""

    text: str
    spans: tuple[tuple[int, int], ...]
    words: tuple[str, ...]
    keys: tuple[str, ...]
    facts: tuple[Fact, ...]  # quotations left out
    fact_at: tuple[Fact | None, ...]  # for each word the fact it belongs to, the longest where several do
    quoted: tuple[bool, ...]  # for each word whether it stands inside quotation marks
    known: frozenset[str] = field(repr=False)  # the keys, for a quick look

    def range_of(self, fact: Fact) -> tuple[int, int]:
        """First word of a fact and the word after its last."""
        inside = [at for at, (start, end) in enumerate(self.spans) if start < fact.end and end > fact.start]
        return (inside[0], inside[-1] + 1) if inside else (0, 0)


def passage(text: str, read_facts: ReadFacts) -> Passage:
    """A text as the gate sees it."""
    spans = tuple(word_spans(text))
    facts = tuple(fact for fact in read_facts(text) if fact.kind is not FactKind.QUOTATION)
    quotations = quoted_spans(text)
    surfaces = tuple(text[start:end] for start, end in spans)
    keys = tuple(key(word) for word in surfaces)
    return Passage(
        text=text,
        spans=spans,
        words=surfaces,
        keys=keys,
        facts=facts,
        fact_at=tuple(_fact_over(start, end, facts) for start, end in spans),
        quoted=tuple(any(a <= start and end <= b for a, b in quotations) for start, end in spans),
        known=frozenset(keys),
    )


def _fact_over(start: int, end: int, facts: Sequence[Fact]) -> Fact | None:
    over = [fact for fact in facts if fact.start < end and fact.end > start]
    return max(over, key=lambda fact: (fact.end - fact.start, -fact.start), default=None)


@dataclass(frozen=True, slots=True)
class Case:
    """One sentence before the gate."""

    claim: Passage
    quotes: tuple[Passage, ...]  # the main one first
    links: tuple[Link | None, ...]  # for each word of the claim
    origin: Origin | None = None  # None: not told, so only the rules that hold for every origin apply
    previous: Passage | None = None  # the sentence printed before; None: not known, and not looked at
    antecedent: str | None = None  # the name that sentence must hold

    def linked(self) -> frozenset[tuple[int, int]]:
        """The (quote, word) places that were copied."""
        return frozenset((link.quote, link.word) for link in self.links if link)

    def carries(self) -> frozenset[tuple[int, int]]:
        """The copied places that carry content and are no names: what the claim says, not whom it names."""
        return frozenset(
            (q, w)
            for q, w in self.linked()
            if is_content(self.quotes[q].words[w]) and not _is_name(self.quotes[q].fact_at[w])
        )


def _is_name(fact: Fact | None) -> bool:
    return fact is not None and fact.kind in NAMES


def make_case(claim: Passage, quotes: Sequence[Passage], **rest: object) -> Case:
    """The case of a sentence and the quotes cited for it."""
    links = align(claim.text, [quote.text for quote in quotes])
    return Case(claim, tuple(quotes), links, **rest)  # type: ignore[arg-type]
