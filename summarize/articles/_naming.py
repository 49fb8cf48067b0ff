"""From what the model thinks of each unit, and from what the units look like, to a role and a rule for each."""

from __future__ import annotations

from collections.abc import Sequence

from summarize.articles import _roles
from summarize.articles._foot import name_foot
from summarize.articles._foreign import drop_foreign
from summarize.articles._headline import name_headline, name_sections
from summarize.articles._posts import is_post
from summarize.articles._units import Unit
from summarize.data import Role
from summarize.settings import CleanSettings

Named = tuple[Role, str]
SECTION = "section heading"  # the rule of a heading inside the text, whatever role it has
_AWAY = (Role.BOILERPLATE, "sends the reader elsewhere")
_GARBLED = (Role.BOILERPLATE, "a run of characters that is no word")
_POST = (Role.BOILERPLATE, "a post shown inside the text")
_SURE = (_AWAY, _GARBLED, _POST)  # never taken for text after all
_OPENS = "opens comments, links or another part of the page"
_RUNNING, _LOOSE = 0.25, 0.15  # share of function words in running text, and in verse or notes
_SAYS = 12  # words of a sentence in which somebody says something, so that a word of page furniture tells nothing
_LIST = 6  # units around a date line that are searched for other dates
_FEW = 2  # units of a notice that stands apart from the text
_FOOT = 3  # units after the text in which the article's own date, byline or credit may stand


def name_units(found: Sequence[Unit], sure: Sequence[float], title: str | None, settings: CleanSettings) -> list[Named]:
    """A role and a rule for each unit.

    Args:
        found: the units of one article in order.
        sure: how surely each is text of the article, in [0, 1].
        title: the headline given beside the text, if any.
        settings: the stage's thresholds.
    """
    text = [p >= settings.min_text for p in sure]
    core = [i for i, unit in enumerate(found) if text[i] and unit.shape.sentence]
    first, last = (core[0], core[-1]) if core else (len(found), -1)
    named: list[Named] = []
    for i, unit in enumerate(found):
        inside = first <= i <= last
        named.append(
            _special(found, i, (first, last)) or (_text(unit) if text[i] else _furniture(unit, i, inside, last))
        )
    _rescue(found, named, settings)
    _go_on(found, sure, named, settings)
    _drop_apart(found, named, settings)
    _drop_teasers(found, named)
    drop_foreign(found, named)
    name_foot(found, named)
    name_headline(found, named, title)
    name_sections(found, named)
    return named


def _special(found: Sequence[Unit], i: int, core: tuple[int, int]) -> Named | None:
    """The roles a line has by its looks, whatever the model thinks."""
    unit, (first, last) = found[i], core
    near = i <= last + _FOOT or last < 0
    if _roles.is_date(unit) and not _roles.is_caption(unit, first <= i <= last):
        return _date(found, i, core)
    looks = (
        (not _roles.has_words(unit), Role.BOILERPLATE, "no letters or digits"),
        (_roles.is_garbled(unit), *_GARBLED),
        (is_post(unit.text), *_POST),
        (_roles.is_caption(unit, first <= i <= last), Role.CAPTION, "photo credit, or who stands left and right"),
        (near and _roles.is_credit(unit), Role.CREDIT, "names an agency, an outlet or a source"),
        (near and _roles.is_byline(unit), Role.BYLINE, "names who wrote it"),
        (_roles.leads_away(unit), *_AWAY),
        (_roles.is_notice(unit), Role.BOILERPLATE, "words of page furniture"),
        (_roles.opens_another_part(unit), Role.BOILERPLATE, _OPENS),
    )
    return next(((role, rule) for true, role, rule in looks if true), None)


def _date(found: Sequence[Unit], i: int, core: tuple[int, int]) -> Named:
    """A date line is the article's own at its head or right at its foot, and not where dates come in lists."""
    first, last = core
    own = _roles.says_whose_date(found[i])
    if first + 1 < i <= last:
        return (Role.BOILERPLATE, "date inside the text")
    if i > last + _FOOT and last >= 0:
        return (Role.BOILERPLATE, "date far below the text")
    side = (
        range(max(last + 1, i - _LIST), i + _LIST + 1)
        if i > last >= 0
        else range(max(0, i - _LIST), min(first, i + _LIST + 1))
    )
    others = [k for k in side if k != i and k < len(found) and found[k].shape.date]
    listed = len(others) >= (2 if i < first else 1) or (i > last >= 0 and _leads_on(found, i))
    if listed and not own:
        return (Role.BOILERPLATE, "date in a list of links")
    return (Role.DATE, "little but a date")


def _leads_on(found: Sequence[Unit], i: int) -> bool:
    """Whether a title follows: then the date is that of a link."""
    if i + 1 >= len(found):
        return False
    after = found[i + 1].shape
    return after.words >= 4 and not after.furniture and not after.ends


def _text(unit: Unit) -> Named:
    shape = unit.shape
    if shape.sentence:
        return (Role.BODY, "ends like a sentence inside the main text")
    if shape.starts == "bullet":
        return (Role.BODY, "item of a list inside the main text")
    if shape.final in ":：":
        return (Role.BODY, "leads to the next line of the main text")
    return (Role.BODY, "stands inside the main text")


def _furniture(unit: Unit, i: int, inside: bool, last: int) -> Named:
    shape = unit.shape
    if shape.closer:
        return (Role.BOILERPLATE, _OPENS)
    if shape.furniture:
        return (Role.BOILERPLATE, "words of page furniture")
    if shape.separators >= 2:
        return (Role.BOILERPLATE, "links side by side")
    if inside:
        return (Role.BOILERPLATE, "unlike the text around it")
    if not shape.ends:
        return (Role.BOILERPLATE, "short line among links")
    return (Role.BOILERPLATE, "below the main text" if i > last else "above the main text")


def _doubtful(name: Named) -> bool:
    """Whether a unit named furniture may be text after all."""
    return name[0] is Role.BOILERPLATE and name not in _SURE


def _rescue(found: Sequence[Unit], named: list[Named], settings: CleanSettings) -> None:
    """Text the model let go: long lines, lines between text, and whatever reads best where there is no other text."""
    body = [role is Role.BODY for role, _ in named]
    for i, unit in enumerate(found):
        if not _doubtful(named[i]) or not _roles.has_words(unit):
            continue
        between = 0 < i < len(found) - 1 and body[i - 1] and body[i + 1]
        if unit.shape.words >= settings.long_line_words and unit.shape.stops >= _RUNNING and unit.shape.sentences > 3:
            named[i] = (Role.BODY, "long running text")
        elif between and unit.shape.sentence and unit.shape.words >= _SAYS and _tells(unit):
            named[i] = (Role.BODY, "somebody says so between lines of the main text")
        elif between and (_readable(unit, settings, _RUNNING) or (unit.shape.sentence and not _of_page(unit))):
            named[i] = (Role.BODY, "running words between lines of the main text")
        elif not any(body) and unit.shape.sentence and not _of_page(unit):
            named[i] = (Role.BODY, "a sentence, and nothing reads more like text")
    if not any(role is Role.BODY for role, _ in named):
        for i, unit in enumerate(found):
            if _doubtful(named[i]) and _readable(unit, settings, _LOOSE):
                named[i] = (Role.BODY, "running words, and nothing reads more like text")


def _go_on(found: Sequence[Unit], sure: Sequence[float], named: list[Named], settings: CleanSettings) -> None:
    """Sentences right below the text go on with it where the model is in doubt: short ones end most short articles."""
    for i in range(1, len(found)):
        after_text = named[i - 1][0] is Role.BODY and found[i - 1].shape.sentence
        doubted = (
            named[i][0] is Role.BOILERPLATE
            and named[i] not in (_AWAY, _GARBLED)
            and sure[i] >= settings.min_text_beside
        )
        if after_text and doubted and found[i].shape.sentence and not _of_page(found[i]):
            named[i] = (Role.BODY, "a sentence right below the main text")


def _drop_apart(found: Sequence[Unit], named: list[Named], settings: CleanSettings) -> None:
    """A sentence or two that stand apart above the main text and share hardly a word with it: forms, notices, what
    the site says of itself."""
    blocks = _blocks([i for i, (role, _) in enumerate(named) if role is Role.BODY], settings.apart_units)
    main = max(blocks, key=lambda block: sum(found[i].shape.words for i in block), default=[])
    told = frozenset().union(*(found[i].shape.content for i in main))
    length = sum(found[i].shape.words for i in main)
    for block in blocks[: blocks.index(main)] if main else []:
        content = frozenset().union(*(found[i].shape.content for i in block))
        few = len(block) <= _FEW and sum(found[i].shape.words for i in block) <= settings.apart_words_share * length
        closed = all(found[i].shape.ends for i in block)  # a line without an end may be a headline or a standfirst
        marked = any(_of_page(found[i]) for i in block)  # "cookies", "newsletter": it may share some words by chance
        share = settings.foreign_words_share if marked else settings.apart_vocabulary_share
        if few and closed and len(content & told) <= share * len(content):
            for i in block:
                named[i] = (Role.BOILERPLATE, "apart from the main text, and on something else")


def _blocks(body: Sequence[int], gap: int) -> list[list[int]]:
    """Units of the text, cut where at least ``gap`` units of the page stand between two of them."""
    blocks: list[list[int]] = []
    for i in body:
        if blocks and i - blocks[-1][-1] <= gap:
            blocks[-1].append(i)
        else:
            blocks.append([i])
    return blocks


def _drop_teasers(found: Sequence[Unit], named: list[Named]) -> None:
    """The title over a cut-off excerpt of another article goes with it."""
    for i in range(len(found) - 1):
        excerpt = named[i + 1] == _AWAY and found[i + 1].text.endswith(("[…]", "[...]"))
        if excerpt and named[i][0] is Role.BODY and not found[i].shape.ends:
            named[i] = (Role.BOILERPLATE, "title of another article")


def _readable(unit: Unit, settings: CleanSettings, stops: float) -> bool:
    s = unit.shape
    return not _of_page(unit) and s.words >= settings.min_rescued_words and (s.sentence or s.stops >= stops)


def _tells(unit: Unit) -> bool:
    """Whether somebody says something in it, whatever site ("tweet") it was said on."""
    return _roles.reports(unit) and not (unit.shape.closer or unit.shape.teaser or _roles.is_notice(unit))


def _of_page(unit: Unit) -> bool:
    s = unit.shape
    return bool(s.furniture or s.closer or s.teaser or s.separators > 1) or _roles.is_notice(unit)
