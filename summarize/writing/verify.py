"""The gate between drafts and the brief: ``verify`` prints nothing that its own citations do not hold.

``check`` says of one sentence why it may not stand; ``verify`` walks over the groups in order of preference and takes
of each the first draft that may.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from summarize.data import Claim, Draft, Event, Origin, Reading, Rejected
from summarize.models import Judge
from summarize.settings import PlanSettings, VerifySettings
from summarize.words import fold_space, words
from summarize.writing._case import ReadFacts
from summarize.writing._claims import judged, make_claim
from summarize.writing._gate import RULES, check, needed
from summarize.writing._order import Placed, arrange
from summarize.writing._source import Source, inside_quotation, sources_of
from summarize.writing._text import content_keys, has_open_quotation, quoted_spans

__all__ = ["RULES", "check", "verify"]

_QUOTED = 2  # words: one alone is a word marked, not words quoted


@dataclass(frozen=True, slots=True)
class _Bench:
    """What judging needs at hand."""

    read_facts: ReadFacts
    settings: VerifySettings
    plan: PlanSettings
    sources: Mapping[str, Source]


def verify(  # noqa: PLR0913, PLR0917  # one argument per thing a brief is judged by
    alternatives: Sequence[Sequence[Draft]],
    event: Event,
    readings: Sequence[Reading],
    read_facts: ReadFacts,
    settings: VerifySettings,
    plan: PlanSettings,
    judge: Judge | None = None,
) -> tuple[tuple[Claim, ...], tuple[Rejected, ...]]:
    """The claims in the order of the brief, and every draft that did not become one, with its reason.

    Args:
        alternatives: For each group, in order of preference, its drafts, best first.
        event: The event.
        readings: Its articles, in the order of ``event.articles``.
        read_facts: Reads numbers, times and names from any text.
        settings: When two claims say the same.
        plan: The length asked for.
        judge: Says how well the citations support a claim; None leaves that open.
    """
    bench = _Bench(_remembered(read_facts), settings, plan, sources_of(readings))
    rejected: list[Rejected] = []
    sound = [_sound(drafts, bench, rejected) for drafts in alternatives]
    chosen = _choose(sound, bench, rejected)
    if not chosen:
        chosen = _rescue(alternatives, bench)
    claims = tuple(make_claim(draft, event, bench.sources, bench.read_facts, settings) for draft in chosen)
    return judged(claims, judge), tuple(rejected)


def _remembered(read_facts: ReadFacts) -> ReadFacts:
    """The same reader, which reads no text twice in this call."""
    return lru_cache(maxsize=None)(read_facts)


# ------------------------------------------------------------- one draft alone


def _sound(drafts: Sequence[Draft], bench: _Bench, rejected: list[Rejected]) -> list[Draft]:
    """The drafts of a group that keep every rule but those about their neighbours, with the citations they need."""
    kept = []
    for draft in drafts:
        slim = _slim(draft, bench)
        reason = _wrong(slim, bench)
        if reason is None:
            kept.append(slim)
        else:
            rejected.append(Rejected(text=draft.text, reason=reason))
    return kept


def _slim(draft: Draft, bench: _Bench) -> Draft:
    """The draft without the sentences whose citation would be idle."""
    numbers = needed(draft.text, [one.text for one in draft.sentences], bench.read_facts)
    return replace(draft, sentences=tuple(draft.sentences[number] for number in numbers))


def _wrong(draft: Draft, bench: _Bench) -> str | None:
    if len(draft.sentences) > bench.plan.max_citations:
        return f"it needs {len(draft.sentences)} citations; at most {bench.plan.max_citations} are given"
    if _unquoted(draft, bench):
        return "its line stands inside a quotation and it does not say so"
    return check(draft.text, [one.text for one in draft.sentences], bench.read_facts, origin=draft.origin)


def _unquoted(draft: Draft, bench: _Bench) -> bool:
    """Whether a line from the middle of a quotation is told in the article's own voice."""
    main = draft.sentences[0]
    source = bench.sources.get(main.article)
    return (
        source is not None
        and not has_open_quotation(main.text)
        and inside_quotation(source, main)
        and not quoted_spans(draft.text)
    )


# ------------------------------------------------------------ drafts together


def _choose(sound: Sequence[Sequence[Draft]], bench: _Bench, rejected: list[Rejected]) -> list[Draft]:
    """The drafts of the brief in its order: groups are taken while they fit; one that cannot stand in its place goes.

    A draft with a pronoun depends on its neighbour, and the neighbour on which groups were taken: so a group that finds
    no place is struck out and the choice made again, with the next reserve, until all stand.
    """
    struck: dict[int, str] = {}
    while True:
        taken, passed = _taken(sound, bench, struck)
        brief, failed = _placed(list(taken.items()), bench)
        if bench.plan.max_words is not None and sum(len(words(one.text)) for one in brief) > bench.plan.max_words:
            # A longer wording had to be taken than the one counted on: the last group makes room.
            failed = {list(taken)[-1]: f"with it the brief would be longer than {bench.plan.max_words} words"}
        if not failed:
            break
        struck.update(failed)
    for number, reason in sorted({**passed, **struck}.items()):
        rejected.extend(Rejected(text=draft.text, reason=reason) for draft in sound[number][:1])
    for number, drafts in taken.items():
        again = sound[number][: len(sound[number]) - len(drafts)]
        rejected.extend(
            Rejected(text=draft.text, reason="it joins a line that another sentence tells") for draft in again
        )
    return brief


def _taken(
    sound: Sequence[Sequence[Draft]], bench: _Bench, struck: Mapping[int, str]
) -> tuple[dict[int, Sequence[Draft]], dict[int, str]]:
    """The groups that fit into the length asked for, each from its first draft that tells no line again; and why others
    do not.
    """
    taken: dict[int, Sequence[Draft]] = {}
    passed: dict[int, str] = {}
    length = 0
    for number, group in enumerate(sound):
        before = [drafts[0] for drafts in taken.values()]
        drafts = _fresh(group, before)
        if not drafts or number in struck:
            continue
        size = len(words(drafts[0].text))
        if len(taken) >= bench.plan.max_sentences:
            passed[number] = f"the brief has its {bench.plan.max_sentences} sentences"
        elif bench.plan.max_words is not None and length + size > bench.plan.max_words:
            passed[number] = f"with it the brief would be longer than {bench.plan.max_words} words"
        elif (said := _already_said(drafts[0], before, bench.settings)) is not None:
            passed[number] = f"already said: “{said[:60]}”"
        else:
            taken[number] = drafts
            length += size
    return taken, passed


def _fresh(drafts: Sequence[Draft], before: Sequence[Draft]) -> Sequence[Draft]:
    """The drafts from the first that joins no line to its own which an earlier claim has told; all where none is."""
    told = {sentence for other in before for sentence in other.sentences}
    for number, draft in enumerate(drafts):
        if draft.origin is not Origin.FUSED or told.isdisjoint(draft.sentences):
            return drafts[number:]
    return drafts


def _already_said(draft: Draft, before: Sequence[Draft], settings: VerifySettings) -> str | None:
    """The claim that says the same, or the last of those that together say it all."""
    mine = set(content_keys(draft.text))
    told: set[str] = set()
    for other in before:
        theirs = set(content_keys(other.text))
        told |= theirs
        shared = len(mine & theirs) / max(1, min(len(mine), len(theirs)))
        copied_again = draft.origin is not Origin.FUSED and other.sentences[0] == draft.sentences[0]
        least = settings.quoted_share if _quotes_again(draft.text, other.text) else settings.same_share
        if shared >= least or copied_again:
            return other.text
    return before[-1].text if before and len(mine & told) / max(1, len(mine)) >= settings.told_share else None


def _quotes_again(text: str, other: str) -> bool:
    """Whether both quote the same words, one of them perhaps more of them."""
    mine, theirs = _quoted(text), _quoted(other)
    return any(f" {a} " in f" {b} " or f" {b} " in f" {a} " for a in mine for b in theirs)


def _quoted(text: str) -> list[str]:
    """The words of each quotation, lower-case and without marks."""
    found = (words(text[start:end].lower()) for start, end in quoted_spans(text))
    return [" ".join(one) for one in found if len(one) >= _QUOTED]


def _placed(groups: Sequence[tuple[int, Sequence[Draft]]], bench: _Bench) -> tuple[list[Draft], dict[int, str]]:
    """The groups in the order of the brief, each with its first draft that is clear there; and those with none."""
    order = arrange(
        [Placed(number, drafts[0].sentences[0], place) for place, (number, drafts) in enumerate(groups)], bench.sources
    )
    brief: list[Draft] = []
    by_number = dict(groups)
    for number in order:
        previous = brief[-1].text if brief else ""
        reason = None
        for draft in by_number[number]:
            reason = _unclear(draft, previous, bench)
            if reason is None:
                brief.append(draft)
                break
        if reason is not None:
            return [], {number: reason}
    return brief, {}


def _unclear(draft: Draft, previous: str, bench: _Bench) -> str | None:
    return check(
        draft.text,
        [one.text for one in draft.sentences],
        bench.read_facts,
        origin=draft.origin,
        previous=previous,
        antecedent=draft.antecedent,
    )


def _rescue(alternatives: Sequence[Sequence[Draft]], bench: _Bench) -> list[Draft]:
    """The best line that is a source sentence to the letter, so that the brief is not lost; [] where there is none.

    One that opens clear comes before one that does not.
    """
    literal = [
        replace(draft, sentences=draft.sentences[:1])
        for drafts in alternatives
        for draft in drafts
        if draft.sentences and draft.text == fold_space(draft.sentences[0].text)
    ]
    clear = [draft for draft in literal if _unclear(draft, "", bench) is None]
    return (clear or literal)[:1]
