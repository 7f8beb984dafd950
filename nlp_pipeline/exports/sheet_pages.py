"""The pages of the workbook that are no plain table: matrix, runs, read me."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from csv import DictReader
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files
from typing import Any, Final

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from nlp_pipeline import __version__
from nlp_pipeline.exports.matrix import Matrix
from nlp_pipeline.exports.sheet_text import sheet_text
from nlp_pipeline.exports.sheet_writer import MARK_FILL, TINTS, Formats, heading
from nlp_pipeline.exports.sheets import SHEETS, Tint

Run = Mapping[str, Any]
"""One line of ``runs.jsonl``."""

_RUN_COLUMNS: Final = {
    "started": (26, "when the run began, in UTC"),
    "version": (9, "version of nlp-pipeline"),
    "documents": (11, "documents in the inputs"),
    "extracted": (10, "documents that were read anew"),
    "unchanged": (
        11,
        "documents that were kept: neither they nor the pipeline had changed",
    ),
    "removed": (9, "documents of earlier runs that the inputs no longer held"),
    "failures": (9, "rows of errors.csv"),
    "mentions": (10, "rows of the mentions table"),
    "triples": (9, "rows of the triples table"),
    "statements": (11, "rows of the statements table"),
    "chains": (9, "rows of drug_resistance"),
    "changes": (9, "rows of changes.csv: statements added, removed or changed"),
    "seconds": (9, "time on the clock, without that for this workbook"),
    "inputs": (40, "files and folders that were given"),
    "fingerprint": (
        70,
        "of code, rules, lexicon, model and settings; a new one extracts anew",
    ),
}
"""Of each column of the sheet Runs its width and what it holds."""
_NO_DATE: Final = datetime(1980, 1, 1)  # noqa: DTZ001 - Excel knows no time zones
_MATRIX_COLOURS: Final = {"resistance": "#F8CBAD", "sensitivity": "#C6E0B4", "both": "#FFE699"}


@dataclass(frozen=True, slots=True)
class ColumnMeaning:
    """One row of ``columns.tsv``: what a column of a table holds."""

    table: str
    column: str
    meaning: str


def read_column_meanings() -> tuple[ColumnMeaning, ...]:
    """Return what each column of each table means, in the order of the tables."""
    text = (files("nlp_pipeline.exports") / "columns.tsv").read_text(encoding="utf-8")
    rows = DictReader(text.splitlines(), delimiter="\t")
    return tuple(ColumnMeaning(row["table"], row["column"], row["meaning"]) for row in rows)


def date_of(runs: Sequence[Run]) -> datetime:
    """Return when the last run began, in UTC; a fixed date where that is not known."""
    try:
        return datetime.fromisoformat(runs[-1]["started"]).replace(tzinfo=None)
    except (IndexError, KeyError, TypeError, ValueError):
        return _NO_DATE


# --------------------------------------------------------------------------- matrix


def write_matrix(workbook: Workbook, matrix: Matrix, formats: Formats) -> None:
    """Write factors against drugs: papers for resistance (R), for sensitivity (S), or both."""
    page = workbook.add_worksheet("Matrix")
    turned = workbook.add_format({"bold": True, "rotation": 90, "num_format": "@"})
    cell_formats = {
        name: workbook.add_format({"num_format": f'"{sign}"0', "bg_color": _MATRIX_COLOURS[name]})
        for name, sign in (("resistance", "R "), ("sensitivity", "S "))
    }
    both = workbook.add_format({"num_format": "@", "bg_color": _MATRIX_COLOURS["both"]})
    page.freeze_panes(1, 1)
    page.set_column(0, 0, 44)
    page.set_column(1, max(1, len(matrix.drugs)), 7)
    page.set_row(0, 230)
    corner = "Papers. R: the factor (row) makes tumours resist the drug (column). S: it sensitizes."
    if matrix.left_out:
        corner += f" {matrix.left_out} drugs more do not fit."
    page.write_string(0, 0, corner, formats.header)
    for column, drug in enumerate(matrix.drugs, start=1):
        page.write_string(0, column, sheet_text(drug), turned)
    columns = {drug: column for column, drug in enumerate(matrix.drugs, start=1)}
    for row, factor in enumerate(matrix.factors, start=1):
        page.write_string(row, 0, sheet_text(factor), formats.get("text", ""))
        for drug in sorted(matrix.by_factor[factor] & columns.keys()):
            resistance = matrix.resistance.get((drug, factor))
            sensitivity = matrix.sensitivity.get((drug, factor))
            if resistance and sensitivity:
                page.write_string(row, columns[drug], f"R {resistance}, S {sensitivity}", both)
            elif resistance:
                page.write_number(row, columns[drug], resistance, cell_formats["resistance"])
            elif sensitivity:
                page.write_number(row, columns[drug], sensitivity, cell_formats["sensitivity"])


# --------------------------------------------------------------------------- runs


def write_runs(workbook: Workbook, runs: Sequence[Run], formats: Formats) -> None:
    """Write one row for each run, the last one first."""
    page = workbook.add_worksheet("Runs")
    page.freeze_panes(1, 1)
    for column, (name, (width, _)) in enumerate(_RUN_COLUMNS.items()):
        page.set_column(column, column, width)
        page.write_string(0, column, name, formats.header)
    for row, run in enumerate(reversed(runs), start=1):
        for column, name in enumerate(_RUN_COLUMNS):
            value = run.get(name)
            if isinstance(value, int | float):
                page.write_number(row, column, value, formats.get("number", ""))
            elif value is not None:
                text = "; ".join(map(str, value)) if isinstance(value, list) else str(value)
                page.write_string(row, column, sheet_text(text), formats.get("text", ""))
    page.autofilter(0, 0, max(1, len(runs)), len(_RUN_COLUMNS) - 1)


# --------------------------------------------------------------------------- read me


_COLOURS: Final[Mapping[Tint, str]] = {
    "negated": "every source of this row denies it",
    "disputed": "some sources assert it, others deny it or say the opposite",
    "hedged": "said with doubt only: may, could, is thought to",
}
_CAUTION: Final = "Read by machine from captions and articles: check the sentence of a row."
_HOW_TO_MARK: Final = """\
To curate: write right or wrong into the first column of Resistance, Statements or Triples, save \
the file, and run: nlp-pipeline curate statements.xlsx
A mark on Triples is for that place; wrong on Resistance or Statements is for the claim wherever \
it stands. clear takes a mark back; an empty cell changes nothing.
Rows marked wrong leave all tables and come back with clear."""


def write_read_me(
    workbook: Workbook, counts: Mapping[str, int], runs: Sequence[Run], formats: Formats
) -> None:
    """Write what the sheets, colours and columns mean, and which version made them when."""
    page = _Page(workbook.add_worksheet("Read me"))
    for column, width in enumerate((24, 28, 110)):
        page.sheet.set_column(column, column, width)
    title = workbook.add_format({"bold": True, "font_size": 14})
    page.write(["Drug resistance statements"], title)
    made = date_of(runs)
    told = "" if made == _NO_DATE else f", {made:%Y-%m-%d %H:%M} UTC"
    page.write([f"nlp-pipeline {__version__}{told}"])
    page.write([_CAUTION])
    page.skip()
    for line in _HOW_TO_MARK.split("\n"):
        page.write([line])
    page.skip()
    for sheet, count in counts.items():
        page.write([sheet, f"{count} rows"])
    page.skip()
    for tint, meaning in _COLOURS.items():
        page.write([tint, meaning], workbook.add_format({"bg_color": TINTS[tint]}))
    page.write(["curation", "for your marks"], workbook.add_format({"bg_color": MARK_FILL}))
    page.skip()
    page.write(["sheet", "column", "meaning"], formats.header)
    wrapped = workbook.add_format({"text_wrap": True, "valign": "top"})
    shown = {sheet.table: sheet for sheet in SHEETS}
    for told_of in read_column_meanings():
        table = shown.get(told_of.table)
        if table is not None and told_of.column in table.columns:
            page.write([table.title, heading(told_of.column), told_of.meaning], wrapped)
    for name, (_, meaning) in _RUN_COLUMNS.items():
        page.write(["Runs", name, meaning], wrapped)


class _Page:
    """A worksheet that is written line after line."""

    def __init__(self, sheet: Worksheet) -> None:
        self.sheet = sheet
        self._row = -1

    def skip(self) -> None:
        self._row += 1

    def write(self, texts: Sequence[str], format_: Format | None = None) -> None:
        self._row += 1
        for column, text in enumerate(texts):
            self.sheet.write_string(self._row, column, text, format_)
