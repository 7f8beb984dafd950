"""``nlp-pipeline watch``: runs at set times and when files change, until told to stop."""

from __future__ import annotations

import logging
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Annotated

import typer

from nlp_pipeline.cli_shared import (
    ConfigOption,
    EngineOption,
    ModelOption,
    RulesOption,
    TimeoutOption,
    UserLexiconOption,
    WorkersOption,
    print_json,
    read_options,
)
from nlp_pipeline.errors import NlpPipelineError, SettingsError, StoppedError

if TYPE_CHECKING:
    from nlp_pipeline.config import Settings

_logger = logging.getLogger(__name__)


def watch(
    inputs: Annotated[list[Path], typer.Argument(help="Files and folders to keep the tables of.")],
    output: Annotated[Path, typer.Option(help="Folder of the tables.")] = Path("outputs"),
    every: Annotated[str | None, typer.Option(help="Run at least so often: 24h, 30m, 7d.")] = None,
    cron: Annotated[
        str | None, typer.Option(help='Run at these times, as in a crontab: "0 3 * * *".')
    ] = None,
    files: Annotated[
        bool, typer.Option("--files/--no-files", help="Run when files change.")
    ] = True,
    config: ConfigOption = None,
    model: ModelOption = None,
    rules: RulesOption = None,
    user_lexicon: UserLexiconOption = None,
    workers: WorkersOption = None,
    timeout: TimeoutOption = None,
    engine: EngineOption = None,
) -> None:
    """Keep the tables up to date: run now, then at set times and when files change.

    Prints one line of JSON for each run and writes log lines to standard error. SIGTERM and Ctrl-C
    end it when the documents in work are finished.
    """
    from nlp_pipeline import schedule
    from nlp_pipeline.logs import write_log_lines

    settings = read_options(
        config, model, rules, user_lexicon, workers=workers, timeout=timeout, engine=engine
    )
    if every is not None and cron is not None:
        raise SettingsError("--every and --cron exclude each other", remedy="give one of them")
    if every is None and cron is None and not files:
        raise SettingsError("there is nothing to wait for", remedy="give --every or --cron")
    trigger = schedule.every(every) if every else schedule.cron(cron) if cron else None
    missing = next((path for path in inputs if not path.exists()), None)
    if missing is not None:
        raise SettingsError("no such file or folder", place=missing, remedy="check the path")
    write_log_lines()
    with stopping_on_signals(signal.SIGTERM, signal.SIGINT) as stop:
        for occasion in schedule.iter_occasions(inputs, output, trigger, stop, files=files):
            _run_once(inputs, output, settings, stop, occasion)
    _logger.info("stopped")


def _run_once(
    inputs: list[Path], output: Path, settings: Settings, stop: Event, occasion: str
) -> None:
    """Run and print the summary; what fails is told, and the next occasion is waited for."""
    from nlp_pipeline.logs import LogProgress, logging_run
    from nlp_pipeline.runner import new_run_id, run

    run_id = new_run_id()
    with logging_run(run_id):
        _logger.info("run begins: %s", occasion)
        try:
            report = run(inputs, output, settings, progress=LogProgress(), stop=stop, run_id=run_id)
        except StoppedError as error:
            _logger.info("%s", error)
            print_json({"run_id": run_id, "status": "stopped", "message": str(error)})
        except NlpPipelineError as error:
            _logger.error("%s", error)  # noqa: TRY400 - the message says it all
            print_json({"run_id": run_id, "status": "error", "message": str(error)})
        else:
            _logger.info("run ends: %d changes, %d failures", report.changes, report.failures)
            status = "some failed" if report.failures else "ok"
            print_json({"run_id": run_id, "status": status, **asdict(report)})


@contextmanager
def stopping_on_signals(*signals: signal.Signals) -> Iterator[Event]:
    """Give an event that is set when one of the signals arrives."""
    stop = Event()
    earlier = {number: signal.signal(number, lambda *_: stop.set()) for number in signals}
    try:
        yield stop
    finally:
        for number, action in earlier.items():
            signal.signal(number, action)
