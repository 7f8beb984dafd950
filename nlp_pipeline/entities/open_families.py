"""Families without an identifier, named by a head noun: "tight junction proteins".

A head ("protein", "gene", "receptor" ...) with words before it that say which ones is a family
under its own plain name in the singular. What may stand before a head: adjectives ("pro-fibrotic"),
compounds ("EMT-related"), a few nouns ("target", "stress"), acronyms ("OGA receptor") and known
names of processes, diseases and chemicals. After a molecule the head alone says nothing new ("AKT
kinases" are AKT); with a word between it does ("Wnt target genes").

Plural acronyms are the family of the genes with that stem: "GABs" of GAB1 and GAB2.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from nlp_pipeline.annotations import MentionSpan
from nlp_pipeline.entities.molecules import DASHES, MOLECULE_TYPES, PATTERN
from nlp_pipeline.entities.qualifiers import ACRONYM, LINKS, Qualifiers, find_qualifiers
from nlp_pipeline.entities.view import Memo, TextView
from nlp_pipeline.grounding.grounder import Grounder

_SCORE: Final = 0.6

_HEADS: Final = {
    form: singular
    for singular in (
        *("protein", "gene", "receptor", "factor", "enzyme", "ligand", "kinase", "phosphatase"),
        *("protease", "marker", "channel", "transporter", "cytokine", "chemokine", "antigen"),
        *("glycoprotein", "peptide", "hormone", "autoantibody", "molecule", "mediator", "complex"),
        *("oncoprotein", "oncogene", "metalloproteinase", "proteinase", "transcript", "biomarker"),
        *("coactivator", "corepressor", "co-activator", "co-repressor", "GTPase", "element"),
        *("adhesin", "toxin", "regulator", "effector"),
    )
    for form in (
        singular,
        f"{singular}es" if singular == "complex" else f"{singular}s",
        *((f"{singular[:-1]}ies",) if singular.endswith("y") else ()),
    )
}
_COMPOUND_HEADS: Final = frozenset({"transcription", "growth", "response", "binding", "signaling"})
"""Nouns before a head that belong to it: "transcription factor", "response element"."""

_WEAK_HEADS: Final = {
    "factor": frozenset({"transcription", "growth", "virulence", "angiogenic", "survival"}),
    "molecule": frozenset({"adhesion", "costimulatory", "co-stimulatory", "stimulatory"}),
    "mediator": frozenset({"inflammatory", "pro-inflammatory", "proinflammatory"}),
    "complex": frozenset({"protein", "junctional"}),
    "element": frozenset({"response", "responsive"}),
    "peptide": frozenset({"antimicrobial", "signal", "signaling", "neuroendocrine"}),
    "regulator": frozenset({"cycle", "apoptotic", "transcriptional", "apoptosis"}),
    "effector": frozenset({"apoptotic", "downstream"}),
    "transcript": frozenset({"inflammatory"}),
    "hormone": frozenset({"steroid", "thyroid", "peptide", "sex", "growth", "stress"}),
}
"""Heads that name molecules only after one of these words."""

_FRINGE: Final = frozenset(
    {"protein", "cell", "stem", "core", "stage", "phase", "signal", "tight", "gap"}
)
"""Nouns that qualify only together with another word."""

_AFTER_GENE: Final = frozenset(
    {
        *("expression", "transcription", "silencing", "promoter", "promoters"),
        *("product", "products"),
        *("therapy", "cluster", "network", "networks", "regulation", "level", "levels", "activity"),
        *("activation", "signaling", "signalling", "family", "complex", "complexes", "subunit"),
        *("domain", "synthesis", "translation", "degradation", "inhibitor", "inhibitors", "set"),
        *("kinase", "kinases", "ligand", "ligands", "phosphorylation", "secretion", "production"),
        *("gene", "genes", "program", "programs", "targets", "target", "array", "fusion", "copy"),
        *("members", "interactions", "interaction", "binding", "stability", "pathway", "pathways"),
    }
)
"""Nouns to which a singular head before them belongs: "immune gene expression"."""

_AMOUNTS: Final = frozenset({"expression", "transcription"})
_PROPER: Final = re.compile(r"-(?:associated|activated|interacting|binding|like|inducing|related)$")
"""In the singular these are parts of a protein's own name: "TGFβ-activated kinase"."""

_STEM_HEADS: Final = frozenset({"proteins", "protein", "family", "genes", "members"})
_PATHWAY_HEADS: Final = ("signaling", "signalling", "pathway", "cascade", "axis", "network")
_ALL_HEADS: Final = frozenset(
    {*_HEADS, *_STEM_HEADS, "signal", *_PATHWAY_HEADS, *(f"{head}s" for head in _PATHWAY_HEADS)}
)
_PLURAL_ACRONYM: Final = re.compile(r"(?P<stem>[A-Z]{3,5})s")


def has_heads(view: TextView) -> bool:
    """Whether a text holds a head of a family or pathway, or a plural acronym."""
    return not _ALL_HEADS.isdisjoint(view.words) or any(map(_PLURAL.__getitem__, view.words))


def _is_plural_acronym(word: str) -> bool:
    return word[-1:] == "s" and word[:-1].isupper() and _PLURAL_ACRONYM.fullmatch(word) is not None


_PLURAL: Final = Memo(_is_plural_acronym)


def find_open_families(
    view: TextView, named: Sequence[MentionSpan], grounder: Grounder
) -> Iterator[MentionSpan]:
    """Find families named by a head noun, and plural acronyms of genes.

    Args:
        view: The text.
        named: The readings of known names that count, without overlaps.
        grounder: Knows the genes that share a stem.
    """
    ending = {mention.end_token: mention for mention in named}
    starting = {mention.start_token for mention in named}
    longer = {m.start_token for m in named if m.end_token > m.start_token + 1}
    for token, word in enumerate(view.words):
        head = _HEADS.get(word)
        if head is not None and token and token not in longer:
            yield from _headed(view, token, head, ending, starting)
        elif _PLURAL[word]:
            yield from _stem_family(word[:-1], token, token + 1, grounder)
        if word in _STEM_HEADS and token and ACRONYM.fullmatch(view.words[token - 1]):
            yield from _stem_family(view.words[token - 1], token - 1, token + 1, grounder)


def _stem_family(stem: str, start: int, end: int, grounder: Grounder) -> Iterator[MentionSpan]:
    """Yield the family of the genes that are the stem and a number, unless the stem is a name."""
    if grounder.ground(stem):
        return
    genes = {
        known.term.label
        for number in range(1, 15)
        if (known := grounder.ground_as(f"{stem}{number}", MOLECULE_TYPES)) is not None
        and known.term.label == f"{stem}{number}"
    }
    if len(genes) > 1:
        yield MentionSpan(start, end, "Family", stem, None, PATTERN, 0.7)


def _headed(
    view: TextView,
    token: int,
    head: str,
    ending: Mapping[int, MentionSpan],
    starting: set[int],
) -> Iterator[MentionSpan]:
    known = ending.get(token + 1)
    if known is not None:
        yield from _narrowed(view, known, head, ending)
        return
    plural = view.words[token] != head
    goes_on = token + 1 in starting or _goes_on(view, token + 1)
    if not plural and goes_on and not _is_amount_of_targets(view, token):
        return
    words = find_qualifiers(view, token, ending)
    if words is None or not _is_telling(head, words):
        return
    if not plural and _PROPER.search(words.texts[-1]):
        return
    yield _family(words.start, token + 1, words.texts, head)
    before = words.start - 1
    if before > 0 and view.words[before] in {"and", "or"}:
        shared = find_qualifiers(view, before, ending)
        apart = shared is not None and shared.texts[-1] in _COMPOUND_HEADS
        if shared is not None and plural and not apart and _is_telling(head, shared):
            yield _family(shared.start, before, shared.texts, head)


def _narrowed(
    view: TextView, known: MentionSpan, head: str, ending: Mapping[int, MentionSpan]
) -> Iterator[MentionSpan]:
    """Yield a class that a compound narrows: "EMT-related transcription factors"."""
    generic = known.type == "Family" and not (known.id or "").startswith("fplx:")
    if not generic or not known.label.endswith(head) or known.start_token == 0:
        return
    if view.words[known.start_token - 1] in LINKS:
        words = find_qualifiers(view, known.start_token, ending)
        if words is not None:
            yield _family(words.start, known.end_token, (*words.texts, known.label), "")


def _is_amount_of_targets(view: TextView, token: int) -> bool:
    """Whether the expression of target genes is spoken of: "SREBP target gene expression"."""
    return view.words[token - 1] == "target" and view.words[token + 1] in _AMOUNTS


def _goes_on(view: TextView, token: int) -> bool:
    """Whether a name follows a singular head: "heat shock protein 90", "growth factor β"."""
    if token >= len(view.words):
        return False
    word = view.words[token]
    code = len(word) < 4 and not word.islower() and word[0].isalnum()
    return code or word in DASHES or word in _AFTER_GENE


def _is_telling(head: str, words: Qualifiers) -> bool:
    needed = _WEAK_HEADS.get(head)
    if needed is not None and needed.isdisjoint(words.texts[-2:]):
        return False
    return not all(text in _FRINGE for text in words.texts)


def _family(start: int, end: int, texts: Sequence[str], head: str) -> MentionSpan:
    label = " ".join((*texts, head)).strip()
    return MentionSpan(start, end, "Family", label, None, PATTERN, _SCORE)
