"""What README shows is true: its commands give the output shown, its settings are the defaults."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from nlp_pipeline.config import Settings, read_settings

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)
BLOCKS = BLOCK.findall(README)
SESSIONS = [
    (command, output)
    for language, text in BLOCKS
    if language == "console"
    for command, output in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", text, re.MULTILINE)
]


def call(command: list[str], cwd: Path) -> str:
    # The script of this environment, whatever the shell would find.
    program = [sys.executable, "-m", "nlp_pipeline"] if command[0] == "nlp-pipeline" else command
    done = subprocess.run(
        [*program, *command[1:]], cwd=cwd, capture_output=True, encoding="utf-8", check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_readme_shows_commands():
    assert len(SESSIONS) >= 1


@pytest.mark.model
@pytest.mark.parametrize(("command", "output"), SESSIONS, ids=[c for c, _ in SESSIONS])
def test_shown_command_gives_the_shown_output(tmp_path, command, output):
    (tmp_path / "seeds").symlink_to(ROOT / "seeds")
    assert call(shlex.split(command), tmp_path).strip() == output.strip()


@pytest.mark.model
def test_python_example_prints_what_its_comment_says(tmp_path):
    (code,) = [text for language, text in BLOCKS if language == "python"]
    *_, comment = code.rstrip().splitlines()
    assert call([sys.executable, "-c", code], tmp_path).strip() == comment.removeprefix("# ")


def test_settings_shown_are_all_settings_with_their_defaults(tmp_path):
    (shown,) = [text for _, text in BLOCKS if text.startswith("model:")]
    (tmp_path / "settings.yaml").write_text(shown, encoding="utf-8")
    assert read_settings(tmp_path / "settings.yaml") == Settings()
    assert list(yaml.safe_load(shown)) == list(Settings.model_fields)


@pytest.mark.model
def test_rule_shown_passes_its_examples(tmp_path):
    (shown,) = [text for _, text in BLOCKS if text.startswith("predicate:")]
    (tmp_path / "mine.yaml").write_text(shown, encoding="utf-8")
    printed = call(["nlp-pipeline", "rules", "check", str(tmp_path)], tmp_path)
    assert printed == "1 rules, 1 examples, 0 broken\n"


def test_commands_named_in_the_readme_exist():
    named = set(
        re.findall(
            r"`nlp-pipeline ([a-z]+(?: (?:train|evaluate|build|search|add|list|check))?)", README
        )
    )
    for command in sorted(named):
        assert "Usage:" in call(["nlp-pipeline", *command.split(), "--help"], ROOT)


@pytest.mark.skipif(os.name == "nt", reason="make and awk")
def test_make_targets_named_in_the_readme_are_explained():
    explained = call(["make", "--no-print-directory", "help"], ROOT)
    for target in sorted(set(re.findall(r"^make (\w+)|`make (\w+)`", README, re.MULTILINE))):
        assert f"make {''.join(target)} " in explained
