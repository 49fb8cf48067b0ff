"""The second check of every brief: ``python -m evaluation.audit OUT/`` reads an output folder as a stranger would.

It imports nothing from the package (a test holds this) and has its own reader of numbers, dates and names. It counts

- wrong: a citation that does not resolve, cites furniture, or is printed otherwise than the JSON has it;
- ungrounded: a fact, a word, a negation, a hedge, a speaker or a quotation that the cited lines do not hold;
- idle: a citation that can be taken away without loss, a fifth one, or one longer than the sentence it supports.

Exit code 0: nothing found. 1: something found, no brief, or no citation. 2: no such folder.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from evaluation.audit_claims import (
    check_claim,
    count_facts,
    extra_words,
    idle,
    nobodys,
    spare_sentences,
)
from evaluation.audit_days import check_day
from evaluation.audit_folder import Finding, Source, Written, read_folder
from evaluation.audit_heads import antecedent_is_missing, check_heads
from evaluation.audit_openings import dangling, opening
from evaluation.audit_pages import check_index, check_pages, citations_of
from evaluation.audit_places import CLAIM, HEAD, check_citation, check_corroboration, check_digest, check_words
from evaluation.audit_words import PRONOUNS, fold

MOST = 4  # citations of one sentence
MOST_OF_NAME = 7  # words put in place of a pronoun
KINDS = ("wrong", "ungrounded", "idle")


def audit_claim(claim: dict[str, Any], sources: dict[int, Source]) -> list[tuple[str, str]]:
    """What is wrong with one sentence of a brief and its citations: (kind of finding, why)."""
    citations = claim["citations"]
    found = [("wrong", why) for citation in citations for why in check_citation(citation, sources, CLAIM)]
    found += [("wrong", why) for why in check_words(claim, sources)]
    found += [("wrong", why) for why in check_corroboration(claim, sources)]
    quotes = [citation["quote"] for citation in citations]
    if not quotes:
        return [("wrong", "it cites nothing")]
    names = frozenset().union(*(sources[c["source"]].names for c in citations if c["source"] in sources))
    found += [
        ("ungrounded", why)
        for why in check_claim(claim["text"], quotes, extra=extra_words(claim["origin"]), seen=names)
    ]
    if claim["origin"] == "extracted" and not found and not _copied(claim["text"], quotes):
        found.append(("ungrounded", "it calls itself extracted but is not what its quote says"))
    found += [
        ("idle", f"citation {_mark(citations[i])} supports nothing the others do not")
        for i in idle(claim["text"], quotes)
    ]
    if len(quotes) > MOST:
        found.append(("idle", f"{len(quotes)} citations, {MOST} at most"))
    for citation in citations:
        if spare_sentences(claim["text"], citation["quote"]):
            found.append(("idle", f"citation {_mark(citation)} spans more sentences than support the claim"))
    return found


def _copied(text: str, quotes: Sequence[str]) -> bool:
    """Whether a text is a stretch of a quote, blanks, capitals and a name in place of a pronoun aside."""
    words = _plain_words(text)
    return any(_is_stretch(words, _plain_words(quote)) for quote in quotes)


def _plain_words(text: str) -> list[str]:
    return re.findall(r"\w+|[^\w\s]", fold(text).rstrip(".").lower())


def _is_stretch(words: Sequence[str], quote: Sequence[str]) -> bool:
    for name, i, j, k, m in SequenceMatcher(None, quote, words, autojunk=False).get_opcodes():
        cut = name == "delete" and (i == 0 or j == len(quote))
        named = name == "replace" and m - k <= MOST_OF_NAME and set(quote[i:j]) <= PRONOUNS | {"s", "'"}
        if not (name == "equal" or cut or named):
            return False
    return True


def audit_brief(written: Written) -> list[Finding]:
    """All that is wrong with one brief, its pages apart."""
    brief, slug = written.brief, written.slug
    found: list[Finding] = []

    def add(where: str, rows: Sequence[tuple[str, str]]) -> None:
        found.extend(Finding(kind=kind, brief=slug, where=where, why=why) for kind, why in rows)

    for row in brief["sources"]:
        source = written.sources.get(row["number"])
        if source and (why := check_digest(row, source)):
            add(f"source {row['number']}", [("wrong", why)])
    before: dict[str, Any] | None = None
    for number, claim in enumerate(brief["claims"], 1):
        add(f"claim {number}", audit_claim(claim, written.sources))
        word = opening(claim["text"])
        if word and (why := antecedent_is_missing(word, claim, before, written)):
            add(f"claim {number}", [("ungrounded", why)])
        if nobodys(claim["text"]):
            add(f"claim {number}", [("ungrounded", "it is a quotation without a speaker")])
        if word := dangling(claim["text"]):
            add(f"claim {number}", [("style", f"it opens with {word!r}")])
        before = claim
    for where, citation in _head_citations(brief):
        add(where, [("wrong", why) for why in check_citation(citation, written.sources, HEAD)])
    for where, kind, why in check_heads(written):
        add(where, [(kind, why)])
    add("day", check_day(written))
    return found


def _head_citations(brief: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for where in ("title", "day", "place"):
        yield from ((where, citation) for citation in brief[where]["citations"])
    for one in brief["participants"]:
        yield from ((f"participant {one['text']!r}", citation) for citation in one["citations"])
    for number, one in enumerate(brief.get("disagreements", ()), 1):
        yield from ((f"disagreement {number}", side["citation"]) for side in one["sides"])


def audit_folder(folder: Path) -> tuple[list[Finding], dict[str, int]]:
    """All that is wrong with an output folder, and what was counted on the way."""
    briefs, found = read_folder(folder)
    for written in briefs:
        found += audit_brief(written)
        found += [
            Finding(kind="wrong", brief=written.slug, where=name, why=why) for name, why in check_pages(folder, written)
        ]
    found += [
        Finding(kind="wrong", brief="index", where="index", why=why)
        for why in check_index(folder, {b.slug for b in briefs})
    ]
    counts = _count(briefs)
    for thing in ("briefs", "citations"):
        if not counts[thing]:
            found.append(Finding(kind="wrong", brief="-", where=str(folder), why=f"no {thing}: nothing was checked"))
    return found, counts | {kind: Counter(one.kind for one in found)[kind] for kind in (*KINDS, "style")}


def _count(briefs: Sequence[Written]) -> dict[str, int]:
    claims = [claim for written in briefs for claim in written.brief["claims"]]
    heads = [text for written in briefs for text in _texts(written.brief)]
    return {
        "briefs": len(briefs),
        "sources": sum(len(written.sources) for written in briefs),
        "claims": len(claims),
        "citations": sum(1 for written in briefs for _ in citations_of(written.brief)),
        "facts": sum(count_facts(claim["text"]) for claim in claims) + sum(count_facts(text) for text in heads),
    }


def _texts(brief: dict[str, Any]) -> Iterator[str]:
    yield brief["title"]["text"]
    yield from (text for text in (brief["day"]["value"], brief["place"]["text"]) if text)
    yield from (one["text"] for one in brief["participants"])
    yield from (side["value"] for one in brief.get("disagreements", ()) for side in one["sides"])


def _mark(citation: dict[str, Any]) -> str:
    return f"[{citation['source']}:L{citation['line']}]"


def main(argv: Sequence[str] | None = None) -> int:
    """Audit the folder the arguments name; return the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m evaluation.audit", description="Check the briefs of an output folder."
    )
    parser.add_argument("folder", type=Path, help="what `summarize run -o` wrote")
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of the table")
    arguments = parser.parse_args(argv)
    if not arguments.folder.is_dir():
        print(
            f"audit: no folder at {str(arguments.folder)!r}: expected what `summarize run -o DIR` wrote.",
            file=sys.stderr,
        )
        return 2
    found, counts = audit_folder(arguments.folder)
    if arguments.json:
        print(json.dumps({"counts": counts, "findings": [asdict(one) for one in found]}, ensure_ascii=False, indent=1))
    else:
        for one in found:
            print(f"{one.kind}: {one.brief}: {one.where}: {one.why}")
        print(" · ".join(f"{value} {name}" for name, value in counts.items()))
    return 1 if any(one.kind in KINDS for one in found) else 0


if __name__ == "__main__":
    sys.exit(main())
