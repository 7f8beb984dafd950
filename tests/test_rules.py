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
        ("path: [subj]", "path: ['prep_of/sbj']", 3, "unknown edge 'sbj' in path 'prep_of/sbj'"),
        ("path: [subj]", "path: [prep_]", 3, "unknown edge 'prep_'"),
        ("path: [subj]", "path: ['obj[respnse]']", 3, "unknown test 'respnse'"),
        ("class: [raise]", "class: [raize]", 3, "unknown word class 'raize'"),
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


def test_load_rules_folder_without_a_rule_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("none yet")
    with pytest.raises(RuleError, match=f"{tmp_path}.* holds no rule .*yaml"):
        load_rules([tmp_path])


@pytest.mark.parametrize(
    ("cut", "remedy"),
    [
        (
            '    examples: [{text: "EGF activates EGFR.", yields: ["EGF | activates | EGFR"]}]\n',
            "at",
        ),
        ("    why: a test\n", "add the key 'why'"),
    ],
    ids=["examples", "why"],
)
def test_rule_that_lacks_a_key_is_told_without_the_rule(
    tmp_path: Path, cut: str, remedy: str
) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(VALID.replace(cut, ""), encoding="utf-8")
    with pytest.raises(RuleError, match="Field required") as caught:
        list(read_rule_file(path))
    assert remedy in (caught.value.remedy or "")
    assert "{" not in str(caught.value)


def test_edges_are_all_that_the_graph_is_given() -> None:
    import ast

    import nlp_pipeline.relations
    from nlp_pipeline.relations.rules import EDGES

    given = set()
    for path in Path(nlp_pipeline.relations.__path__[0]).glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                on_graph = isinstance(node.func.value, ast.Name) and node.func.value.id == "graph"
                if on_graph and node.func.attr == "add":
                    label = node.args[1]
                    values = {n.value for n in ast.walk(label) if isinstance(n, ast.Constant)}
                    given |= {value for value in values if isinstance(value, str)}
    literal = {name for name in given if not name.startswith("prep_")}
    assert literal - EDGES - {"acomp", "oprd"} == set()
    assert EDGES - literal == {"appos", "xcomp", "ccomp", "neg", "det"} | {
        *("advcl", "acl", "relcl", "parataxis")
    }
