"""Shards run in processes of this machine, which may die without the run noticing more than that.

Each process has a pipe of its own, so that one that is killed cannot hold up the others.
"""

from __future__ import annotations

import logging
import os
import signal
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from typing import Final

from nlp_pipeline.config import Settings
from nlp_pipeline.engines import Outcomes
from nlp_pipeline.engines.in_process import SHARDS_OF_A_PIPELINE
from nlp_pipeline.engines.worker import (
    LIMIT_EXIT_CODE,
    Find,
    Findings,
    deadly,
    find_in,
    outcomes_of,
)
from nlp_pipeline.errors import ExtractionError
from nlp_pipeline.fingerprint import fingerprint
from nlp_pipeline.machine import prepare_machine
from nlp_pipeline.records import Document
from nlp_pipeline.store import Outcome

DEFAULT_TIMEOUT: Final = 300.0
"""Seconds for a document; a long review takes about ten."""

_logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Task:
    """Documents to be extracted together; at a second attempt one alone."""

    documents: tuple[Document, ...]
    second_attempt: bool = False

    def retries(self) -> Iterator[Task]:
        """Yield what is to be tried once more after a process died of this task."""
        return (Task((document,), second_attempt=True) for document in self.documents)


@dataclass(frozen=True, slots=True)
class _Job:
    """What every process does; sent to it as it starts."""

    find: Find
    settings: Settings
    limit: float


class ProcessEngine:
    """Extracts with ``settings.workers`` processes, each with a pipeline of its own.

    A process that dies is replaced. The documents of its shard are tried once more, each alone;
    one that ends its process again, or takes longer than ``settings.timeout``, is reported as
    failed. In memory are as many shards as there are processes, and those just finished.

    Args:
        settings: What to extract with, the number of processes and the time limit.
        find: Importable function that extracts in the other process.
    """

    def __init__(self, settings: Settings, find: Find = find_in) -> None:
        self._job = _Job(find, settings, settings.timeout or DEFAULT_TIMEOUT)

    def fingerprint(self) -> str:
        """Return a hash of everything besides the document that decides the rows."""
        return fingerprint(self._job.settings)

    def extract(self, shards: Iterable[tuple[Document, ...]]) -> Outcomes:
        """Yield the outcomes of each shard or single document, as they are finished.

        Raises:
            NlpPipelineError: If a process cannot be started, or cannot build the pipeline.
        """
        waiting = iter(shards)
        again: deque[Task] = deque()
        with ExitStack() as stack:
            idle = [_Worker(self._job) for _ in range(self._job.settings.workers)]
            for worker in idle:
                stack.callback(worker.end)
            busy: dict[object, tuple[_Worker, Task]] = {}
            ready: list[tuple[Outcome, ...]] = []
            while True:
                # New work goes out before the finished is written, so that no process waits.
                while idle and (task := next_task(again, waiting)) is not None:
                    worker = idle.pop()
                    busy[worker.start(task)] = (worker, task)
                yield from ready
                if not busy:
                    return
                ready = []
                for connection in wait([worker.connection for worker, _ in busy.values()]):
                    if busy[connection][0].has_come_up():
                        continue
                    worker, task = busy.pop(connection)
                    idle.append(worker)
                    found = worker.receive()
                    if found is not None:
                        ready.append(outcomes_of(task.documents, found))
                    elif task.second_attempt:
                        ready.append((deadly(task.documents[0], worker.cause_of_death()),))
                    else:
                        _logger.warning(
                            "a document of %d %s; each is tried once more, alone",
                            len(task.documents),
                            worker.cause_of_death(),
                        )
                        again.extend(task.retries())


def next_task(again: deque[Task], shards: Iterator[tuple[Document, ...]]) -> Task | None:
    """Return what is to be done next, second attempts first; None where nothing is left."""
    if again:
        return again.popleft()
    shard = next(shards, None)
    return None if shard is None else Task(shard)


class _Worker:
    """One process and the pipe to it; started with its first task, and again after it died."""

    connection: Connection

    def __init__(self, job: _Job) -> None:
        self._job = job
        self._tasks = 0
        self._is_up = False

    def start(self, task: Task) -> Connection:
        """Send a task; return what becomes readable when it is done or the process has died."""
        if self._tasks % SHARDS_OF_A_PIPELINE == 0:
            self.end()
            self._begin()
        self._tasks += 1
        with suppress(OSError):  # if it has died since, that shows when its answer is read
            self.connection.send(task.documents)
        return self.connection

    def has_come_up(self) -> bool:
        """Whether what can be read is but the sign that the process has come up.

        Raises:
            ExtractionError: If it has not: documents are not to blame then.
        """
        if self._is_up:
            return False
        try:
            self._is_up = bool(self.connection.recv())
        except (EOFError, OSError):
            self._process.join()
            raise ExtractionError(
                f"a process that extracts cannot be started: exit code {self._process.exitcode}",
                place="workers",
                remedy="see above; in a script of your own, run under if __name__ == '__main__'",
            ) from None
        return True

    def receive(self) -> tuple[Findings, ...] | None:
        """Return the answer, None where the process has died.

        Raises:
            NlpPipelineError: What the process raised.
        """
        try:
            answer: tuple[Findings, ...] | Exception = self.connection.recv()
        except (EOFError, OSError):
            self._process.join()
            self._tasks = 0
            return None
        if isinstance(answer, Exception):
            raise answer
        return answer

    def cause_of_death(self) -> str:
        """Return why the process is no longer there."""
        code = self._process.exitcode or 0
        if code == LIMIT_EXIT_CODE:
            return f"took longer than {self._job.limit:g} s"
        if code < 0:
            return f"ended the process that read it: {signal.Signals(-code).name}"
        return f"ended the process that read it: exit code {code}"

    def end(self) -> None:
        """End the process at once, whatever it does."""
        if hasattr(self, "_process"):
            self.connection.close()
            self._process.kill()
            self._process.join()

    def _begin(self) -> None:
        # Starting afresh is slower than forking, but copies no locks, threads or open files.
        context = get_context("spawn")
        prepare_machine()
        self._is_up = False
        self.connection, other_end = context.Pipe()
        with other_end:
            self._process = context.Process(target=_serve, args=(other_end, self._job), daemon=True)
            self._process.start()


def _serve(connection: Connection, job: _Job) -> None:
    """Answer tasks until the other end of the pipe is closed or its process is gone."""
    # Ctrl-C reaches the whole group of processes; the one that started this one ends it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        connection.send(True)
        while True:
            documents = connection.recv()
            try:
                answer: object = job.find(documents, job.settings, job.limit)
            except Exception as error:  # noqa: BLE001 - the border of the process
                answer = error
            connection.send(answer)
    except (EOFError, OSError):
        os._exit(0)
