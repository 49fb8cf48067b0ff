"""Training the fusion model: where it starts, what it learns from, that it can be stopped, and what it leaves."""

from __future__ import annotations

import json
import random
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np
import pytest
import torch
from tokenizers import Tokenizer

from summarize.errors import UsageError
from summarize.models.load import load_writer
from summarize.models.sentence_encoder import minilm_folder
from summarize.models.seq2seq_input import make_input_maker
from summarize.training.fusion import main
from summarize.training.fusion_curve import read_curve, write_curve
from summarize.training.fusion_data import Feed, Mix, Pool, encode, make_chunk, make_pool
from summarize.training.fusion_filter import is_grounded, keeps_operators, name_words, plain
from summarize.training.fusion_loop import RECIPES, Run, rate_at, shorten, train
from summarize.training.fusion_loss import Batch, loss_of
from summarize.training.fusion_model import CLS, MASK, PAD, SEP, half_weights, save_checkpoint, warm_start
from summarize.training.fusion_news import make_story
from summarize.training.fusion_pack import (
    read_minilm,
    read_pairs,
    read_stories,
    write_model,
    write_news,
    write_pairs,
)
from summarize.training.fusion_pairs import PLANS, Pair, all_pairs, can_teach, divide, task_of
from summarize.training.fusion_pretrain import gap, repair, union
from summarize.training.fusion_state import Progress, join_shards, write_shards

CASES = json.loads((Path(__file__).parent / "cases" / "training_fusion.json").read_text("utf-8"))
NAMES = frozenset({"lavrov", "kerry", "moscow", "geneva", "paris", "russia", "russian", "tuesday"})
NEWS = (
    "The minister met his colleague in Geneva on Tuesday and said the talks had been useful. "
    "The talks in Geneva on Tuesday dealt with the border, the harvest and the price of gas for the winter. "
    "The minister, who visited Paris in May, said the border would stay open during the harvest. "
    "The price of gas rose after the talks in Geneva because the harvest was poor and the winter was long. "
    "Farmers at the border asked the government for help with the price of gas before the winter comes."
)
TINY = replace(RECIPES["small"], batch=4, warmup=4, chunk_batches=4, frequent=50, pretrain_share=0.4, measured=2)


@pytest.fixture(scope="module")
def tokenizer_json(tmp_path_factory: pytest.TempPathFactory) -> Path:
    described = json.loads((minilm_folder() / "tokenizer.json").read_text("utf-8"))
    described.update(padding=None, truncation=None)
    path = tmp_path_factory.mktemp("tokenizer") / "tokenizer.json"
    path.write_text(json.dumps(described))
    return path


@pytest.fixture(scope="module")
def tokenizer(tokenizer_json: Path) -> Tokenizer:
    return Tokenizer.from_file(str(tokenizer_json))


@pytest.fixture(scope="module")
def tiny_minilm() -> dict[str, torch.Tensor]:
    """MiniLM's shape with 24 instead of 384 dimensions, at random."""
    torch.manual_seed(1)
    width, inner = 24, 48
    found = {
        "embeddings.word_embeddings.weight": torch.randn(30522, width) * 0.1,
        "embeddings.position_embeddings.weight": torch.randn(512, width) * 0.1,
        "embeddings.token_type_embeddings.weight": torch.randn(2, width) * 0.1,
        "embeddings.LayerNorm.weight": torch.ones(width),
        "embeddings.LayerNorm.bias": torch.zeros(width),
    }
    for layer in range(6):
        start = f"encoder.layer.{layer}"
        shapes = {f"attention.self.{name}": (width, width) for name in ("query", "key", "value")}
        shapes |= {"attention.output.dense": (width, width), "intermediate.dense": (inner, width)}
        shapes |= {"output.dense": (width, inner)}
        for name, shape in shapes.items():
            found[f"{start}.{name}.weight"] = torch.randn(shape) * 0.1
            found[f"{start}.{name}.bias"] = torch.zeros(shape[0])
        for name in ("attention.output.LayerNorm", "output.LayerNorm"):
            found[f"{start}.{name}.weight"], found[f"{start}.{name}.bias"] = torch.ones(width), torch.zeros(width)
    return found


@pytest.fixture(scope="module")
def pairs() -> list[Pair]:
    made = []
    for number in range(2, 60):
        lines = (f"The minister said on Tuesday that {number} farms lay at the border.", f"He met {number} farmers.")
        made.append(Pair(set="neus", lines=lines, target=f"The minister met farmers of {number} farms.", task="fuse"))
        line = f"The price of gas, which had been stable, rose by {number} percent in the winter."
        made.append(
            Pair(set="cnndm", lines=(line,), target=f"The price of gas rose by {number} percent.", task="short")
        )
    return divide(made)


@pytest.fixture(scope="module")
def pool(pairs: list[Pair], tokenizer: Tokenizer) -> Pool:
    spans = [(match, match + len(text)) for text, match in _pieces()]
    return make_pool(pairs, [make_story(NEWS, spans, NAMES)], tokenizer)


def _pieces() -> list[tuple[str, int]]:
    texts = [text if text.endswith(".") else f"{text}." for text in NEWS.split(". ")]
    return [(text, NEWS.index(text)) for text in texts]


# ------------------------------------------------------------------- the model


@pytest.mark.models
def test_the_encoder_begins_where_minilm_ended(tokenizer: Tokenizer) -> None:
    from safetensors.torch import load_file
    from transformers import BertModel

    bert = BertModel.from_pretrained(minilm_folder(), add_pooling_layer=False).eval()
    model = warm_start(load_file(minilm_folder() / "model.safetensors")).eval()
    ids = torch.tensor([tokenizer.encode(NEWS).ids])
    with torch.inference_mode():
        expected = bert(input_ids=ids).last_hidden_state
        found = model.model.encoder(input_ids=ids).last_hidden_state
    assert (expected - found).abs().max() < 1e-3
    assert sum(weight.numel() for weight in model.parameters()) == pytest.approx(29.9e6, rel=0.01)


def test_cross_attention_begins_as_self_attention(tiny_minilm: dict[str, torch.Tensor]) -> None:
    state = warm_start(tiny_minilm).state_dict()
    for layer, origin in enumerate((1, 3, 5)):
        theirs = tiny_minilm[f"encoder.layer.{origin}.attention.self.value.weight"]
        for block in ("self_attn", "encoder_attn"):
            assert torch.equal(state[f"model.decoder.layers.{layer}.{block}.v_proj.weight"], theirs)


def test_the_checkpoint_is_a_writer(
    tiny_minilm: dict[str, torch.Tensor], tokenizer_json: Path, tokenizer: Tokenizer, tmp_path: Path
) -> None:
    from transformers import AutoModelForSeq2SeqLM

    model = warm_start(tiny_minilm)
    save_checkpoint(model, tokenizer_json, tmp_path / "made")
    loaded = AutoModelForSeq2SeqLM.from_pretrained(tmp_path / "made", dtype="float32")
    assert all(torch.equal(weight, half_weights(model)[name]) for name, weight in half_weights(loaded).items())
    writer = load_writer(str(tmp_path / "made"))
    assert writer is not None
    assert len(writer.write([["The minister met farmers.", "They spoke of gas."]])) == 1
    lines = ("The minister's U.S. visit.", "It cost $1.2 million [SEP].")
    made = make_input_maker(tmp_path / "made", model.config.to_dict(), 4096).group(lines[:1])
    assert encode([("fuse", lines[:1], "x")], tokenizer)[0][0] == list(made)  # trained on what it will be given
    config = json.loads((tmp_path / "made" / "config.json").read_text("utf-8"))
    assert config["task_specific_params"]["union"]["prefix"] == "join: "


def test_few_words_and_all_words_agree_where_the_few_are_all(tiny_minilm: dict[str, torch.Tensor]) -> None:
    model = warm_start(tiny_minilm).eval()
    batch = Batch(
        source=torch.tensor([[CLS, 5, 6, 2000, 2001, SEP], [CLS, 5, 6, 2002, SEP, PAD]]),
        target=torch.tensor([[2001, 2000, SEP], [2002, SEP, PAD]]),
    )
    whole = loss_of(model, batch, 0.1)
    few = loss_of(model, batch, 0.1, torch.arange(30522))
    assert (whole.tokens, whole.total.item()) == (5, pytest.approx(few.total.item(), abs=1e-5))
    sampled = loss_of(model, batch, 0.0, torch.tensor([7, 8, 9]))
    assert float(sampled.plain) < float(whole.plain)
    assert loss_of(model, batch, 0.0).total.item() == pytest.approx(float(whole.plain), abs=1e-5)


# -------------------------------------------------------------------- the pairs


@pytest.mark.parametrize("case", CASES["grounded"], ids=lambda case: case["why"])
def test_a_target_says_only_what_its_lines_hold(case: dict) -> None:
    assert is_grounded(case["lines"], case["target"], NAMES) is case["expected"]


@pytest.mark.parametrize("case", CASES["operators"], ids=lambda case: case["why"])
def test_a_target_that_keeps_speaker_negation_and_hedge(case: dict) -> None:
    assert keeps_operators(case["lines"], case["target"]) is case["expected"]


@pytest.mark.parametrize("case", CASES["plain"], ids=lambda case: case["why"])
def test_treebank_prints_become_plain(case: dict) -> None:
    assert plain(case["text"]) == case["expected"]


def test_words_of_names_are_told_by_their_capitals() -> None:
    sentences = ["Yesterday the minister met Lavrov in Moscow."] * 3 + ["Moscow said the Minister was in Moscow."]
    assert name_words(sentences) == {"lavrov", "moscow"}


def test_a_copy_teaches_nothing_and_a_pair_has_its_task() -> None:
    line = "The minister said the border might stay open in May."
    assert not can_teach((line,), line.lower(), NAMES)
    assert can_teach((line,), "The border stays open in May.", NAMES)
    assert task_of("cnndm", (line,), "The border stays open in May.") == "short"
    assert task_of("cnndm", (line,), "The minister said the border might stay open.") == "fuse"
    assert task_of("wiki_split_rev", (line,), "Any sentence.") == "join"


def test_pairs_of_one_source_are_on_one_side() -> None:
    def pair(number: int, *lines: str, group: str = "") -> Pair:
        return Pair(set="x", lines=lines, target=f"target {number}", task="fuse", group=group)

    made = [pair(n, f"line {n}", f"Line {n + 1}.", group="") for n in range(0, 600, 3)]
    made += [pair(1000 + n, f"line {n + 1}", "more") if n % 2 else pair(1000 + n, f"line {n}") for n in range(0, 60, 3)]
    divided = divide(made)
    side: dict[str, set[bool]] = {}
    for one in divided:
        for line in one.lines:
            side.setdefault(line.lower().strip("."), set()).add(one.validation)
    assert all(len(sides) == 1 for sides in side.values())
    assert 0 < sum(one.validation for one in divided) < len(divided) / 5
    order = random.Random(3).sample(made, len(made))
    assert {(p.target, p.validation) for p in divide(order)} == {(p.target, p.validation) for p in divided}


def test_a_plan_goes_where_its_cluster_goes_and_moves_nothing() -> None:
    clusters = [
        {"id": str(n), "reference": f"Minister {n} met farmer {n}. They spoke of harvest {n}."} for n in range(200)
    ]
    rows = [{"set": "neus", "src": [f"Line {n}."], "tgt": f"Minister {n} met farmer {n}."} for n in range(200)]
    made = all_pairs(rows, clusters)
    sides = {pair.group: pair.validation for pair in made}
    assert len(sides) == 200
    plans = [
        Pair(set=PLANS, lines=("Line 1.",), target=f"Other {n}.", task="fuse", group=f"neus {n}") for n in range(250)
    ]
    divided = divide([*made, *plans])
    assert [pair for pair in divided if pair.set != PLANS] == made
    assert all(sides.get(pair.group, pair.validation) == pair.validation for pair in divided)


# ---------------------------------------------------------------------- the news


def test_a_story_is_cut_and_its_gaps_are_told_by_their_neighbours(pool: Pool) -> None:
    story = pool.stories[0]
    assert len(story.sentences) == 5
    assert all(at not in near and len(near) <= 3 for at, near in story.gaps)


def test_what_a_story_teaches_holds_its_target(pool: Pool) -> None:
    story, draw = pool.stories[0], random.Random(2)
    joined = [made for _ in range(60) if (made := union(story, draw))]
    assert len({lines for _, lines, _ in joined}) > 5
    for task, lines, target in joined:
        assert (task, len(lines)) == ("join", 2)
        held = {word.strip(".,").lower() for line in lines for word in line.split()}
        wanted = {word.strip(".,").lower() for word in target.split()} - {"and", "who"}
        assert wanted <= held
    task, lines, target = repair(story, draw)
    assert task == "repair"
    assert "[MASK]" in lines[0]
    assert target in NEWS
    made = gap(story, draw)
    assert made is None or made[2] not in made[1]


def test_a_mask_is_one_token(tokenizer: Tokenizer) -> None:
    source, target = encode([("repair", ("The [MASK] met.",), "The minister met.")], tokenizer)[0]
    assert (source[0], source.count(MASK), source[-1], target[-1]) == (CLS, 1, SEP, SEP)


# ------------------------------------------------------------------- the batches


@pytest.mark.parametrize("news", [True, False])
def test_batches_are_bucketed_and_depend_on_seed_and_number_alone(pool: Pool, news: bool) -> None:
    mix = Mix(seed=5, batch=8, chunk_batches=16)
    batches = make_chunk(pool, mix, 3, news)
    assert len(batches) == 16
    assert {len(source) for source, _ in batches} == {8}
    filled = sum(int((source != PAD).sum()) for source, _ in batches) / sum(source.size for source, _ in batches)
    assert filled > 0.85
    again, other = make_chunk(pool, mix, 3, news), make_chunk(pool, mix, 4, news)
    assert all(np.array_equal(a[0], b[0]) and np.array_equal(a[1], b[1]) for a, b in zip(batches, again, strict=True))
    assert any(a[0].shape != b[0].shape or not np.array_equal(a[0], b[0]) for a, b in zip(batches, other, strict=True))


def test_validation_is_never_drawn(pool: Pool, pairs: list[Pair]) -> None:
    drawn = {pair.target for members, _ in pool.pairs.values() for pair in members}
    held = {pair.target for pair in pairs if pair.validation}
    assert held
    assert not drawn & held


def test_workers_make_the_same_chunks(pool: Pool) -> None:
    mix = Mix(seed=5, batch=4, chunk_batches=4)
    feeds = [Feed(pool, mix, workers) for workers in (0, 2)]
    try:
        for number in (0, 1, 2, 5):
            one, other = (feed.chunk(number, 2) for feed in feeds)
            assert all(np.array_equal(a[0], b[0]) for a, b in zip(one, other, strict=True))
    finally:
        for feed in feeds:
            feed.close()


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
def material(pairs: list[Pair], pool: Pool, tiny_minilm: dict[str, torch.Tensor], tokenizer_json: Path) -> Material:
    return pairs, pool, tiny_minilm, tokenizer_json


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
