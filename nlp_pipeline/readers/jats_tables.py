"""The rows of a table in JATS."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from nlp_pipeline.readers.jats_inline import text_pieces
from nlp_pipeline.readers.markup import Element, MarkedText, local_name
from nlp_pipeline.records import OffsetMap
from nlp_pipeline.text.cleaning import clean_marked
from nlp_pipeline.text.tables import join_cells

MAX_SPAN = 500
"""Most rows that one cell is taken to stand in, whatever it says."""

Reaching = dict[int, tuple[Element, int, int]]
"""Column to the cell that reaches down from rows above, for how many rows, and over how many
columns."""

_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row as text, its cells parted by bars.

    Attributes:
        is_head: Whether its cells name the columns.
        view: The row; a cell that spans several rows stands in each of them.
        offsets: Leads back to the article's text.
    """

    is_head: bool
    view: str
    offsets: OffsetMap


def read_rows(table: Element, text: MarkedText) -> Iterator[TableRow]:
    """Yield the rows of a table that hold a letter, in order; those of tables within it too."""
    waiting: Reaching = {}
    group: Element | None = None
    for row in table.iter("{*}tr", "{*}row"):
        if row.getparent() is not group:
            group, waiting = row.getparent(), {}
        cells, waiting = _fill_in(row, waiting)
        view, offsets = join_cells(
            clean_marked(text.source, text_pieces(cell, text)) for cell in cells
        )
        if _LETTER.search(view):
            yield TableRow(_is_head(row), view, offsets)


def _fill_in(row: Element, waiting: Reaching) -> tuple[list[Element], Reaching]:
    """Put cells of rows above that span this one among its own.

    Args:
        row: The row.
        waiting: What reaches down to it.

    Returns:
        The row's cells from left to right, and what reaches down to the next row.
    """
    own = [cell for cell in row if local_name(cell) in {"td", "th", "entry"}]
    cells: list[Element] = []
    following: Reaching = {}
    column = 0
    while own or column in waiting:
        if column in waiting:
            cell, rows, width = waiting[column]
        else:
            cell = own.pop(0)
            rows = _number(cell.get("rowspan")) or _number(cell.get("morerows")) + 1
            width = max(1, _number(cell.get("colspan")))
        cells.append(cell)
        if rows > 1:
            following[column] = (cell, rows - 1, width)
        column += width
    return cells, following


def _number(text: str | None) -> int:
    return min(int(text), MAX_SPAN) if text and text.isdecimal() and len(text) < 9 else 0


def _is_head(row: Element) -> bool:
    parent = row.getparent()
    if parent is not None and local_name(parent) == "thead":
        return True
    names = {local_name(cell) for cell in row}
    return names == {"th"} and row.getprevious() is None
