"""What a sentence written from some lines may be made of: whole words, figures, names and quotations of the lines.

A unit is a run of word pieces that is written whole or not at all: "U.S.", "$1.2 billion", "at least 31 people",
"March 24", "Secretary of State John Kerry" (or its end: "John Kerry", "Kerry"), and a quotation with its marks.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from summarize.models.fusion_lists import CALENDAR, COUNTS, FIXED, OPEN, PLAIN, SPOKEN
from summarize.words import BASE_FORMS, STOPWORDS, stem, word_spans

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
_MIN_FORM = 4  # letters of a word that may come in another form
_END_MARKS = ".!?…"


@dataclass(frozen=True, slots=True)
class Unit:
    """Word pieces that are written together."""

    ids: tuple[int, ...]
    last: bool = False  # the sentence ends with it: a quotation with its own full stop


@dataclass(frozen=True, slots=True)
class Units:
    """All a sentence may be made of."""

    units: tuple[Unit, ...]
    caps: dict[int, int]  # how often a unit that begins with this piece may begin; none told: as often as one likes
    dash: int | None  # the dash of the lines


@dataclass(frozen=True, slots=True, eq=False)
class Pieces:
    """A WordPiece vocabulary as the constraint needs it."""

    tokenizer: Any
    ids: dict[str, int]
    whole: tuple[str, ...]  # whole words of letters, sorted
    unknown: int
    forms: dict[str, tuple[str, ...]] = field(default_factory=dict)  # found so far: a pure function of the word

    def cut(self, text: str) -> list[tuple[int, int, int]]:
        """Each piece of a text with its start and end there."""
        made = self.tokenizer(
            text, add_special_tokens=False, split_special_tokens=True, return_offsets_mapping=True, verbose=False
        )
        return [(one, a, b) for one, (a, b) in zip(made.input_ids, made.offset_mapping, strict=True)]


def make_pieces(tokenizer: Any) -> Pieces:
    """The vocabulary of a tokenizer."""
    ids = dict(tokenizer.get_vocab())
    whole = tuple(sorted(word for word in ids if word.isascii() and word.isalpha() and word.islower()))
    return Pieces(tokenizer, ids, whole, int(tokenizer.unk_token_id))


def straight(text: str) -> str:
    """The text with the apostrophes the model was trained on; every character stays in its place."""
    return text.replace("’", "'").replace("‘", "'").replace("``", '" ').replace("''", '" ')


def units_of(lines: Sequence[str], pieces: Pieces) -> Units:
    """What a sentence written from these lines may be made of."""
    found: dict[Unit, None] = {}
    counts: list[Counter[int]] = []
    named: Counter[int] = Counter()
    forms: dict[int, None] = {}
    for line in lines:
        view = _Line.of(line, pieces)
        counts.append(Counter(one for one, _, _ in view.cut))
        for start, end, last in view.spans():
            ids = view.ids(start, end)
            if ids and pieces.unknown not in ids:
                found[Unit(ids, last)] = None
        named.update(one for one, a, _ in view.cut if line[a : a + 1].isupper() and line[:a].strip())
        forms |= dict.fromkeys(_forms(view, pieces))
    for word in PLAIN:
        if word in pieces.ids:
            found[Unit((pieces.ids[word],))] = None
    found |= dict.fromkeys(Unit((one,)) for one in forms)
    return Units(tuple(found), _caps(counts, named, forms, pieces), _dash(lines, pieces))


def _caps(counts: Sequence[Counter[int]], named: Counter[int], forms: Iterable[int], pieces: Pieces) -> dict[int, int]:
    """A word of content is written as often as one line has it, a name as often as all have it."""
    free = {pieces.ids[word] for word in (*STOPWORDS, *PLAIN) if word in pieces.ids}
    caps = dict.fromkeys(forms, 1)
    for one in set().union(*counts):
        most = max(count[one] for count in counts)
        caps[one] = max(most, min(named[one], 2 * most))
    for one in free:
        caps[one] = caps.get(one, 0) + 2
    return caps


def _dash(lines: Sequence[str], pieces: Pieces) -> int | None:
    for mark in ("—", "–"):
        if mark in pieces.ids and any(f" {mark} " in line or f"{mark}" in line for line in lines if mark == "—"):
            return pieces.ids[mark]
    return None


@dataclass(frozen=True, slots=True)
class _Line:
    """A line cut into pieces and words."""

    text: str
    cut: tuple[tuple[int, int, int], ...]
    words: tuple[tuple[int, int], ...]
    starts: tuple[int, ...]  # of the pieces

    @classmethod
    def of(cls, text: str, pieces: Pieces) -> _Line:
        plain = straight(text)
        cut = tuple(pieces.cut(plain))
        return cls(plain, cut, tuple(word_spans(plain)), tuple(a for _, a, _ in cut))

    def ids(self, start: int, end: int) -> tuple[int, ...]:
        """The pieces of a stretch; () where they do not cover it to the letter."""
        first = bisect_left(self.starts, start)
        inside = []
        for one, a, b in self.cut[first:]:
            if a >= end:
                break
            inside.append((one, a, b))
        if not inside or inside[0][1] != start or inside[-1][2] != end:
            return ()
        return tuple(one for one, _, _ in inside)

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
        yield start, end, inside[-1:] in tuple(_END_MARKS)
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


def _forms(line: _Line, pieces: Pieces) -> Iterator[int]:
    """Whole words of the vocabulary that are other forms of the line's words of content."""
    for at, (start, end) in enumerate(line.words):
        word = line.text[start:end]
        low = word.lower()
        if (len(low) < _MIN_FORM and low not in BASE_FORMS) or not low.isalpha() or (at and word[0].isupper()):
            continue
        if low in STOPWORDS or low in FIXED or low in COUNTS or low in CALENDAR:
            continue
        if low not in pieces.forms:
            pieces.forms[low] = _forms_of(low, pieces.whole)
        for form in pieces.forms[low]:
            if form not in FIXED and form not in COUNTS and form not in CALENDAR and form not in STOPWORDS:
                yield pieces.ids[form]


def _forms_of(word: str, whole: Sequence[str]) -> tuple[str, ...]:
    base = BASE_FORMS.get(word, word)
    root = stem(base)
    start = root[: max(3, len(root) - 1)]
    near = []
    for candidate in whole[bisect_left(whole, start) :]:
        if not candidate.startswith(start):
            break
        if abs(len(candidate) - len(word)) <= _MIN_FORM and candidate not in BASE_FORMS and stem(candidate) == root:
            near.append(candidate)
    irregular = [form for form, its in BASE_FORMS.items() if its == base and _is_whole(form, whole)]
    return tuple(dict.fromkeys(form for form in (*near, *irregular) if form != word))


def _is_whole(word: str, whole: Sequence[str]) -> bool:
    at = bisect_left(whole, word)
    return at < len(whole) and whole[at] == word
