"""An output folder as a run writes it, from claims that a test gives."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from nlp_pipeline.config import Settings
from nlp_pipeline.records import Argument, Document, Mention, Triple, with_ids
from nlp_pipeline.runner import run
from nlp_pipeline.store import Outcome
from tests.sample_records import a_triple


@dataclass(frozen=True, slots=True)
class Claim:
    """What one sentence says; the arguments' texts stand in the sentence."""

    subject: Argument
    predicate: str
    object: Argument
    sentence: str
    negated: bool = False
    hedged: bool = False
    confidence: float = 0.8


def an_end(
    text: str,
    type_: str = "Gene",
    id_: str | None = None,
    state: str | None = None,
    label: str = "",
) -> Argument:
    """Return an argument whose place is filled in when its sentence is known."""
    return Argument(text, 0, 0, id_, label or text, type_, state)


class ClaimEngine:
    """Finds in each document the claims that it was given for it."""

    def __init__(self, claims: dict[str, list[Claim]]) -> None:
        self._claims = claims

    def fingerprint(self) -> str:
        return "1"

    def extract(self, shards: Iterable[tuple[Document, ...]]) -> Iterator[tuple[Outcome, ...]]:
        for shard in shards:
            yield tuple(self._outcome(document) for document in shard)

    def _outcome(self, document: Document) -> Outcome:
        found = tuple(_triple(document, claim) for claim in self._claims[document.doc_id])
        names = {
            (end.start, end.end, end.label): Mention(
                *(document.doc_id, triple.passage_id, end.start, end.end, end.text),
                *(end.id, end.label, end.type, "lexicon", 0.9),
            )
            for triple in found
            for end in (triple.subject, triple.object)
        }
        return Outcome(document, tuple(names.values()), found)


def _triple(document: Document, claim: Claim) -> Triple:
    passage = document.passages[0]
    start = passage.source.index(claim.sentence)
    ends = []
    for end in (claim.subject, claim.object):
        place = start + claim.sentence.index(end.text)
        ends.append(replace(end, start=place, end=place + len(end.text)))
    made = a_triple(
        document.doc_id,
        subject=ends[0],
        predicate=claim.predicate,
        object_=ends[1],
        passage=passage.passage_id,
        negated=claim.negated,
        hedged=claim.hedged,
        confidence=claim.confidence,
        sentence=claim.sentence,
    )
    figid = document.doc_id if document.doc_id.startswith("PMC") else None
    pmcid = None if figid is None else figid.split("__")[0]
    return with_ids(replace(made, sentence_start=start, figid=figid, pmcid=pmcid, year=2019))


def write_output(folder: Path, claims: dict[str, list[Claim]]) -> Path:
    """Run on one text for each document, which holds the sentences of its claims."""
    inputs = folder / "inputs"
    inputs.mkdir(exist_ok=True, parents=True)
    lines = [
        json.dumps({"id": doc_id, "text": "\n\n".join(dict.fromkeys(c.sentence for c in said))})
        for doc_id, said in claims.items()
    ]
    (inputs / "texts.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    settings = Settings(spreadsheet=False)
    run([inputs], folder / "output", settings, engine=ClaimEngine(claims))
    return folder / "output"


PTEN = an_end("PTEN", id_="hgnc:9588", state="loss")
TRASTUZUMAB = an_end("trastuzumab", "Drug", "drugbank:DB00072")
ERBB2 = an_end("Her2", id_="hgnc:3430", label="ERBB2")
AKT = an_end("AKT", "Family", "fplx:AKT")
TKI = an_end("EGFR TKIs", "DrugClass", label="EGFR tyrosine kinase inhibitor")

SAMPLE = {
    "PMC1__g1": [
        Claim(
            PTEN,
            "confers_resistance_to",
            TRASTUZUMAB,
            "PTEN loss confers resistance to trastuzumab.",
            confidence=0.9,
        ),
        Claim(TRASTUZUMAB, "targets", ERBB2, "We gave trastuzumab, which targets Her2."),
        Claim(
            PTEN,
            "activates",
            an_end("apoptosis", "Process", "go:0006915", label="apoptotic process"),
            "PTEN deficiency triggers apoptosis.",
        ),
    ],
    "PMC2__g1": [
        Claim(
            PTEN,
            "confers_resistance_to",
            TRASTUZUMAB,
            "Loss of PTEN may not confer resistance to trastuzumab.",
            negated=True,
            hedged=True,
        ),
        Claim(an_end("IGF1R", id_="hgnc:5465"), "sensitizes_to", TKI, "IGF1R <b> & EGFR TKIs."),
        Claim(an_end("EGF", id_="hgnc:3229"), "activates", AKT, "EGF activates AKT."),
    ],
    "PMC3__g1": [
        Claim(an_end("EGF", id_="hgnc:3229"), "inhibits", AKT, "EGF inhibits AKT here."),
        Claim(
            an_end("B-RAF V600E", "Variant", label="BRAF V600E"),
            "binds",
            an_end("TP53", id_="hgnc:11998", state="mutation"),
            "B-RAF V600E binds mutant TP53.",
        ),
        Claim(AKT, "modifies", ERBB2, "AKT phosphorylates Her2."),
        Claim(AKT, "acts_through", an_end("mTOR axis", "Pathway"), "AKT works via the mTOR axis."),
        Claim(TRASTUZUMAB, "combined_with", TKI, "The drug trastuzumab with EGFR TKIs."),
    ],
}
"""Three figures: resistance denied by one, a contradiction, and each kind of export case."""
