"""What stands below an article's last paragraph and is written in sentences: who wrote it, how to reach them, whose
help and whose reports it rests on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from summarize.articles import _lexicon as lexicon
from summarize.articles import _roles
from summarize.articles._units import Unit
from summarize.data import Role

Named = tuple[Role, str]
_AUTHOR = (Role.BYLINE, "says who the writer is")
_LAST = 4  # units of the text from its end that are looked at
_LEAST = 3  # units of the text; of a shorter one the last may be all there is
_WORDS = 70  # of a unit of the foot
_NAME = r"(?:[A-ZÀ-Þ][\w.'’-]*[\w.] ){1,4}[A-ZÀ-Þ][\w.'’-]*\w"
# "Jane Doe (@jane), a former judge, is ...": what somebody is, told in the present of a name that is new, is told of
# the writer. What somebody does ("is investigating") is news.
_OFFICE = (
    r"editor|director|president|chair\w*|professor|fellow|columnist|author|founder|senator|governor|lawyer|member|CEO"
)
_IS = re.compile(
    rf"^\W*(?P<name>{_NAME})(?: \(@\w+\))?(?:, [^,]{{2,80}},)? (?:writes|teaches|hosts|covers|contributes|reports"
    rf"|is (?:an?|the|our|from|responsible|writing|[A-Z]|(?:[a-z]+[ -]){{0,3}}(?:{_OFFICE})))\b"
)
_GOES_ON = re.compile(r"^(?:He|She|They|His|Her|Their|Follow|Contact|E-?mail|Reach|Although|A graduate)\b")
_PLACE = r"[A-Z][^.!?;]{2,60}"
_HELP = re.compile(
    rf"^\W*(?:{_PLACE} reported from {_PLACE}\W+)?contributing: |^\W*{_PLACE} reported from {_PLACE}\W*$"
    r"|^[^!?“”\"]{2,300} contributed(?: reporting| to (?:this|the) \w+)?(?: from [^.!?]{2,60})?\W*$"
    rf"|^[^!?“”\"]{{2,300}} contributed reporting\W+{_PLACE} reported from {_PLACE}\W*$",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"\S@\S|\[email|(?<!\w)@\w{2,}|\b(?:www\.\S|\w+\.(?:com|org|net|gov|co\.uk)\b)")
_ASKS = re.compile(
    r"^\W*(?:(?:to|for|if)\b[^.!?“”\"]{2,140}, ?)?(?:please |you can |you may |just )?(?:click|read|watch|see|listen|"
    r"follow|like|e-?mail|send|sign|subscribe|visit|check out|contact|tweet|join|get|download|learn|write|reach|go)\b",
    re.IGNORECASE,
)
_ON_NETWORK = re.compile(
    r"\bis on twitter\b|\b(?:contact|reach|follow|e-?mail|write to) (?:him|her|them|me|us)\b"
    r"|\b(?:can|may) be (?:reached|contacted|followed|e-?mailed)\b",
    re.IGNORECASE,
)
_SPOKEN = re.compile(r"[“”\"]|\b(?:said|says|told|added|tweeted|wrote)\b")


def name_foot(found: Sequence[Unit], named: list[Named]) -> None:
    """Give the last lines of the text their roles where they are the article's foot, from its end upwards."""
    _name_upwards(found, named)
    body = [i for i, (role, _) in enumerate(named) if role is Role.BODY]
    if len(body) > _LEAST and _roles.is_about_author(found[body[-2]], _vocabulary(found[k] for k in body[:-2])):
        named[body[-2]] = _AUTHOR  # above a last line on something else


def _name_upwards(found: Sequence[Unit], named: list[Named]) -> None:
    body = [i for i, (role, _) in enumerate(named) if role is Role.BODY]
    waiting: list[int] = []  # "He is ...", "Follow him ...": of the foot where a name stands above
    for at in range(len(body) - 1, max(_LEAST - 1, len(body) - 1 - _LAST), -1):
        i = body[at]
        name = _foot(found[i], [found[k] for k in body[:at]], last=at == len(body) - 1 - len(waiting))
        if name is None and _GOES_ON.match(found[i].text) and found[i].shape.words <= _WORDS and not waiting:
            waiting.append(i)
        elif name is None:
            return
        else:
            for k in (i, *waiting):
                named[k] = name
            body = body[:at]
            waiting = []


def _foot(unit: Unit, above: Sequence[Unit], *, last: bool) -> Named | None:
    """The role of a unit of the foot; None where it is none."""
    others = _vocabulary(above)
    if _roles.is_about_author(unit, others):
        return _AUTHOR
    text = unit.text
    if unit.shape.words > _WORDS or _SPOKEN.search(text):
        return None
    if _is_help(unit):
        return (Role.CREDIT, "names an agency, an outlet or a source")
    match = _IS.match(text) if last else None
    if match and not any(_known(word, others) for word in match["name"].split()):
        return _AUTHOR
    if _ADDRESS.search(text) and (_ASKS.match(text) or _ON_NETWORK.search(text)):
        return (Role.BYLINE, "says how to reach the writer")
    return None


def _vocabulary(units: Iterable[Unit]) -> frozenset[str]:
    return frozenset().union(*(one.shape.content for one in units))


def _known(word: str, others: frozenset[str]) -> bool:
    """Whether a word of a name is no name, or one the text has used."""
    plain = word.lower().strip(".'’")
    return plain in others or plain in lexicon.STOPS


def _is_help(unit: Unit) -> bool:
    """Who reported from where, or helped: hardly a word of it is none of names and places."""
    return unit.shape.capitals >= 0.4 and bool(_HELP.match(unit.text))
