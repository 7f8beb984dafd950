"""What the project's types, predicates and states are called in the Biolink model 4."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from nlp_pipeline.vocabulary import MOLECULES

CATEGORIES: Final = {
    "Gene": "biolink:Gene",
    "Family": "biolink:GeneFamily",
    "MicroRNA": "biolink:MicroRNA",
    "Drug": "biolink:Drug",
    "DrugClass": "biolink:ChemicalEntity",
    "Chemical": "biolink:ChemicalEntity",
    "Pathway": "biolink:Pathway",
    "Process": "biolink:BiologicalProcess",
    "Variant": "biolink:SequenceVariant",
    "Disease": "biolink:Disease",
}
_CHEMICALS: Final = frozenset({"Drug", "DrugClass", "Chemical"})
_GENES: Final = frozenset({"Gene", "Family", "MicroRNA"})
_WITH_ASPECT: Final = MOLECULES | {"Variant"}
"""Types whose activity or amount is meant; of a process, pathway or disease it is the whole."""

_PREFIXES: Final = {
    "chebi": "CHEBI",
    "chembl.compound": "CHEMBL.COMPOUND",
    "drugbank": "DRUGBANK",
    "fplx": "FPLX",
    "go": "GO",
    "hgnc": "HGNC",
    "mesh": "MESH",
    "mondo": "MONDO",
}


@dataclass(frozen=True, slots=True)
class Relation:
    """A predicate in Biolink's terms; an empty qualifier is not given.

    Attributes:
        predicate: The predicate that holds whatever the qualifiers say.
        qualified: What is said more exactly, together with the object's aspect and direction.
    """

    predicate: str
    qualified: str = ""
    aspect: str = ""
    direction: str = ""


_CAUSES: Final = "biolink:causes"
RELATIONS: Final = {
    "targets": Relation("biolink:affects", _CAUSES, "activity", "decreased"),
    "acts_through": Relation("biolink:affects"),
    "confers_resistance_to": Relation("biolink:associated_with_resistance_to"),
    "sensitizes_to": Relation("biolink:associated_with_sensitivity_to"),
    "activates": Relation("biolink:affects", _CAUSES, "activity", "increased"),
    "inhibits": Relation("biolink:affects", _CAUSES, "activity", "decreased"),
    "upregulates": Relation("biolink:affects", _CAUSES, "abundance", "increased"),
    "downregulates": Relation("biolink:affects", _CAUSES, "abundance", "decreased"),
    "modifies": Relation("biolink:affects", _CAUSES, "molecular_modification"),
    "binds": Relation("biolink:directly_physically_interacts_with"),
    "combined_with": Relation("biolink:related_to"),
}


@dataclass(frozen=True, slots=True)
class State:
    """The state of an argument as Biolink qualifiers; an empty one is not given."""

    form: str = ""
    aspect: str = ""
    direction: str = ""


STATES: Final = {
    None: State(),
    "loss": State(aspect="activity_or_abundance", direction="decreased"),
    "mutation": State(form="genetic_variant_form"),
    "amplification": State(aspect="abundance", direction="increased"),
    "overexpression": State(aspect="expression", direction="increased"),
    "activation": State(aspect="activity", direction="increased"),
    "inhibition": State(aspect="activity", direction="decreased"),
}


def biolink_curie(curie: str) -> str:
    """Return a CURIE with the prefix as Biolink writes it; unknown prefixes stay.

    Examples:
        >>> biolink_curie("hgnc:9588"), biolink_curie("fplx:AKT")
        ('HGNC:9588', 'FPLX:AKT')
    """
    prefix, _, local = curie.partition(":")
    return f"{_PREFIXES.get(prefix, prefix)}:{local}"


def relation_of(predicate: str, object_type: str) -> Relation:
    """Return the relation; of an object that is no molecule, only the direction is qualified."""
    found = RELATIONS.get(predicate, Relation("biolink:related_to"))
    if found.aspect and object_type not in _WITH_ASPECT:
        return Relation(found.predicate, found.qualified, "", found.direction)
    return found


def association_of(predicate: str, subject_type: str, object_type: str) -> str:
    """Return the class of association that the model has for such an edge.

    Examples:
        >>> association_of("biolink:affects", "Drug", "Gene")
        'biolink:ChemicalAffectsGeneAssociation'
    """
    if predicate == "biolink:affects":
        if subject_type in _CHEMICALS and object_type in _GENES:
            return "biolink:ChemicalAffectsGeneAssociation"
        if subject_type in _GENES and object_type in _CHEMICALS:
            return "biolink:GeneAffectsChemicalAssociation"
    return "biolink:Association"


def publication_of(paper: str) -> str | None:
    """Return a paper as a CURIE, or None where only the name of a document is known.

    Examples:
        >>> publication_of("PMC112075"), publication_of("10.1038/s41586"), publication_of("000_69")
        ('PMC:PMC112075', 'doi:10.1038/s41586', None)
    """
    if paper.startswith("PMC") and paper[3:].isascii() and paper[3:].isdigit():
        return f"PMC:{paper}"
    return f"doi:{paper}" if paper.startswith("10.") and "/" in paper else None
