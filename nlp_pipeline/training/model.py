"""The whole training: vectors, parser, recogniser, one pipeline, its scores."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import spacy

from nlp_pipeline.text.ops import use_fast_ops
from nlp_pipeline.training.assembly import assemble_model, replace_recogniser, write_scores
from nlp_pipeline.training.corpora import read_treebank
from nlp_pipeline.training.entity_corpora import collect_names, read_entity_corpora
from nlp_pipeline.training.evaluation import TrainingReport, evaluate_model
from nlp_pipeline.training.parser import train_parser
from nlp_pipeline.training.recogniser import train_recogniser
from nlp_pipeline.training.vectors import split_raw_text, train_vectors

logger = logging.getLogger(__name__)

PARSER_SHARE: Final = 0.6
RECOGNISER_SHARE: Final = 0.33
"""Of the minutes; the vectors take about the rest."""


def train_model(
    craft: Path,
    ner: Path,
    output: Path,
    *,
    minutes: int,
    seed: int,
    texts: Sequence[Path] = (),
) -> TrainingReport:
    """Train all parts on one core, one after the other, and write the pipeline.

    A run of the same minutes on a machine of another speed makes another number of steps; the
    seed fixes everything else.

    Args:
        craft: Folder with ``train.conllu.gz`` and ``dev.conllu.gz``.
        ner: Folder with one folder per entity corpus, each with ``train`` and ``devel.tsv.gz``.
        output: Folder of the pipeline; replaced.
        minutes: Processor time of the training. 90 and more give the published scores.
        seed: Seed of weights, order and augmentation.
        texts: Further plain-text files in UTF-8, such as captions, to train the vectors on.

    Returns:
        The scores of the pipeline as written.

    Raises:
        CorpusError: A corpus file is missing or malformed.
    """
    use_fast_ops()
    with TemporaryDirectory() as temporary:
        folder = Path(temporary)
        vectors = folder / "vectors.floret"
        train_vectors(_sentences(craft, ner, texts), vectors)
        train_parser(
            craft,
            folder / "parser",
            seed=seed,
            max_minutes=minutes * PARSER_SHARE,
            vectors=vectors,
            names=collect_names(ner),
        )
        train_recogniser(
            ner,
            folder / "recogniser",
            seed=seed,
            max_minutes=minutes * RECOGNISER_SHARE,
            vectors=spacy.load(folder / "parser").vocab.vectors,
        )
        nlp = assemble_model(
            folder / "parser",
            folder / "recogniser",
            read_treebank(craft / "train.conllu.gz"),
            output,
        )
    report = evaluate_model(nlp, craft, ner)
    write_scores(output, asdict(report))
    return report


def retrain_recogniser(
    model: Path,
    craft: Path,
    ner: Path,
    output: Path,
    *,
    minutes: int,
    seed: int,
) -> TrainingReport:
    """Train the recogniser alone, over the vectors of a model, and write the model with it.

    Vectors, tagger, parser and lemmas stay as they are.

    Args:
        model: Folder of the model.
        craft: Folder with ``dev.conllu.gz``, to score the pipeline on.
        ner: Folder with one folder per entity corpus, each with ``train`` and ``devel.tsv.gz``.
        output: Folder of the new pipeline; replaced. It may be ``model``.
        minutes: Processor time of the training.
        seed: Seed of weights, order and augmentation.

    Returns:
        The scores of the pipeline as written.

    Raises:
        CorpusError: A corpus file is missing or malformed.
    """
    use_fast_ops()
    with TemporaryDirectory() as temporary:
        folder = Path(temporary)
        vectors = spacy.load(model).vocab.vectors
        train_recogniser(ner, folder, seed=seed, max_minutes=minutes, vectors=vectors)
        nlp = replace_recogniser(model, folder, output)
    report = evaluate_model(nlp, craft, ner)
    write_scores(output, asdict(report))
    return report


def _sentences(craft: Path, ner: Path, texts: Sequence[Path]) -> Iterator[Sequence[str]]:
    for parsed in read_treebank(craft / "train.conllu.gz"):
        yield parsed.words
    for tagged in read_entity_corpora(ner, "train").values():
        yield from (sentence.words for sentence in tagged)
    for path in texts:
        yield from split_raw_text(path.read_text(encoding="utf-8"))
