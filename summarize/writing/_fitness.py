"""How fit a source sentence is to stand in a brief, as an editor sees it; nothing here looks at its rank."""

from __future__ import annotations

import re

from summarize.data import Event, Fact, FactKind, Sentence
from summarize.words import without_linked_headlines, words
from summarize.writing._anaphora import Kind, find_anaphor
from summarize.writing._antecedents import find_antecedent
from summarize.writing._headings import is_heading
from summarize.writing._people import people, surname
from summarize.writing._source import Source, completion
from summarize.writing._statement import MEETING
from summarize.writing._text import MARKS, key, longest_quotation, without_quotations
from summarize.writing._verbs import has_verb
from summarize.writing._voice import is_aside, is_signed, judges, shows

_LATIN, _FOREIGN = "\u024f", 0.3  # the last Latin letter; share of letters behind it
_SHORT, _LONG = 6, 55  # words: below no news sentence says anything, above no reader follows; 27 is the median
# Quotations that begin, or lean, on what was said before them.
_DANGLING_QUOTE = re.compile(
    r"^[“\"«„](?:It|This|That|They|These|Those|He|She|So|And|But|Because|Which)\b|^[“\"«„]\("
    r"|\b(?:this|that|it) (?:is|was|could|would|will|has|may|might|can)\b(?=[^“\"]*[”\"])"
)
_NOW = re.compile(
    r"\b(?:today|yesterday|tomorrow|tonight|here|ago|last night|this (?:week|morning|evening)"
    r"|as of (?:this|the time of) writing)\b"
)
# Sentences about what was said and not of what was said: "The comments come as ..."
_ABOUT_WORDS = re.compile(
    r"^(?:The|This|[\w.’' -]{2,30}['’]s|His|Her|Their) (?:remarks?|comments?|statements?|words|announcement|speech)"
    r" (?:came|come|comes|were|was|follow|follows|followed)\b"
    r"|^(?:The |This )?[Nn]ews (?:of|about|on|that)? ?[^,;]{0,80}?\b(?:broke|breaks|came|comes|unfolded|emerged)\b"
)
# Bars of links and words run together are what is left of a page's furniture: "Nancy PelosiOvernight Health Care".
_GARBLED = re.compile(
    r"\||[a-z]{4}[A-Z][a-z]{2}|https?:|www\.|\bpic\.twitter|[a-z)] MORE\b|\w\([A-Z]-[A-Z]"
    r"|^CLOSE [A-Z]|[a-z] Image [A-Z][a-z]|\btoggle caption\b"  # labels of a picture or a player run into the text
    r"|(?<![.\s])\.\.(?!\.) [A-Z]"  # a headline with a stop too many, run into the text
)
# A question is one without its mark too: "Can you believe that ..."
_ASKS = re.compile(
    r"^[“\"]?(?:Can|Could|Do|Does|Did|Will|Would|Should|Is|Are|Was|Were|Has|Have) (?:you|we|it|he|she|they|I)\b"
)
# Nor does a heading state anything: "How a coach escaped near-death."
_HEADS = re.compile(
    r"^(?:How|Why) (?![^.]*\b(?:is|was|remain(?:s|ed)?) (?:\w+ )?(?:un)?(?:clear|known|certain|sure|explained)\b)[^,]*$"
)
# Nor one that ends with who tells it, or closes with a label: "At least 28 die in port: reports."
_TOLD_BY = re.compile(r": (?:[\w’'-]+ )?(?:reports?|officials?|police|sources?|study|poll|survey|agency|ministry)\.?$")
# What is labelled is told by somebody else: "Claim: the murders are up", "Host: we will be back".
_LABELLED = re.compile(r"^(?=[^:]*[a-z])[A-Z][\w’'-]*(?: [\w’'-]+){0,2}: [“\"]?[A-Z]")
# A clause that waits for another one: "When you drive to the port and the gates are shut."
_HALF = re.compile(
    r"^(?:After|When|While|Because|Although|Though|If|Unless|Even (?:though|as))"
    r" (?:[A-Z]\S*|the|an?|s?he|it|they|you|we)\b"
    r"[^,;:—–]*$"
)
# A fragment that only leads to words quoted: "After some doubts about the price — “Six billion.”"
_LEADS_TO_QUOTE = re.compile(r"[—–]\s?[“\"][^”\"]*[”\"]\s*$")
# Of news that is yet to be told: "reacted to the verdict", "in response to the vote".
_REACTION = re.compile(
    r"\b(?:react(?:ed|s|ing)?|respond(?:ed|s|ing)?|hit back|fired back|in (?:response|reaction)) (?:to|at)\b"
)
_MENU, _CAPITALS = 8, 0.6  # words, and the share of them in capitals, of what is a menu or a headline
_HONORIFICS = frozenset("Mr Mrs Ms Miss Dr".split())
_REACTS, _QUOTES_FIRST, _BARE = 0.6, 0.7, 0.7  # set by reading the first sentences of 80 briefs, not measured
# What a sentence is worth that has the flaw, in [0, 1]; set by reading briefs, not measured.
_NEEDS_BEFORE, _UNCLEAR, _WEAK_QUOTE, _LOOSE_TIME, _ALL_QUOTE, _META = 0.85, 0.0, 0.5, 0.9, 0.9, 0.5
_OTHER_DAY, _OTHERS, _NOBODY, _TOO_LONG, _JUNK = 0.6, 0.6, 0.8, 0.5, 0.1
_OPINION, _LABEL, _PICTURE, _HEADING, _FRAGMENT = 0.4, 0.3, 0.15, 0.1, 0.3


def fitness(sentence: Sentence, source: Source, event: Event) -> float:
    """How fit a sentence is, in [0, 1]; 0 where it cannot be printed at all."""
    text = without_linked_headlines(sentence.text).strip()
    if not _is_statement(text) or is_signed(sentence, source) or completion(source, sentence) is None:
        return 0.0
    fit = _alone(sentence, source)
    fit *= _TOO_LONG if len(words(text)) > _LONG else 1.0
    fit *= _WEAK_QUOTE if _DANGLING_QUOTE.match(text) else 1.0
    fit *= _ALL_QUOTE if longest_quotation(text) > len(words(text)) / 2 else 1.0
    fit *= _META if _ABOUT_WORDS.match(text) else 1.0
    fit *= _LOOSE_TIME if _NOW.search(without_quotations(text)) else 1.0
    fit *= _JUNK if _GARBLED.search(text) else 1.0
    fit *= _JUNK if not has_verb(text) else 1.0
    fit *= _LABEL if _LABELLED.match(text) else 1.0
    fit *= _OPINION if judges(without_quotations(text)) else 1.0
    fit *= _PICTURE if shows(text) else 1.0
    fit *= _FRAGMENT if _HALF.match(without_quotations(text)) else 1.0
    fit *= _HEADING if is_heading(sentence, source.reading) else 1.0
    return fit * _belongs(sentence, source, event)


def opening_fitness(sentence: Sentence, source: Source) -> float:
    """What is left of its worth as the first sentence of a brief, in [0, 1]; nobody is introduced before it.

    Lower for words quoted before it is said of what, for reactions to news that is yet to be told, and for a sentence
    that speaks of people by their surnames alone.
    """
    text = sentence.text
    fit = _REACTS if _ABOUT_WORDS.match(text) or _REACTION.search(without_quotations(text)) else 1.0
    fit *= _QUOTES_FIRST if text[:1] in MARKS else 1.0
    return fit * (_BARE if bare_name(sentence, source) else 1.0)


def bare_name(sentence: Sentence, source: Source) -> str | None:
    """The surname by which alone a sentence names its first person, who has a fuller name in the article; else None."""
    named = people(source.seen(sentence))
    if not named or is_introduced(named[0]):
        return None
    name = surname(named[0].surface)
    of_people = (fact.surface for fact in source.reading.facts if fact.kind is FactKind.PERSON)
    return name if any(" " in one and surname(one) == name for one in of_people) else None


def is_introduced(person: Fact) -> bool:
    """Whether a person is named with a first name or an office; "Mr." is none."""
    office = (person.title or "").rstrip(".")
    return len(words(person.surface)) > 1 or bool(office and office not in _HONORIFICS)


def _is_statement(text: str) -> bool:
    """Whether it is a whole sentence that states something: no question, no heading, no fragment."""
    found = words(text)
    if len(found) < _SHORT or asks_or_heads(text) or _is_foreign(text) or re.search(r"\?[\"”]", text):
        return False
    if text.startswith("(") and text.rstrip(".").endswith(")"):  # an aside: "(Our reporter, for the morning news)."
        return False
    if any(each.search(text) for each in (_ASKS, _HEADS, _TOLD_BY, _LEADS_TO_QUOTE)) or is_aside(text):
        return False
    first = next((char for char in text if char.isalnum()), "")
    # A bracket that opens a line was put into words quoted from elsewhere: "[The office] compared this ..."
    return not text.startswith("[") and not first.islower() and any(word.islower() for word in found)


def _is_foreign(text: str) -> bool:
    """Whether much of it is in another script: a sentence left in its own language inside an English article."""
    letters = [char for char in text if char.isalpha()]
    return sum(char > _LATIN for char in letters) > _FOREIGN * len(letters)


def asks_or_heads(text: str) -> bool:
    """Whether it is a question, ends with a colon, or is printed in capitals."""
    return text.rstrip(" .\"”»’')").endswith(("?", ":")) or _in_capitals(text)


def _in_capitals(text: str) -> bool:
    """Whether most of its words stand in capitals: a headline, or a menu that runs on; no sentence has so many
    abbreviations."""
    found = [word for word in words(text) if len(word) > 1 and word.isalpha()]
    return text.isupper() or (len(found) >= _MENU and sum(map(str.isupper, found)) > _CAPITALS * len(found))


def _alone(sentence: Sentence, source: Source) -> float:
    """What is left of its worth for leaning on the sentence before it."""
    anaphor = find_anaphor(source.seen(sentence))
    if anaphor is None:
        return 1.0
    if anaphor.kind is Kind.UNCLEAR:
        return _UNCLEAR
    return _NEEDS_BEFORE if find_antecedent(source, sentence, anaphor) else _UNCLEAR


def _belongs(sentence: Sentence, source: Source, event: Event) -> float:
    """Lower for the background of other events: another day, nobody of the meeting, no word of meeting."""
    if not event.participants:
        return 1.0
    seen = source.seen(sentence)
    surnames = {surname(one.name) for one in event.participants}
    about = any(surname(one.surface) in surnames for one in people(seen)) or bool(MEETING & set(seen.keys))
    about = about or any(key(word) in MEETING for word in words(sentence.text))
    days = [t for t in source.reading.times if t.sentence == sentence.index and t.first and t.first == t.last]
    elsewhen = bool(event.day and days) and all(t.first != event.day for t in days)
    if about:
        return 1.0
    return _NOBODY * (_OTHERS if people(seen) else 1.0) * (_OTHER_DAY if elsewhen else 1.0)
