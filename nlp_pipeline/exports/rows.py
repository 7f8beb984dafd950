"""Records as table rows: tuples in the column order of their schema, and back.

A column named ``subject_state`` is the attribute ``subject.state`` of the record, ``best_doc_id``
is ``best.doc_id``, any other column is the attribute of the same name; so the schemas in
``records`` remain the only column lists.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import fields
from operator import attrgetter
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
_SIDE_INDEX = {
    side: tuple(_TRIPLE_INDEX[f"{side}_{f.name}"] for f in fields(Argument)) for side in _SIDES
}
_PLAIN_FIELDS = tuple(f.name for f in fields(Triple) if f.name not in _SIDES)
_PLAIN_INDEX = tuple(_TRIPLE_INDEX[name] for name in _PLAIN_FIELDS)


def triple_row(triple: Triple) -> Row:
    """Return a triple as a row of ``TRIPLES_SCHEMA``."""
    return _triple(triple)


def triple_from_row(row: Sequence[Any]) -> Triple:
    """Rebuild the triple that :func:`triple_row` wrote."""
    subject, object_ = (Argument(*(row[i] for i in _SIDE_INDEX[side])) for side in _SIDES)
    plain = {name: row[i] for name, i in zip(_PLAIN_FIELDS, _PLAIN_INDEX, strict=True)}
    return Triple(subject=subject, object=object_, **plain)


def statement_row(statement: Statement) -> Row:
    """Return a statement as a row of ``STATEMENTS_SCHEMA``."""
    return _statement(statement)


def mention_row(mention: Mention) -> Row:
    """Return a mention as a row of ``MENTIONS_SCHEMA``."""
    return _mention(mention)


def failure_row(failure: Failure) -> Row:
    """Return a failure as a row of ``ERRORS_SCHEMA``."""
    return _failure(failure)
