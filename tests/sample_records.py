"""Small records for tests that need any document, triple or mention."""

from __future__ import annotations

from nlp_pipeline.records import (
    Argument,
    Document,
    Mention,
    OffsetMap,
    Passage,
    Triple,
    with_ids,
)


def a_passage(text: str, passage_id: str = "p0", kind: str = "caption") -> Passage:
    """Return a passage whose view is its source."""
    return Passage(passage_id, kind, None, text, text, OffsetMap.identity(len(text)))


def a_document(doc_id: str, *texts: str, **metadata: object) -> Document:
    """Return a document with one passage (``p0``, ``p1`` …) for each text."""
    passages = tuple(
        a_passage(text, f"p{i}") for i, text in enumerate(texts or ("PTEN inhibits AKT.",))
    )
    return Document(doc_id, f"{doc_id}.md", passages, **metadata)  # type: ignore[arg-type]


def an_argument(
    label: str,
    type_: str = "Gene",
    *,
    state: str | None = None,
    start: int = 0,
    id_: str | None = None,
) -> Argument:
    """Return an argument whose text is its label."""
    return Argument(label, start, start + len(label), id_, label, type_, state)


def a_triple(
    doc_id: str,
    *,
    subject: str | Argument = "PTEN",
    predicate: str = "inhibits",
    object_: str | Argument = "AKT",
    start: int = 0,
    passage: str = "p0",
    confidence: float = 0.8,
    negated: bool = False,
    hedged: bool = False,
    pmcid: str | None = None,
    doi: str | None = None,
    year: int | None = None,
    rule_id: str = "inhibits-verb",
    sentence: str = "PTEN inhibits AKT.",
) -> Triple:
    """Return a triple with its hashes."""
    arguments = [
        an_argument(argument, start=start + offset) if isinstance(argument, str) else argument
        for argument, offset in ((subject, 0), (object_, 14))
    ]
    return with_ids(
        Triple(
            doc_id=doc_id,
            passage_id=passage,
            passage_kind="caption",
            section=None,
            figid=None,
            pmcid=pmcid,
            doi=doi,
            year=year,
            journal=None,
            title=None,
            subject=arguments[0],
            predicate=predicate,
            object=arguments[1],
            negated=negated,
            hedged=hedged,
            confidence=confidence,
            rule_id=rule_id,
            sentence=sentence,
            sentence_start=start,
            sentence_end=start + len(sentence),
        )
    )


def a_mention(doc_id: str, start: int = 0, label: str = "PTEN") -> Mention:
    """Return a mention of a gene in the first passage."""
    return Mention(
        doc_id, "p0", start, start + len(label), label, None, label, "Gene", "lexicon", 1.0
    )
