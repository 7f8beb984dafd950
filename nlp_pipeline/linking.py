"""How claims relate: which say the opposite, and which say the same more generally.

Two asserted claims contradict each other where they speak of the same pair and their net signs
differ: "PTEN inhibits AKT" and "PTEN loss inhibits AKT", "X confers resistance to D" and "X
sensitizes to D". Loss and inhibition turn a sign; amplification, overexpression and activation do
not; what is said of a mutant is compared with what is said of a mutant.

A claim refines another where that is the same predicate of the same or wider arguments: a family
or complex in place of a member (FamPlex), the gene in place of its variant, no state in place of
a state. Such claims are linked and stay apart: what holds for BRAF need not hold for all RAF.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from itertools import product
from typing import Final

from nlp_pipeline.records import Argument, Statement, statement_id_of
from nlp_pipeline.vocabulary import FLIPPING_STATES, PREDICATES

RESPONSE_SIGNS: Final = {"confers_resistance_to": -1, "sensitizes_to": 1}
RAISING_STATES: Final = frozenset({"amplification", "overexpression", "activation"})


class Families:
    """Which families and complexes a gene or a family belongs to.

    Args:
        members: Gene symbols, direct and indirect, of each family.

    Examples:
        >>> families = Families({"RAF": ("BRAF", "RAF1"), "MAP3K": ("BRAF", "RAF1", "TAOK1")})
        >>> families.wider("BRAF"), families.wider("RAF"), families.wider("TP53")
        (('MAP3K', 'RAF'), ('MAP3K',), ())
    """

    def __init__(self, members: Mapping[str, tuple[str, ...]]) -> None:
        self._members = {family: frozenset(genes) for family, genes in members.items()}
        self._families: dict[str, set[str]] = {}
        for family, genes in self._members.items():
            for gene in genes:
                self._families.setdefault(gene, set()).add(family)
        self.wider = lru_cache(maxsize=100_000)(self._find_wider)

    def _find_wider(self, label: str) -> tuple[str, ...]:
        """Return the families that hold a gene or all members of a family and more, sorted."""
        genes = self._members.get(label)
        if not genes:
            return tuple(sorted(self._families.get(label, ())))
        shared = set.intersection(*(self._families[gene] for gene in genes))
        return tuple(sorted(family for family in shared if genes < self._members[family]))


def opposition_of(statement: Statement) -> tuple[str, int] | None:
    """Return what a claim speaks of and its net sign (+1 or -1), None where it has no sign.

    Claims of equal first and different second part contradict each other.
    """
    known = PREDICATES.get(statement.predicate)
    kind, sign = "regulates", 0 if known is None else known.sign
    if statement.predicate in RESPONSE_SIGNS:
        kind, sign = "response", RESPONSE_SIGNS[statement.predicate]
    if not sign:
        return None
    ends = (statement.subject, statement.object)
    for end in ends:
        sign = -sign if end.state in FLIPPING_STATES else sign
    return "\t".join([kind, *(part for end in ends for part in _signless(end))]), sign


def general_ids_of(statement: Statement, families: Families) -> tuple[str, ...]:
    """Return the ids that all claims more general than this one have, sorted."""
    subjects = list(_wider_arguments(statement.subject, families))
    objects = list(_wider_arguments(statement.object, families))
    found = {
        statement_id_of(subject, statement.predicate, object_)
        for subject, object_ in product(subjects, objects)
    }
    return tuple(sorted(found - {statement.statement_id}))


def _signless(end: Argument) -> tuple[str, str, str]:
    state = end.state
    same = state is None or state in FLIPPING_STATES or state in RAISING_STATES
    return end.label, end.type, "" if same else str(state)


def _wider_arguments(argument: Argument, families: Families) -> Iterator[Argument]:
    """Yield the argument itself, then all that it is a case of."""
    for named in _wider_names(argument, families):
        yield named
        if named.state is not None:
            yield replace(named, state=None)


def _wider_names(argument: Argument, families: Families) -> Iterator[Argument]:
    yield argument
    if argument.type in {"Gene", "Family"}:
        for family in families.wider(argument.label):
            yield replace(argument, label=family, type="Family")
    elif argument.type == "Variant":
        # "BRAF V600E": the gene or family, then the change.
        gene = replace(argument, label=argument.label.split(" ")[0], state="mutation")
        for type_ in ("Gene", "Family"):
            yield from _wider_names(replace(gene, type=type_), families)
