"""Reads PFOCR figure records: Markdown files whose YAML front matter holds the caption.

The format is that of the Pathway Figure OCR project (https://pfocr.wikipathways.org).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, Final
from urllib.parse import quote

from nlp_pipeline.errors import ReadError
from nlp_pipeline.readers.decoding import read_text
from nlp_pipeline.readers.failures import failure_from, shown_path
from nlp_pipeline.readers.files import InputFile
from nlp_pipeline.readers.front_matter import parse_front_matter
from nlp_pipeline.readers.rows import year_of
from nlp_pipeline.records import Document, Failure, Passage
from nlp_pipeline.text.cleaning import clean_text

MISSING: Final = frozenset(
    {"", ".", "~", "na", "n/a", "nan", "null", ".na", ".na.character", "reject"}
)
"""Lower-case values that stand for no value; REJECT marks a figure that PFOCR withdrew."""

PMC_SITE: Final = "https://www.ncbi.nlm.nih.gov"
"""Where the paths of the records begin."""

_FIGLINK = re.compile(r"/?(?P<path>pmc/articles/PMC\d+/figure/)(?P<figure>[^/?#]+)/?")
_WORD = re.compile(r"[^\W_]+")
_GREEK: Final = {
    "α": "alpha",
    "β": "beta",
    "γ": "gamma",
    "δ": "delta",
    "ε": "epsilon",
    "κ": "kappa",
    "λ": "lambda",
    "μ": "mu",
    "σ": "sigma",
    "τ": "tau",
    "ω": "omega",
}


def read_pfocr(file: InputFile) -> Iterator[Document | Failure]:
    """Read one figure record.

    Yields:
        A Document with the passages ``figtitle`` (kind ``title``), ``papertitle`` (kind
        ``paper_title``) and ``caption``. A title that the caption or the paper's title already
        holds is left out. A figure that PFOCR gives no caption (``''``, ``.``), or has withdrawn
        (``REJECT``), has its titles alone. A Failure says where a key stands twice (the last
        value counts), where there is no key ``caption``, and where a record says nothing at all.
    """
    path = file.path
    matter = parse_front_matter(read_text(file), place=str(path))
    doc_id = _text(matter.fields, "figid") or file.stem
    if matter.repeated:
        names = ", ".join(matter.repeated)
        error = ReadError(
            f"keys given more than once, the last value counts: {names}",
            place=path,
            remedy="keep one of them",
        )
        yield failure_from(error, path, doc_id=doc_id)
    passages = tuple(_passages(matter.fields))
    if not passages or not isinstance(matter.fields.get("caption"), str):
        yield failure_from(_no_caption(matter.fields, file), path, doc_id=doc_id)
    if passages:
        yield _document(matter.fields, doc_id, file, passages)


def _no_caption(fields: Mapping[str, Any], file: InputFile) -> ReadError:
    given = fields.get("caption")
    found = f" (it says {given.strip()!r})" if isinstance(given, str) and given.strip() else ""
    return ReadError(
        f"the record has no caption{found}",
        place=file.path,
        remedy="add a 'caption', or leave the file out",
    )


def _passages(fields: Mapping[str, Any]) -> Iterator[Passage]:
    """Yield the titles that say more than the caption, and the caption."""
    caption = _text(fields, "caption")
    paper_title, figure_title = _text(fields, "papertitle"), _text(fields, "figtitle")
    if figure_title is not None and not any(
        _says(text, figure_title) for text in (caption or "", paper_title or "")
    ):
        yield _passage("figtitle", "title", figure_title)
    if paper_title is not None and not _says(caption or "", paper_title):
        yield _passage("papertitle", "paper_title", paper_title)
    if caption is not None:
        yield _passage("caption", "caption", caption)


def _document(
    fields: Mapping[str, Any], doc_id: str, file: InputFile, passages: tuple[Passage, ...]
) -> Document:
    return Document(
        doc_id=doc_id,
        path=shown_path(file.path),
        passages=passages,
        figid=_text(fields, "figid"),
        pmcid=_text(fields, "pmcid"),
        doi=_text(fields, "doi"),
        year=year_of(_text(fields, "year")),
        journal=_text(fields, "journal_title"),
        title=_text(fields, "papertitle"),
        figure_link=figure_link(_text(fields, "figlink")),
        keywords=_keywords(fields),
        organisms=tuple(_present(_list(fields.get("organisms_ner")))),
    )


def figure_link(figlink: str | None) -> str | None:
    """Return the address of a figure's page from the path that its record gives.

    Examples:
        >>> figure_link("/pmc/articles/PMC102186/figure/FIG. 9/")
        'https://www.ncbi.nlm.nih.gov/pmc/articles/PMC102186/figure/FIG.%209/'
        >>> figure_link("/pmc/articles/PMC102186/figure/REJECT/") is None
        True
    """
    match = _FIGLINK.fullmatch(figlink or "")
    if match is None or match["figure"].lower() in MISSING:
        return None
    return f"{PMC_SITE}/{match['path']}{quote(match['figure'])}/"


def _passage(passage_id: str, kind: str, source: str) -> Passage:
    view, offsets = clean_text(source, 0, len(source), layout=False)
    return Passage(passage_id, kind, None, source, view, offsets)


def _says(text: str, title: str) -> bool:
    """Return whether a text holds a title, letter case, signs and Greek spelling aside.

    PFOCR cuts figure titles out of captions (a third stands at their beginning, a quarter
    further in) and writes ``β`` as ``Beta``.
    """
    words = _key(title)
    return not words.strip() or words in _key(text)


@lru_cache(maxsize=4)
def _key(text: str) -> str:
    lowered = text.lower()
    for letter, name in () if lowered.isascii() else _GREEK.items():
        lowered = lowered.replace(letter, name)
    words = " ".join(_WORD.findall(lowered))
    return f" {words} "


def _keywords(fields: Mapping[str, Any]) -> tuple[str, ...]:
    authors = (_text(fields, "keywords") or "").split("|")
    linked = fields.get("schema-jsonld")
    if isinstance(linked, list):
        linked = next((item for item in linked if isinstance(item, dict)), None)
    recognised = _list(linked.get("keywords")) if isinstance(linked, dict) else []
    return tuple(dict.fromkeys(_present([*authors, *recognised])))


def _list(value: object) -> list[str]:
    items = value if isinstance(value, list) else [value]
    return [item for item in items if isinstance(item, str)]


def _present(values: list[str]) -> Iterator[str]:
    for value in values:
        if value.strip().lower() not in MISSING:
            yield value.strip()


def _text(fields: Mapping[str, Any], key: str) -> str | None:
    """Return a field as the YAML gives it, or None where it is absent or stands for nothing."""
    value = fields.get(key)
    if not isinstance(value, str) or value.strip().lower() in MISSING:
        return None
    return value if key == "caption" else value.strip()
