"""Which line above the text is the article's headline, and which lines inside it head its sections."""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarize.articles._roles import is_notice
from summarize.articles._units import Unit
from summarize.data import Role
from summarize.words import content_stems, fold_space

_ABOVE = 15  # units above the text that are looked at
_WORDS = range(2, 31)  # of a headline
_SECTION_WORDS = 12
_LOUD = 0.9  # share of capitals among the letters of a line in capitals
_SHOUTED_WORDS = 4
_TAGS = 0.5  # share of words with a capital, behind a first word without one
# "Example Times - News": the site and its section, which may share the town's name with the text.
_SITE = re.compile(
    r"[^-–—|:]{2,40}\s[-–—|]\s(?:(?:the|latest|breaking|top|world|local|us|uk)\s)?"
    r"(?:news|home(?:\s?page)?|headlines|stories|world|politics|business|opinion|live)\W*$",
    re.IGNORECASE,
)
_CREDITED = re.compile(r"\|\s?(?:ap|afp|epa|reuters|getty)\b", re.IGNORECASE)  # a caption that leads the page
_TRAIL_WORDS = 4  # of a line that is looked for inside longer ones: a section's name may well stand in a headline
# "... in the harbour. By THE COAST GUARD": a sentence has ended inside the line, as in a caption with its credit.
_ENDS_INSIDE = re.compile(r"(?<![\w.])[^\W\d_]{6,}[.!?][\"”’)]? [A-Z]")
_NEAR = 0.05  # what a step towards the text is worth, in shared words


def name_headline(found: Sequence[Unit], named: list[tuple[Role, str]], title: str | None) -> None:
    """Give the best line above the text, if any is good enough, the role of headline (in place).

    A headline shares its words with the text below it: that tells it from the menus and tickers around it.
    """
    lead = _first_text(found, named)
    if lead is None:
        return
    told = {stem for unit in found[lead : lead + 8] for stem in content_stems(unit.text[:1500])}
    given = fold_space(title).lower() if title else ""
    best, at = 0.0, -1
    free = [i for i in range(max(0, lead - _ABOVE), lead) if _may_head(found[i], named[i])]
    whole = {found[i].text.lower() for i in free if found[i].shape.words >= _TRAIL_WORDS}
    for i in free:
        if any(one in found[i].text.lower() for one in whole - {found[i].text.lower()}):
            continue  # "Home » News » the headline", "the headline | Example Times": the line itself is there too
        fit = 100.0 if given and fold_space(found[i].text).lower() == given else _fit(found[i], told, lead - i)
        if fit > best:
            best, at = fit, i
    if at >= 0:
        named[at] = (Role.HEADLINE, "shares its words with the text below it")


def _first_text(found: Sequence[Unit], named: Sequence[tuple[Role, str]]) -> int | None:
    """The first body unit that reads like a sentence; a line before it may be body only by its place."""
    body = [i for i, (role, _) in enumerate(named) if role is Role.BODY]
    return next((i for i in body if found[i].shape.ends and found[i].shape.words >= 6), next(iter(body), None))


def _may_head(unit: Unit, named: tuple[Role, str]) -> bool:
    s = unit.shape
    free = named[0] in (Role.BOILERPLATE, Role.BODY) and not (s.furniture or s.closer or s.teaser or s.url)
    if (
        is_notice(unit)
        or _SITE.match(unit.text.strip())
        or _CREDITED.search(unit.text)
        or _ENDS_INSIDE.search(unit.text)
    ):
        return False
    if s.starts == "lower" and s.capitals >= _TAGS and unit.text[:2].islower():
        return False  # "climate european union Green Deal": tags in a row; "iPhone" and "eBay" may open a headline
    return free and s.words in _WORDS and s.separators < 3 and s.final not in ".:;,…" and s.starts != "bullet"


def _fit(unit: Unit, told: set[str], steps: int) -> float:
    own = content_stems(unit.text)
    shared = sum(stem in told for stem in own)
    if not shared or (shared < 2 and steps > 3):
        return 0.0
    return shared * shared / len(own) - _NEAR * steps


def name_sections(found: Sequence[Unit], named: list[tuple[Role, str]]) -> None:
    """Take short lines without an end between paragraphs out of the body (in place).

    Where the article has no headline of its own they are no headlines either: the stages that follow take an
    article's first headline for its title.
    """
    headed = False
    for i in range(len(found)):
        headed = headed or named[i][0] is Role.HEADLINE
        if named[i][0] is Role.BODY and (_heads(found, named, i) or _shouts(found, named, i)):
            named[i] = (Role.HEADLINE if headed else Role.BOILERPLATE, "section heading")


def _shouts(found: Sequence[Unit], named: Sequence[tuple[Role, str]], i: int) -> bool:
    """A line in capitals without an end, above text that is not in capitals: a heading or another article's title."""
    s = found[i].shape
    below = i + 1 < len(found) and named[i + 1][0] is Role.BODY and found[i + 1].shape.upper < _LOUD / 2
    return s.upper >= _LOUD and not s.ends and s.words >= _SHOUTED_WORDS and s.final not in ":;,…" and below


def _heads(found: Sequence[Unit], named: Sequence[tuple[Role, str]], i: int) -> bool:
    s = found[i].shape
    # A question may as well be a line of an interview, so that it stays in the body.
    closed = s.ends or s.final in ":;,…" or s.starts in ("bullet", "lower", "quote")
    if closed or s.words > _SECTION_WORDS or i + 1 == len(found) or named[i + 1][0] is not Role.BODY:
        return False
    follows = found[i + 1].shape
    alone = i == 0 or named[i - 1][0] is not Role.BODY or found[i - 1].shape.ends
    return follows.ends and follows.words >= 8 and alone
