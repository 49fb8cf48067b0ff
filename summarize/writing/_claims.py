"""Claims: what becomes of a draft that passed the gate: citations, where its words come from, who else tells it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from summarize.data import Citation, Claim, Draft, Event, Sentence
from summarize.models import Judge
from summarize.settings import VerifySettings
from summarize.writing._case import ReadFacts
from summarize.writing._corroboration import corroborating, tellers
from summarize.writing._source import Source
from summarize.writing.align import provenance


def make_claim(
    draft: Draft, event: Event, sources: Mapping[str, Source], read_facts: ReadFacts, settings: VerifySettings
) -> Claim:
    """The claim a chosen draft becomes, and how many of the event's sources tell it.

    Args:
        draft: It passed the gate.
        event: Its event; of near-identical copies only one is independent.
        sources: By article id.
        read_facts: Reads figures and names from any text.
        settings: When another line tells the same.
    """
    citations = tuple(_citation(one) for one in draft.sentences)
    others = corroborating(draft, sources, read_facts, settings)
    telling = [*tellers(draft), *(one.article for one in others)]
    roots = dict(event.copies)
    return Claim(
        text=draft.text,
        origin=draft.origin,
        score=draft.score,
        support=None,
        citations=citations,
        words=provenance(draft.text, citations),
        outlets=len({_outlet(article, sources) for article in telling}),
        independent=len({_outlet(_root(article, roots), sources) for article in telling}),
        corroboration=tuple(_citation(one) for one in others),
        fallback=draft.fallback,
    )


def _citation(sentence: Sentence) -> Citation:
    return Citation(
        article=sentence.article,
        line=sentence.line,
        line_end=sentence.line_end,
        start=sentence.start,
        end=sentence.end,
        quote=sentence.text,
    )


def _root(article: str, copies: Mapping[str, str]) -> str:
    """The article a copy was made from, followed to the first."""
    seen = {article}
    while article in copies and copies[article] not in seen:
        article = copies[article]
        seen.add(article)
    return article


def _outlet(article: str, sources: Mapping[str, Source]) -> str:
    """The outlet where it is known, else the article for itself."""
    source = sources.get(article)
    outlet = source.article.outlet if source else None
    return f"outlet {outlet.casefold()}" if outlet else f"article {article}"


def judged(claims: tuple[Claim, ...], judge: Judge | None) -> tuple[Claim, ...]:
    """The claims with a judge's verdict on each; as they are without a judge."""
    if judge is None or not claims:
        return claims
    scores = judge.judge([(claim.text, [cited.quote for cited in claim.citations]) for claim in claims])
    return tuple(replace(claim, support=round(score, 6)) for claim, score in zip(claims, scores, strict=True))
