"""Inputs and outputs on other machines, by URL, through fsspec; needs ``nlp-pipeline[cluster]``.

What a URL holds is copied into a folder of this machine before a run, only what is new; the tables
are copied to their URL after it. The store stays in that folder, which the next run needs again.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from nlp_pipeline.errors import ReadError, SettingsError, StoreError, how_to_install
from nlp_pipeline.exports.files import replacing

_NOTES: Final = ".copied.json"


def is_url(place: str) -> bool:
    """Whether a place is a URL, not a path of this machine.

    Examples:
        >>> is_url("s3://bucket/pfocr"), is_url("seeds/")
        (True, False)
    """
    return "://" in place


@contextmanager
def staged(
    inputs: Sequence[str], output: str, work: Path | None, *, publishing: bool = True
) -> Iterator[tuple[list[Path], Path]]:
    """Give paths of this machine for inputs and output; publish the tables at the end.

    Args:
        inputs: Paths and URLs.
        output: Path or URL of the folder of the tables.
        work: Folder of copies and of the store; needed where there is a URL.
        publishing: Whether to copy the tables to the output's URL.

    Yields:
        The inputs and the output folder. What goes wrong in the block is not published.

    Raises:
        SettingsError: If ``work`` is missing, or the URL's protocol is unknown.
        ReadError: If an input cannot be copied.
        StoreError: If the tables cannot be.
    """
    if not any(map(is_url, (*inputs, output))):
        yield [Path(place) for place in inputs], Path(output)
        return
    if work is None:
        raise SettingsError(
            "a URL needs a folder on this machine",
            place=next(filter(is_url, (*inputs, output))),
            remedy="give --work DIR, the same each time: copies and the store are kept there",
        )
    paths = [fetch(place, work) if is_url(place) else Path(place) for place in inputs]
    folder = work / "output" / _name_of(output) if is_url(output) else Path(output)
    yield paths, folder
    if is_url(output) and publishing:
        publish(folder, output)


def fetch(url: str, work: Path) -> Path:
    """Copy the files below a URL that have changed since the last time; return their folder.

    Files that are gone there go here too.

    Raises:
        ReadError: If they cannot be listed or copied.
    """
    files, root = _open(url)
    folder = work / "inputs" / _name_of(url)
    try:
        found = sorted(files.find(root))
        here = {path: folder / _below(path, root) for path in found}
        _check_inside(here.values(), folder, url)
        copied = _read_notes(folder)
        keys = {path: str(files.ukey(path)) for path in found}
        for path, target in here.items():
            if copied.get(path) != keys[path] or not target.is_file():
                target.parent.mkdir(parents=True, exist_ok=True)
                with replacing(target) as partial:
                    files.get_file(path, str(partial))
    except (OSError, ValueError) as error:
        raise ReadError(
            f"cannot be copied: {error}", place=url, remedy="check the URL and your access to it"
        ) from error
    _remove_others(folder, {*here.values(), folder / _NOTES})
    _write_notes(folder, keys)
    return folder


def publish(folder: Path, url: str) -> None:
    """Copy the tables that have changed since the last time to a URL, all of them or none.

    That holds as far as fsspec's transactions do: a reader may see some a moment before others.

    Raises:
        StoreError: If they cannot be written.
    """
    files, root = _open(url)
    copied = _read_notes(folder)
    stamps = {p.name: _stamp(p) for p in sorted(folder.iterdir()) if _is_public(p)}
    try:
        files.makedirs(root, exist_ok=True)
        with files.transaction:
            for name, stamp in stamps.items():
                target = f"{root}/{name}"
                if copied.get(name) != stamp or not files.exists(target):
                    with (folder / name).open("rb") as source, files.open(target, "wb") as sink:
                        shutil.copyfileobj(source, sink)
    except (OSError, ValueError) as error:
        raise StoreError(
            f"the tables cannot be copied: {error}",
            place=url,
            remedy=f"check your access, then run again; they lie in {folder}",
        ) from error
    _write_notes(folder, stamps)


def _is_public(path: Path) -> bool:
    return path.is_file() and not path.name.startswith(".")


def _open(url: str) -> tuple[Any, str]:
    try:
        import fsspec
    except ImportError as error:
        raise SettingsError(
            "URLs need fsspec", place=url, remedy=how_to_install("cluster")
        ) from error
    try:
        files, root = fsspec.core.url_to_fs(url)
    except (ValueError, ImportError, OSError) as error:
        raise SettingsError(
            str(error), place=url, remedy="install fsspec's package for it, such as s3fs or gcsfs"
        ) from error
    return files, str(root).rstrip("/")


def _name_of(url: str) -> str:
    return hashlib.sha256(url.rstrip("/").encode()).hexdigest()[:16]


def _below(path: str, root: str) -> str:
    return path.removeprefix(root).lstrip("/") or path.rsplit("/", 1)[-1]


def _check_inside(targets: Iterable[Path], folder: Path, url: str) -> None:
    """Refuse names such as ``../x``, which an object store allows."""
    inside = folder.resolve()
    for target in targets:
        if inside not in target.resolve().parents:
            raise ReadError(f"{target.name!r} lies outside", place=url, remedy="rename it there")


def _remove_others(folder: Path, wanted: set[Path]) -> None:
    for path in folder.rglob("*"):
        if path.is_file() and path not in wanted:
            path.unlink()


def _read_notes(folder: Path) -> dict[str, str]:
    try:
        notes: dict[str, str] = json.loads((folder / _NOTES).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}  # then all is copied again
    return notes


def _write_notes(folder: Path, notes: dict[str, str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with replacing(folder / _NOTES) as partial:
        partial.write_text(json.dumps(notes), encoding="utf-8")


def _stamp(path: Path) -> str:
    found = path.stat()
    return f"{found.st_size} {found.st_mtime_ns}"
