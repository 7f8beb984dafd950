"""How well extraction does against annotated passages.

A gold file is JSONL: ``id``, ``text`` and ``triples`` per line, as ``docs/guidelines.md``
describes them. Three levels, each micro-averaged over all passages:

``pair``  the two entities, whatever is said of them;
``core``  entities, direction, kind of relation, net sign and negation: what lowers (``inhibits``,
    ``downregulates``, ``targets``) is one kind, what raises (``activates``, ``upregulates``)
    another, and loss or inhibition of an argument turns the sign;
``full``  entities, predicate, both states, negation and hedging.

Optional gold triples are neither required nor counted as wrong.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict, ValidationError

from nlp_pipeline.errors import ReadError
from nlp_pipeline.records import Triple
from nlp_pipeline.vocabulary import FLIPPING_STATES, PREDICATES

LEVELS: Final = ("pair", "core", "full")

_GREEK: Final = str.maketrans(
    {"α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "κ": "kappa", "ε": "epsilon",
     "ω": "omega"}
)  # fmt: skip
_NO_LETTER: Final = re.compile(r"[^a-z0-9/]+")

Key = tuple[object, ...]


class GoldTriple(BaseModel):
    """One annotated triple; ``s_alt`` and ``o_alt`` are other labels that are just as right."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    s: str
    p: str
    o: str
    s_state: str | None = None
    o_state: str | None = None
    negated: bool = False
    hedged: bool = False
    optional: bool = False
    s_alt: tuple[str, ...] = ()
    o_alt: tuple[str, ...] = ()


class GoldPassage(BaseModel):
    """One annotated passage."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: str
    text: str
    triples: tuple[GoldTriple, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """Counts at one level: ``found`` and ``missed`` of the gold, ``wrong`` of the extraction."""

    found: int = 0
    wrong: int = 0
    missed: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(self.found + other.found, self.wrong + other.wrong, self.missed + other.missed)

    @property
    def precision(self) -> float:
        """Return the part of the extracted triples that is right, 0 where there are none."""
        return self.found / (self.found + self.wrong) if self.found else 0.0

    @property
    def recall(self) -> float:
        """Return the part of the required triples that was extracted, 0 where there are none."""
        return self.found / (self.found + self.missed) if self.found else 0.0

    @property
    def f1(self) -> float:
        """Return the harmonic mean of precision and recall."""
        return 2 * self.found / (2 * self.found + self.wrong + self.missed) if self.found else 0.0


def read_gold(path: Path) -> Iterator[GoldPassage]:
    """Read a gold file; blank lines are skipped.

    Raises:
        ReadError: If a line is no annotated passage.
    """
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise ReadError(f"cannot read the gold file: {error}", place=path) from error
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            yield GoldPassage.model_validate_json(line)
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            where = ".".join(map(str, first["loc"]))
            raise ReadError(
                f"no annotated passage: {where}: {first['msg']}",
                place=path,
                line=number,
                remedy="one JSON object a line, as docs/guidelines.md describes it",
            ) from None


def evaluate(
    passages: Iterable[GoldPassage], extract: Callable[[str], Sequence[Triple]]
) -> dict[str, Score]:
    """Extract from each passage and compare; returns a score for each of ``LEVELS``."""
    scores = dict.fromkeys(LEVELS, Score())
    for passage in passages:
        triples = extract(passage.text)
        for level in LEVELS:
            scores[level] += compare(passage.triples, triples, level)
    return scores


def compare(gold: Sequence[GoldTriple], triples: Sequence[Triple], level: str) -> Score:
    """Compare the triples of one passage; repeated ones count once, on both sides.

    Of gold triples that are the same at this level, the first says whether they are optional.
    """
    extracted = {_extracted_key(triple, level) for triple in triples}
    is_optional: dict[frozenset[Key], bool] = {}
    for triple in gold:
        is_optional.setdefault(frozenset(_gold_keys(triple, level)), triple.optional)
    required = [keys for keys, optional in is_optional.items() if not optional]
    found = sum(not keys.isdisjoint(extracted) for keys in required)
    wrong = extracted.difference(*is_optional)
    return Score(found, len(wrong), len(required) - found)


def normal_label(label: str) -> str:
    """Return a label as it is compared: lower case, Greek letters by name, no punctuation.

    Examples:
        >>> normal_label("TGF-β receptor"), normal_label("PI3K/AKT signaling pathway")
        ('tgfbetareceptor', 'pi3k/aktsignalingpathway')
    """
    return _NO_LETTER.sub("", label.lower().translate(_GREEK))


def _gold_keys(triple: GoldTriple, level: str) -> Iterator[Key]:
    for subject, object_ in product((triple.s, *triple.s_alt), (triple.o, *triple.o_alt)):
        yield _key(
            level,
            (normal_label(subject), triple.s_state),
            triple.p,
            (normal_label(object_), triple.o_state),
            negated=triple.negated,
            hedged=triple.hedged,
        )


def _extracted_key(triple: Triple, level: str) -> Key:
    return _key(
        level,
        (normal_label(triple.subject.label), triple.subject.state),
        triple.predicate,
        (normal_label(triple.object.label), triple.object.state),
        negated=triple.negated,
        hedged=triple.hedged,
    )


def _key(
    level: str,
    subject: tuple[str, str | None],
    predicate: str,
    object_: tuple[str, str | None],
    *,
    negated: bool,
    hedged: bool,
) -> Key:
    """Return what must be equal for two triples to be the same at a level."""
    if level == "pair":
        return tuple(sorted({subject[0], object_[0]}))
    known = PREDICATES.get(predicate)
    ends = (subject, object_)
    if known is not None and known.symmetric:
        first, second = sorted(ends, key=lambda end: (end[0], end[1] or ""))
        ends = (first, second)
    if level == "full":
        return (*ends, predicate, negated, hedged)
    names = tuple(name for name, _ in ends)
    flips = [state in FLIPPING_STATES for _, state in (subject, object_)]
    if known is not None and known.sign:
        return (*names, "regulates", known.sign * (-1) ** sum(flips), negated)
    return (*names, predicate, -1 if flips[0] else 1, negated)
