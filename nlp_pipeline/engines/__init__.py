"""Where shards run."""

from __future__ import annotations

from collections.abc import Generator, Iterable
from typing import Protocol

from nlp_pipeline.records import Document
from nlp_pipeline.store import Outcome

Outcomes = Generator[tuple[Outcome, ...], None, None]
"""Those of a shard at a time; closing it ends what the engine has started."""


class Engine(Protocol):
    """Turns documents into rows, somewhere."""

    def fingerprint(self) -> str:
        """Return a hash of everything besides the document that decides the rows."""

    def extract(self, shards: Iterable[tuple[Document, ...]]) -> Outcomes:
        """Yield the outcomes of each shard, one for each of its documents."""
