"""One row of a table or line of JSON as a document: the keys it may have, and their checks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, StringConstraints, ValidationError

from nlp_pipeline.errors import ReadError
from nlp_pipeline.readers.failures import failure_from, shown_path
from nlp_pipeline.records import Document, Failure, Passage
from nlp_pipeline.text.cleaning import clean_text
from nlp_pipeline.vocabulary import PASSAGE_KINDS

_YEAR = re.compile(r"\b(?:18|19|20)\d\d\b")


@dataclass(frozen=True, slots=True)
class Columns:
    """The names of the columns (of a JSON object: keys) that hold a document's id and its text."""

    id: str = "id"
    text: str = "text"


def year_of(value: object) -> int | None:
    """Return the first year of four digits in a value, or None.

    Examples:
        >>> year_of("2019 Mar"), year_of(None)
        (2019, None)
    """
    match = _YEAR.search(str(value))
    return int(match.group()) if match else None


def _texts_or_none(value: object) -> tuple[str, ...]:
    items = value if isinstance(value, list) else [value]
    return tuple(item for item in items if isinstance(item, str) and item.strip())


_Id = Annotated[str, StringConstraints(min_length=1, pattern=r"\S")]
# A number is no text: the wrong column was named, or the right one is damaged.
_Text = Annotated[str, StringConstraints(min_length=1, pattern=r"\S", strict=True)]
_Year = Annotated[int | None, BeforeValidator(year_of)]
_Texts = Annotated[tuple[str, ...], BeforeValidator(_texts_or_none)]


class Row(BaseModel):
    """One row. Keys that are not named here are ignored.

    Numbers are taken as ``id`` and as identifiers; a ``year`` without four digits counts as
    unknown.
    """

    model_config = ConfigDict(frozen=True, extra="ignore", coerce_numbers_to_str=True)

    id: _Id
    text: _Text
    kind: str = "body"
    section: str | None = None
    title: str | None = None
    figid: str | None = None
    pmcid: str | None = None
    doi: str | None = None
    year: _Year = None
    journal: str | None = None
    keywords: _Texts = ()
    organisms: _Texts = ()


class RowReader:
    """Turns the rows of one file into documents, and remembers which ids it has seen."""

    def __init__(self, path: Path, columns: Columns, *, remedy: str) -> None:
        """Name the file, its columns, and what to do about a row that cannot be read."""
        self._path = path
        self._columns = columns
        self._remedy = remedy
        self._seen: dict[str, int] = {}

    def read(self, values: Mapping[str, object], line: int) -> Document | Failure:
        """Return the document of a row; a Failure if it lacks a key, or its id stood before."""
        try:
            row = self._validate(values, line)
        except ReadError as error:
            return failure_from(error, self._path)
        earlier = self._seen.setdefault(row.id, line)
        if earlier == line:
            return _document(row, self._path)
        repeated = ReadError(
            f"id {row.id!r} stands on line {earlier} already",
            place=self._path,
            line=line,
            remedy="give each line an id of its own",
        )
        return failure_from(repeated, self._path, doc_id=row.id)

    def _validate(self, values: Mapping[str, object], line: int) -> Row:
        names = {"id": self._columns.id, "text": self._columns.text}
        renamed = {key: value for key, value in values.items() if key not in names}
        renamed |= {key: values[name] for key, name in names.items() if name in values}
        try:
            row = Row.model_validate(renamed)
        except ValidationError as error:
            problem = error.errors(include_url=False, include_input=False)[0]
            key = ".".join(str(part) for part in problem["loc"])
            message = f"key {names.get(key, key)!r}: {problem['msg']}"
            raise ReadError(message, place=self._path, line=line, remedy=self._remedy) from error
        if row.kind not in PASSAGE_KINDS:
            raise ReadError(
                f"kind {row.kind!r} is unknown",
                place=self._path,
                line=line,
                remedy=f"leave it out or use one of {', '.join(PASSAGE_KINDS)}",
            )
        return row


def _document(row: Row, path: Path) -> Document:
    view, offsets = clean_text(row.text, 0, len(row.text), layout=False)
    passage = Passage("text", row.kind, row.section or None, row.text, view, offsets)
    return Document(
        doc_id=row.id,
        path=shown_path(path),
        passages=(passage,),
        figid=row.figid or None,
        pmcid=row.pmcid or None,
        doi=row.doi or None,
        year=row.year,
        journal=row.journal or None,
        title=row.title or None,
        keywords=row.keywords,
        organisms=row.organisms,
    )
