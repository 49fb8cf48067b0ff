"""Speakers that two articles give differently for one quotation.

Compared are only quotations that agree to the letter, or of which one is a part of the other, and only where neither
sentence names the other's speaker too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from summarize.data import Fact, FactKind, Reading, Sentence
from summarize.words import STOPWORDS, words
from summarize.writing._cues import is_speech
from summarize.writing._tellings import Telling

_QUOTED = re.compile(r"[“\"][^”\"]*(?:[”\"]|$)")
_PRONOUN_SAYS = re.compile(
    r"\b(?:he|she|they)\s+(?:\w+ly\s+|also\s+|then\s+|later\s+)?(?:said|says|told|added|continued|wrote|tweeted|asked"
    r"|replied|explained|declared|insisted|argued|warned)\b|\b(?:said|added|continued|wrote)\s+(?:he|she)\b",
    re.IGNORECASE,
)
_OPENS_WITH_PRONOUN = re.compile(r"\W*(?:He|She|They)\b")
_HEARER = r"\b(?:to|with|of|about|against|from|told|asked|by)"
_NOT_HIM = r"(?!['’]s\b|\s+(?:administration|campaign|government|spokes\w+))"  # "the Tarn administration said"
_SPEAKS_FOR = re.compile(r"\b(?:spokes\w+|press secretar\w+|lawyers?|attorneys?)\b", re.IGNORECASE)
_MIN_QUOTED = 4  # words of a quotation that can be known again
_MIN_PART = 6  # likewise of one that is a part of the other's: shorter ones are phrases many use
_TYPING = 2  # letters in which two spellings of one family name differ at most


def quotations_of(article: int, reading: Reading) -> list[Telling]:
    """The quotations of an article whose speaker is named in the same sentence."""
    by_index = {sentence.index: sentence for sentence in reading.sentences}
    named = {(fact.sentence, fact.normal) for fact in reading.facts if fact.kind is FactKind.PERSON}
    return [
        Telling(
            article=article,
            sentence=by_index[fact.sentence],
            value=fact.speaker,
            normal=" ".join(words(fact.normal)),
            names=frozenset(word for place, name in named if place == fact.sentence for word in name.split()),
            about="speaker of “" + " ".join(fact.surface.split()[:6]).strip(",.") + "…”",
        )
        for fact in reading.facts
        # The name must stand beside the quotation: whom a "he" means is not sure enough to accuse a source.
        if fact.speaker and fact.sentence is not None and (fact.sentence, fact.speaker) in named and _is_long(fact)
        if not _is_anothers(by_index[fact.sentence], fact.speaker)
        if not _is_retold(by_index[fact.sentence], fact.speaker)
    ]


def _is_anothers(sentence: Sentence, speaker: str) -> bool:
    """Whether the name stands where the hearer and the matter do, "he told Tarn", or a pronoun that is not the
    sentence's first name says it."""
    own = _QUOTED.sub(" ", sentence.text)
    name = rf"(?i:{re.escape(speaker.rpartition(' ')[2])})\b"
    if re.search(rf"{_HEARER}\s+(?:\w+\s+)?(?:[A-Z][\w.]*\s+){{0,3}}{name}", own) or _OPENS_WITH_PRONOUN.match(own):
        return True
    if not re.search(rf"{name}{_NOT_HIM}", own):
        return True
    opens = re.match(rf"\W*(?:[A-Z][\w.'’-]*\s+)*{name}", own)
    return opens is None and _PRONOUN_SAYS.search(own) is not None


def _is_retold(sentence: Sentence, speaker: str) -> bool:
    """Whether the name tells what another said: "Tarn notes that the president, after a pause, said"."""
    own = _QUOTED.sub(" ", sentence.text)
    name = rf"(?i:{re.escape(speaker.rpartition(' ')[2])})\b"
    if re.search(rf"\b(?:said|says)\s+that\s+(?:[\w.]+\s+){{0,3}}{name}", own):
        return True
    said = [word for word in words(re.split(name, own, maxsplit=1)[-1].lower()) if word == "that" or _tells(word)]
    return any(_tells(a) and b == "that" and _tells(c) for a, b, c in zip(said, said[1:], said[2:], strict=False))


def _tells(word: str) -> bool:
    return is_speech(word) or word in {"notes", "noted"}


def _is_long(fact: Fact) -> bool:
    """Whether a quotation is long enough to be known again, and no title: "State of the Union"."""
    if fact.kind is not FactKind.QUOTATION or len(fact.normal.split()) < _MIN_QUOTED:
        return False
    return not all(word[0].isupper() for word in words(fact.surface) if word.lower() not in STOPWORDS)


def shared_quotations(tellings: Sequence[Telling]) -> Iterator[tuple[Telling, Telling]]:
    """Pairs of quotations of two articles that are the same, or of which one is a part of the other."""
    by_run: dict[tuple[str, ...], list[int]] = {}
    for at, telling in enumerate(tellings):
        said = telling.normal.split()
        for run in {tuple(said[i : i + _MIN_QUOTED]) for i in range(len(said) - _MIN_QUOTED + 1)}:
            by_run.setdefault(run, []).append(at)
    pairs = {
        (min(at, other), max(at, other))
        for at, telling in enumerate(tellings)
        for other in by_run.get(tuple(telling.normal.split()[:_MIN_QUOTED]), ())
        if telling.article != tellings[other].article and _is_part(telling.normal, tellings[other].normal)
    }
    yield from ((tellings[one], tellings[other]) for one, other in sorted(pairs))


def _is_part(part: str, whole: str) -> bool:
    return part == whole or (len(part.split()) >= _MIN_PART and f" {part} " in f" {whole} ")


def other_speaker(one: Telling, other: Telling) -> bool:
    """Whether one quotation is given to two people; a shorter form or another spelling of a name is the same.

    A sentence that names the other's speaker as well may mean him: "fired back in a letter to Tarn".
    """
    if bool(_SPEAKS_FOR.search(one.sentence.text)) != bool(_SPEAKS_FOR.search(other.sentence.text)):
        return False  # a spokeswoman's words are those of whom she speaks for
    a, b = one.value.split(), other.value.split()
    return not (set(a) & other.names or set(b) & one.names or _is_spelling(a[-1], b[-1]))


def _is_spelling(one: str, other: str) -> bool:
    """Whether two words are a typing or transcription of one name."""
    if abs(len(one) - len(other)) > _TYPING:
        return False
    row: Sequence[int] = range(len(other) + 1)
    for i, a in enumerate(one, 1):
        fresh = [i]
        for j, b in enumerate(other, 1):
            fresh.append(min(fresh[-1] + 1, row[j] + 1, row[j - 1] + (a != b)))
        row = fresh
    return row[-1] <= _TYPING and min(len(one), len(other)) > _TYPING
