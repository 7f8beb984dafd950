"""What a word does, to what, and with which net sign.

An event is read from the outside in: "prevents", "the reduced", "degradation of" and "B" are four
steps whose signs multiply, and whose kinds ("amount", "activity" …) go to the innermost step that
has one. "A prevents the degradation of B" thus raises the amount of B.
"""

from __future__ import annotations

import re
from dataclasses import replace

from nlp_pipeline.relations.agents import (
    find_agents_behind,
    find_given,
    find_resisted,
    reaches_agent,
)
from nlp_pipeline.relations.arguments import MAX_DEPTH
from nlp_pipeline.relations.assemblies import find_assembled
from nlp_pipeline.relations.effects import (
    Effect,
    effects_of_outcome,
    effects_of_response,
    is_control,
    is_waiting,
)
from nlp_pipeline.relations.endurance import find_deadly
from nlp_pipeline.relations.grades import is_lacking, modifier_sign
from nlp_pipeline.relations.graph import SentenceGraph
from nlp_pipeline.relations.named_effects import (
    effects_of_bare,
    effects_of_binding,
    effects_of_conversion,
    effects_of_dose,
    effects_of_mention,
    effects_of_potency,
    is_dose,
)
from nlp_pipeline.relations.states import is_opposed
from nlp_pipeline.relations.themes import MEMBER_EDGES, find_named_behind
from nlp_pipeline.relations.unnamed import find_parts
from nlp_pipeline.relations.words import CHANGING, RESPONDING
from nlp_pipeline.vocabulary import MOLECULES

AILMENT = re.compile(
    r"resistance|inflammat|stress|injury|fibrosis|damage|dysfunction|toxicity|deficit|defect"
    r"|impairment|demyelination|degeneration"
)
FINDING = frozenset({"identification", "discovery", "characterization", "characterisation"})
"""What a study leads to: nothing becomes of the name behind it."""
MODIFICATIONS = frozenset({"modify", "unmodify"})
THROUGH = frozenset({"associate", "overcome", "sensitize", "desensitize"})
BRINGING = frozenset({"lead", "result", "cause", "exert", "produce", "mediate", "explain"})
LEADING = frozenset({"mediator", "driver", "factor", "determinant", "player", "mechanism"})
"""Causes that are such "in" a response: "a key mediator in chemoresistance"."""
NEUTRAL_EDGES = (
    *("obj", "prep_of", "mod", "prep_in", "prep_through", "prep_by", "prep_from", "prep_between"),
)


def find_effects(graph: SentenceGraph, node: int, *, depth: int = 0) -> list[Effect]:
    """Return what an event node does; empty where it does nothing to any name.

    Args:
        graph: The sentence.
        node: A verb, an event noun, or a mention (which is its own plain effect).
        depth: Nesting so far; beyond ``MAX_DEPTH`` nothing is found.
    """
    if depth > MAX_DEPTH or _is_feedback_loop(graph, node):
        return []
    place = ("effects", node, depth)
    if place not in graph.memo:
        found = effects_of_mention if node in graph.mentions else _effects_of_word
        graph.memo[place] = found(graph, node, depth)
    effects: list[Effect] = graph.memo[place]
    return effects


def _is_feedback_loop(graph: SentenceGraph, node: int) -> bool:
    """Tell whether a node is what does nothing to where it is: "a feedback loop in tumours"."""
    return graph.lemma(node) == "loop" and graph.doc[max(node - 1, 0)].lower_ == "feedback"


def _effects_of_word(graph: SentenceGraph, node: int, depth: int) -> list[Effect]:
    verb = graph.words.verb_class(graph.pred[node])
    lemma = graph.lemma(node)
    sign = modifier_sign(graph, node) or 1
    if first := _effects_of_noun(graph, node, sign, depth):
        return first
    if verb is not None and verb.name in CHANGING:
        moved = "amount" if _is_of_transcription(graph, node) else verb.kind
        found = _effects_of_change(graph, node, verb.sign * sign, moved, depth)
        found = found or _effects_of_listed(graph, node, moved, depth)
        return found or (effects_of_bare(graph, node, verb.sign * sign, moved) if depth else [])
    if verb is not None and verb.name in MODIFICATIONS:
        return _effects_of_modification(graph, node, verb.sign * sign, depth)
    if verb is not None and verb.kind == "conversion":
        return effects_of_conversion(graph, node, sign)
    event = verb is not None and not graph.is_verb(node) and lemma not in graph.words["agent_nouns"]
    if verb is not None and verb.kind == "binding" and depth and event:
        return effects_of_binding(graph, node, sign)
    if verb is not None and verb.name in RESPONDING:
        sign *= verb.sign * (-1 if is_lacking(graph, node) else 1)
        found = effects_of_response(graph, node, sign) or effects_of_outcome(graph, node)
        # "leads to several responses, including apoptosis"
        return found or (_effects_of_members(graph, node, depth) if depth else [])
    if verb is not None and verb.name in THROUGH:
        return _effects_of_link(graph, node, verb.sign * sign, depth)
    caused = lemma in graph.words["causes"] or lemma in graph.words["alterations"]
    if caused and (responses := _effects_of_cause(graph, node, depth)):
        return responses
    fares = lemma in graph.words["outcomes"] or lemma in graph.words["bad_outcomes"]
    if fares or is_waiting(graph, node) or is_control(graph, node):
        return effects_of_outcome(graph, node)
    return _effects_of_whole(graph, node, sign, depth)


def _effects_of_whole(graph: SentenceGraph, node: int, sign: int, depth: int) -> list[Effect]:
    """Read a noun as what it is said to hold or do: "the level of B", "genes that promote C"."""
    lemma = graph.lemma(node)
    several = lemma in graph.words["gene_products"] and graph.token(node).tag_ == "NNS"
    if several and (done := _effects_of_doing(graph, node, depth)):
        # "A target genes that promote B", "genes that promote B, such as C"
        return [*done, *_effects_of_members(graph, node, depth)]
    members = _effects_of_members(graph, node, depth) or _effects_of_mutants(graph, node, depth)
    kind = graph.words.neutral_kind(lemma)
    framing = graph.words["doses_needed"] | graph.words["counting"]
    if not members and (kind is not None or graph.is_transparent(node) or lemma in framing):
        members = _effects_of_neutral(graph, node, sign, kind, depth)
    return members or _effects_of_doing(graph, node, depth) or _effects_of_parts(graph, node, depth)


def _effects_of_noun(graph: SentenceGraph, node: int, sign: int, depth: int) -> list[Effect]:
    """Read "the cytotoxic effect of D" and "repressors such as A", whatever verb they stand for."""
    lemma = graph.lemma(node)
    if lemma in graph.words["potency"] and (drugs := find_deadly(graph, node)):
        return [Effect("potency", sign, drug, node) for drug in drugs]
    behind = find_named_behind(graph, node) if lemma in graph.words["agent_nouns"] and depth else []
    if behind:  # "the cell cycle inhibitors A and B"
        return [e for name in behind for e in find_effects(graph, name, depth=depth + 1)]
    if lemma in graph.words["agent_nouns"] and not graph.targets(node, "obj"):
        return _effects_of_members(graph, node, depth)
    return []


def _is_of_transcription(graph: SentenceGraph, node: int) -> bool:
    """Tell whether it is the amount that a "transcriptional activation" raises."""
    below = (*graph.targets(node, "mod"), *graph.children(node, "advmod"))
    return any(graph.token(c).lower_ in {"transcriptional", "transcriptionally"} for c in below)


def _effects_of_doing(graph: SentenceGraph, node: int, depth: int) -> list[Effect]:
    """Read "genes that promote C", "mechanisms supporting C": what a noun without a name does."""
    if graph.lemma(node) in graph.words["carriers"] or not graph.token(node).tag_.startswith("NN"):
        return []
    return [
        inner
        for clause in (*graph.targets(node, "acl"), *graph.targets(node, "relcl"))
        if graph.is_verb(clause)
        and node in graph.targets(clause, "subj")
        and getattr(graph.words.verb_class(graph.pred[clause]), "name", "") in CHANGING
        for inner in find_effects(graph, clause, depth=depth + 1)
    ]


def _effects_of_members(graph: SentenceGraph, node: int, depth: int) -> list[Effect]:
    """Read a noun with examples behind it, "kinases such as A", as the examples."""
    return [
        inner
        for edge in MEMBER_EDGES
        for target in graph.targets(node, edge)
        for inner in find_effects(graph, target, depth=depth + 1)
    ]


def _effects_of_mutants(graph: SentenceGraph, node: int, depth: int) -> list[Effect]:
    """Read "the A1B and C2D mutants" as the variants."""
    if graph.lemma(node) not in {"mutant", "mutation"}:
        return []
    variants = [
        t
        for t in graph.targets(node, "mod")
        if any(m.type == "Variant" for m in graph.mentions.get(t, ()))
    ]
    return [e for variant in variants for e in find_effects(graph, variant, depth=depth + 1)]


def _effects_of_listed(graph: SentenceGraph, node: int, kind: str, depth: int) -> list[Effect]:
    """Read "gene expression, including A and B" as the expression of A and of B."""
    told = graph.targets(node, "obj") or graph.words.neutral_kind(graph.lemma(node)) is None
    inner = [] if told else _effects_of_members(graph, node, depth)
    return [replace(effect, kind=kind) for effect in inner]


def _effects_of_parts(graph: SentenceGraph, node: int, depth: int) -> list[Effect]:
    """Read "pathways involving A and B" as A and B, where they are acted on."""
    return [
        inner
        for target in find_parts(graph, node)
        for inner in find_effects(graph, target, depth=depth + 1)
    ]


def _effects_of_change(
    graph: SentenceGraph, node: int, sign: int, kind: str, depth: int
) -> list[Effect]:
    found: list[Effect] = []
    for target in graph.targets(node, "obj"):
        if graph.lemma(node) == "mediate" and _is_effect_of(graph, target):
            continue  # how A works, not more of A
        if graph.pred[node] == "form" and _is_complex(graph, target):
            # To form a complex is to bind; to block the formation of one is to act on it.
            formed = find_assembled(graph, node, target) if depth else ()
            found += [Effect("activity", sign, whole, node) for whole in formed]
            continue
        if _defines_name(graph, target):
            continue
        if graph.lemma(target) in FINDING and target not in graph.mentions:
            continue
        for inner in find_effects(graph, target, depth=depth + 1):
            own = kind if inner.kind == "plain" else inner.kind
            if own == "potency" and target in graph.mentions and graph.pred[node] in BRINGING:
                # "leads to cytotoxic effects of D": what D does, not more of it
                against = any(is_opposed(graph, m) for m in graph.mentions[target])
                found.append(Effect(kind, -sign if against else sign, target, target))
                continue
            mends = graph.lemma(node) == "improve" and inner.kind == "plain"
            turned = -1 if mends and _is_ailment(graph, inner) else 1
            found.append(replace(inner, kind=own, sign=turned * sign * inner.sign))
    return found


def _defines_name(graph: SentenceGraph, node: int) -> bool:
    """Tell whether a noun only says what the name before it is: "acts on B, an activator of C"."""
    named = [*graph.sources(node, "appos"), *graph.sources(node, "apposed")]
    agent = graph.lemma(node) in graph.words["agent_nouns"]
    # "transcription of regulators such as A": A stands behind what it is
    return agent and any(source in graph.mentions and source < node for source in named)


def _is_effect_of(graph: SentenceGraph, node: int) -> bool:
    """Tell whether a noun is what a molecule does: "the effects of A", "A effects"."""
    if graph.lemma(node) in {"most", "many", "some"}:  # "most of the effects of A"
        return any(_is_effect_of(graph, t) for t in graph.targets(node, "prep_of"))
    named = node in graph.mentions or graph.targets(node, "opponent") or graph.targets(node, "doer")
    if named or graph.lemma(node) not in graph.words["held"]:
        return False  # "the antitumor effect of A" is an effect of its own
    owners = list(graph.targets(node, "prep_of"))
    owners += graph.targets(node, "mod") if graph.lemma(node) in graph.words["deeds"] else []
    return any(
        m.type in MOLECULES | {"Chemical"}
        for target in owners
        for m in graph.mentions.get(target, ())
    )


def _is_ailment(graph: SentenceGraph, effect: Effect) -> bool:
    """Tell whether what is made better is made less of: "improved inflammation"."""
    found = graph.mentions.get(-1 if effect.theme is None else effect.theme, ())
    return any(m.type == "Disease" or AILMENT.search(m.label) for m in found)


def _is_complex(graph: SentenceGraph, node: int) -> bool:
    ends = {graph.lemma(node)} | {
        graph.doc[m.end_token - 1].lower_ for m in graph.mentions.get(node, ())
    }
    return bool(ends & graph.words["assemblies"])


def _effects_of_modification(
    graph: SentenceGraph, node: int, sign: int, depth: int
) -> list[Effect]:
    """Read a modification, and what an "inhibitory phosphorylation" does besides."""
    modifiers = [graph.token(child).lower_ for child in graph.targets(node, "mod")]
    changes = {-sign for word in modifiers if word in graph.words["inhibitory_modification"]}
    changes |= {sign for word in modifiers if word in graph.words["activating_modification"]}
    found = [
        inner.theme
        for target in graph.targets(node, "obj")
        for inner in find_effects(graph, target, depth=depth + 1)
        if inner.kind in {"plain", "amount", "activity"}
    ]
    told = _kind_of_modification(graph, node, sign)
    kinds = [told, *(("activity", change) for change in sorted(changes))]
    return [Effect(kind, moved, theme, node) for theme in found for kind, moved in kinds]


def _kind_of_modification(graph: SentenceGraph, node: int, sign: int) -> tuple[str, int]:
    """Return what a modification is told as, and which way.

    To hold back a phosphorylation or a cleavage lowers what a protein can do; to bring about a
    dephosphorylation, or to hold back an acetylation, says nothing of the kind.
    """
    verb = graph.words.verb_class(graph.pred[node])
    if verb is not None and verb.name == "unmodify":
        return "unmodification", -sign
    pred = graph.pred[node] or ""
    return ("modification" if "phosphorylat" in pred or pred == "cleave" else "alteration"), sign


def _effects_of_cause(graph: SentenceGraph, node: int, depth: int) -> list[Effect]:
    """Read "a negative predictor of response": a cause or mark has a sign of its own."""
    marks = graph.words["sensitizing"]
    if graph.lemma(node) in graph.words["alterations"] and any(
        c < node and graph.token(c).lower_ in marks and not graph.targets(c, "mod")
        for c in graph.targets(node, "mod")
    ):
        return [Effect("response", 1, None, node)]
    words = graph.words["opposing"]
    sign = -1 if any(graph.token(c).lower_ in words for c in graph.targets(node, "mod")) else 1
    found = [
        replace(inner, sign=sign * inner.sign)
        for edge in ("prep_of", "prep_for", "prep_to", "prep_in", "mod")
        for target in graph.targets(node, edge)
        if edge != "prep_in" or graph.lemma(node) in LEADING
        if graph.lemma(node) in graph.words["causes"] or _responds(graph, target)
        for inner in find_effects(graph, target, depth=depth + 1)
        if inner.kind == "response"
    ]
    if not found and graph.lemma(node) in graph.words["predicting"]:
        # "X is a predictor in patients treated with D" leaves open of what
        return [Effect("response", sign, given, node) for given in find_given(graph)]
    return found


def _responds(graph: SentenceGraph, node: int) -> bool:
    verb = graph.words.verb_class(graph.pred[node])
    return verb is not None and verb.name in RESPONDING


def _effects_of_link(graph: SentenceGraph, node: int, sign: int, depth: int) -> list[Effect]:
    """Read "is associated with resistance", "overcomes resistance", "sensitizes cells to D"."""
    verb = graph.words.verb_class(graph.pred[node])
    if verb is not None and verb.name in {"sensitize", "desensitize"}:
        # The parser often hangs "to D" on the cells: "sensitizes cells to D".
        sources = (node, *graph.targets(node, "obj"))
        # "To" before a drug is sometimes taken for that of an infinitive.
        agents = dict.fromkeys(
            t for s in sources for edge in ("prep_to", "xcomp") for t in graph.targets(s, edge)
        )
        return [
            Effect("response", sign, target, node)
            for target in [t for t in agents if reaches_agent(graph, t)]
            or find_agents_behind(graph, node)
            or find_resisted(graph, node)
        ]
    return [
        replace(inner, sign=sign * inner.sign)
        for target in graph.targets(node, "obj")
        for inner in find_effects(graph, target, depth=depth + 1)
        if inner.kind == "response" or (inner.kind == "potency" and graph.is_verb(target))
    ]


def _effects_of_neutral(
    graph: SentenceGraph, node: int, sign: int, kind: str | None, depth: int
) -> list[Effect]:
    """Read "the level of B", "signaling from A to B" as what is named behind them."""
    if is_dose(graph, node):
        return effects_of_dose(graph, node, sign)
    if potency := effects_of_potency(graph, node, sign):
        return potency
    moved = modifier_sign(graph, node)
    onward = graph.targets(node, "prep_from") and graph.targets(node, "prep_to")
    counts = graph.lemma(node) in graph.words["counting"]
    for edge in ("prep_to",) if onward else NEUTRAL_EDGES:  # "signaling from A to B" is B's
        # "A low response rate": the response has read what is said of its rate.
        read = counts and edge in {"mod", "prep_of"}
        found = [
            replace(
                inner,
                kind=(kind or ("amount" if moved else inner.kind))
                if inner.kind == "plain"
                else inner.kind,
                sign=inner.sign if read and inner.kind == "response" else sign * inner.sign,
            )
            for target in graph.targets(node, edge)
            for inner in find_effects(graph, target, depth=depth + 1)
            if edge in {"obj", "prep_of", "mod"}
            or inner.kind == "plain"
            or graph.lemma(node) in {"step", "stage"}  # "the first step in the synthesis of B"
        ]
        if found:
            return found
    return []
