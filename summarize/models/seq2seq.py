"""Any sequence-to-sequence checkpoint as a Writer of sentences or, given whole documents, as a ClusterWriter.

BART-, PEGASUS-, T5-, LED- and PRIMERA-like models. Input is put together from token ids, so that every sentence
and every document gets its share of the model's limit and nothing in a text can pass for a special token.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from summarize.errors import ModelBroken, ModelRefused
from summarize.models.files import (
    check_known,
    check_loaded,
    encodable,
    offline_arguments,
    quiet,
    read_config,
    unusable,
    weight_files,
    weights_digest,
)
from summarize.models.seq2seq_input import InputMaker, make_input_maker
from summarize.settings import GenerationSettings
from summarize.words import fold_space

# Ids and habits a checkpoint brings with it; everything else of its generation config (sampling, lengths, beams)
# is ours, so that the same groups give the same text whatever its authors left there.
_KEPT = (
    "bos_token_id",
    "eos_token_id",
    "pad_token_id",
    "decoder_start_token_id",
    "forced_bos_token_id",
    "forced_eos_token_id",
    "length_penalty",
    "suppress_tokens",
    "bad_words_ids",
)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Seq2SeqWriter:
    """A ``Writer`` and a ``ClusterWriter`` over a loaded sequence-to-sequence model."""

    name: str
    digest: str
    model: Any
    inputs: InputMaker
    settings: GenerationSettings

    def write(self, groups: Sequence[Sequence[str]]) -> list[list[str]]:
        """For each group its candidate sentences, best first (an empty list where it has none).

        Groups are batched by (length, ids): the same groups in another order give the same texts.
        """
        ids = [self.inputs.group([fold_space(encodable(text)) for text in group]) for group in groups]
        unique = sorted({row for row in ids if row}, key=lambda row: (len(row), row))
        written: dict[tuple[int, ...], list[str]] = {}
        size = self.settings.batch_groups
        for start in range(0, len(unique), size):
            batch = unique[start : start + size]
            texts = self._generate(batch, self.settings.max_new_tokens, self.settings.candidates)
            written.update(zip(batch, texts, strict=True))
        return [[*written[row]] if row else [] for row in ids]

    def write_cluster(self, documents: Sequence[str]) -> str:
        """A text of several sentences over all the documents; "" where they hold no text."""
        row = self.inputs.documents([encodable(document) for document in documents])
        if not row:
            return ""
        texts = self._generate([row], self.settings.max_new_tokens_cluster, 1)[0]
        return texts[0] if texts else ""

    def _generate(self, batch: Sequence[tuple[int, ...]], new_tokens: int, candidates: int) -> list[list[str]]:
        import torch

        longest = len(batch[-1])
        pad = self.inputs.pad_id
        ids = torch.tensor([[*row, *[pad] * (longest - len(row))] for row in batch])
        mask = torch.tensor([[1] * len(row) + [0] * (longest - len(row)) for row in batch])
        arguments: dict[str, Any] = {"input_ids": ids, "attention_mask": mask}
        if self.model.config.model_type == "led":
            arguments["global_attention_mask"] = self._global_attention(ids)
        count = min(candidates, self.settings.beams)
        with torch.inference_mode(), quiet():
            made = self.model.generate(**arguments, **self._asked(new_tokens, count))
        texts = [self.inputs.decode(row.tolist()) for row in made]
        # A beam may differ from another by special tokens only; the order stays, best first.
        return [
            [text for text in dict.fromkeys(texts[start : start + count]) if text]
            for start in range(0, len(texts), count)
        ]

    def _global_attention(self, ids: Any) -> Any:
        """LED and PRIMERA: the first token and each document separator see the whole input."""
        import torch

        marked = torch.zeros_like(ids)
        marked[:, 0] = 1
        if self.inputs.document_separator:
            marked[ids == self.inputs.document_separator[-1]] = 1
        return marked

    def _asked(self, new_tokens: int, count: int) -> dict[str, Any]:
        return {
            "num_beams": self.settings.beams,
            "num_return_sequences": count,
            "no_repeat_ngram_size": self.settings.no_repeat_ngram,
            "do_sample": False,
            "early_stopping": True,
            "max_new_tokens": min(new_tokens, self.inputs.output_limit),
        }


def load_seq2seq(folder: Path, name: str, settings: GenerationSettings) -> Seq2SeqWriter:
    """A writer from a folder with config.json, model.safetensors and a tokenizer.

    Raises:
        ModelRefused: Not sequence-to-sequence over text, needs code of its own, or only pickled weights.
        ModelBroken: The files are damaged, incomplete or do not belong together.
    """
    config = read_config(folder)
    _check_kind(folder, config)
    digest = weights_digest(weight_files(folder))
    inputs = make_input_maker(folder, config, settings.max_input_tokens)
    from transformers import AutoModelForSeq2SeqLM

    with quiet():
        try:
            model, loading = AutoModelForSeq2SeqLM.from_pretrained(
                folder, output_loading_info=True, dtype="float32", **offline_arguments()
            )
        except Exception as error:  # transformers raises many kinds; each means the folder cannot be used
            raise unusable(folder, error) from error
    check_loaded(folder, loading)
    _check_fit(folder, model, inputs)
    _forget_habits(model)
    return Seq2SeqWriter(name=name, digest=digest, model=model.eval(), inputs=inputs, settings=settings)


def _check_kind(folder: Path, config: dict[str, Any]) -> None:
    from transformers.models.auto.modeling_auto import MODEL_FOR_SEQ_TO_SEQ_CAUSAL_LM_MAPPING_NAMES

    check_known(folder, config)
    kind = config.get("model_type")
    if kind not in MODEL_FOR_SEQ_TO_SEQ_CAUSAL_LM_MAPPING_NAMES:
        raise ModelRefused(
            f"The model in {folder} is of the type {kind!r}, which is not sequence-to-sequence; a writer is a model "
            "like BART, PEGASUS, T5, LED or PRIMERA."
        )


def _forget_habits(model: Any) -> None:
    """Leave only ``_KEPT`` of the checkpoint's generation config: ``generate`` fills up from it what is not asked."""
    from transformers import GenerationConfig

    kept = {key: getattr(model.generation_config, key, None) for key in _KEPT}
    model.generation_config = GenerationConfig(**{key: value for key, value in kept.items() if value is not None})


def _check_fit(folder: Path, model: Any, inputs: InputMaker) -> None:
    """The tokenizer's ids must exist in the model, and the decoder must know where to begin."""
    rows = int(model.get_input_embeddings().num_embeddings)
    if inputs.largest_id >= rows:
        raise ModelBroken(
            f"The tokenizer in {folder} has ids up to {inputs.largest_id}, the model only {rows} embeddings; they do "
            "not belong together."
        )
    starts = (model.generation_config.decoder_start_token_id, model.generation_config.bos_token_id)
    if all(start is None for start in starts):
        raise ModelBroken(f"The config.json in {folder} has no decoder_start_token_id: no text can be begun.")
