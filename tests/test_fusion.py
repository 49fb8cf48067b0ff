"""The fusion writer: whatever its weights, it writes only what its lines hold."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from tiny_fusion import rewrite_config, save_tiny_fusion

from summarize.errors import ModelBroken, ModelRefused
from summarize.models.fusion import FUSE, JOIN, SHORT, FusionWriter, load_fusion
from summarize.models.fusion_beam import search
from summarize.models.fusion_constraint import Lexicon, advance, allowed, make_lexicon, start
from summarize.models.fusion_decoder import remember, reorder, step
from summarize.models.fusion_lists import JOINING
from summarize.models.fusion_rank import Scored
from summarize.models.load import load_writer
from summarize.settings import GenerationSettings
from summarize.words import STOPWORDS
from summarize.writing._support import CONNECTING
from summarize.writing._surface import respaced
from summarize.writing._text import key, plain_quotes, quoted_spans

CASES = json.loads((Path(__file__).parent / "cases" / "fusion_units.json").read_text("utf-8"))["cases"]
SETTINGS = GenerationSettings(max_new_tokens=60)
GROUPS = [
    [
        "Niinisto met Lofven in Turku on Monday and agreed on a plan for the port.",
        "The port cost at least $31 million.",
    ],
    ["“We agreed to send 12 boats,” Lofven said in Oslo, and the ministers did not meet again."],
    ["The U.S. co-chairs' talks may cost two ministers the port of Turku."],
    [],
    ["   \n "],
    ["12345 67 8.9 10,000"],
    ["外长星期四在莫斯科会晤。", "Привет, Москва."],
    ["😀 🎉 😀"],
    ["A line with [SEP] and [CLS] and [UNK] and [PAD] in it was met with talks in Turku."],
]


def _lexicon(writer: FusionWriter, lines: list[str]) -> Lexicon:
    return make_lexicon(lines, writer.pieces, 6, terse=writer.settings.terse)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save_tiny_fusion(tmp_path_factory.mktemp("fusion") / "tiny")


@pytest.fixture(scope="module")
def writer(folder: Path) -> FusionWriter:
    return load_fusion(folder, "tiny", SETTINGS)


# -------------------------------------------------------------- the constraint


@pytest.mark.parametrize("seed", range(3))
def test_with_random_weights_every_word_stands_in_the_lines_or_only_connects(seed: int, tmp_path: Path) -> None:
    random = load_fusion(save_tiny_fusion(tmp_path / "tiny", seed=seed), "tiny", SETTINGS)
    assert sum(map(bool, random.write(GROUPS))) >= 3
    for group, texts in zip(GROUPS, random.write(GROUPS), strict=True):
        held = {key(word) for line in group for word in re.findall(r"[^\W_]+", line.lower())}
        for text in texts:
            spaced = respaced(text, group)
            for word in re.findall(r"[^\W_]+", spaced.lower()):
                assert word in JOINING or key(word) in held, (word, spaced)
            assert not set("[]") & set(text)
            for a, b in quoted_spans(spaced):
                assert plain_quotes(spaced[a:b]).lower() in plain_quotes(" ".join(group)).lower()


def test_something_is_written_for_what_can_be_written_and_nothing_else(writer: FusionWriter) -> None:
    written = writer.write(GROUPS)
    assert [bool(texts) for texts in written][:5] == [True, True, True, False, False]
    assert written[7] == []
    assert all(len(set(texts)) == len(texts) for texts in written)


def test_a_copy_of_several_lines_leaves_it_to_the_shortened_first_line() -> None:
    lines = ("Gutiérrez's plan for the port, which is old, was read.", "The port's plan was read on Monday.")
    fused, copied, later = (
        "the plan was read on monday.",
        "gutierrez ' s plan for the port, which is old, was read.",
        "x",
    )
    short = "gutierrez ' s plan for the port was read."
    alone = FusionWriter(name="none", digest="", model=None, inputs={}, pieces=None, settings=SETTINGS)  # type: ignore[arg-type]
    written = {
        (FUSE, lines): [
            Scored(text=fused, score=-0.1),
            Scored(text=copied, score=-0.2),
            Scored(text=later, score=-9.0),
        ],
        (SHORT, lines[:1]): [Scored(text=short, score=-0.3), Scored(text=copied, score=-0.6)],
    }
    found = alone._chosen(lines, [(FUSE, lines), (SHORT, lines[:1])], written)
    assert later not in found
    assert found[-2:] == [short, copied]
    assert found[: found.index(short)] in ([fused], [])


def test_nothing_is_dropped_inside_a_line_longer_than_the_model_reads(writer: FusionWriter) -> None:
    line = "The port, which is old, was closed on Monday, and Lofven met Niinisto in Turku. "
    assert any(_lexicon(writer, [line.strip()]).jumps)
    assert not any(_lexicon(writer, [(line * 15).strip()]).jumps)


def test_a_line_far_too_long_is_cut(writer: FusionWriter) -> None:
    assert len(writer.write([["the port " * 300]])) == 1
    assert len(writer.inputs[FUSE].group(["the port " * 300])) <= 256


def test_the_same_groups_in_another_order_give_the_same_texts(writer: FusionWriter) -> None:
    assert writer.write(GROUPS[::-1]) == writer.write(GROUPS)[::-1]


@pytest.mark.parametrize("case", CASES, ids=[f"{n}-{case['why'][:40]}" for n, case in enumerate(CASES)])
def test_what_may_be_written(case: dict, writer: FusionWriter) -> None:
    lexicon = make_lexicon(case["lines"], writer.pieces, 6)
    for text in case["allowed"]:
        assert reads(writer, lexicon, text), (text, case["why"])
    for text in case["refused"]:
        assert not reads(writer, lexicon, text), (text, case["why"])


def reads(writer: FusionWriter, lexicon: object, text: str) -> bool:
    """Whether a text can be written to its end, piece by piece."""
    state = start(lexicon)  # type: ignore[arg-type]
    for one, _, _ in [*writer.pieces.cut(text), (6, 0, 0)]:
        piece = lexicon.local.get(one)  # type: ignore[attr-defined]
        if piece is None or not allowed(lexicon, state)[piece]:  # type: ignore[arg-type]
            return False
        state = advance(lexicon, state, piece)  # type: ignore[arg-type]
    return True


def test_the_words_a_writer_may_bring_are_those_the_gate_lets_pass() -> None:
    assert set(JOINING) <= STOPWORDS | CONNECTING


def test_no_special_piece_can_be_written(writer: FusionWriter) -> None:
    for group in GROUPS:
        lines = [line for line in group if line.strip()]
        if lines:
            lexicon = make_lexicon(lines, writer.pieces, 6)
            assert not set(lexicon.pieces.tolist()) - {6} & set(range(8))


# ------------------------------------------------------------------ the search


def test_a_step_is_the_step_of_transformers(writer: FusionWriter) -> None:
    rows = [[5, 90, 91, 92, 93, 6], [5, 94, 95, 96, 6, 0]]
    ids, mask = torch.tensor(rows), torch.tensor([[1] * 6, [1] * 5 + [0]])
    said = torch.tensor([[5, 80, 81, 82], [5, 83, 84, 85]])
    with torch.inference_mode():
        theirs = writer.model(
            input_ids=ids, attention_mask=mask, decoder_input_ids=said, output_hidden_states=True
        ).decoder_hidden_states[-1]
        encoded = writer.model.model.encoder(input_ids=ids, attention_mask=mask).last_hidden_state
        memory = remember(writer.model, encoded, mask, 2)
        for place in range(4):
            hidden, memory = step(writer.model, said[:, place : place + 1].repeat(1, 2), memory)
            assert torch.allclose(hidden[:, 0], theirs[:, place], atol=1e-4)
            memory = reorder(memory, torch.tensor([[1, 0], [0, 0]]))


def test_a_wider_search_finds_nothing_worse(writer: FusionWriter) -> None:
    row = writer.inputs[FUSE].group(GROUPS[0])
    lexicon = make_lexicon(GROUPS[0], writer.pieces, 6)
    greedy, wide = (search(writer.model, [row], [lexicon], beams, 40)[0] for beams in (1, 4))
    assert len(greedy) >= 1
    assert wide[0].score >= greedy[0].score - 1e-4


def test_a_batch_gives_what_each_input_gives_alone(writer: FusionWriter) -> None:
    groups = GROUPS[:3]
    rows = [writer.inputs[SHORT].group(group) for group in groups]
    lexicons = [make_lexicon(group, writer.pieces, 6) for group in groups]
    together = search(writer.model, rows, lexicons, 3, 40)
    alone = [search(writer.model, [row], [one], 3, 40)[0] for row, one in zip(rows, lexicons, strict=True)]
    assert [[each.ids for each in one] for one in together] == [[each.ids for each in one] for one in alone]


def test_a_terse_sentence_tells_the_first_line_alone_and_no_more_of_it_than_the_plain_one(folder: Path) -> None:
    plain, terse = load_fusion(folder, "tiny", SETTINGS), load_fusion(folder, "tiny", replace(SETTINGS, terse=True))
    assert terse.write(GROUPS[:2]) == terse.write([group[:1] for group in GROUPS[:2]])
    for group in GROUPS[:2]:
        ways = [sum(map(len, places.jumps)) for places in (_lexicon(one, group[:1]) for one in (plain, terse))]
        assert ways[0] <= ways[1]


# ------------------------------------------------------------------- the folder


def test_the_terse_writer_is_the_shipped_model_by_another_name() -> None:
    terse, plain = load_writer("terse"), load_writer("fusion")
    assert isinstance(terse, FusionWriter)
    assert isinstance(plain, FusionWriter)
    assert (terse.name, terse.digest, terse.settings.terse) == ("terse", plain.digest, True)
    line = "Lofven met Niinisto on Monday in the port of Turku, saying that the strike had cost it two ships."
    assert len(terse.write([[line]])[0][0]) < len(plain.write([[line]])[0][0])


def test_a_path_to_a_fusion_model_is_held_to_its_lines_and_another_is_not(folder: Path) -> None:
    assert isinstance(load_writer(str(folder), SETTINGS), FusionWriter)


def test_each_task_has_its_own_word(writer: FusionWriter) -> None:
    assert len({writer.inputs[task].prefix for task in (FUSE, SHORT, JOIN)}) == 3


def test_half_precision_weights_are_read_as_float32(folder: Path, tmp_path: Path) -> None:
    from safetensors.torch import load_file, save_file

    half = Path(shutil.copytree(folder, tmp_path / "half"))
    weights = load_file(half / "model.safetensors")
    save_file({name: one.half() for name, one in weights.items()}, half / "model.safetensors", {"format": "pt"})
    assert next(load_fusion(half, "it", SETTINGS).model.parameters()).dtype == torch.float32


def test_broken_weights_are_named_with_the_digest_expected(folder: Path, tmp_path: Path) -> None:
    broken = Path(shutil.copytree(folder, tmp_path / "broken"))
    file = broken / "model.safetensors"
    whole = file.read_bytes()
    file.write_bytes(whole[:-100])
    with pytest.raises(ModelBroken, match=r"model\.safetensors.*\(expected sha256: a{64}\)"):
        load_fusion(broken, "it", SETTINGS, "a" * 64)
    file.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    with pytest.raises(ModelBroken, match=r"model\.safetensors.* expected a{64}"):
        load_fusion(broken, "it", SETTINGS, "a" * 64)


def test_pickled_weights_are_refused(folder: Path, tmp_path: Path) -> None:
    pickled = Path(shutil.copytree(folder, tmp_path / "pickled"))
    (pickled / "model.safetensors").rename(pickled / "pytorch_model.bin")
    with pytest.raises(ModelRefused, match="pickled"):
        load_fusion(pickled, "it", SETTINGS)


def test_a_checkpoint_without_task_words_is_no_fusion_model(folder: Path, tmp_path: Path) -> None:
    other = Path(shutil.copytree(folder, tmp_path / "other"))
    rewrite_config(other, task_specific_params=None)
    with pytest.raises(ModelRefused, match="no fusion model"):
        load_fusion(other, "it", SETTINGS)
