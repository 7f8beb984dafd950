"""Who acts and what is acted on in nouns for events, and where no subject or object says it.

"Activation of B by A", "due to A", "blocked with D", "in an A-dependent manner", "A, an inhibitor
of B".
"""

from __future__ import annotations

from collections.abc import Sequence

from nlp_pipeline.relations.events import MODIFIED, is_event
from nlp_pipeline.relations.graph import SentenceGraph
from nlp_pipeline.relations.states import is_opposed
from nlp_pipeline.vocabulary import AGENTS, COMPOUNDS, SUBSTANCES

MAKING = frozenset({"produce", "form", "yield", "generate", "give", "synthesize", "synthesise"})
RELEASING = frozenset({"release", "liberate", "relieve", "free"})
LEVELS = frozenset({"level", "status", "degree", "state", "rate"})
MANNERS = frozenset({"manner", "fashion", "way", "mode"})
ROUTES = frozenset({"mechanism", "pathway", "process", "route", "cascade"})
CONVERTING = frozenset({"activity", "amount", "modification", "conversion"})
"""Kinds of verbs that are used for what an enzyme does: "catalyzes A to B"."""
CIRCUMSTANCES = frozenset({"presence", "absence", "face", "spite", "course", "context"})
"""Nouns behind "in" that tell what is there besides: "loss of A in the presence of D"."""
MOVED_WITH = frozenset({"raise", "lower", "raise_amount", "lower_amount", "overcome", "sensitize"})
"""Classes of verbs whose passive has a drug behind "with" for its agent."""
WITH_DRUGS = frozenset({"activation", "induction"})
"""Nouns behind which "with D" names what it is done with, where D is a compound."""
DEPENDING = frozenset({"dependent", "mediated", "mediate", "driven", "drive"})
PRODUCTS = frozenset(
    {"mrna", "rna", "protein", "transcript", "gene", "cdna", "peptide", "receptor", "channel"}
)
"""What is made of a gene: "A mRNA expression" is that of A."""


def link_conversions(graph: SentenceGraph) -> None:
    """Read "phosphorylates A to C", "catalyzes A into C" of two chemicals as a conversion."""
    for node in graph.verbs:
        verb = graph.words.verb_class(graph.pred[node])
        if verb is None or verb.kind not in CONVERTING:
            continue
        used = [target for target in graph.targets(node, "obj") if _is_chemical(graph, target)]
        if verb.kind == "conversion":  # "metabolized in B"
            for target in graph.targets(node, "prep_in"):
                if used and _is_chemical(graph, target):
                    graph.add(node, "prep_into", target)
        making = verb.kind in {"conversion", "modification"}  # "phosphorylated to form B"
        made = _products(graph, node) if used and making else []
        made += [
            target
            for source in (node, *used)
            for edge in ("prep_to", "prep_into")
            for target in graph.targets(source, edge)
            if target not in used
        ]
        if used and any(_is_chemical(graph, target) for target in made):
            graph.pred[node] = "convert"
            if graph.is_passive(node) and not graph.targets(node, "subj"):
                for label in ("prep_via", "prep_through"):  # "metabolized via A"
                    for way in graph.targets(node, label):
                        graph.add(node, "subj", way)


def _products(graph: SentenceGraph, node: int) -> list[int]:
    """Take what a participle says comes of a conversion: "A is metabolized by B, forming C"."""
    found = []
    agents = graph.targets(node, "prep_by")  # "cleaved by A to produce B", hung on A
    clauses = graph.children(node, "advcl", "xcomp", "acl", "conj")
    clauses += [c for agent in agents for c in graph.children(agent, "advcl", "xcomp", "relcl")]
    for clause in clauses:
        if graph.lemma(clause) not in MAKING or not graph.is_verb(clause):
            continue
        for made in graph.targets(clause, "obj"):
            graph.add(node, "prep_into", made)
            found.append(made)
        for agent in graph.targets(clause, "prep_by"):
            graph.add(node, "subj", agent)
        graph.pred[clause] = None
    return found


def _is_chemical(graph: SentenceGraph, node: int) -> bool:
    """Tell whether a node names a compound that is no drug given to anybody."""
    found = graph.mentions.get(node, [])
    return any(m.type in COMPOUNDS for m in found)


def link_nominals(graph: SentenceGraph) -> None:
    """Give "activation of B by A", "B activation" and "A's inhibition of B" their roles."""
    for node in graph.events():
        if graph.is_verb(node) or graph.token(node).tag_ == "JJ":
            continue
        # "protection of cells from A", "the contribution of A to B"
        of = () if graph.pred[node] in {"protect", "contribute"} else ("of",)
        complements = [
            target
            for preposition in (*of, *graph.words.noun_complements(graph.pred[node]))
            for target in graph.targets(node, f"prep_{preposition}")
            if graph.lemma(target) not in CIRCUMSTANCES
        ]
        if graph.targets(node, "prep_of"):  # "upregulation of B in tumors"
            complements = [t for t in complements if t not in graph.targets(node, "prep_in")]
        before = [child for child in _modifiers(graph, node) if graph.is_argument(child, node)]
        if any(child in graph.mentions for child in before):  # "B downregulation in tumor cells"
            complements = [t for t in complements if not _is_place(graph, node, t)]
        against = graph.targets(node, "prep_against")
        if graph.lemma(node) in graph.words["regulating"] and (
            against or graph.targets(node, "prep_on")
        ):
            # "the inhibitory effect of A on B"
            before += graph.targets(node, "prep_of")
            complements = [t for t in (*complements, *against) if t not in before]
        if graph.lemma(node) == "scaffold" and not complements:
            continue  # "the triterpene scaffold A"
        if graph.pred[node] == "contribute":
            before += graph.targets(node, "prep_of")
        before, complements = _without_hosts(graph, before, complements)
        for target in complements:
            graph.add(node, "obj", target)
        for child in before:
            graph.add(node, "subj" if complements else "obj", child)
        for child in (*graph.targets(node, "prep_by"), *_drugs_used(graph, node)):
            graph.add(node, "subj", child)


def _is_place(graph: SentenceGraph, event: int, node: int) -> bool:
    """Tell whether a noun behind "in" says where something comes about: in which cells."""
    place = graph.lemma(node) in graph.words["carriers"] and node not in graph.mentions
    return place and node in graph.targets(event, "prep_in")


def _without_hosts(
    graph: SentenceGraph, before: list[int], complements: list[int]
) -> tuple[list[int], list[int]]:
    """Return what an event is of, and what is behind its "of", where both are not two sides of it.

    "The growth inhibition of carcinoma" is that of its growth; "the growth inhibitory effect of D"
    is none of growth on D.
    """
    if _are(graph, before, "Process") and _are(graph, complements, "Drug"):
        return [], complements
    if _are(graph, before, "Process") and _are(graph, complements, "Disease"):
        return before, []
    return before, complements


def _are(graph: SentenceGraph, nodes: Sequence[int], kind: str) -> bool:
    """Tell whether there are nodes, all of them names of one type."""
    found = [m for node in nodes for m in graph.mentions.get(node, ())]
    return bool(nodes) and len(found) >= len(nodes) and all(m.type == kind for m in found)


def link_releases(graph: SentenceGraph) -> None:
    """Let "A is released from inhibition by B" say that A is activated, and that B inhibits it."""
    for node in graph.events():
        if graph.pred[node] not in RELEASING:
            continue
        for event in graph.targets(node, "prep_from"):
            verb = graph.words.verb_class(graph.pred[event])
            if verb is None or verb.name != "lower" or event in graph.mentions:
                continue
            graph.pred[node] = "activate"
            named = [*graph.targets(node, "obj"), *graph.targets(node, "prep_of")]
            for theme in dict.fromkeys(named):
                graph.add(event, "obj", theme)
            for clause in graph.targets(event, "relcl"):  # "…, which drives C": the release does
                if event in graph.targets(clause, "subj"):
                    graph.replace(clause, "subj", event, node)


def link_levels(graph: SentenceGraph) -> None:
    """Let "the phosphorylation level of B" be the phosphorylation of B."""
    for node in graph.with_lemma(LEVELS):
        for event in graph.targets(node, "mod"):
            verb = graph.words.verb_class(graph.pred[event])
            if verb is None or verb.kind != "modification" or event in graph.mentions:
                continue
            for theme in list(graph.targets(node, "prep_of")):
                if all(m.type in MODIFIED for m in graph.mentions.get(theme, ())):
                    graph.add(event, "obj", theme)
                    graph.remove(node, "prep_of", theme)


def _drugs_used(graph: SentenceGraph, node: int) -> list[int]:
    """Return the drugs that something is held down with: "inhibition of autophagy with D"."""
    if graph.words.state_of_noun(graph.lemma(node)) != "inhibition":
        return []
    used = [target for target in graph.targets(node, "prep_with") if target in graph.mentions]
    return [t for t in used if any(m.type == "Drug" for m in graph.mentions[t])]


def _modifiers(graph: SentenceGraph, node: int) -> list[int]:
    """Return what stands before a noun; of a residue the protein: "VEGFR2 Y1175 loss".

    So too "TNF mRNA expression" is that of TNF.
    """
    found = []
    for child in graph.targets(node, "mod"):
        named = child in graph.mentions
        through = not named and (graph.is_residue(child) or graph.lemma(child) in PRODUCTS)
        inside = graph.targets(child, "mod") if through else []
        found += inside if graph.is_residue(child) and not named else [child, *inside]
    return found


def link_ways(graph: SentenceGraph) -> None:
    """Let "A activates B via phosphorylation" say that A phosphorylates B."""
    for node in graph.events():
        verb = graph.words.verb_class(graph.pred[node])
        if verb is None or verb.kind not in {"activity", "amount"}:
            continue
        places = [node, *graph.targets(node, "obj")] if graph.is_verb(node) else [node]
        for place in places:
            for label in ("prep_via", "prep_through", "prep_by"):
                for way in list(graph.targets(place, label)):
                    if _is_bare_modification(graph, way):
                        _link_way(graph, node, way)
                        graph.remove(place, label, way)
                        if way in graph.targets(node, "subj"):  # "activated by phosphorylation"
                            graph.remove(node, "subj", way)
                        elif graph.is_verb(node) or graph.targets(node, "subj"):
                            continue  # "activation of B through A-mediated phosphorylation"
                        for agent in _agents_of(graph, way):
                            graph.add(node, "subj", agent)


def _agents_of(graph: SentenceGraph, event: int) -> list[int]:
    """Return A of "phosphorylation by A" and of "A-mediated phosphorylation"."""
    linked = [m for m in graph.targets(event, "mod") if graph.lower(m) in DEPENDING]
    own = graph.targets(event, "subj")
    return own or [agent for word in linked for agent in graph.targets(word, "subj")]


def _is_bare_modification(graph: SentenceGraph, node: int) -> bool:
    verb = graph.words.verb_class(graph.pred[node])
    modifies = verb is not None and verb.kind == "modification" and not graph.is_verb(node)
    themes = graph.targets(node, "obj")
    return modifies and all(t not in graph.mentions and graph.is_residue(t) for t in themes)


def _link_way(graph: SentenceGraph, node: int, way: int) -> None:
    """Let a "phosphorylation" by which something is moved be that of what is moved."""
    for target in graph.targets(node, "obj"):
        event = graph.pred[target] is not None and target not in graph.mentions
        for theme in graph.targets(target, "obj") if event else [target]:
            graph.add(way, "obj", theme)
    for subject in graph.targets(node, "subj"):
        if subject != way:
            graph.add(way, "subj", subject)


def link_means(graph: SentenceGraph) -> None:
    """Take what is used as the one who acts: "inhibition of B using D", "blocked with D"."""
    for node in graph.events():
        if graph.targets(node, "subj"):
            continue
        for means in graph.targets(node, "prep_with") if _takes_means(graph, node) else ():
            graph.add(node, "subj", means)
        verb = graph.words.verb_class(graph.pred[node])
        if graph.pred[node] == "overcome" and graph.tag(node) == "VBG":
            for means in _overcome_with(graph, node):
                graph.add(node, "subj", means)
        if verb is not None and verb.name in MOVED_WITH and graph.is_passive(node):
            for means in graph.targets(node, "prep_with"):
                if any(m.type == "Drug" for m in graph.mentions.get(means, ())):
                    graph.add(node, "subj", means)
        for clause in graph.children(node, "acl", "advcl"):
            if graph.doc[clause].lower_ == "using":
                for means in graph.targets(clause, "obj"):
                    graph.add(node, "subj", means)


def _overcome_with(graph: SentenceGraph, node: int) -> list[int]:
    """Return B of the title "overcoming resistance to A with B"."""
    places = (node, *graph.targets(node, "obj"))
    used = [t for place in places for t in graph.targets(place, "prep_with")]
    return [t for t in used if any(m.type in AGENTS for m in graph.mentions.get(t, ()))]


def _takes_means(graph: SentenceGraph, node: int) -> bool:
    """Tell whether "with A" says by what: "inhibition of B with D", "stimulation of B with A"."""
    verb = graph.words.verb_class(graph.pred[node])
    if verb is None or verb.kind not in {"activity", "amount", "modification"}:
        return False
    types = AGENTS
    if verb.kind == "modification":  # "phosphorylation of B with A"
        named = [m for t in graph.targets(node, "prep_with") for m in graph.mentions.get(t, ())]
        return not graph.is_verb(node) and all(m.type in MODIFIED for m in named)
    if graph.lemma(node) == "stimulation" and set(graph.targets(node, "obj")) & set(graph.mentions):
        types = SUBSTANCES | MODIFIED
    if graph.lemma(node) in WITH_DRUGS:  # "activation of B with D"
        types = SUBSTANCES
        if any(target not in graph.mentions for target in graph.targets(node, "prep_with")):
            return False
    named = [m for t in graph.targets(node, "prep_with") for m in graph.mentions.get(t, ())]
    event = graph.token(node).tag_ == "VBG" if graph.is_verb(node) else is_event(graph, node)
    stimulates = graph.lemma(node) in WITH_DRUGS | {"stimulation"}
    return event and (verb.sign < 0 or stimulates) and all(m.type in types for m in named)


def link_manners(graph: SentenceGraph) -> None:
    """Read "in an A-dependent manner", "through an A-dependent mechanism" as "via A"."""
    edges = ("prep_in", "prep_via", "prep_through", "prep_by")
    for node in graph.with_edge(*edges):
        if graph.pred[node] is None:
            continue
        for label in edges:
            for manner in list(graph.targets(node, label)):
                nouns = MANNERS if label == "prep_in" else MANNERS | ROUTES
                if manner not in graph.mentions and graph.lemma(manner) in nouns:
                    for name in _depended_on(graph, manner):
                        graph.add(node, "prep_via", name)
                        done = graph.is_verb(node) and graph.is_passive(node)
                        if done and not graph.targets(node, "prep_by"):
                            graph.add(node, "subj", name)  # "B is raised in an A-dependent way"


def _depended_on(graph: SentenceGraph, manner: int) -> list[int]:
    """Return what a manner depends on: "an A-dependent manner", "a way dependent on A"."""
    adjectives = [
        adjective
        for adjective in graph.targets(manner, "mod")
        if graph.lemma(adjective) in DEPENDING or graph.doc[adjective].lower_ in DEPENDING
    ]
    found = [name for adjective in adjectives for name in graph.targets(adjective, "mod")]
    edges = ("prep_on", "prep_upon")
    return found + [
        name
        for adjective in adjectives
        for edge in edges
        for name in graph.targets(adjective, edge)
    ]


def link_effects(graph: SentenceGraph) -> None:
    """Let "cytostatic effects of D" be what D does, ``doer``, or is against, ``opponent``."""
    for node, found in list(graph.mentions.items()):
        if found[-1].type != "Process":
            continue
        last = graph.doc[found[-1].end_token - 1].lemma_.lower()
        if last in {"effect", "activity", "action"}:
            sided = graph.doc[found[-1].start_token].lower_.startswith(("anti", "pro"))
            types = {"Drug", "DrugClass", *(MODIFIED | {"Chemical", "MicroRNA"} if sided else ())}
            for drug in graph.targets(node, "prep_of"):
                if any(m.type in types for m in graph.mentions.get(drug, ())):
                    opposed = any(is_opposed(graph, m) for m in found)
                    graph.add(node, "opponent" if opposed else "doer", drug)
