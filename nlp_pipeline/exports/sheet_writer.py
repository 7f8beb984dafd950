"""Writes rows into the worksheets of one sheet: text stays text, links, bold words, colours."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from math import ceil
from typing import Final

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook

from nlp_pipeline.exports.links import figure_url, identifier_url, paper_url
from nlp_pipeline.exports.sheet_rows import (
    RowSheet,
    letters_of,
    plain_string,
    rich_string,
    style_of,
)
from nlp_pipeline.exports.sheet_text import merge_spans, sheet_text, split_at_spans
from nlp_pipeline.exports.sheets import WIDTHS, Cells, Kind, Sheet, Tint
from nlp_pipeline.vocabulary import MARKS

MAX_ROWS: Final = 1_048_576
"""Rows that Excel holds in a sheet, the header included."""
MAX_LINKS: Final = 65_530
"""Links that Excel holds in a sheet; further cells have the plain text."""
LINE_HEIGHT: Final = 15
MAX_LINES: Final = 8
CHARACTERS_IN_UNIT: Final = 1.1
"""A column's width counts digits; running text has narrower letters."""

TINTS: Final[Mapping[Tint, str]] = {
    "": "",
    "negated": "#F8CBAD",
    "hedged": "#FFF2CC",
    "disputed": "#E4DFEC",
}
MARK_FILL: Final = "#E2EFDA"
_URLS: Final[Mapping[Kind, Callable[[str | None], str | None]]] = {
    "identifier": identifier_url,
    "paper": paper_url,
    "figure": figure_url,
}
_NUMBERS: Final[frozenset[Kind]] = frozenset({"number", "count", "score"})
_PLAIN: Final[frozenset[Kind]] = frozenset({"mark", "name", "text", "code", "note"})
_LONG: Final[frozenset[Kind]] = frozenset({"sentence", "note"})
_WRAPPED: Final[frozenset[Kind]] = frozenset({"sentence", "note", "name"})


class Formats:
    """The cell formats of a workbook, each made once.

    Cells with text are of the format "text", so that what a curator types or confirms there
    (``MARCH1``, ``=A1``) stays text too. Sentences, which old versions of Excel do not show in
    that format beyond 255 characters, carry the quote prefix instead.
    """

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._made: dict[tuple[str, str], Format] = {}
        self.header: Format = workbook.add_format(
            {"bold": True, "font_color": "white", "bg_color": "#1F3864", "text_wrap": True,
             "valign": "vcenter"}
        )  # fmt: skip

    def get(self, kind: Kind, tint: Tint) -> Format:
        """Return the format of a kind of cell in a row of a colour."""
        key = (kind, tint)
        if key not in self._made:
            self._made[key] = self._workbook.add_format(_properties(kind, TINTS[tint]))
        return self._made[key]


def _properties(kind: Kind, fill: str) -> dict[str, object]:
    properties: dict[str, object] = {"valign": "top"}
    if kind in _NUMBERS:
        properties["align"] = "center"
    if kind == "score":
        properties["num_format"] = "0.00"
    elif kind == "count":
        properties["num_format"] = "0;-0;"
    elif kind != "number":
        properties |= {"quote_prefix": True} if kind in _LONG else {"num_format": "@"}
    if kind in _WRAPPED:
        properties["text_wrap"] = True
    if kind in _URLS:
        properties |= {"font_color": "#0563C1", "underline": 1}
    if kind == "mark":
        fill = MARK_FILL
    return properties | ({"bg_color": fill} if fill else {})


class SheetWriter:
    """Writes one table, row by row, into as many worksheets as it needs.

    Args:
        workbook: Of constant memory.
        sheet: What to show of the table.
        formats: Those of the workbook.
        max_rows: Rows of a worksheet, the header included.
    """

    def __init__(
        self, workbook: Workbook, sheet: Sheet, formats: Formats, max_rows: int = MAX_ROWS
    ) -> None:
        self._workbook, self._sheet, self._formats = workbook, sheet, formats
        self._max_rows = max_rows
        self._wrapped = [
            (name, WIDTHS[kind] * CHARACTERS_IN_UNIT)
            for name, kind in sheet.columns.items()
            if kind in _WRAPPED
        ]
        self._row_columns: dict[Tint, list[_Column]] = {}
        self._parts = 0
        self.rows = 0
        self._begin()

    def write(self, rows: Iterable[Cells]) -> None:
        """Write rows below those already there."""
        for row in rows:
            if self._row + 1 >= self._max_rows:
                self.close()
                self._begin()
            self._row += 1
            self.rows += 1
            cells = self._cells(row, str(self._row + 1))
            self._append(cells, LINE_HEIGHT * self._lines(row))

    def close(self) -> None:
        """Put the filter and the curator's choices over what was written."""
        last = max(self._row, 1)
        self._page.autofilter(0, 0, last, len(self._sheet.columns) - 1)
        for column, kind in enumerate(self._sheet.columns.values()):
            if kind == "mark":
                choices = {"validate": "list", "source": [*MARKS, "clear"]}
                self._page.data_validation(1, column, last, column, choices)

    def _begin(self) -> None:
        self._parts += 1
        title = self._sheet.title if self._parts == 1 else f"{self._sheet.title} {self._parts}"
        self._page: RowSheet = self._workbook.add_worksheet(title, worksheet_class=RowSheet)
        self._row, self._links = 0, 0
        self._page.freeze_panes(1, self._sheet.frozen)
        self._page.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
        for column, kind in enumerate(self._sheet.columns.values()):
            self._page.set_column(column, column, WIDTHS[kind], self._formats.get(kind, ""))
        header = style_of(self._formats.header)
        cells = (
            _cell(f"{letters_of(column)}1", header, plain_string(heading(name)))
            for column, name in enumerate(self._sheet.columns)
        )
        self._append(cells, 3 * LINE_HEIGHT)

    def _append(self, cells: Iterable[str], height: float) -> None:
        self._page.append_row(self._row, cells, len(self._sheet.columns), height)

    def _cells(self, row: Cells, number: str) -> Iterator[str]:
        """Yield the cells of a row that are not empty; those of a coloured row are all there."""
        tint = self._sheet.tint_of(row)
        for column in self._columns_of(tint):
            value = row[column.name]
            # Most cells are empty or plain text: these are settled first.
            if not value and (value is None or not column.is_number):
                if tint:
                    yield f"{column.opening}{number}{column.empty}"
            elif column.is_plain:
                yield f"{column.opening}{number}{column.text}{plain_string(value)}</c>"
            elif column.is_number:
                yield f"{column.opening}{number}{column.number}{value:.16G}</v></c>"
            else:
                yield self._special_cell(number, column, row)

    def _columns_of(self, tint: Tint) -> list[_Column]:
        if tint not in self._row_columns:
            self._row_columns[tint] = [
                _Column(name, kind, letters_of(i), style_of(self._formats.get(kind, tint)),
                        style_of(self._formats.get("text", tint)))
                for i, (name, kind) in enumerate(self._sheet.columns.items())
            ]  # fmt: skip
        return self._row_columns[tint]

    def _special_cell(self, number: str, column: _Column, row: Cells) -> str:
        """Return a cell that is neither empty, plain text nor a number."""
        value = row[column.name]
        text = column.text
        if column.kind == "sentence":
            content = self._sentence(value, row)
        elif column.kind == "flag":
            content = plain_string(column.name)
        elif column.kind == "list":
            content = plain_string("; ".join(value))
        else:
            content = plain_string(value)
            url = _address(column.kind, value)
            if url is None or self._links >= MAX_LINKS:
                text = column.unlinked
            else:
                self._links += 1
                self._page.add_link(f"{column.letters}{number}", url)
        return f"{column.opening}{number}{text}{content}</c>"

    def _sentence(self, sentence: str, row: Cells) -> str:
        text = sheet_text(sentence)
        parts = list(split_at_spans(text, merge_spans(self._sheet.spans_of(row), len(text))))
        return plain_string(text) if len(parts) < 2 else rich_string(parts)

    def _lines(self, row: Cells) -> int:
        """Return how many lines the row's longest wrapped text takes, from one to ``MAX_LINES``."""
        longest = max((len(row[name] or "") / room for name, room in self._wrapped), default=1)
        return min(max(ceil(longest), 1), MAX_LINES)


class _Column:
    """How the cells of a column are written in rows of one colour.

    Args:
        name, kind: Of the column.
        letters: Its place in the sheet.
        style: That of its kind.
        unlinked: That of a link's cell without a page to lead to.

    Attributes:
        opening: A cell's beginning, up to the number of its row.
        empty, text, unlinked, number: What follows that number in a cell of this content.
    """

    def __init__(self, name: str, kind: Kind, letters: str, style: int, unlinked: int) -> None:
        self.name, self.kind, self.letters = name, kind, letters
        self.is_plain, self.is_number = kind in _PLAIN, kind in _NUMBERS
        self.opening = f'<c r="{letters}'
        self.empty = f'" s="{style}"/>'
        self.text = f'" s="{style}" t="inlineStr">'
        self.unlinked = f'" s="{unlinked}" t="inlineStr">'
        self.number = f'" s="{style}"><v>'


@lru_cache(maxsize=1 << 15)
def _address(kind: Kind, name: str) -> str | None:
    """Return the page of what a cell names."""
    return _URLS[kind](name)


def _cell(place: str, style: int, content: str) -> str:
    return f'<c r="{place}" s="{style}" t="inlineStr">{content}</c>'


def heading(column: str) -> str:
    """Return a column's name as the head of a sheet shows it.

    Examples:
        >>> heading("resistance_factor_state")
        'resistance factor state'
    """
    return column.replace("_", " ")
