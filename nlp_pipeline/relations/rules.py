"""Rules as data: read, check, expand.

A rule file holds the rules of one predicate. This module turns files into :class:`Rule` records
and refuses what it does not understand, naming the file and the line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from nlp_pipeline.errors import RuleError
from nlp_pipeline.relations.rule_specs import ArgumentSpec, RuleSpec
from nlp_pipeline.relations.words import load_words
from nlp_pipeline.vocabulary import ENTITY_TYPES, PREDICATES

_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_STEP = re.compile(r"^(?P<edge><?[a-z_]+)(?P<optional>\?)?(\[(?P<test>[a-z_|]+)\])?$")
WORDS_FILE = "words.yaml"
PREPOSITION_EDGE = "prep_"
"""Edges of prepositions go on with the preposition itself: ``prep_of``, ``prep_due_to``."""
EDGES = frozenset(
    {"subj", "obj", "mod", "attr", "appos", "apposed", "beside", "by_doing", "cell", "factor"}
    | {"surpassed", "place", "acted_by", "classed"}
    | {"det", "tied", "titled", "doer", "opponent", "paired", "arrow", "bar", "despite"}
    | {"held_by", "growth_of"}
    | {"death_by", "neg", "xcomp", "ccomp", "advcl", "acl", "relcl", "parataxis"}
)
"""All other edges that a sentence graph can have."""
Plain = Any
"""What YAML of plain strings gives: text, lists and mappings of it."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a path: follow an edge (``<`` against its direction), then test the node."""

    edge: str
    reverse: bool
    optional: bool
    tests: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ArgumentPattern:
    """A compiled argument: alternative paths, or the theme of an effect.

    Attributes:
        paths: Alternatives, each a sequence of steps from the trigger; all are followed.
        kinds: Where not empty, the argument is the theme of an effect of one of these kinds …
        sign: … and of this net sign.
        types: Entity types that may fill it.
        carriers: Look through who carries an alteration ("cells with …").
        parts: Take the entities that the mention is made of ("EGFR inhibitor": EGFR).
        opposing: Take them only of a class that opposes them (inhibitor, antagonist).
        furthering: Take them only of a class that raises them (agonist, activator).
        agent: It must be something that is given as a drug.
    """

    paths: tuple[tuple[Step, ...], ...]
    kinds: frozenset[str]
    sign: int
    types: frozenset[str]
    carriers: bool
    parts: bool
    opposing: bool
    furthering: bool
    agent: bool


@dataclass(frozen=True, slots=True)
class Example:
    """A test sentence of a rule."""

    rule_id: str
    text: str
    yields: tuple[str, ...]
    never: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule, ready to match; see ``CONTRIBUTING.md`` for the meaning of each part."""

    id: str
    predicate: str
    priority: int
    why: str
    precision: float
    classes: frozenset[str]
    lemmas: frozenset[str]
    mention_types: frozenset[str]
    forms: frozenset[str]
    subject: ArgumentPattern
    object: ArgumentPattern
    examples: tuple[Example, ...]
    place: str


def load_rules(folders: Sequence[Path] = ()) -> tuple[Rule, ...]:
    """Load the packaged rules, then those of the user's folders.

    A user's rule with the id of an earlier one replaces it; with ``enabled: false`` it switches
    that one off.

    Args:
        folders: Folders with ``*.yaml`` rule files, in order of precedence, last wins.

    Returns:
        Rules by descending priority, then id.

    Raises:
        RuleError: A file is not valid; the message names file and line.
    """
    packaged = Path(str(files("nlp_pipeline.rules")))
    rules: dict[str, Rule] = {}
    for folder in (packaged, *folders):
        if not folder.is_dir():
            msg = f"rule folder '{folder}' does not exist"
            raise RuleError(msg, place=folder, remedy="name a folder that holds *.yaml rule files")
        own: set[str] = set()
        for path in sorted(folder.glob("*.yaml")):
            if path.name == WORDS_FILE:
                continue
            for rule, enabled in read_rule_file(path):
                if rule.id in own:
                    msg = f"rule id '{rule.id}' is used twice"
                    raise RuleError(msg, place=rule.place, remedy="give each rule its own id")
                own.add(rule.id)
                rules.pop(rule.id, None)
                if enabled:
                    rules[rule.id] = rule
        if not own:
            msg = f"rule folder '{folder}' holds no rule"
            raise RuleError(msg, place=folder, remedy="put *.yaml rule files into it, or leave it")
    return tuple(sorted(rules.values(), key=lambda r: (-r.priority, r.id)))


def read_rule_file(path: Path) -> Iterator[tuple[Rule, bool]]:
    """Read one rule file and yield each rule with whether it is enabled.

    Raises:
        RuleError: The file cannot be read, is not YAML, or a rule in it is wrong.
    """
    try:
        text = path.read_text(encoding="utf-8")
        root = yaml.compose(text, Loader=_LOADER)
    except OSError as error:
        msg = f"rule file cannot be read: {error.strerror}"
        raise RuleError(msg, place=path) from error
    except UnicodeDecodeError as error:
        msg = f"rule file is not UTF-8 at byte {error.start}"
        raise RuleError(msg, place=path, remedy="save it as UTF-8") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = None if mark is None else mark.line + 1
        problem = getattr(error, "problem", None) or "not valid YAML"
        raise RuleError(str(problem), place=path, line=line, remedy="mend the YAML") from error
    head = _mapping(root, path)
    for key, (_, line) in head.items():
        if key not in {"predicate", "rules"}:
            msg = f"unknown key '{key}'"
            raise RuleError(msg, place=path, line=line, remedy="allowed: predicate, rules")
    if "predicate" not in head or "rules" not in head:
        msg = "a rule file needs the keys 'predicate' and 'rules'"
        raise RuleError(msg, place=path, line=1)
    predicate = str(_plain(head["predicate"][0], path))
    if predicate not in PREDICATES:
        msg = f"unknown predicate '{predicate}'"
        allowed = f"allowed: {', '.join(PREDICATES)}"
        raise RuleError(msg, place=path, line=head["predicate"][1], remedy=allowed)
    rules_node = head["rules"][0]
    if not isinstance(rules_node, yaml.SequenceNode):
        msg = "'rules' must be a list"
        raise RuleError(msg, place=path, line=head["rules"][1])
    for node in rules_node.value:
        yield from _read_rules(node, predicate, path)


def _read_rules(node: yaml.Node, predicate: str, path: Path) -> Iterator[tuple[Rule, bool]]:
    keys = _mapping(node, path)
    data = _plain(node, path)
    variants: list[dict[str, str]] = data.pop("each", None) or [{}]
    for variables in variants:
        filled = _fill(data, variables)
        try:
            spec = RuleSpec.model_validate(filled)
        except ValidationError as error:
            # An unknown key is the cause of a missing one more often than the other way round.
            first = min(error.errors(), key=lambda e: e["type"] != "extra_forbidden")
            where = ".".join(str(part) for part in first["loc"])
            key = str(first["loc"][0]) if first["loc"] else ""
            line = keys[key][1] if key in keys else node.start_mark.line + 1
            msg = f"rule '{filled.get('id', '?')}': {where}: {first['msg']}"
            raise RuleError(msg, place=path, line=line, remedy=_remedy(first, where)) from error
        yield _compile(spec, predicate, f"{path}:{node.start_mark.line + 1}"), spec.enabled


def _remedy(problem: ErrorDetails, where: str) -> str:
    """Say how to mend a value that the model refused; what holds other keys is not shown."""
    if where == "examples":
        return "give at least one sentence with what it yields: see CONTRIBUTING.md"
    if problem["type"] == "missing":
        return f"add the key '{where}': see CONTRIBUTING.md"
    if problem["type"] == "extra_forbidden":
        return "keys and their meaning: see CONTRIBUTING.md"
    value = problem["input"]
    if isinstance(value, dict | list | tuple):
        return f"the value is a {'mapping' if isinstance(value, dict) else 'list'}"
    return f"value: {value!r}"[:200]


def _fill(value: Plain, variables: dict[str, str]) -> Any:  # noqa: ANN401 - YAML
    if isinstance(value, str):
        for name, text in variables.items():
            value = value.replace("{" + name + "}", text)
        return value
    if isinstance(value, list):
        return [_fill(item, variables) for item in value]
    if isinstance(value, dict):
        return {key: _fill(item, variables) for key, item in value.items()}
    return value


def _mapping(node: yaml.Node | None, path: Path) -> dict[str, tuple[yaml.Node, int]]:
    if not isinstance(node, yaml.MappingNode):
        line = 1 if node is None else node.start_mark.line + 1
        msg = "expected a mapping of keys to values"
        raise RuleError(msg, place=path, line=line, remedy="see CONTRIBUTING.md")
    found: dict[str, tuple[yaml.Node, int]] = {}
    for key, value in node.value:
        line = key.start_mark.line + 1
        if key.value in found:
            msg = f"key '{key.value}' stands twice"
            raise RuleError(msg, place=path, line=line, remedy="keep one of them")
        found[key.value] = (value, line)
    return found


def _plain(node: yaml.Node, path: Path) -> Any:  # noqa: ANN401 - YAML
    if isinstance(node, yaml.MappingNode):
        return {key: _plain(value, path) for key, (value, _) in _mapping(node, path).items()}
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, path) for item in node.value]
    return node.value


def _compile(spec: RuleSpec, predicate: str, place: str) -> Rule:
    wanted = PREDICATES[predicate]
    trigger = spec.trigger
    if not (trigger.classes or trigger.lemma or trigger.mention):
        msg = f"rule '{spec.id}': the trigger names no class, lemma or mention type"
        raise RuleError(msg, place=place)
    classes = load_words().class_names()
    for name in trigger.classes:
        if name not in classes:
            msg = f"rule '{spec.id}': unknown word class '{name}'"
            raise RuleError(msg, place=place, remedy=f"allowed: {', '.join(sorted(classes))}")
    return Rule(
        id=spec.id,
        predicate=predicate,
        priority=spec.priority,
        why=spec.why,
        precision=spec.precision,
        classes=frozenset(trigger.classes),
        lemmas=frozenset(trigger.lemma),
        mention_types=_types(trigger.mention, spec.id, place),
        forms=frozenset(trigger.form),
        subject=_compile_argument(spec.subject, wanted.subjects, spec.id, place),
        object=_compile_argument(spec.object, wanted.objects, spec.id, place),
        examples=tuple(Example(spec.id, e.text, e.yields, e.never) for e in spec.examples),
        place=place,
    )


def _types(names: Iterable[str], rule_id: str, place: str) -> frozenset[str]:
    unknown = [name for name in names if name not in ENTITY_TYPES]
    if unknown:
        msg = f"rule '{rule_id}': unknown entity type '{unknown[0]}'"
        raise RuleError(msg, place=place, remedy=f"allowed: {', '.join(ENTITY_TYPES)}")
    return frozenset(names)


def _compile_argument(
    spec: ArgumentSpec, allowed: frozenset[str], rule_id: str, place: str
) -> ArgumentPattern:
    types = _types(spec.types, rule_id, place)
    if types - allowed:
        msg = f"rule '{rule_id}': type '{min(types - allowed)}' cannot stand here"
        raise RuleError(msg, place=place, remedy=f"allowed: {', '.join(sorted(allowed))}")
    if not spec.path and not spec.kind:
        msg = f"rule '{rule_id}': an argument needs a path or an effect kind"
        raise RuleError(msg, place=place)
    return ArgumentPattern(
        paths=tuple(_compile_path(path, rule_id, place) for path in spec.path),
        kinds=frozenset(spec.kind),
        sign={"+": 1, "-": -1, "": 0}[spec.sign],
        types=types or allowed,
        carriers=spec.carriers,
        parts=spec.parts,
        opposing=spec.opposing,
        furthering=spec.furthering,
        agent=spec.agent,
    )


def _compile_path(path: str, rule_id: str, place: str) -> tuple[Step, ...]:
    """Compile ``attr/prep_of[respond|resist]`` into steps; ``.`` is the trigger itself."""
    if path == ".":
        return ()
    steps = []
    for part in path.split("/"):
        match = _STEP.match(part)
        if match is None:
            msg = f"rule '{rule_id}': step '{part}' of path '{path}' is not understood"
            remedy = "write edge, <edge, edge? or edge[test|test], joined by /"
            raise RuleError(msg, place=place, remedy=remedy)
        edge = match["edge"]
        _check_edge(edge.lstrip("<"), path, rule_id, place)
        tests = tuple(match["test"].split("|")) if match["test"] else ()
        _check_tests(tests, path, rule_id, place)
        steps.append(
            Step(edge.lstrip("<"), edge.startswith("<"), match["optional"] is not None, tests)
        )
    return tuple(steps)


def _check_edge(edge: str, path: str, rule_id: str, place: str) -> None:
    if edge in EDGES or (edge.startswith(PREPOSITION_EDGE) and edge != PREPOSITION_EDGE):
        return
    msg = f"rule '{rule_id}': unknown edge '{edge}' in path '{path}'"
    remedy = f"allowed: {', '.join(sorted(EDGES))}, {PREPOSITION_EDGE} and a preposition"
    raise RuleError(msg, place=place, remedy=remedy)


def _check_tests(tests: Iterable[str], path: str, rule_id: str, place: str) -> None:
    allowed = load_words().test_names()
    for test in tests:
        if test not in allowed:
            msg = f"rule '{rule_id}': unknown test '{test}' in path '{path}'"
            raise RuleError(msg, place=place, remedy=f"allowed: {', '.join(sorted(allowed))}")
