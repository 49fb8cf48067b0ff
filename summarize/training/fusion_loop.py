"""The training loop: warm start or resume, measure, step, validate, save."""

from __future__ import annotations

import contextlib
import math
import platform
import random
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from summarize.errors import UsageError
from summarize.training.fusion_curve import write_curve
from summarize.training.fusion_data import Feed, Ids, Mix, Pool, encode, kind_of, make_chunk, padded
from summarize.training.fusion_loss import Batch, loss_of
from summarize.training.fusion_model import save_checkpoint, warm_start
from summarize.training.fusion_pairs import Pair
from summarize.training.fusion_state import CHECKPOINT, RECORD, REWARM, Progress, load_state, save_state, write_json

FLOOR = 0.03  # of the peak rate at the end of the cosine
CLIP = 1.0  # norm of the gradient
VALIDATED = 128  # pairs of each kind
SAY_SECONDS = 20.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """One size of the training."""

    batch: int  # examples a step
    rate: float  # peak of the decoder's
    encoder_rate: float  # peak of the warm encoder's, as a share of ``rate``
    warmup: int  # steps
    pretrain_share: float  # of the steps that see news only
    smoothing: float
    dropout: float
    frozen_words: bool  # word embeddings stay MiniLM's
    frequent: int | None  # softmax over the batch's own tokens and so many others; None: the whole vocabulary
    measured: int  # batches of each phase that are timed before the number of steps is set
    chunk_batches: int = 64


# Rates: BART was fine-tuned with 3e-5 at 400 M parameters; a model of 30 M whose decoder is half new takes far more.
RECIPES = {
    "small": Recipe(
        batch=64,  # a sixth faster an example than 32 on two cores
        rate=7e-4,
        encoder_rate=0.3,
        warmup=200,
        pretrain_share=0.15,  # the first try gave news nothing and learned compression in 38 minutes
        smoothing=0.05,
        dropout=0.0,  # the pairs are seen twice at most; drawing the masks took a seventh of a step
        frozen_words=True,
        frequent=3000,
        measured=10,
    ),
    "full": Recipe(
        batch=384,
        rate=1e-3,
        encoder_rate=0.3,
        warmup=500,
        pretrain_share=0.35,
        smoothing=0.05,
        dropout=0.1,
        frozen_words=False,
        frequent=None,
        measured=30,
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One call of the training."""

    out: Path
    size: str
    seed: int
    steps: int | None  # in all; None: as many as ``total_minutes`` hold, measured at the start
    total_minutes: float  # over all calls
    minutes: float | None  # of this call; None: to the end
    finish: bool  # end within this call: shorten what is left of the schedule if need be
    save_minutes: float
    workers: int
    recipe: Recipe | None = None  # instead of the size's own: for tests


@dataclass(slots=True, kw_only=True)
class _Machine:
    """The model where it runs."""

    model: Any
    optimizer: Any
    device: torch.device
    recipe: Recipe
    frequent: Tensor | None
    tokenizer: Path = Path("tokenizer.json")  # the tokenizer.json that goes beside the weights
    held: dict[str, list[tuple[Ids, Ids]]] = field(default_factory=dict)  # batches of validation, by kind

    def batch(self, made: tuple[Ids, Ids]) -> Batch:
        source, target = (torch.from_numpy(ids.astype("int64")).to(self.device, non_blocking=True) for ids in made)
        return Batch(source=source, target=target)

    def loss(self, made: tuple[Ids, Ids], smoothing: float, whole: bool = False) -> Any:
        half = self.device.type == "cuda" or cpu_has_bfloat16()
        with torch.autocast(self.device.type, torch.bfloat16) if half else contextlib.nullcontext():
            return loss_of(self.model, self.batch(made), smoothing, None if whole else self.frequent)

    def step(self, made: tuple[Ids, Ids], rate: float, seed: int) -> Tensor:
        torch.manual_seed(seed)  # dropout: a resumed run draws what an unbroken one would
        self.model.train()
        for group in self.optimizer.param_groups:
            group["lr"] = rate * group["share"]
        scores = self.loss(made, self.recipe.smoothing)
        self.optimizer.zero_grad(set_to_none=True)
        scores.total.backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), CLIP)
        self.optimizer.step()
        return Tensor(scores.plain)


def train(run: Run, pairs: Sequence[Pair], pool: Pool, minilm: dict[str, Tensor], tokenizer: Path) -> Progress:
    """Train until this call's time or the training is over; what was reached is saved.

    Args:
        run: The call.
        pairs: Of the pack; those of validation are looked at here.
        pool: What batches are drawn from.
        minilm: The tensors to begin from.
        tokenizer: The tokenizer.json to put beside the weights.
    """
    began = time.monotonic()
    recipe = run.recipe or RECIPES[run.size]
    mix = Mix(seed=run.seed, batch=recipe.batch, chunk_batches=recipe.chunk_batches)
    feed = Feed(pool, mix, run.workers)
    try:
        machine = _machine(recipe, minilm, pool)
        progress = load_state(machine.model, machine.optimizer, run.out)
        if progress is None:
            progress = _planned(run, recipe, machine, pool, mix)
            machine = _machine(recipe, minilm, pool)  # measuring has moved the weights
        _check_same(run, progress)
        lengthen(run, progress)
        machine.tokenizer = tokenizer
        machine.held = validation_batches(pairs, pool, run.seed)
        _loop(run, machine, progress, feed, None if run.minutes is None else began + 60 * run.minutes)
        _save_all(run, machine, progress)
    finally:
        feed.close()
    return progress


def _machine(recipe: Recipe, minilm: dict[str, Tensor], pool: Pool) -> _Machine:
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    model = warm_start(minilm, recipe.dropout).to(device)
    if device.type == "cpu":
        # Measured on two cores, torch 2.13: the backward pass of the CPU's fused attention took half of each step.
        model.set_attn_implementation("eager")
    model.model.shared.weight.requires_grad_(not recipe.frozen_words)
    warm: list[Tensor] = []
    new: list[Tensor] = []
    for name, weight in sorted(model.named_parameters()):
        if weight.requires_grad:
            (new if ".decoder.layers." in name else warm).append(weight)
    groups: list[dict[str, Any]] = [{"params": new, "share": 1.0}, {"params": warm, "share": recipe.encoder_rate}]
    optimizer = torch.optim.AdamW(groups, lr=recipe.rate, betas=(0.9, 0.98), weight_decay=0.01, fused=True)
    frequent = None if recipe.frequent is None else _frequent(pool, recipe.frequent).to(device)
    return _Machine(model=model, optimizer=optimizer, device=device, recipe=recipe, frequent=frequent)


def _frequent(pool: Pool, count: int) -> Tensor:
    """The ids most often wanted in targets, seen in the first pairs of each kind."""
    counts: Counter[int] = Counter()
    for _, (members, _) in sorted(pool.pairs.items()):
        rows = pool.tokenizer.encode_batch([pair.target for pair in members[:3000]], add_special_tokens=False)
        counts.update(token for row in rows for token in row.ids)
    return torch.tensor(sorted(token for token, _ in sorted(counts.items(), key=lambda one: (-one[1], one[0]))[:count]))


def cpu_has_bfloat16() -> bool:
    """Whether this CPU computes in bfloat16 itself; where it does not, autocast is slower than float32."""
    tests = (getattr(torch.cpu, name, None) for name in ("_is_avx512_bf16_supported", "_is_amx_tile_supported"))
    return any(bool(test()) for test in tests if test is not None)


# ------------------------------------------------------------------ the schedule


def _planned(run: Run, recipe: Recipe, machine: _Machine, pool: Pool, mix: Mix) -> Progress:
    """How many steps there will be: as asked, or as many as the time holds on this machine."""
    share = recipe.pretrain_share if pool.stories else 0.0
    steps = run.steps
    if steps is None:
        news, pairs = (_seconds_a_step(machine, pool, mix, phase, run.seed) for phase in (bool(pool.stories), False))
        steps = max(1, int(run.total_minutes * 60 * 0.96 / (share * news + (1 - share) * pairs)))
        say(f"measured: {news:.3f} s a step of news, {pairs:.3f} of pairs; {steps:,} steps")
    chunks = round(share * steps / recipe.chunk_batches)
    made_with = {"torch": torch.__version__, "python": platform.python_version(), "device": machine.device.type}
    return Progress(size=run.size, seed=run.seed, steps=steps, pretrain_chunks=chunks, made_with=made_with)


def _seconds_a_step(machine: _Machine, pool: Pool, mix: Mix, news: bool, seed: int) -> float:
    batches = make_chunk(pool, mix, 0, news)[: machine.recipe.measured]
    for made in batches[:3]:
        machine.step(made, 1e-5, seed)
    begun = _now(machine.device)
    for made in batches:
        machine.step(made, 1e-5, seed)
    return (_now(machine.device) - begun) / len(batches)


def _now(device: torch.device) -> float:
    if device.type == "cuda":
        torch.cuda.synchronize()
    return time.monotonic()


def rate_at(recipe: Recipe, progress: Progress) -> float:
    """The decoder's learning rate at a step: linear warm-up, then a cosine to ``FLOOR`` of the peak."""
    step = progress.step
    done = min(1.0, max(0.0, (step - recipe.warmup) / max(1, progress.steps - recipe.warmup)))
    rate = recipe.rate * (FLOOR + (1 - FLOOR) * (1 + math.cos(math.pi * done)) / 2)
    climbed = (step - progress.fresh_from + 1) / REWARM if progress.fresh_from else 1.0
    return rate * min(1.0, (step + 1) / recipe.warmup, climbed)


def _check_same(run: Run, progress: Progress) -> None:
    if (run.size, run.seed) != (progress.size, progress.seed):
        raise UsageError(
            f"{run.out} holds a training of size {progress.size!r} and seed {progress.seed}; "
            f"asked was {run.size!r} and {run.seed}. Give another --out."
        )


# ---------------------------------------------------------------------- the loop


def _loop(run: Run, machine: _Machine, progress: Progress, feed: Feed, limit: float | None) -> None:
    size = machine.recipe.chunk_batches
    started = said = saved = time.monotonic()
    first, before, shortened = progress.step, progress.seconds, False
    chunk, batches, running = -1, [], None
    while progress.step < progress.steps:
        if chunk != progress.step // size:
            chunk = progress.step // size
            batches = feed.chunk(chunk, progress.pretrain_chunks)
        seed = run.seed * 1_000_003 + progress.step
        plain = machine.step(batches[progress.step % size], rate_at(machine.recipe, progress), seed)
        running = plain if running is None else 0.98 * running + 0.02 * plain
        progress.step += 1
        now = time.monotonic()
        progress.seconds = before + now - started
        if run.finish and limit and not shortened and progress.step - first >= 2 * machine.recipe.measured:
            shortened = True
            shorten(progress, (now - started) / (progress.step - first), limit - now)
        if now - said > SAY_SECONDS or progress.step == progress.steps:
            said = now
            _report(machine, progress, float(running), (now - started) / (progress.step - first))
        if now - saved > 60 * run.save_minutes:
            progress.curve.append(_point(machine, progress, float(running)))
            _save_all(run, machine, progress)
            saved = time.monotonic()
        if limit and now > limit:
            break
    if running is not None:
        progress.curve.append(_point(machine, progress, float(running)))


def shorten(progress: Progress, seconds_a_step: float, left: float) -> None:
    """End the schedule inside this call where its rate would not let it end by itself."""
    most = progress.step + max(1, int(left * 0.95 / seconds_a_step))
    if most < progress.steps:
        say(f"{progress.steps:,} steps do not fit: the schedule is cut to {most:,}")
        progress.steps = most


def lengthen(run: Run, progress: Progress) -> None:
    """Give an ended training more steps where more are asked for: a second cosine begins where the first one would be.

    The rate is near its floor at the end of a schedule, so it climbs to its new place over ``REWARM`` steps.
    """
    if run.steps and run.steps > progress.steps == progress.step:
        say(f"ended at {progress.steps:,} steps: going on to {run.steps:,}")
        progress.steps, progress.fresh_from = run.steps, progress.step


def _phase(progress: Progress, size: int) -> str:
    return "news" if progress.step <= progress.pretrain_chunks * size else "pairs"


def _report(machine: _Machine, progress: Progress, loss: float, seconds_a_step: float) -> None:
    left = (progress.steps - progress.step) * seconds_a_step / 60
    say(
        f"step {progress.step:,}/{progress.steps:,} {_phase(progress, machine.recipe.chunk_batches)} loss {loss:.3f} "
        f"rate {rate_at(machine.recipe, progress):.1e} {machine.recipe.batch / seconds_a_step:,.0f} examples/s "
        f"{left:.1f} min left"
    )


def _point(machine: _Machine, progress: Progress, loss: float) -> dict[str, Any]:
    """A row of the curve: the running loss, and the loss on pairs never trained on."""
    machine.model.eval()
    with torch.inference_mode():
        found = {
            kind: sum(float(s.plain) * s.tokens for s in scores) / max(1, sum(s.tokens for s in scores))
            for kind, batches in machine.held.items()
            if (scores := [machine.loss(made, 0.0, whole=True) for made in batches])
        }
    losses = {kind: round(value, 4) for kind, value in found.items()}
    say("validation " + " ".join(f"{kind} {value:.3f}" for kind, value in losses.items()))
    phase = _phase(progress, machine.recipe.chunk_batches)
    start = {"step": progress.step, "minutes": round(progress.seconds / 60, 2), "phase": phase}
    return {**start, "train": round(loss, 4), **losses}


def validation_batches(pairs: Sequence[Pair], pool: Pool, seed: int) -> dict[str, list[tuple[Ids, Ids]]]:
    """``VALIDATED`` pairs of each kind that are never trained on, in batches."""
    kinds: dict[str, list[Pair]] = {}
    for pair in pairs:
        if pair.validation:
            kinds.setdefault(kind_of(pair), []).append(pair)
    held = {}
    for kind, members in sorted(kinds.items()):
        drawn = random.Random(seed).sample(members, min(VALIDATED, len(members)))
        examples = [(pair.task, pair.lines, pair.target) for pair in drawn]
        rows = sorted(encode(examples, pool.tokenizer), key=lambda row: len(row[0]))
        parts = [rows[start : start + 32] for start in range(0, len(rows), 32)]
        held[kind] = [(padded([s for s, _ in part]), padded([t for _, t in part])) for part in parts]
    return held


def _save_all(run: Run, machine: _Machine, progress: Progress) -> None:
    """Write the state, the checkpoint with the record of its making, and the curve."""
    save_state(machine.model, machine.optimizer, progress, run.out)
    save_checkpoint(machine.model, machine.tokenizer, run.out / CHECKPOINT)
    write_json(run.out / CHECKPOINT / RECORD, asdict(progress))
    write_curve(progress.curve, run.out)


def say(text: str) -> None:
    """Tell how the training goes, on stderr."""
    print(f"{time.strftime('%H:%M:%S')} {text}", file=sys.stderr, flush=True)
