"""The HTML file: markup, style, script and data in one, and a policy that forbids the rest.

Text of documents is in a JSON block that no parser of HTML reads as markup, and the script puts
it into the page as text. The policy in the page's head lets the browser run this script and
style only, known by their hashes, and load nothing.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
import sqlite3
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from nlp_pipeline import __version__
from nlp_pipeline.exports.files import replacing
from nlp_pipeline.report.contents import read_contents

_SCRIPTS: Final = ("page.js", "layout.js", "network.js", "charts.js", "table.js", "main.js")
_ESCAPES: Final = {ord(char): f"\\u{ord(char):04x}" for char in ("<", ">", "&", "\u2028", "\u2029")}


def write_report(
    connection: sqlite3.Connection, runs: Sequence[dict[str, Any]], path: Path, *, limit: int
) -> None:
    """Write the report of an output folder, read from its SQLite export.

    Args:
        connection: The database of :mod:`nlp_pipeline.exports.sqlite`.
        runs: The history of runs, oldest first.
        path: The HTML file; replaced whole.
        limit: Most statements that the file holds.

    Raises:
        OSError: If the file cannot be written.
    """
    contents = read_contents(connection, runs, limit=limit)
    with replacing(path) as partial:
        partial.write_text(render(contents), encoding="utf-8")


def render(contents: dict[str, Any]) -> str:
    """Return the page that shows some contents."""
    style = _asset("report.css")
    script = "(function () {\n'use strict';\n" + "".join(map(_asset, _SCRIPTS)) + "})();\n"
    policy = (
        f"default-src 'none'; script-src '{_hash(script)}'; style-src '{_hash(style)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    parts = {
        "policy": html.escape(policy),
        "version": html.escape(__version__),
        "style": style,
        "script": script,
        "data": as_json(contents),
    }
    page = _asset("report.html")
    for name, text in parts.items():
        # The data come last, so that nothing in them is taken for a place to fill.
        before, after = page.split(f"{{{{{name}}}}}")
        page = before + text + after
    return page


def as_json(value: object) -> str:
    r"""Return a value as JSON that may stand in an HTML script block.

    Examples:
        >>> print(as_json({"sentence": "</script> PTEN"}))
        {"sentence":"\u003c/script\u003e PTEN"}
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.translate(_ESCAPES)


def _asset(name: str) -> str:
    return (files("nlp_pipeline.report") / "assets" / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"sha256-{base64.b64encode(digest).decode('ascii')}"
