"""Terms of drugs: DrugBank names and brands, LINCS code names, ChEMBL, MeSH."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from nlp_pipeline.lexicon.archives import Archive
from nlp_pipeline.lexicon.keys import name_key
from nlp_pipeline.lexicon.lexicon import Term

_SALTS: Final = (
    " acetate",
    " besylate",
    " citrate",
    " dihydrochloride",
    " disodium",
    " ditosylate",
    " esylate",
    " fumarate",
    " hydrobromide",
    " hydrochloride",
    " malate",
    " maleate",
    " mesylate",
    " monohydrate",
    " phosphate",
    " potassium",
    " sodium",
    " succinate",
    " sulfate",
    " tartrate",
    " tosylate",
)

MAX_NAME_LENGTH: Final = 42
"""Longer drug names are systematic chemical names, which no caption writes."""


@dataclass(frozen=True, slots=True)
class DrugIndex:
    """Drugs by the key of their generic name, and by their identifiers elsewhere.

    Attributes:
        by_key: Key of a generic name -> (CURIE, label).
        by_chembl: ChEMBL number -> key of the generic name.
        by_chebi: ChEBI number -> key of the generic name.
    """

    by_key: Mapping[str, tuple[str, str]]
    by_chembl: Mapping[str, str]
    by_chebi: Mapping[str, str]


def read_drug_index(archive: Archive) -> DrugIndex:
    """Read the DrugBank vocabulary with its links to ChEMBL and ChEBI."""
    names: dict[str, str] = {}
    links: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in archive.read_table("drugbank_mappings.tsv", delimiter="\t", header=True):
        drugbank_id, namespace, value = row[0], row[1], row[2]
        if namespace == "NAME":
            names[drugbank_id] = value
        else:
            links[drugbank_id].append((namespace, value))
    by_key: dict[str, tuple[str, str]] = {}
    by_chembl: dict[str, str] = {}
    by_chebi: dict[str, str] = {}
    for drugbank_id in sorted(names):
        key = name_key(names[drugbank_id])
        by_key.setdefault(key, (f"drugbank:{drugbank_id}", names[drugbank_id].lower()))
        for namespace, value in links[drugbank_id]:
            (by_chembl if namespace == "CHEMBL" else by_chebi).setdefault(value, key)
    return DrugIndex(by_key, by_chembl, by_chebi)


def find_drugbank_terms(index: DrugIndex) -> Iterator[Term]:
    """Yield the generic names of DrugBank, salts led to their base where it has a row."""
    for key, (_, label) in sorted(index.by_key.items()):
        if not _is_usable(label):
            continue
        curie, base = _base_drug(key, index)
        yield Term(label, curie, base, "Drug", "name", "drugbank")


def _base_drug(key: str, index: DrugIndex) -> tuple[str, str]:
    """Return id and label of a drug, or of the drug that it is a salt of."""
    curie, label = index.by_key[key]
    for salt in _SALTS:
        base = index.by_key.get(name_key(label.removesuffix(salt)))
        if base and label.endswith(salt):
            return base
    return curie, label


def find_brand_terms(archive: Archive, index: DrugIndex) -> Iterator[Term]:
    """Yield brand and other names of the drugs in DrugBank, from the drug-name dictionary."""
    dictionary = archive.read_pickle("drug_ner_dictionary.pkl.bz2")
    for variant, canonicals in sorted(dictionary["drug_variant_to_canonical"].items()):
        for canonical in canonicals:
            key = name_key(canonical)
            if key in index.by_key and _is_usable(variant):
                curie, label = _base_drug(key, index)
                yield Term(variant, curie, label, "Drug", "synonym", "drug-ner")


def find_lincs_terms(archive: Archive, index: DrugIndex) -> Iterator[Term]:
    """Yield names and code names of kinase inhibitors and other probes of LINCS."""
    entries = archive.read_json("lincs_small_molecules.json")
    for lincs_id in sorted(entries):
        entry = entries[lincs_id]
        names = [entry["Name"], *entry["Alternative Names"].split(";")]
        names = [name.strip() for name in names if name.strip() and _is_usable(name.strip())]
        keys = [name_key(name) for name in names]
        if not names or not all(keys):
            continue
        known = next((key for key in keys if key in index.by_key), None)
        known = known or index.by_chembl.get(f"CHEMBL{entry['ChEMBL ID']}")
        known = known or index.by_chebi.get(entry["ChEBI ID"])
        if known:
            curie, label = _base_drug(known, index)
        elif entry["ChEMBL ID"]:
            curie, label = f"chembl.compound:CHEMBL{entry['ChEMBL ID']}", names[0].lower()
        else:
            curie, label = f"hms.lincs.compound:{lincs_id.split('-')[0]}", names[0].lower()
        for position, name in enumerate(names):
            status = "synonym" if position or known else "name"
            yield Term(name, curie, label, "Drug", status, "lincs")


def find_chembl_terms(archive: Archive, index: DrugIndex) -> Iterator[Term]:
    """Yield the named compounds of ChEMBL that have a selective target."""
    for row in archive.read_table("chembl_tas.csv", delimiter=",", header=True):
        chembl_id, name = row[0], row[1].strip()
        if not name or not _is_usable(name) or name.startswith("CHEMBL"):
            continue
        known = index.by_chembl.get(chembl_id)
        if name_key(name) in index.by_key:
            continue
        if known:
            curie, label = _base_drug(known, index)
            yield Term(name.lower(), curie, label, "Drug", "synonym", "chembl")
        else:
            # Capitals throughout tell nothing of how a word is written: "SOMAN" is soman.
            word = name.isalpha() and name.isupper() and len(name) >= _WORD_LENGTH
            curie = f"chembl.compound:{chembl_id}"
            for spelling in (name, name.lower()) if word else (name,):
                yield Term(spelling, curie, name.lower(), "Drug", "name", "chembl")


_WORD_LENGTH: Final = 5
_SYSTEMATIC: Final = re.compile(r"[\[\]{}]|\(.*\(|\d,\d.*\d,\d|(?:-\d){3,}|\byl\)")


def _is_usable(name: str) -> bool:
    """Return whether a name could stand in running text: short, not a systematic one."""
    key = name_key(name)
    return (
        len(key) >= 3
        and not key.isdigit()
        and len(name) <= MAX_NAME_LENGTH
        and not _SYSTEMATIC.search(name)
    )


_PRODUCT: Final = re.compile(
    r"(?:relin|prolide|pressin|plase|okinase|ermin|stim|leukin|trakin|tide|fasin|tinin|pain|melains?|melins"
    r"|crod|xobin|lipase|brinase|syntropin|globin|alfa|alpha|beta[- ]1[- ]?[ab]|human|recombinant"
    r"|pamoate)$|\b(?:interferon|toxin|vaccine|mrna|clostridium|cop)\b|^(?:da|dp)\w{3,4}$",
    re.IGNORECASE,
)
"""Stems of international nonproprietary names of proteins, and other names of products."""


def is_product_name(name: str) -> bool:
    """Return whether the name of a protein is the one that it is sold under.

    Examples:
        >>> [is_product_name(n) for n in ("filgrastim", "alteplase", "plasmin", "interleukin-10")]
        [True, True, False, False]
    """
    return _PRODUCT.search(name) is not None
