"""What training needs, made once from the data folder and small enough to travel to another machine: a *pack*.

::

    minilm.xz        MiniLM's weights as float16, low and high bytes apart (they compress better so)
    tokenizer.xz     its tokenizer.json
    pairs.jsonl.xz   {"set", "task", "validation", "lines", "target"}
    news.jsonl.xz    {"sentences", "gaps"}
    pack.json        counts, and the digests of what it was made from

Making it needs the whole project (sentences, stems, rank and plan); training from it only torch, transformers,
tokenizers, safetensors and numpy.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import lzma
import multiprocessing
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from functools import lru_cache
from itertools import islice, repeat
from pathlib import Path
from typing import Any

from summarize.errors import UsageError
from summarize.training.fusion_news import Story, is_sentence, make_story
from summarize.training.fusion_pairs import PLANS, Pair, all_pairs, can_teach, divide

PAIRS, NEWS, CLUSTERS = "fusion/pairs.jsonl.gz", "news/articles.jsonl.xz", "briefs/neus_train.jsonl.gz"
NAMED = 4_000  # articles from which words of names are read
SLACK = 300_000  # bytes left free for names and headers when a pack has to fit
BLOCK = 20  # clusters or articles that a process is given at a time
HELD_BACK = 1_500_000  # bytes the packer may still owe
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Amounts:
    """How much of each set goes into a pack; None: all of it."""

    pairs: int | None = None
    articles: int | None = None
    clusters: int | None = None
    mib: float | None = None  # of the whole pack: news are cut to what is left
    jobs: int = 1  # processes


def make_pack(data: Path, folder: Path, amounts: Amounts, say: Say) -> None:
    """Write the pack of a data folder.

    Args:
        data: The folder of the research sets.
        folder: Where the pack goes; ``pack.json`` is written last, so that half a pack is never taken for a whole.
        amounts: How much of each set.
        say: Told what is being done.
    """
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "pack.json").unlink(missing_ok=True)
    _write_model(folder)
    say("reading news")
    articles = _shuffled(_rows(data / NEWS), amounts.articles)
    names = _names(articles)
    say(f"{len(names):,} words of names; filtering pairs")
    clusters = _shuffled(_rows(data / CLUSTERS), None)
    pairs = all_pairs(islice(_rows(data / PAIRS), amounts.pairs), clusters)
    taught = [pair for pair in pairs if can_teach(pair.lines, pair.target, names)]
    say(f"{len(taught):,} pairs of {len(pairs):,}; planning clusters")
    planned = _spread(_plans, clusters[: amounts.clusters], names, amounts.jobs)
    taught += [one for one in divide([*pairs, *planned]) if one.set == PLANS]
    write_pairs(taught, folder)
    say("cutting news into sentences")
    used = sum(file.stat().st_size for file in folder.glob("*.xz") if file.name != "news.jsonl.xz")
    room = None if amounts.mib is None else int(amounts.mib * 2**20) - used - SLACK
    told = write_news(_spread(_stories, articles, names, amounts.jobs), folder, room)
    counts = Counter(f"{pair.set} {pair.task}{' validation' * pair.validation}" for pair in taught)
    made = {"pairs": dict(sorted(counts.items())), "articles": told, "from": {PAIRS: _sha(data / PAIRS)}}
    _replace(folder / "pack.json", (json.dumps(made, indent=1) + "\n").encode())
    size = sum(file.stat().st_size for file in folder.iterdir()) / 2**20
    if amounts.mib is not None and size > amounts.mib:
        raise UsageError(f"the pack in {folder} has {size:.1f} MiB, {amounts.mib} were asked for: give fewer --pairs.")
    say(f"pack of {size:.1f} MiB with {told:,} articles")


def is_pack(folder: Path) -> bool:
    """Whether a whole pack stands in the folder."""
    return (folder / "pack.json").is_file()


def read_pairs(folder: Path) -> list[Pair]:
    """The pairs of a pack."""
    return [Pair(**{**row, "lines": tuple(row["lines"])}) for row in _rows(_part(folder, "pairs.jsonl.xz"))]


def read_stories(folder: Path) -> list[Story]:
    """The news of a pack."""
    return [
        Story(sentences=tuple(row["sentences"]), gaps=tuple((at, tuple(lines)) for at, lines in row["gaps"]))
        for row in _rows(_part(folder, "news.jsonl.xz"))
    ]


def read_minilm(folder: Path) -> dict[str, Any]:
    """MiniLM's tensors, float16."""
    import numpy as np
    from safetensors.torch import load

    planes = np.frombuffer(lzma.decompress(_part(folder, "minilm.xz").read_bytes()), np.uint8)
    header = int.from_bytes(planes[:8].tobytes(), "little") + 8
    body = planes[header:].reshape(2, -1).T.tobytes()
    return dict(load(planes[:header].tobytes() + body))


def read_tokenizer(folder: Path) -> bytes:
    """MiniLM's tokenizer.json."""
    return lzma.decompress(_part(folder, "tokenizer.xz").read_bytes())


def _part(folder: Path, name: str) -> Path:
    if not (folder / name).is_file():
        raise UsageError(f"no {name} in the pack {folder}: make it with --pack {folder} --data DIR.")
    return folder / name


def _write_model(folder: Path) -> None:
    from safetensors.torch import load_file

    from summarize.models.sentence_encoder import MINILM_SHA256, minilm_folder

    origin = minilm_folder()
    if (found := _sha(origin / "model.safetensors")) != MINILM_SHA256:
        raise UsageError(f"MiniLM's weights in {origin} have sha256 {found}, expected {MINILM_SHA256}: install again.")
    write_model(load_file(origin / "model.safetensors"), origin / "tokenizer.json", folder)


def write_model(minilm: dict[str, Any], tokenizer_json: Path, folder: Path) -> None:
    """Write MiniLM's tensors, all that training needs of them, and its tokenizer into a pack."""
    import numpy as np
    from safetensors.torch import save

    whole = save({k: v.half() for k, v in minilm.items() if "pooler" not in k and "position_ids" not in k})
    header = int.from_bytes(whole[:8], "little") + 8
    planes = np.frombuffer(whole[header:], np.uint8).reshape(-1, 2).T.tobytes()
    _replace(folder / "minilm.xz", lzma.compress(whole[:header] + planes, preset=6))
    tokenizer = json.loads(tokenizer_json.read_text(encoding="utf-8"))
    tokenizer.update(padding=None, truncation=None)  # the encoder's 128 tokens are not the writer's
    _replace(folder / "tokenizer.xz", lzma.compress(json.dumps(tokenizer, ensure_ascii=False).encode(), preset=6))


def write_pairs(pairs: Iterable[Pair], folder: Path) -> None:
    """Write pairs into a pack."""
    _write(folder / "pairs.jsonl.xz", (json.dumps(_row(pair), ensure_ascii=False) for pair in pairs))


def write_news(stories: Iterable[str], folder: Path, room: int | None = None) -> int:
    """Write stories, each a line of JSON, into a pack until the packed bytes fill the room; how many there were."""
    packer = lzma.LZMACompressor(preset=6)
    parts, size, count = [], 0, 0
    for line in stories:
        parts.append(packer.compress(f"{line}\n".encode("utf-8", "replace")))
        size += len(parts[-1])
        count += 1
        if room is not None and size > room - HELD_BACK:
            break
    _replace(folder / "news.jsonl.xz", b"".join([*parts, packer.flush()]))
    return count


def _names(articles: Sequence[dict[str, Any]]) -> frozenset[str]:
    """Words of names, from sentences cut roughly: a line's first word and those behind a full stop do not count."""
    from summarize.training.fusion_filter import name_words

    texts = (piece for row in articles[:NAMED] for line in row["text"].split("\n") for piece in line.split(". "))
    return name_words(piece for piece in texts if is_sentence(f"{piece.rstrip('.')}."))


def _plans(clusters: Sequence[dict[str, Any]], names: frozenset[str]) -> list[Pair]:
    from summarize.training.fusion_plans import make_plans

    return list(make_plans(clusters, names, _embedder()))


@lru_cache(maxsize=1)
def _embedder() -> Any:
    from summarize.models.load import load_embedder

    return load_embedder()


def _stories(articles: Sequence[dict[str, Any]], names: frozenset[str]) -> list[str]:
    from summarize.articles.split import split_text

    made = (make_story(row["text"], split_text(row["text"]), names) for row in articles)
    return [json.dumps(asdict(story), ensure_ascii=False) for story in made if len(story.sentences) >= 4]


def _spread(
    work: Callable[[Sequence[dict[str, Any]], frozenset[str]], list[Any]],
    rows: Sequence[dict[str, Any]],
    names: frozenset[str],
    jobs: int,
) -> Iterator[Any]:
    """What ``work`` makes of the rows, in their order, by so many processes."""
    blocks = [rows[start : start + BLOCK] for start in range(0, len(rows), BLOCK)]
    if jobs <= 1:
        for block in blocks:
            yield from work(block, names)
        return
    executor = ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("spawn"), initializer=_alone)
    try:
        for made in executor.map(work, blocks, repeat(names)):
            yield from made
    finally:
        executor.shutdown(cancel_futures=True)


def _alone() -> None:
    """One thread for each process: they share the cores."""
    import torch

    torch.set_num_threads(1)


def _row(pair: Pair) -> dict[str, Any]:
    return {name: value for name, value in asdict(pair).items() if value}


def _shuffled(rows: Iterable[dict[str, Any]], limit: int | None) -> list[dict[str, Any]]:
    """A sample that does not depend on the order of the file."""
    return sorted(rows, key=lambda row: hashlib.sha256(str(row["id"]).encode()).hexdigest())[:limit]


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    if not path.is_file():
        raise UsageError(f"a set for training is not there: looked for {path}; check --data.")
    opened = lzma.open if path.suffix == ".xz" else gzip.open
    with opened(path, "rt", encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def _write(path: Path, lines: Iterable[str]) -> None:
    _replace(path, lzma.compress("".join(f"{line}\n" for line in lines).encode("utf-8", "replace"), preset=9))


def _replace(path: Path, content: bytes) -> None:
    part = path.with_suffix(".part")
    part.write_bytes(content)
    os.replace(part, path)


def _sha(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
