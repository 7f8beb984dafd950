"""Builds the pipeline and runs documents through it.

A :class:`~nlp_pipeline.records.Document` goes in, spaCy components annotate one Doc per passage,
and mentions and triples come out as records.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final, cast

import spacy
from spacy.attrs import IDX, LENGTH
from spacy.language import Language
from spacy.pipeline import TrainablePipe
from spacy.tokens import Doc

import nlp_pipeline.entities.phrases
import nlp_pipeline.entities.recogniser
import nlp_pipeline.entities.symbols
import nlp_pipeline.grounding.abbreviations
import nlp_pipeline.text.sentences
import nlp_pipeline.text.tokenizer  # noqa: F401 - the imports register tokenizer and factories
from nlp_pipeline.annotations import (
    MENTIONS,
    NESTED,
    PARSED,
    Context,
    get_abbreviations,
    get_mentions,
    set_context,
    set_parsed,
)
from nlp_pipeline.config import Settings
from nlp_pipeline.entities.gaps import GapRecogniser
from nlp_pipeline.entities.recogniser import EntityRecogniser
from nlp_pipeline.errors import ExtractionError, ModelError, NlpPipelineError
from nlp_pipeline.records import Document, Failure, Mention, OffsetMap, Passage, Triple
from nlp_pipeline.relations.matcher import RuleMatcher
from nlp_pipeline.relations.rules import Rule, load_rules
from nlp_pipeline.relations.triples import extract_triples
from nlp_pipeline.resources import models_dir
from nlp_pipeline.selection import SentenceSelector
from nlp_pipeline.text.encoding import encode_in_blocks
from nlp_pipeline.text.ops import use_fast_ops
from nlp_pipeline.text.parsing import SelectiveParser
from nlp_pipeline.text.remembering import remember_embeddings, remember_words
from nlp_pipeline.text.stepping import step_from_python
from nlp_pipeline.text.tokenizer import build_tokenizer

RECOGNISING_PIPES = ("nlp_pipeline_gazetteer", "ner")
PARSING_PIPES = ("tok2vec", "transformer", "tagger", "parser", "attribute_ruler", "lemmatizer")

BATCH_CHARACTERS: Final = 200_000
"""Of text that is annotated at once; an article has about 50,000, a caption 1,000."""


@dataclass(frozen=True, slots=True)
class Result:
    """What one document yields."""

    document: Document
    mentions: tuple[Mention, ...]
    triples: tuple[Triple, ...]


class Extractor:
    """A loaded pipeline with its rules: documents in, results out.

    Args:
        settings: Which model, lexicon and rules to use.

    Raises:
        ModelError: The model does not exist or cannot parse.
        LexiconError: The lexicon or a user's term file is wrong.
        RuleError: A rule file is wrong.
    """

    def __init__(self, settings: Settings | None = None) -> None:
        self.settings = settings or Settings()
        self.rules: tuple[Rule, ...] = load_rules(self.settings.rules)
        self.matcher = RuleMatcher(self.rules)
        self.nlp = build_pipeline(self.settings, self.rules)

    def extract(self, documents: Iterable[Document]) -> Iterator[Result | Failure]:
        """Yield one result or failure per document, in order.

        A document that fails is reported and passed over; the stream goes on.
        """
        for batch in _batches(documents, self.settings.batch_size):
            yield from self._extract_batch(batch)

    def _extract_batch(self, batch: Sequence[Document]) -> Iterator[Result | Failure]:
        try:
            annotated = self.annotate(batch)
        except Exception as error:  # noqa: BLE001 - the document boundary: find the one that fails
            if len(batch) == 1:
                yield _failure_of(batch[0], error)
                return
            for document in batch:
                yield from self._extract_batch([document])
            return
        for document, docs in zip(batch, annotated, strict=True):
            yield self._result_or_failure(document, docs)

    def _result_or_failure(self, document: Document, docs: Sequence[Doc]) -> Result | Failure:
        try:
            return self.result_of(document, docs)
        except Exception as error:  # noqa: BLE001 - the document boundary
            return _failure_of(document, error)

    def annotate(self, documents: Sequence[Document]) -> list[list[Doc]]:
        """Return one annotated Doc per passage of each document."""
        docs: list[list[Doc]] = []
        for _, docs in annotate_stages(self.nlp, documents, self.settings.batch_size):  # noqa: B007
            pass
        return docs

    def result_of(self, document: Document, docs: Sequence[Doc]) -> Result:
        """Return the records of a document whose Docs are annotated."""
        mentions: list[Mention] = []
        triples: list[Triple] = []
        for passage, doc in zip(document.passages, docs, strict=True):
            mentions.extend(_mention_records(doc, document, passage))
            triples.extend(extract_triples(doc, document, passage, self.matcher))
        return Result(document, tuple(mentions), tuple(triples))


def _batches(documents: Iterable[Document], size: int) -> Iterator[list[Document]]:
    """Cut a stream at ``size`` documents or, where they are long, at a number of characters."""
    batch: list[Document] = []
    characters = 0
    for document in documents:
        length = sum(len(passage.view) for passage in document.passages)
        if batch and (len(batch) == size or characters + length > BATCH_CHARACTERS):
            yield batch
            batch, characters = [], 0
        batch.append(document)
        characters += length
    if batch:
        yield batch


def _failure_of(document: Document, error: Exception) -> Failure:
    if isinstance(error, NlpPipelineError):
        problem = error
    else:
        problem = ExtractionError(f"{type(error).__name__}: {error}")
    return Failure(
        path=document.path,
        doc_id=document.doc_id,
        kind=problem.kind,
        place=problem.place,
        message=problem.message,
        remedy=problem.remedy or "report it with the document",
    )


def annotate_stages(
    nlp: Language, documents: Sequence[Document], batch_size: int
) -> Iterator[tuple[str, list[list[Doc]]]]:
    """Annotate documents stage by stage.

    Args:
        nlp: The pipeline.
        documents: The documents.
        batch_size: How many Docs a stage takes at once.

    Yields:
        After each stage its name, first ``tokenizer``, and one Doc per passage of each document.
    """
    flat = [nlp.make_doc(passage.view) for document in documents for passage in document.passages]
    yield "tokenizer", _by_document(flat, documents)
    for name, pipe in nlp.pipeline:
        if name == "nlp_pipeline_entities":
            for document, own in zip(documents, _by_document(flat, documents), strict=True):
                _set_contexts(document, own)
        if hasattr(pipe, "pipe"):
            flat = list(pipe.pipe(flat, batch_size=batch_size))
        else:
            flat = [pipe(doc) for doc in flat]
        yield name, _by_document(flat, documents)


def _by_document(docs: Sequence[Doc], documents: Sequence[Document]) -> list[list[Doc]]:
    stream = iter(docs)
    return [[next(stream) for _ in document.passages] for document in documents]


def triples_of(doc: Doc, settings: Settings | None = None) -> list[Triple]:
    """Return the triples of one annotated Doc; see :func:`nlp_pipeline.triples`.

    Raises:
        ExtractionError: The Doc has no parse, or no component has looked for names in it.
    """
    _check_annotated(doc)
    if PARSED not in doc.spans:
        set_parsed(doc, doc.sents)
    text = doc.text
    passage = Passage("text", "body", None, text, text, OffsetMap.identity(len(text)))
    document = Document("text", "", (passage,))
    return extract_triples(doc, document, passage, _matcher((settings or Settings()).rules))


def _check_annotated(doc: Doc) -> None:
    """Refuse a Doc that a component is missing for: no triples would look like no claims."""
    if not len(doc):
        return
    for there, what, component in (
        (MENTIONS in doc.spans, "mentions", "nlp_pipeline_entities"),
        (PARSED in doc.spans or doc.has_annotation("DEP"), "parse", "a parser"),
    ):
        if not there:
            raise ExtractionError(
                f"the Doc has no {what}: {doc.text[:40]!r}",
                remedy=f"make it with nlp_pipeline.load(), or add {component} to your pipeline",
            )


@lru_cache(maxsize=8)
def _matcher(folders: tuple[Path, ...]) -> RuleMatcher:
    return RuleMatcher(load_rules(folders))


def build_pipeline(settings: Settings, rules: Sequence[Rule] | None = None) -> Language:
    """Return the spaCy pipeline that the settings name.

    The trained model's own pipes run inside ``nlp_pipeline_gaps`` and ``nlp_pipeline_parser``, on
    chosen stretches only.

    Args:
        settings: Which model, lexicon and rules to use.
        rules: Those that the settings name, where they are loaded already.

    Raises:
        ModelError: The model does not exist or has no parser.
        LexiconError: The lexicon or a user's term file is wrong.
    """
    use_fast_ops()
    nlp = load_model(settings.model)
    nlp.tokenizer = build_tokenizer(nlp.vocab)
    for _, pipe in nlp.pipeline:
        if isinstance(pipe, TrainablePipe):
            remember_embeddings(pipe.model)
            encode_in_blocks(pipe.model)
    stepping = [(name, step_from_python(pipe)) for name, pipe in nlp.pipeline]
    parsing = remember_words([pipe for name, pipe in stepping if name in PARSING_PIPES])
    recognising = [pipe for name, pipe in stepping if name in RECOGNISING_PIPES]
    if "parser" not in nlp.pipe_names:
        msg = f"model '{settings.model}' has no parser"
        raise ModelError(msg, remedy="use a model with tagger and parser, such as en_cancer_sm")
    for name in list(nlp.pipe_names):
        nlp.remove_pipe(name)
    for name in list(nlp.disabled):
        nlp.remove_pipe(name)
    nlp.add_pipe("nlp_pipeline_sentences", first=True)
    nlp.add_pipe("nlp_pipeline_abbreviations")
    entities = nlp.add_pipe(
        "nlp_pipeline_entities",
        config={
            "lexicon_path": None if settings.lexicon is None else str(settings.lexicon),
            "user_files": [str(path) for path in settings.user_lexicons],
            "use_model_entities": False,
        },
    )
    select = SentenceSelector(load_rules(settings.rules) if rules is None else rules)
    if recognising and settings.recogniser != "off":
        lexicon = cast("EntityRecogniser", entities).grounder.lexicon
        everywhere = settings.recogniser == "all"
        gaps = GapRecogniser(recognising, lexicon, select, everywhere=everywhere)
        Language.component("nlp_pipeline_gaps", func=gaps)
        nlp.add_pipe("nlp_pipeline_gaps", last=True)
    Language.component("nlp_pipeline_parser", func=SelectiveParser(parsing, select))
    nlp.add_pipe("nlp_pipeline_parser", last=True)
    nlp.add_pipe("nlp_pipeline_symbols", last=True)
    nlp.add_pipe("nlp_pipeline_phrases", last=True)
    return nlp


def load_model(name: str) -> Language:
    """Load a language model by the name of a packaged one, a folder or a spaCy package.

    Raises:
        ModelError: There is none of that name, or it cannot be loaded.
    """
    packaged = models_dir() / name
    path = Path(name)
    target: Path | str = packaged if packaged.is_dir() else path if path.is_dir() else name
    try:
        return spacy.load(target)
    except OSError as error:
        msg = f"language model '{name}' is not found"
        known = sorted(p.parent.name for p in models_dir().glob("*/meta.json"))
        remedy = f"packaged: {', '.join(known)}; or name a folder or an installed spaCy package"
        raise ModelError(msg, remedy=remedy) from error
    except Exception as error:
        msg = f"language model '{name}' cannot be loaded: {error}"
        raise ModelError(msg, remedy="train or install it again") from error


def _set_contexts(document: Document, docs: Sequence[Doc]) -> None:
    defined = [get_abbreviations(doc) for doc in docs]
    for i, doc in enumerate(docs):
        others = tuple(a for j, own in enumerate(defined) if j != i for a in own)
        set_context(doc, Context(others, document.title or "", document.keywords))


def _mention_records(doc: Doc, document: Document, passage: Passage) -> Iterator[Mention]:
    found = [(mention, False) for mention in get_mentions(doc, group=MENTIONS)]
    found += [(mention, True) for mention in get_mentions(doc, group=NESTED)]
    places = doc.to_array([IDX, LENGTH]).tolist()
    for mention, nested in sorted(found, key=lambda pair: (pair[0].start_token, pair[1])):
        first, last = places[mention.start_token], places[mention.end_token - 1]
        start, end = passage.offsets.source_span(first[0], sum(last))
        yield Mention(
            doc_id=document.doc_id,
            passage_id=passage.passage_id,
            start=start,
            end=end,
            text=passage.source[start:end],
            id=mention.id,
            label=mention.label,
            type=mention.type,
            source=mention.source,
            score=round(mention.score, 3),
            nested=nested,
        )
