"""The commands ``export`` and ``report``, and what they say where something is missing."""

from __future__ import annotations

import json
import os
import shutil

import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from nlp_pipeline.cli import app
from nlp_pipeline.errors import SettingsError, StoreError
from nlp_pipeline.exporting import FORMATS, export, export_database, export_report
from nlp_pipeline.readers import find_inputs
from nlp_pipeline.runner import is_own_file

FILES = [
    "documents.bioc.json",
    "edges.tsv",
    "genes.gmt",
    "nodes.tsv",
    "statements.cx2",
    "statements.graphml",
    "statements.indra.json",
    "statements.sqlite",
]


def call(*arguments: object) -> str:
    result = CliRunner().invoke(app, list(map(str, arguments)), catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


@pytest.fixture
def output(sample_output, tmp_path):
    return shutil.copytree(
        sample_output, tmp_path / "output", ignore=shutil.ignore_patterns("exports")
    )


def test_export_without_a_format_lists_them():
    printed = call("export")
    assert all(name in printed for name in FORMATS)


def test_export_writes_all_formats(output, tmp_path):
    printed = call("export", "all", "--output", output, "--to", tmp_path / "to")
    assert sorted(path.name for path in (tmp_path / "to").iterdir()) == FILES
    assert printed.splitlines()[0] == f"sqlite: {tmp_path / 'to' / 'statements.sqlite'}"
    assert "left out, as INDRA has no type for them: 1 acts_through" in printed


def test_export_prints_json(output):
    told = json.loads(call("export", "kgx", "gmt", "--output", output, "--json"))
    exports = output / "exports"
    assert told["kgx"]["paths"] == [str(exports / "nodes.tsv"), str(exports / "edges.tsv")]
    assert told["gmt"]["note"] == "3 gene sets"


def test_each_format_alone_is_the_same_as_among_all(exported, output, tmp_path):
    for name in FORMATS:
        export(output, [name], tmp_path / name)
        for path in (tmp_path / name).iterdir():
            assert path.read_bytes() == (exported / path.name).read_bytes(), path.name


def test_unknown_format_is_an_error_that_names_the_known(output):
    with pytest.raises(SettingsError, match=r"unknown format 'kgxx' \(one of sqlite, kgx"):
        export(output, ["kgxx"])


def test_missing_table_is_an_error_that_says_what_to_do(tmp_path):
    with pytest.raises(StoreError, match=r"statements.parquet: the table is missing .*run INPUT"):
        export(tmp_path, ["kgx"])


def test_missing_column_is_named(output):
    path = output / "statements.parquet"
    pq.write_table(pq.read_table(path).drop_columns(["belief", "contradicts"]), path)
    with pytest.raises(StoreError, match="lacks the columns belief, contradicts"):
        export_report(output)


def test_damaged_table_is_an_error(output):
    (output / "triples.parquet").write_bytes(b"PAR1 no more")
    with pytest.raises(StoreError, match=r"triples.parquet: cannot read the table"):
        export(output, ["gmt"])


def test_tables_of_two_runs_are_an_error(output):
    path = output / "statements.parquet"
    pq.write_table(pq.read_table(path).slice(1), path)
    with pytest.raises(StoreError, match="rows of statements that are not in the table"):
        export(output, ["gmt"])


def test_place_that_cannot_be_written_is_an_error(output, tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StoreError, match="cannot write the export"):
        export(output, ["gmt"], tmp_path / "file")
    with pytest.raises(StoreError, match="cannot write the export"):
        export_report(output, tmp_path / "file" / "report.html")


def test_failed_export_leaves_the_old_file(output):
    export(output, ["graphml"])
    before = (output / "exports" / "statements.graphml").read_bytes()
    path = output / "mentions.parquet"
    written = bytearray(path.read_bytes())
    written[4:200] = b"x" * 196
    path.write_bytes(written)
    with pytest.raises(StoreError, match="cannot read the table"):
        export(output, ["graphml", "sqlite"])
    assert (output / "exports" / "statements.graphml").read_bytes() == before
    assert [path.name for path in (output / "exports").iterdir()] == ["statements.graphml"]


def test_database_is_written_again_only_when_a_table_has_changed(output):
    path = export_database(output)
    first = path.stat()
    export_database(output)
    assert (path.stat().st_ino, path.stat().st_ctime_ns) == (first.st_ino, first.st_ctime_ns)
    newer = first.st_mtime_ns + 1_000_000_000
    os.utime(output / "triples.parquet", ns=(newer, newer))
    export_database(output)
    assert path.stat().st_ctime_ns != first.st_ctime_ns


def test_report_command_names_the_file(output, tmp_path):
    printed = call("report", "--output", output, "--to", tmp_path / "r.html", "--statements", 3)
    assert printed.strip() == str(tmp_path / "r.html")
    assert (tmp_path / "r.html").is_file()


def test_run_does_not_read_its_own_exports(output):
    export(output, list(FORMATS))
    export_report(output)
    found = [path for path in find_inputs([output]) if not is_own_file(path, output)]
    assert found == []
