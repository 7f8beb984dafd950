"""Two runs on one output folder exclude each other.

The operating system holds the lock and frees it when its holder ends, however it ends; so there
is never a stale lock to remove by hand.
"""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timezone
from pathlib import Path

from filelock import FileLock, Timeout

from nlp_pipeline.errors import StoreError


@contextmanager
def exclusive(folder: Path, output: Path) -> Iterator[None]:
    """Hold the lock in ``folder``, which belongs to the output folder ``output``.

    Raises:
        StoreError: If another process holds it; the message names that process.
    """
    lock = FileLock(folder / "lock")
    holder = folder / "holder.json"
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise StoreError(
            f"another run writes here: {_describe(holder)}",
            place=output,
            remedy="wait for it to end, or give another --output",
        ) from None
    try:
        _sign(holder, output)
        yield
    finally:
        holder.unlink(missing_ok=True)
        lock.release()


def _sign(holder: Path, output: Path) -> None:
    try:
        holder.write_text(json.dumps(_this_process()), encoding="utf-8")
    except OSError as error:
        raise StoreError(
            f"cannot write into {holder.parent.name}: {error.strerror or error}",
            place=output,
            remedy="free some space, then run again: finished documents are kept",
        ) from error


def _this_process() -> dict[str, str | int]:
    now = datetime.now(timezone.utc).isoformat(timespec="seconds")
    return {"pid": os.getpid(), "host": socket.gethostname(), "since": now}


def _describe(holder: Path) -> str:
    try:
        found = json.loads(holder.read_text(encoding="utf-8"))
        return f"process {found['pid']} on {found['host']}, since {found['since']}"
    except (OSError, ValueError, KeyError):
        # The other run is between taking the lock and signing it.
        return "a process that has just begun"
