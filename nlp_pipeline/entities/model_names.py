"""Names that only the statistical model has seen: typed, ungrounded, and filtered by shape.

On running text of abstracts the model's names are mostly right, on captions half of them are
cell lines, residues and figure panels; a name must look like one of its type to fill a gap.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from spacy.tokens import Doc, Span

from nlp_pipeline.annotations import MentionSpan
from nlp_pipeline.entities.compound_codes import is_given
from nlp_pipeline.entities.lexicon_matcher import singulars
from nlp_pipeline.grounding.grounder import LexiconLike
from nlp_pipeline.text.sentences import HEADINGS

MODEL: Final = "model"
_TYPES: Final = {
    "CANCER": "Disease",
    "CHEMICAL": "Chemical",
    "DISEASE": "Disease",
    "GENE": "Gene",
}
_SCORE: Final = 0.5

_GENE: Final = re.compile(
    r"(?=\S*[A-Za-zα-ω])(?:\S*\d\S*|\S*[A-Z]\S*[A-Z]\S*|\S*[α-ω]\S*|[A-Z][a-z]{4,}|[a-z]+[A-Z]\S*)"
    r"(?:\s\S+){0,3}"
)
_CHEMICAL: Final = re.compile(r"(?=\S*[A-Za-zα-ω]{3})\S{4,}(?:\s\S+){0,3}")
_DISEASE: Final = re.compile(
    r".*(?:oma|itis|osis|emia|pathy|disease|syndrome|cancer|tumou?r|deficiency|failure|disorder"
    r"|injury|infection|fibrosis|megaly|neoplasm|metastasis)s?",
    re.IGNORECASE,
)
_CODE: Final = re.compile(r"[A-Za-z]{1,5}[- ]?\d{3,7}[A-Za-z]?")
_SHAPES: Final = {"Gene": _GENE, "Chemical": _CHEMICAL, "Disease": _DISEASE, "Drug": _CODE}
_NO_NAME: Final = re.compile(
    r"""
    .*[\[\]{}|…].*                                        # panels and citations
    | .+\s\(\d\d?[a-z]?\)                                 # a name and the number of its arrow
    | .*\b(?:[Ff]ig(?:ure)?|cells?|lines?|mice|panel|arrows?)\b.*
    | (?:Ser|Thr|Tyr|Lys|Arg|His|Ala|Cys|Asp|Glu|Gly|[STYK])-?\d{1,4}   # residues
    | [^()]*[()][^()]*                                     # half a pair of brackets
    | (?:dark|light)?\s?(?:green|blue|red|yellow|orange|purple|violet|black|white|gr[ae]y|pink|cyan)
    | KEGG | IPA | GEO | TCGA | GSEA | DAVID | STRING | PDB     # databases and tools
    | log\d+ | [a-z]{3}\d{5} | https?:.* | pH | plugin | plot | spheroide? | octahedral | RKK
    | whose\s.* | .*rectangle | pentacyclic | SH[23]
    | (?:RNA|DNA|LC|MS|PCR|ChIP)-?\w{2,4} | LC-MS | \d+[A-Z] | [Rr]efs?\.?\s?\d+
    """,
    re.VERBOSE,
)
_CELLS: Final = re.compile(
    r"(?!RISC|DISC)(?:[a-z]{1,3}|[A-Z][a-z])?[A-Z]{0,3}SCs?|(?:CT|TI|RG|OP|MDS|BMD|SM|N[PK]|R[BG])"
    r"[CL]s?|PBMCs?|Tregs?|(?:TA|CA|BMD|N)[MF]s?|[mp]?DCs?|[A-Z]{1,3}Cs"
)
"""Short forms of kinds of cells (MuSCs, CTLs, TAMs), which are no molecules."""

_YEAST_GENE: Final = re.compile(r"[A-Z][a-z]{2}\d{1,3}|Y[A-P][LR]\d{3}[WCwc]")
"""Cdc53 and YHR186c, which the model takes for the code of a compound."""

_HEADING: Final = re.compile(r"[A-Z]{4,}(?:\(?S\)?)?")

_AFTER_CELL_LINE: Final = frozenset({"cell", "cells", "xenograft", "xenografts", "mice"})


def find_model_names(doc: Doc, lexicon: LexiconLike) -> Iterator[MentionSpan]:
    """Yield the entities of ``doc.ents`` that have the shape of a name of their type.

    The label is the text itself; of diseases and chemicals the singular in lower case.
    """
    compounds = _find_codes(doc)
    for ent in doc.ents:
        entity_type = _TYPES.get(ent.label_)
        text = " ".join(ent.text.split()).rstrip(".")
        if text in compounds:
            entity_type = "Drug"
        if _HEADING.fullmatch(text) and text.lower() in HEADINGS:
            continue
        if entity_type == "Chemical" and _YEAST_GENE.fullmatch(text):
            entity_type = "Gene"
        if entity_type is None or lexicon.is_stop_name(text) or _names_cells(doc, ent):
            continue
        if _CELLS.fullmatch(text):
            continue
        if _SHAPES[entity_type].fullmatch(text) and not _NO_NAME.fullmatch(text):
            label = _label(text, entity_type)
            yield MentionSpan(ent.start, ent.end, entity_type, label, None, MODEL, _SCORE)


def names_cells_by_form(text: str) -> bool:
    """Whether a short form has the form of one for a kind of cells: "MuSCs", "TAMs"."""
    return _CELLS.fullmatch(text) is not None


def _names_cells(doc: Doc, ent: Span) -> bool:
    return ent.end < len(doc) and doc[ent.end].lower_ in _AFTER_CELL_LINE


def _label(text: str, entity_type: str) -> str:
    if entity_type == "Gene":
        return text
    singular = next(iter(singulars(text)), text)
    return singular.lower() if singular[1:].islower() else singular


def _find_codes(doc: Doc) -> frozenset[str]:
    """Return the codes that the text says to be compounds: "PX-1490, an A inhibitor".

    Examples:
        >>> bool(_CODE.fullmatch("BRN-103")), bool(_CODE.fullmatch("CDC25"))
        (True, False)
    """
    text = doc.text
    return frozenset(
        [
            ent.text
            for ent in doc.ents
            if _TYPES.get(ent.label_) == "Gene"
            and _CODE.fullmatch(ent.text)
            and is_given(text, ent.start_char, ent.end_char)
        ]
    )
