"""The settings file: text stays text, mistakes are named with their line."""

from __future__ import annotations

from pathlib import Path

import pytest

from nlp_pipeline.config import Settings, override, read_settings
from nlp_pipeline.errors import SettingsError


def written(folder: Path, text: str) -> Path:
    path = folder / "settings.yaml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("text", ["", "# nothing set\n", "lexicon:\nrules:\nuser_lexicons: ~\n"])
def test_empty_values_are_the_defaults(tmp_path, text):
    assert read_settings(written(tmp_path, text)) == Settings()


def test_every_key_is_read(tmp_path):
    text = """
        model: en_core_sci_sm
        lexicon: lexicon
        user_lexicons: [mine.tsv, /data/ours.tsv]
        rules:
          - rules
        recogniser: off
        id_column: pmid
        text_column: abstract
        batch_size: 8
        shard_size: 16
        engine: ray
        workers: 4
        timeout: 90
        csv_bom: true
        spreadsheet: false
    """
    settings = read_settings(written(tmp_path, text))
    assert settings.model_dump() == {
        "model": "en_core_sci_sm",
        "lexicon": tmp_path / "lexicon",
        "user_lexicons": (tmp_path / "mine.tsv", Path("/data/ours.tsv")),
        "rules": (tmp_path / "rules",),
        "recogniser": "off",
        "id_column": "pmid",
        "text_column": "abstract",
        "batch_size": 8,
        "shard_size": 16,
        "engine": "ray",
        "workers": 4,
        "timeout": 90.0,
        "csv_bom": True,
        "spreadsheet": False,
    }


def test_names_that_yaml_would_convert_stay_text(tmp_path):
    settings = read_settings(written(tmp_path, "model: 012\nrules: [NO, 1e5]\n"))
    assert settings.model == "012"
    assert settings.rules == (tmp_path / "NO", tmp_path / "1e5")


def test_model_folder_beside_the_file_is_found(tmp_path):
    (tmp_path / "my_model").mkdir()
    assert read_settings(written(tmp_path, "model: my_model\n")).model == str(tmp_path / "my_model")


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("model: x\nmodle: y\n", 2, ["modle", "batch_size, csv_bom"]),
        ("# size\nbatch_size: many\n", 2, ["batch_size", "'many'", "at once"]),
        ("batch_size: 0\n", 1, ["batch_size", "'0'", "greater than or equal to 1"]),
        ("model: x\nmodel: y\n", 2, ["'model'", "line 1"]),
        ("model: [x\n", 2, ["not valid YAML"]),
        ("- model\n", 1, ["not a mapping"]),
        ("csv_bom: perhaps\n", 1, ["csv_bom", "'perhaps'"]),
    ],
    ids=["unknown key", "no number", "too small", "twice", "bad YAML", "list", "no boolean"],
)
def test_mistake_is_named_with_its_line(tmp_path, text, line, words):
    path = written(tmp_path, text)
    with pytest.raises(SettingsError) as caught:
        read_settings(path)
    message = str(caught.value)
    assert message.startswith(f"{path}:{line}: ")
    assert [word for word in words if word not in message] == []


def test_missing_file_is_named(tmp_path):
    with pytest.raises(SettingsError, match=r"none\.yaml: cannot read the settings"):
        read_settings(tmp_path / "none.yaml")


def test_wrong_encoding_is_named(tmp_path):
    (tmp_path / "latin.yaml").write_bytes("model: modèle\n".encode("latin-1"))
    with pytest.raises(SettingsError, match=r"latin\.yaml: the settings are not UTF-8"):
        read_settings(tmp_path / "latin.yaml")


def test_override_replaces_and_checks():
    assert override(Settings(), model="x").model == "x"
    with pytest.raises(SettingsError, match="batch_size"):
        override(Settings(), batch_size=-1)


def test_every_key_is_described():
    undescribed = [name for name, f in Settings.model_fields.items() if not f.description]
    assert undescribed == []
