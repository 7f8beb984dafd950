"""Lines of a file that may be larger than memory."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Final

from nlp_pipeline.errors import ReadError
from nlp_pipeline.readers.decoding import decode_bytes, encoding_of, read_text
from nlp_pipeline.readers.files import InputFile

MAX_LINE_BYTES: Final = 16 * 1024 * 1024
"""Longest line that is read, in bytes."""

_SPLIT: Final = "split its text over several lines"


def iter_lines(file: InputFile) -> Iterator[tuple[int, bytes | str]]:
    """Number the lines of a file from 1; a line beyond the limit comes cut just past it.

    UTF-8 is given as bytes, line by line; other encodings are read as a whole and given as text.

    Raises:
        ReadError: The file cannot be read.
    """
    if encoding_of(file.sample()) != "utf-8":
        # Only a line feed ends a line: JSON may hold other separators.
        yield from enumerate(io.StringIO(read_text(file), newline="\n"), 1)
        return
    file.check()
    with file.open() as handle:
        number = 0
        while line := handle.readline(MAX_LINE_BYTES + 1):
            number += 1
            yield number, line
            while len(line) > MAX_LINE_BYTES and not line.endswith(b"\n"):
                line = handle.readline(MAX_LINE_BYTES + 1)


def decode_line(line: bytes | str, file: InputFile, number: int) -> str:
    """Return a line as text.

    Raises:
        ReadError: It is longer than ``MAX_LINE_BYTES``, or not valid.
    """
    if len(line) > MAX_LINE_BYTES:
        raise ReadError(
            f"the line is longer than the limit of {MAX_LINE_BYTES:,} bytes",
            place=file.path,
            line=number,
            remedy=_SPLIT,
        )
    return decode_bytes(line, file.path, line=number) if isinstance(line, bytes) else line
