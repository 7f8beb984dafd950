"""Rows of a worksheet, written whole.

xlsxwriter takes a sheet cell by cell, with an object and a dozen calls for each: 12 us, of which
a workbook has a million. Here a row is one piece of SpreadsheetML (ECMA-376 part 1, section 18.3),
put where xlsxwriter collects those of its own; the rest of the sheet and of the file is its work.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from nlp_pipeline.exports.sheet_text import sheet_text

_UNPLAIN: Final = re.compile(r"[&<>]|_x[0-9A-Fa-f]{4}_|\A\s|\s\Z")
_ESCAPE_LIKE: Final = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
"""Text of the form with which SpreadsheetML writes what XML cannot hold."""
_BOLD: Final = (
    '<rPr><b/><sz val="11"/><color theme="1"/><rFont val="Calibri"/><family val="2"/>'
    '<scheme val="minor"/></rPr>'
)
_SHORT: Final = 64
"""Characters of the longest text that is kept in memory: names and identifiers, not sentences."""


def plain_string(text: str) -> str:
    """Return the content of a cell that shows a text as it is.

    Examples:
        >>> plain_string("MARCH1")
        '<is><t>MARCH1</t></is>'
        >>> plain_string("p53 < 0.05 ")
        '<is><t xml:space="preserve">p53 &lt; 0.05 </t></is>'
    """
    return _short_string(text) if len(text) <= _SHORT else f"<is>{_element(sheet_text(text))}</is>"


@lru_cache(maxsize=1 << 15)
def _short_string(text: str) -> str:
    return f"<is>{_element(sheet_text(text))}</is>"


def rich_string(parts: Iterable[tuple[str, bool]]) -> str:
    """Return the content of a cell that shows some parts of its text in bold.

    Args:
        parts: Of the text in order, none empty, each with whether it is bold.
    """
    runs = (f"<r>{_BOLD if bold else ''}{_element(part)}</r>" for part, bold in parts)
    return f"<is>{''.join(runs)}</is>"


def _element(text: str) -> str:
    if not _UNPLAIN.search(text):
        return f"<t>{text}</t>"
    escaped = _ESCAPE_LIKE.sub("_x005F_", text)
    escaped = escaped.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    kept = ' xml:space="preserve"' if text != text.strip() else ""
    return f"<t{kept}>{escaped}</t>"


def style_of(format_: Format) -> int:
    """Return the number by which the cells of a sheet refer to a format of the workbook."""
    return int(format_._get_xf_index())  # noqa: SLF001 - what xlsxwriter's own cells refer to


@lru_cache(maxsize=256)
def letters_of(column: int) -> str:
    """Return the name of a column, counted from 0.

    Examples:
        >>> letters_of(0), letters_of(27)
        ('A', 'AB')
    """
    return str(xl_col_to_name(column))


class RowSheet(Worksheet):  # type: ignore[misc] # xlsxwriter is untyped to us
    """A worksheet of a workbook of constant memory whose rows come whole, in order, from the first.

    Nothing else may write cells into it. Links to the same page share one target in the file.
    """

    def __init__(self) -> None:
        super().__init__()
        self._pages: dict[str, int] = {}
        self._cells_with_links: list[tuple[str, int]] = []

    def append_row(self, row: int, cells: Iterable[str], columns: int, height: float) -> None:
        """Write a row.

        Args:
            row: Counted from 0.
            cells: ``<c>`` elements in the order of their columns; empty cells may be left out.
            columns: How many columns the sheet has.
            height: In points.
        """
        self.dim_rowmin, self.dim_rowmax = 0, row
        self.dim_colmin, self.dim_colmax = 0, columns - 1
        attributes = "" if height == self.default_row_height * 0.75 else f' ht="{height:g}"'
        attributes += ' customHeight="1"' if attributes else ""
        self.row_data_fh.write(f'<row r="{row + 1}"{attributes}>{"".join(cells)}</row>')

    def add_link(self, cell: str, url: str) -> None:
        """Let a cell, such as ``B2``, lead to a web page; the address is a valid URL."""
        self._cells_with_links.append((cell, self._pages.setdefault(url, len(self._pages) + 1)))

    def _write_hyperlinks(self) -> None:
        """Write the links; xlsxwriter calls this where they belong in the sheet."""
        if not self._cells_with_links:
            return
        before = self.rel_count
        self.rel_count += len(self._pages)
        self.external_hyper_links += [["/hyperlink", url, "External"] for url in self._pages]
        links = (
            f'<hyperlink ref="{c}" r:id="rId{before + n}"/>' for c, n in self._cells_with_links
        )
        self.fh.write(f"<hyperlinks>{''.join(links)}</hyperlinks>")
