"""Turns of a transcript or an interview: whose words a paragraph is, where a label before it says so.

"SIEGEL: ...", "MS. PSAKI: ...", "Q: ...". One such line is a list or a fact check; labels that come again, in turn, are
those of speakers. Whoever tells the news is introduced as such ("JANE ROE, BYLINE:") and speaks for the outlet.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from summarize.articles._context import is_ordinary
from summarize.articles._gazetteer import fold

PERSON = r"[A-ZÀ-Þ][A-ZÀ-Þ.'’-]*(?: [A-ZÀ-Þ][A-ZÀ-Þ.'’-]*){0,3}"
_MIXED = r"[A-ZÀ-Þ][\w.'’-]+(?: [A-ZÀ-Þ][\w.'’-]*){0,2}"
TELLER = (
    r"(?:[A-Z&.'’-]+ ){0,4}(?:CO-?|GUEST )?"
    r"(?:ANCHOR|HOST|BYLINE|CORRESPONDENT|REPORTER|NARRATOR|MODERATOR|ANNOUNCER|PRESENTER|NEWSREADER)"
)
_LABEL = re.compile(rf"(?P<name>{PERSON}|{_MIXED})(?:, ?[^:()\n]{{2,60}})?(?: ?\([^()\n]{{1,40}}\))?:\s+(?=\S)")
_INTRODUCED = re.compile(rf"(?P<name>{PERSON}), {TELLER}(?: ?\([^()\n]{{1,40}}\))?:\s")
_NO_NAME = frozenset("q a question answer reporter interviewer interviewee moderator host".split())
_OFFICES = frozenset(
    "president senator secretary chairman chairwoman governor judge minister".split()
)  # "THE PRESIDENT:"
_MONTH = re.compile(r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)(?:$|[a-z]{2,6}$)")  # of a calendar
_OUTLET = ""  # who speaks where the outlet tells
_TITLES = frozenset("mr mrs ms miss dr sir sen rep gov gen lt col prof the former vice prime".split())
_LABELS = 5  # labelled paragraphs of a transcript,
_SPEAKERS = 2  # of at least so many who speak again
_DENSE = 0.5  # share of them, from the first one on, from which a paragraph without a label goes on with the last turn


@dataclass(frozen=True, slots=True)
class Turn:
    """Whose words a paragraph holds."""

    start: int  # where they begin: behind the label, if there is one
    speaker: str | None  # the name of the longest label with the same last word, folded; None for "Q" and the like


@dataclass(frozen=True, slots=True)
class Label:
    """What stands before a paragraph and says whose words it holds."""

    key: str  # its last word, folded
    name: str | None  # all of it without titles, folded; None for "Q" and the like
    end: int


def tellers_of(lines: Iterable[str]) -> frozenset[str]:
    """Surnames, as printed, of those whom a transcript introduces as its outlet's own."""
    introduced = (match for line in lines if (match := _INTRODUCED.match(line)))
    return frozenset(match["name"].split()[-1] for match in introduced)


def turns_of(paragraphs: Sequence[str], told: Collection[int] = ()) -> list[Turn | None]:
    """For each paragraph the turn it is, or None where the outlet tells; nothing but None where it is no transcript.

    Args:
        paragraphs: the paragraphs of an article, in order.
        told: those, by index, before which the label of one who tells the news stood.
    """
    labels = [Label(_OUTLET, _OUTLET, 0) if i in told else label_of(text) for i, text in enumerate(paragraphs)]
    spoken = Counter(label.key for label in labels if label)
    if spoken.total() < _LABELS or sum(count > 1 for count in spoken.values()) < _SPEAKERS:
        return [None] * len(paragraphs)
    first = next(i for i, label in enumerate(labels) if label)
    # Who is introduced as telling the news is so in broadcasts alone, where all that is said follows a label.
    dense = bool(told) or spoken.total() >= _DENSE * (len(paragraphs) - first)
    names = {label.key: label.name for label in sorted(filter(None, labels), key=lambda label: len(label.name or ""))}
    turns: list[Turn | None] = []
    speaking = _OUTLET
    for label in labels:
        speaking = label.key if label else speaking if dense else _OUTLET
        turns.append(Turn(label.end if label else 0, names[speaking]) if speaking != _OUTLET else None)
    return turns


def label_of(text: str) -> Label | None:
    """The label of a speaker before a paragraph, if one may stand there."""
    match = _LABEL.match(text)
    if match is None:
        return None
    words = fold(match["name"]).replace(".", "").split()
    key = words[-1]
    known = key in _NO_NAME or key in _OFFICES
    if not known and (is_ordinary(key) or _MONTH.match(key)):
        return None
    name = " ".join(word for word in words if word == key or word not in _TITLES | _OFFICES)
    return Label(key, None if key in _NO_NAME else name, match.end())
