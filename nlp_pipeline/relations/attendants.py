"""What goes with an event besides its object: "along with B", "as shown by B", "via effects on B".

What is told beside an event is done by the same one.
"""

from __future__ import annotations

from nlp_pipeline.relations.graph import SentenceGraph
from nlp_pipeline.relations.treated import is_move
from nlp_pipeline.relations.words import ACTING_KINDS, LOWERING
from nlp_pipeline.vocabulary import MOLECULES

ALONG = ("prep_along_with", "prep_together_with", "prep_in_with")
SHOWN = frozenset(
    {"evidence", "evidenced", "show", "indicate", "reflect", "manifest", "demonstrate", "mark"}
    | {"reveal", "exemplify"}
)
"""Verbs whose agent is an event that comes with another: "as evidenced by loss of B"."""
EFFECTS = frozenset({"effect", "action", "impact", "influence"})
AFTER = ("prep_upon", "prep_after", "prep_following", "prep_on", "prep_with", "prep_by")
"""Edges from a verb to what comes before it."""
TELLING = frozenset({"response", "effect", "process", "event", "phenomenon"})
UNKNOWN = frozenset({"mechanism", "process", "mean", "means", "manner", "route", "way"})
UNSAID = frozenset(
    {"unknown", "understood", "different", "several", "various", "unclear", "similar", "same"}
    | {"unidentified", "distinct", "multiple", "other", "independent", "novel", "alternative"}
)
"""Adjectives of a way that say nothing of who is involved."""
WAYS = ("prep_via", "prep_through")
COURSES = frozenset({"pathway", "mechanism", "way", "process", "effect", "route", "action", "mean"})
"""Nouns of how something is done, of which events are examples."""


def link_alongside(graph: SentenceGraph) -> None:
    """Let "A raises B along with phosphorylation of C" say that A phosphorylates C."""
    for node in graph.with_edge(*ALONG):
        if not graph.is_verb(node) or graph.is_passive(node) or not graph.targets(node, "obj"):
            continue
        for label in ALONG:
            for event in list(graph.targets(node, label)):
                if not _is_told(graph, event) or event < node:
                    continue
                if event in graph.targets(node, "subj"):
                    graph.remove(node, "subj", event)
                if _has_own_sign(graph, node, event):
                    for agent in graph.targets(node, "subj"):
                        graph.add(event, "subj", agent)
                else:
                    graph.add(node, "obj", event)


def _has_own_sign(graph: SentenceGraph, verb: int, event: int) -> bool:
    """Tell whether what is beside a lowered thing is not lowered but changed: "downregulation"."""
    moves, change = (graph.words.verb_class(graph.pred[n]) for n in (verb, event))
    lowers = moves is not None and moves.name in LOWERING
    return lowers and change is not None and change.kind == "amount" and is_move(graph, event)


def link_bound_first(graph: SentenceGraph) -> None:
    """Let "upon binding of A, B raises C" say that A binds B."""
    for event in graph.with_lemma(("binding", "engagement", "ligation", "bind")):
        if event in graph.mentions or graph.is_verb(event):
            continue
        named = {t for e in ("mod", "prep_of", "obj", "subj") for t in graph.targets(event, e)}
        named &= graph.mentions.keys()
        if len(named) != 1 or any(graph.targets(event, e) for e in ("prep_to", "prep_with")):
            continue
        if any(graph.tag(c) == "PRP$" for c in graph.children(event, "poss")):
            continue
        verbs = [v for label in AFTER for v in graph.sources(event, label) if graph.is_verb(v)]
        for verb in verbs[:1]:
            for subject in graph.tree_subjects(verb):
                own = subject in graph.mentions and subject not in named
                if own and any(m.type in {"Gene", "Family"} for m in graph.mentions[subject]):
                    graph.add(event, "prep_to", subject)


def link_shown_by(graph: SentenceGraph) -> None:
    """Let "A induced B, as shown by loss of C" say that A brings about the loss."""
    for node in graph.with_lemma(SHOWN):
        dep, head = graph.parents.get(node, ("", node))
        if not graph.is_verb(node) or dep not in {"advcl", "acl"} or head > node:
            continue
        while not graph.is_verb(head) and head in graph.parents:
            head = graph.parents[head][1]
        if not graph.is_verb(head) or head > node or graph.pred[head] is None:
            continue
        shown = graph.targets(node, "prep_by")
        moved = [c for t in shown if t in graph.mentions for c in graph.sources(t, "obj")]
        changed = [c for c in moved if c > node and graph.tag(c) == "VBN"]  # "by upregulated C"
        for name in shown:  # "increased B and reduced C": the nearest is what is said of C
            own = [c for c in sorted(set(changed)) if c < name and name in graph.targets(c, "obj")]
            for other in own[:-1]:
                graph.remove(other, "obj", name)
        for event in (*shown, *dict.fromkeys(changed)):
            told = event in changed or _is_told(graph, event)
            if event in changed and event != node:
                graph.pred[event] = "cause"  # whether for more or less, the participle says
            if told and not graph.targets(event, "subj"):
                for agent in graph.targets(head, "subj"):
                    graph.add(event, "subj", agent)


def link_responses(graph: SentenceGraph) -> None:
    """Let "B is increased, a response mediated by A" say that A increases B."""
    for noun in graph.with_lemma(TELLING):
        first = graph.token(noun).left_edge.i
        if noun in graph.mentions or first <= graph.sentence.start + 1:
            continue
        apart = graph.doc[first - 1].text == "," and graph.lower(first) in {"a", "an", "this"}
        agents = [
            agent
            for clause in graph.children(noun, "acl", "relcl")
            if graph.lemma(clause) in {"mediate", "drive", "cause", "trigger"}
            for agent in graph.targets(clause, "prep_by")
        ]
        verbs = [v for v in graph.verbs if v < first and graph.pred[v] is not None]
        for verb in verbs[-1:] if apart and agents else ():
            if graph.targets(verb, "obj") and not graph.targets(verb, "subj"):
                for agent in agents:
                    graph.add(verb, "subj", agent)


def drop_unknown_ways(graph: SentenceGraph) -> None:
    """Let "is released by an unknown mechanism" name nobody who does it."""
    for noun in graph.with_lemma(UNKNOWN):
        if noun in graph.mentions or graph.children(noun, "acl", "relcl"):
            continue
        if any(graph.targets(noun, e) for e in ("prep_of", "prep_involving", "appos", "mod")):
            said = {graph.lower(m) for m in graph.targets(noun, "mod")}
            if not said <= UNSAID or graph.targets(noun, "prep_of"):
                continue
        for label in ("subj", "prep_by"):
            for verb in [v for v in graph.sources(noun, label) if graph.is_passive(v)]:
                graph.remove(verb, label, noun)


def link_through_effects(graph: SentenceGraph) -> None:
    """Let "A raises B through its effect on C" have C for the way."""
    for noun in graph.with_lemma(EFFECTS):
        if graph.is_verb(noun) or graph.pred[noun] is not None:
            continue
        for label in WAYS:
            for source in list(graph.sources(noun, label)):
                for target in graph.targets(noun, "prep_on"):
                    if any(m.type in MOLECULES for m in graph.mentions.get(target, ())):
                        graph.add(source, label, target)


def link_included_ways(graph: SentenceGraph) -> None:
    """Let "A lowers B via several pathways, including activation of C" have A activate C."""
    for noun in graph.with_lemma(COURSES):
        if noun in graph.mentions:
            continue
        verbs = [v for label in (*WAYS, "prep_by") for v in graph.sources(noun, label)]
        for label in ("prep_including", "prep_such_as") if verbs else ():
            for event in list(graph.targets(noun, label)):
                if not _is_told(graph, event) or graph.targets(event, "subj"):
                    continue
                for agent in [a for v in verbs for a in graph.targets(v, "subj")]:
                    graph.add(event, "subj", agent)
                graph.remove(noun, label, event)


def link_converters(graph: SentenceGraph) -> None:
    """Let "A is metabolized to B via C" and "conversion of A to B through C" have C do it."""
    for node in graph.with_edge(*WAYS):
        verb = graph.words.verb_class(graph.pred[node])
        if verb is None or verb.kind != "conversion" or graph.targets(node, "subj"):
            continue
        for label in WAYS:
            for way in graph.targets(node, label):
                if any(m.type in {"Gene", "Family"} for m in graph.mentions.get(way, ())):
                    graph.add(node, "subj", way)


def link_products(graph: SentenceGraph) -> None:
    """Let "conversion of A to B, which raises C" say that B raises C."""
    for noun in graph.with_child("relcl"):
        verb = graph.words.verb_class(graph.pred[noun])
        if verb is None or verb.kind != "conversion" or graph.is_verb(noun):
            continue
        made = [t for e in ("prep_to", "prep_into") for t in graph.targets(noun, e)]
        made = [t for t in made if t in graph.mentions]
        for clause in graph.children(noun, "relcl") if made else ():
            before = [t for t in made if t < clause]
            if before and noun in graph.targets(clause, "subj"):
                graph.replace(clause, "subj", noun, before[-1])


def link_converted_on(graph: SentenceGraph) -> None:
    """Let "A is converted to B by C, which is converted to D by E" say that E converts B."""
    for first in graph.verbs:
        verb = graph.words.verb_class(graph.pred[first])
        if verb is None or verb.kind != "conversion":
            continue
        made = [t for e in ("prep_to", "prep_into") for t in graph.targets(first, e)]
        made = [t for t in made if t in graph.mentions]
        for product in made if not graph.targets(first, "subj") else ():
            for agent in list(graph.targets(product, "prep_by")):
                graph.add(first, "subj", agent)
        for agent in graph.targets(first, "prep_by"):
            for clause in graph.children(agent, "relcl") if made else ():
                then = graph.words.verb_class(graph.pred[clause])
                again = then is not None and then.kind == "conversion"
                if again and agent in graph.targets(clause, "obj") and made[-1] < clause:
                    graph.replace(clause, "obj", agent, made[-1])


def link_bound_partners(graph: SentenceGraph) -> None:
    """Let "binding of A to B, which raises B activity" say that A raises it."""
    for name in [n for n in graph.with_child("relcl") if n in graph.mentions]:
        labels = {m.label for m in graph.mentions[name]}
        for clause in graph.children(name, "relcl"):
            things = graph.targets(clause, "obj")
            themes = {t for o in things for t in (o, *graph.targets(o, "mod"))}
            themes |= {t for o in things for e in ("prep_of", "obj") for t in graph.targets(o, e)}
            same = any(m.label in labels for t in themes for m in graph.mentions.get(t, ()))
            if not same or name not in graph.targets(clause, "subj"):
                continue
            for event in [
                e for edge in ("prep_to", "prep_with") for e in graph.sources(name, edge)
            ]:
                verb = graph.words.verb_class(graph.pred[event])
                partners = (*graph.targets(event, "prep_of"), *graph.targets(event, "subj"))
                partners = tuple(p for p in partners if p in graph.mentions and p != name)
                if verb is not None and verb.kind == "binding" and partners:
                    graph.replace(clause, "subj", name, partners[0])
                    break


def _is_told(graph: SentenceGraph, node: int) -> bool:
    """Tell whether a noun says what is done to something."""
    verb = graph.words.verb_class(graph.pred[node])
    moves = verb is not None and verb.kind in ACTING_KINDS and not graph.is_verb(node)
    return moves and node not in graph.mentions and bool(graph.targets(node, "obj"))
