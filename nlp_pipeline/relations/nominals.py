"""Who acts and what is acted on in nouns for events, and where no subject or object says it.

"Activation of B by A", "due to A", "blocked with D", "in an A-dependent manner", "A, an inhibitor
of B", "BAD undergoes phosphorylation".
"""

from __future__ import annotations

from collections.abc import Sequence

from nlp_pipeline.relations.graph import DASHES, SentenceGraph
from nlp_pipeline.relations.states import is_opposed
from nlp_pipeline.vocabulary import AGENTS

MAKING = frozenset({"produce", "form", "yield", "generate", "give"})
MODIFIED = frozenset({"Gene", "Family", "Variant"})
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
SHOWN_BY = frozenset({"show", "demonstrate", "exhibit", "display"})
REGULATED = frozenset({"regulate", "regulated", "control", "controlled"})
DEPENDING = frozenset({"dependent", "mediated", "mediate", "driven", "drive"})


def link_undergone(graph: SentenceGraph) -> None:
    """Let what undergoes an event be acted on in it: "BAD undergoes phosphorylation by AKT"."""
    for node in graph.nodes:
        lemma = graph.lemma(node)
        if lemma not in {"undergo", "subject", *SHOWN_BY} or not graph.is_verb(node):
            continue
        subjected = lemma == "subject"
        events = graph.targets(node, "prep_to" if subjected else "obj")
        themes = graph.targets(node, "obj" if subjected else "subj")
        if lemma in SHOWN_BY:  # "the A pathway shows activation through B"
            themes = [theme for theme in themes if _is_signal(graph, theme)]
            events = [event for event in events if not graph.targets(event, "obj")]
        for event in events:
            if graph.pred[event] is not None and event not in themes:
                for theme in themes:
                    graph.add(event, "obj", theme)
                for agent in graph.targets(node, "prep_by"):
                    graph.add(event, "subj", agent)


def _is_signal(graph: SentenceGraph, node: int) -> bool:
    return any(m.type in {"Gene", "Family", "Pathway"} for m in graph.mentions.get(node, ()))


def link_conversions(graph: SentenceGraph) -> None:
    """Read "phosphorylates A to C", "catalyzes A into C" of two chemicals as a conversion."""
    for node in graph.nodes:
        verb = graph.words.verb_class(graph.pred[node])
        if verb is None or verb.kind not in CONVERTING or not graph.is_verb(node):
            continue
        used = [target for target in graph.targets(node, "obj") if _is_chemical(graph, target)]
        if verb.kind == "conversion":  # "metabolized in B"
            for target in graph.targets(node, "prep_in"):
                if used and _is_chemical(graph, target):
                    graph.add(node, "prep_into", target)
        made = _products(graph, node) if used and verb.kind == "conversion" else []
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
    for clause in graph.children(node, "advcl", "xcomp", "acl", "conj"):
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
    return any(m.type in {"Chemical", "Drug"} for m in found)


def link_nominals(graph: SentenceGraph) -> None:
    """Give "activation of B by A", "B activation" and "A's inhibition of B" their roles."""
    for node in graph.nodes:
        if graph.pred[node] is None or graph.is_verb(node) or graph.token(node).tag_ == "JJ":
            continue
        # "protection of cells from A", "the contribution of A to B"
        of = () if graph.pred[node] in {"protect", "contribute"} else ("of",)
        complements = [
            target
            for preposition in (*of, *graph.words.noun_complements(graph.pred[node]))
            for target in graph.targets(node, f"prep_{preposition}")
            if graph.lemma(target) not in CIRCUMSTANCES
        ]
        before = [child for child in _modifiers(graph, node) if graph.is_argument(child, node)]
        if graph.lemma(node) in graph.words["regulating"] and graph.targets(node, "prep_on"):
            # "the inhibitory effect of A on B"
            before += graph.targets(node, "prep_of")
            complements = [t for t in complements if t not in before]
        if graph.pred[node] == "contribute":
            before += graph.targets(node, "prep_of")
        if _are(graph, before, "Process") and _are(graph, complements, "Disease"):
            complements = []  # "the growth inhibition of carcinoma" is that of its growth
        for target in complements:
            graph.add(node, "obj", target)
        for child in before:
            graph.add(node, "subj" if complements else "obj", child)
        for child in (*graph.targets(node, "prep_by"), *_drugs_used(graph, node)):
            graph.add(node, "subj", child)


def _are(graph: SentenceGraph, nodes: Sequence[int], kind: str) -> bool:
    """Tell whether there are nodes, all of them names of one type."""
    found = [m for node in nodes for m in graph.mentions.get(node, ())]
    return bool(nodes) and len(found) >= len(nodes) and all(m.type == kind for m in found)


def link_releases(graph: SentenceGraph) -> None:
    """Let "A is released from inhibition by B" say that A is activated, and that B inhibits it."""
    for node in graph.nodes:
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


def link_regulated(graph: SentenceGraph) -> None:
    """Let "A-regulated B activation" say that A brings it about, as "A-mediated" does."""
    for node in graph.nodes:
        if graph.lemma(node) not in REGULATED or graph.pred[node] is not None:
            continue
        hyphened = graph.doc[node - 1].text in DASHES if node > graph.sentence.start else False
        named = [s for s in graph.targets(node, "subj") if s in graph.mentions]
        if hyphened and named and graph.token(node).tag_ == "VBN":
            if any(graph.pred[event] is not None for event in graph.targets(node, "obj")):
                graph.pred[node] = "mediate"


def link_regulating(graph: SentenceGraph) -> None:
    """Let "A regulates the activation of B" say that A activates B, the event being what it is."""
    for node in graph.nodes:
        if graph.lemma(node) not in REGULATED or not graph.is_verb(node):
            continue
        events = graph.targets(node, "obj")
        if graph.pred[node] is None and events and all(_is_raised(graph, e) for e in events):
            graph.pred[node] = "mediate"


def _is_raised(graph: SentenceGraph, node: int) -> bool:
    """Tell whether a noun says that something is activated or modified."""
    verb = graph.words.verb_class(graph.pred[node])
    raised = verb is not None and verb.name in {"raise", "modify"}
    agent = graph.lemma(node) in graph.words["agent_nouns"]
    return raised and not agent and not graph.is_verb(node) and node not in graph.mentions


def link_dependents(graph: SentenceGraph) -> None:
    """Let "B secretion is A dependent" say what "A-dependent B secretion" says."""
    for node in graph.nodes:
        if graph.token(node).lower_ != "dependent" or not graph.copulas(node):
            continue
        named = [t for t in graph.targets(node, "mod") if t in graph.mentions and t < node]
        for theme in list(graph.targets(node, "subj")) if named else ():
            if theme not in named:
                graph.replace(node, "subj", theme, named[0])
                graph.add(node, "obj", theme)


def part_events(graph: SentenceGraph) -> None:
    """Coordinate "inhibition of A and activation of B" by the events, not A with the second."""
    for node, event in [(n, c) for n in graph.mentions for c in graph.children(n, "conj")]:
        above = [n for n in graph.sources(node, "prep_of") if _is_event(graph, n)]
        if not above or not _is_event(graph, event) or not graph.targets(event, "prep_of"):
            continue
        graph.tree_below[node].remove(("conj", event))
        graph.tree_below[above[0]].append(("conj", event))
        graph.parents[event] = ("conj", above[0])


def link_defined(graph: SentenceGraph) -> None:
    """Let "A is the protein kinase phosphorylating B" say it of A."""
    for node in graph.nodes:
        dep, noun = graph.parents.get(node, ("", node))
        if dep != "acl" or noun not in graph.targets(node, "subj"):
            continue
        if any(m.type != "Family" for m in graph.mentions.get(noun, ())):
            continue
        subjects = [s for be in graph.copulas(noun) for s in graph.tree_subjects(be)]
        for subject in subjects:
            if any(m.type in MODIFIED for m in graph.mentions.get(subject, ())):
                if noun in graph.targets(node, "subj"):
                    graph.remove(node, "subj", noun)
                graph.add(node, "subj", subject)


def lift_partners(graph: SentenceGraph) -> None:
    """Hang "to B" of "binding of the antagonist A to B" on the binding, not on A."""
    for node in graph.nodes:
        verb = graph.words.verb_class(graph.pred[node])
        binds = verb is not None and (verb.kind == "binding" or graph.lemma(node) == "association")
        if not binds or graph.is_verb(node) or node in graph.mentions:
            continue
        for first in graph.targets(node, "prep_of"):
            for edge in ("prep_to", "prep_with"):
                for second in list(graph.targets(first, edge)):
                    if not graph.targets(node, edge):
                        graph.remove(first, edge, second)
                        graph.add(node, edge, second)


def link_hyphened_events(graph: SentenceGraph) -> None:
    """Give "PTEN loss-induced B activation" the lost PTEN, which the parser hangs on the last."""
    for node in graph.nodes:
        if node + 2 >= graph.sentence.end or graph.doc[node + 1].text not in DASHES:
            continue
        linked = graph.doc[node + 2]
        event = graph.pred[node] is not None or graph.words.state_of_noun(graph.lemma(node))
        if node in graph.mentions or not event or linked.tag_ not in {"VBN", "JJ"}:
            continue
        for name, found in graph.mentions.items():
            if found[-1].end_token != node or name in graph.targets(node, "mod"):
                continue
            for label in ("mod", "obj", "subj"):
                for source in list(graph.sources(name, label)):
                    graph.remove(source, label, name)
            graph.parents[name] = ("compound", node)
            graph.add(node, "mod", name)
        if any(name in graph.mentions for name in graph.targets(node, "mod")):
            for event in graph.sources(node, "mod"):
                if event == node + 2 and graph.targets(event, "obj"):
                    graph.add(event, "subj", node)  # "PTEN deletion-driven"


def share_agents(graph: SentenceGraph) -> None:
    """Let "ubiquitination and degradation of B by A" say both of A, who stands behind the list."""
    for node in graph.nodes:
        group = [n for n in (node, *graph.conjuncts(node)) if _is_event(graph, n)]
        if len(group) < 2 or not _is_event(graph, node):
            continue
        agents = [
            agent
            for member in group
            for agent in graph.targets(member, "prep_by")
            if agent > group[-1] and graph.doc[agent].tag_ != "VBG"
        ]
        for member in group:
            for agent in agents if not graph.targets(member, "subj") else ():
                graph.add(member, "subj", agent)


def _is_event(graph: SentenceGraph, node: int) -> bool:
    """Tell whether a noun says what is done to something."""
    verb = graph.words.verb_class(graph.pred[node])
    moves = verb is not None and verb.kind in {"activity", "amount", "modification"}
    return moves and not graph.is_verb(node) and node not in graph.mentions


def share_of(graph: SentenceGraph) -> None:
    """Give "the activation of A and of B" both, where the parser hangs the second on the verb."""
    for node in graph.nodes:
        for target in list(graph.targets(node, "prep_of")) if graph.is_verb(node) else ():
            prep = graph.parents.get(target, ("", target))[1]
            if graph.doc[prep - 1].lower_ not in {"and", "or"}:
                continue
            before = [n for n in graph.nodes if node < n < prep and graph.targets(n, "prep_of")]
            for noun in before[-1:]:
                graph.remove(node, "prep_of", target)
                graph.add(noun, "prep_of", target)


def link_levels(graph: SentenceGraph) -> None:
    """Let "the phosphorylation level of B" be the phosphorylation of B."""
    for node in graph.nodes:
        if graph.lemma(node) not in LEVELS:
            continue
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
    """Return what stands before a noun; of a residue the protein: "VEGFR2 Y1175 loss"."""
    found = []
    for child in graph.targets(node, "mod"):
        residue = child not in graph.mentions and graph.is_residue(child)
        found += graph.targets(child, "mod") if residue else [child]
    return found


def link_ways(graph: SentenceGraph) -> None:
    """Let "A activates B via phosphorylation" say that A phosphorylates B."""
    for node in graph.nodes:
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
                            for agent in graph.targets(way, "subj"):
                                graph.add(node, "subj", agent)


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


def link_coupled(graph: SentenceGraph) -> None:
    """Let "A is coupled to the inhibition of B" say that A inhibits B."""
    for node in graph.nodes:
        for event in graph.targets(node, "prep_to") if graph.targets(node, "tied") else []:
            if graph.pred[event] is not None and event not in graph.mentions:
                for subject in graph.targets(node, "tied"):
                    graph.add(event, "subj", subject)


def link_means(graph: SentenceGraph) -> None:
    """Take what is used as the one who acts: "inhibition of B using D", "blocked with D"."""
    for node in graph.nodes:
        if graph.pred[node] is None or graph.targets(node, "subj"):
            continue
        for means in graph.targets(node, "prep_with") if _takes_means(graph, node) else ():
            graph.add(node, "subj", means)
        verb = graph.words.verb_class(graph.pred[node])
        if verb is not None and verb.name in MOVED_WITH and graph.is_passive(node):
            for means in graph.targets(node, "prep_with"):
                if any(m.type == "Drug" for m in graph.mentions.get(means, ())):
                    graph.add(node, "subj", means)
        for clause in graph.children(node, "acl", "advcl"):
            if graph.doc[clause].lower_ == "using":
                for means in graph.targets(clause, "obj"):
                    graph.add(node, "subj", means)


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
        types = AGENTS | MODIFIED | {"Chemical"}
    named = [m for t in graph.targets(node, "prep_with") for m in graph.mentions.get(t, ())]
    event = graph.token(node).tag_ == "VBG" if graph.is_verb(node) else _is_event(graph, node)
    stimulates = graph.lemma(node) == "stimulation"
    return event and (verb.sign < 0 or stimulates) and all(m.type in types for m in named)


def link_enzymes(graph: SentenceGraph) -> None:
    """Let "A, the E3 ligase for B" and "A acts as a kinase of B" say that A modifies B."""
    for node in graph.nodes:
        if graph.lemma(node) not in graph.words["modifiers"] or graph.is_verb(node):
            continue
        acting = [v for v in graph.sources(node, "prep_as") if graph.is_verb(v)]
        hosts = [*graph.sources(node, "appos"), *graph.targets(node, "subj")]
        hosts += [s for v in acting for s in graph.targets(v, "subj")]
        themes = [
            theme
            for place in (node, *acting)
            for edge in ("prep_of", "prep_for")
            for theme in graph.targets(place, edge)
            if all(m.type in MODIFIED for m in graph.mentions.get(theme, ()))
            and theme in graph.mentions
        ]
        hosts = [host for host in hosts if host in graph.mentions]
        if hosts and themes and graph.pred[node] is None:
            graph.pred[node] = "phosphorylate"
            for theme in themes:
                graph.add(node, "obj", theme)
            for host in hosts:
                graph.add(node, "subj", host)


def link_bare_events(graph: SentenceGraph) -> None:
    """Let "A leads to B translocation and phosphorylation by C" say that C phosphorylates B."""
    for node in graph.nodes:
        if not graph.is_verb(node) or graph.is_passive(node):
            continue
        for agent in list(graph.targets(node, "prep_by")):
            event = graph.parents.get(agent, ("", agent))[1] - 1
            bare = event > node and event in graph.pred and _is_event(graph, event)
            if not bare or graph.targets(event, "obj") or agent not in graph.mentions:
                continue
            dep, above = graph.parents.get(event, ("", event))
            for theme in graph.targets(above, "mod") if dep == "conj" else ():
                if theme in graph.mentions:
                    graph.add(event, "obj", theme)
            if graph.targets(event, "obj"):
                graph.remove(node, "prep_by", agent)
                graph.add(event, "subj", agent)


def link_manners(graph: SentenceGraph) -> None:
    """Read "in an A-dependent manner", "through an A-dependent mechanism" as "via A"."""
    for node in graph.nodes:
        if graph.pred[node] is None:
            continue
        for label in ("prep_in", "prep_via", "prep_through", "prep_by"):
            for manner in list(graph.targets(node, label)):
                nouns = MANNERS if label == "prep_in" else MANNERS | ROUTES
                if manner not in graph.mentions and graph.lemma(manner) in nouns:
                    for name in _depended_on(graph, manner):
                        graph.add(node, "prep_via", name)


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
        last = graph.doc[found[-1].end_token - 1].lemma_.lower()
        if last in {"effect", "activity", "action"} and found[-1].type == "Process":
            sided = graph.doc[found[-1].start_token].lower_.startswith(("anti", "pro"))
            types = {"Drug", "DrugClass", *(MODIFIED | {"Chemical", "MicroRNA"} if sided else ())}
            for drug in graph.targets(node, "prep_of"):
                if any(m.type in types for m in graph.mentions.get(drug, ())):
                    opposed = any(is_opposed(graph, m) for m in found)
                    graph.add(node, "opponent" if opposed else "doer", drug)


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
            if not graph.is_verb(verb):  # "identified loss of A as a driver"
                responds = graph.pred[verb] in {"respond", "resist"}  # "efficacy of A as …"
                for subject in graph.targets(verb, "prep_of") if responds else [verb]:
                    graph.add(node, "subj", subject)
                continue
            # "we identified A as an activator", "A was identified as …", "A acts as …"
            for subject in graph.targets(verb, "obj") or graph.targets(verb, "subj"):
                graph.add(node, "subj", subject)
