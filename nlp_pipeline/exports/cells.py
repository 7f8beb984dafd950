"""How a value is written into a CSV cell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import pyarrow as pa

# Spreadsheets also take the full-width forms, and look past leading blanks.
_FORMULA = re.compile(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r]")
_BREAKS = re.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1b\x1f]")
_UNUSUAL = re.compile(rf"^(?:{_FORMULA.pattern})|[\x00-\x1f\x85\u2028\u2029]")
"""Where this finds nothing, as in nearly all cells, the text is written as it is."""


def csv_cell(value: object) -> str:
    r"""Return one value as the text of a CSV cell.

    Null is empty, booleans are ``true`` and ``false``, lists are joined with ``;``, text stays on
    one line, and text that a spreadsheet would run as a formula gets a leading apostrophe.
    Numbers are not touched.

    Examples:
        >>> csv_cell("-catenin is stabilised\nby Wnt")
        "'-catenin is stabilised by Wnt"
        >>> csv_cell(["activates-direct", "activates-noun"]), csv_cell(-0.5), csv_cell(None)
        ('activates-direct;activates-noun', '-0.5', '')
        >>> csv_cell(True)
        'true'
    """
    if value is None:
        return ""
    if isinstance(value, str):
        return _text_cell(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Sequence):
        return _text_cell(";".join(map(str, value)))
    return str(value)


def csv_column(values: Sequence[object], type_: pa.DataType) -> Iterable[object]:
    """Return the values of a column as :class:`csv.writer` is to get them, see :func:`csv_cell`.

    Numbers and null are left to it.
    """
    if pa.types.is_string(type_):
        # Most columns say the same things again and again, and nothing unusual.
        texts = {value for value in set(values) if isinstance(value, str)}
        changed: dict[object, str] = {
            text: _text_cell(text) for text in texts if _UNUSUAL.search(text)
        }
        return [changed.get(value, value) for value in values] if changed else values
    if pa.types.is_integer(type_) or pa.types.is_floating(type_):
        return values
    return map(csv_cell, values)


def text_of_cell(cell: str) -> str:
    """Return the text that a CSV cell stands for, without the apostrophe that made it safe.

    Examples:
        >>> text_of_cell("'-catenin"), text_of_cell("'tis")
        ('-catenin', "'tis")
    """
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell[1:]) else cell


def _text_cell(text: str) -> str:
    if not _UNUSUAL.search(text):
        return text
    line = _CONTROLS.sub(" ", _BREAKS.sub(" ", text))
    return f"'{line}" if _FORMULA.match(text) or _FORMULA.match(line) else line
