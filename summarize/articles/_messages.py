"""Pages and letters saved with MIME headers: a browser's "single file" (.mhtml), a mail program's message (.eml)."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message as Mime

from summarize.articles._decode import Decoded, Refused, decode, is_blank, mac_line_ends, printable
from summarize.words import fold_space

_HEAD = 20_000  # bytes looked at
_ARCHIVE = re.compile(rb"\A(?:From: <Saved by|[\s\S]{0,800}?^MIME-Version:)[\s\S]{0,800}?multipart/related", re.M)
# A mail as a program saves it: its text is in several parts, or written so that letters and line ends are not there.
_LETTER = re.compile(
    rb"\A(?:[\w-]{2,40}:[^\n]{0,500}\n(?:[ \t][^\n]{0,500}\n){0,20}){1,60}?"
    rb"(?:Content-Type:\s*multipart/|Content-Transfer-Encoding:\s*(?:quoted-printable|base64))",
    re.IGNORECASE,
)
_ANSWERED = re.compile(r"^(?:(?:re|aw|fwd?|wg|tr)\s*:\s*)+", re.IGNORECASE)
_PAGE, _PLAIN = "text/html", "text/plain"


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """What a message holds of an article: at least one of page and plain."""

    page: Decoded | None  # HTML
    plain: Decoded | None
    subject: str | None  # of a web archive the page's title
    url: str | None  # where the page was


def is_message(data: bytes) -> bool:
    """Whether a file begins as a web archive or an e-mail does whose text cannot be read as it stands."""
    head = data[:_HEAD]
    return bool(_ARCHIVE.match(head) or _LETTER.match(head))


def open_message(data: bytes) -> Saved:
    """The page and the text of a message.

    Raises:
        Refused: It holds neither.
    """
    try:
        message = message_from_bytes(data)
        parts = list(_texts(message))
    except RecursionError:
        raise Refused("is a message nested too deeply; save the page as HTML, or its text") from None
    page = _chosen(message, [part for part in parts if part.get_content_type() == _PAGE])
    plain = _chosen(message, [part for part in parts if part.get_content_type() == _PLAIN])
    if page is None and plain is None:
        raise Refused(
            "is an e-mail or a web archive without a text or a page in it; save the page as HTML, or its text"
        )
    address = _header(message, "Snapshot-Content-Location") or ""
    return Saved(
        page=page,
        plain=plain,
        subject=_ANSWERED.sub("", _header(message, "Subject") or "") or None,
        url=address if address.lower().startswith(("http://", "https://")) else None,
    )


def _texts(message: Mime) -> Iterator[Mime]:
    """The parts that are text to be shown."""
    for part in message.walk():
        if part.get_content_maintype() == "text" and part.get_content_disposition() != "attachment":
            yield part


def _chosen(message: Mime, parts: list[Mime]) -> Decoded | None:
    """The part a web archive names as its start, or its first; of a letter, in which others lie forwarded, the longest.

    Frames of a page are parts as well.
    """
    start = message.get_param("start")
    named = [part for part in parts if start and str(part.get("Content-ID", "")).strip() == str(start).strip()]
    texts = [text for part in named or parts if (text := _text(part)) is not None]
    if not texts:
        return None
    is_archive = message.get_content_type() == "multipart/related"
    return texts[0] if is_archive else max(texts, key=lambda text: len(text.text))


def _text(part: Mime) -> Decoded | None:
    """The text of a part; None where it has none."""
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes) or not payload.strip():
        return None
    # What is UTF-8 is nothing else, whatever is declared; an unknown name or a false one is found out by the detector.
    for name in ("utf-8", part.get_content_charset() or ""):
        try:
            found = Decoded(text=mac_line_ends(payload.decode(name)), encoding=codecs.lookup(name).name)
        except (LookupError, ValueError):
            continue
        if "\0" not in found.text:
            break
    else:
        try:
            found = decode(payload)
        except Refused:
            return None
    return None if is_blank(found.text) else found


def _header(message: Mime, name: str) -> str | None:
    """A header line with its encoded words read."""
    value = message.get(name)
    if value is None:
        return None
    try:
        value = str(make_header(decode_header(str(value))))
    except (HeaderParseError, LookupError, ValueError):
        value = str(value)
    return fold_space(printable(value)) or None
