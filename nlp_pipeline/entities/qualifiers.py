"""Words before a head noun that say which ones it means: "pro-fibrotic", "EMT-related", "OGA".

Without a parse these are known by their form: adjectives by their ending, compounds by a closed
list of second parts, nouns by a list, acronyms, and the names that the lexicon knows.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from nlp_pipeline.annotations import MentionSpan
from nlp_pipeline.entities.lexicon_matcher import singulars
from nlp_pipeline.entities.molecules import DASHES, MOLECULE_TYPES
from nlp_pipeline.entities.view import TextView

_NOUNS: Final = frozenset(
    {
        *(
            "protein",
            "target",
            "stress",
            "wound",
            "membrane",
            "surface",
            "adhesion",
            "matrix",
            "junction",
        ),
        *("death", "survival", "cycle", "growth", "repair", "response", "checkpoint", "defense"),
        *("transcription", "adherens", "tight", "gap", "cell", "heat", "shock", "scaffold", "core"),
        *("effector", "reporter", "housekeeping", "stemness", "pluripotency", "lineage", "efflux"),
        *("uptake", "cation", "anion", "ion", "potassium", "sodium", "chloride", "water", "stage"),
        *("phase", "virulence", "resistance", "pathogenesis", "maturation", "differentiation"),
        *("self-renewal", "oncofetal", "pattern", "recognition", "danger", "damage", "nutrient"),
        *("zinc", "finger", "homeobox", "stem", "muscle", "bone", "neuron", "macrophage", "immune"),
        *("basement", "envelope", "capsid", "storage", "contractile", "motor", "cargo", "coat"),
        *("signal", "signaling", "signalling", "docking", "chaperone", "iron", "metal"),
        *("redox", "jasmonate", "osmosensing", "mechanosensing"),
    }
)
LINKS: Final = frozenset(
    {
        *("related", "associated", "specific", "regulated", "dependent", "responsive", "induced"),
        *("inducible", "regulatory", "stimulated", "activated", "binding", "interacting", "gated"),
        *("repressed", "encoded", "derived", "linked", "regulating", "inducing", "promoting"),
        *("sensing", "modifying", "degrading", "forming", "containing", "coupled", "processing"),
        *("remodeling", "remodelling", "responding", "sensitive", "metabolizing", "encoding"),
        *("synthesizing", "producing", "activating", "activatable", "suppressive", "inhibitory"),
        *("independent", "restricted", "enriched", "like", "bound", "mediating", "targeted"),
        *("downstream", "controlled", "driven", "suppressing", "protective", "directed"),
        *("mediated",),
    }
)
_BEYOND: Final = frozenset({"target", "targeted", *LINKS})
"""Words that make something new of a molecule: "Wnt target genes", "p53-regulated proteins"."""

_ADJECTIVE: Final = re.compile(
    r"[a-z]{2,}(?:ic|al|ar|ary|ory|ive|ous|genic|oid)|anti[a-z]{5,}|(?:pro|non)coagulant"
    r"|pro(?:survival|death|growth)|[A-Z]{2,5}ergic|(?:anti|pro|co|non)[-‐‑–][a-z]{5,}"
)
_VERBS: Final = frozenset(
    {
        *("drive", "give", "receive", "derive", "survive", "arrive", "live", "reveal", "appear"),
        *("bear", "vary", "carry", "equal"),
    }
)
"""Verbs with the ending of an adjective: "JAK and SRC drive receptor recycling"."""
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
        *("serious", "human", "plant", "bacterial", "drastic", "dramatic", "unusual"),
        *("complementary", "connecting"),
        # how a drug acts, before the receptor that it acts on
        *("nonselective", "non-selective", "noncompetitive", "non-competitive", "competitive"),
        *("uncompetitive", "nonpeptide", "non-peptide", "nonspecific", "allosteric", "inverse"),
        *("corresponding", "rate-limiting", "native", "rare", "equal", "five", "nine", "twelve"),
        *("well-known", "known", "unknown", "single", "major", "minor", "new", "certain", "both"),
        *("up-regulated", "down-regulated", "upregulated", "downregulated", "co-expressed"),
        *("coexpressed", "proposed", "connected", "correlated", "common", "terminal"),
        *("intermediary",),
        *("ubiquitous", "diverse", "multiple", "possible", "first", "second", "third", "last"),
    }
)
ACRONYM: Final = re.compile(r"[A-Z]{2,6}")
_NOACRONYM: Final = frozenset(
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
_PREFIXES: Final = frozenset({"up", "down", "co", "well", "non", "highly", "newly", "cross"})
_LONGEST: Final = 8


@dataclass(frozen=True, slots=True)
class Qualifiers:
    """The words before a head that belong to it: where they start, and their text for the label."""

    start: int
    texts: tuple[str, ...]


def find_qualifiers(
    view: TextView, end: int, ending: Mapping[int, MentionSpan]
) -> Qualifiers | None:
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
        beyond = beyond or text.replace("-", " ").rpartition(" ")[2] in _BEYOND
    return Qualifiers(start, tuple(texts)) if texts else None


def _word_before(
    view: TextView, end: int, ending: Mapping[int, MentionSpan], *, beyond: bool
) -> tuple[int, str] | None:
    """Return start and text of the one qualifying word or name that ends at a token."""
    word = view.words[end - 1]
    mention = ending.get(end)
    if word in LINKS:
        return _compound(view, end, ending)
    if word in _VAGUE_WORDS or word in _VERBS:
        return None
    if mention is not None and not (mention.type == "DrugClass" and _ADJECTIVE.fullmatch(word)):
        return _mention_before(view, mention, beyond=beyond)
    if view.words[end] not in DASHES and not view.spaced(end - 1):
        return None
    if word in _NOUNS:
        verb = word == "target" and end > 1 and view.words[end - 2].lower() in {"to", "that", "can"}
        return None if verb else (end - 1, word)
    if _ADJECTIVE.fullmatch(word):
        if end > 2 and view.words[end - 2] in DASHES and not view.spaced(end - 3):
            return (end - 3, f"{view.words[end - 3].lower()}-{word}")
        return (end - 1, word)
    if ACRONYM.fullmatch(word) and word not in _NOACRONYM:
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
        joined = " target" if link == "targeted" and molecule else f"-{link}"
        return (mention.start_token, f"{first}{joined}")
    word = view.words[place - 1]
    if place == end - 1 and not (word in _NOUNS or ACRONYM.fullmatch(word)):
        return None
    if not word[0].isalpha() or len(word) < 2 or word.lower() in _PREFIXES:
        return None
    return (place - 1, f"{word}-{link}")


def _plain(view: TextView, start: int, end: int) -> str:
    """Return the text of a name in lower case but for acronyms, a plural in the singular."""
    text = view.surface(start, end)
    text = next(iter(singulars(text)), text)
    return text.lower() if text[1:].islower() else text
