"""What the commands share: options, settings, and how things are printed."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TextIO

import typer

from nlp_pipeline.errors import SettingsError

if TYPE_CHECKING:
    from _typeshed import DataclassInstance
    from rich.console import Console

    from nlp_pipeline.config import Settings
    from nlp_pipeline.pipeline import Extractor

PIPED_WIDTH = 160
"""Columns of a table that goes to a file or another program."""

APP_OPTIONS: dict[str, Any] = {
    "no_args_is_help": True,
    "rich_markup_mode": None,
    "pretty_exceptions_enable": False,
    "add_completion": False,
}
ConfigOption = Annotated[
    Path | None, typer.Option("--config", help="YAML file with settings.", show_default=False)
]
ModelOption = Annotated[
    str | None,
    typer.Option("--model", help="Language model: name, folder or spaCy package."),
]
RulesOption = Annotated[
    list[Path] | None,
    typer.Option("--rules", help="Folder with rule files of your own; may be repeated."),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print one line of JSON instead.")]
TextArgument = Annotated[str, typer.Argument(help="A text, or - to read it from standard input.")]
IdColumnOption = Annotated[
    str | None,
    typer.Option("--id-column", help="Column or JSON key of a document's id.", show_default="id"),
]
TextColumnOption = Annotated[
    str | None,
    typer.Option(
        "--text-column", help="Column or JSON key of a document's text.", show_default="text"
    ),
]
UserLexiconOption = Annotated[
    list[Path] | None,
    typer.Option("--user-lexicon", help="TSV file with names of your own; may be repeated."),
]

WorkersOption = Annotated[
    int | None, typer.Option("--workers", min=1, help="Processes that extract at the same time.")
]
EngineOption = Annotated[
    str | None, typer.Option("--engine", help="Where to extract: local, or ray for a cluster.")
]
TimeoutOption = Annotated[
    float | None,
    typer.Option("--timeout", min=0.1, help="Seconds that a document may take."),
]


def read_text(argument: str) -> str:
    """Return the text that a command was given, from standard input where it is ``-``.

    Raises:
        SettingsError: The text is blank or not UTF-8.
    """
    try:
        if argument == "-":
            text = sys.stdin.buffer.read().decode("utf-8-sig")
        else:
            text = os.fsencode(argument).decode("utf-8")
    except UnicodeDecodeError as error:
        source = "standard input" if argument == "-" else "the text"
        message = f"{source} is not UTF-8: byte {error.object[error.start]:#04x} at {error.start}"
        remedy = "convert it, for example with iconv -f latin1 -t utf-8"
        raise SettingsError(message, remedy=remedy) from error
    if not text.strip():
        raise SettingsError("the text is empty", remedy="give a sentence in quotes, or - for stdin")
    return text


def read_options(
    config: Path | None = None,
    model: str | None = None,
    rules: Sequence[Path] | None = None,
    user_lexicons: Sequence[Path] | None = None,
    **others: object,
) -> Settings:
    """Return the settings of the file, with what the command line says in its place or added.

    Args:
        config: The file; the packaged defaults without one.
        model: Takes the place of the setting of that name, unless None; so do ``others``.
        rules: Folders that are added.
        user_lexicons: Files that are added.
        others: Further settings by name.
    """
    from nlp_pipeline.config import Settings, override, read_settings

    settings = Settings() if config is None else read_settings(config)
    given = {"model": model, **others}
    changes = {name: value for name, value in given.items() if value is not None}
    if rules:
        changes["rules"] = (*settings.rules, *rules)
    if user_lexicons:
        changes["user_lexicons"] = (*settings.user_lexicons, *user_lexicons)
    return override(settings, **changes) if changes else settings


def load_extractor(
    config: Path | None = None,
    model: str | None = None,
    rules: Sequence[Path] | None = None,
    user_lexicons: Sequence[Path] | None = None,
) -> Extractor:
    """Load the pipeline as the options say."""
    settings = read_options(config, model, rules, user_lexicons)
    from nlp_pipeline.pipeline import Extractor

    return Extractor(settings)


def make_console(stream: TextIO) -> Console:
    """Return what draws on a stream; of fixed width where that is no terminal."""
    from rich.console import Console

    return Console(file=stream, width=None if stream.isatty() else PIPED_WIDTH, highlight=False)


def print_table(
    title: str, columns: Sequence[str], rows: Iterable[Sequence[object | None]]
) -> None:
    """Print a table of plain text, or that it has no row."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False)
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        # Plain text: a name such as [3H]thymidine is no markup.
        table.add_row(*(Text("" if cell is None else str(cell)) for cell in row))
    if not table.row_count:
        typer.echo(f"{title}: none\n")
        return
    console = make_console(sys.stdout)
    with console.capture() as captured:
        console.print(table)
    for line in captured.get().splitlines():
        typer.echo(line.rstrip())


def print_record(record: DataclassInstance) -> None:
    """Print each field of a record on a line."""
    from dataclasses import asdict

    for name, value in asdict(record).items():
        typer.echo(f"{name}: {value}")


def print_json(value: object) -> None:
    """Print a value as one line of JSON; paths as text."""
    typer.echo(json.dumps(value, ensure_ascii=False, default=str))
