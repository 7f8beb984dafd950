"""Where a molecule binds: "an A-binding site in the B promoter", "binds an element of B"."""

from __future__ import annotations

from nlp_pipeline.relations.graph import SentenceGraph
from nlp_pipeline.vocabulary import GENE_PRODUCTS

SITES = frozenset({"site", "region", "element", "motif", "sequence", "box", "consensus"})
PIECES = SITES | {"promoter", "enhancer", "intron", "exon", "utr", "gene", "locus", "terminus"}
"""Nouns for a piece of a gene, or for the gene itself."""
LYING = frozenset({"present", "locate", "located", "find", "found", "situate", "lie", "identify"})
HOLDING = frozenset({"contain", "have", "harbor", "harbour", "carry", "possess", "comprise"})
PLACES = ("prep_in", "prep_within", "prep_of", "prep_on", "prep_at")


def link_sites(graph: SentenceGraph) -> None:
    """Let "an A-binding site in the B promoter" say that A binds B."""
    for node in graph.with_lemma(SITES):
        words = [m for m in graph.targets(node, "mod") if graph.lower(m) == "binding"]
        if not words or node in graph.mentions:
            continue
        binding = words[-1]
        places = (*graph.targets(binding, "obj"), *graph.targets(binding, "mod"))
        names = [n for n in (*places, *graph.targets(node, "mod")) if _is_gene(graph, n)]
        names = [n for n in dict.fromkeys(names) if n < binding]
        genes = [g for g in _genes_at(graph, node) if g not in names]
        if not names or not genes:
            continue
        graph.pred[binding] = "bind"
        for label, ends in (("subj", names), ("obj", genes)):
            for old in list(graph.targets(binding, label)):
                graph.remove(binding, label, old)
            for end in ends:
                graph.add(binding, label, end)


def link_bound_elements(graph: SentenceGraph) -> None:
    """Let "A binds to an element present in the promoter of B" say that A binds B."""
    for node in graph.verbs:
        verb = graph.words.verb_class(graph.pred[node])
        if verb is None or verb.kind != "binding":
            continue
        for edge in ("obj", "prep_to", "prep_at"):
            for site in list(graph.targets(node, edge)):
                if site in graph.mentions or graph.lemma(site) not in SITES:
                    continue
                places = [t for e in ("prep_in", "prep_within") for t in graph.targets(node, e)]
                places += [site] if graph.lemma(site) == "region" else []  # "the B promoter region"
                pieces = [place for place in places if place not in graph.mentions]
                inside = [gene for piece in pieces for gene in _genes_of(graph, piece)]
                for gene in (*_genes_at(graph, site), *inside):
                    graph.add(node, "obj", gene)


def _genes_at(graph: SentenceGraph, site: int) -> list[int]:
    """Return the genes that a site is said to lie in."""
    hosts = [site, *(v for v in graph.sources(site, "obj") if graph.lemma(v) in LYING)]
    hosts += [v for v in graph.sources(site, "subj") if graph.lemma(v) in LYING]
    hosts += [m for m in graph.targets(site, "mod") if graph.lemma(m) in LYING]
    hosts += [c for c in graph.children(site, "acl", "relcl") if graph.lemma(c) in LYING]
    found = [t for host in hosts for edge in PLACES for t in graph.targets(host, edge)]
    for verb in graph.sources(site, "obj"):
        if graph.lemma(verb) in HOLDING:
            found += graph.targets(verb, "subj")
    return list(dict.fromkeys(g for place in found for g in _genes_of(graph, place)))


def _genes_of(graph: SentenceGraph, place: int) -> list[int]:
    """Return B of "B", "the B promoter", "the promoter region of B"."""
    if place in graph.mentions:
        return [place] if _is_gene(graph, place) else []
    if graph.lemma(place) not in PIECES:
        return []
    inside = [*graph.targets(place, "mod"), *graph.targets(place, "prep_of")]
    found = [t for t in inside if _is_gene(graph, t)]
    deeper = [t for t in inside if t not in graph.mentions and graph.lemma(t) in PIECES]
    return found or [
        g
        for t in deeper
        for e in ("mod", "prep_of")
        for g in graph.targets(t, e)
        if _is_gene(graph, g)
    ]


def _is_gene(graph: SentenceGraph, node: int) -> bool:
    return any(m.type in GENE_PRODUCTS for m in graph.mentions.get(node, ()))
