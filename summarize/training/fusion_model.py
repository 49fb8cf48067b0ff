"""The fusion model: a small BART warm-started from all-MiniLM-L6-v2, its tasks, its input, its checkpoint.

The encoder is MiniLM's: both are post-norm, so its hidden states come out the same (within 1e-3 and not 1e-6, because
BART's layer norm has a larger epsilon). The decoder starts from MiniLM's layers 1, 3 and 5, its cross-attention from a
copy of its self-attention. Input: ``[CLS] task : line [SEP] line [SEP]``, as ``models/seq2seq_input`` makes it from
the prefix in the checkpoint's config.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

PAD, CLS, SEP, MASK = 0, 101, 102, 103  # MiniLM's vocabulary
LAYERS_FROM = (1, 3, 5)  # MiniLM's layers the decoder starts from
# What is asked of the model, said in words of its vocabulary before the lines. One model that is to shorten, where
# content is lost, and to join, where none is, does neither well without being told which.
TASKS = {
    "fuse": "fuse: ",  # one sentence that keeps speaker, negation and hedge: what the gate lets through
    "short": "short: ",  # as short as a headline writer would have it
    "join": "join: ",  # everything all lines say
    "repair": "repair: ",  # pre-training: the masked words
    "gap": "gap: ",  # pre-training: the sentence these lines were taken from around
}
PREFIX = 3  # tokens before the lines: [CLS], the task's word, ":"
_BART_EPSILON, _BERT_EPSILON = 1e-5, 1e-12  # of layer norms; BART's cannot be set
_TYPICAL_PLACE = 16
_OFFSET = 2  # BART's learned positions begin at row 2


def make_config(rows: int, positions: int, width: int = 384, inner: int = 1536, dropout: float = 0.1) -> Any:
    """The BartConfig of the model: six encoder and three decoder layers on MiniLM's vocabulary."""
    from transformers import BartConfig

    return BartConfig(
        vocab_size=rows,
        max_position_embeddings=positions,
        d_model=width,
        encoder_layers=6,
        decoder_layers=len(LAYERS_FROM),
        encoder_attention_heads=12,
        decoder_attention_heads=12,
        encoder_ffn_dim=inner,
        decoder_ffn_dim=inner,
        activation_function="gelu",
        dropout=dropout,
        attention_dropout=0.0,
        pad_token_id=PAD,
        bos_token_id=CLS,
        eos_token_id=SEP,
        decoder_start_token_id=CLS,
        forced_eos_token_id=None,
        task_specific_params={
            "summarization": {"prefix": TASKS["fuse"]},
            "compression": {"prefix": TASKS["short"]},
            "union": {"prefix": TASKS["join"]},
        },
    )


def warm_start(minilm: Mapping[str, Tensor], dropout: float = 0.1) -> Any:
    """A ``BartForConditionalGeneration`` in float32 that begins where MiniLM ended.

    Args:
        minilm: MiniLM's tensors by their names in its ``model.safetensors``.
        dropout: Share of activations dropped in training.
    """
    from transformers import BartForConditionalGeneration

    words = minilm["embeddings.word_embeddings.weight"].float()
    places = minilm["embeddings.position_embeddings.weight"].float()
    inner = minilm["encoder.layer.0.intermediate.dense.weight"].shape[0]
    torch.manual_seed(0)  # every random weight is overwritten; the seed holds should one be forgotten
    model = BartForConditionalGeneration(make_config(words.shape[0], places.shape[0], words.shape[1], inner, dropout))
    state = model.state_dict()
    state["model.shared.weight"].copy_(words)
    # BERT adds the token-type vector of row 0 to every word; here the positions carry it.
    folded = places + minilm["embeddings.token_type_embeddings.weight"].float()[0]
    for side in ("encoder", "decoder"):
        table = state[f"model.{side}.embed_positions.weight"]
        table[:_OFFSET] = 0
        table[_OFFSET:].copy_(folded)
        for kind in ("weight", "bias"):
            state[f"model.{side}.layernorm_embedding.{kind}"].copy_(minilm[f"embeddings.LayerNorm.{kind}"])
        state[f"model.{side}.layernorm_embedding.weight"] *= _gain(words + folded[_TYPICAL_PLACE])
    for layer in range(6):
        _copy_layer(state, f"model.encoder.layers.{layer}", minilm, layer)
    for layer, origin in enumerate(LAYERS_FROM):
        _copy_layer(state, f"model.decoder.layers.{layer}", minilm, origin)
        _copy_attention(state, f"model.decoder.layers.{layer}.encoder_attn", minilm, origin)
    model.load_state_dict(state)
    return model


def _gain(embedded: Tensor) -> float:
    """What makes up for BART's larger epsilon in the first layer norm, where variances are small (.005)."""
    return float((1 + (_BART_EPSILON - _BERT_EPSILON) / embedded.var(dim=-1, unbiased=False)).sqrt().median())


def _copy_layer(state: Mapping[str, Tensor], to: str, minilm: Mapping[str, Tensor], layer: int) -> None:
    source = f"encoder.layer.{layer}"
    _copy_attention(state, f"{to}.self_attn", minilm, layer)
    for mine, theirs in (
        ("fc1", "intermediate.dense"),
        ("fc2", "output.dense"),
        ("final_layer_norm", "output.LayerNorm"),
    ):
        for kind in ("weight", "bias"):
            state[f"{to}.{mine}.{kind}"].copy_(minilm[f"{source}.{theirs}.{kind}"])


def _copy_attention(state: Mapping[str, Tensor], to: str, minilm: Mapping[str, Tensor], layer: int) -> None:
    """A BERT attention block onto a BART one, with the layer norm that follows it."""
    source = f"encoder.layer.{layer}.attention"
    for kind in ("weight", "bias"):
        for mine, theirs in (("q_proj", "query"), ("k_proj", "key"), ("v_proj", "value")):
            state[f"{to}.{mine}.{kind}"].copy_(minilm[f"{source}.self.{theirs}.{kind}"])
        state[f"{to}.out_proj.{kind}"].copy_(minilm[f"{source}.output.dense.{kind}"])
        state[f"{to}_layer_norm.{kind}"].copy_(minilm[f"{source}.output.LayerNorm.{kind}"])


def input_ids(task: Sequence[int], lines: Sequence[Sequence[int]], limit: int) -> list[int]:
    """Ids of a group as ``models/seq2seq_input`` makes them: each line has its fair share of the limit."""
    from summarize.models.seq2seq_input import fair_shares

    room = limit - 2 - len(task) - (len(lines) - 1)
    shares = fair_shares([len(line) for line in lines], room)
    joined: list[int] = [CLS, *task]
    for line, share in zip(lines, shares, strict=True):
        joined += [*line[:share], SEP]
    return joined


def save_checkpoint(model: Any, tokenizer_json: Path, folder: Path) -> None:
    """A folder that ``AutoModelForSeq2SeqLM.from_pretrained`` loads: float16 weights, config, tokenizer.

    It is written beside its place and moved there whole.
    """
    from safetensors.torch import save_file

    part = folder.with_name(folder.name + ".part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    model.config.save_pretrained(part)
    model.generation_config.save_pretrained(part)
    shutil.copyfile(tokenizer_json, part / "tokenizer.json")
    described = {"tokenizer_class": "BertTokenizer", "do_lower_case": True, "model_max_length": 512}
    special = {f"{name}_token": f"[{name.upper()}]" for name in ("cls", "sep", "pad", "unk", "mask")}
    (part / "tokenizer_config.json").write_text(json.dumps({**described, **special}, indent=1) + "\n", encoding="utf-8")
    save_file(half_weights(model), part / "model.safetensors", metadata={"format": "pt"})
    (part / "model.safetensors").chmod(0o644)  # safetensors lets only its owner read it
    shutil.rmtree(folder, ignore_errors=True)
    os.replace(part, folder)


def half_weights(model: Any) -> dict[str, Tensor]:
    """The weights as float16 on the CPU, each once: the word table is shared by three layers."""
    tied = ("model.encoder.embed_tokens.weight", "model.decoder.embed_tokens.weight", "lm_head.weight")
    state = model.state_dict()
    return {name: state[name].detach().half().cpu().contiguous() for name in sorted(state) if name not in tied}
