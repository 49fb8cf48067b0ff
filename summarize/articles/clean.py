"""What every line of an article is: text, headline, date, byline, credit, caption, or furniture of the page.

Lines are joined to units (a wrapped paragraph is one), a trained model says how surely each unit is text of the
article, and rules give what it says a name. ``articles/_lexicon.py`` holds the vocabulary, ``articles/_features.py``
what the model sees, ``training/clean.py`` how it was made.
"""

from __future__ import annotations

from collections.abc import Sequence

from summarize import words
from summarize.articles import _model
from summarize.articles._furniture import furniture_in
from summarize.articles._naming import SECTION, Named, name_units
from summarize.articles._repeats import repeated
from summarize.articles._turns import tellers_of
from summarize.articles._units import Unit, units
from summarize.data import Article, Line, Role
from summarize.settings import CleanSettings

__all__ = ["SECTION", "label_lines"]


def label_lines(articles: Sequence[Article], settings: CleanSettings) -> tuple[tuple[Line, ...], ...]:
    """Every line of every article with its role and the rule that gave it, in plain words.

    Args:
        articles: all articles of a run; a line that many unlike articles share is their page's, not theirs.
        settings: the stage's thresholds.

    Returns:
        One tuple of lines for each article; together they cover its text, one line for each line of it.
    """
    spans = [words.line_spans(article.text) for article in articles]
    found = [_units(article.text, of_one) for article, of_one in zip(articles, spans, strict=True)]
    named = [_name(article, of_one, settings) for article, of_one in zip(articles, found, strict=True)]
    for article, unit in repeated(found, named, settings):
        named[article][unit] = (Role.BOILERPLATE, "the same line in unlike articles")
    return tuple(
        _lines(article.text, of_lines, of_units, names)
        for article, of_lines, of_units, names in zip(articles, spans, found, named, strict=True)
    )


def _units(text: str, spans: Sequence[tuple[int, int]]) -> tuple[Unit, ...]:
    return units([text[start:end].strip() for start, end in spans])


def _name(article: Article, found: Sequence[Unit], settings: CleanSettings) -> list[Named]:
    return name_units(found, _model.scores(found), article.title, settings)


def _lines(
    text: str, spans: Sequence[tuple[int, int]], found: Sequence[Unit], named: Sequence[Named]
) -> tuple[Line, ...]:
    of_line = {i: u for u, unit in enumerate(found) for i in range(unit.first, unit.last + 1)}
    first = next((unit.first for unit, (role, _) in zip(found, named, strict=True) if role is Role.BODY), -1)
    tellers = tellers_of(text[start:end].lstrip() for start, end in spans)
    lines = []
    for i, (start, end) in enumerate(spans):
        if i not in of_line:
            lines.append(Line(number=i + 1, start=start, end=end, role=Role.BLANK, rule="nothing but white space"))
            continue
        unit, (role, rule) = found[of_line[i]], named[of_line[i]]
        sides = (i == unit.first, i == unit.last)
        marks = furniture_in(text, (start, end), sides, first=i == first, tellers=tellers) if role is Role.BODY else ()
        lines.append(Line(number=i + 1, start=start, end=end, role=role, rule=rule, furniture=marks))
    return tuple(lines)
