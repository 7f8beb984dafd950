"""Reads JATS XML, the form in which PubMed Central and publishers give articles.

See https://jats.nlm.nih.gov; the older NLM tag sets are read too.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from nlp_pipeline.errors import ReadError
from nlp_pipeline.readers.failures import failure_from, shown_path
from nlp_pipeline.readers.files import InputFile
from nlp_pipeline.readers.jats_inline import UNREAD, text_pieces
from nlp_pipeline.readers.jats_metadata import read_metadata
from nlp_pipeline.readers.jats_tables import read_rows
from nlp_pipeline.readers.markup import Element, MarkedText, local_name, parse_xml, plain_text
from nlp_pipeline.records import Document, Failure, OffsetMap, Passage
from nlp_pipeline.text.cleaning import clean_marked
from nlp_pipeline.text.sections import is_known_heading, is_unread_section

SECTION_SIGN: Final = " > "
"""Stands between a section's heading and that of a section within it."""

MIN_HEADING_WORDS: Final = 4
"""A heading of fewer words claims nothing."""

_PARTS: Final = frozenset({"body", "back", "floats-group", "floats-wrap"})
_UNREAD_PARTS: Final = UNREAD | {
    "ack", "alternatives", "glossary", "label", "notes", "sig-block", "title", "trans-abstract",
}  # fmt: skip
_UNREAD_META: Final = frozenset(
    {"article-meta", "journal-meta", "response", "sub-article", "term", "xref"}
)
_ABSTRACTS_UNREAD: Final = frozenset({"graphical", "toc", "teaser", "web-summary"})
_LANGUAGE: Final = "{http://www.w3.org/XML/1998/namespace}lang"
_NUMBER = re.compile(r"\d+[A-Za-z]?|\b[SA]\d+|\b[IVX]+\b")


def read_jats(file: InputFile) -> Iterator[Document | Failure]:
    """Read the articles of a file: one, or a set as PubMed Central's services give it.

    Yields:
        One Document per article, named by its PMCID, else by the file (in a set by DOI or PMID).
        Its passages are the ``title``, the abstract's paragraphs and the body's (``p001`` …),
        headings that say something (``h001`` …), figure legends (``fig1`` …; their titles
        ``fig1.title``) and tables (``table1`` the legend, ``table1.head`` the column heads,
        ``table1.r01`` … the rows). Offsets count in the article's text, as XPath's ``string()``
        gives it. A Failure for an article without running text.

    Raises:
        ReadError: The XML is damaged or uses entities of its own.
    """
    articles = _articles(file)
    for article in articles:
        yield _read_article(article, file, alone=len(articles) == 1)


def find_unread_elements(path: Path, doc_id: str) -> list[tuple[int, int, str]]:
    """Return the elements of an article that are not read: span in its text and name, in order.

    Raises:
        ReadError: As :func:`read_jats`.
    """
    file = InputFile(path)
    articles = _articles(file)
    for article in articles:
        if len(articles) == 1 or read_metadata(article).name_in_set == doc_id:
            text = MarkedText.of(article, path)
            unread = _UNREAD_PARTS | _UNREAD_META
            named = ((element, local_name(element)) for element in article.iter())
            return [(*text.spans[element], name) for element, name in named if name in unread]
    return []


def _articles(file: InputFile) -> list[Element]:
    root = parse_xml(file.read(), file.path)
    articles = [
        element
        for element in root.iter("{*}article")
        if not any(local_name(parent) == "article" for parent in element.iterancestors())
    ]
    if not articles:
        raise ReadError("no article in the file", place=file.path, remedy="leave it out")
    return articles


def _read_article(article: Element, file: InputFile, *, alone: bool) -> Document | Failure:
    try:
        return _document(article, file, alone=alone)
    except ReadError as error:
        return failure_from(error, file.path)
    except RecursionError:
        # Some versions of libxml2 allow deeper nesting than Python calls.
        what = ReadError("nested too deeply", place=file.path, remedy="leave it out")
        return failure_from(what, file.path)


def _document(article: Element, file: InputFile, *, alone: bool) -> Document:
    text = MarkedText.of(article, file.path)
    metadata = read_metadata(article)
    doc_id = metadata.pmcid or (file.stem if alone else metadata.name_in_set)
    if doc_id is None:
        raise ReadError(
            "an article of a set without PMCID, DOI and PMID",
            place=file.path,
            line=article.sourceline,
            remedy="put it into a file of its own",
        )
    passages = tuple(_ArticleReader(text).read(article))
    if not passages:
        raise ReadError(
            f"no running text in the article {doc_id}", place=file.path, remedy="leave it out"
        )
    return Document(
        doc_id=doc_id,
        path=shown_path(file.path),
        passages=passages,
        pmcid=metadata.pmcid,
        doi=metadata.doi,
        year=metadata.year,
        journal=metadata.journal,
        title=next((p.view for p in passages if p.kind == "paper_title"), None),
        keywords=metadata.keywords,
    )


class _ArticleReader:
    """Walks over the elements of one article and gives its passages."""

    def __init__(self, text: MarkedText) -> None:
        self._text = text
        self._used: Counter[str] = Counter()
        self._counts: Counter[str] = Counter()

    def read(self, article: Element) -> Iterator[Passage]:
        """Yield all passages of an article in reading order."""
        for part in article:
            name = local_name(part)
            if name == "front":
                yield from self._read_front(part)
            elif name in _PARTS:
                yield from self._read_blocks(part, "body", ())

    def _read_front(self, front: Element) -> Iterator[Passage]:
        title = front.find(".//{*}title-group/{*}article-title")
        if title is not None:
            yield from self._passage("title", "paper_title", None, title)
        for abstract in front.iterfind(".//{*}abstract"):
            english = abstract.get(_LANGUAGE, "en").lower().startswith("en")
            if english and abstract.get("abstract-type") not in _ABSTRACTS_UNREAD:
                yield from self._read_blocks(abstract, "abstract", ("Abstract",))

    def _read_blocks(
        self, parent: Element, kind: str, headings: tuple[str, ...]
    ) -> Iterator[Passage]:
        """Yield the passages of the blocks below an element.

        Args:
            parent: A section, a list, or a paragraph with blocks in it.
            kind: Kind of its paragraphs.
            headings: Headings that it stands under, the outermost first.
        """
        section = SECTION_SIGN.join(headings) or None
        for block in parent:
            name = local_name(block)
            if name == "p":
                yield from self._passage("p", kind, section, block)
                yield from self._read_blocks(block, kind, headings)
            elif name == "fig":
                yield from self._read_figure(block, section)
            elif name == "table-wrap":
                yield from self._read_table(block, section)
            elif name in {"sec", "app", "boxed-text"}:
                yield from self._read_section(block, kind, headings)
            elif name and name not in _UNREAD_PARTS:
                yield from self._read_blocks(block, kind, headings)

    def _read_section(
        self, section: Element, kind: str, headings: tuple[str, ...]
    ) -> Iterator[Passage]:
        title = section.find("{*}title")
        heading = plain_text(title)
        if is_unread_section(heading):
            return
        if heading is not None and title is not None:
            headings = (*headings, heading.rstrip(" :"))
            words = len(heading.split())
            if words >= MIN_HEADING_WORDS and not is_known_heading(heading):
                yield from self._passage("h", "heading", SECTION_SIGN.join(headings), title)
        yield from self._read_blocks(section, kind, headings)

    def _read_figure(self, figure: Element, section: str | None) -> Iterator[Passage]:
        name = self._name_of("fig", figure)
        for caption in figure.iterfind("{*}caption"):
            yield from self._read_caption(name, "figure_legend", caption, section)

    def _read_table(self, wrap: Element, section: str | None) -> Iterator[Passage]:
        name = self._name_of("table", wrap)
        for caption in wrap.iterfind("{*}caption"):
            yield from self._read_caption(name, "table", caption, section)
        rows = heads = 0
        for row in read_rows(wrap, self._text):
            if row.is_head:
                heads += 1
                row_id = f"{name}.head" if heads == 1 else f"{name}.head{heads}"
            else:
                rows += 1
                row_id = f"{name}.r{rows:02d}"
            yield self._made(row_id, "table", section, row.view, row.offsets)

    def _read_caption(
        self, name: str, kind: str, caption: Element, section: str | None
    ) -> Iterator[Passage]:
        """Yield a caption's title and its paragraphs: the title often lacks its full stop."""
        title = caption.find("{*}title")
        paragraphs = list(caption.iter("{*}p"))
        if title is not None:
            title_id = f"{name}.title" if paragraphs and kind == "figure_legend" else name
            yield from self._passage(title_id, kind, section, title)
        for paragraph in paragraphs or ([caption] if title is None else []):
            yield from self._passage(name, kind, section, paragraph)

    def _name_of(self, prefix: str, element: Element) -> str:
        """Return ``fig2`` for what is labelled "Figure 2", else the next number of its kind."""
        self._counts[prefix] += 1
        label = plain_text(element.find("{*}label")) or ""
        number = _NUMBER.search(label)
        name = f"{prefix}{number.group() if number else self._counts[prefix]}"
        self._counts[name] += 1
        return name if self._counts[name] == 1 else f"{name}.{self._counts[name]}"

    def _passage(
        self, name: str, kind: str, section: str | None, element: Element
    ) -> Iterator[Passage]:
        """Yield the passage of one element, unless it holds no text of its own."""
        view, offsets = clean_marked(self._text.source, text_pieces(element, self._text))
        if not view:
            return
        if name in {"p", "h"}:
            self._used[name] += 1
            name = f"{name}{self._used[name]:03d}"
        yield self._made(name, kind, section, view, offsets)

    def _made(
        self, name: str, kind: str, section: str | None, view: str, offsets: OffsetMap
    ) -> Passage:
        self._used[name] += 1
        count = self._used[name]
        passage_id = name if count == 1 else f"{name}-{count}"
        return Passage(passage_id, kind, section, self._text.source, view, offsets)
