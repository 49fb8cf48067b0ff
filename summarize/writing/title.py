"""What a brief is called: its title and its slug."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from summarize.data import Citation, Draft, Event, Reading, Rejected, Role, Title
from summarize.words import content_stems, fold_space, words
from summarize.writing._headings import is_another, is_heading
from summarize.writing._headlines import is_no_report, is_preview, span_of
from summarize.writing._voice import is_aside, judges

_LEAST_WORDS = 3  # of a headline: "Talks end" heads a section as well
_MOST_WORDS = 20  # of a headline: a longer title is a whole sentence of news, and may be told again
_SLUG_WORDS = 6  # of a title, where no participant is known: enough to recognise it in a folder


def choose_title(event: Event, readings: Sequence[Reading]) -> Title:
    """The best member headline where there is one, else participants and place, else the best first sentence.

    The best headline is the one that shares most content words with the other members and names most of the
    participants and the place; a headline in the text comes before one from metadata, which cannot be cited.

    Args:
        event: The event.
        readings: Its members, in the order of ``event.articles``.
    """
    reports = [reading for reading in readings if not reading.opinion]
    readings = reports or readings
    cited = [title for reading in readings for title in _headlines(reading) if not _is_outlet(title.text, readings)]
    given = [Title(text=_alone(r.article.title or ""), citations=()) for r in readings if _is_title(r.article.title)]
    particulars = _from_particulars(event)
    pools = [cited, given, [particulars] if particulars else _leads(readings)]
    good = (pool for pool in pools[:2] if any(_is_whole(one.text) and not _is_poor(one.text) for one in pool))
    whole = (pool for pool in pools[:2] if any(_is_whole(title.text) for title in pool))
    candidates = next(good, next(whole, next(filter(None, pools), None)))
    if candidates is None:
        return Title(text="Untitled", citations=())

    def worth(title: Title) -> tuple[bool, bool, bool, float, int]:
        told = _fitness(title.text, event, readings)
        return (_is_whole(title.text), not _is_poor(title.text), not is_preview(title.text), *told)

    return max(candidates, key=worth)


Groups = tuple[tuple[Draft, ...], ...]


def beside(title: Title, groups: Groups) -> tuple[Groups, tuple[Rejected, ...]]:
    """The groups without the drafts that only print the title, and these; all where nothing else would be left."""
    told = " ".join(words(title.text)).lower()
    again = [one for group in groups for one in group if " ".join(words(one.text)).lower() == told]
    kept = tuple(rest for group in groups if (rest := tuple(one for one in group if one not in again)))
    if not again or not kept or len(told.split()) > _MOST_WORDS:
        return groups, ()
    return kept, tuple(Rejected(text=one.text, reason="the title says it") for one in again)


def make_slug(event: Event, title: Title) -> str:
    """A name for files: day, surnames of the participants, place; words of the title where nobody is known."""
    day = event.day.isoformat() if event.day else "undated"
    named = [words(one.name)[-1] for one in event.participants if words(one.name)]
    rest = [*named, event.place or ""] if named else words(title.text)[:_SLUG_WORDS]
    plain = unicodedata.normalize("NFKD", " ".join([day, *rest])).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:96].strip("-")


def _headlines(reading: Reading) -> list[Title]:
    """The headline of an article: its first line of that role, or the first sentence where it is run into the text."""
    first = reading.sentences[0] if reading.sentences else None
    # Only the first is the article's own; later ones head its sections.
    line = next((line for line in reading.lines if line.role is Role.HEADLINE), None)
    if first is not None and (line is None or line.start > first.start) and is_heading(first, reading):
        return [_headline(reading, first.line, first.start, first.end)]
    raw = reading.article.text[line.start : line.end] if line else ""
    if line is None or is_another(set(content_stems(raw)), reading.article.title):
        return []
    return [_headline(reading, line.number, line.start + len(raw) - len(raw.lstrip()), line.end)]


def _headline(reading: Reading, number: int, start: int, end: int, *, whole: bool = False) -> Title:
    """A stretch of an article as its title; a whole sentence keeps its full stop."""
    first, last = span_of(reading.article.text[start:end])
    last += whole and reading.article.text[start + last] == "." if start + last < end else 0
    quote = reading.article.text[start + first : start + last]
    place = Citation(
        article=reading.article.id, line=number, line_end=number, start=start + first, end=start + last, quote=quote
    )
    return Title(text=fold_space(quote), citations=(place,))


def _alone(text: str) -> str:
    """A headline from metadata, alone."""
    first, last = span_of(text)
    return fold_space(text[first:last])


def _is_title(title: str | None) -> bool:
    return bool(title and words(title))


def _is_outlet(text: str, readings: Sequence[Reading]) -> bool:
    """Whether a line that looks like a headline is the name of who printed it."""
    return text.lower() in {fold_space(reading.article.outlet or "").lower() for reading in readings}


def _is_whole(text: str) -> bool:
    """Whether a headline has words enough to say what happened."""
    return len(words(text)) >= _LEAST_WORDS


def _is_poor(text: str) -> bool:
    """Whether a headline asks, judges, speaks to the reader, or heads something that is no report."""
    return bool(re.search(r"\?(?:[\"”’']|\s|$)", text) or is_no_report(text) or is_aside(text) or judges(text))


def _fitness(text: str, event: Event, readings: Sequence[Reading]) -> tuple[float, int]:
    stems = set(content_stems(text))
    if not stems:
        return (0.0, 0)
    told = [set(content_stems(" ".join(s.text for s in r.sentences))) for r in readings]
    shared = sum(len(stems & body) / len(stems) for body in told) / max(1, len(told))
    wanted = {word for one in event.participants for word in content_stems(one.name)[-1:]}
    wanted |= set(content_stems(event.place or ""))
    return (round(shared, 6), len(stems & wanted))


def _from_particulars(event: Event) -> Title | None:
    """Who met, and where; None where one person alone is known, which names no meeting."""
    names = [one.name for one in event.participants]
    if len(names) < 2:
        return None
    text = ", ".join(names[:-1]) + " and " + names[-1]
    citations = [_naming(one.name, one.citations) for one in event.participants if one.citations]
    if event.place:
        text += f" in {event.place}"
        citations += event.place_citations[:1]
    return Title(text=text, citations=tuple(dict.fromkeys(citations)))


def _naming(name: str, citations: Sequence[Citation]) -> Citation:
    """The citation that prints the name, else the one that prints most of it."""
    wanted = set(words(name))
    return max(
        citations, key=lambda one: (fold_space(name) in fold_space(one.quote), len(wanted & set(words(one.quote))))
    )


def _leads(readings: Sequence[Reading]) -> list[Title]:
    """The first sentence of each article."""
    leads = [(reading, reading.sentences[0]) for reading in readings if reading.sentences]
    return [_headline(reading, one.line, one.start, one.end, whole=True) for reading, one in leads]
