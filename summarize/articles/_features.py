"""The numbers by which the line model judges: a unit's own shape, its neighbours, and where it stands on the page."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from summarize.articles._shape import Shape
from summarize.articles._units import Unit

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_STARTS = ("lower", "digit", "quote", "bullet", "other")
OWN = (
    *("chars", "words", "ends", "colon", "ellipsis", "question", "exclamation", "sentences", "sentence_words", "stops"),
    *("capitals", "upper", "digits", "commas", "separators", "separator_share", *(f"starts_{s}" for s in _STARTS)),
    *(
        "furniture",
        "furniture_share",
        "closer",
        "date",
        "clock",
        "url",
        "quote",
        "photo",
        "teaser",
        "word_length",
        "repeated",
        "gap",
    ),
    "prose",
)
_SEEN = ("chars", "ends", "stops", "furniture", "closer", "prose", "bullet", "colon")  # what a neighbour shows
_REACH = (-3, -2, -1, 1, 2, 3)
PLACE = (
    *("at", "at_prose", "in_core", "to_core", "from_core_start", "to_core_end", "prose_before", "prose_after"),
    *(
        "last_prose",
        "next_prose",
        "closer_since",
        "closer_prose",
        "mean_5",
        "mean_15",
        "ends_5",
        "overlap",
        "overlap_head",
    ),
    *("core_prose", "units", "prose_share", "alike_run"),
)
NAMES = (*OWN, *(f"{name}{reach:+d}" for reach in _REACH for name in _SEEN), *PLACE)


def prose(shape: Shape) -> float:
    """How much a stretch looks like running text, in [0, 1]: long, sentence-like, full of function words."""
    length = min(1.0, shape.words / 25)
    stops = min(1.0, shape.stops / 0.3)
    return length * stops * (1.0 if shape.ends else 0.5) / (1 + 0.5 * shape.furniture)


def features(units: Sequence[Unit]) -> NDArray[np.float64]:
    """One row a unit, one column a name in ``NAMES``: float64, shape (len(units), len(NAMES))."""
    import numpy as np

    if not units:
        return np.zeros((0, len(NAMES)))
    counts = Counter(unit.text for unit in units)
    proses = [prose(unit.shape) for unit in units]
    own = np.array([_own(u, counts[u.text], p) for u, p in zip(units, proses, strict=True)])
    return np.hstack([own, _neighbours(own), _places(units, proses)])


def _own(unit: Unit, copies: int, running: float) -> list[float]:
    s = unit.shape
    words = max(1, s.words)
    return [
        *(
            math.log1p(s.chars),
            math.log1p(s.words),
            s.ends,
            s.final in ":：",
            s.final == "…" or unit.text[-3:] == "...",
        ),
        *(s.final in "?？", s.final in "!！", min(s.sentences, 10), words / max(1, s.sentences), s.stops),
        *(s.capitals, s.upper, s.digits, s.commas, min(s.separators, 6), s.separators / words),
        *(s.starts == name for name in _STARTS),
        *(
            min(s.furniture, 4),
            s.furniture / words,
            s.closer,
            s.date,
            s.clock,
            s.url,
            s.quote,
            s.photo,
            s.teaser,
            s.chars / words,
        ),
        *(min(copies, 4), unit.gap, running),
    ]


def _neighbours(own: NDArray[np.float64]) -> NDArray[np.float64]:
    import numpy as np

    columns = [OWN.index({"bullet": "starts_bullet"}.get(name, name)) for name in _SEEN]
    seen = own[:, columns]
    blocks = []
    for reach in _REACH:
        block = np.full_like(seen, -1.0)  # beyond the edge of the page
        if abs(reach) < len(seen):
            if reach < 0:
                block[-reach:] = seen[:reach]
            else:
                block[:-reach] = seen[reach:]
        blocks.append(block)
    return np.hstack(blocks)


def core_of(proses: Sequence[float], toll: float = 0.25) -> tuple[int, int]:
    """First and last index of the stretch with the most running text for its length (maximum-sum subsequence).

    After Pasternack and Roth, "Extracting article text from the web with maximum subsequence segmentation", WWW 2009.
    """
    best, start, end = 0.0, 0, -1
    total, begin = 0.0, 0
    for i, value in enumerate(proses):
        if total <= 0:
            total, begin = 0.0, i
        total += value - toll
        if total > best:
            best, start, end = total, begin, i
    return (start, end) if end >= 0 else (0, len(proses) - 1)


def _places(units: Sequence[Unit], proses: Sequence[float]) -> NDArray[np.float64]:
    import numpy as np

    n = len(units)
    values = np.array(proses)
    before = np.concatenate([[0.0], np.cumsum(values)])
    total = before[-1]
    start, end = core_of(proses)
    core_words: Counter[str] = Counter()
    for unit in units[start : end + 1]:
        core_words.update(unit.shape.content)
    head_words: Counter[str] = Counter()
    for unit in units[max(0, start - 10) : start + 2]:
        head_words.update(unit.shape.content)
    lengths = np.concatenate([[0.0], np.cumsum([math.log1p(u.shape.chars) for u in units])])
    ended = np.concatenate([[0.0], np.cumsum([float(u.shape.ends) for u in units])])
    last, nxt = _distances([p >= 0.5 for p in proses])
    closer_at, closer_prose, run = -1, 0.0, 0
    rows = []
    for i, unit in enumerate(units):
        if unit.shape.closer:
            closer_at = i
        closer_prose = before[i] - before[closer_at] if closer_at >= 0 else -1.0
        inside = start <= i <= end
        run = run + 1 if i and unit.shape.ends == units[i - 1].shape.ends else 0
        rows.append(
            [
                *(i / n, before[i] / (total + 1e-9), inside, _signed(i, start, end), _log(i - start), _log(end - i)),
                *(min(before[i], 20.0), min(total - before[i + 1], 20.0), math.log1p(last[i]), math.log1p(nxt[i])),
                *(math.log1p(i - closer_at) if closer_at >= 0 else -1.0, min(closer_prose, 20.0)),
                *(_mean(lengths, i, 2), _mean(lengths, i, 7), _mean(ended, i, 2)),
                *(_overlap(unit, core_words, inside), _overlap(unit, head_words, start - 10 <= i < start + 2)),
                *(before[end + 1] - before[start], math.log1p(n), total / n, min(run, 10)),
            ]
        )
    return np.array(rows, dtype=float)


def _signed(i: int, start: int, end: int) -> float:
    return _log(i - start) if i < start else _log(i - end) if i > end else 0.0


def _log(steps: int) -> float:
    return math.copysign(math.log1p(abs(steps)), steps)


def _mean(sums: NDArray[np.float64], i: int, reach: int) -> float:
    low, high = max(0, i - reach), min(len(sums) - 1, i + reach + 1)
    return float((sums[high] - sums[low]) / (high - low))


def _overlap(unit: Unit, vocabulary: Counter[str], own: bool) -> float:
    """Share of a unit's words that the text around it uses too; a unit does not count as its own surroundings."""
    content = unit.shape.content
    if not content:
        return -1.0
    return sum(vocabulary[word] > own for word in content) / len(content)


def _distances(marks: Sequence[bool]) -> tuple[list[int], list[int]]:
    """Steps to the last and to the next mark, at most 50."""
    last, nxt = [], [0] * len(marks)
    steps = 50
    for mark in marks:
        last.append(steps)
        steps = 1 if mark else min(50, steps + 1)
    steps = 50
    for i in range(len(marks) - 1, -1, -1):
        nxt[i] = steps
        steps = 1 if marks[i] else min(50, steps + 1)
    return last, nxt
