"""The marks of curators, and the file that keeps them: ``curation.csv`` in the output folder.

It belongs to the curators, who may edit it: a run reads it, finds each mark's row again and says so
in ``found``. A mark goes only where ``clear`` is written in its place.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path
from typing import Final, Literal

from nlp_pipeline.errors import ReadError
from nlp_pipeline.exports.cells import text_of_cell
from nlp_pipeline.exports.tables import write_table
from nlp_pipeline.records import CURATION_SCHEMA
from nlp_pipeline.vocabulary import RIGHT, WRONG

CURATION_FILE: Final = "curation.csv"
CLEAR: Final = "clear"
WORDS: Final = {
    **dict.fromkeys(("right", "correct", "yes", "true", "1"), RIGHT),
    **dict.fromkeys(("wrong", "incorrect", "no", "false", "0"), WRONG),
    CLEAR: CLEAR,
}
"""What a curator may write, in any case."""
Kind = Literal["triple", "statement"]
ID_FORM: Final = re.compile(r"[0-9a-f]{20}")


@dataclass(frozen=True, slots=True)
class Mark:
    """What a curator has said of one row.

    Attributes:
        curation: ``right`` or ``wrong``.
        kind: ``triple`` for a claim at one place, ``statement`` for the claim wherever it stands.
        statement_id: The claim.
        triple_id: The place; of a statement that of the evidence that the curator saw.
        found: Whether the last run had the row.
        subject, predicate, object, sentence, rule_id, doc_id: What the row said, for people and
            for finding a place again whose offsets have changed; empty until it was found once.
    """

    curation: str
    kind: Kind
    statement_id: str
    triple_id: str
    found: bool = False
    subject: str = ""
    predicate: str = ""
    object: str = ""
    sentence: str = ""
    rule_id: str | None = None
    doc_id: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """Return what there is one mark for."""
        return self.kind, self.statement_id if self.kind == "statement" else self.triple_id


def read_marks(folder: Path) -> tuple[Mark, ...]:
    """Return the marks kept in an output folder; none where there is no file.

    Raises:
        ReadError: The file cannot be read or a row of it is no mark; nothing is lost.
    """
    path = folder / CURATION_FILE
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            marks = [_mark(row, path, reader.line_num) for row in reader]
    except FileNotFoundError:
        return ()
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise ReadError(
            f"cannot read the marks: {error}", place=path, remedy="mend it, or move it away"
        ) from error
    return tuple(mark for mark in marks if mark.curation != CLEAR)


def write_marks(folder: Path, marks: Iterable[Mark]) -> None:
    """Replace the file of marks; they are sorted by what they say of what.

    Raises:
        OSError: The file cannot be written; the old one stays.
    """
    row = attrgetter(*CURATION_SCHEMA.names)
    ordered = sorted(marks, key=lambda m: (m.subject, m.predicate, m.object, m.doc_id, m.key))
    write_table(map(row, ordered), CURATION_SCHEMA, csv_path=folder / CURATION_FILE)


def _mark(row: dict[str, str | None], path: Path, line: int) -> Mark:
    cells = {name: text_of_cell(row.get(name) or "") for name in CURATION_SCHEMA.names}
    word = WORDS.get(cells["curation"].strip().lower())
    kind: Kind = "statement" if cells["kind"] == "statement" else "triple"
    allowed = {
        "curation": word is not None,
        "kind": cells["kind"] == kind,
        "statement_id": ID_FORM.fullmatch(cells["statement_id"]) is not None,
        "triple_id": ID_FORM.fullmatch(cells["triple_id"]) is not None,
    }
    wrong = next((name for name, right in allowed.items() if not right), None)
    if word is None or wrong is not None:
        raise ReadError(
            f"{wrong} is {cells[wrong or 'curation']!r}",
            place=path,
            line=line,
            remedy="write right, wrong or clear as curation, and leave the other columns alone",
        )
    return Mark(
        curation=word,
        kind=kind,
        statement_id=cells["statement_id"],
        triple_id=cells["triple_id"],
        found=cells["found"] == "true",
        subject=cells["subject"],
        predicate=cells["predicate"],
        object=cells["object"],
        sentence=cells["sentence"],
        rule_id=cells["rule_id"] or None,
        doc_id=cells["doc_id"],
    )
