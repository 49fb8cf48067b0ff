"""The training loop of the fusion model: stopped and resumed, its schedule, its pieces, its commands."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from pathlib import Path

import pytest
import torch
from fusion_material import draw_from, make_minilm, make_pairs, write_tokenizer
from tokenizers import Tokenizer

from summarize.errors import UsageError
from summarize.models.load import load_writer
from summarize.training.fusion import main
from summarize.training.fusion_curve import read_curve, write_curve
from summarize.training.fusion_data import Pool
from summarize.training.fusion_loop import RECIPES, Run, rate_at, shorten, train
from summarize.training.fusion_pack import (
    read_minilm,
    read_pairs,
    read_stories,
    write_model,
    write_news,
    write_pairs,
)
from summarize.training.fusion_pairs import Pair
from summarize.training.fusion_state import Progress, join_shards, write_shards

TINY = replace(RECIPES["small"], batch=4, warmup=4, chunk_batches=4, frequent=50, pretrain_share=0.4, measured=2)


# -------------------------------------------------------------- stopping, resuming


def _run(out: Path, **changes: object) -> Run:
    out.mkdir(exist_ok=True)
    run = Run(
        out=out,
        size="small",
        seed=4,
        steps=10,
        total_minutes=1.0,
        minutes=None,
        finish=False,
        save_minutes=9.0,
        workers=0,
        recipe=TINY,
    )
    return replace(run, **changes)  # type: ignore[arg-type]


Material = tuple[list[Pair], Pool, dict[str, torch.Tensor], Path]


@pytest.fixture(scope="module")
def material(tmp_path_factory: pytest.TempPathFactory) -> Material:
    tokenizer_json = write_tokenizer(tmp_path_factory.mktemp("tokenizer"))
    pairs = make_pairs()
    return pairs, draw_from(pairs, Tokenizer.from_file(str(tokenizer_json))), make_minilm(), tokenizer_json


def _weights(out: Path) -> dict[str, torch.Tensor]:
    from safetensors.torch import load_file

    return load_file(out / "state.safetensors")


@pytest.fixture(scope="module")
def unbroken(
    tmp_path_factory: pytest.TempPathFactory,
    material: Material,
) -> Path:
    out = tmp_path_factory.mktemp("unbroken")
    assert train(_run(out), *material).step == 10
    return out


def test_a_resumed_training_is_the_unbroken_one(
    unbroken: Path,
    material: Material,
    tmp_path: Path,
) -> None:
    for minutes, expected in ((0.0, 1), (0.0, 2), (None, 10)):
        run = _run(tmp_path, minutes=minutes, steps=10 if expected == 1 else None)
        assert train(run, *material).step == expected
    whole, pieced = _weights(unbroken), _weights(tmp_path)
    assert whole.keys() == pieced.keys()
    assert all(torch.equal(whole[name], pieced[name]) for name in whole)


def test_a_training_goes_on_from_its_checkpoint_alone(
    unbroken: Path,
    material: Material,
    tmp_path: Path,
) -> None:
    assert train(_run(tmp_path, minutes=0.0), *material).step == 1
    write_shards(tmp_path / "checkpoint", tmp_path / "pieces", [tmp_path / "curve.csv"], size=300_000)
    join_shards(tmp_path / "pieces", tmp_path / "home")
    progress = train(_run(tmp_path / "home"), *material)
    assert (progress.step, progress.fresh_from) == (10, 1)
    assert [row["step"] for row in read_curve(tmp_path / "home")] == [1, 10]


def test_another_size_or_seed_is_another_training(unbroken: Path, material: Material) -> None:
    with pytest.raises(UsageError, match="Give another --out"):
        train(_run(unbroken, seed=5), *material)


def test_the_last_call_shortens_a_schedule_that_does_not_fit() -> None:
    progress = Progress(size="full", seed=1, steps=1000, pretrain_chunks=0, step=500)
    shorten(progress, seconds_a_step=0.5, left=400.0)
    assert progress.steps == 1000
    shorten(progress, seconds_a_step=0.5, left=100.0)
    assert progress.steps == 500 + 190  # a twentieth of the time is left for the end


def test_an_ended_training_goes_further_where_more_steps_are_asked_for(material: Material, tmp_path: Path) -> None:
    assert train(_run(tmp_path, steps=3), *material).step == 3
    assert train(_run(tmp_path, steps=2), *material).step == 3  # fewer are no reason to begin again
    progress = train(_run(tmp_path, steps=6), *material)
    assert (progress.step, progress.steps, progress.fresh_from) == (6, 6, 3)
    assert rate_at(TINY, replace(progress, step=3)) == pytest.approx(rate_at(TINY, replace(progress, step=4)) / 2, 0.3)


def test_the_number_of_steps_is_measured_where_none_is_given(material: Material, tmp_path: Path) -> None:
    progress = train(_run(tmp_path, steps=None, total_minutes=5.0, minutes=0.0), *material)
    assert progress.step == 1
    assert progress.steps > 100


def test_the_loss_falls(material: Material, tmp_path: Path) -> None:
    recipe = replace(TINY, rate=1e-2, frequent=None)
    first = train(_run(tmp_path, minutes=0.0, steps=30, recipe=recipe), *material)
    last = train(_run(tmp_path, recipe=recipe), *material)
    assert last.curve[-1]["multi"] < first.curve[0]["multi"] - 0.3


def test_the_rate_climbs_falls_and_climbs_again_after_lost_moments() -> None:
    recipe = replace(RECIPES["full"], warmup=100)
    progress = Progress(size="full", seed=1, steps=1000, pretrain_chunks=0)
    rates = []
    for step in (0, 99, 550, 999):
        progress.step = step
        rates.append(rate_at(recipe, progress) / recipe.rate)
    assert rates == pytest.approx([0.01, 1.0, 0.515, 0.03], abs=0.01)
    progress.step = progress.fresh_from = 550
    assert rate_at(recipe, progress) / recipe.rate == pytest.approx(0.515 / 200, abs=1e-3)


# -------------------------------------------------------------------- the pieces


def test_pieces_are_small_and_damage_is_seen(unbroken: Path, tmp_path: Path) -> None:
    pieces = write_shards(unbroken / "checkpoint", tmp_path / "pieces", [unbroken / "curve.csv"], size=400_000)
    assert all(path.stat().st_size <= 400_000 for path in pieces[:-1])
    join_shards(tmp_path / "pieces", tmp_path / "home")
    for name in ("model.safetensors", "config.json", "tokenizer.json", "training.json"):
        assert (tmp_path / "home" / "checkpoint" / name).read_bytes() == (unbroken / "checkpoint" / name).read_bytes()
    damaged = bytearray(pieces[0].read_bytes())
    damaged[1000] ^= 1
    pieces[0].write_bytes(damaged)
    with pytest.raises(UsageError, match="fetch them again"):
        join_shards(tmp_path / "pieces", tmp_path / "home")
    pieces[1].unlink()
    with pytest.raises(UsageError, match="missing"):
        join_shards(tmp_path / "pieces", tmp_path / "home")


def test_the_shipped_weights_fit_in_five_files_of_15_mib() -> None:
    from summarize.training.fusion_state import SHARD_BYTES

    assert SHARD_BYTES <= 15 * 2**20
    assert -(-30_000_000 * 2 // SHARD_BYTES) + 1 <= 5


def test_one_command_trains_from_a_pack_and_another_joins_the_pieces(material: Material, tmp_path: Path) -> None:
    pairs, pool, minilm, tokenizer_json = material
    pack, out, home = tmp_path / "pack", tmp_path / "out", tmp_path / "home"
    pack.mkdir()
    write_model(minilm, tokenizer_json, pack)
    write_pairs(pairs, pack)
    assert write_news((json.dumps(asdict(story)) for story in pool.stories), pack) == 1
    assert (read_pairs(pack), read_stories(pack)) == (pairs, pool.stories)
    assert all(torch.equal(weight, minilm[name].half()) for name, weight in read_minilm(pack).items())
    asked = ["--packed", str(pack), "--out", str(out), "--size", "small", "--steps", "2"]
    assert main([*asked, "--shards", str(tmp_path / "pieces")]) == 0
    assert len(list((tmp_path / "pieces").iterdir())) <= 8
    assert main(["--join", str(tmp_path / "pieces"), "--out", str(home)]) == 0
    record = json.loads((home / "checkpoint" / "training.json").read_text("utf-8"))
    assert (record["step"], record["steps"], record["size"]) == (2, 2, "small")
    assert load_writer(str(home / "checkpoint")) is not None


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--packed", "nowhere", "--size", "small"], "make it with --pack"),
        (["--pack", "pack", "--data", "nowhere"], "no data folder"),
        (["--join", "nowhere"], "--shards wrote"),
    ],
)
def test_what_is_not_there_is_said(
    arguments: list[str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(arguments) == 2
    assert said in capsys.readouterr().err


def test_a_curve_reads_as_it_was_written(tmp_path: Path) -> None:
    rows = [{"step": 1, "minutes": 0.5, "phase": "news", "train": 3.0}, {"step": 2, "phase": "pairs", "multi": 2.5}]
    write_curve(rows, tmp_path)
    assert read_curve(tmp_path) == rows
