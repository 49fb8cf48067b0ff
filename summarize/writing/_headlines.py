"""How a headline is printed as a title: without its label, its section, its outlet and what was run on to it."""

from __future__ import annotations

import re

from summarize.words import words

_LEAST_WORDS = 3  # of a headline: "Talks end" heads a section as well
_LABEL = re.compile(
    r"(?:(?i:headline|title)|(?i:updated?|breaking(?: news)?|exclusive|developing|just in)(?: \d{1,2})?)\s*:\s*(?=\S)"
    r"|(?i:story highlights)\s+(?=\S)"
)
_SECTION = re.compile(r"\s(?:\||:|::|«|»|/)\s|\s+(?:next|Next)\s*$")  # between a headline, its section and its site
_SITE = re.compile(r"(?:\S+\s){2,3}(?:\||::|»)\s|(?:[A-Z]\S*\s){2,3}:\s")  # a site before its headline
# Where a second sentence begins: the word before its stop is no abbreviation.
_STOP = re.compile(r"(?<=[a-z]{3})(?<!\bvs)[.!]+[\"”’')]*\s+(?=[\"“‘'(]?[A-Z])|(?<=\d)\.\s+(?=[A-Z][a-z])")
_DOTS = re.compile(r"(?<![.A-Z])\.+$|(?<=[.])\.$")
_NO_REPORT = re.compile(
    r"(?:fact ?sheet|factbox|fact[ -]check|opinion|analysis|editorial|commentary|column|transcript|review|timeline"
    r"|explainer|podcast|photos?|pictures|gallery|video|watch|above|below|interview|profile"
    r"|live(?: updates?| blog)?|q ?& ?a|quiz|letters?)\s?(?::|\||[–—-]\s)"
    r"|(?:\d{1,2}|three|four|five|six|seven|eight|nine|ten) (?:\w+ )?(?:takeaways|thoughts|questions|things|reasons"
    r"|ways|moments|facts|lessons|winners)\b|what (?:to|you) |how to |it['’]s |here['’]s (?:what|how|why)\b",
    re.IGNORECASE,
)
# Of a meeting to come: "Lavrov to meet Kerry", "... will host ...", "ahead of talks".
_AHEAD = re.compile(
    r"^(?-i:(?:[A-Z][\w.'’-]*,? (?:and |& )?){1,4}to [a-z]+)\b|\b(?:(?-i:will)|(?:set|expected) to|prepares? (?:to|for)"
    r"|(?:plan(?:s|ning)?|poised|due|ready|about|hopes?) to|heads? (?:to|into)|ahead of|looms|upcoming|awaits?)\b",
    re.IGNORECASE,
)


def span_of(text: str) -> tuple[int, int]:
    """From where to where a line is its headline alone.

    A label or a site before it, a section or a site behind it, and a second sentence are left out where enough is left.
    """
    label = _LABEL.match(text)
    start = label.end() if label else 0
    end = len(text.rstrip())
    site = _SITE.match(text, start)
    if site and _is_whole(text[site.end() :]):
        start = site.end()
    for pattern in (_SECTION, _STOP):
        found = next((cut for cut in pattern.finditer(text, start, end) if _is_whole(text[start : cut.start()])), None)
        if found is not None:
            end = found.start()
    dots = _DOTS.search(text[start:end])
    return start, start + dots.start() if dots else end


def is_preview(text: str) -> bool:
    """Whether a headline tells of what is still to come."""
    return _AHEAD.search(text) is not None


def is_no_report(text: str) -> bool:
    """Whether a headline heads a list, a comment, a picture or whatever else is no report."""
    return _NO_REPORT.match(text) is not None


def _is_whole(text: str) -> bool:
    return len(words(text)) > _LEAST_WORDS
