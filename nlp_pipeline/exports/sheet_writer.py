"""Writes rows into the worksheets of one sheet: text stays text, links, bold words, colours."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from math import ceil
from typing import Any, Final

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from nlp_pipeline.exports.links import figure_url, identifier_url, paper_url
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
        self._unlinked: dict[int, Format] = {}
        self.bold: Format = workbook.add_format({"bold": True})
        self.header: Format = workbook.add_format(
            {"bold": True, "font_color": "white", "bg_color": "#1F3864", "text_wrap": True,
             "valign": "vcenter"}
        )  # fmt: skip

    def get(self, kind: Kind, tint: Tint) -> Format:
        """Return the format of a kind of cell in a row of a colour."""
        key = (kind, tint)
        if key not in self._made:
            self._made[key] = self._workbook.add_format(_properties(kind, TINTS[tint]))
            if kind in _URLS:
                self._unlinked[id(self._made[key])] = self.get("text", tint)
        return self._made[key]

    def unlinked(self, format_: Format) -> Format:
        """Return the format of a link's cell that has no page to lead to."""
        return self._unlinked[id(format_)]


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
        workbook: May be of constant memory: rows are written in order.
        sheet: What to show of the table.
        formats: Those of the workbook.
        max_rows: Rows of a worksheet, the header included.
    """

    def __init__(
        self, workbook: Workbook, sheet: Sheet, formats: Formats, max_rows: int = MAX_ROWS
    ) -> None:
        self._workbook, self._sheet, self._formats = workbook, sheet, formats
        self._max_rows = max_rows
        self._columns = list(enumerate(sheet.columns.items()))
        self._wrapped = [
            (name, WIDTHS[kind] * CHARACTERS_IN_UNIT)
            for name, kind in sheet.columns.items()
            if kind in _WRAPPED
        ]
        self._row_formats: dict[Tint, list[Format]] = {}
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
            self._write_row(row)

    def close(self) -> None:
        """Put the filter and the curator's choices over what was written."""
        last = max(self._row, 1)
        self._page.autofilter(0, 0, last, len(self._columns) - 1)
        for column, (_, kind) in self._columns:
            if kind == "mark":
                choices = {"validate": "list", "source": [*MARKS, "clear"]}
                self._page.data_validation(1, column, last, column, choices)

    def _begin(self) -> None:
        self._parts += 1
        title = self._sheet.title if self._parts == 1 else f"{self._sheet.title} {self._parts}"
        self._page: Worksheet = self._workbook.add_worksheet(title)
        self._row, self._links = 0, 0
        self._page.freeze_panes(1, self._sheet.frozen)
        self._page.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
        for column, (_, kind) in self._columns:
            self._page.set_column(column, column, WIDTHS[kind], self._formats.get(kind, ""))
        self._page.set_row(0, 3 * LINE_HEIGHT)
        for column, (name, _) in self._columns:
            self._page.write_string(0, column, heading(name), self._formats.header)

    def _write_row(self, row: Cells) -> None:
        tint = self._sheet.tint_of(row)
        height = LINE_HEIGHT * self._lines(row)
        if height > LINE_HEIGHT:
            self._page.set_row(self._row, height)
        formats = self._formats_of(tint)
        for (column, (name, kind)), format_ in zip(self._columns, formats, strict=True):
            value = row[name]
            # Most cells are empty or plain text: these are settled first.
            if not value and kind not in _NUMBERS:
                if tint:
                    self._page.write_blank(self._row, column, None, format_)
            elif kind in _PLAIN:
                self._write_text(column, sheet_text(value), format_)
            elif value is not None:
                self._write_cell(column, name, kind, row, format_)
            elif tint:
                self._page.write_blank(self._row, column, None, format_)

    def _formats_of(self, tint: Tint) -> list[Format]:
        if tint not in self._row_formats:
            kinds = self._sheet.columns.values()
            self._row_formats[tint] = [self._formats.get(kind, tint) for kind in kinds]
        return self._row_formats[tint]

    def _write_cell(self, column: int, name: str, kind: Kind, row: Cells, format_: Format) -> None:
        """Write a cell that is neither empty nor plain text."""
        value = row[name]
        if kind in _NUMBERS:
            self._page.write_number(self._row, column, value, format_)
        elif kind == "sentence":
            self._write_sentence(column, sheet_text(value), row, format_)
        elif kind == "flag":
            self._write_text(column, name, format_)
        elif kind == "list":
            self._write_text(column, sheet_text("; ".join(value)), format_)
        else:
            self._write_link(column, value, _URLS[kind](value), format_)

    def _write_text(self, column: int, text: str, format_: Format) -> None:
        if text.startswith("<r>"):
            # In constant memory xlsxwriter takes such text for rich text it has made itself.
            self._page.write_rich_string(self._row, column, "<", "r", text[2:], format_)
        else:
            self._page.write_string(self._row, column, text, format_)

    def _write_sentence(self, column: int, text: str, row: Cells, format_: Format) -> None:
        parts = list(split_at_spans(text, merge_spans(self._sheet.spans_of(row), len(text))))
        if len(parts) < 2:
            self._write_text(column, text, format_)
            return
        fragments: list[Any] = []
        for part, bold in parts:
            fragments += [self._formats.bold, part] if bold else [part]
        self._page.write_rich_string(self._row, column, *fragments, format_)

    def _write_link(self, column: int, text: str, url: str | None, format_: Format) -> None:
        if url is None or self._links >= MAX_LINKS:
            plain = self._formats.unlinked(format_)
            self._write_text(column, sheet_text(text), plain)
        else:
            self._links += 1
            self._page.write_url(self._row, column, url, format_, text)

    def _lines(self, row: Cells) -> int:
        """Return how many lines the row's longest wrapped text takes, up to ``MAX_LINES``."""
        longest = max((len(row[name] or "") / room for name, room in self._wrapped), default=1)
        return min(ceil(longest), MAX_LINES)


def heading(column: str) -> str:
    """Return a column's name as the head of a sheet shows it.

    Examples:
        >>> heading("resistance_factor_state")
        'resistance factor state'
    """
    return column.replace("_", " ")
