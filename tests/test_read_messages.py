"""Web archives and e-mails: what a browser and a mail program save, whole, broken and hostile."""

from __future__ import annotations

import quopri
from base64 import encodebytes
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from read_cases import DEFAULT, PARAGRAPH, refused

from summarize.articles._decode import Refused
from summarize.articles._messages import is_message, open_message
from summarize.articles.read import read

LINE = "The foreign ministers of Norway and Sweden met in Oslo on Tuesday to discuss the border, officials said."
PAGE = f"""<!DOCTYPE html><html><head><title>Talks in Oslo</title></head>
<body><article>{PARAGRAPH * 4}</article></body></html>"""
FRAME = "<html><body><p>An advertisement in a frame.</p></body></html>"


def part(body: str | bytes, kind: str = "text/html", charset: str = "utf-8", **headers: str) -> str:
    data = body if isinstance(body, bytes) else body.encode(charset)
    lines = [f"Content-Type: {kind}; charset={charset}", "Content-Transfer-Encoding: quoted-printable"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", quopri.encodestring(data).decode("ascii")])


def archive(*parts: str, head: str = "", start: str = "") -> bytes:
    """As a Chromium browser saves a page."""
    named = f'; start="{start}"' if start else ""
    text = (
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://example.org/oslo\r\n"
        "Subject: Talks in Oslo - Example\r\n"
        f"Date: Fri, 5 Apr 2019 10:00:00 -0000\r\nMIME-Version: 1.0\r\n{head}"
        f'Content-Type: multipart/related;\r\n\ttype="text/html"{named};\r\n\tboundary="--B--"\r\n\r\n'
    )
    body = "".join(f"\r\n----B--\r\n{each}\r\n" for each in parts)
    return (text + body + "\r\n----B----\r\n").encode("latin-1")


def test_a_web_archive_is_its_page(here: Path) -> None:
    image = "Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo="
    (here / "a.mhtml").write_bytes(archive(part(PAGE), image, part(FRAME)))
    (article,), problems = read(["a.mhtml"], DEFAULT)
    assert LINE in article.text
    assert "=" not in article.text  # neither soft line ends nor encoded characters
    assert "advertisement" not in article.text
    assert (article.title, article.url) == ("Talks in Oslo", "https://example.org/oslo")
    assert article.published is None  # the archive's own date is the day it was saved
    assert problems == ()


def test_a_web_archive_names_the_page_it_starts_with(here: Path) -> None:
    (here / "a.mht").write_bytes(archive(part(FRAME, Content_ID="<1>"), part(PAGE, Content_ID="<2>"), start="<2>"))
    (article,), _ = read(["a.mht"], DEFAULT)
    assert LINE in article.text


def test_the_subject_is_the_title_of_a_page_without_one(here: Path) -> None:
    (here / "a.mhtml").write_bytes(archive(part(f"<html><body><article>{PARAGRAPH * 4}</article></body></html>")))
    (article,), _ = read(["a.mhtml"], DEFAULT)
    assert article.title == "Talks in Oslo - Example"


@pytest.mark.parametrize(
    ("charset", "declared"), [("windows-1252", "windows-1252"), ("utf-8", "no-such-charset"), ("utf-8", "utf-16")]
)
def test_a_part_is_read_in_its_encoding_or_in_the_true_one(here: Path, charset: str, declared: str) -> None:
    body = PAGE.replace("officials said", "“yes”, officials said").encode(charset)
    (here / "a.mhtml").write_bytes(archive(part(body, charset=declared)))
    (article,), _ = read(["a.mhtml"], DEFAULT)
    assert "“yes”, officials said." in article.text


LETTER = (
    "Return-Path: <a@news.example>\nFrom: Alerts <a@news.example>\nSubject: Fwd: Re: =?utf-8?q?Talks_in_=C3=96slo?=\n"
    "MIME-Version: 1.0\n"
)


def test_an_e_mail_in_parts_is_its_page_or_its_text(here: Path) -> None:
    both = part(f"{LINE}\n", "text/plain"), part(PAGE)
    head = LETTER + 'Content-Type: multipart/alternative; boundary="--B--"\n\n'
    (here / "a.eml").write_text(head + "".join(f"\n----B--\n{each}\n" for each in both) + "\n----B----\n")
    (here / "b.eml").write_text(head + f"\n----B--\n{both[0]}\n----B----\n")
    (one, other), problems = read(["a.eml", "b.eml"], DEFAULT)
    assert one.title == "Talks in Oslo"
    assert LINE in one.text
    assert other.text.strip() == LINE
    assert other.title == "Talks in Öslo"
    assert problems == ()


def test_an_e_mail_of_one_encoded_text(here: Path) -> None:
    encoded = encodebytes(f"{LINE}\n".encode()).decode()
    (here / "a.eml").write_text(f"{LETTER}Content-Type: text/plain\nContent-Transfer-Encoding: base64\n\n{encoded}")
    (article,), _ = read(["a.eml"], DEFAULT)
    assert article.text.strip() == LINE


def test_a_forwarded_article_is_read_and_not_the_note_above_it(here: Path) -> None:
    inner = f"Content-Type: message/rfc822\n\nSubject: Talks\n{part(PAGE)}"
    head = LETTER + 'Content-Type: multipart/mixed; boundary="--B--"\n\n'
    note = part("<html><body><p>For your information.</p></body></html>")
    (here / "a.eml").write_text(head + f"\n----B--\n{note}\n----B--\n{inner}\n----B----\n")
    (article,), _ = read(["a.eml"], DEFAULT)
    assert LINE in article.text


def test_a_letter_whose_headers_are_plain_text_stays_plain_text(here: Path) -> None:
    (here / "a.txt").write_text(f"From: the editor\nSubject: talks\n\n{LINE}\n")
    (article,), _ = read(["a.txt"], DEFAULT)
    assert article.text.startswith("From: the editor")


@pytest.mark.parametrize(
    "data",
    [
        archive(),
        archive("Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo="),
        archive(part("  \r\n  ")),
        archive(part(LINE, "text/plain", Content_Disposition="attachment")),
    ],
)
def test_a_message_without_an_article_is_refused_with_what_to_do(here: Path, data: bytes) -> None:
    (here / "a.mhtml").write_bytes(data)
    assert "save the page as HTML" in refused("a.mhtml")


def test_an_archive_cut_off_in_its_page_is_read_as_far_as_it_goes(here: Path) -> None:
    whole = archive(part(PAGE.replace(PARAGRAPH, PARAGRAPH + "\n")))
    (here / "a.mhtml").write_bytes(whole[: whole.index(b"</article>")])
    (article,), _ = read(["a.mhtml"], DEFAULT)
    assert LINE in article.text


def test_hostile_messages(here: Path) -> None:
    deep = "".join(f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(3000))
    (here / "deep.eml").write_text(LETTER + deep)
    assert "deep.eml" in refused("deep.eml")
    address = archive(part(PAGE)).replace(b"https://example.org/oslo", b"javascript:alert(1)")
    (here / "a.mhtml").write_bytes(address)
    (article,), _ = read(["a.mhtml"], DEFAULT)
    assert article.url is None


@given(st.binary(max_size=400))
def test_any_message_is_opened_or_refused(tail: bytes) -> None:
    data = LETTER.encode() + b"Content-Type: multipart/mixed; boundary=x\n\n" + tail
    assert is_message(data)
    try:
        found = open_message(data)
    except Refused:
        return
    assert found.page or found.plain
