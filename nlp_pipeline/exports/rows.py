"""Records as table rows: tuples in the column order of their schema, and back.

A column named ``subject_state`` is the attribute ``subject.state`` of the record, ``best_doc_id``
is ``best.doc_id``, any other column is the attribute of the same name; so the schemas in
``records`` remain the only column lists.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import fields
from operator import attrgetter, itemgetter
from typing import Any

import pyarrow as pa

from nlp_pipeline.records import (
    ERRORS_SCHEMA,
    MENTIONS_SCHEMA,
    STATEMENTS_SCHEMA,
    TRIPLES_SCHEMA,
    Argument,
    Failure,
    Mention,
    Statement,
    Triple,
)

Row = tuple[Any, ...]

_SIDES = ("subject", "object")
_PARTS = (*_SIDES, "best")


def _attribute(column: str) -> str:
    part, _, rest = column.partition("_")
    return f"{part}.{rest}" if part in _PARTS else column


def row_getter(schema: pa.Schema) -> Callable[[object], Row]:
    """Return a function from a record to its row in a schema."""
    return attrgetter(*map(_attribute, schema.names))


_triple = row_getter(TRIPLES_SCHEMA)
_statement = row_getter(STATEMENTS_SCHEMA)
_mention = row_getter(MENTIONS_SCHEMA)
_failure = row_getter(ERRORS_SCHEMA)

_TRIPLE_INDEX = {name: i for i, name in enumerate(TRIPLES_SCHEMA.names)}
_FIELDS = tuple(f.name for f in fields(Triple))
_SUBJECT, _OBJECT = map(_FIELDS.index, _SIDES)
_subject_cells, _object_cells = (
    itemgetter(*(_TRIPLE_INDEX[f"{side}_{f.name}"] for f in fields(Argument))) for side in _SIDES
)
_plain_cells = itemgetter(*(_TRIPLE_INDEX[name] for name in _FIELDS if name not in _SIDES))


def triple_row(triple: Triple) -> Row:
    """Return a triple as a row of ``TRIPLES_SCHEMA``."""
    return _triple(triple)


def triple_from_row(row: Sequence[Any]) -> Triple:
    """Rebuild the triple that :func:`triple_row` wrote."""
    cells = list(_plain_cells(row))
    cells.insert(_SUBJECT, Argument(*_subject_cells(row)))
    cells.insert(_OBJECT, Argument(*_object_cells(row)))
    return Triple(*cells)


def statement_row(statement: Statement) -> Row:
    """Return a statement as a row of ``STATEMENTS_SCHEMA``."""
    return _statement(statement)


def mention_row(mention: Mention) -> Row:
    """Return a mention as a row of ``MENTIONS_SCHEMA``."""
    return _mention(mention)


def failure_row(failure: Failure) -> Row:
    """Return a failure as a row of ``ERRORS_SCHEMA``."""
    return _failure(failure)
