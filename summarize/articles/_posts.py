"""Posts of social networks shown inside an article: what somebody else wrote there is no sentence of the article."""

from __future__ import annotations

import re

_POST = 340  # characters of a post before its signature; in a longer stretch it is glued to a paragraph
_LINE = 10 * _POST  # of a line of posts
# "— Jane Doe (@jane) March 3, 2018", by which such a post ends
_SIGNED = re.compile(
    r"(?:[—–]|--?|&mdash;)\s?[^—–\n()]{1,60}\s?\(@\w{1,20}\)(?:\s[^.!?\n]{0,14}\b(?:19|20)\d\d\b"
    r"(?:\s\w\.)?(?: Report\b)?)?"
)


def is_post(text: str) -> bool:
    """Whether a line is one post or several, each with its signature, and nothing else."""
    if "(@" not in text or len(text) > _LINE:
        return False
    at = 0
    for signed in _SIGNED.finditer(text):
        if signed.start() - at > _POST:
            return False
        at = signed.end()
    return at > 0 and not re.search(r"[^\W_]", text[at:])
