"""One run from end to end: inputs in, tables out."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timezone
from pathlib import Path
from typing import Any, BinaryIO, Final, Protocol

import pyarrow as pa

from nlp_pipeline import __version__
from nlp_pipeline.config import Settings
from nlp_pipeline.curation import (
    CURATION_FILE,
    Mark,
    estimate_precisions,
    read_marks,
    settle_marks,
    verdicts_of,
    write_marks,
)
from nlp_pipeline.engines import Engine
from nlp_pipeline.errors import SettingsError, StoreError
from nlp_pipeline.exports.published import EXPORTS_FOLDER, RUNS_FILE
from nlp_pipeline.exports.rows import Row
from nlp_pipeline.exports.tables import write_table
from nlp_pipeline.exports.workbook import WORKBOOK_FILE, write_workbook
from nlp_pipeline.lexicon.lexicon import Lexicon
from nlp_pipeline.linking import Families
from nlp_pipeline.readers import STANDARD_INPUT, Columns, find_inputs, read_documents
from nlp_pipeline.records import (
    CHANGES_SCHEMA,
    ERRORS_SCHEMA,
    MENTIONS_SCHEMA,
    RESISTANCE_SCHEMA,
    STATEMENTS_SCHEMA,
    TRIPLES_SCHEMA,
    Document,
    Failure,
)
from nlp_pipeline.relations.rules import load_rules
from nlp_pipeline.resistance import chain_row, find_chains
from nlp_pipeline.store import Store, open_store

OWN_STEMS: Final = frozenset(
    {
        "triples",
        "mentions",
        "statements",
        "drug_resistance",
        "errors",
        "changes",
        "runs",
        "curation",
        "report",
    }
)
"""Names of the files that a run or the report writes; a run does not read them as its inputs."""


class Progress(Protocol):
    """What a run tells while it works."""

    def begin(self, stage: str, total: int | None) -> None:
        """Begin a stage of ``total`` steps, None where their number is not known."""

    def advance(self, steps: int = 1) -> None:
        """Note that steps of the stage are done."""


class Silent:
    """Tells nothing."""

    def begin(self, stage: str, total: int | None) -> None:
        """Do nothing."""

    def advance(self, steps: int = 1) -> None:
        """Do nothing."""


@dataclass(frozen=True, slots=True)
class RunReport:
    """What a run did.

    Attributes:
        output: The folder of the tables.
        documents: Documents in the inputs; of these ``extracted`` anew and ``unchanged`` since
            an earlier run.
        removed: Documents of earlier runs that the inputs no longer hold.
        failures: Rows of ``errors.csv``.
        mentions, triples, statements, chains: Rows of the tables.
        changes: Rows of ``changes.csv``.
        predicates: Triples of each predicate, most frequent first.
        seconds: Wall-clock time; in ``runs.jsonl`` without that of the workbook.
        marks: Marks of curators; ``marks_vanished`` those whose rows no longer exist.
    """

    output: str
    documents: int
    extracted: int
    unchanged: int
    removed: int
    failures: int
    mentions: int
    triples: int
    statements: int
    chains: int
    changes: int
    predicates: dict[str, int]
    seconds: float
    marks: int = 0
    marks_vanished: int = 0


def run(
    inputs: Sequence[Path],
    output: Path,
    settings: Settings,
    *,
    progress: Progress | None = None,
    full: bool = False,
    engine: Engine | None = None,
) -> RunReport:
    """Extract what is new in the inputs and write all tables into ``output``.

    Args:
        inputs: Files and folders, ``-`` for standard input; folders are read recursively,
            without the tables in ``output``.
        output: Folder of the tables and of the store; made where missing.
        settings: What to extract with, and how.
        progress: Is told how far the run is.
        full: Extract every document again.
        engine: Where to extract; in this process unless given.

    Raises:
        SettingsError: If an input does not exist or no document is in them; nothing is changed.
        ModelError, LexiconError, RuleError: If the pipeline cannot be built.
        StoreError: If the output folder cannot be used.
    """
    started, clock = datetime.now(timezone.utc), time.perf_counter()
    progress = progress or Silent()
    engine = engine or _default_engine(settings)
    _check_inputs(inputs)
    fingerprint = engine.fingerprint()
    with open_store(output) as store:
        found = _iter_inputs(inputs, output, Columns(settings.id_column, settings.text_column))
        _scan(store, found, fingerprint, progress, full=full)
        documents, extracted = store.count_seen(), store.count_waiting()
        if not documents and not store.count_unread():
            raise SettingsError(
                "no document found",
                place=", ".join(map(str, inputs)),
                remedy="give files or folders in the formats that the README lists",
            )
        removed = store.remove_vanished()
        progress.begin("Extracting", extracted)
        for outcomes in engine.extract(store.iter_shards(settings.shard_size)):
            store.write(outcomes, fingerprint)
            progress.advance(len(outcomes))
        marks = apply_marks(store, output, settings)
        counts = _write_tables(store, output, settings, progress)
        report = RunReport(
            output=str(output),
            documents=documents,
            extracted=extracted,
            unchanged=documents - extracted,
            removed=removed,
            predicates=store.count_predicates(),
            seconds=round(time.perf_counter() - clock, 3),
            marks=len(marks),
            marks_vanished=sum(not mark.found for mark in marks),
            **counts,
        )
        record = _run_record(report, started, fingerprint, inputs, settings)
        _append_run(output, record)
        _write_workbook(output, settings, progress)
    return replace(report, seconds=round(time.perf_counter() - clock, 3))


def _default_engine(settings: Settings) -> Engine:
    from nlp_pipeline.engines.in_process import InProcessEngine

    return InProcessEngine(settings)


# --------------------------------------------------------------------------- inputs


def _check_inputs(inputs: Sequence[Path]) -> None:
    for path in inputs:
        if path != STANDARD_INPUT and not path.exists():
            raise SettingsError(
                "no such file or folder", place=path, remedy="check the path of the input"
            )


def _iter_inputs(
    inputs: Sequence[Path], output: Path, columns: Columns
) -> Iterator[Document | Failure]:
    """Yield the documents of all files, and what could not be read, in the order of the files."""
    for found in find_inputs(inputs):
        if isinstance(found, Failure):
            yield found
        elif not is_own_file(found, output):
            yield from read_documents(found, columns)


def is_own_file(path: Path, output: Path) -> bool:
    """Tell whether a file was written into the output folder by a run, an export or a report."""
    folder, own = path.resolve().parent, output.resolve()
    return folder == own / EXPORTS_FOLDER or (folder == own and path.stem in OWN_STEMS)


def _scan(
    store: Store,
    found: Iterable[Document | Failure],
    fingerprint: str,
    progress: Progress,
    *,
    full: bool,
) -> None:
    progress.begin("Reading", None)
    with store.scanning():
        for item in found:
            checked = item if isinstance(item, Failure) else _checked(item)
            if isinstance(checked, Failure):
                store.add_failure(checked)
            else:
                store.add(checked, fingerprint, again=full)
            progress.advance()


def _checked(document: Document) -> Document | Failure:
    """Return the document, or a failure where its text cannot be written as UTF-8."""
    # Passages of one file share one source, which is checked once.
    sources = {id(passage.source): passage.source for passage in document.passages}
    texts = [*sources.values(), *(passage.view for passage in document.passages)]
    texts += [document.doc_id, document.title or "", document.journal or ""]
    try:
        "\n".join(texts).encode("utf-8")
    except UnicodeEncodeError as error:
        return Failure(
            path=document.path,
            doc_id=document.doc_id.encode("utf-8", "replace").decode("utf-8"),
            kind="read",
            place=None,
            message=f"half of a surrogate pair in the text: {error.object[error.start]!r}",
            remedy="write the file anew as UTF-8",
        )
    return document


# --------------------------------------------------------------------------- tables


@dataclass(frozen=True, slots=True)
class _Table:
    """One public table: file stem, columns, rows, and whether it is Parquet too."""

    name: str
    schema: pa.Schema
    rows: Callable[[], Iterable[Row]]
    parquet: bool


def apply_marks(store: Store, output: Path, settings: Settings) -> tuple[Mark, ...]:
    """Let the store's rows follow the curators' marks; return the marks, found again.

    Raises:
        ReadError: The file of marks is damaged; nothing is written.
        StoreError: The file of marks cannot be written.
    """
    marks = read_marks(output)
    if not marks:
        return marks
    settled = settle_marks(marks, store.iter_evidence(mark.statement_id for mark in marks))
    if settled != marks:
        try:
            write_marks(output, settled)
        except OSError as error:
            raise _unwritable(CURATION_FILE, output, error) from error
    priors = {rule.id: rule.precision for rule in load_rules(settings.rules)}
    precisions = estimate_precisions(settled, priors)
    factors = {rule_id: rule.estimate / rule.prior for rule_id, rule in precisions.items()}
    store.verdicts = verdicts_of((mark for mark in settled if mark.found), factors)
    return settled


def rewrite_tables(
    store: Store, output: Path, settings: Settings, progress: Progress
) -> dict[str, int]:
    """Replace the tables by what the store holds now; ``errors.csv`` stays that of the last run.

    Returns:
        The number of rows of each, by its field in :class:`RunReport`.

    Raises:
        StoreError: A table cannot be written.
    """
    counts = _write_tables(store, output, settings, progress, without="failures")
    _write_workbook(output, settings, progress)
    return counts


def _write_tables(
    store: Store, output: Path, settings: Settings, progress: Progress, *, without: str = ""
) -> dict[str, int]:
    """Replace all tables but one; return the number of rows of each, by its field in the report."""
    tables = {
        "triples": _Table("triples", TRIPLES_SCHEMA, store.iter_triple_rows, True),
        "mentions": _Table("mentions", MENTIONS_SCHEMA, store.iter_mention_rows, True),
        "statements": _Table("statements", STATEMENTS_SCHEMA, store.iter_statement_rows, True),
        "chains": _Table("drug_resistance", RESISTANCE_SCHEMA, lambda: _chain_rows(store), True),
        "failures": _Table("errors", ERRORS_SCHEMA, store.iter_failure_rows, False),
        "changes": _Table("changes", CHANGES_SCHEMA, store.iter_change_rows, False),
    }
    tables.pop(without, None)
    progress.begin("Writing", len(tables))
    store.build_statements(Families(Lexicon.load(settings.lexicon).families()))
    counts = {}
    for field_name, table in tables.items():
        try:
            counts[field_name] = write_table(
                table.rows(),
                table.schema,
                csv_path=output / f"{table.name}.csv",
                parquet_path=output / f"{table.name}.parquet" if table.parquet else None,
                bom=settings.csv_bom,
            )
        except OSError as error:
            raise _unwritable(table.name, output, error) from error
        progress.advance()
    store.keep_statements()
    return counts


def _unwritable(name: str, output: Path, error: OSError) -> StoreError:
    return StoreError(
        f"cannot write the table {name}: {error.strerror or error}",
        place=output,
        remedy="free some space or close the file, then run again: no work is lost",
    )


def _chain_rows(store: Store) -> Iterator[Row]:
    return map(chain_row, find_chains(store.iter_triples()))


def _run_record(
    report: RunReport,
    started: datetime,
    fingerprint: str,
    inputs: Sequence[Path],
    settings: Settings,
) -> dict[str, object]:
    return {
        "started": started.isoformat(timespec="seconds"),
        "version": __version__,
        "fingerprint": fingerprint,
        "inputs": [str(path) for path in inputs],
        "settings": settings.model_dump(mode="json"),
        **{name: value for name, value in asdict(report).items() if name != "output"},
    }


def _append_run(output: Path, record: Mapping[str, object]) -> None:
    line = json.dumps(record, ensure_ascii=False) + "\n"
    path = output / RUNS_FILE
    with path.open("ab+") as file:
        # A run killed while it wrote its line leaves half of it, which must not spoil ours.
        if file.tell() and not _ends_with_newline(file):
            file.write(b"\n")
        file.write(line.encode("utf-8"))


def _write_workbook(output: Path, settings: Settings, progress: Progress) -> None:
    if not settings.spreadsheet:
        return
    progress.begin("Workbook", 1)
    try:
        write_workbook(output, read_runs(output))
    except OSError as error:
        raise _unwritable(WORKBOOK_FILE, output, error) from error
    progress.advance()


def read_runs(output: Path) -> list[dict[str, Any]]:
    """Return the runs on an output folder, oldest first; lines that were cut off are left out."""
    path = output / RUNS_FILE
    if not path.exists():
        return []
    runs = []
    for line in path.read_text(encoding="utf-8", errors="replace").split("\n"):
        try:
            run = json.loads(line)
        except ValueError:
            continue
        if isinstance(run, dict):
            runs.append(run)
    return runs


def _ends_with_newline(file: BinaryIO) -> bool:
    file.seek(-1, os.SEEK_END)
    return file.read(1) == b"\n"
