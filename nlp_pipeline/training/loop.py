"""spaCy's training loop with a limit of processor time and a learning rate that ends low in time.

Processor time, so that a busy machine makes as many steps as an idle one.
"""

from __future__ import annotations

import itertools
import logging
import random
import time
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from pathlib import Path

from spacy.language import Language
from spacy.training import Example
from spacy.training.loop import train_while_improving
from thinc.api import Adam, Optimizer

logger = logging.getLogger(__name__)

Epoch = Callable[[random.Random], Iterator[Example]]
Evaluate = Callable[[], tuple[float, dict[str, float]]]


@dataclass(frozen=True, slots=True)
class Limits:
    """How long and how hard to train.

    Attributes:
        minutes: Limit of processor time; the learning rate reaches its floor at this moment.
        words_per_batch: Size of a batch at the end; it grows from a third of that.
        learning_rate: Highest rate, reached after ``warmup`` steps.
        warmup: Steps of linear rise.
        dropout: Share of the encoder's values that are dropped.
        eval_every: Steps between evaluations.
    """

    minutes: float
    words_per_batch: int = 2400
    learning_rate: float = 0.001
    warmup: int = 200
    dropout: float = 0.2
    eval_every: int = 400


def train_pipes(
    nlp: Language,
    epoch: Epoch,
    evaluate: Evaluate,
    output: Path,
    *,
    limits: Limits,
    seed: int,
) -> dict[str, float]:
    """Train all trainable pipes until time is up; the best state so far stands in ``output``.

    Args:
        nlp: An initialized pipeline; changed in place.
        epoch: Yields the examples of one pass, in an order drawn from the generator it is given.
        evaluate: Returns the score to improve, and the figures to log.
        output: Folder of the best state.
        limits: Time, rates and sizes.
        seed: Seed of order and augmentation.

    Returns:
        The figures of the best state.
    """
    clock = _Clock(limits)
    optimizer = Adam(
        learn_rate=clock.learning_rates(),  # type: ignore[arg-type]
        L2=0.01,
        grad_clip=1.0,
        L2_is_weight_decay=True,
        use_averages=True,
    )
    best = _Best(nlp, optimizer, output)
    steps = train_while_improving(
        nlp,
        optimizer,
        _batches(epoch, clock, limits, random.Random(seed)),  # noqa: S311 - no secrets here
        evaluate,
        dropout=limits.dropout,
        eval_frequency=limits.eval_every,
        accumulate_gradient=1,
        patience=0,
        max_steps=0,
        exclude=[],
        annotating_components=[],
        before_update=None,
    )
    for _, info, is_best in steps:
        if is_best is not None:
            place = f"step {info['step']} epoch {info['epoch']} minutes {clock.minutes():.1f}"
            best.keep(place, info["score"], info["other_scores"])
    with nlp.use_params(optimizer.averages):
        score, figures = evaluate()
    best.keep("end", score, figures)
    return best.figures


class _Best:
    """The best state so far, on disk."""

    def __init__(self, nlp: Language, optimizer: Optimizer, output: Path) -> None:
        self.figures: dict[str, float] = {}
        self._nlp = nlp
        self._optimizer = optimizer
        self._output = output
        self._score = -1.0

    def keep(self, place: str, score: float, figures: dict[str, float]) -> None:
        """Log a state's figures; write the state if none before it was as good."""
        rounded = {name: round(value, 4) for name, value in figures.items()}
        logger.info("%s score %.4f %s", place, score, rounded)
        if score <= self._score:
            return
        self._score, self.figures = score, rounded
        with self._nlp.use_params(self._optimizer.averages):
            self._nlp.to_disk(self._output)


class _Clock:
    """Where training stands between its start and its limit."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._start = time.process_time()

    def minutes(self) -> float:
        return (time.process_time() - self._start) / 60

    def progress(self) -> float:
        return min(1.0, self.minutes() / self._limits.minutes)

    def learning_rates(self) -> Generator[float, None, None]:
        """Yield one rate a step: a rise, then a linear fall to a fiftieth at the time limit."""
        limits = self._limits
        for step in itertools.count(1):
            rise = min(1.0, step / limits.warmup)
            yield limits.learning_rate * rise * max(0.02, 1.0 - self.progress())


def _batches(
    epoch: Epoch, clock: _Clock, limits: Limits, rng: random.Random
) -> Iterator[tuple[int, list[Example]]]:
    """Yield epoch number and batch until time is up; at least one batch.

    What is left at the end of an epoch goes into the next one's first batch.
    """
    batch: list[Example] = []
    step = words = 0
    for number in itertools.count():
        for example in epoch(rng):
            batch.append(example)
            words += len(example)
            if words >= limits.words_per_batch * min(1.0, 1 / 3 + step / 4000):
                yield number, batch
                batch, words = [], 0
                step += 1
                if clock.progress() >= 1.0:
                    return
