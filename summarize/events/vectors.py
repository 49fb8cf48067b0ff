"""Articles as words, names, figures, quotations and days, in the order of the text: what is counted of each.

How rare a word is comes from a table of a large news collection (``weights/cluster/background.json``) and, with less
say, from the articles of the run: so two articles alone can be compared, and the names a whole run is about count for
little.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from summarize.data import Fact, FactKind, Reading, Role
from summarize.events.telling import weekday_of
from summarize.words import fold_space, words

RUN_WEIGHT = 20.0  # how many background articles one article of the run counts for ...
EVENT_SIZE = 8  # ... beyond this many: so many articles of one event may share a word without its being common
LEAD_WORDS = 120
NAMES = (FactKind.PERSON, FactKind.ORGANISATION, FactKind.PLACE, FactKind.NAME)
_KINDS = {  # stems by the kind of meeting they speak of
    "talks": "talk negoti discuss dialogu consult",
    "meeting": "meet met",
    "hearing": "hear testimoni testifi committe",
    "debate": "debat candid stage moder",
    "summit": "summit",
    "call": "phone call telephon",
    "visit": "visit trip tour arriv",
    "meal": "dinner lunch luncheon breakfast",
    "speech": "speech address remark interview",
    "vote": "vote bill pass",
    "ruling": "court judg rule verdict trial",
}
KIND_OF = {term: kind for kind, terms in _KINDS.items() for term in terms.split()}
UNSEEN = 4.0  # articles a stem is taken to stand in when the background table leaves it out
_DIGITS = re.compile(r"\d")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """The words of one article in the order of its text, and what else its terms are counted from."""

    words: Sequence[str]  # of the headline, then of the body, as printed
    head: int  # so many are the headline's
    lead: int  # so many stand in the headline and the first LEAD_WORDS pieces of the body between blanks
    opening: int  # so many in the headline and the first five sentences
    names: Sequence[str]  # normal forms, as often as they stand in the article
    lead_names: Sequence[str]  # of the headline and the first three sentences
    numbers: Sequence[str]  # figures of two digits and more, with what they count
    lead_numbers: Sequence[str]
    quotes: Sequence[Sequence[str]]  # words of each quotation, as printed
    weekdays: Sequence[str]
    days: Sequence[str]  # calendar days the text names: "-03-24"
    story_day: date | None  # the first single day the opening names, whatever it governs
    story_weekday: int | None  # the first weekday likewise, also where its day is not known; Monday is 1


def tokens_of(reading: Reading) -> Tokens:
    """The words of an article."""
    text = " ".join(sentence.text for sentence in reading.sentences)
    first = [time for time in reading.times if time.sentence is not None and time.sentence < 3]
    named = [fact for fact in reading.facts if fact.kind in NAMES]
    figures = [fact for fact in reading.facts if fact.kind is FactKind.NUMBER and fact.unit != "year"]
    head = words(headline_of(reading))
    return Tokens(
        words=head + words(text),
        head=len(head),
        lead=len(head) + len(words(" ".join(text.split(None, LEAD_WORDS)[:LEAD_WORDS]))),
        opening=len(head) + len(words(" ".join(sentence.text for sentence in reading.sentences[:5]))),
        names=[fact.normal for fact in named],
        lead_names=[fact.normal for fact in named if _early(fact)],
        numbers=[_figure(fact) for fact in figures if len(_DIGITS.findall(fact.normal)) >= 2],
        lead_numbers=[_figure(fact) for fact in figures if _early(fact)],
        quotes=[words(fact.surface) for fact in reading.facts if fact.kind is FactKind.QUOTATION],
        weekdays=list(_weekdays(reading)),
        days=list(_dates(reading)),
        story_day=next((time.first for time in first if time.first is not None and time.first == time.last), None),
        story_weekday=next((day for time in first if (day := weekday_of(time)) is not None), None),
    )


def headline_of(reading: Reading) -> str:
    """The article's headline: as given, else as printed, else its first sentence."""
    if reading.article.title:
        return fold_space(reading.article.title)
    for line in reading.lines:
        if line.role is Role.HEADLINE:
            return fold_space(reading.article.text[line.start : line.end])
    return fold_space(reading.sentences[0].text) if reading.sentences else ""


def lead_of(reading: Reading) -> str:
    """The headline and the first words of the body: what an encoder with a short window is given."""
    text = " ".join(sentence.text for sentence in reading.sentences[:12])
    head = headline_of(reading)
    return head if not text else f"{head}. {' '.join(text.split()[: 2 * LEAD_WORDS])}"


def _early(fact: Fact) -> bool:
    return fact.sentence is not None and fact.sentence < 4


def _dates(reading: Reading) -> Iterable[str]:
    """Month and day of every day named, whether or not its year is known."""
    for time in reading.times:
        if time.first is not None and time.first == time.last:
            yield time.first.isoformat()[4:]
        elif match := re.search(r"-\d\d-\d\d$", time.normal):
            yield match.group()


def _figure(fact: Fact) -> str:
    return f"{fact.normal} {fact.unit or ''}".strip()


def _weekdays(reading: Reading) -> Iterable[str]:
    """The weekdays the article names, also where it is not known which day that was."""
    return (str(day) for time in reading.times if (day := weekday_of(time)) is not None)
