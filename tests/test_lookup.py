"""What the program makes of one name, against what it does in a text."""

from __future__ import annotations

from pathlib import Path

import pytest

from nlp_pipeline.config import Settings
from nlp_pipeline.errors import SettingsError
from nlp_pipeline.lexicon.curated import Addition
from nlp_pipeline.lookup import Lookup, find_other_things, find_overruled, look_up

pytestmark = pytest.mark.model


def kept(found: Lookup) -> list[tuple[str, str, str]]:
    return [(s.text, s.mention.label, s.mention.source) for s in found.alone if s.kept]


@pytest.mark.parametrize(
    ("name", "reading"),
    [
        ("Her-2/neu", [("Her-2/neu", "ERBB2", "lexicon")]),
        ("CDK4/6", [("CDK4", "CDK4", "pattern"), ("6", "CDK6", "pattern")]),
        ("EGFR TKIs", [("EGFR TKIs", "EGFR tyrosine kinase inhibitor", "pattern")]),
        ("p-Akt", [("p-Akt", "AKT", "pattern")]),
        ("miR-21-5p", [("miR-21-5p", "MIR21", "pattern")]),
        ("T790M", [("T790M", "EGFR T790M", "pattern")]),
    ],
)
def test_look_up_shows_what_a_text_is_read_as(name, reading, extractor):
    from nlp_pipeline.explanation import extract_text as extract

    found = look_up(name, Settings())
    assert kept(found) == reading
    seen = {(m.text, m.label, m.source) for m in extract(extractor, name).mentions}
    assert set(reading) <= seen
    assert found.nearest == ()


def test_look_up_gives_rows_members_and_other_names():
    found = look_up(" AKT ", Settings())
    first = found.candidates[0]
    assert (first.term.id, first.spelling, first.status, first.score) == (
        *("fplx:AKT", 1.0, 0.97),
        0.97,
    )
    assert found.members == ("AKT1", "AKT2", "AKT3")
    assert "protein kinase B" in found.other_names
    assert "AKT" not in found.other_names


def test_look_up_asks_for_the_singular_of_a_plural():
    found = look_up("osimertinibs", Settings())
    assert (found.form, found.candidates[0].term.label) == ("osimertinib", "osimertinib")


def test_look_up_says_what_no_text_is_asked_for():
    assert not look_up("NO", Settings()).looked_up
    assert look_up("EGFR", Settings()).looked_up


def test_look_up_of_an_unknown_name_gives_near_ones():
    found = look_up("gefitinb", Settings())
    assert (found.candidates, found.nearest[0].term.label) == ((), "gefitinib")


def test_look_up_in_a_sentence_marks_the_name_at_its_place():
    sentence = "Loss of PTEN spares  Her-2/neu in tumours."
    found = look_up("Her-2/neu", Settings(), sentence)
    (asked,) = [s for s in found.in_context if s.asked and s.kept]
    assert sentence[asked.start : asked.end] == asked.text == "Her-2/neu"
    assert [s.mention.label for s in found.in_context if s.kept and not s.asked][:1] == ["PTEN"]


@pytest.mark.parametrize(
    ("name", "context", "message"),
    [
        ("–", None, "'–' holds neither letter nor digit"),
        ("EGFR", "AKT is active.", "does not hold the name 'EGFR'"),
    ],
)
def test_look_up_refuses_what_it_cannot_answer(name, context, message):
    with pytest.raises(SettingsError, match=message):
        look_up(name, Settings(), context)


def test_look_up_reads_the_users_names_first(tmp_path: Path):
    own = tmp_path / "own.tsv"
    own.write_text("name\tid\tlabel\ttype\treason\nAKT\t\tour AKT\tDrug\thouse name\n")
    found = look_up("AKT", Settings(user_lexicons=(own,)))
    assert kept(found) == [("AKT", "our AKT", "user")]
    assert "a user's own name comes first" in (found.candidates[1].reason or "")


def test_find_overruled_names_the_readings_that_a_row_displaces():
    row = Addition("AKT", "hgnc:391", "AKT1", "Gene", "we work on AKT1 alone")
    assert [c.term.label for c in find_overruled(row, Settings())] == ["AKT"]
    same = Addition("EGFR", "hgnc:3236", "EGFR", "Gene", "the same")
    assert find_overruled(same, Settings()) == ()
    assert find_overruled(Addition("XYZ-99", None, "x", "Drug", "new"), Settings()) == ()


def test_find_other_things_warns_of_an_identifier_of_something_else():
    row = Addition("our HER", "hgnc:3431", "ERBB2", "Gene", "a slip of the pen")
    assert find_other_things(row, Settings()) == (("ERBB3", "Gene"),)
    right = Addition("our HER", "hgnc:3430", "ERBB2", "Gene", "right")
    assert find_other_things(right, Settings()) == ()
