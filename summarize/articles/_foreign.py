"""Lines in another language inside an English article: English in, English out."""

from __future__ import annotations

from collections.abc import Sequence

from summarize.articles._languages import ENGLISH, english_share, is_other_language
from summarize.articles._units import Unit
from summarize.data import Role

Named = tuple[Role, str]
_OTHER = 0.5  # share of the text from which the article itself may be in another language
_SEEN = 3_000  # characters of the rest of the text that are looked at


def drop_foreign(found: Sequence[Unit], named: list[Named]) -> None:
    """Lines of the text in another language are none of an article's whose other lines are English; an article in
    another language is told of as a whole."""
    body = [i for i, (role, _) in enumerate(named) if role is Role.BODY]
    foreign = {i for i in body if is_other_language(found[i].text)}
    most = sum(found[i].shape.chars for i in foreign) >= _OTHER * sum(found[i].shape.chars for i in body)
    rest = " ".join(found[i].text for i in body if i not in foreign)
    if foreign and not most and english_share(rest[:_SEEN]) >= ENGLISH:
        for i in foreign:
            named[i] = (Role.BOILERPLATE, "in another language")
