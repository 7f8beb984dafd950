"""Run the pipes of a trained model on copies of stretches of Docs, many at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, cast

from spacy.attrs import ORTH, SPACY
from spacy.tokens import Doc, Span

Pipe = Any
"""A spaCy component; spaCy has no public type for them."""
STRETCHES_AT_ONCE = 128
"""More only takes more memory; fewer is slower."""


def annotate_copies(pipes: Sequence[Pipe], stretches: Sequence[Span]) -> list[Doc]:
    """Return an annotated copy of each stretch, in order; similar lengths go through together.

    Args:
        pipes: Trained components in order.
        stretches: Stretches of tokens; each is one sentence to the pipes.
    """
    return annotate_docs(pipes, [_copy_of(stretch) for stretch in stretches])


def annotate_docs(pipes: Sequence[Pipe], copies: list[Doc]) -> list[Doc]:
    """Annotate Docs, in order and in place of the bare ones; similar lengths go together."""
    order = sorted(range(len(copies)), key=lambda i: len(copies[i]))
    stream: Iterable[Doc] = (copies[i] for i in order)
    for pipe in pipes:
        if hasattr(pipe, "pipe"):
            stream = pipe.pipe(stream, batch_size=STRETCHES_AT_ONCE)
        else:
            stream = map(pipe, stream)
    for i, annotated in zip(order, stream, strict=True):
        copies[i] = annotated
    return copies


def _copy_of(stretch: Span) -> Doc:
    words = cast("Any", stretch).to_array([ORTH, SPACY])  # spaCy's types lack it
    starts: list[bool | int | None] = [i == 0 for i in range(len(words))]
    return Doc(
        stretch.doc.vocab,
        words=words[:, 0].tolist(),
        spaces=words[:, 1].astype(bool).tolist(),
        sent_starts=starts,
    )
