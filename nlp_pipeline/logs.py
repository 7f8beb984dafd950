"""Log lines that name the run they belong to."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

LINE_FORMAT: Final = "%(asctime)s %(run_id)s %(levelname)s %(message)s"
SECONDS_BETWEEN_LINES: Final = 30.0
_RUN_ID: ContextVar[str] = ContextVar("run_id", default="-")
_logger = logging.getLogger(__name__)


@contextmanager
def logging_run(run_id: str) -> Iterator[None]:
    """Let the log lines of the block name a run."""
    token = _RUN_ID.set(run_id)
    try:
        yield
    finally:
        _RUN_ID.reset(token)


def write_log_lines() -> None:
    """Write this package's log lines to standard error: time (UTC), run, level, message."""
    formatter = logging.Formatter(LINE_FORMAT, "%Y-%m-%dT%H:%M:%SZ")
    formatter.converter = time.gmtime
    handler = logging.StreamHandler()
    handler.setFormatter(formatter)
    handler.addFilter(_add_run_id)
    package = logging.getLogger("nlp_pipeline")
    package.addHandler(handler)
    package.setLevel(logging.INFO)
    package.propagate = False


def _add_run_id(record: logging.LogRecord) -> bool:
    record.run_id = _RUN_ID.get()
    return True


class LogProgress:
    """Tells of a run's progress in log lines: one for each stage, then one every half minute."""

    def __init__(self) -> None:
        self._stage = ""
        self._total: int | None = None
        self._done = 0
        self._told = 0.0

    def begin(self, stage: str, total: int | None) -> None:
        """Write that a stage begins."""
        self._stage, self._total, self._done = stage, total, 0
        self._tell("" if total is None else f" {total}")

    def advance(self, steps: int = 1) -> None:
        """Write how far the stage is, unless that was told a moment ago."""
        self._done += steps
        if time.monotonic() - self._told > SECONDS_BETWEEN_LINES:
            self._tell(f" {self._done}" + ("" if self._total is None else f" of {self._total}"))

    def _tell(self, rest: str) -> None:
        self._told = time.monotonic()
        _logger.info("%s%s", self._stage.lower(), rest)
