"""Where the name stands that a noun is said of: behind "of", before it, in a list behind it."""

from __future__ import annotations

from nlp_pipeline.relations.graph import SentenceGraph
from nlp_pipeline.vocabulary import COMPOUNDS, MOLECULES

THEME_EDGES = ("obj", "prep_of", "mod", "prep_in", "prep_with", "prep_for", "prep_between")
LISTING_EDGES = ("prep_such_as", "prep_like", "prep_including")
MEMBER_EDGES = ("appos", *LISTING_EDGES)
SIGNALLING = frozenset({"signaling", "signalling", "signal", "transduction", "transmission"})
SIGNALLING_EDGES = ("prep_through", "prep_via", "prep_by", "prep_from", "prep_downstream_of")
ROUTES = frozenset({"pathway", "cascade", "axis", "route"})
SILENCERS = frozenset({"sirna", "shrna", "sgrna", "rnai", "antisense", "morpholino", "antagomir"})


def find_bare_modifications(graph: SentenceGraph) -> list[int]:
    """Return the nouns "phosphorylation by A" that tell who modifies, but not what."""
    found = []
    for node in graph.events():
        verb = graph.words.verb_class(graph.pred[node])
        modifies = verb is not None and verb.kind == "modification" and not graph.is_verb(node)
        if modifies and not graph.targets(node, "obj") and graph.targets(node, "subj"):
            found.append(node)
    return found


def find_named_behind(graph: SentenceGraph, node: int) -> list[int]:
    """Return the names right behind what they are: "its receptor CXCR4", "proteins A and B"."""
    if graph.lemma(node) not in graph.words["gene_products"] | graph.words["agent_nouns"]:
        return []
    if enzyme := _bracketed_enzyme(graph, node):
        return enzyme
    named = [target for target in graph.targets(node, "appos") if target in graph.mentions]
    first = [m.start_token for target in named for m in graph.mentions[target]]
    comma = graph.doc[node + 1 : node + 2].text == ","
    own = any(graph.token(c).tag_ == "PRP$" for c in graph.children(node, "poss"))
    return named if node + 1 + (comma and own) in first else []


def _bracketed_enzyme(graph: SentenceGraph, node: int) -> list[int]:
    """Return PPM1H for "p27 phosphatase (PPM1H)": the name before it is what it acts on."""
    if graph.lemma(node) not in graph.words["modifiers"] or not graph.targets(node, "mod"):
        return []
    return [
        place
        for place, found in graph.mentions.items()
        if graph.doc[node + 1 : node + 2].text == "("
        and any(m.start_token == node + 2 and m.type in {"Gene", "Family"} for m in found)
        and any(graph.doc[m.end_token : m.end_token + 1].text == ")" for m in found)
    ]


def is_of_event(graph: SentenceGraph, node: int) -> bool:
    """Tell whether a loss is that of an event: "loss of the inhibition of A"."""
    for target in graph.targets(node, "prep_of"):
        verb = graph.words.verb_class(graph.pred[target])
        moves = verb is not None and verb.kind in {"activity", "amount"}
        if moves and graph.words.neutral_kind(graph.lemma(target)) is None:
            return True
    return False


def find_named_parts(graph: SentenceGraph, node: int) -> list[int]:
    """Return p65 for "the p65 subunit of NF-κB", E7 for "the E7 oncogene of a virus"."""
    owners = graph.targets(node, "prep_of")
    germs = all(any(m.type == "Disease" for m in graph.mentions.get(o, ())) for o in owners)
    has_parts = graph.lemma(node) in graph.words["parts"] or (germs and node not in graph.mentions)
    if not owners or not has_parts:
        return []
    return [target for target in graph.targets(node, "mod") if target in graph.mentions]


def find_listed(graph: SentenceGraph, node: int) -> list[int]:
    """Return the examples behind a noun: A and B of "kinases such as A and B"."""
    return [target for edge in LISTING_EDGES for target in graph.targets(node, edge)]


def find_members_of_agent(graph: SentenceGraph, node: int) -> list[int]:
    """Return who a noun for one who acts stands for: "repressors such as A", "TGF-β ligands"."""
    own = _own_ligands(graph, node) if graph.lemma(node) == "ligand" else []
    return [*(t for edge in MEMBER_EDGES for t in graph.targets(node, edge)), *own]


def promotes(graph: SentenceGraph, node: int) -> bool:
    """Tell whether a promoter is one who promotes: that of a gene is a piece of its DNA."""
    of = graph.targets(node, "prep_of")
    return bool(of) and not any(m.type in MOLECULES for t in of for m in graph.mentions.get(t, ()))


def _own_ligands(graph: SentenceGraph, node: int) -> list[int]:
    """Return the names before "ligands" that are ligands themselves: in "TGF-β ligands" TGF-β."""
    starts = tuple(graph.words["ligands"])
    return [
        target
        for target in graph.targets(node, "mod")
        if any(m.label.lower().startswith(starts) for m in graph.mentions.get(target, ()))
    ]


def edges_to_themes(graph: SentenceGraph, node: int) -> tuple[str, ...]:
    """Return the edges that lead from a noun to what it is said of, the surest first."""
    lemma = graph.lemma(node)
    if any(
        m.type == "Variant" for t in graph.targets(node, "mod") for m in graph.mentions.get(t, ())
    ):
        return ("mod",)  # "the T790M mutation of EGFR" is the variant
    if lemma in graph.words["given_with"] and "prep_with" in graph.edges(node):
        return ("prep_with", *THEME_EDGES)  # "TKI therapy with D": the drug says more
    if lemma in {"reliance", "dependency", "addiction"}:
        return ("prep_on", "prep_upon", "prep_to")
    if lemma == "exposure":
        return ("prep_to", *THEME_EDGES)
    if lemma in SILENCERS:  # "siRNA against A"
        return (*THEME_EDGES, "prep_against", "prep_to", "prep_targeting")
    if lemma in SIGNALLING:  # "signaling through A"
        return (*THEME_EDGES, *SIGNALLING_EDGES)
    if lemma in ROUTES:  # "a pathway via A"
        return (*THEME_EDGES, "prep_via", "prep_through")
    return (*THEME_EDGES, "prep_on", "prep_at") if lemma == "residue" else THEME_EDGES


def names_a_kind(graph: SentenceGraph, noun: int, modifier: int) -> bool:
    """Tell whether a name only says what kind of thing the noun is: "adhesion molecule".

    Of genes the noun says what they are ("HER2 receptor"); of others it makes another thing.
    """
    found = graph.mentions.get(modifier, [])
    own = {"Gene", "Family", "MicroRNA", "Variant"}
    own |= COMPOUNDS if graph.lemma(noun) == "molecule" else set()
    named = any(m.type in own for m in found)
    return bool(found) and not named and graph.lemma(noun) in graph.words["gene_products"]
