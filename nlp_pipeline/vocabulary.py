"""Closed sets of the domain: entity types, predicates, states, roles and passage kinds.

Every table cell, rule file and lexicon row that names one of these is checked against this
module. The sets follow the project's annotation guidelines (see ``docs/guidelines.md``).
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

ENTITY_TYPES: Final[tuple[str, ...]] = (
    "Gene",
    "Family",
    "MicroRNA",
    "Drug",
    "DrugClass",
    "Chemical",
    "Pathway",
    "Process",
    "Variant",
    "Disease",
)

STATES: Final[tuple[str, ...]] = (
    "loss",
    "mutation",
    "amplification",
    "overexpression",
    "activation",
    "inhibition",
)
"""What has happened to an argument, where the text says so; otherwise the cell is null."""

FLIPPING_STATES: Final[frozenset[str]] = frozenset({"loss", "inhibition"})
"""States that turn the sign of what is said about an argument."""

ROLES: Final[tuple[str, ...]] = ("drug", "target", "mechanism", "resistance_factor")

RIGHT: Final = "right"
WRONG: Final = "wrong"
MARKS: Final[tuple[str, ...]] = (RIGHT, WRONG)
"""What a curator may say of a row."""

PASSAGE_KINDS: Final[tuple[str, ...]] = (
    "caption",
    "title",
    "paper_title",
    "abstract",
    "heading",
    "body",
    "figure_legend",
    "table",
)


@dataclass(frozen=True, slots=True)
class Predicate:
    """One relation of the closed list.

    Attributes:
        name: The word written into the ``predicate`` column.
        sign: +1 where the subject raises the object, -1 where it lowers it, 0 where the
            predicate has no sign.
        symmetric: True where subject and object may be swapped; such a triple is written once,
            in the order of the text.
        subjects: Entity types that may stand as subject.
        objects: Entity types that may stand as object.
    """

    name: str
    sign: int
    symmetric: bool
    subjects: frozenset[str]
    objects: frozenset[str]


AGENTS: Final = frozenset({"Drug", "DrugClass"})
COMPOUNDS: Final = frozenset({"Drug", "Chemical"})
SUBSTANCES: Final = AGENTS | COMPOUNDS
GENE_PRODUCTS: Final = frozenset({"Gene", "Family", "MicroRNA"})
MOLECULES: Final = frozenset({"Gene", "Family", "MicroRNA", "Drug", "DrugClass", "Chemical"})
ANYTHING: Final = frozenset(ENTITY_TYPES)
ACTED_ON: Final = frozenset(
    {"Gene", "Family", "MicroRNA", "Chemical", "Pathway", "Process", "Variant", "Disease"}
)

PREDICATES: Final = MappingProxyType(
    {
        predicate.name: predicate
        for predicate in (
            Predicate(
                "targets",
                -1,
                False,
                AGENTS | {"MicroRNA", "Chemical"},
                frozenset({"Gene", "Family", "Pathway", "Variant", "Process"}),
            ),
            Predicate("acts_through", 0, False, ANYTHING, ANYTHING - AGENTS),
            Predicate("confers_resistance_to", 0, False, ANYTHING, SUBSTANCES),
            Predicate("sensitizes_to", 0, False, ANYTHING, SUBSTANCES),
            Predicate("activates", 1, False, ANYTHING, ACTED_ON),
            Predicate("inhibits", -1, False, ANYTHING, ACTED_ON),
            # Enzymes make drugs out of prodrugs and break them down.
            Predicate("upregulates", 1, False, ANYTHING, ACTED_ON | {"Drug"}),
            Predicate("downregulates", -1, False, ANYTHING, ACTED_ON | {"Drug"}),
            Predicate("modifies", 0, False, ANYTHING, frozenset({"Gene", "Family", "Variant"})),
            Predicate("binds", 0, True, MOLECULES | {"Variant"}, MOLECULES | {"Variant"}),
            Predicate("combined_with", 0, True, SUBSTANCES, SUBSTANCES),
        )
    }
)
