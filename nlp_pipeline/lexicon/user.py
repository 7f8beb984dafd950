"""A user's own file of names: rows put in, each once, in one order.

The file has the form of ``additions.tsv`` (:mod:`nlp_pipeline.lexicon.curated`) and may be edited
by hand as well. Rows are sorted by type, label and name; lines of comment stay above the row that
they stood above, blank lines go.
"""

from __future__ import annotations

import os
import time
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import IO, Final, Literal

from nlp_pipeline.errors import LexiconError
from nlp_pipeline.lexicon.curated import (
    ADDITION_COLUMNS,
    Addition,
    check_addition,
    parse_additions,
)
from nlp_pipeline.lexicon.keys import name_key

USER_FILE: Final = "user_lexicon.tsv"
"""Name of the file where the settings name none."""

Outcome = Literal["added", "replaced", "unchanged"]

_CASE_COUNTS: Final = 6
"""Longest names of which two that differ in case alone are two names ("Fas", "FAs")."""
_PATIENCE: Final = 5.0
"""Seconds to wait for another process that writes the same file."""


@dataclass(frozen=True, slots=True)
class Change:
    """What became of a row.

    Attributes:
        path: The file.
        outcome: ``unchanged`` where the file said the same already.
        row: The row as the file has it now.
        replaced: Rows that had to go for it.
    """

    path: Path
    outcome: Outcome
    row: Addition
    replaced: tuple[Addition, ...]


@dataclass(frozen=True, slots=True)
class _Block:
    """A row with the lines of comment above it."""

    comments: tuple[str, ...]
    row: Addition


def add_name(path: Path, row: Addition, *, replace: bool = False) -> Change:
    """Put a row into a user's file of names, or find it there.

    The file is made where it is missing, and written whole or not at all. A row that says the
    same for another reason counts as there already; ``replace`` gives it the new reason.

    Args:
        path: The file; its folder has to exist.
        row: What a text's name stands for.
        replace: Take out the rows that say something else of this name.

    Raises:
        LexiconError: The row is wrong, contradicts one that is there, or the file cannot be read
            or written.
    """
    row = _checked(row, path)
    if not path.parent.is_dir():
        remedy = "make the folder, or name another file with --file"
        raise LexiconError("its folder does not exist", place=path, remedy=remedy)
    with _replacing(path) as file:
        head, blocks, tail = _read_blocks(path)
        same = [b for b in blocks if _claim(b.row) == _claim(row)]
        rivals = [b for b in blocks if b not in same and _same_name(b.row, row)]
        if same and not (replace and (rivals or same[0].row.reason != row.reason)):
            return Change(path, "unchanged", same[0].row, ())
        gone = [*same, *rivals]
        _check_rivals([b.row for b in blocks if b not in gone], row, path)
        if rivals and not replace:
            remedy = "give --replace to put the new row in its place, or leave it"
            raise _contradiction(rivals[0].row, row, path, remedy)
        comments = tuple(comment for block in gone for comment in block.comments)
        kept = [block for block in blocks if block not in gone]
        text = _text_of(head, [*kept, _Block(comments, row)], tail)
        if row not in parse_additions(text, path):
            raise LexiconError(f"the row of {row.name!r} does not survive writing", place=path)
        file.write(text)
    return Change(path, "replaced" if gone else "added", row, tuple(b.row for b in gone))


def _checked(row: Addition, path: Path) -> Addition:
    """Return the row as a reader gets it back, blanks around its cells gone."""
    cells = [(value or "").strip() for value in astuple(row)]
    for column, value in zip(ADDITION_COLUMNS, cells, strict=True):
        for character in value:
            if unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"}:
                raise LexiconError(
                    f"the {column} {value!r} holds the character {character!r}",
                    place=path,
                    remedy="leave out tabs, line ends and other control characters",
                )
    name, id_, label, type_, reason = cells
    if name.startswith("#"):
        remedy = "leave out the sign: such a line is a comment"
        raise LexiconError(f"the name {name!r} begins with '#'", place=path, remedy=remedy)
    checked = Addition(name, id_ or None, label, type_, reason)
    check_addition(checked, path)
    return checked


def _claim(row: Addition) -> tuple[str, str | None, str, str]:
    return (row.name, row.id, row.label, row.type)


def _same_name(old: Addition, new: Addition) -> bool:
    if old.name == new.name:
        return True
    return name_key(old.name) == name_key(new.name) and len(name_key(new.name)) > _CASE_COUNTS


def _check_rivals(others: Sequence[Addition], row: Addition, path: Path) -> None:
    """Refuse a second identifier for a label that other names of the file have."""
    for other in others:
        if (other.label, other.type) == (row.label, row.type) and other.id != row.id:
            remedy = "give both the same identifier, or different labels"
            raise _contradiction(other, row, path, remedy)


def _contradiction(old: Addition, new: Addition, path: Path, remedy: str) -> LexiconError:
    def told(row: Addition) -> str:
        return f"{row.name!r} is {row.type} {row.label!r} with {row.id or 'no identifier'}"

    message = f"{told(new)} contradicts a row that is there: {told(old)}"
    return LexiconError(message, place=path, remedy=remedy)


def _read_blocks(path: Path) -> tuple[list[str], list[_Block], list[str]]:
    """Return the comments above the header, the rows, and the comments below the last row."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return [], [], []
    except (OSError, UnicodeDecodeError) as error:
        problem = getattr(error, "strerror", None) or "is not UTF-8 text"
        remedy = "save it as UTF-8, or name another file with --file"
        raise LexiconError(f"cannot be read: {problem}", place=path, remedy=remedy) from error
    if not text.strip():
        return [], [], []
    rows = iter(parse_additions(text, path))
    head: list[str] | None = None
    comments: list[str] = []
    blocks: list[_Block] = []
    for line in (line.rstrip("\r") for line in text.split("\n")):
        if line.startswith("#"):
            comments.append(line)
        elif line.strip() and head is None:
            head, comments = comments, []
        elif line.strip():
            blocks.append(_Block(tuple(comments), next(rows)))
            comments = []
    return head or [], blocks, comments


def _text_of(head: Sequence[str], blocks: Sequence[_Block], tail: Sequence[str]) -> str:
    lines = [*head, "\t".join(ADDITION_COLUMNS)]
    for block in sorted(blocks, key=lambda b: _order(b.row)):
        lines += [*block.comments, "\t".join(value or "" for value in astuple(block.row))]
    return "\n".join([*lines, *tail]) + "\n"


def _order(row: Addition) -> tuple[str, ...]:
    label, name = row.label, row.name
    return (row.type, label.casefold(), label, name.casefold(), name, row.id or "", row.reason)


@contextmanager
def _replacing(path: Path) -> Iterator[IO[str]]:
    """Open a new file beside another, which takes its place at the end if something was written.

    The new file keeps other processes off: they wait for it to go.

    Raises:
        LexiconError: Another process does not finish, or the folder cannot be written.
    """
    target = path.resolve()
    unfinished = target.with_name(f".{target.name}.new")
    try:
        with _opened_alone(unfinished) as file:
            taken = False
            try:
                yield file
                file.flush()
                os.fsync(file.fileno())
                if file.tell():
                    if target.exists():
                        unfinished.chmod(target.stat().st_mode)
                    unfinished.replace(target)
                    taken = True
            finally:
                # Once it has taken its place, a file of this name is another process's.
                if not taken:
                    unfinished.unlink()
    except OSError as error:
        remedy = "check the rights of the folder, or name another file with --file"
        message = f"cannot be written: {error.strerror or error}"
        raise LexiconError(message, place=path, remedy=remedy) from error


def _opened_alone(path: Path) -> IO[str]:
    end = time.monotonic() + _PATIENCE
    while True:
        with suppress(FileExistsError):
            return path.open("x", encoding="utf-8", newline="\n")
        if time.monotonic() > end:
            message = "another process writes this file, or was killed while it did"
            remedy = "try again; where no other process runs, remove this file"
            raise LexiconError(message, place=path, remedy=remedy)
        time.sleep(0.05)
