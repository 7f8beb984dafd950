"""What is installed: the wheel alone does the job, in an empty environment and another folder."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import venv
import zipfile
from importlib.metadata import entry_points
from pathlib import Path

import pytest

from nlp_pipeline import resources

ROOT = Path(__file__).parent.parent
FACTORY = re.compile(r'^FACTORY: Final = "(\w+)"', re.MULTILINE)


def check_call(*command: object, cwd: Path | None = None) -> str:
    """Run a command without this project's paths in its environment; return its output."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "VIRTUAL_ENV"))}
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=kept,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_every_factory_is_an_entry_point():
    declared = {e.name: e for e in entry_points(group="spacy_factories")}
    own = {name: e for name, e in declared.items() if e.value.startswith("nlp_pipeline.")}
    sources = [p.read_text(encoding="utf-8") for p in (ROOT / "nlp_pipeline").rglob("*.py")]
    assert sorted(own) == sorted(name for text in sources for name in FACTORY.findall(text))
    assert all(callable(entry.load()) for entry in own.values())


def test_factories_work_in_a_pipeline_of_ones_own():
    code = (
        "import spacy; nlp = spacy.blank('en')\n"
        "for name in ('sentences', 'abbreviations', 'entities'):\n"
        "    nlp.add_pipe(f'nlp_pipeline_{name}')\n"
        "doc = nlp('HER2 and AKT are active.')\n"
        "print([span.id_ for span in doc.spans['mentions']])\n"
    )
    assert check_call(sys.executable, "-c", code) == "['ERBB2', 'AKT']\n"


def test_tokenizer_of_the_model_is_an_entry_point():
    from nlp_pipeline.text.tokenizer import TOKENIZER

    declared = {entry.name: entry for entry in entry_points(group="spacy_tokenizers")}
    assert callable(declared[TOKENIZER].load())


def test_constraints_name_versions_and_no_addresses():
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pin = re.compile(r"[a-z0-9-]+==[\w.]+( ; python_version (<|>=) \"3\.1[12]\")?")
    wrong = [line for line in lines if not line.startswith("#") and not pin.fullmatch(line)]
    assert wrong == []


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    build = ("-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation")
    check_call(sys.executable, *build, "--wheel-dir", folder, ROOT)
    (built,) = folder.glob("*.whl")
    return built


@pytest.mark.wheel
def test_wheel_holds_models_rules_and_tables(wheel):
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    package = ROOT / "nlp_pipeline"
    wanted = {
        f"nlp_pipeline/{path.relative_to(package).as_posix()}"
        for pattern in ("*.py", "*.yaml", "*.tsv", "*.cfg", "*.css", "*.html", "*.js", "py.typed")
        for path in package.rglob(pattern)
    }
    models = resources.models_dir()
    wanted |= {
        f"nlp_pipeline/_models/{path.relative_to(models).as_posix()}"
        for path in models.rglob("*")
        if path.is_file()
    }
    assert wanted - names == set()
    assert f"nlp_pipeline/_models/{resources.MODEL_NAME}/meta.json" in names
    assert {name.split("/")[0] for name in names} - {"nlp_pipeline"} == {
        name.split("/")[0] for name in names if ".dist-info/" in name
    }


@pytest.mark.wheel
@pytest.mark.model
def test_wheel_alone_gives_the_triples_of_the_checkout(wheel, seeds, tmp_path):
    environment = tmp_path / "environment"
    venv.create(environment, symlinks=True)
    scripts = environment / ("Scripts" if os.name == "nt" else "bin")
    pip = (sys.executable, "-m", "pip", "--python", scripts / "python", "install", "--quiet")
    check_call(*pip, "--no-compile", "--constraint", ROOT / "constraints.txt", wheel)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    check_call(scripts / "nlp-pipeline", "run", seeds, "--output", "installed", cwd=elsewhere)
    own = ("-m", "nlp_pipeline", "run", seeds, "--output", elsewhere / "checkout")
    check_call(sys.executable, *own, cwd=ROOT)
    tables = [elsewhere / name / "triples.parquet" for name in ("installed", "checkout")]
    assert tables[0].read_bytes() == tables[1].read_bytes()
