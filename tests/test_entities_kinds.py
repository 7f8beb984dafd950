"""Names that share a word, are joined to others, or are short forms, with the packaged lexicon."""

from __future__ import annotations

import pytest
import spacy

from nlp_pipeline.annotations import get_mentions
from nlp_pipeline.config import Settings
from nlp_pipeline.entities.recogniser import EntityRecogniser
from nlp_pipeline.grounding.abbreviations import AbbreviationFinder
from nlp_pipeline.grounding.grounder import spelling_score
from nlp_pipeline.lexicon.lexicon import Lexicon
from nlp_pipeline.pipeline import build_pipeline
from nlp_pipeline.text.tokenizer import build_tokenizer


@pytest.fixture(scope="module")
def labels():
    blank = spacy.blank("en")
    blank.tokenizer = build_tokenizer(blank.vocab)
    abbreviations = AbbreviationFinder()
    recogniser = EntityRecogniser(Lexicon.load())

    def read(text):
        doc = recogniser(abbreviations(blank.make_doc(text)))
        return [mention.label for mention in get_mentions(doc)]

    return read


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the Toll/NF-κB pathway", ["Toll/NFkappaB signaling pathway"]),
        ("the Keap1/Nrf2/ARE pathway", ["KEAP1/NFE2L2/ARE signaling pathway"]),
        ("NOD/RIPK2 signaling", ["NOD/RIPK2 signaling pathway"]),
        ("the P13K-Akt pathway", ["PI3K/AKT signaling pathway"]),
        ("the Wnt/PCP pathway", ["planar cell polarity signaling pathway"]),
        ("metformin/AMPK signaling", ["metformin", "AMPK signaling pathway"]),
    ],
)
def test_a_pathway_has_what_a_slash_or_dash_joins_to_its_first_member(labels, text, expected):
    assert labels(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("activates the MyD88-dependent pathway", ["MYD88 signaling pathway"]),
        ("blocks β-catenin-dependent pathways", ["CTNNB1 signaling pathway"]),
        ("possibly through a NOD2-dependent pathway", ["NOD2"]),
        ("via a novel RAC1-dependent pathway", ["RAC1"]),
    ],
)
def test_a_dependent_pathway_is_one_where_it_is_spoken_of_by_that_name(labels, text, expected):
    assert labels(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "through Th1 and Th17 differentiation",
            ["T-helper 1 cell differentiation", "T-helper 17 cell differentiation"],
        ),
        ("T and B cell activation", ["T cell activation", "B cell activation"]),
        ("oxidative/nitrosative stress", ["oxidative stress", "nitrosative stress"]),
        ("PGE2, NO, and TNF-α production", ["prostaglandin E2", "nitric oxide", "TNF"]),
    ],
)
def test_owners_before_the_last_share_its_noun(labels, text, expected):
    assert labels(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("induces DC maturation", ["dendritic cell maturation"]),
        ("the activation of ECs", ["endothelial cell activation"]),
        ("EC dysfunction", ["endothelial dysfunction"]),
        (
            "In oligodendrocytes (OLs) it drives OL differentiation.",
            ["oligodendrocyte differentiation"],
        ),
    ],
)
def test_a_process_of_cells_is_read_by_their_short_form(labels, text, expected):
    assert labels(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("M. leprae infection", ["mycobacterium leprae infection"]),
        ("T. gondii", ["toxoplasma gondii"]),
        ("In C. elegans mtl-1 and SKN-1", ["mtl-1", "SKN-1"]),
        ("DAF-16/FOXO in worms", ["DAF-16", "FOXO"]),
        ("ERK-1/2", ["ERK"]),
        ("proBDNF", ["BDNF"]),
        ("Drosophila Toll and Cactus", ["Toll", "Cactus"]),
        ("the dorsal vein", []),
        ("SREBP target gene expression", ["SREBF target gene"]),
    ],
)
def test_germs_and_genes_of_other_organisms_have_their_names(labels, text, expected):
    assert labels(text) == expected


def test_a_plural_short_form_is_no_symbol_that_ends_in_s():
    assert spelling_score("APCs", "APCS", "Gene") == 0.0
    assert spelling_score("Fas", "FAS", "Gene") > 0.9


@pytest.mark.model
def test_what_is_done_to_cells_by_their_short_form_is_a_process():
    nlp = build_pipeline(Settings(recogniser="off"))
    doc = nlp("In satellite glial cells (SGCs) it is released. Inflammation activates SGCs.")
    assert "satellite glial cell activation" in [m.label for m in get_mentions(doc)]


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("AKT impairs severe LV dysfunction.", "LV dysfunction"),
        ("KAT2A causes disorganization of the epiblast architecture.", "disorganization of epibla"),
        ("MSX1 inhibits the odontogenic function of human stem cells.", "odontogenic function"),
    ],
)
def test_phrases_leave_out_what_only_evaluates(text, expected):
    doc = build_pipeline(Settings(recogniser="off"))(text)
    assert [m.label for m in get_mentions(doc) if m.label.startswith(expected)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("MAG lipase (MAGL)", {"MGLL"}),
        ("cyclic dinucleotides (CDNs)", {"cyclic dinucleotide"}),
        ("phosphorylated STAT (pSTAT)", {"STAT"}),
    ],
)
def test_a_short_form_has_the_word_that_it_begins_with(labels, text, expected):
    assert set(labels(f"{text} are found.")) == expected
