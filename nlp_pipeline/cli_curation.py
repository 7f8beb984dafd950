"""The commands of the curation loop: marks in, tables out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from nlp_pipeline.cli_shared import ConfigOption, JsonOption, print_json

if TYPE_CHECKING:
    from nlp_pipeline.curation import Mark, RulePrecision
    from nlp_pipeline.relations.rules import Rule

EXIT_SOME_ROWS_FAILED = 1
CuratedOption = Annotated[
    Path,
    typer.Option("--output", help="Folder of the tables, whose marks are counted.")
]  # fmt: skip


def curate(
    file: Annotated[
        Path,
        typer.Argument(help="statements.xlsx or a CSV table of a run, with marks in 'curation'."),
    ],
    output: Annotated[
        Path | None, typer.Option(help="Folder of the tables; that of FILE if left out.")
    ] = None,
    config: ConfigOption = None,
    as_json: JsonOption = False,
) -> None:
    """Take back the rows marked right, wrong or clear, and write the tables anew."""
    from dataclasses import asdict

    from nlp_pipeline.config import read_settings
    from nlp_pipeline.curator import curate as take_marks

    settings = None if config is None else read_settings(config)
    report = take_marks(file, output or file.resolve().parent, settings)
    if as_json:
        print_json(asdict(report))
    else:
        typer.echo(
            f"{report.taken} marks taken, {report.cleared} cleared, {report.unchanged} unchanged"
        )
        typer.echo(f"kept in all: {report.right} right, {report.wrong} wrong")
        for row in report.problems:
            typer.echo(f"not taken: {row.place}: {row.message}")
        for mark in report.vanished:
            typer.echo(f"no such row any more: {mark.curation}: {_told(mark)}")
        typer.echo(f"{report.triples} triples, {report.statements} statements")
    if report.problems:
        raise typer.Exit(EXIT_SOME_ROWS_FAILED)


def _told(mark: Mark) -> str:
    if not mark.subject:
        return f"{mark.kind} {mark.key[1]}"
    return f"{mark.subject} {mark.predicate} {mark.object}, in {mark.doc_id}"


def curated_precisions(rules: list[Rule], output: Path) -> dict[str, RulePrecision]:
    """Return what the marks in an output folder say of some rules; empty where there are none."""
    from nlp_pipeline.curation import estimate_precisions, read_marks

    return estimate_precisions(read_marks(output), {rule.id: rule.precision for rule in rules})


def curated_record(precision: RulePrecision | None) -> dict[str, object]:
    """Return what curators have said of a rule as fields of its JSON record."""
    if precision is None:
        return {"right": 0, "wrong": 0, "estimate": None}
    return {"right": precision.right, "wrong": precision.wrong, "estimate": precision.estimate}


def with_curated(
    columns: Sequence[str],
    rows: Sequence[Sequence[object]],
    curated: Mapping[str, RulePrecision],
) -> tuple[Sequence[str], Sequence[Sequence[object]]]:
    """Return a table of rules, named in the second column, with their marks before the last.

    Where nothing is marked the table stays as it is.
    """
    if not curated:
        return columns, rows
    wider = []
    for *cells, why in rows:
        found = curated.get(str(cells[1]))
        marks = ("", "", "") if found is None else (found.right, found.wrong, found.estimate)
        wider.append((*cells, *marks, why))
    return (*columns[:-1], "right", "wrong", "re-estimated", columns[-1]), wider
