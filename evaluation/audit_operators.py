"""Words that turn a statement round or weaken it: negations, modals, plans, hearsay, and who said it.

Each one governs the next words that carry content; the same words must be governed alike in the claim and in the line.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from evaluation.audit_units import Unit

_BE = r"(?:am|is|are|was|were|be|been|being|['’](?:s|re))"
_ADVERB = r"(?:\s(?:all|also|still|now|both|later|then|expected|\w+ly))?"
_CLASSES = {
    "negation": r"not|n['’]t|cannot|no(?!\.)|never|without|neither|nor|none|nobody|nothing|no\sone|hardly|barely|unable"
    r"|wrongfully|wrongly|falsely|mistakenly|erroneously|incorrectly"
    r"|den(?:y|ies|ied|ying)|refus(?:e|es|ed|ing)|fail(?:s|ed|ing)?\sto|declin(?:e|es|ed|ing)\sto"
    r"|rejects?|rejected|rejecting|rather\sthan|instead\sof|stopped\sshort\sof|rul(?:e|ed|es|ing)\sout",
    "plan": rf"will|would|shall|['’]ll|['’]d|going\sto|{_BE}(?:n['’]t|\snot)?{_ADVERB}"
    r"\s(?:set|expected|due|scheduled|slated|supposed|about|poised|likely|expecting|planning|hoping|preparing|meant|intended)?\s?to(?=\s[a-z])"
    r"|plan(?:s|ned|ning)?\sto|intend(?:s|ed|ing)?\sto|expect(?:s|ed|ing)?(?:\sto)?",
    "chance": r"may|might|could|can|possibly|perhaps|maybe|probably|likely|unlikely|potential(?:ly)?|possible|probable",
    "duty": r"must|should|ought\sto|ha(?:s|ve|d)\sto|need(?:s|ed)?\sto",
    "wish": r"(?:hop(?:e|es|ed|ing)|want(?:s|ed|ing)?|seek(?:s|ing)?|sought|try|tries|tried|trying|agree[sd]?|agreeing"
    r"|threaten(?:s|ed|ing)?|vow(?:s|ed|ing)?|promis(?:e|es|ed|ing)|offer(?:s|ed|ing)?|attempt(?:s|ed|ing)?|aim(?:s|ed|ing)?"
    r"|ask(?:s|ed|ing)?|call(?:s|ed|ing)?\son|urg(?:e|es|ed|ing)|propos(?:e|es|ed|ing)|consider(?:s|ed|ing)?)"
    r"(?:\s(?:to|for|that))?|(?:a\s|the\s)?hopes?\sthat|call(?:s|ed|ing)?\sfor",
    "hearsay": r"reportedly|allegedly|alleged|purportedly|purported|apparently|apparent|seemingly|supposedly|suspected"
    r"|so-called|rumou?red|believed\sto|thought\sto|said\sto|seem(?:s|ed)?\sto|appear(?:s|ed)?\sto|claim(?:s|ed)?\sto",
    "condition": r"if|unless|whether|in\scase|provided\sthat",
}
_PATTERNS = {name: re.compile(rf"(?<![\w-])(?:{words})(?![\w])", re.IGNORECASE) for name, words in _CLASSES.items()}
_NOT = re.compile(r"(?<=\w)n['’]t\b", re.IGNORECASE)
_MAY = re.compile(r"\b(?:in|last|next|this|since|of|until|by|from|late|early)\s$")

SPEECH = frozenset(
    """said says saying told tells telling added adds adding noted noting stressed stressing declared declaring argued
    argues arguing insisted insists insisting claimed claiming stated stating announced announcing warned warns warning
    asserted asserting maintained acknowledged admitted confirmed confirming remarked commented explained explaining
    testified emphasized emphasised reiterated reiterating suggested suggesting contended alleged tweeted wrote replied
    quoted""".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Operator:
    """One such word and the units it governs, nearest first."""

    name: str
    surface: str
    own: tuple[int, ...]  # indices of its own units
    at: int  # index of the first unit behind it
    governed: tuple[int, ...]  # indices of up to two units of content behind it


def read_operators(text: str, units: Sequence[Unit]) -> list[Operator]:
    """The negations, modals, plans, wishes, hearsay and conditions of a text."""
    found = []
    for name, pattern in _PATTERNS.items():
        matches = [*pattern.finditer(text)]
        if name == "negation":
            matches += [m for m in _NOT.finditer(text) if not any(o.start() <= m.start() < o.end() for o in matches)]
        for match in matches:
            if name == "chance" and match.group() == "May" and _MAY.search(text[: match.start()]):
                continue
            at = next((i for i, unit in enumerate(units) if unit.start >= match.end()), len(units))
            own = tuple(i for i, unit in enumerate(units) if match.start() <= unit.start < match.end())
            found.append(
                Operator(
                    name=name, surface=match.group(), own=own, at=at, governed=_governed(text, units, match.end(), at)
                )
            )
    return found


def _governed(text: str, units: Sequence[Unit], end: int, at: int) -> tuple[int, ...]:
    rows: list[int] = []
    for index in range(at, min(len(units), at + 10)):
        if re.search(r"[,;:]", text[end : units[index].start]) and not rows:  # "And no, ..." governs nothing behind it
            break
        if units[index].content and (not rows or units[index].clause == units[rows[0]].clause):
            rows.append(index)
        if len(rows) == 2:
            break
    # "the state itself cannot": nothing behind it, so it turns what stands before.
    return tuple(rows) or tuple(i for i in range(at - 1, -1, -1) if units[i].content and units[i].end <= end)[:1]


# ------------------------------------------------------------------------- speech


@dataclass(frozen=True, slots=True, kw_only=True)
class Speech:
    """A verb of speech, who speaks, and the units that are said."""

    at: int  # index of the verb
    speaker: frozenset[str]  # keys of the name's units; empty where it is a pronoun or a common noun
    speaker_at: tuple[int, ...]
    scope: tuple[int, ...]  # indices of the units of content that are said


def read_speech(text: str, units: Sequence[Unit]) -> list[Speech]:
    """The verbs of speech of one sentence, "according to" among them."""
    found = []
    for index, unit in enumerate(units):
        if unit.quoted:
            continue
        passive = index and units[index - 1].key in ("be", "is", "are", "was", "were", "been", "being")
        if unit.surface.lower() in SPEECH and not passive:
            found.append(_speech(text, units, index))
        elif unit.key == "according" and index + 1 < len(units) and units[index + 1].key == "to":
            name = _run(units, _skip(units, index + 2, 1), 1)
            where = (*range(index), *range((name[-1] if name else index + 1) + 1, len(units)))
            scope = tuple(i for i in where if units[i].content)
            found.append(Speech(at=index, speaker=_keys(units, name), speaker_at=name, scope=scope))
    return found


def _speech(text: str, units: Sequence[Unit], verb: int) -> Speech:
    name = _speaker(text, units, verb)
    first = min((*name, verb))
    while first and units[first - 1].clause == units[first].clause and units[first].start > 0:
        first -= 1  # "the Russian foreign ministry said": the whole of the short clause
    last = max((*name, verb))
    ahead = [i for i in range(first) if units[i].content]
    behind = [
        i
        for i in range(verb + 1, len(units))
        if units[i].content and i not in name and _same_part(text, units, verb, i)
    ]
    end = _end_of_tail(text, units[last].end)
    if _trails(text, units, verb, (first, last), end) and len(ahead) > 1:
        rest = [i for i in behind if units[i].start >= end] if _quote_follows(text, units, verb) else []
        scope = (*ahead, *rest)
    else:
        scope = tuple(behind)
    return Speech(at=verb, speaker=_keys(units, name), speaker_at=name, scope=scope)


def _end_of_tail(text: str, start: int) -> int:
    match = re.match(r"[^,;\"“–—]*?(?:[.!?;][\"”]?(?=\s|$)|--|\s[–—-]\s|,|$)", text[start:])
    return start + match.end() if match else -1


def _trails(text: str, units: Sequence[Unit], verb: int, clause: tuple[int, int], end: int) -> bool:
    """Whether a verb of speech closes what was said: '..., the ministry said on Facebook.'"""
    first, last = clause
    if end < 0:
        return False
    before = text[: units[first].start].rstrip()
    before = before.removesuffix("the").removesuffix("The").rstrip()
    if not before.endswith((",", '"', "”", "’", "-", "–", "—", "?", "!")) or verb - first > 7:
        return False
    tail = text[units[last].end : end]
    short = sum(unit.content and units[last].end <= unit.start < end for unit in units) <= 4
    opens = re.match(r"\s*[\"“]", text[end:]) and not re.search(r"[,.]$", tail)
    told = re.search(r"\b(?:that|how|what|whether)\b", tail)
    return short and not told and not opens and _dashes(text[: units[first].start]) % 2 == 0


def _quote_follows(text: str, units: Sequence[Unit], verb: int) -> bool:
    return bool(re.search(r"[,.:]\s[\"“]", text[units[verb].end :]))


def _dashes(text: str) -> int:
    return len(re.findall(r"\s(?:--|[–—-])\s", text))


def _same_part(text: str, units: Sequence[Unit], verb: int, index: int) -> bool:
    """Whether no dash and no new participle clause with a speaker of its own stands between the verb and the unit."""
    between = text[units[verb].end : units[index].start]
    return not re.search(r"\s(?:--|[–—])\s|;\s|,\s(?:with|while|but|and)\s(?=[A-Z])", between)


def _speaker(text: str, units: Sequence[Unit], verb: int) -> tuple[int, ...]:
    """The subject of a verb of speech: the name behind it in ", said Lavrov", else what stands nearest before it."""
    before = text[: units[verb].start].rstrip()
    surface = units[verb].surface.lower()
    behind = _run(units, _skip(units, verb + 1, 1), 1)
    if before.endswith(('"', "”", ",", "’")) and behind and surface in ("said", "says", "added", "wrote"):
        return behind
    if surface.endswith("ing") and before.endswith(","):  # ", adding that ...": whoever spoke first
        return next((_run(units, i, 1) for i in range(verb) if units[i].kind == "name" and not units[i].quoted), ())
    index = verb - 1
    remark = before.endswith(("--", "–", "—", " -", ",", ")"))
    if remark:  # the subject stands before a remark
        index = _before_remark(text, units, verb, "," if before.endswith(",") else None)
    clause = units[index].clause if index >= 0 else -1
    for at in range(index, -1, -1):
        unit = units[at]
        if unit.key in ("who", "which", "that"):
            return _run(units, at - 1, -1)
        if unit.clause != clause or unit.key in ("and", "but", "as", *_PRONOUN):
            return ()
        if unit.kind in ("name", "word") and not unit.surface.lower().endswith("ly"):
            return _run(units, at, -1) or (at,)
    return ()


_PRONOUN = ("he", "she", "they", "it", "i", "we", "you")


def _before_remark(text: str, units: Sequence[Unit], verb: int, mark: str | None) -> int:
    before = text[: units[verb].start].rstrip()[:-1].rstrip(" -")
    cut = before.rfind(",") if mark else max(before.rfind(sign) for sign in (" -- ", " – ", " — ", "(", " - "))
    if cut <= 0:
        return verb - 1
    return max((i for i, unit in enumerate(units) if unit.end <= cut), default=verb - 1)


def _skip(units: Sequence[Unit], index: int, step: int) -> int:
    while 0 <= index < len(units) and units[index].key in ("a", "an", "the", "his", "her", "their", "its"):
        index += step
    return index


def _run(units: Sequence[Unit], index: int, step: int) -> tuple[int, ...]:
    """The name that begins (or, backwards, ends) at a unit."""
    rows: list[int] = []
    while 0 <= index < len(units) and units[index].kind == "name":
        if rows and units[index].clause != units[rows[-1]].clause:
            break
        rows.append(index)
        index += step
    return tuple(sorted(rows))


def _keys(units: Sequence[Unit], rows: Sequence[int]) -> frozenset[str]:
    return frozenset(units[i].key for i in rows)
