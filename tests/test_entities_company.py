"""Names that other words of the text tell apart, and names cut out of others."""

from __future__ import annotations

import csv
from importlib.resources import files

import pytest

from nlp_pipeline.annotations import get_mentions
from nlp_pipeline.entities.company import load_company
from nlp_pipeline.lexicon.keys import name_key
from nlp_pipeline.lexicon.lexicon import Lexicon


@pytest.fixture(scope="module")
def labels(packaged):
    """Return the labels of what a text names."""
    return lambda text: [mention.label for mention in get_mentions(packaged(text))]


def test_company_is_of_names_and_labels_of_the_lexicon():
    lexicon = Lexicon.load()
    wrong = [
        (name, label)
        for name, by_label in load_company().items()
        for label in by_label
        if label not in {term.label for term in lexicon.find_terms(name_key(name))}
        and not name.endswith("s")
    ]
    assert wrong == [], "a row of company.tsv names a reading that the lexicon does not have"


def test_company_gives_each_row_a_condition_and_a_reason():
    text = files("nlp_pipeline.entities").joinpath("company.tsv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))
    assert all((row["needs"] or row["bars"]) and row["reason"] for row in rows)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("IR causes DNA damage.", ["radiotherapy", "DNA damage"]),
        ("Insulin binds IR.", ["INS", "INSR"]),
        ("CD28 co-stimulation", ["CD28", "T cell costimulation"]),
        ("HGF co-stimulation with collagen", ["HGF", "Collagen"]),
        ("Wee1 and Myt1 phosphorylate Cdc2.", ["WEE1", "PKMYT1", "CDK1"]),
        ("RIP3 joins complex II.", ["RIPK3"]),
        ("CREB and TORC2", ["CREB", "CRTC2"]),
        ("OSR1 and WNK1", ["OXSR1", "WNK1"]),
        ("Growth of cancer cells", ["cell growth"]),
        ("Growth of plants", ["growth"]),
    ],
)
def test_company_chooses_the_reading(labels, text, expected):
    assert labels(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("dexamethasone-induced apoptosis", ["dexamethasone", "apoptotic process"]),
        ("prolactin-induced STAT5", ["PRL", "STAT5"]),
        ("agouti-related peptide", ["AGRP"]),
        ("the TRPV1 cation channel", ["TRPV1"]),
        ("EGFR tyrosine kinase inhibitors", ["EGFR tyrosine kinase inhibitor"]),
        ("2-APB", ["2-aminoethoxydiphenyl borate"]),
        ("levels of PI(4)P", ["phosphatidylinositol 4-phosphate"]),
        ("O2•− and ONOO-", ["superoxide", "peroxynitrite"]),
        ("artemisinic alcohol", []),
        ("Alzheimer’s disease", ["Alzheimer disease"]),
        ("Smad proteins", ["SMAD"]),
        ("CyclinE and interferon gamma", ["Cyclin_E", "IFNG"]),
        ("memTNF and mTORC1mut", ["TNF", "mTORC1"]),
        ("CaCrz1 and WRKY8", ["CaCrz1", "WRKY8"]),
        ("HGF plus MAPK inhibitor", ["HGF", "MAPK inhibitor"]),
        ("BRAF plus MEK inhibitors", ["BRAF inhibitor", "MEK inhibitor"]),
        ("epigenetic silencing of MLH1", ["MLH1"]),
        ("the lectin pathway", ["complement activation, lectin pathway"]),
        ("IP3R in the ER", ["ITPR"]),
    ],
)
def test_names_are_whole(labels, text, expected):
    assert labels(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "chondrocyte proliferation and maturation",
            ["chondrocyte proliferation", "chondrocyte maturation"],
        ),
        (
            "endothelial cell proliferation, migration and survival",
            ["endothelial cell proliferation", "endothelial cell migration", "cell survival"],
        ),
        (
            "proliferation and differentiation of osteoblasts",
            ["osteoblast proliferation", "osteoblast differentiation"],
        ),
        ("DNA synthesis and repair", ["DNA synthesis", "DNA repair"]),
        ("fatty acid (FA) uptake", ["fatty acid uptake"]),
        ("translational shut-off", ["translational shutoff"]),
    ],
)
def test_processes_share_a_word_or_hold_a_bracket(labels, text, expected):
    assert labels(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("BCR-ABL1 compound mutation E255V/T315I", ["BCR-ABL", "ABL1 E255V/T315I"]),
        ("K-rasG12D", ["KRAS G12D"]),
        ("EGFRvIII", ["EGFR vIII"]),
    ],
)
def test_variants_are_whole(labels, text, expected):
    assert labels(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("EGFR on APCs", ["EGFR"]),
        ("PICs and EGFR", ["EGFR"]),
        ("CagA activates SHP2.", ["CagA", "PTPN11"]),
        ("NBS1 binds ATM.", ["NBN", "ATM"]),
        ("EGFR activates PI3K-Akt.", ["EGFR", "PI3K/AKT signaling pathway"]),
        ("EGFR and Wnt/β-catenin", ["EGFR", "Wnt/CTNNB1 signaling pathway"]),
        ("the PI3K-Akt complex", ["PI3K", "AKT"]),
        ("MiRNA-188-5p and EGFR", ["MIR188", "EGFR"]),
    ],
    ids=["APCs", "PICs", "CagA", "NBS1", "dash", "slash", "complex", "microRNA"],
)
def test_names_are_none_of_their_look_alikes(labels, text, expected):
    assert labels(text) == expected
