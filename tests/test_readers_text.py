"""The review among the seeds, as the text reader gives it."""

from __future__ import annotations

from pathlib import Path

import pytest

from nlp_pipeline.readers import read_documents
from nlp_pipeline.records import Document, Failure, Passage

REVIEW = "002_2213ab9d0ce09a72.txt"


@pytest.fixture(scope="module")
def review(request: pytest.FixtureRequest) -> Document:
    seeds: Path = request.getfixturevalue("seeds")
    (document,) = read_documents(seeds / REVIEW)
    assert isinstance(document, Document)
    return document


def passage(document: Document, passage_id: str) -> Passage:
    return next(p for p in document.passages if p.passage_id == passage_id)


def holding(document: Document, text: str) -> Passage:
    (found,) = [p for p in document.passages if text in p.view]
    return found


def test_read_plain_text_shares_the_file_as_source(review: Document, seeds: Path) -> None:
    source = (seeds / REVIEW).read_bytes().decode()
    assert review.doc_id == "002_2213ab9d0ce09a72"
    assert {p.source for p in review.passages} == {source}


@pytest.mark.parametrize(
    ("kind", "count"), [("abstract", 1), ("body", 31), ("figure_legend", 1), ("table", 23)]
)
def test_read_plain_text_finds_the_parts_of_the_review(
    review: Document, kind: str, count: int
) -> None:
    assert sum(p.kind == kind for p in review.passages) == count


@pytest.mark.parametrize(
    "sentence",
    [
        "is overexpressed in about 20 – 25% of breast cancers and is causally linked",
        "ErbB2 is the preferred dimerization partner for ErbB1, 3, and 4",
        "manufactured by Roche-Genentech, CA, USA)",
        "DNA-damaging drugs, anti-metabolites or microtubule stabilizers",
        "have been proposed, as summarized in Figure 1a.",
        "subsequent inhibition of CDK2 activity. Mechanistically, this can result",
        "In a clinical study reported by Mohsin et al., involving data on 35 patients",
        "lower levels of the ErbB2-extracellular domain (ErbB2-ECD) in the serum",
        "aberrations of the genes that encode the PI3K-Akt/PTEN pathway.",
        "in the immortalized breast cancer cell line MCF-10A, results in growth",
        "using appropriate animal models in the context of combined Trastuzumab",
        "survival of patients. Alternatively, downstream signaling",
        "in immune-compromised mice, continually treated",
        "with stable or conditional knockdown/knockout of the PTEN gene",
    ],
)
def test_read_plain_text_mends_sentences(review: Document, sentence: str) -> None:
    found = holding(review, sentence)
    at = found.view.index(sentence)
    start, end = found.offsets.source_span(at, at + len(sentence))
    assert found.source[start] == sentence[0]
    assert found.source[end - 1] == sentence[-1]


def test_read_plain_text_drops_every_citation(review: Document) -> None:
    assert not [p.passage_id for p in review.passages if "[" in p.view.replace("[Table 1]", "")]


def test_read_plain_text_lifts_the_legend_out(review: Document) -> None:
    legend = passage(review, "fig1")
    assert legend.view.startswith("Figure 1: (a) Summary of the proposed mechanism(s)")
    assert legend.view.endswith("due to Fcγ receptor polymorphisms.")


def test_read_plain_text_names_the_section(review: Document) -> None:
    assert holding(review, "Akt-driven phosphorylation of p27").section == (
        "Escape from cell-cycle arrest"
    )
    assert holding(review, "During the course of the treatment, several").section == (
        "Hyperactivation of PI3K-Akt pathway through PTEN-loss, PI3K mutations, alternative "
        "growth factor receptor or p95ErbB2 signaling"
    )


@pytest.mark.parametrize(
    ("row", "view"),
    [
        (1, "ErbB2/ErbB3 | Pertuzumab | Alternative GFR signaling | II | Yes | Genentech"),
        (5, "PI3K inhibitor | XL147 | Downstream signaling | I-II | Yes, Paclitaxel | Exelisis"),
        (
            6,
            "Akt | Perifosine | Downstream signaling | II | Keryx Biophamaceuticals (New York, NY)",
        ),
        (
            15,
            "Bevacizumab | Angiogenesis inhibitor | Angiogenesis | II | Yes, Paclitaxel and Carbo",
        ),
        (16, "ErbB2 and Fc RI | MDX-H210 | Immune | II | Medarex"),
        (
            18,
            "ErbB2 recombinant therapeutic vaccine | Recombinant vaccine | Immune | I-II | Corixa",
        ),
        (22, "Telomerase inhibitor | GRN163L | All | I | Yes | Geron Corporation (Menlo Park,CA)"),
    ],
)
def test_read_plain_text_cuts_the_table_into_cells(review: Document, row: int, view: str) -> None:
    assert passage(review, f"table1.r{row:02d}").view.startswith(view)


def test_read_plain_text_without_trailing_blanks_reads_the_same_table(
    review: Document, seeds: Path, tmp_path: Path
) -> None:
    text = (seeds / REVIEW).read_text(encoding="utf-8")
    stripped = tmp_path / REVIEW
    stripped.write_text("\r\n".join(line.rstrip() for line in text.split("\n")), newline="")
    (document,) = read_documents(stripped)
    assert isinstance(document, Document)
    rows = [p.view for p in document.passages if p.kind == "table"]
    assert rows == [p.view for p in review.passages if p.kind == "table"]


def test_read_plain_text_of_references_only_is_a_failure(tmp_path: Path) -> None:
    (tmp_path / "refs.txt").write_text("12\n\n34\n")
    (failure,) = read_documents(tmp_path / "refs.txt")
    assert isinstance(failure, Failure)
    assert failure.message == "no running text in the file"
