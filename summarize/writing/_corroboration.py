"""Which lines of other sources tell what a claim tells: shown beside its citations, and what "said by" counts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from summarize.data import Draft, FactKind, Origin, Sentence
from summarize.settings import VerifySettings
from summarize.words import words
from summarize.writing._case import ReadFacts
from summarize.writing._cues import is_base_form, is_hedge, is_negation, is_unreal
from summarize.writing._source import Source
from summarize.writing._text import content_keys, is_content, key


def tellers(draft: Draft) -> tuple[str, ...]:
    """The articles among those cited that tell the claim; others only name somebody."""
    cited = draft.sentences if draft.origin is Origin.FUSED else draft.sentences[:1]
    return tuple(dict.fromkeys(one.article for one in cited))


def corroborating(
    draft: Draft, sources: Mapping[str, Source], read_facts: ReadFacts, settings: VerifySettings
) -> tuple[Sentence, ...]:
    """Of each other source that tells the claim the sentence that does, in the order of the sources.

    Near-copies come first, then what is near in meaning and holds much of the claim, then what holds most of it. A
    sentence that says it with another figure, or not, or only perhaps, is left out: it tells something else.

    Args:
        draft: The claim before it is one; it knows the sentences that were ranked as saying the same.
        sources: By article id, in the order of the event.
        read_facts: Reads figures and names from any text.
        settings: How much two sentences share that say the same.
    """
    told = tellers(draft)
    mine = frozenset(content_keys(draft.text))
    copies = {(one.article, one.index) for one in draft.copies}
    found = []
    for name, source in sources.items():
        if name in told:
            continue
        fit = (
            one
            for one in _near(mine, draft, source, settings)
            if (name, one.index) in copies or _agrees(draft.text, one.text, read_facts)
        )
        if (first := next(fit, None)) is not None:
            found.append(first)
    return tuple(found)


def _near(mine: frozenset[str], draft: Draft, source: Source, settings: VerifySettings) -> Iterator[Sentence]:
    """What may tell the claim in one source, the surest first."""
    name = source.article.id
    yield from (one for one in draft.copies if one.article == name)
    for one in draft.same:
        if one.article == name and _held(mine, one)[0] >= settings.corroborating_share:
            yield one
    held = [(_held(mine, one), one) for one in source.reading.sentences]
    alike = [
        (both, one)
        for both, one in held
        if both[0] >= settings.corroborating_words and both[1] >= settings.corroborating_back
    ]
    yield from (one for _, one in sorted(alike, key=lambda row: (-row[0][0], row[1].index)))


def _held(mine: frozenset[str], other: Sentence) -> tuple[float, float]:
    """How much of the claim's content words stand in a sentence, and of the sentence's in the claim."""
    theirs = frozenset(content_keys(other.text))
    shared = len(mine & theirs)
    return shared / max(len(mine), 1), shared / max(len(theirs), 1)


def _agrees(text: str, other: str, read_facts: ReadFacts) -> bool:
    """Whether nothing of the other sentence speaks against its telling the same."""
    mine, theirs = words(text), words(other)
    if any(map(is_negation, mine)) != any(map(is_negation, theirs)):
        return False
    if _is_hedged(theirs) and not _is_hedged(mine):
        return False
    if _is_planned_by_one(mine, theirs) or _is_planned_by_one(theirs, mine):
        return False
    return not _figures_clash(text, other, read_facts) and _share_people(text, other, read_facts)


def _is_hedged(found: Sequence[str]) -> bool:
    return any(is_hedge(found, at) for at in range(len(found)))


def _is_planned_by_one(found: Sequence[str], other: Sequence[str]) -> bool:
    """Whether the first has a verb under "to" or "will" that the other tells as done: "is to meet", "met"."""
    done = {key(word) for at, word in enumerate(other) if is_content(word) and not is_unreal(other, at)}
    return any(
        is_content(word) and is_base_form(word) and is_unreal(found, at) and key(word) in done
        for at, word in enumerate(found)
    )


def _figures_clash(text: str, other: str, read_facts: ReadFacts) -> bool:
    """Whether both count the same thing and no figure of one can be one of the other."""
    mine, theirs = ([one for one in read_facts(each) if one.kind is FactKind.NUMBER] for each in (text, other))
    for unit in {one.unit for one in mine if one.unit} & {one.unit for one in theirs}:
        ours, others = ([one for one in side if one.unit == unit] for side in (mine, theirs))
        if not any(_can_be(one.low, one.high, two.low, two.high) for one in ours for two in others):
            return True
    return False


def _can_be(low: float | None, high: float | None, other_low: float | None, other_high: float | None) -> bool:
    if low is None or high is None or other_low is None or other_high is None:
        return True
    return low <= other_high and other_low <= high


def _share_people(text: str, other: str, read_facts: ReadFacts) -> bool:
    """Whether they name one person in common; so do two of which one names nobody."""
    mine, theirs = (
        {one.normal.split()[-1] for one in read_facts(each) if one.kind is FactKind.PERSON and one.normal}
        for each in (text, other)
    )
    return not mine or not theirs or bool(mine & theirs)
