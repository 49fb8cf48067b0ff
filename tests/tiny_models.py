"""Tiny checkpoints with seeded random weights, saved by the tests: the shapes of real ones, not their sense."""

from __future__ import annotations

from pathlib import Path
from typing import Any

LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.,;:!?'\"()-–’“”%$€éü "


def make_tokenizer(specials: dict[str, str], extra: tuple[str, ...] = (), limit: int | None = None) -> Any:
    """A character tokenizer with byte fallback, framed as BART ("<s> … </s>") or as T5 and PEGASUS ("… </s>")."""
    from tokenizers import Regex, Tokenizer, decoders, models, pre_tokenizers, processors
    from transformers import PreTrainedTokenizerFast

    named = dict.fromkeys([*specials.values(), *extra])
    vocabulary = {token: index for index, token in enumerate([*named, *LETTERS.replace(" ", "▁")])}
    core = Tokenizer(models.WordLevel(vocabulary, unk_token=specials["unk_token"]))
    core.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.Metaspace(prepend_scheme="never", split=False), pre_tokenizers.Split(Regex("."), "isolated")]
    )
    core.decoder = decoders.Sequence([decoders.Fuse(), decoders.Metaspace(prepend_scheme="never")])
    end = specials["eos_token"]
    begin = specials.get("bos_token")
    core.post_processor = processors.TemplateProcessing(
        single=f"{begin} $A {end}" if begin else f"$A {end}",
        special_tokens=[(token, vocabulary[token]) for token in (begin, end) if token],
    )
    arguments: dict[str, Any] = {**specials, "additional_special_tokens": list(extra)}
    return PreTrainedTokenizerFast(tokenizer_object=core, **arguments, **({"model_max_length": limit} if limit else {}))


_BART = {"bos_token": "<s>", "pad_token": "<pad>", "eos_token": "</s>", "unk_token": "<unk>", "sep_token": "</s>"}
_T5 = {"pad_token": "<pad>", "eos_token": "</s>", "unk_token": "<unk>"}
_SMALL = {"d_model": 16, "encoder_layers": 1, "decoder_layers": 1, "encoder_attention_heads": 2}
_SMALL |= {"decoder_attention_heads": 2, "encoder_ffn_dim": 16, "decoder_ffn_dim": 16}


def save_tiny(kind: str, folder: Path, **changes: Any) -> Path:
    """A tiny model of a kind ("bart", "pegasus", "t5", "led") with its tokenizer, saved in a folder."""
    import torch
    import transformers as hf

    torch.manual_seed(7)
    if kind == "t5":
        tokenizer = make_tokenizer(_T5)
        shape: dict[str, Any] = {"d_model": 16, "d_kv": 8, "d_ff": 16, "num_layers": 1, "num_heads": 2}
        shape |= {"decoder_start_token_id": 0, "tie_word_embeddings": True}
        config_class, model_class = hf.T5Config, hf.T5ForConditionalGeneration
    elif kind == "pegasus":
        tokenizer = make_tokenizer(_T5, extra=("<n>",))
        shape = {**_SMALL, "max_position_embeddings": 64, "decoder_start_token_id": 0}
        config_class, model_class = hf.PegasusConfig, hf.PegasusForConditionalGeneration
    elif kind == "led":
        tokenizer = make_tokenizer(_BART, extra=("<doc-sep>",))
        shape = {**_SMALL, "max_encoder_position_embeddings": 128, "max_decoder_position_embeddings": 64}
        shape |= {"attention_window": 8, "decoder_start_token_id": 2}
        config_class, model_class = hf.LEDConfig, hf.LEDForConditionalGeneration
    else:
        tokenizer = make_tokenizer(_BART)
        shape = {**_SMALL, "max_position_embeddings": 64, "decoder_start_token_id": 2, "forced_eos_token_id": None}
        config_class, model_class = hf.BartConfig, hf.BartForConditionalGeneration
    ids = {"pad_token_id": tokenizer.pad_token_id, "eos_token_id": tokenizer.eos_token_id}
    ids["bos_token_id"] = tokenizer.bos_token_id
    model = model_class(config_class(vocab_size=len(tokenizer), **{**shape, **ids, **changes}))
    return _save(model, tokenizer, folder)


def save_tiny_bert(folder: Path, labels: dict[int, str] | None = None) -> Path:
    """A tiny BERT encoder, or with labels a sequence classifier, with a word-piece vocabulary of letters."""
    import torch
    import transformers as hf
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors

    torch.manual_seed(7)
    pieces = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", *"abcdefghijklmnopqrstuvwxyz", *(f"##{x}" for x in LETTERS[:26])]
    core = Tokenizer(models.WordPiece({piece: index for index, piece in enumerate(pieces)}, unk_token="[UNK]"))
    core.normalizer = normalizers.BertNormalizer(lowercase=True)
    core.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    core.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", pair="[CLS] $A [SEP] $B:1 [SEP]:1", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    names = {"pad_token": "[PAD]", "unk_token": "[UNK]", "cls_token": "[CLS]", "sep_token": "[SEP]"}
    tokenizer = hf.PreTrainedTokenizerFast(tokenizer_object=core, **names)
    shape: dict[str, Any] = {"hidden_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2}
    config = hf.BertConfig(
        vocab_size=len(tokenizer), intermediate_size=16, max_position_embeddings=48, pad_token_id=0, **shape
    )
    if labels is None:
        return _save(hf.BertModel(config, add_pooling_layer=False), tokenizer, folder)
    config.id2label, config.label2id = labels, {label: index for index, label in labels.items()}
    return _save(hf.BertForSequenceClassification(config), tokenizer, folder)


def _save(model: Any, tokenizer: Any, folder: Path) -> Path:
    from summarize.models.files import quiet

    with quiet():
        model.save_pretrained(folder)
        tokenizer.save_pretrained(folder)
    return folder
