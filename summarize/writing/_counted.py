"""What a figure counts: the noun behind it, under one stem where outlets use several nouns for the same people."""

from __future__ import annotations

from functools import lru_cache

from summarize.data import FactKind
from summarize.words import stem
from summarize.writing import _deeds as deeds
from summarize.writing._setting import Setting, stem_of

# Each line: nouns for the same. Never a part and its whole: civilians are people, but people are not all civilians.
_SAME = """
troops soldiers servicemen servicemembers troopers
officers policemen cops
protesters demonstrators protestors
workers employees staffers
houses homes
countries nations
companies firms
votes ballots
documents files records
students pupils
children kids
lawyers attorneys
lawmakers legislators
"""
_NAMED = frozenset({FactKind.PLACE, FactKind.ORGANISATION, FactKind.NAME})


def counted_of(setting: Setting, place: int, deed: str | None) -> str:
    """Stem of the noun a figure counts; "" where only people or nothing is named.

    Args:
        setting: Its sentence.
        place: Of the figure among the sentence's.
        deed: What was done to them: of the dead and injured some outlets say no more than that they are people.
    """
    unit = setting.figures[place].unit
    noun = _behind_a_name(setting, place) if unit is None and deed not in deeds.FATES else unit or ""
    return "" if noun in _generic_stems() else one_stem(noun)


def _behind_a_name(setting: Setting, place: int) -> str:
    """Stem of "troops" in "2,000 U.S. troops"; "" for anything else."""
    figure = setting.figures[place]
    after = setting.beside(place)[1][:2]
    if len(after) < 2 or setting.sentence.text[figure.end - setting.sentence.start :][:1] != " ":
        return ""
    name, noun = after
    if not any(f.kind in _NAMED and f.start <= name.start and name.end <= f.end for f in setting.facts):
        return ""
    gap = setting.sentence.text[name.end - setting.sentence.start : noun.start - setting.sentence.start]
    printed = setting.sentence.text[noun.start - setting.sentence.start : noun.end - setting.sentence.start]
    return stem_of(noun) if gap.strip(".") == " " and printed.islower() and printed.endswith("s") else ""


def one_stem(noun: str) -> str:
    """The stem under which a noun is compared."""
    return _same_stems().get(noun, noun)


@lru_cache(maxsize=1)
def _same_stems() -> dict[str, str]:
    return {stem(word): stem(line.split()[0]) for line in _SAME.strip().split("\n") for word in line.split()}


@lru_cache(maxsize=1)
def _generic_stems() -> frozenset[str]:
    return frozenset(stem(word) for word in (*deeds.GENERIC, *deeds.OF_WORD))
