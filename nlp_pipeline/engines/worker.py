"""What runs in a process that extracts: the pipeline, loaded once, under a time limit."""

from __future__ import annotations

import faulthandler
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from nlp_pipeline.config import Settings
from nlp_pipeline.engines.in_process import build_extractor, collect_outcomes
from nlp_pipeline.records import Document, Failure, Mention, Triple
from nlp_pipeline.store import Outcome

if TYPE_CHECKING:
    from nlp_pipeline.pipeline import Extractor


_T = TypeVar("_T")
LIMIT_EXIT_CODE: Final = 1
"""faulthandler's; what else goes wrong in a worker is reported or ends in a signal."""


@dataclass(frozen=True, slots=True)
class Findings:
    """An outcome without its document, which the other process still has."""

    mentions: tuple[Mention, ...]
    triples: tuple[Triple, ...]
    failure: Failure | None


Find = Callable[[tuple[Document, ...], Settings, float], tuple[Findings, ...]]
"""Extracts documents, given the settings and the seconds from one result to the next."""


def find_in(
    documents: tuple[Document, ...], settings: Settings, limit: float
) -> tuple[Findings, ...]:
    """Extract some documents with this process's own pipeline.

    Args:
        documents: With names that differ.
        settings: What to extract with; the pipeline is built at the first call.
        limit: Seconds from one result to the next. A process that takes longer ends at once, even
            inside a compiled function, so that who started it finds it dead.

    Returns:
        One for each document, in their order.
    """
    results = limited(_extractor(settings).extract(documents), limit)
    outcomes = collect_outcomes(results, documents)
    return tuple(Findings(o.mentions, o.triples, o.failure) for o in outcomes)


def outcomes_of(
    documents: tuple[Document, ...], findings: Sequence[Findings]
) -> tuple[Outcome, ...]:
    """Put documents and what another process found in them together."""
    return tuple(
        Outcome(document, f.mentions, f.triples, f.failure)
        for document, f in zip(documents, findings, strict=True)
    )


def deadly(document: Document, reason: str) -> Outcome:
    """Return the outcome of a document that ended the process which worked on it, twice."""
    failure = Failure(
        path=document.path,
        doc_id=document.doc_id,
        kind="extraction",
        place=None,
        message=reason,
        remedy="give more time with --timeout or more memory, or split the document",
    )
    return Outcome(document, failure=failure)


@lru_cache(maxsize=1)
def _extractor(settings: Settings) -> Extractor:
    return build_extractor(settings)


def limited(results: Iterator[_T], limit: float) -> Iterator[_T]:
    """Pass on results; end the process where the next takes longer than ``limit`` seconds.

    faulthandler's clock is a thread of its own in C, which a compiled loop does not hold up.
    """
    with Path(os.devnull).open("w") as nowhere:
        try:
            faulthandler.dump_traceback_later(limit, exit=True, file=nowhere)
            for result in results:
                yield result
                faulthandler.dump_traceback_later(limit, exit=True, file=nowhere)
        finally:
            faulthandler.cancel_dump_traceback_later()
