"""From the groups of lines to the sentences that may stand for them: ``write``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import takewhile

from summarize.data import Draft, Event, Group, Origin, Reading, Rejected, Sentence
from summarize.models import Writer
from summarize.settings import WriteSettings
from summarize.words import fold_space, linked_headlines, without_linked_headlines
from summarize.writing._anaphora import Anaphor, Kind, find_anaphor
from summarize.writing._antecedents import Antecedent, find_antecedent
from summarize.writing._candidates import candidate
from summarize.writing._edits import Edit, abbreviations_used, apply, cuts, is_ended, leading_connective
from summarize.writing._fitness import asks_or_heads
from summarize.writing._headings import is_heading
from summarize.writing._source import Completion, Source, completion, sources_of
from summarize.writing._verbs import has_verb


def write(
    groups: Sequence[Group],
    event: Event,
    readings: Sequence[Reading],
    writer: Writer | None,
    settings: WriteSettings,
) -> tuple[tuple[Draft, ...], ...]:
    """For each group the sentences that may stand for it, best first, the lines themselves last.

    Args:
        groups: What each sentence rests on.
        event: The event they belong to.
        readings: Its articles, in the order of ``event.articles``.
        writer: Writes candidates that come first; None copies lines.
        settings: How lines are changed.
    """
    sources = sources_of(readings)
    used = abbreviations_used(s.text for reading in readings for s in reading.sentences)
    written = _written(groups, writer, sources, settings)
    asked = 0 if writer is None else settings.max_written
    return tuple(
        _told(group, _unique((*candidates, *_lines(group, sources, used, settings, fallback=number < asked))))
        for number, (group, candidates) in enumerate(zip(groups, written, strict=True))
    )


def _unique(drafts: Sequence[Draft]) -> tuple[Draft, ...]:
    """Each wording once, but a wording that needs an antecedent and the same without are two."""
    kept: dict[tuple[str, str | None], Draft] = {}
    for draft in drafts:
        kept.setdefault((draft.text, draft.antecedent), draft)
    return tuple(kept.values())


def _told(group: Group, drafts: Iterable[Draft]) -> tuple[Draft, ...]:
    """The drafts, those of one line with the sentences of other articles that tell what it tells."""
    same = (group.main.sentence, *group.main.copies)
    return tuple(
        draft
        if draft.origin is Origin.FUSED
        else replace(draft, copies=tuple(one for one in same if one is not draft.sentences[0]), same=group.main.same)
        for draft in drafts
    )


# ------------------------------------------------------------------ a writer's


def _written(
    groups: Sequence[Group], writer: Writer | None, sources: Mapping[str, Source], settings: WriteSettings
) -> list[tuple[Draft, ...]]:
    lines = [_members(_upright(group, sources), settings) for group in groups[: settings.max_written]]
    if writer is None or not lines:
        return [() for _ in groups]
    answers = writer.write([[fold_space(without_linked_headlines(line.text)) for line in members] for members in lines])
    made = [
        _changed(candidate(text, members, sources, group.main.score) for text in texts if text.strip())
        for group, members, texts in zip(groups, lines, answers, strict=False)
    ]
    return [*made, *(() for _ in groups[len(made) :])]


def _changed(candidates: Iterable[Draft | Rejected]) -> tuple[Draft, ...]:
    """Those better than the line as it stands: where the writer would rather copy it, the line's own drafts follow."""
    drafts = (draft for draft in candidates if isinstance(draft, Draft))
    return tuple(takewhile(lambda draft: draft.origin is not Origin.EXTRACTED, drafts))


def _members(group: Group, settings: WriteSettings) -> list[Sentence]:
    """The lines of a group; of those that support the main one no question, no heading and none that breaks off."""
    fit = (one for one in group.support if is_ended(one.text) and not asks_or_heads(one.text))
    return [group.main.sentence, *fit][: settings.max_lines]


def _upright(group: Group, sources: Mapping[str, Source]) -> Group:
    """The group without the supporting lines that are headlines or lean on what stands before them in their article."""
    lines = (one for one in group.support if not is_heading(one, sources[one.article].reading) and has_verb(one.text))
    found = [(one, find_anaphor(sources[one.article].seen(one))) for one in lines]
    return replace(group, support=tuple(one for one, it in found if it is None or it.kind is not Kind.UNCLEAR))


# ------------------------------------------------------------ the lines' own


def _lines(
    group: Group, sources: Mapping[str, Source], used: frozenset[str], settings: WriteSettings, *, fallback: bool
) -> list[Draft]:
    """The group's main line and, should it fail, the same of another article."""
    same = (group.main.sentence, *group.main.copies)
    drafts = []
    for sentence in same:
        for draft in _line(sentence, sources[sentence.article], used, settings):
            drafts.append(replace(draft, score=group.main.score, fallback=fallback))
    return drafts


def _line(sentence: Sentence, source: Source, used: frozenset[str], settings: WriteSettings) -> list[Draft]:
    """What can be made of one source sentence: shortened ones first, then the line with its repairs."""
    whole = completion(source, sentence)
    if whole is None:
        return []  # a quotation whose speaker nobody can tell
    text = sentence.text
    linked = [Edit(start, end, "") for start, end in linked_headlines(text)]  # never printed
    shorter = cuts(text, used) if settings.compress else []
    drafts = []
    for trims in (linked + shorter, linked) if shorter else (linked,):
        origin = Origin.COMPRESSED if trims else Origin.EXTRACTED
        for repairs, sentences, antecedent in _readings_of(sentence, source):
            edits = [*_completed(text, whole), *trims, *repairs]
            cited = tuple(dict.fromkeys([sentence, *sentences, *([whole.speaker] if whole.speaker else [])]))
            drafts.append(Draft(text=apply(text, edits), origin=origin, sentences=cited, antecedent=antecedent))
    return drafts


def _completed(text: str, whole: Completion) -> list[Edit]:
    edits = [Edit(0, 0, whole.before)] if whole.before else []
    if whole.after:
        body = text.rstrip().removesuffix(".")
        comma = "" if body.endswith(("!", "?", "…", ",")) else ","
        edits.append(Edit(len(body), len(text), comma + whole.after))
    return edits


_Variant = tuple[list[Edit], tuple[Sentence, ...], str | None]  # edits, more to cite, needed antecedent


def _readings_of(sentence: Sentence, source: Source) -> list[_Variant]:
    """The ways to let a sentence stand: as it is, after the sentence that names whom it means, or with the name."""
    opening = leading_connective(sentence.text)
    base = [opening] if opening else []
    anaphor = find_anaphor(source.seen(sentence))
    if anaphor is None:
        return [(base, (), None)]
    antecedent = find_antecedent(source, sentence, anaphor)
    if antecedent is None:
        return [(base, (), None)]  # the gate will say what is wrong with it
    after_it: _Variant = (base, (), antecedent.name)
    if not antecedent.sentences:
        return [after_it]
    return [after_it, ([*base, *_named(sentence.text, anaphor, antecedent)], antecedent.sentences, None)]


def _named(text: str, anaphor: Anaphor, antecedent: Antecedent) -> list[Edit]:
    """The edit that puts the name in the place of the wording that means it."""
    name = antecedent.name
    if anaphor.kind is Kind.NOUN:
        article = text[anaphor.start : anaphor.start + 4]  # "the " or "The ", as it stands
        owned = "’s " in name or "'s " in name  # "Pennsylvania's Supreme Court" takes no article
        return [Edit(anaphor.start, anaphor.end, name if owned else article + name)]
    if anaphor.surface.lower() in ("their", "his", "her"):
        name += "’s" if "’" in text else "'s"
    return [Edit(anaphor.start, anaphor.end, name)]
