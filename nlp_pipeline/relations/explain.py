"""Why a rule did or did not fire, for ``nlp-pipeline explain``."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc

from nlp_pipeline.relations.extraction import build_graphs, find_claims
from nlp_pipeline.relations.graph import SentenceGraph
from nlp_pipeline.relations.matcher import Match, RuleMatcher


@dataclass(frozen=True, slots=True)
class Attempt:
    """One rule tried at one trigger.

    Attributes:
        trigger: The trigger word and its token index.
        rule_id: The rule.
        outcome: ``kept``, ``dropped`` (it fired, but another rule won or a type did not fit) or
            ``no match``.
        detail: The arguments, or what was missing.
    """

    trigger: str
    rule_id: str
    outcome: str
    detail: str


def explain_rules(doc: Doc, matcher: RuleMatcher) -> list[Attempt]:
    """Return every attempt of every rule on an annotated Doc, in text order."""
    kept = {
        (claim.rule.id, claim.trigger, claim.subject.mention, claim.object.mention)
        for _, claims in find_claims(doc, matcher)
        for claim in claims
    }
    attempts: list[Attempt] = []
    for graph in build_graphs(doc):
        for node in graph.nodes:
            for rule in matcher.candidates(graph, node):
                trigger = f"{graph.token(node).text} [{node}]"
                matches = list(matcher.match(graph, node, rule))
                if not matches:
                    detail = _missing(graph, node)
                    attempts.append(Attempt(trigger, rule.id, "no match", detail))
                for match in matches:
                    known = {key[:3] for key in kept}
                    key = (rule.id, node, match.subject.mention)
                    outcome = "kept" if key in known else "dropped"
                    attempts.append(Attempt(trigger, rule.id, outcome, _arguments(match)))
    return attempts


def _missing(graph: SentenceGraph, node: int) -> str:
    edges = graph.edges(node)
    shown = ", ".join(
        f"{label}: {' '.join(graph.token(target).text for target in targets)}"
        for label, targets in sorted(edges.items())
        if targets
    )
    return f"subject or object not found; edges here: {shown or 'none'}"


def _arguments(match: Match) -> str:
    subject = match.subject
    state = f" [{subject.state}]" if subject.state else ""
    target = "an agent named elsewhere" if match.object is None else match.object.mention.label
    marks = f"{' negated' if match.negated else ''}{' hedged' if match.hedged else ''}"
    return f"{subject.mention.label}{state} -> {target}{marks}"
