"""Sentences that open with a word whose meaning stands in another sentence."""

from __future__ import annotations

import re

_OPENS = re.compile(
    r"^[\"“'‘(\[]*(He|She|They|His|Her|Their|Its|It|The two(?!-)|The three(?!-)|The pair|The latter|The former|Both"
    r"|This|These|Those|That)\b(?P<rest>.*)",
    re.DOTALL,
)
_EMPTY_IT = re.compile(
    r"^(?:\s+(?:is|was|will be|would be|has been|had been|remains|remained|became)|['’]s)\s+"
    r"(?:(?:also|not|still|now)\s)?"
    r"(?:(?:\w+\s){1,2}?(?:that|whether|how|if|when|why|who)\b"
    r"|(?:hard|easy|important|possible|impossible|necessary|better|best|time|difficult|unusual)\b.*?\b(?:to|that)\b"
    r"|(?:a|an|the|clear|unclear)\b)|^\s+(?:took|takes|seems|appears|turned out)\b",
    re.DOTALL,
)
_VERB = re.compile(
    r"^\s+(?:is|was|are|were|has|have|had|will|would|may|might|could|can|must|should|does|did|comes|came|means|meant"
    r"|follows|followed|includes?|included|marks?|marked|leaves?|makes?|made|will|also)\b"
)


def opening(text: str) -> str | None:
    """The word a claim opens with that needs another sentence to be clear; None where it opens with none."""
    match = _OPENS.match(text)
    if not match:
        return None
    word, rest = match.group(1), match.group("rest")
    quoted = text.lstrip()[:1] in '"“'  # who speaks is named behind the quotation; "it" and "this" are the speaker's
    clear = {
        "It": quoted or bool(_EMPTY_IT.match(rest)),
        "Both": bool(re.match(r"[^,.;]*\band\b", rest)),
        "The former": bool(re.match(r"\s+[a-z]+", rest)),
        **dict.fromkeys(("This", "These", "Those", "That", "Its"), quoted or not _VERB.match(rest)),
        **dict.fromkeys(("His", "Her", "Their"), quoted),
    }
    return None if clear.get(word) else word


def dangling(text: str) -> str | None:
    """The connective a claim opens with and leaves hanging, for a note on style."""
    match = re.match(r"[\"“]*(But|And|Moreover|However|Also|Meanwhile|Still|Yet|So|Then|Instead|Nevertheless)\b", text)
    return match.group(1) if match else None
