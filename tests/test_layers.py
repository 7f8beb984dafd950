"""Imports go downwards only: a module may import from lower layers and from its own."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import nlp_pipeline

PACKAGE = Path(nlp_pipeline.__file__).parent

# From the bottom up. What stands in one line is one layer.
LAYERS = [
    {"vocabulary", "errors", "resources", "rules", "machine", "logs"},
    {"records", "config"},
    {"evidence"},
    {"annotations", "text", "readers", "exports", "lexicon"},
    {"training", "entities", "grounding", "relations"},
    {"selection"},
    {"fingerprint", "pipeline"},
    {
        "assembly",
        "linking",
        "curation",
        "frames",
        "explanation",
        "evaluation",
        "inspection",
        "lookup",
    },
    {"resistance", "store"},
    {"engines", "progress"},
    {"publishing"},
    {"report"},
    {"exporting", "remote", "runner", "schedule", "serving"},
    {"curator"},
    {"cli_shared"},
    {"cli_curation", "cli_export", "cli_inspect", "cli_lexicon", "cli_runs", "cli_watch"},
    {"cli"},
    {"__main__"},
]
LEVEL = {name: level for level, names in enumerate(LAYERS) for name in names}

# Within their layer these stay apart: entities, grounding and relations meet in annotations.
APART = {"entities", "grounding", "relations", "training", "readers", "exports", "lexicon", "text"}
# Readers clean what they read; recognition asks the grounder which reading of a name is meant.
ALLOWED_ASIDE = {("readers", "text"), ("entities", "grounding")}
TRAINING_MAY_USE = {"training", "text", "errors", "resources", "vocabulary"}


def part_of(path: Path) -> str:
    """Return the module or subpackage directly below the package that a file belongs to."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported_parts(path: Path) -> set[str]:
    """Return the parts of the package that a file imports, at its top or anywhere within."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            names = [node.module or ""]
            if node.module == "nlp_pipeline":
                names = [f"nlp_pipeline.{alias.name}" for alias in node.names]
        found |= {name.split(".")[1] for name in names if name.startswith("nlp_pipeline.")}
    return found - {"__version__"}


MODULES = sorted(p for p in PACKAGE.rglob("*.py") if p != PACKAGE / "__init__.py")


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_imports_go_downwards(path):
    own = part_of(path)
    used = imported_parts(path) - {own}
    upwards = {part for part in used if LEVEL[part] > LEVEL[own]}
    aside = {
        part
        for part in used & APART
        if own in APART and LEVEL[part] == LEVEL[own] and (own, part) not in ALLOWED_ASIDE
    }
    assert (upwards, aside) == (set(), set())


@pytest.mark.parametrize("path", sorted((PACKAGE / "training").rglob("*.py")), ids=lambda p: p.name)
def test_training_imports_text_only(path):
    assert imported_parts(path) <= TRAINING_MAY_USE


def test_every_part_has_a_layer():
    parts = {part_of(path) for path in MODULES}
    assert parts == set(LEVEL) & parts


def test_command_line_alone_prints():
    printing = {
        str(path.relative_to(PACKAGE))
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "print"
    }
    assert printing == set()
