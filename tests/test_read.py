"""articles/read: what people really have, and what they should not have given, becomes articles and clear problems."""

from __future__ import annotations

import bz2
import gzip
import json
import lzma
import os
import shutil
import socket
import sys
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from read_cases import DEFAULT, PARAGRAPH, cases, refused, said

from summarize.articles._decode import Refused, decode
from summarize.articles.read import read
from summarize.data import Article
from summarize.errors import NothingToRead
from summarize.settings import ReadSettings
from summarize.words import line_spans

SEEDS = Path(__file__).parent.parent / "seeds"
TEXT = "The ministers met in Oslo on Tuesday.\n"


# ------------------------------------------------------------------ encodings


@pytest.mark.parametrize("case", cases("encodings"))
def test_the_text_comes_back_from_its_bytes(case: dict[str, Any]) -> None:
    decoded = decode(case["text"].encode(case["codec"]))
    assert decoded.text == case["text"]
    assert decoded.encoding == (case["encoding"] or decoded.encoding)
    assert case["text"].encode(case["codec"]).decode(decoded.encoding) == decoded.text


@pytest.mark.parametrize("case", cases("refused"))
def test_what_is_no_text_is_refused_by_name(here: Path, case: dict[str, Any]) -> None:
    (here / "a.txt").write_bytes(bytes.fromhex(case["hex"]))
    assert case["says"] in refused("a.txt")


def test_stray_bytes_in_utf8_are_read_as_windows_and_told(here: Path) -> None:
    (here / "a.txt").write_bytes("“We met,” – he said… café.".encode() + b" Then \x93they\x94 left.")
    (article,), problems = read(["a.txt"], DEFAULT)
    assert article.text == "“We met,” – he said… café. Then “they” left."
    assert "2 bytes that are no UTF-8" in said(problems)


def test_a_file_cut_off_inside_a_character_is_told(here: Path) -> None:
    (here / "a.txt").write_bytes("The café closed, he said…".encode()[:-1])
    (article,), problems = read(["a.txt"], DEFAULT)
    assert (article.text, len(problems)) == ("The café closed, he said\ufffd", 1)


def test_a_guessed_encoding_is_told(here: Path) -> None:
    text = "The ministers met in Oslo on Tuesday.\nThey said \xff\xfe\xc3( little \xe2\x82 else.\n"
    (here / "a.txt").write_bytes(text.encode("latin-1"))
    (article,), problems = read(["a.txt"], DEFAULT)
    assert f"was read as {article.encoding}, a guess; if letters look wrong, save it as UTF-8" in said(problems)


def test_a_page_says_its_own_encoding(here: Path) -> None:
    page = (
        f'<html><head><meta charset="windows-1251"><title>T</title></head><body>{PARAGRAPH * 3}<p>Čas</p></body></html>'
    )
    (here / "a.html").write_bytes(page.replace("Čas", "Он сказал это.").encode("cp1251"))
    (article,), _ = read(["a.html"], DEFAULT)
    assert (article.encoding, "Он сказал это." in article.text) == ("cp1251", True)


@pytest.mark.parametrize("name", ["utf-16", "base64", "undefined", "no-such", "unicode_escape"])
def test_a_page_that_says_nonsense_of_itself_is_read_all_the_same(name: str) -> None:
    page = f'<html><meta charset="{name}"><p>It’s done.</p>'.encode("cp1252")
    assert decode(page).encoding == "cp1252"


@given(st.binary(max_size=400))
@settings(max_examples=150, deadline=None)
def test_any_bytes_are_a_text_or_refused(data: bytes) -> None:
    try:
        decoded = decode(data or b"x")
    except Refused:
        return
    decoded.text.encode("utf-8")


@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1).filter(lambda text: text[0] != "\ufeff"))
@settings(deadline=None)
def test_utf8_is_always_itself(text: str) -> None:
    if not text.startswith(("%PDF-", "{\\rtf", "GIF8", "BZh91AY&SY", "PAR1", "wOF", "bplist00")):
        assert decode(text.encode()) == decode(b"\xef\xbb\xbf" + text.encode()).__class__(text=text, encoding="utf-8")


# ----------------------------------------------------------------- plain text


def test_the_samples_are_read_to_the_letter() -> None:
    articles, problems = read([str(SEEDS)], DEFAULT)
    assert [Path(article.path).name[:3] for article in articles] == ["000", "001", "002", "003", "004"]
    assert problems == ()
    for article in articles:
        assert article.text == Path(article.path).read_bytes().decode("utf-8")
        assert article.id == article.path


def test_only_line_feeds_end_lines_and_carriage_returns_stay(here: Path) -> None:
    raw = "One\r\nTwo\x0cstill two\x0bstill\u2028still\x85still\r\n\nFour\u200b\rstill four"
    (here / "a.txt").write_bytes(raw.encode())
    (article,), _ = read(["a.txt"], DEFAULT)
    assert article.text == raw
    assert [article.text[a:b].split()[0:1] for a, b in line_spans(article.text)] == [
        ["One"],
        ["Two"],
        [],
        ["Four\u200b"],
    ]


def test_an_old_macs_lines_are_lines(here: Path) -> None:
    (here / "a.txt").write_bytes(b"One met.\rTwo met.\r")
    (article,), _ = read(["a.txt"], DEFAULT)
    assert article.text == "One met.\nTwo met.\n"


def test_a_line_of_a_million_characters_is_read(here: Path) -> None:
    (here / "a.txt").write_text("word " * 200_000)
    (article,), problems = read(["a.txt"], DEFAULT)
    assert (len(article.text), problems) == (1_000_000, ())


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a", "a.news", "A.TXT", "a.html"])
def test_the_name_of_a_plain_text_does_not_matter(here: Path, name: str) -> None:
    (here / name).write_text(TEXT)
    (article,), _ = read([name], DEFAULT)
    assert (article.id, article.text, article.encoding) == (name, TEXT, "utf-8")


WHOLE = "Chancellor Merkel met François Hollande.\n"
BROKEN = "Chan\u00adcellor Mer\u200bkel met Franc\u0327ois Hol\u2060lande.\n"


@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_words_are_made_whole_and_told(here: Path, name: str) -> None:
    (here / name).write_text(BROKEN)
    (article,), problems = read([name], DEFAULT)
    assert article.text == WHOLE
    assert (
        said(problems)
        == f"{name} holds 4 invisible characters or loose accents inside words; the words were made whole"
    )


def test_words_of_a_page_and_of_a_document_are_made_whole(here: Path) -> None:
    (here / "a.html").write_text(f"<html><body>{PARAGRAPH * 3}<p>{BROKEN}</p></body></html>")
    (here / "a.json").write_text(json.dumps({"text": BROKEN}))
    (page, document), problems = read(["a.html", "a.json"], DEFAULT)
    assert WHOLE.strip() in page.text
    assert document.text == WHOLE
    assert [problem.path for problem in problems] == ["a.json"]


def test_what_shows_nothing_behind_a_word_stays(here: Path) -> None:
    (here / "a.txt").write_text("They met\u200b in\u00ad Oslo again.\n")
    assert read(["a.txt"], DEFAULT)[0][0].text == "They met\u200b in\u00ad Oslo again.\n"


# --------------------------------------------------------- files and folders


@pytest.mark.parametrize(
    ("content", "says"),
    [(b"", "is empty"), (b" \r\n\t\n", "white space"), ("\ufeff\u200b \u00a0\n".encode(), "white space")],
)
def test_an_empty_file_is_told(here: Path, content: bytes, says: str) -> None:
    (here / "a.txt").write_bytes(content)
    assert f"a.txt: {'is empty' if not content else 'holds nothing but'}" in refused("a.txt")
    assert says in refused("a.txt")


def test_bad_input_loses_nothing(here: Path) -> None:
    (here / "good.txt").write_text(TEXT)
    (here / "empty.txt").touch()
    articles, problems = read(["empty.txt", "none.txt", "good.txt"], DEFAULT)
    assert [article.path for article in articles] == ["good.txt"]
    assert [problem.path for problem in problems] == ["empty.txt", "none.txt"]


def test_a_file_over_the_limit_is_refused_unread(here: Path) -> None:
    with open(here / "a.txt", "wb") as stream:
        stream.truncate(200_000_000)
    assert "200.0 MB, and max_file_mb is 50" in refused("a.txt")


def test_an_article_longer_than_any_is_refused_and_the_others_are_read(here: Path) -> None:
    (here / "a.jsonl").write_text("".join(json.dumps({"text": TEXT * n}) + "\n" for n in (1, 30_000, 2)))
    articles, problems = read(["a.jsonl"], DEFAULT)
    assert [article.path for article in articles] == ["a.jsonl:1", "a.jsonl:3"]
    assert "a.jsonl:2 is one article of 1,140,000 characters, and max_article_chars is 1,000,000" in said(problems)


@pytest.mark.parametrize("packer", [gzip, lzma, bz2])
def test_packed_files_are_unpacked(here: Path, packer: Any) -> None:
    ending = {gzip: "gz", lzma: "xz", bz2: "bz2"}[packer]
    (here / f"a.jsonl.{ending}").write_bytes(packer.compress(b'{"text": "One met."}\n'))
    (article,), _ = read([f"a.jsonl.{ending}"], DEFAULT)
    assert (article.text, article.path) == ("One met.", f"a.jsonl.{ending}:1")


@pytest.mark.parametrize("packer", [gzip, lzma, bz2])
def test_a_packed_file_that_swells_is_refused(here: Path, packer: Any) -> None:
    (here / "a.txt").write_bytes(packer.compress(bytes(2_000_000)))
    with pytest.raises(NothingToRead, match=r"unpacked more than 1\.0 MB, and max_file_mb is 1;"):
        read(["a.txt"], ReadSettings(max_file_mb=1.0))


def test_a_broken_packed_file_is_told(here: Path) -> None:
    (here / "a.txt.gz").write_bytes(gzip.compress(TEXT.encode() * 99)[:-20])
    assert "cannot be unpacked" in refused("a.txt.gz")


def test_a_folder_is_read_in_order_without_what_is_no_article(here: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a/b/c.txt", ".hidden.txt", ".git/x.txt", "README.md", "SOURCES.md", "LICENSE"):
        (here / "in" / name).parent.mkdir(parents=True, exist_ok=True)
        (here / "in" / name).write_text(TEXT)
    (here / "in" / "x.css").write_text("p {}")
    articles, problems = read(["in"], DEFAULT)
    assert [article.path for article in articles] == ["in/a/b/c.txt", "in/a/z.txt", "in/b.txt"]
    assert said(problems) == "in/x.css is left out: .css is no kind of article; name it itself to read it"


def test_what_is_named_itself_is_read(here: Path) -> None:
    for name in ("README.md", ".hidden", "x.css"):
        (here / name).write_text(TEXT)
    articles, _ = read(["README.md", ".hidden", "x.css"], DEFAULT)
    assert len(articles) == 3


def test_what_a_browser_saves_beside_a_page_is_left_out(here: Path) -> None:
    (here / "in" / "page_files").mkdir(parents=True)
    (here / "in" / "page_files" / "ad.html").write_text(f"<html><body>{PARAGRAPH}</body></html>")
    (here / "in" / "page.html").write_text(f"<html><body>{PARAGRAPH * 3}</body></html>")
    articles, problems = read(["in"], DEFAULT)
    assert ([article.path for article in articles], problems) == (["in/page.html"], ())


def test_the_programs_own_output_is_not_read_as_articles(here: Path) -> None:
    (here / "out" / "sources").mkdir(parents=True)
    for name in ("out/run.json", "out/index.json", "out/x.md", "a.txt"):
        (here / name).write_text(TEXT)
    articles, problems = read(["."], DEFAULT)
    assert [article.path for article in articles] == ["./a.txt"]
    assert "out was written by this program" in said(problems)


def test_a_folder_without_articles_is_told(here: Path) -> None:
    (here / "in" / "deeper").mkdir(parents=True)
    assert "in: is a folder without articles" in refused("in")


def test_patterns_the_shell_left_alone(here: Path) -> None:
    for name in ("a1.txt", "a2.txt", "b[1].txt", "in/a3.txt"):
        (here / name).parent.mkdir(exist_ok=True)
        (here / name).write_text(TEXT)
    assert [a.path for a in read(["a*.txt"], DEFAULT)[0]] == ["a1.txt", "a2.txt"]
    assert [a.path for a in read(["**/*.txt"], DEFAULT)[0]] == ["a1.txt", "a2.txt", "b[1].txt", "in/a3.txt"]
    assert [a.path for a in read(["b[1].txt"], DEFAULT)[0]] == ["b[1].txt"]
    assert "c*.txt: is a pattern that no file matches" in refused("c*.txt")


def test_links(here: Path) -> None:
    (here / "in").mkdir()
    (here / "in" / "a.txt").write_text(TEXT)
    (here / "in" / "dangling.txt").symlink_to("nowhere.txt")
    (here / "in" / "loop.txt").symlink_to("loop.txt")
    (here / "in" / "up").symlink_to("..")
    (here / "in" / "same.txt").symlink_to("a.txt")
    articles, problems = read(["in"], DEFAULT)
    assert [article.path for article in articles] == ["in/a.txt"]
    assert said(problems).split("\n") == [
        "in/dangling.txt is a link to nowhere.txt, which does not exist",
        "in/loop.txt is a link that leads back to itself",
        "in/same.txt is the same file as in/a.txt, which is read once",
        "in/up/in is the same folder as in, which is read once",
    ]


def test_a_file_named_twice_is_read_once_and_a_copy_is_kept(here: Path) -> None:
    (here / "a.txt").write_text(TEXT)
    shutil.copy(here / "a.txt", here / "b.txt")
    articles, problems = read(["a.txt", "./a.txt", "b.txt"], DEFAULT)
    assert [article.path for article in articles] == ["a.txt", "b.txt"]
    assert articles[0].sha256 == articles[1].sha256
    assert said(problems) == "./a.txt is the same file as a.txt, which is read once"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a system without named pipes")
def test_pipes_devices_and_sockets_are_refused_without_waiting(here: Path) -> None:
    os.mkfifo(here / "pipe")
    (here / "a.txt").write_text(TEXT)
    listener = socket.socket(socket.AF_UNIX)
    listener.bind("sock")
    _, problems = read([".", "/dev/zero"], DEFAULT)
    listener.close()
    assert [problem.what.split(",")[0] for problem in problems] == ["is a named pipe", "is a socket", "is a device"]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_an_unreadable_file_is_told(here: Path) -> None:
    (here / "a.txt").write_text(TEXT)
    (here / "a.txt").chmod(0)
    assert "permission denied" in refused("a.txt")


@pytest.mark.skipif(not os.path.exists("/proc/self/mem"), reason="a file that even root cannot read is on Linux only")
def test_a_file_that_fails_while_it_is_read_is_told() -> None:
    assert "cannot be read: Input/output error" in refused("/proc/self/mem")


@pytest.mark.parametrize(
    ("path", "says"),
    [("none.txt", "does not exist"), ("a\0b", "NUL character"), ("x" * 5000, "too long"), ("a.txt/b", "not a folder")],
)
def test_paths_that_are_none(here: Path, path: str, says: str) -> None:
    (here / "a.txt").write_text(TEXT)
    assert says in refused(path)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere names must be Unicode")
def test_a_file_name_of_other_bytes_can_be_printed(here: Path) -> None:
    name = os.fsdecode(b"caf\xe9.txt")
    (here / name).write_text(TEXT)
    (article,), _ = read(["."], DEFAULT)
    assert article.path == "./caf\ufffd.txt"
    article.id.encode("utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="no such names there")
def test_a_file_name_never_breaks_a_line(here: Path) -> None:
    (here / "new\nline.txt").touch()
    (here / "red\x1b[31m.txt").write_text(TEXT)
    (article,), problems = read(["."], DEFAULT)
    assert article.path == "./red\ufffd[31m.txt"
    assert said(problems) == "./new\ufffdline.txt is empty; expected an article"


def test_nothing_at_all() -> None:
    with pytest.raises(NothingToRead, match="no path was given"):
        read([], DEFAULT)


# ------------------------------------------------------------- standard input


@pytest.mark.parametrize(
    ("data", "ids"),
    [
        (TEXT, ["-"]),
        ('{"text": "One met."}\n{"text": "Two met.", "id": "b"}\n', ["-:1", "b"]),
        ('{"text": "One met."}\n{"text": \n{"text": "Three met."}\n', ["-:1", "-:3"]),
        ('[\n{"text": "One met."}\n]', ["-#1"]),
        ('{\n "text": "One met."\n}', ["-"]),
        ("{The ministers met}\nin Oslo.\n", ["-"]),
        (f"<!doctype html><html><body>{PARAGRAPH * 3}</body></html>", ["-"]),
    ],
    ids=["text", "lines", "a broken line", "list", "object", "text in braces", "page"],
)
def test_standard_input(data: str, ids: list[str]) -> None:
    articles, _ = read(["-"], DEFAULT, BytesIO(data.encode()))
    assert [article.id for article in articles] == ids
    assert not articles[0].text.startswith("<")


def test_standard_input_has_the_limit_too() -> None:
    with pytest.raises(NothingToRead, match=r"more than 0\.0 MB, and max_file_mb is 1e-05"):
        read(["-"], ReadSettings(max_file_mb=0.00001), BytesIO(TEXT.encode()))


def test_an_article_is_frozen_and_complete() -> None:
    (article,), _ = read(["-"], DEFAULT, BytesIO(TEXT.encode()))
    assert isinstance(article, Article)
    assert len(article.sha256) == 64
