"""Which agent a bare "resistance" or "sensitivity" speaks of.

The guidelines give a bare "resistance" the agent that the passage names, and ``drug therapy``
where it names none. Looked for in this order: the sentence before the word, the sentence after it,
the passage before it. A drug that is only named later is what the text proposes instead.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from nlp_pipeline.annotations import MentionSpan
from nlp_pipeline.relations.agents import UNNAMED
from nlp_pipeline.relations.arguments import resolve_arguments
from nlp_pipeline.relations.graph import SentenceGraph
from nlp_pipeline.relations.named_arguments import GENERIC_THERAPIES, Resolved
from nlp_pipeline.vocabulary import AGENTS

RESISTED = re.compile(r"resist|refract|insensitiv|non-?respon")
"""Begin the words by which a passage says which drug it is about."""
NEAR = 3
"""Tokens before a drug in which "resistance to" is looked for."""


def resolve_bare_response(
    graph: SentenceGraph,
    node: int,
    passage_mentions: Sequence[MentionSpan],
    *,
    named_only: bool = False,
) -> list[Resolved]:
    """Return the agents meant by a response word that names none.

    Args:
        graph: The sentence of the word.
        node: Its node.
        passage_mentions: All mentions of the passage in text order.
        named_only: Leave out "chemotherapy" and alike, which no single variant resists.

    Returns:
        The agent, or all agents of its list, marked as not direct; ``drug therapy`` at the word
        itself where the passage names no agent.
    """
    agents = _possible_agents(graph, node, passage_mentions, named_only=named_only)
    start, end = graph.sentence.start, graph.sentence.end
    inside = [m for m in agents if start <= m.start_token < end]
    before = [m for m in inside if m.end_token <= node]
    earlier = [m for m in agents if m.end_token <= start]
    topic = [] if before else _find_topic(graph, agents)
    for candidates, nearest_is_last in (
        (before, True),
        (topic, False),
        (inside, False),
        (earlier, True),
    ):
        if candidates:
            nearest = len(candidates) - 1 if nearest_is_last else 0
            return [
                Resolved(agent.start_token, agent, None, direct=False)
                for agent in _list_around(graph, candidates, nearest)
            ]
    unnamed = MentionSpan(
        node, node + 1, "DrugClass", UNNAMED, source="pattern", score=0.9, parts=()
    )
    return [Resolved(node, unnamed, None, direct=False)]


def _possible_agents(
    graph: SentenceGraph, node: int, mentions: Sequence[MentionSpan], *, named_only: bool
) -> list[MentionSpan]:
    """Return the agents that a response may be one to: no radiation for "drug resistance"."""
    before_it = graph.doc[max(node - 1, graph.sentence.start) : node].text.lower()
    of_drugs = before_it in {"drug", "multidrug"}
    excluded = _overcoming(graph, node) | _defined(graph)
    return [
        m
        for m in mentions
        if m.type in AGENTS
        and m.label != UNNAMED
        and m.start_token not in excluded
        and not (named_only and m.label in GENERIC_THERAPIES)
        and not (of_drugs and m.label == "radiotherapy")
    ]


def _find_topic(graph: SentenceGraph, agents: Sequence[MentionSpan]) -> list[MentionSpan]:
    """Return the first agent that the passage says is resisted: "resistance to D", "D-resistant".

    A drug that it names for something else, "another approach is the use of C", is not meant.
    """
    for agent in agents:
        ahead = graph.doc[max(agent.start_token - NEAR, 0) : agent.start_token]
        behind = graph.doc[agent.end_token : agent.end_token + 2]
        to = [t.lower_ for t in ahead if t.lower_ in {"to", "against"}]
        said = bool(to) and any(RESISTED.match(token.lower_) for token in ahead)
        if said or any(RESISTED.match(token.lower_) for token in behind):
            return [agent]
    return []


def _overcoming(graph: SentenceGraph, node: int) -> set[int]:
    """Return where the drugs stand that overcome the response: theirs is another drug's."""
    found: set[int] = set()
    place = node
    while (parent := graph.tree_parent(place)) is not None:
        place = parent[1]
        verb = graph.words.verb_class(graph.pred[place])
        if verb is None or verb.name not in {"overcome", "lower", "lower_amount", "sensitize"}:
            continue
        for subject in graph.targets(place, "subj"):
            for resolved in resolve_arguments(graph, subject):
                found.add(resolved.mention.start_token)
                for drug in graph.targets(resolved.node, "held_by"):  # "inhibition of A (D)"
                    found |= {m.start_token for m in graph.mentions[drug]}
    return found


def _defined(graph: SentenceGraph) -> set[int]:
    """Return where a class only defines a drug, which is meant: "dasatinib, a SRC inhibitor"."""
    return {
        mention.start_token
        for node, mentions in graph.mentions.items()
        for mention in mentions
        if mention.type == "DrugClass"
        and any(
            other.type == "Drug"
            for label in ("apposed", "appos")
            for source in graph.sources(node, label)
            for other in graph.mentions.get(source, ())
        )
    }


def _list_around(
    graph: SentenceGraph, agents: Sequence[MentionSpan], index: int
) -> Sequence[MentionSpan]:
    """Return the agents that stand in one list with the one at ``index``: "A, B and C"."""

    def joined(first: MentionSpan, second: MentionSpan) -> bool:
        between = graph.doc[first.end_token : second.start_token]
        return all(token.lower_ in {",", "and", "or", "/", "plus"} for token in between)

    start = end = index
    while start > 0 and joined(agents[start - 1], agents[start]):
        start -= 1
    while end + 1 < len(agents) and joined(agents[end], agents[end + 1]):
        end += 1
    return agents[start : end + 1]
