"""Whether a citation resolves: its quote is what stands there, on those lines, in a line that may be cited."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Iterable
from typing import Any

from evaluation.audit_folder import Source
from evaluation.audit_words import TOKEN, stem

# What each part of a brief may rest on. A claim rests on the article's own sentences; the head may rest on more.
CLAIM = frozenset({"body", "date"})
HEAD = frozenset({"body", "date", "headline", "caption"})


def check_citation(citation: dict[str, Any], sources: dict[int, Source], roles: Iterable[str]) -> list[str]:
    """What is wrong with a citation, one line each."""
    source = sources.get(citation.get("source", 0))
    if source is None:
        return [f"source {citation.get('source')!r} is unknown"]
    start, end, quote = citation["start"], citation["end"], citation["quote"]
    if not (isinstance(start, int) and isinstance(end, int) and 0 <= start < end <= len(source.text)):
        return [f"offsets {start}-{end} lie outside the source of {len(source.text)} characters"]
    found = []
    if source.text[start:end] != quote:
        found.append(f"the quote is not what stands at {start}-{end}: {source.text[start:end][:60]!r}")
    starts = [first for first, _ in source.lines]
    lines = (bisect_right(starts, start), bisect_right(starts, end - 1))
    given = (citation.get("line"), citation.get("line_end", citation.get("line")))
    if lines != given:
        found.append(f"it stands on lines {lines[0]}-{lines[1]}, not {given[0]}-{given[1]}")
    if any(not 1 <= (number or 0) <= len(source.lines) for number in given):
        found.append(f"lines {given[0]}-{given[1]} lie outside the source of {len(source.lines)} lines")
    found.extend(_furniture(source, start, end, lines, frozenset(roles)))
    return found


def _furniture(source: Source, start: int, end: int, lines: tuple[int, int], roles: frozenset[str]) -> list[str]:
    found = []
    for number in range(lines[0], lines[1] + 1):
        role = source.roles.get(number)
        if role is not None and role not in roles and not (role == "blank" and number not in lines):
            found.append(f"line {number} is {role}, which may not be cited here")
    if roles == CLAIM:
        for first, last in source.furniture:
            if start < last and first < end and source.text[max(start, first) : min(end, last)].strip():
                found.append(f"the quote holds furniture: {source.text[first:last].strip()!r}")
    return found


def check_words(claim: dict[str, Any], sources: dict[int, Source]) -> list[str]:
    """What is wrong with the words of a claim and the places they say they were copied from."""
    found = []
    for word in claim.get("words", ()):
        if claim["text"][word["start"] : word["end"]] != word["text"]:
            found.append(f"the word {word['text']!r} does not stand at {word['start']}-{word['end']} of the claim")
        at, source = word.get("at"), sources.get(word.get("source") or 0)
        if at is None or source is None:
            continue
        if not any(c["source"] == source.number and c["start"] <= at < c["end"] for c in claim["citations"]):
            found.append(f"the word {word['text']!r} was copied from outside the citations")
        there = TOKEN.match(source.text, at)
        exact = source.text.startswith(word["text"], at)
        if not exact and (there is None or stem(there.group()) != stem(word["text"])):
            found.append(f"the word {word['text']!r} does not stand at {at} of source {source.number}")
    return found


def check_digest(row: dict[str, Any], source: Source) -> str | None:
    """What is wrong with a source's sha256; None where it is right or cannot be known from the text alone."""
    known = str(row.get("path", "")).lower().endswith((".txt", ".text")) or ":" in str(row.get("path", ""))
    if not known or str(row.get("encoding", "")).replace("_", "-").lower() not in ("utf-8", "ascii", "utf-8-sig"):
        return None
    bytes_ = [source.text.encode(), b"\xef\xbb\xbf" + source.text.encode()]
    if row.get("sha256") in {hashlib.sha256(one).hexdigest() for one in bytes_}:
        return None
    return "its sha256 is not that of the text written out"


def check_corroboration(claim: dict[str, Any], sources: dict[int, Source]) -> list[str]:
    """What is wrong with the lines of other sources that are said to tell the same, one line each."""
    rows = claim.get("corroboration", ())
    found = [f"corroboration: {why}" for row in rows for why in check_citation(row, sources, CLAIM)]
    numbers = [row.get("source") for row in rows]
    found.extend(
        f"source {number} corroborates twice" for number in sorted({n for n in numbers if numbers.count(n) > 1})
    )
    if claim["citations"] and claim["citations"][0]["source"] in numbers:
        found.append("a source corroborates itself")
    return found
