"""The training corpora as records: CRAFT's parsed sentences and the tagged entity corpora.

CRAFT (CoNLL-U, Stanford dependencies) trains tagger, parser, sentence boundaries and lemmas; the
entity corpora (one token and one IOB tag a line) train the recogniser. Both are read as they are
published, gzip-compressed or plain.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from spacy.tokens import Doc
from spacy.vocab import Vocab

from nlp_pipeline.errors import NlpPipelineError


class CorpusError(NlpPipelineError):
    """A training corpus is missing or does not have the expected form."""

    kind = "corpus"


@dataclass(frozen=True, slots=True)
class ParsedSentence:
    """One sentence of a treebank.

    Attributes:
        text: The sentence as printed in the article.
        words, tags, lemmas, deps: One entry per token.
        heads: Index of each token's head within the sentence; a root is its own head.
        spaces: True where a blank follows the token.
        paragraph: Identifier of the paragraph that the sentence stands in.
    """

    text: str
    words: tuple[str, ...]
    tags: tuple[str, ...]
    lemmas: tuple[str, ...]
    heads: tuple[int, ...]
    deps: tuple[str, ...]
    spaces: tuple[bool, ...]
    paragraph: str


@dataclass(frozen=True, slots=True)
class TaggedSentence:
    """One sentence of an entity corpus: words and their IOB tags, one per word."""

    words: tuple[str, ...]
    tags: tuple[str, ...]


def read_treebank(path: Path) -> tuple[ParsedSentence, ...]:
    """Read a CoNLL-U file.

    Args:
        path: ``*.conllu`` or ``*.conllu.gz``.

    Returns:
        The sentences in order; an empty file gives an empty tuple.

    Raises:
        CorpusError: The file is missing, or a token line has not ten columns.
    """
    sentences: list[ParsedSentence] = []
    rows: list[list[str]] = []
    text = paragraph = ""
    for number, line in _numbered_lines(path):
        if line.startswith("# newpar"):
            paragraph = line.rpartition("= ")[2]
        elif line.startswith("# text"):
            text = line.partition("= ")[2]
        elif line.startswith("#"):
            continue
        elif line:
            rows.append(_columns(line, 10, path, number))
        elif rows:
            sentences.append(_parsed_sentence(rows, text, paragraph))
            rows = []
    if rows:
        sentences.append(_parsed_sentence(rows, text, paragraph))
    return tuple(sentences)


def read_tagged(path: Path) -> tuple[TaggedSentence, ...]:
    """Read a two-column IOB file; sentences are parted by blank lines.

    Raises:
        CorpusError: The file is missing, or a line has not two columns.
    """
    sentences: list[TaggedSentence] = []
    rows: list[list[str]] = []
    for number, line in _numbered_lines(path):
        if line.strip():
            rows.append(_columns(line, 2, path, number))
        elif rows:
            sentences.append(_tagged_sentence(rows))
            rows = []
    if rows:
        sentences.append(_tagged_sentence(rows))
    return tuple(sentences)


def build_parsed_doc(vocab: Vocab, sentence: ParsedSentence) -> Doc:
    """Build the annotated Doc of one sentence, with the treebank's own tokens."""
    return Doc(
        vocab,
        words=list(sentence.words),
        spaces=list(sentence.spaces),
        tags=list(sentence.tags),
        lemmas=list(sentence.lemmas),
        heads=list(sentence.heads),
        deps=list(sentence.deps),
    )


def join_text(words: tuple[str, ...], spaces: tuple[bool, ...]) -> str:
    """Return the text that words and blanks make.

    >>> join_text(("p27", "-", "mediated", "arrest"), (False, False, True, False))
    'p27-mediated arrest'
    """
    return "".join(word + " " * space for word, space in zip(words, spaces, strict=True))


def _parsed_sentence(rows: list[list[str]], text: str, paragraph: str) -> ParsedSentence:
    heads = tuple(int(row[6]) - 1 if row[6] != "0" else i for i, row in enumerate(rows))
    return ParsedSentence(
        text=text,
        words=tuple(row[1] for row in rows),
        tags=tuple(row[4] for row in rows),
        lemmas=tuple(row[2] for row in rows),
        heads=heads,
        deps=tuple("ROOT" if row[7] == "root" else row[7] for row in rows),
        spaces=tuple("SpaceAfter=No" not in row[9] for row in rows),
        paragraph=paragraph,
    )


def _tagged_sentence(rows: list[list[str]]) -> TaggedSentence:
    return TaggedSentence(tuple(row[0] for row in rows), tuple(row[1] for row in rows))


def _columns(line: str, count: int, path: Path, number: int) -> list[str]:
    columns = line.split("\t")
    if len(columns) != count:
        raise CorpusError(
            f"a line has {len(columns)} columns instead of {count}",
            place=path,
            line=number,
            remedy="give the corpus in its published form, columns parted by tabs",
        )
    return columns


def _numbered_lines(path: Path) -> Iterator[tuple[int, str]]:
    if not path.is_file():
        raise CorpusError("the corpus file is missing", place=path, remedy="name its folder")
    with (gzip.open if path.suffix == ".gz" else open)(path, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            yield number, line.rstrip("\n")
