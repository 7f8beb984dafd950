"""Training of tagger and dependency parser on the CRAFT articles."""

from __future__ import annotations

import logging
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example
from spacy.util import load_config, load_model_from_config
from spacy.vocab import Vocab
from thinc.api import fix_random_seed

from nlp_pipeline.text.ops import use_fast_ops
from nlp_pipeline.training.augmentation import vary_sentence
from nlp_pipeline.training.corpora import ParsedSentence, build_parsed_doc, read_treebank
from nlp_pipeline.training.loop import Limits, train_pipes
from nlp_pipeline.training.vectors import add_vectors

logger = logging.getLogger(__name__)

CONFIG: Final = Path(__file__).with_name("parser.cfg")
MAX_WORDS: Final = 150
"""Longer "sentences" of CRAFT are tables and sequences; they teach nothing."""


def train_parser(
    craft_dir: Path,
    output_dir: Path,
    *,
    seed: int,
    max_minutes: float,
    vectors: Path | None = None,
    names: Sequence[str] = (),
) -> dict[str, float]:
    """Train tok2vec, tagger and parser.

    Args:
        craft_dir: Folder with ``train.conllu.gz`` and ``dev.conllu.gz``.
        output_dir: Where the best state so far is written, as a spaCy pipeline.
        seed: Seed of weights, order and augmentation.
        max_minutes: Wall-clock limit of the training loop.
        vectors: floret table in text form; without it the encoder runs on hashed features alone.
        names: One-token gene and drug names for augmentation.

    Returns:
        UAS, LAS and tag accuracy of the best state on dev, with the treebank's own tokens and
        sentence boundaries; punctuation does not count in UAS and LAS.

    Raises:
        CorpusError: A corpus file is missing or malformed.
    """
    use_fast_ops()
    fix_random_seed(seed)
    train = [s for s in read_treebank(craft_dir / "train.conllu.gz") if len(s.words) <= MAX_WORDS]
    dev = read_treebank(craft_dir / "dev.conllu.gz")
    nlp = _build_parser(vectors)
    nlp.initialize(lambda: [build_example(nlp.vocab, sentence) for sentence in train])

    def epoch(rng: random.Random) -> Iterator[Example]:
        order = list(range(len(train)))
        rng.shuffle(order)
        for index in order:
            yield build_example(nlp.vocab, vary_sentence(train[index], names, rng))

    return train_pipes(
        nlp,
        epoch,
        lambda: _evaluate(nlp, dev),
        output_dir,
        limits=Limits(max_minutes),
        seed=seed,
    )


def build_example(vocab: Vocab, sentence: ParsedSentence) -> Example:
    """Pair the bare tokens of a sentence, its boundaries preset, with their annotation."""
    bare = Doc(
        vocab,
        words=list(sentence.words),
        spaces=list(sentence.spaces),
        sent_starts=[i == 0 for i in range(len(sentence.words))],
    )
    return Example(bare, build_parsed_doc(vocab, sentence))


def _build_parser(vectors: Path | None) -> Language:
    config = load_config(CONFIG)
    if vectors is None:
        config["components"]["tok2vec"]["model"]["embed"]["include_static_vectors"] = False
    nlp = load_model_from_config(config, auto_fill=True)
    if vectors is not None:
        add_vectors(nlp, vectors)
    return nlp


def _evaluate(nlp: Language, dev: Sequence[ParsedSentence]) -> tuple[float, dict[str, float]]:
    examples = [build_example(nlp.vocab, sentence) for sentence in dev]
    scores = nlp.evaluate(examples, batch_size=256)
    figures = {name: float(scores[name]) for name in ("dep_uas", "dep_las", "tag_acc")}
    figures["words_per_second"] = float(scores["speed"])
    return 0.8 * figures["dep_las"] + 0.2 * figures["tag_acc"], figures
