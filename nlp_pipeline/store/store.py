"""The store: which documents are done, with what, and their rows.

One SQLite database in the output folder's ``.store``. A document's rows are written in the same
transaction as the note that it is done, a shard of documents at a time; so a killed run leaves
whole shards, and the next one goes on from there. Rows come out sorted without being held in
memory, whatever order they went in.
"""

from __future__ import annotations

import hashlib
import json
import pickle
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, Final

from nlp_pipeline.assembly import assemble
from nlp_pipeline.curation import NO_VERDICTS
from nlp_pipeline.errors import StoreError
from nlp_pipeline.exports.files import remove_partial_files
from nlp_pipeline.exports.rows import (
    Row,
    failure_row,
    mention_row,
    statement_row,
    triple_from_row,
    triple_row,
)
from nlp_pipeline.fingerprint import differing_parts
from nlp_pipeline.linking import Families
from nlp_pipeline.records import (
    MENTIONS_SCHEMA,
    STATEMENTS_SCHEMA,
    TRIPLES_SCHEMA,
    Document,
    Failure,
    Mention,
    Statement,
    Triple,
)
from nlp_pipeline.store.database import connect, connect_to_look, transaction
from nlp_pipeline.store.history import History
from nlp_pipeline.store.links import StatementLinks
from nlp_pipeline.store.lock import exclusive

STORE_FOLDER: Final = ".store"
_CHUNK: Final = 1000
_JSON: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))

_ROW_LAYOUT: Final = hashlib.sha256(
    "\n".join(map(str, (TRIPLES_SCHEMA, MENTIONS_SCHEMA))).encode()
).hexdigest()[:16]
"""Rows of an older layout are never read: their documents count as not done."""

_SHARD_BYTES: Final = 4_000_000
"""Of pickled documents in a shard, about 40 articles; a killed run loses the shards in work."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What extraction made of one document: rows, or a failure and no rows."""

    document: Document
    mentions: tuple[Mention, ...] = ()
    triples: tuple[Triple, ...] = ()
    failure: Failure | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """What a run wrote besides the store.

    Attributes:
        signature: Of the code and settings that decide how rows become tables.
        rows: Number of rows by table.
        files: Size in bytes and time of change, in ns, by file name.
    """

    signature: str
    rows: dict[str, int]
    files: dict[str, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Planned:
    """A document that a run would extract, and why."""

    doc_id: str
    path: str
    reason: str


@contextmanager
def open_store(output: Path) -> Iterator[Store]:
    """Open the store of an output folder for one run; the folder is made where missing.

    Raises:
        StoreError: If the folder cannot be written, another run holds it, or it is damaged.
    """
    folder = output / STORE_FOLDER
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(
            f"cannot write the output folder: {error.strerror}",
            place=output,
            remedy="give a folder that you may write with --output",
        ) from error
    with exclusive(folder, output), connect(folder, output) as connection:
        remove_partial_files(output)
        yield Store(connection)


@contextmanager
def look_at_store(output: Path) -> Iterator[Store]:
    """Open the store of an output folder to plan a run; nothing on disk is changed.

    Raises:
        StoreError: If another run holds it, or it is damaged.
    """
    folder = output / STORE_FOLDER
    with ExitStack() as stack:
        if folder.is_dir():
            stack.enter_context(exclusive(folder, output))
        yield Store(stack.enter_context(connect_to_look(folder, output)))


class Store:
    """The documents that are done and their rows; made by :func:`open_store`.

    A run first adds every document that it finds (:meth:`add`), then drops what it has not found
    (:meth:`remove_vanished`), works off :meth:`iter_shards` with :meth:`write`, and reads the
    rows. ``verdicts`` say which of them curators have confirmed or ruled out.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.verdicts = NO_VERDICTS
        self.history = History(connection)

    # ------------------------------------------------------------------ what is to do

    @contextmanager
    def scanning(self) -> Iterator[None]:
        """Group the calls of :meth:`add`, which is much faster."""
        with transaction(self._connection):
            yield

    def add(self, document: Document, fingerprint: str, *, again: bool = False) -> bool:
        """Note that the inputs hold a document; return whether it is to be extracted.

        That is so where its content or the fingerprint has changed since its rows were written,
        or ``again`` is set. A second document of the same name takes the place of the first,
        which is noted as a failure.
        """
        content = document.content_hash()
        earlier = self._connection.execute(
            "SELECT path FROM plan.seen WHERE doc_id = ?", (document.doc_id,)
        ).fetchone()
        if earlier is not None:
            self.add_failure(_duplicate(document, earlier[0]))
        done = self._connection.execute(
            "SELECT content_hash, fingerprint FROM documents WHERE doc_id = ?",
            (document.doc_id,),
        ).fetchone()
        reason = _reason(done, content, _full_fingerprint(fingerprint), again=again)
        blob = None if reason is None else pickle.dumps(document)
        self._connection.execute(
            "INSERT OR REPLACE INTO plan.seen VALUES (?, ?, ?, ?, ?)",
            (document.doc_id, document.path, content, reason, blob),
        )
        return reason is not None

    def add_failure(self, failure: Failure) -> None:
        """Note something that could not be read in this run."""
        self._connection.execute(
            "INSERT INTO plan.failures VALUES (?)", (_encode(failure_row(failure)),)
        )

    def remove_vanished(self) -> int:
        """Drop the rows of documents that this run has not found; return how many documents."""
        with transaction(self._connection):
            self._connection.execute(
                "DELETE FROM triples WHERE doc_id NOT IN (SELECT doc_id FROM plan.seen)"
            )
            removed = self._connection.execute(
                "DELETE FROM documents WHERE doc_id NOT IN (SELECT doc_id FROM plan.seen)"
            ).rowcount
            if removed:
                self._forget_tables()
            self._connection.execute(
                "UPDATE documents SET path ="
                " (SELECT path FROM plan.seen WHERE seen.doc_id = documents.doc_id)"
                " WHERE failure IS NOT NULL"
            )
        return removed

    def iter_vanished(self) -> Iterator[str]:
        """Yield the names of the documents whose rows :meth:`remove_vanished` would drop."""
        query = (
            "SELECT doc_id FROM documents"
            " WHERE doc_id NOT IN (SELECT doc_id FROM plan.seen) ORDER BY doc_id"
        )
        return (doc_id for (doc_id,) in self._connection.execute(query))

    def iter_planned(self) -> Iterator[Planned]:
        """Yield the documents to extract, by name."""
        query = "SELECT doc_id, path, reason FROM plan.seen WHERE reason NOT NULL ORDER BY doc_id"
        return (Planned(*row) for row in self._connection.execute(query))

    def count_reasons(self) -> dict[str, int]:
        """Return how many documents are to be extracted for each reason, by reason."""
        query = "SELECT reason, count(*) FROM plan.seen WHERE reason NOT NULL GROUP BY 1 ORDER BY 1"
        return dict(self._connection.execute(query))

    def count_seen(self) -> int:
        """Return how many documents this run has found."""
        return self._count("SELECT count(*) FROM plan.seen")

    def count_waiting(self) -> int:
        """Return how many documents are still to be extracted."""
        return self._count("SELECT count(*) FROM plan.seen WHERE document IS NOT NULL")

    def count_unread(self) -> int:
        """Return how many failures this run has met while reading."""
        return self._count("SELECT count(*) FROM plan.failures")

    def iter_shards(self, size: int) -> Iterator[tuple[Document, ...]]:
        """Yield the documents to extract, sorted by ``doc_id``.

        A shard has ``size`` documents, or fewer where they are long.
        """
        last = ""
        while True:
            rows = self._connection.execute(
                "SELECT doc_id, document FROM plan.seen"
                " WHERE document IS NOT NULL AND doc_id > ? ORDER BY doc_id LIMIT ?",
                (last, size),
            )
            shard: list[Document] = []
            held = 0
            for doc_id, blob in rows:
                # Written by this very process a moment ago.
                shard.append(pickle.loads(blob))  # noqa: S301
                last, held = doc_id, held + len(blob)
                if held > _SHARD_BYTES:
                    break
            rows.close()
            if not shard:
                return
            yield tuple(shard)

    # ------------------------------------------------------------------ what is done

    def write(self, outcomes: Iterable[Outcome], fingerprint: str) -> None:
        """Write the rows of a shard, in place of those its documents had: all or nothing."""
        with transaction(self._connection):
            self._forget_tables()
            for outcome in outcomes:
                self._write_document(outcome, _full_fingerprint(fingerprint))

    def _write_document(self, outcome: Outcome, fingerprint: str) -> None:
        document = outcome.document
        places = {passage.passage_id: i for i, passage in enumerate(document.passages)}
        mentions = sorted(outcome.mentions, key=lambda mention: _mention_key(mention, places))
        triples = sorted(outcome.triples, key=lambda triple: _triple_key(triple, places))
        failure = None if outcome.failure is None else _encode(failure_row(outcome.failure))
        self._connection.execute("DELETE FROM triples WHERE doc_id = ?", (document.doc_id,))
        self._connection.execute(
            "INSERT OR REPLACE INTO documents VALUES (?, ?, ?, ?, ?, ?)",
            (
                document.doc_id,
                document.path,
                document.content_hash(),
                fingerprint,
                _encode([mention_row(mention) for mention in mentions]),
                failure,
            ),
        )
        self._connection.executemany(
            "INSERT INTO triples VALUES (?, ?, ?, ?, ?)",
            (
                (document.doc_id, i, t.statement_id, t.predicate, _encode(triple_row(t)))
                for i, t in enumerate(triples)
            ),
        )

    # ------------------------------------------------------------------ rows

    def iter_triple_rows(self) -> Iterator[Row]:
        """Yield triples by document and place."""
        if self.verdicts:
            return map(triple_row, self.iter_triples())
        query = "SELECT cells FROM triples ORDER BY doc_id, place"
        return (tuple(json.loads(cells)) for (cells,) in self._connection.execute(query))

    def iter_triples(self, *, by_statement: bool = False) -> Iterator[Triple]:
        """Yield triples by document and place, or by statement first."""
        order = "statement_id, doc_id, place" if by_statement else "doc_id, place"
        query = f"SELECT cells FROM triples ORDER BY {order}"  # noqa: S608 - one of two constants
        found = (triple_from_row(json.loads(c)) for (c,) in self._connection.execute(query))
        if not self.verdicts:
            return found
        return (judged for triple in found if (judged := self.verdicts.apply(triple)) is not None)

    def iter_evidence(self, statement_ids: Iterable[str]) -> Iterator[Triple]:
        """Yield all triples of some statements, those that curators have ruled out too."""
        query = "SELECT cells FROM triples WHERE statement_id = ? ORDER BY doc_id, place"
        for statement_id in sorted(set(statement_ids)):
            for (cells,) in self._connection.execute(query, (statement_id,)):
                yield triple_from_row(json.loads(cells))

    def iter_mention_rows(self) -> Iterator[Row]:
        """Yield mentions by document and place."""
        query = "SELECT mentions FROM documents ORDER BY doc_id"
        for (mentions,) in self._connection.execute(query):
            yield from map(tuple, json.loads(mentions))

    def iter_failure_rows(self) -> Iterator[Row]:
        """Yield what could not be read or extracted, by path and document."""
        read = self._connection.execute("SELECT cells FROM plan.failures")
        rows = [tuple(json.loads(cells)) for (cells,) in read]
        failed = self._connection.execute(
            "SELECT path, failure FROM documents WHERE failure IS NOT NULL"
        )
        rows += [(path, *json.loads(failure)[1:]) for path, failure in failed]
        yield from sorted(rows, key=lambda row: tuple(cell or "" for cell in row))

    def count_predicates(self) -> dict[str, int]:
        """Return the number of triples of each predicate, most frequent first."""
        if self.verdicts:
            counts = Counter(triple.predicate for triple in self.iter_triples())
            return dict(sorted(counts.items(), key=lambda count: (-count[1], count[0])))
        query = "SELECT predicate, count(*) FROM triples GROUP BY 1 ORDER BY 2 DESC, 1"
        return dict(self._connection.execute(query))

    # ------------------------------------------------------------------ statements

    def build_statements(self, families: Families) -> int:
        """Assemble all triples anew, beside the statements of the last run; return how many.

        Args:
            families: What links a statement on a member with one on its family.
        """
        self._links = StatementLinks(self._connection, families)
        statements = assemble(self.iter_triples(by_statement=True))
        with transaction(self._connection):
            self._connection.execute("DELETE FROM plan.statements")
            while chunk := list(islice(statements, _CHUNK)):
                self._connection.executemany(
                    "INSERT INTO plan.statements VALUES (?, ?, ?, ?, ?, ?, ?)",
                    map(_statement_cells, chunk),
                )
                self._links.add(chunk)
        self._links.join()
        return self._count("SELECT count(*) FROM plan.statements")

    def iter_statement_rows(self) -> Iterator[Row]:
        """Yield the statements just built: most believed first, then by their names."""
        query = (
            "SELECT cells,"
            " EXISTS (SELECT 1 FROM temp.links WHERE links.statement_id = said.statement_id)"
            " FROM plan.statements AS said"
            " ORDER BY belief DESC, papers DESC, sort_key, statement_id"
        )
        fill = self._links.fill
        for cells, linked in self._connection.execute(query):
            row = list(json.loads(cells).values())
            yield fill(row) if linked else tuple(row)

    def iter_change_rows(self) -> Iterator[Row]:
        """Yield how the statements just built differ from those of the last finished run."""
        return self.history.iter_pending()

    def finish(self, run_id: str, record: dict[str, Any], written: Written) -> None:
        """Note the run as finished: its record, its changes, its statements and its tables.

        The statements just built are those that the next run compares with.
        """
        with transaction(self._connection):
            self.history.keep(self.history.next_number(), run_id, record)
            self._connection.execute("DELETE FROM main.statements")
            self._connection.execute("INSERT INTO main.statements SELECT * FROM plan.statements")
            self._forget_tables()
            self._connection.execute(
                "INSERT INTO main.written VALUES (?, ?)",
                (written.signature, json.dumps([written.rows, written.files])),
            )

    def written(self) -> Written | None:
        """Return what the last finished run wrote; None where rows have changed since."""
        row = self._connection.execute("SELECT signature, tables FROM main.written").fetchone()
        if row is None:
            return None
        rows, files = json.loads(row[1])
        return Written(row[0], rows, {name: tuple(stamp) for name, stamp in files.items()})

    def reuse_statements(self) -> None:
        """Take the statements of the last finished run for those just built."""
        with transaction(self._connection):
            self._connection.execute("DELETE FROM plan.statements")
            self._connection.execute("INSERT INTO plan.statements SELECT * FROM main.statements")

    def _forget_tables(self) -> None:
        self._connection.execute("DELETE FROM main.written")

    def _count(self, query: str) -> int:
        (count,) = self._connection.execute(query).fetchone()
        return int(count)


def _full_fingerprint(fingerprint: str) -> str:
    return f"{fingerprint} columns={_ROW_LAYOUT}"


def _reason(
    done: tuple[str, str] | None, content: str, fingerprint: str, *, again: bool
) -> str | None:
    """Return why a document is to be extracted, given what it was extracted from and with."""
    if done is None:
        return "new"
    if done[0] != content:
        return "changed"
    if done[1] != fingerprint:
        return f"other {', '.join(differing_parts(done[1], fingerprint))}"
    return "forced" if again else None


def _encode(cells: Sequence[Any] | Mapping[str, Any]) -> str:
    return _JSON.encode(cells)


def _mention_key(mention: Mention, places: dict[str, int]) -> tuple[object, ...]:
    place = (places[mention.passage_id], mention.start, -mention.end)
    return (*place, mention.type, mention.label, mention.source)


def _triple_key(triple: Triple, places: dict[str, int]) -> tuple[object, ...]:
    place = (places[triple.passage_id], triple.sentence_start)
    arguments = (triple.subject.start, triple.object.start)
    return (*place, *arguments, triple.predicate, triple.triple_id, triple.rule_id)


def _statement_cells(statement: Statement) -> tuple[object, ...]:
    subject, object_ = statement.subject, statement.object
    names = (subject.label, statement.predicate, object_.label)
    return (
        statement.statement_id,
        statement.belief,
        statement.papers,
        statement.negated_papers,
        statement.hedged_papers,
        "\t".join((*names, subject.state or "", object_.state or "")),
        _encode(dict(zip(STATEMENTS_SCHEMA.names, statement_row(statement), strict=True))),
    )


def _duplicate(document: Document, earlier: str) -> Failure:
    return Failure(
        path=earlier,
        doc_id=document.doc_id,
        kind="duplicate",
        place=document.path,
        message=f"another document is named {document.doc_id!r} too; only the last is used",
        remedy="give each document a name of its own",
    )
