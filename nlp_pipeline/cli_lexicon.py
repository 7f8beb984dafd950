"""The commands of ``nlp-pipeline lexicon``: search it, add names of one's own, build it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from nlp_pipeline.cli_shared import (
    APP_OPTIONS,
    ConfigOption,
    JsonOption,
    ModelOption,
    UserLexiconOption,
    print_json,
    print_record,
    print_table,
    read_options,
    read_text,
)

if TYPE_CHECKING:
    from nlp_pipeline.config import Settings
    from nlp_pipeline.grounding.candidates import Candidate
    from nlp_pipeline.lexicon.curated import Addition
    from nlp_pipeline.lexicon.user import Change
    from nlp_pipeline.lookup import Lookup, SeenName

NAMES_SHOWN = 8
"""Other names and members that a table's footing shows; ``--json`` gives all."""

lexicon_app = typer.Typer(
    help="Look names up, add names of your own, build the lexicon.", **APP_OPTIONS
)

# --------------------------------------------------------------------------- search


@lexicon_app.command("search")
def lexicon_search(
    name: Annotated[str, typer.Argument(help="A name as texts have it, or - for stdin.")],
    context: Annotated[
        str | None, typer.Option(help="A sentence that holds the name, to see it read there.")
    ] = None,
    config: ConfigOption = None,
    user_lexicon: UserLexiconOption = None,
    model: ModelOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show what a name may stand for, what is chosen, and why.

    First the rows of the lexicon with their scores, then how a text that holds the name is read:
    patterns, abbreviations and the model have their say there.
    """
    texts = read_text(name), None if context is None else read_text(context)
    settings = read_options(config, model, user_lexicons=user_lexicon)
    from nlp_pipeline.lookup import look_up

    found = look_up(texts[0], settings, texts[1])
    if as_json:
        from dataclasses import asdict

        print_json(asdict(found))
        return
    _print_candidates(found)
    if found.nearest:
        rows = [
            (n.term.name, n.term.label, n.term.type, n.term.id, _likeness(n.edits, n.relation))
            for n in found.nearest
        ]
        print_table("Nearest names", ("name", "label", "type", "id", "how"), rows)
    _print_seen("Read by itself", found.alone)
    if context is not None:
        _print_seen("Read in the sentence", found.in_context)


def _print_candidates(found: Lookup) -> None:
    title = f'Rows of "{found.form}"'
    columns = ("id", "label", "type", "name", "status", "source", "spelling", "standing", "score")
    print_table(
        title if found.form == found.name else f'{title} for "{found.name}"',
        (*columns, "reading", "why not the first"),
        [_candidate_row(c, place) for place, c in enumerate(found.candidates)],
    )
    if found.candidates and not found.looked_up:
        typer.echo("In a text it is not looked up: a function word, or a mark that ends names")
    if found.members:
        typer.echo(f"Members of {found.candidates[0].term.label}: {_few(found.members)}")
    if found.other_names:
        typer.echo(f"Other names of {found.candidates[0].term.label}: {_few(found.other_names)}")
    if found.candidates:
        typer.echo()


def _candidate_row(candidate: Candidate, place: int) -> tuple[object | None, ...]:
    term = candidate.term
    reading = ("chosen" if place == 0 else "possible") if candidate.accepted else "no"
    factors = (candidate.spelling, candidate.status, candidate.score)
    return (
        *(term.id, term.label, term.type, term.name, term.status, term.source),
        *(f"{factor:.2f}" for factor in factors),
        reading,
        candidate.reason,
    )


def _few(names: tuple[str, ...]) -> str:
    shown = ", ".join(names[:NAMES_SHOWN])
    rest = len(names) - NAMES_SHOWN
    return f"{shown} and {rest} more" if rest > 0 else shown


def _likeness(edits: int, relation: str) -> str:
    if relation == "alike":
        return f"{edits} letter{'s' * (edits > 1)} differ{'s' * (edits == 1)}"
    return "goes on" if relation == "longer" else "a beginning of it"


def _print_seen(title: str, seen: Iterable[SeenName]) -> None:
    columns = ("", "text", "type", "label", "id", "source", "score", "state", "discarded because")
    rows = []
    for one in seen:
        if not (one.kept or one.asked):
            continue
        m = one.mention
        mark = "*" if one.asked else ""
        why = None if one.kept else m.reason
        rows.append(
            (mark, one.text, m.type, m.label, m.id, m.source, f"{m.score:.2f}", m.state, why)
        )
    print_table(title, columns, rows)


# --------------------------------------------------------------------------- add


@lexicon_app.command("add")
def lexicon_add(
    name: Annotated[str, typer.Argument(help="The name as texts have it.")],
    label: Annotated[str, typer.Option(help="Label in the tables, as in the guidelines.")],
    entity_type: Annotated[str, typer.Option("--type", help="Entity type, such as Gene or Drug.")],
    reason: Annotated[str, typer.Option(help="Why the row is there: a paper, a house name …")],
    id_: Annotated[
        str, typer.Option("--id", help="CURIE such as hgnc:3430; leave out where there is none.")
    ] = "",
    file: Annotated[
        Path | None,
        typer.Option(help="Your file of names; else the first of the settings' user_lexicons."),
    ] = None,
    config: ConfigOption = None,
    replace: Annotated[
        bool, typer.Option("--replace", help="Put the row in the place of one it contradicts.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Add a name of your own; it wins over the packaged lexicon and needs no build.

    Without --file: the first file that the settings of --config name under user_lexicons, else
    user_lexicon.tsv beside the settings file, or in the working directory where there is none.
    """
    settings = read_options(config)
    from nlp_pipeline.lexicon.curated import Addition
    from nlp_pipeline.lexicon.user import add_name

    path = file or _own_file(settings, config)
    row = Addition(name, id_ or None, label, entity_type, reason)
    change = add_name(path, row, replace=replace)
    _print_change(change, settings, config, as_json=as_json)


def _own_file(settings: Settings, config: Path | None) -> Path:
    from nlp_pipeline.lexicon.user import USER_FILE

    if settings.user_lexicons:
        return settings.user_lexicons[0]
    return Path(USER_FILE) if config is None else config.parent / USER_FILE


def _print_change(
    change: Change, settings: Settings, config: Path | None, *, as_json: bool
) -> None:
    from dataclasses import asdict

    from nlp_pipeline.lookup import find_other_things, find_overruled, lifts_stop_name

    overruled = find_overruled(change.row, settings)
    others = find_other_things(change.row, settings)
    if as_json:
        print_json({**asdict(change), "overruled": [asdict(c) for c in overruled]})
        return
    what = "unchanged, the row is there" if change.outcome == "unchanged" else change.outcome
    typer.echo(f"{change.path}: {what}: {_told(change.row)}")
    for old in change.replaced:
        typer.echo(f"  in the place of {_told(old)}")
    for candidate in overruled:
        term = candidate.term
        source = f"{term.source}, {term.status}, score {candidate.score:.2f}"
        typer.echo(f"  overrules {term.type} {term.label} ({term.id or 'no identifier'}; {source})")
    if lifts_stop_name(change.row, settings):
        typer.echo(f"  note: {change.row.name} is a word too; it counts as this name everywhere")
    for label, entity_type in others:
        typer.echo(f"  note: the lexicon has {change.row.id} as {entity_type} {label}")
    if change.path.resolve() not in {path.resolve() for path in settings.user_lexicons}:
        place = "the settings" if config is None else config
        typer.echo(
            f"  to use it: --user-lexicon {change.path}, or list it under user_lexicons in {place}"
        )


def _told(row: Addition) -> str:
    return f"{row.name} is {row.type} {row.label} ({row.id or 'no identifier'})"


# --------------------------------------------------------------------------- build


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
        print_record(build_lexicon(folder, output or models_dir() / LEXICON_NAME))


@lexicon_app.command("names")
def lexicon_names(
    sources: Annotated[Path, typer.Option(help="Folder of the source packages.")],
    output: Annotated[Path | None, typer.Option(help="File of the compiled names.")] = None,
) -> None:
    """Compile the further names, which help the recogniser, from the lexicon's sources."""
    from nlp_pipeline.lexicon.feature_names import build_feature_names

    typer.echo(f"keys: {build_feature_names(sources, output)}")
