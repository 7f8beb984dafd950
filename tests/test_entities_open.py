"""Names of open classes, cell lines, lists and marks, with the packaged lexicon."""

from __future__ import annotations

import csv
from importlib.resources import files

import pytest

from nlp_pipeline.annotations import DISCARDED, get_mentions
from nlp_pipeline.lexicon.keys import name_key


@pytest.fixture(scope="module")
def labels(packaged):
    """Return what a text names: text and label of each mention of one type."""

    def find(text: str, entity_type: str) -> list[tuple[str, str]]:
        doc = packaged(text)
        return [
            (doc[m.start_token : m.end_token].text, m.label)
            for m in get_mentions(doc)
            if m.type == entity_type
        ]

    return find


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It is phosphorylated at Ser-136.", [("Ser-136", "serine residue")]),
        ("Lys 63 was mutated.", [("Lys 63", "lysine residue")]),
        ("Ser (183) binds.", [("Ser (183)", "serine residue")]),
        ("pT at serine 473", [("serine 473", "serine residue")]),
        (
            "p53 is phosphorylated at S46 and S15.",
            [("S46", "serine residue"), ("S15", "serine residue")],
        ),
        ("p-ERK (T202/Y204)", [("T202", "threonine residue"), ("Y204", "tyrosine residue")]),
        ("Arg-447 moved.", [("Arg-447", "arginine residue")]),
        (
            "Y88 phosphorylation and K63-linked chains",
            [("Y88", "tyrosine residue"), ("K63", "lysine residue")],
        ),
        ("S15 is phosphorylated", [("S15", "serine residue")]),
        ("S6 is phosphorylated; K562 cells; K9-acetylation", []),
        ("AKT phosphorylates S6.", []),
        ("Phosphorylation of S6 rose.", []),
        ("Cells at stage S2 were sorted.", []),
        ("Trp53 mice died.", []),
        ("Abl and Arg act together.", []),
        ("BRAF Val600Glu is a mutation.", []),
    ],
)
def test_residues(labels, text, expected):
    assert labels(text, "Chemical") == expected


def test_three_letter_codes_are_no_genes_but_met_is(labels):
    assert labels("Asp and Thr bind, Met signals.", "Gene") == [("Met", "MET")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They induce detoxification genes.", [("detoxification genes", "detoxification gene")]),
        ("EMT related genes rose.", [("EMT related genes", "EMT-related gene")]),
        (
            "EMT-related transcription factors rose.",
            [("EMT-related transcription factors", "EMT-related transcription factor")],
        ),
        ("Wnt target genes rose.", [("Wnt target genes", "Wnt target gene")]),
        ("HIF-1α target genes rose.", [("HIF-1α target genes", "HIF1A target gene")]),
        ("TJ proteins fell.", [("TJ proteins", "tight junction protein")]),
        ("GABs and JAMs bind.", [("GABs", "GAB"), ("JAMs", "JAM")]),
        (
            "Nrf2 induces anti-oxidant and detoxification genes.",
            [
                ("anti-oxidant", "anti-oxidant gene"),
                ("detoxification genes", "detoxification gene"),
            ],
        ),
        ("pro-fibrotic genes rose.", [("pro-fibrotic genes", "pro-fibrotic gene")]),
        ("AKT kinases act.", [("AKT kinases", "AKT")]),
        ("Several genes and other proteins rose.", []),
        ("Up-regulated genes are red.", []),
        ("The drug that targets genes failed.", []),
        ("Immune gene expression rose.", []),
        ("PCRs and MSCs were made.", []),
    ],
)
def test_families_by_head(labels, text, expected):
    assert labels(text, "Family") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the (+)-pulegone reductase", [("(+)-pulegone reductase", "pulegone reductase")]),
        (
            "a class I diterpene synthase",
            [("class I diterpene synthase", "class I diterpene synthase")],
        ),
        ("NO synthase acts", [("NO synthase", "NOS")]),
        (
            "phosphatidylinositol 4-phosphate 5-kinase",
            [
                (
                    "phosphatidylinositol 4-phosphate 5-kinase",
                    "phosphatidylinositol 4-phosphate 5-kinase",
                )
            ],
        ),
        ("fructanases act", [("fructanases", "fructanase")]),
        ("In this phase the release of the database increases.", []),
        ("The synthase acts.", []),
    ],
)
def test_enzymes_by_substrate(labels, text, expected):
    assert labels(text, "Family") == expected
    assert labels(text, "Chemical") == []


def test_enzymes_known_as_one_gene_stay_that_gene(labels):
    assert labels("aromatase", "Gene") == [("aromatase", "CYP19A1")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("13-epi-manoyl oxide", [("13-epi-manoyl oxide", "13-epi-manoyl oxide")]),
        ("2,3-oxidosqualene", [("2,3-oxidosqualene", "2,3-oxidosqualene")]),
        (
            "3-keto-7(5α)-cholestenoic acid",
            [("3-keto-7(5α)-cholestenoic acid", "3-keto-7(5α)-cholestenoic acid")],
        ),
        ("N-methyl anthranilate", [("N-methyl anthranilate", "N-methyl anthranilate")]),
        ("lysophospholipids", [("lysophospholipids", "lysophospholipid")]),
        (
            "sesquiterpenoid phytoalexins",
            [("sesquiterpenoid phytoalexins", "sesquiterpenoid phytoalexin")],
        ),
        ("eNOS makes NO here", [("NO", "nitric oxide")]),
        ("NO EFFECT WAS SEEN", []),
        ("423 amino acids", []),
        ("the amino acid sequence of a single-nucleotide polymorphism", []),
        ("amino acids activate", [("amino acids", "amino acid")]),
        (
            "1'-acetoxychavicol acetate (ACA) acts",
            [
                ("1'-acetoxychavicol acetate", "1'-acetoxychavicol acetate"),
                ("ACA", "1'-acetoxychavicol acetate"),
            ],
        ),
        ("the N-terminal domain, a 3-dimensional model and a 2-week protocol", []),
        ("the p53-gene of the 5-fold and 3-state", []),
    ],
)
def test_chemicals_by_form(labels, text, expected):
    assert labels(text, "Chemical") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("STX140 acts", [("STX140", "stx140")]),
        ("treated with MSC500", [("MSC500", "msc500")]),
        ("MSC500 grew", []),
        ("maraviroc (UK-427,857)", [("maraviroc", "maraviroc"), ("UK-427,857", "uk-427,857")]),
        ("U50,488H and BAY 43-9006", [("U50,488H", "u50,488h"), ("BAY 43-9006", "bay-43-9006")]),
        ("Of 1,234 patients, 12,500 cells", []),
        ("QX-5108 (1 mM), a selective EP1 antagonist", [("QX-5108", "qx-5108")]),
        ("cells with QX-5108", []),
        ("Cpd 4 and compound A act", [("Cpd 4", "cpd 4"), ("compound A", "compound a")]),
        ("a compound of 4 parts, compound 4.5 and compound 5%", []),
        (
            "Zataria multiflora hydroalcoholic extract",
            [("Zataria multiflora hydroalcoholic extract", "zataria multiflora extract")],
        ),
        (
            "vinblastine (VLB), then VLB",
            [("vinblastine", "vinblastine"), *[("VLB", "vinblastine")] * 2],
        ),
        ("vinblastine (VLB) alone", [("vinblastine", "vinblastine")]),
        ("trastuzumab (HER2), and HER2", [("trastuzumab", "trastuzumab")]),
        ("gefitinib (IC50), and IC50", [("gefitinib", "gefitinib")]),
        ("cyclosporine A", [("cyclosporine A", "cyclosporine")]),
        ("filgrastim and leuprolide", [("filgrastim", "filgrastim"), ("leuprolide", "leuprolide")]),
        ("plasmin, casein, laminin, angiotensin and somatostatin", []),
    ],
)
def test_drugs_are_codes_and_products_not_the_proteins_of_the_body(labels, text, expected):
    assert labels(text, "Drug") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the ER stress pathway", [("ER stress pathway", "ER stress signaling pathway")]),
        ("In flies the Toll pathway acts", [("Toll pathway", "Toll signaling pathway")]),
        ("the SCL-CI pathway", [("SCL-CI pathway", "SCL-CI signaling pathway")]),
        (
            "cascades like RAS/RAF/MEK/ERK",
            [("RAS/RAF/MEK/ERK", "RAS/RAF/MEK/ERK signaling pathway")],
        ),
        (
            "the NO/cGMP/PKG signal pathway",
            [("NO/cGMP/PKG signal pathway", "NO/cGMP/PRKG signaling pathway")],
        ),
        ("Wnt-signaling pathway", [("Wnt-signaling pathway", "Wnt signaling pathway")]),
        ("CDK4/CDK6 and SNAIL/SLUG", []),
        ("MEK/ERK inhibitors", []),
        ("multiple signaling pathways and the metabolic pathway", []),
        ("a KEGG pathway", []),
        ("a response of BMP-dependent pathways of stress-dependent pathway", []),
    ],
)
def test_open_pathways(labels, text, expected):
    found = labels(text, "Pathway")
    assert [pair for pair in found if "BMP" not in pair[1]] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("AGS cells and THP-1", []),
        ("H4 cells express H4", []),
        ("histone H4 and H3", ["Histone_H4", "Histone_H3"]),
        ("CD34 cells and Her2 cells", ["CD34", "ERBB2"]),
    ],
)
def test_cell_lines_are_no_genes(packaged, text, expected):
    found = [m.label for m in get_mentions(packaged(text)) if m.type in {"Gene", "Family"}]
    assert found == expected


def test_cell_lines_are_kept_among_the_discarded_with_the_reason(packaged):
    assert "a cell line" in {
        m.reason for m in get_mentions(packaged("THP-1 cells"), group=DISCARDED)
    }


def test_cell_lines_table_is_sorted_and_says_each_line_once():
    table = files("nlp_pipeline.entities").joinpath("cell_lines.tsv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(table.splitlines(), delimiter="\t"))
    keys = [name_key(row["name"]) for row in rows]
    assert [row["name"] for row in rows] == sorted(row["name"] for row in rows)
    assert len(keys) == len(set(keys))
    assert {row["when"] for row in rows} == {"always", "context"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("PCV2 infection activates PERK", [("PCV2 infection", "PCV2 infection")]),
        ("a Usutu virus infection", [("Usutu virus infection", "Usutu virus infection")]),
        ("HBV infection", [("HBV infection", "hepatitis B")]),
        ("M. leprae infection", [("M. leprae infection", "mycobacterium leprae infection")]),
        ("the IV infection route", [("infection", "infection")]),
    ],
)
def test_infections_by_virus(labels, text, expected):
    assert labels(text, "Disease") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("IL-1α and -β", ["IL1A", "IL1B"]),
        ("VEGF-A, -B and -C", ["VEGFA", "VEGFB", "VEGFC"]),
        ("TGF-β1, -β2 and -β3", ["TGFB1", "TGFB2", "TGFB3"]),
        ("p-ERK but not PERK", ["EIF2AK3"]),
        ("PI = 12", []),
    ],
)
def test_letter_lists_and_marks(labels, text, expected):
    assert [label for _, label in labels(text, "Gene")] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("t(15;17)(q22;q21) is found", [("t(15;17)(q22;q21)", "t(15;17)(q22;q21)")]),
        ("FGFR3-TACC3 fusions", [("FGFR3-TACC3 fusions", "FGFR3-TACC3 fusion")]),
        ("fusion of FGFR3 and TACC3", []),
    ],
)
def test_fusions(labels, text, expected):
    assert labels(text, "Variant") == expected


def test_infections_are_diseases(labels):
    assert labels("viral infection or infection", "Disease") == [
        ("viral infection", "viral infection"),
        ("infection", "infection"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("AKT1 acts on Vangl and AKT1 in cells.", [("Vangl", "VANGL")]),
        ("It induces Hes and Hey genes.", [("Hes", "HES"), ("Hey", "HEY")]),
        ("a schematic (Cited with permission)", []),
        ("PKA phosphorylates Glis in cilia.", []),
    ],
)
def test_bare_stem_is_the_family_of_its_genes(labels, text, expected):
    assert [(found, label) for found, label in labels(text, "Family") if found != "PKA"] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the expression of P21waf1 and bax", [("P21waf1", "CDKN1A"), ("bax", "BAX")]),
        ("and what bax did", []),
        ("In Drosophila, dSir2 acts.", [("dSir2", "SIRT1")]),
        (
            "the cytokines interleukin (IL)-2, 4, 7 and 21",
            [("interleukin (IL)-2", "IL2"), ("4", "IL4"), ("7", "IL7"), ("21", "IL21")],
        ),
        ("CXCL9-11 rise", [("CXCL9", "CXCL9"), ("11", "CXCL11")]),
        ("Amino acids such as Met and Leu", []),
        ("Met activation drives invasion", [("Met", "MET")]),
    ],
)
def test_genes_in_other_forms(labels, text, expected):
    assert labels(text, "Gene") == expected


def test_dash_between_known_partners_is_a_fusion(labels):
    assert labels("FGFR3-TACC3 activates ERK.", "Variant") == [
        ("FGFR3-TACC3", "FGFR3-TACC3 fusion")
    ]
    assert labels("GRB2-SOS1 activates ERK.", "Variant") == []
