"""What a language model computes of single words, computed once for each word.

Vectors that are put together of a word's parts, and lemmas, depend on the word alone (and its
tag); texts of one field have few distinct words.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, Final

import numpy as np
from spacy.attrs import LEMMA, ORTH, POS, TAG
from spacy.pipeline import AttributeRuler, Lemmatizer
from spacy.tokens import Doc
from spacy.vectors import BaseVectors, Mode, Vectors
from spacy.vocab import Vocab

from nlp_pipeline.text.copies import Pipe

REMEMBERED: Final = 50_000
"""Words that are kept in memory: 13 MB of vectors of 64 numbers, 10 MB of lemmas."""
_OF_A_WORD: Final = frozenset({"TAG", "ORTH", "TEXT", "LOWER", "NORM", "SHAPE"})
_Word = tuple[int, ...]
"""Numbers of a word and its tag."""
_WORD: Final = [ORTH, TAG]
_READ: Final = [POS, LEMMA]


def remember_vectors(vectors: BaseVectors) -> BaseVectors:
    """Return vectors that give the same as these, faster; only those of floret are changed."""
    if isinstance(vectors, Vectors) and vectors.mode == Mode.floret:
        return RememberedVectors(vectors)
    return vectors


class RememberedVectors(Vectors):  # type: ignore[misc] # spaCy has no types here
    """Vectors of floret, which are means over a word's parts, kept once they were made.

    Args:
        vectors: Where they come from.
    """

    def __init__(self, vectors: Vectors) -> None:
        super().__init__(
            data=vectors.data,
            name=vectors.name,
            mode=Mode.floret,
            minn=vectors.minn,
            maxn=vectors.maxn,
            hash_count=vectors.hash_count,
            hash_seed=vectors.hash_seed,
            bow=vectors.bow,
            eow=vectors.eow,
            attr=vectors.attr,
        )
        self._places: dict[int, int] = {}
        self._table: Any = np.empty((0, vectors.data.shape[1]), dtype=vectors.data.dtype)

    def get_batch(self, keys: Iterable[int | str]) -> np.ndarray[Any, Any]:
        """Return the vectors of some words or their keys, a row each."""
        wanted = [self.strings.add(key) if isinstance(key, str) else int(key) for key in keys]
        new = [key for key in dict.fromkeys(wanted) if key not in self._places]
        if new:
            if len(self._places) + len(new) > REMEMBERED:
                new = list(dict.fromkeys(wanted))
                self._places, self._table = {}, self._table[:0]
            for place, key in enumerate(new, start=len(self._places)):
                self._places[key] = place
            self._table = np.concatenate([self._table, super().get_batch(new)])
        found: np.ndarray[Any, Any] = self._table[[self._places[key] for key in wanted]]
        return found


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
