"""Whole names, codes and forms of compounds, receptors by their subtype; the packaged lexicon."""

from __future__ import annotations

import pytest

from nlp_pipeline.annotations import get_mentions


@pytest.fixture(scope="module")
def named(packaged):
    """Return what a text names: text and label of each mention of one type."""

    def find(text: str, *types: str) -> list[tuple[str, str]]:
        doc = packaged(text)
        return [
            (doc[m.start_token : m.end_token].text, m.label)
            for m in get_mentions(doc)
            if m.type in types
        ]

    return find


@pytest.mark.parametrize(
    "name",
    [
        "4-{[(4-cyanophenyl)(4H-1,2,4-triazol-4-yl)amino]methyl}phenyl sulfamate",
        "N-([1,1'-biphenyl]-2-yl)-7-nitrobenzo[c][1,2,5]oxadiazol-4-amine",
        "1-(2-methoxy-phenyl)-3-naphthalen-2-yl-urea",
        "8-[2-[4-(2-methoxyphenyl)-1-piperazinyl]ethyl]-8-azaspiro[4.5]decane-7,9-dione",
        "5-(N,N-dimethyl)-amiloride",
        "7-hydroxycoumarin",
        "phenylaminopyrimidine",
        "cyanoacrylamide",
    ],
)
def test_systematic_names_are_whole(named, name):
    assert named(f"The enzyme was inhibited by {name}.", "Chemical", "Drug") == [(name, name)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It is (-)-phenserine.", [("(-)-phenserine", "phenserine")]),
        ("[3H]dopamine was taken up.", [("[3H]dopamine", "dopamine")]),
        ("(+/-)-Tamsulosin binds.", [("(+/-)-Tamsulosin", "tamsulosin")]),
        ("We gave sunitinib mesylate.", [("sunitinib mesylate", "sunitinib")]),
        (
            "It carries estradiol 17β-glucuronide.",
            [("estradiol 17β-glucuronide", "estradiol 17β-glucuronide")],
        ),
        ("V(5+) and Sb(III) were added.", [("V(5+)", "vanadium"), ("Sb(III)", "antimony")]),
        ("The acyl glucuronides decay.", [("acyl glucuronides", "acyl glucuronide")]),
    ],
)
def test_forms_belong_to_the_compound(named, text, expected):
    assert named(text, "Chemical", "Drug") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The antagonist AH 6899 (10 nM) was given.", [("AH 6899", "ah-6899")]),
        ("5HXMF-induced changes; 5HXMF inhibits it.", [("5HXMF", "5hxmf")] * 2),
        ("Rats given MPQ ran; MPQ did nothing.", [("MPQ", "mpq")] * 2),
        ("MPQ-exposed rats ran.", [("MPQ", "mpq")]),
        ("HCT116 inhibited nothing and A549 inhibits it.", []),
        ("Cells treated with DMSO ran.", []),
    ],
)
def test_codes_and_short_forms_of_what_is_given(named, text, expected):
    assert named(text, "Drug") == expected


def test_code_in_brackets_stands_for_the_compound_before_it(named):
    text = "2-(2-aminoethyl)-quinoline (D-1997): a novel compound"
    name = "2-(2-aminoethyl)-quinoline"
    assert named(text, "Chemical") == [(name, name), ("D-1997", name)]


def test_number_of_an_enzyme_stands_for_it(named):
    found = named("Neprilysin (MME, EC 3.4.24.11) was measured.", "Gene")
    assert ("EC 3.4.24.11", "MME") in found


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("The M(2) muscarinic blockade was full; M2-selective compounds act.", "CHRM2"),
        ("We measured D(2) blockade.", "DRD2"),
        ("alpha(2A)-adrenoceptors were blocked.", "ADRA2A"),
        ("The α1D-adrenoceptor moves.", "ADRA1D"),
        ("The alpha 1B adrenoceptors move.", "ADRA1B"),
    ],
)
def test_receptors_by_their_subtype(named, text, label):
    assert label in {found for _, found in named(text, "Gene")}


def test_subtype_like_receptors_are_families_of_their_own(named):
    assert named("D1-like receptors were blocked.", "Gene") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ATM kinase activity fell.", [("ATM kinase", "ATM")]),
        ("The diacylglycerol acyltransferase is active.", []),
    ],
)
def test_kinase_belongs_to_its_name(named, text, expected):
    assert named(text, "Gene") == expected


def test_transferases_are_enzymes(named):
    found = named("The geranyl formyltransferase and helicases act.", "Family")
    assert found == [
        ("geranyl formyltransferase", "geranyl formyltransferase"),
        ("helicases", "helicase"),
    ]
