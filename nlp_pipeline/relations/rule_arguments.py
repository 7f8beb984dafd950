"""What a rule finds along its paths: the mentions that may fill its subject and its object."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from nlp_pipeline.annotations import MentionSpan
from nlp_pipeline.relations.arguments import resolve_arguments
from nlp_pipeline.relations.effects import Effect
from nlp_pipeline.relations.graph import SentenceGraph
from nlp_pipeline.relations.named_arguments import Resolved, is_response_name, part_mentions
from nlp_pipeline.relations.polarity import find_effects
from nlp_pipeline.relations.rules import ArgumentPattern, Step
from nlp_pipeline.relations.states import find_state
from nlp_pipeline.vocabulary import AGENTS, MOLECULES, STATES

INHIBITABLE = frozenset({"Gene", "Family", "Pathway"})
OPPOSING = ("inhibitor", "antagonist")
FURTHERING = ("agonist", "activator", "opener", "inducer", "stimulator")
"""Last words of classes that lower what they act on, and of those that raise it."""


def follow_path(graph: SentenceGraph, start: int, steps: Sequence[Step]) -> list[int]:
    """Return the nodes that a path leads to from ``start``, in the order they are met."""
    nodes = [start]
    for step in steps:
        reached: list[int] = list(nodes) if step.optional else []
        ends = graph.sources if step.reverse else graph.targets
        for node in nodes:
            for target in ends(node, step.edge):
                if target not in reached and _passes(graph, target, step.tests):
                    reached.append(target)
        if not reached:
            return []
        nodes = reached
    return nodes


def _passes(graph: SentenceGraph, node: int, tests: Sequence[str]) -> bool:
    if not tests:
        return True
    if node in graph.mentions:
        named_so = "assemblies" in tests and graph.lemma(node) in graph.words["assemblies"]
        return "mention" in tests or named_so  # "the NLRP3 inflammasome"
    verb = graph.words.verb_class(graph.pred[node])
    lemma = graph.lemma(node)
    return any(
        (verb is not None and test in {verb.name, verb.kind})
        or (graph.words.has_list(test) and lemma in graph.words[test])
        for test in tests
    )


def find_arguments(
    graph: SentenceGraph, trigger: int, pattern: ArgumentPattern
) -> Iterator[Resolved]:
    """Yield the arguments; what was phosphorylated and degraded is lost, not active.

    Nor is it active after its "phosphorylation and inhibition".
    """
    every = list(_all_arguments(graph, trigger, pattern))
    lost = {found.mention for found in every if found.state in {"loss", "inhibition"}}
    for found in every:
        if found.state != "activation" or found.mention not in lost:
            yield replace(found, state=None) if _is_of_next(graph, found) else found


def _is_of_next(graph: SentenceGraph, found: Resolved) -> bool:
    """Tell whether it is the next gene that is amplified: "EGFR T790M or HER2 amplification"."""
    mention = found.mention
    if mention.type != "Variant" or found.state != "amplification":
        return False
    return graph.doc[mention.end_token : mention.end_token + 1].text.lower() in {"and", "or", "nor"}


def _all_arguments(
    graph: SentenceGraph, trigger: int, pattern: ArgumentPattern
) -> Iterator[Resolved]:
    seen: set[tuple[MentionSpan, str | None]] = set()
    for path in pattern.paths:
        for node in follow_path(graph, trigger, path):
            for found in _resolve(graph, node, pattern):
                key = (found.mention, found.state)
                if found.mention.type in pattern.types and key not in seen:
                    seen.add(key)
                    yield found


def _resolve(graph: SentenceGraph, node: int, pattern: ArgumentPattern) -> Iterator[Resolved]:
    place = ("resolved", node, int(pattern.carriers))
    if place not in graph.memo:
        graph.memo[place] = tuple(resolve_arguments(graph, node, carriers=pattern.carriers))
    for found in graph.memo[place]:
        if pattern.agent:
            agent = _as_agent(found)
            if agent is not None:
                yield agent
        elif pattern.parts:
            yield from _parts(found, graph.words.vague_labels, pattern)
        else:
            yield found


def _as_agent(found: Resolved) -> Resolved | None:
    """Turn "inhibition of AR" into the class "AR inhibitor"; drop what is never given."""
    mention = found.mention
    if found.whole is not None:
        return replace(found, mention=found.whole, state=None, whole=None)
    if mention.type in AGENTS or mention.type == "Chemical":
        return replace(found, state=None)
    if found.state == "inhibition" and mention.type in INHIBITABLE:
        target = mention.label.removesuffix(" signaling pathway")
        agent = replace(
            mention,
            type="DrugClass",
            label=f"{target} inhibitor",
            id=None,
            state=None,
            parts=(target,),
            part_ids=(mention.id or "",),
        )
        return Resolved(found.node, agent, None, found.direct)
    return None


def _parts(found: Resolved, vague: Collection[str], pattern: ArgumentPattern) -> Iterator[Resolved]:
    """Yield what a class or pathway is made of, at the place of the whole.

    Args:
        found: The class.
        vague: Labels, in lower case, that are too vague to be an argument.
        pattern: Whether only a class that opposes its target, or one that raises it, counts.
    """
    whole = found.whole or found.mention
    if pattern.opposing and not whole.label.endswith(OPPOSING):
        return
    if pattern.furthering and not whole.label.endswith(FURTHERING):
        return
    if found.whole is not None:  # "EGFR blockade" stood for EGFR already
        yield replace(found, state=None)
        return
    for part in part_mentions(found.mention):
        if part.label.lower() not in vague:
            yield Resolved(found.node, part, None, found.direct, whole=found.mention)


def find_objects(
    graph: SentenceGraph, trigger: int, pattern: ArgumentPattern
) -> Iterator[tuple[Resolved | None, int | None]]:
    """Yield the objects; of a response that names none, no object and the node that tells it."""
    if not pattern.kinds:
        for found in find_arguments(graph, trigger, pattern):
            yield _acted_on(graph, found), None
        return
    starts = [n for path in pattern.paths for n in follow_path(graph, trigger, path)]
    seen: set[tuple[MentionSpan, str | None]] = set()
    for start in dict.fromkeys(starts if pattern.paths else [trigger]):
        for effect in find_effects(graph, start):
            if not fits_pattern(pattern, effect):
                continue
            if effect.theme is None:
                yield None, effect.node
                continue
            for found in _resolve_theme(graph, effect.theme, pattern):
                key = (found.mention, found.state)
                if found.mention.type in pattern.types and key not in seen:
                    seen.add(key)
                    yield found, None


def fits_pattern(pattern: ArgumentPattern, effect: Effect) -> bool:
    """Tell whether an effect is one of those that a pattern asks for."""
    return effect.kind in pattern.kinds and effect.sign == (pattern.sign or effect.sign)


def _resolve_theme(
    graph: SentenceGraph, theme: int, pattern: ArgumentPattern
) -> Iterator[Resolved]:
    response = any(is_response_name(graph, m) for m in graph.mentions.get(theme, ()))
    if pattern.agent and response:
        for mention in graph.mentions[theme]:
            yield Resolved(theme, mention, None)
        return
    for found in _resolve(graph, theme, pattern):
        yield _acted_on(graph, found)


def _acted_on(graph: SentenceGraph, found: Resolved) -> Resolved:
    """Keep only the state that an object has by itself.

    What the event words around it say ("B phosphorylation", "the loss of B") is in the predicate
    and its sign already.
    """
    if found.node not in graph.mentions or found.whole is not None:
        return found
    state = find_state(graph, found.node, found.mention, nouns=False)
    said = {"loss", "inhibition"} if found.mention.type in MOLECULES else set(STATES)
    return replace(found, state=None if state in said else state)
