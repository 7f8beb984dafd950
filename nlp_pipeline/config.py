"""The settings of a run: one validated model, read from one YAML file.

Every key may be left out. Values are read as text and converted by the model, so that ``NO``,
``012`` or ``1e5`` in a path or a name mean what they say.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from nlp_pipeline.errors import SettingsError
from nlp_pipeline.resources import MODEL_NAME

_NULLS = frozenset({"", "~", "null", "Null", "NULL"})


def _none_if_blank(value: object) -> object:
    return None if isinstance(value, str) and value in _NULLS else value


def _empty_if_blank(value: object) -> object:
    return () if isinstance(value, str) and value in _NULLS else value


PathList = Annotated[tuple[Path, ...], BeforeValidator(_empty_if_blank)]


class Settings(BaseModel):
    """What a run can be told; ``Settings()`` is the packaged default."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    model: str = Field(
        default=MODEL_NAME,
        min_length=1,
        description=(
            "Language model: the name of a packaged model, the path of a model folder, or the "
            "name of an installed spaCy package such as en_core_sci_sm."
        ),
    )
    lexicon: Annotated[Path | None, BeforeValidator(_none_if_blank)] = Field(
        default=None,
        description="Folder of a compiled lexicon; empty for the packaged one.",
    )
    user_lexicons: PathList = Field(
        default=(),
        description="TSV files with terms of your own; they win over the packaged lexicon.",
    )
    rules: PathList = Field(
        default=(),
        description="Folders of rule files that are read after the packaged ones.",
    )
    recogniser: Literal["all", "gaps", "off"] = Field(
        default="gaps",
        description=(
            "Where the model's recogniser looks for names that no vocabulary has: in all "
            "sentences, around unknown words of sentences that can hold a triple, or nowhere."
        ),
    )
    id_column: str = Field(
        default="id",
        min_length=1,
        description="Column of tables, or key of JSON lines, that holds a document's id.",
    )
    text_column: str = Field(
        default="text",
        min_length=1,
        description="Column of tables, or key of JSON lines, that holds a document's text.",
    )
    batch_size: int = Field(
        default=64,
        ge=1,
        le=4096,
        description="Documents that are annotated at once; more takes more memory.",
    )
    shard_size: int = Field(
        default=256,
        ge=1,
        le=100_000,
        description="Documents whose rows are written together; a killed run loses one shard.",
    )
    engine: Literal["local", "ray"] = Field(
        default="local",
        description="Where documents are extracted: on this machine, or on a Ray cluster.",
    )
    workers: int = Field(
        default=1,
        ge=1,
        le=4096,
        description="Processes that extract at the same time; each has a pipeline of its own.",
    )
    timeout: Annotated[float | None, BeforeValidator(_none_if_blank)] = Field(
        default=None,
        gt=0,
        description=(
            "Seconds that a document may take before it is passed over and reported; empty for "
            "300 with several processes, no limit with one."
        ),
    )
    csv_bom: bool = Field(
        default=False,
        description=(
            "Begin CSV files with a byte order mark, which old versions of Excel need in order "
            "to read Greek letters."
        ),
    )

    spreadsheet: bool = Field(
        default=True,
        description="Write statements.xlsx too; without it, millions of rows take less time.",
    )

    def paths_resolved_in(self, folder: Path) -> Settings:
        """Return the settings with relative paths taken from ``folder``.

        A model name is a path only where such a folder exists.
        """
        model = folder / self.model
        return self.model_copy(
            update={
                "model": str(model) if model.is_dir() else self.model,
                "lexicon": None if self.lexicon is None else folder / self.lexicon,
                "user_lexicons": tuple(folder / path for path in self.user_lexicons),
                "rules": tuple(folder / path for path in self.rules),
            }
        )


def checked_settings(settings: object) -> Settings:
    """Return the settings, or the packaged defaults for None.

    Raises:
        SettingsError: It is something else.
    """
    if settings is None:
        return Settings()
    if isinstance(settings, Settings):
        return settings
    raise SettingsError(
        f"settings are {settings!r}, of type {type(settings).__name__}",
        remedy="give nlp_pipeline.config.Settings(model=…), read_settings(path), or nothing",
    )


def read_settings(path: Path) -> Settings:
    """Read a settings file; relative paths in it start at the file's own folder.

    An empty file gives the defaults.

    Raises:
        SettingsError: If the file cannot be read, is not a YAML mapping, or has an unknown,
            repeated or wrong key.
    """
    values, lines = _read_mapping(path)
    try:
        settings = Settings.model_validate(values)
    except ValidationError as error:
        raise _settings_error(error, path, lines) from None
    return settings.paths_resolved_in(path.parent)


def override(settings: Settings, **changes: object) -> Settings:
    """Return settings with some keys replaced and checked again, as by command-line options.

    Raises:
        SettingsError: If a value is wrong.
    """
    try:
        return Settings.model_validate({**settings.model_dump(), **changes})
    except ValidationError as error:
        raise _settings_error(error, None, {}) from None


def _read_mapping(path: Path) -> tuple[dict[str, Any], dict[str, int]]:
    """Return the file's values as text, and the line that each key stands on."""
    try:
        text = path.read_text(encoding="utf-8-sig")
        node = yaml.compose(text, Loader=yaml.BaseLoader)
        values = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - reads strings only
    except OSError as error:
        raise SettingsError(
            f"cannot read the settings: {error.strerror}",
            place=path,
            remedy="give --config an existing YAML file",
        ) from error
    except UnicodeDecodeError as error:
        raise SettingsError(
            f"the settings are not UTF-8 (byte {error.start})",
            place=path,
            remedy="save the file as UTF-8",
        ) from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise SettingsError(
            f"the settings are not valid YAML: {getattr(error, 'problem', None) or error}",
            place=path,
            line=None if mark is None else mark.line + 1,
            remedy="one 'key: value' a line",
        ) from error
    if node is None:
        return {}, {}
    if not isinstance(node, yaml.MappingNode):
        raise SettingsError(
            "the settings are not a mapping",
            place=path,
            line=node.start_mark.line + 1,
            remedy="one 'key: value' a line",
        )
    return values, _key_lines(node, path)


def _key_lines(node: yaml.MappingNode, path: Path) -> dict[str, int]:
    lines: dict[str, int] = {}
    for key_node, _ in node.value:
        key, line = str(key_node.value), key_node.start_mark.line + 1
        if key in lines:
            raise SettingsError(
                f"key {key!r} stands twice, first on line {lines[key]}",
                place=path,
                line=line,
                remedy="keep one of the two",
            )
        lines[key] = line
    return lines


def _settings_error(
    error: ValidationError, path: Path | None, lines: dict[str, int]
) -> SettingsError:
    first = error.errors(include_url=False)[0]
    key = str(first["loc"][0]) if first["loc"] else ""
    if first["type"] == "extra_forbidden":
        message = f"unknown key {key!r}"
        remedy = f"allowed: {', '.join(sorted(Settings.model_fields))}"
    else:
        message = f"{key}: {first['input']!r} is not allowed: {first['msg']}"
        remedy = Settings.model_fields[key].description or ""
    return SettingsError(message, place=path, line=lines.get(key), remedy=remedy)
