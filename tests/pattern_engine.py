"""An engine that finds "A inhibits B" by a regular expression, at once, in this or any process."""

from __future__ import annotations

import json
import os
import re
import signal
import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from nlp_pipeline.config import Settings
from nlp_pipeline.engines.worker import Findings, limited
from nlp_pipeline.records import Document, Failure, Triple
from nlp_pipeline.store import Outcome
from tests.sample_records import a_mention, a_triple, an_argument

CLAIM = re.compile(r"(\w+) (inhibits|activates) (\w+)")
TABLES = ["triples", "statements", "mentions", "drug_resistance", "errors", "changes"]
PUBLIC = sorted(
    [f"{name}.csv" for name in TABLES]
    + [f"{name}.parquet" for name in TABLES[:4]]
    + ["runs.jsonl", "statements.xlsx"]
)


class PatternEngine:
    """Finds claims by pattern; notes what it was given; can be told to break off."""

    def __init__(self, fingerprint: str = "1", *, stop_at_shard: int | None = None) -> None:
        self.seen: list[str] = []
        self._fingerprint = fingerprint
        self._stop_at_shard = stop_at_shard

    def fingerprint(self) -> str:
        return self._fingerprint

    def extract(self, shards: Iterable[tuple[Document, ...]]) -> Iterator[tuple[Outcome, ...]]:
        for number, shard in enumerate(shards):
            if number == self._stop_at_shard:
                raise KeyboardInterrupt
            self.seen += [document.doc_id for document in shard]
            yield tuple(self.outcome_of(document) for document in shard)

    def outcome_of(self, document: Document) -> Outcome:
        if "FAIL" in document.passages[0].source:
            problem = ("extraction", None, "ValueError: FAIL", "report it with the document")
            return Outcome(document, failure=Failure(document.path, document.doc_id, *problem))
        triples = tuple(self._triples(document))
        mentions = tuple(
            replace(a_mention(document.doc_id), passage_id=t.passage_id) for t in triples
        )
        return Outcome(document, mentions, triples)

    def _triples(self, document: Document) -> Iterator[Triple]:
        for passage in document.passages:
            for match in CLAIM.finditer(passage.source):
                subject, predicate, object_ = match.groups()
                yield a_triple(
                    document.doc_id,
                    subject=an_argument(subject, start=match.start(1)),
                    predicate=predicate,
                    object_=an_argument(object_, start=match.start(3)),
                    passage=passage.passage_id,
                    sentence=match.group(),
                )


def find_by_pattern(
    documents: tuple[Document, ...], settings: Settings, limit: float
) -> tuple[Findings, ...]:
    """Do in another process what ``PatternEngine`` does in this one.

    A document with KILL kills the process, one with STALL takes for ever; ONCE followed by the path
    of a file kills it where there is no such file yet, which it makes.
    """
    del settings

    def results() -> Iterator[Findings]:
        engine = PatternEngine()
        for document in documents:
            _misbehave(document.passages[0].source)
            outcome = engine.outcome_of(document)
            yield Findings(outcome.mentions, outcome.triples, outcome.failure)

    return tuple(limited(results(), limit))


def _misbehave(text: str) -> None:
    once = re.search(r"ONCE (\S+)", text)
    if once is not None and not Path(once[1]).exists():
        Path(once[1]).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    if "KILL" in text:
        os.kill(os.getpid(), signal.SIGKILL)
    if "STALL" in text:
        time.sleep(1000)


def write_lines(path: Path, **texts: str) -> None:
    lines = [json.dumps({"id": name, "text": text}) for name, text in texts.items()]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def tables_in(output: Path) -> dict[str, bytes]:
    """Return the bytes of the tables that depend on the inputs alone."""
    told = {"changes.csv", "runs.jsonl", "statements.xlsx"}
    names = [name for name in PUBLIC if name not in told]
    return {name: (output / name).read_bytes() for name in names}
