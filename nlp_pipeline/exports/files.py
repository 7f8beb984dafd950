"""Files that are replaced whole: a reader sees the old one or the new one, never a part."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_SUFFIX = ".partial"


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Give a path to write to in the same folder; it takes the place of ``path`` at the end.

    The new file is on disk before it is renamed. If the block raises, it is removed and the old
    file stays as it was.

    Raises:
        OSError: If the folder cannot be written.
    """
    partial = path.with_name(f".{path.name}.{os.getpid()}{_SUFFIX}")
    try:
        yield partial
        _flush(partial, os.O_RDONLY)
        partial.replace(path)
        if hasattr(os, "O_DIRECTORY"):  # where a folder can be flushed, the rename lasts too
            _flush(path.parent, os.O_DIRECTORY)
    finally:
        partial.unlink(missing_ok=True)


def _flush(path: Path, flags: int) -> None:
    descriptor = os.open(path, flags)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def remove_partial_files(folder: Path) -> None:
    """Remove what killed writers left in ``folder``; only the holder of its lock may call this."""
    for leftover in folder.glob(f".*{_SUFFIX}"):
        leftover.unlink(missing_ok=True)
