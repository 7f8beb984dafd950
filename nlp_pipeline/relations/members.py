"""Members that a list behind a noun names: "cytokines (A, B)", "A, including the loss of B"."""

from __future__ import annotations

import re

from nlp_pipeline.relations.coordination import TITLES
from nlp_pipeline.relations.graph import SentenceGraph
from nlp_pipeline.relations.neighbours import LISTING, OPENING_LIST
from nlp_pipeline.vocabulary import MOLECULES

LISTED = MOLECULES | {"Drug", "Chemical", "Pathway"}
ALTERING = frozenset({"mutation", "variant", "substitution"})
EXAMPLES = re.compile(
    r"[,(]?\s*(?:including|such as|especially|particularly|in particular|notably|namely|e\.g\.,?)"
    r"(?:\s+the)?(?:\s+(?!(?:when|with|by|in|those|for|of|to)\b)[a-z]\w*){0,3}",
    re.IGNORECASE,
)
"""What stands before the first of the examples: "genes, including the ubiquitin ligases A"."""
TOLD_OF = frozenset({"member", "target", "component", "gene"})
"""Nouns behind a list that say what its names are: "members of the A family"."""
LIST_EDGE = "prep_such_as"
"""Edge of what is named as an example, whatever opens the list."""


def link_bracketed_members(graph: SentenceGraph) -> None:
    """Let "upstream kinases (A, B)" name its members as "kinases such as A, B" does."""
    known = graph.words.any_of("gene_products", "class_nouns", "agent_nouns")
    for node in graph.with_lemma(known):
        if node in graph.mentions or graph.token(node).tag_ not in {"NNS", "NNPS"}:
            continue
        for member in find_members_behind(graph, node):
            graph.add(node, LIST_EDGE, member)
            if member in graph.targets(node, "subj"):
                graph.remove(node, "subj", member)
    for node in graph.with_lemma(ALTERING) if graph.tokens_with(("(",)) else ():
        for verb in list(graph.sources(node, "subj")):
            for member in _variants_behind(graph, node):
                graph.add(verb, "subj", member)


def _variants_behind(graph: SentenceGraph, node: int) -> list[int]:
    """Return the changes in the bracket of "ESR1 mutations (Y537S, D538G)"."""
    found: list[int] = []
    end = node + 1
    for mention, name in graph.ordered:
        if mention.start_token < end:
            continue
        between = graph.text(end, mention.start_token).strip()
        if mention.type != "Variant" or between not in (LISTING if found else {"("}):
            break
        found.append(name)
        end = mention.end_token
    return found


CODED = frozenset({"gene", "transcript", "mrna", "message", "those"})
"""Words for what makes a protein: the protein is named behind "for" or "encoding"."""
SERIES = frozenset({"series", "set", "panel", "number", "variety", "range", "class", "group"})
"""Nouns for several of a kind, which is named behind them."""
COLLECTIVES = frozenset({"group", "class", "category", "set", "subset"})


def link_coded(graph: SentenceGraph) -> None:
    """Let "genes such as those for A" and "genes, including those encoding A" name A."""
    for node in graph.with_lemma(CODED):
        if node in graph.mentions:
            continue
        places = [node, *(c for c in graph.children(node, "acl") if graph.lemma(c) in ENCODING)]
        named = [
            t
            for place in places
            for edge in ("prep_for", *(("obj",) if place != node else ()))
            for t in graph.targets(place, edge)
            if all(m.type in MOLECULES for m in graph.mentions.get(t, ())) and t in graph.mentions
        ]
        hosts = [node]
        if graph.lemma(node) == "those":  # "expression of genes, including those for A"
            before = [
                n for n in graph.with_lemma(("gene",)) if n < node and n not in graph.mentions
            ]
            hosts = before[-1:]
        for host in hosts if graph.lemma(node) == "those" or node in places[:1] else ():
            for name in named:
                graph.add(host, LIST_EDGE, name)


NAMING = frozenset({"call", "term", "name", "know", "designate", "refer"})
"""Verbs behind a noun that give the name of what it means."""


def link_named(graph: SentenceGraph) -> None:
    """Let "a protein called A", "kinases known as A" be A."""
    for verb in graph.with_lemma(NAMING):
        dep, noun = graph.parents.get(verb, ("", verb))
        named = any(m.type not in TITLES for m in graph.mentions.get(noun, ()))
        if dep != "acl" or named or graph.token(verb).tag_ != "VBN":
            continue
        for edge in ("attr", "prep_as", "oprd"):
            for name in graph.targets(verb, edge):
                if any(m.type in LISTED for m in graph.mentions.get(name, ())):
                    graph.add(noun, LIST_EDGE, name)


ENCODING = frozenset({"encode", "code"})


def link_colon_members(graph: SentenceGraph) -> None:
    """Let "drugs that inhibit B: A and C" say that A and C do, and "group 1 inhibits B: A" too."""
    for colon in graph.tokens_with((":",)):
        listed = _listed_to_the_end(graph, colon)
        if len(listed) < 2:
            continue
        known = graph.words.any_of("gene_products", "class_nouns", "agent_nouns") | COLLECTIVES
        for node in [n for n in graph.with_lemma(known) if n < colon and n not in graph.mentions]:
            acting = [v for v in graph.sources(node, "subj") if graph.is_verb(v) and v < colon]
            for verb in acting:
                graph.remove(verb, "subj", node)
                for name in listed:
                    graph.add(verb, "subj", name)
            if acting:
                break


def _listed_to_the_end(graph: SentenceGraph, colon: int) -> list[int]:
    """Return the names of a list that fills all of the sentence behind a colon, else nothing."""
    found: list[int] = []
    end = colon + 1
    for mention, node in graph.ordered:
        if mention.start_token < end:
            continue
        between = graph.text(end, mention.start_token).strip()
        apart = between not in LISTING and (between or found)
        if apart or mention.type not in LISTED:
            return []
        found.append(node)
        end = mention.end_token
    rest = graph.text(end, graph.sentence.end).strip()
    return found if rest in {"", ".", ";"} else []


def find_members_behind(graph: SentenceGraph, node: int) -> list[int]:
    """Return the names of the list that opens right behind a token, in text order."""
    found: list[int] = []
    ordered = sorted(
        (m.start_token, m.end_token, n) for n in graph.mentions for m in graph.mentions[n]
    )
    end, first = node + 1, True
    for start, stop, name in ordered:
        if start < end:
            continue
        between = graph.text(end, start).strip()
        opens = OPENING_LIST.fullmatch(between) or EXAMPLES.fullmatch(between)
        fits = opens if first else between in LISTING
        known = {m.label for n in found for m in graph.mentions[n]}
        named = {m.label for m in graph.mentions[name]}
        if between == "(" and found and named <= known:  # "CaM (calmodulin) and B"
            end = stop + 1
            continue
        if not fits or not all(m.type in LISTED for m in graph.mentions[name]):
            break
        if graph.doc[stop : stop + 1].text and graph.doc[stop].tag_.startswith("NN"):
            break  # "compounds (A and trypsin inhibitors)"
        found.append(name)
        end, first = stop, False
    return found


def lift_examples(graph: SentenceGraph) -> None:
    """Let "genes involved in apoptosis, such as A" name A as such a gene: a process is none.

    So too "genes that promote apoptosis, including A".
    """
    for node in graph.with_edge("prep_such_as", "prep_including"):
        _pass_to_kind(graph, node)
        dep, head = graph.parents.get(node, ("", node))
        own = graph.mentions.get(node, ())
        process = bool(own) and all(m.type in {"Process", "Disease"} for m in own)
        if not process and not (graph.is_verb(node) and dep in {"acl", "relcl"}):
            continue
        while dep in {"pobj", "prep", "dobj", "conj"} and not graph.is_verb(head):
            dep, head = graph.parents.get(head, ("", head))
        clause = node if graph.is_verb(node) else head
        dep, noun = graph.parents.get(clause, ("", clause))
        if not graph.is_verb(clause) or dep not in {"acl", "relcl"} or noun > clause:
            continue
        if graph.tag(noun) != "NNS" and graph.lemma(noun) not in graph.words["transparent"]:
            continue
        for label in ("prep_such_as", "prep_including"):
            for example in list(graph.targets(node, label)):
                if any(m.type in LISTED for m in graph.mentions.get(example, ())):
                    graph.remove(node, label, example)
                    graph.add(noun, label, example)


def _pass_to_kind(graph: SentenceGraph, node: int) -> None:
    """Let "a series of A, such as B" name B as one of A."""
    if node in graph.mentions or graph.lemma(node) not in SERIES:
        return
    kinds = [n for n in graph.targets(node, "prep_of") if n in graph.mentions]
    for label in ("prep_such_as", "prep_including") if len(kinds) == 1 else ():
        for example in list(graph.targets(node, label)):
            graph.remove(node, label, example)
            graph.add(kinds[0], label, example)


def link_included_events(graph: SentenceGraph) -> None:
    """Let "blocks the A pathway, including the phosphorylation of B" block that too."""
    for node in graph.verbs if graph.with_edge("prep_including") else ():
        for place in (node, *graph.targets(node, "obj")):
            for event in graph.targets(place, "prep_including"):
                told = graph.pred[event] is not None and not graph.is_verb(event)
                if told and event not in graph.mentions and graph.targets(node, "obj"):
                    graph.add(node, "obj", event)


def drop_told_of(graph: SentenceGraph) -> None:
    """Let "raises A and B, members of the C family" raise A and B, not C.

    The parser takes the noun for one more object.
    """
    for node in graph.with_lemma(TOLD_OF):
        if not graph.targets(node, "prep_of"):
            continue
        comma = graph.token(node).left_edge.i - 1
        if comma <= graph.sentence.start or graph.doc[comma].text != ",":
            continue
        if graph.conjuncts(node) or graph.parents.get(node, ("", node))[0] == "conj":
            continue
        before = range(comma - 2, comma)  # "the A family, target genes of B"
        told = [
            n for n in graph.mentions if any(m.end_token - 1 in before for m in graph.mentions[n])
        ]
        for verb in graph.sources(node, "obj") if told else ():
            graph.remove(verb, "obj", node)
