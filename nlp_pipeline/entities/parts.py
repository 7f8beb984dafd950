"""Names of the lexicon that are no names where they stand: parts of other names, and numbers.

"amino acid" measures a chain, "phosphate" ends the name of a longer compound, "sarcoma" names a
virus, "S14" a figure, and "ER" the organelle. What stands beside the name tells.
"""

from __future__ import annotations

import re
from typing import Final

from nlp_pipeline.entities.lexicon_matcher import LexiconHit
from nlp_pipeline.entities.molecules import DASHES, MOLECULE_TYPES
from nlp_pipeline.entities.view import TextView

_LOCANTS: Final = frozenset({"D", "L", "d", "l", "N", "O", "n"})
_BLOCK: Final = re.compile(r"(?:\w+[-\s])?(?:amino acid|nucleotide)s?", re.IGNORECASE)
_OF_CHAIN: Final = re.compile(
    r"residues?|sequences?|changes?|substitutions?|positions?|identity|stretch(?:es)?|similarity"
    r"|deletions?|insertions?|polymorphisms?|repeats?|motifs?|composition|\d.*"
)
_NAMED_AFTER: Final = frozenset({"virus", "viruses", "Society", "Institute", "Center", "Centre"})
_NUMBERED: Final = re.compile(r"[A-Z]\d{1,2}[A-Z]?")
_LONGEST_NUMBERED: Final = 4
_COUNTING: Final = re.compile(
    r"(?:[Ff]ig|[Tt]able|[Ss]cheme|[Ff]ile|[Pp]anel|[Ss]uppl|polypeptide)"
)
_ORGANELLE: Final = re.compile(
    r"\bER(?:[- ](?:stress|membrane|lumen|chaperone|calcium|Ca2|exit)|AD\b)|endoplasmic|unfolded"
    r"|\bUPR\b|\bPERK\b|\bIRE1|\bGolgi|cytosol|lumen|\b(?:Ins)?IP3R|\bIP3 receptor|\bSERCA|\bSTIM1"
    r"|\bRyRs?\b|ryanodine|Ca2\+ stores?|mitochondria-associated"
)
_ENZYME: Final = re.compile(
    r"[- ]?(?:\d[\d,'′]*[- ](?:(?:bis|tris)?phosphate )?)*"
    r"[A-Za-z]*(?:hydrol|hydroxyl|kin|oxid"
    r"|reduct|synth|transfer|mut|isomer|phosphat|dehydrogen|de?amin|lig|ly|esterase|prote)ases?\b"
)
"""What makes an enzyme of the compound before it: "GTP cyclohydrolase"."""
_RECEPTOR: Final = re.compile(r"(?:-\d+)?\s[Tt]ype[ -](?:I{1,3}|[12AB]|[12][AB])\s[Rr]eceptors?\b")
"""What makes a receptor of the ligand before it."""
_PHOSPHATES: Final = re.compile(r"P\d?(?!\w)")
_OF_GENE: Final = re.compile(r" of (?:the )?(?:[A-Z][\w-]*[A-Z\d]|[a-z]?[A-Z]{2})")
_OF_ALCOHOL: Final = re.compile(
    r"(?!chronic|toxic|acute)[a-z]*(?:yl|inic|fatty|sugar)|[A-Z][a-z]{8,}"
)
_AMINO_ACIDS: Final = frozenset({"Tyr", "Ser", "Thr", "Lys"})
_NUMBERS: Final = frozenset(
    {
        *("single", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
        *("first", "last", "terminal", "hydrophobic", "acidic", "basic", "conserved", "deduced"),
    }
)
"""Before "amino acid" they tell of places in a protein's chain."""


def is_part(view: TextView, hit: LexiconHit, entity_type: str) -> bool:
    """Say whether a name is no name of its own here.

    Args:
        view: The text.
        hit: Where the name stands.
        entity_type: The type of its best reading.
    """
    if _is_numbered(view, hit) or _is_bracketed_stem(view, hit):
        return True
    if entity_type == "Disease":
        return _names_another(view, hit)
    if entity_type == "Chemical" and _is_counted(view, hit):
        return True
    if entity_type == "Process":
        return _is_cause(view, hit) or _silences(view, hit) or _is_of_targets(view, hit)
    if entity_type in MOLECULE_TYPES:
        if _is_tail(view, hit):
            return True
        return _is_organelle(view, hit) or _is_of_receptor(view, hit) or _is_residue(view, hit)
    if entity_type not in {"Chemical", "Drug"}:
        return False
    return _is_cut(view, hit) or _is_of_enzyme(view, hit) or _is_other_alcohol(view, hit)


def _is_cut(view: TextView, hit: LexiconHit) -> bool:
    """Whether a chemical is the tail of a longer name ("methyl-d-erythritol 4-phosphate")."""
    start = hit.start_token
    return (
        start >= 2
        and view.words[start - 1] in DASHES
        and view.words[start - 2] in _LOCANTS
        and not view.spaced(start - 1)
    )


def _is_tail(view: TextView, hit: LexiconHit) -> bool:
    """Whether an enzyme is the tail of a longer name: "methylglutaryl coenzyme A synthase"."""
    start = hit.start_token
    before = view.words[start - 1] if start else ""
    return before.endswith("yl") and len(before) > 4 and hit.surface.endswith("ase")


def _is_of_enzyme(view: TextView, hit: LexiconHit) -> bool:
    """Whether a chemical begins the name of an enzyme that no list has: "GTP cyclohydrolase"."""
    return _ENZYME.match(view.text, view.ends[hit.end_token - 1]) is not None


def _is_other_alcohol(view: TextView, hit: LexiconHit) -> bool:
    """Whether "alcohol" ends another compound's name: "artemisinic alcohol"."""
    if hit.surface.lower() not in {"alcohol", "alcohols"} or not hit.start_token:
        return False
    return _OF_ALCOHOL.fullmatch(view.words[hit.start_token - 1]) is not None


def _is_of_receptor(view: TextView, hit: LexiconHit) -> bool:
    """Whether a ligand begins the name of its receptor: "activin type II receptors"."""
    return _RECEPTOR.match(view.text, view.ends[hit.end_token - 1]) is not None


def _is_residue(view: TextView, hit: LexiconHit) -> bool:
    """Whether a gene's name is an amino acid here: "Tyr-phosphorylation"."""
    if hit.surface not in _AMINO_ACIDS:
        return False
    return view.text.startswith("phospho", view.ends[hit.end_token - 1] + 1)


def _names_another(view: TextView, hit: LexiconHit) -> bool:
    """Whether a disease is part of another name: "Rous sarcoma virus", "Cancer Society"."""
    end = hit.end_token
    return end < len(view.words) and view.words[end] in _NAMED_AFTER


def _is_numbered(view: TextView, hit: LexiconHit) -> bool:
    """Whether a letter and a number count something: "Figure S14", "polypeptide A10"."""
    if len(hit.surface) > _LONGEST_NUMBERED or not _NUMBERED.fullmatch(hit.surface):
        return False
    start, end = hit.start_token, hit.end_token
    before = start > 0 and _COUNTING.match(view.words[start - 1])
    after = end < len(view.words) and view.words[end] in {"position", "positions"}
    return bool(before or after)


def _is_bracketed_stem(view: TextView, hit: LexiconHit) -> bool:
    """Whether a longer name goes on behind a bracket: "PI(4)" of "PI(4)P"."""
    if hit.surface[-1] != ")":
        return False
    return _PHOSPHATES.match(view.text, view.ends[hit.end_token - 1]) is not None


def _is_cause(view: TextView, hit: LexiconHit) -> bool:
    """Whether "in response to hypoxia" says through what something comes about: hypoxia."""
    before = view.words[hit.start_token - 1].lower() if hit.start_token else ""
    return before == "in" and hit.surface.lower().startswith("response to")


def _is_of_targets(view: TextView, hit: LexiconHit) -> bool:
    """Whether a symbol says whose targets are expressed: "SREBP target gene expression"."""
    target = hit.start_token - (hit.surface.startswith("gene "))
    if target < 1 or view.words[target] != "target":
        return False
    before = view.words[target - 1]
    joined = target > 1 and view.words[target - 2] in DASHES
    return joined or not (before.islower() or before.istitle())


def _silences(view: TextView, hit: LexiconHit) -> bool:
    """Whether "epigenetic silencing of MLH1" is what happens to a gene, and no process.

    So too "proteasomal degradation of IRS-1".
    """
    if not hit.surface.endswith(("silencing", "repression", "degradation")):
        return False
    return _OF_GENE.match(view.text, view.ends[hit.end_token - 1]) is not None


def _is_organelle(view: TextView, hit: LexiconHit) -> bool:
    """Whether "ER" is the endoplasmic reticulum in a text that speaks of it alone."""
    if hit.surface != "ER":
        return False
    return _ORGANELLE.search(view.text) is not None and "estr" not in view.lower


def _is_counted(view: TextView, hit: LexiconHit) -> bool:
    """Whether a building block measures a chain: "423 amino acids", "amino acid sequence"."""
    if not _BLOCK.fullmatch(hit.surface):
        return False
    before = view.words[hit.start_token - 1] if hit.start_token else ""
    after = view.words[hit.end_token] if hit.end_token < len(view.words) else ""
    return before[-1:].isdigit() or before.lower() in _NUMBERS or bool(_OF_CHAIN.fullmatch(after))
