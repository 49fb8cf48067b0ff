"""Gate rules on what a sentence says: what is denied, weakened, planned, and who says what to whom, stays as cited.

All of them compare the sentence with the places its words were copied from. A cue (such as "not") governs the content
word after it: where that word was copied, the cue must have come along, and no cue may stand where the source has none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from summarize.data import Fact, FactKind
from summarize.writing._case import NAMES, Case, Passage
from summarize.writing._cues import is_base_form, is_hedge, is_negation, is_speech, is_unreal
from summarize.writing._text import is_content

IsCue = Callable[[Sequence[str], int], bool]
_REACH = 6  # words: how far a cue looks for the content word it governs
_TITLE_WORDS = 8  # the longest titles: "Deputy Assistant Secretary of State for European Affairs"


def _is_negation(words: Sequence[str], at: int) -> bool:
    return is_negation(words[at])


def _rule_cue(case: Case, is_cue: IsCue, what: str) -> str | None:
    """What a cited line denies or weakens is denied or weakened here, and nothing else is."""
    linked = case.linked()
    for number, quote in enumerate(case.quotes):
        for at in range(len(quote.words)):
            if is_cue(quote.words, at) and (number, at) not in linked and _governed_copied(quote, number, at, linked):
                return f"the {what} “{quote.words[at]}” of the cited line is lost"
    for at, word in enumerate(case.claim.words):
        if is_cue(case.claim.words, at) and not _cue_came_along(case, at):
            return f"the {what} “{word}” is not the cited line's"
    return None


def _governed_copied(quote: Passage, number: int, at: int, linked: frozenset[tuple[int, int]]) -> bool:
    governed = _governed(quote, at)
    return governed is not None and (number, governed) in linked


def _governed(passage: Passage, at: int) -> int | None:
    """The content word a cue speaks of: the next before a mark, or the last before the cue, or the next at all."""
    for step, over_marks in ((1, False), (-1, False), (1, True)):
        here = at
        while 0 <= here + step < len(passage.words) and abs(here + step - at) <= _REACH:
            if _mark_between(passage, here, here + step) and not over_marks:
                break
            here += step
            if is_content(passage.words[here]):
                return here
    return None


def _mark_between(passage: Passage, one: int, other: int) -> bool:
    left, right = sorted((one, other))
    return re.search(r"[^\s'’-]", passage.text[passage.spans[left][1] : passage.spans[right][0]]) is not None


def _cue_came_along(case: Case, at: int) -> bool:
    """Whether a cue of the claim was copied together with the word it speaks of."""
    link = case.links[at]
    if link is None or link in case.links[:at]:  # one "not" of the line does not make two
        return False
    governed = _governed(case.claim, at)
    if governed is None:
        return True
    other = case.links[governed]
    return other is not None and other.quote == link.quote and abs(other.word - link.word) <= _REACH


rule_negation = partial(_rule_cue, is_cue=_is_negation, what="negation")
rule_hedge = partial(_rule_cue, is_cue=is_hedge, what="hedge")


def rule_planned(case: Case) -> str | None:
    """What is planned, wished or possible in the cited line is not told as done, nor the other way round."""
    for at, link in enumerate(case.links):
        if link is None:
            continue
        quote = case.quotes[link.quote]
        here, there = is_unreal(case.claim.words, at), is_unreal(quote.words, link.word)
        if there and not here and is_base_form(quote.words[link.word]) and _is_common(quote, link.word):
            return f"“{case.claim.words[at]}” is told as done; the cited line has it planned or possible"
        if here and not there and is_base_form(case.claim.words[at]) and _is_common(quote, link.word):
            return f"“{case.claim.words[at]}” is told as planned or possible; the cited line has it otherwise"
    return None


def _is_common(passage: Passage, at: int) -> bool:
    """Whether a word may be a verb at all: content, and no part of a name, number or time."""
    return is_content(passage.words[at]) and passage.fact_at[at] is None


def rule_speaker(case: Case) -> str | None:
    """What the cited line gives as somebody's words is not told as a fact: "said" comes along with what was said."""
    linked, carried = case.linked(), case.carries()
    for number, quote in enumerate(case.quotes):
        segments = _segments(quote)
        for at, word in enumerate(quote.words):
            if quote.quoted[at] or (number, at) in linked or not _reports(quote, at):
                continue
            if _told_by_another(case, number, at):
                continue
            scope = set(next(segment for segment in segments if at in segment)) - _saying(quote, at)
            if any(place[0] == number and place[1] in scope for place in carried):
                return f"who says it is lost: the cited line has “{word}”"
    return None


def _told_by_another(case: Case, number: int, at: int) -> bool:
    """Whether the verb of saying stands in its place in the claim, only that it counts as copied from another line."""
    for here, link in enumerate(case.links):
        if link is None or link.quote == number or case.claim.keys[here] != case.quotes[number].keys[at]:
            continue
        beside = [case.links[place] for place in range(max(0, here - _REACH), min(len(case.links), here + _REACH + 1))]
        if any(one is not None and one.quote == number and abs(one.word - at) <= _REACH for one in beside):
            return True
    return False


def _saying(quote: Passage, at: int) -> set[int]:
    """A verb of saying and the words beside it, up to a mark: they name the speaker and are no part of what is said."""
    found = {at}
    for step in (-1, 1):
        here = at
        while 0 <= here + step < len(quote.words) and abs(here + step - at) <= _REACH:
            if _mark_between(quote, here, here + step):
                break
            here += step
            if step == 1 and not _is_named(quote, here):
                break
            found.add(here)
    return found


def _is_named(quote: Passage, at: int) -> bool:
    fact = quote.fact_at[at]
    return fact is not None and fact.kind in NAMES


def _reports(quote: Passage, at: int) -> bool:
    """Whether a word reports speech: a verb of saying that is no participle before a noun, or "according"."""
    word = quote.words[at].lower()
    if word == "according":
        return True
    if not is_speech(word) or is_unreal(quote.words, at):
        return False
    return at == 0 or quote.words[at - 1].lower() not in {"a", "an", "the", "his", "her", "its", "their", "to", "of"}


def _segments(quote: Passage) -> list[range]:
    """The words of a sentence in stretches: an aside between dashes or brackets is one of its own."""
    asides = [match.span() for match in re.finditer(r"(?:--|—|–| - )[^—–]*?(?:--|—|–| - )|\([^()]*\)", quote.text)]
    inside: list[range] = []
    for start, end in asides:
        places = [at for at, span in enumerate(quote.spans) if start <= span[0] and span[1] <= end]
        if places:
            inside.append(range(places[0], places[-1] + 1))
    return [*inside, range(len(quote.words))]


def rule_roles(case: Case) -> str | None:
    """No name, number or time stands where the cited line has another one."""
    for fact in case.claim.facts:
        first, last = case.claim.range_of(fact)
        for quote, others in _in_its_place(case, first, last):
            alike = [other for other in others if _class(other) == _class(fact)]
            if alike and all(_differ(fact, other, case.claim.keys[first:last], quote) for other in alike):
                return f"the cited line has “{alike[0].surface}” where “{fact.surface}” stands"
    return None


def _in_its_place(case: Case, first: int, last: int) -> Iterator[tuple[Passage, list[Fact]]]:
    """What the source has after the word that stands before the claim's fact, and before the word that follows it."""
    for neighbour, step in ((first - 1, 1), (last, -1)):
        link = case.links[neighbour] if 0 <= neighbour < len(case.links) else None
        if link is not None:
            quote = case.quotes[link.quote]
            yield quote, _run_of_facts(quote, link.word, step)


def _run_of_facts(quote: Passage, at: int, step: int) -> list[Fact]:
    """The facts in the stretch of names and titles beside a word: "Swedish", "Stefan Lofven" after "met"."""
    own = quote.fact_at[at]
    found: list[Fact] = []
    here = at + step
    while 0 <= here < len(quote.words) and abs(here - at) <= _TITLE_WORDS:
        left, right = sorted((here - step, here))
        if found and re.search(r"[,;:()“”\"—–]", quote.text[quote.spans[left][1] : quote.spans[right][0]]):
            break  # "met with Mr. Kim, Mr. Trump said": the comma parts two
        fact, word = quote.fact_at[here], quote.words[here]
        if (
            fact is None
            and not (found and (word[0].isupper() or word == "of"))
            and not (step > 0 and word[0].isupper())
        ):
            break
        if fact is not None and fact is not own and fact not in found:
            found.append(fact)
        here += step
    return found


def _differ(fact: Fact, other: Fact, here: tuple[str, ...], quote: Passage) -> bool:
    """Whether two facts of one class are not the same: another normal form, and neither name is a part of the other."""
    if fact.normal == other.normal:
        return False
    if fact.kind in NAMES:
        first, last = quote.range_of(other)
        there = quote.keys[first:last]
        return not (set(here) <= set(there) or set(there) <= set(here) or here[-1:] == there[-1:])
    return True


def _class(fact: Fact) -> FactKind:
    return FactKind.NAME if fact.kind in NAMES else fact.kind


def rule_repeated(case: Case) -> str | None:
    """One mention of a name, number or time in the only line cited does not become two."""
    if len(case.quotes) != 1:
        return None
    met: set[int] = set()
    for at, link in enumerate(case.links):
        if link is None or case.claim.fact_at[at] is None:
            continue
        if link.word in met:
            return f"“{case.claim.words[at]}” stands twice, in the cited line once"
        met.add(link.word)
    return None


def rule_displaced(case: Case) -> str | None:
    """No copied word stands in the place of another: between two words of one line is what that line has there."""
    for at in range(1, len(case.links) - 1):
        before, here, after = case.links[at - 1 : at + 2]
        if before is None or after is None or before.quote != after.quote:
            continue
        gap = range(before.word + 1, after.word)
        quote = case.quotes[before.quote]
        if len(gap) != 1 or (here is not None and here.quote == before.quote and here.word in gap):
            continue
        if is_content(case.claim.words[at]) and is_content(quote.words[gap[0]]):
            return f"“{case.claim.words[at]}” stands where the cited line has “{quote.words[gap[0]]}”"
    return None
