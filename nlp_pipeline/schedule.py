"""When a run is due: at the start, at set times, and when files have changed."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Event, Thread
from typing import Final

from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.base import BaseTrigger
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.interval import IntervalTrigger
from watchfiles import Change, watch

from nlp_pipeline.errors import SettingsError

QUIET_MS: Final = 2_000
"""Files count as complete when nothing has changed for so long,"""
PATIENCE_MS: Final = 60_000
"""or after this time, where they keep changing."""

_PERIOD: Final = re.compile(r"(\d+)\s*([smhd])")
_UNITS: Final = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}
_DAYS: Final = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")
_DAY_PART: Final = re.compile(r"(?:\*|(\w+)(?:-(\w+))?)(?:/(\d+))?")
_logger = logging.getLogger(__name__)


def every(period: str) -> BaseTrigger:
    """Return the trigger for a period such as ``24h``, ``30m``, ``90s`` or ``7d``.

    Raises:
        SettingsError: It is none.

    Examples:
        >>> every("24h").interval
        datetime.timedelta(days=1)
    """
    found = _PERIOD.fullmatch(period.strip())
    if found is None or not int(found[1]):
        raise SettingsError(
            f"{period!r} is no period", place="--every", remedy="for example 24h, 30m, 90s or 7d"
        )
    length = timedelta(**{_UNITS[found[2]]: int(found[1])})
    return IntervalTrigger(seconds=int(length.total_seconds()))


def cron(expression: str) -> BaseTrigger:
    """Return the trigger for the five fields of a crontab, in local time.

    Days of the week are those of cron: 0 and 7 are Sunday.

    Raises:
        SettingsError: It is none.

    Examples:
        >>> str(cron("30 3 * * 1-5"))
        "cron[month='*', day='*', day_of_week='mon,tue,wed,thu,fri', hour='3', minute='30']"
    """
    try:
        minute, hour, day, month, weekday = expression.split()
        return CronTrigger(
            minute=minute, hour=hour, day=day, month=month, day_of_week=_days_of_week(weekday)
        )
    except ValueError as error:
        raise SettingsError(
            f"{expression!r} is no crontab expression: {error}",
            place="--cron",
            remedy='minute, hour, day, month and day of the week, for example "0 3 * * *"',
        ) from error


def _days_of_week(expression: str) -> str:
    """Return the days of a cron field by their names; the scheduler counts from Monday."""
    if expression == "*":
        return expression
    chosen: set[int] = set()
    for part in expression.lower().split(","):
        found = _DAY_PART.fullmatch(part)
        if found is None:
            msg = f"{part!r} is no day of the week"
            raise ValueError(msg)
        first, last, step = found.groups()
        start = 0 if first is None else _day(first)
        end = 6 if first is None else start if last is None else _day(last, start)
        chosen.update(day % 7 for day in range(start, end + 1, int(step or 1)))
    return ",".join(_DAYS[day] for day in sorted(chosen))


def _day(name: str, not_before: int = 0) -> int:
    day = _DAYS.index(name) if name in _DAYS else int(name)
    if not 0 <= day <= 7:
        msg = f"{name!r} is no day of the week"
        raise ValueError(msg)
    return day + 7 if day < not_before else day


def iter_occasions(
    paths: Sequence[Path], output: Path, trigger: BaseTrigger | None, stop: Event, *, files: bool
) -> Iterator[str]:
    """Yield why a run is due, one occasion at a time, until ``stop`` is set.

    Occasions that come up while the caller is busy with one are one occasion.

    Args:
        paths: Files and folders to watch.
        output: Folder whose changes are of no interest.
        trigger: When to yield, besides the start.
        stop: Ends the iteration; :func:`wake` after setting it from a signal handler.
        files: Whether changed files are an occasion.

    Yields:
        ``start``, then ``schedule`` or ``files``.
    """
    occasions: SimpleQueue[str] = SimpleQueue()
    occasions.put("start")
    scheduler = BackgroundScheduler()
    watcher = Thread(target=_watch, args=(paths, output, stop, occasions), daemon=True)
    if trigger is not None:
        scheduler.add_job(
            occasions.put, trigger, args=("schedule",), coalesce=True, misfire_grace_time=None
        )
        scheduler.start()
    if files:
        watcher.start()
    try:
        while not stop.is_set():
            try:
                occasion = occasions.get(timeout=1)
            except Empty:
                continue
            while not occasions.empty():
                occasion = occasions.get()
            yield occasion
    finally:
        stop.set()
        if scheduler.running:
            scheduler.shutdown(wait=False)
        if watcher.is_alive():
            watcher.join(timeout=2 * QUIET_MS / 1000)


def _watch(paths: Sequence[Path], output: Path, stop: Event, occasions: SimpleQueue[str]) -> None:
    own = output.resolve()

    def is_input(_: Change, name: str) -> bool:
        path = Path(name)
        return not path.name.startswith(".") and own not in (path, *path.parents)

    try:
        for changes in watch(
            *(path.resolve() for path in paths),
            watch_filter=is_input,
            debounce=PATIENCE_MS,
            step=QUIET_MS,
            stop_event=stop,
            raise_interrupt=False,
        ):
            _logger.info("%d files changed", len(changes))
            occasions.put("files")
    except Exception:
        _logger.exception("files are no longer watched; the schedule goes on")
