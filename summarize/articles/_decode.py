r"""Bytes to text: which encoding, or why they are no text.

``data.decode(encoding)`` gives the article's text to the letter (so a byte-order mark shows as "utf-8-sig" or
"utf-16"), with two exceptions that are told: stray bytes in a UTF-8 file, and a file of an old Mac, whose lone "\r"
become "\n" one for one (without that it would be one single line, and no citation could name a place in it).
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from dataclasses import dataclass
from itertools import islice

from summarize.articles._kinds import binary_kind

_EXPECTED = "expected a text, HTML, JSON or JSON-lines file"
_SAMPLE_BYTES = 200_000  # enough for the detector; on more it only gets slower

_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]+)|<\?xml[^>]{0,200}?encoding=["']([\w.:-]+)""", re.I
)
# What pages that declare these really hold: https://encoding.spec.whatwg.org/#names-and-labels
_REALLY = {"ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030", "gbk": "gb18030"}
_PAGE_ENCODINGS = ("cp", "iso", "koi8", "gb", "big5", "shift", "euc", "mac", "tis")  # no codec of tricks
_PUNCTUATION = frozenset("‘’‚“”„–—…•‹›«»¡¿€£¥¢§©®™°·¶†‡½¼¾²³¹×÷±µºª´ˆ˜\xa0\xad−")
_WHOLE_PER_STRAY = 2  # UTF-8 characters for each stray byte; text in other encodings has below .2 by accident
_RARE = frozenset("ýþðÝÞÐ")  # where these are frequent, they are Turkish letters misread
_WESTERN = ("cp1252", "mac_roman", "cp850")  # in order of preference where several read as well
_WESTERN_HIGH = 0.2  # share of bytes over 127 up to which a text can be Western: French has .04, Russian .8
_PLAUSIBLE = 0.9  # share of its characters over 127 that must stand where such a character can stand
_WIDE_COMMON = 0.05  # share of ASCII and common marks in a text of UTF-16; of Chinese prose about .1, of junk near 0
_CONTROL_SHARE = 0.05  # of control characters, over which decoded bytes are no text
_VISIBLE = re.compile("[^\\s\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f]")
_CONTROL = re.compile("[\0-\x08\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f]")
_HIGH = re.compile("[^\0-\x7f]")
_STRAY = re.compile("[\udc80-\udcff]")
_ASCII = bytes(range(128))
_JUDGED = 5_000  # characters over 127 by which a Western encoding is judged
_HIDDEN = re.compile("[\u00ad\u200b\u2060\ufeff]+(?=\\w)")  # soft hyphens and the like
_IN_PARTS = re.compile("[^\\W\\d_][\u0300-\u036f]+")  # a letter and the accents that follow it
_UNWRITABLE = re.compile("[\0\ud800-\udfff]")


class Refused(ValueError):
    """Why something is no article; caught by ``read``, where it becomes a ``Problem``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """A text and how it was decoded."""

    text: str
    encoding: str  # Python's spelling
    note: str | None = None  # what had to be mended


def is_blank(text: str) -> bool:
    """Whether a text holds nothing but white space and characters that show nothing."""
    return _VISIBLE.search(text) is None


def printable(text: str) -> str:
    """The text with lone surrogates and NUL as U+FFFD, one for one: neither can be written to a file others read."""
    if not _UNWRITABLE.search(text):
        return text
    return text.replace("\0", "\ufffd").encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def whole_words(text: str) -> tuple[str, int]:
    """The text with its words whole, and how many places were mended.

    What shows nothing inside a word or before it, such as a soft hyphen, is left out, and a letter and its accent
    become one character: to whoever reads the file nothing changes, and words are found again.
    """
    joined, hidden = _HIDDEN.subn("", text)
    whole = _IN_PARTS.sub(lambda match: unicodedata.normalize("NFC", match[0]), joined)
    return whole, hidden + len(joined) - len(whole)


def mac_line_ends(text: str) -> str:
    r"""The text with "\n" for "\r" where no "\n" is in it; offsets stay the same."""
    return text.replace("\r", "\n") if "\n" not in text else text


def decode(data: bytes) -> Decoded:
    """The text of a file and its encoding.

    Args:
        data: the whole file; not empty.

    Returns:
        The text without its byte-order mark.

    Raises:
        Refused: the bytes are no text; the message says what they are.
    """
    decoded = _with_mark(data) or _without_mark(data)
    text = mac_line_ends(decoded.text)
    if len(_CONTROL.findall(text)) > _CONTROL_SHARE * len(text):
        raise Refused(f"is a binary file; {_EXPECTED}")
    return Decoded(text=text, encoding=decoded.encoding, note=decoded.note)


def _with_mark(data: bytes) -> Decoded | None:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            try:
                return Decoded(text=data.decode(encoding), encoding=encoding)
            except UnicodeDecodeError:
                if encoding == "utf-8-sig":
                    rest = _without_mark(data[len(mark) :])
                    return Decoded(text=rest.text, encoding="utf-8-sig", note=rest.note)
                note = f"holds bytes that are no {encoding.upper()}; they were read as U+FFFD"
                return Decoded(text=data.decode(encoding, "replace"), encoding=encoding, note=note)
    return None


def _without_mark(data: bytes) -> Decoded:
    kind = binary_kind(data)
    if kind:
        raise Refused(f"is {kind}; {_EXPECTED}")
    if b"\0" in data:
        encoding = _wide(data)
        if not encoding:
            raise Refused(f"is a binary file (it holds NUL bytes); {_EXPECTED}")
        return Decoded(text=data.decode(encoding), encoding=encoding)
    try:
        return Decoded(text=data.decode("utf-8"), encoding="utf-8")
    except UnicodeDecodeError:
        return _declared(data) or _mended(data) or _western(data) or _detected(data)


def _wide(data: bytes) -> str | None:
    """ "utf-16-le" or "utf-16-be" where the bytes are one of them without a mark."""
    if len(data) % 2:
        return None
    best: tuple[float, str] | None = None
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        sample = text[:4000]
        if any(unicodedata.category(c) in {"Cn", "Co", "Cc"} and c not in "\t\n\r\f\v" for c in sample):
            continue
        common = sum(c.isascii() or c in "。，、" for c in sample) / len(sample)
        if common >= _WIDE_COMMON and (best is None or common > best[0]):
            best = (common, encoding)
    return best[1] if best else None


def _declared(data: bytes) -> Decoded | None:
    """What an HTML page says of itself, where that is true."""
    match = _DECLARED.search(data[:4096])
    if not match:
        return None
    try:
        name = codecs.lookup((match[1] or match[2]).decode("ascii", "replace")).name
        name = codecs.lookup(_REALLY.get(name, name)).name
        if not name.startswith(_PAGE_ENCODINGS):
            return None
        return Decoded(text=data.decode(name), encoding=name)
    except (LookupError, UnicodeDecodeError):
        return None


def _mended(data: bytes) -> Decoded | None:
    """UTF-8 with a few stray bytes (parts pasted from elsewhere, or cut off in the middle of a character)."""
    decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
    text = decoder.decode(data)
    stray = len(_STRAY.findall(text))
    cut_off = len(decoder.getstate()[0])
    if len(_HIGH.findall(text)) - stray < max(1, _WHOLE_PER_STRAY * stray):
        return None
    mended = _STRAY.sub(lambda m: bytes([ord(m[0]) - 0xDC00]).decode("cp1252", "replace"), text)
    note = f"holds {stray + cut_off} bytes that are no UTF-8; they were read as Windows-1252 or U+FFFD"
    return Decoded(text=mended + "\ufffd" * bool(cut_off), encoding="utf-8", note=note)


def _western(data: bytes) -> Decoded | None:
    """A Western single-byte encoding; detectors guess badly where a page of English holds five curly quotes."""
    if len(data.translate(None, _ASCII)) > _WESTERN_HIGH * len(data):
        return None
    best: tuple[float, str, str] | None = None
    for encoding in _WESTERN:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        share = _plausible(text)
        if share >= _PLAUSIBLE and (best is None or share > best[0]):
            best = (share, encoding, text)
    return Decoded(text=best[2], encoding=best[1]) if best else None


def _plausible(text: str) -> float:
    """Share of the characters over 127 that are punctuation, or a letter that fits the letters beside it."""
    good = total = 0
    for match in islice(_HIGH.finditer(text), _JUDGED):
        total += 1
        char, before, after = match[0], text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
        if char in _PUNCTUATION:
            # superscripts and the like inside a word are letters of another encoding
            good += not (char in "²³¹ºªµ¶¼½¾¢¥" and before.isalpha() and after.isalpha())
        elif char.isalpha():
            fits = bool(before.isalpha() or after.isalpha()) and not (char.isupper() and before.islower())
            good += fits and char not in _RARE
    return good / total if total else 0.0


def _detected(data: bytes) -> Decoded:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE_BYTES]).best()
    for encoding in (best.encoding if best else None, "cp1252"):
        if encoding:
            name = codecs.lookup(encoding).name
            note = f"does not say its encoding and was read as {name}, a guess; if letters look wrong, save it as UTF-8"
            try:
                return Decoded(text=data.decode(encoding), encoding=name, note=note)
            except UnicodeDecodeError:
                continue
    if best:
        text = data.decode(best.encoding, "replace")
        lost = text.count("\ufffd")
        note = f"holds {lost} bytes that are no {best.encoding}; they were read as U+FFFD"
        if lost <= 0.01 * len(text):
            return Decoded(text=text, encoding=codecs.lookup(best.encoding).name, note=note)
    raise Refused(f"is in no encoding that can be told; {_EXPECTED}, best in UTF-8")
