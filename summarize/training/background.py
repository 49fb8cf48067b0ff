"""Count in how many articles of a large news collection each word stem stands.

::

    python -m summarize.training.background NEWS.jsonl.xz

writes ``summarize/weights/cluster/background.json``: plain counts, from which ``words.background`` tells a rare word
from a common one even when only two articles are given.
"""

from __future__ import annotations

import argparse
import json
import lzma
import os
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path

from summarize.words import content_stems

WEIGHTS = Path(__file__).parent.parent / "weights" / "cluster" / "background.json"
MIN_ARTICLES = 12  # a rarer stem is treated as new: it keeps the file small and typing errors out


def count_stems(texts: Iterable[str]) -> tuple[int, Counter[str]]:
    """How many texts there are, and in how many of them each content stem stands."""
    counts: Counter[str] = Counter()
    total = 0
    for text in texts:
        total += 1
        counts.update(set(content_stems(text)))
    return total, counts


def to_json(total: int, counts: Counter[str]) -> str:
    """The table as JSON, stems in alphabetical order, so that equal counts give equal bytes."""
    kept = {stem: counts[stem] for stem in sorted(counts) if counts[stem] >= MIN_ARTICLES and not stem.isdigit()}
    return json.dumps({"articles": total, "stems": kept}, ensure_ascii=False, separators=(",", ":"))


def main(argv: Sequence[str] | None = None) -> int:
    """Write the table; exit code 0."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("news", help="articles as JSON lines with a text field, xz-packed")
    parser.add_argument("--limit", type=int, default=None, help="read only so many articles")
    options = parser.parse_args(argv)
    with lzma.open(options.news, "rt", encoding="utf-8") as lines:
        total, counts = count_stems(json.loads(line)["text"] for line in islice(lines, options.limit))
    part = WEIGHTS.with_suffix(".part")
    part.write_text(to_json(total, counts), encoding="utf-8")
    os.replace(part, WEIGHTS)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
