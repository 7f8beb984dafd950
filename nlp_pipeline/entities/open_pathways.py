"""Pathways that the grammar of chains leaves out.

Named by what is no known molecule ("MEP pathway", "ER stress pathway", "Toll signaling"), and the
well-known cascades written without a head word ("RAS/RAF/MEK/ERK").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final

from nlp_pipeline.annotations import MentionSpan
from nlp_pipeline.entities.items import Items
from nlp_pipeline.entities.joined_members import find_joined_members
from nlp_pipeline.entities.molecules import DASHES, PATTERN
from nlp_pipeline.entities.qualifiers import LINKS, find_qualifiers
from nlp_pipeline.entities.view import TextView

_SCORE: Final = 0.6
_HEAD: Final = re.compile(
    r"(?:signall?ing\s(?:pathway|cascade|axis|network)"
    r"|signal\s(?:transduction\s)?(?:pathway|cascade)"
    r"|transduction\s(?:pathway|cascade)|signall?ing|pathway|cascade)s?\b"
)
_NEEDLE: Final = re.compile(r"signal|pathway|cascade")
_NO_KIND: Final = frozenset(
    {
        *("signal", "signaling", "signalling", "metabolic", "biosynthetic", "catabolic", "genetic"),
        *("biochemical", "molecular", "biological", "cellular", "enzymatic", "synthetic", "target"),
        *("regulatory", "degradative", "anabolic", "linear", "intracellular", "extracellular"),
        *("transcriptional", "chemical", "physiological", "evolutionary", "aberrant", "oncogenic"),
        *("therapeutic", "secretory", "endocytic", "visual", "neural", "sensory", "exocytic"),
        *("photosynthetic", "glycolytic", "pathological", "cell", "pathogenic", "phosphorylative"),
        *("respiratory", "mitogenic", "survival", "growth", "downstream", "rna", "dna", "effector"),
        *("autocrine", "paracrine", "bidirectional", "convergent", "parallel", "noncanonical"),
        *("interactive", "classic", "classical", "specific", "distinct", "various", "known"),
        *("proposed", "core", "kegg", "go", "canonical", "wnt-independent", "typical", "common"),
        *("non-canonical", "redundant", "mechanistic", "complex", "response", "stress", "proximal"),
        *("comparing", "showing", "depicting", "illustrating", "summarizing", "describing"),
        *("involving", "regulating", "controlling", "mediating", "linking", "governing"),
    }
)
_METABOLIC: Final = re.compile(
    r"(?:bio)?synthe(?:sis|tic)|metabol\w+|(?:cata|ana)bol\w+|degrad\w+|oxidation|salvage|breakdown"
    r"|shunt|\S*glycosylation|respiration|assimilation|fixation|elongation|desaturation|production"
)
"""A pathway of these is a chain of reactions: a process, not a chain of signals."""

_NAME: Final = re.compile(r"[A-Z][a-z]{2,9}|[A-Z]{2,5}")
_NO_NAME: Final = re.compile(
    r"The|This|These|Our|Such|Other|Key|Major|Both|All|Many|Some|Several|Main|New|KEGG|GO|Ingenuity"
    r"|Signall?ing|Metabolic|Canonical|Pathway|REACTOME|Reactome|RNA|DNA"
)
_NAMED: Final = frozenset({"Process", "Disease", "DrugClass"})
_SHORTEST: Final = 3
_MEMBERS: Final = frozenset({"Gene", "Family"})

_DEPENDENT: Final = re.compile(
    r"dependent|mediated|driven|(?:induc|activat|stimulat|trigger|initiat)ed"
)
"""A pathway that depends on something is another one, or that of a molecule that is read so."""

_PREPOSITIONS: Final = frozenset({"to", "of", "by", "in", "from", "via"})

_CASCADES: Final = frozenset(
    {
        *(("RAS", "RAF"), ("RAF", "MEK"), ("MEK", "ERK"), ("RAF", "ERK"), ("RAS", "ERK")),
        *(("RAS", "MAPK"), ("RAF", "MAPK"), ("MEK", "MAPK"), ("RAS", "MEK"), ("EGFR", "RAS")),
        *(("PI3K", "AKT"), ("AKT", "MTOR"), ("PI3K", "MTOR"), ("AKT", "MTORC"), ("RAS", "PI3K")),
        *(("JAK", "STAT"), ("TGFB", "SMAD"), ("WNT", "CTNN"), ("CGAS", "STING"), ("MTOR", "SK")),
        *(("CYCLIC AMP", "PKA"), ("CYCLIC GMP", "PRKG"), ("NITRIC OXIDE", "CYCLIC GMP")),
        *(("HIPPO", "YAP"), ("LATS", "YAP"), ("SPHK", "SPHINGOSINE-PHOSPHATE"), ("PTEN", "PI3K")),
        *(("SPHINGOSINE-PHOSPHATE", "MTOR"), ("HPO", "WTS"), ("IGF1R", "PI3K"), ("EGFR", "PI3K")),
        *(("GROWTH FACTOR RECEPTOR", "RAS"), ("RTK", "RAS"), ("RTK", "PI3K"), ("IL", "JAK")),
        *(("ERK", "MTOR"), ("PDPK", "AKT"), ("RHOA", "ROCK"), ("ILK", "AKT")),
    }
)
"""Neighbours in well-known cascades, by their labels without the number of the paralogue."""

_PARALOGUE: Final = re.compile(r"(?<!\bPI)(?<!IGF)[A-D]?\d(?:_\d)?$|(?<=\w)-?1(?=-)")
_CHAIN: Final = re.compile(r"(?<![-/>])[MC](?:(?:/[MC])+|(?:-[MC])+)(?![-/>(]?[-/>spdItT])")
_DASHED: Final = frozenset(
    {("PI3K", "AKT"), ("RAS", "MAPK"), ("JAK", "STAT"), ("WNT", "CTNN"), ("TGFB", "SMAD")}
    | {("MEK", "ERK"), ("RAS", "ERK"), ("PDPK", "AKT"), ("RHOA", "ROCK"), ("AKT", "MTOR")}
)
"""Pairs that are a cascade with a dash, too; of others that may be a complex."""
_BOUND: Final = re.compile(r"complex|interact|bind|dimer|associat|fusion|axis|crosstalk")


def find_open_pathways(view: TextView, named: Sequence[MentionSpan]) -> Iterator[MentionSpan]:
    """Find pathways named after no known molecule.

    Args:
        view: The text.
        named: The readings of known names that count, without overlaps.
    """
    if not _NEEDLE.search(view.text):
        return
    ending = {mention.end_token: mention for mention in named}
    known = {(mention.start_token, mention.end_token) for mention in named}
    if "independent" in view.lower:
        yield from _find_independent(view, ending)
    last = -1
    for match in _HEAD.finditer(view.text):
        start, end = view.tokens(*match.span())
        if start == 0 or start <= last:
            continue
        last = end
        place = start - 1 if view.words[start - 1] in DASHES else start
        found = _kind(view, place, ending)
        if found is not None and (found[0], end) not in known:
            first, members = find_joined_members(view, found[0], ending)
            if (first, end) in known:
                continue
            label = f"{'/'.join((*members, found[1]))} signaling pathway"
            yield MentionSpan(first, end, "Pathway", label, None, PATTERN, _SCORE)


def _find_independent(view: TextView, ending: Mapping[int, MentionSpan]) -> Iterator[MentionSpan]:
    """Find pathways named by what they do without: "β-catenin-independent signaling"."""
    for token, word in enumerate(view.words):
        if word != "independent" or "dependent" in view.words[max(token - 6, 0) : token]:
            continue  # "A-dependent and A-independent pathways" are all that there are
        member = ending.get(token - (view.words[token - 1] in DASHES))
        head = _HEAD.match(view.text, view.ends[token] + 1)
        if member is not None and member.type in _MEMBERS and head is not None:
            end = view.tokens(*head.span())[1]
            label = f"{member.label}-independent signaling pathway"
            yield MentionSpan(member.start_token, end, "Pathway", label, None, PATTERN, _SCORE)


def _kind(view: TextView, end: int, ending: Mapping[int, MentionSpan]) -> tuple[int, str] | None:
    """Return where the kind of pathway that ends at a token begins, and its text."""
    if end == 0:
        return None
    mention = ending.get(end)
    if mention is not None and (mention.type not in _NAMED or _is_phrase(view, mention)):
        return None
    qualifiers = find_qualifiers(view, end, ending)
    if qualifiers is not None:
        start, first = qualifiers.start, _joined_start(view, qualifiers.start)
        texts = [text for text in qualifiers.texts if text.lower() not in _NO_KIND]
        kind = " ".join(qualifiers.texts)
        after = start > 0 and view.words[start - 1] in LINKS
        if not texts or texts[-1] != qualifiers.texts[-1] or after or _DEPENDENT.search(kind):
            return None
        if _METABOLIC.fullmatch(texts[-1].lower().split()[-1]):
            return None
        return (first, _chain(view, first, end, ending)) if first < start else (start, kind)
    word = view.words[end - 1]
    opens = end < 2 or view.words[end - 2] in {".", ":", ";"}
    if mention is None and not opens and _NAME.fullmatch(word) and not _NO_NAME.fullmatch(word):
        start = _joined_start(view, end - 1)
        return (start, _chain(view, start, end, ending))
    return None


def _chain(view: TextView, start: int, end: int, ending: Mapping[int, MentionSpan]) -> str:
    """Return a chain of names that dashes join, known ones by their labels: "NFE2L2/ARE".

    Where none is known the chain stays as it is written, as it does where one is too short to
    be a member ("SCL-CI").
    """
    whole = view.surface(start, end)
    label = ""
    known = False
    while end > start:
        mention = ending.get(end)
        inside = mention is not None and mention.type in _MEMBERS and mention.start_token >= start
        first = mention.start_token if mention is not None and inside else end - 1
        link = mention.label if mention is not None and inside else view.words[first]
        if not inside and len(link) < _SHORTEST:
            return whole
        known |= inside
        joined = first > start and view.words[first - 1] in DASHES
        label = f"{'/' if joined else ' '}{link}{label}"
        end = first - joined
    return label.strip() if known else whole


def _is_phrase(view: TextView, mention: MentionSpan) -> bool:
    """Whether a name holds a preposition: in "response to BMP signaling" BMP names the pathway."""
    return not _PREPOSITIONS.isdisjoint(view.words[mention.start_token : mention.end_token])


def _joined_start(view: TextView, start: int) -> int:
    """Return where the chain of names begins that dashes join to a token ("SCL-CI")."""
    while start > 1 and view.words[start - 1] in DASHES:
        if view.spaced(start - 1) or view.spaced(start - 2):
            break
        start -= 2
    return start


def _may_be_bound(view: TextView, items: Items, match: re.Match[str], stems: Sequence[str]) -> bool:
    """Whether names joined by dashes may bind each other: "the RAS-RAF interaction"."""
    end = items.ends[match.end() - 1]
    behind = view.words[end].lower() if end < len(view.words) else ""
    short = len(stems) == 2 and tuple(stems) not in _DASHED
    return short or _BOUND.match(behind) is not None


def find_bare_cascades(view: TextView, items: Items) -> Iterator[MentionSpan]:
    """Find chains of molecules that are a well-known cascade without a word that says so."""
    for match in _CHAIN.finditer(items.letters):
        members = [mention for mention in items.mentions[match.start() : match.end()] if mention]
        stems = [_PARALOGUE.sub("", member.label.upper()) for member in members]
        if match.group()[1] == "-" and _may_be_bound(view, items, match, stems):
            continue
        if all(pair in _CASCADES for pair in pairwise(stems)):
            parts = tuple(member.label for member in members)
            yield MentionSpan(
                items.starts[match.start()],
                items.ends[match.end() - 1],
                "Pathway",
                f"{'/'.join(parts)} signaling pathway",
                None,
                PATTERN,
                min(member.score for member in members),
                parts=parts,
            )
