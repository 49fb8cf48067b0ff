"""Where the sentences of an article stand: Punkt's boundaries, set right by rules. The only door of nltk.

Decided here: a quotation of several sentences stays one sentence, together with what stands before and after it
("...," Lavrov said), as long as that makes at most ``max_quoted_chars`` characters. A sentence with one
quotation mark, or without the speaker its neighbour names, is not fit to be printed alone. In a longer quotation the
inner sentence ends are kept, and the attribution stays with the last of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from summarize import words
from summarize.articles import _split_rules as rules
from summarize.articles._split_blocks import blocks
from summarize.articles._split_pairs import bracket_pairs, keep_pairs_whole, quote_pairs
from summarize.data import Article, Line, Sentence
from summarize.settings import SplitSettings

_SPACE = re.compile(r"\s")
_ALNUM = re.compile(r"[^\W_]")
_MARKER = re.compile(r"\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{2,4})[.)]|[-–—*•▪●◦‣■]")
_PARAGRAPH = re.compile(r"\n[^\S\n]*\n\s*")
_PAUSE = re.compile(r"[;:,]\s+|\s[–—-]+\s")


def split(article: Article, lines: Sequence[Line], settings: SplitSettings) -> tuple[Sentence, ...]:
    """The sentences of the article's body lines, in order, without furniture; every word stands in exactly one.

    Args:
        article: whose text the offsets count in.
        lines: all its lines with their roles.
        settings: lengths and shares, each with its origin.

    Returns:
        The sentences; ``article.text[s.start:s.end] == s.text`` for each, and none overlaps another.
    """
    starts = [line.start for line in lines]
    found: list[Sentence] = []
    for block in blocks(article, lines, settings):
        for start, end in _block_spans(article.text[block.start : block.end], settings):
            start, end = start + block.start, end + block.start  # noqa: PLW2901
            found.append(
                Sentence(
                    article=article.id,
                    index=len(found),
                    line=lines[words.line_at(starts, start) - 1].number,
                    line_end=lines[words.line_at(starts, end - 1) - 1].number,
                    start=start,
                    end=end,
                    text=article.text[start:end],
                    paragraph=block.paragraph,
                )
            )
    return tuple(found)


def split_text(text: str) -> tuple[tuple[int, int], ...]:
    """Start and end of each sentence of a plain text; a blank line ends one, a single line end does not.

    Args:
        text: a brief, a reference summary, an outside model's output.

    Returns:
        Spans in order, without the blanks around them.
    """
    settings = SplitSettings()
    found: list[tuple[int, int]] = []
    start = 0
    for end, after in [*(m.span() for m in _PARAGRAPH.finditer(text)), (len(text), len(text))]:
        found.extend((start + s, start + e) for s, e in _block_spans(text[start:end], settings))
        start = after
    return tuple(found)


def _block_spans(text: str, settings: SplitSettings) -> Iterator[tuple[int, int]]:
    """Spans of the sentences of one paragraph, in parts of bounded length; blanks at their ends stripped."""
    text = words.blank_linked_headlines(_SPACE.sub(" ", text))
    at = 0
    while at < len(text):
        part = text[at : at + settings.max_block_chars]
        spans = _part_spans(part, settings)
        last = at + len(part) == len(text)
        # What stands close to the end of a part may be cut short by it: it is read again with the next part.
        sure = [span for span in spans if last or span[1] < len(part) - settings.max_sentence_chars]
        for start, end in sure or spans:
            yield from ((at + s, at + e) for s, e in _bounded(part, start, end, settings.max_sentence_chars))
        at += sure[-1][1] if sure and not last else len(part)


def _part_spans(text: str, settings: SplitSettings) -> list[tuple[int, int]]:
    if not text.strip():
        return []
    cuts = _cuts(text)
    cuts = keep_pairs_whole(len(text), cuts, bracket_pairs(text), settings.max_bracketed_chars)
    cuts = keep_pairs_whole(len(text), cuts, quote_pairs(text), settings.max_quoted_chars)
    return _without_scraps(text, cuts)


def _cuts(text: str) -> list[int]:
    """Where sentences begin, the first one left out: Punkt's cuts and those it missed, without the refused ones."""
    first = len(text) - len(text.lstrip())
    punkt = [start for start, _ in _punkt().span_tokenize(text)]
    candidates = sorted({*rules.after_notes(text, punkt), *rules.missed_cuts(text)})
    kept: list[int] = []
    for cut in candidates:
        if first < cut < len(text) and not rules.refuses(text, cut, kept[-1] if kept else first):
            kept.append(cut)
    return kept


def _without_scraps(text: str, cuts: Sequence[int]) -> list[tuple[int, int]]:
    """Spans of sentences; a list mark ("1.") joins what follows it, marks without a letter what stands before."""
    spans: list[tuple[int, int]] = []
    waiting: int | None = None  # the start of a list mark or of marks with nothing before them
    for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True):
        piece = text[start:end]
        begin = start + len(piece) - len(piece.lstrip())
        stop = start + len(piece.rstrip())
        if begin >= stop:
            continue
        scrap = not _ALNUM.search(piece)
        if waiting is None and scrap and spans:
            spans[-1] = (spans[-1][0], stop)
        elif scrap or _MARKER.fullmatch(piece.strip()):
            waiting = begin if waiting is None else waiting
        else:
            spans.append((begin if waiting is None else waiting, stop))
            waiting = None
    if waiting is not None:
        spans.append((waiting, len(text.rstrip())))
    return spans


def _bounded(text: str, start: int, end: int, max_chars: int) -> Iterator[tuple[int, int]]:
    """The span, in several where it is longer than any sentence."""
    while end - start > max_chars:
        window = text[start : start + max_chars]
        pauses = [m.end() for m in _PAUSE.finditer(window, max_chars // 2)]
        cut = pauses[-1] if pauses else window.rfind(" ") + 1 or max_chars
        yield start, start + len(window[:cut].rstrip())
        start += cut
        while text[start].isspace():
            start += 1
    yield start, end


@lru_cache(maxsize=1)
def _punkt() -> Any:  # nltk ships no types
    from nltk.tokenize.punkt import PunktParameters, PunktSentenceTokenizer

    parameters = PunktParameters()
    listed = rules.vocabulary()
    parameters.abbrev_types = set(listed.abbreviations | listed.always_before_a_name)
    parameters.sent_starters = set(listed.sentence_starters)
    return PunktSentenceTokenizer(parameters)
