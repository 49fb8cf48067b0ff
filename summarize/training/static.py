"""Distil a table of word-piece vectors from all-MiniLM-L6-v2 and write it to ``summarize/weights/static/``.

::

    python -m summarize.training.static [--data DIR] [--cache DIR] [--out DIR]

Nothing is downloaded. First every piece of MiniLM's vocabulary is run through MiniLM alone, reduced to ``DIMENSIONS``
by PCA and weighted by how rare it is (Arora et al. 2017; model2vec, Minish Lab 2024). With ``--data`` the table is
then fitted so that the sum over a sentence points where MiniLM's vector of the sentence points, on
sentences of NeuS train and extra. Kept as int8 with one scale a row.
"""

from __future__ import annotations

import argparse
import json
import math
import os
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from summarize.models.sentence_encoder import minilm_folder
from summarize.models.static import UNKNOWN, StaticEncoder, load_static
from summarize.training.event_sets import kept
from summarize.training.rank_sets import load_clusters
from summarize.words import fold_space

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

WEIGHTS = Path(__file__).parent.parent / "weights" / "static"
SETS = (("neus_train", False, None), ("neus_extra", False, None), ("neus_train", True, 130))  # name, full, clusters
DIMENSIONS = 256
RARITY = 1e-3  # SIF's a: a piece with the share p of all pieces weighs a / (a + p)
EPOCHS = 12
BATCH = 256
RATE = 2e-3
STAY = 0.02  # how strongly a vector is held where it started: pieces seen once must not follow one sentence
SEED = 13


def pieces_kept(vocabulary: Sequence[str]) -> list[str]:
    """The pieces of MiniLM's vocabulary that English text can hold, the unknown one first."""
    kept_pieces = [piece for piece in vocabulary if not piece.startswith("[") or piece == "["]
    return [UNKNOWN, *(piece for piece in kept_pieces if all(_latin(char) for char in piece))]


def _latin(char: str) -> bool:
    return ord(char) < 0x250 or 0x2000 <= ord(char) < 0x2200  # letters with and without marks; dashes, quotes, €


def shares(pieces: Sequence[str], bags: Sequence[Sequence[int]]) -> NDArray[np.float64]:
    """The share of each piece among all pieces of the sentences; without sentences by Zipf's law from its rank."""
    import numpy as np

    rank = np.arange(1, len(pieces) + 1, dtype=np.float64)
    zipf: NDArray[np.float64] = 1 / (rank + 2.7)  # the vocabulary is in about the order of frequency
    zipf /= zipf.sum()
    count = Counter(row for bag in bags for row in bag)
    total = sum(count.values())
    if not total:
        return zipf
    seen = np.array([count[row] for row in range(len(pieces))], dtype=np.float64)
    return (seen + 20_000 * zipf) / (total + 20_000)


def reduced(vectors: NDArray[np.float32], dimensions: int) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """The vectors by their main directions, and those directions (d, dimensions). The mean is left in."""
    import numpy as np

    centred = vectors - vectors.mean(axis=0)
    _, _, turned = np.linalg.svd(centred.T @ centred)
    directions: NDArray[np.float32] = turned[:dimensions].T.astype(np.float32)
    flip = np.sign(directions[np.abs(directions).argmax(axis=0), np.arange(directions.shape[1])])
    directions *= flip  # a direction and its opposite are the same to SVD
    return (vectors @ directions).astype(np.float32), directions


def fitted(
    start: NDArray[np.float32], bags: Sequence[Sequence[int]], wanted: NDArray[np.float32]
) -> NDArray[np.float32]:
    """The table fitted so that each bag's sum points along its wanted vector.

    Args:
        start: The table to begin with, (pieces, d).
        bags: For each sentence the rows of its pieces.
        wanted: MiniLM's vectors of the sentences, unit length, (sentences, d).
    """
    import torch

    torch.manual_seed(SEED)
    table = torch.nn.EmbeddingBag.from_pretrained(torch.tensor(start), freeze=False, mode="sum")
    first = torch.tensor(start)
    target = torch.nn.functional.normalize(torch.tensor(wanted), dim=1)
    optimiser = torch.optim.Adam(table.parameters(), lr=RATE)
    order = torch.Generator().manual_seed(SEED)
    for epoch in range(EPOCHS):
        loss_sum = 0.0
        for chosen in torch.randperm(len(bags), generator=order).split(BATCH):  # type: ignore[no-untyped-call]
            rows = [bags[number] for number in chosen.tolist()]
            flat = torch.tensor([row for bag in rows for row in bag])
            offsets = torch.tensor([0, *(len(bag) for bag in rows[:-1])]).cumsum(0)
            made = torch.nn.functional.normalize(table(flat, offsets), dim=1)
            used = flat.unique()  # type: ignore[no-untyped-call]
            near = (made * target[chosen]).sum(1)
            alike = (made @ made.T - target[chosen] @ target[chosen].T).square().mean()  # what ranking compares
            stay = (table.weight[used] - first[used]).square().sum(1).mean()
            loss = (1 - near).mean() + alike + STAY * stay
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimiser.step()
            loss_sum += float(loss.detach()) * len(rows)
        for group in optimiser.param_groups:
            group["lr"] = RATE * (1 - (epoch + 1) / EPOCHS) + 1e-5
        print(f"epoch {epoch + 1}: loss {loss_sum / len(bags):.4f}", flush=True)
    result: NDArray[np.float32] = table.weight.detach().numpy()
    return result


def quantised(table: NDArray[np.float32]) -> dict[str, Any]:
    """The table as int8 (pieces, d) and a float16 scale for each row."""
    import numpy as np

    scales = (np.abs(table).max(axis=1) / 127).clip(1e-5).astype(np.float16)
    whole = np.round(table / scales.astype(np.float32)[:, None]).clip(-127, 127).astype(np.int8)
    return {"vectors": whole, "scales": scales}


def sentences_of(data: Path, cache: Path | None) -> list[str]:
    """The sentences of ``SETS``, each once."""
    found: set[str] = set()
    for name, full, limit in SETS:
        for cluster in load_clusters(data, name, full, limit, cache):
            found |= {fold_space(one.text) for reading in cluster.readings for one in reading.sentences}
    return sorted(found)


def write(table: NDArray[np.float32], pieces: Sequence[str], out: Path) -> None:
    """The two files of the encoder."""
    from safetensors.numpy import save_file

    out.mkdir(parents=True, exist_ok=True)
    save_file(quantised(table), out / "vectors.safetensors.part", metadata={"format": "np"})
    os.replace(out / "vectors.safetensors.part", out / "vectors.safetensors")
    (out / "pieces.txt").write_text("".join(f"{piece}\n" for piece in pieces), encoding="utf-8")


def main(argv: Sequence[str] | None = None) -> int:
    """Make the table and write it; exit code 0."""
    import numpy as np

    from summarize.models.load import load_embedder

    parser = argparse.ArgumentParser(description="Distil static vectors from MiniLM.")
    parser.add_argument("--data", help="folder of the research sets; without it the table is not fitted")
    parser.add_argument("--cache", help="folder to keep what was read and embedded")
    parser.add_argument("--out", default=str(WEIGHTS))
    options = parser.parse_args(argv)
    cache = Path(options.cache) if options.cache else None
    minilm = load_embedder("minilm")
    pieces = pieces_kept((minilm_folder() / "vocab.txt").read_text("utf-8").split("\n")[:-1])
    alone = kept(cache, "static-pieces", lambda: minilm.embed([piece.removeprefix("##") for piece in pieces]))
    texts = kept(cache, "static-texts", lambda: sentences_of(Path(options.data), cache)) if options.data else []
    blank = StaticEncoder(name="", digest="", vocabulary={p: i for i, p in enumerate(pieces)}, table=alone)
    bags = [blank.pieces(text) or [0] for text in texts]
    wanted = kept(cache, f"static-wanted-{len(texts)}", lambda: minilm.embed(texts)) if texts else None
    table, directions = reduced(alone if wanted is None else np.concatenate([alone, wanted]), DIMENSIONS)
    weight = RARITY / (RARITY + shares(pieces, bags))
    table = (table[: len(pieces)] * weight[:, None]).astype(np.float32)
    if wanted is not None:
        table = fitted(table, bags, wanted @ directions)
    write(table, pieces, Path(options.out))
    made = load_static(Path(options.out))
    size = math.ceil((Path(options.out) / "vectors.safetensors").stat().st_size / 1e6)
    print(json.dumps({"pieces": len(pieces), "dimensions": DIMENSIONS, "MB": size, "sha256": made.digest}))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
