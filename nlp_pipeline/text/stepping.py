"""Let trained parsers and recognisers of names take their steps from Python.

At each step of a sentence spaCy's own loop gives Python's lock away and takes it back once for
each of the hundred numbers that it compares: half of a parser's time. Where Python counts the
steps, many sentences take one together, and the lock stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from spacy.pipeline import DependencyParser, EntityRecognizer
from spacy.tokens import Doc

from nlp_pipeline.text.copies import Pipe


def step_from_python(pipe: Pipe) -> Pipe:
    """Return a pipe that writes the same; those that take no steps, or search, stay themselves."""
    takes_steps = isinstance(pipe, DependencyParser | EntityRecognizer)
    return Stepper(pipe) if takes_steps and pipe.cfg["beam_width"] == 1 else pipe


class Stepper:
    """Annotates as a trained ``parser`` or ``ner`` does.

    Args:
        pipe: The component; at each step it takes the best one alone.
    """

    def __init__(self, pipe: Pipe) -> None:
        self._pipe = pipe

    def __call__(self, doc: Doc) -> Doc:
        """Annotate one Doc."""
        return next(self.pipe([doc]))

    def pipe(self, docs: Iterable[Doc], *, batch_size: int = 128) -> Iterator[Doc]:
        """Annotate a stream of Docs, ``batch_size`` of them at once, order kept."""
        stream = iter(docs)
        while batch := list(islice(stream, batch_size)):
            self._annotate([doc for doc in batch if len(doc)])
            yield from batch

    def _annotate(self, docs: Sequence[Doc]) -> None:
        if not docs:
            return
        states = self._pipe.moves.init_batch(docs)
        scorer = self._pipe.model.predict(docs)
        going = [state for state in states if not state.is_final()]
        while going:
            going = self._pipe.transition_states(going, scorer.predict(going))
        scorer.clear_memory()
        self._pipe.set_annotations(docs, states)
