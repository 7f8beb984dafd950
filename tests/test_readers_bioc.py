"""BioC XML and JSON as the community's library writes them, and PubTator text."""

from __future__ import annotations

import json
from pathlib import Path

import bioc
import pytest
from bioc import biocjson, biocxml, pubtator
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nlp_pipeline.readers import read_documents
from nlp_pipeline.records import Document, Failure

FRONT = {
    "section_type": "TITLE", "type": "front", "article-id_pmc": "77", "article-id_doi": "10.1/x",
    "year": "2011",
}  # fmt: skip
PARTS = [
    (FRONT, "Loss of PTEN"),
    ({"section_type": "ABSTRACT", "type": "abstract"}, "PTEN inhibits AKT [3]."),
    ({"section_type": "RESULTS", "type": "title_1"}, "Results"),
    ({"section_type": "RESULTS", "type": "paragraph"}, "β-catenin binds TCF4."),
    ({"section_type": "FIG", "type": "fig_caption"}, "The AKT pathway."),
    ({"section_type": "REF", "type": "ref"}, "Li J. RAS activates RAF."),
]


def collection(*, sentences: bool = False) -> bioc.BioCCollection:
    document = bioc.BioCDocument()
    document.id = "77"
    offset = 0
    for infons, text in PARTS:
        passage = bioc.BioCPassage()
        passage.offset, passage.infons = offset, infons
        if sentences:
            sentence = bioc.BioCSentence()
            sentence.offset, sentence.text = offset, text
            passage.add_sentence(sentence)
        else:
            passage.text = text
        document.add_passage(passage)
        offset += len(text) + 1
    made = bioc.BioCCollection()
    made.source, made.date, made.key = "PMC", "20260101", "pmc.key"
    made.add_document(document)
    return made


def written(tmp_path: Path, kind: str) -> Path:
    path = tmp_path / "any.name"
    if kind.startswith("xml"):
        path.write_text(biocxml.dumps(collection(sentences=kind == "xml-sentences")))
    elif kind == "json":
        path.write_text(biocjson.dumps(collection(), indent=2))
    elif kind == "list":
        path.write_text(f"[{biocjson.dumps(collection())}]")
    elif kind == "pubtator3":
        documents = json.loads(biocjson.dumps(collection()))["documents"]
        path.write_text(json.dumps({"PubTator3": documents}))
    else:
        (document,) = json.loads(biocjson.dumps(collection()))["documents"]
        path.write_text(json.dumps(document) + "\n")
    return path


@pytest.mark.parametrize("kind", ["xml", "xml-sentences", "json", "list", "pubtator3", "lines"])
def test_bioc_is_read_in_every_form(tmp_path: Path, kind: str) -> None:
    (document,) = read_documents(written(tmp_path, kind))
    assert isinstance(document, Document)
    assert (document.doc_id, document.pmcid, document.doi) == ("77", "PMC77", "10.1/x")
    assert (document.year, document.title) == (2011, "Loss of PTEN")
    assert [(p.passage_id, p.kind, p.section, p.view) for p in document.passages] == [
        ("p001", "paper_title", None, "Loss of PTEN"),
        ("p002", "abstract", None, "PTEN inhibits AKT."),
        ("p004", "body", "Results", "β-catenin binds TCF4."),
        ("p005", "figure_legend", "Results", "The AKT pathway."),
    ]
    assert document.passages[1].source == "PTEN inhibits AKT [3]."


def test_documents_of_a_collection_come_one_by_one(tmp_path: Path) -> None:
    part = "<document><id>{}</id><passage><offset>0</offset><text>{}</text></passage></document>"
    path = tmp_path / "a.xml"
    text = part.format(1, "AKT acts.") + part.format("", "x") + part.format(2, " ")
    path.write_text(f"<collection>{text}{part.format(3, 'MET.')}<document>")
    found = list(read_documents(path))
    assert [d.doc_id for d in found if isinstance(d, Document)] == ["1", "3"]
    assert [f.message for f in found if isinstance(f, Failure)] == [
        "a document without an id",
        "no text in the document 2",
        "not well-formed XML: Premature end of data in tag document line 1",
    ]


def test_entities_of_a_collection_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_text(
        '<!DOCTYPE collection [<!ENTITY x SYSTEM "file:///etc/passwd">]><collection><document>'
        "<id>1</id><passage><text>AKT &x; acts.</text></passage></document></collection>"
    )
    (failure,) = read_documents(path)
    assert isinstance(failure, Failure)
    assert failure.message == "entity &x; is not expanded"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"documents": [', "not JSON: Expecting value"),
        ('{"documents": []}', "no BioC document in the file"),
        ('{"documents": [{"passages": [{"text": "AKT"}]}]}', "a document without an id"),
        ('{"documents": [{"id": 1, "passages": [{"text": 5}, 7]}]}', "no text in the document 1"),
        ('{"documents": [' + "[" * 100_000, "not JSON: nested too deeply"),
        ('{"documents": [' + "[" * 700 + "]" * 700 + "]}", "no BioC document in the file"),
    ],
    ids=["cut", "none", "no id", "no text", "deep", "closed"],
)
def test_damaged_bioc_json_is_one_failure(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "a.json").write_text(text)
    (failure,) = read_documents(tmp_path / "a.json")
    assert isinstance(failure, Failure)
    assert failure.message == message
    assert failure.remedy


# ------------------------------------------------------------------------------ PubTator


def test_pubtator_text_is_read_as_its_library_writes_it(tmp_path: Path) -> None:
    documents = []
    for pmid in ("11", "12"):
        document = pubtator.PubTator(pmid, "PTEN in cancer", "PTEN inhibits AKT [3].")
        document.add_annotation(pubtator.PubTatorAnn(pmid, 0, 4, "PTEN", "Gene", "5728"))
        documents.append(document)
    path = tmp_path / "a.txt"
    path.write_text(pubtator.dumps(documents))
    found = [item for item in read_documents(path) if isinstance(item, Document)]
    assert [d.doc_id for d in found] == ["11", "12"]
    assert found[0].title == "PTEN in cancer"
    assert [(p.passage_id, p.kind, p.view) for p in found[0].passages] == [
        ("title", "paper_title", "PTEN in cancer"),
        ("abstract", "abstract", "PTEN inhibits AKT."),
    ]


def test_pubtator_reports_lines_that_belong_to_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("1|t|PTEN\n1|a|It acts.\nloose words\n9\t0\t4\tPTEN\tGene\t1\n\n2|t|\n2|a|\n")
    found = list(read_documents(path))
    assert [d.doc_id for d in found if isinstance(d, Document)] == ["1"]
    failures = [f for f in found if isinstance(f, Failure)]
    assert [f.message.partition(":")[0] for f in failures] == [
        "neither text nor annotation",
        "neither text nor annotation",
        "no text for 2",
    ]


HEADS = ["1|t|", '{"documents": [{"id": "1", "passages": [', "<collection><document><id>1</id>"]


@settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.sampled_from(HEADS),
    st.text(st.sampled_from('<>/|{}[]",:\n\t 1atx\u202e\U0001f9ec'), max_size=80),
)
def test_anything_that_looks_like_bioc_is_read_or_reported(
    tmp_path: Path, head: str, rest: str
) -> None:
    (tmp_path / "a.txt").write_text(head + rest, encoding="utf-8")
    for item in read_documents(tmp_path / "a.txt"):
        assert isinstance(item, (Document, Failure))
