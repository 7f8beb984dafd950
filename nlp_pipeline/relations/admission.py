"""Which of the mentions can stand in a triple: not the "DAF" of "DAF-9", not "green proteins"."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from nlp_pipeline.annotations import MentionSpan
from nlp_pipeline.relations.cut_names import is_cut_compound, is_cut_protein
from nlp_pipeline.relations.event_words import is_event_word
from nlp_pipeline.relations.metabolites import (
    VAGUE_ENZYME,
    is_free_acid,
)
from nlp_pipeline.relations.words import DASHES, Words
from nlp_pipeline.text.tokens import Tokens
from nlp_pipeline.vocabulary import COMPOUNDS, MOLECULES

GENERIC_FAMILY = re.compile(
    r"(?:(?:[a-z]+[- /]){0,3}(?:kinase|phosphatase|ligase|gtpase|protease|oncoprotein|cytokine"
    r"|chemokine|transcription factor|receptor|effector|(?:co-?)?(?:activator|repressor)))"
    r"|TK|RTK|GPCR|Protease|Phosphatase|E3_Ub_ligase|GTPase"
)
"""Families that say what kind of protein the gene named right before them is."""
DOMAINS = frozenset(
    {"PTB", "SH2", "SH3", "PH", "PDZ", "WW", "TIR", "DED", "CARD", "DD", "RBD", "RING", "BAR"}
    | {"FERM", "BTB", "LIM", "ARM", "TPR", "ITAM", "BH3", "SET", "HMG", "KH", "POU", "EF"}
)
"""Domains that are also names of genes."""
COLOURED = re.compile(
    r"(?:dark |light )?(?:green|red|blue|yellow|orange|purple|pink|gr[ae]y|black) "
    r"(?:proteins?|genes?|receptors?|lines?|arrows?|boxes)\b",
    re.IGNORECASE,
)
"""What a figure only shows in a colour."""
KINDS_OF_KINASE = frozenset({"-", "‐", "non", "receptor", "serine", "threonine", "/"})
"""What stands between a gene and its family: "Src (non-receptor) tyrosine kinase"."""
OF_TARGETS = MOLECULES | {"Pathway"}
TARGETS_BEHIND = re.compile(r"(?:\s?/\s?[\w-]+)?[\s-]?target genes?\b", re.IGNORECASE)
"""What makes of a name that of others: "SREBP target genes"."""
SERUM_MARKERS = frozenset({"KLK3", "MUC16", "CEACAM5"})
MEASURED = frozenset({"response", "responses", "progression", "decline", "relapse", "recurrence"})


@dataclass(frozen=True, slots=True)
class NamePlaces:
    """The tokens at which names of some types begin and end.

    Attributes:
        molecules: All tokens of molecules.
        compounds: First and last tokens of compounds.
        genes, families: First tokens of them.
        after_proteins, after_genes, after_variants: What stands right behind them.
    """

    molecules: frozenset[int]
    compounds: frozenset[int]
    genes: frozenset[int]
    families: frozenset[int]
    after_proteins: frozenset[int]
    after_genes: frozenset[int]
    after_variants: frozenset[int]


def _find_places(found: Sequence[MentionSpan]) -> NamePlaces:
    """Return where the names of a Doc begin and end."""
    genes = [m for m in found if m.type == "Gene"]
    families = [m for m in found if m.type == "Family"]
    molecules = [m for m in found if m.type in MOLECULES]
    compounds = [m for m in found if m.type in COMPOUNDS]
    return NamePlaces(
        molecules=frozenset(i for m in molecules for i in range(m.start_token, m.end_token)),
        compounds=frozenset(i for m in compounds for i in (m.start_token, m.end_token - 1)),
        genes=frozenset(m.start_token for m in genes),
        families=frozenset(m.start_token for m in families),
        after_proteins=frozenset(m.end_token for m in (*genes, *families)),
        after_genes=frozenset(m.end_token for m in genes),
        after_variants=frozenset(m.end_token for m in found if m.type == "Variant"),
    )


def find_admitted(
    doc: Tokens, found: Sequence[MentionSpan], parsed: Collection[int], words: Words
) -> list[MentionSpan]:
    """Return the mentions that can stand in a triple.

    Args:
        doc: The tokens of the Doc.
        found: All its mentions.
        parsed: The tokens of the sentences that carry a parse.
        words: The word classes.
    """
    places = _find_places(found)
    return [
        m
        for m in found
        if m.start_token in parsed
        and not _names_nothing(doc, m, words)
        and not is_event_word(doc, m, words, places.molecules, places.compounds)
        and not _is_cut(doc, m)
        and not _is_of_another(doc, m, places)
        # "Chemosensitizes cells to D" names D.
        and not _is_of_named_drug(doc, m, found)
    ]


def _names_nothing(doc: Tokens, mention: MentionSpan, words: Words) -> bool:
    """Tell whether a name says nothing of its own here: "green proteins", "PFS"."""
    said = doc[mention.start_token : mention.end_token].text
    behind = doc[mention.end_token : mention.end_token + 1].text
    return bool(
        (mention.label.lower() in words.vague_labels and not is_free_acid(doc, mention))
        or VAGUE_ENZYME.fullmatch(mention.label)
        or mention.label.endswith("target gene")  # "genes that promote B" are looked through
        or COLOURED.match(said)
        # "PFS" is how patients fare, not the gene of that name.
        or (mention.type == "Gene" and doc[mention.start_token].lower_ in words["outcomes"])
        # "PSA response" is how a tumor responds, no response of the gene.
        or (mention.label in SERUM_MARKERS and behind in MEASURED)
    )


def _is_cut(doc: Tokens, mention: MentionSpan) -> bool:
    """Tell whether a name is a piece of another: "DAF" of "DAF-9", "TIR" of "TIR domain"."""
    return (
        (mention.type in MOLECULES and _is_domain(doc, mention))
        or (mention.type in {"Gene", "Chemical", "Drug"} and _is_numbered(doc, mention))
        or (mention.type in OF_TARGETS and _has_targets_behind(doc, mention))
        or (mention.type in COMPOUNDS and is_cut_compound(doc, mention))
        or (mention.type in {"Gene", "Family"} and is_cut_protein(doc, mention))
    )


def _is_of_another(doc: Tokens, mention: MentionSpan, places: NamePlaces) -> bool:
    """Tell whether it is the name beside it that is meant: "the nim1 protein kinase" is nim1."""
    start, end = mention.start_token, mention.end_token
    if mention.label == "gatekeeper mutation" and start in places.after_variants:
        return True  # "the L1196M gatekeeper mutation" is L1196M
    if mention.label in {"DNA methylation", "DNA hypermethylation"}:
        # In "MGMT promoter methylation" it is the gene that is meant, in the state of loss.
        return start in places.after_proteins
    if _is_substrate(doc, mention, places.genes):
        return True  # in "p27 phosphatase (PPM1H)" p27 is what the enzyme acts on
    # "The nim1 protein kinase" is nim1, "the protein kinase AKT" is AKT.
    if GENERIC_FAMILY.fullmatch(mention.label) is None:
        return False
    return end in places.families or _is_named_before(doc, mention, places.after_genes)


def _is_numbered(doc: Tokens, mention: MentionSpan) -> bool:
    """Tell whether a number behind a dash makes another name: "DAF-9" is no DAF, "AGE-1" no AGE."""
    end = mention.end_token
    if end + 1 >= len(doc) or doc[end].text not in DASHES or doc[end].whitespace_:
        return False
    last = doc[end - 1]
    whole = not last.whitespace_ and not last.text[-1].isdigit()
    return whole and doc[end + 1].text[0].isdigit()


def _is_domain(doc: Tokens, mention: MentionSpan) -> bool:
    """Tell whether a short name is that of a piece of proteins: "via its TIR domain"."""
    behind = doc[mention.end_token].lower_ if mention.end_token < len(doc) else ""
    name = doc[mention.start_token : mention.end_token]
    return behind in {"domain", "domains"} and name.text in DOMAINS


def _has_targets_behind(doc: Tokens, mention: MentionSpan) -> bool:
    """Tell whether it is the targets of a name that are spoken of: "A/B target gene expression"."""
    first = doc[mention.end_token].lower_ if mention.end_token < len(doc) else ""
    if not first.startswith(("target", "/", "-")) and not first.isspace():
        return False
    behind = doc[mention.end_token : mention.end_token + 9]
    if TARGETS_BEHIND.match(behind.text) is not None:
        return True
    noun = len(behind) > 1 and behind[0].lower_ == "targets" and behind[0].tag_ == "NNS"
    closed = noun and behind[1].lower_ in {"and", "or", "such", "including", ",", ".", ";", ")"}
    verb = len(behind) > 2 and behind[2].tag_.startswith("VB")  # "A targets and lowers B"
    named = noun and doc[max(mention.start_token - 1, 0)].lower_ in {"other", "direct", "known"}
    return (closed and not verb) or named


def _is_substrate(doc: Tokens, mention: MentionSpan, genes: Collection[int]) -> bool:
    """Tell whether a name ends in a word for an enzyme that the bracket behind it names."""
    several = mention.end_token - mention.start_token > 1 and mention.type == "Gene"
    if not several or mention.end_token + 1 not in genes:
        return False
    enzyme = doc[mention.end_token - 1].lower_ == "phosphatase"
    return enzyme and doc[mention.end_token].text == "("


def _is_of_named_drug(doc: Tokens, mention: MentionSpan, found: Collection[MentionSpan]) -> bool:
    """Tell whether a verb of response has its drug behind it: "chemosensitized cells to D"."""
    token = doc[mention.start_token]
    if not token.lower_.startswith("chemosensiti") or not token.tag_.startswith("VB"):
        return False
    behind = range(token.i + 1, token.i + 12)
    return any(m.type == "Drug" and m.start_token in behind for m in found)


def _is_named_before(doc: Tokens, family: MentionSpan, ends: Collection[int]) -> bool:
    """Tell whether a gene's name stands before a family's: "Src (non-receptor) tyrosine kinase"."""
    place = family.start_token
    while place > 0 and doc[place - 1].lower_ in KINDS_OF_KINASE:
        place -= 1
    if family.type != "Family":
        return False
    return place in ends or family.start_token in ends
