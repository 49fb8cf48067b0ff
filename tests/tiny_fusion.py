"""A tiny fusion checkpoint with seeded random weights: it says nothing sensible, and must be held to its lines."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

PIECES = ["[PAD]", *(f"[unused{n}]" for n in range(3)), "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"
MARKS = ".,:;!?'\"()-–—“”‘’%$€&/"
WHOLE = """a an the of to in on at for from with by as into and while who which that where is are was were be been has
    have had did also both it its over during said say says met meet meeting talks talk plan plans agreed agree
    agreement agrees boats boat port people minister ministers monday march fuse short join niinisto lofven turku
    oslo not no may will would could never killed thirty two we our i you they he she his cost costs million
    billion""".split()


def save_tiny_fusion(folder: Path, seed: int = 7, **changes: Any) -> Path:
    """A checkpoint of the project's own kind, as ``training/fusion_model`` describes it, of a few thousand weights."""
    import torch
    from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, processors
    from transformers import BartForConditionalGeneration, PreTrainedTokenizerFast

    from summarize.models.files import quiet
    from summarize.training.fusion_model import make_config

    pieces = [*PIECES, *LETTERS, *(f"##{x}" for x in LETTERS), *MARKS]
    pieces += [word for word in WHOLE if word not in pieces]
    ids = {piece: index for index, piece in enumerate(pieces)}
    core = Tokenizer(models.WordPiece(ids, unk_token="[UNK]"))
    core.normalizer = normalizers.BertNormalizer(lowercase=True)
    core.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    core.decoder = decoders.WordPiece(prefix="##")
    core.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]",
        pair="[CLS] $A [SEP] $B:1 [SEP]:1",
        special_tokens=[("[CLS]", ids["[CLS]"]), ("[SEP]", ids["[SEP]"])],
    )
    named = {f"{name}_token": f"[{name.upper()}]" for name in ("cls", "sep", "pad", "unk", "mask")}
    tokenizer = PreTrainedTokenizerFast(tokenizer_object=core, model_max_length=512, **named)
    config = make_config(len(pieces), 512, width=24, inner=24, dropout=0.0)
    for name, value in {
        "bos_token_id": ids["[CLS]"],
        "decoder_start_token_id": ids["[CLS]"],
        "eos_token_id": ids["[SEP]"],
        **changes,
    }.items():
        setattr(config, name, value)
    torch.manual_seed(seed)
    model = BartForConditionalGeneration(config)
    with torch.no_grad():
        for weight in model.parameters():
            weight.mul_(3)  # at their own size random weights say one word for ever
        model.final_logits_bias[0, [ids["."], ids["[SEP]"]]] = 2.0  # and without this they never come to an end
    with quiet():
        model.save_pretrained(folder)
        tokenizer.save_pretrained(folder)
    return folder


def rewrite_config(folder: Path, **changes: Any) -> None:
    """Change a saved checkpoint's config."""
    config = json.loads((folder / "config.json").read_text("utf-8"))
    (folder / "config.json").write_text(json.dumps({**config, **changes}), "utf-8")
