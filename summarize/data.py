"""Every record that travels between the stages, in the order the data flows.

All records are frozen: a stage takes records and returns new ones. Offsets count the code points of
``Article.text``; an end offset stands after the last character. Lines are numbered from 1.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

# ---------------------------------------------------------------- articles/read


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something that was wrong with one input; the run goes on without it."""

    path: str  # which input, as the user named it; "feed.jsonl:12" for line 12 of a JSON-lines file
    what: str  # what happened, the value, what was expected, what to do


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article as it was found, decoded, nothing removed but the byte-order mark."""

    id: str  # given, else the path; unique within a run
    path: str  # as the user named it; "-" for standard input
    text: str  # line ends are "\n"; a "\r" before one is kept and stands outside every quote
    encoding: str  # what the bytes were decoded from, in Python's spelling: "utf-8", "cp1252"
    sha256: str  # of the bytes found (of the text as UTF-8 for an article inside a JSON file), hex
    title: str | None = None  # these four are metadata from outside the text: shown, never cited
    outlet: str | None = None
    url: str | None = None
    published: str | None = None  # the wording given, not yet read as a date


# --------------------------------------------------------------- articles/clean


class Role(StrEnum):
    """What a line of an article is."""

    BODY = "body"
    HEADLINE = "headline"
    DATE = "date"
    BYLINE = "byline"
    CREDIT = "credit"
    CAPTION = "caption"
    BOILERPLATE = "boilerplate"
    BLANK = "blank"


class FurnitureKind(StrEnum):
    """What a stretch of a body line is that does not belong to its sentences."""

    DATELINE = "dateline"  # at the start, or behind a headline run into the line: "MOSCOW (AFP) – "
    LIST_MARK = "list mark"  # at the start: "- ", "• ", "> "
    SPEAKER_LABEL = "speaker label"  # at the start, of who tells the news in a transcript: "JANE ROE, BYLINE: "
    PAGE_WORDS = "page words"  # at the start: "ADVERTISEMENT ", "Continue reading the main story "
    KICKER = "kicker"  # at the start: "BREAKING NEWS - ", "UPDATE 2-"
    OTHER_LANGUAGE = "other language"  # a sentence anywhere in an English line
    AGENCY_TAIL = "agency tail"  # at the end: " Endi", " (Reporting by A. Author)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Furniture:
    """A stretch of a body line, most often at its start or its end, that no sentence may contain."""

    kind: FurnitureKind
    start: int  # offsets into the article's text; the white space around it belongs to it
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of an article and what it is. Every line has exactly one role."""

    number: int  # from 1
    start: int  # offsets into the article's text, without the "\n" and a "\r" before it
    end: int
    role: Role
    rule: str  # name of the rule that gave the role
    furniture: tuple[Furniture, ...] = ()  # only in body lines


# --------------------------------------------------------------- articles/split


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence of one article: ``article.text[start:end] == text``, to the letter.

    It may cross hard-wrapped lines, so ``text`` may hold line ends; ``words.fold_space`` folds them.
    It never holds furniture.
    """

    article: str  # Article.id
    index: int  # from 0, within the article
    line: int  # first and last line it stands on
    line_end: int
    start: int
    end: int
    text: str
    paragraph: int  # from 0; a new paragraph begins at a blank line or where lines are paragraphs


# --------------------------------------------------------------- articles/dates


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeMention:
    """A wording that names a day or a span of days, and what it was resolved to."""

    start: int  # offsets into the text it was found in (the article's text, once resolved)
    end: int
    surface: str  # the wording as printed: "Feb. 26", "Tuesday", "at the end of September"
    normal: str  # its form without context: "--02-26", "2016-03-24", "weekday-2" (Monday is 1), "day-1" (yesterday)
    sentence: int | None = None  # Sentence.index; None where it stands outside the sentences
    first: date | None = None  # first and last day it can mean, both included; None: cannot be known
    last: date | None = None
    against: date | None = None  # the day it was resolved against


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """The day an article was published and how that is known."""

    day: date
    surface: str  # the wording it was read from
    rule: str  # "metadata", "date line", ...
    line: int | None = None  # where it stands in the text; all three None for metadata
    start: int | None = None
    end: int | None = None


# --------------------------------------------------------------- articles/facts


class FactKind(StrEnum):
    """What a fact is: what a reader would check first."""

    NUMBER = "number"
    TIME = "time"
    PERSON = "person"
    ORGANISATION = "organisation"
    PLACE = "place"
    NAME = "name"  # a name whose type is not known
    QUOTATION = "quotation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A number, time, name or quotation, with its surface, normal form and offsets."""

    kind: FactKind
    start: int  # offsets into the text it was read from
    end: int
    surface: str
    normal: str  # equal for equal facts: "30", ">30", "85..90", "--02-26", "united states", "sergei lavrov"
    sentence: int | None = None  # Sentence.index, where it was read from an article
    low: float | None = None  # NUMBER: the values it allows, both included; "over 30" is (30, inf)
    high: float | None = None
    unit: str | None = None  # NUMBER: "%", "$", "km", "year", or the counted noun's stem where it follows directly
    title: str | None = None  # PERSON: the office printed before or after the name: "us secretary of state"
    speaker: str | None = None  # QUOTATION: normal form of the speaker's name where it is stated


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """All that was read from one article; every later stage works on readings."""

    article: Article
    lines: tuple[Line, ...]
    sentences: tuple[Sentence, ...]
    published: Published | None
    times: tuple[TimeMention, ...]  # of body sentences, in order
    facts: tuple[Fact, ...]  # of body sentences, in order
    opinion: bool = False  # it argues rather than reports: told by its label or its wording


# ------------------------------------------------------------------- citations


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A place in a source anyone can open: ``article.text[start:end] == quote``."""

    article: str  # Article.id; rendered as the number of the source
    line: int
    line_end: int
    start: int
    end: int
    quote: str


# ------------------------------------------------------------- events/particulars


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """Someone who took part in a meeting (not someone who only was to, or was spoken of)."""

    name: str  # the fullest form printed: "Sergei Lavrov"
    normal: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Particulars:
    """What one article says of the meeting it reports: when, where and who."""

    article: str
    day: date | None
    day_wording: str | None  # the words that bear on the day, also where the day cannot be known
    day_citations: tuple[Citation, ...]
    place: str | None
    place_citations: tuple[Citation, ...]
    participants: tuple[Participant, ...]


# --------------------------------------------------------------- events/cluster


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """Why two articles were joined or kept apart."""

    one: str  # Article.id, the smaller first
    other: str
    score: float  # in [0, 1]: how surely they report the same event
    joined: bool
    parts: tuple[tuple[str, float], ...]  # feature name, its contribution


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One meeting or other event: the articles that report it and what they agree on."""

    id: str  # opaque, made from the members' digests
    articles: tuple[str, ...]  # Article.id, by (day, digest, path): the order in which sources are numbered
    copies: tuple[tuple[str, str], ...]  # (article, the article it is a near-identical copy of)
    day: date | None
    day_wording: str | None
    day_citations: tuple[Citation, ...]
    day_inherited: bool  # whether a member without a day of its own has it from the others
    place: str | None
    place_citations: tuple[Citation, ...]
    participants: tuple[Participant, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Clustering:
    """The events found and the decisions that made them."""

    events: tuple[Event, ...]  # oldest first, undated last
    decisions: tuple[Decision, ...]


# ------------------------------------------------------------------ events/rank


@dataclass(frozen=True, slots=True, kw_only=True)
class RankedSentence:
    """A sentence and how much a brief of its event needs it."""

    sentence: Sentence
    score: float  # in [0, 1], rounded before ties are broken by position
    parts: tuple[tuple[str, float], ...]  # "centrality", "position", "support", ...: each in [0, 1]
    copies: tuple[Sentence, ...] = ()  # sentences of other articles that say the same
    retold: tuple[Sentence, ...] = ()  # of other outlets, near in meaning, whatever their words
    same: tuple[Sentence, ...] = ()  # those of them so near that they tell what it tells, the nearest first


# ----------------------------------------------------------------- writing/plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The sentences one brief sentence will rest on, chosen before it is written."""

    main: RankedSentence
    support: tuple[Sentence, ...]  # sentences that say the same or belong to it, best first


# ---------------------------------------------------------------- writing/write


class Origin(StrEnum):
    """How a sentence of a brief came about."""

    FUSED = "fused"  # from two or more sentences
    COMPRESSED = "compressed"  # one sentence with words dropped inside it
    EXTRACTED = "extracted"  # the sentence itself


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A sentence that may go into the brief, before it is checked."""

    text: str
    origin: Origin
    sentences: tuple[Sentence, ...]  # what it was written from, the main one first; these will be cited
    antecedent: str | None = None  # the name the previous sentence of the brief must hold for this one to be clear
    score: float = 0.0  # the rank of its group
    copies: tuple[Sentence, ...] = ()  # sentences of other articles that say the same; named beside it, not cited
    same: tuple[Sentence, ...] = ()  # of other outlets, near in meaning, likewise
    fallback: bool = False  # a line's own wording, behind what a Writer made of the same lines


# --------------------------------------------------------------- writing/verify


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A word of a claim and where it was copied from."""

    text: str
    start: int  # offsets into the claim's text
    end: int
    article: str | None  # None: the word is new
    at: int | None  # offset of the copied word in the article's text


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A sentence of a brief that passed the gate."""

    text: str
    origin: Origin
    score: float
    support: float | None  # a Judge's verdict in [0, 1]; None without a Judge
    citations: tuple[Citation, ...]  # one to four
    words: tuple[Word, ...]
    outlets: int  # how many sources of the event say it
    independent: int  # the same, near-identical copies counted once
    corroboration: tuple[Citation, ...] = ()  # one line of each other source that says it; nothing rests on it
    fallback: bool = False  # a Writer was given the lines, and a line's own wording stands instead


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """A draft that did not pass the gate, and why."""

    text: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceCounts:
    """How the sentences of some briefs came about; each rests on a group of lines of its own."""

    fused: int = 0  # from two or more lines
    compressed: int = 0  # a line with words dropped
    copied: int = 0  # a line as it stands
    fallbacks: int = 0  # of all: a writer was given the lines, and a line's own wording stands instead

    @property
    def all(self) -> int:
        """All sentences."""
        return self.fused + self.compressed + self.copied


# -------------------------------------------------------------- writing/compare


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """What one source says in a disagreement."""

    value: str
    citation: Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """Two or more sources of one event that give different figures, dates or names for one thing."""

    about: str
    kind: str  # "differs", or "compatible bound": both can be true
    sides: tuple[Side, ...]


# ------------------------------------------------------------------------ brief


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """The title of a brief; without citations where it is metadata from outside the text."""

    text: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """One meeting, told from all its sources."""

    id: str
    slug: str
    title: Title
    event: Event
    sources: tuple[Reading, ...]  # source number N is sources[N - 1]
    claims: tuple[Claim, ...]
    disagreements: tuple[Disagreement, ...]
    rejected: tuple[Rejected, ...]
    problems: tuple[Problem, ...]
    made_with: tuple[tuple[str, str], ...]  # "summarize", "writer", "embedder", ... and version or digest
