"""Gate rules on the form of a sentence: whole, verbatim where it is a line, clear after the sentence before it."""

from __future__ import annotations

import difflib
import re

from summarize.data import FactKind, Origin
from summarize.words import word_spans, words
from summarize.writing._anaphora import CONNECTIVE, Kind, find_anaphor
from summarize.writing._case import Case, Passage
from summarize.writing._people import people, subject_of, surname
from summarize.writing._source import has_speaker
from summarize.writing._text import has_open_quotation, plain_quotes, quoted_spans

_BROKEN_OFF = re.compile(r"[^\w.…]*(?:\.{2,}|…)")  # a post or a quotation that goes on from another
_PRONOUNS = frozenset("he she his her they their both".split())


def rule_shape(case: Case) -> str | None:
    """It is one whole statement: ended, nothing left open, no question, and its quotation has a speaker."""
    text = case.claim.text
    if not re.search(r"[.!…][\"”»’')\]]*$", text):
        return "it is no whole statement: it does not end with a full stop"
    if _BROKEN_OFF.match(text):
        return "it begins in the middle: what stood before its dots is not there"
    if has_open_quotation(text) or text.count("(") != text.count(")"):
        return "a quotation or bracket is left open"
    if not has_speaker(text):
        return "a quotation without its speaker"
    return None


def rule_verbatim(case: Case) -> str | None:
    """An extracted sentence is its line, word for word, but for the repairs a line may have.

    Those are: a connective dropped at its start, a wording that means somebody replaced by the name from another cited
    line, a speaker added after a quotation from another cited line. A compressed one has words dropped, none added.
    """
    if case.origin not in (Origin.EXTRACTED, Origin.COMPRESSED):
        return None
    line = [word.lower() for word in case.quotes[0].words]
    text = [word.lower() for word in case.claim.words]
    blocks = difflib.SequenceMatcher(None, line, text, autojunk=False).get_opcodes()
    for what, a, b, c, d in blocks:
        if what == "delete" and not _may_drop(case, a, b):
            return f"words of the line are missing: “{' '.join(case.quotes[0].words[a:b])}”"
        if what in ("insert", "replace") and not _may_put(case, (a, b), (c, d)):
            return f"“{' '.join(case.claim.words[c:d])}” does not stand there in the line"
    return None


def _may_drop(case: Case, first: int, last: int) -> bool:
    if case.origin is Origin.COMPRESSED:
        return True
    opening = CONNECTIVE.match(case.quotes[0].text)
    return first == 0 and opening is not None and last <= len(words(opening.group()))


def _may_put(case: Case, there: tuple[int, int], here: tuple[int, int]) -> bool:
    """Whether new words come whole from another cited line, in the place of a wording that means somebody."""
    new = list(case.claim.keys[slice(*here)])
    if not any(_has_run(quote, new) for quote in case.quotes[1:]) and not _is_pair(case, new):
        return False
    if there[0] == there[1]:
        return there[0] >= len(case.quotes[0].words) or there[0] > 0  # a speaker at the end, a full name before a noun
    old = [word.lower() for word in case.quotes[0].words[slice(*there)]]
    opening = CONNECTIVE.match(case.quotes[0].text)
    skip = len(words(opening.group())) if opening and there[0] == 0 else 0
    return len(old) - skip <= 5 and (old[skip] in _PRONOUNS or old[skip] == "the") if len(old) > skip else skip > 0


def _has_run(quote: Passage, new: list[str]) -> bool:
    size = len(new)
    return any(list(quote.keys[at : at + size]) == new for at in range(len(quote.keys) - size + 1))


def _is_pair(case: Case, new: list[str]) -> bool:
    """Whether the words are two names joined by "and", each from another cited line."""
    if "and" not in new:
        return False
    at = new.index("and")
    parts = (new[:at], new[at + 1 :])  # "and" alone is no pair of names: it would let a writer join what it likes
    return any(parts) and all(any(_has_run(quote, part) for quote in case.quotes[1:]) for part in parts if part)


def rule_opening(case: Case) -> str | None:
    """No wording hangs in the air: whoever "he" or "the two" means is the subject of the sentence printed before."""
    if case.previous is None:
        return None
    anaphor = find_anaphor(case.claim)
    if anaphor is None:
        return None
    if case.antecedent is None or anaphor.kind is Kind.UNCLEAR:
        return f"“{anaphor.surface}” has no clear antecedent"
    if not _holds(case.previous, case.antecedent, anaphor.kind):
        return f"“{anaphor.surface}” means {case.antecedent}, whom the sentence before does not name as its subject"
    return None


def _holds(previous: Passage, name: str, kind: Kind) -> bool:
    if kind is Kind.PERSON:
        subject = subject_of(previous)
        return subject is not None and surname(subject.surface) == surname(name)
    if kind is Kind.PAIR:
        wanted = {surname(one) for one in name.split(" and ")}
        return {surname(one.surface) for one in people(previous)} == wanted
    return plain_quotes(name).lower() in plain_quotes(previous.text).lower()


def rule_resolved(case: Case) -> str | None:
    """A name put in the place of "he" or "she" is the clear subject of the line it was taken from."""
    for fact in case.claim.facts:
        if fact.kind is not FactKind.PERSON:
            continue
        first, last = case.claim.range_of(fact)
        home = case.links[first]
        pronoun = _pronoun_at(case, first, last)
        if home is None or pronoun is None or home.quote == pronoun:
            continue
        subject = subject_of(case.quotes[home.quote])
        if subject is None or surname(subject.surface) != surname(fact.surface):
            return f"“{fact.surface}” stands for a pronoun, and the line that holds the name has another subject"
    return None


def _pronoun_at(case: Case, first: int, last: int) -> int | None:
    """The quote that has "he" or "she" where the claim has the name of its words first to last."""
    for neighbour, step in ((last, -1), (first - 1, 1)):
        if not 0 <= neighbour < len(case.links):
            continue
        link = case.links[neighbour]
        if link is None:
            continue
        quote, at = case.quotes[link.quote], link.word + step
        if 0 <= at < len(quote.words) and quote.words[at].lower() in {"he", "she", "his", "her"}:
            return link.quote
    return None


def inside_quotes(text: str, offset: int) -> bool:
    """Whether an offset stands inside quotation marks."""
    return any(start <= offset < end for start, end in quoted_spans(text))


def count_words(text: str) -> int:
    """How long a sentence is, in words."""
    return sum(1 for _ in word_spans(text))
