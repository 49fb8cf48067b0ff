"""What may be dropped besides where sentences are asked for as short as headlines: when, where, why, with what, whose.

A terse brief tells what happened; the rest stands in the cited line. What ``fusion_cuts`` holds fast stays: a speaker,
a negation, a hedge of the statement, a condition, another year than this. Nor does a phrase go that a rank or a count
holds within, or that a verb needs. Whether a sentence may stand is for the gate to say, as with any other.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarize.models.fusion_clauses import (
    FINITE,
    PAST,
    QUOTE,
    Span,
    awaits,
    bears_on,
    clause_before,
    hides_verb,
    is_subject,
    is_told,
    is_verb,
    last_word,
    states_at_once,
)
from summarize.models.fusion_cuts import LISTED, NEEDS_IN, PASSIVE, SPAN, SPEAKS, is_clause, verb_behind
from summarize.models.fusion_lists import AS_CLAUSE, CALENDAR, COMING, OFFICES, OPEN, RANKED, SPEECH

_SAID = "|".join(sorted(SPEECH))
_DAY = rf"(?:{'|'.join(day for day in sorted(CALENDAR) if day.endswith('day'))})"
_PART = r"(?:morning|afternoon|evening|night)"
_WHEN = (
    rf"(?:(?:on\s|early\s|late\s|last\s)?{_DAY}(?:\s{_PART})?|today|yesterday|tonight|this\s{_PART}|last\snight"
    r"|(?:this|last)\sweek)"
)
_WHERE = r"(?:in|at|on|near|outside|inside|across|within|along|off|throughout|from)"
_WHY = r"(?:after|following|amid|despite|because|due\sto|thanks\sto)"
_TIME = re.compile(rf",?\s{_WHEN}\s*$", re.IGNORECASE)
_OPENING = re.compile(
    rf"(?:{_WHEN}|(?:{_WHERE}|{_WHY}|during|with|under|like|unlike|as)\s[^,\"“”:;]*),\s*$", re.IGNORECASE
)
# "Turku port captain Arto Lind has": what the bearer of a name is; of a speaker it must be known.
_PRONOUN = r"(?:It|This|That|There|They|He|She|We|You|I)\s"
_NO_OFFICE = r"(?:and|of|in|for|as|like|says?|sees?|wants?)\s"
_OFFICE = re.compile(rf"(?!{_PRONOUN})(?:[A-Z][\w.&’'-]*\s)+(?:(?!{_NO_OFFICE})[a-z-]+\s){{0,2}}?([a-z-]+)\s$")
_NAMED = re.compile(
    rf"(?:[A-Z][\w.’'-]+\s){{2,4}}(?!(?:{_SAID})\b)(?:is|are|was|were|has|have|had|will|would|[a-z]{{2,}}(?:ed|s))\s"
)
_DATED = re.compile(r",?\s[A-Z][a-z]+\.?\s\d")  # behind a weekday: "Thursday, October 10"
# Behind a statement: on what occasion, why, beside what.
_CLAUSE = re.compile(
    rf"\s(?:{AS_CLAUSE}|{_WHY}|when|while|before)\s|,\s(?:[a-z]+ly\s)?[a-z]+ing\s|,\s(?:who|which|where|as|after|with)\s"
    rf"|\s[–—-]{{1,2}}\s(?!.*\s[–—-]{{1,2}}\s)"
)
# ... and where, with what, by whom, of which kind: not behind a verb that may need it.
_PHRASE = re.compile(
    r"\s(?:in|at|near|outside|inside|across|within|throughout|during|where|who|which|since|by)\s"
    r"(?!(?:common|favou?r|charge|place|line|touch|effect|force|power|response|return|exchange|addition|danger|need)\b)"
    r"|(?<=[a-z])\s[a-z]+ing\s"
)
_DASH = re.compile(r"\s[–—-]{1,2}\s")
_FROM = re.compile(r"\bfrom\s(?:[\w'’-]+\s?){1,3}$")  # "ranging from assault to theft"
_NEEDING = re.compile(
    r"(?:named|linked|tasked|armed|filled|covered|compared|equipped|associated|known|held|kept|made|caught|locked|stake|interest"
    r"|role|part|faith|confidence|trust|belief|rise|fall|drop|increase|decrease|decline|gain|jump|surge|share|cut|change)s?$"
)
# "It requires doctors who operate to report": what they are asked to do comes behind.
_ASKING = re.compile(
    r"\b(?:requir|ask|allow|urg|forc|permit|want|order|enabl|help|encourag|compel|push|oblig|need)[a-z]*\s"
)
# Of "a man who stole three boats has been jailed" the man who has been jailed is enough, of "the man" not.
_INDEFINITE = re.compile(r"(?:An?|One|Two|Three|Four|Five|Six|Some|Several|(?:Dozen|Hundred|Thousand)s\sof)\s[^,;:]*$")
_WHICH = re.compile(rf",?\s(?:who|which|that|{_WHERE})\s[^\"“”:;]*$")
_GOES_ON = re.compile(r",?\s?(?:has|have|had|is|are|was|were|will|would)\s")
_RANKED = re.compile(rf"{RANKED}|%|[$£€]\d|\d[\d.,]*\s(?:percent|per\scent|[mb]illion|points?)\b", re.IGNORECASE)
_COMPARED = re.compile(
    r"\b(?:more|less|fewer|than|so|such|too|enough|sooner|hardly|between|both|either|rather)\b", re.IGNORECASE
)
# A thing to come holds when, or once, something else does.
_TO_COME = re.compile(r"\b(?:will|would|can|could|may|might|must|shall|should)\b")
_CONDITION = re.compile(r",?\s(?:when|after|before|while)\b")
# The word before a clause may be its measure: "shortly after", "only when", "two hours before".
_MEASURING = re.compile(
    rf"(?:{SPAN.pattern})|(?:[a-z]+ly|just|even|soon|long|right|except|not|after|before|since|until|earlier|later|early|late)$",
    re.IGNORECASE,
)
# What is told of another year, or of another time, is told of that alone.
_OTHER_YEAR = re.compile(r"\b(?:1[5-9]\d\d|20\d\d)s?\b|\b(?:ago|then)\b", re.IGNORECASE)
_OTHER_TIME = re.compile(r"\b(?:last|past|previous|recent|earlier|later|next)\b", re.IGNORECASE)
_MONTH = re.compile(rf"\b(?:{'|'.join(day for day in sorted(CALENDAR) if not day.endswith('day'))})\b", re.IGNORECASE)
_ITSELF = re.compile(
    r"\b(?:an?|the|its|his|her|their|this|no|another)\s(?:[\w-]+\s)?[\w-]+$"
)  # a noun, though it ends in -ing
_ATTRIBUTION = re.compile(rf",\s(?:according\s|(?:[^\s,;:]+\s){{1,8}}?(?:{_SAID})\b)")
_KEPT = re.compile(
    rf"(?:,|\bas\b|[–—-])[^,]*\b(?:{_SAID}|according)\b|^,?\s(?:if|unless|until|except|without)\b", re.IGNORECASE
)


def may_cut_terse(text: str, words: Sequence[Span], must: frozenset[int], start: int, end: int) -> bool:
    """Whether ``text[start:end]`` may be dropped in a terse sentence; arguments as of ``fusion_cuts.may_cut``."""
    cut = text[start:end]
    inside = [a for a, _ in words if start <= a < end]
    if not inside or QUOTE.search(cut):
        return False
    if start == 0:
        opens = _is_opening(cut) and states_at_once(text, words, end) and not LISTED.match(text[end:])
        return opens or _is_office(cut, text[end:])
    if _ATTRIBUTION.match(text[end:]) and "," not in cut:
        return _may_end(text, words, must, start, end)
    if must.intersection(inside) or not _is_free(text, start):
        return False
    if _TIME.match(cut):
        return not _DATED.match(text[end - cut.endswith(" ") :])
    return bool(
        _INDEFINITE.fullmatch(text[:start])
        and not FINITE.search(text, 0, start)
        and not _RANKED.search(clause_before(text, start))
        and _WHICH.match(cut)
        and _GOES_ON.match(" " + text[end:])
    )


def may_stop_terse(text: str, words: Sequence[Span], must: frozenset[int], start: int) -> bool:
    """Whether a terse sentence may end before ``text[start:]``; arguments as of ``fusion_cuts.may_stop``."""
    return any(a >= start for a, _ in words) and _may_end(text, words, must, start, len(text))


def _is_office(cut: str, rest: str) -> bool:
    office = _OFFICE.match(cut)
    return bool(office and office.group(1) in OFFICES and _NAMED.match(rest))


def _is_opening(cut: str) -> bool:
    """Whether a phrase that opens a sentence says when, where, why or of whom, in this time and in nobody's words."""
    if not _OPENING.match(cut) or cut.count(",") > 1 or not SPEECH.isdisjoint(cut.lower().split()):
        return False
    return not any(each.search(cut) for each in (_OTHER_YEAR, _OTHER_TIME, _MONTH))


def _is_free(text: str, start: int) -> bool:
    """Whether nothing before ``start`` needs what follows or bears on it."""
    before = last_word(text[:start])
    return not (
        before in OPEN or before in COMING or bears_on(text, start) or _COMPARED.search(clause_before(text, start))
    )


def _may_end(text: str, words: Sequence[Span], must: frozenset[int], start: int, end: int) -> bool:
    """Whether what is told may end before ``text[start:end]``: a statement is whole by then, and a phrase begins."""
    if not _is_whole(text, words, start) or _is_kept(text, words, start, end):
        return False
    before, cut = text[:start], text[start:end]
    phrase = _PHRASE.match(cut) and not any(start <= a < end for a in must) and not _OTHER_TIME.search(cut)
    return bool(
        _TIME.match(cut.rstrip(".!? "))
        or (_CLAUSE.match(cut) and not _is_measure(cut, before))
        or (phrase and not _is_within(before) and not _is_agent(cut, before))
    )


def _is_whole(text: str, words: Sequence[Span], start: int) -> bool:
    """Whether a statement stands before ``start``, nothing in it calls for more, and its speaker is told."""
    told = is_told(text, words, start) and not is_subject(text, words, start)
    return told and _is_free(text, start) and not SPEAKS.search(text[:start])


def _is_kept(text: str, words: Sequence[Span], start: int, end: int) -> bool:
    """Whether ``text[start:end]`` holds what no brief may lose: words quoted, another year, a speaker, a condition, the
    sentence's own verb, what somebody is asked to do, or what something is taken for."""
    cut, before = text[start:end], text[:start]
    inside = [(a, b) for a, b in words if start <= a < end]
    return bool(
        any(each.search(cut) for each in (QUOTE, _OTHER_YEAR, _KEPT))
        or verb_behind(cut)
        or awaits(text, start, end)
        or (_DASH.match(cut) and len(_DASH.findall(before)) % 2)
        or (_FROM.search(before) and " to " in cut)
        or hides_verb(text, words, start, end)
        or (cut.startswith((" who ", " which ")) and " to " in cut and _ASKING.search(clause_before(text, start)))
        or (cut.startswith(" as ") and not is_clause(text, inside, last_word(before)))
    )


def _is_measure(cut: str, text: str) -> bool:
    """Whether a clause says of what time the text is, or under which condition a thing will be."""
    before = last_word(text)
    if before in SPEECH or _MEASURING.match(before):
        return True
    return bool(_TO_COME.search(clause_before(text, len(text))) and _CONDITION.match(cut))


def _is_agent(cut: str, text: str) -> bool:
    """Whether a phrase says by whom or what the deed of the last word was done."""
    return cut.startswith(" by ") and is_verb(last_word(text))


def _is_within(text: str) -> bool:
    """Whether a rank, a count or a verb may hold only with the phrase behind it."""
    before = last_word(text)
    return bool(
        before in SPEECH
        or _MEASURING.match(before)
        or _RANKED.search(clause_before(text, len(text)))
        or _needs_more(before, text)
    )


def _needs_more(word: str, text: str) -> bool:
    """Whether the text ends with a word that may need what follows: "depends on", "named in honour of", "stake in"."""
    if _NEEDING.match(word):
        return True
    if not (word in PAST or word.endswith(("ed", "ing"))) or (word.endswith("ing") and _ITSELF.search(text)):
        return False
    return not PASSIVE.search(text) or bool(NEEDS_IN.match(word))
