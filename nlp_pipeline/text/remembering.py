"""What a language model computes of single words, computed once for each word.

What a network embeds, and lemmas, depend on the word alone (and its tag, or what a list knows of
it); texts of one field have few distinct words.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, Final, NoReturn

import numpy as np
from spacy.attrs import IDS, LEMMA, ORTH, POS, TAG
from spacy.pipeline import AttributeRuler, Lemmatizer
from spacy.tokens import Doc
from spacy.vocab import Vocab
from thinc.api import Model

from nlp_pipeline.text.copies import Pipe

REMEMBERED: Final = 50_000
"""Words whose lemmas are kept in memory, 10 MB."""
REMEMBERED_VECTORS: Final = 32_000
"""Words whose vectors are kept in memory, 16 MB for vectors of 128 numbers."""
_OF_A_LEXEME: Final = frozenset({"NORM", "PREFIX", "SUFFIX", "SHAPE", "LOWER", "ORTH"})
"""Attributes that every token of a word shares, in Docs that are made of words alone."""
_OF_A_WORD: Final = frozenset({"TAG", "ORTH", "TEXT", "LOWER", "NORM", "SHAPE"})
_Word = tuple[int, ...]
"""Numbers of a word and its tag."""
_WORD: Final = [ORTH, TAG]
_READ: Final = [POS, LEMMA]


def remember_embeddings(model: Model[Any, Any]) -> None:
    """Make a network look up what it embeds of a word it has seen; outputs stay the same.

    Networks that end a :func:`spacy.ml.models.MultiHashEmbed` in their first layers are changed in
    place, for prediction alone; others are left as they are.

    Args:
        model: Network of a trained component, such as a ``tok2vec`` or ``ner``.
    """
    for node in list(model.walk()):
        embed = next((layer for layer in node.layers[:1] if _embeds(layer)), None)
        if embed is not None and not _embeds(node):
            node.layers[0] = _remembering(embed)


def _embeds(layer: Model[Any, Any]) -> bool:
    """Whether a layer makes one vector of each token's attributes, and does no more."""
    names = [part.name for part in layer.layers]
    return len(names) > 1 and names[-1] == "ragged2list" and _columns(layer) is not None


def _columns(layer: Model[Any, Any]) -> list[str] | None:
    """Return the attributes that a layer reads of a token, None where it is not known."""
    found = [part.attrs["columns"] for part in layer.walk() if part.name == "extract_features"]
    return found[0] if len(found) == 1 else None


def _remembering(embed: Model[Any, Any]) -> Model[Any, Any]:
    """Return a layer that takes Docs and gives the same vectors as ``embed``, in prediction."""
    columns = [ORTH, *(IDS[c] for c in _columns(embed) or () if c not in _OF_A_LEXEME)]
    memory = WordVectors(columns, embed.predict)

    def forward(
        _: Model[Any, Any], docs: Sequence[Doc], is_train: bool
    ) -> tuple[list[Any], Callable[[Any], Any]]:
        if is_train:
            learning: tuple[list[Any], Callable[[Any], Any]] = embed(docs, is_train)
            return learning
        return memory.embed(docs), _no_gradient

    return Model("remembered_embedding", forward, layers=[embed])


def _no_gradient(_: object) -> NoReturn:
    msg = "what is looked up has no gradient"
    raise RuntimeError(msg)


class WordVectors:
    """The vectors of words in one table that grows as words come.

    Args:
        columns: Attributes that make a token's vector, its ``ORTH`` first.
        embed: Gives, for some Docs, a matrix each, with one row a token.
    """

    def __init__(
        self, columns: Sequence[int], embed: Callable[[Sequence[Doc]], Sequence[Any]]
    ) -> None:
        self._columns: list[int | str] = list(columns)
        self._embed = embed
        self._places: dict[_Word, int] = {}
        self._table: Any = None
        self._used = 0

    def embed(self, docs: Sequence[Doc]) -> list[Any]:
        """Return a matrix for each Doc, with one row a token."""
        rows = [self._words_of(doc) for doc in docs]
        words = dict.fromkeys(word for own in rows for word in own)
        new = [word for word in words if word not in self._places]
        if len(self._places) + len(new) > REMEMBERED_VECTORS:
            new = list(words)
            self._places, self._used = {}, 0
        if new:
            self._learn(docs[0].vocab, new)
        return [self._table[[self._places[word] for word in own]] for own in rows]

    def _words_of(self, doc: Doc) -> list[_Word]:
        numbers: Any = doc.to_array(self._columns)
        return list(map(tuple, numbers.reshape(len(doc), len(self._columns)).tolist()))

    def _learn(self, vocab: Vocab, words: Sequence[_Word]) -> None:
        doc = Doc(vocab, words=[vocab.strings[word[0]] for word in words])
        if len(self._columns) > 1:
            rest: Any = np.array(words, dtype="uint64")[:, 1:]
            doc.from_array(self._columns[1:], rest)
        (vectors,) = self._embed([doc])
        end = self._used + len(words)
        if self._table is None or end > len(self._table):
            room = np.empty((max(2 * end, 4096), vectors.shape[1]), dtype=vectors.dtype)
            if self._used:
                room[: self._used] = self._table[: self._used]
            self._table = room
        self._table[self._used : end] = vectors
        self._places.update(zip(words, range(self._used, end), strict=True))
        self._used = end


def remember_words(pipes: Sequence[Pipe]) -> list[Pipe]:
    """Return pipes that write the same tags, heads and lemmas; some see each word once.

    Those are what spaCy's models end with: an attribute ruler whose patterns are single tokens
    with their tag, and a lemmatizer that reads word, part of speech and form. Forms (``MORPH``) are
    not written then: nothing here reads them.
    """
    last = [*pipes[-2:]]
    if len(last) == 2 and _is_ruler_of_words(last[0]) and _is_lemmatizer_of_words(last[1]):
        return [*pipes[:-2], WordAnnotator(last)]
    return list(pipes)


def _is_ruler_of_words(pipe: Pipe) -> bool:
    if not isinstance(pipe, AttributeRuler):
        return False
    rules: list[Any] = list(pipe.patterns)
    patterns = [pattern for rule in rules for pattern in rule["patterns"]]
    return all(len(p) == 1 and p[0].keys() <= _OF_A_WORD for p in patterns)


def _is_lemmatizer_of_words(pipe: Pipe) -> bool:
    return isinstance(pipe, Lemmatizer) and pipe.mode in {"rule", "lookup"}


class WordAnnotator:
    """Writes part of speech and lemma as some pipes do, which see each word and tag once.

    Args:
        pipes: What they write of a token depends on its word and its tag alone.
    """

    name = "words"

    def __init__(self, pipes: Sequence[Pipe]) -> None:
        self._pipes = tuple(pipes)
        self._known: dict[_Word, tuple[int, ...]] = {}

    def __call__(self, doc: Doc) -> Doc:
        """Annotate one tagged Doc."""
        return next(self.pipe([doc]))

    def pipe(self, docs: Iterable[Doc], *, batch_size: int = 256) -> Iterator[Doc]:
        """Annotate a stream of tagged Docs, ``batch_size`` of them at once, order kept."""
        stream = iter(docs)
        while batch := list(islice(stream, batch_size)):
            words = [list(map(tuple, doc.to_array(_WORD).tolist())) for doc in batch]
            self._learn(batch[0].vocab, dict.fromkeys(word for own in words for word in own))
            for doc, own in zip(batch, words, strict=True):
                if own:
                    values: Any = np.array([self._known[word] for word in own], dtype="uint64")
                    doc.from_array(_READ, values)
                yield doc

    def _learn(self, vocab: Vocab, words: Collection[_Word]) -> None:
        """See to it that these words are known."""
        new = [word for word in words if word not in self._known]
        if len(self._known) + len(new) > REMEMBERED:
            new = list(words)
            self._known.clear()
        if new:
            self._known.update(zip(new, self._annotate(vocab, new), strict=True))

    def _annotate(self, vocab: Vocab, words: Sequence[_Word]) -> Iterator[tuple[int, ...]]:
        """Yield what the pipes write of each word and tag, as numbers."""
        doc = Doc(vocab, words=[vocab.strings[orth] for orth, _ in words])
        tags: Any = np.array([[tag] for _, tag in words], dtype="uint64")
        doc.from_array([TAG], tags)
        for pipe in self._pipes:
            doc = pipe(doc)
        return map(tuple, doc.to_array(_READ).tolist())
