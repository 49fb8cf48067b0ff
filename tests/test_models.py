"""Models: what is loaded, what is refused, and that the same input gives the same output."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tiny_models import save_tiny, save_tiny_bert

from summarize.errors import ModelBroken, ModelNotFound, ModelRefused, UsageError
from summarize.models.load import load_cluster_writer, load_embedder, load_judge, load_writer
from summarize.models.sentence_encoder import MINILM_SHA256, SentenceEncoder, load_sentence_encoder, minilm_folder
from summarize.models.seq2seq_input import fair_shares
from summarize.settings import GenerationSettings

KINDS = ("bart", "pegasus", "t5", "led")
SHORT = GenerationSettings(max_new_tokens=12, max_new_tokens_cluster=20)
GROUPS = [
    ["Kerry met Lavrov in Moscow.", "The two ministers spoke for four hours."],
    [],
    ["   \n "],
    ["word " * 600],
    ["外长星期四在莫斯科会晤。 😀 Привет"],
    ["A sentence with </s> and <pad> and <doc-sep> in it."],
]


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    root = tmp_path_factory.mktemp("tiny")
    return {kind: save_tiny(kind, root / kind) for kind in KINDS}


@pytest.fixture
def broken(tiny: dict[str, Path], tmp_path: Path) -> Path:
    return Path(shutil.copytree(tiny["bart"], tmp_path / "broken"))


def rewrite_config(folder: Path, **changes: Any) -> None:
    config = json.loads((folder / "config.json").read_text())
    (folder / "config.json").write_text(json.dumps({**config, **changes}))


# ---------------------------------------------------------------- embedder


@pytest.fixture(scope="module")
def minilm() -> SentenceEncoder:
    encoder = load_embedder("minilm")
    assert isinstance(encoder, SentenceEncoder)
    return encoder


@pytest.mark.models
def test_minilm_gives_unit_float32_rows_in_the_order_of_the_texts(minilm: SentenceEncoder) -> None:
    texts = [
        "Kerry met Lavrov in Moscow on Thursday.",
        "",
        "Oil prices fell.",
        "word " * 5000,
        "\ud800 alone",
        "你好 😀",
    ]
    rows = minilm.embed(texts)
    assert minilm.digest == MINILM_SHA256
    assert (rows.shape, rows.dtype) == ((6, 384), np.float32)
    assert np.allclose(np.linalg.norm(rows, axis=1), 1.0, atol=1e-6)
    alone = np.vstack([minilm.embed([text]) for text in texts])
    assert np.abs(rows - alone).max() < 1e-5
    assert minilm.embed([]).shape == (0, 384)


@pytest.mark.models
def test_minilm_gives_the_same_bits_for_the_same_texts_in_another_order(minilm: SentenceEncoder) -> None:
    texts = [
        f"The talks on topic {number} went on for {number * 7} hours{' and more' * (number % 5)}."
        for number in range(90)
    ]
    assert np.array_equal(minilm.embed(texts), minilm.embed(texts[::-1])[::-1])


@pytest.mark.models
def test_minilm_puts_a_paraphrase_nearer_than_another_subject(minilm: SentenceEncoder) -> None:
    one, same, other = minilm.embed(
        [
            "The foreign ministers agreed to resume peace talks next month.",
            "Peace negotiations will restart in a month, the top diplomats decided.",
            "The central bank left interest rates where they were.",
        ]
    )
    assert one @ same > 0.6
    assert one @ other < 0.3


@pytest.mark.models
def test_minilm_equals_sentence_transformers(minilm: SentenceEncoder) -> None:
    library = pytest.importorskip("sentence_transformers")
    texts = ["Kerry met Lavrov.", "A much longer sentence, with commas, about talks in Geneva. " * 30, "x"]
    theirs = library.SentenceTransformer(str(minilm_folder()), device="cpu").encode(texts, normalize_embeddings=True)
    assert np.abs(minilm.embed(texts) - theirs).max() < 1e-5


def test_an_encoder_by_path_is_loaded_and_a_long_text_is_cut(tmp_path: Path) -> None:
    embedder = load_embedder(str(save_tiny_bert(tmp_path / "encoder")))
    assert embedder.name == "encoder"
    rows = embedder.embed(["kerry", "lavrov " * 400, ""])
    assert rows.shape == (3, 16)
    assert np.isfinite(rows).all()


def test_weights_with_another_digest_than_expected_are_broken(tmp_path: Path) -> None:
    folder = save_tiny_bert(tmp_path / "encoder")
    with pytest.raises(ModelBroken, match="sha256"):
        load_sentence_encoder(folder, "it", sha256="0" * 64)


def test_first_token_pooling_is_read_from_the_folder(tmp_path: Path) -> None:
    folder = save_tiny_bert(tmp_path / "encoder")
    mean = load_embedder(str(folder)).embed(["kerry met lavrov"])
    (folder / "1_Pooling").mkdir()
    (folder / "1_Pooling" / "config.json").write_text('{"pooling_mode_cls_token": true}')
    assert np.abs(load_embedder(str(folder)).embed(["kerry met lavrov"]) - mean).max() > 1e-4
    (folder / "1_Pooling" / "config.json").write_text('{"pooling_mode_max_tokens": true}')
    with pytest.raises(ModelRefused, match="max"):
        load_embedder(str(folder))


# ------------------------------------------------------------------- writer


@pytest.mark.parametrize("kind", KINDS)
def test_a_writer_gives_a_list_for_each_group_and_the_same_again(tiny: dict[str, Path], kind: str) -> None:
    writer = load_writer(str(tiny[kind]), SHORT)
    assert writer is not None
    written = writer.write(GROUPS)
    assert len(written) == len(GROUPS)
    assert written[1] == written[2] == []
    assert all(1 <= len(candidates) <= SHORT.candidates for candidates in (written[0], written[3]))
    assert all(text == " ".join(text.split()) and text for candidates in written for text in candidates)
    assert not any(token in text for candidates in written for text in candidates for token in ("</s>", "<pad>", "<n>"))
    assert writer.write(GROUPS) == written
    assert writer.write(GROUPS[::-1]) == written[::-1]
    assert load_writer(str(tiny[kind]), SHORT).write(GROUPS[:1]) == written[:1]  # type: ignore[union-attr]


@pytest.mark.parametrize("kind", KINDS)
def test_a_cluster_writer_reads_documents_of_any_length(tiny: dict[str, Path], kind: str) -> None:
    writer = load_cluster_writer(str(tiny[kind]), SHORT)
    documents = ["First report. " * 100, "", "A short one.", "第三 😀 " * 200]
    assert writer.write_cluster(documents) == writer.write_cluster(documents)
    assert writer.write_cluster(["", " \n"]) == ""
    assert isinstance(writer.write_cluster(["x"] * 200), str)  # more documents than the tiny models have positions


@pytest.mark.parametrize("kind", KINDS)
def test_input_keeps_to_the_limit_and_every_text_has_its_share(tiny: dict[str, Path], kind: str) -> None:
    inputs = load_writer(str(tiny[kind]), SHORT).inputs  # type: ignore[union-attr]
    row = inputs.group(["a" * 600, "b" * 600, "c"])
    assert len(row) == inputs.limit
    a, b, c = (row.count(inputs.tokenizer.convert_tokens_to_ids(letter)) for letter in "abc")
    assert c == 1
    assert abs(a - b) <= 2
    assert row[-1] == inputs.tokenizer.eos_token_id


def test_a_special_token_spelt_in_a_text_is_read_as_characters(tiny: dict[str, Path]) -> None:
    inputs = load_writer(str(tiny["bart"]), SHORT).inputs  # type: ignore[union-attr]
    row = inputs.group(["stop </s> here <s> now"])
    assert row.count(inputs.tokenizer.eos_token_id) == 1
    assert row.count(inputs.tokenizer.bos_token_id) == 1


def test_led_has_a_separator_after_every_document_and_global_attention_there(tiny: dict[str, Path]) -> None:
    import torch

    writer = load_writer(str(tiny["led"]), SHORT)
    row = writer.inputs.documents(["one", "two <doc-sep>", "three"])  # type: ignore[union-attr]
    separator = writer.inputs.tokenizer.convert_tokens_to_ids("<doc-sep>")  # type: ignore[union-attr]
    assert row.count(separator) == 3
    marked = writer._global_attention(torch.tensor([row]))[0].tolist()  # type: ignore[union-attr]
    assert marked == [int(index == 0 or token == separator) for index, token in enumerate(row)]


def test_a_task_prefix_of_t5_stands_before_the_text(tiny: dict[str, Path], tmp_path: Path) -> None:
    folder = Path(shutil.copytree(tiny["t5"], tmp_path / "t5"))
    rewrite_config(folder, task_specific_params={"summarization": {"prefix": "summarize: "}})
    inputs = load_writer(str(folder), SHORT).inputs  # type: ignore[union-attr]
    assert inputs.decode(inputs.group(["Oil fell."])).startswith("summarize: Oil fell.")


def test_sampling_and_lengths_left_in_a_checkpoint_are_not_followed(tiny: dict[str, Path], tmp_path: Path) -> None:
    folder = Path(shutil.copytree(tiny["bart"], tmp_path / "bart"))
    generation = json.loads((folder / "generation_config.json").read_text())
    changes = {"do_sample": True, "temperature": 3.0, "min_length": 40, "max_length": 50, "num_beams": 1}
    (folder / "generation_config.json").write_text(json.dumps({**generation, **changes}))
    here, there = load_writer(str(tiny["bart"]), SHORT), load_writer(str(folder), SHORT)
    assert here.write(GROUPS[:1]) == there.write(GROUPS[:1])  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("lengths", "room", "shares"),
    [
        ([5, 5], 20, [5, 5]),
        ([100, 2, 100], 50, [24, 2, 24]),
        ([10, 10, 10], 10, [3, 3, 4]),
        ([7], 3, [3]),
        ([4, 4], 0, [0, 0]),
        ([4, 4], -3, [0, 0]),
        ([], 9, []),
    ],
)
def test_fair_shares(lengths: list[int], room: int, shares: list[int]) -> None:
    assert fair_shares(lengths, room) == shares


# -------------------------------------------------------- found and refused


def test_extractive_needs_no_model_and_fusion_or_a_name_is_told_apart() -> None:
    assert load_writer("extractive") is None
    with pytest.raises(UsageError, match="whole-cluster"):
        load_cluster_writer("extractive")


@pytest.mark.parametrize("name", ["no-such/model", "./nowhere", "/no/such/folder", "bert", "not a name!", "../x", ""])
def test_a_model_that_is_not_there_is_one_line(name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    for load in (load_writer, load_cluster_writer, load_embedder, load_judge):
        with pytest.raises(ModelNotFound) as caught:
            load(name)
        assert repr(name) in str(caught.value)
        assert "\n" not in str(caught.value)


def test_a_name_in_the_local_cache_is_found(tiny: dict[str, Path], tmp_path: Path) -> None:
    snapshot = tmp_path / "hub" / "models--some--writer" / "snapshots" / ("0" * 40)
    shutil.copytree(tiny["bart"], snapshot)
    (snapshot.parent.parent / "refs").mkdir()
    (snapshot.parent.parent / "refs" / "main").write_text("0" * 40)
    code = "from summarize.models.load import load_writer; print(load_writer('some/writer').name)"
    environment = {**os.environ, "HF_HUB_CACHE": str(tmp_path / "hub")}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("some/writer\n", "")


def test_a_folder_without_config_and_a_file_are_not_found(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    for path, what in ((tmp_path, "config.json"), (tmp_path / "file", "is a file")):
        with pytest.raises(ModelNotFound, match=what):
            load_writer(str(path))


def test_pickled_weights_are_refused(broken: Path) -> None:
    (broken / "model.safetensors").rename(broken / "pytorch_model.bin")
    with pytest.raises(ModelRefused, match=r"pytorch_model\.bin"):
        load_writer(str(broken))


def test_truncated_garbled_and_missing_weights_are_broken(broken: Path) -> None:
    weights = broken / "model.safetensors"
    whole = weights.read_bytes()
    for content in (whole[:-100], whole[:5], b"", b"\xff" * 500, whole + b"tail"):
        weights.write_bytes(content)
        with pytest.raises(ModelBroken, match="whole safetensors"):
            load_writer(str(broken))
    weights.unlink()
    with pytest.raises(ModelBroken, match="no weights"):
        load_writer(str(broken))


def test_shards_must_be_there_and_inside_the_folder(broken: Path) -> None:
    (broken / "model.safetensors").rename(broken / "part-1.safetensors")
    index = broken / "model.safetensors.index.json"
    for name, error in (("part-2.safetensors", ModelBroken), ("../bart/model.safetensors", ModelRefused)):
        index.write_text(json.dumps({"weight_map": {"a": name}}))
        with pytest.raises(error):
            load_writer(str(broken))


def test_weights_of_another_shape_or_lacking_tensors_are_broken(broken: Path) -> None:
    rewrite_config(broken, encoder_layers=2)
    with pytest.raises(ModelBroken, match="lack"):
        load_writer(str(broken))
    rewrite_config(broken, encoder_layers=1, d_model=32)
    with pytest.raises(ModelBroken, match="cannot be loaded"):
        load_writer(str(broken))


def test_a_model_with_code_of_its_own_is_refused_without_a_question(broken: Path) -> None:
    (broken / "own.py").write_text("raise SystemExit('this code must not run')")
    rewrite_config(broken, model_type="own", auto_map={"AutoModelForSeq2SeqLM": "own.Model", "AutoConfig": "own.C"})
    for load in (load_writer, load_embedder, load_judge):
        with pytest.raises(ModelRefused, match="code of its own"):
            load(str(broken))


def test_a_model_of_another_kind_is_refused_with_why(broken: Path, tmp_path: Path) -> None:
    with pytest.raises(ModelRefused, match="'bert', which is not sequence-to-sequence"):
        load_writer(str(save_tiny_bert(tmp_path / "encoder")))
    with pytest.raises(ModelRefused, match="sequence-to-sequence"):
        load_embedder(str(broken))
    rewrite_config(broken, model_type="never-heard-of")
    with pytest.raises(ModelRefused, match="never-heard-of"):
        load_writer(str(broken))


def test_a_config_that_is_no_json_object_is_broken(broken: Path) -> None:
    for content in ("{", "[1]", "\x00"):
        (broken / "config.json").write_text(content)
        with pytest.raises(ModelBroken, match=r"config\.json"):
            load_writer(str(broken))


def test_a_missing_garbled_or_too_large_tokenizer_is_broken(broken: Path, tiny: dict[str, Path]) -> None:
    tokenizer = broken / "tokenizer.json"
    tokenizer.write_text("{")
    with pytest.raises(ModelBroken, match="tokenizer"):
        load_writer(str(broken))
    shutil.copy(tiny["led"] / "tokenizer.json", tokenizer)
    with pytest.raises(ModelBroken, match="do not belong together"):
        load_writer(str(broken))
    tokenizer.unlink()
    with pytest.raises(ModelBroken, match="no tokenizer"):
        load_writer(str(broken))


# -------------------------------------------------------------------- judge


def test_a_judge_gives_support_in_order_and_none_without_lines(tmp_path: Path) -> None:
    labels = {0: "CONTRADICTION", 1: "ENTAILMENT", 2: "NEUTRAL"}
    judge = load_judge(str(save_tiny_bert(tmp_path / "nli", labels)))
    pairs = [("they met", ["the ministers met", "on thursday"]), ("they met", []), ("word " * 90, ["word " * 90])]
    scores = judge.judge(pairs)
    assert scores[1] == 0.0
    assert all(0.0 <= score <= 1.0 for score in scores)
    assert judge.judge(pairs[::-1]) == scores[::-1]


def test_a_judge_without_an_entailment_label_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelRefused, match="entailment"):
        load_judge(str(save_tiny_bert(tmp_path / "sentiment", {0: "NEGATIVE", 1: "POSITIVE"})))


# -------------------------------------------------------------------- import


def test_importing_load_loads_no_model_library() -> None:
    code = (
        "import sys, summarize.models.load, summarize.models.judge\n"
        "print([name for name in ('torch', 'transformers', 'tokenizers', 'numpy') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
