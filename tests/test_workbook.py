"""The workbook: what people see is what the tables say, and nothing in it runs."""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
import warnings
import zipfile
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock

from nlp_pipeline import records
from nlp_pipeline.exports.matrix import build_matrix
from nlp_pipeline.exports.sheet_pages import read_column_meanings
from nlp_pipeline.exports.sheet_text import CELL_LIMIT, CUT_MARK, sheet_text
from nlp_pipeline.exports.sheet_writer import MAX_LINKS, TINTS
from nlp_pipeline.exports.sheets import SHEETS
from nlp_pipeline.exports.workbook import write_workbook
from tests.sample_records import a_mention, a_triple, an_argument
from tests.tables import write_tables

RUN = {
    "started": "2026-03-04T05:06:07+00:00",
    "version": "0.1.0",
    "documents": 3,
    "inputs": ["seeds", "=1+1"],
}
NAMES = ["Resistance", "Matrix", "Statements", "Triples", "Mentions", "Runs", "Read me"]
HOSTILE = [
    '=HYPERLINK("http://x","y")',
    "+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1",
    "＝1",
    "<r><t>x</t></r>",
    '</t></is></c><c t="str"><f>1+1</f>',
    "<script>alert(1)</script>",
    "_x0041_ and _x000D_",
    "a \"quoted\" 'word'; a,b",
    "line\r\nbreaks\nwithin\u2028it",
    "bell\x07 escape\x1b null\x00 \ufffe\uffff",
    "\u202eright to left\u202c \u05d0\u05d1\u05d2",
    "β🧬" * 10,
    "x" * 40_000,
    "🧬" * 20_000,
]
GENES = ["SEPT2", "MARCH1", "DEC1", "1-Mar", "2E10", "TRUE", "NA", "007", "1/2", "=A1"]


def resists(doc_id: str, factor="MET", drug="gefitinib", **options):
    return a_triple(
        doc_id,
        subject=factor if not isinstance(factor, str) else an_argument(factor),
        object_=an_argument(drug, "Drug", start=14, id_="drugbank:DB00317"),
        **{"predicate": "confers_resistance_to", **options},
    )


def opened(folder: Path, triples, mentions=(), runs=(RUN,), **options):
    """Write a workbook and open it."""
    write_tables(folder, triples, mentions)
    return load_workbook(write_workbook(folder, runs, **options), rich_text=True)


def column(sheet, name: str) -> list[object]:
    """Return the values under a head."""
    heads = [cell.value for cell in sheet[1]]
    index = heads.index(name)
    values = [row[index] for row in sheet.iter_rows(min_row=2, values_only=True)]
    return [str(v) if isinstance(v, CellRichText) else v for v in values]


def cell_under(sheet, name: str, row: int = 2):
    heads = [cell.value for cell in sheet[1]]
    return sheet.cell(row, heads.index(name) + 1)


def test_workbook_has_all_sheets_with_frozen_heads_and_filters(tmp_path):
    book = opened(tmp_path, [resists("a"), a_triple("b")], [a_mention("a")])
    assert book.sheetnames == NAMES
    for sheet in SHEETS:
        page = book[sheet.title]
        assert [cell.value for cell in page[1]] == [c.replace("_", " ") for c in sheet.columns]
        assert page.freeze_panes is not None
        assert page.auto_filter.ref == page.dimensions


def test_workbook_shows_every_row(tmp_path):
    book = opened(tmp_path, [resists("a"), a_triple("b"), a_triple("c")], [a_mention("a")])
    counts = {s.title: book[s.title].max_row - 1 for s in SHEETS}
    assert counts == {"Resistance": 1, "Statements": 2, "Triples": 3, "Mentions": 1}


def test_empty_tables_give_a_workbook(tmp_path):
    book = opened(tmp_path, [], runs=())
    assert book.sheetnames == NAMES
    assert book["Triples"].max_row == 1


@pytest.mark.parametrize("name", GENES)
def test_gene_symbols_stay_text(tmp_path, name):
    book = opened(tmp_path, [a_triple("a", subject=name)])
    for sheet, head in (("Triples", "subject label"), ("Statements", "subject label")):
        cell = cell_under(book[sheet], head)
        assert (cell.value, cell.data_type, cell.number_format) == (name, "s", "@")


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_is_text_in_every_column(tmp_path, text):
    argument = an_argument(text)
    triple = replace(
        resists("a", sentence=text),
        **dict.fromkeys(("doc_id", "figid", "pmcid", "doi", "journal", "title"), text),
        subject=replace(argument, id=text, end=4),
        section=text,
        rule_id=text,
    )
    mention = replace(a_mention("a"), text=text, label=text, id=text, doc_id=text)
    book = opened(tmp_path, [triple], [mention], runs=[{**RUN, "version": text, "inputs": [text]}])
    shown = sheet_text(text)
    for page in book:
        for row in page.iter_rows():
            for cell in row:
                assert cell.data_type in {"s", "n", "inlineStr"}
    for head in ("sentence", "subject label", "pmcid", "doi", "subject id", "rule id", "title"):
        (value,) = column(book["Triples"], head)
        assert unescaped(value) == shown.strip() or unescaped(value) == shown
    assert not book["Triples"]._hyperlinks or all(
        link.target is None or link.target.startswith("https://")
        for link in book["Triples"]._hyperlinks
    )


def unescaped(value: str) -> str:
    """Undo Excel's own escape of ``_x0041_``, which openpyxl leaves alone."""
    return value.replace("_x005F_", "_")


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


@settings(max_examples=30, deadline=None)
@given(sentence=TEXTS, label=TEXTS, start=st.integers(-5, 70))
@example(sentence="<r>", label="</r>", start=0)
@example(sentence="<r></r>", label="<r></r>", start=0)
def test_any_text_gives_a_workbook_without_formulas(tmp_path_factory, sentence, label, start):
    assume("x005F_" not in sentence)  # openpyxl leaves it out wherever it stands
    folder = tmp_path_factory.mktemp("book")
    argument = replace(an_argument(label), start=start, end=start + len(label))
    triple = a_triple("a", subject=argument, sentence=sentence)
    write_tables(folder, [triple], [replace(a_mention("a"), text=label)])
    path = write_workbook(folder, [RUN])
    book = load_workbook(path, rich_text=True)
    (value,) = column(book["Triples"], "sentence")
    assert unescaped(value or "").split() == sheet_text(sentence).split()
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/sheet"):
                assert b"<f>" not in archive.read(name)


@given(st.text(st.characters(exclude_categories=["Cs"])), st.integers(0, 20_000))
def test_sheet_text_fits_a_cell_and_keeps_offsets(text, repeats):
    shown = sheet_text(text * (repeats + 1))
    units = len(shown.encode("utf-16-le")) // 2
    assert units <= CELL_LIMIT
    if not shown.endswith(CUT_MARK):
        assert len(shown) == len(text) * (repeats + 1)


def bold_words(cell) -> list[str]:
    return [part.text for part in cell.value if isinstance(part, TextBlock) and part.font.b]


def test_argument_words_are_bold_in_the_sentence(tmp_path):
    triple = resists("a", start=100, sentence="MET makes for gefitinib resistance.")
    triple = replace(triple, object=replace(triple.object, start=114, end=123))
    book = opened(tmp_path, [triple])
    for sheet, head in (
        ("Triples", "sentence"), ("Statements", "best sentence"), ("Resistance", "best sentence")
    ):  # fmt: skip
        cell = cell_under(book[sheet], head)
        assert bold_words(cell) == ["MET", "gefitinib"]
        assert str(cell.value) == triple.sentence


def test_links_lead_to_figure_article_and_identifier(tmp_path):
    triple = resists("PMC1__f1", pmcid="PMC1", doi="10.1000/x")
    book = opened(tmp_path, [replace(triple, figid="PMC1__f1")])
    found = {
        head: cell_under(book["Triples"], head).hyperlink.target
        for head in ("doc id", "pmcid", "doi", "object id")
    }
    assert found == {
        "doc id": "https://pfocr.wikipathways.org/figures/PMC1__f1.html",
        "pmcid": "https://pmc.ncbi.nlm.nih.gov/articles/PMC1/",
        "doi": "https://doi.org/10.1000/x",
        "object id": "https://bioregistry.io/drugbank:DB00317",
    }


def test_cells_that_lead_to_one_page_share_its_address_in_the_file(tmp_path):
    triples = [resists("PMC1__g1", "MET"), resists("PMC1__g1", "AXL")]
    book = opened(tmp_path, triples)
    cells = [cell_under(book["Triples"], "doc id", row) for row in (2, 3)]
    page = "https://pfocr.wikipathways.org/figures/PMC1__g1.html"
    assert [cell.hyperlink.target for cell in cells] == [page, page]
    with zipfile.ZipFile(tmp_path / "statements.xlsx") as archive:
        assert archive.read("xl/worksheets/_rels/sheet4.xml.rels").decode().count(page) == 1


def test_links_beyond_what_a_sheet_holds_are_text(tmp_path, monkeypatch):
    monkeypatch.setattr("nlp_pipeline.exports.sheet_writer.MAX_LINKS", 2)
    book = opened(tmp_path, [resists(f"d{i}") for i in range(4)])
    page = book["Triples"]
    cells = [cell_under(page, "object id", row) for row in range(2, 6)]
    assert [cell.hyperlink is not None for cell in cells] == [True, True, False, False]
    assert {cell.value for cell in cells} == {"drugbank:DB00317"}
    assert MAX_LINKS == 65_530


@pytest.mark.parametrize(
    ("triples", "tint"),
    [
        ([a_triple("a")], ""),
        ([a_triple("a", negated=True)], "negated"),
        ([a_triple("a", hedged=True)], "hedged"),
        ([a_triple("a"), a_triple("b", negated=True)], "disputed"),
        ([a_triple("a"), a_triple("b", hedged=True)], ""),
    ],
    ids=["plain", "negated", "hedged", "disputed", "also plain"],
)
def test_statements_are_coloured_by_their_evidence(tmp_path, triples, tint):
    fill = cell_under(opened(tmp_path, triples)["Statements"], "predicate").fill
    assert (fill.fgColor.rgb[2:] if fill.fill_type else "") == TINTS[tint].removeprefix("#")


def test_triples_say_negated_and_hedged_in_words_too(tmp_path):
    book = opened(tmp_path, [a_triple("a", negated=True), a_triple("b", hedged=True)])
    assert column(book["Triples"], "negated") == ["negated", None]
    assert column(book["Triples"], "hedged") == [None, "hedged"]


def test_long_table_goes_on_in_further_sheets(tmp_path):
    triples = [a_triple(f"d{i}") for i in range(5)]
    book = opened(tmp_path, triples, max_rows=3)
    parts = [name for name in book.sheetnames if name.startswith("Triples")]
    assert parts == ["Triples", "Triples 2", "Triples 3"]
    assert [n for p in parts for n in column(book[p], "doc id")] == [t.doc_id for t in triples]
    assert all(book[p]["A1"].value == "curation" for p in parts)


def test_curation_column_offers_its_words(tmp_path):
    page = opened(tmp_path, [a_triple("a")])["Triples"]
    (validation,) = page.data_validations.dataValidation
    assert validation.formula1 == '"right,wrong,clear"'
    assert str(validation.sqref) == "A2"


def test_linked_statements_are_shown_by_what_they_say(tmp_path):
    write_tables(
        tmp_path, [a_triple("a"), a_triple("b", subject=an_argument("PTEN", state="loss"))]
    )

    table = pq.read_table(tmp_path / "statements.parquet")
    ids = table["statement_id"].to_pylist()
    swapped = pa.array([[ids[1]], [ids[0]]], type=pa.list_(pa.string()))
    index = table.column_names.index("contradicts")
    pq.write_table(
        table.set_column(index, table.schema.field(index), swapped), tmp_path / "statements.parquet"
    )
    book = load_workbook(write_workbook(tmp_path, [RUN]))
    assert set(column(book["Statements"], "contradicts")) == {
        "PTEN inhibits AKT", "PTEN (loss) inhibits AKT"
    }  # fmt: skip


def test_runs_are_listed_newest_first(tmp_path):
    book = opened(tmp_path, [], runs=[RUN, {**RUN, "started": "2026-05-01T00:00:00+00:00"}])
    assert column(book["Runs"], "started") == ["2026-05-01T00:00:00+00:00", RUN["started"]]
    assert column(book["Runs"], "documents") == [3, 3]


def test_read_me_says_version_date_and_every_column(tmp_path):
    page = opened(tmp_path, [])["Read me"]
    rows = [tuple(row[:3]) for row in page.iter_rows(values_only=True)]
    assert any("2026-03-04 05:06 UTC" in str(row[0]) for row in rows)
    told = {(sheet, head) for sheet, head, meaning in rows if meaning}
    assert told >= {(s.title, name.replace("_", " ")) for s in SHEETS for name in s.columns}
    heads = next(opened(tmp_path, [])["Runs"].iter_rows(values_only=True))
    assert told >= {("Runs", head) for head in heads}


def test_column_meanings_are_those_of_the_schemas():
    schemas = {
        "drug_resistance": records.RESISTANCE_SCHEMA,
        "statements": records.STATEMENTS_SCHEMA,
        "triples": records.TRIPLES_SCHEMA,
        "mentions": records.MENTIONS_SCHEMA,
        "errors": records.ERRORS_SCHEMA,
        "changes": records.CHANGES_SCHEMA,
        "curation": records.CURATION_SCHEMA,
    }
    wanted = [(table, name) for table, schema in schemas.items() for name in schema.names]
    meanings = read_column_meanings()
    assert [(m.table, m.column) for m in meanings] == wanted
    assert all(m.meaning for m in meanings)


def chain(drug="gefitinib", factor="MET", direction="resistance", papers=1, state=None, id_=None):
    names = {"drug": drug, "resistance_factor": factor, "resistance_factor_state": state}
    statement_id = id_ or f"{drug} {factor} {direction} {state}"
    return {**names, "direction": direction, "papers": papers, "statement_id": statement_id}


def test_matrix_counts_each_claim_once_and_leaves_denied_ones_out():
    matrix = build_matrix(
        [
            chain(papers=3),
            chain(papers=3),
            chain(direction="sensitivity"),
            chain(factor="PTEN", state="loss", drug="trastuzumab"),
            chain(factor="KRAS", papers=0),
        ]
    )
    assert matrix.drugs == ("gefitinib", "trastuzumab")
    assert matrix.factors == ("MET", "PTEN (loss)")
    assert matrix.resistance == {("gefitinib", "MET"): 3, ("trastuzumab", "PTEN (loss)"): 1}
    assert matrix.sensitivity == {("gefitinib", "MET"): 1}


def test_matrix_sheet_shows_papers_by_factor_and_drug(tmp_path):
    triples = [resists("a"), resists("b"), resists("c", predicate="sensitizes_to")]
    triples.append(resists("a", factor="KRAS", drug="cetuximab"))
    page = opened(tmp_path, triples)["Matrix"]
    assert [cell.value for cell in page[1]][1:] == ["gefitinib", "cetuximab"]
    assert [[c.value for c in row] for row in page["A2:C3"]] == [
        ["MET", "R 2, S 1", None],
        ["KRAS", None, 1],
    ]
    assert page["C3"].number_format == '"R "0'


def test_matrix_that_is_too_wide_says_what_it_leaves_out():
    matrix = build_matrix([chain(drug=f"d{i}", papers=i + 1) for i in range(4)], max_drugs=3)
    assert (matrix.drugs, matrix.left_out) == (("d3", "d2", "d1"), 1)


def test_workbook_that_breaks_off_leaves_the_old_one(tmp_path):
    write_tables(tmp_path, [a_triple("a")])
    before = write_workbook(tmp_path, [RUN]).read_bytes()
    (tmp_path / "mentions.parquet").unlink()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with pytest.raises(OSError, match=r"mentions\.parquet"):
            write_workbook(tmp_path, [RUN])
    assert (tmp_path / "statements.xlsx").read_bytes() == before
    assert not [p for p in tmp_path.iterdir() if p.suffix == ".partial"]


OFFICE = shutil.which("soffice") or shutil.which("libreoffice")


@pytest.mark.skipif(OFFICE is None, reason="no LibreOffice: apt-get install libreoffice-calc")
def test_libreoffice_opens_every_sheet_as_it_was_written(tmp_path):
    texts = [*HOSTILE, *GENES]
    triples = [
        replace(a_triple(f"d{i:02}", subject=text, sentence=f"{text} inhibits AKT."), title=text)
        for i, text in enumerate(texts)
    ]
    write_tables(tmp_path, triples, [a_mention("a")])
    write_workbook(tmp_path, [RUN])
    command = [OFFICE, "--headless", f"-env:UserInstallation=file://{tmp_path}/profile"]
    # All sheets, as shown, each into a CSV file of its own.
    kind = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
    subprocess.run(
        [*command, "--convert-to", kind, "--outdir", str(tmp_path), tmp_path / "statements.xlsx"],
        check=True, capture_output=True, timeout=120, env={**os.environ, "LC_ALL": "C.UTF-8"},
    )  # fmt: skip
    sheets = {p.stem.removeprefix("statements-") for p in tmp_path.glob("statements-*.csv")}
    assert sheets == set(NAMES)
    with (tmp_path / "statements-Triples.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["subject label"].strip() for row in rows] == [sheet_text(t).strip() for t in texts]
    assert [row["title"].strip() for row in rows] == [sheet_text(t).strip() for t in texts]
