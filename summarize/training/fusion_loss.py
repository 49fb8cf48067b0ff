"""The loss the fusion model learns by: cross entropy whose smoothing leans on the source, over few words where told.

Usual label smoothing (Szegedy et al. 2016, section 7) gives every word of the vocabulary a little of the target's
weight; here the tokens of the source get it. That is a bias to copying which stays a plain BART when it is loaded: a
pointer network (See et al. 2017) would not.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor

from summarize.training.fusion_model import CLS, PAD, PREFIX, SEP


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Examples of about the same length, padded; int64, on the model's device."""

    source: Tensor  # (n, s)
    target: Tensor  # (n, t), each row ends with [SEP]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """Loss of a batch: ``total`` is what is minimised, ``plain`` the mean negative log-likelihood in nats a token."""

    total: Tensor
    plain: Tensor
    tokens: int


def loss_of(model: Any, batch: Batch, smoothing: float, frequent: Tensor | None = None) -> Scores:
    """The loss of a batch.

    Args:
        model: The BART model.
        batch: Its examples.
        smoothing: Share of the target's weight that goes to the tokens of the source, in [0, 1).
        frequent: Ids; given, the softmax is over these and the batch's own tokens instead of the whole vocabulary.
    """
    wanted = batch.target != PAD
    hidden = model.model(
        input_ids=batch.source,
        attention_mask=batch.source != PAD,
        decoder_input_ids=shifted(batch.target),
        use_cache=False,
    ).last_hidden_state[wanted]
    gold, source, table = batch.target[wanted], batch.source, model.model.shared.weight
    if frequent is not None:
        kept = torch.unique(torch.cat([frequent, gold, source.flatten()]))
        gold, source, table = torch.searchsorted(kept, gold), torch.searchsorted(kept, source), table[kept]
    logs = torch.log_softmax((hidden @ table.t()).float(), dim=-1)
    plain = -logs.gather(1, gold[:, None]).squeeze(1)
    total = plain
    if smoothing:
        owner = wanted.nonzero()[:, 0]
        copied = (batch.source != PAD) & (batch.source != SEP)
        copied[:, :PREFIX] = False
        spread = -(logs.gather(1, source[owner]) * copied[owner]).sum(1) / copied[owner].sum(1).clamp(min=1)
        total = (1 - smoothing) * plain + smoothing * spread
    return Scores(total=total.mean(), plain=plain.detach().mean(), tokens=int(gold.numel()))


def shifted(target: Tensor) -> Tensor:
    """What the decoder is given: [CLS], then the target without its last token."""
    begun = torch.full_like(target[:, :1], CLS)
    return torch.cat([begun, target[:, :-1]], dim=1)
