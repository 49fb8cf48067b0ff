"""Attribution of a text that was written from whole documents: which source sentences each of its sentences rests on.

Greedy set cover: the fewest source sentences (four at most) that together hold the content words, figures and times of
an output sentence. What is not held well enough is rejected with what is missing; the gate checks the rest.

Tried and left out (60 bullets of guardian_dev's odd half by post, 101 sentences of NeuS train by source sentence, both
with MiniLM): taking first the source with the best F-measure of shared words, not the one that holds most; asking 12 to
20 % of the weight of each further source; leaving out sources much less alike than the first; counting the lines around
a source. Each gains on one of the two what it loses on the other (F1 .26 to .39 and .84 to .91; as it is .30 and .91).
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from summarize.data import Draft, Fact, FactKind, Origin, Reading, Rejected, Sentence
from summarize.models import Embedder
from summarize.words import content_stems, fold_space

SplitText = Callable[[str], tuple[tuple[int, int], ...]]
ReadFacts = Callable[[str], tuple[Fact, ...]]

MAX_SOURCES = 4  # promise 3
MIN_COVERED = 0.6  # share of a sentence's weight; below it the sentence says something else than its sources
MIN_GAIN = 0.08  # share of the weight another source must add: about one content word in twelve
FACT_WEIGHT = 3.0  # of a figure or a time, in content words: it is what a reader would look up
MEANING_WEIGHT = 0.2  # of the embedder's cosine beside the share covered; it decides between near-equal sources
CANDIDATES = 24  # source sentences looked at closely for one output sentence
_EXACT = (FactKind.NUMBER, FactKind.TIME)
_ENDED = re.compile(r"[.!?…][\"'”’)\]]*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Source:
    """A source sentence and what it can hold."""

    sentence: Sentence
    text: str  # white space folded
    units: frozenset[str]  # content stems, and "=normal" for each figure and time


def attribute(
    text: str, readings: Sequence[Reading], split_text: SplitText, read_facts: ReadFacts, embedder: Embedder | None
) -> tuple[tuple[Draft, ...], tuple[Rejected, ...]]:
    """A draft with its source sentences for each sentence of a text, and the sentences that rest on none.

    Args:
        text: What a model wrote over all the documents of an event.
        readings: The event's articles.
        split_text: Gives the spans of the sentences in a text.
        read_facts: Gives the facts of a text.
        embedder: Decides between sources that hold nearly the same words; None: the earlier one.

    Returns:
        Drafts in the order of the text, with falling scores, and rejected sentences with the reason. Together they
        are all the sentences of the text.
    """
    sources = [source for reading in readings for source in _sources(reading)]
    rarity = _rarity(sources)
    sentences = [fold_space(text[start:end]) for start, end in split_text(text)]
    drafts: list[Draft] = []
    rejected: list[Rejected] = []
    seen: set[str] = set()
    for index, written in enumerate(sentence for sentence in sentences if sentence):
        reason = "says again what stood before" if written in seen else _unfinished(written)
        seen.add(written)
        chosen: list[_Source] = []
        if not reason:
            weights = _weights(written, read_facts(written), rarity)
            chosen = _cover(weights, _nearest(written, weights, sources, embedder))
            reason = _unsupported(weights, chosen)
        if reason:
            rejected.append(Rejected(text=written, reason=reason))
        else:
            # The text has an order of its own; falling scores keep it.
            drafts.append(_draft(written, chosen, round(1.0 - index / (2 * len(sentences)), 6)))
    return tuple(drafts), tuple(rejected)


def sources_for(
    written: str, readings: Sequence[Reading], read_facts: ReadFacts, embedder: Embedder | None
) -> tuple[Sentence, ...]:
    """The source sentences one sentence rests on best, the one that holds most first, whether or not that is enough.

    Args:
        written: The sentence.
        readings: The event's articles.
        read_facts: Gives the facts of a text.
        embedder: As for ``attribute``.
    """
    sources = [source for reading in readings for source in _sources(reading)]
    weights = _weights(written, read_facts(written), _rarity(sources))
    return tuple(source.sentence for source in _cover(weights, _nearest(written, weights, sources, embedder)))


def _sources(reading: Reading) -> Iterator[_Source]:
    exact: dict[int | None, set[str]] = defaultdict(set)
    for fact in reading.facts:
        if fact.kind in _EXACT:
            exact[fact.sentence].add(f"={fact.normal}")
    for sentence in reading.sentences:
        text = fold_space(sentence.text)
        yield _Source(sentence=sentence, text=text, units=frozenset(content_stems(text)) | exact[sentence.index])


def _rarity(sources: Sequence[_Source]) -> dict[str, float]:
    """Weight of each stem: 1 for one that stands in a single source sentence, a third for one that is everywhere."""
    count = Counter(unit for source in sources for unit in source.units)
    top = math.log1p(len(sources)) or 1.0
    return {unit: 1.0 - 2.0 / 3.0 * math.log(number) / top for unit, number in count.items()}


def _weights(written: str, facts: Sequence[Fact], rarity: dict[str, float]) -> dict[str, float]:
    """What a sentence needs support for, and how much each piece weighs."""
    weights = {stem: rarity.get(stem, 1.0) for stem in content_stems(written)}
    return weights | {f"={fact.normal}": FACT_WEIGHT for fact in facts if fact.kind in _EXACT}


def _nearest(
    written: str, weights: dict[str, float], sources: Sequence[_Source], embedder: Embedder | None
) -> list[tuple[float, _Source]]:
    """The sources that hold most of a sentence, with the embedder's cosine (0 without one), in their order."""
    held = [sum(weights[unit] for unit in sorted(source.units & weights.keys())) for source in sources]
    best = sorted(range(len(sources)), key=lambda index: (-round(held[index], 6), index))[:CANDIDATES]
    near = [sources[index] for index in sorted(best) if held[index] > 0]
    if embedder is None or not near:
        return [(0.0, source) for source in near]
    rows = embedder.embed([written, *(source.text for source in near)])
    return [(round(float(cosine), 4), source) for cosine, source in zip(rows[1:] @ rows[0], near, strict=True)]


def _cover(weights: dict[str, float], near: Sequence[tuple[float, _Source]]) -> list[_Source]:
    """The fewest sources that hold what the sentence needs, the one that holds most first."""
    total = sum(weights.values()) or 1.0
    chosen: list[_Source] = []
    open_units = set(weights)
    while open_units and len(chosen) < MAX_SOURCES:
        gains = []
        for place, (cosine, source) in enumerate(near):
            gain = sum(weights[unit] for unit in sorted(open_units & source.units)) / total
            if gain >= MIN_GAIN:
                gains.append((-round(gain + MEANING_WEIGHT * cosine, 6), place))
        if not gains:
            break
        source = near[min(gains)[1]][1]
        chosen.append(source)
        open_units -= source.units
    return _without_idle(weights, chosen)


def _without_idle(weights: dict[str, float], chosen: list[_Source]) -> list[_Source]:
    """The sources without those whose share the others hold as well (an early choice may become idle)."""
    kept = list(chosen)
    for source in chosen:
        others = frozenset().union(*(other.units for other in kept if other is not source))
        if len(kept) > 1 and not (source.units & weights.keys()) - others:
            kept.remove(source)
    return kept


def _unfinished(written: str) -> str:
    return "" if _ENDED.search(written) else "is cut short"


def _unsupported(weights: dict[str, float], chosen: Sequence[_Source]) -> str:
    """Why a sentence cannot be printed on these sources; "" where it can."""
    if not weights:
        return "has no content words"
    held = frozenset().union(*(source.units for source in chosen))
    share = sum(weights[unit] for unit in sorted(held & weights.keys())) / sum(weights.values())
    if chosen and share >= MIN_COVERED:
        return ""
    missing = ", ".join(unit.removeprefix("=") for unit in weights if unit not in held)
    return f"no {MAX_SOURCES} source sentences hold enough of it ({share:.0%}, at least {MIN_COVERED:.0%}): {missing}"


def _draft(written: str, chosen: Sequence[_Source], score: float) -> Draft:
    if any(written == source.text for source in chosen):
        origin = Origin.EXTRACTED
    else:
        origin = Origin.COMPRESSED if len(chosen) == 1 else Origin.FUSED
    return Draft(text=written, origin=origin, sentences=tuple(source.sentence for source in chosen), score=score)
