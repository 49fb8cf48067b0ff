"""What the gate refuses of a writer's sentences, step by step, and what is printed in the end: part of ``fusion``.

A sentence is judged as in a brief: printed as its lines print it, citing those of its lines it draws on, and held to
every rule of the gate as the first sentence would be. The column *passes* of the other table is another measure: there
a sentence cites all lines of its pair, and one that draws on a single line of several fails, for the others are idle.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from evaluation.report import show, table
from summarize.data import Claim, Group, Origin, RankedSentence, Rejected
from summarize.pipeline import facts_of
from summarize.scale.fuse import as_reading
from summarize.settings import WriteSettings
from summarize.words import words
from summarize.writing._candidates import candidate
from summarize.writing._case import make_case, passage
from summarize.writing._gate import RULES, first_broken, needed
from summarize.writing._source import sources_of
from summarize.writing.write import _members

Groups = Sequence[Sequence[str]]
Write = Callable[[Groups], list[list[str]]]  # of each group the sentences of a step, best first
STEPS = ("first line", "free", "constrained, all", "constrained", "ranked")
FUSED, COMPRESSED = "fused", "compressed"  # by the writer
# Its fallback: no sentence of the writer stands, be it that the gate refused them or that the writer itself copies.
BY_RULE, CHOSEN, LINE, NOTHING = "shortened by rule", "the line, by the writer's choice", "the line", "nothing"
FALLBACKS = (BY_RULE, CHOSEN, LINE, NOTHING)
ENDS = (FUSED, COMPRESSED, *FALLBACKS)
ONE, SEVERAL, ALL = "sets of one line", "sets of several lines", "all sets"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the gate says of one sentence."""

    copied: bool  # a line as it stands
    refused: str | None  # the name of the rule, or why it never came before the gate; None: it may stand


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """The sentences of one step on one set."""

    count: int  # sentences
    copied: int  # of them lines as they stand
    refused: Counter[str]  # by reason


@dataclass(frozen=True, slots=True, kw_only=True)
class GateRow:
    """One set: what was refused at each step, and what its groups ended as."""

    set: str
    groups: int
    steps: dict[str, Step]  # by names of STEPS
    ends: Counter[str]  # groups, by names of ENDS


def measure(name: str, groups: Groups, steps: Mapping[str, Write], printed: Sequence[Claim | None]) -> GateRow:
    """Judge each step's sentences on one set.

    Args:
        name: Of the set.
        groups: Its lines.
        steps: "free", "constrained" and "ranked", or those of them that the writer has.
        printed: What the gate let stand of each group; None: nothing.
    """
    made = {"first line": [[group[0]] for group in groups]} | {step: write(groups) for step, write in steps.items()}
    firsts = {step: [texts[:1] for texts in found] for step, found in made.items()}
    if "constrained" in made:
        firsts["constrained, all"] = made["constrained"]
    verdicts = {
        step: [[judge(text, tuple(group)) for text in texts] for group, texts in zip(groups, found, strict=True)]
        for step, found in firsts.items()
    }
    chosen = [any(one.copied for one in found) for found in verdicts["ranked"]]
    return GateRow(
        set=name,
        groups=len(groups),
        steps={step: _step([one for found in verdicts[step] for one in found]) for step in STEPS if step in verdicts},
        ends=Counter(end(claim, copied=copied) for claim, copied in zip(printed, chosen, strict=True)),
    )


def judge(text: str, group: tuple[str, ...]) -> Verdict:
    """What the gate says of a sentence written from these lines."""
    reading, sources = _read(group)
    told = [one for one in reading.sentences if words(one.text)]
    if not told:
        return Verdict(copied=False, refused="no line holds a word")
    given = Group(main=RankedSentence(sentence=told[0], score=1.0, parts=()), support=tuple(told[1:]))
    draft = candidate(text, _members(given, WriteSettings()), sources, 1.0)
    if isinstance(draft, Rejected):
        return Verdict(copied=False, refused=draft.reason)
    quotes = [one.text for one in draft.sentences]
    cited = [_passage(quotes[number]) for number in needed(draft.text, quotes, _facts)]
    case = make_case(_passage(draft.text), cited, origin=draft.origin, previous=_passage(""))
    broken = first_broken(case)
    return Verdict(copied=draft.origin is Origin.EXTRACTED, refused=broken[0] if broken else None)


@lru_cache(maxsize=64)
def _read(group: tuple[str, ...]) -> Any:
    reading = as_reading(group)
    return reading, sources_of([reading])


@lru_cache(maxsize=4096)
def _facts(text: str) -> Any:
    return facts_of(text)


def _passage(text: str) -> Any:
    return passage(text, _facts)


def _step(verdicts: Sequence[Verdict]) -> Step:
    return Step(
        count=len(verdicts),
        copied=sum(one.copied for one in verdicts),
        refused=Counter(one.refused for one in verdicts if one.refused is not None),
    )


def end(claim: Claim | None, *, copied: bool) -> str:
    """What a group ended as, by a name of ENDS.

    Args:
        claim: What is printed of it.
        copied: Whether the writer's first sentence is a line as it stands.
    """
    if claim is None:
        return NOTHING
    if not claim.fallback:
        return FUSED if claim.origin is Origin.FUSED else COMPRESSED
    if claim.origin is Origin.COMPRESSED:
        return BY_RULE
    return CHOSEN if copied else LINE


def together(name: str, rows: Sequence[GateRow]) -> GateRow:
    """Several sets as one."""
    steps = {
        step: Step(
            count=sum(row.steps[step].count for row in rows),
            copied=sum(row.steps[step].copied for row in rows),
            refused=sum((row.steps[step].refused for row in rows), Counter()),
        )
        for step in rows[0].steps
    }
    return GateRow(
        set=name,
        groups=sum(row.groups for row in rows),
        steps=steps,
        ends=sum((row.ends for row in rows), Counter()),
    )


def with_totals(rows: Sequence[GateRow]) -> list[GateRow]:
    """The rows, those of one line and of several taken together, and all."""
    made = list(rows)
    for name, ending in ((ONE, " one line"), (SEVERAL, " several lines")):
        if len(same := [row for row in rows if row.set.endswith(ending)]) > 1:
            made.append(together(name, same))
    return [*made, together(ALL, rows)] if rows else []


# ------------------------------------------------------------------- the report


def as_section(rows: Sequence[GateRow]) -> str:
    """The tables as Markdown; "" where there is no writer."""
    if not rows:
        return ""
    every = with_totals(rows)
    return "\n\n".join(
        [
            "## What the gate refuses",
            "Refused %, and after the stroke the share that is a line as it stands, which the gate has little to say "
            "about. *first line*: copied, which tells how many lines may not stand out of their articles; *free*: the "
            "first sentence of the search without constraint; *constrained, all*: every sentence the constrained "
            "search ends with (their number first); *constrained*: its first; *ranked*: the first of all tasks' "
            "sentences, ranked again. Each cites the lines it draws on, as in a brief; *passes* above has it cite all.",
            _refusals(every),
            "The reasons, in all sets: the first rule a sentence breaks, in the gate's order.",
            _reasons(every[-1]),
            "## What groups end as",
            f"Shares of groups. *{FUSED}*, *{COMPRESSED}*: the writer's own sentence. All else is the fallback on a "
            f"line's own wording: *{BY_RULE}*; *{CHOSEN}*, whose first sentence is a copy; *{LINE}*, where none of its "
            f"sentences may stand; *{NOTHING}*, where no line may stand either.",
            _endings(every),
        ]
    )


def _refusals(rows: Sequence[GateRow]) -> str:
    steps = list(rows[0].steps)
    return table(
        ["set", "groups", *steps],
        [[row.set, str(row.groups), *(_refused(row, step) for step in steps)] for row in rows],
    )


def _refused(row: GateRow, step: str) -> str:
    found = row.steps[step]
    shares = f"{_share(found.refused.total(), found.count)} / {_share(found.copied, found.count)}"
    return f"{found.count}: {shares}" if step == "constrained, all" else shares


def _reasons(row: GateRow) -> str:
    steps = list(row.steps)
    total = sum((row.steps[step].refused for step in steps), Counter[str]())
    cells = [
        [_told(reason), *(str(row.steps[step].refused[reason]) for step in steps)]
        for reason, _ in sorted(total.items(), key=lambda one: (-one[1], one[0]))
    ]
    sums = [["all", *(f"{row.steps[step].refused.total()} of {row.steps[step].count}" for step in steps)]]
    return table(["reason", *steps], [*cells, *sums])


def _told(reason: str) -> str:
    """A rule with what it asks for; what came before the gate as it stands."""
    asked = {name: (getattr(rule, "func", rule).__doc__ or "").split("\n")[0] for name, rule in RULES}
    return f"*{reason}*: {asked[reason]}" if reason in asked else f"before the gate: {reason}"


def _endings(rows: Sequence[GateRow]) -> str:
    return table(
        ["set", "groups", *(f"{name} %" for name in ENDS), "fallback %"],
        [
            [
                row.set,
                str(row.groups),
                *(_share(row.ends[name], row.groups) for name in ENDS),
                _share(sum(row.ends[name] for name in FALLBACKS), row.groups),
            ]
            for row in rows
        ],
    )


def _share(part: int, of: int) -> str:
    return show(100 * part / of if of else None)


def as_data(rows: Sequence[GateRow]) -> list[dict[str, Any]]:
    """The rows for JSON, with the reasons by set."""
    return [
        {
            "set": row.set,
            "groups": row.groups,
            "steps": {
                name: {"count": one.count, "copied": one.copied, "refused": dict(one.refused.most_common())}
                for name, one in row.steps.items()
            },
            "ends": {name: row.ends[name] for name in ENDS},
            "fallbacks": sum(row.ends[name] for name in FALLBACKS),
        }
        for row in with_totals(rows)
    ]
