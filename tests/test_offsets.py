"""Every offset in the tables points at the text it claims, sliced from the source independently."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from lxml import etree

from nlp_pipeline.pipeline import Extractor, Result
from nlp_pipeline.readers import find_inputs, read_documents
from nlp_pipeline.records import Document


def _source(path: Path, passage_id: str) -> str:
    """Return the text that a row's offsets refer to, read without the package's readers."""
    with path.open(encoding="utf-8", newline="") as file:
        text = file.read()
    if not text.startswith("---"):
        return text
    record = yaml.load(text.split("---\n")[1], Loader=yaml.BaseLoader)
    return record[passage_id]


@pytest.mark.model
def test_every_row_of_the_seeds_slices_its_source(extractor: Extractor, seeds: Path) -> None:
    checked = 0
    for path in find_inputs([seeds]):
        documents = [d for d in read_documents(path) if isinstance(d, Document)]
        for result in extractor.extract(documents):
            assert isinstance(result, Result)
            rows = [(m.passage_id, m.start, m.end, m.text) for m in result.mentions]
            for triple in result.triples:
                rows += [
                    (triple.passage_id, end.start, end.end, end.text)
                    for end in (triple.subject, triple.object)
                ]
                slice_ = _source(path, triple.passage_id)[
                    triple.sentence_start : triple.sentence_end
                ]
                assert "\n" in slice_ or slice_ == triple.sentence
            for passage_id, start, end, text in rows:
                assert _source(path, passage_id)[start:end] == text
            checked += len(rows)
    assert checked > 500


ARTICLE = """<article><body><p>Gefitinib inhibits <italic>EGFR</italic><sup>T790M</sup> and
TGF-&#946;<sub>1</sub> [<xref ref-type="bibr" rid="b">1</xref>], whereas PTEN loss
<fig><caption><p>A long legend stands here. %s</p></caption></fig>activates AKT.</p>
<table-wrap><label>Table 1</label><table><tbody>
<tr><td>EGFR</td><td>Gefitinib</td><td>II</td></tr>
<tr><td>mTOR</td><td>RAD001</td><td>II</td></tr></tbody></table></table-wrap></body></article>"""


@pytest.mark.model
def test_every_row_of_an_article_in_xml_slices_its_text(
    extractor: Extractor, tmp_path: Path
) -> None:
    path = tmp_path / "a.nxml"
    path.write_text(ARTICLE % ("Cells grow. " * 40), encoding="utf-8")
    text = etree.parse(path).xpath("string()")
    documents = [d for d in read_documents(path) if isinstance(d, Document)]
    (result,) = extractor.extract(documents)
    assert isinstance(result, Result)
    assert {"EGFR", "TGF-β1", "PTEN", "AKT"} <= {m.text for m in result.mentions}
    assert all(text[m.start : m.end] == m.text for m in result.mentions)
    for triple in result.triples:
        for end in (triple.subject, triple.object):
            assert text[end.start : end.end] == end.text
    sentences = {t.passage_id: t.sentence for t in result.triples}
    assert sentences["table1.r02"] == "mTOR | RAD001 | II"
    assert "legend" not in sentences["p001"]


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "subject", "object_"),
    [
        (
            "Celecoxib inhibits cyclooxygenase-2 (COX-2).",
            "Celecoxib",
            "cyclooxygenase-2 (COX-2)",
        ),
        ("Trastuzumab (Herceptin) inhibits HER2 (EGFR).", "Trastuzumab (Herceptin)", "HER2"),
        ("Gefitinib (Iressa, ZD1839) inhibits EGFR.", "Gefitinib (Iressa, ZD1839)", "EGFR"),
        (
            "Carbonic anhydrase 9 (CA9, EC 4.2.1.1) activates AKT.",
            "Carbonic anhydrase 9 (CA9, EC 4.2.1.1)",
            "AKT",
        ),
    ],
)
def test_argument_spans_its_other_name_in_brackets(
    extractor: Extractor, tmp_path: Path, text: str, subject: str, object_: str
) -> None:
    path = tmp_path / "a.txt"
    path.write_text(text, encoding="utf-8")
    (result,) = extractor.extract([d for d in read_documents(path) if isinstance(d, Document)])
    assert isinstance(result, Result)
    found = [(t.subject.text, t.object.text) for t in result.triples]
    assert found.count((subject, object_)) == 1
