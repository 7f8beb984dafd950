"""Shards run one after another in this process."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from nlp_pipeline.config import Settings
from nlp_pipeline.engines import Outcomes
from nlp_pipeline.fingerprint import fingerprint
from nlp_pipeline.records import Document, Failure
from nlp_pipeline.store import Outcome

if TYPE_CHECKING:
    from nlp_pipeline.pipeline import Extractor, Result

SHARDS_OF_A_PIPELINE: Final = 200
"""After these it is built anew: spaCy keeps every word that it has ever seen."""


class InProcessEngine:
    """Extracts with one pipeline at a time, the first of which is built for the first shard."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._extractor: Extractor | None = None

    def fingerprint(self) -> str:
        """Return a hash of everything besides the document that decides the rows."""
        return fingerprint(self._settings)

    def extract(self, shards: Iterable[tuple[Document, ...]]) -> Outcomes:
        """Yield the outcomes of each shard, one for each of its documents, in their order."""
        for number, shard in enumerate(shards):
            if number % SHARDS_OF_A_PIPELINE == 0:
                self._extractor = None
            if self._extractor is None:
                self._extractor = build_extractor(self._settings)
            yield collect_outcomes(self._extractor.extract(shard), shard)


def build_extractor(settings: Settings) -> Extractor:
    """Build the pipeline; only now is spaCy loaded, which takes a second."""
    from nlp_pipeline.pipeline import Extractor

    return Extractor(settings)


def collect_outcomes(
    results: Iterable[Result | Failure], documents: tuple[Document, ...]
) -> tuple[Outcome, ...]:
    """Return an outcome for each of some documents whose names differ, in their order."""
    found: dict[str, Outcome] = {}
    by_id = {document.doc_id: document for document in documents}
    for result in results:
        if isinstance(result, Failure):
            if result.doc_id in by_id:
                found[result.doc_id] = Outcome(by_id[result.doc_id], failure=result)
        else:
            document = result.document
            found[document.doc_id] = Outcome(document, result.mentions, result.triples)
    return tuple(found.get(d.doc_id) or _lost(d) for d in documents)


def _lost(document: Document) -> Outcome:
    failure = Failure(
        path=document.path,
        doc_id=document.doc_id,
        kind="extraction",
        place=None,
        message="the pipeline gave no result for this document",
        remedy="look for a component that drops documents",
    )
    return Outcome(document, failure=failure)
