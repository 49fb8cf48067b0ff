"""Where a line's statement stands: its clauses, their verbs, and what bears on what, by words alone and no parser.

What may be dropped (``fusion_cuts``, ``fusion_terse``) hangs on it: of a line that only begins a statement nothing is
left that a reader could follow.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarize.models.fusion_lists import COMING, SPEECH
from summarize.words import BASE_FORMS

Span = tuple[int, int]
FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|do|does|did|will|would|can|could|may|might|must|shall|should|[a-z]{3,}ed)\b"
    r"|\b[a-z]{3,}s\s(?:to|the|an?|that|its|his|her|their|no)\b"
)
# Forms that are verbs of news in the present; those of regular verbs are known by what follows them.
_PRESENT = frozenset(form for base in BASE_FORMS.values() for form in (base, f"{base}s", f"{base}es")) | SPEECH | COMING
_GOVERNING = re.compile(r"\s(?:to|the|an?|that|its|his|her|their|no|on|for|with)\b")
_SAYING = frozenset("say says said think thinks thought believe believes believed claim claims claimed".split())
_SAID_WHAT = re.compile(
    r"\s(?!(?:that|so|to|on|in|at|of|for|by|with|as|when|after|before|during|how|what|why|whether|if)\b)[\w’']"
)
_CLAUSE_WORDS = 5  # behind "that": so many hold a verb, be it one that no list knows
VERB = re.compile(r"\b(?:is|was|were|are|has|had|have|be|been|[a-z]{3,}ed)\b")
PAST = frozenset(form for form, base in BASE_FORMS.items() if form != base)
QUOTE = re.compile(r"[\"“”]")
CLAUSE_MARK = re.compile(r"[,;:()–—\"“”]")
# What a negation, a doubt or a qualifying adverb bears on cannot go: "no talks on the border" is not "no talks".
_BEARING = re.compile(
    r"\b(?:no|not|never|nor|neither|none|nobody|nothing|without|hardly|same|cannot|den(?:y|ies|ied|ying)|refus\w+|reject\w+"
    r"|rul\w+ out)\b|n[’']t\b|\b[a-z]{3,}ly\s*$",
    re.IGNORECASE,
)
_SECOND = re.compile(r"[,;]\s(?:and|but|while|although|though|yet)\s(?=(?:the|an?|its|his|her|their|[A-Z])[\s\w])")
# Behind such an opening the statement begins, which is not told before: "Three months after", "Shortly before",
# "Rather than", "Asked about".
_OPENED = re.compile(
    r"(?:(?:[\w-]+\s){1,2}(?:year|month|week|day|hour|minute|moment)s?\s"
    r"|(?:just|shortly|soon|even|only|immediately|earlier|later|early|late|long|rather|instead|together|[a-z]+(?:ed|ing))\s)?"
    r"(?:in|at|on|near|outside|inside|across|within|along|off|throughout|from|after|following|amid|despite|because|due\sto"
    r"|thanks\sto|before|during|with|without|by|for|as|when|while|since|although|though|if|unless|once|to|than|of|about"
    r"|besides|like|unlike|under)\s[^,]*,",
    re.IGNORECASE,
)
# "Keep the genie in its bottle": where a thing is put is what is said of it.
_PUTS = re.compile(
    r"\b(?:put(?:s|ting)?|keep(?:s|ing)?|kept|plac(?:e[sd]?|ing)|leav(?:es?|ing)|left|bring(?:s|ing)?|brought|tak(?:es?|ing)"
    r"|took|taken|set(?:s|ting)?|lay(?:s|ing)?|laid|thr(?:ow(?:s|n|ing)?|ew|usts?)|plung(?:e[sd]?|ing)|lock(?:s|ed|ing)?"
    r"|trap(?:s|ped|ping)?|stick(?:s|ing)?|stuck|catch(?:es|ing)?|caught|turn(?:s|ed|ing)?|draw(?:s|n|ing)?|drew|cast(?:s|ing)?"
    r"|hold(?:s|ing)?|held)\s(?!(?:part|place|office|talks?|meetings?|summits?)\b)(?:[\w’'-]+\s){0,5}[\w’'-]+$"
)
_WHERETO = re.compile(r"\s(?:in|into|at|on|onto|out|off|to|under|behind|within|over|against)\b")
# "With two senators, Berg and Lind, [joining the others]": what they do comes behind their names.
_WITH = re.compile(r"(?:^|[,;–—-]\s)with\s(?!.*\b[a-z]+(?:ing|ed)\b)[^;:]*$", re.IGNORECASE)
_DOING = re.compile(r",\s(?:[a-z]+ly\s)?[a-z]+(?:ing|ed)\b")
_LISTS = re.compile(r":\s[^:]*$")  # what a colon announces is all that follows
RELATIVE_WORDS = frozenset("who whom whose which that where when".split())
_OPENING_WORDS = frozenset("after before as while because since until although though if unless".split())
_AUXILIARY = re.compile(r"is|are|was|were|has|have|had|will|would|can|could|may|might|must|shall|should")
_PARTICIPLE = re.compile(r",\s(?:[a-z]+ly\s)?(?:[a-z]+ing|who|which|where)\s[^,]*,?")


def tells(text: str, words: Sequence[Span], end: int, start: int = 0) -> bool:
    """Whether a finite verb stands between ``start`` and ``end``."""
    return any(is_verb(text[a:b].lower()) for a, b in words if a >= start and b <= end)


def is_verb(word: str) -> bool:
    """Whether a word, in lower case, is a verb that can carry a sentence, or a participle that looks like one."""
    return word in PAST or FINITE.fullmatch(word) is not None


def has_past(text: str, words: Sequence[Span]) -> bool:
    """Whether one of the words is an irregular verb in the past."""
    return any(text[a:b].lower() in PAST for a, b in words)


def is_told(text: str, words: Sequence[Span], start: int) -> bool:
    """Whether the main clause has its verb before ``start``, and each "who" and "that" behind it one of its own."""
    main = opening_end(text)
    aside = [match.span() for match in _PARTICIPLE.finditer(text)]
    told, owed, within, since = False, 0, False, 0
    for a, b in words:
        if not main <= a < start or any(x <= a < y for x, y in aside):
            continue
        word = text[a:b].lower()
        verb = _is_verb_here(text, b, word)
        since += 1
        if word in RELATIVE_WORDS:
            owed, since = owed + 1, 0
        elif word in _SAYING and _SAID_WHAT.match(text, b):
            told, owed, since = True, owed + 1, 0  # "say the port has": what is said has a verb too
        elif verb and not within:
            told, owed = (told, owed - 1) if owed else (True, 0)
        within = verb  # "had been stolen" is one verb
    return told and (not owed or since >= _CLAUSE_WORDS)


def opening_end(text: str) -> int:
    """Where the statement begins behind an opening phrase; 0 where the line has none."""
    opening = _OPENED.match(text)
    return opening.end() if opening else 0


def hides_verb(text: str, words: Sequence[Span], start: int, end: int) -> bool:
    """Whether ``text[start:end]`` holds the verb of what stands before: "the man accused [in Turku has been found]",
    "after the results [in Turku fell]"."""
    before = [text[a:b].lower() for a, b in words if b <= start]
    opened = next((at for at in reversed(range(len(before))) if before[at] in _OPENING_WORDS), None)
    awaited = opened is not None and not any(map(is_verb, before[opened:]))
    own = [text[a:b].lower() for a, b in words if start <= a < end]
    owed, within = 0, False
    for at, word in enumerate(own):
        verb = is_verb(word)
        if word in RELATIVE_WORDS or word in _OPENING_WORDS:
            owed += not "".join(own[at + 1 : at + 2]).endswith("ing")
        elif verb and not within:
            if not owed and (awaited or _AUXILIARY.fullmatch(word)):
                return True
            owed = max(0, owed - 1)
        within = verb
    return False


def states_at_once(text: str, words: Sequence[Span], start: int) -> bool:
    """Whether a verb comes before the next comma: else what follows an opening may belong to it still, as in "Despite
    lacking Berg, the best of its builders, the port"."""
    comma = text.find(",", start)
    stretch = [(text[a:b].lower(), b) for a, b in words if a >= start and (comma < 0 or b <= comma)]
    begun = bool(stretch) and stretch[0][0] not in RELATIVE_WORDS
    return begun and any(_is_verb_here(text, end, word) for word, end in stretch)


def _is_verb_here(text: str, end: int, word: str) -> bool:
    """Whether a word that ends there is a verb, be it in the present."""
    return is_verb(word) or word in _PRESENT or (word.endswith("s") and _GOVERNING.match(text, end) is not None)


def is_subject(text: str, words: Sequence[Span], start: int) -> bool:
    """Whether a second statement has begun before ``start`` and its verb comes behind: "..., and the port as such"."""
    begun = [match.end() for match in _SECOND.finditer(text, 0, start)]
    return bool(begun) and not tells(text, words, start, begun[-1])


def bears_on(text: str, start: int) -> bool:
    """Whether a word before ``start`` in the same clause bears on what follows."""
    return _BEARING.search(clause_before(text, start)) is not None


def awaits(text: str, start: int, end: int) -> bool:
    """Whether what stands before ``start`` waits for ``text[start:end]``.

    For where a thing is put, for what those named with "with" do, or for the rest of what a colon announced.
    """
    before, cut = text[:start], text[start:end]
    return bool(
        (_WHERETO.match(cut) and _PUTS.search(clause_before(text, start)))
        or (_DOING.match(cut) and _WITH.search(before))
        or (_LISTS.search(before) and cut.lstrip()[:1] != "(" and not QUOTE.search(before, before.rindex(": ")))
    )


def clause_before(text: str, start: int) -> str:
    """What stands before ``start`` up to a mark."""
    return CLAUSE_MARK.split(text[:start])[-1]


def last_word(text: str) -> str:
    """The word a text ends with, in lower case and without marks; "" where there is none."""
    return text.rsplit(None, 1)[-1].strip("\"'“”(),").lower() if text.strip() else ""
