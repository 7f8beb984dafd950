"""Finds the files to read below the paths that a user names."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from nlp_pipeline.errors import ReadError
from nlp_pipeline.readers.failures import failure_from
from nlp_pipeline.readers.files import STANDARD_INPUT
from nlp_pipeline.records import Failure

FIGURE_SITE: Final = frozenset({"_config.yml", "_figures"})
"""What the folder of the figure database's web site holds: settings, and the records."""


def find_inputs(paths: Sequence[Path]) -> Iterator[Path | Failure]:
    """Find every file below the given paths, each once.

    Folders are searched recursively. Files and folders whose name starts with a dot are skipped,
    unless they are named themselves. Symbolic links are followed; a loop ends where it closes. Of
    a checkout of the figure database, a web site, only the records are taken.

    Args:
        paths: Files and folders; ``-`` is standard input and is given as it is.

    Yields:
        Files in the order of ``paths``, those of one folder sorted by name; a Failure for a path
        that does not exist or a folder that cannot be listed. Nothing for an empty folder.
    """
    seen: set[str] = set()
    for path in map(Path, paths):
        if path == STANDARD_INPUT:
            yield path
        else:
            yield from _find_below(path, seen)


def _find_below(path: Path, seen: set[str]) -> Iterator[Path | Failure]:
    pending = [path]
    while pending:
        here = pending.pop()
        try:
            real = os.path.realpath(here)
            if real in seen:
                continue
            seen.add(real)
            os.lstat(here)
            if not Path(real).exists():
                yield _failure(here, "symbolic link to nothing", "remove or mend the link")
            elif Path(real).is_dir():
                names = sorted(entry.name for entry in here.iterdir() if entry.name[0] != ".")
                if set(names) >= FIGURE_SITE:
                    names = ["_figures"]
                pending.extend(here / name for name in reversed(names))
            else:
                yield here
        except FileNotFoundError:
            yield _failure(here, "no such file or folder", "check the path")
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            yield _failure(here, f"cannot be looked up: {reason}", "check its name and permissions")


def _failure(path: Path, message: str, remedy: str) -> Failure:
    return failure_from(ReadError(message, place=path, remedy=remedy), path)
