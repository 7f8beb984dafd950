"""Terms of chemicals, processes and diseases: ChEBI, Gene Ontology, MONDO."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from nlp_pipeline.lexicon.archives import Archive
from nlp_pipeline.lexicon.keys import name_key
from nlp_pipeline.lexicon.lexicon import Term

_PROCESS_LENGTH: Final = 48
_DISEASE_LENGTH: Final = 44
_CHEMICAL_LENGTH: Final = 32

_SIGNED: Final = re.compile(
    r"(?:positive |negative |up[- ]?|down[- ]?)?regulation|(?:activation|inhibition|stimulation) of"
    r"|(?:up|down)regulation|regulation of",
    re.IGNORECASE,
)
"""Names that hold a sign of their own: the text's "negative regulation of X" is a relation."""

_PATHWAY: Final = re.compile(
    r".*(?:signal+ing(?: pathway)?|cascade|signal transduction)", re.IGNORECASE
)
"""Names of pathways, which are made from the names of their members ("MAPK signaling")."""


_SPOKEN: Final = (
    (re.compile(r"\bT-helper (1|2|17) (?:cell|type)\b"), (r"Th\1 cell", r"Th\1")),
    (re.compile(r"\bregulatory T cell\b"), ("Treg cell", "Treg")),
    (re.compile(r"\bnatural killer cell\b"), ("NK cell",)),
    (re.compile(r"\bcardiac muscle cell\b"), ("cardiomyocyte",)),
    (re.compile(r"\bfat cell\b"), ("adipocyte",)),
    (re.compile(r"^neuron(?= [a-z])"), ("neuronal",)),
    (re.compile(r"\bmicroglial cell\b"), ("microglia", "microglial")),
    (re.compile(r"\bvascular associated smooth muscle\b"), ("vascular smooth muscle",)),
    (re.compile(r"\bneural crest cell\b"), ("neural crest",)),
    (re.compile(r"\bextracellular matrix\b"), ("ECM",)),
    (re.compile(r"\b(calcium|potassium|sodium|iron|zinc|copper|magnesium) ion\b"), (r"\1",)),
    (re.compile(r"\bT cell\b"), ("T lymphocyte",)),
    (re.compile(r"\bB cell\b"), ("B lymphocyte",)),
)
"""What the ontology writes out, and what people say for it."""
_SPOKEN_NOUNS: Final = (
    (re.compile(r"^(\S+ .+) assembly$"), (r"\1 formation",)),
    (
        re.compile(r"(?<!structural)(?<!structure) organization$"),
        (" reorganization", " rearrangement", " remodeling"),
    ),
    (re.compile(r" biosynthetic process$"), (" biosynthesis",)),
    (re.compile(r" catabolic process$"), (" catabolism", " breakdown")),
    (re.compile(r" metabolic process$"), (" metabolism",)),
    (re.compile(r" disassembly$"), (" breakdown", " dissolution")),
)


def find_process_terms(archive: Archive) -> Iterator[Term]:
    """Yield names and synonyms of the Gene Ontology's biological processes.

    Names that people say in shorter words follow last; none that the ontology has for another.
    """
    terms = []
    for entry in archive.read_json("go.json"):
        name = entry["name"]
        if entry["namespace"] != "biological_process" or name.startswith("obsolete"):
            continue
        if not _is_process_name(name):
            continue
        curie = f"go:{entry['id'].removeprefix('GO:')}"
        terms.append(Term(name, curie, name, "Process", "name", "go"))
        terms += (
            Term(synonym, curie, name, "Process", "synonym", "go")
            for synonym in entry.get("synonyms", ())
            if _is_process_name(synonym)
        )
    yield from terms
    known = {name_key(term.name) for term in terms}
    for term in terms:
        for spoken in _spoken(term.name):
            if name_key(spoken) not in known and _is_process_name(spoken):
                known.add(name_key(spoken))
                yield Term(spoken, term.id, term.label, "Process", "synonym", "go")


def _spoken(name: str) -> list[str]:
    """Return the shorter wordings of a process.

    Examples:
        >>> _spoken("T-helper 17 cell differentiation")
        ['Th17 cell differentiation', 'Th17 differentiation']
        >>> _spoken("cardiac muscle cell catabolic process")[-1]
        'cardiomyocyte breakdown'
    """
    found = [name]
    for table in (_SPOKEN, _SPOKEN_NOUNS):
        found += [
            pattern.sub(words, one)
            for one in found
            for pattern, spoken in table
            if pattern.search(one)
            for words in spoken
        ]
    return found[1:]


def _is_process_name(name: str) -> bool:
    """Return whether a name may stand in the lexicon; abbreviations are curated."""
    return (
        3 < len(name) <= _PROCESS_LENGTH
        and not _SIGNED.match(name)
        and not _PATHWAY.fullmatch(name)
        and not (len(name) <= 5 and name.isupper())
    )


_NUMBERED: Final = re.compile(r".*\b\d+[a-z]?$|.*,.*|.*\bdue to\b.*", re.IGNORECASE)
"""Subtypes as clinical genetics numbers them ("dystonia 21") and inverted names."""


def find_disease_terms(archive: Archive) -> Iterator[Term]:
    """Yield common names and synonyms of MONDO's diseases."""
    for entry in archive.read_json("mondo.json"):
        name = entry["name"]
        if len(name) > _DISEASE_LENGTH or _NUMBERED.match(name):
            continue
        curie = f"mondo:{entry['id']}"
        common = _common_case(name)
        label = _common_case(_shortest(name, entry.get("synonyms", ())))
        yield Term(common, curie, label, "Disease", "name", "mondo")
        for synonym in entry.get("synonyms", ()):
            if _is_common_disease_name(synonym):
                yield Term(_common_case(synonym), curie, label, "Disease", "synonym", "mondo")


def _shortest(name: str, synonyms: Sequence[str]) -> str:
    """Return what people call a disease that MONDO names by a closing "disorder" or "disease".

    Examples:
        >>> _shortest("heart disorder", ["heart disease", "heart trouble"])
        'heart disease'
        >>> _shortest("hypercalcemia disease", ["hypercalcemia"]), _shortest("celiac disease", [])
        ('hypercalcemia', 'celiac disease')
    """
    stem, _, closing = name.rpartition(" ")
    if closing not in {"disorder", "disease"} or stem.endswith("ic"):
        return name
    choices = (stem, f"{stem} disease")
    return next((choice for choice in choices if choice in synonyms), name)


def _is_common_disease_name(name: str) -> bool:
    """Return whether a synonym may stand in the lexicon.

    Abbreviations of up to five capitals are left out: those of rare syndromes read like words
    ("FACE", "RICH"), and the common ones ("NSCLC") are curated.
    """
    return (
        len(name) <= _DISEASE_LENGTH
        and len(name_key(name)) > 3
        and not _NUMBERED.match(name)
        and not (len(name) <= 5 and name.isupper())
    )


def _common_case(name: str) -> str:
    """Return a disease name in lower case, but for names of persons and abbreviations.

    Examples:
        >>> _common_case("Breast Carcinoma"), _common_case("Hodgkin lymphoma")
        ('breast carcinoma', 'Hodgkin lymphoma')
    """
    words = name.split(" ")
    if len(words) > 1 and all(word[:1].isupper() and word[1:].islower() for word in words):
        return name.lower()
    return name


def find_chemical_terms(archive: Archive) -> Iterator[Term]:
    """Yield the ChEBI names that a text may write: metabolites, signalling molecules, classes.

    What ChEBI calls a role is no chemical: roles that name a class of drugs ("aromatase
    inhibitor") become drug classes, the others ("protein", "buffer") are left out.
    """
    entries = archive.read_json("chebi.json")
    known = _metabolite_ids(archive)
    parents = {parent for entry in entries for parent in _parents(entry)}
    roles = _below(entries, _CHEBI_ROLE)
    for entry in entries:
        name, chebi_id = entry["name"], entry["id"]
        number = chebi_id.removeprefix("CHEBI:")
        if _is_systematic(name) or not 4 <= len(name_key(name)) <= _CHEMICAL_LENGTH:
            continue
        if chebi_id in roles:
            if _DRUG_ROLE.fullmatch(name):
                yield Term(name, f"chebi:{number}", name, "DrugClass", "name", "chebi")
        elif number in known or chebi_id in parents:
            yield Term(name, f"chebi:{number}", name, "Chemical", "name", "chebi")


_CHEBI_ROLE: Final = "CHEBI:50906"
_DRUG_ROLE: Final = re.compile(
    r"[A-Za-z-]+(?: [A-Za-z-]+)* (?:inhibitor|antagonist|agonist|agent|drug|modulator|blocker)"
)


def _metabolite_ids(archive: Archive) -> frozenset[str]:
    """Return the ChEBI numbers of metabolites in the human metabolome database."""
    rows = archive.read_table("hmdb_to_chebi.tsv", delimiter="\t", header=True)
    return frozenset(row[1] for row in rows)


def _parents(entry: Mapping[str, Any]) -> list[str]:
    parents: list[str] = entry.get("relations", {}).get("is_a", [])
    return parents


def _below(entries: list[dict[str, Any]], root: str) -> frozenset[str]:
    """Return an entry and all entries below it."""
    children: dict[str, list[str]] = {}
    for entry in entries:
        for parent in _parents(entry):
            children.setdefault(parent, []).append(entry["id"])
    found: set[str] = set()
    waiting = [root]
    while waiting:
        current = waiting.pop()
        if current not in found:
            found.add(current)
            waiting.extend(children.get(current, ()))
    return frozenset(found)


_SYSTEMATIC: Final = re.compile(
    r"[\[\]{}]|\(.*\(|\d,\d|(?:\d-){2,}|\byl\b|residue|\(\d[-+]\)|zwitterion"
)


def _is_systematic(name: str) -> bool:
    return _SYSTEMATIC.search(name) is not None
