"""Which drugs a word of response speaks of, where the sentence names them.

"Resistance to D", "D-resistant", "sensitizes cells with X to D", "drugs such as A and B": the drug
is found by its edge, or by what stands behind the word where the parser hangs it elsewhere.
"""

from __future__ import annotations

import re

from nlp_pipeline.annotations import MentionSpan
from nlp_pipeline.relations.assertion import is_excluded
from nlp_pipeline.relations.graph import SentenceGraph
from nlp_pipeline.relations.named_arguments import GENERIC_THERAPIES
from nlp_pipeline.relations.words import DASHES, RESPONDING
from nlp_pipeline.vocabulary import AGENTS

UNNAMED = "drug therapy"
TO_AGENTS = frozenset({"to", "for", "against"})
OF_BENEFIT = TO_AGENTS | {"from"}
ADDING = frozenset({"add", "give", "use", "receive", "administer", "take"})
"""Gerunds of what is given: "benefit from adding D"."""
LISTING = re.compile(r"[,(]?\s*(such as|including|like|namely|e\.g\.|i\.e\.|:)?\s*,?\s*(the)?")
LISTED = re.compile(r"\(?\)?\s*([,/;]|and|or|, and|, or)")
"""What stands between a class and its first member, and between two members."""
BEHIND = 10
"""How many tokens behind a word of response "to" and its drug are looked for."""


def reaches_drug(graph: SentenceGraph, node: int) -> bool:
    """Tell whether a node is, or leads to, a mention of a drug or a class of drugs."""
    if node in graph.mentions:
        return any(m.type in AGENTS for m in graph.mentions[node])
    return graph.lemma(node) in {"treatment", "therapy", "regimen"} and any(
        reaches_drug(graph, target)
        for edge in ("prep_with", "prep_of", "mod")
        for target in graph.targets(node, edge)
        if target in graph.mentions
    )


def reaches_agent(graph: SentenceGraph, node: int, depth: int = 0) -> bool:
    """Tell whether a node is, or stands for, something that is given as a drug."""
    if node in graph.mentions:
        return any(m.type in AGENTS for m in graph.mentions[node])
    if depth > 2:
        return False
    lemma = graph.lemma(node)
    if graph.words.state_of_noun(lemma) == "inhibition" or graph.pred[node] in {"inhibit", "block"}:
        return any(t in graph.mentions for t in (*graph.targets(node, "obj"),))
    if lemma in graph.words["transparent"] or lemma in {"treatment", "therapy", "chemotherapy"}:
        return any(
            reaches_agent(graph, t, depth + 1)
            for edge in ("prep_with", "prep_of", "mod", "obj")
            for t in graph.targets(node, edge)
        )
    return False


def find_named(graph: SentenceGraph, node: int, mention: MentionSpan) -> list[int]:
    """Return the agents named behind a response word: "chemoresistance to cisplatin"."""
    named = [
        target
        for edge in ("prep_to", "prep_with", "prep_of", "mod")
        for target in graph.targets(node, edge)
        if reaches_agent(graph, target)
    ]
    behind = graph.doc[mention.end_token : mention.end_token + 1].text
    if not named and behind in {"to", "with"}:
        named = [
            other
            for other, found in graph.mentions.items()
            if any(m.start_token == mention.end_token + 1 for m in found)
            and reaches_drug(graph, other)
        ]
    return named


def find_agents_behind(graph: SentenceGraph, node: int) -> list[int]:
    """Return the drugs that "to" or "for" leads to, wherever the parser hangs it.

    "The response rate to D", "sensitizes tumours with mutations of X to D", "efficacy for D".
    """
    starts = {
        mention.start_token: place
        for place, found in graph.mentions.items()
        for mention in found
        if mention.type in AGENTS and mention.label != UNNAMED
    }
    for i in range(node + 1, min(node + BEHIND, graph.sentence.end)):
        token = graph.doc[i]
        if token.is_punct and token.text not in DASHES and token.text != "%":
            return []
        if graph.pred.get(i) in RESPONDING and not graph.token(i).tag_.startswith("NN"):
            return []  # "insensitive cells responsive to D"
        leading = OF_BENEFIT if graph.lemma(node) == "benefit" else TO_AGENTS
        if token.lower_ not in leading:
            continue
        for start in range(i + 1, min(i + 5, graph.sentence.end)):
            if start in starts:
                place = starts[start]
                also = (*graph.conjuncts(place), *graph.targets(place, "prep_plus"))
                return list(dict.fromkeys([place, *(c for c in also if reaches_drug(graph, c))]))
            if graph.doc[start].tag_[:2] not in {"DT", "JJ", "NN", "IN", "VB"}:
                break
    return []


def find_resisted(graph: SentenceGraph, verb: int) -> list[int]:
    """Return the drug that what is sensitized resists: "D-resistant cells were re-sensitized".

    "Them" are whatever the sentence has called resistant.
    """
    objects = graph.targets(verb, "obj")
    words = [word for cells in objects for word in graph.targets(cells, "mod")]
    if any(graph.token(cells).tag_ == "PRP" for cells in objects):
        words = [node for node in graph.nodes if node < verb]
    return [
        drug
        for word in words
        if graph.pred[word] == "resist"
        for drug in graph.targets(word, "mod")
        if reaches_drug(graph, drug)
    ]


def find_shared_before(graph: SentenceGraph, node: int) -> list[int]:
    """Return the drug that a list before a response shares: "cisplatin uptake and sensitivity"."""
    dep, head = graph.parents.get(node, ("", node))
    if dep != "conj" or graph.is_verb(head) or graph.targets(node, "mod"):
        return []
    return [t for t in graph.targets(head, "mod") if t in graph.mentions and is_drug(graph, t)]


def find_members(graph: SentenceGraph, node: int) -> list[int]:
    """Return the drugs that a class lists behind it ("drugs such as A and B"), else the node."""
    if graph.lemma(node) in {"treatment", "therapy"} and node not in graph.mentions:
        inner = [*graph.targets(node, "prep_with"), *graph.targets(node, "prep_of")]
        node = next((n for n in inner if find_members(graph, n) != [n]), node)
    if graph.is_verb(node) and graph.lemma(node) in ADDING:
        return [t for t in graph.targets(node, "obj") if reaches_drug(graph, t)] or [node]
    classes = [m for m in graph.mentions.get(node, ()) if m.type == "DrugClass"]
    unnamed = node not in graph.mentions and graph.lemma(node) in graph.words["unnamed_agents"]
    if not classes and not unnamed:
        return [node]
    members: list[int] = []
    end = classes[-1].end_token if classes else node + 1
    ordered = sorted((m.start_token, m, n) for n, found in graph.mentions.items() for m in found)
    for start, mention, place in ordered:
        if start < end:
            continue
        between = graph.doc[end:start].text.strip().lower()
        if mention.type != "Drug" or not (LISTED if members else LISTING).fullmatch(between):
            break
        members.append(place)
        end = mention.end_token
    return members or [node]


def find_given(graph: SentenceGraph) -> list[int]:
    """Return the drugs that the patients or cells of a sentence are given, in text order."""
    found = []
    for node in sorted(graph.mentions):
        if reaches_drug(graph, node):
            after = any(
                graph.sources(node, f"prep_{name}")
                for name in ("following", "after", "under", "during", "on", "upon", "given")
            )
            treated = any(
                graph.lemma(source) in graph.words["giving"]
                for label in ("prep_with", "prep_to", "obj", "mod")
                for source in graph.sources(node, label)
            )
            # "longer survival with D"
            fares = any(
                graph.lemma(source) in graph.words["outcomes"] | graph.words["bad_outcomes"]
                for source in graph.sources(node, "prep_with")
            )
            # "poorer outcome in response to D"
            fares = fares or any(
                graph.sources(source, "prep_in")
                for source in graph.sources(node, "prep_to")
                if graph.lemma(source) == "response"
            )
            treated = treated or _is_base(graph, node)
            if after or treated or fares:
                found.append(node)
    # "after D, but not after E"
    others = [n for n in sorted(graph.mentions) if found and n not in found and n > found[0]]
    return found + [n for n in others if reaches_drug(graph, n) and is_excluded(graph, n)]


def _is_base(graph: SentenceGraph, node: int) -> bool:
    """Tell whether a treatment is based on a drug: "under anthracycline-based treatment"."""
    return any(
        graph.lemma(noun) in graph.words["giving"]
        for word in graph.sources(node, "mod")
        if graph.lemma(word) in {"base", "based", "contain", "containing"}
        for noun in (*graph.sources(word, "mod"), *graph.targets(word, "obj"))
    )


def names_something_else(graph: SentenceGraph, node: int) -> bool:
    """Tell whether a response is to no drug: "insulin resistance", "resistance to stress"."""
    for edge in ("mod", "prep_to", "prep_against"):
        for target in graph.targets(node, edge):
            if target in graph.mentions:
                named = not is_unnamed(graph, target)
            elif edge == "mod":
                noun = graph.token(target).tag_.startswith("NN")
                named = noun and graph.lemma(target) not in graph.words["of_any_response"]
            else:
                named = graph.lemma(target) not in graph.words["unnamed_agents"]
            if named or graph.lemma(target) in graph.words["other_responses"]:
                return True
    return False


def is_unnamed(graph: SentenceGraph, node: int) -> bool:
    """Tell whether an agent is only "drug" or "therapy", as in "drug resistance"."""
    return all(m.label == UNNAMED for m in graph.mentions.get(node, ())) and node in graph.mentions


def is_drug(graph: SentenceGraph, node: int) -> bool:
    """Tell whether a node is a single drug, not a class of them."""
    return any(m.type == "Drug" for m in graph.mentions.get(node, ()))


def is_generic(graph: SentenceGraph, node: int) -> bool:
    """Tell whether an agent is a whole kind of therapy: "the chemotherapy efficacy of D"."""
    return any(m.label in GENERIC_THERAPIES for m in graph.mentions.get(node, ()))
