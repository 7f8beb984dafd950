"""The command line: reads options, calls the package, prints. The only module that prints.

Heavy modules are imported inside the commands, so that ``--help`` answers at once.
"""

from __future__ import annotations

import json
import sys
import warnings
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TextIO

import typer

from nlp_pipeline.errors import NlpPipelineError, SettingsError

if TYPE_CHECKING:
    from _typeshed import DataclassInstance
    from rich.console import Console
    from rich.progress import Progress as RichProgress

    from nlp_pipeline.config import Settings
    from nlp_pipeline.explanation import Explanation
    from nlp_pipeline.pipeline import Extractor, Result
    from nlp_pipeline.runner import RunReport

EXIT_SOME_FAILED = 1
EXIT_WRONG_USE = 2
EXIT_INTERRUPTED = 130
PIPED_WIDTH = 160
"""Columns of a table that goes to a file or another program."""

_OPTIONS: dict[str, Any] = {
    "no_args_is_help": True,
    "rich_markup_mode": None,
    "pretty_exceptions_enable": False,
    "add_completion": False,
}
app = typer.Typer(
    help="Normalized triples about drugs, targets, mechanisms and resistance factors.", **_OPTIONS
)
model_app = typer.Typer(help="Train and measure the language model.", **_OPTIONS)
lexicon_app = typer.Typer(help="Build the lexicon from open vocabularies.", **_OPTIONS)
rules_app = typer.Typer(help="Look at the extraction rules and check your own.", **_OPTIONS)
app.add_typer(model_app, name="model")
app.add_typer(lexicon_app, name="lexicon")
app.add_typer(rules_app, name="rules")

ConfigOption = Annotated[
    Path | None, typer.Option("--config", help="YAML file with settings.", show_default=False)
]
ModelOption = Annotated[
    str | None,
    typer.Option("--model", help="Language model: name, folder or spaCy package."),
]
RulesOption = Annotated[
    list[Path] | None,
    typer.Option("--rules", help="Folder with rule files of your own; may be repeated."),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print one line of JSON instead.")]


def main() -> None:
    """Run the command line and end the process with its exit code."""
    if not sys.warnoptions:
        # Warnings of the libraries below are for developers; python -W brings them back.
        warnings.simplefilter("ignore")
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
        list[Path], typer.Argument(help="Figure records, texts, JSONL files, or folders of them.")
    ],
    output: Annotated[Path, typer.Option(help="Folder of the tables.")] = Path("outputs"),
    config: ConfigOption = None,
    model: ModelOption = None,
    rules: RulesOption = None,
    full: Annotated[bool, typer.Option("--full", help="Extract every document again.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Extract triples from documents and write the tables.

    Only documents that are new or changed since the last run on the same output are extracted.
    """
    settings = _settings(config, model, rules)
    from nlp_pipeline import runner

    console = _console(sys.stderr)
    try:
        with _progress_bar(console, quiet=as_json) as bar:
            report = runner.run(inputs, output, settings, progress=_BarProgress(bar), full=full)
    except KeyboardInterrupt:
        typer.echo("interrupted: finished documents are kept, run again to go on", err=True)
        raise typer.Exit(EXIT_INTERRUPTED) from None
    _print_report(report, as_json=as_json)
    if report.failures:
        raise typer.Exit(EXIT_SOME_FAILED)


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
        _print_json(asdict(report))
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
    if report.failures:
        failures += f", see {Path(report.output) / 'errors.csv'}"
    typer.echo(failures)
    typer.echo(f"{report.seconds:.1f} seconds; tables in {report.output}")


# --------------------------------------------------------------------------- one text

TextArgument = Annotated[str, typer.Argument(help="A text, or - to read it from standard input.")]


@app.command()
def extract(
    text: TextArgument,
    config: ConfigOption = None,
    model: ModelOption = None,
    rules: RulesOption = None,
    as_json: JsonOption = False,
) -> None:
    """Print the triples of one text."""
    source = _text(text)
    extractor = _extractor(config, model, rules)
    from nlp_pipeline.explanation import extract_text

    result = extract_text(extractor, source)
    if as_json:
        _print_json({"triples": _triple_records(result), "mentions": _mention_records(result)})
    else:
        _print_triples(result)


@app.command()
def explain(
    text: TextArgument,
    config: ConfigOption = None,
    model: ModelOption = None,
    rules: RulesOption = None,
) -> None:
    """Show how the triples of one text come about: parse, names, rules tried and fired."""
    source = _text(text)
    extractor = _extractor(config, model, rules)
    from nlp_pipeline.explanation import explain_text

    _print_explanation(explain_text(extractor, source))


def _text(argument: str) -> str:
    text = sys.stdin.read() if argument == "-" else argument
    if not text.strip():
        raise SettingsError("the text is empty", remedy="give a sentence in quotes, or - for stdin")
    return text


def _triple_records(result: Result) -> list[dict[str, Any]]:
    from nlp_pipeline.exports.rows import triple_row
    from nlp_pipeline.records import TRIPLES_SCHEMA

    names = TRIPLES_SCHEMA.names
    return [dict(zip(names, triple_row(triple), strict=True)) for triple in result.triples]


def _mention_records(result: Result) -> list[dict[str, Any]]:
    from dataclasses import asdict

    return [asdict(mention) for mention in result.mentions]


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
    _print_table("Triples", columns, rows)


def _argument(label: str, state: str | None) -> str:
    return label if state is None else f"{label} ({state})"


def _print_explanation(explanation: Explanation) -> None:
    _print_table(
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
        _print_table(title, columns, rows)
    _print_table(
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
    as_json: JsonOption = False,
) -> None:
    """Measure the triples against annotated passages."""
    extractor = _extractor(config, model, rules)
    from itertools import chain

    from nlp_pipeline import evaluation
    from nlp_pipeline.explanation import extract_text

    passages = list(chain.from_iterable(map(evaluation.read_gold, gold)))
    with _progress_bar(_console(sys.stderr), quiet=as_json) as bar:
        scores = evaluation.evaluate(
            bar.track(passages, description="Passages"),
            lambda text: extract_text(extractor, text).triples,
        )
    names = ("precision", "recall", "f1", "found", "wrong", "missed")
    if as_json:
        _print_json(
            {level: {name: getattr(s, name) for name in names} for level, s in scores.items()}
        )
        return
    rows = [
        (level, *(f"{getattr(s, name):.3f}" for name in names[:3]), s.found, s.wrong, s.missed)
        for level, s in scores.items()
    ]
    _print_table(f"{len(passages)} passages", ("level", *names), rows)


# --------------------------------------------------------------------------- model, lexicon, rules


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
) -> None:
    """Train the language model from corpora; needs the extra nlp-pipeline[train]."""
    import logging

    from nlp_pipeline.resources import MODEL_NAME, models_dir
    from nlp_pipeline.training import train_model

    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", stream=sys.stderr)
    target = output or models_dir() / MODEL_NAME
    _print_record(train_model(craft, ner, target, minutes=minutes, seed=seed, texts=text or ()))


@model_app.command("evaluate")
def model_evaluate(
    craft: CraftOption,
    ner: Annotated[
        Path | None, typer.Option(help="Folder of the entity corpora; without it, parsing only.")
    ] = None,
    model: ModelOption = None,
) -> None:
    """Measure the language model on the development parts of its corpora."""
    from nlp_pipeline.pipeline import load_model
    from nlp_pipeline.resources import MODEL_NAME
    from nlp_pipeline.training import evaluate_model

    _print_record(evaluate_model(load_model(model or MODEL_NAME), craft, ner))


@lexicon_app.command("build")
def lexicon_build(
    sources: Annotated[
        Path | None,
        typer.Option(help="Folder of the source packages; those missing are downloaded into it."),
    ] = None,
    output: Annotated[Path | None, typer.Option(help="Folder of the compiled lexicon.")] = None,
) -> None:
    """Compile the lexicon from its sources and the curated tables."""
    from tempfile import TemporaryDirectory

    from nlp_pipeline.lexicon.archives import download_sources
    from nlp_pipeline.lexicon.build import build_lexicon
    from nlp_pipeline.resources import LEXICON_NAME, models_dir

    with TemporaryDirectory() as temporary:
        folder = sources or Path(temporary)
        download_sources(folder)
        _print_record(build_lexicon(folder, output or models_dir() / LEXICON_NAME))


@rules_app.command("list")
def rules_list(rules: RulesOption = None) -> None:
    """List all rules, packaged and your own, by predicate."""
    from nlp_pipeline.relations.rules import load_rules

    found = sorted(load_rules(rules or ()), key=lambda rule: (rule.predicate, rule.id))
    _print_table(
        f"{len(found)} rules",
        ("predicate", "rule", "priority", "precision", "why"),
        [(r.predicate, r.id, r.priority, f"{r.precision:.2f}", r.why) for r in found],
    )


@rules_app.command("check")
def rules_check(
    folder: Annotated[
        Path | None, typer.Argument(help="Folder of rule files; without it the packaged ones.")
    ] = None,
    config: ConfigOption = None,
    model: ModelOption = None,
) -> None:
    """Read rule files and run the examples and counter-examples in them."""
    extractor = _extractor(config, model, None if folder is None else [folder])
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


# --------------------------------------------------------------------------- shared


def _settings(config: Path | None, model: str | None, rules: Sequence[Path] | None) -> Settings:
    """Return the settings of the file, with what the command line says in its place or added."""
    from nlp_pipeline.config import Settings, override, read_settings

    settings = Settings() if config is None else read_settings(config)
    changes: dict[str, object] = {} if model is None else {"model": model}
    if rules:
        changes["rules"] = (*settings.rules, *rules)
    return override(settings, **changes) if changes else settings


def _extractor(config: Path | None, model: str | None, rules: Sequence[Path] | None) -> Extractor:
    settings = _settings(config, model, rules)
    from nlp_pipeline.pipeline import Extractor

    return Extractor(settings)


def _console(stream: TextIO) -> Console:
    from rich.console import Console

    return Console(file=stream, width=None if stream.isatty() else PIPED_WIDTH, highlight=False)


def _print_table(
    title: str, columns: Sequence[str], rows: Iterable[Sequence[object | None]]
) -> None:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False)
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        # Plain text: a name such as [3H]thymidine is no markup.
        table.add_row(*(Text("" if cell is None else str(cell)) for cell in row))
    if not table.row_count:
        typer.echo(f"{title}: none\n")
        return
    console = _console(sys.stdout)
    with console.capture() as captured:
        console.print(table)
    for line in captured.get().splitlines():
        typer.echo(line.rstrip())


def _print_record(record: DataclassInstance) -> None:
    from dataclasses import asdict

    for name, value in asdict(record).items():
        typer.echo(f"{name}: {value}")


def _print_json(value: object) -> None:
    typer.echo(json.dumps(value, ensure_ascii=False))
