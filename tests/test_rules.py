"""Every rule's examples and counter-examples, and the rule reader."""

from __future__ import annotations

from pathlib import Path

import pytest

from nlp_pipeline.errors import RuleError
from nlp_pipeline.relations.examples import claim_text
from nlp_pipeline.relations.rules import Example, load_rules, read_rule_file

EXAMPLES = [example for rule in load_rules() for example in rule.examples]


def _label(example: Example) -> str:
    return f"{example.rule_id}: {example.text[:50]}"


@pytest.mark.model
@pytest.mark.parametrize("example", EXAMPLES, ids=_label)
def test_rule_example_yields_and_never(example, extract_text) -> None:
    found = {claim_text(triple) for triple in extract_text(example.text)}
    assert set(example.yields) <= found
    assert not set(example.never) & found


def test_load_rules_ids_unique_and_sorted_by_priority() -> None:
    rules = load_rules()
    assert len({rule.id for rule in rules}) == len(rules)
    assert [rule.priority for rule in rules] == sorted((r.priority for r in rules), reverse=True)


def test_every_predicate_has_a_rule() -> None:
    from nlp_pipeline.vocabulary import PREDICATES

    assert {rule.predicate for rule in load_rules()} == set(PREDICATES)


VALID = """\
predicate: activates
rules:
  - id: mine
    why: a test
    trigger: {class: [raise]}
    subject: {path: [subj]}
    object: {kind: [activity], sign: "+"}
    examples: [{text: "EGF activates EGFR.", yields: ["EGF | activates | EGFR"]}]
"""


@pytest.mark.parametrize(
    ("old", "new", "line", "word"),
    [
        ("why: a test", "whi: a test", 4, "whi"),
        ("predicate: activates", "predicate: enrages", 1, "enrages"),
        ("path: [subj]", "path: ['subj//x']", 3, "subj//x"),
        ('sign: "+"', 'sign: "?"', 7, "sign"),
        ("    why: a test", "    id: twice\n    why: a test", 4, "twice"),
        ("rules:", "rulez:", 2, "rulez"),
        ("{class: [raise]}", "{class: [raise]", 6, ""),
        ("trigger: {class: [raise]}", "trigger: {}", 3, "trigger"),
        ("path: [subj]", "path: [subj], types: [Gnee]", 3, "Gnee"),
        ("examples: [{", "examples: [] #[{", 8, "examples"),
    ],
)
def test_read_rule_file_names_line_and_value(
    tmp_path: Path, old: str, new: str, line: int, word: str
) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(VALID.replace(old, new), encoding="utf-8")
    with pytest.raises(RuleError) as caught:
        list(read_rule_file(path))
    message = str(caught.value)
    assert f"mine.yaml:{line}" in message
    if word != "twice":
        assert word in message


def test_load_rules_user_folder_replaces_and_switches_off(tmp_path: Path) -> None:
    text = VALID.replace("id: mine", "id: activates-change").replace("why: a test", "why: mine")
    (tmp_path / "mine.yaml").write_text(text, encoding="utf-8")
    rules = {rule.id: rule for rule in load_rules([tmp_path])}
    assert rules["activates-change"].why == "mine"
    (tmp_path / "mine.yaml").write_text(text + "    enabled: false\n", encoding="utf-8")
    assert "activates-change" not in {rule.id for rule in load_rules([tmp_path])}


def test_load_rules_missing_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match="does not exist"):
        load_rules([tmp_path / "none"])
