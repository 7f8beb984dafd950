"""What counts as the same triple at each level."""

from __future__ import annotations

from pathlib import Path

import pytest

from nlp_pipeline.errors import ReadError
from nlp_pipeline.evaluation import (
    LEVELS,
    GoldPassage,
    GoldTriple,
    Score,
    compare,
    evaluate,
    read_gold,
)
from tests.sample_records import a_triple, an_argument

GOLD = GoldTriple(s="PTEN", p="inhibits", o="AKT")


def levels_reached(gold: GoldTriple, **triple) -> list[str]:
    """Return the levels at which an extracted triple equals the gold one."""
    found = a_triple("a", **triple)
    return [level for level in LEVELS if compare([gold], [found], level) == Score(1, 0, 0)]


@pytest.mark.parametrize(
    ("triple", "levels"),
    [
        ({}, ["pair", "core", "full"]),
        ({"predicate": "downregulates"}, ["pair", "core"]),
        ({"predicate": "activates"}, ["pair"]),
        (
            {"subject": an_argument("PTEN", state="loss"), "predicate": "activates"},
            ["pair", "core"],
        ),
        ({"subject": an_argument("PTEN", state="loss")}, ["pair"]),
        ({"subject": an_argument("PTEN", state="mutation")}, ["pair", "core"]),
        ({"negated": True}, ["pair"]),
        ({"hedged": True}, ["pair", "core"]),
        ({"subject": "AKT", "object_": "PTEN"}, ["pair"]),
        ({"subject": "pten", "object_": "A-K-T"}, ["pair", "core", "full"]),
        ({"object_": "MTOR"}, []),
    ],
)
def test_compare_by_level(triple, levels):
    assert levels_reached(GOLD, **triple) == levels


def test_compare_takes_symmetric_predicates_in_either_order():
    gold = GoldTriple(s="PTEN", p="binds", o="AKT")
    swapped = {"subject": "AKT", "predicate": "binds", "object_": "PTEN"}
    assert levels_reached(gold, **swapped) == list(LEVELS)


def test_compare_takes_other_right_labels():
    gold = GoldTriple(s="PTEN", p="inhibits", o="PKB", o_alt=("AKT1", "AKT"))
    assert levels_reached(gold) == list(LEVELS)


def test_compare_neither_requires_nor_punishes_optional_triples():
    optional = GOLD.model_copy(update={"optional": True})
    assert compare([optional], [], "full") == Score()
    assert compare([optional], [a_triple("a")], "full") == Score()


def test_compare_counts_missed_and_wrong():
    triples = [a_triple("a", object_="MTOR"), a_triple("a", object_="MTOR", start=50)]
    assert compare([GOLD, GOLD], triples, "core") == Score(found=0, wrong=1, missed=1)


def test_score_figures():
    score = Score(found=3, wrong=1, missed=3)
    assert (score.precision, score.recall, score.f1) == (0.75, 0.5, 0.6)
    assert (Score().precision, Score().recall, Score().f1) == (0.0, 0.0, 0.0)


def test_evaluate_adds_up_passages():
    passages = [GoldPassage(id=name, text=name, triples=(GOLD,)) for name in "ab"]
    scores = evaluate(passages, lambda text: [a_triple(text)] if text == "a" else [])
    assert scores == dict.fromkeys(LEVELS, Score(found=1, wrong=0, missed=1))


def test_read_gold_names_the_line_of_a_mistake(tmp_path: Path):
    path = tmp_path / "gold.jsonl"
    path.write_text('{"id": "a", "text": "x", "triples": []}\n\n{"id": "b"}\n', encoding="utf-8")
    with pytest.raises(ReadError, match=r"gold\.jsonl:3: no annotated passage: text: Field req"):
        list(read_gold(path))
