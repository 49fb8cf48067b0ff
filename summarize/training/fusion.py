"""Train the fusion writer: a 30 M parameter BART, warm-started from MiniLM, that fuses cited lines into one sentence.

::

    python -m summarize.training.fusion --data DIR                          # full on a GPU, small without one

makes a *pack* of the data (``fusion_pack``) in ``build/fusion/pack`` unless one is there, pre-trains on news
(``fusion_pretrain``), trains on the pairs (``fusion_data``), and leaves in ``build/fusion``: ``checkpoint/``, which
``AutoModelForSeq2SeqLM.from_pretrained`` loads (float16, 60 MB, with ``training.json``, the record of its making);
``curve.csv`` and, where matplotlib is installed, ``curve.png``; ``state.safetensors``, from which the same command
goes on after a kill. To ship it: ``cp -r build/fusion/checkpoint summarize/weights/fusion``, a model card beside it.

**small**: 2 CPU cores, 120 minutes of training after about 20 for the pack (3,000 articles); word embeddings
frozen, softmax over the batch's own tokens and 3,000 others, batches of 64, bfloat16 where the CPU has it.

**full**: one GPU, 24 minutes; everything trained, whole softmax, batches of 384.

How many steps fit into the minutes is measured first and recorded; ``--steps N --seed S`` repeats a run on the same
machine, and a resumed run is the unbroken one. ``--steps`` above those of a training that has ended takes it further.

On a GPU machine that is lent for some minutes at a time, has nothing but this checkout and 62 MiB besides, and gives
files back in pieces (torch, transformers, tokenizers, safetensors and numpy are all it needs):

1. At home, once::

       python -m summarize.training.fusion --data DIR --pack build/pack --mib 62

2. There, three calls of at most ten minutes each, one right after the other so that the machine is kept, ``build/pack``
   carried along with the first alone; ``$OUT`` is where files come back from::

       TRAIN="python -m summarize.training.fusion --packed build/pack --size full --shards $OUT"
       $TRAIN --total-minutes 24 --minutes 8.6
       $TRAIN --minutes 8.6
       $TRAIN --minutes 8.2 --finish

   Each call ends by itself at its minutes (counted from its start, packs read and workers started; leave a minute for
   the start and the pieces), saves, and writes the checkpoint in five files of at most 15 MiB. The next goes on from
   ``build/fusion/state.safetensors``, bit for bit. ``--finish`` lets the schedule end inside the call.

3. At home, after each call: ``python -m summarize.training.fusion --join PIECES`` puts ``build/fusion/checkpoint``
   together again.

If the machine was lost between two calls, carry ``build/pack`` once more with a call of ``true``, then
``build/fusion/checkpoint`` with the next of the three: it goes on from the float16 weights and the step in
``training.json``, with new moments and a rate that climbs again for 200 steps.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from summarize.errors import UsageError

VARIABLE = "SUMMARIZE_DATA"
OUT = Path("build") / "fusion"
MINUTES = {"small": 120.0, "full": 24.0}
SMALL_ARTICLES = 3_000  # of news in the pack of the small recipe: sentence cutting takes a minute for 1,000


def main(argv: Sequence[str] | None = None) -> int:
    """Make a pack, join pieces, or train; exit code 0, 2 for bad usage."""
    options = _options(argv)
    try:
        if options.join:
            _join(options)
        elif options.pack:
            _pack(options, Path(options.pack))
        else:
            _train(options)
    except UsageError as error:
        print(f"fusion: {error}", file=sys.stderr)
        return 2
    return 0


def _options(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m summarize.training.fusion", description="Train the fusion writer.")
    add = parser.add_argument
    add("--data", metavar="DIR", default=os.environ.get(VARIABLE), help=f"research sets (or the variable {VARIABLE})")
    add("--out", metavar="DIR", type=Path, default=OUT, help="state, checkpoint and curve (default: %(default)s)")
    add("--size", choices=["small", "full"], help="default: full on a GPU, small without one")
    add("--seed", type=int, default=4)
    add("--steps", type=int, help="in all; default: as many as the minutes hold")
    add("--total-minutes", type=float, metavar="M", help="of training over all calls (default: 120 small, 24 full)")
    add("--minutes", type=float, metavar="M", help="of this call; the next goes on from there")
    add("--finish", action="store_true", help="end the schedule within this call's minutes")
    add("--save-minutes", type=float, default=6.0, metavar="M", help="between two saves (default: %(default)s)")
    add(
        "--workers",
        type=int,
        help="processes that make the pack (default: one a core) or batches (default: 0 small, cores minus 2 full)",
    )
    packs = parser.add_argument_group("packs and pieces")
    packs.add_argument("--pack", metavar="DIR", help="only make the pack, there")
    packs.add_argument("--packed", metavar="DIR", help="train from this pack")
    packs.add_argument("--mib", type=float, metavar="M", help="size of the pack: news are cut to what is left")
    packs.add_argument("--pairs", type=int, metavar="N", help="only the first N pairs")
    packs.add_argument("--articles", type=int, metavar="N", help="only N articles of news")
    packs.add_argument("--clusters", type=int, metavar="N", help="only N clusters for the planner's choices")
    packs.add_argument("--shards", metavar="DIR", help="leave the checkpoint there too, in pieces of at most 15 MiB")
    packs.add_argument("--join", metavar="DIR", help="put pieces together again, in OUT")
    return parser.parse_args(argv)


def _pack(options: argparse.Namespace, folder: Path) -> None:
    from summarize.training.fusion_loop import say
    from summarize.training.fusion_pack import Amounts, make_pack

    if not options.data or not Path(options.data).is_dir():
        raise UsageError(f"no data folder at {options.data!r}: pass --data DIR or set {VARIABLE}.")
    amounts = Amounts(pairs=options.pairs, articles=options.articles, clusters=options.clusters, mib=options.mib)
    amounts = replace(amounts, jobs=options.workers or os.cpu_count() or 1)
    make_pack(Path(options.data), folder, amounts, say)


def _join(options: argparse.Namespace) -> None:
    from summarize.training.fusion_curve import CSV, read_curve, write_curve
    from summarize.training.fusion_state import join_shards

    join_shards(Path(options.join), options.out)
    if (options.out / CSV).is_file():
        write_curve(read_curve(options.out), options.out)  # the picture, where it can be drawn


def _train(options: argparse.Namespace) -> None:
    from tokenizers import Tokenizer

    from summarize.training.fusion_curve import CSV
    from summarize.training.fusion_data import make_pool
    from summarize.training.fusion_loop import Run, say, train
    from summarize.training.fusion_pack import is_pack, read_minilm, read_pairs, read_stories, read_tokenizer
    from summarize.training.fusion_state import CHECKPOINT, write_bytes, write_shards

    size = options.size or _size_here()
    options.out.mkdir(parents=True, exist_ok=True)
    pack = Path(options.packed) if options.packed else options.out / "pack"
    if not options.packed and not is_pack(pack):
        options.articles = options.articles or (SMALL_ARTICLES if size == "small" else None)
        _pack(options, pack)
    say(f"reading the pack {pack}")
    write_bytes(options.out / "tokenizer.json", read_tokenizer(pack))
    pairs = read_pairs(pack)
    pool = make_pool(pairs, read_stories(pack), Tokenizer.from_file(str(options.out / "tokenizer.json")))
    run = Run(
        out=options.out,
        size=size,
        seed=options.seed,
        steps=options.steps,
        total_minutes=options.total_minutes or MINUTES[size],
        minutes=options.minutes,
        finish=options.finish,
        save_minutes=options.save_minutes,
        workers=_workers(options, size),
    )
    progress = train(run, pairs, pool, read_minilm(pack), options.out / "tokenizer.json")
    say(f"step {progress.step:,} of {progress.steps:,}, {progress.seconds / 60:.1f} minutes in all")
    if options.shards:
        curve = options.out / CSV
        write_shards(options.out / CHECKPOINT, Path(options.shards), [curve] if curve.is_file() else [])


def _size_here() -> str:
    import torch

    return "full" if torch.cuda.is_available() else "small"


def _workers(options: argparse.Namespace, size: str) -> int:
    if options.workers is not None:
        return int(options.workers)
    return max(1, (os.cpu_count() or 3) - 2) if size == "full" else 0


if __name__ == "__main__":
    raise SystemExit(main())
