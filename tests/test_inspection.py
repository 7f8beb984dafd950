"""How a file is read: every character of its text is in a passage, or left out with a reason."""

from __future__ import annotations

import json
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from nlp_pipeline.cli import app
from nlp_pipeline.inspection import Inspected, inspect_file, passage_span
from nlp_pipeline.records import Failure
from tests.pdf_pages import columns, pdf

TEXT = """Resistance of breast cancers to trastuzumab

Li J, Wu K
ABSTRACT
PTEN loss activates AKT [1,2] and trastuz-
umab no longer works (Li et al., 2010).

Downloaded from http://journal.org

References
1. Li J. RAS activates RAF. 2010.
"""
ARTICLE = """<article><front><article-meta><article-id pub-id-type="doi">10.1/x</article-id>
<title-group><article-title>PTEN in cancer</article-title></title-group></article-meta></front>
<body><p>PTEN acts <xref ref-type="bibr" rid="b">3</xref> in cells.</p></body>
<back><ref-list><ref><mixed-citation>Li J.</mixed-citation></ref></ref-list></back></article>"""


def inspected(path: Path) -> Inspected:
    (item,) = inspect_file(path)
    assert isinstance(item, Inspected)
    return item


def reasons(item: Inspected) -> list[tuple[str, str]]:
    return [(" ".join(part.text.split()), part.reason) for part in item.left_out]


def test_a_text_tells_what_was_left_out_and_why(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    item = inspected(tmp_path / "a.txt")
    assert item.format == "text"
    assert reasons(item) == [
        ("Li J, Wu K", "before the abstract"),
        ("ABSTRACT", "heading"),
        ("[1,2]", "citation"),
        ("-", "hyphen at a line end"),
        ("(Li et al., 2010)", "citation"),
        ("Downloaded from http://journal.org", "notice"),
        ("References", "heading"),
        ("1. Li J. RAS activates RAF. 2010.", "section References"),
    ]


def test_an_article_tells_the_elements_that_are_not_read(tmp_path: Path) -> None:
    (tmp_path / "a.nxml").write_text(ARTICLE)
    item = inspected(tmp_path / "a.nxml")
    assert item.format == "jats"
    assert reasons(item) == [("10.1/x", "article-meta"), ("3", "xref"), ("Li J.", "ref-list")]


def test_a_pdf_is_told_like_a_text(tmp_path: Path) -> None:
    lines = ["ABSTRACT", *(["PTEN loss activates AKT in all of the cells [1]."] * 6)]
    (tmp_path / "a.pdf").write_bytes(pdf(columns(lines)))
    item = inspected(tmp_path / "a.pdf")
    assert ("ABSTRACT", "heading") in reasons(item)
    assert ("[1]", "citation") in reasons(item)


def test_what_cannot_be_read_is_a_failure(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\xff")
    (item,) = inspect_file(tmp_path / "a.txt")
    assert isinstance(item, Failure)


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.sampled_from([*TEXT.splitlines(keepends=True), "\n", "12\n", "TABLE 1: A\n", "a  b\n"]),
        max_size=14,
    )
)
def test_passages_and_what_is_left_out_make_up_the_text(tmp_path: Path, parts: list[str]) -> None:
    source = "".join([*parts, "PTEN inhibits AKT.\n"])
    (tmp_path / "a.txt").write_text(source)
    item = inspected(tmp_path / "a.txt")
    seen = [False] * len(source)
    for passage in item.document.passages:
        for _, start, length in passage.offsets.runs:
            seen[start : start + length] = [True] * length
    for part in item.left_out:
        assert source[part.start : part.end] == part.text
        assert part.reason
        assert not any(seen[part.start : part.end])
        seen[part.start : part.end] = [True] * (part.end - part.start)
    assert not "".join(c for c, known in zip(source, seen, strict=True) if not known).strip()


# ------------------------------------------------------------------------------ the command


def call(*arguments: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, ["inspect", *arguments])
    return result.exit_code, result.stdout, result.stderr


def test_the_command_shows_passages_beside_their_source(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    code, out, err = call(str(tmp_path / "a.txt"))
    assert (code, err) == (0, "")
    assert "a (text): " in out
    assert "p001" in out
    assert "section References" in out


def test_the_command_gives_all_as_json(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    code, out, _ = call(str(tmp_path / "a.txt"), "--json")
    record = json.loads(out)
    assert code == 0
    (abstract,) = [p for p in record["passages"] if p["kind"] == "abstract"]
    assert abstract["view"] == "PTEN loss activates AKT and trastuzumab no longer works."
    assert TEXT[abstract["start"] : abstract["end"]] == abstract["source"]
    assert len(record["left_out"]) == 8


def test_the_command_writes_the_text_that_offsets_count_in(tmp_path: Path) -> None:
    (tmp_path / "a.nxml").write_text(ARTICLE)
    _, source, _ = call(str(tmp_path / "a.nxml"), "--source")
    item = inspected(tmp_path / "a.nxml")
    passage = item.document.passages[-1]
    start, end = passage_span(passage)
    assert source == passage.source
    assert source[start:end] == "PTEN acts 3 in cells."


def test_the_command_shows_one_passage(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    _, out, _ = call(str(tmp_path / "a.txt"), "--passage", "title")
    assert "Resistance of breast cancers" in out
    assert "p001" not in out


def test_the_command_reports_what_it_cannot_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\xff")
    code, out, err = call(str(tmp_path / "a.txt"))
    assert (code, out) == (1, "")
    assert "not valid UTF-8" in err
    assert "iconv" in err
