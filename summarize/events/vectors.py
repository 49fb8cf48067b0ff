"""Articles as sparse rows of weighted terms: words, pairs of words, names, figures, quotations, days.

How rare a word is comes from a table of a large news collection (``weights/cluster/background.json``) and, with less
say, from the articles of the run: so two articles alone can be compared, and the names a whole run is about count for
little. A term's column is a hash of it, so that the order of the articles changes no sum, and the rows of a large run
can be made part by part, none of them knowing the terms of the others.
"""

from __future__ import annotations

import json
import math
import re
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from summarize.data import Fact, FactKind, Reading, Role
from summarize.events.telling import weekday_of
from summarize.words import STOPWORDS, content_stems, fold_space, stem, words

Terms = Mapping[str, float]  # term: how often, or how much, it stands in one article
Matrix = Any  # scipy.sparse.csr_array, float64, rows of unit length; scipy ships no types

RUN_WEIGHT = 20.0  # how many background articles one article of the run counts for ...
EVENT_SIZE = 8  # ... beyond this many: so many articles of one event may share a word without its being common
LEAD_WORDS = 120
NAMES = (FactKind.PERSON, FactKind.ORGANISATION, FactKind.PLACE, FactKind.NAME)
_KINDS = {  # stems by the kind of meeting they speak of
    "talks": "talk negoti discuss dialogu consult",
    "meeting": "meet met",
    "hearing": "hear testimoni testifi committe",
    "debate": "debat candid stage moder",
    "summit": "summit",
    "call": "phone call telephon",
    "visit": "visit trip tour arriv",
    "meal": "dinner lunch luncheon breakfast",
    "speech": "speech address remark interview",
    "vote": "vote bill pass",
    "ruling": "court judg rule verdict trial",
}
_KIND_OF = {term: kind for kind, terms in _KINDS.items() for term in terms.split()}
_UNSEEN = 4.0  # articles a stem is taken to stand in when the background table leaves it out
_DIGITS = re.compile(r"\d")
COLUMNS = (
    2**31 - 1
)  # of every matrix: two of 300,000 terms share one in twenty cases, two of one pair of articles never


@dataclass(frozen=True, slots=True, kw_only=True)
class Bag:
    """The terms of one article, by kind."""

    body: Terms  # content stems of headline and body
    lead: Terms  # the same, of the headline and the first LEAD_WORDS words
    headline: Terms
    pairs: Terms  # neighbouring content stems
    names: Terms
    lead_names: Terms  # of the headline and the first three sentences
    lead_numbers: Terms
    numbers: Terms  # figures of two digits and more, with what they count
    quotes: Terms  # runs of four words inside quotations
    runs: Terms  # runs of six words anywhere
    weekdays: Terms
    days: Terms  # calendar days the text names: "2016-03-24"
    kinds: Terms  # kinds of meeting the opening speaks of
    story_day: date | None  # the first single day the opening names, whatever it governs
    story_weekday: int | None  # the first weekday likewise, also where its day is not known; Monday is 1
    size: int  # words of the body


def bag_of(reading: Reading) -> Bag:
    """The terms of an article."""
    text = " ".join(sentence.text for sentence in reading.sentences)
    head = headline_of(reading)
    tokens = [word.lower() for word in words(text)]
    stems = [stem(word) for word in tokens if word not in STOPWORDS]
    head_stems = content_stems(head)
    opening = " ".join(sentence.text for sentence in reading.sentences[:5])
    first = [time for time in reading.times if time.sentence is not None and time.sentence < 3]
    lead = content_stems(" ".join(text.split()[:LEAD_WORDS]))
    return Bag(
        body=Counter(head_stems + stems),
        lead=Counter(head_stems + lead),
        headline=Counter(head_stems),
        pairs=Counter(_runs(stems, 2)),
        names=Counter(fact.normal for fact in reading.facts if fact.kind in NAMES),
        numbers=Counter(_figure(fact) for fact in reading.facts if fact.kind is FactKind.NUMBER and _tells(fact)),
        lead_names=Counter(fact.normal for fact in reading.facts if fact.kind in NAMES and _early(fact)),
        lead_numbers=Counter(
            _figure(fact) for fact in reading.facts if fact.kind is FactKind.NUMBER and _early(fact) and _counts(fact)
        ),
        quotes=Counter(run for fact in reading.facts if fact.kind is FactKind.QUOTATION for run in _spoken(fact)),
        runs=Counter(_runs(tokens, 6)),
        weekdays=Counter(_weekdays(reading)),
        days=Counter(_dates(reading)),
        kinds=Counter(_KIND_OF[term] for term in head_stems + content_stems(opening) if term in _KIND_OF),
        story_day=next((time.first for time in first if time.first is not None and time.first == time.last), None),
        story_weekday=next((day for time in first if (day := weekday_of(time)) is not None), None),
        size=len(tokens),
    )


def headline_of(reading: Reading) -> str:
    """The article's headline: as given, else as printed, else its first sentence."""
    if reading.article.title:
        return fold_space(reading.article.title)
    for line in reading.lines:
        if line.role is Role.HEADLINE:
            return fold_space(reading.article.text[line.start : line.end])
    return fold_space(reading.sentences[0].text) if reading.sentences else ""


def lead_of(reading: Reading) -> str:
    """The headline and the first words of the body: what an encoder with a short window is given."""
    text = " ".join(sentence.text for sentence in reading.sentences[:12])
    head = headline_of(reading)
    return head if not text else f"{head}. {' '.join(text.split()[: 2 * LEAD_WORDS])}"


def _early(fact: Fact) -> bool:
    return fact.sentence is not None and fact.sentence < 4


def _counts(fact: Fact) -> bool:
    return fact.unit != "year"


def _dates(reading: Reading) -> Iterable[str]:
    """Month and day of every day named, whether or not its year is known."""
    for time in reading.times:
        if time.first is not None and time.first == time.last:
            yield time.first.isoformat()[4:]
        elif match := re.search(r"-\d\d-\d\d$", time.normal):
            yield match.group()


def _runs(items: Sequence[str], length: int) -> list[str]:
    return [" ".join(items[at : at + length]) for at in range(len(items) - length + 1)]


def _spoken(fact: Fact) -> list[str]:
    return _runs([word.lower() for word in words(fact.surface)], 4)


def _tells(fact: Fact) -> bool:
    """Whether a figure says something of its own: two digits at least, or a unit."""
    return len(_DIGITS.findall(fact.normal)) >= 2 and fact.unit != "year"


def _figure(fact: Fact) -> str:
    return f"{fact.normal} {fact.unit or ''}".strip()


def _weekdays(reading: Reading) -> Iterable[str]:
    """The weekdays the article names, also where it is not known which day that was."""
    return (str(day) for time in reading.times if (day := weekday_of(time)) is not None)


@lru_cache(maxsize=1)
def background() -> tuple[int, Mapping[str, int]]:
    """How many articles the background table was counted on, and in how many of them each stem stands."""
    table = json.loads((files("summarize") / "weights/cluster/background.json").read_text("utf-8"))
    return table["articles"], table["stems"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Census:
    """In how many articles of a run each term stands."""

    articles: int
    stems: Mapping[str, int]
    names: Mapping[str, int]


class Part(Sequence[Bag]):
    """The bags of a part of a run, with the census of the whole: what they are weighted by."""

    def __init__(self, bags: Sequence[Bag], census: Census) -> None:
        self.bags, self.census = bags, census

    def __getitem__(self, at: Any) -> Any:
        return self.bags[at]

    def __len__(self) -> int:
        return len(self.bags)


def terms_of(reading: Reading) -> tuple[set[str], set[str]]:
    """What a census counts of an article: the stems and the names of its bag, for a third of the work."""
    text = " ".join(sentence.text for sentence in reading.sentences)
    names = {fact.normal for fact in reading.facts if fact.kind in NAMES}
    return {*content_stems(headline_of(reading)), *content_stems(text)}, names


def take_census(articles: Iterable[tuple[Iterable[str], Iterable[str]]]) -> Census:
    """The census of a run from the stems and the names of each article, each once."""
    total, stems, names = 0, Counter[str](), Counter[str]()
    for own_stems, own_names in articles:
        total += 1
        stems.update(own_stems)
        names.update(own_names)
    return Census(articles=total, stems=stems, names=names)


def _census(bags: Sequence[Bag]) -> Census:
    return bags.census if isinstance(bags, Part) else take_census((bag.body.keys(), bag.names.keys()) for bag in bags)


def rarity(bags: Sequence[Bag]) -> Callable[[str], float]:
    """Inverse document frequency of a stem: background and run counted together (RUN_WEIGHT)."""
    total, table = background()
    census = _census(bags)
    run, every = census.stems, total + RUN_WEIGHT * census.articles
    known: dict[str, float] = {}

    def of(term: str) -> float:
        value = known.get(term)
        if value is None:
            others = max(run.get(term, 0) - EVENT_SIZE, 0)
            value = math.log((every + 1) / (max(table.get(term, 0), _UNSEEN) + RUN_WEIGHT * others + 1))
            known[term] = value
        return value

    return of


def name_rarity(bags: Sequence[Bag], of_stem: Callable[[str], float]) -> Callable[[str], float]:
    """How rare a name is: its rarest stem, but no rarer than the run lets it be."""
    census = _census(bags)
    run, every = census.names, background()[0] + RUN_WEIGHT * census.articles

    def of(term: str) -> float:
        by_run = math.log((every + 1) / (_UNSEEN + RUN_WEIGHT * max(run.get(term, 0) - EVENT_SIZE, 0) + 1))
        return min(max((of_stem(stem(word)) for word in words(term)), default=0.0), by_run)

    return of


class Columns(dict[str, int]):
    """The column of every term, whatever the articles: the dictionary only remembers what it was asked."""

    def __missing__(self, term: str) -> int:
        self[term] = column = column_of(term)
        return column


def column_of(term: str) -> int:
    """The column of a term: below COLUMNS, the same in every run."""
    try:
        return zlib.crc32(term.encode()) % COLUMNS
    except UnicodeEncodeError:  # half of a surrogate pair: broken text, but a word like any other
        return zlib.crc32(term.encode("utf-8", "surrogatepass")) % COLUMNS


def columns_of(bags: Sequence[Terms]) -> Mapping[str, int]:
    """A column for each term of the bags; equal for equal terms in whatever bags."""
    return Columns()


def counts(bags: Sequence[Terms], vocabulary: Mapping[str, int] | None = None) -> Matrix:
    """One row per article, values as they are; columns as in ``vocabulary``, by hash unless given."""
    column = column_of if vocabulary is None else vocabulary.__getitem__
    return _matrix(bags, [column(term) for bag in bags for term in bag], _values(bags))


def _values(bags: Sequence[Terms]) -> NDArray[np.float64]:
    return np.array([value for bag in bags for value in bag.values()], dtype=np.float64)


def _matrix(bags: Sequence[Terms], columns: Sequence[int], values: NDArray[np.float64]) -> Matrix:
    from scipy.sparse import csr_array

    starts = np.cumsum([0, *(len(bag) for bag in bags)], dtype=np.int64)
    result = csr_array((values, np.array(columns, dtype=np.int32), starts), shape=(len(bags), COLUMNS))
    result.sum_duplicates()  # sorts the columns too
    return result


def rows(bags: Sequence[Terms], weight: Callable[[str], float], power: bool = True) -> Matrix:
    """One row of unit length per article.

    Args:
        bags: the terms of each article.
        weight: of a term, whatever its count.
        power: whether counts are damped by a logarithm; else only presence counts.
    """
    from scipy.sparse import csr_array

    terms = [term for bag in bags for term in bag]
    known = {term: (weight(term), column_of(term)) for term in dict.fromkeys(terms)}
    values = np.array([known[term][0] for term in terms], dtype=np.float64)
    if power:
        values = values * (1.0 + np.log(_values(bags)))
    matrix = _matrix(bags, [known[term][1] for term in terms], values)
    lengths = np.sqrt(matrix.multiply(matrix).sum(axis=1))
    scale = np.repeat(1.0 / np.maximum(lengths, 1e-12), np.diff(matrix.indptr))
    return csr_array((matrix.data * scale, matrix.indices, matrix.indptr), shape=matrix.shape)
