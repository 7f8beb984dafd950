"""Documents with their names and triples as BioC JSON, for annotation tools and text miners.

A document's source texts stand one behind the other, with a blank line between; offsets count
characters of that. Each triple is a relation between two annotations.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, NamedTuple

from nlp_pipeline.exports.files import replacing
from nlp_pipeline.records import Document, Passage

Json = dict[str, Any]

_HEAD: Final = {
    "bioctype": "BioCCollection",
    "source": "nlp-pipeline",
    "date": "",
    "key": "",
    "version": "1.0",
    "infons": {},
}
_MENTIONS: Final = """
SELECT passage_id, start, "end", text, label, type, id, source, score, nested
FROM mentions WHERE doc_id = ? ORDER BY rowid
"""
_TRIPLES: Final = """
SELECT passage_id, triple_id, predicate, negated, hedged, confidence, rule_id,
    subject_start, subject_end, subject_text, subject_label, subject_type, subject_id,
    subject_state,
    object_start, object_end, object_text, object_label, object_type, object_id, object_state
FROM triples WHERE doc_id = ? ORDER BY rowid
"""


class _Name(NamedTuple):
    """What makes two annotations of a passage the same."""

    start: int
    end: int
    label: str
    type: str


@dataclass(slots=True)
class _Extent:
    """A passage in BioC's coordinates: the stretch of its source that it covers."""

    passage: Passage
    start: int
    end: int
    shift: int
    annotations: dict[_Name, Json] = field(default_factory=dict)

    @property
    def text(self) -> str:
        return self.passage.source[self.start : self.end]


def write_bioc(connection: sqlite3.Connection, documents: Iterable[Document], path: Path) -> int:
    """Write documents with what was found in them.

    Args:
        connection: The database of :mod:`nlp_pipeline.exports.sqlite`.
        documents: As the readers give them; those without a name found in them are left out.
        path: The file; replaced whole.

    Returns:
        The number of names and arguments whose place in the document holds another text, because
        it has changed since the run; they are left out.
    """
    lost = 0
    with replacing(path) as partial, partial.open("w", encoding="utf-8") as file:
        file.write(_dump(_HEAD)[:-1] + ', "documents": [')
        separator = "\n"
        for document in documents:
            shown, missing = bioc_document(connection, document)
            lost += missing
            if shown is not None:
                file.write(separator + _dump(shown))
                separator = ",\n"
        file.write("\n]}\n")
    return lost


def bioc_document(connection: sqlite3.Connection, document: Document) -> tuple[Json | None, int]:
    """Return a document in BioC, or None without names, and how many of them had no place."""
    extents = {extent.passage.passage_id: extent for extent in _iter_extents(document)}
    ids = (f"T{i}" for i in range(1, 1 << 62))
    lost = found = 0
    for passage_id, start, end, text, *rest in connection.execute(_MENTIONS, (document.doc_id,)):
        found += 1
        label, type_, id_, source, score, nested = rest
        infons = {"source": source, "score": f"{score:.3f}", "nested": str(bool(nested)).lower()}
        name = _Name(start, end, label, type_)
        placed = _annotate(extents.get(passage_id), name, text, id_, infons, ids)
        lost += placed is None
    relations: dict[str, list[Json]] = {}
    for row in connection.execute(_TRIPLES, (document.doc_id,)):
        found += 1
        relation = _relation(extents.get(row[0]), row, ids)
        if relation is None:
            lost += 1
        else:
            relations.setdefault(row[0], []).append(relation)
    if not found:
        return None, 0
    passages = [_passage(extent, relations) for extent in extents.values()]
    infons = {
        name: str(value)
        for name in ("figid", "pmcid", "doi", "year", "journal", "title")
        if (value := getattr(document, name)) is not None
    }
    shown = {"id": document.doc_id, "infons": infons, "passages": passages}
    return {**shown, "annotations": [], "relations": []}, lost


def _iter_extents(document: Document) -> Iterator[_Extent]:
    """Yield the passages with text, in reading order.

    Passages of one file share one source, which is counted once.
    """
    shifts: dict[str, int] = {}
    length = 0
    for passage in document.passages:
        if not passage.view:
            continue
        if passage.source not in shifts:
            shifts[passage.source] = length
            length += len(passage.source) + 2
        runs = passage.offsets.runs
        start = min(source for _, source, _ in runs)
        end = max(source + size for _, source, size in runs)
        yield _Extent(passage, start, end, shifts[passage.source])


def _annotate(
    extent: _Extent | None,
    name: _Name,
    text: str,
    id_: str | None,
    infons: dict[str, str],
    ids: Iterator[str],
) -> str | None:
    """Add an annotation where its passage has none like it; return its id, None without place."""
    if extent is None or extent.passage.source[name.start : name.end] != text:
        return None
    if not extent.start <= name.start <= name.end <= extent.end:
        return None
    known = extent.annotations.get(name)
    if known is None:
        infons = {"type": name.type, "label": name.label, **infons}
        if id_ is not None:
            infons["identifier"] = id_
        place = {"offset": name.start + extent.shift, "length": name.end - name.start}
        known = {"id": next(ids), "infons": infons, "text": text, "locations": [place]}
        extent.annotations[name] = known
    return str(known["id"])


def _relation(extent: _Extent | None, row: tuple[Any, ...], ids: Iterator[str]) -> Json | None:
    _, triple_id, predicate, negated, hedged, confidence, rule_id, *arguments = row
    infons = {"type": predicate, "rule": rule_id, "confidence": f"{confidence:.3f}"}
    infons |= {"negated": str(bool(negated)).lower(), "hedged": str(bool(hedged)).lower()}
    nodes = []
    for role, cells in (("subject", arguments[:7]), ("object", arguments[7:])):
        start, end, text, label, type_, id_, state = cells
        name = _Name(start, end, label, type_)
        placed = _annotate(extent, name, text, id_, {"source": "argument"}, ids)
        if placed is None:
            return None
        nodes.append({"refid": placed, "role": role})
        if state is not None:
            infons[f"{role}_state"] = state
    return {"id": triple_id, "infons": infons, "nodes": nodes}


def _passage(extent: _Extent, relations: dict[str, list[Json]]) -> Json:
    passage = extent.passage
    infons = {"type": passage.kind, "passage_id": passage.passage_id}
    if passage.section is not None:
        infons["section"] = passage.section
    return {
        "offset": extent.start + extent.shift,
        "infons": infons,
        "text": extent.text,
        "sentences": [],
        "annotations": list(extent.annotations.values()),
        "relations": relations.get(passage.passage_id, []),
    }


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
