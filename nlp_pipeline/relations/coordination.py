"""What lists share: objects, head words, places; and names that stand side by side."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from nlp_pipeline.annotations import MentionSpan
from nlp_pipeline.relations.clauses import MODIFIER_DEPS
from nlp_pipeline.relations.graph import SPREADING, SentenceGraph
from nlp_pipeline.relations.neighbours import LISTING, OPENING_LIST, is_plural
from nlp_pipeline.relations.words import DASHES
from nlp_pipeline.vocabulary import AGENTS, MOLECULES

SHARING = frozenset({"Pathway", "DrugClass"})
"""Types whose head word a list of names shares."""
TITLES = frozenset({"Family", "DrugClass"})
"""Types of which a name right behind is a member: "the E3 ligase CBL", "MEK inhibitor D"."""
CLASSES = TITLES | {"Process"}
"""Types of which a list behind "such as" or in brackets gives the members."""
ADVERBIAL = frozenset({"turn", "addition", "part", "parallel", "contrast", "fact", "particular"})
"""Nouns that "in" makes an adverb."""


def share_heads(graph: SentenceGraph) -> None:
    """Let "EGFR, ErbB3 and IGF-1R signaling" be three pathways in one place.

    The shared head word belongs to the last name, and the parser hangs the others on it.
    """
    for node in sorted(graph.mentions):
        own = graph.mentions[node]
        head = node
        for _ in range(3):
            dep, head = graph.parents.get(head, ("root", head))
            if dep not in MODIFIER_DEPS | {"conj", "appos"}:
                break
            above = graph.mentions.get(head, [])
            shared = bool(own and above) and own[0].type == above[0].type in SHARING
            if shared or (own and above and _is_class_of_several(graph, own[0], above[0])):
                _copy_incoming(graph, head, node)
                if shared and own[0].type == "DrugClass":
                    _copy_combination(graph, head, node)
                break


def _copy_combination(graph: SentenceGraph, source: int, target: int) -> None:
    """Let "inhibitors of A and B in combination with D" combine each class with D."""
    for label in ("prep_in", "prep_plus", "prep_in_with", "prep_together_with"):
        for node in list(graph.targets(source, label)):
            graph.add(target, label, node)


def share_names(graph: SentenceGraph) -> None:
    """Coordinate "5-lipoxygenase and ornithine decarboxylase", "EMT and stem cell phenotype".

    The parser coordinates the first words and hangs them on the last, as in "breast and lung
    cancer".
    """
    for (first, a), (second, b), between in reversed(graph.neighbours):
        joint = between.strip()
        if a == b or not _are_two_names(graph, first, second):
            continue
        listed = joint in LISTING - {"/", ";"} and _hangs_on(graph, a, b)
        if listed or (joint in DASHES and _hang_side_by_side(graph, a, b)):
            _copy_incoming(graph, b, a)


def _are_two_names(graph: SentenceGraph, first: MentionSpan, second: MentionSpan) -> bool:
    """Tell whether the word that ends the second name is none of the first's.

    A molecule before a process may share its word: "sodium and calcium influx".
    """
    if first.type in MOLECULES and second.type in MOLECULES:
        return True
    inner = graph.doc[second.start_token]
    parts = inner.dep_ == "conj" and second.start_token < second.end_token - 1
    return parts and second.type == "Process" and first.type in {"Gene", "Family", "Process"}


def _hang_side_by_side(graph: SentenceGraph, a: int, b: int) -> bool:
    """Tell whether two names are two of a complex: A and B of "the A-B-C complex"."""
    dep, above = graph.parents.get(a, ("root", a))
    return dep in MODIFIER_DEPS and graph.parents.get(b) == (dep, above)


def _hangs_on(graph: SentenceGraph, node: int, head: int) -> bool:
    """Tell whether a node modifies another, at most two modifiers away."""
    for _ in range(3):
        dep, node = graph.parents.get(node, ("root", node))
        if dep not in MODIFIER_DEPS | {"conj"}:
            return False
        if node == head:
            return True
    return False


def _is_class_of_several(graph: SentenceGraph, first: MentionSpan, head: MentionSpan) -> bool:
    """Tell whether a plural noun belongs to both names: "Abl and Src family kinases"."""
    between = graph.text_between(first, head).strip()
    last = graph.doc[head.end_token - 1].lower_
    plural = last.endswith("s") and last[:-1] in graph.words["gene_products"]
    return first.type in MOLECULES and head.type == "Family" and plural and between in LISTING


def pass_to_members(graph: SentenceGraph) -> None:
    """Let "the E3 ubiquitin ligase c-Cbl" mean c-Cbl wherever it is an argument."""
    for node in list(graph.mentions):
        head = graph.mentions[node][-1]
        for member in graph.targets(node, "beside"):
            follows = [m for m in graph.mentions[member] if m.start_token == head.end_token]
            if head.type not in TITLES or not follows or follows[0].type in TITLES:
                continue
            for label, sources in list(graph.incoming[node].items()):
                if label in SPREADING or label.startswith("prep_"):
                    for source in [s for s in sources if s != member]:
                        graph.replace(source, label, node, member)


def pass_to_defined(graph: SentenceGraph) -> None:
    """Let "D, a MEK inhibitor, blocks B" say it of D where the class is taken for the subject.

    So too "A, a cytokine that activates B": a plain noun for a molecule is A itself.
    """
    for node, found in list(graph.mentions.items()):
        drug = any(m.type == "Drug" for m in found)
        if not drug and not any(m.type == "Gene" for m in found):
            continue
        for other in graph.targets(node, "apposed"):
            classes = graph.mentions.get(other, ())
            if all(m.type == "DrugClass" if drug else _is_plain_noun(m) for m in classes):
                for verb in [v for v in graph.sources(other, "subj") if v > other]:
                    graph.replace(verb, "subj", other, node)


def _is_plain_noun(mention: MentionSpan) -> bool:
    return mention.type == "Family" and mention.label.islower() and mention.label.isalpha()


def replace_by_listed(graph: SentenceGraph) -> None:
    """Let "MMPs (MMP2, MMP9)" mean the members that are listed, wherever the family stands."""
    for i, (head, node) in enumerate(graph.ordered):
        if head.type not in CLASSES | {"Chemical", "Pathway"} or graph.targets(node, "acted_by"):
            continue
        members: list[tuple[MentionSpan, int]] = []
        if head.type in CLASSES:
            members = list(_listed_members(graph, head, graph.ordered[i + 1 :]))
            if len(members) == 1 and members[0][0].type == "Family" and head.source != "pattern":
                continue  # "MAPKs (ERK)" may be one thing
        members = members or _named_members(graph, node)
        if head.type == "Pathway" and any(m.type != "Pathway" for m, _ in members):
            continue  # "the A pathway, including B": B is a part of it
        if not members or any(m.label == head.label for m, _ in members):
            continue
        for label, sources in list(graph.incoming[node].items()):
            if label in SPREADING or label.startswith("prep_"):
                for source in [s for s in sources if s not in {n for _, n in members}]:
                    for _, member in members:
                        graph.add(source, label, member)
                    graph.remove(source, label, node)


def _named_members(graph: SentenceGraph, node: int) -> list[tuple[MentionSpan, int]]:
    """Return the names behind "such as", "including" and "belonging to"."""
    found = [
        t for e in ("prep_such_as", "prep_including", "prep_like") for t in graph.targets(node, e)
    ]
    for clause in graph.targets(node, "acl"):
        if graph.lemma(clause) == "belong" and not found:
            found = list(graph.targets(clause, "prep_to"))
    return [(graph.mentions[t][0], t) for t in found if t in graph.mentions]


def _listed_members(
    graph: SentenceGraph, head: MentionSpan, following: Sequence[tuple[MentionSpan, int]]
) -> Iterator[tuple[MentionSpan, int]]:
    """Yield the molecules of a bracket right behind a family's name, up to its end."""
    last = head
    for member, node in following:
        between = graph.text_between(last, member).strip()
        bare = head.type in TITLES and (not between or _is_apposed(graph, head, member, between))
        opened = last is head and (bare or OPENING_LIST.fullmatch(between))
        if not opened and (last is head or between not in LISTING):
            return
        plural = head.source == "pattern" or is_plural(graph, head)
        unnamed = plural and head.type == member.type == "Family"
        if member.type not in {"Gene", "MicroRNA", "Drug"} and not unnamed:
            return
        if graph.targets(node, "held_by") or (member.type == "Drug" and head.type == "Family"):
            return  # "blocking MEK (trametinib)"
        yield member, node
        last = member


def _is_apposed(graph: SentenceGraph, head: MentionSpan, member: MentionSpan, between: str) -> bool:
    """Tell whether a name between commas says which one: "a different protein kinase, A, …"."""
    before = graph.doc[max(head.start_token - 2, graph.sentence.start) : head.start_token]
    one = {t.lower_ for t in before} & {"a", "an", "another", "its", "one"}
    behind = graph.doc[member.end_token : member.end_token + 2]
    alone = len(behind) > 1 and behind[0].text == "," and behind[1].lower_ not in {"and", "or"}
    return between == "," and bool(one) and alone


def share_slashes(graph: SentenceGraph) -> None:
    """Let names joined by a slash ("YAP/TAZ") stand in each other's place."""
    for (first, a), (second, b), gap in graph.neighbours:
        between = gap.strip()
        added = between.lower() == "plus" or (
            between == "+" and {first.type, second.type} <= AGENTS
        )
        if added and a != b:
            graph.add(a, "prep_plus", b)
        joined = between == "/" or added
        joined = joined or (between in DASHES and _is_compound(graph, first, second))
        if joined and a != b:
            _copy_incoming(graph, a, b)
            _copy_incoming(graph, b, a)


LESSER = re.compile(
    r" ?(\([^()]*\))?,? ?(and|or|but)?,? ?(also)? ?,? ?"
    r"to an? (much )?(lesser|smaller|greater|larger|similar|limited) (extent|degree) ?,? ?"
    r"((to|with) )?"
)
"""What parts the last of a list that is said of in another measure."""


def share_lesser(graph: SentenceGraph) -> None:
    """Let "C and, to a lesser extent, D" be a list."""
    for (first, a), (second, b), between in graph.neighbours:
        if "to a" not in between or a == b or not LESSER.fullmatch(between):
            continue
        if first.type == second.type or {first.type, second.type} <= MOLECULES:
            _copy_incoming(graph, a, b)


def share_suspended(graph: SentenceGraph) -> None:
    """Let "Akt-, p38- and ERK-dependent" say of each name what it says of the last."""
    waiting: list[int] = []
    if not graph.tokens_with(DASHES):
        return
    for mention, node in graph.ordered:
        dash = mention.end_token
        if dash == len(graph.doc) or graph.doc[dash].text not in DASHES:
            waiting = []
        elif dash + 1 < len(graph.doc) and graph.doc[dash + 1].lower_ in {",", "and", "or", "/"}:
            waiting.append(node)
        else:
            for earlier in waiting:
                _copy_incoming(graph, node, earlier)
            waiting = []


def _is_compound(graph: SentenceGraph, first: MentionSpan, second: MentionSpan) -> bool:
    """Tell whether a dash joins two molecules to one agent: "cyclin D-CDK6"."""
    behind = graph.doc[second.end_token : second.end_token + 1].text
    return (
        first.type in MOLECULES
        and second.type in MOLECULES
        and not graph.doc[first.end_token - 1].whitespace_
        and not graph.doc[first.end_token].whitespace_
        and behind not in DASHES
    )


def _copy_incoming(graph: SentenceGraph, source: int, target: int) -> None:
    for label, nodes in list(graph.incoming[source].items()):
        if label in SPREADING or label.startswith("prep_"):
            for node in list(nodes):
                if node != target:
                    graph.add(node, label, target)


def share_coordination(graph: SentenceGraph) -> None:
    """Give coordinated nodes what the first of them has, and what the last of them has."""
    for node in graph.with_child("conj"):
        conjuncts = graph.conjuncts(node)
        if conjuncts:
            _spread_incoming(graph, node, conjuncts)
            _share_predicate_subject(graph, node, conjuncts)
            _share_complements(graph, node, conjuncts)


def _spread_incoming(graph: SentenceGraph, node: int, conjuncts: Iterable[int]) -> None:
    for label, sources in list(graph.incoming[node].items()):
        if label in SPREADING or label.startswith("prep_"):
            for source in list(sources):
                if label == "subj" and _is_said_of_one(graph, source, node):
                    continue
                for conjunct in conjuncts:
                    apart = _stands_between(graph, node, source, conjunct)
                    if conjunct != source and _same_kind(graph, node, conjunct) and not apart:
                        graph.add(source, label, conjunct)


def _stands_between(graph: SentenceGraph, node: int, clause: int, conjunct: int) -> bool:
    """Tell whether a clause is over before the next of a list: "A, which raises B, and C".

    So too "A-induced B and its target C": the induced B alone is so.
    """
    dep, head = graph.parents.get(clause, ("", clause))
    opened = dep == "amod" and any(
        graph.token(c).tag_ == "PRP$" for c in graph.children(conjunct, "poss")
    )
    return (dep == "relcl" or opened) and head == node and clause < conjunct


def _is_said_of_one(graph: SentenceGraph, clause: int, node: int) -> bool:
    """Tell whether a clause goes with one of a list: "A-expressing cells", "A (raising B) or C"."""
    dep, head = graph.parents.get(clause, ("", clause))
    if head != node:
        return False
    before = graph.doc[clause - 1].text if clause > graph.sentence.start else ""
    return dep == "amod" or (dep == "acl" and before == "(")


def _share_predicate_subject(graph: SentenceGraph, node: int, conjuncts: Iterable[int]) -> None:
    """Let "A is a marker of B and a predictor of C" say both of A."""
    if graph.is_verb(node) and graph.is_passive(node):  # "are addicted to A and sensitive to D"
        for conjunct in conjuncts:
            if graph.token(conjunct).tag_ == "JJ" and not graph.targets(conjunct, "subj"):
                for subject in graph.tree_subjects(node):
                    graph.add(conjunct, "subj", subject)
        return
    if graph.is_verb(node) or not graph.copulas(node):
        return
    for conjunct in conjuncts:
        if not graph.targets(conjunct, "subj") and not graph.is_verb(conjunct):
            for subject in list(graph.targets(node, "subj")):
                graph.add(conjunct, "subj", subject)


def _same_kind(graph: SentenceGraph, first: int, second: int) -> bool:
    return graph.is_verb(first) == graph.is_verb(second)


def _is_completed(graph: SentenceGraph, verb: int) -> bool:
    """Tell whether a verb has a complement: "acts via A", not "in turn raises"."""
    return any(
        target > verb and graph.lemma(target) not in ADVERBIAL
        for label, targets in graph.outgoing[verb].items()
        if label.startswith("prep_")
        for target in targets
    )


def _share_complements(graph: SentenceGraph, node: int, conjuncts: Sequence[int]) -> None:
    """Let "loss or inactivation of PTEN" and "binds and activates B" share their object."""
    group = [node, *conjuncts]
    for i, member in enumerate(group):
        if graph.pred[member] is None or graph.targets(member, "obj"):
            continue
        if graph.targets(member, "tied"):
            continue  # "A can be recruited and binds B"
        if any(graph.token(c).tag_ == "PRP$" for c in graph.children(member, "poss")):
            continue  # "its degradation and the release of B"
        if graph.lemma(member) in graph.words["agent_nouns"] and graph.targets(member, "appos"):
            continue  # "inhibition of A and the translational inhibitor B"
        if graph.is_verb(member) and graph.lemma(member) in {"interact", "dimerize", "cooperate"}:
            continue  # "A and B interact and phosphorylate C"
        later = [m for m in group[i + 1 :] if graph.targets(m, "obj")]
        earlier = [m for m in group[:i] if graph.targets(m, "obj") and not graph.is_verb(m)]
        if graph.is_verb(member) and _is_completed(graph, member):
            continue
        for donor in (later or earlier)[:1]:
            if _same_kind(graph, member, donor):
                for target in list(graph.targets(donor, "obj")):
                    graph.add(member, "obj", target)
