"""Gene sets in GMT, for enrichment analysis: the human genes that each figure or text names."""

from __future__ import annotations

import sqlite3
from itertools import groupby
from pathlib import Path
from typing import Final

from nlp_pipeline.exports.cells import csv_cell
from nlp_pipeline.exports.files import replacing
from nlp_pipeline.exports.links import figure_url

_GENES: Final = """
SELECT DISTINCT doc_id, label FROM mentions
WHERE type = 'Gene' AND id LIKE 'hgnc:%' ORDER BY doc_id, label
"""


def write_gmt(connection: sqlite3.Connection, path: Path) -> int:
    """Write a line for each document with genes: its name, its page, its HGNC symbols.

    Names inside longer ones ("AKT1" in "AKT1 signaling") count; families do not.

    Returns:
        The number of sets.
    """
    sets = 0
    with replacing(path) as partial, partial.open("w", encoding="utf-8", newline="") as file:
        for doc_id, rows in groupby(connection.execute(_GENES), key=lambda row: row[0]):
            cells = [doc_id, figure_url(doc_id) or "na", *(label for _, label in rows)]
            file.write("\t".join(csv_cell(cell).replace("\t", " ") for cell in cells) + "\n")
            sets += 1
    return sets
