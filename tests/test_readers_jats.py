"""JATS XML: what is read, what is left out, and that every offset counts in ``string()``."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from nlp_pipeline.readers import read_documents
from nlp_pipeline.records import Document, Failure, Passage

ARTICLE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE article PUBLIC "-//NLM//DTD JATS 1.2//EN" "JATS-archivearticle1.dtd">
<article xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:mml="http://www.w3.org/1998/Math/MathML">
<front><journal-meta><journal-title-group><journal-title>J Oncol</journal-title>
</journal-title-group></journal-meta><article-meta>
<article-id pub-id-type="pmid">1</article-id><article-id pub-id-type="pmc">PMC77</article-id>
<article-id pub-id-type="doi">10.1000/x.77</article-id>
<title-group><article-title>Loss of <italic>PTEN</italic> and EGFR</article-title></title-group>
<contrib-group><contrib><name><surname>Li</surname></name></contrib></contrib-group>
<pub-date pub-type="ppub"><year>2011</year></pub-date>
<pub-date pub-type="epub"><year>2010</year></pub-date>
<pub-date pub-type="pmc-release"><year>2009</year></pub-date>
<abstract><sec><title>Background</title><p>Gefitinib inhibits EGFR.</p></sec></abstract>
<abstract abstract-type="toc"><p>Short version.</p></abstract>
<trans-abstract xml:lang="fr"><p>Le gefitinib inhibe EGFR.</p></trans-abstract>
<abstract xml:lang="es"><p>El gefitinib inhibe EGFR.</p></abstract>
<kwd-group><kwd>EGFR</kwd><kwd>PTEN</kwd></kwd-group></article-meta></front>
<body>%s</body>
<back><ack><p>We thank AKT.</p></ack><app-group><app><title>Appendix</title>
<p>MET amplification matters.</p></app></app-group>
<ref-list><ref><mixed-citation>Li J. RAS activates RAF.</mixed-citation></ref></ref-list></back>
<floats-group>%s</floats-group></article>
"""
TABLE = """<table-wrap><label>Table 2.</label><caption><p>Agents</p></caption><table>
<thead><tr><th>Target</th><th>Agent</th><th>Phase</th></tr></thead><tbody>
<tr><td rowspan="2">EGFR</td><td>Gefitinib<xref ref-type="table-fn" rid="a"><sup>a</sup></xref>
</td><td>III</td></tr><tr><td>Erlotinib</td><td/></tr><tr><td>1.0</td><td>2.0</td></tr>
</tbody></table><table-wrap-foot><fn><p>a, once daily</p></fn></table-wrap-foot></table-wrap>"""


def read(tmp_path: Path, body: str = "<p>AKT acts.</p>", floats: str = "") -> Document:
    path = tmp_path / "article.nxml"
    path.write_text(ARTICLE % (body, floats), encoding="utf-8")
    (document,) = read_documents(path)
    assert isinstance(document, Document)
    source = etree.parse(path, etree.XMLParser(load_dtd=False)).xpath("string()")
    for passage in document.passages:
        assert passage.source == source
        for at, char in enumerate(passage.view):
            assert char in {source[passage.offsets.source_char(at)], " ", "|"}
    return document


def body_of(tmp_path: Path, body: str) -> list[str]:
    """Return the views of the body's paragraphs."""
    passages = read(tmp_path, body).passages
    return [p.view for p in passages if p.kind == "body" and p.section != "Appendix"]


def passages_of(document: Document, kind: str) -> list[Passage]:
    return [passage for passage in document.passages if passage.kind == kind]


# ------------------------------------------------------------------------------ parts


def test_metadata_go_into_the_document(tmp_path: Path) -> None:
    document = read(tmp_path)
    assert document.doc_id == document.pmcid == "PMC77"
    assert (document.doi, document.year, document.journal) == ("10.1000/x.77", 2010, "J Oncol")
    assert document.title == "Loss of PTEN and EGFR"
    assert document.keywords == ("EGFR", "PTEN")


def test_parts_come_in_reading_order_with_their_sections(tmp_path: Path) -> None:
    body = (
        "<sec><title>Results</title><p>One.</p><sec><title>PTEN loss activates AKT in mice</title>"
        "<p>Two.</p></sec></sec><sec><title>References</title><p>Unread.</p></sec>"
    )
    assert [(p.passage_id, p.kind, p.section, p.view) for p in read(tmp_path, body).passages] == [
        ("title", "paper_title", None, "Loss of PTEN and EGFR"),
        ("p001", "abstract", "Abstract > Background", "Gefitinib inhibits EGFR."),
        ("p002", "body", "Results", "One."),
        (
            "h001",
            "heading",
            "Results > PTEN loss activates AKT in mice",
            "PTEN loss activates AKT in mice",
        ),
        ("p003", "body", "Results > PTEN loss activates AKT in mice", "Two."),
        ("p004", "body", "Appendix", "MET amplification matters."),
    ]


def test_a_figure_gives_its_title_and_its_legend(tmp_path: Path) -> None:
    figure = (
        '<fig id="f3"><label>Figure 3</label><caption><title>The AKT pathway</title>'
        "<p>(A) PTEN inhibits AKT.</p></caption><graphic/></fig>"
    )
    for document in (read(tmp_path, figure), read(tmp_path, floats=figure)):
        legends = passages_of(document, "figure_legend")
        assert [(p.passage_id, p.view) for p in legends] == [
            ("fig3.title", "The AKT pathway"),
            ("fig3", "(A) PTEN inhibits AKT."),
        ]


def test_a_table_gives_legend_heads_and_rows(tmp_path: Path) -> None:
    rows = passages_of(read(tmp_path, floats=TABLE), "table")
    assert [(p.passage_id, p.view) for p in rows] == [
        ("table2", "Agents"),
        ("table2.head", "Target | Agent | Phase"),
        ("table2.r01", "EGFR | Gefitinib | III"),
        ("table2.r02", "EGFR | Erlotinib"),
    ]


def test_tables_and_figures_of_one_number_have_ids_of_their_own(tmp_path: Path) -> None:
    document = read(tmp_path, floats=TABLE + TABLE)
    ids = [passage.passage_id for passage in document.passages]
    assert len(ids) == len(set(ids))
    assert "table2.2.r01" in ids


def test_a_figure_in_a_paragraph_does_not_cut_its_sentence(tmp_path: Path) -> None:
    body = (
        "<p>PTEN loss <fig><caption><p>A legend.</p></caption></fig>activates AKT."
        "<list><list-item><p>First item.</p></list-item></list></p>"
    )
    assert body_of(tmp_path, body) == ["PTEN loss activates AKT.", "First item."]


# ------------------------------------------------------------------------------ inline

FORMULA = "<tex-math>\\alpha</tex-math><mml:math><mml:mi>α</mml:mi></mml:math>"
CITE = '<xref ref-type="bibr" rid="b">%s</xref>'


@pytest.mark.parametrize(
    ("inline", "view"),
    [
        (f"PTEN [{CITE % 1},{CITE % 2}] inhibits AKT.", "PTEN inhibits AKT."),
        (f"PTEN ({CITE % 1}–{CITE % 3}) inhibits AKT.", "PTEN inhibits AKT."),
        (f"PTEN inhibits AKT.<sup>{CITE % 1},{CITE % 2}</sup>", "PTEN inhibits AKT."),
        (f"PTEN inhibits AKT {CITE % 12}.", "PTEN inhibits AKT."),
        (f"PTEN (reviewed in {CITE % 'Li 1997'}; {CITE % 'Wu 2001'}) acts.", "PTEN acts."),
        (f"AKT (its kinase, reviewed in [{CITE % 3}]) acts.", "AKT (its kinase) acts."),
        (f"{CITE % 'Li et al. (1997)'} saw PTEN act.", "Li et al. (1997) saw PTEN act."),
        ('as in <xref ref-type="fig" rid="f">Figure 1a</xref>.', "as in Figure 1a."),
        ('PTEN<xref ref-type="fn" rid="n">*</xref> acts.', "PTEN acts."),
        ("<italic>Pten</italic><sup>−/−</sup> mice", "Pten−/− mice"),
        ("SirT1<sup>ko/ko</sup> mice", "SirT1 ko/ko mice"),
        ("<italic>TGF</italic>-&#x003b2;<sub>1</sub>, 10<sup>&#8722;6</sup> M", "TGF-β1, 10−6 M"),
        ("p27&#xa0;<break/>acts", "p27 acts"),
        ("&lt;5 nM <![CDATA[a < b]]><!-- no -->", "<5 nM a < b"),
        (f"at <inline-formula>{FORMULA}</inline-formula> cells", "at α cells"),
        ("so that <disp-formula>x = y</disp-formula> holds", "so that holds"),
    ],
)  # fmt: skip
def test_inline_markup(tmp_path: Path, inline: str, view: str) -> None:
    assert body_of(tmp_path, f"<p>{inline}</p>") == [view]


# ------------------------------------------------------------------------------ sets


def test_a_set_of_articles_gives_each(tmp_path: Path) -> None:
    article = (
        '<article><front><article-meta><article-id pub-id-type="{}">{}</article-id>'
        "</article-meta></front><body><p>AKT {} acts.</p></body></article>"
    )
    path = tmp_path / "set.xml"
    articles = [article.format("pmc", i, i) for i in (1, 2)] + [article.format("doi", "10.1/x", 3)]
    path.write_text(f"<pmc-articleset>{''.join(articles)}<article/></pmc-articleset>")
    *documents, failure = read_documents(path)
    assert [d.doc_id for d in documents if isinstance(d, Document)] == ["PMC1", "PMC2", "10.1/x"]
    assert [d.passages[0].source for d in documents if isinstance(d, Document)][1] == "2AKT 2 acts."
    assert isinstance(failure, Failure)
    assert failure.message == "an article of a set without PMCID, DOI and PMID"


def test_an_article_without_ids_is_named_by_its_file(tmp_path: Path) -> None:
    path = tmp_path / "mine.xml"
    path.write_text("<article><body><p>AKT acts.</p></body></article>")
    (document,) = read_documents(path)
    assert isinstance(document, Document)
    assert document.doc_id == "mine"


# ------------------------------------------------------------------------------ hostile


def failure_of(tmp_path: Path, content: bytes) -> Failure:
    path = tmp_path / "bad.xml"
    path.write_bytes(content)
    (failure,) = read_documents(path)
    assert isinstance(failure, Failure)
    assert failure.remedy
    return failure


LAUGHS = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 10))


@pytest.mark.parametrize(
    ("declared", "used"),
    [
        (f'<!ENTITY l0 "ha">{LAUGHS}', "&l9;"),
        ('<!ENTITY big "' + "x" * 10_000 + '">', "&big;" * 10_000),
        ('<!ENTITY file SYSTEM "file:///etc/passwd">', "&file;"),
        ('<!ENTITY net SYSTEM "http://127.0.0.1:9/x">', "&net;"),
    ],
    ids=["laughs", "quadratic", "file", "network"],
)
def test_entities_of_its_own_are_refused(tmp_path: Path, declared: str, used: str) -> None:
    body = f"<article><body><p>AKT {used} acts.</p></body></article>"
    failure = failure_of(tmp_path, f"<!DOCTYPE article [{declared}]>{body}".encode())
    assert re.fullmatch("entity &.*; is not expanded|.*entity amplification.*", failure.message)


def test_a_parameter_entity_is_not_fetched(tmp_path: Path) -> None:
    (tmp_path / "evil.dtd").write_text('<!ENTITY stolen "AKT">')
    dtd = f'<!ENTITY % x SYSTEM "{(tmp_path / "evil.dtd").as_uri()}"> %x;'
    body = "<article><body><p>&stolen; acts.</p></body></article>"
    failure = failure_of(tmp_path, f"<!DOCTYPE article [{dtd}]>{body}".encode())
    assert failure.message == "entity &stolen; is not expanded"


def test_standard_names_of_characters_are_read_without_a_dtd(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_text(
        '<!DOCTYPE article SYSTEM "none.dtd"><article><body><p>TGF-&beta; &rarr; SMAD</p></body>'
        "</article>"
    )
    (document,) = read_documents(path)
    assert isinstance(document, Document)
    assert document.passages[0].source == document.passages[0].view == "TGF-β → SMAD"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"<article>" + b"<sec>" * 100_000, "not well-formed XML: Excessive depth"),
        (b"<article><body><p>AKT</body></article>", "not well-formed XML: "),
        (b"<article><body><p>AKT acts.</p>", "not well-formed XML: "),
        (b"<article><body><p>na\xefve</p></body></article>", "not well-formed XML: "),
        (b"<article><body><p>a\x01b</p></body></article>", "not well-formed XML: "),
        (b"<article><body><fig/></body></article>", "no running text in the article bad"),
    ],
    ids=["deep", "crossed", "cut", "latin", "control", "hollow"],
)
def test_damaged_xml_is_one_failure(tmp_path: Path, content: bytes, message: str) -> None:
    assert failure_of(tmp_path, content).message.startswith(message)


def test_xml_in_another_declared_encoding_is_read(tmp_path: Path) -> None:
    text = '<?xml version="1.0" encoding="{}"?><article><body><p>naïve B cells</p></body></article>'
    for encoding in ("ISO-8859-1", "UTF-16"):
        (tmp_path / "a.xml").write_bytes(text.format(encoding).encode(encoding))
        (document,) = read_documents(tmp_path / "a.xml")
        assert isinstance(document, Document)
        assert document.passages[0].view == "naïve B cells"


def test_sections_as_deep_as_xml_allows_are_read(tmp_path: Path) -> None:
    body = "<sec>" * 250 + "<p>AKT acts.</p>" + "</sec>" * 250
    assert body_of(tmp_path, body) == ["AKT acts."]


def test_a_paragraph_of_many_citations_takes_time_by_its_length(tmp_path: Path) -> None:
    spent = []
    for count in (2_000, 16_000):
        inline = f"PTEN acts [{CITE % 1}] and " * count
        started = time.process_time()
        (view,) = body_of(tmp_path, f"<p>{inline}</p>")
        spent.append(time.process_time() - started)
        assert view.startswith("PTEN acts and PTEN acts and")
    assert spent[1] < 25 * spent[0]


def test_a_row_span_of_a_billion_is_no_trouble(tmp_path: Path) -> None:
    table = TABLE.replace('rowspan="2"', 'rowspan="99999999" colspan="99999999"')
    ids = [p.passage_id for p in read(tmp_path, floats=table).passages]
    assert "table2.r02" in ids


# ------------------------------------------------------------------------------ any markup

NAMES = st.sampled_from(
    ["sec", "p", "title", "italic", "sup", "xref", "fig", "caption", "table-wrap", "table", "tr",
     "td", "list", "list-item", "disp-formula", "fn", "break", "abstract", "body", "label"]
)  # fmt: skip
TEXT = st.text("aB1 .,;()[]–<&é\n\u200b", max_size=8)


@st.composite
def markup(draw: st.DrawFn, depth: int = 4) -> etree._Element:
    element = etree.Element(draw(NAMES))
    element.text = draw(TEXT)
    element.tail = draw(TEXT)
    if element.tag == "xref":
        element.set("ref-type", draw(st.sampled_from(["bibr", "fig", "fn"])))
    if element.tag == "td":
        element.set("rowspan", draw(st.sampled_from(["1", "2", "x", "-1"])))
    if depth:
        element.extend(draw(st.lists(markup(depth=depth - 1), max_size=3)))
    return element


@settings(
    max_examples=80,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(markup(), max_size=3))
def test_any_markup_is_read_with_true_offsets(tmp_path: Path, parts: list[etree._Element]) -> None:
    root = etree.fromstring("<article><body><p>Always.</p></body></article>")
    root[0].extend(parts)
    path = tmp_path / "any.xml"
    path.write_bytes(etree.tostring(root, encoding="utf-8"))
    source = etree.parse(path).xpath("string()")
    (document,) = read_documents(path)
    assert isinstance(document, Document)
    ids = [passage.passage_id for passage in document.passages]
    assert len(ids) == len(set(ids))
    for passage in document.passages:
        assert passage.source == source
        for at, char in enumerate(passage.view):
            assert char in {source[passage.offsets.source_char(at)], " ", "|"}
