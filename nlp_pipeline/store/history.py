"""What finished runs did: their records, and how each changed the statements.

For every run the store keeps, of each statement that it added, changed or removed, the figures
before and after. The difference of two runs is put together from the rows between them.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from nlp_pipeline.errors import SettingsError
from nlp_pipeline.exports.rows import Row
from nlp_pipeline.records import CHANGES_SCHEMA
from nlp_pipeline.store.database import connect_to_look

_FIGURES: Final = ("belief", "papers", "negated_papers", "hedged_papers")
_BEFORE: Final = ", ".join(f"{name}_before" for name in _FIGURES)
_AFTER: Final = ", ".join(_FIGURES)
_NO_BEFORE: Final = ", ".join(f"NULL AS {name}_before" for name in _FIGURES)
_NO_AFTER: Final = ", ".join(f"NULL AS {name}" for name in _FIGURES)


def _of(table: str, *, before: bool = False) -> str:
    suffix = "_before" if before else ""
    return ", ".join(f"{table}.{name}{suffix}" for name in _FIGURES)


# The columns of the first part name those of all.
_CHANGES: Final = f"""
SELECT new.statement_id, {_NO_BEFORE}, {_of("new")}, new.sort_key, new.cells
FROM plan.statements AS new
WHERE new.statement_id NOT IN (SELECT statement_id FROM main.statements)
UNION ALL
SELECT new.statement_id, {_of("old")}, {_of("new")}, new.sort_key, new.cells
FROM plan.statements AS new JOIN main.statements AS old USING (statement_id)
WHERE ({_of("new")}) <> ({_of("old")})
UNION ALL
SELECT old.statement_id, {_of("old")}, {_NO_AFTER}, old.sort_key, old.cells
FROM main.statements AS old
WHERE old.statement_id NOT IN (SELECT statement_id FROM plan.statements)
"""  # noqa: S608 - column names of this module

_BETWEEN: Final = f"""
WITH ends AS (
    SELECT statement_id, min(run) AS first, max(run) AS last
    FROM main.history WHERE run > ? AND run <= ? GROUP BY statement_id
)
SELECT statement_id, {_of("early", before=True)}, {_of("late")}, late.sort_key, late.cells
FROM ends
JOIN main.history AS early USING (statement_id)
JOIN main.history AS late USING (statement_id)
WHERE early.run = ends.first AND late.run = ends.last
"""  # noqa: S608 - column names of this module

# Between two runs a statement may come and go, or change and change back.
_ORDERED: Final = f"""
SELECT CASE WHEN papers_before IS NULL THEN 'added'
            WHEN papers IS NULL THEN 'removed' ELSE 'changed' END AS change,
       {_BEFORE}, {_AFTER}, cells
FROM ({{changes}})
WHERE ({_BEFORE}) IS NOT ({_AFTER})
ORDER BY change, sort_key, statement_id
"""  # noqa: S608 - column names of this module


@dataclass(frozen=True, slots=True)
class FinishedRun:
    """One finished run: its number in this output, from 1, its identifier and its record."""

    run: int
    run_id: str
    record: dict[str, Any]


@contextmanager
def open_history(output: Path, folder: Path) -> Iterator[History]:
    """Open the history of an output folder to read it; a run may be going on there.

    Raises:
        SettingsError: If no run has written to that folder.
        StoreError: If the store is damaged.
    """
    if not (folder / "store.sqlite").is_file():
        raise SettingsError(
            "no run has written here",
            place=output,
            remedy="name the folder of the tables with --output",
        )
    with connect_to_look(folder, output) as connection:
        yield History(connection)


class History:
    """Finished runs and what they changed."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def next_number(self) -> int:
        """Return the number of the run that goes on now."""
        (last,) = self._connection.execute("SELECT max(run) FROM main.runs").fetchone()
        return int(last or 0) + 1

    def iter_runs(self) -> Iterator[FinishedRun]:
        """Yield the finished runs, earliest first."""
        rows = self._connection.execute("SELECT run, run_id, record FROM main.runs ORDER BY run")
        return (FinishedRun(run, run_id, json.loads(record)) for run, run_id, record in rows)

    def last_run(self) -> FinishedRun | None:
        """Return the last finished run, None where there is none."""
        row = self._connection.execute(
            "SELECT run, run_id, record FROM main.runs ORDER BY run DESC LIMIT 1"
        ).fetchone()
        return None if row is None else FinishedRun(row[0], row[1], json.loads(row[2]))

    def iter_pending(self) -> Iterator[Row]:
        """Yield how the statements just built differ from those of the last finished run.

        Statements count as changed where belief or a number of papers did. Sorted by change
        (added, changed, removed), then by names.
        """
        return self._rows(_CHANGES, ())

    def iter_between(self, first: int, last: int) -> Iterator[Row]:
        """Yield how the statements after run ``last`` differ from those after run ``first``.

        0 is the time before the first run. Rows and order are those of :meth:`iter_pending`.

        Raises:
            SettingsError: If there is no such run, or ``last`` is before ``first``.
        """
        known = self.next_number() - 1
        if not 0 <= first <= last <= known:
            raise SettingsError(
                f"runs {first} and {last} cannot be compared: this output has runs 1 to {known}",
                remedy="the earlier run first; 0 is the time before run 1",
            )
        return self._rows(_BETWEEN, (first, last))

    def keep(self, number: int, run_id: str, record: dict[str, Any]) -> None:
        """Note a finished run and what it changed; to be called before its statements are kept."""
        self._connection.execute(
            "INSERT INTO main.runs VALUES (?, ?, ?)",
            (number, run_id, json.dumps(record, ensure_ascii=False)),
        )
        self._connection.execute(
            f"INSERT INTO main.history (statement_id, {_BEFORE}, {_AFTER}, sort_key, cells, run)"  # noqa: S608
            f" SELECT changes.*, ? FROM ({_CHANGES}) AS changes",
            (number,),
        )

    def _rows(self, changes: str, parameters: tuple[int, ...]) -> Iterator[Row]:
        query = _ORDERED.format(changes=changes)
        for change, *figures, cells in self._connection.execute(query, parameters):
            yield _change_row(change, figures, json.loads(cells))


def _change_row(change: str, figures: list[Any], statement: dict[str, Any]) -> Row:
    names = [*(f"{name}_before" for name in _FIGURES), *_FIGURES]
    cells = statement | dict(zip(names, figures, strict=True)) | {"change": change}
    # A statement kept by an earlier version may lack a column.
    return tuple(cells.get(name) for name in CHANGES_SCHEMA.names)
