"""The static encoder: cutting words into pieces, rows of unit length, files that do not belong together."""

from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import save_file

from summarize.errors import ModelBroken, ModelNotFound
from summarize.models.load import WEIGHTS, load_embedder
from summarize.models.static import StaticEncoder, cut, load_static, plain

PIECES = ["[UNK]", "talk", "##s", "moscow", "cafe", "!", "talks"]
VOCABULARY = {piece: row for row, piece in enumerate(PIECES)}


def encoder() -> StaticEncoder:
    return StaticEncoder(name="t", digest="", vocabulary=VOCABULARY, table=np.eye(7, 4, dtype=np.float32) + 0.1)


@pytest.mark.parametrize(
    ("word", "rows"),
    [
        ("talks", (6,)),  # the longest piece that fits
        ("moscows", (3, 2)),
        ("talkx", (0,)),  # one rest without a piece: the word is unknown
        ("x" * 101, (0,)),  # no word is so long
    ],
)
def test_words_are_cut_as_the_model_cuts_them(word: str, rows: tuple[int, ...]) -> None:
    assert cut(word, VOCABULARY) == rows


def test_case_and_accents_do_not_count() -> None:
    assert plain("CAFÉ") == "cafe"
    assert encoder().pieces("Talks, café!") == [6, 0, 4, 5]


def test_rows_have_unit_length_and_depend_on_their_own_text() -> None:
    texts = ["Talks in Moscow", "", "—", "Moscow talks!", "Talks in Moscow"]
    rows = encoder().embed(texts)
    assert rows.dtype == np.float32
    assert rows.shape == (5, 4)
    assert np.linalg.norm(rows, axis=1) == pytest.approx(np.ones(5), abs=1e-6)
    assert (rows[0] == rows[4]).all()
    for text, row in zip(texts, rows, strict=True):
        assert (encoder().embed([text])[0] == row).all()
    assert encoder().embed([]).shape == (0, 4)


def test_vectors_that_cancel_each_other_out_still_give_a_row() -> None:
    table = np.array([[1.0, 0.0], [-1.0, 0.0]], dtype=np.float32)
    row = StaticEncoder(name="t", digest="", vocabulary={"[UNK]": 0, "talk": 1}, table=table).embed(["x talk"])[0]
    assert row.tolist() == [1.0, 0.0]


def test_files_that_are_not_there_or_do_not_belong_together_are_said(tmp_path: Path) -> None:
    with pytest.raises(ModelNotFound, match="no vectors"):
        load_static(tmp_path)
    save_file(
        {"vectors": np.ones((2, 3), dtype=np.int8), "scales": np.ones(2, dtype=np.float16)},
        tmp_path / "vectors.safetensors",
    )
    (tmp_path / "pieces.txt").write_text("[UNK]\ntalk\ntalks\n", encoding="utf-8")
    with pytest.raises(ModelBroken, match="2 rows for the 3 pieces"):
        load_static(tmp_path)
    (tmp_path / "vectors.safetensors").write_bytes(b"no tensors")
    with pytest.raises(ModelBroken, match="cannot be read"):
        load_static(tmp_path)


@pytest.mark.models
def test_the_shipped_vectors_tell_alike_sentences_from_others() -> None:
    static = load_embedder("static")
    one, alike, other = static.embed(
        [
            "The foreign ministers met in Geneva to discuss a ceasefire.",
            "Talks on a truce were held by the two top diplomats in Switzerland.",
            "The bank raised its interest rate by a quarter point.",
        ]
    )
    assert one @ alike > one @ other + 0.1
    assert static.name == "static"
    assert sum(path.stat().st_size for path in (WEIGHTS / "static").iterdir()) < 9_000_000
