"""One run from end to end: inputs in, tables out."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timezone
from math import ceil
from pathlib import Path
from typing import Any, Final, Protocol
from uuid import uuid4

from nlp_pipeline import __version__
from nlp_pipeline.config import Settings
from nlp_pipeline.engines import Engine
from nlp_pipeline.errors import SettingsError, StoppedError, StoreError
from nlp_pipeline.exports.published import EXPORTS_FOLDER, RUNS_FILE
from nlp_pipeline.logs import logging_run
from nlp_pipeline.progress import Progress, Silent
from nlp_pipeline.publishing import apply_marks, write_book, write_tables
from nlp_pipeline.readers import STANDARD_INPUT, Columns, find_inputs, read_documents
from nlp_pipeline.records import Document, Failure
from nlp_pipeline.store import Planned, Store, look_at_store, open_store

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

_SHARDS_OF_A_PROCESS: Final = 16
"""How often a process takes new work, where there is less than that many whole shards."""


class Stop(Protocol):
    """Tells whether a run is to end early, as :class:`threading.Event` does."""

    def is_set(self) -> bool:
        """Return whether to end."""


@dataclass(frozen=True, slots=True)
class RunReport:
    """What a run did.

    Attributes:
        run: Number of the run in this output, from 1.
        run_id: Time and a random part, unique everywhere.
        output: The folder of the tables.
        documents: Documents in the inputs; of these ``extracted`` anew and ``unchanged`` since
            an earlier run.
        removed: Documents of earlier runs that the inputs no longer hold.
        reasons: Why documents were extracted, with how many for each reason.
        failures: Rows of ``errors.csv``.
        mentions, triples, statements, chains: Rows of the tables.
        changes: Rows of ``changes.csv``.
        predicates: Triples of each predicate, most frequent first.
        seconds: Wall-clock time; in ``runs.jsonl`` without that of the workbook.
        marks: Marks of curators; ``marks_vanished`` those whose rows no longer exist.
    """

    run: int
    run_id: str
    output: str
    documents: int
    extracted: int
    unchanged: int
    removed: int
    reasons: dict[str, int]
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
    stop: Stop | None = None,
    run_id: str | None = None,
) -> RunReport:
    """Extract what is new in the inputs and write all tables into ``output``.

    Args:
        inputs: Files and folders, ``-`` for standard input; folders are read recursively,
            without the tables in ``output``.
        output: Folder of the tables and of the store; made where missing.
        settings: What to extract with, and how.
        progress: Is told how far the run is.
        full: Extract every document again.
        engine: Where to extract; as the settings say unless given.
        stop: Asked after each shard whether to end early.
        run_id: From :func:`new_run_id`, which makes one unless given.

    Raises:
        StoppedError: If ``stop`` said so; what is finished is kept, tables are as before.
        SettingsError: If an input does not exist or no document is in them; nothing is changed.
        ModelError, LexiconError, RuleError: If the pipeline cannot be built.
        StoreError: If the output folder cannot be used.
    """
    started, clock = datetime.now(timezone.utc), time.perf_counter()
    run_id = run_id or new_run_id(started)
    progress = progress or Silent()
    engine = engine or choose_engine(settings)
    _check_inputs(inputs)
    fingerprint = engine.fingerprint()
    with logging_run(run_id), open_store(output) as store:
        _append_unwritten(output, store)
        found = _iter_inputs(inputs, output, _columns_of(settings))
        _scan(store, found, fingerprint, progress, full=full)
        _check_found(store, inputs)
        reasons, removed = store.count_reasons(), store.remove_vanished()
        waiting = store.count_waiting()
        progress.begin("Extracting", waiting)
        with closing(engine.extract(store.iter_shards(shard_size(settings, waiting)))) as shards:
            for outcomes in shards:
                store.write(outcomes, fingerprint)
                progress.advance(len(outcomes))
                if stop is not None and stop.is_set():
                    raise StoppedError("stopped early", place=output, remedy="run again to go on")
        marks = apply_marks(store, output, settings)
        written = write_tables(store, output, settings, progress)
        documents, extracted = store.count_seen(), sum(reasons.values())
        report = RunReport(
            run=store.history.next_number(),
            run_id=run_id,
            output=str(output),
            documents=documents,
            extracted=extracted,
            unchanged=documents - extracted,
            removed=removed,
            reasons=reasons,
            predicates=store.count_predicates(),
            seconds=round(time.perf_counter() - clock, 3),
            marks=len(marks),
            marks_vanished=sum(not mark.found for mark in marks),
            **written.rows,
        )
        record = _record(report, started, fingerprint, inputs, settings)
        store.finish(run_id, record, written)
        _append_unwritten(output, store)
        write_book(output, settings, progress)
    return replace(report, seconds=round(time.perf_counter() - clock, 3))


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run would do.

    Attributes:
        documents: Documents in the inputs.
        extract: Those that would be extracted and why, by name.
        remove: Names of documents of earlier runs that the inputs no longer hold.
        failures: Files and records that cannot be read.
    """

    documents: int
    extract: tuple[Planned, ...]
    remove: tuple[str, ...]
    failures: int


def plan(
    inputs: Sequence[Path],
    output: Path,
    settings: Settings,
    *,
    progress: Progress | None = None,
    full: bool = False,
    engine: Engine | None = None,
) -> Plan:
    """Tell what :func:`run` would do with the same arguments, and change nothing.

    Raises:
        SettingsError: If an input does not exist or no document is in them.
        StoreError: If another run is going on, or the store is damaged.
    """
    engine = engine or choose_engine(settings)
    _check_inputs(inputs)
    with look_at_store(output) as store:
        found = _iter_inputs(inputs, output, _columns_of(settings))
        _scan(store, found, engine.fingerprint(), progress or Silent(), full=full)
        _check_found(store, inputs)
        return Plan(
            documents=store.count_seen(),
            extract=tuple(store.iter_planned()),
            remove=tuple(store.iter_vanished()),
            failures=store.count_unread(),
        )


def new_run_id(started: datetime | None = None) -> str:
    """Return a name for a run: its time (UTC) and a random part."""
    started = started or datetime.now(timezone.utc)
    return f"{started:%Y%m%dT%H%M%SZ}-{uuid4().hex[:6]}"


def choose_engine(settings: Settings) -> Engine:
    """Return the engine that the settings ask for; what it needs is imported only now."""
    if settings.engine == "ray":
        from nlp_pipeline.engines.ray_cluster import RayEngine

        return RayEngine(settings)
    if settings.workers == 1 and settings.timeout is None:
        from nlp_pipeline.engines.in_process import InProcessEngine

        return InProcessEngine(settings)
    from nlp_pipeline.engines.processes import ProcessEngine

    return ProcessEngine(settings)


def shard_size(settings: Settings, documents: int) -> int:
    """Return how many documents make a shard.

    For several processes shards are small enough that none is long without work at the end: one
    of sixteen for each process, in whole batches, or a batch, or of few documents half a share.

    Examples:
        >>> settings = Settings(workers=2)
        >>> [shard_size(settings, documents) for documents in (100_000, 5_000, 2_209, 90, 5, 0)]
        [256, 128, 64, 23, 2, 1]
    """
    if settings.engine != "local" or settings.workers == 1:
        return settings.shard_size
    batch, processes = settings.batch_size, settings.workers
    whole = batch * round(documents / processes / _SHARDS_OF_A_PROCESS / batch)
    few = min(batch, ceil(documents / processes / 2))
    return min(settings.shard_size, max(whole, few, 1))


def _check_found(store: Store, inputs: Sequence[Path]) -> None:
    if not store.count_seen() and not store.count_unread():
        raise SettingsError(
            "no document found",
            place=", ".join(map(str, inputs)),
            remedy="give files or folders in the formats that the README lists",
        )


# --------------------------------------------------------------------------- inputs


def _check_inputs(inputs: Sequence[Path]) -> None:
    for path in inputs:
        if path != STANDARD_INPUT and not path.exists():
            raise SettingsError(
                "no such file or folder", place=path, remedy="check the path of the input"
            )


def _columns_of(settings: Settings) -> Columns:
    return Columns(settings.id_column, settings.text_column)


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


# --------------------------------------------------------------------------- records of runs


def _record(
    report: RunReport,
    started: datetime,
    fingerprint: str,
    inputs: Sequence[Path],
    settings: Settings,
) -> dict[str, Any]:
    return {
        "run": report.run,
        "run_id": report.run_id,
        "started": started.isoformat(timespec="seconds"),
        "version": __version__,
        "fingerprint": fingerprint,
        "inputs": [str(path) for path in inputs],
        "settings": settings.model_dump(mode="json"),
        **{name: value for name, value in asdict(report).items() if name != "output"},
    }


def _append_unwritten(output: Path, store: Store) -> None:
    """Append the record of the last finished run to ``runs.jsonl`` unless it stands there.

    A run killed between its end and that line leaves it to the next one.
    """
    last = store.history.last_run()
    if last is None:
        return
    path = output / RUNS_FILE
    line = json.dumps(last.record, ensure_ascii=False).encode("utf-8") + b"\n"
    try:
        with path.open("ab+") as file:
            file.seek(max(0, file.seek(0, os.SEEK_END) - 2 * len(line)))
            tail = file.read()
            if line not in tail:
                # A run killed while it wrote its line leaves half of it, which must not spoil ours.
                file.write(b"\n" * (tail[-1:] not in {b"", b"\n"}) + line)
    except OSError as error:
        raise StoreError(
            f"cannot write {RUNS_FILE}: {error.strerror or error}",
            place=output,
            remedy="free some space, then run again: no work is lost",
        ) from error
