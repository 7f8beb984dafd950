"""What an article in JATS says of itself: identifiers, year, journal, keywords."""

from __future__ import annotations

from dataclasses import dataclass

from nlp_pipeline.readers.markup import Element, plain_text
from nlp_pipeline.readers.rows import year_of


@dataclass(frozen=True, slots=True)
class Metadata:
    """Metadata of an article; None where it does not give them.

    Attributes:
        pmcid: As ``PMC123``.
        doi, pmid, journal: As given.
        year: The year in which it first appeared.
        keywords: The authors'.
    """

    pmcid: str | None = None
    doi: str | None = None
    pmid: str | None = None
    year: int | None = None
    journal: str | None = None
    keywords: tuple[str, ...] = ()

    @property
    def name_in_set(self) -> str | None:
        """Return what tells the article from the others of a file."""
        return self.pmcid or self.doi or self.pmid


def read_metadata(article: Element) -> Metadata:
    """Read the front matter of an article."""
    journal = article.find("{*}front/{*}journal-meta")
    name = None if journal is None else plain_text(journal.find(".//{*}journal-title"))
    meta = article.find("{*}front/{*}article-meta")
    if meta is None:
        return Metadata(journal=name)
    ids = _ids(meta)
    words = (plain_text(element) for element in meta.iterfind("{*}kwd-group/{*}kwd"))
    return Metadata(
        pmcid=ids.get("pmc"),
        doi=ids.get("doi"),
        pmid=ids.get("pmid"),
        year=_year(meta),
        journal=name,
        keywords=tuple(dict.fromkeys(word for word in words if word)),
    )


def _ids(meta: Element) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in meta.iterfind("{*}article-id"):
        kind, value = element.get("pub-id-type", ""), plain_text(element)
        if value is None:
            continue
        if kind in {"pmc", "pmcid"}:
            number = value.upper().removeprefix("PMC")
            found["pmc"] = f"PMC{number}"
        else:
            found.setdefault(kind, value)
    return found


def _year(meta: Element) -> int | None:
    years = [
        year
        for date in meta.iterfind("{*}pub-date")
        if date.get("pub-type") != "pmc-release"
        and (year := year_of(plain_text(date.find("{*}year")))) is not None
    ]
    return min(years, default=None)
