"""Who acts and what is acted on in nouns for events, and where no subject or object says it.

"Activation of B by A", "due to A", "blocked with D", "in an A-dependent manner", "A, an inhibitor
of B", "BAD undergoes phosphorylation".
"""

from __future__ import annotations

from nlp_pipeline.relations.agents import reaches_drug
from nlp_pipeline.relations.graph import SentenceGraph

DUE = ("prep_due_to", "prep_because_of", "prep_owing_to", "prep_thanks_to")
CAUSES = (
    ("prep_in", {"response"}, "prep_to"),
    ("prep_as", {"result", "consequence"}, "prep_of"),
)


def link_undergone(graph: SentenceGraph) -> None:
    """Let what undergoes an event be acted on in it: "BAD undergoes phosphorylation by AKT"."""
    for node in graph.nodes:
        lemma = graph.lemma(node)
        if lemma not in {"undergo", "subject"} or not graph.is_verb(node):
            continue
        subjected = lemma == "subject"
        events = graph.targets(node, "prep_to" if subjected else "obj")
        themes = graph.targets(node, "obj" if subjected else "subj")
        for event in events:
            if graph.pred[event] is not None and event not in themes:
                for theme in themes:
                    graph.add(event, "obj", theme)
                for agent in graph.targets(node, "prep_by"):
                    graph.add(event, "subj", agent)


def link_conversions(graph: SentenceGraph) -> None:
    """Read "phosphorylates A to C", "catalyzes A into C" of two chemicals as a conversion."""
    for node in graph.nodes:
        if graph.pred[node] is None or not graph.is_verb(node):
            continue
        used = [target for target in graph.targets(node, "obj") if _is_chemical(graph, target)]
        made = [
            target
            for source in (node, *used)
            for edge in ("prep_to", "prep_into")
            for target in graph.targets(source, edge)
        ]
        if used and any(_is_chemical(graph, target) for target in made):
            graph.pred[node] = "convert"


def _is_chemical(graph: SentenceGraph, node: int) -> bool:
    """Tell whether a node names a compound that is no drug given to anybody."""
    found = graph.mentions.get(node, [])
    return any(m.type in {"Chemical", "Drug"} for m in found)


def link_nominals(graph: SentenceGraph) -> None:
    """Give "activation of B by A", "B activation" and "A's inhibition of B" their roles."""
    for node in graph.nodes:
        if graph.pred[node] is None or graph.is_verb(node) or graph.token(node).tag_ == "JJ":
            continue
        complements = [
            target
            for preposition in ("of", *graph.words.noun_complements(graph.pred[node]))
            for target in graph.targets(node, f"prep_{preposition}")
        ]
        before = [child for child in _modifiers(graph, node) if graph.is_argument(child, node)]
        for target in complements:
            graph.add(node, "obj", target)
        for child in before:
            graph.add(node, "subj" if complements else "obj", child)
        for child in graph.targets(node, "prep_by"):
            graph.add(node, "subj", child)


def _modifiers(graph: SentenceGraph, node: int) -> list[int]:
    """Return what stands before a noun; of a residue the protein: "VEGFR2 Y1175 loss"."""
    found = []
    for child in graph.targets(node, "mod"):
        residue = child not in graph.mentions and graph.is_residue(child)
        found += graph.targets(child, "mod") if residue else [child]
    return found


def link_causes(graph: SentenceGraph) -> None:
    """Take "due to A", "in response to A", "as a result of A" as the one who acts."""
    for node in graph.nodes:
        if graph.pred[node] is None or graph.targets(node, "subj"):
            continue
        # "includes loss of A as a result of B": the parser hangs the cause on the empty verb.
        above = [v for v in graph.sources(node, "obj") if graph.is_verb(v) and not graph.pred[v]]
        for place in (node, *above):
            for cause in (*_causes_at(graph, place), *_causes_before(graph, node, place)):
                graph.add(node, "subj", cause)


def _causes_at(graph: SentenceGraph, place: int) -> list[int]:
    """Return what a place names as cause: "due to A", "as a result of A"."""
    found = [cause for label in DUE for cause in graph.targets(place, label)]
    for outer, nouns, inner in CAUSES:
        for noun in graph.targets(place, outer):
            if graph.lemma(noun) in nouns:
                found += graph.targets(noun, inner)
    return found


def _causes_before(graph: SentenceGraph, node: int, place: int) -> list[int]:
    """Return events upon which something is done, and drugs after which it happens."""
    events = graph.targets(place, "prep_upon") if graph.is_passive(node) else []
    given = [*graph.targets(place, "prep_following"), *graph.targets(place, "prep_after")]
    return [event for event in events if graph.pred[event] is not None] + [
        drug for drug in given if reaches_drug(graph, drug) or _is_dose(graph, drug)
    ]


def _is_dose(graph: SentenceGraph, node: int) -> bool:
    """Tell whether a noun is an amount of a drug: "following single doses of D"."""
    doses = {"dose", "administration", "injection", "infusion", "exposure", "addition"}
    drugs = [t for edge in ("prep_of", "mod") for t in graph.targets(node, edge)]
    return graph.lemma(node) in doses and any(reaches_drug(graph, t) for t in drugs)


def link_means(graph: SentenceGraph) -> None:
    """Take what is used as the one who acts: "inhibition of B using D", "blocked with D"."""
    for node in graph.nodes:
        if graph.pred[node] is None or graph.targets(node, "subj"):
            continue
        for clause in graph.children(node, "acl", "advcl"):
            if graph.doc[clause].lower_ == "using":
                for means in graph.targets(clause, "obj"):
                    graph.add(node, "subj", means)


def link_manners(graph: SentenceGraph) -> None:
    """Read "in an A-dependent manner" as "via A"."""
    for node in graph.nodes:
        if graph.pred[node] is None:
            continue
        for manner in graph.targets(node, "prep_in"):
            if graph.lemma(manner) not in {"manner", "fashion", "way"}:
                continue
            for adjective in graph.targets(manner, "mod"):
                if graph.lemma(adjective) in {"dependent", "mediated", "mediate", "driven"}:
                    for name in graph.targets(adjective, "mod"):
                        graph.add(node, "prep_via", name)


def link_agent_nouns(graph: SentenceGraph) -> None:
    """Give "A, a suppressor of B", "A acts as an activator of B" their subject."""
    for node in graph.nodes:
        if graph.lemma(node) not in graph.words["agent_nouns"]:
            continue
        # A class right before a drug is that drug's alone: "the MEK inhibitor A and B".
        for label in ("appos",) if node in graph.mentions else ("appos", "mod"):
            for head in graph.sources(node, label):
                graph.add(node, "subj", head)
        for child in graph.targets(node, "appos"):
            graph.add(node, "subj", child)
        for verb in graph.sources(node, "prep_as"):
            # "we identified A as an activator", "A was identified as …", "A acts as …"
            for subject in graph.targets(verb, "obj") or graph.targets(verb, "subj"):
                graph.add(node, "subj", subject)
