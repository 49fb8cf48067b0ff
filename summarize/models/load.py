"""Models by name or path. Nothing is downloaded; what is not on this machine is said in one line at once.

The built-in names win over folders of the same name in the working directory: "./fusion" is the folder.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from summarize.errors import ModelNotFound, UsageError
from summarize.models import ClusterWriter, Embedder, Judge, Writer
from summarize.models.files import find_folder, read_config
from summarize.models.fusion import is_fusion, load_fusion
from summarize.models.judge import load_entailment_judge
from summarize.models.sentence_encoder import (
    MINILM,
    MINILM_SHA256,
    load_sentence_encoder,
    minilm_folder,
)
from summarize.models.seq2seq import load_seq2seq
from summarize.models.static import STATIC, load_static
from summarize.settings import GenerationSettings

EXTRACTIVE = "extractive"
FUSION = "fusion"
TERSE = "terse"  # the same model, asked for sentences as short as headlines
WEIGHTS = Path(__file__).parent.parent / "weights"
_MINILM_NAMES = ("minilm", MINILM.lower(), f"sentence-transformers/{MINILM}".lower())


def load_embedder(name_or_path: str = "minilm", *, bfloat16: bool = False) -> Embedder:
    """The embedder of a name or a path.

    Args:
        name_or_path: "minilm" (all-MiniLM-L6-v2 from the package that carries it), "static" (the vectors distilled
            from it, many times as fast), a folder, or a cached name.
        bfloat16: Compute in bfloat16 where this CPU has it; the embedder's name says so then.

    Raises:
        ModelError: It is not there, not safe to load, or damaged.
    """
    if name_or_path.lower() in _MINILM_NAMES:
        return load_sentence_encoder(minilm_folder(), MINILM, bfloat16=bfloat16, sha256=MINILM_SHA256)
    if name_or_path == STATIC:
        return load_static(WEIGHTS / STATIC)
    return load_sentence_encoder(find_folder(name_or_path), _shown(name_or_path), bfloat16=bfloat16)


def load_writer(name_or_path: str, settings: GenerationSettings | None = None) -> Writer | None:
    """The writer of a name or a path; None for "extractive", which needs no model.

    "terse" is the fusion model, asked for sentences as short as headlines.

    A folder whose config says how it is asked to fuse, to shorten and to join is the project's own fusion model and
    writes under its constraint; any other is a plain sequence-to-sequence model.

    Raises:
        ModelError: It is not there, not safe to load, or damaged.
    """
    if name_or_path == EXTRACTIVE:
        return None
    if name_or_path in (FUSION, TERSE):
        if not (WEIGHTS / FUSION / "config.json").is_file():
            raise ModelNotFound(
                f"The writer {name_or_path!r} is not part of this version: no weights in {WEIGHTS / FUSION}. "
                f"Use --writer {EXTRACTIVE}, or the folder of a sequence-to-sequence model."
            )
        asked = replace(settings or GenerationSettings(), terse=name_or_path == TERSE)
        return load_fusion(WEIGHTS / FUSION, name_or_path, asked, _expected(WEIGHTS / FUSION))
    folder = find_folder(name_or_path)
    if is_fusion(read_config(folder)):
        return load_fusion(folder, _shown(name_or_path), settings or GenerationSettings())
    return load_seq2seq(folder, _shown(name_or_path), settings or GenerationSettings())


def check_models(embedder: str, writers: Sequence[str]) -> None:
    """Look for models without loading them, so that a wrong name is said at the start and not to the first visitor.

    Raises:
        ModelError: One of them is not there.
    """
    if embedder.lower() not in (*_MINILM_NAMES, STATIC):
        find_folder(embedder)
    for writer in writers:
        if writer not in (EXTRACTIVE, FUSION, TERSE):
            read_config(find_folder(writer))


def _expected(folder: Path) -> str | None:
    """The digest that stands beside the shipped weights, as ``sha256sum`` writes it."""
    beside = folder / "model.sha256"
    return beside.read_text("utf-8").split()[0] if beside.is_file() else None


def load_cluster_writer(name_or_path: str, settings: GenerationSettings | None = None) -> ClusterWriter:
    """The writer of whole events of a name or a path.

    Raises:
        UsageError: The name is one of the built-in writers, which write sentence by sentence.
        ModelError: It is not there, not safe to load, or damaged.
    """
    if name_or_path in (EXTRACTIVE, FUSION, TERSE):
        raise UsageError(
            f"--whole-cluster needs a model that reads whole documents (PRIMERA, PEGASUS, BART, LED), by name or path "
            f"with --writer; {name_or_path!r} writes sentence by sentence."
        )
    return load_seq2seq(find_folder(name_or_path), _shown(name_or_path), settings or GenerationSettings())


def load_judge(name_or_path: str) -> Judge:
    """The judge of a name or a path: any NLI cross-encoder.

    Raises:
        ModelError: It is not there, not safe to load, or damaged.
    """
    return load_entailment_judge(find_folder(name_or_path), _shown(name_or_path))


def _shown(name_or_path: str) -> str:
    """What a model is called in a brief: a path's last part (the digest tells which it is), a name as it is."""
    return Path(name_or_path).expanduser().resolve().name if Path(name_or_path).expanduser().is_dir() else name_or_path
