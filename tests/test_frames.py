"""Tables as data frames: the types of the schema, from Parquet and CSV alike."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import pandas as pd
import pytest

import nlp_pipeline
from nlp_pipeline.errors import ReadError
from tests.sample_records import a_mention, a_triple, an_argument
from tests.tables import write_tables

READERS = {
    "triples": nlp_pipeline.read_triples,
    "statements": nlp_pipeline.read_statements,
    "mentions": nlp_pipeline.read_mentions,
    "drug_resistance": nlp_pipeline.read_resistance,
}


@pytest.fixture
def folder(tmp_path):
    drug = an_argument('-statin, "x"', "Drug", start=14)
    resists = a_triple("a", subject="NA", predicate="confers_resistance_to", object_=drug)
    return write_tables(
        tmp_path, [replace(resists, year=2019), a_triple("b", subject="SEPT2", hedged=True)],
        [a_mention("a")],
    )  # fmt: skip


def test_columns_have_the_types_of_the_schema(folder):
    triples = nlp_pipeline.read_triples(folder)
    assert triples["subject_label"].tolist() == ["NA", "SEPT2"]
    assert triples["year"].dtype == pd.Int32Dtype()
    assert triples["year"].tolist() == [2019, pd.NA]
    assert triples["hedged"].dtype == pd.BooleanDtype()
    assert triples["confidence"].dtype == "float64"
    assert isinstance(triples["subject_state"].dtype, pd.StringDtype)
    assert triples["subject_state"].isna().all()
    statements = nlp_pipeline.read_statements(folder)
    assert sorted(statements["paper_ids"]) == [["a"], ["b"]]


@pytest.mark.parametrize("name", READERS)
def test_csv_and_parquet_give_the_same_frame(folder, name):
    read = READERS[name]
    from_parquet, from_csv = read(folder / f"{name}.parquet"), read(str(folder / f"{name}.csv"))
    pd.testing.assert_frame_equal(from_parquet, from_csv)
    pd.testing.assert_frame_equal(read(folder), from_parquet)
    assert len(from_csv) >= 1


def test_folder_without_the_table_is_an_error(tmp_path):
    with pytest.raises(ReadError, match=r"triples\.csv: cannot read the table triples.*No such"):
        nlp_pipeline.read_triples(tmp_path)


def test_table_of_another_kind_is_an_error(folder):
    with pytest.raises(ReadError, match="no column triple_id, doc_id"):
        nlp_pipeline.read_triples(folder / "statements.parquet")
    with pytest.raises(ReadError, match="cannot read the table mentions"):
        nlp_pipeline.read_mentions(folder / "triples.csv")


def test_importing_the_package_does_not_import_pandas():
    code = "import nlp_pipeline, sys; print('pandas' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stdout.strip() == "False"


def test_unknown_name_of_the_package_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no attribute 'read_nothing'"):
        _ = nlp_pipeline.read_nothing
