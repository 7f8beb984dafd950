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
from dataclasses import dataclass
from typing import Final

from nlp_pipeline.annotations import MentionSpan
from nlp_pipeline.entities.lexicon_matcher import singulars
from nlp_pipeline.entities.molecules import DASHES, MOLECULE_TYPES, PATTERN
from nlp_pipeline.entities.view import TextView
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
        *("neurotransmitter", "adhesin", "toxin", "regulator", "effector"),
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
}
"""Heads that name molecules only after one of these words."""

_NOUNS: Final = frozenset(
    {
        *("target", "stress", "wound", "membrane", "surface", "adhesion", "matrix", "junction"),
        *("death", "survival", "cycle", "growth", "repair", "response", "checkpoint", "defense"),
        *("transcription", "adherens", "tight", "gap", "cell", "heat", "shock", "scaffold", "core"),
        *("effector", "reporter", "housekeeping", "stemness", "pluripotency", "lineage", "efflux"),
        *("uptake", "cation", "anion", "ion", "potassium", "sodium", "chloride", "water", "stage"),
        *("phase", "virulence", "resistance", "pathogenesis", "maturation", "differentiation"),
        *("self-renewal", "oncofetal", "pattern", "recognition", "danger", "damage", "nutrient"),
        *("zinc", "finger", "homeobox", "stem", "muscle", "bone", "neuron", "macrophage", "immune"),
        *("basement", "envelope", "capsid", "storage", "contractile", "motor", "cargo", "coat"),
        *("signal", "signaling", "signalling", "docking", "chaperone", "iron", "metal", "fusion"),
    }
)
_LINKS: Final = frozenset(
    {
        *("related", "associated", "specific", "regulated", "dependent", "responsive", "induced"),
        *("inducible", "regulatory", "stimulated", "activated", "binding", "interacting", "gated"),
        *("repressed", "encoded", "derived", "linked", "regulating", "inducing", "promoting"),
        *("sensing", "modifying", "degrading", "forming", "containing", "coupled", "processing"),
        *("remodeling", "remodelling", "responding", "sensitive", "metabolizing", "encoding"),
        *("synthesizing", "producing", "activating", "activatable", "suppressive", "inhibitory"),
        *("independent", "restricted", "enriched", "like", "bound", "mediating", "targeted"),
        *("downstream", "controlled", "driven", "suppressing", "protective", "directed"),
    }
)
_BEYOND: Final = frozenset({"target", "targeted", *_LINKS})
"""Words that make something new of a molecule: "Wnt target genes", "p53-regulated proteins"."""

_ADJECTIVE: Final = re.compile(
    r"[a-z]{2,}(?:ic|al|ar|ary|ory|ive|ous|genic|oid|tile|tease)|(?:anti|pro|co|non)[-‐‑–]?[a-z]{5,}"
)
_VAGUE_WORDS: Final = frozenset(
    {
        *("several", "specific", "additional", "critical", "essential", "crucial", "potential"),
        *("normal", "typical", "final", "individual", "actual", "general", "total", "special"),
        *("basic", "respective", "active", "inactive", "positive", "negative", "various", "main"),
        *("numerous", "previous", "obvious", "similar", "particular", "necessary", "putative"),
        *("extensive", "alternative", "relative", "principal", "usual", "central", "classical"),
        *("novel", "important", "many", "key", "other", "different", "selective", "effective"),
        *("functional", "hypothetical", "experimental", "mutual", "overall", "primary", "original"),
        *("secondary", "canonical", "identical", "partial", "real", "global", "local", "initial"),
        *("differential", "analogous", "homologous", "heterologous", "endogenous", "exogenous"),
        *("serious", "human", "plant", "bacterial", "drastic", "dramatic", "unusual", "complementary"),
        *("corresponding", "rate-limiting", "native", "rare", "equal", "five", "nine", "twelve"),
        *("well-known", "known", "unknown", "single", "major", "minor", "new", "certain", "both"),
        *("ubiquitous", "diverse", "multiple", "possible", "first", "second", "third", "last"),
    }
)
_FRINGE: Final = frozenset({"cell", "stem", "core", "stage", "phase", "signal", "tight", "gap"})
"""Nouns that qualify only together with another word."""

_ACRONYM: Final = re.compile(r"[A-Z]{2,6}")
_NO_ACRONYM: Final = frozenset(
    {"RNA", "DNA", "PCR", "WT", "KO", "II", "III", "IV", "VI", "UTR", "ELISA", "IHC", "GFP", "GO"}
)
_KNOWN_ACRONYMS: Final = {
    "TJ": "tight junction",
    "AJ": "adherens junction",
    "ECM": "extracellular matrix",
    "BM": "basement membrane",
    "ER": "endoplasmic reticulum",
    "HSP": "heat shock",
}
_NAMED: Final = frozenset({"Process", "Disease", "Chemical"})
_STEM_HEADS: Final = frozenset({"proteins", "protein", "family", "genes", "members"})
_PLURAL_ACRONYM: Final = re.compile(r"(?P<stem>[A-Z]{3,5})s")
_LONGEST: Final = 8


@dataclass(frozen=True, slots=True)
class _Words:
    """The words before a head that belong to it: where they start, and their text for the label."""

    start: int
    texts: tuple[str, ...]


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
    for token, word in enumerate(view.words):
        head = _HEADS.get(word)
        if head is not None and token:
            yield from _headed(view, token, head, ending, starting)
        elif _PLURAL_ACRONYM.fullmatch(word):
            yield from _stem_family(word[:-1], token, token + 1, grounder)
        if word in _STEM_HEADS and token and _ACRONYM.fullmatch(view.words[token - 1]):
            yield from _stem_family(view.words[token - 1], token - 1, token + 1, grounder)


def _stem_family(
    stem: str, start: int, end: int, grounder: Grounder
) -> Iterator[MentionSpan]:
    """Yield the family of the genes that are the stem and a number, unless the stem is a name."""
    if grounder.ground(stem):
        return
    genes = {
        known.term.label
        for number in ("1", "2", "3", "4", "5")
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
    if not plural and (token + 1 in starting or _goes_on(view, token + 1)):
        return
    words = _words_before(view, token, ending)
    if words is None or not _is_telling(head, words):
        return
    yield _family(words.start, token + 1, words.texts, head)
    before = words.start - 1
    if before > 0 and view.words[before] in {"and", "or"}:
        shared = _words_before(view, before, ending)
        if shared is not None and plural and _is_telling(head, shared):
            yield _family(shared.start, before, shared.texts, head)


def _narrowed(
    view: TextView, known: MentionSpan, head: str, ending: Mapping[int, MentionSpan]
) -> Iterator[MentionSpan]:
    """Yield a class that a compound narrows: "EMT-related transcription factors"."""
    if known.type != "Family" or not known.label.endswith(head) or known.start_token == 0:
        return
    if view.words[known.start_token - 1] in _LINKS:
        words = _words_before(view, known.start_token, ending)
        if words is not None:
            yield _family(words.start, known.end_token, (*words.texts, known.label), "")


def _goes_on(view: TextView, token: int) -> bool:
    """Whether a name follows a singular head: "heat shock protein 90", "growth factor β"."""
    if token >= len(view.words):
        return False
    word = view.words[token]
    return word in DASHES or (len(word) < 4 and not word.islower() and word[0].isalnum())


def _is_telling(head: str, words: _Words) -> bool:
    needed = _WEAK_HEADS.get(head)
    if needed is not None and needed.isdisjoint(words.texts[-2:]):
        return False
    return not all(text in _FRINGE for text in words.texts)


def _family(start: int, end: int, texts: Sequence[str], head: str) -> MentionSpan:
    label = " ".join((*texts, head)).strip()
    return MentionSpan(start, end, "Family", label, None, PATTERN, _SCORE)


def _words_before(
    view: TextView, end: int, ending: Mapping[int, MentionSpan]
) -> _Words | None:
    """Collect the words before a token, from right to left, as far as they qualify a family.

    Returns:
        None where there are none, or where a bare molecule is all that there is.
    """
    texts: list[str] = []
    start = end
    beyond = False
    while start > 0 and end - start < _LONGEST:
        found = _word_before(view, start, ending, beyond=beyond)
        if found is None:
            break
        start, text = found
        texts.insert(0, text)
        beyond = beyond or text.rpartition("-")[2] in _BEYOND
    return _Words(start, tuple(texts)) if texts else None


def _word_before(
    view: TextView, end: int, ending: Mapping[int, MentionSpan], *, beyond: bool
) -> tuple[int, str] | None:
    """Return start and text of the one qualifying word or name that ends at a token."""
    word = view.words[end - 1]
    mention = ending.get(end)
    if word in _LINKS:
        return _compound(view, end, ending)
    if mention is not None:
        return _mention_before(view, mention, beyond=beyond)
    if word in _VAGUE_WORDS or (view.words[end] not in DASHES and not view.spaced(end - 1)):
        return None
    if word in _NOUNS:
        verb = word == "target" and end > 1 and view.words[end - 2].lower() in {"to", "that", "can"}
        return None if verb else (end - 1, word)
    if _ADJECTIVE.fullmatch(word):
        if end > 2 and view.words[end - 2] in DASHES and not view.spaced(end - 3):
            return (end - 3, f"{view.words[end - 3].lower()}-{word}")
        return (end - 1, word)
    if _ACRONYM.fullmatch(word) and word not in _NO_ACRONYM:
        return (end - 1, _KNOWN_ACRONYMS.get(word, word))
    return None


def _mention_before(
    view: TextView, mention: MentionSpan, *, beyond: bool
) -> tuple[int, str] | None:
    if mention.start_token > 1 and view.words[mention.start_token - 1] in DASHES:
        return None
    if mention.type in MOLECULE_TYPES or mention.type == "MicroRNA":
        return (mention.start_token, mention.label) if beyond else None
    if mention.type in _NAMED and mention.source != "model":
        return (mention.start_token, _plain(view, mention.start_token, mention.end_token))
    if mention.type == "Pathway" and beyond:
        return (mention.start_token, mention.label)
    return None


def _compound(
    view: TextView, end: int, ending: Mapping[int, MentionSpan]
) -> tuple[int, str] | None:
    """Read "EMT-related", "EMT related", "stress-induced" that ends at a token."""
    link = view.words[end - 1]
    place = end - 1
    if place > 0 and view.words[place - 1] in DASHES:
        place -= 1
    if place == 0:
        return None
    mention = ending.get(place)
    if mention is not None:
        molecule = mention.type in MOLECULE_TYPES
        first = mention.label if molecule else _plain(view, mention.start_token, place)
        return (mention.start_token, f"{first}-{link}")
    word = view.words[place - 1]
    if place == end - 1 and not (word in _NOUNS or _ACRONYM.fullmatch(word)):
        return None
    if not word[0].isalpha() or len(word) < 2:
        return None
    return (place - 1, f"{word}-{link}")


def _plain(view: TextView, start: int, end: int) -> str:
    """Return the text of a name in lower case but for acronyms, a plural in the singular."""
    text = view.surface(start, end)
    text = next(iter(singulars(text)), text)
    return text.lower() if text[1:].islower() else text
