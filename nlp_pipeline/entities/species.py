"""Genes of other organisms: human names are not read into a text that speaks of none but these.

HGNC lists what authors called a human gene at any time; in a text on Arabidopsis or C. elegans the
same letters are another gene ("MPK1", "lag-2"). Where the text or its title names such an organism
and neither man nor a mammal, an alias, a former symbol, or a symbol in another case names no human
gene, but one of that organism, which no list here has; an approved symbol as it stands is kept,
since worm, fly and plant texts name the human counterpart by it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from nlp_pipeline.annotations import MentionSpan
from nlp_pipeline.entities.view import TextView
from nlp_pipeline.grounding.grounder import Grounding

_OTHERS: Final = re.compile(
    r"\b(?:Arabidopsis|Nicotiana|Oryza|Zea mays|Drosophila|Caenorhabditis|C\. ?elegans|nematodes?"
    r"|Escherichia|E\. ?coli|Bacillus|Streptomyces|Salmonella|Mycobacterium|Pseudomonas"
    r"|Aspergillus|Fusarium|Candida|Saccharomyces|S\. ?cerevisiae|S\. ?pombe|Dictyostelium"
    r"|Plasmodium|Trypanosoma|fruit fl(?:y|ies)|plants?|yeasts?|tomato|maize|wheat|barley|potato"
    r"|fung(?:i|al|us)|bacteri(?:a|al|um)|biosynthetic gene cluster)\b"
)
_FAR: Final = (
    *("arabidopsis", "nicotiana", "oryza", "zea mays", "drosophila", "caenorhabditis", "elegans"),
    *("nematode", "escherichia", "coli", "bacillus", "streptomyces", "salmonella", "mycobacter"),
    *("pseudomonas", "aspergillus", "fusarium", "candida", "cerevisiae", "saccharomyces", "pombe"),
    *("dictyostelium", "plasmodium", "trypanosoma", "fruit fl", "plant", "yeast", "tomato"),
    *("maize", "wheat", "barley", "potato", "fung", "bacteri", "biosynthetic"),
)
"""What each name of such an organism holds, in lower case; a text is searched for it first."""
_MAMMALS: Final = re.compile(
    r"\b(?:humans?|patients?|mammal\w*|mouse|mice|murine|rats?|HeLa|HEK|cancers?|tumou?rs?"
    r"|carcinomas?|macrophages?|lymphocytes?|neurons?|fibroblasts?|endothelial|epithelial|clinical"
    r"|[TB][- ]cells?|dendritic|microglia\w*|astrocyt\w*|monocytes?|neutrophils?|hepatocytes?"
    r"|platelets?|leu[kc]ocytes?|erythrocytes?|adipocytes?|cardiomyocytes?|keratinocytes?"
    r"|osteo(?:clast|blast)s?|myocardi\w+|homo sapiens|lipoproteins?)\b",
    re.IGNORECASE,
)
_WEAK: Final = frozenset({"synonym", "previous"})
_AS_WRITTEN: Final = 0.95
_UNGROUNDED: Final = 0.5


def is_of_other_species(*texts: str) -> bool:
    """Whether texts speak of an organism far from man, and of no mammal.

    Examples:
        >>> is_of_other_species("MPK1 in Arabidopsis roots"), is_of_other_species("MPK1 in roots")
        (True, False)
        >>> is_of_other_species("Yeast and human cells share TOR.")
        False
    """
    joined = "\n".join(texts)
    lower = joined.lower()
    if not any(part in lower for part in _FAR):
        return False
    return _OTHERS.search(joined) is not None and _MAMMALS.search(joined) is None


def is_foreign(grounding: Grounding) -> bool:
    """Whether a reading is no human gene where the text is of another organism."""
    term = grounding.term
    if term.type not in {"Gene", "MicroRNA"} or term.source in {"user", "curated"}:
        return False
    return term.status in _WEAK or grounding.spelling < _AS_WRITTEN


def rename_foreign(
    view: TextView, readings: Iterable[tuple[MentionSpan, Grounding]]
) -> tuple[list[MentionSpan], list[MentionSpan]]:
    """Give what is no human gene its own name, without an identifier.

    Returns:
        The readings that hold, a gene of the other organism under the name that the text writes,
        and the readings as human genes that do not.
    """
    kept: dict[MentionSpan, None] = {}
    foreign: list[MentionSpan] = []
    for mention, grounding in readings:
        if not is_foreign(grounding):
            kept.setdefault(mention)
            continue
        foreign.append(replace(mention, reason="the text is of another organism"))
        surface = view.surface(mention.start_token, mention.end_token)
        kept.setdefault(replace(mention, type="Gene", label=surface, id=None, score=_UNGROUNDED))
    return list(kept), foreign
