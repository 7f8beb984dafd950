"""The command line: reads options, calls the package, prints.

The other ``cli_`` modules belong to it; no other module prints.

Heavy modules are imported inside the commands, so that ``--help`` answers at once.
"""

from __future__ import annotations

import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from signal import SIGTERM
from typing import TYPE_CHECKING, Annotated, Any

import typer

from nlp_pipeline.cli_curation import (
    CuratedOption,
    curate,
    curated_precisions,
    curated_record,
    with_curated,
)
from nlp_pipeline.cli_export import add_commands as add_export_commands
from nlp_pipeline.cli_inspect import inspect
from nlp_pipeline.cli_lexicon import lexicon_app
from nlp_pipeline.cli_runs import diff, print_plan, runs
from nlp_pipeline.cli_shared import (
    APP_OPTIONS,
    ConfigOption,
    EngineOption,
    IdColumnOption,
    JsonOption,
    ModelOption,
    RulesOption,
    TextArgument,
    TextColumnOption,
    TimeoutOption,
    UserLexiconOption,
    WorkersOption,
    load_extractor,
    make_console,
    print_json,
    print_record,
    print_table,
    read_options,
    read_text,
)
from nlp_pipeline.cli_watch import stopping_on_signals, watch
from nlp_pipeline.errors import NlpPipelineError, SettingsError, StoppedError
from nlp_pipeline.machine import end_quickly, prepare_machine

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress as RichProgress

    from nlp_pipeline.explanation import Explanation
    from nlp_pipeline.pipeline import Result
    from nlp_pipeline.progress import Progress
    from nlp_pipeline.runner import RunReport

EXIT_SOME_FAILED = 1
EXIT_WRONG_USE = 2
EXIT_INTERRUPTED = 130
EXIT_TERMINATED = 143
app = typer.Typer(
    help="Normalized triples about drugs, targets, mechanisms and resistance factors.",
    **APP_OPTIONS,
)
model_app = typer.Typer(help="Train and measure the language model.", **APP_OPTIONS)
rules_app = typer.Typer(help="Look at the extraction rules and check your own.", **APP_OPTIONS)
app.add_typer(model_app, name="model")
app.add_typer(lexicon_app, name="lexicon")
app.add_typer(rules_app, name="rules")
app.command()(curate)
add_export_commands(app)
app.command()(inspect)
app.command()(runs)
app.command()(diff)
app.command()(watch)


def main() -> None:
    """Run the command line and end the process with its exit code."""
    if not sys.warnoptions:
        # Warnings of the libraries below are for developers; python -W brings them back.
        warnings.simplefilter("ignore")
    prepare_machine()
    end_quickly()
    try:
        app()
    except NlpPipelineError as error:
        typer.echo(f"error: {error}", err=True)
        sys.exit(EXIT_WRONG_USE)


def _print_version(value: bool) -> None:
    if value:
        from nlp_pipeline import __version__

        typer.echo(__version__)
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help="Print the version."
        ),
    ] = False,
) -> None:
    del version


# --------------------------------------------------------------------------- run


@app.command()
def run(
    inputs: Annotated[
        list[str],
        typer.Argument(help="Files, archives, folders or URLs; - reads standard input."),
    ],
    output: Annotated[str, typer.Option(help="Folder of the tables; may be a URL.")] = "outputs",
    work: Annotated[
        Path | None, typer.Option(help="Folder on this machine for copies of what URLs hold.")
    ] = None,
    config: ConfigOption = None,
    model: ModelOption = None,
    rules: RulesOption = None,
    user_lexicon: UserLexiconOption = None,
    id_column: IdColumnOption = None,
    text_column: TextColumnOption = None,
    full: Annotated[bool, typer.Option("--full", help="Extract every document again.")] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Tell what would be done and why; change nothing.")
    ] = False,
    workers: WorkersOption = None,
    timeout: TimeoutOption = None,
    engine: EngineOption = None,
    allow_failures: Annotated[
        bool, typer.Option("--allow-failures", help="Exit with 0 although some documents failed.")
    ] = False,
    log: Annotated[
        bool, typer.Option("--log", help="Write log lines instead of progress bars.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Extract triples from documents and write the tables.

    Only documents that are new or changed since the last run on the same output are extracted.
    """
    settings = read_options(
        config,
        model,
        rules,
        user_lexicon,
        id_column=id_column,
        text_column=text_column,
        workers=workers,
        timeout=timeout,
        engine=engine,
    )
    from nlp_pipeline import runner
    from nlp_pipeline.remote import staged

    if dry_run:
        with staged(inputs, output, work, publishing=False) as (paths, folder):
            print_plan(runner.plan(paths, folder, settings, full=full), as_json=as_json)
        return
    try:
        with (
            stopping_on_signals(SIGTERM) as stop,
            staged(inputs, output, work) as (paths, folder),
            _showing_progress(log, quiet=as_json) as progress,
        ):
            report = runner.run(paths, folder, settings, progress=progress, full=full, stop=stop)
    except KeyboardInterrupt:
        typer.echo("interrupted: finished documents are kept, run again to go on", err=True)
        raise typer.Exit(EXIT_INTERRUPTED) from None
    except StoppedError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(EXIT_TERMINATED) from None
    _print_report(report, as_json=as_json)
    if report.failures and not allow_failures:
        raise typer.Exit(EXIT_SOME_FAILED)


@contextmanager
def _showing_progress(log: bool, *, quiet: bool) -> Iterator[Progress]:
    if log:
        from nlp_pipeline.logs import LogProgress, write_log_lines

        write_log_lines()
        yield LogProgress()
        return
    with _progress_bar(make_console(sys.stderr), quiet=quiet) as bar:
        yield _BarProgress(bar)


class _BarProgress:
    """Shows the stages of a run as progress bars, one below the other."""

    def __init__(self, bar: RichProgress) -> None:
        self._bar = bar
        self._task: Any = None

    def begin(self, stage: str, total: int | None) -> None:
        self._finish()
        self._task = self._bar.add_task(stage, total=total)

    def advance(self, steps: int = 1) -> None:
        self._bar.advance(self._task, steps)

    def _finish(self) -> None:
        """Give a stage of unknown length the length that it turned out to have."""
        if self._task is not None:
            done = next(t.completed for t in self._bar.tasks if t.id == self._task)
            self._bar.update(self._task, total=done, completed=done)


def _progress_bar(console: Console, *, quiet: bool) -> RichProgress:
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (
        TextColumn("{task.description:<10}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    return Progress(*columns, console=console, disable=quiet or not console.is_terminal)


def _print_report(report: RunReport, *, as_json: bool) -> None:
    from dataclasses import asdict

    if as_json:
        print_json(asdict(report))
        return
    typer.echo(
        f"{report.documents} documents: {report.extracted} extracted, "
        f"{report.unchanged} unchanged, {report.removed} removed"
    )
    typer.echo(f"{report.triples} triples, {report.statements} statements")
    for predicate, count in report.predicates.items():
        typer.echo(f"  {predicate:<22} {count:>7}")
    typer.echo(f"{report.chains} drug resistance chains, {report.mentions} mentions")
    failures = f"{report.failures} failures"
    if report.marks:
        typer.echo(f"{report.marks} marks of curators{_told_vanished(report)}")
    if report.failures:
        failures += f", see {Path(report.output) / 'errors.csv'}"
    typer.echo(failures)
    typer.echo(f"{report.seconds:.1f} seconds; tables in {report.output}")


def _told_vanished(report: RunReport) -> str:
    if not report.marks_vanished:
        return ""
    place = Path(report.output) / "curation.csv"
    return f", {report.marks_vanished} on rows that no longer exist (found is false in {place})"


# --------------------------------------------------------------------------- one text


@app.command()
def extract(
    text: TextArgument,
    config: ConfigOption = None,
    model: ModelOption = None,
    rules: RulesOption = None,
    user_lexicon: UserLexiconOption = None,
    as_json: JsonOption = False,
) -> None:
    """Print the triples of one text."""
    source = read_text(text)
    extractor = load_extractor(config, model, rules, user_lexicon)
    from nlp_pipeline.explanation import extract_text

    result = extract_text(extractor, source)
    if as_json:
        print_json({"triples": _triple_records(result), "mentions": _mention_records(result)})
    else:
        _print_triples(result)


@app.command()
def explain(
    text: TextArgument,
    config: ConfigOption = None,
    model: ModelOption = None,
    rules: RulesOption = None,
    user_lexicon: UserLexiconOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show how the triples of one text come about: parse, names, rules tried and fired."""
    source = read_text(text)
    extractor = load_extractor(config, model, rules, user_lexicon)
    from nlp_pipeline.explanation import explain_text

    explanation = explain_text(extractor, source)
    if as_json:
        print_json(_explanation_record(explanation))
    else:
        _print_explanation(explanation)


def _triple_records(result: Result) -> list[dict[str, Any]]:
    from nlp_pipeline.exports.rows import triple_row
    from nlp_pipeline.records import TRIPLES_SCHEMA

    names = TRIPLES_SCHEMA.names
    return [dict(zip(names, triple_row(triple), strict=True)) for triple in result.triples]


def _mention_records(result: Result) -> list[dict[str, Any]]:
    from dataclasses import asdict

    return [asdict(mention) for mention in result.mentions]


def _explanation_record(explanation: Explanation) -> dict[str, Any]:
    from dataclasses import asdict

    return {
        **{
            part: [asdict(line) for line in getattr(explanation, part)]
            for part in ("tokens", "kept", "discarded", "attempts")
        },
        "triples": _triple_records(explanation.result),
    }


def _print_triples(result: Result) -> None:
    columns = ("subject", "id", "predicate", "object", "id", "marks", "confidence", "rule")
    rows = [
        (
            _argument(triple.subject.label, triple.subject.state),
            triple.subject.id,
            triple.predicate,
            _argument(triple.object.label, triple.object.state),
            triple.object.id,
            " ".join(("negated",) * triple.negated + ("hedged",) * triple.hedged),
            f"{triple.confidence:.2f}",
            triple.rule_id,
        )
        for triple in result.triples
    ]
    print_table("Triples", columns, rows)


def _argument(label: str, state: str | None) -> str:
    return label if state is None else f"{label} ({state})"


def _print_explanation(explanation: Explanation) -> None:
    print_table(
        "Tokens",
        ("", "token", "tag", "lemma", "dependency", "head"),
        [(t.index, t.text, t.tag, t.lemma, t.dep, t.head) for t in explanation.tokens],
    )
    columns = ("text", "type", "label", "id", "source", "score", "state", "reason")
    for title, readings in (
        ("Names kept", explanation.kept),
        ("Names discarded", explanation.discarded),
    ):
        rows = [
            (r.text, m.type, m.label, m.id, m.source, f"{m.score:.2f}", m.state, m.reason)
            for r in readings
            for m in (r.mention,)
        ]
        print_table(title, columns, rows)
    print_table(
        "Rules",
        ("trigger", "rule", "outcome", "detail"),
        [(a.trigger, a.rule_id, a.outcome, a.detail) for a in explanation.attempts],
    )
    _print_triples(explanation.result)


@app.command()
def evaluate(
    gold: Annotated[list[Path], typer.Argument(help="Annotated passages, JSONL.")],
    config: ConfigOption = None,
    model: ModelOption = None,
    rules: RulesOption = None,
    user_lexicon: UserLexiconOption = None,
    as_json: JsonOption = False,
) -> None:
    """Measure the triples against annotated passages."""
    extractor = load_extractor(config, model, rules, user_lexicon)
    from itertools import chain

    from nlp_pipeline import evaluation
    from nlp_pipeline.explanation import extract_text

    passages = list(chain.from_iterable(map(evaluation.read_gold, gold)))
    with _progress_bar(make_console(sys.stderr), quiet=as_json) as bar:
        scores = evaluation.evaluate(
            bar.track(passages, description="Passages"),
            lambda text: extract_text(extractor, text).triples,
        )
    names = ("precision", "recall", "f1", "found", "wrong", "missed")
    if as_json:
        print_json(
            {level: {name: getattr(s, name) for name in names} for level, s in scores.items()}
        )
        return
    rows = [
        (level, *(f"{getattr(s, name):.3f}" for name in names[:3]), s.found, s.wrong, s.missed)
        for level, s in scores.items()
    ]
    print_table(f"{len(passages)} passages", ("level", *names), rows)


# --------------------------------------------------------------------------- model, rules


CraftOption = Annotated[Path, typer.Option(help="Folder with CRAFT train and dev, CoNLL-U.")]


@model_app.command("train")
def model_train(
    craft: CraftOption,
    ner: Annotated[Path, typer.Option(help="Folder with one folder for each entity corpus.")],
    output: Annotated[Path | None, typer.Option(help="Folder of the model.")] = None,
    minutes: Annotated[int, typer.Option(min=1, help="Time to train for.")] = 90,
    seed: Annotated[int, typer.Option(help="Seed of all random numbers.")] = 0,
    text: Annotated[
        list[Path] | None,
        typer.Option(help="Text file to learn word vectors from too; may be repeated."),
    ] = None,
    parser_of: Annotated[
        Path | None,
        typer.Option(help="Model to take all but the recogniser from, which alone is trained."),
    ] = None,
) -> None:
    """Train the language model from corpora; needs the extra nlp-pipeline[train]."""
    import logging

    from nlp_pipeline.resources import MODEL_NAME, models_dir
    from nlp_pipeline.training import retrain_recogniser, train_model

    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", stream=sys.stderr)
    target = output or models_dir() / MODEL_NAME
    if parser_of is None:
        report = train_model(craft, ner, target, minutes=minutes, seed=seed, texts=text or ())
    else:
        report = retrain_recogniser(parser_of, craft, ner, target, minutes=minutes, seed=seed)
    print_record(report)


@model_app.command("evaluate")
def model_evaluate(
    craft: Annotated[
        Path | None, typer.Option(help="Folder with CRAFT dev, CoNLL-U, to measure parsing.")
    ] = None,
    ner: Annotated[
        Path | None, typer.Option(help="Folder of the entity corpora, to measure the recogniser.")
    ] = None,
    model: ModelOption = None,
    part: Annotated[
        str, typer.Option(help="Part of the entity corpora: devel, test or train.")
    ] = "devel",
) -> None:
    """Measure the language model on corpora: parsing, names, or both."""
    from nlp_pipeline.pipeline import load_model
    from nlp_pipeline.resources import MODEL_NAME
    from nlp_pipeline.training import evaluate_model, evaluate_recogniser

    if craft is None and ner is None:
        raise SettingsError("nothing to measure on", remedy="name a folder: --craft, --ner or both")
    nlp = load_model(model or MODEL_NAME)
    if craft is not None:
        print_record(evaluate_model(nlp, craft, None))
    if ner is not None:
        scores = evaluate_recogniser(nlp, ner, part)
        rows = [
            (name, *(f"{value:.4f}" for value in (s.precision, s.recall, s.f1)))
            for name, s in scores.items()
        ]
        print_table(f"{part} parts", ("corpus", "precision", "recall", "F1"), rows)


@rules_app.command("list")
def rules_list(
    rules: RulesOption = None, output: CuratedOption = Path("outputs"), as_json: JsonOption = False
) -> None:
    """List all rules, packaged and your own, by predicate; curated ones with their marks."""
    from nlp_pipeline.relations.rules import load_rules

    found = sorted(load_rules(rules or ()), key=lambda rule: (rule.predicate, rule.id))
    curated = curated_precisions(found, output)
    if as_json:
        names = ("predicate", "id", "priority", "precision", "why", "place")
        records = [
            {name: getattr(rule, name) for name in names} | curated_record(curated.get(rule.id))
            for rule in found
        ]
        print_json({"rules": records})
        return
    rows = [(r.predicate, r.id, r.priority, f"{r.precision:.2f}", r.why) for r in found]
    columns, cells = with_curated(
        ("predicate", "rule", "priority", "precision", "why"), rows, curated
    )
    print_table(f"{len(found)} rules", columns, cells)


@rules_app.command("check")
def rules_check(
    folder: Annotated[
        Path | None, typer.Argument(help="Folder of rule files; without it the packaged ones.")
    ] = None,
    config: ConfigOption = None,
    model: ModelOption = None,
) -> None:
    """Read rule files and run the examples and counter-examples in them."""
    extractor = load_extractor(config, model, None if folder is None else [folder])
    from nlp_pipeline.explanation import extract_text
    from nlp_pipeline.relations.examples import find_broken_examples
    from nlp_pipeline.relations.rules import load_rules

    others = frozenset() if folder is None else frozenset(load_rules())
    rules = [rule for rule in extractor.rules if rule not in others]
    broken = list(find_broken_examples(rules, lambda text: extract_text(extractor, text).triples))
    for example in broken:
        typer.echo(f"{example.rule_id}: {example.text}")
        for word, claims in (("missing", example.missing), ("unwanted", example.unwanted)):
            for claim in claims:
                typer.echo(f"  {word}: {claim}")
    examples = sum(len(rule.examples) for rule in rules)
    typer.echo(f"{len(rules)} rules, {examples} examples, {len(broken)} broken")
    if broken:
        raise typer.Exit(EXIT_SOME_FAILED)
