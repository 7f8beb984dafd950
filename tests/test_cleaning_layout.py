"""Paragraphs, headings, legends and tables in text that came out of a PDF."""

from __future__ import annotations

import pytest

from nlp_pipeline.text.cleaning import clean_pieces
from nlp_pipeline.text.hyphens import WordCounts
from nlp_pipeline.text.layout import Block, find_blocks
from nlp_pipeline.text.tables import table_view


def views(source: str) -> dict[str, str]:
    words = WordCounts.from_text(source)

    def view(block: Block) -> str:
        if block.cells:
            return table_view(source, block.cells, words=words)[0]
        return clean_pieces(source, block.pieces, words=words)[0]

    return {block.block_id: view(block) for block in find_blocks(source)}


def sections(source: str) -> list[str | None]:
    return [block.section for block in find_blocks(source)]


REVIEW = """\
Resistance to trastuzumab
Jane Doe1, Max Muster2, Li Wei3, Ann Other4

Abstract
Loss of PTEN confers resistance to trastuzumab in breast cancer.
INTRODUCTION

Trastuzumab is a monoclonal antibody against the receptor ErbB2
and blocks its signaling in many breast cancer cells, which then

Journal of Cures 2012, 4:1
Page 1 of 3

undergo apoptosis. It was approved by the authorities in the
year 1998 and has been given to many patients since then.

Attenuation of ErbB2 signaling
Treatment of the cells lowers the phosphorylation of AKT and

a
b
Figure 1: Mechanisms of trastuzumab. PTEN lowers PIP3 in the
cells, and p27 blocks CDK2.
raises p27 in the nucleus, as we and many others have reported.

Journal of Cures 2012, 4:2
Page 2 of 3

Models
Many groups have used cell lines that were selected in culture.

Journal of Cures 2012, 4:3
Page 3 of 3

REFERENCES
1. Doe J. EGFR activates AKT. J Cures 2001;1:1-2.

Muster M. PTEN inhibits AKT
J Cures 2002;2:1-2.
"""


def test_find_blocks_reads_a_review() -> None:
    read = views(REVIEW)
    assert list(read) == ["p001", "p002", "p003", "fig1", "p004"]
    assert read["p002"].startswith("Trastuzumab is a monoclonal antibody")
    assert "cells, which then undergo apoptosis." in read["p002"]
    assert read["p003"].endswith(
        "AKT and raises p27 in the nucleus, as we and many others have reported."
    )
    assert read["fig1"].startswith("Figure 1: Mechanisms")
    assert read["fig1"].endswith("p27 blocks CDK2.")


def test_find_blocks_names_sections() -> None:
    assert sections(REVIEW) == [
        "Abstract",
        "INTRODUCTION",
        "Attenuation of ErbB2 signaling",
        "Attenuation of ErbB2 signaling",
        "Models",
    ]


def test_find_blocks_leaves_out_heads_numbers_labels_authors_and_references() -> None:
    text = " ".join(views(REVIEW).values())
    for absent in ("Journal of Cures", "Page", "Muster", "Doe", "\nb", "J Cures"):
        assert absent not in text


def test_find_blocks_takes_the_title_before_an_abstract() -> None:
    source = "CD36 drives resistance to lapatinib\n\nA. Doe1, B. Roe2\n\nAbstract\nIt does so.\n"
    assert views(source) == {
        "title": "CD36 drives resistance to lapatinib",
        "p001": "It does so.",
    }


def test_find_blocks_kind_of_an_abstract_run_into_its_heading() -> None:
    (block,) = find_blocks("Abstract: PTEN loss activates AKT.\n")
    assert (block.kind, block.section, block.pieces) == ("abstract", "Abstract", ((10, 34),))


def test_find_blocks_without_line_wraps_keeps_each_paragraph() -> None:
    source = "Results\n" + "PTEN inhibits AKT. " * 20 + "\n" + "EGFR activates RAS. " * 20 + "\n"
    assert len(views(source)) == 2


@pytest.mark.parametrize("source", ["", "\n\n", " \r\n\f"])
def test_find_blocks_of_blank_text_is_empty(source: str) -> None:
    assert find_blocks(source) == []


def test_find_blocks_reads_a_text_that_looks_like_a_heading() -> None:
    assert views("EGFR inhibitor resistance") == {"p001": "EGFR inhibitor resistance"}


NARROW_TABLE = """\
These approaches were tested by several groups in many models of

Table 1: New approaches under evaluation
Target Agent Mechanism

Phase of
development

Source

PI3K XL147 Downstream signaling II Yes Exelixis (South San Francisco)

EGFR Cetuximab Alternative
receptors

II Yes Squibb (New York)

mTOR inhibitor RAD001 Downstream signaling I-II Novartis (Basel)

Recombinant
vaccine

E75 Downstream signaling Preclinical Corixa (Seattle)

EGFR Gefitinib Alternative receptors III No AstraZeneca (London)

the disease, and the results of these first trials are not known yet.
"""


def test_find_blocks_cuts_run_together_columns_into_cells() -> None:
    read = views(NARROW_TABLE)
    assert read["table1"] == "Table 1: New approaches under evaluation"
    assert [text for name, text in read.items() if ".r" in name] == [
        "PI3K | XL147 | Downstream signaling | II | Yes | Exelixis (South San Francisco)",
        "EGFR | Cetuximab | Alternative receptors | II | Yes | Squibb (New York)",
        "mTOR inhibitor | RAD001 | Downstream signaling | I-II | Novartis (Basel)",
        "Recombinant vaccine | E75 | Downstream signaling | Preclinical | Corixa (Seattle)",
        "EGFR | Gefitinib | Alternative receptors | III | No | AstraZeneca (London)",
    ]


def test_find_blocks_joins_the_sentence_around_a_table() -> None:
    read = views(NARROW_TABLE)
    assert "in many models of the disease, and the results" in read["p001"]


def test_find_blocks_ends_a_table_at_a_heading_in_capitals() -> None:
    source = NARROW_TABLE.replace("the disease, and", "NEW TARGETS\n\nThe disease and")
    last = find_blocks(source)[-1]
    assert (last.kind, last.section) == ("body", "NEW TARGETS")
    assert len([name for name in views(source) if ".r" in name]) == 5


def test_find_blocks_reads_tables_with_wide_columns() -> None:
    source = (
        "Table 2. Agents.\nTarget   Agent\nmTOR   everolimus\nHSP90 protein   tanespimycin\n\n"
        "RESULTS\nPTEN inhibits AKT.\n"
    )
    read = views(source)
    assert read["table2.r01"] == "mTOR | everolimus"
    assert read["table2.r02"] == "HSP90 protein | tanespimycin"
    assert read["p001"] == "PTEN inhibits AKT."


def test_find_blocks_offsets_survive_windows_line_ends() -> None:
    source = NARROW_TABLE.replace("\n", "\r\n")
    assert views(source) == views(NARROW_TABLE)
