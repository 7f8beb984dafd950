"""Takes a curator's marks back: from a workbook or CSV file into the output folder's tables."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from nlp_pipeline.config import Settings
from nlp_pipeline.curation import (
    CURATION_FILE,
    Mark,
    Verdicts,
    read_marks,
    verdicts_of,
    write_marks,
)
from nlp_pipeline.curation.marked_files import MarkedRow, UnreadRow, read_marked_rows
from nlp_pipeline.curation.marks import CLEAR
from nlp_pipeline.errors import SettingsError, StoreError
from nlp_pipeline.exports.published import read_runs
from nlp_pipeline.progress import Progress, Silent
from nlp_pipeline.publishing import apply_marks, write_book, write_tables
from nlp_pipeline.store import STORE_FOLDER, open_store
from nlp_pipeline.vocabulary import RIGHT, WRONG


@dataclass(frozen=True, slots=True)
class CurationReport:
    """What :func:`curate` has done.

    Attributes:
        taken, cleared: Marks set, changed or taken back; ``unchanged`` rows say what was known.
        right, wrong: All marks now kept.
        problems: Rows that could not be used, and why.
        vanished: Marks kept whose rows no longer exist.
        statements, triples: Rows of the tables now.
    """

    taken: int
    cleared: int
    unchanged: int
    right: int
    wrong: int
    problems: tuple[UnreadRow, ...]
    vanished: tuple[Mark, ...]
    statements: int
    triples: int


def curate(
    file: Path, output: Path, settings: Settings | None = None, *, progress: Progress | None = None
) -> CurationReport:
    """Take the marks in a file into an output folder and write its tables anew.

    Nothing is extracted; wrong rows leave the tables and stay in the store.

    Args:
        file: A workbook or CSV table of that folder, with marks in its column ``curation``.
        output: Folder of the tables and the store.
        settings: Those of the last run where None.
        progress: Is told how far the work is.

    Raises:
        ReadError: The file cannot be read or has no place for marks.
        SettingsError: No run has written into the folder.
        StoreError: The folder cannot be used or another run holds it.
    """
    if not (output / STORE_FOLDER).is_dir():
        raise SettingsError(
            "no run has written here", place=output, remedy="give the run's folder with --output"
        )
    settings = settings or _last_settings(output)
    rows = list(read_marked_rows(file))
    with open_store(output) as store:
        merged = merge_marks(read_marks(output), (r for r in rows if isinstance(r, MarkedRow)))
        try:
            write_marks(output, merged.marks)
        except OSError as error:
            raise StoreError(
                f"cannot write {CURATION_FILE}: {error.strerror or error}",
                place=output,
                remedy="close the file or free some space, then give the marks again",
            ) from error
        marks = apply_marks(store, output, settings)
        progress = progress or Silent()
        # The failures of the last run and its statements, which the next is compared with, stay.
        counts = write_tables(store, output, settings, progress, without={"failures"}).rows
        write_book(output, settings, progress)
    return CurationReport(
        taken=merged.taken,
        cleared=merged.cleared,
        unchanged=merged.unchanged,
        right=sum(mark.curation == RIGHT for mark in marks),
        wrong=sum(mark.curation == WRONG for mark in marks),
        problems=(*(r for r in rows if isinstance(r, UnreadRow)), *merged.problems),
        vanished=tuple(mark for mark in marks if not mark.found),
        statements=counts["statements"],
        triples=counts["triples"],
    )


def _last_settings(output: Path) -> Settings:
    runs = read_runs(output)
    try:
        return Settings.model_validate(runs[-1]["settings"])
    except (IndexError, KeyError, ValueError):
        return Settings()


@dataclass(frozen=True, slots=True)
class MergedMarks:
    """Marks after a file was taken in; see :class:`CurationReport`."""

    marks: tuple[Mark, ...]
    taken: int
    cleared: int
    unchanged: int
    problems: tuple[UnreadRow, ...]


def merge_marks(marks: Iterable[Mark], rows: Iterable[MarkedRow]) -> MergedMarks:
    """Return the marks with what a file says put over them.

    A row that says what is known already changes nothing, since exported rows carry their marks.
    Two rows of a file that say different things of one claim or place are a problem, and neither
    counts. A new mark outweighs an older one of the same evidence.
    """
    kept = {mark.key: mark for mark in marks}
    wanted, problems, unchanged = _changes(kept.values(), rows)
    for row in wanted:
        kept = {key: mark for key, mark in kept.items() if _outlives(mark, row)}
        if row.word != CLEAR:
            new = Mark(row.word, row.kind, row.statement_id, row.triple_id)
            kept[new.key] = new
    cleared = sum(row.word == CLEAR for row in wanted)
    return MergedMarks(
        tuple(kept.values()), len(wanted) - cleared, cleared, unchanged, tuple(problems)
    )


def _outlives(mark: Mark, row: MarkedRow) -> bool:
    """Return whether a mark stays beside a newer one."""
    if mark.key == _key(row):
        return False
    return mark.triple_id != row.triple_id or mark.curation == (
        WRONG if row.word == CLEAR else row.word
    )


def _changes(
    marks: Iterable[Mark], rows: Iterable[MarkedRow]
) -> tuple[list[MarkedRow], list[UnreadRow], int]:
    """Return the rows that change something, those at odds with each other, and how many do not."""
    verdicts = verdicts_of(marks)
    wanted: dict[tuple[str, str], MarkedRow] = {}
    problems: list[UnreadRow] = []
    at_odds: set[tuple[str, str]] = set()
    unchanged = 0
    for row in rows:
        if row.word == (_current(row, verdicts) or CLEAR):
            unchanged += 1
            continue
        other = wanted.setdefault(_key(row), row)
        if other.word != row.word:
            message = f"it says {row.word}, and {other.place} says {other.word}, of the same claim"
            problems.append(UnreadRow(row.place, message))
            at_odds.add(_key(row))
    return [row for key, row in wanted.items() if key not in at_odds], problems, unchanged


def _current(row: MarkedRow, verdicts: Verdicts) -> str | None:
    """Return what the row's mark is now, as the tables show it."""
    if row.kind == "triple":
        return verdicts.of(row.statement_id, row.triple_id)
    if row.statement_id in verdicts.wrong_statements:
        return WRONG
    return RIGHT if row.triple_id in verdicts.right else None


def _key(row: MarkedRow) -> tuple[str, str]:
    return row.kind, row.statement_id if row.kind == "statement" else row.triple_id
