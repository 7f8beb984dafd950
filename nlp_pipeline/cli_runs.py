"""``nlp-pipeline runs``, ``diff`` and ``run --dry-run``: what runs did, and what one would do."""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from nlp_pipeline.cli_shared import JsonOption, print_json, print_table

if TYPE_CHECKING:
    from nlp_pipeline.exports.rows import Row
    from nlp_pipeline.runner import Plan

LINES_SHOWN: Final = 50
OutputOption = Annotated[Path, typer.Option("--output", help="Folder of the tables.")]
_COLUMNS: Final = (
    "run",
    "started",
    "documents",
    "extracted",
    "removed",
    "failures",
    "triples",
    "statements",
    "changes",
    "seconds",
)


def runs(output: OutputOption = Path("outputs"), as_json: JsonOption = False) -> None:
    """List the finished runs of an output folder."""
    from nlp_pipeline.store import STORE_FOLDER, open_history

    with open_history(output, output / STORE_FOLDER) as history:
        records = [run.record for run in history.iter_runs()]
    if as_json:
        print_json({"runs": records})
        return
    print_table("Runs", _COLUMNS, [[record.get(name) for name in _COLUMNS] for record in records])


def diff(
    first: Annotated[int, typer.Argument(min=0, help="Number of a run; 0 for before the first.")],
    last: Annotated[int, typer.Argument(min=0, help="Number of a later run.")],
    output: OutputOption = Path("outputs"),
    to: Annotated[
        Path | None, typer.Option(help="CSV file for all of it, with the columns of changes.csv.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Show which statements were added, removed or changed from one run to another."""
    from nlp_pipeline.exports.tables import write_table
    from nlp_pipeline.records import CHANGES_SCHEMA
    from nlp_pipeline.store import STORE_FOLDER, open_history

    names = CHANGES_SCHEMA.names
    with open_history(output, output / STORE_FOLDER) as history:
        if to is not None:
            count = write_table(history.iter_between(first, last), CHANGES_SCHEMA, csv_path=to)
            typer.echo(f"{to}: {count} statements")
        elif as_json:
            found = (
                dict(zip(names, row, strict=True)) for row in history.iter_between(first, last)
            )
            print_json({"changes": list(found)})
        else:
            rows = history.iter_between(first, last)
            _print_changes(f"Changes from run {first} to run {last}", list(rows))


def _print_changes(title: str, rows: list[Row]) -> None:
    from nlp_pipeline.records import CHANGES_SCHEMA

    columns = ("change", "subject", "predicate", "object", "papers", "before", "belief", "before")
    claim = ("subject_label", "subject_state", "predicate", "object_label", "object_state")
    names = ("change", *claim, "papers", "papers_before", "belief", "belief_before")
    at = [CHANGES_SCHEMA.names.index(name) for name in names]
    lines = []
    for row in islice(rows, LINES_SHOWN):
        change, subject, state, predicate, object_, other, *figures = (row[i] for i in at)
        arguments = [f"{a} ({s})" if s else a for a, s in ((subject, state), (object_, other))]
        lines.append((change, arguments[0], predicate, arguments[1], *figures))
    print_table(title, columns, lines)
    if len(rows) > LINES_SHOWN:
        typer.echo(f"and {len(rows) - LINES_SHOWN} more; --to FILE.csv or --json gives all")


def print_plan(plan: Plan, *, as_json: bool) -> None:
    """Print what a run would do, and why."""
    from collections import Counter
    from dataclasses import asdict

    if as_json:
        print_json(asdict(plan))
        return
    reasons = sorted(Counter(planned.reason for planned in plan.extract).items())
    why = "".join(f", {count} {reason}" for reason, count in reasons)
    typer.echo(f"{plan.documents} documents: {len(plan.extract)} would be extracted{why}")
    lines = [(p.doc_id, p.path, p.reason) for p in plan.extract[:LINES_SHOWN]]
    if lines:
        print_table("To extract", ("document", "file", "why"), lines)
    if len(plan.extract) > LINES_SHOWN:
        typer.echo(f"and {len(plan.extract) - LINES_SHOWN} more; --json gives all\n")
    typer.echo(f"{len(plan.remove)} would be removed: no longer in the inputs")
    for name in plan.remove[:LINES_SHOWN]:
        typer.echo(f"  {name}")
    typer.echo(f"{plan.failures} files or records cannot be read")
