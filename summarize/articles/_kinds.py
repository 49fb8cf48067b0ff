"""What a file is that is no text, told from its first bytes."""

from __future__ import annotations

# How common files that are no text begin. Longer beginnings of the same bytes first.
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "a PDF document; save its text and give that"),
    (b"{\\rtf", "an RTF document; save it as plain text"),
    (b"PK\x03\x04", "a ZIP archive or an Office, OpenDocument or EPUB file; unpack it, or save it as plain text"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document; save it as plain text"),
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"\x00\x00\x01\x00", "an icon"),
    (b"ID3\x02", "an MP3 sound"),
    (b"ID3\x03", "an MP3 sound"),
    (b"ID3\x04", "an MP3 sound"),
    (b"OggS\x00", "an Ogg sound or video"),
    (b"fLaC\x00", "a FLAC sound"),
    (b"\x1aE\xdf\xa3", "a Matroska or WebM video"),
    (b"\x1f\x8b", "an archive packed more than once"),
    (b"BZh91AY&SY", "an archive packed more than once"),
    (b"\xfd7zXZ\x00", "an archive packed more than once"),
    (b"(\xb5/\xfd", "a zstd archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"\x7fELF", "a program"),
    (b"bplist00", "a property list or Safari web archive; save the page as HTML"),
    (b"wOFF", "a font"),
    (b"wOF2", "a font"),
    (b"PAR1", "a Parquet table"),
)


def binary_kind(data: bytes) -> str | None:
    """What bytes are that are no text, with what to do about it; None where nothing of the kind is known."""
    for beginning, kind in _MAGIC:
        if data.startswith(beginning):
            return kind
    if data[257:262] == b"ustar":
        return "a tar archive; unpack it"
    if data[4:8] == b"ftyp":
        return "a video or an HEIC or AVIF image"
    if data.startswith(b"RIFF") and data[8:12] in {b"WEBP", b"WAVE", b"AVI "}:
        return "a WebP image, a sound or a video"
    return None
