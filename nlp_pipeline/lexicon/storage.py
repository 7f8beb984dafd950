"""The compiled form of the lexicon: three files that are mapped, not read.

``keys.marisa``
    trie of all keys; a key's number leads to its rows.
``strings.marisa``
    trie of all names, identifiers and labels; a string's number gives it back.
``terms.bin``
    a header (JSON: where each section lies, the small tables) and flat little-endian arrays.

Mapped files are shared by all processes of a machine, so a further process costs next to nothing.
The bytes depend on the rows alone: no dates, no paths, no hash order.
"""

from __future__ import annotations

import json
import mmap
import struct
import sys
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal

import marisa_trie

from nlp_pipeline.errors import LexiconError

KEYS_FILE: Final = "keys.marisa"
STRINGS_FILE: Final = "strings.marisa"
TERMS_FILE: Final = "terms.bin"
COMPILED_FILES: Final = (KEYS_FILE, STRINGS_FILE, TERMS_FILE)

NO_STRING: Final = 0xFFFFFFFF
"""String number that stands for "no identifier"."""

_MAGIC: Final = b"NLPLEX01"
_LAYOUT: Final[tuple[tuple[str, Literal["I", "B"]], ...]] = (
    ("key_rows", "I"),
    ("row_name", "I"),
    ("row_concept", "I"),
    ("row_status", "B"),
    ("row_source", "B"),
    ("concept_id", "I"),
    ("concept_label", "I"),
    ("concept_type", "B"),
)
_REBUILD: Final = "build it again with 'nlp-pipeline lexicon build'"

Row = tuple[str, str, "str | None", str, str, str, str]
"""``(key, name, id, label, type, status, source)``, best first within a key."""


@dataclass(frozen=True, slots=True)
class CompiledTerms:
    """The mapped files, opened.

    Attributes:
        keys, strings: The two tries.
        arrays: The sections of ``terms.bin`` by name, see ``_LAYOUT``.
        tables: The small tables of the header: ``types``, ``statuses``, ``sources``,
            ``members``, ``stop_names`` and the ``fingerprint``.
    """

    keys: marisa_trie.Trie
    strings: marisa_trie.Trie
    arrays: Mapping[str, memoryview]
    tables: Mapping[str, Any]


def write_compiled(rows: Sequence[Row], tables: Mapping[str, object], folder: Path) -> None:
    """Write the three files of a lexicon.

    Args:
        rows: Sorted by key, best first within a key.
        tables: Further small tables for the header; JSON values.
        folder: Made where it is missing.

    Raises:
        LexiconError: A key is empty.
    """
    if any(not row[0] for row in rows):
        empty = next(row for row in rows if not row[0])
        raise LexiconError(f"the name {empty[1]!r} gives an empty key", place=folder)
    folder.mkdir(parents=True, exist_ok=True)
    keys = marisa_trie.Trie(sorted({row[0] for row in rows}))
    texts: set[str] = set()
    for _, name, id_, label, *_ in rows:
        texts.update((name, label) if id_ is None else (name, label, id_))
    strings = marisa_trie.Trie(sorted(texts))
    arrays, small = _fill_arrays(rows, keys, strings)
    _replace(folder / KEYS_FILE, keys.tobytes())
    _replace(folder / STRINGS_FILE, strings.tobytes())
    _replace(folder / TERMS_FILE, _pack(arrays, {**small, **tables}))


def _replace(path: Path, content: bytes) -> None:
    """Put a new file in the place of an old one that other processes may have mapped."""
    unfinished = path.with_name(f".{path.name}.new")
    unfinished.write_bytes(content)
    unfinished.replace(path)


def _fill_arrays(
    rows: Sequence[Row], keys: marisa_trie.Trie, strings: marisa_trie.Trie
) -> tuple[dict[str, bytes], dict[str, object]]:
    """Turn the rows into flat arrays, ordered by the number that the trie gives their key."""
    types = sorted({row[4] for row in rows})
    statuses = sorted({row[5] for row in rows})
    sources = sorted({row[6] for row in rows})
    concepts = sorted({(row[2] or "", row[3], row[4]) for row in rows})
    number = {concept: index for index, concept in enumerate(concepts)}
    ordered = sorted(enumerate(rows), key=lambda pair: (keys[pair[1][0]], pair[0]))
    counts = [0] * (len(keys) + 1)
    for row in rows:
        counts[keys[row[0]] + 1] += 1
    for index in range(len(keys)):
        counts[index + 1] += counts[index]
    arrays = {
        "key_rows": _packed("I", counts),
        "row_name": _packed("I", [strings[row[1]] for _, row in ordered]),
        "row_concept": _packed("I", [number[row[2] or "", row[3], row[4]] for _, row in ordered]),
        "row_status": _packed("B", [statuses.index(row[5]) for _, row in ordered]),
        "row_source": _packed("B", [sources.index(row[6]) for _, row in ordered]),
        "concept_id": _packed("I", [strings[c[0]] if c[0] else NO_STRING for c in concepts]),
        "concept_label": _packed("I", [strings[c[1]] for c in concepts]),
        "concept_type": _packed("B", [types.index(c[2]) for c in concepts]),
    }
    return arrays, {"types": types, "statuses": statuses, "sources": sources}


def _packed(typecode: str, values: Sequence[int]) -> bytes:
    packed = array(typecode, values)
    if sys.byteorder == "big":
        packed.byteswap()
    return packed.tobytes()


def _pack(arrays: Mapping[str, bytes], tables: Mapping[str, object]) -> bytes:
    header: dict[str, object] = {"sections": {}, "tables": tables}
    body = bytearray()
    sections = {}
    for name, _ in _LAYOUT:
        body += b"\0" * (-len(body) % 8)
        sections[name] = [len(body), len(arrays[name])]
        body += arrays[name]
    header["sections"] = sections
    text = json.dumps(header, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    packed = text.encode()
    packed += b" " * (-(len(packed) + 16) % 8)
    return _MAGIC + struct.pack("<Q", len(packed)) + packed + bytes(body)


def open_compiled(folder: Path) -> CompiledTerms:
    """Map the three files of a lexicon.

    Raises:
        LexiconError: A file is missing, damaged or of another version.
    """
    if not folder.is_dir():
        remedy = f"name the folder of a compiled lexicon, or {_REBUILD}"
        raise LexiconError("there is no such lexicon folder", place=folder, remedy=remedy)
    for name in COMPILED_FILES:
        if not (folder / name).is_file():
            raise LexiconError(f"no {name} here", place=folder, remedy=_REBUILD)
    try:
        keys = marisa_trie.Trie().mmap(str(folder / KEYS_FILE))
        strings = marisa_trie.Trie().mmap(str(folder / STRINGS_FILE))
    except RuntimeError as error:
        raise LexiconError(f"damaged trie: {error}", place=folder, remedy=_REBUILD) from error
    arrays, tables = _open_terms(folder / TERMS_FILE)
    if len(arrays["key_rows"]) != len(keys) + 1:
        raise LexiconError("the files do not belong together", place=folder, remedy=_REBUILD)
    return CompiledTerms(keys, strings, arrays, tables)


def _open_terms(path: Path) -> tuple[dict[str, memoryview], dict[str, Any]]:
    if sys.byteorder != "little":
        raise LexiconError("the compiled lexicon needs a little-endian machine", place=path)
    with path.open("rb") as file:
        if path.stat().st_size < len(_MAGIC) + 8:
            raise LexiconError("damaged file: too short", place=path, remedy=_REBUILD)
        view = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    if bytes(view[: len(_MAGIC)]) != _MAGIC:
        raise LexiconError("not a lexicon of this version", place=path, remedy=_REBUILD)
    (length,) = struct.unpack_from("<Q", view, len(_MAGIC))
    start = len(_MAGIC) + 8
    try:
        header = json.loads(bytes(view[start : start + length]))
    except ValueError as error:
        raise LexiconError("damaged header", place=path, remedy=_REBUILD) from error
    body = view[start + length :]
    arrays = {}
    for name, typecode in _LAYOUT:
        offset, size = header["sections"][name]
        if offset + size > len(body):
            raise LexiconError("damaged file: cut short", place=path, remedy=_REBUILD)
        arrays[name] = body[offset : offset + size].cast(typecode)
    return arrays, header["tables"]
