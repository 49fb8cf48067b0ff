"""What a sentence written from some lines may be made of: whole words, figures, names and quotations of the lines.

A unit is a run of word pieces that is written whole or not at all: "U.S.", "$1.2 billion", "at least 31 people",
"March 24", "Secretary of State John Kerry" (or its end: "John Kerry", "Kerry"), and a quotation with its marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from summarize.models.fusion_clauses import tells
from summarize.models.fusion_cuts import may_cut, may_stop
from summarize.models.fusion_lists import AS_CLAUSE, CALENDAR, COUNTS, KEPT, OPEN, SPEECH, SPOKEN
from summarize.models.fusion_terse import may_cut_terse, may_stop_terse
from summarize.words import STOPWORDS, content_stems, word_spans

_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?|Sept?(?:ember|\.)?"
    r"|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_BOUND = (
    r"(?:(?:(?:more|less|fewer|no more|no fewer|greater) than|at least|at most|as many as|as much as|up to|close to"
    r"|over|under|above|below|nearly|almost|about|around|some|roughly|approximately|only|just|every|another)\s+)"
)
_AMOUNT = r"(?:(?:[A-Z]{1,3})?[$€£¥₹]\s?)?\d+(?:[.,:/–-]\d+)*(?:st|nd|rd|th|s|m|bn|km|k)?\b"
_SCALE = r"(?:\s?[%‰°]|[\s-](?:per\s?cent|percent|pct|hundred|thousand|million|billion|trillion|bn|mn)\b)"
_COUNTED = r"(?:\s(?!(?:and|or|but|to|in|on|at|of|by|for|from|with|as|who|which|that|was|were|is|are|had|has)\b)[a-z]+)"
_FIGURE = re.compile(
    rf"{_BOUND}?{_MONTH}\s\d{{1,2}}\b(?:, \d{{4}}\b)?|\d{{1,2}}(?:st|nd|rd|th)?\s{_MONTH}(?:\s\d{{4}}\b)?"
    rf"|{_BOUND}?{_AMOUNT}{_SCALE}*{_COUNTED}?",
    re.IGNORECASE,
)
_QUOTED = re.compile(r'“[^“”"]+”|"[^"“”]+"|«[^«»]+»')
_TITLE_CASE = 0.85  # of a line's longer words with a capital: a headline, where capitals tell nothing
_LONGER, _MANY = 4, 8
_TOLD = 0.65  # of what stands before a phrase: the same deed. At .5 half of the phrases went astray
_FARTHEST = 300  # characters of a stretch dropped inside: no aside is longer, and all pairs of words are too many
_READ = 1000  # characters, about what the model reads of its input: a longer line is copied, or left to the rules
_SPEAKER = 5  # words: "the Russian foreign ministry said"
_END_MARKS = ".!?…"
_ASIDE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
# What leans on a sentence before it, or stands in a quotation: no line is joined to another by such a beginning.
_LEANS = re.compile(
    r"[^\w]|[a-z]+(?:ed|ing)\s(?:by|at|in|on|to|from|with|for)\b"
    r"|(?:while|when|although|though|if|because|since|as|he|she|it|they|we|i|you|his|her|its|their|this|that|these|those"
    r"|none|some|others|many|most|few|several|such|but|and|so|yet|or|however|moreover|meanwhile|also|still|then|there"
    r"|here|both|another|for|in addition|according)\b",
    re.IGNORECASE,
)
_WHEN = re.compile(rf"(?:amid|after|before|during|following|despite|{AS_CLAUSE}|while|when|since)\s")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A piece of a line and what may be done there."""

    id: int
    final: bool  # a sentence must end behind it: the close of a quotation with its own full stop
    stops: bool  # a sentence may end behind it
    jumps: tuple[int, ...]  # pieces of the line, by number, at which it may go on where it is shortened
    last: bool  # of its line


@dataclass(frozen=True, slots=True, eq=False)
class Pieces:
    """A WordPiece vocabulary as the constraint needs it."""

    tokenizer: Any
    ids: dict[str, int]
    texts: dict[int, str]  # of each id
    unknown: int

    def cut(self, text: str) -> list[tuple[int, int, int]]:
        """Each piece of a text with its start and end there."""
        made = self.tokenizer(
            text, add_special_tokens=False, split_special_tokens=True, return_offsets_mapping=True, verbose=False
        )
        return [(one, a, b) for one, (a, b) in zip(made.input_ids, made.offset_mapping, strict=True)]


def make_pieces(tokenizer: Any) -> Pieces:
    """The vocabulary of a tokenizer."""
    ids = dict(tokenizer.get_vocab())
    return Pieces(tokenizer, ids, {one: piece for piece, one in ids.items()}, int(tokenizer.unk_token_id))


def straight(text: str) -> str:
    """The text with the apostrophes the model was trained on; every character stays in its place."""
    return text.replace("’", "'").replace("‘", "'").replace("``", '" ').replace("''", '" ')


@dataclass(frozen=True, slots=True, kw_only=True)
class Openings:
    """Where a line may be entered: pieces of it, by number."""

    begin: tuple[int, ...]  # at the start of the sentence
    joined: tuple[int, ...]  # behind "and"
    tails: tuple[int, ...]  # behind another line: closing phrases that tell when or why


def openings_of(text: str, pieces: Pieces, beside: Sequence[str], *, terse: bool = False) -> Openings:
    """Where a line may be entered.

    Args:
        text: The line.
        pieces: The vocabulary.
        beside: The lines it is written with: a phrase of this one may follow them where they tell of the same deed.
    """
    line = _line_of(text, pieces, terse)
    told = {stem for other in beside for stem in content_stems(other)}
    begin = (0, *line.jumps.get(0, ()))
    states = tells(line.text, line.words, len(line.text))  # a headline joined to a statement is a torn-off end
    free = tuple(n for n in begin if states and n < len(line.cut) and not _LEANS.match(line.text[line.cut[n][1] :]))
    quoted = [match.span() for match in (*_QUOTED.finditer(line.text), *_ASIDE.finditer(line.text))]
    tails = tuple(
        n
        for n, (_, a, _) in enumerate(line.cut)
        if _WHEN.match(line.text[a:])
        and line.text[a - 1 : a] == " "
        and line.text[:a].split()[-1].lower() not in OPEN
        and not any(x < a < y for x, y in quoted)
        and may_stop(line.text, line.words, line.musts, a - 1)
        and _is_told(line.text[:a], told)
    )
    return Openings(begin=begin, joined=free, tails=tails)


def _is_told(text: str, told: set[str]) -> bool:
    """Whether most of what a phrase hangs on stands in the other lines too."""
    mine = set(content_stems(text))
    return len(mine & told) >= _TOLD * len(mine)


def places_of(text: str, pieces: Pieces, *, terse: bool = False) -> tuple[Place, ...]:
    """Every piece of a line with what may be done there."""
    return tuple(_places(_line_of(text, pieces, terse)))


def _places(line: _Line) -> Iterator[Place]:
    leaves: set[int] = set()
    finals: set[int] = set()
    for _, end, last in line.spans():
        (finals if last else leaves).add(end)
    inside = [match.span() for match in (*_QUOTED.finditer(line.text), *_ASIDE.finditer(line.text))]
    for number, (one, _, end) in enumerate(line.cut):
        kept = any(a < end < b for a, b in inside)
        leave = not kept and end in leaves
        yield Place(
            id=one,
            final=not kept and end in finals,
            stops=leave and line.may_stop(end),
            jumps=line.jumps.get(end, ()) if leave else (),
            last=number == len(line.cut) - 1,
        )


@dataclass(frozen=True, slots=True)
class _Line:
    """A line cut into pieces and words."""

    text: str
    cut: tuple[tuple[int, int, int], ...]
    words: tuple[tuple[int, int], ...]
    musts: frozenset[int]  # where words begin that are not dropped
    # Where each word ends (0: the line's start), the pieces at which the line may go on with a stretch dropped.
    jumps: Mapping[int, tuple[int, ...]]
    terse: bool
    terse_musts: frozenset[int]

    def may_stop(self, start: int) -> bool:
        """Whether a sentence may end there."""
        return may_stop(self.text, self.words, self.musts, start) or (
            self.terse and may_stop_terse(self.text, self.words, self.terse_musts, start)
        )

    def spans(self) -> Iterator[tuple[int, int, bool]]:
        """Start and end of each unit of the line, and whether a sentence ends with it."""
        quoted = [match.span() for match in _QUOTED.finditer(self.text)]
        for start, end in quoted:
            yield from self._quotation(start, end)
        figures = self._figures()
        yield from ((a, b, False) for a, b in figures)
        inner = _partial(self)
        for start, end in self.words:
            surface = self.text[start:end]
            if any(a < end and start < b for a, b in figures) and not _counted(self, start, end, figures):
                continue
            if any(a <= start and end <= b for a, b in quoted) and surface.lower().split("'")[0] in SPOKEN:
                continue
            if (start, end) not in inner:
                yield from self._word(start, end)
        yield from self._names(inner)

    def _quotation(self, start: int, end: int) -> Iterator[tuple[int, int, bool]]:
        inside = self.text[start + 1 : end - 1].rstrip()
        ends = inside[-1:] in tuple(_END_MARKS) and not self.text[end:].lstrip()[:1].islower()
        yield start, end, ends
        if self.text[:start].rstrip().endswith(":"):
            yield self.text.rindex(":", 0, start), end, True

    def _figures(self) -> list[tuple[int, int]]:
        """Figures with what belongs to them, stretched over the whole words they touch."""
        found = []
        for match in _FIGURE.finditer(self.text):
            start, end = match.span()
            while start < end and self.text[start].isspace():
                start += 1
            touched = [(a, b) for a, b in self.words if a < end and start < b]
            found.append((min([start, *(a for a, _ in touched)]), max([end, *(b for _, b in touched)])))
        return found

    def _word(self, start: int, end: int) -> Iterator[tuple[int, int, bool]]:
        dotted = self.text[end : end + 1] == "." and bool(self.text[end + 1 :].strip(" \"'”)"))
        inner_dot = "." in self.text[start:end]
        yield start, end + dotted, False
        if not dotted and inner_dot and self.text[end : end + 1] == ".":
            yield start, end + 1, False
        if self.text[start:end].endswith("'s"):
            yield start, end - 2, False

    def _names(self, inner: frozenset[tuple[int, int]]) -> Iterator[tuple[int, int, bool]]:
        """From each word of a longer name to the name's end, with and without a possessive."""
        for run in _runs(self):
            for at, (start, _) in enumerate(run[:-1]):
                if (start, run[at][1]) in inner and self.text[start].isupper():
                    yield from self._word(start, run[-1][1])


@lru_cache(maxsize=256)  # a line is asked about in each task of its groups, and the jumps take a millisecond or ten
def _line_of(text: str, pieces: Pieces, terse: bool) -> _Line:
    plain = straight(text)
    cut = tuple(pieces.cut(plain))
    spans = tuple(word_spans(plain))
    musts = _musts(plain, spans)
    fewer = _without_weekdays(plain, spans, musts)
    jumps = _jumps(plain, cut, spans, musts, fewer if terse else None)
    return _Line(plain, cut, spans, musts, jumps, terse, fewer)


def _jumps(
    text: str,
    cut: Sequence[tuple[int, int, int]],
    spans: Sequence[tuple[int, int]],
    musts: frozenset[int],
    terse_musts: frozenset[int] | None,
) -> dict[int, tuple[int, ...]]:
    if len(text) > _READ:
        return {}
    inside = [match.span() for match in (*_QUOTED.finditer(text), *_ASIDE.finditer(text))]
    begins = {a for a, _ in spans}
    ways = [
        (n, a)
        for n, (_, a, _) in enumerate(cut)
        if not any(x < a < y for x, y in inside) and (a in begins or not text[a].isalnum())
    ]
    found = {}
    for start in (0, *(b for _, b in spans)):
        there = tuple(
            n
            for n, a in ways
            if 0 < a - start <= _FARTHEST
            and (
                may_cut(text, spans, musts, start, a)
                or (terse_musts is not None and may_cut_terse(text, spans, terse_musts, start, a))
            )
        )
        if there:
            found[start] = there
    return found


def _partial(line: _Line) -> frozenset[tuple[int, int]]:
    """Words that stand only inside a longer name and are not its last: "John" of "John Kerry"."""
    return frozenset(word for run in _runs(line) for word in run[:-1])


def _runs(line: _Line) -> list[list[tuple[int, int]]]:
    """Names of two words or more: words with a capital side by side, or with "of" between."""
    text = line.text
    longer = [text[a:b] for a, b in line.words if b - a >= _LONGER]
    if len(longer) >= _MANY and sum(word[0].isupper() for word in longer) > _TITLE_CASE * len(longer):
        return []
    runs: list[list[tuple[int, int]]] = []
    run: list[tuple[int, int]] = []
    for at, (start, end) in enumerate(line.words):
        apart = bool(run) and text[run[-1][1] : start] not in (" ", ". ")
        if apart or not _in_name(line, at, bool(run)):
            runs.append(run)
            run = []
        if _in_name(line, at, bool(run)):
            run.append((start, end))
    return [_trimmed(text, run) for run in [*runs, run] if len(run) > 1]


def _trimmed(text: str, run: list[tuple[int, int]]) -> list[tuple[int, int]]:
    while run and text[run[-1][0]].islower():
        run = run[:-1]
    return run


def _in_name(line: _Line, at: int, inside: bool) -> bool:
    start, end = line.words[at]
    word = line.text[start:end]
    low = word.lower()
    if low == "of" and inside and at + 1 < len(line.words):
        return line.text[line.words[at + 1][0]].isupper()
    if not word[0].isupper() or low in CALENDAR or (low in STOPWORDS and word != word.upper()):
        return False
    return at > 0 or low not in OPEN


def _counted(line: _Line, start: int, end: int, figures: Sequence[tuple[int, int]]) -> bool:
    """Whether a word inside a figure's unit is the noun counted, which may stand alone too."""
    word = line.text[start:end]
    return word.isalpha() and word.islower() and word not in COUNTS and any(end == b for _, b in figures)


def _without_weekdays(text: str, spans: Sequence[tuple[int, int]], musts: frozenset[int]) -> frozenset[int]:
    """What stays of a terse sentence: of the day only the month."""
    return musts - {a for a, b in spans if text[a:b].lower() in CALENDAR and text[a:b].lower().endswith("day")}


def _musts(text: str, spans: Sequence[tuple[int, int]]) -> frozenset[int]:
    """Where words begin that may not be dropped: who says it, what denies and what weakens it, and the day."""
    kept: set[int] = set()
    for at, (start, end) in enumerate(spans):
        low = text[start:end].lower()
        if low in KEPT or low in CALENDAR or low.endswith("n't"):
            kept.add(start)
        if low in SPEECH:
            before = _beside(text, spans[at], spans[max(0, at - _SPEAKER) : at][::-1])
            near = before if len(before) > 1 else _beside(text, spans[at], spans[at + 1 : at + 1 + _SPEAKER])
            kept |= {a for a, _ in near}
    return frozenset(kept)


def _beside(text: str, verb: tuple[int, int], near: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The verb and the words beside it up to a mark."""
    close = [verb]
    for word in near:
        left, right = sorted((word, close[-1]))
        if text[left[1] : right[0]].strip():
            break
        close.append(word)
    return close
