"""Parse only the sentences in which a triple can be.

The parser is by far the dearest step. This component runs a trained model's tagger, parser and
lemmatizer on chosen sentences alone, many at once, and copies tags, lemmas and heads back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

import numpy as np
from spacy.attrs import DEP, HEAD, LEMMA, POS, TAG
from spacy.tokens import Doc, Span

from nlp_pipeline.annotations import set_parsed
from nlp_pipeline.text.copies import Pipe, annotate_copies


class SelectiveParser:
    """Runs the pipes of a trained model over selected sentences.

    Reads ``doc.sents``; writes tags, part of speech, lemmas, heads and dependency labels of the
    selected sentences and the span group ``parsed``. In a sentence that was not selected every
    token hangs on the first one.

    Args:
        pipes: Trained components in order, e.g. tok2vec, tagger, parser, lemmatizer.
        select: Tells whether a sentence is worth parsing.
    """

    def __init__(self, pipes: Sequence[Pipe], select: Callable[[Span], bool]) -> None:
        self.pipes = tuple(pipes)
        self.select = select

    def __call__(self, doc: Doc) -> Doc:
        """Parse one Doc."""
        return next(self.pipe([doc]))

    def pipe(self, docs: Iterable[Doc], *, batch_size: int = 64) -> Iterator[Doc]:
        """Parse a stream of Docs, ``batch_size`` of them at once, order kept."""
        stream = iter(docs)
        while batch := list(islice(stream, batch_size)):
            selected = [[sent for sent in doc.sents if self.select(sent)] for doc in batch]
            flat = [sentence for sentences in selected for sentence in sentences]
            parsed = iter(annotate_copies(self.pipes, flat))
            for doc, sentences in zip(batch, selected, strict=True):
                _copy_back(doc, sentences, [next(parsed) for _ in sentences])
                yield doc


def _copy_back(doc: Doc, sentences: Sequence[Span], parses: Sequence[Doc]) -> None:
    spans = [(sentence.start, sentence.end) for sentence in sentences]
    values: Any = np.zeros((len(doc), 5), dtype="uint64")
    dep = doc.vocab.strings.add("dep")
    for sentence in doc.sents:
        for i in range(sentence.start, sentence.end):
            values[i, 3] = dep
            values[i, 4] = np.int64(sentence.start - i).astype("uint64")
    for (start, end), parse in zip(spans, parses, strict=True):
        values[start:end] = parse.to_array([TAG, POS, LEMMA, DEP, HEAD])
    if len(doc):
        doc.from_array([TAG, POS, LEMMA, DEP, HEAD], values)
    set_parsed(doc, [doc[start:end] for start, end in spans])
