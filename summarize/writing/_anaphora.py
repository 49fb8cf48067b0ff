"""Openings and speakers that mean somebody named elsewhere: "He said", "The two diplomats", "the ministry said"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from summarize.data import FactKind
from summarize.words import BASE_FORMS, words
from summarize.writing._case import Passage
from summarize.writing._cues import SPEECH, is_speech
from summarize.writing._people import ROLE, ROLES_PLURAL, ROLES_SINGULAR, people
from summarize.writing._text import key, without_quotations

# Words that tie a sentence to the one before it and say nothing themselves. The contrast of "but" is no claim.
CONNECTIVE = re.compile(
    r"(?:(?:(?:And|But) then(?= (?:an?|the|there|on|in|at|last|this)\b)|But|And|Or|Plus|Yet(?! (?:another|again)\b)"
    r"|Then(?= (?:an?|the|there|on|in|at|last|this)\b)"
    r"|So(?! (?:far|much|many|few|little|long|called|too|as|be it)\b|-))\b,?"
    r"|(?:Moreover|However|Meanwhile|Furthermore|Additionally|Besides|Also|Similarly"
    r"|Likewise|Nevertheless|Nonetheless|Still|Instead|Thus|Therefore|Hence|Consequently|Indeed|Accordingly|Separately"
    r"|In addition|In turn|In response|As a result|On the other hand|On the contrary|At the same time|For example"
    r"|For instance|In fact|Of course|After all|Even so|That said|In particular|In other words|By contrast|In contrast"
    r"|(?:For|On) (?:his|her|its|their) part|Finally|Lastly|In the meantime|As such|To be sure|Then|Further|Later"
    r"|Afterwards?"
    r"|(?:Minutes|Moments|Hours) later),)\s+"
)
_PERSON = re.compile(r"\b(he|she|his|her|him|He|She|His|Her)\b")
_PLURAL = "|".join(sorted(ROLES_PLURAL))
# A bare "the two" or "both" is a subject only where a verb follows: not in "both earthquakes", "the two top editors".
_VERB_NEXT = (
    r"(?= (?:also |then |later |both |had |have |were |are |will |would |did |do |could |may |might |must |should "
    r"|\w+ed\b|met\b|held\b|spoke\b|said\b|say\b|told\b|began\b|took\b|left\b|made\b|meet\b|agree\b|went\b))"
)
_PAIR = re.compile(
    rf"(?:They|Their|The (?:two|pair|duo|trio){_VERB_NEXT}|Both(?: of them)?{_VERB_NEXT}"
    rf"|(?:The|These|Both) (?:two )?(?:senior |top |former |rival |young )?(?:{_PLURAL}))(?![\w-]| of\b| who\b)"
)
_SIDES = re.compile(
    r"(?:The two|Both|The)(?: neighbou?ring| rival| former)? (?:sides|countries|nations|governments|powers|neighbou?rs"
    r"|states|parties|capitals)(?![\w-]| of\b| who\b| in\b)"
)
_EXPLETIVE = re.compile(
    r"It(?: (?:is|was|has been|had been|will be|would be|may be|might be|remains|remained|seems|seemed|appears|appeared"
    r"|became|becomes)\b|['’]s\b)(?! (?:what|why|how|because|where|when|who)\b)"
    r"(?! (?:supposed|going|meant|due|set|able|about|expected|scheduled|likely) to\b)"
    r"[^.,;]{0,60}?\b(?:that|to|who|whether|how|what|when|why|if|clear|unclear|uncertain)\b"
    r"|It (?:takes|took|turns out|turned out)\b"
)
_UNCLEAR = re.compile(
    r"(?:It|Its|This|That|These|Those|Such|Others|Another|Neither|Either|Each"
    r"|(?:One|None|Some|Many|Most) of (?:them|those|these)"
    r"|One (?:will|would|is|was|has|had|could|did)|The (?:former|latter|others?"
    r"|same|first|second|third|two|three|four|five|rest|remainder)|I|We|My|Our|You|Your|Here)\b(?!-)"
    r"|Both (?!of\b|the\b)[a-z]+s\b(?! (?:of|who|in|on|at|from|that|with|aboard)\b)"
    r"|(?:Nearly |Almost )?(?:[Aa]ll|[Mm]ost|[Mm]uch|[Pp]art|[Nn]one|[Hh]alf) of (?:it|this|that)"
    r"|Not (?:just|only) (?:that|this)|Only this time"
    r"|All (?:two|three|four|five|six|seven|eight|nine|ten)\b"
    r"(?! (?:[\w-]+ ){1,2}(?:of|who|in|on|at|from|that|with|aboard)\b)"
    r"|(?:For|In|Of|With|To|Among|By|At|On) (?:both|these|those|them|this|that|it|either|neither|each),"
    r"|(?:Since|By|Until|Before|At|From) (?:then|the time|th(?:at|is) (?:point|time|moment|day|stage))(?=,| on\b)"
    r"|If (?:so|not)\b|(?:If|When|Once|Until|Unless|Whether) (?:it|they|this|that|these|those)\b(?! comes to\b)"
    r"|(?:[A-Z][\w-]*|A) (?:[\w-]+ ){0,4}of (?:those|these|them)\b"
    r"(?! (?:who|whose|that|which|in|on|with|from|[a-z]+ed|[a-z]+ing)\b)"
    r"|(?:[A-Z][\w-]* )?(?:[a-z]+ )?(?:[Dd]ays?|[Ww]eeks?|[Mm]onths?|[Yy]ears?|[Hh]ours?|[Mm]inutes?)"
    r" (?:later|earlier|before),"
    r"|The (?:move|incident|comments?|remarks?|statement|announcement|development|ruling)(?![\w-]"
    r"| (?:of|on|in|by|for|from|to|that|against|at|with|about)\b)"
)
_THIS_TIME = re.compile(
    r"(?:This|That|These|Those|The first|The second|The third|The same)\s(?:week|month|year|day|morning|afternoon"
    r"|evening|night|summer|winter|spring|autumn|fall|season|weekend|time)\b|Those who\b"
)
_NOUNS = """ministry group agency department commission committee court company organisation organization bloc
    alliance council party army military bank board panel firm union network newspaper office bureau institute
    authority regime"""
# Offices that one man holds at a time and a reader knows; the others need their name.
_KNOWN = frozenset("president pope king queen premier chancellor secretary chief head".split())
NOUN = (frozenset(_NOUNS.split()) | ROLES_PLURAL | ROLES_SINGULAR) - _KNOWN
_NOUN_AT = re.compile(r"\b[Tt]he ([a-z]+)\b")
# Whom "he" or "her" may mean; of these "the gunman" needs no name as "the minister" does.
_HUMAN = ROLES_SINGULAR | frozenset(
    """who whose someone anyone everyone people gunman attacker shooter bomber assailant defendant prisoner inmate
    patient passenger pilot player coach athlete actor actress singer rapper writer captain deputy sheriff trooper
    farmer nurse teenager toddler baby boyfriend girlfriend cousin uncle aunt""".split()
)


# "Acknowledged those problems": which ones, the sentence before says.
_THOSE = re.compile(
    r"\b[a-z]+(?:ed|es|s) (?P<those>those|these) (?:problems?|concerns?|issues?|claims?|allegations?|charges?|remarks?"
    r"|comments?|questions?|findings?|fears?|doubts?|risks?|worries|points?|reports?)\b"
    r"(?! (?:of|that|who|which|about|over|raised|made)\b)"
)
_SEVERAL = frozenset("two both men women boys girls brothers sisters countries sides couple teams leaders".split())


_POINTS = re.compile(r"[a-z] (?P<that>that|this)(?P<rest>(?: (?:in|on|at|with|during|by|to) [^,;:]*)?)[.!]\s*$")
# "Officials say that will allow guards to come": what would is in the sentence before.
_THAT_ACTS = re.compile(
    r"\b(?:says?|said|thinks?|thought|believes?) (?P<that>that) (?:will|would|is|was|could|may|might|can|has|had)\b"
)
# Whose estimate it is, is in the sentence before: "The repairs could cost billions, they estimate."
_TELLERS = re.compile(
    rf"(?:^|,)\s*(?P<who>they|it) (?:{'|'.join(sorted(SPEECH))}|estimates?|estimated|hopes?|hoped|found|finds?)"
    r"(?=[.!]?[”\"’']*\s*$)"
)
_TELLS = re.compile(  # a verb: then "that" opened a clause
    rf"(?:{'|'.join(sorted(BASE_FORMS))}|[a-z]{{2,}}ed|[a-z]{{3,}}s|will|would|can|could|may|might|must|should)"
)


# "After a dispute, the two spoke": whoever they are is named before, or in the sentence before.
_LATE_PAIR = re.compile(rf"(?<=, )the (?P<who>two|pair|duo|trio){_VERB_NEXT}")


class Kind(StrEnum):
    """What would have to stand in its place."""

    PERSON = "person"  # he, she, his, her
    PAIR = "pair"  # they, the two, the diplomats: two persons
    SIDES = "sides"  # the two countries
    NOUN = "noun"  # the ministry: the same noun with its name before it
    UNCLEAR = "unclear"  # this, it, the latter: no name can replace it


@dataclass(frozen=True, slots=True)
class Anaphor:
    """A wording that makes no sense without a sentence before it."""

    kind: Kind
    start: int  # offsets into the text
    end: int
    surface: str


def find_anaphor(passage: Passage) -> Anaphor | None:
    """The first wording of a sentence that needs a sentence before it, or None."""
    return _opening(passage) or _demonstrative(passage) or _pronoun(passage) or _bare_noun(passage)


def _opening(passage: Passage) -> Anaphor | None:
    connective = CONNECTIVE.match(passage.text)
    start = connective.end() if connective else 0
    rest = passage.text[start:]
    rest = rest[:1].upper() + rest[1:]
    if re.match(r"Both(?: [a-z]+)? [A-Z]", rest) or _EXPLETIVE.match(rest) or _THIS_TIME.match(rest):
        return None
    for kind, pattern in ((Kind.SIDES, _SIDES), (Kind.PAIR, _PAIR), (Kind.UNCLEAR, _UNCLEAR)):
        found = pattern.match(rest)
        if found:
            return _anaphor(kind, start, start + found.end(), passage.text)
    return None


def _anaphor(kind: Kind, start: int, end: int, text: str) -> Anaphor:
    return Anaphor(kind, start, end, text[start:end])


def _demonstrative(passage: Passage) -> Anaphor | None:
    """A "that" or "this" that ends the sentence or stands before its last phrase: "highlighted that in a statement"."""
    plain = without_quotations(passage.text)
    if (teller := _TELLERS.search(plain)) and not _may_tell(passage, teller):
        return _anaphor(Kind.UNCLEAR, *teller.span("who"), passage.text)
    those = _THOSE.search(plain)
    if those and not re.search(r"[a-z]s\b", plain[: those.start()]):  # nothing that they could be stands before
        return _anaphor(Kind.UNCLEAR, *those.span("those"), passage.text)
    if (pair := _LATE_PAIR.search(plain)) and not _are_named(passage, pair.start()):
        return _anaphor(Kind.UNCLEAR, *pair.span("who"), passage.text)
    if acts := _THAT_ACTS.search(plain):
        return _anaphor(Kind.UNCLEAR, *acts.span("that"), passage.text)
    found = _POINTS.search(plain)
    if found is None or any(_TELLS.fullmatch(word) for word in words(found.group("rest"))):
        return None
    return _anaphor(Kind.UNCLEAR, *found.span("that"), passage.text)


def _are_named(passage: Passage, offset: int) -> bool:
    """Whether two are named, or many are spoken of, before an offset."""
    kinds = {FactKind.PERSON, FactKind.ORGANISATION, FactKind.NAME, FactKind.PLACE}
    named = {fact.surface for fact in passage.facts if fact.end <= offset and fact.kind in kinds}
    spoken = (word.lower() for at, word in enumerate(passage.words) if passage.spans[at][0] < offset)
    return len(named) > 1 or any(word in ROLES_PLURAL or word in _SEVERAL for word in spoken)


def _may_tell(passage: Passage, teller: re.Match[str]) -> bool:
    """Whether somebody, or a body, that "they" or "it" may mean is named before."""
    kinds = {FactKind.PERSON, FactKind.ORGANISATION, FactKind.NAME}
    if teller.group("who") == "it":
        kinds.add(FactKind.PLACE)  # a country says it
    if any(fact.start < teller.start() and fact.kind in kinds for fact in passage.facts):
        return True
    spoken = (word.lower() for at, word in enumerate(passage.words) if passage.spans[at][0] < teller.start())
    return any(word in NOUN or word in _HUMAN or word in _KNOWN for word in spoken)


def _pronoun(passage: Passage) -> Anaphor | None:
    """The first "he", "she", "his" or "her" outside quotations before which nobody is spoken of."""
    plain = without_quotations(passage.text)
    found = _PERSON.search(plain)
    connective = CONNECTIVE.match(plain)
    if found and connective and found.start() < connective.end():  # "For his part, ..."
        found = _PERSON.search(plain, connective.end())
    if not found or _human_before(passage, found.start()) or _named_after_lead_in(passage, plain, found.start()):
        return None
    return _anaphor(Kind.PERSON, found.start(), found.end(), passage.text)


def _human_before(passage: Passage, offset: int) -> bool:
    """Whether one human being is spoken of before an offset: not the Senate or a report, nor several."""
    if any(one.start < offset for one in people(passage)):
        return True
    return any(
        word.lower() in _HUMAN
        for at, word in enumerate(passage.words)
        if passage.spans[at][0] < offset and not passage.quoted[at]
    )


def _named_after_lead_in(passage: Passage, plain: str, offset: int) -> bool:
    """Whether an opening phrase with a pronoun is followed by the one it means: "In his address, Lavrov said"."""
    comma = plain.find(",", offset)
    if comma < 0:
        return False
    for one in people(passage):
        if one.start > comma:
            between = plain[comma + 1 : one.start].split()
            return all(word[0].isupper() or word in (one.title or "").split() or word == "the" for word in between)
    return False


def _bare_noun(passage: Passage) -> Anaphor | None:
    """A bare "the ministry" that opens the sentence or speaks in it, without its full name before it."""
    plain = without_quotations(passage.text)
    for found in _NOUN_AT.finditer(plain):
        if found.group(1) not in NOUN or not (_is_subject(plain, found) or _is_speaker(plain, found)):
            continue
        before = [key(word) for word, span in zip(passage.words, passage.spans, strict=True) if span[1] < found.start()]
        if key(found.group(1)) in before or (key(found.group(1)) in ROLE and _human_before(passage, found.start())):
            continue
        return _anaphor(Kind.NOUN, *found.span(), passage.text)
    return None


def _is_subject(plain: str, found: re.Match[str]) -> bool:
    connective = CONNECTIVE.match(plain)
    at_start = found.start() == (connective.end() if connective else 0)
    narrowed = re.match(r"\s+(?:of|for|in|that|which|who|at|on|to|from|and|with)\b", plain[found.end() :])
    return at_start and narrowed is None


def _is_speaker(plain: str, found: re.Match[str]) -> bool:
    after = re.match(r"\s+(?:also |has |had |later )?(\w+)", plain[found.end() :])
    before = re.search(r"(\w+)\s+$", plain[: found.start()])
    if after and is_speech(after.group(1)) and not after.group(1).endswith("ing"):
        return True
    return bool(before and is_speech(before.group(1)) and re.match(r"\s*[.,]|\s*$", plain[found.end() :]))
