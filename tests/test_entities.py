from __future__ import annotations

from itertools import pairwise

import pytest
import spacy
from spacy.tokens import Doc, Span

from nlp_pipeline.annotations import (
    DISCARDED,
    NESTED,
    Abbreviation,
    Context,
    MentionSpan,
    get_mentions,
    set_context,
)
from nlp_pipeline.entities.overlaps import resolve_overlaps
from nlp_pipeline.entities.processes import load_process_heads, load_process_phrases
from nlp_pipeline.entities.recogniser import FACTORY, EntityRecogniser
from nlp_pipeline.entities.variants import load_well_known, short_change
from nlp_pipeline.entities.view import TextView
from nlp_pipeline.grounding.abbreviations import AbbreviationFinder
from nlp_pipeline.lexicon.keys import name_key
from nlp_pipeline.lexicon.lexicon import Term
from nlp_pipeline.text.tokenizer import build_tokenizer

GENES = {
    "ABL1": "ABL", "BRAF": "B-RAF", "CASP3": "caspase 3", "CASP7": "caspase 7", "CDK4": "",
    "CDK6": "", "CTNNB1": "β-catenin", "EGF": "", "EGFR": "epidermal growth factor receptor",
    "ERBB2": "HER2", "ERBB3": "ErbB3", "FOXO3": "", "IGF1R": "IGF-1R", "ITGB1": "", "ITGB3": "",
    "KIT": "", "KRAS": "", "LATS1": "", "LATS2": "", "MAPK1": "ERK2", "MAPK3": "ERK1", "MET": "",
    "MTOR": "mTOR", "PTEN": "", "SRC": "Src", "TNF": "", "ANXA2": "annexin A2", "YAP1": "YAP",
    "WWTR1": "TAZ",
}  # fmt: skip
FAMILIES = {
    "AKT": ("AKT1", "AKT2", "AKT3"),
    "ERK": ("MAPK1", "MAPK3"),
    "LATS": ("LATS1", "LATS2"),
    "MAPK": ("MAPK1", "MAPK3"),
    "MEK": (),
    "NFkappaB": (),
    "PI3K": (),
    "RAF": ("ARAF", "BRAF", "RAF1"),
    "RTK": (),
    "VTNR": ("ITGAV", "ITGB3"),
    "YAP/TAZ": ("WWTR1", "YAP1"),
    "Wnt": (),
}
OTHERS = (
    Term("NF-kappaB", "fplx:NFkappaB", "NFkappaB", "Family", "synonym", "famplex"),
    Term("integrin αvβ3", "fplx:VTNR", "VTNR", "Family", "synonym", "famplex"),
    Term("receptor tyrosine kinase", "fplx:RTK", "RTK", "Family", "name", "famplex"),
    Term("gefitinib", "drugbank:DB00317", "gefitinib", "Drug", "name", "drugbank"),
    Term("inhibitor", "chebi:35222", "inhibitor", "Chemical", "name", "chebi"),
    Term("fatty acid", "chebi:35366", "fatty acid", "Chemical", "name", "chebi"),
    Term("MIR21", "hgnc:31586", "MIR21", "MicroRNA", "approved", "hgnc"),
    Term("ER", "hgnc:3467", "ESR1", "Gene", "curated", "curated"),
    Term("endoplasmic reticulum", "go:0005783", "endoplasmic reticulum", "Process", "name", "go"),
    Term("tumor necrosis factor production", "go:1", "TNF production", "Process", "name", "go"),
    Term("TNF production", "go:1", "TNF production", "Process", "synonym", "go"),
    Term("trypsin inhibitor", "hgnc:9", "SPINK1", "Gene", "name", "hgnc"),
    Term("trypsin", "fplx:trypsin", "trypsin", "Family", "name", "famplex"),
)
TERMS = (
    *(Term(s, f"hgnc:{s}", s, "Gene", "approved", "hgnc") for s in GENES),
    *(Term(n, f"hgnc:{s}", s, "Gene", "synonym", "hgnc") for s, n in GENES.items() if n),
    *(Term(s, f"fplx:{s}", s, "Family", "approved", "famplex") for s in FAMILIES),
    *OTHERS,
)


class SmallLexicon:
    def __init__(self) -> None:
        self.by_key: dict[str, tuple[Term, ...]] = {}
        for term in TERMS:
            key = name_key(term.name)
            self.by_key[key] = (*self.by_key.get(key, ()), term)

    def find_terms(self, key: str) -> tuple[Term, ...]:
        return self.by_key.get(key, ())

    def has_prefix(self, key: str) -> bool:
        return any(known.startswith(key) for known in self.by_key)

    def is_stop_name(self, name: str) -> bool:
        return name in {"met", "kit", "src"}

    def members(self, label: str) -> tuple[str, ...]:
        return FAMILIES.get(label, ())


@pytest.fixture(scope="module")
def nlp():
    nlp = spacy.blank("en")
    nlp.tokenizer = build_tokenizer(nlp.vocab)
    return nlp


@pytest.fixture(scope="module")
def recogniser():
    return EntityRecogniser(SmallLexicon())


@pytest.fixture
def find(nlp, recogniser):
    def _find(text: str) -> list[tuple[str, str, str]]:
        doc = recogniser(AbbreviationFinder()(nlp.make_doc(text)))
        return [(doc[m.start_token : m.end_token].text, m.type, m.label) for m in get_mentions(doc)]

    return _find


# --------------------------------------------------------------------------- names


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ERK1/2 is active", [("ERK1/2", "Family", "ERK")]),
        ("LATS1/2 is lost", [("LATS1/2", "Family", "LATS")]),
        ("CDK4/6 are active", [("CDK4", "Gene", "CDK4"), ("6", "Gene", "CDK6")]),
        ("caspases 3 and 7", [("caspases 3", "Gene", "CASP3"), ("7", "Gene", "CASP7")]),
        ("YAP/TAZ", [("YAP", "Gene", "YAP1"), ("TAZ", "Gene", "WWTR1")]),
        ("EGFRs", [("EGFRs", "Gene", "EGFR")]),
        ("c-MET", [("c-MET", "Gene", "MET")]),
        ("cKIT", [("cKIT", "Gene", "KIT")]),
        ("FOXO3a", [("FOXO3a", "Gene", "FOXO3")]),
        ("EGF receptor", [("EGF receptor", "Gene", "EGFR")]),
        ("HER2 receptor", [("HER2", "Gene", "ERBB2")]),
        ("Annexin II", [("Annexin II", "Gene", "ANXA2")]),
        ("p95HER2", [("p95HER2", "Variant", "ERBB2 p95")]),
        ("integrin β3", [("integrin β3", "Gene", "ITGB3")]),
        ("β1 and β3 integrins", [("β1", "Gene", "ITGB1"), ("β3 integrins", "Gene", "ITGB3")]),
        ("αvβ3", [("αvβ3", "Family", "VTNR")]),
        ("αvβ6 integrin", [("αvβ6 integrin", "Family", "integrin αvβ6")]),
        ("hsa-miR-21-5p", [("hsa-miR-21-5p", "MicroRNA", "MIR21")]),
        ("let-7a", [("let-7a", "MicroRNA", "MIRLET7A")]),
        ("miR-221/222", [("miR-221", "MicroRNA", "MIR221"), ("222", "MicroRNA", "MIR222")]),
        ("miRNAs", [("miRNAs", "MicroRNA", "microRNA")]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_molecules(find, text, expected):
    assert find(text) == expected


@pytest.mark.parametrize("text", ["it met the cat", "an inhibitor", "G2/M", "", "– / –"])
def test_words_are_no_molecules(find, text):
    assert [m for m in find(text) if m[1] in {"Gene", "Family", "Chemical"}] == []


@pytest.mark.parametrize(
    ("text", "label"), [("p-Src", "SRC"), ("pAKT", "AKT"), ("phospho-ERK1/2", "ERK")]
)
def test_phosphorylated_form_is_active(nlp, recogniser, text, label):
    (mention,) = get_mentions(recogniser(nlp.make_doc(text)))
    assert (mention.label, mention.state) == (label, "activation")
    assert mention.end_token - mention.start_token == len(nlp.make_doc(text))


# --------------------------------------------------------------------------- composed


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "PI3K/AKT/mTOR signaling",
            [("PI3K/AKT/mTOR signaling", "Pathway", "PI3K/AKT/MTOR signaling pathway")],
        ),
        (
            "RAF–MEK–ERK signalling cascade",
            [("RAF–MEK–ERK signalling cascade", "Pathway", "RAF/MEK/ERK signaling pathway")],
        ),
        (
            "EGFR, ErbB3 and IGF-1R signaling",
            [
                ("EGFR", "Pathway", "EGFR signaling pathway"),
                ("ErbB3", "Pathway", "ERBB3 signaling pathway"),
                ("IGF-1R signaling", "Pathway", "IGF1R signaling pathway"),
            ],
        ),
        (
            "PI3K/AKT, MAPK pathways",
            [
                ("PI3K/AKT", "Pathway", "PI3K/AKT signaling pathway"),
                ("MAPK pathways", "Pathway", "MAPK signaling pathway"),
            ],
        ),
        (
            "the non-canonical NF-κB pathway",
            [
                (
                    "non-canonical NF-κB pathway",
                    "Pathway",
                    "non-canonical NFkappaB signaling pathway",
                )
            ],
        ),
        (
            "Wnt/β-catenin pathway",
            [("Wnt/β-catenin pathway", "Pathway", "Wnt/CTNNB1 signaling pathway")],
        ),
        (
            "ERK1/2 and AKT pathways",
            [
                ("ERK1/2", "Pathway", "ERK signaling pathway"),
                ("AKT pathways", "Pathway", "AKT signaling pathway"),
            ],
        ),
        ("PI3K-AKT", [("PI3K-AKT", "Pathway", "PI3K/AKT signaling pathway")]),
        (
            "loses PTEN, AKT pathway",
            [("PTEN", "Gene", "PTEN"), ("AKT pathway", "Pathway", "AKT signaling pathway")],
        ),
    ],
    ids=[
        "chain",
        "dashes",
        "list",
        "plural",
        "non-canonical",
        "mixed",
        "numbers",
        "no-head",
        "apposition",
    ],
)
def test_pathways(find, text, expected):
    assert find(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("HER2 inhibitors", [("HER2 inhibitors", "DrugClass", "ERBB2 inhibitor")]),
        ("EGFR-TKIs", [("EGFR-TKIs", "DrugClass", "EGFR tyrosine kinase inhibitor")]),
        (
            "EGFR tyrosine kinase inhibitor",
            [("EGFR tyrosine kinase inhibitor", "DrugClass", "EGFR tyrosine kinase inhibitor")],
        ),
        ("EGFR kinase inhibitor", [("EGFR kinase inhibitor", "DrugClass", "EGFR inhibitor")]),
        (
            "HER2-targeted therapy",
            [("HER2-targeted therapy", "DrugClass", "ERBB2-targeted therapy")],
        ),
        (
            "epidermal growth factor receptor (EGFR)-targeted agents",
            [
                (
                    "epidermal growth factor receptor (EGFR)-targeted agents",
                    "DrugClass",
                    "EGFR-targeted therapy",
                )
            ],
        ),
        ("anti-HER2 antibody", [("anti-HER2 antibody", "DrugClass", "ERBB2 antibody")]),
        (
            "BRAF mutant selective inhibitors",
            [("BRAF mutant selective inhibitors", "DrugClass", "BRAF inhibitor")],
        ),
        (
            "RAF and MEK inhibitors",
            [
                ("RAF", "DrugClass", "RAF inhibitor"),
                ("MEK inhibitors", "DrugClass", "MEK inhibitor"),
            ],
        ),
        (
            "inhibitors of PI3K, AKT and mTOR",
            [
                ("inhibitors of PI3K", "DrugClass", "PI3K inhibitor"),
                ("AKT", "DrugClass", "AKT inhibitor"),
                ("mTOR", "DrugClass", "MTOR inhibitor"),
            ],
        ),
        ("MEKi", [("MEKi", "DrugClass", "MEK inhibitor")]),
        (
            "EGFR/HER2 tyrosine kinase inhibitors",
            [
                ("EGFR", "DrugClass", "EGFR tyrosine kinase inhibitor"),
                (
                    "HER2 tyrosine kinase inhibitors",
                    "DrugClass",
                    "ERBB2 tyrosine kinase inhibitor",
                ),
            ],
        ),
        ("drugs inhibiting MEK", [("drugs inhibiting MEK", "DrugClass", "MEK inhibitor")]),
        (
            "agents targeting HER2",
            [("agents targeting HER2", "DrugClass", "ERBB2-targeted therapy")],
        ),
        ("YAP is an inhibitor of AKT", [("YAP", "Gene", "YAP1"), ("AKT", "Family", "AKT")]),
        ("trypsin inhibitor", [("trypsin inhibitor", "Gene", "SPINK1")]),
        (
            "tyrosine kinase inhibitors",
            [("tyrosine kinase inhibitors", "DrugClass", "tyrosine kinase inhibitor")],
        ),
        ("chemoresistance", [("chemoresistance", "DrugClass", "chemotherapy")]),
        ("drug resistance", [("drug", "DrugClass", "drug therapy")]),
        ("endocrine resistance", [("endocrine", "DrugClass", "endocrine therapy")]),
        ("gefitinib resistance", [("gefitinib", "Drug", "gefitinib")]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_drug_classes(find, text, expected):
    assert find(text) == expected


def test_class_names_its_target(nlp, recogniser):
    (mention,) = get_mentions(recogniser(nlp.make_doc("HER2 inhibitor")))
    assert mention.parts == ("ERBB2",)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("EGFR T790M", [("EGFR T790M", "EGFR T790M")]),
        ("BRAF(V600E)", [("BRAF(V600E)", "BRAF V600E")]),
        ("BRAFV600E", [("BRAFV600E", "BRAF V600E")]),
        ("p.Val600Glu in BRAF", [("p.Val600Glu", "BRAF V600E")]),
        ("KRAS G12C/D", [("KRAS G12C", "KRAS G12C"), ("D", "KRAS G12D")]),
        ("V559A and N822I KIT", [("V559A", "KIT V559A"), ("N822I KIT", "KIT N822I")]),
        ("T790M", [("T790M", "EGFR T790M")]),
        (
            "EGFR mutations (L858R, exon 19 deletions)",
            [("L858R", "EGFR L858R"), ("exon 19 deletions", "EGFR exon 19 deletion")],
        ),
        ("a gatekeeper mutation", [("gatekeeper mutation", "gatekeeper mutation")]),
        ("BRAF mutation", []),
        ("T47D cells", []),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_variants(find, text, expected):
    assert [(span, label) for span, kind, label in find(text) if kind == "Variant"] == expected


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("anti-apoptotic signals", "apoptotic process"),
        ("epithelial–mesenchymal transition", "epithelial to mesenchymal transition"),
        ("tumour growth", "tumor growth"),
        ("breast cancer cell proliferation", "cell population proliferation"),
        ("osteoclast activity", "osteoclast activity"),
        ("G1-cell cycle arrest", "cell cycle arrest"),
    ],
)
def test_processes(find, text, label):
    assert find(text) == [(text, "Process", label)]


def test_process_of_a_vocabulary_does_not_swallow_a_gene(find):
    assert find("TNF production") == [("TNF", "Gene", "TNF")]


# --------------------------------------------------------------------------- document


def test_definition_of_the_document_overrules_the_lexicon(find):
    text = "Stress of the endoplasmic reticulum (ER) rises. ER"
    assert find(text)[-1] == ("ER", "Process", "endoplasmic reticulum")
    assert find("ER") == [("ER", "Gene", "ESR1")]


def test_definition_of_another_passage_holds(nlp, recogniser):
    doc = nlp.make_doc("ER")
    set_context(doc, Context((Abbreviation("ER", "endoplasmic reticulum"),)))
    (mention,) = get_mentions(recogniser(doc))
    assert (mention.label, mention.source) == ("endoplasmic reticulum", "abbreviation")


def test_unknown_long_form_blocks_the_short_one(nlp, recogniser):
    doc = nlp.make_doc("ER")
    set_context(doc, Context((Abbreviation("ER", "early rising"),)))
    recogniser(doc)
    assert get_mentions(doc) == ()
    (lost,) = get_mentions(doc, group=DISCARDED)
    assert "early rising" in str(lost.reason)


def test_legend_yields_no_mentions(nlp, recogniser):
    text = "AKT. PTEN: phosphatase and tensin homolog; FAs: fatty acids."
    doc = recogniser(AbbreviationFinder()(nlp.make_doc(text)))
    assert [m.label for m in get_mentions(doc)] == ["AKT"]
    reasons = {m.label: m.reason for m in get_mentions(doc, group=DISCARDED)}
    assert reasons["PTEN"] == "legend"


def test_model_fills_gaps_only(nlp, recogniser):
    doc = nlp.make_doc("EGFR binds XYZ4 here")
    doc.ents = [Span(doc, 0, 1, "CHEMICAL"), Span(doc, 2, 3, "GENE"), Span(doc, 3, 4, "GENE")]
    recogniser(doc)
    found = [(m.label, m.type, m.source, m.id) for m in get_mentions(doc)]
    assert found == [("EGFR", "Gene", "lexicon", "hgnc:EGFR"), ("XYZ4", "Gene", "model", None)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Cdc53", [("Gene", "Cdc53")]), ("YHR186c", [("Gene", "YHR186c")]), ("ref. 5", [])],
)
def test_model_names_no_compound_by_a_yeast_gene_or_a_citation(nlp, recogniser, text, expected):
    doc = nlp.make_doc(f"It binds {text} here")
    doc.ents = [Span(doc, 2, len(doc) - 1, "CHEMICAL")]
    recogniser(doc)
    assert [(m.type, m.label) for m in get_mentions(doc)] == expected


def test_mentions_survive_serialization(nlp, recogniser):
    doc = recogniser(nlp.make_doc("p-Src and HER2 inhibitors"))
    assert get_mentions(Doc(nlp.vocab).from_bytes(doc.to_bytes())) == get_mentions(doc)


def test_mentions_never_overlap_and_stand_in_order(nlp, recogniser):
    text = "EGFR T790M, BRAF V600E and PI3K/AKT/mTOR signaling, HER2 inhibitors, integrin αvβ3"
    mentions = get_mentions(recogniser(nlp.make_doc(text)))
    assert len(mentions) == 5
    for left, right in pairwise(mentions):
        assert left.end_token <= right.start_token


# --------------------------------------------------------------------------- overlaps


def test_resolve_overlaps_order(nlp):
    view = TextView.of(nlp.make_doc("EGFR T790M mutation"))
    gene = MentionSpan(0, 1, "Gene", "EGFR", score=1.0)
    variant = MentionSpan(0, 2, "Variant", "EGFR T790M", source="pattern", score=0.5)
    model = MentionSpan(0, 3, "Gene", "EGFR T790M mutation", source="model")
    kept, lost = resolve_overlaps(view, [model, gene, variant])
    assert kept == [variant]
    assert [m.reason for m in lost] == ["overlaps Variant EGFR T790M"] * 2


@pytest.mark.parametrize(
    ("winner", "loser"),
    [
        (("user", 0.5, "Drug", "x"), ("abbreviation", 1.0, "Gene", "x")),
        (("pattern", 0.5, "Drug", "x"), ("lexicon", 1.0, "Gene", "x")),
        (("lexicon", 0.9, "Drug", "x"), ("lexicon", 0.8, "Gene", "x")),
        (("lexicon", 0.9, "Gene", "x"), ("lexicon", 0.9, "Drug", "x")),
        (("lexicon", 0.9, "Gene", "a"), ("lexicon", 0.9, "Gene", "b")),
        (("lexicon", 0.5, "Gene", "a"), ("model", 1.0, "Gene", "b")),
    ],
    ids=["user", "source", "score", "type", "label", "model-last"],
)
def test_resolve_overlaps_breaks_ties(nlp, winner, loser):
    view = TextView.of(nlp.make_doc("EGFR"))
    readings = [
        MentionSpan(0, 1, kind, label, source=source, score=score)
        for source, score, kind, label in (loser, winner)
    ]
    kept, _ = resolve_overlaps(view, readings)
    assert kept == [readings[1]]


# --------------------------------------------------------------------------- data


def test_well_known_variants_are_canonical():
    changes = list(load_well_known())
    assert "T790M" in changes
    for change in changes:
        assert short_change(change) == change, f"write {change} in one-letter form"


def test_process_phrases_find_their_own_stems():
    for phrase in load_process_phrases():
        assert phrase.label, "every phrase needs a label"
        assert all(stem == stem.lower() for stem in phrase.stems), f"{phrase.stems}: lower case"
    pattern, labels = load_process_heads()
    assert set(pattern.groupindex) == {"place", *labels}


# --------------------------------------------------------------------------- packaged lexicon


def test_factory_has_settings_of_plain_values(packaged):
    config = packaged.get_pipe_config(FACTORY)
    assert config["use_model_entities"] is True
    assert packaged.analyze_pipes()["problems"] == {
        "nlp_pipeline_abbreviations": [],
        FACTORY: [],
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Integrin β3 drives EGFR TKI resistance.",
            [("Integrin β3", "ITGB3"), ("EGFR TKI", "EGFR tyrosine kinase inhibitor")],
        ),
        (
            "Resistance to B-RAF inhibitors through Ras and p27Kip1",
            [("B-RAF inhibitors", "BRAF inhibitor"), ("Ras", "RAS"), ("p27Kip1", "CDKN1B")],
        ),
        ("Herceptin and RAD001", [("Herceptin", "trastuzumab"), ("RAD001", "everolimus")]),
        ("NF-κB and PP2A", [("NF-κB", "NFkappaB"), ("PP2A", "PPP2")]),
    ],
    ids=["seed", "guidelines", "drugs", "families"],
)
def test_packaged_lexicon(packaged, text, expected):
    doc = packaged(text)
    found = [(doc[m.start_token : m.end_token].text, m.label) for m in get_mentions(doc)]
    assert found == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("PI3K inhibition", [("PI3K", "PI3K")]),
        ("resistance to B-RAF inhibitors", [("B-RAF inhibitors", "BRAF inhibitor")]),
        ("drug resistance", [("drug", "drug therapy")]),
        ("the mevalonate pathway", []),
    ],
    ids=["state", "agent", "bare", "metabolism"],
)
def test_packaged_lexicon_leaves_what_is_said_of_a_name_outside(packaged, text, expected):
    doc = packaged(text)
    found = [
        (doc[m.start_token : m.end_token].text, m.label)
        for m in get_mentions(doc)
        if m.type not in {"Chemical", "Process"}
    ]
    assert found == expected


def test_packaged_lexicon_reads_a_family_where_the_long_form_is_one_gene_of_it(packaged):
    doc = packaged("cAMP response element-binding protein (CREB) is active, as CREB is.")
    assert {m.label for m in get_mentions(doc) if m.source != "model"} >= {"CREB"}
    assert [m.label for m in get_mentions(doc)][-1] == "CREB"


def test_find_nested_lists_the_members_of_a_pathway(nlp, recogniser):
    doc = recogniser(nlp.make_doc("PI3K/AKT signaling activates EGFR."))
    assert [m.label for m in get_mentions(doc)] == ["PI3K/AKT signaling pathway", "EGFR"]
    assert [m.label for m in get_mentions(doc, group=NESTED)] == ["PI3K", "AKT"]


def test_find_nested_lists_nothing_inside_a_gene(nlp, recogniser):
    doc = recogniser(nlp.make_doc("The epidermal growth factor receptor binds."))
    assert [m.label for m in get_mentions(doc)] == ["EGFR"]
    assert get_mentions(doc, group=NESTED) == ()
