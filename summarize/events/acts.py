"""What a sentence tells of meetings: its clauses, its acts of meeting, done or planned, and what a wording of time
belongs to.

A small grammar over words, no parser: it looks for verbs and nouns of meeting, decides from the words around them
whether the act is done, planned or denied, and finds the word that governs a wording of time. It knows no names.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum

from summarize.events import vocabulary as vocab


class Head(StrEnum):
    """What kind of word governs another one."""

    MEETING = "meeting"  # a verb or noun of meeting
    REPORTING = "reporting"  # said, told, announced
    OTHER = "other"  # any other finite verb
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One act of meeting in a sentence."""

    start: int  # offsets into the sentence
    end: int
    clause: tuple[int, int]
    done: bool  # neither planned nor denied
    noun: bool  # "talks", "meeting", "summit" rather than "met"
    indefinite: bool  # "a meeting": brings a new one in
    takes_object: bool  # a person may follow without "with": "met Lavrov", "hosted Xi"


@dataclass(frozen=True, slots=True, kw_only=True)
class Clauses:
    """A sentence cut into clauses, with its quotations blanked out; offsets stay those of the sentence."""

    text: str
    starts: tuple[int, ...]  # the first is 0

    def around(self, offset: int) -> tuple[int, int]:
        """Start and end of the clause in which the offset lies."""
        index = bisect_right(self.starts, offset)
        return self.starts[index - 1], self.starts[index] if index < len(self.starts) else len(self.text)


def cut(text: str) -> Clauses:
    """The sentence cut into clauses; quotations, press conferences, asides on plans and a page's links are blanked out,
    and all of what is said below a picture."""
    if vocab.CAPTION.match(text):
        return Clauses(text=" " * len(text), starts=(0,))
    for pattern in (vocab.LINKS_RUN_IN, vocab.QUOTED, vocab.NOT_MEETINGS):
        text = pattern.sub(lambda match: " " * len(match.group()), text)
    text = text.replace("\n", " ")
    # "X, who is to meet Y on Friday, held talks": the aside tells of another meeting, the sentence goes on without it.
    text = vocab.PLANNED_ASIDE.sub(lambda match: " " * len(match.group()), text)
    starts = {0}
    for match in vocab.BOUNDARY.finditer(text):
        if match.lastgroup != "comma" or _opens_clause(text, match.end()):
            starts.add(match.start())
    return Clauses(text=text, starts=tuple(sorted(starts)))


def _opens_clause(text: str, offset: int) -> bool:
    """Whether a new clause, not an apposition or the next name of a list, begins after this comma."""
    stretch = re.split(r"[,;]| -- ", text[offset:], maxsplit=1)[0]
    if vocab.PARTICIPLE_START.match(stretch):
        return True
    return bool(vocab.FINITE.search(stretch)) and not vocab.VERB_START.match(stretch)


def find_acts(clauses: Clauses, headline: bool = False) -> tuple[Act, ...]:
    """The acts of meeting of a sentence, in order.

    Args:
        clauses: the sentence, cut.
        headline: whether a bare present ("X, Y hold talks") is to be read as done.
    """
    acts: list[Act] = []
    for match in vocab.MEETING.finditer(clauses.text):
        clause = clauses.around(match.start())
        before = clauses.text[clause[0] : match.start()]
        if _is_other(clauses.text, match, before):
            continue
        noun = match.lastgroup == "noun" and not _is_gerund(clauses.text, match, before)
        if not noun and match.lastgroup == "bare" and not headline and not vocab.BARE_GOVERNOR.search(before):
            continue
        after = clauses.text[match.end() : clause[1]]
        if vocab.ROUND_BEFORE.search(before) and vocab.LAST_TIME.match(after):
            continue
        last = acts[-1] if acts and acts[-1].clause == clause else None
        planned = noun and last and not last.done and vocab.PART_OF_PLAN.search(clauses.text[last.end : match.start()])
        acts.append(
            Act(
                start=match.start(),
                end=match.end(),
                clause=clause,
                done=not planned and _is_done(before, after, noun, match.group()),
                noun=noun,
                indefinite=noun and bool(vocab.INDEFINITE.search(before)),
                takes_object=bool(vocab.TRANSITIVE.fullmatch(match.group())),
            )
        )
    return tuple(acts)


def _is_other(text: str, match: re.Match[str], before: str) -> bool:
    """Whether the word means no meeting here: a bill received, a reporter who talks to somebody."""
    word = match.group()
    if vocab.NEEDS_GUEST.fullmatch(word):
        return vocab.GUEST.match(text, match.end()) is None
    if vocab.NEEDS_OTHERS.fullmatch(word) and vocab.ALONE.search(before):
        return vocab.WITH_OTHERS.match(text, match.end()) is None
    spoken = word.lower() == "talks" and vocab.NAMED_BEFORE.search(before)
    return bool(spoken and vocab.TALKS_TO.match(text, match.end()))


def _is_gerund(text: str, match: re.Match[str], before: str) -> bool:
    """Whether "meeting" is the verb: "about meeting Kerry"."""
    verb = match.group().lower() == "meeting" and vocab.MET_BEFORE.search(before)
    return bool(verb and vocab.MET_WHOM.match(text, match.end()))


def _is_done(before: str, after: str, noun: bool, word: str) -> bool:
    """Whether what stands around an act leaves it done: not planned, not denied, not wished for."""
    if vocab.PLANNED.search(before) or vocab.DENIED.search(before):
        return False
    if (vocab.EARLIER_NOUN if noun else vocab.EARLIER).search(before):
        return False
    if noun and (vocab.PLANNED_AFTER.match(after) or vocab.TO_COME.search(before) or vocab.MODAL_LED.search(before)):
        return False
    if vocab.PRESENT.fullmatch(word) and vocab.WHEN_BEFORE.match(before):
        return False
    return noun or bool(vocab.DONE_VERB.fullmatch(word)) or bool(vocab.GERUND_DONE.search(before + word))


def head_of(clauses: Clauses, start: int, end: int) -> tuple[Head, int]:
    """What governs the wording of time at these offsets, and where the governor stands (-1: nothing does).

    The nearest verb or noun of meeting to the left within the clause; where there is none ("On Tuesday, ..."), the
    nearest to the right. "Tuesday's" belongs to the noun that follows it.
    """
    text = clauses.text
    left, _ = clauses.around(start)
    owned = vocab.POSSESSED.match(text, end)
    if owned:
        noun = max(owned.start("noun"), owned.start("event"))
        return (Head.MEETING, noun) if noun >= 0 else (Head.NONE, -1)
    heads = list(vocab.GOVERNOR.finditer(text, left, start))
    if heads:
        return _kind(heads[-1])
    follows = vocab.VERB_NEXT.match(text, end)
    if follows is not None:
        kind = Head.REPORTING if follows.lastgroup == "reporting" else Head.OTHER
        return kind, follows.start(follows.lastgroup or 0)
    if vocab.ONLY_PREPOSITIONS.fullmatch(text[left:start]):
        follows = vocab.GOVERNOR.search(text, end)
        if follows is not None:
            return _kind(follows)
    return Head.NONE, -1


def _kind(match: re.Match[str]) -> tuple[Head, int]:
    kind = {"meeting": Head.MEETING, "reporting": Head.REPORTING}.get(match.lastgroup or "", Head.OTHER)
    return kind, match.start()


def within_meeting(clauses: Clauses, start: int) -> bool:
    """Whether the clause says that what happens in it happens during a meeting: "told him during talks on Tuesday"."""
    left, right = clauses.around(start)
    return bool(vocab.DURING.search(clauses.text, left, right))
