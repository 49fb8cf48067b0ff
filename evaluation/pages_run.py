"""Text and furniture told apart, measured: ``python -m evaluation.run pages --data DIR``.

Pages with hand-marked segments to keep and to drop: a segment counts as kept when it stands in the kept lines joined
by a space. Precision is over the segments kept, recall over those to keep, as in trafilatura's own evaluation. Only
the half of the pages whose sha256 of ``id`` is even is scored: the line model and its thresholds were made on the
other half. Beside it, how much of clean news texts is kept, on articles the model did not see. Writes
``evaluation/results/pages.json`` and ``pages.md``.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from evaluation.datasets import DATASETS, add_data_option, data_folder, digest, rows
from summarize import __version__
from summarize.articles.clean import SECTION, label_lines
from summarize.articles.language import language_of
from summarize.data import Article, Line, Role
from summarize.settings import CleanSettings

RESULTS = Path(__file__).parent / "results"
SEED, RESAMPLES = 7, 1000
LONG = 80  # characters of the line-length baseline
NEWS = {"news": 4000, "wikinews": None, "giveme5w1h": None, "meetings_dev": None, "ecbplus": None}  # rows read
NEWS_SKIPPED = 1500  # of "news": the model was trained on rows before this one
NEWS_TEXTS = 150  # texts scored of each set
SENTENCE_WORDS = 6  # a clean text's line that ends like a sentence and has this many words should be kept

Kept = Callable[[Sequence[str], Sequence[Line]], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """Segments of one or more pages: to keep and kept or not, to drop and kept or not."""

    kept: int
    lost: int
    wrong: int
    dropped: int

    @property
    def precision(self) -> float:
        return self.kept / max(1, self.kept + self.wrong)

    @property
    def recall(self) -> float:
        return self.kept / max(1, self.kept + self.lost)

    @property
    def f1(self) -> float:
        return 2 * self.kept / max(1, 2 * self.kept + self.wrong + self.lost)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One way of keeping lines on one group of pages; the interval is (low, high), 95 %, over pages."""

    system: str
    pages: int
    precision: float
    recall: float
    f1: float
    f1_interval: tuple[float, float]
    counts: Counts


def main(argv: Sequence[str]) -> int:
    """Measure and write the results; exit code 0 if F1 is at least .90 on all and on English pages, else 1."""
    parser = argparse.ArgumentParser(prog="evaluation.run pages", description="Measure articles/clean.")
    add_data_option(parser)
    folder = data_folder(parser.parse_args(argv).data)
    settings = CleanSettings()
    pages = [page for page in rows(folder, "pages_dev") if even(page)]
    groups = {"all pages": pages, "English pages": [page for page in pages if language_of(page["text"]) == "en"]}
    labelled = {page["id"]: label_lines([_article(page)], settings)[0] for page in pages}
    report: dict[str, Any] = {
        "version": __version__,
        "set": "pages_dev, half with even sha256 of id",
        "origin": DATASETS["pages_dev"].origin,
        "digest": digest(folder, "pages_dev"),
        "settings": asdict(settings),
        "model": _model_digest(),
        "seed": SEED,
        "resamples": RESAMPLES,
        "groups": {name: [asdict(row) for row in score_all(some, labelled)] for name, some in groups.items()},
        "news": [_news(folder, name, settings) for name in NEWS],
    }
    RESULTS.mkdir(exist_ok=True)
    text = as_markdown(report)
    (RESULTS / "pages.json").write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    (RESULTS / "pages.md").write_text(text, encoding="utf-8")
    print(text)
    return 0 if all(group[0]["f1"] >= 0.9 for group in report["groups"].values()) else 1


def even(row: dict[str, Any]) -> bool:
    """Whether a row belongs to the half that is only reported on."""
    return int(hashlib.sha256(str(row["id"]).encode()).hexdigest(), 16) % 2 == 0


def _article(row: dict[str, Any]) -> Article:
    return Article(id=str(row["id"]), path=str(row["id"]), text=row["text"], encoding="utf-8", sha256="")


def _model_digest() -> str:
    import summarize

    file = Path(summarize.__file__).parent / "weights" / "clean" / "lines.json"
    return hashlib.sha256(file.read_bytes()).hexdigest()


# ------------------------------------------------------------------ what is kept


def by_roles(*roles: Role) -> Kept:
    """Lines of these roles; headings inside the text count as headlines, whatever role they have."""

    def keep(lines: Sequence[str], labels: Sequence[Line]) -> str:
        chosen = (
            text
            for text, label in zip(lines, labels, strict=True)
            if label.role in roles or (label.rule == SECTION and Role.HEADLINE in roles)
        )
        return " ".join(chosen)

    return keep


def longer_than(chars: int) -> Kept:
    """Lines of at least so many characters."""
    return lambda lines, labels: " ".join(line for line in lines if len(line) >= chars)


# The first is the definition the project reports. Segments to keep hold headings too, so body lines alone would miss
# them; dates, bylines and credits are mostly segments to drop. Chosen on the other half.
SYSTEMS: dict[str, Kept] = {
    "body and headings": by_roles(Role.BODY, Role.HEADLINE),
    "body alone": by_roles(Role.BODY),
    "body, headings, date, byline, credit": by_roles(Role.BODY, Role.HEADLINE, Role.DATE, Role.BYLINE, Role.CREDIT),
    f"baseline: lines of {LONG}+ characters": longer_than(LONG),
    "baseline: everything": longer_than(0),
}


def count(page: dict[str, Any], kept: str) -> Counts:
    """The segments of one page, given the text that was kept."""
    right = sum(segment in kept for segment in page["include"])
    wrong = sum(segment in kept for segment in page["exclude"])
    return Counts(kept=right, lost=len(page["include"]) - right, wrong=wrong, dropped=len(page["exclude"]) - wrong)


def total(counts: Iterable[Counts]) -> Counts:
    """All counts added up."""
    some = list(counts)
    return Counts(
        kept=sum(c.kept for c in some),
        lost=sum(c.lost for c in some),
        wrong=sum(c.wrong for c in some),
        dropped=sum(c.dropped for c in some),
    )


def score_all(pages: Sequence[dict[str, Any]], labelled: dict[str, tuple[Line, ...]]) -> list[Row]:
    """A row for each way of keeping lines."""
    return [_row(name, [_count(page, labelled[page["id"]], keep) for page in pages]) for name, keep in SYSTEMS.items()]


def _count(page: dict[str, Any], labels: Sequence[Line], keep: Kept) -> Counts:
    return count(page, keep([page["text"][label.start : label.end] for label in labels], labels))


def _row(name: str, counts: Sequence[Counts]) -> Row:
    all_of_them = total(counts)
    chance = random.Random(SEED)
    drawn = sorted(total(chance.choices(counts, k=len(counts))).f1 for _ in range(RESAMPLES if counts else 0)) or [0.0]
    return Row(
        system=name,
        pages=len(counts),
        precision=all_of_them.precision,
        recall=all_of_them.recall,
        f1=all_of_them.f1,
        f1_interval=(drawn[int(0.025 * len(drawn))], drawn[int(0.975 * (len(drawn) - 1))]),
        counts=all_of_them,
    )


# ------------------------------------------------------------------- clean news


def _news(folder: Path, name: str, settings: CleanSettings) -> dict[str, Any]:
    """How much of clean texts is kept: of all lines, of those that read like sentences, of all characters."""
    found = islice(rows(folder, name, NEWS[name]), NEWS_SKIPPED if name == "news" else 0, None)
    articles = [_article(row) for row in islice(filter(even, found), NEWS_TEXTS)]
    lines = [
        (article.text[label.start : label.end].strip(), label.role is Role.BODY)
        for article, labels in zip(articles, label_lines(articles, settings), strict=True)
        for label in labels
        if label.role is not Role.BLANK
    ]
    sentences = [body for text, body in lines if text[-1:] in '.!?"”' and len(text.split()) >= SENTENCE_WORDS]
    return {
        "set": name,
        "texts": len(articles),
        "lines": len(lines),
        "body_lines": sum(body for _, body in lines) / max(1, len(lines)),
        "sentences": len(sentences),
        "body_sentences": sum(sentences) / max(1, len(sentences)),
        "body_characters": sum(len(text) for text, body in lines if body) / max(1, sum(len(text) for text, _ in lines)),
    }


def as_markdown(report: dict[str, Any]) -> str:
    """The report as a Markdown page."""
    parts = ["# Text and furniture of pages\n"]
    for name, group in report["groups"].items():
        parts.append(f"\n## {name} ({group[0]['pages']})\n")
        parts.append("| kept | P | R | F1 | 95 % | to keep: kept, lost | to drop: kept, dropped |")
        parts.append("| --- | --- | --- | --- | --- | --- | --- |")
        for row in group:
            low, high = row["f1_interval"]
            n = row["counts"]
            parts.append(
                f"| {row['system']} | {row['precision']:.3f} | {row['recall']:.3f} | {row['f1']:.3f} "
                f"| {low:.3f}–{high:.3f} | {n['kept']}, {n['lost']} | {n['wrong']}, {n['dropped']} |"
            )
    parts.append(
        f"\n## Clean news texts\n\nShare kept as body; a sentence is a line of {SENTENCE_WORDS}+ words that ends like "
        "one.\nWhat is not kept is mostly furniture these texts still hold: credits, captions, headings.\n"
    )
    parts.append("| set | texts | lines | of the lines | of the sentences | of the characters |")
    parts.append("| --- | --- | --- | --- | --- | --- |")
    for one in report["news"]:
        parts.append(
            f"| {one['set']} | {one['texts']} | {one['lines']} | {one['body_lines']:.3f} "
            f"| {one['body_sentences']:.3f} | {one['body_characters']:.3f} |"
        )
    parts.append(
        f"\nsignature: summarize {report['version']}, {report['set']} ({report['origin']}), "
        f"data sha256 {report['digest'][:16]}, model sha256 {report['model'][:16]}, seed {report['seed']}, "
        f"{report['resamples']} resamples, settings {json.dumps(report['settings'])}\n"
    )
    return "\n".join(parts)
