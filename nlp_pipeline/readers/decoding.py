"""From bytes on disk to text: size limits, kinds of binary file, encodings."""

from __future__ import annotations

import codecs
import stat
from pathlib import Path
from typing import Final

from nlp_pipeline.errors import ReadError

MAX_FILE_BYTES: Final = 64 * 1024 * 1024
"""Largest plain-text file or figure record that is read, in bytes."""

SAMPLE_BYTES: Final = 65_536

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
    (b"%PDF", "PDF document", "convert it to plain text, for example with pdftotext"),
    (b"PK\x03\x04", "ZIP archive or Office document", f"{_UNPACK}, or export it as plain text"),
    (b"PK\x05\x06", "empty ZIP archive", "remove it"),
    (b"\x1f\x8b", "gzip archive", _UNPACK),
    (b"BZh", "bzip2 archive", _UNPACK),
    (b"\xfd7zXZ\x00", "xz archive", _UNPACK),
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
    (b"PAR1", "Parquet table", "export it as JSON lines"),
    (b"SQLite format 3", "SQLite database", "export it as JSON lines"),
    (b"\x7fELF", "program", "leave it out"),
)
_TAR_MAGIC_AT = 257


def check_readable(path: Path, *, max_bytes: int | None = MAX_FILE_BYTES) -> None:
    """Make sure that a path is a regular, non-empty file within the size limit.

    Args:
        path: File to look at; symbolic links are followed.
        max_bytes: Limit in bytes, or None for files that are read as a stream.

    Raises:
        ReadError: It is not, or the file system refuses to say.
    """
    try:
        info = path.stat()
    except (OSError, ValueError) as error:
        raise _os_error(path, error) from error
    if not stat.S_ISREG(info.st_mode):
        raise ReadError("not a regular file", place=path, remedy="name a file or a folder of files")
    if info.st_size == 0:
        raise ReadError("the file is empty", place=path, remedy="remove it or fill it")
    if max_bytes is not None and info.st_size > max_bytes:
        raise ReadError(
            f"the file has {info.st_size:,} bytes, more than the limit of {max_bytes:,}",
            place=path,
            remedy="split it into one file per article, or make it JSON lines",
        )


def read_sample(path: Path) -> bytes:
    """Read the first bytes of a file, ``SAMPLE_BYTES`` at most."""
    try:
        with path.open("rb") as handle:
            return handle.read(SAMPLE_BYTES)
    except (OSError, ValueError) as error:
        raise _os_error(path, error) from error


def read_text(path: Path) -> str:
    """Read and decode a whole file, line ends as they are, a byte order mark left out.

    Raises:
        ReadError: The file is unreadable, empty, too large, binary, or not UTF-8 (or UTF-16 or
            UTF-32 with a byte order mark); the message names the first bad byte.
    """
    check_readable(path)
    try:
        with path.open("rb") as handle:
            data = handle.read(MAX_FILE_BYTES + 1)
    except (OSError, ValueError) as error:
        raise _os_error(path, error) from error
    check_not_binary(data[:SAMPLE_BYTES], path)
    text = decode_bytes(data, path)
    if "\x00" in text:
        raise ReadError(
            f"NUL character at {text.index(chr(0))}: a binary file",
            place=path,
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
    if sample[_TAR_MAGIC_AT : _TAR_MAGIC_AT + 5] == b"ustar":
        raise ReadError("unsupported format: tar archive", place=path, remedy=_UNPACK)
    if encoding_of(sample) == "utf-8" and b"\x00" in sample:
        raise ReadError(
            f"unsupported format: binary file (NUL byte at {sample.index(0)})",
            place=path,
            remedy=_EXPORT,
        )


def encoding_of(sample: bytes) -> str:
    r"""Return the encoding that a byte order mark announces, UTF-8 where there is none.

    Examples:
        >>> encoding_of("β-catenin".encode("utf-16-be")), encoding_of(b"\xfe\xff\x03\xb2")
        ('utf-8', 'utf-16-be')
    """
    return next((name for mark, name in BYTE_ORDER_MARKS if sample.startswith(mark)), "utf-8")


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
            remedy="convert the file to UTF-8, for example: iconv -f WINDOWS-1252 -t UTF-8",
        ) from error


def _os_error(path: Path, error: OSError | ValueError) -> ReadError:
    reason = getattr(error, "strerror", None) or str(error)
    return ReadError(
        f"cannot be read: {reason}", place=path, remedy="check that it exists and its permissions"
    )
