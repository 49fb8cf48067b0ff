"""The research sets the project is measured on: where they are, where they come from, one loader for all.

None of them is part of the project: the texts belong to their publishers. They are reached with ``--data DIR`` or the
environment variable SUMMARIZE_DATA; anyone who obtains the originals named here can run the same numbers. Sets whose
name ends in "_test" are for reporting alone: nothing may be trained, tuned or chosen on them.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import lzma
import os
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from summarize.errors import UsageError

VARIABLE = "SUMMARIZE_DATA"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dataset:
    """One set: its file inside the data folder, what a row is, whose it is."""

    file: str  # relative to the data folder; one JSON object per line, gzip or xz
    what: str
    origin: str  # public repositories it was collected from
    terms: str  # as stated there


def _dataset(file: str, what: str, origin: str, terms: str = "none stated") -> Dataset:
    return Dataset(file=file, what=what, origin=origin, terms=terms)


_NEUS = "HLTCHKUST/framing-bias-metric (NeuS, NAACL 2022) joined with ramybaly/Article-Bias-Prediction"
_NEUS_TERMS = "MIT badge; Apache-2.0"
_BALY = "ramybaly/Article-Bias-Prediction"
_CHECKS = "published with the data set it is named after"

DATASETS: dict[str, Dataset] = {
    "neus_train": _dataset("briefs/neus_train.jsonl.gz", "articles of three outlets, human brief", _NEUS, _NEUS_TERMS),
    "neus_val": _dataset("briefs/neus_val.jsonl.gz", "articles of three outlets, human brief", _NEUS, _NEUS_TERMS),
    "neus_test": _dataset("briefs/neus_test.jsonl.gz", "articles of three outlets, human brief", _NEUS, _NEUS_TERMS),
    "neus_test_systems": _dataset(
        "briefs/neus_test_systems.jsonl.gz",
        "17 published system outputs on neus_test, in its order",
        "yuanyuanlei-nlp/multi_doc_summarization_acl_2025, yuanyuanlei-nlp/polarity_calibration_naacl_2024",
    ),
    "neus_extra": _dataset(
        "briefs/neus_extra.jsonl.gz", "more clusters of the same kind", "Kecen123/NLP-T5-NeutralSummarization"
    ),
    "wcep_piece": _dataset(
        "briefs/wcep_piece.jsonl.gz",
        "one article, a one-line event summary",
        "chrishokamp/dynamic-transformer-ensembles",
        "MIT",
    ),
    "guardian_dev": _dataset(
        "briefs/guardian_dev.jsonl.gz", "live blogs, bullets linked to posts", "HAOHAOXUEXI5776/LiveBlogSummary"
    ),
    "ecbplus": _dataset(
        "events/ecbplus_topics1-35.jsonl.gz",
        "undated articles, two alike events per topic",
        "tommasoc80/EventStoryLine (ECB+)",
        "annotations CC BY 3.0",
    ),
    "wikinews": _dataset("events/wikinews.jsonl.gz", "undated articles cited by one Wikinews page", "frnsys/galaxy"),
    "giveme5w1h": _dataset("events/giveme5w1h.jsonl.gz", "dated articles", "fhamborg/Giveme5W1H", "Apache-2.0"),
    "neus_trainval": _dataset("events/neus_trainval.jsonl.gz", "dated US politics", _NEUS, _NEUS_TERMS),
    "meetings_dev": _dataset(
        "events/meetings_dev.jsonl.gz", "recurring meetings of the same people, hand-labelled", _BALY, "Apache-2.0"
    ),
    "fusion_pairs": _dataset(
        "fusion/pairs.jsonl.gz",
        "source sentences, one target sentence",
        "google-research-datasets/sentence-compression, CNN/DM, google-research-datasets/wiki-split, ucfnlp, NeuS",
        "as is; CC BY-SA 4.0; BSD; MIT badge",
    ),
    "cited_dev": _dataset(
        "fusion/cited_dev.jsonl.gz",
        "Multi-News summaries with their source spans",
        "lovodkin93/attribute-first-then-generate",
        "Apache-2.0",
    ),
    "pages_dev": _dataset(
        "pages/pages_dev.jsonl.gz",
        "web pages as plain text, segments to keep and to drop",
        "adbar/trafilatura evaluation set",
        "Apache-2.0",
    ),
    "news": _dataset("news/articles.jsonl.xz", "full US news articles with date and source", _BALY, "Apache-2.0"),
    **{
        f"checks_{name}": _dataset(f"checks/{name}.jsonl.gz", "document, claim, supported or not", _CHECKS, "as there")
        for name in (
            *("wice_dev", "attributionbench_dev", "defacto_train", "defacto_val", "cliff", "fever_sym_dev"),
            *("summac_factcc", "summac_polytope", "summac_xsumfaith", "summeval", "goyal21"),
        )
    },
}


def add_data_option(parser: argparse.ArgumentParser) -> None:
    """Give ``parser`` the option ``--data DIR`` every run has."""
    parser.add_argument("--data", metavar="DIR", help=f"folder of the research sets (or the variable {VARIABLE})")


def data_folder(option: str | None = None) -> Path:
    """The folder the research sets stand in.

    Args:
        option: what ``--data`` was given; None: the environment variable SUMMARIZE_DATA.

    Raises:
        UsageError: neither is given, or it is no folder.
    """
    named = option or os.environ.get(VARIABLE)
    if not named:
        raise UsageError(
            f"no data folder: pass --data DIR or set {VARIABLE}. The sets are not part of the project; "
            "evaluation/datasets.py names where each comes from."
        )
    folder = Path(named)
    if not folder.is_dir():
        raise UsageError(f"no data folder at {named!r}: expected a directory; check --data or {VARIABLE}.")
    return folder


def dataset_path(folder: Path, name: str) -> Path:
    """The file of one set.

    Raises:
        UsageError: the set is not known, or its file is not in the folder.
    """
    if name not in DATASETS:
        raise UsageError(f"no data set {name!r}: expected one of {', '.join(DATASETS)}.")
    path = folder / DATASETS[name].file
    if not path.is_file():
        raise UsageError(f"the set {name!r} is not there: looked for {path}. Its origin: {DATASETS[name].origin}.")
    return path


def rows(folder: Path, name: str, limit: int | None = None) -> Iterator[dict[str, Any]]:
    """The rows of one set in file order, the first ``limit`` of them.

    Raises:
        UsageError: as ``dataset_path``; it is raised at once, not on the first row.
    """
    return islice(_read(dataset_path(folder, name)), limit)


def digest(folder: Path, name: str) -> str:
    """sha256 of the set's file, hex: what a score's signature names."""
    with dataset_path(folder, name).open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _read(path: Path) -> Iterator[dict[str, Any]]:
    opened = lzma.open if path.suffix == ".xz" else gzip.open
    with opened(path, "rt", encoding="utf-8") as file:
        for line in file:
            if line.strip():
                yield json.loads(line)
