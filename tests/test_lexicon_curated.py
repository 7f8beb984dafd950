from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from nlp_pipeline.errors import LexiconError
from nlp_pipeline.lexicon.curated import (
    CURATED_FOLDER,
    read_additions,
    read_labels,
    read_removals,
    read_stop_names,
)
from nlp_pipeline.lexicon.keys import name_key
from nlp_pipeline.lexicon.lexicon import Lexicon

HEADER = "name\tid\tlabel\ttype\treason\n"


def _order(name: str) -> tuple[str, str]:
    return name.casefold(), name


def _repeated(rows: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    return [row for row, count in Counter(rows).items() if count > 1]


def test_additions_are_sorted_by_type_label_and_name():
    rows = [
        (r.type, *_order(r.label), *_order(r.name)) for r in read_additions(_table("additions"))
    ]
    assert rows == sorted(rows), (
        "sort additions.tsv by type, label and name, without regard to case"
    )


def test_additions_say_each_thing_once():
    rows = read_additions(_table("additions"))
    assert _repeated([(r.name, r.label, r.type) for r in rows]) == []


def test_additions_give_one_identifier_per_label():
    ids: dict[tuple[str, str], set[str | None]] = {}
    for row in read_additions(_table("additions")):
        ids.setdefault((row.label, row.type), set()).add(row.id)
    assert {thing: found for thing, found in ids.items() if len(found) > 1} == {}


def test_additions_label_genes_and_families_as_their_vocabulary_does():
    lexicon = Lexicon.load()
    wrong = []
    for row in read_additions(_table("additions")):
        if row.id and row.id.startswith("hgnc:"):
            approved = {
                t.id for t in lexicon.find_terms(name_key(row.label)) if t.label == row.label
            }
            wrong += [row] if row.id not in approved else []
        elif row.id and row.id.startswith("fplx:"):
            wrong += [row] if row.id != f"fplx:{row.label}" else []
    assert wrong == [], "the label of an hgnc: or fplx: row is the approved symbol or the id"


def test_removals_are_sorted_and_unique():
    rows = [(*_order(row.name), row.id) for row in read_removals(_table("removals"))]
    assert rows == sorted(set(rows))


def test_stop_names_are_sorted_and_unique():
    rows = [(*_order(row.name), row.case) for row in read_stop_names(_table("stop_names"))]
    assert rows == sorted(set(rows))


def test_stop_names_that_count_in_any_case_are_not_curated_names_too():
    curated = {name_key(row.name) for row in read_additions(_table("additions"))}
    stopped = {row.name for row in read_stop_names(_table("stop_names")) if row.case == "any"}
    assert sorted(name for name in stopped if name_key(name) in curated) == []


def test_labels_are_sorted_and_unique():
    rows = [row.id for row in read_labels(_table("labels"))]
    assert rows == sorted(set(rows))


def _table(name: str) -> Path:
    return CURATED_FOLDER / f"{name}.tsv"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", r"own\.tsv:1: the columns are missing .*first line has to be name, id, label"),
        ("name\tlabel\n", r"own\.tsv:1: the columns are name, label"),
        (HEADER + "KRAS\thgnc:6407\tKRAS\n", r"own\.tsv:2: 3 cells where 5 are needed"),
        (HEADER + "\n# note\nX1\t\tX1\tGene\t\n", r"own\.tsv:4: no reason given"),
        (HEADER + "–\t\tX1\tGene\twhy\n", r"own\.tsv:2: the name '–' holds neither letter"),
        (HEADER + "X1\tHGNC 5\tX1\tGene\twhy\n", r"own\.tsv:2: 'HGNC 5' is not an identifier"),
        (HEADER + "X1\t\tX1\tProtein\twhy\n", r"own\.tsv:2: unknown type 'Protein' \(one of Gene"),
        (HEADER + "X1\t\t\tGene\twhy\n", r"own\.tsv:2: no label given"),
    ],
    ids=["empty", "header", "cells", "reason", "name", "id", "type", "label"],
)
def test_read_additions_names_file_line_and_remedy(tmp_path: Path, text: str, message: str):
    path = tmp_path / "own.tsv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(LexiconError, match=message):
        read_additions(path)


def test_read_additions_refuses_other_encodings(tmp_path: Path):
    path = tmp_path / "own.tsv"
    path.write_bytes("naïve\t".encode("latin-1"))
    with pytest.raises(LexiconError, match="is not UTF-8 text"):
        read_additions(path)


def test_read_additions_of_a_missing_file_says_so(tmp_path: Path):
    with pytest.raises(
        LexiconError, match=r"absent\.tsv: cannot be read: No such file .*lexicon add"
    ):
        read_additions(tmp_path / "absent.tsv")


def test_read_additions_takes_line_ends_and_marks_of_a_spreadsheet(tmp_path: Path):
    path = tmp_path / "own.tsv"
    path.write_bytes(
        ("\ufeff" + HEADER + "X1\t\tX one\tGene\twhy\n").replace("\n", "\r\n").encode()
    )
    assert [(row.name, row.label, row.id) for row in read_additions(path)] == [
        ("X1", "X one", None)
    ]


def test_read_stop_names_refuses_an_unknown_case(tmp_path: Path):
    path = tmp_path / "stop.tsv"
    path.write_text("name\tcase\treason\nwas\tnever\tword\n", encoding="utf-8")
    with pytest.raises(LexiconError, match="unknown case 'never'"):
        read_stop_names(path)
