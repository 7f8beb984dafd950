"""When runs are due."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from threading import Event, Timer

import pytest
from apscheduler.triggers.interval import IntervalTrigger

from nlp_pipeline.errors import SettingsError
from nlp_pipeline.schedule import cron, every, iter_occasions

SATURDAY = datetime(2026, 11, 21, 12, 0, tzinfo=timezone.utc)


@pytest.mark.parametrize(
    ("period", "length"),
    [
        ("24h", timedelta(hours=24)),
        ("90s", timedelta(seconds=90)),
        ("30 m", timedelta(minutes=30)),
        ("7d", timedelta(days=7)),
    ],
)
def test_every_reads_periods(period, length):
    assert every(period).interval == length


@pytest.mark.parametrize("period", ["", "24", "0h", "-1h", "1.5h", "daily"])
def test_every_refuses_what_is_no_period(period):
    with pytest.raises(SettingsError, match="is no period"):
        every(period)


@pytest.mark.parametrize(
    ("expression", "due"),
    [
        ("0 3 * * *", "2026-11-22T03:00:00+00:00"),
        ("*/15 * * * *", "2026-11-21T12:00:00+00:00"),
        ("0 3 * * 0", "2026-11-22T03:00:00+00:00"),
        ("0 3 * * 7", "2026-11-22T03:00:00+00:00"),
        ("0 3 * * 1", "2026-11-23T03:00:00+00:00"),
        ("0 3 * * fri-sun", "2026-11-22T03:00:00+00:00"),
        ("0 3 * * mon-fri", "2026-11-23T03:00:00+00:00"),
        ("0 3 * * 1-5/2", "2026-11-23T03:00:00+00:00"),
        ("0 3 1 1 *", "2027-01-01T03:00:00+00:00"),
    ],
)
def test_cron_counts_days_as_cron_does(expression, due):
    trigger = cron(expression)
    trigger.timezone = timezone.utc
    assert trigger.get_next_fire_time(None, SATURDAY).isoformat() == due


@pytest.mark.parametrize("expression", ["", "0 3 * *", "61 3 * * *", "0 3 * * 8", "0 3 * * day"])
def test_cron_refuses_what_is_no_crontab(expression):
    with pytest.raises(SettingsError, match="is no crontab expression"):
        cron(expression)


@pytest.fixture
def impatient(monkeypatch):
    """Let files count as complete after 0.3 seconds."""
    monkeypatch.setattr("nlp_pipeline.schedule.QUIET_MS", 300)


def test_iter_occasions_begins_at_once_and_follows_the_schedule(tmp_path):
    stop = Event()
    found = iter_occasions(
        [tmp_path], tmp_path / "out", IntervalTrigger(seconds=1), stop, files=False
    )
    assert [next(found), next(found)] == ["start", "schedule"]
    stop.set()
    assert list(found) == []


def test_iter_occasions_notes_changed_files_but_not_its_own(tmp_path, impatient):
    (tmp_path / "out").mkdir()
    stop = Event()
    found = iter_occasions([tmp_path], tmp_path / "out", None, stop, files=True)
    assert next(found) == "start"
    own = Timer(0.5, (tmp_path / "out" / "triples.csv").touch)
    hidden = Timer(0.5, (tmp_path / ".part").touch)
    end = Timer(2, stop.set)
    for timer in (own, hidden, end):
        timer.start()
    assert list(found) == []


def test_iter_occasions_yields_once_for_many_files(tmp_path, impatient):
    stop = Event()
    found = iter_occasions([tmp_path], tmp_path / "out", None, stop, files=True)
    next(found)
    timers = [Timer(0.5 + i / 20, (tmp_path / f"{i}.txt").touch) for i in range(5)]
    for timer in timers:
        timer.start()
    assert next(found) == "files"
    Timer(1, stop.set).start()
    assert list(found) == []
