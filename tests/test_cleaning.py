"""Cleaning of captions and of running text."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp_pipeline.text import cleaning
from nlp_pipeline.text.citations import is_author_citation
from nlp_pipeline.text.cleaning import clean_text
from nlp_pipeline.text.hyphens import WordCounts


def clean(source: str, *, layout: bool = False) -> str:
    return clean_text(source, 0, len(source), layout=layout)[0]


@pytest.mark.parametrize(
    ("source", "view"),
    [
        ("inhibits CDK2 [3].", "inhibits CDK2."),
        ("CDK2 activity.[3-5] Mechanistically", "CDK2 activity. Mechanistically"),
        ("p27kip1[54] the protein", "p27kip1 the protein"),
        ("patients.\n[94] Alternatively", "patients. Alternatively"),
        ("reviewed [15,43, 44], and", "reviewed, and"),
        ("in psoriasis []. Working model", "in psoriasis. Working model"),
        ("pathways (; ; , ; ). The two", "pathways. The two"),
        ("patients , , strongly implicating SCLC  , .", "patients, strongly implicating SCLC."),
        ("as shown (Nahta et al., 2006; Mohsin and Weiss, 2005a). It", "as shown. It"),
        ("EGFR\u00a0signals\u2009to\u202fAKT", "EGFR signals to AKT"),
        ("EG\u00adFR sig\u200bnals", "EGFR signals"),
        ("pro\ufb01le of \ufb02avonoids", "profile of flavonoids"),
        ("  PTEN   loss \n", "PTEN loss"),
        ("", ""),
        (" [3] ", ""),
    ],
)
def test_clean_text_drops(source: str, view: str) -> None:
    assert clean(source) == view


@pytest.mark.parametrize(
    "source",
    [
        "[1-13C]-glucose and [3H]thymidine",
        "benzo[1,2]dioxole",
        "(−)-limonene and (+)-menthofuran; NAD(+)",
        "ErbB3 (Her3) and IGF-1R (Fig. 1)",
        "Hyd, hydrogenase (DVU1921 and DVU1922)",
        "in the Nature Reviews (September 2011), announcing",
        "PI3K‐Akt – mTOR −20 °C",
        "phase II studies [Table 1]",
        "ADCC.15 stays in a caption",
    ],
)
def test_clean_text_keeps(source: str) -> None:
    assert clean(source) == source


@pytest.mark.parametrize(
    ("source", "view"),
    [
        ("Trastuzumab; trastuz-\numab", "Trastuzumab; trastuzumab"),
        ("the anti-proliferative and anti-\nproliferative", None),
        ("induced via p27kip1-\nmediated arrest", "induced via p27kip1-mediated arrest"),
        ("by Roche-\nGenentech", "by Roche-Genentech"),
        ("the PI3K-\nAkt pathway", "the PI3K-Akt pathway"),
        ("in BT-\r\n474 xenografts", "in BT-474 xenografts"),
        ("with resis-\ntance", "with resistance"),
        ("pre-\nand post-treatment", "pre- and post-treatment"),
        ("knockdown/\nknockout of PTEN", "knockdown/knockout of PTEN"),
        ("about 20 – \n25% of", "about 20 – 25% of"),
        ("to elicit ADCC.15 Therapy", "to elicit ADCC. Therapy"),
        ("resistance,12–14 which", "resistance, which"),
        ("resistance.¹²,¹³ Then", "resistance. Then"),
        ("shown in Fig.1 and 10 mm² or Ca²⁺", "shown in Fig.1 and 10 mm² or Ca²⁺"),
    ],
)
def test_clean_text_mends_layout(source: str, view: str | None) -> None:
    assert clean(source, layout=True) == (view or source.replace("\n", ""))


def test_keeps_hyphen_follows_what_the_document_writes() -> None:
    joined = WordCounts.from_text("overexpression of ErbB2; overexpression again")
    parted = WordCounts.from_text("over-expression of ErbB2")
    assert not joined.keeps_hyphen("over", "expression")
    assert parted.keeps_hyphen("over", "expression")


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ("see Nahta et al., 2006", True),
        ("Mohsin & Weiss 2005; 2007", True),
        ("reviewed in van der Geer et al. 1994", True),
        ("ErbB1, Her1", False),
        ("involving 808 patients in 2011", False),
        ("", False),
    ],
)
def test_is_author_citation(inside: str, expected: bool) -> None:
    assert is_author_citation(inside) is expected


@pytest.mark.parametrize("unit", [" ", "(", "[", "[1,", "-\n", "(A and B", "\u200b", "a.1", "A, "])
def test_clean_text_time_grows_with_length_only(unit: str) -> None:
    source = unit * (120_000 // len(unit))
    started = time.perf_counter()
    clean(source, layout=True)
    assert time.perf_counter() - started < 10


@given(st.text(alphabet="aB1 ,.;-[]()\n\t\u00a0\u200b\ufb01\x01", max_size=30), st.integers(0, 5))
def test_light_marks_are_found_where_a_plain_search_finds_them(source: str, start: int) -> None:
    found = cleaning._find_light(source, start, len(source))
    wanted = cleaning._LIGHT_PATTERN.search(source, start, len(source))
    assert (found and found.span()) == (wanted and wanted.span())
    assert found is None or found.lastgroup == wanted.lastgroup
