"""PDF: columns in reading order, the same cleaning as for text, clear errors."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nlp_pipeline.readers import read_documents
from nlp_pipeline.readers.pdf_layout import Segment, page_text
from nlp_pipeline.records import Document, Failure
from tests.pdf_pages import Line, columns, pdf

LEFT = [
    "Trastuzumab binds the extracellular domain of",
    "ErbB2 and inhibits the downstream signals of",
    "this receptor in many tumours. Loss of PTEN is",
    "one of the ways in which they escape from it,",
    "as it leaves the kinase AKT in an active state.",
    "A second way is the truncated form p95, which",
]
RIGHT = [
    "lacks the domain that the antibody binds. Tras-",
    "tuzumab cannot reach it, whereas lapatinib, an",
    "inhibitor of the kinase domain, still does. The",
    "receptor IGF1R is a third one: it activates the",
    "same pathway by itself, so that its block makes",
    "resistant cells sensitive to treatment again.",
]
JOINED = (
    "A second way is the truncated form p95, which lacks the domain that the antibody binds."
    " Trastuzumab cannot reach it, whereas lapatinib,"
)


def read(tmp_path: Path, data: bytes) -> Document | Failure:
    path = tmp_path / "review.pdf"
    path.write_bytes(data)
    (item,) = read_documents(path)
    return item


def text_of(item: Document | Failure) -> str:
    assert isinstance(item, Document), item
    for passage in item.passages:
        for at, char in enumerate(passage.view):
            source = passage.source[passage.offsets.source_char(at)]
            assert char in {source, " ", "|"}
    return "\n".join(passage.view for passage in item.passages)


def failure_of(item: Document | Failure) -> Failure:
    assert isinstance(item, Failure)
    assert item.remedy
    return item


# ------------------------------------------------------------------------------ reading order


@pytest.mark.parametrize("by_row", [False, True], ids=["by column", "by row"])
def test_columns_are_read_one_after_the_other(tmp_path: Path, by_row: bool) -> None:
    assert JOINED in text_of(read(tmp_path, pdf(columns(LEFT, RIGHT, by_row=by_row))))


def test_a_title_and_an_abstract_over_both_columns_come_first(tmp_path: Path) -> None:
    text = "of an abstract that runs over both columns of this page and says much of what"
    wide = [(50.0, 800.0 - 12 * i, f"Line {i} {text}") for i in range(6)]
    text = text_of(read(tmp_path, pdf([*columns(LEFT, RIGHT), *wide])))
    assert text.index("Line 5 of") < text.index("Trastuzumab binds")
    assert JOINED in text


def test_a_sentence_goes_on_over_the_page_and_its_running_head(tmp_path: Path) -> None:
    # No gap tells the head from the text: it stands a line's height above.
    head = [(50.0, 712.0, f"J Oncol 2010; 9: 14{i}") for i in range(3)]
    feet = [(290.0, 20.0, str(141 + i)) for i in range(3)]
    pages: list[list[Line]] = [
        [head[0], *columns(LEFT), feet[0]],
        [head[1], *columns(RIGHT), feet[1]],
        [head[2], *columns(LEFT), feet[2]],
    ]
    text = text_of(read(tmp_path, pdf(*pages)))
    assert JOINED in text
    assert "J Oncol" not in text
    assert "142" not in text


def test_a_table_keeps_its_rows(tmp_path: Path) -> None:
    cells = [("Target", "Agent", "Phase"), ("mTOR", "RAD001", "II"), ("EGFR", "Gefitinib", "III")]
    table = [
        (50.0 + 160 * n, 560.0 - 14 * i, cell)
        for i, row in enumerate(cells)
        for n, cell in enumerate(row)
    ]
    page = [*columns(LEFT), (50.0, 580.0, "Table 1: Agents under study."), *table]
    item = read(tmp_path, pdf(page))
    text_of(item)
    assert isinstance(item, Document)
    rows = [(p.passage_id, p.view) for p in item.passages if p.kind == "table"]
    assert rows == [
        ("table1", "Table 1: Agents under study."),
        ("table1.head", "Target | Agent | Phase"),
        ("table1.r01", "mTOR | RAD001 | II"),
        ("table1.r02", "EGFR | Gefitinib | III"),
    ]


def test_offsets_count_in_the_text_of_the_pages(tmp_path: Path) -> None:
    item = read(tmp_path, pdf(columns(LEFT), columns(RIGHT)))
    assert isinstance(item, Document)
    assert {p.source.count("\f") for p in item.passages} == {2}


def test_text_that_runs_upwards_is_left_out() -> None:
    upright = Segment("PTEN inhibits AKT.", 100, 200, 700, 708, 0)
    assert page_text([upright]) == "PTEN inhibits AKT.\n"
    assert page_text([]) == ""


# ------------------------------------------------------------------------------ what cannot be read


def test_a_scan_is_a_clear_error(tmp_path: Path) -> None:
    failure = failure_of(read(tmp_path, pdf([], [(50.0, 20.0, "2")])))
    assert failure.message == "no text in the PDF: its pages are pictures"
    assert "ocrmypdf" in (failure.remedy or "")


@pytest.mark.parametrize("keep", [0.02, 0.3, 0.6])
def test_a_truncated_pdf_is_one_failure(tmp_path: Path, keep: float) -> None:
    data = pdf(columns(LEFT, RIGHT))
    failure = failure_of(read(tmp_path, data[: int(keep * len(data))]))
    assert failure.message.startswith("not a readable PDF: ")


def test_a_pdf_with_a_password_is_named_so(tmp_path: Path) -> None:
    encryption = (
        b"<< /Filter /Standard /V 1 /R 2 /P -1 /O <" + b"00" * 32 + b"> /U <" + b"11" * 32 + b"> >>"
    )
    data = pdf(columns(LEFT, RIGHT)).replace(
        b"/Root 1 0 R", b"/Root 1 0 R /ID [<00> <00>] /Encrypt " + encryption
    )
    assert failure_of(read(tmp_path, data)).message == "the PDF is encrypted"


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.tuples(st.floats(0, 1), st.binary(min_size=1, max_size=6)), max_size=5))
def test_a_damaged_pdf_is_read_or_reported(
    tmp_path: Path, patches: list[tuple[float, bytes]]
) -> None:
    data = bytearray(pdf(columns(LEFT, RIGHT)))
    for at, patch in patches:
        start = 8 + int(at * (len(data) - 20))
        data[start : start + len(patch)] = patch
    assert isinstance(read(tmp_path, bytes(data)), (Document, Failure))


# ------------------------------------------------------------------------------ any page

COORDINATE = st.floats(0, 600)
SEGMENTS = st.builds(
    lambda text, left, width, bottom, height, line: Segment(
        text, left, left + width, bottom, bottom + height, line
    ),
    text=st.text("AKTpten ", min_size=1, max_size=12).filter(str.strip),
    left=COORDINATE,
    width=st.floats(1, 300),
    bottom=COORDINATE,
    height=st.floats(1, 20),
    line=st.integers(0, 8),
)


@given(st.lists(SEGMENTS, max_size=40))
def test_every_page_gives_each_word_once(segments: list[Segment]) -> None:
    words = sorted("".join(s.text.split()) for s in segments)
    written = "".join(page_text(segments).split())
    assert sorted(written) == sorted("".join(words))
