"""What a name stands for as an effect, and events read off the names beside them.

"The antitumor effect of D" is what D can do, "conversion of A to B" is less of A and more of B;
nothing is looked for inside of what they are said of.
"""

from __future__ import annotations

from nlp_pipeline.relations.agents import UNNAMED, find_named, reaches_drug
from nlp_pipeline.relations.carriers import carries
from nlp_pipeline.relations.effects import Effect, effects_of_outcome
from nlp_pipeline.relations.grades import modifier_sign
from nlp_pipeline.relations.graph import SentenceGraph
from nlp_pipeline.relations.named_arguments import RESPONSE_NAME, is_response_name
from nlp_pipeline.relations.states import is_deadly, is_opposed
from nlp_pipeline.relations.themes import MEMBER_EDGES
from nlp_pipeline.vocabulary import MOLECULES

CHANGED = frozenset(
    {"abnormal", "altered", "dysregulated", "deregulated", "disturbed", "perturbed", "disordered"}
)
"""Adjectives that leave open whether there is more of a process or less."""
WORSENINGS = frozenset({"tumor recurrence", "disease progression"})
"""Processes that tell how patients fare where a drug is given."""
WORKING = frozenset(
    {"activation", "transactivation", "transcription", "signaling", "signalling", "repression"}
)
"""Nouns of what a molecule does to things that are not named."""


def effects_of_mention(graph: SentenceGraph, node: int, depth: int) -> list[Effect]:  # noqa: ARG001
    """Read a name: "resistance" as a response, "reduced B" as less of B, bare "B" as itself."""
    for mention in graph.mentions[node]:
        if is_response_name(graph, mention):
            text = graph.doc[mention.start_token : mention.end_token].text
            match = RESPONSE_NAME.search(text)
            sign = -1 if match is not None and match.group(1) else 1
            sign *= modifier_sign(graph, node) or 1
            named = find_named(graph, node, mention)
            if not named and mention.label == UNNAMED:
                return [Effect("response", sign, None, node)]
            return [Effect("response", sign, theme, node) for theme in named or [node]]
    worsens = any(mention.label in WORSENINGS for mention in graph.mentions[node])
    if worsens and (fared := effects_of_outcome(graph, node)):
        return fared  # "fewer recurrences with D"
    moved = modifier_sign(graph, node)
    changed = any(graph.token(c).lower_ in CHANGED for c in graph.targets(node, "mod"))
    if not moved and changed and not _is_growth(graph, node):
        return []  # "abnormal tissue renewal"
    opposed = any(is_opposed(graph, mention) for mention in graph.mentions[node])
    opposed = opposed or any(is_deadly(graph, mention) for mention in graph.mentions[node])
    drugs = [t for t in graph.targets(node, "prep_of") if reaches_drug(graph, t)]
    if opposed and drugs:  # "the antitumor effect of D" is what D can do
        return [Effect("potency", moved or 1, drug, node) for drug in drugs]
    if any(is_opposed(graph, mention) for mention in graph.mentions[node]):
        return [Effect("activity", -(moved or 1), node, node)]
    return [Effect("amount", moved, node, node) if moved else Effect("plain", 1, node, node)]


def effects_of_bare(graph: SentenceGraph, node: int, sign: int, kind: str) -> list[Effect]:
    """Read an event that names nothing it is done to: by its examples, or by who does it."""
    return _effects_of_examples(graph, node, sign, kind) or _effects_on_agents(graph, node)


def _effects_of_examples(graph: SentenceGraph, node: int, sign: int, kind: str) -> list[Effect]:
    """Read "the expression of various genes, especially A" where A is hung on the expression."""
    if graph.is_verb(node) or graph.targets(node, "obj"):
        return []
    named = [t for edge in MEMBER_EDGES for t in graph.targets(node, edge) if t in graph.mentions]
    molecules = [t for t in named if all(m.type in MOLECULES for m in graph.mentions[t])]
    return [Effect(kind, sign, target, node) for target in dict.fromkeys(molecules)]


def _effects_on_agents(graph: SentenceGraph, node: int) -> list[Effect]:
    """Read "represses transcriptional activation by A" as holding back A."""
    if graph.targets(node, "obj") or graph.lemma(node) not in WORKING:
        return []
    agents = [t for t in graph.targets(node, "prep_by") if t in graph.mentions]
    molecules = [t for t in agents if all(m.type in MOLECULES for m in graph.mentions[t])]
    return [Effect("activity", 1, target, node) for target in molecules]


def _is_growth(graph: SentenceGraph, node: int) -> bool:
    """Tell whether what is not normal is growth, of which there is too much then."""
    return all(m.label.endswith(("proliferation", "growth")) for m in graph.mentions[node])


def effects_of_conversion(graph: SentenceGraph, node: int, sign: int) -> list[Effect]:
    """Read "converts A to B": less of A, more of B."""
    edges = ("prep_to", "prep_into")
    made = [t for edge in edges for t in graph.targets(node, edge)]
    used = [t for t in graph.targets(node, "obj") if t not in made]
    agents = graph.targets(node, "subj")  # "converted by A into B"
    made += [t for a in agents for t in graph.targets(a, "prep_into")]
    made += [t for other in used for edge in edges for t in graph.targets(other, edge)]
    effects = [Effect("amount", sign, target, node) for target in made]
    if made or graph.pred[node] != "convert":
        effects += [Effect("amount", -sign, target, node) for target in used]
    return effects


def effects_of_binding(graph: SentenceGraph, node: int, sign: int) -> list[Effect]:
    """Read "blocks the binding of A to B" as lowering what A, the first one named, can do."""
    for edge in ("mod", "subj", "prep_of", "prep_between", "obj"):
        named = [target for target in graph.targets(node, edge) if target in graph.mentions]
        if named:
            return [Effect("activity", sign, min(named), node)]
    return []


def is_dose(graph: SentenceGraph, node: int) -> bool:
    """Tell whether a noun is the dose that is needed: "IC50", "inhibitory concentration"."""
    said = {graph.token(c).lower_ for c in graph.targets(node, "mod")}
    told = bool(said & {"inhibitory", "lethal"}) and graph.lemma(node) == "concentration"
    valued = graph.lemma(node) in {"value", "level"} and any(
        graph.lemma(c) in graph.words["doses_needed"] for c in graph.targets(node, "mod")
    )  # "IC50 values of D"
    return told or valued or graph.lemma(node) in graph.words["doses_needed"]


def effects_of_dose(graph: SentenceGraph, node: int, sign: int) -> list[Effect]:
    """Read "a higher IC50 of D" as a lower potency of D."""
    # "An increase in the IC50 for D": hung on the increase.
    labels = ("prep_in", "prep_of", "mod")
    places = [node, *(s for label in labels for s in graph.sources(node, label))]
    # "raised the IC50 for D": hung on the verb.
    verbs = [v for v in graph.sources(node, "obj") if graph.is_verb(v)]
    hung = [t for verb in verbs for t in graph.targets(verb, "prep_for") if reaches_drug(graph, t)]
    return [Effect("potency", -sign, theme, node) for theme in hung] + [
        Effect("potency", -sign, theme, node)
        for place in places
        for edge in ("prep_of", "prep_for", "prep_to", "mod")
        for theme in graph.targets(place, edge)
        if reaches_drug(graph, theme)
    ]


def _is_able_to_kill(graph: SentenceGraph, node: int) -> bool:
    """Tell whether a drug can do what it is given for: "the ability of D to inhibit A cells"."""
    if graph.lemma(node) not in {"ability", "capacity"}:
        return False
    done = graph.children(node, "acl", "xcomp")
    grown = [t for verb in done for t in graph.targets(verb, "obj") if carries(graph, t)]
    return bool(grown) and all(graph.lemma(v) in {"inhibit", "kill", "suppress"} for v in done)


def effects_of_potency(graph: SentenceGraph, node: int, sign: int) -> list[Effect]:
    """Read "the efficacy of D" as its potency."""
    if graph.lemma(node) not in graph.words["potency"] and not _is_able_to_kill(graph, node):
        return []
    return [
        Effect("potency", sign, target, node)
        for edge in ("prep_of", "mod")
        for target in graph.targets(node, edge)
        if reaches_drug(graph, target)
    ]
