"""Scores of a trained pipeline on the development parts of its corpora."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any, Final

from spacy.language import Language
from spacy.scorer import Scorer
from spacy.tokens import Doc, Token
from spacy.training import Example

from nlp_pipeline.text.parsing import SelectiveParser
from nlp_pipeline.text.sentences import SentenceSplitter
from nlp_pipeline.training.corpora import ParsedSentence, build_parsed_doc, read_treebank
from nlp_pipeline.training.entity_scores import EntityScore, evaluate_recogniser
from nlp_pipeline.training.lemmas import has_stand_in
from nlp_pipeline.training.parser import build_example

PARSING_PIPES: Final = ("tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer")


@dataclass(frozen=True, slots=True)
class TrainingReport:
    """What a model scores on the development parts; 0-1 each.

    Attributes:
        uas, las: Share of tokens with the right head, and with head and label; punctuation does
            not count; the treebank's own tokens and sentence boundaries are given.
        tag_accuracy: Share of right fine tags, on the same tokens.
        lemma_accuracy: Share of right lemmas among alphabetic words, with predicted tags; lemmas
            in which CRAFT has stand-ins for digits are left out.
        raw_uas, raw_las: The same as uas and las on paragraphs of plain text, with our own tokens
            and boundaries; a token that we cut differently counts as wrong.
        token_precision, token_recall: Tokens with exactly the treebank's boundaries.
        sentence_precision, sentence_recall: Boundaries inside paragraphs.
        entities: Exact-match scores per corpus.
    """

    uas: float
    las: float
    tag_accuracy: float
    lemma_accuracy: float
    raw_uas: float
    raw_las: float
    token_precision: float
    token_recall: float
    sentence_precision: float
    sentence_recall: float
    entities: dict[str, EntityScore]

    @property
    def sentence_f1(self) -> float:
        """Harmonic mean of precision and recall of the boundaries; 0 where both are."""
        total = self.sentence_precision + self.sentence_recall
        return 2 * self.sentence_precision * self.sentence_recall / total if total else 0.0


def evaluate_model(nlp: Language, craft_dir: Path, ner_dir: Path | None) -> TrainingReport:
    """Score a pipeline on the dev articles of CRAFT and the devel parts of the entity corpora.

    Args:
        nlp: A pipeline as :func:`~nlp_pipeline.training.assembly.assemble_model` builds it.
        craft_dir: Folder with ``dev.conllu.gz``.
        ner_dir: Folder of the entity corpora; None where the recogniser is not to be scored.

    Raises:
        CorpusError: A corpus file is missing or malformed.
    """
    dev = read_treebank(craft_dir / "dev.conllu.gz")
    uas, las, tag_accuracy, lemma_accuracy = _score_syntax(nlp, dev)
    paragraphs = [list(group) for _, group in groupby(dev, key=lambda s: s.paragraph)]
    raw = _score_raw(nlp, paragraphs)
    entities: dict[str, EntityScore] = {}
    if ner_dir is not None and "ner" in nlp.pipe_names:
        entities = evaluate_recogniser(nlp, ner_dir, "devel")
    return TrainingReport(
        uas=uas,
        las=las,
        tag_accuracy=tag_accuracy,
        lemma_accuracy=lemma_accuracy,
        entities=entities,
        **raw,
    )


def _score_syntax(
    nlp: Language, dev: Sequence[ParsedSentence]
) -> tuple[float, float, float, float]:
    """Return UAS, LAS, tag and lemma accuracy with the treebank's tokens and boundaries."""
    bare = (build_example(nlp.vocab, sentence).predicted for sentence in dev)
    pipes = [name for name in PARSING_PIPES if name in nlp.pipe_names]
    with nlp.select_pipes(enable=pipes):
        docs = list(nlp.pipe(bare, batch_size=256))
    examples = [
        Example(doc, build_parsed_doc(nlp.vocab, sentence))
        for doc, sentence in zip(docs, dev, strict=True)
    ]
    scores = _score_heads(examples)
    tags = Scorer.score_token_attr(examples, "tag")["tag_acc"]
    right = [
        token.lemma_.lower() == lemma.lower()
        for doc, sentence in zip(docs, dev, strict=True)
        for token, lemma in zip(doc, sentence.lemmas, strict=True)
        if token.is_alpha and not has_stand_in(lemma)
    ]
    return (*scores, float(tags), sum(right) / len(right))


def _score_raw(nlp: Language, paragraphs: Sequence[Sequence[ParsedSentence]]) -> dict[str, float]:
    """Return the scores that start from plain text: tokens, boundaries, heads."""
    parse = SelectiveParser(
        [nlp.get_pipe(name) for name in PARSING_PIPES if name in nlp.pipe_names], lambda _: True
    )
    split = SentenceSplitter()
    gold = [_paragraph_doc(nlp, sentences) for sentences in paragraphs]
    docs = list(parse.pipe(split(nlp.make_doc(doc.text)) for doc in gold))
    pairs = list(zip(docs, gold, strict=True))
    tokens = _overlap([({_place(t) for t in a}, {_place(t) for t in b}) for a, b in pairs])
    starts = _overlap([(_inner_starts(a), _inner_starts(b)) for a, b in pairs])
    uas, las = _score_heads([Example(a, b) for a, b in pairs])
    return {
        "raw_uas": uas,
        "raw_las": las,
        "token_precision": tokens[0],
        "token_recall": tokens[1],
        "sentence_precision": starts[0],
        "sentence_recall": starts[1],
    }


def _score_heads(examples: list[Example]) -> tuple[float, float]:
    scores = Scorer.score_deps(
        examples, "dep", getter=_dep, ignore_labels=("p", "punct"), head_attr="head"
    )
    return float(scores["dep_uas"]), float(scores["dep_las"])


def _dep(token: Token, attr: str) -> str:  # noqa: ARG001 - the scorer's signature
    return token.dep_


def _paragraph_doc(nlp: Language, sentences: Sequence[ParsedSentence]) -> Doc:
    """Join sentences to one annotated Doc, a blank between them."""
    words: list[str] = []
    spaces: list[bool] = []
    heads: list[int] = []
    for sentence in sentences:
        heads += [len(words) + head for head in sentence.heads]
        words += sentence.words
        spaces += (*sentence.spaces[:-1], True)
    deps = [dep for sentence in sentences for dep in sentence.deps]
    return Doc(nlp.vocab, words=words, spaces=spaces, heads=heads, deps=deps)


def _place(token: Token) -> tuple[int, int]:
    return token.idx, token.idx + len(token)


def _inner_starts(doc: Doc) -> set[int]:
    return {sent.start_char for sent in doc.sents if sent.start}


def _overlap(pairs: Sequence[tuple[set[Any], set[Any]]]) -> tuple[float, float]:
    """Return precision and recall of found against wanted, summed over all pairs."""
    hits = sum(len(found & wanted) for found, wanted in pairs)
    found_total = sum(len(found) for found, _ in pairs)
    wanted_total = sum(len(wanted) for _, wanted in pairs)
    return (
        hits / found_total if found_total else 0.0,
        hits / wanted_total if wanted_total else 0.0,
    )
