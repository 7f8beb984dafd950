"""Names in other letters and processes in other words, with the packaged lexicon."""

from __future__ import annotations

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc

from nlp_pipeline.annotations import NESTED, get_mentions
from nlp_pipeline.entities import molecules
from nlp_pipeline.entities.recogniser import EntityRecogniser
from nlp_pipeline.grounding.abbreviations import AbbreviationFinder
from nlp_pipeline.lexicon.lexicon import Lexicon
from nlp_pipeline.text.tokenizer import build_tokenizer

PIECES_OF_LISTS = (
    *("E", "RK", "CDK", "a", "s", "1", "2", "10", "/", "-", "–", ",", ", ", " ", " and ", " or "),
    *(")", "(", "_", ".", "A", "α", "%"),
)


@pytest.fixture(scope="module")
def nlp():
    blank = spacy.blank("en")
    blank.tokenizer = build_tokenizer(blank.vocab)
    abbreviations = AbbreviationFinder()
    recogniser = EntityRecogniser(Lexicon.load())
    return lambda text: recogniser(abbreviations(blank.make_doc(text)))


def _labels(doc: Doc, group: str | None = None) -> list[str]:
    found = get_mentions(doc) if group is None else get_mentions(doc, group=group)
    return [f"{m.type} {m.label}" for m in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("PLCβ3 is on.", ["Gene PLCB3"]),
        ("IκK is on.", ["Family IKK_complex"]),
        ("Rac is on.", ["Family RAC"]),
        ("Src is on.", ["Gene SRC"]),
        ("adenosine deaminase is on.", ["Gene ADA"]),
        ("CD99wt is on.", ["Gene CD99"]),
        ("DAF-12 and IL-6 are on.", ["Gene DAF-12", "Gene IL6"]),
        ("brlA, FrzS and AsMT1 are on.", ["Gene brlA", "Gene FrzS", "Gene AsMT1"]),
        ("The lesion is 8-oxoG, cut by XhoI.", ["Chemical 8-oxo-dG"]),
        (
            "circHIPK3 and hsa_circ_0013958 are on.",
            ["Variant HIPK3 circRNA", "Variant circ_0013958"],
        ),
        ("It needs interferon (IFN)-β now.", ["Gene IFNB1"]),
        ("Vetispiradiene synthase is on.", ["Family vetispiradiene synthase"]),
        ("Two activin type II receptors are on.", []),
        ("Normal Tyr-phosphorylation is lost.", []),
        ("Akt/PKB signaling is on.", ["Pathway AKT signaling pathway"]),
        ("Schematic comparing signaling cascades.", []),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_recogniser_reads_names_in_other_letters(nlp, text, expected):
    assert _labels(nlp(text)) == expected


def test_recogniser_gives_a_mutant_its_state(nlp):
    assert [(m.label, m.state) for m in get_mentions(nlp("NRASmut is on."))] == [
        ("NRAS", "mutation")
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Migration of endothelial cells rose.", ["Process endothelial cell migration"]),
        ("Production of IL-6 rose.", ["Gene IL6"]),
        ("The glutathione (GSH) biosynthesis rose.", ["Process glutathione biosynthetic process"]),
        ("The hexosamine pathway rose.", ["Process hexosamine pathway"]),
        ("The citric acid cycle rose.", ["Process tricarboxylic acid cycle"]),
        ("Glial differentiation rose.", ["Process glial cell differentiation"]),
        ("Channels allow Ca2+ influx now.", ["Process calcium influx"]),
        ("Cells had seizures.", ["Disease seizure"]),
        ("Actin remodelling rose.", ["Process actin cytoskeleton organization"]),
        (
            "Differentiation of MSCs into osteoblasts rose.",
            ["Process osteoblast differentiation"],
        ),
        (
            "Conversion of fibroblasts into myofibroblasts rose.",
            ["Process myofibroblast differentiation"],
        ),
        (
            "Activation of T cells and macrophages rose.",
            ["Process T cell activation", "Process macrophage activation"],
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_recogniser_reads_processes_in_other_words(nlp, text, expected):
    assert _labels(nlp(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The Nrf2-ARE pathway and the PERK branch rose.",
            ["Pathway NFE2L2/ARE signaling pathway", "Pathway EIF2AK3 signaling pathway"],
        ),
        (
            "It needs β-catenin-independent signaling.",
            ["Pathway CTNNB1-independent signaling pathway"],
        ),
        ("It needs Hippo-YAP signaling.", ["Pathway Hippo/YAP1 signaling pathway"]),
    ],
    ids=["a member nobody lists", "without a member", "a pathway as member"],
)
def test_recogniser_reads_pathways_of_half_known_members(nlp, text, expected):
    assert _labels(nlp(text)) == expected


def test_recogniser_reads_drugs_by_the_stem_of_their_name(nlp):
    assert _labels(nlp("Newolumab and prefadenant rose, nanoplatin did not.")) == [
        "Drug newolumab",
        "Drug prefadenant",
    ]


def test_recogniser_takes_no_verb_into_a_family(nlp):
    assert _labels(nlp("SRC promotes receptor recycling.")) == [
        "Gene SRC",
        "Process receptor recycling",
    ]


def test_recogniser_reads_letters_of_listed_micrornas(nlp):
    assert _labels(nlp("miR-23a/b and miR-34a/c rose.")) == [
        "MicroRNA MIR23A",
        "MicroRNA MIR23B",
        "MicroRNA MIR34A",
        "MicroRNA MIR34C",
    ]


def test_recogniser_keeps_a_complex_whose_members_stand_in_a_bracket(nlp):
    assert _labels(nlp("MRN (MRE11–RAD50–NBS1) rose."))[0] == "Family MRN_complex"


def test_recogniser_reads_biosynthesis_of_a_whole_name(nlp):
    doc = nlp("Biosynthesis of inosine monophosphate rose.")
    assert "Process inosine biosynthetic process" not in _labels(doc)


def test_recogniser_reads_the_short_form_inside_a_biosynthesis_as_the_compound(nlp):
    doc = nlp("The monoterpene indole alkaloid (MIA) biosynthesis pathway makes MIA.")
    assert [label for label in _labels(doc) if label.startswith("Gene")] == []
    assert _labels(doc)[-1] == "Chemical monoterpene indole alkaloid"


def test_recogniser_nests_the_process_in_a_plain_phrase(nlp):
    doc = nlp("It blocks fibroblast proliferation.")
    assert _labels(doc) == ["Process fibroblast proliferation"]
    doc = nlp("It blocks the hippocampal neurogenesis pathway.")
    assert "Process neurogenesis" in _labels(doc, NESTED)


def test_recogniser_nests_no_process_in_the_name_of_a_molecule(nlp):
    doc = nlp("It blocks transforming growth factor beta signaling.")
    assert not [label for label in _labels(doc, NESTED) if label.startswith("Process")]


def test_recogniser_nests_the_genes_of_listed_classes(nlp):
    doc = nlp("They resist BRAF and MEK inhibitors.")
    assert _labels(doc) == ["DrugClass BRAF inhibitor", "DrugClass MEK inhibitor"]
    assert _labels(doc, NESTED) == ["Gene BRAF", "Family MEK"]


def test_recogniser_shares_an_antibody_only_where_it_is_said(nlp):
    assert _labels(nlp("It needs anti-CD95 and TRAIL.")) == [
        "DrugClass FAS antibody",
        "Gene TNFSF10",
    ]


def test_recogniser_takes_short_forms_of_cells_for_no_gene(nlp):
    doc = nlp("Neural crest cells (NCC) need SOX10; NCC grow.")
    assert _labels(doc) == ["Gene SOX10"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rous sarcoma virus, American Cancer Society.", []),
        ("See Figure S14 and Fig. S1.", []),
        ("ER stress spreads from the ER to the cytosol.", ["Process endoplasmic reticulum stress"]),
        ("The ER and estrogen rise.", ["Family ESR", "Chemical estrogen"]),
        ("The gibberellin GA12 rose.", ["Chemical gibberellin", "Chemical gibberellin A12"]),
        ("The HR repair rose.", ["Process homologous recombination"]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_recogniser_reads_short_names_by_what_stands_around(nlp, text, expected):
    doc = nlp(text)
    assert _labels(doc) == expected
    assert "Gene HR" not in _labels(doc, NESTED)


@given(st.lists(st.sampled_from(PIECES_OF_LISTS), max_size=14))
def test_number_lists_are_found_where_a_plain_search_finds_them(pieces):
    text = "".join(pieces)
    found = [match.span() for match in molecules._iter_number_lists(text)]
    assert found == [match.span() for match in molecules._NUMBER_LIST.finditer(text)]
