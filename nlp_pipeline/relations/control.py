"""Subjects that stand elsewhere in the sentence: control, participles."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp_pipeline.relations.graph import SentenceGraph

WAYS = ("prep_via", "prep_through", "prep_by")


def inherit_subjects(graph: SentenceGraph) -> None:
    """Give verbs without a subject of their own that of the verb they depend on."""
    for node in graph.verbs:
        passive = graph.is_passive(node) and graph.pred[node] not in graph.words["linking"]
        # "when bound to B"
        tied = graph.lemma(node) == "bind" and bool(graph.targets(node, "prep_to"))
        wanted = "obj" if passive and not tied else "subj"
        if graph.targets(node, wanted) or graph.tree_subjects(node):
            continue
        governor = _governor(graph, node)
        if governor is None:
            continue
        dep, parent = governor
        if dep == "advcl" and graph.lemma(parent) in LEAVING:
            continue
        retold = graph.lemma(parent) in RETELLING and graph.is_passive(parent)
        if retold and is_infinitive(graph, node):
            continue  # "A is modulated to block B": by whom is left open
        if dep == "pcomp" and _is_prevented(graph, node, parent):
            _link_prevented(graph, node, parent)
            continue
        shown = graph.targets(parent, "obj") if graph.lemma(parent) in SHOWING else []
        if dep == "advcl" and graph.token(node).tag_ == "VBG" and shown:
            for event in shown:  # "studies support a role of A in B, conferring resistance to D"
                graph.add(node, wanted, event)
            continue
        for label, subject in _borrowed(graph, node, dep, parent):
            graph.add(node, label or wanted, subject)


def _borrowed(
    graph: SentenceGraph, node: int, dep: str, parent: int
) -> Iterator[tuple[str | None, int]]:
    """Yield the subjects that a verb borrows, with ``subj`` for those that are so in any voice."""
    if dep in {"advcl", "ccomp", "xcomp"} and _is_made_to(graph, node, parent):
        yield from ((None, subject) for subject in _made_to(graph, parent))
        return
    # what has become of B, or the way of it, and A that brought it about
    events = _events_before(graph, node, dep, parent)
    yield from (("subj", event) for event in events)
    if events and _is_held_down(graph, parent) and is_infinitive(graph, node):
        return  # "A can be targeted to overcome B": it is the lack of A that does
    if events and _is_done_by_it(graph, node, parent):
        return
    for subject in _controller(graph, dep, parent):
        # "Lymphomas express A, contributing to B": it is A that contributes.
        if not (events and _is_tumor(graph, subject)):
            yield None, subject


def _is_done_by_it(graph: SentenceGraph, node: int, governor: int) -> bool:
    """Tell whether it is B that modifies C in "A activates B to phosphorylate C"."""
    own, above = (graph.words.verb_class(graph.pred[n]) for n in (node, governor))
    if own is None or above is None or not is_infinitive(graph, node):
        return False
    named = any(t in graph.mentions for t in graph.targets(governor, "obj"))
    return own.kind == "modification" and above.name == "raise" and named


def _is_held_down(graph: SentenceGraph, node: int) -> bool:
    verb = graph.words.verb_class(graph.pred[node])
    return verb is not None and verb.sign < 0 and graph.is_passive(node)


def _is_tumor(graph: SentenceGraph, node: int) -> bool:
    found = graph.mentions.get(node, ())
    return bool(found) and all(m.type == "Disease" and TUMOR.search(m.label) for m in found)


def _events_before(graph: SentenceGraph, node: int, dep: str, parent: int) -> list[int]:
    """Return the events that bring about what a subordinate verb says, often none."""
    if dep == "conj":
        return [parent] if _follows_too(graph, node) else []
    if dep != "advcl" and not (dep == "xcomp" and _is_for_a_purpose(graph, parent)):
        return []
    found = _purposes(graph, node, parent)
    if graph.lemma(parent) in EMPLOYING and is_infinitive(graph, node):
        # "A recruits B to activate C": both do
        tools = graph.targets(parent, "obj")
        named = graph.lemma(parent) == "recruit"
        return [*found, *(t for t in tools if named or t in graph.mentions)]
    if _follows_from(graph, node, parent):
        found.append(_way_before(graph, node, parent))
        # "A lowers B and raises C to promote D": both do
        listed = [c for c in graph.conjuncts(parent) if parent < c < node]
        found += [c for c in listed[-1:] if _follows_from(graph, node, c)]
    if graph.lemma(parent) in SERVING and graph.tag(node) == "VBG":
        # "D acts by blocking B, leading to C"
        found += [w for w in graph.targets(parent, "by_doing") if w < node]
    if graph.lemma(parent) in graph.words["partnering"]:
        # "A and B cooperate in the activation of C to block D"
        shared = [t for t in graph.targets(parent, "prep_in") if t < node]
        found += [t for t in shared if graph.pred[t] is not None and graph.targets(t, "obj")]
    if graph.pred[parent] is None and graph.lemma(parent) in graph.words["regulating"]:
        # "A regulates the phosphorylation of B, leading to C"
        events = [t for t in graph.targets(parent, "obj") if t not in graph.mentions and t < node]
        found += [t for t in events if graph.pred[t] is not None and node > parent]
    return found


TUMOR = re.compile(r"oma\b|cancer|tumou?r|leuk[a]?emia|neoplasm|metasta|malignan|myelodysp")
"""In labels of diseases whose cells have molecules that act."""
EMPLOYING = frozenset({"recruit", "use", "utilize", "employ", "exploit", "harness", "hijack"})
"""Verbs whose object does what the infinitive behind it says."""
SERVING = frozenset({"act", "serve", "function", "work", "operate"})
RETELLING = frozenset({"modulate", "reprogram", "rewire", "alter", "tune", "fine-tune"})
"""Verbs whose passive subject is made to serve an end that is not its own."""
SHOWING = frozenset({"support", "suggest", "show", "indicate", "demonstrate", "reveal", "depict"})
"""Verbs by which a text tells of something: what follows comes of that."""
LEAVING = frozenset({"dissociate", "detach", "disappear", "disassemble", "dissolve"})
"""Verbs of going away: what follows comes of the absence of their subject."""
MOVING = frozenset({"export", "import", "pump", "extrude", "expel", "efflux", "effluxe", "take"})
"""Verbs of transport: what is moved "to be broken down" is broken down by another."""
HAPPENING = frozenset({"occur", "happen", "begin", "proceed", "start", "ensue", "take", "progress"})
"""Verbs that only say that there is what their subject names: "for B to begin"."""
MECHANISMS = frozenset({"mechanism", "way", "route", "process", "model", "mode"})
"""Nouns behind which "for" names who acts: "a mechanism for A to raise B"."""
DOING_TOO = frozenset({"participate", "act", "serve", "play", "function"})
"""Participles that say what else the subject does: "A promotes B, participating in C"."""


def _follows_from(graph: SentenceGraph, node: int, governor: int) -> bool:
    """Tell whether a participle names what follows: "A activates B, leading to C"."""
    return (
        node > governor
        and graph.lemma(node) not in DOING_TOO
        and (graph.token(node).tag_ == "VBG" or is_infinitive(graph, node))
        and graph.pred[governor] is not None
        and graph.lemma(governor) not in MOVING
        and not binds_partner(graph, governor)
        and bool(graph.targets(governor, "obj"))
        and not graph.children(node, "mark")
        # "in two ways: (1) lowering A; (2) raising B" are two things side by side
        and not any(token.text in {";", ":"} for token in graph.doc[governor:node])
    )


def _follows_too(graph: SentenceGraph, node: int) -> bool:
    """Tell whether a second verb says what follows from the first: "and thereby promotes C"."""
    said = {graph.token(child).lower_ for child in graph.children(node, "advmod")}
    return bool(said & {"thereby", "thus", "hence", "consequently"})


def _purposes(graph: SentenceGraph, node: int, governor: int) -> list[int]:
    """Return what a binding is for, from which a participle follows.

    "A binds B to activate C, resulting in D": it is the active C that results in D.
    """
    if not binds_partner(graph, governor) or graph.token(node).tag_ != "VBG":
        return []
    return [
        clause
        for clause in graph.children(governor, "advcl")
        if governor < clause < node and is_infinitive(graph, clause)
    ]


def _way_before(graph: SentenceGraph, node: int, event: int) -> int:
    """Return the way of an event that stands nearer: "induced B by loss of C, leading to D"."""
    places = [event, *graph.targets(event, "obj")]
    ways = [way for place in places for label in WAYS for way in graph.targets(place, label)]
    nearer = [
        way
        for way in ways
        if event < way < node
        and graph.pred[way] is not None
        # What is done "by phosphorylation" follows from all of it.
        and (graph.is_verb(way) or graph.targets(way, "obj"))
    ]
    return max(nearer, default=event)


def _is_made_to(graph: SentenceGraph, node: int, governor: int) -> bool:
    """Tell whether an infinitive says what the object does: "allows B to bind C"."""
    objects = graph.children(governor, "dobj")
    return (
        is_infinitive(graph, node)
        and graph.lemma(governor) in graph.words["causing_to"]
        # "induces phosphorylation of B to raise C": no event does anything by itself
        and any(graph.pred[thing] is None or thing in graph.mentions for thing in objects)
    )


def _made_to(graph: SentenceGraph, governor: int) -> list[int]:
    """Return who does it: B in "allows B to bind C", A in "A stimulates cells to secrete C"."""
    objects = graph.children(governor, "dobj")
    unnamed = all(
        graph.lemma(node) in graph.words["carriers"] or node not in graph.mentions
        for node in objects
    )
    return list(graph.targets(governor, "subj")) if unnamed else objects


def binds_partner(graph: SentenceGraph, node: int) -> bool:
    """Tell whether it is still the subject that acts next: "A binds B to suppress C"."""
    verb = graph.words.verb_class(graph.pred.get(node))
    return verb is not None and verb.kind == "binding"


def is_infinitive(graph: SentenceGraph, node: int) -> bool:
    """Tell whether "to" stands before a verb: "to block C"."""
    return any(graph.token(child).tag_ == "TO" for child in graph.children(node, "aux"))


def _is_prevented(graph: SentenceGraph, node: int, governor: int) -> bool:
    """Tell whether a gerund is what the object is kept from: "prevents B from binding C"."""
    verb = graph.words.verb_class(graph.pred.get(governor))
    return (
        verb is not None
        and verb.name == "lower"
        and node in graph.targets(governor, "prep_from")
        and bool(graph.children(governor, "dobj"))
    )


def _link_prevented(graph: SentenceGraph, node: int, governor: int) -> None:
    """Let the object act in the gerund, and the gerund be what is acted on, save a binding."""
    binds = binds_partner(graph, node)
    for actor in graph.children(governor, "dobj"):
        passive = graph.pred[node] is not None and graph.is_passive(node)
        graph.add(node, "obj" if passive else "subj", actor)
        if actor in graph.targets(governor, "obj") and graph.pred[node] is not None and not binds:
            graph.replace(governor, "obj", actor, node)


def link_allowed(graph: SentenceGraph) -> None:
    """Let "A allows B to be activated" say that A allows the activation."""
    for node in graph.with_lemma(graph.words["causing_to"]):
        if not graph.is_verb(node):
            continue
        for clause in graph.children(node, "ccomp", "xcomp", "advcl"):
            if not is_infinitive(graph, clause) or clause < node:
                continue
            if graph.lemma(clause) in HAPPENING:  # "allows B to occur"
                for thing in graph.targets(clause, "subj"):
                    graph.add(node, "obj", thing)
            become = [c for c in graph.children(clause, "acomp") if graph.is_passive(c)]
            alone = graph.is_passive(clause) or graph.lemma(clause) in graph.words["intransitive"]
            for event in [clause] if alone else become:
                graph.add(node, "obj", event)
                for thing in graph.targets(event, "obj"):
                    if thing in graph.targets(node, "obj"):
                        graph.remove(node, "obj", thing)


def link_begun(graph: SentenceGraph) -> None:
    """Let "A is required for B to begin" say that A is required for B."""
    for node in graph.with_lemma(HAPPENING):
        if not graph.is_verb(node) or not is_infinitive(graph, node):
            continue
        for subject in graph.children(node, "nsubj"):
            for label in ("obj", "prep_for"):
                for source in list(graph.sources(node, label)):
                    if source != subject:
                        graph.replace(source, label, node, subject)


def _governor(graph: SentenceGraph, node: int) -> tuple[str, int] | None:
    parent = graph.parents.get(node)
    if parent is None:
        return None
    dep, head = parent
    below = is_infinitive(graph, head) or graph.token(head).tag_ == "VBG"
    if dep == "conj" and _is_finite(graph, node) and below and not _is_plain(graph, node, head):
        # "A stimulates B to raise C and inhibits D": the finite verb goes with the main one.
        return _governor(graph, head)
    if dep == "pcomp" or (dep == "pobj" and graph.token(node).tag_ == "VBG"):
        above = graph.parents.get(head)
        if above is not None and graph.lemma(above[1]) == "addition":
            outer = graph.parents.get(above[1])  # "in addition to raising B"
            above = None if outer is None else graph.parents.get(outer[1])
        return None if above is None else ("pcomp", above[1])
    able = graph.lemma(head) in graph.words["abilities"] and not graph.is_verb(head)
    able = able or graph.lemma(head) == "signal"  # "sends a signal to raise B"
    if dep == "advcl" and able:
        dep = "acl"  # "is a novel means to inhibit B"
    if dep in {"conj", "xcomp", "advcl", "ccomp", "dep", "parataxis"}:
        return dep, head
    if dep == "acl" and graph.lemma(head) == "order" and is_infinitive(graph, node):
        verbs = [v for v in graph.sources(head, "prep_in") if graph.is_verb(v)]
        return ("advcl", verbs[0]) if verbs else None  # "activates A in order to raise B"
    able = able or bool(graph.targets(head, "prep_for") and graph.lemma(head) in MECHANISMS)
    if dep == "acl" and (able or _offices(graph, head)) and is_infinitive(graph, node):
        return dep, head
    return None


def _offices(graph: SentenceGraph, noun: int) -> list[int]:
    """Return who serves as what a noun says: A in "A functions as a messenger"."""
    if graph.is_verb(noun):
        return []
    verbs = [v for v in graph.sources(noun, "prep_as") if graph.lemma(v) in SERVING]
    return [s for verb in verbs for s in graph.targets(verb, "subj")]


def _is_plain(graph: SentenceGraph, node: int, head: int) -> bool:
    """Tell whether a plain form goes with an infinitive: "allows A to enter B and induce C"."""
    main = graph.parents.get(head, ("", head))[1]
    return graph.tag(node) == "VBP" and graph.tag(main) in {"VBZ", "VBG", "VBN", "VBD"}


def _is_finite(graph: SentenceGraph, node: int) -> bool:
    return graph.token(node).tag_ in {"VBZ", "VBP", "VBD"}


def _controller(graph: SentenceGraph, dep: str, head: int) -> list[int]:
    """Return the subject that a subordinate verb borrows from its governor."""
    if offices := _offices(graph, head):  # "A functions as a messenger to activate B"
        return offices
    if dep == "acl":  # "A has the ability to raise B", "the ability of A to raise B"
        # but of "A lowers the ability of B to raise C" it is B's alone
        having = [v for v in graph.sources(head, "obj") if not _lowers(graph, v)]
        owners = [s for verb in having for s in graph.targets(verb, "subj")]
        owners += graph.targets(head, "subj")  # "D is a means to overcome B"
        if not graph.copulas(head):  # "a mechanism for A to raise B"
            owners += [t for t in graph.targets(head, "prep_for") if t in graph.mentions]
        return [*graph.targets(head, "prep_of"), *graph.children(head, "poss"), *owners]
    if dep == "xcomp":
        objects = graph.children(head, "dobj")
        if objects and not graph.targets(head, "attr") and not _is_for_a_purpose(graph, head):
            return objects
    if graph.is_verb(head):
        if graph.children(head, "expl"):  # "there is activation of A, raising B"
            told = [
                c
                for first in graph.children(head, "attr")
                for c in (first, *graph.conjuncts(first))
            ]
            return [c for c in told if graph.pred[c] is not None] if dep == "advcl" else []
        if dep == "pcomp" and graph.lemma(head) == "follow":
            above = graph.parents.get(head)  # "activates B, followed by raising C"
            return [] if above is None else list(graph.targets(above[1], "subj"))
        return _controller_of_verb(graph, dep, head)
    if dep in {"xcomp", "advcl", "conj"} and (copulas := graph.copulas(head)):
        own = list(graph.targets(head, "subj"))  # "A was shown to be able to raise B"
        return own or [s for be in copulas for s in graph.targets(be, "subj")]
    return _controller_of_gerund(graph, head) if dep == "pcomp" else []


def _lowers(graph: SentenceGraph, verb: int) -> bool:
    known = graph.words.verb_class(graph.pred[verb])
    return known is not None and known.sign < 0


def _controller_of_verb(graph: SentenceGraph, dep: str, head: int) -> list[int]:
    relative = dep == "xcomp" and graph.parents.get(head, ("", 0))[0] in {"relcl", "acl"}
    # "which is raised and lowered", "is raised, moved and lowered"
    third = graph.parents.get(head, ("", 0))[0] == "conj" and graph.is_passive(head)
    beside = dep == "conj" and (graph.children(head, "auxpass") or third)
    if graph.children(head, "nsubjpass") or beside or (relative and graph.is_passive(head)):
        linking = graph.pred[head] in graph.words["linking"]  # "is involved in raising B"
        linking = linking or graph.lemma(head) in {"use", "administer"}  # "D is used, by raising B"
        return _passive_subjects(graph, head) if dep != "pcomp" or linking else []
    if graph.pred[head] in graph.words["inverse"]:
        return graph.tree_subjects(head)
    own = graph.tree_subjects(head)
    if (
        own
        and graph.lemma(head) in graph.words["intransitive"]
        and not graph.children(head, "dobj")
    ):
        return own  # "A accumulates and raises B"
    return list(graph.targets(head, "subj"))


def _controller_of_gerund(graph: SentenceGraph, head: int) -> list[int]:
    if graph.token(head).tag_.startswith("JJ"):
        return list(graph.targets(head, "subj"))  # "A is effective in restoring B"
    if graph.lemma(head) in graph.words["held"] and (owners := graph.targets(head, "prep_of")):
        return list(owners)  # "the role of A in inhibiting B"
    # "has an effect through blocking B", "the advantage of inhibiting B"
    return [s for verb in graph.sources(head, "obj") for s in graph.targets(verb, "subj")]


def _is_for_a_purpose(graph: SentenceGraph, governor: int) -> bool:
    """Tell whether the subject does what an infinitive says: "A inhibits B to raise C"."""
    verb = graph.words.verb_class(graph.pred[governor])
    acts = verb is not None and verb.kind in {"activity", "amount", "modification", "binding"}
    return acts and graph.lemma(governor) not in graph.words["causing_to"]


def _passive_subjects(graph: SentenceGraph, verb: int) -> list[int]:
    """Return what a passive verb is said of, as lists and members have left it."""
    # "A is involved in B", "A is required for B": it is A that is told of
    linking = graph.pred[verb] in graph.words.any_of("linking", "inverse")
    found = graph.targets(verb, "subj" if linking else "obj")
    return list(found) or graph.children(verb, "nsubjpass")
