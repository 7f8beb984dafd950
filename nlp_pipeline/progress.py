"""What a run tells while it works."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """What a run tells while it works."""

    def begin(self, stage: str, total: int | None) -> None:
        """Begin a stage of ``total`` steps, None where their number is not known."""

    def advance(self, steps: int = 1) -> None:
        """Note that steps of the stage are done."""


class Silent:
    """Tells nothing."""

    def begin(self, stage: str, total: int | None) -> None:
        """Do nothing."""

    def advance(self, steps: int = 1) -> None:
        """Do nothing."""
