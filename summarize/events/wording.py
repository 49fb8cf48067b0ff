"""Whether a sentence can stand in a brief as it is worded: factors in [0, 1] that its score is multiplied by."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from summarize.data import Fact, FactKind, Participant, TimeMention
from summarize.events.items import Item
from summarize.settings import RankSettings
from summarize.words import fold_space, words

_QUESTION = re.compile(r"\?[\"'”’)\]]*$")
_ENDED = re.compile(r"[.!?…][\"'”’»)\]]*$")
_OPEN_QUOTE = "\"“«‘'"
_QUOTED = re.compile(r"[\"“«][^\"”»]*[\"”»]")
_REPORTED = re.compile(
    r"\b(?:said|says|say|told|tells|added|adds|wrote|writes|tweeted|asked|stated|states|declared|declares|announced|"
    r"warned|argued|insisted|noted|explained|replied|according)\b",
    re.IGNORECASE,
)
# Words of saying that name nobody who says it: "we are told to be grateful", "the council had been warned".
_UNSAID = re.compile(
    r"\b(?:am|is|are|was|were|be|been|being)(?: not| never| also| \w{1,20}ly)? "
    r"(?:said|told|asked|stated|declared|announced|warned|argued|noted|explained)\b(?! by\b)",
    re.IGNORECASE,
)
# Words that point back: what they stand for is in a sentence the brief may not have.
_PRONOUNS = frozenset("he she they it his her their its him them this that these those such".split())
_LINKS = frozenset(
    """but and or so yet also however meanwhile moreover furthermore still instead nevertheless nonetheless otherwise
    besides then thus therefore additionally similarly likewise""".split()
)
_THE_TWO = re.compile(r"(?:the|both) (?:two|three|four|latter|former|pair|trio|duo|men|women|sides?)\b", re.IGNORECASE)
_SELF = frozenset("i we you my our your me us mine ours yours i'm we're you're i've we've i'd we'd let's".split())


def wording_factors(text: str, facts: Sequence[Fact], settings: RankSettings) -> dict[str, float]:
    """The factors of a sentence's own words, by the name of the part; 1.0 where nothing speaks against it.

    Args:
        text: The sentence.
        facts: The facts read from it.
        settings: How much each kind of weakness costs.
    """
    plain = fold_space(text)
    found = words(plain)
    return {
        "length": _length(len(found), settings),
        "statement": settings.question_factor if _QUESTION.search(plain) else 1.0,
        "opening": _opening(plain, [word.lower() for word in found[:2]], settings),
        "whole": 1.0 if _ENDED.search(plain) and not plain[:1].islower() else settings.fragment_factor,
        "speaker": _speaker(plain, facts, settings),
        "report": _report(plain, settings),
    }


def _length(count: int, settings: RankSettings) -> float:
    if count < settings.min_words:
        return count / settings.min_words
    return min(1.0, settings.max_words / count) if count else 0.0


def _opening(plain: str, first: list[str], settings: RankSettings) -> float:
    if not first:
        return 1.0
    if first[0] in _PRONOUNS or _THE_TWO.match(plain):
        return settings.pronoun_factor
    if first[0] in _LINKS:
        return settings.pronoun_factor if first[1:] and first[1] in _PRONOUNS else settings.link_factor
    return 1.0


def _speaker(plain: str, facts: Sequence[Fact], settings: RankSettings) -> float:
    """A sentence that is all quotation and names no speaker cannot be printed as anyone's words."""
    quotations = [fact for fact in facts if fact.kind is FactKind.QUOTATION]
    if any(fold_space(fact.surface) == plain for fact in quotations):
        return settings.speakerless_factor  # of a transcript: neither marks nor a label say whose words they are
    if any(fact.speaker for fact in quotations):
        return 1.0
    left = _QUOTED.sub("", plain) if plain[:1] in _OPEN_QUOTE else plain
    if len(words(left)) * 2 >= len(words(plain)) or _REPORTED.search(left):
        return 1.0
    return settings.speakerless_factor


def _report(plain: str, settings: RankSettings) -> float:
    """A reporter's or a site's own voice ("we", "you") outside quotation marks is comment, not report."""
    found = {word.lower().replace("’", "'") for word in words(_outside(plain)) if word != "US"}
    return settings.voice_factor if _SELF & found else 1.0


def _outside(plain: str) -> str:
    """The text outside quotation marks; one that is only opened or only closed reaches to the end or the start."""
    left = _QUOTED.sub(" ", plain)
    left = re.sub(r"[\"“«].*$", " ", left)
    return re.sub(r"^.*[”»]", " ", left)


def background_factor(times: Sequence[TimeMention], day: date | None, settings: RankSettings) -> float:
    """Less than 1 for a sentence all of whose times lie clearly before the event's day: it tells what went before.

    Args:
        times: The times of the sentence, resolved where they can be.
        day: The event's day, else the article's own.
        settings: How far before, and what it costs.
    """
    ends = [time.last for time in times if time.last is not None]
    if day is None or not ends:
        return 1.0
    earliest = day - timedelta(days=settings.background_days)
    return settings.background_factor if max(ends) < earliest else 1.0


def opinion_factor(item: Item, reported: bool, settings: RankSettings) -> float:
    """Less than 1 for what an opinion piece says in its own voice, where others report the event.

    Args:
        item: The sentence.
        reported: Whether an article of the event is no opinion piece.
        settings: What it costs.
    """
    if not item.reading.opinion or not reported:
        return 1.0
    attributed = _REPORTED.search(_UNSAID.sub("", item.text)) or any(fact.speaker for fact in item.facts)
    return 1.0 if attributed else settings.opinion_factor


def party_factor(facts: Sequence[Fact], participants: Sequence[Participant], settings: RankSettings) -> float:
    """Less than 1 for a sentence that names people but none of those who took part: a reaction, or another story.

    Names meet by their last word, so that "Sergey Lavrov" and "Sergei Lavrov" do.
    """
    named = {fact.normal.split()[-1] for fact in facts if fact.kind is FactKind.PERSON and fact.normal}
    known = {participant.normal.split()[-1] for participant in participants if participant.normal}
    return settings.outsider_factor if named and known and not named & known else 1.0
