"""What "it", "its", "this pathway" and "both proteins" mean, where one name before them fits."""

from __future__ import annotations

from nlp_pipeline.relations.graph import SentenceGraph
from nlp_pipeline.vocabulary import COMPOUNDS, GENE_PRODUCTS

PRONOUNS = frozenset({"it", "they", "them", "its", "their"})
POINTING = frozenset({"this", "these", "both"})
OF_THE_SUBJECT = frozenset({"function", "action", "effect", "output"})
"""What one has that acts: "A exerts its effect"."""
OF_GENES = frozenset(
    {"silencing", "knockdown", "knockout", "deletion", "depletion", "expression", "overexpression"}
    | {"inhibition", "mutation", "amplification", "ablation", "targeting", "blockade", "loss"}
    | {"re-expression", "upregulation", "downregulation", "suppression", "inactivation"}
)
"""What becomes of a gene or protein, never of a drug: "its silencing"."""
OF_MOLECULES = frozenset(
    {"expression", "transcription", "translation", "secretion", "degradation", "phosphorylation"}
    | {"dephosphorylation", "ubiquitination", "acetylation", "methylation", "cleavage"}
    | {"stability", "translocation", "localization", "localisation", "mrna", "ubiquitylation"}
)
"""What becomes of molecules and of nothing else: "its expression"."""
KINDS = {
    "pathway": frozenset({"Pathway"}),
    "cascade": frozenset({"Pathway"}),
    "mutation": frozenset({"Variant"}),
    "drug": frozenset({"Drug", "DrugClass"}),
    "agent": frozenset({"Drug", "DrugClass"}),
    "compound": COMPOUNDS,
    "inhibitor": frozenset({"Drug"}),
    "antibody": frozenset({"Drug"}),
    "metabolite": frozenset({"Chemical"}),
    **dict.fromkeys(
        (
            "protein",
            "gene",
            "kinase",
            "receptor",
            "factor",
            "molecule",
            "enzyme",
            "ligand",
            "oncogene",
            "phosphatase",
            "protease",
            "cytokine",
            "chemokine",
            "mirna",
            "microrna",
            "regulator",
            "gtpase",
            "ligase",
            "channel",
            "transporter",
        ),
        GENE_PRODUCTS,
    ),
}
"""Which types of names a noun behind "this", "these" or "both" can stand for."""
BARE_CLASSES = frozenset(noun for noun, types in KINDS.items() if types == GENE_PRODUCTS)
CLASS_NOUNS = frozenset(KINDS) | {f"{noun}s" for noun in KINDS}


def resolve_pronouns(graph: SentenceGraph) -> None:
    """Lead "it", "its" back to the one candidate before it in the sentence, if one fits."""
    for node in graph.with_text(PRONOUNS):
        for label, sources in list(graph.incoming[node].items()):
            for source in list(sources):
                for candidate in _antecedents(graph, node):
                    graph.add(source, label, candidate)
                    for event in (source, *_owned_too(graph, node, source)):
                        _link_owner(graph, node, event, candidate)


def _link_owner(graph: SentenceGraph, pronoun: int, event: int, owner: int) -> None:
    """Let an event that is only owned act on its owner: "its degradation"."""
    owned = graph.token(pronoun).lower_ in {"its", "their"} and graph.pred[event] is not None
    if not owned or graph.is_verb(event):
        return
    # "its degradation" is done to the owner, "its inhibition of B" by the owner
    if graph.targets(event, "prep_of"):
        graph.add(event, "subj", owner)
    elif graph.lemma(event) in graph.words["regulating"] and graph.targets(event, "prep_on"):
        _link_effect(graph, event, owner)
    elif not graph.targets(event, "obj"):
        graph.add(event, "obj", owner)
        _link_doers(graph, event, owner)
    elif _is_compound(graph, owner) and not graph.targets(event, "subj"):
        graph.add(event, "subj", owner)  # "its A inhibition"


def _is_compound(graph: SentenceGraph, node: int) -> bool:
    return any(m.type in COMPOUNDS for m in graph.mentions.get(node, ()))


def _link_doers(graph: SentenceGraph, event: int, owner: int) -> None:
    """Let "phosphorylation of B by A leads to its loss" say it of A: B does nothing to itself."""
    for verb in graph.sources(event, "obj"):
        for cause in list(graph.targets(verb, "subj")):
            if cause == owner:  # "A modifies B, which leads to its loss"
                above = [v for v in graph.sources(owner, "obj") if v < owner and graph.is_verb(v)]
                for agent in [a for v in above[-1:] for a in graph.targets(v, "subj")]:
                    graph.add(verb, "subj", agent)
                    if owner in graph.targets(verb, "subj"):
                        graph.remove(verb, "subj", owner)
                continue
            if graph.is_verb(cause) or owner not in graph.targets(cause, "obj"):
                continue
            linked = [p for p in graph.targets(cause, "mod") if cause in graph.targets(p, "obj")]
            for agent in [a for n in (cause, *linked) for a in graph.targets(n, "subj")]:
                graph.add(verb, "subj", agent)


def _link_effect(graph: SentenceGraph, effect: int, owner: int) -> None:
    """Let "A modifies B, relieving its inhibitory effect on C" say that it is B that inhibits C.

    What is done to B relieves nothing else: A does.
    """
    graph.add(effect, "subj", owner)
    for verb in graph.sources(effect, "obj"):
        known = graph.words.verb_class(graph.pred[verb])
        if known is None or known.sign > 0:
            continue
        for event in list(graph.targets(verb, "subj")):
            if graph.is_verb(event) and owner in graph.targets(event, "obj"):
                graph.remove(verb, "subj", event)


def _owned_too(graph: SentenceGraph, pronoun: int, event: int) -> list[int]:
    """Return the second event of "its export and inhibition"."""
    if graph.token(pronoun).tag_ != "PRP$" or graph.is_verb(event):
        return []
    return [
        other
        for other in graph.conjuncts(event)
        if not graph.is_verb(other)
        and graph.pred[other] is not None
        and not graph.children(other, "det", "poss", "compound", "nmod")
        and not graph.targets(other, "obj")
    ]


def _antecedents(graph: SentenceGraph, node: int) -> list[int]:
    """Return the one name, or the one list of names, that a pronoun can mean."""
    before = [n for n in graph.nodes if n < node and n in graph.mentions]
    if len(before) == 1:
        other = _means_carriers(graph, node) or _is_one_process(graph, node, before[0])
        return [] if other else before
    if graph.token(node).lower_ in {"its", "their"}:
        return _owners(graph, node)
    verbs = [n for n in graph.nodes if n < node and graph.is_verb(n)]
    verbs = [v for v in verbs if not _is_inserted(graph, v, node)]
    acting = graph.sources(node, "obj") and not graph.sources(node, "subj")
    if acting or graph.parents.get(node, ("", node))[0] == "dobj":
        # "A phosphorylates B, targeting it for degradation": what the verb before acted on.
        host = {s for v in graph.sources(node, "obj") for s in graph.tree_subjects(v)}
        # what an insertion says of the one who acts is not meant: "A, sensing stress, raises it"
        verbs = [v for v in verbs if graph.parents.get(v, ("", v))[1] not in host]
        patients = ([*graph.targets(v, "obj"), *graph.targets(v, "tied")] for v in reversed(verbs))
        objects = (_named(graph, found, node) for found in patients)
        return next((o for o in objects if o and _agrees(graph, node, tuple(o))), [])
    opened = _opened(graph, node)
    if opened and _agrees(graph, node, tuple(opened)):
        return opened
    for label in ("subj", "obj"):
        named = (tuple(_named(graph, graph.targets(verb, label), node)) for verb in verbs)
        groups = {group for group in named if group and _agrees(graph, node, group)}
        if groups:
            return list(groups.pop()) if len(groups) == 1 else []
    return []


def _is_inserted(graph: SentenceGraph, verb: int, pronoun: int) -> bool:
    """Tell whether a participle only says more of the subject: "A, sensing B, activates it"."""
    dep, noun = graph.parents.get(verb, ("", verb))
    above = graph.parents.get(pronoun, ("", pronoun))[1]
    return dep == "acl" and noun in graph.children(above, "nsubj")


def _means_carriers(graph: SentenceGraph, pronoun: int) -> bool:
    """Tell whether "they" are the cells or patients before: "D kills cells if they express A"."""
    plural = graph.token(pronoun).lower_ in {"they", "them", "their"}
    return plural and any(
        n < pronoun and graph.token(n).tag_ == "NNS" and graph.lemma(n) in graph.words["carriers"]
        for n in graph.nodes
        if n not in graph.mentions
    )


def _is_one_process(graph: SentenceGraph, pronoun: int, name: int) -> bool:
    """Tell whether "they" are others than the one process named: "the genes cause B; they …"."""
    processes = all(m.type == "Process" for m in graph.mentions[name])
    return processes and not _agrees(graph, pronoun, (name,)) and graph.lower(pronoun) != "it"


def _opened(graph: SentenceGraph, node: int) -> list[int]:
    """Return what a clause before is about: A in "when A is bound by B, it activates C"."""
    for verb in graph.sources(node, "subj"):
        if moved := _moved(graph, node, verb):
            return moved
        for clause in graph.children(verb, "advcl"):
            passive = graph.children(clause, "nsubjpass")
            if clause < node and passive:
                return _named(graph, graph.targets(clause, "obj"), node)
        before = graph.doc[max(node - 2, 0) : node].text.lower()
        head = graph.parents.get(verb, ("", verb))[1]
        if before == "so that" and head != verb:
            return _named(graph, graph.targets(head, "obj"), node)
    return []


def _moved(graph: SentenceGraph, node: int, verb: int) -> list[int]:
    """Return what comes to a place: A in "A enters the nucleus, where it activates B"."""
    dep, place = graph.parents.get(verb, ("", verb))
    opens = any(graph.lower(c) == "where" for c in graph.children(verb, "advmod"))
    if dep != "relcl" or not opens:
        return []
    while (above := graph.parents.get(place)) is not None:
        place = above[1]
        if graph.is_verb(place):
            moved = "obj" if graph.is_passive(place) else "subj"  # "A is held there by B, where"
            return _named(graph, list(graph.targets(place, moved)), node)
    return []


def _owners(graph: SentenceGraph, node: int) -> list[int]:
    """Return whose event "its" names: "A phosphorylates B, leading to its degradation".

    So too whose activity or level: "A phosphorylates B to suppress its activity".
    """
    owned = graph.tree_parent(node)
    if owned is None:
        return []
    lemma = graph.lemma(owned[1])
    has = graph.words.neutral_kind(lemma) is not None and lemma not in OF_THE_SUBJECT
    if graph.pred[owned[1]] is None and not has:
        return []
    events = (n for n in reversed(graph.nodes) if n < node and graph.pred[n] is not None)
    objects = (
        _owning(graph, owned[1], graph.targets(n, "obj") or graph.targets(n, "prep_on"), node)
        for n in events
    )
    if lemma in OF_MOLECULES:  # "binds A, a driver of migration, and raises its expression"
        objects = ([n for n in found if not _is_process(graph, n)] for found in objects)
    found = next((o for o in objects if o and _agrees(graph, node, tuple(o))), [])
    return found or _only_other(graph, node) or _only_gene(graph, node, owned[1])


def _owning(graph: SentenceGraph, event: int, nodes: list[int], limit: int) -> list[int]:
    """Return the names that an event can be owned by: no drug is silenced or expressed."""
    named = _named(graph, nodes, limit)
    if graph.lemma(event) not in OF_GENES:
        return named
    return [n for n in named if not any(_is_drug(graph, t) for t in (n, *graph.targets(n, "mod")))]


def _only_gene(graph: SentenceGraph, node: int, event: int) -> list[int]:
    """Return A in "A causes resistance to D, and its silencing …", where D alone is beside it."""
    before = [n for n in graph.nodes if n < node and n in graph.mentions]
    genes = [n for n in before if not _is_drug(graph, n) and _is_molecule(graph, n)]
    labels = {m.label for n in genes for m in graph.mentions[n]}
    alone = (
        graph.lemma(event) in OF_GENES and len(labels) == 1 and _agrees(graph, node, (genes[-1],))
    )
    return genes[-1:] if alone else []


def _is_drug(graph: SentenceGraph, node: int) -> bool:
    return any(m.type in {"Drug", "DrugClass"} for m in graph.mentions.get(node, ()))


def _is_process(graph: SentenceGraph, node: int) -> bool:
    found = graph.mentions.get(node, ())
    return bool(found) and all(m.type == "Process" for m in found)


def _only_other(graph: SentenceGraph, node: int) -> list[int]:
    """Return B in "A has a role in B homeostasis by raising its expression": not A itself."""
    acting = {s for n in graph.nodes if n < node for s in graph.targets(n, "subj")}
    opened = any(t.lower_ in {"by", "through", "via"} for t in graph.doc[max(node - 3, 0) : node])
    gerund = node - 1 in graph.pred and graph.tag(node - 1) == "VBG"  # ", increasing its level"
    opened = opened or (gerund and graph.doc[max(node - 2, 0)].text == ",")
    others = [
        n
        for n in graph.nodes
        if n < node and any(m.type in GENE_PRODUCTS for m in graph.mentions.get(n, ()))
    ]
    others = [n for n in others if n not in acting] if opened and set(others) & acting else []
    return others if len(others) == 1 and _agrees(graph, node, tuple(others)) else []


def _agrees(graph: SentenceGraph, pronoun: int, group: tuple[int, ...]) -> bool:
    """Tell whether a pronoun can mean a group: "it" one thing, "they" several."""
    several = len(group) > 1 or graph.token(group[0]).tag_ in {"NNS", "NNPS"}
    return several == (graph.token(pronoun).lower_ in {"they", "them", "their"})


def _named(graph: SentenceGraph, nodes: list[int], limit: int) -> list[int]:
    """Return the nodes before a limit that are names or hold one: "the A/B complex"."""
    return [
        n
        for n in nodes
        if n < limit
        and (
            n in graph.mentions
            or any(t in graph.mentions for t in graph.targets(n, "mod"))
            or (graph.is_transparent(n) and bool(graph.targets(n, "prep_of")))
        )
    ]


def resolve_class_nouns(graph: SentenceGraph) -> None:
    """Lead "this pathway" back to the pathway before it, "both proteins" to the two before."""
    for node in graph.with_lemma(CLASS_NOUNS):
        if not _is_bare_class(graph, node):
            continue
        for candidate in _meant(graph, node, KINDS[graph.lemma(node).removesuffix("s")]):
            for label, sources in list(graph.incoming[node].items()):
                for source in list(sources):
                    if source != candidate:
                        graph.add(source, label, candidate)


def resolve_objects(graph: SentenceGraph) -> None:
    """Let "A phosphorylates B, inhibiting the kinase" inhibit B: what was acted on last.

    So too "…, inhibiting the channel activity".
    """
    for node in graph.with_text(BARE_CLASSES):
        dep, head = graph.parents.get(node, ("", node))
        held = dep == "compound" and graph.lemma(head) in {"activity", "function"}
        whole = head if held else node
        said = [graph.lower(c) for _, c in graph.tree_below[whole] if c != node]
        if said != ["the"] or graph.tree_below[node][1:] or node in graph.mentions:
            continue
        if held and graph.tree_below[node]:
            continue
        for clause in [v for v in graph.sources(whole, "obj") if graph.tag(v) == "VBG"]:
            dep, verb = graph.parents.get(clause, ("", clause))
            patients = graph.targets(verb, "obj") if dep == "advcl" and verb < clause else []
            named = [p for p in patients if p < clause and _is_molecule(graph, p)]
            for patient in named[:1] if len(named) == 1 else ():
                graph.add(clause, "obj", patient)


def _is_molecule(graph: SentenceGraph, node: int) -> bool:
    return any(m.type in GENE_PRODUCTS for m in graph.mentions.get(node, ()))


def _is_bare_class(graph: SentenceGraph, node: int) -> bool:
    """Tell whether a noun says no more than "this" and its class, and no list follows it."""
    words = [graph.token(child).lower_ for child in graph.children(node, "det", "predet", "amod")]
    alone = words == ["the"] and len(graph.tree_below[node]) == 1
    # "… inhibits the pathway"
    again = alone and node not in graph.mentions and _is_named_again(graph, node)
    return (again or bool(POINTING & set(words))) and not any(
        graph.targets(node, label)
        for label in ("prep_of", "appos", "relcl", "prep_such_as", "prep_including")
    )


def _is_named_again(graph: SentenceGraph, node: int) -> bool:
    """Tell whether "the pathway", and "the compound" that acts, may stand for one told before."""
    if graph.lemma(node) in {"compound", "drug", "agent"}:
        return any(graph.is_verb(v) and v > node for v in graph.sources(node, "subj"))
    return graph.lemma(node) in {"pathway", "cascade"}


def _meant(graph: SentenceGraph, node: int, types: frozenset[str]) -> list[int]:
    before = [
        n
        for n in graph.nodes
        if n < node and any(m.type in types for m in graph.mentions.get(n, ()))
    ]
    own = {s for verb in graph.sources(node, "obj") for s in graph.targets(verb, "subj")}
    before = [n for n in before if n not in own]
    labels = {m.label for n in before for m in graph.mentions[n]}
    said = {graph.lower(child) for child in graph.children(node, "det")}
    if said & {"this", "the"}:
        return before[-1:] if len(labels) == 1 else []
    if len(labels) == 2:
        return before
    verbs = [n for n in graph.nodes if n < node and graph.is_verb(n)]
    groups = [
        [
            t
            for noun in graph.targets(verb, label)
            for t in (noun, *(() if noun in graph.mentions else graph.targets(noun, "prep_of")))
            if t in before
        ]
        for verb in reversed(verbs)
        for label in ("subj", "obj")
    ]
    return next((group for group in groups if len(group) > 1), [])
