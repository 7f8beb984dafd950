"""Sequence variants and the gene that each belongs to.

The change is found by its form (T790M, p.Val600Glu, "exon 19 deletion", rs3184504); the gene is
the one that the text puts beside it, else one named in the sentence for which the change is
well known, else the gene that ``well_known_variants.tsv`` gives.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Final

from nlp_pipeline.annotations import MentionSpan
from nlp_pipeline.entities.molecules import DASH, DASHES, MOLECULE_TYPES, PATTERN
from nlp_pipeline.entities.view import Memo, TextView
from nlp_pipeline.grounding.grounder import Grounder

_AMINO_ACIDS: Final = {
    "Ala": "A", "Arg": "R", "Asn": "N", "Asp": "D", "Cys": "C", "Gln": "Q", "Glu": "E",
    "Gly": "G", "His": "H", "Ile": "I", "Leu": "L", "Lys": "K", "Met": "M", "Phe": "F",
    "Pro": "P", "Ser": "S", "Thr": "T", "Trp": "W", "Tyr": "Y", "Val": "V", "Ter": "*",
}  # fmt: skip
_LONG: Final = "|".join(_AMINO_ACIDS)
_ONE: Final = "ACDEFGHIKLMNPQRSTVWY"

_CHANGE: Final = re.compile(
    rf"""
    (?<![\w.])
    (?:
      (?P<short>(?:p\.\s?)?[{_ONE}]\d{{2,4}}(?:[{_ONE}](?![\w])|(?:fs|del|dup)\*?\d*|\*|X(?!\w)))
      (?P<also>(?:/[{_ONE}](?![\w]))*)
    | (?P<long>(?:p\.\s?)?(?:{_LONG}){DASH}?\d{{1,4}}{DASH}?(?:{_LONG}|fs|del))
    | (?P<site>[{_ONE}]\d{{3,4}})(?=\s(?:mutations?|mutants?|substitutions?)\b)
    | (?P<coding>c\.\s?[\d_+-]+\s?(?:[ACGT]{{1,3}}\s?>\s?[ACGT]{{1,3}}|(?:del|ins|dup)[ACGT]*))
    | (?P<range>(?:p\.\s?)?[{_ONE}]\d{{2,4}}{DASH}[{_ONE}]\d{{2,4}}\s?(?:del|ins)\w*
        |[{_ONE}]\d{{2,4}}_[{_ONE}]\d{{2,4}}(?:del|ins)\w*)
    | (?P<rs>rs\d{{4,}})
    | (?P<exon>(?:in{DASH}frame\s)?(?:deletions?|insertions?)\s(?:in|of|at)\s
         (?:the\s)?exon\s(?P<n1>\d{{1,2}})
        |[Ee]xon{DASH}?\s?(?P<n2>\d{{1,2}})\s?(?:in{DASH}frame\s)?
         (?P<kind>deletions?|del|insertions?|ins|skipping|duplications?)(?:\smutations?)?)
    | (?P<del>(?P<n3>\d{{2}})del|[Dd]el{DASH}?(?P<n4>\d{{2}}))
    )
    (?![\w])
    """,
    re.VERBOSE,
)
_JOINED: Final = re.compile(
    rf"(?P<gene>(?:[A-Z][\w]*?[A-Za-z\d]|[rR]a[sf]))"
    rf"(?P<change>[{_ONE}]\d{{2,4}}[{_ONE}]|v(?:III|iii)|V600E|v3)"
)
_MAY_CHANGE: Final = re.compile(
    rf"\d(?:(?<=[{_ONE}]\d)\d|(?<=[a-z]\d)|(?<=[a-z]{DASH}\d)|(?<=xon\s\d)|(?<=xon{DASH}\s\d)"
    r"|(?<=c\.\d)|(?<=c\.\s\d)|(?<=c\.[_+-]\d)|(?<=c\.\s[_+-]\d)|del)"
)
"""A digit as every change holds one; what a text is searched for first."""

_GATEKEEPER: Final = re.compile(r"gatekeeper\s(?:mutations?|residues?|mutants?)", re.IGNORECASE)
_CELL_LINES: Final = frozenset({"T47D", "H3122M", "C57B", "S288C", "P13K", "T98G", "H157R", "T24T"})
_BETWEEN_AFTER: Final = re.compile(
    rf"""\s?(?:{DASH}|\(|\[|:)?\s?(?:p\.)?
    | \s?\(?(?:mutant|mutated|mutations?|variants?|somatic|polymorphisms?|alleles?|gene|gatekeeper
      |activating|secondary|acquired|resistance|kinase|exon\s\d+|codon\s\d+|the|such\sas|e\.g\.|,
      |(?:gain|loss){DASH}of{DASH}function|missense|point|hotspot|germline|driver
      |including|\(|:|\s)*\s?
    """,
    re.VERBOSE,
)
_BETWEEN_BEFORE: Final = re.compile(
    rf"""\s?(?:{DASH}|\))?\s?
    | \s(?:mutant|mutated|mutations?|variants?|substitutions?|alleles?|resistance|gatekeeper
      |point|secondary|activating)*\s?(?:(?:in|of|within|on|at)\s)?(?:the\s|mutant\s)*
    """,
    re.VERBOSE,
)
_NEAR: Final = 8
"""Tokens between a change and the nearest of several genes of its sentence."""

_LIST_GAP: Final = re.compile(r"\s?(?:/|,|\+|and|or|,\s?and|,\s?or|&|as well as)\s?")


@dataclass(frozen=True, slots=True)
class _Change:
    """One change as the guidelines write it, at half-open character offsets."""

    start_char: int
    end_char: int
    name: str


@dataclass(frozen=True, slots=True)
class _Beside:
    """The gene beside a change; start or end token where both stand together."""

    start: int | None
    end: int | None
    gene: str | None


@lru_cache(maxsize=1)
def load_well_known() -> dict[str, str]:
    """Return the gene of each well-known change; change as in the labels."""
    table = files(__package__).joinpath("well_known_variants.tsv")
    rows = csv.DictReader(table.read_text(encoding="utf-8").splitlines(), delimiter="\t")
    return {row["change"]: row["gene"] for row in rows}


def short_change(text: str) -> str:
    """Write a protein change in one-letter form.

    Examples:
        >>> short_change("p.Val600Glu"), short_change("Ala49Thr"), short_change("p.V600E")
        ('V600E', 'A49T', 'V600E')
    """
    text = re.sub(r"^p\.\s?", "", text)
    return re.sub(rf"{DASH}", "", re.sub(_LONG, lambda m: _AMINO_ACIDS[m.group()], text))


def find_variants(
    view: TextView, molecules: Sequence[MentionSpan], grounder: Grounder
) -> Iterator[MentionSpan]:
    """Find variants with their genes.

    Args:
        view: The text.
        molecules: The genes and families of the text, without overlaps, by place.
        grounder: For genes written together with the change ("BRAFV600E").

    Yields:
        Variants over gene and change where they stand together, else over the change. Label and
        ``parts`` name the gene where one is found.
    """
    yield from _joined(view, grounder)
    genes = [m for m in molecules if m.type in MOLECULE_TYPES]
    for group in map(_compounded(view), _groups(view, grounder)):
        beside = [_gene_beside(view, genes, change) for change in group]
        shared = next((place.gene for place in beside if place.gene is not None), None)
        for change, place in zip(group, beside, strict=True):
            gene = place.gene or shared or _gene_around(view, genes, change)
            start, end = view.tokens(change.start_char, change.end_char)
            start = start if place.start is None else min(start, place.start)
            end = end if place.end is None else max(end, place.end)
            closing = view.surface(start, end).count("(") - view.surface(start, end).count(")")
            if closing == 1 and end < len(view.words) and view.words[end] == ")":
                end += 1
            yield MentionSpan(
                start,
                end,
                "Variant",
                f"{gene} {change.name}" if gene else change.name,
                f"dbsnp:{change.name}" if change.name.startswith("rs") else None,
                PATTERN,
                0.95 if gene else 0.7,
                parts=(gene,) if gene else (),
            )
    for match in _GATEKEEPER.finditer(view.text) if "gatekeeper" in view.lower else ():
        start, end = view.tokens(*match.span())
        yield MentionSpan(start, end, "Variant", "gatekeeper mutation", None, PATTERN, 0.9)


def _groups(view: TextView, grounder: Grounder) -> Iterator[list[_Change]]:
    """Yield the changes of the text, those of one list together."""
    group: list[_Change] = []
    for change in _changes(view.text):
        surface = view.text[change.start_char : change.end_char]
        if surface in _CELL_LINES or _is_gene(surface, grounder):
            continue
        if group and not _LIST_GAP.fullmatch(view.text, group[-1].end_char, change.start_char):
            yield group
            group = []
        group.append(change)
    if group:
        yield group


def _compounded(view: TextView) -> Callable[[list[_Change]], list[_Change]]:
    """Return what makes one change of a list that stands in one molecule: "E255V/T315I"."""
    if not view.has_any(("compound mut", "compound-mut", "double mut", "double-mut")):
        return lambda group: group

    def join(group: list[_Change]) -> list[_Change]:
        first, last = group[0], group[-1]
        name = "/".join(change.name for change in group)
        if len(group) < 2 or view.text[first.start_char : last.end_char] != name:
            return group
        return [_Change(first.start_char, last.end_char, name)]

    return join


def _is_gene(text: str, grounder: Grounder) -> bool:
    """Whether the lexicon knows the text as a symbol ("S100A", "E2F")."""
    known = grounder.ground(text)
    return bool(known) and known[0].status >= 0.9 and known[0].spelling >= 0.99


def _changes(text: str) -> Iterator[_Change]:
    for match in _CHANGE.finditer(text) if _MAY_CHANGE.search(text) else ():
        if match["short"]:
            name = short_change(match["short"])
            first_end = match.start("also")
            yield _Change(match.start(), first_end, name)
            for letter in re.finditer(rf"[{_ONE}]", match["also"]):
                place = match.start("also") + letter.start()
                yield _Change(place, place + 1, f"{name[:-1]}{letter.group()}")
        else:
            yield _Change(match.start(), match.end(), _name(match))


def _name(match: re.Match[str]) -> str:
    if match["long"]:
        return short_change(match["long"])
    if match["exon"]:
        number = match["n1"] or match["n2"]
        kind = match["kind"] or match["exon"].lower()
        for word, name in (("del", "deletion"), ("ins", "insertion"), ("dup", "duplication")):
            if word in kind:
                return f"exon {number} {name}"
        return f"exon {number} skipping"
    if match["del"]:
        return f"exon {match['n3'] or match['n4']} deletion"
    return re.sub(r"^[pc]\.\s?", "", match.group()).replace(" ", "")


def _gene_beside(view: TextView, genes: Sequence[MentionSpan], change: _Change) -> _Beside:
    text = view.text
    for gene in reversed(genes):
        gene_end = view.ends[gene.end_token - 1]
        if gene_end <= change.start_char:
            if not _BETWEEN_AFTER.fullmatch(text, gene_end, change.start_char):
                break
            apart = text[gene_end : change.start_char].strip(" -‐‑–−(")
            return _Beside(None if apart else gene.start_token, None, gene.label)
    for gene in genes:
        gene_start = view.starts[gene.start_token]
        if gene_start >= change.end_char:
            if not _BETWEEN_BEFORE.fullmatch(text, change.end_char, gene_start):
                break
            apart = text[change.end_char : gene_start].strip(" -‐‑–−")
            return _Beside(None, None if apart else gene.end_token, gene.label)
    return _Beside(None, None, None)


def _gene_around(view: TextView, genes: Sequence[MentionSpan], change: _Change) -> str | None:
    """Return the gene of a change that stands apart from it.

    That is the well-known one, else the only or nearest gene of the sentence, else the only gene
    of the text. A change tied by a dash to what is no gene ("IgG-N434D") has none.
    """
    known = load_well_known().get(change.name.partition("/")[0])
    if known is not None or change.name.startswith("rs"):
        return known
    if change.start_char and view.text[change.start_char - 1] in DASHES:
        return None
    candidates = [gene for gene in genes if gene.type == "Gene"]
    first = view.text.rfind(". ", 0, change.start_char) + 1
    last = view.text.find(". ", change.end_char)
    last = len(view.text) if last < 0 else last
    near = [g for g in candidates if first <= view.starts[g.start_token] < last]
    if not near:
        labels = {gene.label for gene in candidates}
        return labels.pop() if len(labels) == 1 else None
    token, _ = view.tokens(change.start_char, change.end_char)
    closest = min(near, key=lambda g: (abs(g.start_token - token), g.start_token))
    single = len({gene.label for gene in near}) == 1
    return closest.label if single or abs(closest.start_token - token) <= _NEAR else None


def _read_joined(word: str) -> re.Match[str] | None:
    return _JOINED.fullmatch(word) if len(word) > 5 else None


_JOINED_PARTS: Final = Memo(_read_joined)


def _joined(view: TextView, grounder: Grounder) -> Iterator[MentionSpan]:
    """Find gene and change in one word: "BRAFV600E", "EGFRvIII", "K-rasG12D"."""
    for token, (word, match) in enumerate(
        zip(view.words, map(_JOINED_PARTS.__getitem__, view.words), strict=True)
    ):
        if match is None or (_is_gene(word, grounder) and match["change"].lower() != "viii"):
            continue
        dashed = match["gene"][0].islower()
        start = token - 2 if dashed else token
        if dashed and not (start >= 0 and view.words[token - 1] in DASHES):
            continue
        name = view.surface(start, token + 1)[: -len(match["change"])]
        known = grounder.ground_as(name, MOLECULE_TYPES)
        if known is not None and known.spelling > 0.8:
            gene = known.term.label
            change = "vIII" if match["change"].lower() == "viii" else match["change"]
            label, parts = f"{gene} {change}", (gene,)
            score = round(0.97 * known.score, 4)
            yield MentionSpan(start, token + 1, "Variant", label, None, PATTERN, score, None, parts)
