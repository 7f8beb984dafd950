"""Exact-match scores of a recogniser on the entity corpora."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from spacy.language import Language
from spacy.tokens import Doc

from nlp_pipeline.training.corpora import CorpusError, TaggedSentence
from nlp_pipeline.training.entity_corpora import (
    CORPORA,
    EntityCorpus,
    read_entity_corpus,
    spans_of,
)

_RECOGNITION: Final = ("nlp_pipeline_gazetteer", "ner")


@dataclass(frozen=True, slots=True)
class EntityScore:
    """Exact-match scores of names, 0-1 each."""

    precision: float
    recall: float
    f1: float


def evaluate_recogniser(nlp: Language, ner_dir: Path, part: str) -> dict[str, EntityScore]:
    """Score a pipeline on one part of each corpus that the folder holds.

    Args:
        nlp: A pipeline whose recogniser has our labels. It gets the corpora's own tokens, sentence
            by sentence; its other pipes do not run.
        ner_dir: Folder with one folder per corpus, not necessarily of all.
        part: ``train``, ``devel`` or ``test``: the file ``<part>.tsv.gz`` of each.

    Raises:
        CorpusError: A file is malformed, or the folder holds none.
    """
    found = [name for name in CORPORA if (ner_dir / name / f"{part}.tsv.gz").is_file()]
    if not found:
        raise CorpusError(
            f"no corpus has a part '{part}'",
            place=ner_dir,
            remedy=f"one folder per corpus ({', '.join(CORPORA)}), each with {part}.tsv.gz",
        )
    with nlp.select_pipes(enable=[name for name in _RECOGNITION if name in nlp.pipe_names]):
        return {
            name: evaluate_entities(nlp, read_entity_corpus(ner_dir, name, part), CORPORA[name])
            for name in found
        }


def evaluate_entities(
    nlp: Language, sentences: Sequence[TaggedSentence], corpus: EntityCorpus
) -> EntityScore:
    """Compare the recogniser with a corpus: exact boundaries and label.

    Only labels that the corpus annotates throughout are compared; those that it does not tell
    apart count as one. With no name on either side all scores are 0.
    """
    docs = nlp.pipe(Doc(nlp.vocab, words=list(s.words)) for s in sentences)
    hits = found = wanted = 0
    for sentence, doc in zip(sentences, docs, strict=True):
        gold = _comparable(spans_of(sentence.tags), corpus)
        predicted = _comparable([(e.start, e.end, e.label_) for e in doc.ents], corpus)
        hits += len(gold & predicted)
        found += len(predicted)
        wanted += len(gold)
    precision = hits / found if found else 0.0
    recall = hits / wanted if wanted else 0.0
    f1 = 2 * precision * recall / (precision + recall) if hits else 0.0
    return EntityScore(precision, recall, f1)


def _comparable(
    spans: Sequence[tuple[int, int, str]], corpus: EntityCorpus
) -> set[tuple[int, int, str]]:
    compared = ((start, end, corpus.comparable(label)) for start, end, label in spans)
    return {(start, end, label) for start, end, label in compared if label is not None}
