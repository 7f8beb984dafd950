"""Reads CSV and TSV tables: each row one document, the first row the names of the columns."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import Final

from nlp_pipeline.errors import ReadError
from nlp_pipeline.readers.failures import failure_from
from nlp_pipeline.readers.files import InputFile
from nlp_pipeline.readers.lines import MAX_LINE_BYTES, decode_line, iter_lines
from nlp_pipeline.readers.rows import Columns, RowReader
from nlp_pipeline.records import Document, Failure

_DELIMITERS: Final = (",", "\t", ";")
_REMEDY: Final = "give each row an id and a text"


def read_delimited(file: InputFile, columns: Columns) -> Iterator[Document | Failure]:
    """Read a table as a stream; commas, tabs or semicolons part its columns.

    Yields:
        One Document per row, with one passage ``text``; a Failure with the line number for a row
        that lacks id or text, or repeats an id. Blank rows are skipped.

    Raises:
        ReadError: A column is missing, a line is too long, or the quotes do not match; what
            stands before that has been read.
    """
    csv.field_size_limit(MAX_LINE_BYTES)
    lines = _Lines(file)
    first = next(lines, "")
    delimiter = _delimiter_of(first, columns, file)
    rows = RowReader(file.path, columns, remedy=_REMEDY)
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    names = next(csv.reader([first], delimiter=delimiter))
    try:
        for cells in reader:
            line = reader.line_num + 1
            lines.held = 0
            if any(cell.strip() for cell in cells):
                yield rows.read(dict(zip(names, cells, strict=False)), line)
    except csv.Error as error:
        problem = ReadError(
            f"not a table: {error}",
            place=file.path,
            line=reader.line_num + 1,
            remedy="check the quotes of this row and the rows before it",
        )
        yield failure_from(problem, file.path)


class _Lines(Iterator[str]):
    """The lines of a table, as long as those of one row are no longer than a line may be.

    Attributes:
        held: Characters given since it was last set to 0.
    """

    def __init__(self, file: InputFile) -> None:
        self._file = file
        self._lines = iter_lines(file)
        self.held = 0

    def __next__(self) -> str:
        number, line = next(self._lines)
        self.held += len(line)
        if self.held > MAX_LINE_BYTES:
            raise ReadError(
                f"a row or line longer than the limit of {MAX_LINE_BYTES:,} bytes",
                place=self._file.path,
                line=number,
                remedy="check the quotes of this row and the rows before it",
            )
        return decode_line(line, self._file, number)


def _delimiter_of(header: str, columns: Columns, file: InputFile) -> str:
    """Return the sign that parts the header into the columns that are wanted."""
    found: list[str] = []
    for delimiter in _DELIMITERS:
        names = next(csv.reader([header], delimiter=delimiter), [])
        if columns.id in names and columns.text in names:
            return delimiter
        found = max(found, names, key=len)
    raise missing_columns(found, columns, file)


def missing_columns(found: list[str], columns: Columns, file: InputFile) -> ReadError:
    """Return the error for a table that lacks the id or the text column; it names those it has."""
    missing = [name for name in (columns.id, columns.text) if name not in found]
    return ReadError(
        f"no column {' and no column '.join(map(repr, missing))} among {', '.join(found)[:200]}",
        place=file.path,
        line=1,
        remedy="name the columns with --id-column and --text-column",
    )
