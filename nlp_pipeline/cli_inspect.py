"""The command ``nlp-pipeline inspect``: how a file is read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from nlp_pipeline.cli_shared import (
    ConfigOption,
    IdColumnOption,
    JsonOption,
    TextColumnOption,
    print_json,
    print_table,
    read_options,
)

if TYPE_CHECKING:
    from nlp_pipeline.inspection import Inspected
    from nlp_pipeline.records import Document, Passage

EXIT_SOME_FAILED = 1
SHOWN_CHARS = 100
"""Characters of a stretch that was left out; ``--json`` gives all of it."""


def inspect(
    file: Annotated[Path, typer.Argument(help="A file or an archive; - for standard input.")],
    passage: Annotated[
        str | None, typer.Option(help="Show this passage alone, such as p003.")
    ] = None,
    source: Annotated[
        bool, typer.Option("--source", help="Write the text that offsets count in, and no more.")
    ] = False,
    config: ConfigOption = None,
    id_column: IdColumnOption = None,
    text_column: TextColumnOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show how a file is read: passages beside their source, what was left out and why."""
    settings = read_options(config, id_column=id_column, text_column=text_column)
    from nlp_pipeline.inspection import inspect_file
    from nlp_pipeline.readers import Columns
    from nlp_pipeline.records import Failure

    failed = False
    for item in inspect_file(file, Columns(settings.id_column, settings.text_column)):
        if isinstance(item, Failure):
            failed = True
            remedy = f" ({item.remedy})" if item.remedy else ""
            typer.echo(f"error: {item.place or item.path}: {item.message}{remedy}", err=True)
        elif source:
            typer.echo("".join(_sources(item.document)), nl=False)
        elif as_json:
            print_json(_as_record(item, passage))
        else:
            _print_inspected(item, passage)
    if failed:
        raise typer.Exit(EXIT_SOME_FAILED)


def _sources(document: Document) -> Iterator[str]:
    """Yield each source text of a document once."""
    return iter({id(p.source): p.source for p in document.passages}.values())


def _chosen(document: Document, passage: str | None) -> list[Passage]:
    return [p for p in document.passages if passage in {None, p.passage_id}]


def _as_record(inspected: Inspected, passage: str | None) -> dict[str, Any]:
    from nlp_pipeline.inspection import passage_span

    document = inspected.document
    record = {
        key: value for key, value in asdict(document).items() if key not in {"passages", "path"}
    }
    passages: list[dict[str, Any]] = []
    for item in _chosen(document, passage):
        start, end = passage_span(item)
        cells = {"passage_id": item.passage_id, "kind": item.kind, "section": item.section}
        texts = {"view": item.view, "source": item.source[start:end]}
        passages.append({**cells, "start": start, "end": end, **texts})
    left_out = [] if passage else [asdict(item) for item in inspected.left_out]
    return {
        **record,
        "path": document.path,
        "format": inspected.format,
        "passages": passages,
        "left_out": left_out,
    }


def _print_inspected(inspected: Inspected, passage: str | None) -> None:
    from nlp_pipeline.inspection import passage_span

    document = inspected.document
    known = (document.pmcid, document.doi, document.year, document.journal, document.title)
    typer.echo(f"{document.doc_id} ({inspected.format}): {document.path}")
    if any(known):
        typer.echo("  " + " · ".join(str(value) for value in known if value is not None))
    typer.echo()
    rows = []
    for item in _chosen(document, passage):
        start, end = passage_span(item)
        place = f"{start}-{end}"
        shown = item.source[start:end]
        source = "as read" if shown == item.view else shown
        rows.append((item.passage_id, item.kind, item.section, place, item.view, source))
    print_table("Passages", ("id", "kind", "section", "offsets", "view", "source"), rows)
    if passage is None:
        left_out = (
            (f"{item.start}-{item.end}", item.reason, _cut(item.text))
            for item in inspected.left_out
        )
        print_table("Left out", ("offsets", "why", "source"), left_out)


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= SHOWN_CHARS else f"{line[:SHOWN_CHARS]}…"
