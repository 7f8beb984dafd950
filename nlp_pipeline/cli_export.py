"""The commands that show the tables elsewhere: ``export``, ``report`` and ``serve``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from nlp_pipeline.cli_shared import JsonOption, print_json, print_table

OutputOption = Annotated[Path, typer.Option(help="Folder of the tables that a run has written.")]
OUTPUT = Path("outputs")


def add_commands(app: typer.Typer) -> None:
    """Add the commands to the program."""
    app.command("export")(export_command)
    app.command("report")(report_command)
    app.command("serve")(serve_command)


def export_command(
    formats: Annotated[
        list[str] | None,
        typer.Argument(
            help="sqlite, kgx, indra, cx2, graphml, gmt, bioc or all; none lists them.",
            show_default=False,
        ),
    ] = None,
    output: OutputOption = OUTPUT,
    to: Annotated[
        Path | None, typer.Option(help="Folder of the files; OUTPUT/exports unless given.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Write the tables in the formats of other tools."""
    from nlp_pipeline.exporting import FORMATS, export

    if not formats:
        rows = [(name, known.title) for name, known in FORMATS.items()]
        print_table("Formats", ("name", "what"), rows)
        return
    wanted = list(FORMATS) if "all" in formats else formats
    written = export(output, wanted, to)
    if as_json:
        print_json({name: {"paths": e.paths, "note": e.note} for name, e in written.items()})
        return
    for name, exported in written.items():
        note = f" ({exported.note})" if exported.note else ""
        typer.echo(f"{name}: {', '.join(map(str, exported.paths))}{note}")


def report_command(
    output: OutputOption = OUTPUT,
    to: Annotated[
        Path | None, typer.Option(help="The HTML file; OUTPUT/report.html unless given.")
    ] = None,
    statements: Annotated[
        int, typer.Option(min=1, help="Most statements that the file holds.")
    ] = 5_000,
) -> None:
    """Write one HTML file with numbers, network, charts and statements; it works offline."""
    from nlp_pipeline.exporting import export_report

    typer.echo(export_report(output, to, limit=statements))


def serve_command(
    output: OutputOption = OUTPUT,
    port: Annotated[int, typer.Option(min=0, max=65535, help="0 takes any free one.")] = 8001,
) -> None:
    """Show the tables in the browser, on this computer alone; needs nlp-pipeline[web]."""
    from nlp_pipeline.exporting import export_database
    from nlp_pipeline.serving import serve

    serve(export_database(output), port, lambda url: typer.echo(f"{url} (Ctrl+C ends it)"))
