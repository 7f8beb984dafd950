"""The trained parts put together: one spaCy pipeline, small on disk."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import spacy
from spacy.language import Language

import nlp_pipeline.text.sentences  # noqa: F401 - registers the component
from nlp_pipeline.resources import MODEL_NAME
from nlp_pipeline.text.tokenizer import TOKENIZER, build_tokenizer
from nlp_pipeline.training.corpora import ParsedSentence
from nlp_pipeline.training.lemmas import TAG_MAP, add_attribute_ruler, add_lemmatizer

VERSION: Final = "0.1.0"
RECOGNITION_PIPES: Final = ("nlp_pipeline_gazetteer", "ner")
_LICENSE: Final = "CC BY 4.0"
_SOURCES: Final = (
    ("CRAFT 5", "https://github.com/UCDenver-ccp/CRAFT", "University of Colorado", "CC BY 3.0"),
    (
        "MTL-Bioinformatics-2016",
        "https://github.com/cambridgeltl/MTL-Bioinformatics-2016",
        "Cambridge LTL and the corpora's authors",
        "CC BY 4.0",
    ),
    (
        "spacy-lookups-data",
        "https://github.com/explosion/spacy-lookups-data",
        "Explosion; WordNet",
        "MIT; WordNet 3.0 licence",
    ),
)


def assemble_model(
    parser_dir: Path,
    recogniser_dir: Path | None,
    train: Sequence[ParsedSentence],
    output_dir: Path,
) -> Language:
    """Join parser, recogniser, tag map and lemmas into one pipeline and write it.

    Args:
        parser_dir: What the training of the parser wrote.
        recogniser_dir: What the training of the recogniser wrote, with the same vectors; None for
            a pipeline without one.
        train: Treebank sentences, for the exceptions of the lemmatizer.
        output_dir: Folder to replace.

    Returns:
        The pipeline as written.
    """
    config = {"nlp": {"lang": "en", "tokenizer": {"@tokenizers": TOKENIZER}}}
    nlp = spacy.blank("en", config=config)
    parser = spacy.load(parser_dir)
    nlp.vocab.vectors = parser.vocab.vectors
    nlp.tokenizer = build_tokenizer(nlp.vocab)
    nlp.add_pipe("nlp_pipeline_sentences")
    for name in ("tok2vec", "tagger", "parser"):
        nlp.add_pipe(name, source=parser)
    add_attribute_ruler(nlp)
    add_lemmatizer(nlp, train)
    if recogniser_dir is not None:
        _add_recogniser(nlp, recogniser_dir)
    nlp.meta.update(_meta())
    _write_small(nlp, output_dir)
    return spacy.load(output_dir)


def replace_recogniser(model_dir: Path, recogniser_dir: Path, output_dir: Path) -> Language:
    """Write a pipeline with another recogniser in place of its own.

    Args:
        model_dir: A pipeline as :func:`assemble_model` writes it.
        recogniser_dir: What the training of the recogniser wrote, with the vectors of that
            pipeline.
        output_dir: Folder to replace; it may be ``model_dir``.

    Returns:
        The pipeline as written.
    """
    nlp = spacy.load(model_dir)
    for name in RECOGNITION_PIPES:
        if name in nlp.pipe_names:
            nlp.remove_pipe(name)
    _add_recogniser(nlp, recogniser_dir)
    _write_small(nlp, output_dir)
    return spacy.load(output_dir)


def write_scores(model_dir: Path, scores: dict[str, object]) -> None:
    """Put the scores of a pipeline into its ``meta.json``, under ``performance``."""
    path = model_dir / "meta.json"
    meta = json.loads(path.read_text(encoding="utf-8"))
    text = json.dumps({**meta, "performance": scores}, indent=2, ensure_ascii=False)
    path.write_text(text + "\n", encoding="utf-8")


def _add_recogniser(nlp: Language, recogniser_dir: Path) -> None:
    source = spacy.load(recogniser_dir)
    for name in RECOGNITION_PIPES:
        if name in source.pipe_names:
            nlp.add_pipe(name, source=source)


def _write_small(nlp: Language, output: Path) -> None:
    """Write a pipeline without the words that its vocabulary met in training."""
    if output.is_dir():
        shutil.rmtree(output)
    nlp.to_disk(output)
    needed = {label for name in nlp.pipe_names for label in (name, *nlp.pipe_labels.get(name, ()))}
    needed |= {part for pos_and_morph in TAG_MAP.values() for part in pos_and_morph if part}
    strings = output / "vocab" / "strings.json"
    strings.write_text(json.dumps(sorted(needed)) + "\n", encoding="utf-8")


def _meta() -> dict[str, object]:
    return {
        "name": MODEL_NAME.removeprefix("en_"),
        "version": VERSION,
        "description": "Tokenizer, sentence boundaries, tagger, parser, lemmas and names for "
        "biomedical text, in particular on cancer.",
        "author": "nlp_pipeline",
        "license": _LICENSE,
        "sources": [
            {"name": name, "url": url, "author": author, "license": license_}
            for name, url, author, license_ in _SOURCES
        ],
    }
