"""Where shards run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

from nlp_pipeline.records import Document
from nlp_pipeline.store import Outcome


class Engine(Protocol):
    """Turns documents into rows, somewhere."""

    def fingerprint(self) -> str:
        """Return a hash of everything besides the document that decides the rows."""

    def extract(self, shards: Iterable[tuple[Document, ...]]) -> Iterator[tuple[Outcome, ...]]:
        """Yield the outcomes of each shard, one for each of its documents."""
