"""Figure records."""

from __future__ import annotations

from pathlib import Path

import pytest

from nlp_pipeline.errors import ReadError
from nlp_pipeline.readers import read_documents
from nlp_pipeline.readers.front_matter import parse_front_matter
from nlp_pipeline.records import Document, Failure


def read_record(tmp_path: Path, body: str) -> list[Document | Failure]:
    path = tmp_path / "record.md"
    path.write_text(f"---\n{body}\n---\n", encoding="utf-8")
    return list(read_documents(path))


def test_read_pfocr_reads_the_metadata_of_a_seed(seeds: Path) -> None:
    (document,) = read_documents(seeds / "000_69caba9f21a0be0a.txt")
    assert isinstance(document, Document)
    assert document.doc_id == document.figid == "PMC9255238__cdr-5-2-472.fig.1"
    assert (document.pmcid, document.doi) == ("PMC9255238", "10.20517/cdr.2022.09")
    assert (document.year, document.journal) == (2022, "Cancer Drug Resistance")
    assert document.figure_link == (
        "https://www.ncbi.nlm.nih.gov/pmc/articles/PMC9255238/figure/fig1/"
    )
    assert document.keywords[:2] == ("HER2+", "Targeted therapy resistance")
    assert "EIF4EBP1" in document.keywords
    assert document.organisms == ("Homo sapiens",)


@pytest.mark.parametrize(
    "figlink", ["NA", "''", "/pmc/articles/PMC1/figure//", "javascript:alert(1)", "http://x.org/f"]
)
def test_read_pfocr_takes_no_other_link(tmp_path: Path, figlink: str) -> None:
    (document,) = read_record(tmp_path, f"caption: PTEN acts.\nfiglink: {figlink}")
    assert isinstance(document, Document)
    assert document.figure_link is None


def test_read_pfocr_reads_each_caption_and_title_once(seeds: Path) -> None:
    for name in ("000_69caba9f21a0be0a", "001_b4f6d159243b1663", "004_288682e8ed2cdab7"):
        (document,) = read_documents(seeds / f"{name}.txt")
        assert isinstance(document, Document)
        kinds = [passage.kind for passage in document.passages]
        assert kinds == ["paper_title", "caption"]


def test_read_pfocr_reads_values_as_text(tmp_path: Path) -> None:
    (document,) = read_record(
        tmp_path, "figid: 012\ncaption: NO activates sGC.\nschema-jsonld:\n  keywords: [ON, N, 1.0]"
    )
    assert isinstance(document, Document)
    assert document.doc_id == "012"
    assert document.keywords == ("ON", "N", "1.0")


@pytest.mark.parametrize("missing", ["NA", ".na.character", "''", "null", "''\nignored: x"])
def test_read_pfocr_reads_missing_values_as_none(tmp_path: Path, missing: str) -> None:
    (document,) = read_record(tmp_path, f"caption: PTEN inhibits AKT.\ndoi: {missing}\nyear: NA")
    assert isinstance(document, Document)
    assert (document.doi, document.year, document.doc_id) == (None, None, "record")


def test_read_pfocr_keeps_the_caption_as_the_yaml_gives_it(tmp_path: Path) -> None:
    (document,) = read_record(tmp_path, "caption: 'PTEN [3]  inhibits\n  AKT. '")
    assert isinstance(document, Document)
    (passage,) = document.passages
    assert passage.source == "PTEN [3]  inhibits AKT. "
    assert passage.view == "PTEN inhibits AKT."


@pytest.mark.parametrize(
    ("title", "kept"),
    [
        ("Loss of PTEN activates AKT", False),
        ("AKT by β-catenin", True),
        ("pten activates akt in", False),
        ("TGF-Beta signaling", False),
    ],
)
def test_read_pfocr_drops_a_title_that_the_caption_holds(
    tmp_path: Path, title: str, kept: bool
) -> None:
    caption = "Loss of PTEN activates AKT in cells. TGF-β signaling is lost."
    (document,) = read_record(tmp_path, f"figtitle: {title}\ncaption: {caption}")
    assert isinstance(document, Document)
    assert ("figtitle" in {p.passage_id for p in document.passages}) is kept


@pytest.mark.parametrize("caption", ["''", "NA", ".", "REJECT", ".na.character"])
def test_read_pfocr_reads_the_titles_of_a_figure_without_caption(
    tmp_path: Path, caption: str
) -> None:
    (document,) = read_record(
        tmp_path, f"figtitle: REJECT\ncaption: {caption}\npapertitle: PTEN loss in cancer."
    )
    assert isinstance(document, Document)
    assert [(p.kind, p.view) for p in document.passages] == [
        ("paper_title", "PTEN loss in cancer.")
    ]


@pytest.mark.parametrize("caption", ["", "caption: [a, b]\n"], ids=["no key", "list"])
def test_read_pfocr_reports_a_record_whose_caption_is_lost(tmp_path: Path, caption: str) -> None:
    failure, document = read_record(tmp_path, f"figid: fig7\n{caption}figtitle: PTEN loss")
    assert isinstance(failure, Failure)
    assert (failure.doc_id, failure.message) == ("fig7", "the record has no caption")
    assert failure.remedy
    assert isinstance(document, Document)
    assert [(p.kind, p.view) for p in document.passages] == [("title", "PTEN loss")]


def test_read_pfocr_reports_a_record_that_says_nothing(tmp_path: Path) -> None:
    (failure,) = read_record(tmp_path, "figid: fig7\ncaption: REJECT")
    assert isinstance(failure, Failure)
    assert failure.message == "the record has no caption (it says 'REJECT')"


def test_read_pfocr_reports_repeated_keys_and_reads_the_last(tmp_path: Path) -> None:
    failure, document = read_record(tmp_path, "figid: a\ncaption: one\ncaption: PTEN acts.")
    assert isinstance(failure, Failure)
    assert "caption" in failure.message
    assert isinstance(document, Document)
    assert document.passages[0].view == "PTEN acts."


@pytest.mark.parametrize(
    ("body", "message", "line"),
    [
        ("figid: a\ncaption: A: B: C", "invalid YAML: mapping values are not allowed", 3),
        ("figid: a\ncaption: [unclosed", "invalid YAML", 4),
        ("figid: &a x\ncaption: *a", "YAML alias *a", 3),
        ("figid: a\ncaption: " + "[" * 60 + "]" * 60, "beyond 32 levels", 3),
    ],
    ids=["colon", "bracket", "alias", "depth"],
)
def test_read_pfocr_reports_damaged_yaml_with_its_line(
    tmp_path: Path, body: str, message: str, line: int
) -> None:
    (failure,) = read_record(tmp_path, body)
    assert isinstance(failure, Failure)
    assert message in failure.message
    assert (failure.place or "").endswith(f":{line}")


def test_read_pfocr_reports_front_matter_that_is_not_closed(tmp_path: Path) -> None:
    (tmp_path / "open.md").write_text("---\nfigid: a\ncaption: PTEN\n")
    (failure,) = read_documents(tmp_path / "open.md")
    assert isinstance(failure, Failure)
    assert failure.message == "the front matter is not closed"


def test_parse_front_matter_of_a_list_raises() -> None:
    with pytest.raises(ReadError, match="not a list of 'key: value' lines"):
        parse_front_matter("---\n- a\n---\n", place="x.md")


def test_parse_front_matter_takes_windows_line_ends() -> None:
    matter = parse_front_matter("---\r\nfigid: a\r\ncaption: b\r\n---\r\n", place="x.md")
    assert matter.fields == {"figid": "a", "caption": "b"}
