"""The audit's reader of names: people, places, bodies; offices are no part of a name. Standard library only."""

from __future__ import annotations

import re

from evaluation.audit_fact import Fact
from evaluation.audit_times import read_times
from evaluation.audit_words import ALIASES, FUNCTION, PEOPLES, quoted_spans, sentence_spans

_CAPITAL = r"(?:[A-ZÀ-Þ][^\W_]*(?:['’][A-ZÀ-Þ][^\W_]*)?|al(?=-[A-Z]))"
_INITIALS = r"(?:[A-Z]\.){1,4}(?:[A-Z]\b)?"
_RUN = re.compile(
    rf"(?:{_INITIALS}|{_CAPITAL})(?:(?:[ ]+|-(?=[A-ZÀ-Þ]))"
    r"(?:(?:of|for|de|del|della|van|von|der|den|bin|ibn|al|el|la|da|dos|du)[ -](?:the[ ])?)*"
    rf"(?:{_INITIALS}|{_CAPITAL}))*"
)
_OPENERS = frozenset("given based citing asked speaking says said adding separately earlier yesterday today".split())
_OFFICE = frozenset(
    """president vice prime minister premier chancellor secretary secretary-general general foreign defense defence
    interior finance deputy first second state attorney senator sen rep representative congressman congresswoman
    governor gov mayor speaker chairman chairwoman chair director ambassador envoy special king queen prince
    princess pope sheikh emir sultan sir lord lady mr mrs ms dr prof professor gen col lt maj capt sgt adm admiral
    captain colonel lieutenant major judge justice chief leader head spokesman spokeswoman spokesperson officer
    executive commander commissioner counsel press national security adviser advisor treasury homeland majority
    minority whip house senate republican democratic democrat democrats republicans rev reverend bishop archbishop
    cardinal saint co-chair under assistant acting former supreme""".split()
)
_HEADS = frozenset(
    """president minister premier chancellor secretary senator sen rep representative congressman congresswoman
    governor gov mayor speaker chairman chairwoman chair director ambassador envoy king queen prince princess pope
    sheikh emir sultan sir mr mrs ms dr prof professor gen col lt maj capt sgt adm admiral captain colonel
    lieutenant judge justice chief leader spokesman spokeswoman officer commander commissioner counsel adviser
    advisor whip rev reverend bishop archbishop cardinal general attorney secretary-general""".split()
)
_OF = frozenset("secretary minister speaker chairman director president attorney".split())
_FIELDS = frozenset(
    "the state defense defence homeland foreign interior health security affairs treasury house labor commerce energy "
    "education transportation agriculture veterans".split()
)
_BODY = frozenset(
    """ministry council army parliament embassy navy senate party union league group agency bank university court church
    war revolution state department house committee commission association organisation organization institute
    federation front force forces guard service bureau office board company corporation corp inc times post news journal
    press street avenue square airport international center centre school college foundation fund republic kingdom
    street gulf sea ocean river islands island strip east west north south congress assembly cup games act treaty accord
    affairs command administration""".split()
)


def read_names(text: str, seen: frozenset[str] = frozenset()) -> list[Fact]:
    """Names of people, places and bodies, offices left out; "Syrian" is the name of Syria.

    Args:
        text: what to read.
        seen: words known to be names although they open a sentence: see ``names_inside``.
    """
    plain = text
    for fact in read_times(text):  # "in Moscow Thursday": the day must not grow onto the name
        plain = f"{plain[: fact.start]}{'-' * (fact.end - fact.start)}{plain[fact.end :]}"
    starts = {_first_letter(text, start) for start, _ in sentence_spans(text)}
    starts |= {_first_letter(text, start) for start, _ in quoted_spans(text)}
    facts = []
    for match in _RUN.finditer(plain):
        first = _after_opener(text, match.start(), match.end())
        for start, end in _pieces(text, first, match.end()):
            if not _is_name(text, start, end, starts, seen):
                continue
            facts.append(Fact(kind="name", start=start, end=end, normal=normal_name(text[start:end])))
    return facts


def names_inside(text: str) -> frozenset[str]:
    """Words that stand with a capital inside a sentence and are never written small."""
    starts = {_first_letter(text, start) for start, _ in sentence_spans(text)}
    starts |= {_first_letter(text, start) for start, _ in quoted_spans(text)}
    capital = {m.group() for m in re.finditer(r"[A-ZÀ-Þ][^\W_]+", text) if m.start() not in starts}
    small = set(re.findall(r"\b[a-z][^\W_]+", text))
    return frozenset(word for word in capital if word.lower() not in small)


def normal_name(surface: str) -> str:
    """A name in one form: small letters, a country or a body by its one name."""
    plain = re.sub(r"['’]s?$", "", " ".join(surface.lower().split()))
    return ALIASES.get(plain, plain)


def _after_opener(text: str, start: int, end: int) -> int:
    """Where a run of capitals begins without a first word that is no name: "The ISSG", "Given Washington's"."""
    first = re.match(r"[^\W_]+ +(?=[A-ZÀ-Þ])", text[start:end])
    word = first.group().strip() if first else ""
    if word and not word.isupper() and (word.lower() in FUNCTION or word.lower() in _OPENERS):
        return start + len(first.group())  # type: ignore[union-attr]
    return start


def _first_letter(text: str, start: int) -> int:
    while start < len(text) and not text[start].isalnum():
        start += 1
    return start


def _pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """A run of capitals cut into names: offices out, peoples and countries before an office or a person apart."""
    words = [(start + m.start(), start + m.end()) for m in re.finditer(r"[^\s-]+", text[start:end])]
    low = [text[a:b].lower().rstrip(".") if text[a:b].count(".") == 1 else text[a:b].lower() for a, b in words]
    groups: list[list[int]] = [[]]
    index = 0
    while index < len(words):
        size = _alias_size(text, words, index)
        office = _office_size(low, index)
        hyphen = text[words[index][0] - 1] == "-" if words[index][0] > start else False
        if office:
            groups.append([])
            index += office
        elif size and not (groups[-1] and not hyphen) and not _is_body(low, index + size):
            groups += [list(range(index, index + size)), []]
            index += size
        else:
            if hyphen and groups[-1] and size:
                groups.append([])
            groups[-1].append(index)
            index += 1
    return [(words[g[0]][0], words[g[-1]][1]) for g in groups if g and any(text[words[i][0]].isupper() for i in g)]


def _alias_size(text: str, words: list[tuple[int, int]], index: int) -> int:
    for size in (4, 3, 2, 1):
        if index + size <= len(words):
            plain = " ".join(text[words[index][0] : words[index + size - 1][1]].lower().split())
            if plain in PEOPLES and (size > 1 or len(plain) > 2 or text[words[index][0] : words[index][1]].isupper()):
                return size
    return 0


def _office_size(low: list[str], index: int) -> int:
    """How many words from here are an office: "foreign minister", "secretary of state"; 0 for none."""
    size = 0
    while index + size < len(low) and low[index + size] in _OFFICE:
        size += 1
    while size and low[index + size - 1] not in _HEADS:
        size -= 1
    if size and low[index + size - 1] in _OF and low[index + size : index + size + 1] in (["of"], ["for"]):
        rest = index + size + 1
        while rest < len(low) and low[rest] in _FIELDS:
            rest += 1
        size = rest - index if rest > index + size + 1 else size
    return size


def _is_body(low: list[str], index: int) -> bool:
    """Whether the words from ``index`` on make the name of a body, so that the people before belongs to it."""
    for offset in range(index, min(len(low), index + 5)):
        if _office_size(low, offset):
            return False
        if low[offset] in _BODY:
            return True
    return False


def _is_name(text: str, start: int, end: int, starts: set[int], seen: frozenset[str]) -> bool:
    surface = text[start:end]
    plain = surface.lower().rstrip(".")
    if (plain in FUNCTION and not surface.isupper()) or surface in ("I", "I’m", "I'm") or len(surface) < 2:
        return False
    if surface.isupper() and plain in FUNCTION and plain not in PEOPLES:
        return False
    if start not in starts:
        return True
    words = surface.split()
    if len(words) > 1 and words[0].lower() not in FUNCTION:
        return True
    known = surface in seen or plain in PEOPLES or surface.isupper()
    return known or bool(re.match(r"['’]s\b", text[end:]))
