"""The hand-kept tables beside the vocabularies, and a user's own names.

Each is a tab-separated file with a header line; every row says in its last column why it is
there. Blank lines and lines that start with ``#`` are skipped.

``additions.tsv``
    ``name, id, label, type, reason``: a name that no source has, or that a source gives to the
    wrong thing. It stands before all other rows of its key.
``removals.tsv``
    ``name, id, reason``: a source's row that is wrong; ``*`` as id removes all rows of the key.
``stop_names.tsv``
    ``name, case, reason``: names that are words before they are names. ``case`` is ``any``,
    ``exact`` (this surface form only) or ``lower`` (lower-case and title-case forms only).
``labels.tsv``
    ``id, label, type, reason``: the label, and where it differs the type, that stands for an
    identifier in the tables.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from nlp_pipeline.errors import LexiconError
from nlp_pipeline.lexicon.keys import name_key
from nlp_pipeline.vocabulary import ENTITY_TYPES

CURATED_FOLDER: Final = Path(__file__).with_name("curated")

ADDITION_COLUMNS: Final = ("name", "id", "label", "type", "reason")
REMOVAL_COLUMNS: Final = ("name", "id", "reason")
STOP_COLUMNS: Final = ("name", "case", "reason")
LABEL_COLUMNS: Final = ("id", "label", "type", "reason")

CURIE: Final = re.compile(r"[a-z][a-z0-9]*(?:\.[a-z0-9]+)*:[A-Za-z0-9][A-Za-z0-9_.+-]*")
STOP_CASES: Final = ("any", "exact", "lower")


@dataclass(frozen=True, slots=True)
class Addition:
    """One row of ``additions.tsv`` or of a user's file."""

    name: str
    id: str | None
    label: str
    type: str
    reason: str


@dataclass(frozen=True, slots=True)
class Removal:
    """One row of ``removals.tsv``; ``id`` is a CURIE or ``*``."""

    name: str
    id: str
    reason: str


@dataclass(frozen=True, slots=True)
class StopName:
    """One row of ``stop_names.tsv``."""

    name: str
    case: str
    reason: str


@dataclass(frozen=True, slots=True)
class PreferredLabel:
    """One row of ``labels.tsv``; an empty type keeps the source's."""

    id: str
    label: str
    type: str
    reason: str


def read_additions(path: Path) -> tuple[Addition, ...]:
    """Read names in the form of ``additions.tsv``, in the order of the file.

    Raises:
        LexiconError: The file or a row of it is wrong; says which line.
    """
    return parse_additions(_read_text(path), path)


def parse_additions(text: str, path: Path) -> tuple[Addition, ...]:
    """Read the content of such a file; ``path`` stands in the messages of errors.

    Raises:
        LexiconError: A row is wrong; says which line.
    """
    return tuple(
        Addition(name, id_ or None, label, type_, reason)
        for line, (name, id_, label, type_, reason) in _parse_rows(text, path, ADDITION_COLUMNS)
        if check_addition(Addition(name, id_ or None, label, type_, reason), path, line)
    )


def check_addition(row: Addition, path: Path, line: int | None = None) -> bool:
    """Return True for a row that may stand in a table of names.

    Raises:
        LexiconError: Its name, identifier, type, label or reason is wrong.
    """
    return (
        _check_name(row.name, path, line)
        and _check_curie(row.id or "", path, line)
        and _check_type(row.type, path, line)
        and _check_filled(row.label, "label", path, line)
        and _check_filled(row.reason, "reason", path, line)
    )


def read_removals(path: Path) -> tuple[Removal, ...]:
    """Read ``removals.tsv``; raises LexiconError with the line of a wrong row."""
    return tuple(
        Removal(name, id_, reason)
        for line, (name, id_, reason) in _read_rows(path, REMOVAL_COLUMNS)
        if _check_name(name, path, line) and (id_ == "*" or _check_curie(id_, path, line))
    )


def read_stop_names(path: Path) -> tuple[StopName, ...]:
    """Read ``stop_names.tsv``; raises LexiconError with the line of a wrong row."""
    return tuple(
        StopName(name, case, reason)
        for line, (name, case, reason) in _read_rows(path, STOP_COLUMNS)
        if _check_choice(case, STOP_CASES, "case", path, line)
    )


def read_labels(path: Path) -> tuple[PreferredLabel, ...]:
    """Read ``labels.tsv``; raises LexiconError with the line of a wrong row."""
    return tuple(
        PreferredLabel(id_, label, type_, reason)
        for line, (id_, label, type_, reason) in _read_rows(path, LABEL_COLUMNS)
        if _check_filled(id_, "id", path, line)
        and _check_curie(id_, path, line)
        and _check_filled(label, "label", path, line)
        and (not type_ or _check_type(type_, path, line))
    )


def _read_rows(path: Path, columns: tuple[str, ...]) -> Iterator[tuple[int, list[str]]]:
    return _parse_rows(_read_text(path), path, columns)


def _read_text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        remedy = "check the path; 'nlp-pipeline lexicon add' makes a file of your own"
        message = f"cannot be read: {error.strerror}"
        raise LexiconError(message, place=path, remedy=remedy) from error
    except UnicodeDecodeError as error:
        raise LexiconError("is not UTF-8 text", place=path, remedy="save it as UTF-8") from error


def _parse_rows(text: str, path: Path, columns: tuple[str, ...]) -> Iterator[tuple[int, list[str]]]:
    header_seen = False
    for number, line in enumerate(text.split("\n"), start=1):
        cells = [cell.strip() for cell in line.rstrip("\r").split("\t")]
        if not any(cells) or line.startswith("#"):
            continue
        if not header_seen:
            _check_header(cells, columns, path, number)
            header_seen = True
            continue
        yield number, _checked_cells(cells, columns, path, number)
    if not header_seen:
        _check_header([], columns, path, 1)


def _check_header(cells: list[str], columns: tuple[str, ...], path: Path, line: int) -> None:
    if tuple(cells) != columns:
        raise LexiconError(
            f"the columns are {', '.join(cells) or 'missing'}",
            place=path,
            line=line,
            remedy=f"the first line has to be {', '.join(columns)}, separated by tabs",
        )


def _checked_cells(cells: list[str], columns: tuple[str, ...], path: Path, line: int) -> list[str]:
    if len(cells) != len(columns):
        raise LexiconError(
            f"{len(cells)} cells where {len(columns)} are needed",
            place=path,
            line=line,
            remedy=f"the columns are {', '.join(columns)}, separated by tabs",
        )
    _check_filled(cells[-1], "reason", path, line)
    return cells


def _check_name(name: str, path: Path, line: int | None) -> bool:
    if not name_key(name):
        raise LexiconError(
            f"the name {name!r} holds neither letter nor digit",
            place=path,
            line=line,
            remedy="write the name as texts have it",
        )
    return True


def _check_filled(value: str, column: str, path: Path, line: int | None) -> bool:
    if not value:
        remedy = f"fill in the {column}, as in every row"
        raise LexiconError(f"no {column} given", place=path, line=line, remedy=remedy)
    return True


def _check_curie(value: str, path: Path, line: int | None) -> bool:
    if value and not CURIE.fullmatch(value):
        raise LexiconError(
            f"{value!r} is not an identifier",
            place=path,
            line=line,
            remedy="write prefix:number with a Bioregistry prefix, as in hgnc:3430, or leave empty",
        )
    return True


def _check_type(value: str, path: Path, line: int | None) -> bool:
    return _check_choice(value, ENTITY_TYPES, "type", path, line)


def _check_choice(
    value: str, allowed: tuple[str, ...], column: str, path: Path, line: int | None
) -> bool:
    if value not in allowed:
        raise LexiconError(
            f"unknown {column} {value!r}",
            place=path,
            line=line,
            remedy=f"one of {', '.join(allowed)}",
        )
    return True
