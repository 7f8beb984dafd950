"""Events behind a preposition that are done to the object: "protects B from", "marks B for"."""

from __future__ import annotations

import re

from nlp_pipeline.relations.graph import SentenceGraph
from nlp_pipeline.relations.themes import find_bare_modifications

KEEPING = frozenset({"protect", "rescue", "save", "shield", "spare", "preserve", "safeguard"})
KEEPING |= {"buffer", "insulate", "cushion"}
LIFTING = frozenset({"release", "lift", "free", "unlock"})
HARM = re.compile(
    r"damage|injury|death|toxicity|defect|deficit|degeneration|demyelination|dysfunction|atrophy"
    r"|fibrosis|inflammat|impairment|senescence"
)
"""How what harms is named."""
MARKING = frozenset({"target", "mark", "tag", "prime", "license", "destine", "earmark", "commit"})
REGULATING = frozenset({"regulate", "control", "modulate", "govern"})
MOVES = frozenset({"increase", "decrease", "reduction", "elevation", "rise", "change", "loss"})
"""Nouns that say which way something goes: who regulates that may well turn it round."""
SITES = frozenset({"residue", "site", "serine", "threonine", "tyrosine", "lysine", "asparagine"})
PRODUCING = frozenset({"secrete", "produce", "release"})
LYING = frozenset({"present", "locate", "located", "find", "situate", "lie", "contain"})
ORDERED = frozenset({"then", "subsequently", "finally", "ultimately", "eventually", "later"})


def link_kept(graph: SentenceGraph) -> None:
    """Let "A protects B from degradation" say that A holds back the degradation of B.

    Without "from" it is B that is upheld.
    """
    for node in graph.with_lemma(KEEPING):
        if not graph.is_verb(node):
            continue
        places = [node, *graph.targets(node, "obj"), *graph.children(node, "dobj")]
        events = [
            t for p in places for e in ("prep_from", "prep_against") for t in graph.targets(p, e)
        ]
        objects = [o for o in graph.targets(node, "obj") if o in graph.mentions]
        if not events:
            lost = [t for t in graph.targets(node, "obj") if _is_loss(graph, t)]
            if lost and graph.lemma(node) == "rescue":
                graph.pred[node] = "prevent"  # "rescues the inhibitory effect of A on B"
            elif objects and graph.pred[node] is not None:
                harms = all(_is_harm(graph, o) for o in objects)
                graph.pred[node] = "prevent" if harms else "sustain"
            continue
        graph.pred[node] = "prevent"
        for event in events:
            graph.add(node, "obj", event)
        told = any(graph.pred[event] is not None or event in graph.mentions for event in events)
        for kept in (o for o in objects if told and o not in events):
            graph.remove(node, "obj", kept)
            for event in events:
                if graph.pred[event] is not None and event not in graph.mentions:
                    graph.add(event, "obj", kept)


def link_lifted(graph: SentenceGraph) -> None:
    """Let "A releases the repression of B" say that A takes it back."""
    for node in graph.with_lemma(LIFTING):
        if not graph.is_verb(node):
            continue
        for event in graph.targets(node, "obj"):
            if _is_loss(graph, event):
                graph.pred[node] = "relieve"


def _is_loss(graph: SentenceGraph, node: int) -> bool:
    """Tell whether it is an event that lowers something: "the loss of B"."""
    verb = graph.words.verb_class(graph.pred[node])
    lowers = verb is not None and verb.sign < 0 and verb.kind in {"activity", "amount"}
    return lowers and node not in graph.mentions


def _is_harm(graph: SentenceGraph, node: int) -> bool:
    """Tell whether it is no good that is saved: "rescues B damage"."""
    return any(HARM.search(m.label) for m in graph.mentions[node])


def link_marked(graph: SentenceGraph) -> None:
    """Let "A marks B for degradation" say that A degrades B, "primes B for activation" likewise."""
    for node in graph.with_lemma(MARKING):
        if not graph.is_verb(node):
            continue
        for edge in ("prep_for", "prep_to"):
            for event in graph.targets(node, edge):
                if graph.pred[event] is None or event in graph.mentions:
                    continue
                if graph.targets(event, "obj"):
                    continue
                for label in ("subj", "obj"):
                    for target in list(graph.targets(node, label)):
                        if target != event:
                            graph.add(event, label, target)


def link_subjected(graph: SentenceGraph) -> None:
    """Let "B is subject to phosphorylation by A" say that A phosphorylates B."""
    for node in graph.with_lemma(("subject", "susceptible", "prone")):
        for event in graph.targets(node, "prep_to"):
            if graph.pred[event] is not None and not graph.targets(event, "obj"):
                label = "obj" if graph.is_passive(node) else "subj"
                for subject in graph.targets(node, label):
                    if subject != event:
                        graph.add(event, "obj", subject)


def link_binders(graph: SentenceGraph) -> None:
    """Let "B is inactivated by binding to A" say that B binds A, which inactivates it."""
    for node in graph.verbs:
        verb = graph.words.verb_class(graph.pred[node])
        if verb is None or verb.kind != "binding":
            continue
        for passive in [v for v in graph.sources(node, "by_doing") if graph.is_passive(v)]:
            patients = [t for t in graph.targets(passive, "obj") if _is_molecule(graph, t)]
            partners = [t for t in graph.targets(node, "obj") if t in graph.mentions]
            for patient in patients:
                graph.add(node, "subj", patient)
            if patients and partners:
                _hand_over(graph, passive, node, partners)


def _is_molecule(graph: SentenceGraph, node: int) -> bool:
    return any(m.type != "Process" for m in graph.mentions.get(node, ()))


def _hand_over(graph: SentenceGraph, verb: int, old: int, agents: list[int]) -> None:
    """Let agents stand wherever an event stood as the one who acts."""
    for label in ("subj", "prep_by", "by_doing"):
        if old in graph.targets(verb, label):
            graph.remove(verb, label, old)
    for agent in agents:
        graph.add(verb, "subj", agent)


def link_taking_place(graph: SentenceGraph) -> None:
    """Let "phosphorylation of B occurs through A" say that A phosphorylates B.

    So too "phosphorylation of B is achieved by A".
    """
    for node in graph.verbs:
        verb = graph.words.verb_class(graph.pred[node])
        if verb is None or verb.name != "happen":
            continue
        for event in graph.targets(node, "obj" if graph.is_passive(node) else "subj"):
            known = graph.pred[event] is not None and event not in graph.mentions
            if not known or graph.targets(event, "subj"):
                continue
            agents = [
                t for e in ("prep_via", "prep_through", "prep_by") for t in graph.targets(node, e)
            ]
            for noun in graph.targets(node, "prep_in"):
                if graph.lemma(noun) == "response":  # "occurs in response to A"
                    agents += graph.targets(noun, "prep_to")
            for agent in agents:
                graph.add(event, "subj", agent)


def link_regulated(graph: SentenceGraph) -> None:
    """Let "A regulates the phosphorylation of B", "A-regulated B activation" name who does it."""
    for node in graph.with_lemma(REGULATING):
        if graph.pred[node] is not None:
            continue
        if not graph.token(node).tag_.startswith("VB"):
            continue
        for event in graph.targets(node, "obj"):
            lemma = graph.lemma(event)
            verb = graph.words.verb_class(graph.pred[event])
            told = verb is not None and verb.kind in {"activity", "amount", "modification"}
            if event in graph.mentions or not told or graph.is_verb(event) or lemma in MOVES:
                continue
            neutral = graph.words.neutral_kind(lemma) is not None
            if neutral or graph.targets(event, "subj") or lemma in graph.words["agent_nouns"]:
                continue
            for agent in graph.targets(node, "subj"):
                graph.add(event, "subj", agent)


def link_bare_events(graph: SentenceGraph) -> None:
    """Let "export of B requires phosphorylation by A" say that A phosphorylates B."""
    for node in find_bare_modifications(graph):
        for needing in graph.sources(node, "subj"):
            if graph.pred[needing] not in graph.words["inverse"]:
                continue
            for other in graph.targets(needing, "obj"):
                for theme in [other] if other in graph.mentions else graph.targets(other, "obj"):
                    graph.add(node, "obj", theme)


def link_signalling(graph: SentenceGraph) -> None:
    """Let "activated by signaling through A" say that A activates."""
    for node in graph.with_lemma(("signal",)):
        if graph.token(node).tag_ != "VBG":
            continue
        through = graph.targets(node, "prep_through") or graph.targets(node, "prep_via")
        for label in ("prep_by", "prep_through", "prep_via", "subj"):
            for source in [s for s in graph.sources(node, label) if s != node]:
                for way in through:
                    graph.add(source, label, way)


def link_producers(graph: SentenceGraph) -> None:
    """Let "cells secreting A activate B" say that A does; enzymes releasing A do it themselves."""
    themselves = graph.words.any_of("gene_products", "class_nouns")
    for node in graph.with_child("acl", "relcl"):
        if graph.lemma(node) in themselves:
            continue
        if node in graph.mentions or not graph.token(node).tag_.startswith("NN"):
            continue
        made = [
            target
            for clause in graph.children(node, "acl", "relcl")
            if graph.lemma(clause) in PRODUCING and not graph.is_passive(clause)
            for target in graph.targets(clause, "obj")
            if target in graph.mentions
        ]
        for verb in list(graph.sources(node, "subj")) if made else ():
            if graph.pred[verb] is not None and graph.lemma(verb) not in PRODUCING:
                for target in made:
                    graph.add(verb, "subj", target)


def link_residues(graph: SentenceGraph) -> None:
    """Let "hydroxylates a residue on B" and "phosphorylates Ser 675 in B" act on B."""
    for node in graph.events():
        verb = graph.words.verb_class(graph.pred[node])
        if verb is None or verb.kind != "modification":
            continue
        for residue in list(graph.targets(node, "obj")):
            if residue in graph.mentions and graph.mentions[residue][0].type != "Chemical":
                continue
            if not (graph.is_residue(residue) or _is_site(graph, residue)):
                continue
            if graph.targets(residue, "prep_of"):
                continue
            present = [m for m in graph.targets(residue, "mod") if graph.lemma(m) in LYING]
            present += [c for c in graph.children(residue, "acl") if graph.lemma(c) in LYING]
            for place in (residue, node, *present):
                for edge in ("prep_on", "prep_in", "prep_within"):
                    for target in graph.targets(place, edge):
                        part = place in present and graph.is_transparent(target)
                        if target in graph.mentions or part:
                            graph.add(node, "obj", target)


def _is_site(graph: SentenceGraph, node: int) -> bool:
    named = any(m.label.endswith(" residue") for m in graph.mentions.get(node, ()))
    return named or graph.lemma(node) in SITES


def share_agents(graph: SentenceGraph) -> None:
    """Let "B is phosphorylated and inactivated by A" say both of A.

    What is "phosphorylated and then degraded by A" is only degraded by it.
    """
    for node in graph.with_child("conj"):
        if not graph.is_verb(node) or graph.targets(node, "subj") or not graph.is_passive(node):
            continue
        if graph.targets(node, "prep_by"):
            continue
        for later in graph.conjuncts(node):
            if graph.token(later).tag_ != "VBN" or graph.tree_subjects(later):
                continue
            said = {graph.token(c).lower_ for c in graph.children(later, "advmod")}
            own = [t for t in graph.doc[node + 1 : later] if t.tag_.startswith("NN")]
            if said & ORDERED or own or graph.children(later, "auxpass"):
                continue
            for agent in graph.targets(later, "prep_by"):
                graph.add(node, "subj", agent)


def share_stranded(graph: SentenceGraph) -> None:
    """Let "A interacts with and represses B" say that A interacts with B."""
    for node in [joined - 1 for joined in graph.tokens_with(("and", "or"))]:
        if node not in graph.pred:
            continue
        token = graph.token(node)
        verb = graph.parents.get(node, ("", node))[1]
        if token.dep_ != "prep" or graph.tree_children(node) or not graph.is_verb(verb):
            continue
        for second in graph.children(verb, "conj"):
            agents = graph.children(second, "agent") if graph.is_passive(second) else []
            told = [t for by in agents for t in graph.children(by, "pobj")]
            for target in (*graph.children(second, "dobj"), *told):
                graph.add(verb, f"prep_{token.lower_}", target)
                if token.lower_ in graph.words.phrasal(graph.pred[verb]):
                    graph.add(verb, "obj", target)
