"""Parse only the sentences in which a triple can be.

The parser is by far the dearest step. This component runs a trained model's tagger, parser and
lemmatizer on chosen sentences alone, many at once, and copies tags, lemmas and heads back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, Final

import numpy as np
from spacy.attrs import DEP, HEAD, LEMMA, POS, TAG
from spacy.tokens import Doc, Span

from nlp_pipeline.annotations import set_parsed
from nlp_pipeline.text.copies import Pipe, annotate_docs
from nlp_pipeline.text.stand_ins import ShortSentence, shorten, spread_parse

REMEMBERED: Final = 10_000
"""Sentences that are kept in memory with their parses, about 15 MB."""
_ANNOTATION: Final = [TAG, POS, LEMMA, DEP, HEAD]


class SelectiveParser:
    """Runs the pipes of a trained model over selected sentences.

    Reads ``doc.sents`` and the mentions; writes tags, part of speech, lemmas, heads and dependency
    labels of the selected sentences and the span group ``parsed``. In a sentence that was not
    selected every token hangs on the first one. A sentence that was parsed a while ago, such as a
    caption that its article repeats, is not parsed again. Names of several words stand as one
    word before the pipes (:mod:`nlp_pipeline.text.stand_ins`).

    Args:
        pipes: Trained components in order, e.g. tok2vec, tagger, parser, lemmatizer.
        select: Tells whether a sentence is worth parsing.
    """

    def __init__(self, pipes: Sequence[Pipe], select: Callable[[Span], bool]) -> None:
        self.pipes = tuple(pipes)
        self.select = select
        self._remembered: dict[bytes, Any] = {}

    def __call__(self, doc: Doc) -> Doc:
        """Parse one Doc."""
        return next(self.pipe([doc]))

    def pipe(self, docs: Iterable[Doc], *, batch_size: int = 64) -> Iterator[Doc]:
        """Parse a stream of Docs, ``batch_size`` of them at once, order kept."""
        stream = iter(docs)
        while batch := list(islice(stream, batch_size)):
            selected = [[sent for sent in doc.sents if self.select(sent)] for doc in batch]
            parses = self._parse([sentence for own in selected for sentence in own])
            for doc, sentences in zip(batch, selected, strict=True):
                _copy_back(doc, sentences, [next(parses) for _ in sentences])
                yield doc

    def _parse(self, sentences: Sequence[Span]) -> Iterator[Any]:
        """Return each sentence's annotation, in order; of equal ones only the first is parsed."""
        if len(self._remembered) > REMEMBERED:
            self._remembered.clear()
        short = [shorten(sentence) for sentence in sentences]
        new: dict[bytes, tuple[ShortSentence, Span]] = {}
        for one, sentence in zip(short, sentences, strict=True):
            if one.key not in self._remembered:
                new.setdefault(one.key, (one, sentence))
        docs = annotate_docs(self.pipes, [one.build_doc(whole) for one, whole in new.values()])
        for key, doc in zip(new, docs, strict=True):
            self._remembered[key] = doc.to_array(_ANNOTATION)
        for one, sentence in zip(short, sentences, strict=True):
            yield spread_parse(self._remembered[one.key], one, sentence)


def _copy_back(doc: Doc, sentences: Sequence[Span], parses: Sequence[Any]) -> None:
    spans = [(sentence.start, sentence.end) for sentence in sentences]
    values: Any = np.zeros((len(doc), 5), dtype="uint64")
    values[:, 3] = doc.vocab.strings.add("dep")
    for sentence in doc.sents:
        heads = -np.arange(len(sentence), dtype="int64")
        values[sentence.start : sentence.end, 4] = heads.astype("uint64")
    for (start, end), parse in zip(spans, parses, strict=True):
        values[start:end] = parse
    if len(doc):
        doc.from_array(_ANNOTATION, values)
    set_parsed(doc, [doc[start:end] for start, end in spans])
