"""Small output folders for tests that read the tables of a run, without a language model."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from nlp_pipeline.assembly import assemble
from nlp_pipeline.exports.rows import mention_row, statement_row, triple_row
from nlp_pipeline.exports.tables import write_table
from nlp_pipeline.records import (
    MENTIONS_SCHEMA,
    RESISTANCE_SCHEMA,
    STATEMENTS_SCHEMA,
    TRIPLES_SCHEMA,
    Mention,
    Triple,
)
from nlp_pipeline.resistance import chain_row, find_chains


def write_tables(folder: Path, triples: Iterable[Triple], mentions: Iterable[Mention] = ()) -> Path:
    """Write the four tables that a run makes of some triples and mentions; links are left out."""
    ordered = sorted(triples, key=lambda t: (t.doc_id, t.sentence_start))
    by_statement = sorted(ordered, key=lambda t: t.statement_id)
    for name, schema, rows in (
        ("triples", TRIPLES_SCHEMA, map(triple_row, ordered)),
        ("statements", STATEMENTS_SCHEMA, map(statement_row, assemble(by_statement))),
        ("mentions", MENTIONS_SCHEMA, map(mention_row, mentions)),
        ("drug_resistance", RESISTANCE_SCHEMA, map(chain_row, find_chains(ordered))),
    ):
        write_table(
            rows, schema, csv_path=folder / f"{name}.csv", parquet_path=folder / f"{name}.parquet"
        )
    return folder
