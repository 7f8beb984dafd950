"""What the pipeline saw in one text, for people: tokens, readings, rules tried and fired."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc

from nlp_pipeline.annotations import DISCARDED, MentionSpan, get_mentions, get_parsed
from nlp_pipeline.errors import ExtractionError
from nlp_pipeline.pipeline import Extractor, Result
from nlp_pipeline.records import Document, Failure, Passage
from nlp_pipeline.relations.explain import Attempt, explain_rules
from nlp_pipeline.text.cleaning import clean_text


@dataclass(frozen=True, slots=True)
class TokenLine:
    """One token and its place in the parse; the last four are None where nothing was parsed."""

    index: int
    text: str
    tag: str | None
    lemma: str | None
    dep: str | None
    head: str | None


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading of a name: kept, or discarded for a reason."""

    text: str
    mention: MentionSpan


@dataclass(frozen=True, slots=True)
class Explanation:
    """Everything that led to the triples of one text; each part in text order."""

    tokens: tuple[TokenLine, ...]
    kept: tuple[Reading, ...]
    discarded: tuple[Reading, ...]
    attempts: tuple[Attempt, ...]
    result: Result


def document_of_text(text: str, doc_id: str = "text") -> Document:
    """Return a text that stands in no file as a document of one passage."""
    view, offsets = clean_text(text, 0, len(text), layout=False)
    passage = Passage(doc_id, "body", None, source=text, view=view, offsets=offsets)
    return Document(doc_id=doc_id, path=doc_id, passages=(passage,))


def extract_text(extractor: Extractor, text: str) -> Result:
    """Return the mentions and triples of one text; offsets point into ``text``.

    Raises:
        ExtractionError: If a stage fails on it.
    """
    (outcome,) = extractor.extract([document_of_text(text)])
    if isinstance(outcome, Failure):
        raise ExtractionError(outcome.message, place=outcome.place, remedy=outcome.remedy)
    return outcome


def explain_text(extractor: Extractor, text: str) -> Explanation:
    """Run one text through the pipeline and keep what each stage saw.

    A blank text gives an explanation without parts.
    """
    document = document_of_text(text)
    (docs,) = extractor.annotate([document])
    (doc,) = docs
    return Explanation(
        tokens=tuple(_token_lines(doc)),
        kept=tuple(_readings(doc, get_mentions(doc))),
        discarded=tuple(_readings(doc, get_mentions(doc, group=DISCARDED))),
        attempts=tuple(explain_rules(doc, extractor.matcher)),
        result=extractor.result_of(document, docs),
    )


def _token_lines(doc: Doc) -> Iterator[TokenLine]:
    parsed = {token.i for sentence in get_parsed(doc) for token in sentence}
    for token in doc:
        if token.i in parsed:
            grammar = (token.tag_, token.lemma_, token.dep_, f"{token.head.text} ({token.head.i})")
            yield TokenLine(token.i, token.text, *grammar)
        else:
            yield TokenLine(token.i, token.text, None, None, None, None)


def _readings(doc: Doc, mentions: tuple[MentionSpan, ...]) -> Iterator[Reading]:
    for mention in mentions:
        yield Reading(doc[mention.start_token : mention.end_token].text, mention)
