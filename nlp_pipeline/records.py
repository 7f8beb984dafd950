"""The records that cross the borders between stages, and the table schemas.

A reader makes a :class:`Document`; extraction makes :class:`Mention` and :class:`Triple`
records from it; assembly makes :class:`Statement` records. The Arrow schemas below are the only
place where the columns of a table are listed.
"""

from __future__ import annotations

import hashlib
import json
from bisect import bisect_right
from dataclasses import dataclass, field, fields, replace
from typing import Final

import pyarrow as pa

from nlp_pipeline.vocabulary import PREDICATES

_JSON: Final = json.JSONEncoder(ensure_ascii=True, separators=(",", ":"))

# --------------------------------------------------------------------------- documents


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """Leads character offsets of a cleaned view back to the source text.

    The view is a sequence of runs, each copied (or replaced one for one, as a line end by a
    space) from consecutive source characters.

    Attributes:
        runs: ``(view_start, source_start, length)`` per run, in view order, without gaps in the
            view.

    Examples:
        >>> OffsetMap(((0, 0, 7), (7, 9, 4))).source_span(5, 9)
        (5, 11)
    """

    runs: tuple[tuple[int, int, int], ...]

    @classmethod
    def identity(cls, length: int, source_start: int = 0) -> OffsetMap:
        """Map a view that is a plain slice of the source, ``length`` characters long."""
        return cls(((0, source_start, length),))

    def source_char(self, view_char: int) -> int:
        """Return the source offset of the character at ``view_char``."""
        index = bisect_right(self.runs, (view_char, 1 << 62, 1 << 62)) - 1
        view_start, source_start, length = self.runs[index]
        if not 0 <= view_char - view_start < length:
            msg = f"offset {view_char} lies outside the view"
            raise IndexError(msg)
        return source_start + view_char - view_start

    def source_span(self, view_start: int, view_end: int) -> tuple[int, int]:
        """Return the half-open source span that the non-empty view span comes from."""
        return self.source_char(view_start), self.source_char(view_end - 1) + 1


@dataclass(frozen=True, slots=True)
class Passage:
    """One stretch of running text: a caption, a title, a paragraph, a table row.

    Attributes:
        passage_id: Unique within its document.
        kind: One of ``vocabulary.PASSAGE_KINDS``.
        section: Heading that the passage stands under, or None.
        source: The text that all offsets of this passage refer to: the caption as the YAML gives
            it, the whole text file as it is on disk, the JSONL ``text``. Passages of one file
            share one string.
        view: The cleaned text that is analysed.
        offsets: Leads offsets of ``view`` back to ``source``.
    """

    passage_id: str
    kind: str
    section: str | None
    source: str
    view: str
    offsets: OffsetMap


@dataclass(frozen=True, slots=True)
class Document:
    """One figure record, article or JSONL line.

    Attributes:
        doc_id: The figure id, the file's stem, or the JSONL ``id``.
        path: Where it was read from, for messages; not part of its content.
        passages: In reading order.
        figid, pmcid, doi, journal, title: As the source gives them, else None.
        year: Year of publication, else None.
        figure_link: Web page of the figure, as its record names it, else None.
        keywords, organisms: Weak evidence from the record (figure OCR), never truth.
    """

    doc_id: str
    path: str
    passages: tuple[Passage, ...]
    figid: str | None = None
    pmcid: str | None = None
    doi: str | None = None
    year: int | None = None
    journal: str | None = None
    title: str | None = None
    figure_link: str | None = None
    keywords: tuple[str, ...] = ()
    organisms: tuple[str, ...] = ()

    def content_hash(self) -> str:
        """Return a hash of everything that extraction can see, and of nothing else."""
        digest = hashlib.sha256()
        for name in (f.name for f in fields(self) if f.name not in {"path", "passages"}):
            digest.update(repr((name, getattr(self, name))).encode("utf-8", "surrogatepass"))
        for passage in self.passages:
            parts = (passage.passage_id, passage.kind, passage.section, passage.view)
            digest.update(repr((parts, passage.offsets.runs)).encode("utf-8", "surrogatepass"))
        return digest.hexdigest()


# --------------------------------------------------------------------------- results


@dataclass(frozen=True, slots=True)
class Mention:
    """One recognised name in a passage; offsets are half-open and point into its source.

    ``nested`` marks a name inside a longer mention ("AKT" in "PI3K/AKT pathway").
    """

    doc_id: str
    passage_id: str
    start: int
    end: int
    text: str
    id: str | None
    label: str
    type: str
    source: str
    score: float
    nested: bool = False


@dataclass(frozen=True, slots=True)
class Argument:
    """Subject or object of a triple: a mention, what it stands for, and its state."""

    text: str
    start: int
    end: int
    id: str | None
    label: str
    type: str
    state: str | None = None
    role: str | None = None

    def claim(self) -> tuple[str, str, str | None]:
        """Return what identifies the argument in a claim: label, type and state."""
        return self.label, self.type, self.state


@dataclass(frozen=True, slots=True)
class Triple:
    """One claim at one place of one document."""

    doc_id: str
    passage_id: str
    passage_kind: str
    section: str | None
    figid: str | None
    pmcid: str | None
    doi: str | None
    year: int | None
    journal: str | None
    title: str | None
    subject: Argument
    predicate: str
    object: Argument
    negated: bool
    hedged: bool
    confidence: float
    rule_id: str
    sentence: str
    sentence_start: int
    sentence_end: int
    statement_id: str = field(default="")
    triple_id: str = field(default="")
    curation: str | None = None
    figure_link: str | None = None


def statement_id_of(subject: Argument, predicate: str, object_: Argument) -> str:
    """Return the hash of a claim, wherever it stands.

    Denial and doubt are no part of it, so that evidence for and against meets in one statement.
    The arguments of a symmetric predicate may come in either order.

    Examples:
        >>> egfr = Argument("Her1", 0, 4, "hgnc:3236", "EGFR", "Gene")
        >>> erbb2 = Argument("Her2", 15, 19, "hgnc:3430", "ERBB2", "Gene")
        >>> statement_id_of(egfr, "binds", erbb2) == statement_id_of(erbb2, "binds", egfr)
        True
        >>> statement_id_of(egfr, "activates", erbb2) == statement_id_of(erbb2, "activates", egfr)
        False
    """
    claims = [subject.claim(), object_.claim()]
    known = PREDICATES.get(predicate)
    if known is not None and known.symmetric:
        claims.sort(key=lambda claim: tuple(part or "" for part in claim))
    return _digest([predicate, *claims])


def triple_id_of(triple: Triple, claim: str) -> str:
    """Return the hash of a triple's place in its document and of its claim, given as its hash."""
    subject, object_ = triple.subject, triple.object
    place = [triple.doc_id, triple.passage_id, subject.start, subject.end]
    return _digest([*place, object_.start, object_.end, claim, triple.negated])


def with_ids(triple: Triple) -> Triple:
    """Return the triple with both of its hashes filled in."""
    claim = statement_id_of(triple.subject, triple.predicate, triple.object)
    return replace(triple, statement_id=claim, triple_id=triple_id_of(triple, claim))


def _digest(parts: list[object]) -> str:
    text = _JSON.encode(parts)
    return hashlib.blake2b(text.encode("ascii"), digest_size=10).hexdigest()


@dataclass(frozen=True, slots=True)
class Failure:
    """One row of ``errors.csv``: what failed, where, and what to do."""

    path: str
    doc_id: str | None
    kind: str
    place: str | None
    message: str
    remedy: str | None


@dataclass(frozen=True, slots=True)
class Evidence:
    """The place that shows a claim best, and where the arguments stand in its sentence.

    Attributes:
        triple_id, doc_id, figid, pmcid, sentence, confidence: As in the triple.
        subject_start, subject_end, object_start, object_end: Half-open character offsets into
            ``sentence``; null where the mended sentence no longer holds the words.
    """

    triple_id: str
    doc_id: str
    figid: str | None
    pmcid: str | None
    sentence: str
    subject_start: int | None
    subject_end: int | None
    object_start: int | None
    object_end: int | None
    confidence: float


@dataclass(frozen=True, slots=True)
class Statement:
    """One distinct claim, with the evidence for it added up.

    Attributes:
        statement_id: Hash of the claim alone: both arguments with state, and the predicate.
        belief: 0-1; grows with the number of distinct papers, not of sentences. Its two factors
            are ``belief_for`` and one less ``belief_against``.
        papers, documents, triples: Distinct papers (PMCID, DOI, else document), documents and
            triple rows that assert the claim; ``negated_papers`` and ``negated_triples`` deny it.
            ``hedged_papers`` and ``hedged_triples`` are those of the asserting ones that doubt
            it; a paper that also asserts it plainly is not hedged.
        paper_ids, negated_paper_ids: The papers that assert and deny it, sorted.
        belief_parts: What each paper adds to the belief: sign, confidence, paper and rule, best
            first: ``+0.880 PMC123 resistance-change``; ``hedged`` or ``curated`` behind it where
            that changed the weight.
        contradictions: How many other asserted statements say the opposite of the same pair; they
            are in ``contradicts``, and ``contradicting_papers`` counts their papers.
        refines: Statements that say the same more generally: of a family in place of its member,
            of a gene in place of its variant, without a state. ``refined_by`` is the inverse.
        best: The row that shows the claim best.
        negated_sentence: What denies it most surely, null where nothing does.
        curation: ``right`` where a curator has confirmed the statement, else null.
    """

    statement_id: str
    subject: Argument
    predicate: str
    object: Argument
    belief: float
    belief_for: float
    belief_against: float
    papers: int
    negated_papers: int
    hedged_papers: int
    documents: int
    triples: int
    negated_triples: int
    hedged_triples: int
    first_year: int | None
    last_year: int | None
    rule_ids: tuple[str, ...]
    paper_ids: tuple[str, ...]
    negated_paper_ids: tuple[str, ...]
    belief_parts: tuple[str, ...]
    best: Evidence
    negated_sentence: str | None = None
    contradictions: int = 0
    contradicting_papers: int = 0
    contradicts: tuple[str, ...] = ()
    refines: tuple[str, ...] = ()
    refined_by: tuple[str, ...] = ()
    curation: str | None = None


# --------------------------------------------------------------------------- schemas


def _argument_fields(side: str) -> list[pa.Field]:
    return [
        pa.field(f"{side}_text", pa.string(), nullable=False),
        pa.field(f"{side}_start", pa.int32(), nullable=False),
        pa.field(f"{side}_end", pa.int32(), nullable=False),
        pa.field(f"{side}_id", pa.string()),
        pa.field(f"{side}_label", pa.string(), nullable=False),
        pa.field(f"{side}_type", pa.string(), nullable=False),
        pa.field(f"{side}_state", pa.string()),
        pa.field(f"{side}_role", pa.string()),
    ]


def _evidence_fields() -> list[pa.Field]:
    return [
        pa.field("best_triple_id", pa.string(), nullable=False),
        pa.field("best_doc_id", pa.string(), nullable=False),
        pa.field("best_figid", pa.string()),
        pa.field("best_pmcid", pa.string()),
        pa.field("best_sentence", pa.string(), nullable=False),
        pa.field("best_subject_start", pa.int32()),
        pa.field("best_subject_end", pa.int32()),
        pa.field("best_object_start", pa.int32()),
        pa.field("best_object_end", pa.int32()),
        pa.field("best_confidence", pa.float64(), nullable=False),
    ]


def _claim_fields(side: str) -> list[pa.Field]:
    names = ("id", "label", "type", "state", "role")
    wanted = {f"{side}_{name}" for name in names}
    return [field_ for field_ in _argument_fields(side) if field_.name in wanted]


TRIPLES_SCHEMA = pa.schema(
    [
        pa.field("triple_id", pa.string(), nullable=False),
        pa.field("statement_id", pa.string(), nullable=False),
        pa.field("doc_id", pa.string(), nullable=False),
        pa.field("passage_id", pa.string(), nullable=False),
        pa.field("passage_kind", pa.string(), nullable=False),
        pa.field("section", pa.string()),
        pa.field("figid", pa.string()),
        pa.field("pmcid", pa.string()),
        pa.field("doi", pa.string()),
        pa.field("year", pa.int32()),
        pa.field("journal", pa.string()),
        pa.field("title", pa.string()),
        pa.field("figure_link", pa.string()),
        *_argument_fields("subject"),
        pa.field("predicate", pa.string(), nullable=False),
        *_argument_fields("object"),
        pa.field("negated", pa.bool_(), nullable=False),
        pa.field("hedged", pa.bool_(), nullable=False),
        pa.field("confidence", pa.float64(), nullable=False),
        pa.field("rule_id", pa.string(), nullable=False),
        pa.field("sentence", pa.string(), nullable=False),
        pa.field("sentence_start", pa.int32(), nullable=False),
        pa.field("sentence_end", pa.int32(), nullable=False),
        pa.field("curation", pa.string()),
    ]
)

STATEMENTS_SCHEMA = pa.schema(
    [
        pa.field("statement_id", pa.string(), nullable=False),
        *_claim_fields("subject"),
        pa.field("predicate", pa.string(), nullable=False),
        *_claim_fields("object"),
        pa.field("belief", pa.float64(), nullable=False),
        pa.field("belief_for", pa.float64(), nullable=False),
        pa.field("belief_against", pa.float64(), nullable=False),
        pa.field("papers", pa.int32(), nullable=False),
        pa.field("negated_papers", pa.int32(), nullable=False),
        pa.field("hedged_papers", pa.int32(), nullable=False),
        pa.field("documents", pa.int32(), nullable=False),
        pa.field("triples", pa.int32(), nullable=False),
        pa.field("negated_triples", pa.int32(), nullable=False),
        pa.field("hedged_triples", pa.int32(), nullable=False),
        pa.field("first_year", pa.int32()),
        pa.field("last_year", pa.int32()),
        pa.field("rule_ids", pa.list_(pa.string()), nullable=False),
        pa.field("paper_ids", pa.list_(pa.string()), nullable=False),
        pa.field("negated_paper_ids", pa.list_(pa.string()), nullable=False),
        pa.field("belief_parts", pa.list_(pa.string()), nullable=False),
        pa.field("contradictions", pa.int32(), nullable=False),
        pa.field("contradicting_papers", pa.int32(), nullable=False),
        pa.field("contradicts", pa.list_(pa.string()), nullable=False),
        pa.field("refines", pa.list_(pa.string()), nullable=False),
        pa.field("refined_by", pa.list_(pa.string()), nullable=False),
        *_evidence_fields(),
        pa.field("negated_sentence", pa.string()),
        pa.field("curation", pa.string()),
    ]
)

MENTIONS_SCHEMA = pa.schema(
    [
        pa.field("doc_id", pa.string(), nullable=False),
        pa.field("passage_id", pa.string(), nullable=False),
        pa.field("start", pa.int32(), nullable=False),
        pa.field("end", pa.int32(), nullable=False),
        pa.field("text", pa.string(), nullable=False),
        pa.field("id", pa.string()),
        pa.field("label", pa.string(), nullable=False),
        pa.field("type", pa.string(), nullable=False),
        pa.field("source", pa.string(), nullable=False),
        pa.field("score", pa.float64(), nullable=False),
        pa.field("nested", pa.bool_(), nullable=False),
    ]
)

RESISTANCE_SCHEMA = pa.schema(
    [
        pa.field("drug", pa.string(), nullable=False),
        pa.field("drug_id", pa.string()),
        pa.field("drug_type", pa.string(), nullable=False),
        pa.field("target", pa.string()),
        pa.field("target_id", pa.string()),
        pa.field("resistance_factor", pa.string(), nullable=False),
        pa.field("resistance_factor_id", pa.string()),
        pa.field("resistance_factor_type", pa.string(), nullable=False),
        pa.field("resistance_factor_state", pa.string()),
        pa.field("direction", pa.string(), nullable=False),
        pa.field("mechanism", pa.string()),
        pa.field("mechanism_id", pa.string()),
        pa.field("belief", pa.float64(), nullable=False),
        pa.field("papers", pa.int32(), nullable=False),
        pa.field("negated_papers", pa.int32(), nullable=False),
        pa.field("hedged_papers", pa.int32(), nullable=False),
        pa.field("figures", pa.int32(), nullable=False),
        pa.field("triples", pa.int32(), nullable=False),
        pa.field("first_year", pa.int32()),
        pa.field("last_year", pa.int32()),
        *_evidence_fields(),
        pa.field("statement_id", pa.string(), nullable=False),
        pa.field("curation", pa.string()),
    ]
)

ERRORS_SCHEMA = pa.schema(
    [
        pa.field("path", pa.string(), nullable=False),
        pa.field("doc_id", pa.string()),
        pa.field("kind", pa.string(), nullable=False),
        pa.field("place", pa.string()),
        pa.field("message", pa.string(), nullable=False),
        pa.field("remedy", pa.string()),
    ]
)

CHANGES_SCHEMA = pa.schema(
    [
        pa.field("change", pa.string(), nullable=False),
        pa.field("statement_id", pa.string(), nullable=False),
        *_claim_fields("subject"),
        pa.field("predicate", pa.string(), nullable=False),
        *_claim_fields("object"),
        pa.field("belief_before", pa.float64()),
        pa.field("belief", pa.float64()),
        pa.field("papers_before", pa.int32()),
        pa.field("papers", pa.int32()),
        pa.field("negated_papers_before", pa.int32()),
        pa.field("negated_papers", pa.int32()),
        pa.field("best_doc_id", pa.string(), nullable=False),
        pa.field("best_sentence", pa.string(), nullable=False),
    ]
)

CURATION_SCHEMA = pa.schema(
    [
        pa.field("curation", pa.string(), nullable=False),
        pa.field("kind", pa.string(), nullable=False),
        pa.field("found", pa.bool_(), nullable=False),
        pa.field("subject", pa.string(), nullable=False),
        pa.field("predicate", pa.string(), nullable=False),
        pa.field("object", pa.string(), nullable=False),
        pa.field("sentence", pa.string(), nullable=False),
        pa.field("rule_id", pa.string()),
        pa.field("doc_id", pa.string(), nullable=False),
        pa.field("statement_id", pa.string(), nullable=False),
        pa.field("triple_id", pa.string(), nullable=False),
    ]
)
