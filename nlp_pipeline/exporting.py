"""From the tables of an output folder to the files of other communities."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final

from nlp_pipeline.errors import SettingsError, StoreError
from nlp_pipeline.exports.bioc import write_bioc
from nlp_pipeline.exports.cx2 import write_cx2
from nlp_pipeline.exports.gmt import write_gmt
from nlp_pipeline.exports.graphml import write_graphml
from nlp_pipeline.exports.indra import write_indra
from nlp_pipeline.exports.kgx import write_kgx
from nlp_pipeline.exports.published import EXPORTS_FOLDER, PublishedTables, find_tables
from nlp_pipeline.exports.sqlite import write_sqlite
from nlp_pipeline.readers import Columns, find_inputs, read_documents
from nlp_pipeline.records import Document
from nlp_pipeline.report import write_report

DATABASE_FILE: Final = "statements.sqlite"
REPORT_FILE: Final = "report.html"


@dataclass(frozen=True, slots=True)
class Source:
    """What an export is made from: the tables and, for sorting and joining, their database."""

    tables: PublishedTables
    connection: sqlite3.Connection


@dataclass(frozen=True, slots=True)
class Exported:
    """Files that an export has written, and what a reader of them should know."""

    paths: tuple[Path, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Format:
    """One export format: what it is for, and what writes it into a folder."""

    title: str
    write: Callable[[Source, Path], Exported]


def export(output: Path, formats: Sequence[str], target: Path | None = None) -> dict[str, Exported]:
    """Write the tables of an output folder in other formats.

    Args:
        output: Folder of the tables that a run has written.
        formats: Keys of :data:`FORMATS`.
        target: Folder of the files, made where missing; ``exports`` in ``output`` unless given.

    Returns:
        What was written, by format, in the order given.

    Raises:
        SettingsError: A format is not known, or the run's inputs are no longer there.
        StoreError: A table is missing or lacks a column, or the folder cannot be written.
    """
    unknown = [name for name in formats if name not in FORMATS]
    if unknown:
        raise SettingsError(
            f"unknown format {unknown[0]!r}", remedy=f"one of {', '.join(FORMATS)}, all"
        )
    folder = output / EXPORTS_FOLDER if target is None else target
    tables = find_tables(output)
    kept = folder / DATABASE_FILE if "sqlite" in formats else None
    with _writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
        with _database_of(tables, kept) as connection:
            source = Source(tables, connection)
            return {name: FORMATS[name].write(source, folder) for name in formats}


def export_report(output: Path, path: Path | None = None, *, limit: int = 5_000) -> Path:
    """Write the HTML report of an output folder.

    Args:
        output: Folder of the tables that a run has written.
        path: The file; ``report.html`` in ``output`` unless given.
        limit: Most statements that it holds.

    Raises:
        StoreError: A table is missing or lacks a column, or the file cannot be written.
    """
    target = output / REPORT_FILE if path is None else path
    tables = find_tables(output)
    with _writing(target), _database_of(tables) as connection:
        write_report(connection, tables.read_runs(), target, limit=limit)
    return target


def export_database(output: Path) -> Path:
    """Write the SQLite export of an output folder, unless it was made from these very tables.

    That is told by its time, which is that of the last table.

    Raises:
        StoreError: A table is missing or lacks a column, or the file cannot be written.
    """
    path = output / EXPORTS_FOLDER / DATABASE_FILE
    tables = find_tables(output)
    changed = tables.changed()
    if not path.is_file() or path.stat().st_mtime_ns != changed:
        with _writing(path):
            path.parent.mkdir(exist_ok=True)
            write_sqlite(tables, path)
            os.utime(path, ns=(changed, changed))
    return path


@contextmanager
def _database_of(tables: PublishedTables, kept: Path | None = None) -> Iterator[sqlite3.Connection]:
    """Give the tables as a database: the SQLite export itself, or one that is thrown away."""
    with tempfile.TemporaryDirectory(prefix="nlp-pipeline-") as folder:
        path = kept or Path(folder) / DATABASE_FILE
        write_sqlite(tables, path, search=kept is not None)
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as opened:
            yield opened


@contextmanager
def _writing(place: Path) -> Iterator[None]:
    """Turn a failure of the file system into an error that says what to do."""
    try:
        yield
    except OSError as error:
        raise StoreError(
            f"cannot write the export: {error.strerror or error}",
            place=place,
            remedy="give a place that you may write with --to, or free some space",
        ) from error


# --------------------------------------------------------------------------- formats


def _sqlite(source: Source, folder: Path) -> Exported:
    """Name the database, which is there already: the other formats are made from it."""
    del source
    return Exported((folder / DATABASE_FILE,))


def _kgx(source: Source, folder: Path) -> Exported:
    return Exported(write_kgx(source.connection, folder))


def _indra(source: Source, folder: Path) -> Exported:
    path = folder / "statements.indra.json"
    left_out = write_indra(source.connection, path)
    if not left_out:
        return Exported((path,))
    parts = ", ".join(f"{count} {predicate}" for predicate, count in sorted(left_out.items()))
    return Exported((path,), f"left out, as INDRA has no type for them: {parts}")


def _cx2(source: Source, folder: Path) -> Exported:
    path = folder / "statements.cx2"
    write_cx2(source.connection, path, name="nlp-pipeline statements")
    return Exported((path,))


def _graphml(source: Source, folder: Path) -> Exported:
    path = folder / "statements.graphml"
    write_graphml(source.connection, path)
    return Exported((path,))


def _gmt(source: Source, folder: Path) -> Exported:
    path = folder / "genes.gmt"
    sets = write_gmt(source.connection, path)
    return Exported((path,), f"{sets} gene sets")


def _bioc(source: Source, folder: Path) -> Exported:
    path = folder / "documents.bioc.json"
    lost = write_bioc(source.connection, _iter_documents(source.tables), path)
    note = f"{lost} names or triples are left out, as their text has changed since the run"
    return Exported((path,), note if lost else "")


def _iter_documents(tables: PublishedTables) -> Iterator[Document]:
    """Read the inputs of the last run again, since no table holds whole texts."""
    runs = tables.read_runs()
    inputs = [Path(path) for path in runs[-1].get("inputs", ())] if runs else []
    missing = next((path for path in inputs if not path.exists()), None)
    if not inputs or missing is not None:
        raise SettingsError(
            "the texts that the last run has read are not there",
            place=missing or tables.folder,
            remedy="call export where that run was called, or run again; only bioc needs them",
        )
    settings = runs[-1].get("settings", {})
    named = {"id": settings.get("id_column"), "text": settings.get("text_column")}
    columns = Columns(**{field: name for field, name in named.items() if name})
    for found in find_inputs(inputs):
        if isinstance(found, Path):
            documents = read_documents(found, columns)
            yield from (item for item in documents if isinstance(item, Document))


FORMATS: Final = MappingProxyType(
    {
        "sqlite": Format("SQLite database with full-text search", _sqlite),
        "kgx": Format("KGX nodes and edges in Biolink 4 terms, TSV", _kgx),
        "indra": Format("INDRA statements, JSON", _indra),
        "cx2": Format("network for Cytoscape and NDEx", _cx2),
        "graphml": Format("network for networkx, igraph, Gephi, yEd", _graphml),
        "gmt": Format("gene set of each figure, for enrichment analysis", _gmt),
        "bioc": Format("texts with names and triples, BioC JSON", _bioc),
    }
)
"""The export formats, by the name that the command line gives them."""
