"""Shards run as tasks on a Ray cluster; needs the extra ``nlp-pipeline[cluster]``.

Every process of the cluster builds its pipeline once and keeps it. Ray gives the tasks of a node
that is lost to another; the documents of a task that is lost even so are tried once more, each
alone, as :mod:`nlp_pipeline.engines.processes` does.
"""

from __future__ import annotations

import logging
import os
from collections import deque
from collections.abc import Iterable
from functools import lru_cache
from types import ModuleType
from typing import Any, Final

from nlp_pipeline.config import Settings
from nlp_pipeline.engines import Outcomes
from nlp_pipeline.engines.processes import DEFAULT_TIMEOUT, Task, next_task
from nlp_pipeline.engines.worker import Find, Findings, deadly, find_in, outcomes_of
from nlp_pipeline.errors import ModelError, NlpPipelineError, SettingsError, how_to_install
from nlp_pipeline.fingerprint import differing_parts, fingerprint
from nlp_pipeline.records import Document
from nlp_pipeline.store import Outcome

TASKS_PER_CPU: Final = 2
"""In flight at once: one runs, one waits; so memory does not grow with the input."""

_RETRIES: Final = 1
_logger = logging.getLogger(__name__)


class RayEngine:
    """Extracts on the Ray cluster that this process is connected to.

    Without a connection it joins the cluster that ``RAY_ADDRESS`` names, or starts Ray on this
    machine with ``settings.workers`` processes. All nodes need the same version of this package,
    and see the same files where the settings name some; a node where that is not so ends the run.

    Args:
        settings: What to extract with, and the time limit for a document.
        find: Importable function that extracts in the other process.

    Raises:
        SettingsError: Ray is not installed.
    """

    def __init__(self, settings: Settings, find: Find = find_in) -> None:
        self._settings = settings
        self._find = find
        self._limit = settings.timeout or DEFAULT_TIMEOUT
        self._ray = _import_ray()

    def fingerprint(self) -> str:
        """Return a hash of everything besides the document that decides the rows."""
        return fingerprint(self._settings)

    def extract(self, shards: Iterable[tuple[Document, ...]]) -> Outcomes:
        """Yield the outcomes of each shard or single document, as they are finished.

        Raises:
            NlpPipelineError: If a process of the cluster cannot build the pipeline.
        """
        ray = self._ray
        if not ray.is_initialized():
            self._connect()
        run_task = ray.remote(num_cpus=1, max_retries=_RETRIES)(_find_on_node)
        shared = (self._find, self._settings, self._limit, self.fingerprint())
        waiting, again = iter(shards), deque[Task]()
        busy: dict[Any, Task] = {}
        ready: list[tuple[Outcome, ...]] = []
        while True:
            # New work goes out before the finished is written, so that no process waits.
            while len(busy) < self._places() and (task := next_task(again, waiting)) is not None:
                busy[run_task.remote(task.documents, *shared)] = task
            yield from ready
            if not busy:
                return
            (done,), _ = ray.wait(list(busy), num_returns=1)
            task = busy.pop(done)
            found = self._receive(done)
            ready = [] if found is None else [outcomes_of(task.documents, found)]
            if found is None and task.second_attempt:
                ready = [(deadly(task.documents[0], self._cause()),)]
            elif found is None:
                again.extend(task.retries())

    def _connect(self) -> None:
        # A cluster that nobody named is left alone, though Ray may remember where one was.
        named = "RAY_ADDRESS" in os.environ
        self._ray.init(
            address=None if named else "local",
            num_cpus=None if named else self._settings.workers,
            include_dashboard=False,
            log_to_driver=False,
            logging_level=logging.ERROR,
        )

    def _places(self) -> int:
        cpus = int(self._ray.cluster_resources().get("CPU", 0))
        return TASKS_PER_CPU * max(1, cpus)

    def _receive(self, reference: object) -> tuple[Findings, ...] | None:
        """Return what a task found, None where its process or node was lost.

        Raises:
            NlpPipelineError: What the task raised.
        """
        errors = self._ray.exceptions
        try:
            found: tuple[Findings, ...] = self._ray.get(reference)
        except errors.RayTaskError as error:
            cause = error.cause if isinstance(error.cause, NlpPipelineError) else error
            raise cause from None
        except errors.RayError as error:
            _logger.warning("a task was lost (%s); its documents are tried once more", error)
            return None
        return found

    def _cause(self) -> str:
        return f"ended the processes that read it, or took longer than {self._limit:g} s"


def _find_on_node(
    documents: tuple[Document, ...], find: Find, settings: Settings, limit: float, expected: str
) -> tuple[Findings, ...]:
    here = _fingerprint_here(settings)
    if here != expected:
        raise ModelError(
            f"a node has other {', '.join(differing_parts(expected, here))} than this process",
            remedy="install the same version of nlp-pipeline on all nodes",
        )
    return find(documents, settings, limit)


@lru_cache(maxsize=1)
def _fingerprint_here(settings: Settings) -> str:
    return fingerprint(settings)


def _import_ray() -> ModuleType:
    try:
        import ray
    except ImportError as error:
        raise SettingsError(
            "Ray is not installed", place="engine", remedy=how_to_install("cluster")
        ) from error
    return ray
