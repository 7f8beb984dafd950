"""Web pages of figures, articles and identifiers, for tables that people click in.

An address is built only of what has the form of such a name; anything else has no page.
"""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import quote

_PMCID: Final = re.compile(r"PMC\d{1,10}")
_FIGID: Final = re.compile(r"PMC\d{1,10}__[\w.\-]{1,200}", re.ASCII)
_DOI: Final = re.compile(r"10\.\d{4,9}/[^\s\"<>\\^`{|}]{1,200}")
_CURIE: Final = re.compile(r"[a-z][a-z0-9.]{0,30}:[\w.\-/]{1,100}", re.ASCII)


def figure_url(figid: str | None) -> str | None:
    """Return the page of a figure of Pathway Figure OCR, or None.

    Examples:
        >>> figure_url("PMC4111689__cc-13-2017-g1")
        'https://pfocr.wikipathways.org/figures/PMC4111689__cc-13-2017-g1.html'
        >>> figure_url("my figure 3") is None
        True
    """
    if figid is None or not _FIGID.fullmatch(figid):
        return None
    return f"https://pfocr.wikipathways.org/figures/{figid}.html"


def paper_url(paper: str | None) -> str | None:
    """Return the page of an article named by its PMCID or DOI, or None.

    Examples:
        >>> paper_url("PMC4111689"), paper_url("10.1038/nm.3495")
        ('https://pmc.ncbi.nlm.nih.gov/articles/PMC4111689/', 'https://doi.org/10.1038/nm.3495')
        >>> paper_url("review-2021") is None
        True
    """
    if paper is not None and _PMCID.fullmatch(paper):
        return f"https://pmc.ncbi.nlm.nih.gov/articles/{paper}/"
    if paper is not None and _DOI.fullmatch(paper):
        return f"https://doi.org/{quote(paper, safe='/:;()')}"
    return None


def identifier_url(curie: str | None) -> str | None:
    """Return the page of an identifier, by way of the Bioregistry, or None.

    Examples:
        >>> identifier_url("hgnc:3430")
        'https://bioregistry.io/hgnc:3430'
        >>> identifier_url("javascript:alert(1)") is None
        True
    """
    if curie is None or not _CURIE.fullmatch(curie):
        return None
    return f"https://bioregistry.io/{curie}"
