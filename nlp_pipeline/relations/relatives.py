"""What "which" and "whose" stand for inside a relative clause, and clauses that single one out."""

from __future__ import annotations

from nlp_pipeline.relations.graph import SPREADING, SentenceGraph

PRONOUNS = frozenset({"which", "whom", "whose"})
ANTECEDING = PRONOUNS | {"them"}
RELATIVES = PRONOUNS | {"that", "who"}
PLACES = frozenset(
    {"nucleus", "nuclei", "cytoplasm", "cytosol", "membrane", "surface", "mitochondrion"}
    | {"mitochondria", "lysosome", "endosome", "proteasome", "cleft", "promoter"}
)
"""Where something happens, which does nothing itself."""
QUANTIFIERS = frozenset({"both", "all", "each", "either", "some", "most", "many", "one", "two"})
NOMINAL = frozenset({"conj", "compound", "nmod", "appos", "amod", "nummod"})


SERVING = frozenset({"act", "serve", "function", "work", "operate", "play"})


def link_whose(graph: SentenceGraph) -> None:
    """Let "A was identified as a gene whose loss causes B" speak of the loss of A."""
    for node in graph.with_edge("prep_as"):
        for gene in graph.targets(node, "prep_as"):
            possessed = graph.sources(gene, "mod") if gene not in graph.mentions else []
            for noun in possessed:
                if noun > gene and graph.token(noun).left_edge.lower_ == "whose":
                    for named in graph.targets(node, "obj"):
                        graph.add(noun, "mod", named)


def link_stray_subjects(graph: SentenceGraph) -> None:
    """Let "…, the loss of which raises B" have the loss for its subject, though unlabelled."""
    for node in graph.with_child("dep"):
        if not graph.is_verb(node) or graph.tree_subjects(node):
            continue
        for child in graph.children(node, "dep"):
            noun = (
                graph.token(child).tag_.startswith("NN") or graph.token(child).lower_ in QUANTIFIERS
            )
            relative = any(
                graph.token(t).lower_ in PRONOUNS for t in graph.targets(child, "prep_of")
            ) or any(graph.token(t).lower_ == "whose" for t in graph.targets(child, "mod"))
            # "binds A and B, which raise C" with a clause that is hung on the verb
            bare = graph.token(child).lower_ == "which" and graph.doc[child - 1].text == ","
            hung = graph.parents.get(node, ("", node))[0] in {"ccomp", "conj", "parataxis"}
            if bare and hung and _list_before(graph, child):
                noun = relative = True
            if child < node and noun and relative:
                needed = graph.pred[node] in graph.words["inverse"] | graph.words["linking"]
                moved = graph.is_passive(node) and not needed
                graph.add(node, "obj" if moved else "subj", child)
                for predicate in graph.children(node, "acomp", "attr"):
                    graph.add(predicate, "subj", child)  # "both of which are able to"
                if needed and child in graph.targets(node, "obj"):
                    graph.remove(node, "obj", child)


def link_antecedents(graph: SentenceGraph) -> None:
    """Lead "both of which", "whose activity" and "through which" back to what they mean."""
    for node in graph.with_text(ANTECEDING):
        if graph.lower(node) == "them":
            _link_quantified(graph, node)
            continue
        found = _meant(graph, node)
        if not found:
            continue
        owners = [s for s in graph.sources(node, "prep_of") if graph.lemma(s) in QUANTIFIERS]
        for place in (node, *owners):
            for label, sources in list(graph.incoming[place].items()):
                if label not in SPREADING and not label.startswith("prep_"):
                    continue
                told = [s for s in sources if s not in found]
                if label == "mod":  # "which" under a verb is no modifier of it
                    told = [s for s in told if not graph.is_verb(s)]
                way = label in {"prep_by", "prep_through", "prep_via"}
                if way and not all(t in graph.mentions for t in found):
                    continue  # "the mechanism by which"
                for source in told:
                    graph.remove(source, label, place)
                    for target in found:
                        graph.add(source, label, target)


def _link_quantified(graph: SentenceGraph, pronoun: int) -> None:
    """Let "both of them" be them."""
    for owner in [s for s in graph.sources(pronoun, "prep_of") if graph.lemma(s) in QUANTIFIERS]:
        for label in ("subj", "obj"):
            for source in list(graph.sources(owner, label)):
                graph.add(source, label, pronoun)


def _meant(graph: SentenceGraph, pronoun: int) -> list[int]:
    """Return what a relative pronoun speaks of: the noun of its clause, or the list before it."""
    node = pronoun
    while (parent := graph.parents.get(node)) is not None:
        dep, node = parent
        if dep == "relcl":
            return [node] if node < pronoun else []
        if dep in {"conj", "advcl", "ccomp", "parataxis"}:
            return _list_before(graph, pronoun)
    if any(clause < pronoun for clause in graph.children(node, "ccomp")):
        return _list_before(graph, pronoun)  # "it involves A, the loss of which …" turned round
    return []


def _list_before(graph: SentenceGraph, pronoun: int) -> list[int]:
    """Return A and B in "raises A and B, both of which lower C"."""
    comma = pronoun - 1
    while comma > graph.sentence.start and graph.doc[comma].text != ",":
        comma -= 1
    if comma <= graph.sentence.start or pronoun - comma > 4:
        return []
    if graph.doc[comma - 1].text == ")":  # "A (a kinase), the loss of which"
        while comma > graph.sentence.start and graph.doc[comma].text != "(":
            comma -= 1
    node = next((n for n in reversed(graph.nodes) if n < comma), None)
    if node is None or not (node in graph.mentions or graph.token(node).tag_.startswith("NN")):
        return []
    while (parent := graph.parents.get(node)) is not None and parent[0] in NOMINAL:
        if graph.is_verb(parent[1]):
            break
        node = parent[1]
    return [node, *graph.conjuncts(node)]


def link_places(graph: SentenceGraph) -> None:
    """Let "A moves to the nucleus, which raises B" say that of A, not of the nucleus."""
    for place in graph.with_lemma(PLACES):
        if place in graph.mentions:
            continue
        for clause in graph.children(place, "relcl"):
            if place not in graph.targets(clause, "subj"):
                continue
            verb = find_verb_above(graph, place)
            if verb is None:
                continue
            moved = graph.targets(verb, "obj")
            known = graph.pred[verb] is not None and moved
            for actor in [verb] if known else [*moved, *graph.targets(verb, "subj")][:1]:
                if actor != place:
                    graph.replace(clause, "subj", place, actor)
                    break


def find_verb_above(graph: SentenceGraph, node: int) -> int | None:
    """Return the next verb above a node: "moves" for "nucleus" in "A moves to the nucleus"."""
    while (parent := graph.parents.get(node)) is not None:
        node = parent[1]
        if graph.is_verb(node):
            return node
    return None


def link_formed(graph: SentenceGraph) -> None:
    """Let "A and B form a complex that raises C" say so of A and B."""
    for node in graph.with_lemma(graph.words["assemblies"]):
        if node in graph.mentions:
            continue
        members = [
            s
            for verb in graph.sources(node, "obj")
            if graph.lemma(verb) in {"form", "assemble"}
            for s in graph.targets(verb, "subj")
            if s in graph.mentions
        ]
        for clause in graph.children(node, "relcl", "acl") if members else ():
            if node in graph.targets(clause, "subj"):
                for member in members:
                    graph.replace(clause, "subj", node, member) if node in graph.targets(
                        clause, "subj"
                    ) else graph.add(clause, "subj", member)


def link_composed(graph: SentenceGraph) -> None:
    """Let "the complex, consisting of A and B, raises C" say so of A and B."""
    for node in graph.with_child("acl", "relcl"):
        members = [
            member
            for clause in graph.children(node, "acl", "relcl")
            if graph.lemma(clause) in {"consist", "compose", "comprise"}
            for edge in ("prep_of", "obj")
            for member in graph.targets(clause, edge)
            if member in graph.mentions and member != node
        ]
        clauses = {*graph.children(node, "acl", "relcl")}
        for label in ("subj", "obj") if members else ():
            for source in [s for s in graph.sources(node, label) if s not in clauses]:
                for member in members:
                    graph.add(source, label, member)


def link_singled_out(graph: SentenceGraph) -> None:
    """Let "the kinase that phosphorylates B is A" say that A phosphorylates B."""
    for be in graph.with_lemma(("be",)):
        if not graph.is_verb(be):
            continue
        named = [t for t in graph.children(be, "attr") if t in graph.mentions]
        for noun in graph.children(be, "nsubj") if named else ():
            kinds = graph.words["gene_products"] | graph.words["causes"]
            if noun in graph.mentions or graph.lemma(noun) not in kinds:
                continue
            for clause in graph.children(noun, "acl", "relcl"):
                for label in ("subj", "obj"):
                    if noun in graph.targets(clause, label):
                        for target in named:
                            graph.replace(clause, label, noun, target)


def link_had_effects(graph: SentenceGraph) -> None:
    """Let "the inhibitory effect that A has on B" say that A inhibits B."""
    for effect in graph.with_lemma(graph.words["regulating"]):
        if graph.pred[effect] is None:
            continue
        for clause in graph.children(effect, "relcl"):
            if graph.lemma(clause) not in {"have", "exert"}:
                continue
            for label, edge in (("subj", "subj"), ("obj", "prep_on")):
                for target in graph.targets(clause, edge):
                    if target != effect:
                        graph.add(effect, label, target)


def link_included(graph: SentenceGraph) -> None:
    """Let "kinases that phosphorylate B include A and C" say so of A and of C."""
    for verb in graph.with_lemma(("include", "comprise")):
        if not graph.is_verb(verb):
            continue
        named = [t for t in graph.targets(verb, "obj") if t in graph.mentions]
        for noun in graph.children(verb, "nsubj") if named else ():
            if noun in graph.mentions or not graph.token(noun).tag_.startswith("NN"):
                continue
            for clause in graph.children(noun, "acl", "relcl"):
                for label in ("subj", "obj"):
                    whose = [t for t in graph.targets(clause, label) if _is_of(graph, t, noun)]
                    for old in whose:  # "kinases whose activity raises B include A"
                        graph.remove(clause, label, old)
                    for target in named if whose else ():
                        graph.add(clause, label, target)


def _is_of(graph: SentenceGraph, node: int, noun: int) -> bool:
    """Tell whether a node is a noun itself or, behind "whose", what this noun has."""
    bare = node not in graph.mentions and graph.is_transparent(node)
    return node == noun or (bare and noun in graph.targets(node, "mod"))


def find_listed_before(graph: SentenceGraph, verb: int, noun: int) -> list[int]:
    """Return A and B in "A, B, and C, which suppress D", whose verb is in the plural."""
    comma = any(token.text == "," for token in graph.doc[noun + 1 : verb])
    comma = comma or graph.doc[noun + 1].lower_ == "that"  # "A and the variant that confer D"
    if graph.token(verb).tag_ != "VBP" or graph.token(noun).tag_ != "NN" or not comma:
        return []
    found: list[int] = []
    dep, head = graph.parents.get(noun, ("", noun))
    while dep == "conj" and head in graph.mentions:
        found.append(head)
        dep, head = graph.parents.get(head, ("", head))
    return found


def _office_holders(graph: SentenceGraph, noun: int) -> list[int]:
    """Return who is what a noun says: A in "A acts as a signal", "A as the main factor"."""
    dep, prep = graph.parents.get(noun, ("", noun))
    if dep != "pobj" or graph.lower(prep) != "as":
        return []
    above = graph.parents.get(prep, ("", prep))[1]
    if above in graph.mentions:
        return [above] if above < prep else []
    if not graph.is_verb(above) or graph.lemma(above) not in SERVING:
        return []
    found = [s for first in graph.tree_subjects(above) for s in (first, *graph.conjuncts(first))]
    return [s for s in found if s in graph.mentions]


def find_defined(graph: SentenceGraph, noun: int) -> list[int]:
    """Return what a predicate noun is said of: "A is a kinase that inhibits B" speaks of A."""
    if any(m.type not in {"Family", "DrugClass"} for m in graph.mentions.get(noun, ())):
        return [noun]
    if holders := _office_holders(graph, noun):
        return holders
    opened = [s for be in graph.copulas(noun) for s in graph.tree_subjects(be)]
    defined = [s for first in opened for s in (first, *graph.conjuncts(first))]
    dep, head = graph.parents.get(noun, ("", noun))
    types = {m.type for m in graph.mentions.get(head, ())}
    if dep == "appos" and (types & {"Gene", "Drug"} if noun in graph.mentions else types):
        defined.append(head)  # "PTEN, a phosphatase that lowers B"
    if dep == "appos" and head not in graph.mentions:  # "Forkhead O (FoxO), a factor that"
        defined += [c for c in graph.children(head, "appos") if c < noun]
    named = [s for s in defined if s in graph.mentions]
    # "activation of A is a trigger that leads to B"
    events = [s for s in defined if graph.pred[s] is not None and not graph.is_verb(s)]
    return named or (events if noun not in graph.mentions else []) or [noun]


def link_relative(graph: SentenceGraph, node: int, antecedent: int) -> None:
    """Put what "which" speaks of in its place: "A, which raises B", "B, which is raised by A"."""
    for label in ("subj", "obj"):
        for target in list(graph.targets(node, label)):
            if graph.token(target).lower_ in RELATIVES:
                graph.replace(node, label, target, antecedent)
    # The treebank often leaves "which" unlabelled ("dep") where it is the subject.
    stray = any(graph.token(c).lower_ in RELATIVES for c in graph.children(node, "dep"))
    if stray and graph.is_verb(node):
        linking = graph.pred[node] in graph.words["linking"]
        wanted = "obj" if graph.is_passive(node) and not linking else "subj"
        if not graph.targets(node, wanted):
            graph.add(node, wanted, antecedent)
