"""Training of the recogniser on the union of entity corpora that each annotate some types only.

Where a corpus does not annotate one of our types, an unmarked name of that type is no evidence
that it is none. So training has rounds: first a teacher is trained on each corpus of
:data:`TEACHERS` alone; the teachers then read all corpora, and the tokens where they see a type
that a corpus does not annotate count as unknown in the last round, which trains on everything.
They also say which of the diseases are cancers, which two corpora do not tell apart.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from spacy.attrs import ENT_ID
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example
from spacy.util import load_config, load_model_from_config
from spacy.vectors import Vectors
from thinc.api import fix_random_seed

from nlp_pipeline.text.ops import use_fast_ops
from nlp_pipeline.training.augmentation import GREEK_NAMES
from nlp_pipeline.training.corpora import TaggedSentence
from nlp_pipeline.training.entity_corpora import (
    CORPORA,
    UNKNOWN,
    EntityCorpus,
    read_entity_corpora,
    spans_of,
    to_bilou,
)
from nlp_pipeline.training.entity_scores import evaluate_entities
from nlp_pipeline.training.loop import Limits, train_pipes

CONFIG: Final = Path(__file__).with_name("recogniser.cfg")
GAZETTEER: Final = "nlp_pipeline_gazetteer"
"""The pipe that writes what the lexicon knows; the recogniser reads it."""

TEACHERS: Final = ("BioNLP13CG", "BC5CDR")
_TEACHER_SHARE: Final = 0.06
"""Of the time, for each teacher."""

_JUDGED: Final = 600
_SENTENCE_HIDDEN: Final = 0.1
_NAME_HIDDEN: Final = 0.07
"""How often what the lexicon knows is withheld, so that unknown names are still found."""

_NAME_SWAPPED: Final = 0.25
"""How often a name gives way to another of its label."""

_Corpora = dict[str, tuple[TaggedSentence, ...]]


def train_recogniser(
    ner_dir: Path,
    output_dir: Path,
    *,
    seed: int,
    max_minutes: float,
    vectors: Vectors | None = None,
) -> dict[str, float]:
    """Train the recogniser: teachers first, then on what they completed.

    Args:
        ner_dir: Folder with one folder per corpus, each with ``train`` and ``devel.tsv.gz``.
        output_dir: Where the best state so far is written, as a spaCy pipeline of two pipes,
            the gazetteer over the packaged lexicon and ``ner``.
        seed: Seed of weights, order and augmentation.
        max_minutes: Processor time of all rounds together.
        vectors: floret vectors, looked up by normalized form.

    Returns:
        F1 per corpus on the first sentences of its devel part, and their mean as ``mean``.

    Raises:
        CorpusError: A corpus file is missing or malformed.
    """
    use_fast_ops()
    train = read_entity_corpora(ner_dir, "train", trained_only=True)
    devel = read_entity_corpora(ner_dir, "devel", trained_only=True)
    teachers = []
    for name in TEACHERS:
        own, minutes = {name: train[name]}, max_minutes * _TEACHER_SHARE
        with TemporaryDirectory() as folder:
            place = Path(folder)
            teacher, _ = _train_round(own, {name: devel[name]}, place, minutes, seed, vectors)
        teachers.append(teacher)
    completed = {
        name: complete_tags(teachers, sentences, CORPORA[name]) for name, sentences in train.items()
    }
    minutes = max_minutes * (1 - _TEACHER_SHARE * len(TEACHERS))
    _, figures = _train_round(completed, devel, output_dir, minutes, seed, vectors)
    return figures


def complete_tags(
    teachers: Sequence[Language], sentences: Sequence[TaggedSentence], corpus: EntityCorpus
) -> tuple[TaggedSentence, ...]:
    """Mark what a corpus leaves unsaid, as far as the teachers see it.

    A name of a type that the corpus does not annotate becomes unknown; the corpus's own names
    keep their boundaries. A name whose label the corpus uses for two of ours takes the finer one
    where a teacher sees that one on any of its tokens.
    """
    readings = [_read(teacher, sentences) for teacher in teachers]
    completed = []
    for sentence, *docs in zip(sentences, *readings, strict=True):
        tags = list(sentence.tags)
        seen = [(e.start, e.end, e.label_) for doc in docs for e in doc.ents]
        for start, end, label in seen:
            if label in corpus.merged:
                _refine(tags, sentence.tags, (start, end), label, corpus.merged[label])
            elif label not in corpus.complete and set(tags[start:end]) == {"O"}:
                tags[start:end] = [UNKNOWN] * (end - start)
        completed.append(TaggedSentence(sentence.words, tuple(tags)))
    return tuple(completed)


def _read(nlp: Language, sentences: Sequence[TaggedSentence]) -> Iterator[Doc]:
    return nlp.pipe(Doc(nlp.vocab, words=list(sentence.words)) for sentence in sentences)


def _refine(
    tags: list[str], gold: Sequence[str], seen: tuple[int, int], fine: str, coarse: str
) -> None:
    """Give the corpus's names of a coarse label that overlap a span the finer label."""
    for start, end, label in spans_of(gold):
        if label == coarse and start < seen[1] and seen[0] < end:
            tags[start:end] = [f"B-{fine}", *[f"I-{fine}"] * (end - start - 1)]


def _build_recogniser(vectors: Vectors | None) -> Language:
    config = load_config(CONFIG)
    if vectors is None:
        config["components"]["ner"]["model"]["tok2vec"]["embed"]["include_static_vectors"] = False
    nlp = load_model_from_config(config, auto_fill=True)
    if vectors is not None:
        # A copy: floret's vectors look their words up in the strings of one vocabulary.
        nlp.vocab.vectors = Vectors(strings=nlp.vocab.strings).from_bytes(vectors.to_bytes())
    return nlp


def _train_round(
    train: _Corpora,
    devel: _Corpora,
    output: Path,
    minutes: float,
    seed: int,
    vectors: Vectors | None,
) -> tuple[Language, dict[str, float]]:
    """Return the pipeline as it is at the end, and the figures of the best state, on disk."""
    fix_random_seed(seed)
    nlp = _build_recogniser(vectors)
    corpora = [(CORPORA[name].share, train[name]) for name in sorted(train)]
    sentences = [sentence for _, own in corpora for sentence in own]
    nlp.initialize(lambda: [build_entity_example(nlp, s) for s in sentences])

    names = names_by_label(sentences)

    def epoch(rng: random.Random) -> Iterator[Example]:
        drawn = [s for share, own in corpora for s in own if rng.random() < share]
        rng.shuffle(drawn)
        for sentence in drawn:
            example = build_entity_example(nlp, _vary(swap_names(sentence, names, rng), rng))
            hide_features(example.predicted, rng)
            yield example

    limits = Limits(minutes, words_per_batch=1000, dropout=0.25, eval_every=500)
    judge = _judge(nlp, devel)
    figures = train_pipes(nlp, epoch, judge, output, limits=limits, seed=seed)
    return nlp.from_disk(output), figures


def build_entity_example(nlp: Language, sentence: TaggedSentence) -> Example:
    """Pair the words of a sentence, with the gazetteer's features, with its names.

    Unknown tokens stay unknown.
    """
    bare = Doc(nlp.vocab, words=list(sentence.words))
    if GAZETTEER in nlp.pipe_names:
        nlp.get_pipe(GAZETTEER)(bare)
    return Example.from_dict(bare, {"entities": to_bilou(sentence.tags)})


def hide_features(doc: Doc, rng: random.Random) -> None:
    """Withhold the gazetteer's features now and then: of all names, or of single ones."""
    hidden = rng.random() < _SENTENCE_HIDDEN
    every = hidden
    features = doc.to_array([ENT_ID])
    for token, feature in enumerate(features):
        if feature and doc.vocab.strings[feature].startswith("B-"):
            hidden = every or rng.random() < _NAME_HIDDEN
        if hidden:
            features[token] = 0
    doc.from_array([ENT_ID], features.reshape(-1, 1))  # type: ignore[arg-type]


def names_by_label(sentences: Sequence[TaggedSentence]) -> dict[str, list[tuple[str, ...]]]:
    """Return the names of some sentences by label, as often as they occur, in their order."""
    names: dict[str, list[tuple[str, ...]]] = {}
    for sentence in sentences:
        for start, end, label in spans_of(sentence.tags):
            names.setdefault(label, []).append(sentence.words[start:end])
    return names


def swap_names(
    sentence: TaggedSentence, names: dict[str, list[tuple[str, ...]]], rng: random.Random
) -> TaggedSentence:
    """Put other names of the same label in place of some, so that their surroundings count.

    Args:
        sentence: A sentence of the training.
        names: Names to draw from, for each label of the sentence.
        rng: Source of chance; the same state gives the same sentence.
    """
    words: list[str] = []
    tags: list[str] = []
    end_before = 0
    for start, end, label in spans_of(sentence.tags):
        words += sentence.words[end_before:start]
        tags += sentence.tags[end_before:start]
        name = sentence.words[start:end]
        if rng.random() < _NAME_SWAPPED:
            name = rng.choice(names[label])
        words += name
        tags += [f"B-{label}", *[f"I-{label}"] * (len(name) - 1)]
        end_before = end
    words += sentence.words[end_before:]
    tags += sentence.tags[end_before:]
    return TaggedSentence(tuple(words), tuple(tags))


def _vary(sentence: TaggedSentence, rng: random.Random) -> TaggedSentence:
    """Change case or Greek letters now and then; tags stay."""
    words = sentence.words
    chance = rng.random()
    if chance < 0.03:
        words = tuple(word.lower() for word in words)
    elif chance < 0.06:
        words = tuple(word.upper() for word in words)
    elif chance < 0.16:
        words = tuple(_TO_LETTER.get(word.lower(), word) for word in words)
    elif chance < 0.2:
        words = tuple("\u2010" if word == "-" else word for word in words)
    return TaggedSentence(words, sentence.tags)


_TO_LETTER: Final = {name: letter for letter, name in GREEK_NAMES.items()}


def _judge(nlp: Language, devel: _Corpora) -> Callable[[], tuple[float, dict[str, float]]]:
    """Return a function that scores the first sentences of all devel parts by F1."""

    def evaluate() -> tuple[float, dict[str, float]]:
        figures = {
            name: evaluate_entities(nlp, sentences[:_JUDGED], CORPORA[name]).f1
            for name, sentences in devel.items()
        }
        figures["mean"] = sum(figures.values()) / len(figures)
        return figures["mean"], figures

    return evaluate
