"""Training of the recogniser on the union of entity corpora that each annotate some types only.

All corpora are mapped to one label set (:data:`CORPORA`). Where a corpus does not annotate one of
our types, an unmarked name of that type is no evidence that it is none. So training has two
rounds: the first on the corpora that annotate (nearly) all types; its model then reads the others,
and the tokens where it sees a type that the corpus does not annotate count as unknown in the
second round, which trains on everything.
"""

from __future__ import annotations

import logging
import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final

from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example
from spacy.util import load_config, load_model_from_config
from thinc.api import fix_random_seed

from nlp_pipeline.text.ops import use_fast_ops
from nlp_pipeline.training.augmentation import GREEK_NAMES
from nlp_pipeline.training.corpora import TaggedSentence, read_tagged
from nlp_pipeline.training.loop import Limits, train_pipes
from nlp_pipeline.training.vectors import add_vectors

logger = logging.getLogger(__name__)

CONFIG: Final = Path(__file__).with_name("recogniser.cfg")
LABELS: Final = ("CELL", "CHEMICAL", "DISEASE", "GENE")
UNKNOWN: Final = "-"
"""spaCy's mark for a token whose annotation is missing."""


@dataclass(frozen=True, slots=True)
class EntityCorpus:
    """How one corpus maps to our labels.

    Attributes:
        labels: The corpus's own type to ours; types that are not listed count as no name.
        complete: Labels that the corpus annotates throughout: an unmarked token is none of these.
    """

    labels: MappingProxyType[str, str]
    complete: frozenset[str]


def _corpus(complete: str, **labels: str) -> EntityCorpus:
    mapped = {name.replace("__", "-"): label for name, label in labels.items()}
    return EntityCorpus(MappingProxyType(mapped), frozenset(complete.split()))


CORPORA: Final = MappingProxyType(
    {
        "BioNLP13CG": _corpus(
            "GENE CHEMICAL DISEASE CELL",
            Gene_or_gene_product="GENE",
            Simple_chemical="CHEMICAL",
            Amino_acid="CHEMICAL",
            Cancer="DISEASE",
            Pathological_formation="DISEASE",
            Cell="CELL",
        ),
        "BioNLP13PC": _corpus(
            "GENE CHEMICAL",
            Gene_or_gene_product="GENE",
            Complex="GENE",
            Simple_chemical="CHEMICAL",
        ),
        "BC5CDR": _corpus("CHEMICAL DISEASE", Chemical="CHEMICAL", Disease="DISEASE"),
        "BC2GM": _corpus("GENE", GENE="GENE"),
        "BioNLP11EPI": _corpus("GENE", Protein="GENE"),
        "BioNLP13GE": _corpus("GENE", Protein="GENE"),
        "NCBI-disease": _corpus("DISEASE", Disease="DISEASE"),
    }
)
"""The corpora of the recogniser. AnatEM has none of our types and is left out."""

_FIRST_ROUND: Final = ("BioNLP13CG", "BioNLP13PC")
_FIRST_ROUND_SHARE: Final = 0.3


def train_recogniser(
    ner_dir: Path,
    output_dir: Path,
    *,
    seed: int,
    max_minutes: float,
    vectors: Path | None = None,
) -> dict[str, float]:
    """Train the recogniser in two rounds.

    Args:
        ner_dir: Folder with one folder per corpus, each with ``train`` and ``devel.tsv.gz``.
        output_dir: Where the best state so far is written, as a spaCy pipeline.
        seed: Seed of weights, order and augmentation.
        max_minutes: Wall-clock limit of both rounds together.
        vectors: floret table in text form.

    Returns:
        F1 per corpus on its devel part, and their mean as ``mean``.

    Raises:
        CorpusError: A corpus file is missing or malformed.
    """
    use_fast_ops()
    fix_random_seed(seed)
    train = read_entity_corpora(ner_dir, "train")
    devel = read_entity_corpora(ner_dir, "devel")
    first = {name: train[name] for name in _FIRST_ROUND}
    nlp = _build_recogniser(vectors)
    _train_round(nlp, first, devel, output_dir, max_minutes * _FIRST_ROUND_SHARE, seed)
    filled = {
        name: sentences if name == "BioNLP13CG" else mark_unknown(nlp, sentences, CORPORA[name])
        for name, sentences in train.items()
    }
    fix_random_seed(seed)
    final = _build_recogniser(vectors)
    minutes = max_minutes * (1 - _FIRST_ROUND_SHARE)
    return _train_round(final, filled, devel, output_dir, minutes, seed)


def read_entity_corpora(folder: Path, part: str) -> dict[str, tuple[TaggedSentence, ...]]:
    """Read one part of every corpus, with our labels in place of its own.

    Args:
        folder: Folder with one folder per corpus.
        part: ``train`` or ``devel``.
    """
    return {
        name: tuple(
            TaggedSentence(sentence.words, map_tags(sentence.tags, corpus.labels))
            for sentence in read_tagged(folder / name / f"{part}.tsv.gz")
        )
        for name, corpus in CORPORA.items()
    }


def map_tags(tags: Sequence[str], labels: MappingProxyType[str, str]) -> tuple[str, ...]:
    """Replace a corpus's types by ours; types without a label become ``O``.

    >>> map_tags(("B-Protein", "I-Protein", "B-Organ"), MappingProxyType({"Protein": "GENE"}))
    ('B-GENE', 'I-GENE', 'O')
    """
    mapped = []
    for tag in tags:
        position, _, name = tag.partition("-")
        mapped.append(f"{position}-{labels[name]}" if name in labels else "O")
    return tuple(mapped)


def mark_unknown(
    nlp: Language, sentences: Sequence[TaggedSentence], corpus: EntityCorpus
) -> tuple[TaggedSentence, ...]:
    """Mark as unknown what a first model reads as a type that the corpus does not annotate.

    Marked names of the corpus itself are never touched.
    """
    docs = (Doc(nlp.vocab, words=list(sentence.words)) for sentence in sentences)
    marked = []
    for sentence, doc in zip(sentences, nlp.pipe(docs), strict=True):
        tags = list(sentence.tags)
        for ent in doc.ents:
            span = range(ent.start, ent.end)
            if ent.label_ not in corpus.complete and all(tags[i] == "O" for i in span):
                for i in span:
                    tags[i] = UNKNOWN
        marked.append(TaggedSentence(sentence.words, tuple(tags)))
    return tuple(marked)


def collect_names(ner_dir: Path) -> tuple[str, ...]:
    """Return the one-token gene names of the corpora that look like symbols, sorted.

    They take the place of CRAFT's mouse genes when the parser is trained.
    """
    names: set[str] = set()
    for sentences in read_entity_corpora(ner_dir, "train").values():
        for sentence in sentences:
            following = (*sentence.tags[1:], "O")
            for word, tag, after in zip(sentence.words, sentence.tags, following, strict=True):
                if tag == "B-GENE" and not after.startswith("I-") and _SYMBOL.fullmatch(word):
                    names.add(word)
    return tuple(sorted(names))


_SYMBOL: Final = re.compile(r"(?=.*[A-Z0-9])[A-Za-z][A-Za-z0-9]{1,9}")


def _build_recogniser(vectors: Path | None) -> Language:
    config = load_config(CONFIG)
    if vectors is None:
        config["components"]["ner"]["model"]["tok2vec"]["embed"]["include_static_vectors"] = False
    nlp = load_model_from_config(config, auto_fill=True)
    if vectors is not None:
        add_vectors(nlp, vectors)
    return nlp


def _train_round(
    nlp: Language,
    train: dict[str, tuple[TaggedSentence, ...]],
    devel: dict[str, tuple[TaggedSentence, ...]],
    output: Path,
    minutes: float,
    seed: int,
) -> dict[str, float]:
    sentences = [sentence for name in sorted(train) for sentence in train[name]]
    nlp.initialize(lambda: [build_entity_example(nlp, s) for s in sentences])

    def epoch(rng: random.Random) -> Iterator[Example]:
        order = list(range(len(sentences)))
        rng.shuffle(order)
        for index in order:
            yield build_entity_example(nlp, _vary(sentences[index], rng))

    limits = Limits(minutes, words_per_batch=2000, dropout=0.25, eval_every=300)
    return train_pipes(nlp, epoch, _judge(nlp, devel), output, limits=limits, seed=seed)


def build_entity_example(nlp: Language, sentence: TaggedSentence) -> Example:
    """Pair the bare words of a sentence with its names; unknown tokens stay unknown."""
    bare = Doc(nlp.vocab, words=list(sentence.words))
    return Example.from_dict(bare, {"entities": to_bilou(sentence.tags)})


def to_bilou(tags: Sequence[str]) -> list[str]:
    """Return spaCy's five-way tags for IOB tags; ``-`` stays.

    >>> to_bilou(("B-GENE", "I-GENE", "O", "B-GENE", "-"))
    ['B-GENE', 'L-GENE', 'O', 'U-GENE', '-']
    """
    bilou = []
    for tag, after in zip(tags, (*tags[1:], "O"), strict=True):
        position, _, label = tag.partition("-")
        goes_on = after == f"I-{label}"
        if not label:
            bilou.append(tag)
        elif position == "B":
            bilou.append(f"B-{label}" if goes_on else f"U-{label}")
        else:
            bilou.append(f"I-{label}" if goes_on else f"L-{label}")
    return bilou


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


def _judge(
    nlp: Language, devel: dict[str, tuple[TaggedSentence, ...]]
) -> Callable[[], tuple[float, dict[str, float]]]:
    """Return a function that scores all devel parts by F1."""

    def evaluate() -> tuple[float, dict[str, float]]:
        figures = {
            name: evaluate_entities(nlp, sentences[:600], CORPORA[name]).f1
            for name, sentences in devel.items()
        }
        figures["mean"] = sum(figures.values()) / len(figures)
        return figures["mean"], figures

    return evaluate


@dataclass(frozen=True, slots=True)
class EntityScore:
    """Exact-match scores of names, 0-1 each."""

    precision: float
    recall: float
    f1: float


def evaluate_entities(
    nlp: Language, sentences: Sequence[TaggedSentence], corpus: EntityCorpus
) -> EntityScore:
    """Compare the recogniser with a corpus: exact boundaries and label.

    Only labels that the corpus annotates throughout are compared; with no name on either side
    all scores are 0.
    """
    docs = nlp.pipe(Doc(nlp.vocab, words=list(s.words)) for s in sentences)
    hits = found = wanted = 0
    for sentence, doc in zip(sentences, docs, strict=True):
        gold = {span for span in spans_of(sentence.tags) if span[2] in corpus.complete}
        predicted = {(e.start, e.end, e.label_) for e in doc.ents if e.label_ in corpus.complete}
        hits += len(gold & predicted)
        found += len(predicted)
        wanted += len(gold)
    precision = hits / found if found else 0.0
    recall = hits / wanted if wanted else 0.0
    f1 = 2 * precision * recall / (precision + recall) if hits else 0.0
    return EntityScore(precision, recall, f1)


def spans_of(tags: Sequence[str]) -> list[tuple[int, int, str]]:
    """Return (start, end, label) of the names in IOB tags, half-open token indices.

    >>> spans_of(("B-GENE", "I-GENE", "O", "B-CELL"))
    [(0, 2, 'GENE'), (3, 4, 'CELL')]
    """
    spans: list[tuple[int, int, str]] = []
    for i, tag in enumerate(tags):
        position, _, label = tag.partition("-")
        if not label:
            continue
        if position == "I" and spans and spans[-1][1] == i and spans[-1][2] == label:
            spans[-1] = (spans[-1][0], i + 1, label)
        else:
            spans.append((i, i + 1, label))
    return spans
