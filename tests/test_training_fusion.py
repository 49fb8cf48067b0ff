"""Training the fusion model: where it starts, what it learns from, that it can be stopped, and what it leaves."""

from __future__ import annotations

import json
import random
from pathlib import Path

import numpy as np
import pytest
import torch
from fusion_material import NAMES, NEWS, draw_from, make_minilm, make_pairs, write_tokenizer
from tokenizers import Tokenizer

from summarize.models.load import load_writer
from summarize.models.sentence_encoder import minilm_folder
from summarize.models.seq2seq_input import make_input_maker
from summarize.training.fusion_data import Feed, Mix, Pool, encode, make_chunk
from summarize.training.fusion_filter import is_grounded, keeps_operators, name_words, plain
from summarize.training.fusion_loss import Batch, loss_of
from summarize.training.fusion_model import CLS, MASK, PAD, SEP, half_weights, save_checkpoint, warm_start
from summarize.training.fusion_pairs import PLANS, Pair, all_pairs, can_teach, divide, task_of
from summarize.training.fusion_pretrain import gap, repair, union

CASES = json.loads((Path(__file__).parent / "cases" / "training_fusion.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def tokenizer_json(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tokenizer(tmp_path_factory.mktemp("tokenizer"))


@pytest.fixture(scope="module")
def tokenizer(tokenizer_json: Path) -> Tokenizer:
    return Tokenizer.from_file(str(tokenizer_json))


@pytest.fixture(scope="module")
def tiny_minilm() -> dict[str, torch.Tensor]:
    return make_minilm()


@pytest.fixture(scope="module")
def pairs() -> list[Pair]:
    return make_pairs()


@pytest.fixture(scope="module")
def pool(pairs: list[Pair], tokenizer: Tokenizer) -> Pool:
    return draw_from(pairs, tokenizer)


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
