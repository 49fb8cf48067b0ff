"""What a stopped training goes on from, and the weights in pieces small enough to be handed from machine to machine.

Two ways to go on. ``state.safetensors`` holds weights and Adam's moments in float32: the resumed run is the
unbroken one, bit for bit. Where only the checkpoint is at hand (float16, 60 MB, because a machine was lost and no more
could be carried), the moments begin at zero, the rate climbs again for ``REWARM`` steps, and the data go on at the
step that ``training.json`` names. The moments were not shrunk to 8 bits to travel too: they are as good as new after
some hundred steps.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from summarize.errors import UsageError

REWARM = 200  # steps over which the rate climbs again after a start without Adam's moments
STATE, RECORD, CHECKPOINT = "state.safetensors", "training.json", "checkpoint"
SHARD_BYTES = 15 * 2**20 - 4096
_REST = "rest.json"


@dataclass(slots=True, kw_only=True)
class Progress:
    """How far a training has come; changed in place by the loop that owns it."""

    size: str
    seed: int
    steps: int  # in all
    pretrain_chunks: int  # chunks of news before the pairs
    step: int = 0  # the next to be done
    seconds: float = 0.0  # trained so far, over all calls
    fresh_from: int = 0  # the step from which the rate climbs anew: the moments were lost, or an ended run goes on
    curve: list[dict[str, Any]] = field(default_factory=list)
    made_with: dict[str, str] = field(default_factory=dict)


def save_state(model: Any, optimizer: Any, progress: Progress, folder: Path) -> None:
    """Write weights, moments and progress as one file, whole or not at all."""
    from safetensors.torch import save_file

    tensors = {}
    for name, weight in _weights(model):
        tensors[f"weight {name}"] = weight.detach().cpu().contiguous()
        for key, moment in sorted(optimizer.state.get(weight, {}).items()):
            tensors[f"{key} {name}"] = moment.detach().cpu().contiguous()
    part = folder / f"{STATE}.part"
    save_file(tensors, part, metadata={"progress": json.dumps(asdict(progress))})
    with part.open("rb+") as file:
        os.fsync(file.fileno())
    os.replace(part, folder / STATE)


def load_state(model: Any, optimizer: Any, folder: Path) -> Progress | None:
    """Put the saved state into the model and the optimizer; None where nothing was saved.

    A run folder without a state but with a checkpoint is gone on from too, with new moments.
    """
    if (folder / STATE).is_file():
        return _load_whole(model, optimizer, folder / STATE)
    record = folder / CHECKPOINT / RECORD
    return _load_half(model, folder / CHECKPOINT) if record.is_file() else None


def _load_whole(model: Any, optimizer: Any, path: Path) -> Progress:
    import torch
    from safetensors import safe_open

    with safe_open(path, framework="pt") as file, torch.no_grad():
        keys = set(file.keys())
        for name, weight in _weights(model):
            weight.copy_(file.get_tensor(f"weight {name}"))
            moments = {key: f"{key} {name}" for key in ("exp_avg", "exp_avg_sq", "step")}
            if moments["step"] in keys:
                found = {key: file.get_tensor(stored) for key, stored in moments.items()}
                optimizer.state[weight] = {key: value.to(weight.device) for key, value in found.items()}
        return Progress(**json.loads(file.metadata()["progress"]))


def _load_half(model: Any, folder: Path) -> Progress:
    import torch
    from safetensors.torch import load_file

    stored = load_file(folder / "model.safetensors")
    with torch.no_grad():
        for name, weight in _weights(model):
            weight.copy_(stored[name].float())
    progress = Progress(**json.loads((folder / RECORD).read_text(encoding="utf-8")))
    progress.fresh_from = progress.step
    return progress


def _weights(model: Any) -> list[tuple[str, Any]]:
    return sorted(model.named_parameters())


def write_json(path: Path, value: Any) -> None:
    """Write a value as JSON, whole or not at all."""
    write_bytes(path, (json.dumps(value, indent=1, ensure_ascii=False) + "\n").encode())


def write_bytes(path: Path, content: bytes) -> None:
    """Write a file, whole or not at all."""
    part = path.with_name(path.name + ".part")
    part.write_bytes(content)
    os.replace(part, path)


# ------------------------------------------------------------------ shards


def write_shards(checkpoint: Path, folder: Path, extra: Sequence[Path] = (), size: int = SHARD_BYTES) -> list[Path]:
    """A checkpoint in pieces: ``weights-1-of-4`` and so on, and ``rest.json`` with every other file and the digest.

    Args:
        checkpoint: The folder of the checkpoint.
        folder: Where the pieces go.
        extra: More text files to take along.
        size: Bytes of a piece at most.
    """
    folder.mkdir(parents=True, exist_ok=True)
    weights = (checkpoint / "model.safetensors").read_bytes()
    pieces = [weights[start : start + size] for start in range(0, len(weights), size)]
    paths = []
    for number, piece in enumerate(pieces, 1):
        paths.append(folder / f"weights-{number}-of-{len(pieces)}")
        write_bytes(paths[-1], piece)
    texts = [path for path in sorted(checkpoint.iterdir()) if path.suffix == ".json"]
    rest = {
        "sha256": hashlib.sha256(weights).hexdigest(),
        "pieces": [path.name for path in paths],
        "checkpoint": {path.name: path.read_text(encoding="utf-8") for path in texts},
        "beside": {path.name: path.read_text(encoding="utf-8") for path in extra},
    }
    write_json(folder / _REST, rest)
    return [*paths, folder / _REST]


def join_shards(shards: Path, out: Path) -> None:
    """Put the pieces together again: ``out/checkpoint`` and what came beside it.

    Raises:
        UsageError: A piece is missing or damaged.
    """
    if not (shards / _REST).is_file():
        raise UsageError(f"no {_REST} in {shards}: give the folder that --shards wrote.")
    rest = json.loads((shards / _REST).read_text(encoding="utf-8"))
    missing = [name for name in rest["pieces"] if not (shards / name).is_file()]
    if missing:
        raise UsageError(f"pieces of the weights are missing in {shards}: {', '.join(missing)}.")
    weights = b"".join((shards / name).read_bytes() for name in rest["pieces"])
    if (found := hashlib.sha256(weights).hexdigest()) != rest["sha256"]:
        raise UsageError(f"the pieces in {shards} have sha256 {found}, expected {rest['sha256']}: fetch them again.")
    checkpoint = out / CHECKPOINT
    checkpoint.mkdir(parents=True, exist_ok=True)
    write_bytes(checkpoint / "model.safetensors", weights)
    for place, files in ((checkpoint, rest["checkpoint"]), (out, rest["beside"])):
        for name, text in files.items():
            write_bytes(place / Path(name).name, text.encode())
