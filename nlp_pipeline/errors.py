"""One exception per way to fail.

Each carries what a reader of the error table needs: which document or rule, which place, which
value, and what to do about it. ``str(error)`` is one line.
"""

from __future__ import annotations

from pathlib import Path


class NlpPipelineError(Exception):
    """Base of all errors that this package raises on purpose.

    Args:
        message: What is wrong, in one sentence, with the offending value.
        place: File, document, rule or key that it happened in, where known.
        line: Line in that file, counted from 1, where known.
        remedy: What the user can do about it.
    """

    kind = "error"

    def __init__(
        self,
        message: str,
        *,
        place: str | Path | None = None,
        line: int | None = None,
        remedy: str | None = None,
    ) -> None:
        self.message = message
        self.place = None if place is None else str(place)
        self.line = line
        self.remedy = remedy
        super().__init__(message, self.place, line, remedy)

    def __str__(self) -> str:
        where = self.place or ""
        if where and self.line is not None:
            where = f"{where}:{self.line}"
        parts = [f"{where}: " if where else "", self.message]
        if self.remedy:
            parts.append(f" ({self.remedy})")
        return "".join(parts).replace("\n", " ")

    def __reduce__(self) -> tuple[object, ...]:
        """Keep the keyword arguments when the error crosses a process border."""
        return (_rebuild, (type(self), self.message, self.place, self.line, self.remedy))


def how_to_install(extra: str) -> str:
    """Return the remedy where a package of one of our extras is missing.

    Examples:
        >>> how_to_install("web")
        "in the folder of this project: pip install -c constraints.txt '.[web]'"
    """
    return f"in the folder of this project: pip install -c constraints.txt '.[{extra}]'"


def _rebuild(
    cls: type[NlpPipelineError],
    message: str,
    place: str | None,
    line: int | None,
    remedy: str | None,
) -> NlpPipelineError:
    return cls(message, place=place, line=line, remedy=remedy)


class ReadError(NlpPipelineError):
    """A file or one record in it cannot be read."""

    kind = "read"


class SettingsError(NlpPipelineError):
    """The settings file or a command-line value is wrong."""

    kind = "settings"


class ModelError(NlpPipelineError):
    """A language model is missing, unknown or unusable."""

    kind = "model"


class LexiconError(NlpPipelineError):
    """The lexicon, one of its sources or a curated row is wrong."""

    kind = "lexicon"


class RuleError(NlpPipelineError):
    """A rule file is wrong."""

    kind = "rule"


class ExtractionError(NlpPipelineError):
    """One document failed between reading and writing."""

    kind = "extraction"


class StoreError(NlpPipelineError):
    """The output folder cannot be used: locked, not ours, or damaged."""

    kind = "store"


class StoppedError(NlpPipelineError):
    """A run was asked to end early; it can be continued."""

    kind = "stopped"
