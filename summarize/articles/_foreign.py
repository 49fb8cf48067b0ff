"""Lines in another language inside an English article: English in, English out."""

from __future__ import annotations

from collections.abc import Sequence

from summarize.articles._languages import is_other_language
from summarize.articles._units import Unit
from summarize.data import Role

Named = tuple[Role, str]
_OTHER = 0.5  # share of the text from which the article itself is in another language, which is told of it as a whole


def drop_foreign(found: Sequence[Unit], named: list[Named]) -> None:
    """Lines of the text in another language are none of an English article's."""
    body = [i for i, (role, _) in enumerate(named) if role is Role.BODY]
    foreign = [i for i in body if is_other_language(found[i].text)]
    if sum(found[i].shape.chars for i in foreign) < _OTHER * sum(found[i].shape.chars for i in body):
        for i in foreign:
            named[i] = (Role.BOILERPLATE, "in another language")
