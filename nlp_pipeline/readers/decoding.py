"""From bytes to text: kinds of binary file, encodings."""

from __future__ import annotations

import codecs
from pathlib import Path
from typing import Final

from nlp_pipeline.errors import ReadError
from nlp_pipeline.readers.files import SAMPLE_BYTES, InputFile

MAX_TEXT_BYTES: Final = 32 * 1024 * 1024
"""Largest text file or figure record, in bytes; its layout takes some fifteen times as much."""

BYTE_ORDER_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_UNPACK = "unpack it and name the folder"
_EXPORT = "export it as plain text, UTF-8"
SIGNATURES: Final = (
    (b"PK\x05\x06", "empty ZIP archive", "remove it"),
    (b"7z\xbc\xaf\x27\x1c", "7-Zip archive", _UNPACK),
    (b"Rar!\x1a\x07", "RAR archive", _UNPACK),
    (b"\x28\xb5\x2f\xfd", "Zstandard archive", _UNPACK),
    (b"\xd0\xcf\x11\xe0", "old Office document", _EXPORT),
    (b"{\\rtf", "RTF document", _EXPORT),
    (b"\x89PNG", "PNG image", "give its caption as text"),
    (b"\xff\xd8\xff", "JPEG image", "give its caption as text"),
    (b"GIF8", "GIF image", "give its caption as text"),
    (b"II*\x00", "TIFF image", "give its caption as text"),
    (b"MM\x00*", "TIFF image", "give its caption as text"),
    (b"SQLite format 3", "SQLite database", "export it as JSON lines"),
    (b"\x7fELF", "program", "leave it out"),
)
_TO_UTF8 = "convert the file to UTF-8, for example: iconv -f {} -t UTF-8"
_UTF16_PAIRS: Final = 16
"""Pairs of bytes at the beginning that tell UTF-16 without a byte order mark."""


def read_text(file: InputFile, *, max_bytes: int | None = None) -> str:
    """Read and decode a whole file, line ends as they are, a byte order mark left out.

    Args:
        file: The file.
        max_bytes: Its greatest size; ``MAX_TEXT_BYTES`` unless given.

    Raises:
        ReadError: The file is unreadable, empty, too large, binary, or not UTF-8 (or UTF-16 or
            UTF-32 with a byte order mark); the message names the first bad byte.
    """
    data = file.read(max_bytes=MAX_TEXT_BYTES if max_bytes is None else max_bytes)
    check_not_binary(data[:SAMPLE_BYTES], file.path)
    text = decode_bytes(data, file.path)
    if "\x00" in text:
        raise ReadError(
            f"NUL character at {text.index(chr(0))}: a binary file",
            place=file.path,
            remedy=_EXPORT,
        )
    return text


def check_not_binary(sample: bytes, path: Path) -> None:
    """Refuse files that are known not to be text, by their first bytes.

    Raises:
        ReadError: Names what the file is and what to do.
    """
    for signature, what, remedy in SIGNATURES:
        if sample.startswith(signature):
            raise ReadError(f"unsupported format: {what}", place=path, remedy=remedy)
    if encoding_of(sample) != "utf-8" or b"\x00" not in sample:
        return
    if (unmarked := _unmarked_utf16(sample)) is not None:
        raise ReadError(
            f"{unmarked} without a byte order mark",
            place=path,
            remedy=_TO_UTF8.format(unmarked),
        )
    raise ReadError(
        f"unsupported format: binary file (NUL byte at {sample.index(0)})",
        place=path,
        remedy=_EXPORT,
    )


def _unmarked_utf16(sample: bytes) -> str | None:
    """Tell UTF-16 by its zero bytes: in English text every second one, at the same side."""
    start = sample[: 2 * _UTF16_PAIRS]
    low, high = start[0::2], start[1::2]
    if len(high) > 1 and low.count(0) == 0 and high.count(0) * 4 >= 3 * len(high):
        return "UTF-16LE"
    if len(high) > 1 and high.count(0) == 0 and low.count(0) * 4 >= 3 * len(low):
        return "UTF-16BE"
    return None


def encoding_of(sample: bytes) -> str:
    r"""Return the encoding that a byte order mark announces, UTF-8 where there is none.

    Examples:
        >>> encoding_of("β-catenin".encode("utf-16-be")), encoding_of(b"\xfe\xff\x03\xb2")
        ('utf-8', 'utf-16-be')
    """
    return next((name for mark, name in BYTE_ORDER_MARKS if sample.startswith(mark)), "utf-8")


def decode_sample(sample: bytes) -> str:
    """Decode the beginning of a file; bytes that do not fit become replacement characters."""
    mark = next((mark for mark, _ in BYTE_ORDER_MARKS if sample.startswith(mark)), b"")
    return sample[len(mark) :].decode(encoding_of(sample), errors="replace")


def decode_bytes(data: bytes, path: Path, *, line: int | None = None) -> str:
    """Decode bytes by their byte order mark, which is left out of the text.

    Args:
        data: A whole file, or one line of a UTF-8 file.
        path: For the message.
        line: Line that the data is, counted from 1; otherwise the line is worked out.

    Raises:
        ReadError: Names the first byte that does not fit and its offset in ``data``.
    """
    encoding = encoding_of(data)
    mark = next((mark for mark, _ in BYTE_ORDER_MARKS if data.startswith(mark)), b"")
    try:
        return data[len(mark) :].decode(encoding)
    except UnicodeDecodeError as error:
        at = error.start + len(mark)
        raise ReadError(
            f"not valid {encoding.upper()}: byte 0x{data[at]:02X} at offset {at}",
            place=path,
            line=line or data.count(b"\n", 0, at) + 1,
            remedy=_TO_UTF8.format("WINDOWS-1252"),
        ) from error
