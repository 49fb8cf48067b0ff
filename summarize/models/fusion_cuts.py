"""What may be dropped where a line is shortened: whole phrases only, and nothing a reader would miss the sense by.

An opening phrase that says on what occasion or in spite of what, an aside between commas, a phrase of place inside, an
adverb, "that" after a verb of saying, a clause at the end (no phrase with "on" or "with" there: it may be what the verb
needs). Never a speaker, a negation, a hedge or a day (``KEPT``), nor what tells when a thing was so, and no verb of the
sentence itself. The model chooses among these; it cannot invent others.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from summarize.models.fusion_bonds import closes_opening, has_told, is_meant, is_news
from summarize.models.fusion_clauses import (
    FINITE,
    QUOTE,
    RELATIVE_WORDS,
    VERB,
    Span,
    awaits,
    bears_on,
    clause_before,
    has_past,
    hides_verb,
    is_subject,
    is_told,
    is_verb,
    last_word,
    states_at_once,
    tells,
)
from summarize.models.fusion_lists import (
    AS_CLAUSE,
    CALENDAR,
    COMING,
    LIMITING,
    LY_ADJECTIVES,
    OPEN,
    RANKED,
    SPEECH,
    TAKES_AS,
)

_ADJUNCT = r"(?:in|at|on|during|amid|after|before|following|despite|within|across|near|throughout)"
_WHEN = rf"while|{AS_CLAUSE}|after|before|amid|following|despite|during|since"
_CLAUSE = rf"(?:who|which|whose|where|when|{_WHEN})"
# What a speaker says on some occasion is said there; "as a senator", "at the time", "on trade", "when asked" and "after
# the war" say what holds, and when.
_OCCASION = (
    r"(?:statements?|interviews?|speech|letter|tweets?|posts?|reports?|remarks|address|op-ed|essay|column|e-?mail"
    r"|conference|briefing|memo|filing|video|message|note|blog|appearance|testimony|ceremony|press release|phone call)"
)
_OPENING = re.compile(
    r"(?:(?:Amid|Despite|Speaking|Meanwhile|However|Moreover|With)\b"
    rf"|(?:In|At|During)\s(?:an?|the|his|her|their|its|another)\s(?:[\w-]+\s){{0,4}}?{_OCCASION}\b)[^\"“”:;]*,\s*$"
)
# Whatever tells when a thing was so stays: without "in 2008", "in recent years" it would be news.
_SETS_TIME = re.compile(
    r"\b(?:1[5-9]\d\d|20\d\d)s?\b|(?<![\w-])(?:years?|months?|weeks?|days?|decades?|centur(?:y|ies)|seasons?|spring|summer|autumn"
    r"|winter|times?|past|recent|recently|then|ago|earlier|later|previous|former|once|now|today|tonight|yesterday"
    r"|tomorrow|currently|soon|morning|afternoon|evening|night|before|during|since)\b(?!-)",
    re.IGNORECASE,
)
# Of "when Berg was in office, Lind said, he knew" no "Lind said, he knew" is left.
_NAMES = re.compile(r"\s[A-Z][a-z]")
_MEANT = re.compile(r"\b(?:he|she|his|her|him|they|their|them)\b")
_ASIDE = re.compile(
    rf",\s(?:the|a|an|in|at|on|with|{_CLAUSE}|[a-z]+(?:ing|ed))\s[^,\"“”:;]*,\s*$|\s*\([^()]*\)\s*$|\s[–—]{{1,2}}\s[^–—]*\s[–—]{{1,2}}\s*$"
)
_PHRASE = re.compile(rf"\s{_ADJUNCT}\s(?!(?:about|around|between|from|{_ADJUNCT[3:-1]})\b)[^,\"“”:;()–—]*\s*$")
_PLACING = frozenset(
    "above across ahead along behind below beside beyond inside near opposite outside toward towards".split()
)
_ADVERB = re.compile(r"\s(?:[a-z]{3,}ly|also|still|then|later|again)\s+$")  # not the last word: it is what is said
# Without its comma "who" or "when" tells which one is meant: of "the priest who was accused" no "the priest" is left.
_ING = r"(?!(?:un)?willing|acting\s|(?:some|any|no|every)?thing|during|king|morning|evening|spring)[a-z]+ing"
_TAIL = re.compile(rf"\s*(?:{_WHEN})\s|,\s{_CLAUSE}\s|,\s{_ING}\s|\s*\([^()]*\)[.\s]*$")
# What may follow a phrase dropped inside: nothing that might belong to the phrase itself. Of "running after its funding
# expires at midnight" no "running at midnight" is left, of "talks in Oslo and Turku" no "talks and Turku".
# Nor a verb, before which the phrase says which one is meant: "temperatures in the cave are low".
_ON = re.compile(r"[,;](?!\s(?:(?:in|of|for|at|from|with|by|to|on|during)\s)?(?:which|who|whose|whom|where|an?)\s)")
_AT_END = re.compile(r"\s(?:in|during|amid|after|before|following|despite|within|across|near|throughout)\s")
NEEDS_IN = re.compile(
    r"(?:believ|engag|interest|invest|involv|liv|participat|persist|plac|resid|result|specialis|specializ|succeed|trust)\w*$"
    r"|(?:put|set|took|take|takes|ruled|born|based|later|earlier|early|late)$"
    r"|(?:rise|fall|drop|increase|decrease|decline|gain|jump|surge|stake|interest|share|change|role|confidence|faith)s?$",
    re.IGNORECASE,
)
_EARLY = frozenset("early late earlier later".split())  # "late in the third quarter"
_WHERE = re.compile(r"\s(?:in|at|across|near|within|throughout)(?:\s[^\s,]+){1,4}\s*$")  # of one place a day may follow
_ON_DAY = re.compile(rf"on (?:{'|'.join(sorted(CALENDAR))})\b", re.IGNORECASE)
# "Insisted on cutting" and "commented on the plan" tell what was said, "said on Monday" and "said on television" when
# and where.
_SAID_WHERE = re.compile(
    r"\s(?:in|at|during|on(?!\s(?:[a-z]+ing|the|an?|its|his|her|their|what|how|whether)\b))\s"
    r"[^,;]*(?:,\s(?:who|which|where)\s.*)?$"
)
PASSIVE = re.compile(r"\b(?:is|are|was|were|been|being|be)\s(?:\w+ly\s)?\w+$", re.IGNORECASE)
_RELATIVE = re.compile(r",\s(?:(?:[a-z]+\s)?(?:whom?|which|whose)|where)\s[^,]*$")  # its comma is no aside's
# "Officials said" behind a comma: without it the sentence would run on.
_SUBJECT_SAID = re.compile(
    rf"(?!(?:also|then|later|again|still|soon|already|once|instead|however|nevertheless|nonetheless|[a-z]+ly|ha[sd]|have)\s)(?!(?:{'|'.join(sorted(SPEECH))})\b)"
    rf"(?:[^\s,;]+\s){{1,6}}?(?:{'|'.join(sorted(SPEECH))}|shows|showed|revealed|indicated)\b"
)
# "Its agency, GCHQ, that": the comma before the name ends no aside.
_APPOSED = re.compile(r"[A-Z][\w.&’'-]*(?:\s[A-Z][\w.&’'-]*)*,")
# What follows an aside must not lean on it: "rain measured in feet, not inches"; ", with Lofven content, saying ...".
_LEANING = re.compile(r",?\s*(?:and|or|but|nor|yet|not|rather|instead|while|(?!according)[a-z]+ing)\b")
_NEXT = re.compile(r",?\s?(?:(?:and|or)\s)?(?:the|an?)\s")  # of a list: "a call, a release, a tweet"
_GOES_BY = re.compile(r",\s(?:by|to|from|of|into|with|for|in|on|at)\s")
_VERBAL = re.compile(r",\s(?:[a-z]+ly\s)?([a-z]+(?:ing|ed))\s")
_VERBAL_BEFORE = re.compile(r",\s(?:[a-z]+ly\s)?(?:[a-z]+(?:ed|wn|en|ing)|held|made|built|set|known|led|sent)\s[^,]*$")
_RELATING = re.compile(r",?\s?(?:who|which|whose|where|that)\b")  # to what would be dropped
_NOUN_ASIDE = re.compile(r",\s(?:the|an?)\s")
_MEMBER = re.compile(r",\s(?:including|such as|like)\b")  # of a list that goes on behind it
# "Businesses in the state, which lacks power, have welcomed it": the sentence's own verb comes behind.
_BEHIND = re.compile(r",\s(?:who|which|whose|where)\s[^,]*,\s(\w+)\b")
# Who a speaker is belongs to what he says: "said Arto Berg, who built the port".
SPEAKS = re.compile(rf"\b(?:{'|'.join(sorted(SPEECH))})\s[A-Z][\w.’'-]*(?:\s[A-Z][\w.’'-]*){{0,3}}$")
# Behind an aside the sentence goes on: "allows ships, including tankers, to leave"; and "before springing back" tells
# how it ended.
_GOES_ON = re.compile(r",[^,]*,\s(?:to|from|for|into|of)\s|,?\s*before\s(?:[a-z]+ly\s)?[a-z]+ing\b")
# What a sentence may not end before, since it says the contrary; "since he ran but has been caught" is no time.
_CONTRARY = re.compile(r"\b(?:but|although|though|however|yet|whereas)\b")
# Of "the number of people out of work during the lockdown continues to rise" no "the number of people" is left: behind
# a preposition that opens no clause stands no verb, unless it is the sentence's own.
_NO_CLAUSE = re.compile(r"\s*(?:amid|following|despite|during)\s")
# Of "a record two months after the first" no "a record two months" is left.
SPAN = re.compile(r"(?:second|minute|hour|day|week|month|year|decade|centur(?:y|ie)|season|moment)s?$")
_MEASURED = re.compile(r"\s*(?:after|before|since|following|into|from|when|as)\b")
_RANKED = re.compile(RANKED, re.IGNORECASE)
_CONDITION = re.compile(r"\b(?:if|unless|until|once)\b", re.IGNORECASE)  # how a condition is met is part of it
# Nor of "3 million in May and 2 million in June" a "2 million".
_AMOUNT = re.compile(r"\d|^(?:hundred|thousand|million|billion|trillion|percent|cent)s?$|%$")
# Behind an opening the subject stands, and not the next of a list: "As talks, meetings, and calls went on, the port".
LISTED = re.compile(r"(?:[\w.’'-]+\s){0,3}[\w.’'-]+,\s(?:and|or)\s|(?:and|or)\s")
_NEVER = re.compile(r"\b(?:if|unless|until|except|only|rather|instead|than|more|less|least|most|first|last)\b")
_LIMITS = LIMITING | LY_ADJECTIVES
_ADVERBIAL = 2  # words: "in part"
_LONGEST = 7  # words of a phrase inside


def may_cut(text: str, words: Sequence[Span], must: frozenset[int], start: int, end: int) -> bool:
    """Whether ``text[start:end]`` may be dropped and the line go on behind it.

    Args:
        text: The line.
        words: Its words, in order.
        must: Where words begin that stay.
        start: The end of the word before, or 0.
        end: Where the line goes on.
    """
    # A long line is asked about at each pair of its words: no look at all of them for each.
    inside = words[bisect_left(words, (start,)) : bisect_left(words, (end,))]
    cut = text[start:end]
    if not inside or any(a in must for a, _ in inside) or _NEVER.search(cut):
        return False
    if len(inside) <= _ADVERBIAL and any(text[a:b].lower() in _LIMITS for a, b in inside):
        return False
    if start == 0:
        return _may_cut_opening(text, words, inside, end)
    return _may_cut_behind(text, words, inside, start, end)


def _may_cut_opening(text: str, words: Sequence[Span], inside: Sequence[Span], end: int) -> bool:
    """Whether a line may begin at ``end``, without the words ``inside`` before it."""
    cut = text[:end]
    # Behind a second comma may stand the subject: "With talks at an end, the port of Turku, [a city], opened".
    return bool(_OPENING.match(cut)) and not (
        cut.count(",") > 1
        or _SETS_TIME.search(cut.removeprefix("During"))
        or _holds_clause(text, cut, inside)
        or is_verb(_first(text[end:]))
        or LISTED.match(text[end:])
        or not states_at_once(text, words, end)
        or (_NAMES.search(cut) and _MEANT.search(text[end:]))
    )


def _may_cut_behind(text: str, words: Sequence[Span], inside: Sequence[Span], start: int, end: int) -> bool:
    """Whether ``text[start:end]``, which holds the words ``inside``, may be dropped behind what stands before it."""
    cut = text[start:end]
    before = last_word(text[:start])
    # "Closures were announced in Turku": it says of what.
    if before in OPEN or (before in SPEECH and PASSIVE.search(text[:start])):
        return False
    # The second comma of an aside may stay behind a whole clause, as in "..., according to", not before its verb.
    comma = "," if _stays_comma(text, end) and has_told(text, words, start) else ""
    aside = _ASIDE.match(cut + comma) and not _belongs(text, words, start, end)
    if not aside and (bears_on(text, start) or _is_measured(before, cut) or _SETS_TIME.search(cut)):
        return False
    # Before a verb an adverb can be spared, behind what the verb governs it may be all the news: "treat them roughly";
    # and "later in the day" is a phrase.
    adverb = _ADVERB.match(cut) and _first(text[end:]) not in OPEN | _PLACING and not _CONDITION.search(text[:start])
    opens = cut.strip() == "that" and before in SPEECH and not _first(text[end:]).endswith("ing")
    return bool(aside or adverb or opens) or (
        bool(
            _PHRASE.match(cut)
            and is_told(text, words, start)
            and _goes_on(before, cut, text[end:])
            and len(inside) <= _LONGEST
            and not awaits(text, start, end)
            and not _CONDITION.search(clause_before(text, start))
            and not VERB.search(cut)
            and not FINITE.search(cut)
            and not _RANKED.search(clause_before(text, start))
        )
        and not has_past(text, inside)
    )


def _stays_comma(text: str, end: int) -> bool:
    """Whether a comma stands at ``end`` that may stay without the aside before it: no preposition goes on behind it."""
    return text[end : end + 1] == "," and not _GOES_BY.match(text, end)


def may_stop(text: str, words: Sequence[Span], must: frozenset[int], start: int) -> bool:
    """Whether the line may end before ``text[start:]``: nothing follows, or a clause it can do without."""
    cut = text[start:]
    inside = [(a, b) for a, b in words if a >= start]
    if not inside:
        return True
    if any(a in must for a, _ in inside) or any(each.search(cut) for each in (_NEVER, _CONTRARY, QUOTE)):
        return False
    before = next((text[a:b].lower() for a, b in reversed(words) if b <= start), "")
    told = FINITE.search(cut) or has_past(text, inside)
    if (
        not is_told(text, words, start)
        or is_subject(text, words, start)
        or before in COMING
        or _is_measured(before, cut)
        or _GOES_ON.match(cut)
        or verb_behind(cut)
        or awaits(text, start, len(text))
        or is_news(text, start, cut)
        or hides_verb(text, words, start, len(text))
        or SPEAKS.search(text[:start])
        or (_NO_CLAUSE.match(cut) and told)
    ):
        return False
    if text[inside[0][0] : inside[0][1]].lower() == "as" and not is_clause(text, inside, before):
        return False
    if not cut.startswith((",", " (", "(")) and _SETS_TIME.search(cut):
        return False
    ends = _TAIL.match(cut) or (_may_lack_where(before) and _SAID_WHERE.match(cut) and not PASSIVE.search(text[:start]))
    return bool(ends) and (cut.lstrip()[:1] in {",", "("} or not bears_on(text, start))


def verb_behind(cut: str) -> bool:
    """Whether the sentence's own verb comes behind a relative clause that would be its end."""
    behind = _BEHIND.match(cut)
    return behind is not None and is_verb(behind.group(1).lower())


def _may_lack_where(verb: str) -> bool:
    """Whether a verb of saying needs no phrase behind it: a court "ruled in favour" of somebody."""
    return verb in SPEECH and verb != "ruled"


def _holds_clause(text: str, cut: str, words: Sequence[Span]) -> bool:
    """Whether an opening goes on behind its first comma with a clause, as in "In its opinion, the court ruled that"."""
    comma = cut.index(",")
    after = [(a, b) for a, b in words if a > comma]
    return bool(FINITE.search(cut, comma)) or has_past(text, after)


def _belongs(text: str, words: Sequence[Span], start: int, end: int) -> bool:
    """Whether what stands between two marks is no aside: what follows hangs on it, or it is the sentence itself."""
    cut, rest = text[start:end], text[end:]
    return bool(
        _RELATING.match(rest)
        or _LEANING.match(rest)
        or _MEMBER.match(cut)
        or (_NOUN_ASIDE.match(cut) and _NEXT.match(rest))
        or _is_second(text[:start], cut, rest)
        or _is_opening(text, words, start)
        or _states(text, cut, [(a, b) for a, b in words if start <= a < end])
        or _opens_again(text, start, end)
        or is_meant(cut, rest)
        or _GOES_ON.match(rest)
        or (cut.rstrip().endswith(",") and closes_opening(text, words, start, end))
    )


def _is_second(before: str, cut: str, rest: str) -> bool:
    """Whether a verb between two commas is no aside's: the sentence's own, behind an aside, or one of a list.

    "The film, shown in Turku, depicted the port, officials said"; "fired clerk Aino Berg, fired captain Arto Lind and".
    """
    opened = _VERBAL.match(cut)
    return bool(opened and (_VERBAL_BEFORE.search(before) or _first(rest.lstrip(", ")) == opened.group(1)))


def _is_opening(text: str, words: Sequence[Span], start: int) -> bool:
    """Whether only a wording of time stands before ``start``, whose comma the aside would take along."""
    return _SETS_TIME.search(text, 0, start) is not None and not tells(text, words, start)


def _states(text: str, cut: str, words: Sequence[Span]) -> bool:
    """Whether what stands between two commas is the sentence itself: "After the talks, a clerk asked Lofven, ..."."""
    if not _NOUN_ASIDE.match(cut):
        return False
    own = [text[a:b].lower() for a, b in words]
    relative = next((at for at, word in enumerate(own) if word in RELATIVE_WORDS), len(own))
    return any(map(is_verb, own[:relative]))


def _opens_again(text: str, start: int, end: int) -> bool:
    """Whether no aside ends at ``end``: the comma before it closed another one, or a new subject comes behind it."""
    new = text[end : end + 1] != "," and (_SUBJECT_SAID.match(text[end:]) or _MEANT.match(text[end:]))
    return bool(_RELATIVE.search(text[:start]) or new or _APPOSED.match(text[end:]))


def _is_measured(before: str, cut: str) -> bool:
    """Whether a phrase says from when on a stretch of time is counted, or of what or when a figure is."""
    return cut[:1] != "," and bool((SPAN.match(before) and _MEASURED.match(cut)) or _AMOUNT.search(before))


def _first(rest: str) -> str:
    """The word that follows, in lower case."""
    return rest.split(None, 1)[0].strip("\"'“”(),").lower() if rest.strip() else ""


def is_clause(text: str, words: Sequence[Span], before: str) -> bool:
    """Whether "as" opens a clause: of "a race seen as a long shot" no "a race seen" is left."""
    comma = text.find(",", words[0][0])
    after = [text[a:b].lower() for a, b in words[1:] if comma < 0 or b <= comma]
    return any(map(is_verb, after)) and before not in TAKES_AS and not after[0].endswith("ing")


def _goes_on(before: str, cut: str, rest: str) -> bool:
    """Whether a phrase can be spared before what follows: that did not belong to it, nor it to the word before."""
    if before in COMING or before in _EARLY:
        return False
    if rest.startswith("that "):
        return before in SPEECH
    if rest.startswith("."):
        return bool(_AT_END.match(cut)) and not NEEDS_IN.match(before)
    return bool(_ON.match(rest) or (_WHERE.match(cut) and _ON_DAY.match(rest)))
