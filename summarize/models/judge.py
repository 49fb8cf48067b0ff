"""An NLI cross-encoder as a Judge: how well the cited lines entail a sentence."""

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
from summarize.words import fold_space

_BATCH = 16  # pairs
_LIMIT = 512  # tokens of premise and hypothesis together


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class EntailmentJudge:
    """A ``Judge`` over a loaded sequence classifier."""

    name: str
    digest: str
    entailment: int | None  # the label's index; None: one logit, whose sigmoid is the support
    limit: int
    tokenizer: Any
    model: Any

    def judge(self, pairs: Sequence[tuple[str, Sequence[str]]]) -> list[float]:
        """For each (sentence, cited lines) how well they support it, in [0, 1], rounded to four digits.

        A sentence without lines has no support. Lines that are too long together are cut at their end.
        """
        texts = [(" ".join(fold_space(encodable(x)) for x in lines), encodable(text)) for text, lines in pairs]
        unique = sorted({pair for pair in texts if pair[0]}, key=lambda pair: (len(pair[0]) + len(pair[1]), pair))
        scores: dict[tuple[str, str], float] = {}
        for start in range(0, len(unique), _BATCH):
            batch = unique[start : start + _BATCH]
            scores.update(zip(batch, self._judge_batch(batch), strict=True))
        return [scores.get(pair, 0.0) for pair in texts]

    def _judge_batch(self, batch: Sequence[tuple[str, str]]) -> list[float]:
        import torch

        encoded = self.tokenizer(
            [premise for premise, _ in batch],
            [hypothesis for _, hypothesis in batch],
            truncation="longest_first",  # "only_first" raises where the sentence alone is too long
            max_length=self.limit,
            padding=True,
            return_tensors="pt",
        )
        with torch.inference_mode():
            logits = self.model(**encoded).logits.float()
        chances = torch.sigmoid(logits[:, 0]) if self.entailment is None else logits.softmax(1)[:, self.entailment]
        return [round(float(chance), 4) for chance in chances]


def load_entailment_judge(folder: Path, name: str) -> EntailmentJudge:
    """A Judge from a folder with a sequence classifier that has an entailment label (or one logit).

    Raises:
        ModelRefused: Its labels name no entailment, it needs code of its own, or only pickled weights.
        ModelBroken: The files are damaged, incomplete or do not belong together.
    """
    config = read_config(folder)
    check_known(folder, config)
    entailment = _entailment(folder, config)
    digest = weights_digest(weight_files(folder))
    from transformers import AutoModelForSequenceClassification, AutoTokenizer

    with quiet():
        try:
            tokenizer = AutoTokenizer.from_pretrained(folder, local_files_only=True, trust_remote_code=False)
            model, loading = AutoModelForSequenceClassification.from_pretrained(
                folder, output_loading_info=True, dtype="float32", **offline_arguments()
            )
        except Exception as error:  # transformers raises many kinds; each means the folder cannot be used
            raise unusable(folder, error) from error
    check_loaded(folder, loading)
    if len(tokenizer) > int(model.get_input_embeddings().num_embeddings):
        raise ModelBroken(f"The tokenizer in {folder} has more tokens than the model; they do not belong together.")
    positions = int(config.get("max_position_embeddings") or _LIMIT)
    limit = min(_LIMIT, positions - 2 if "roberta" in str(config.get("model_type")) else positions)
    return EntailmentJudge(
        name=name, digest=digest, entailment=entailment, limit=limit, tokenizer=tokenizer, model=model.eval()
    )


def _entailment(folder: Path, config: dict[str, Any]) -> int | None:
    labels = {int(key): str(value).lower() for key, value in (config.get("id2label") or {}).items()}
    if len(labels) == 1:
        return None
    found = [key for key, value in labels.items() if value.startswith("entail")]
    if len(found) != 1:
        raise ModelRefused(
            f"The model in {folder} has the labels {sorted(labels.values())}; a judge needs one called 'entailment'."
        )
    return found[0]
