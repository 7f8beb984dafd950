"""Symbols that no vocabulary has, read where the parse has them act or be acted on.

"HyFS induces autophagy", "DELLA interacts with FLC": whoever reads the sentence knows that these
are names though nobody lists them. A word that looks like a symbol is one where it is the subject
or object of a verb, its agent, or what a noun for an event is said of; elsewhere it may be a
method, a place or a group of patients.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, cast

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from nlp_pipeline.annotations import (
    MentionSpan,
    get_legend,
    get_mentions,
    get_parsed,
    set_mentions,
)
from nlp_pipeline.entities.cell_lines import load_cell_lines
from nlp_pipeline.entities.model_names import names_cells_by_form
from nlp_pipeline.entities.process_nouns import kind_of_noun
from nlp_pipeline.entities.short_forms import find_abbreviations
from nlp_pipeline.grounding.grounder import LexiconLike

if TYPE_CHECKING:
    from nlp_pipeline.entities.recogniser import EntityRecogniser

FACTORY: Final = "nlp_pipeline_symbols"
SOURCE: Final = "parse"
SCORE: Final = 0.45

_SYMBOL: Final = re.compile(
    r"(?=.*[A-Z])(?=.*[A-Z].*[A-Z0-9]|[a-z]+[A-Z])[A-Za-zα-ω0-9]{2,10}(?:[-‐/][A-Za-zα-ω0-9]{1,6})?"
)
_NO_SYMBOL: Final = re.compile(
    r"[A-Z]?\d+[A-Z]?|[IVX]+|[A-Z]{1,2}\d?|\d.*|[A-Z]{2,}s|[A-Z]{1,2}[59]0|.*(?:kDa|mM|nM|μM)|(?:WT|KO|KD|OE|PCR|RNA|DNA|USA|UK|NA|NS"
    r"|ChIP|ELISA|IHC|FACS|TCGA|KEGG|GO|GSEA|GEO|PPI|ROC|HR|CI|OS|PFS|RFS|DFS|MRI|CT|PET|SNP|UTR|ORF"
    r"|TF|TFs|PTM|PTMs|ECM|BBB|CNS|PNS|EMT|MET|TCA|ETC|TME|BM|ER|PM|MOI|SD|SEM|ANOVA|FDA|WHO|MS|NMR|LC"
    r"|[A-Z]{8,}|PURPOSE|METHODS?|RESULTS?|AIMS?|STUDY|DESIGN|SETTING"
    r"|HPLC|UV|IR|GFP|RFP|YFP|CFP|EGFP|mCherry|PDB|NCBI|UniProt|GWAS|QTL|eQTL|mRNAs?|[a-z]{0,4}RNAs?)"
)
_EVENT: Final = re.compile(
    r".{3,}(?:tion|sion|ment|ysis|ance|ence|loss|release|knockdown|binding)s?"
)
_ROLES: Final = frozenset({"nsubj", "nsubjpass", "dobj"})
_MODIFIERS: Final = frozenset({"compound", "nmod"})
_GROUPS: Final = frozenset(
    {"cell", "cells", "mice", "mouse", "patients", "patient", "group", "groups", "line", "lines"}
    | {"assay", "analysis", "model", "models", "score", "database", "tumors", "tumours", "rats"}
)


class SymbolFinder:
    """Component that adds the symbols of the parse to the mentions of a Doc.

    Reads ``mentions``, ``legend``, ``abbreviations`` and the parsed sentences; writes ``mentions``.
    Without a parse a Doc stays as it is.

    Args:
        lexicon: Tells which words are no names.
    """

    def __init__(self, lexicon: LexiconLike) -> None:
        self.lexicon = lexicon

    def __call__(self, doc: Doc) -> Doc:
        """Add the symbols of one Doc."""
        found = list(find_symbols(doc, self.lexicon))
        if found:
            set_mentions(doc, [*get_mentions(doc), *found])
        return doc


def find_symbols(doc: Doc, lexicon: LexiconLike) -> Iterator[MentionSpan]:
    """Yield the symbols that no mention covers and that the parse has in an argument's place.

    Args:
        doc: A Doc with mentions and parsed sentences.
        lexicon: Tells which words are no names.
    """
    defined = {a.short: a.long for a in find_abbreviations(doc)}
    owned = {i for m in get_mentions(doc) for i in range(m.start_token, m.end_token)}
    owned |= {i for span in get_legend(doc) for i in range(span.start, span.end)}
    for sentence in get_parsed(doc):
        for token in sentence:
            if token.i not in owned and _is_argument(token):
                span = _whole(token, sentence, owned)
                if span is not None and _is_symbol(span, lexicon):
                    long = defined.get(span.text)
                    if long is not None and kind_of_noun(long.split()[-1].lower()) is not None:
                        continue
                    owned |= set(range(span.start, span.end))
                    label = long or span.text
                    yield MentionSpan(span.start, span.end, "Gene", label, None, SOURCE, SCORE)


def looks_like_symbol(text: str) -> bool:
    """Tell whether a word has the form of a symbol that may be a name.

    Examples:
        >>> looks_like_symbol("HyFS"), looks_like_symbol("DELLA"), looks_like_symbol("PCR")
        (True, True, False)
    """
    return _SYMBOL.fullmatch(text) is not None and _NO_SYMBOL.fullmatch(text) is None


def _is_argument(token: Token) -> bool:
    """Tell whether a token acts or is acted on."""
    head = token.head
    if token.dep_ == "conj" and token.head.i != token.i:
        return token.tag_.startswith("NN") and _is_argument(head)
    if token.dep_ in _ROLES:
        return head.tag_.startswith("VB") and head.lemma_ not in {"be", "have", "show", "use"}
    if token.dep_ != "pobj":
        return False
    noun = head.head
    if head.lower_ == "by":
        return noun.tag_ in {"VBN", "VBD"} or bool(_EVENT.fullmatch(noun.lower_))
    if head.lower_ in {"of", "with", "to"}:
        verb = noun.tag_.startswith("VB") and head.lower_ != "of"
        return verb or bool(_EVENT.fullmatch(noun.lower_))
    return False


def _whole(token: Token, sentence: Span, owned: set[int]) -> Span | None:
    """Return the token with what is joined to it by dashes or slashes, None where that is named."""
    doc = token.doc
    start, end = token.i, token.i + 1
    while start - 1 >= sentence.start and not doc[start - 1].whitespace_:
        start -= 1
    while end < sentence.end and not doc[end - 1].whitespace_ and doc[end].text not in ".,;:)]":
        end += 1
    if any(i in owned for i in range(start, end)):
        return None
    behind = doc[end].lower_ if end < sentence.end else ""
    explained = behind == "(" and end + 1 in owned
    more = any(c.dep_ in _MODIFIERS and c.i < start for c in token.children)
    return None if behind in _GROUPS or explained or more else doc[start:end]


def _is_symbol(span: Span, lexicon: LexiconLike) -> bool:
    text = span.text
    known = text in load_cell_lines() or lexicon.is_stop_name(text) or names_cells_by_form(text)
    return looks_like_symbol(text) and not known


@Language.factory(
    FACTORY,
    requires=["token.tag", "token.lemma", "token.dep", "token.head"],
    assigns=["doc.spans"],
)
def make_symbol_finder(nlp: Language, name: str) -> SymbolFinder:  # noqa: ARG001
    """Build the component with the lexicon of the recogniser before it.

    Args:
        nlp: The pipeline, which must have ``nlp_pipeline_entities``.
        name: Name of the component.

    Raises:
        KeyError: The pipeline has no such component.
    """
    entities = cast("EntityRecogniser", nlp.get_pipe("nlp_pipeline_entities"))
    return SymbolFinder(entities.grounder.lexicon)
