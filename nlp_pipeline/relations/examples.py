"""Runs the examples and counter-examples that rules carry."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from nlp_pipeline.records import Argument, Triple
from nlp_pipeline.relations.rules import Rule


@dataclass(frozen=True, slots=True)
class BrokenExample:
    """An example that does not hold: which claims are missing, which should not be there."""

    rule_id: str
    text: str
    missing: tuple[str, ...]
    unwanted: tuple[str, ...]
    found: tuple[str, ...]


def claim_text(triple: Triple) -> str:
    """Write a triple as rule files do: ``PTEN[loss] | activates | AKT (hedged)``."""
    marks = f"{' (negated)' if triple.negated else ''}{' (hedged)' if triple.hedged else ''}"
    ends = _end(triple.subject), _end(triple.object)
    return f"{ends[0]} | {triple.predicate} | {ends[1]}{marks}"


def _end(argument: Argument) -> str:
    return argument.label + (f"[{argument.state}]" if argument.state else "")


def find_broken_examples(
    rules: Iterable[Rule], extract: Callable[[str], Sequence[Triple]]
) -> Iterator[BrokenExample]:
    """Yield the examples that do not hold, in rule order.

    Args:
        rules: The rules whose examples are run.
        extract: Gives the triples of a text.
    """
    for rule in rules:
        for example in rule.examples:
            found = [claim_text(triple) for triple in extract(example.text)]
            missing = tuple(claim for claim in example.yields if claim not in found)
            unwanted = tuple(claim for claim in example.never if claim in found)
            if missing or unwanted:
                yield BrokenExample(rule.id, example.text, missing, unwanted, tuple(found))
